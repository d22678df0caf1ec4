/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Rows in which a rule is written. Each calls @changed with @owner swapped in, as g_signal_connect_swapped() does. */

/* An age in years and months. */
typedef struct {
  GtkSpinButton *years;
  GtkSpinButton *months;
} MhAgeSpins;

GtkWidget *mh_rule_row_number   (const char         *title,
                                 const char         *subtitle,    /* (nullable) */
                                 int                 lower,
                                 int                 upper,
                                 GCallback           changed,
                                 gpointer            owner,
                                 GtkSpinButton     **out_spin);
GtkWidget *mh_rule_row_age      (const char         *title,
                                 const char         *subtitle,
                                 GCallback           changed,
                                 gpointer            owner,
                                 MhAgeSpins         *out_spins);
/* @words: (array zero-terminated=1) translated */
GtkWidget *mh_rule_row_choice   (const char         *title,
                                 const char * const *words,
                                 GCallback           changed,
                                 gpointer            owner);
GtkWidget *mh_rule_row_switch   (const char         *title,
                                 const char         *subtitle,
                                 GCallback           changed,
                                 gpointer            owner,
                                 GtkSwitch         **out_switch);
GtkWidget *mh_rule_row_text     (const char         *title,
                                 GCallback           changed,
                                 gpointer            owner);

int        mh_age_spins_get     (const MhAgeSpins   *spins);  /* months */
void       mh_age_spins_set     (const MhAgeSpins   *spins,
                                 int                 months);
/* (nullable): what stands in the row without white space around it; %NULL for nothing */
char      *mh_rule_row_dup_text (GtkWidget          *row);
/* "東、西" as one name a line, and back. */
char      *mh_rule_row_dup_names (GtkWidget         *row);
void       mh_rule_row_set_names (GtkWidget         *row,
                                 const char         *names);
/* The place of @nick in @nicks, 0 when it is not there. */
guint      mh_rule_row_find     (const char * const *nicks,
                                 const char         *nick);
/* "5歳以上12歳未満", "Whatever the age" */
char      *mh_rule_row_write_ages (int               min_months,
                                 int                 below_months);

G_END_DECLS
