/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* Somebody who may sit at the PC. */
typedef struct {
  gint64   id;
  char    *name;
  gboolean has_pin;
  gboolean active;  /* offered for choice */
} MhOperator;

void       mh_operator_free        (MhOperator    *operator_row);

/* By name; those who are not active any more stand in it, too. (element-type MhOperator) */
GPtrArray *mh_operators_list       (const MhDesk  *desk,
                                    GError       **error);
/* 0 without an error: nobody active is called so. */
gboolean   mh_operators_find       (const MhDesk  *desk,
                                    const char    *name,
                                    gint64        *out_id,
                                    GError       **error);
/* Acts. Returns: the id, or 0 */
gint64     mh_operators_add        (const MhDesk  *desk,
                                    const char    *name,
                                    GError       **error);
gboolean   mh_operators_rename     (const MhDesk  *desk,
                                    gint64         id,
                                    const char    *name,
                                    GError       **error);
gboolean   mh_operators_set_active (const MhDesk  *desk,
                                    gint64         id,
                                    gboolean       active,
                                    GError       **error);
/* @old_pin: (nullable): needed where there is one; @pin: (nullable): %NULL takes it away. Cannot be undone. */
gboolean   mh_operators_set_pin    (const MhDesk  *desk,
                                    gint64         id,
                                    const char    *old_pin,
                                    const char    *pin,
                                    GError       **error);
/* For one who has forgotten it. @by 0: from a terminal, by whoever may start programs on this account. */
gboolean   mh_operators_clear_pin  (const MhDesk  *desk,
                                    gint64         id,
                                    gint64         by,
                                    const char    *by_pin,
                                    GError       **error);
/* Somebody sits down: noted. @pin: (nullable). Takes long where there is a PIN. Returns: (transfer full): the name, or %NULL */
char      *mh_operators_sign_in    (const MhDesk  *desk,
                                    gint64         id,
                                    const char    *pin,
                                    GError       **error);
/* Somebody new writes herself down and sits down, under her own name also in the log. Returns: (transfer full): the name, or %NULL */
char      *mh_operators_join       (const MhDesk  *desk,
                                    const char    *name,
                                    GError       **error);
/* The screen was locked by "key" or "idle": noted. */
gboolean   mh_operators_note_lock  (const MhDesk  *desk,
                                    const char    *how,
                                    GError       **error);
/* How long one waits after so many wrong PINs, ms. */
gint64     mh_operators_pause      (int            failures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhOperator, mh_operator_free)

G_END_DECLS
