/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Six digits with check digit from 6 digits (checked), 5 without one, or 4/5 with the zero lost; %NULL if none fits. */
char    *mh_code_municipality       (const char *text);
/* 接種券番号: ten digits, lost zeros put back. */
char    *mh_code_ticket_number      (const char *text,
                                     gboolean   *out_zeros_restored);
/* Seven digits without hyphen, lost zero put back; %NULL if not a postal code. */
char    *mh_code_postal             (const char *text,
                                     gboolean   *out_zeros_restored);
/* Whether @text is 12 digits with the check digit of an Individual Number (個人番号), which must never be stored. */
gboolean mh_code_is_individual_number (const char *text);
/* Whether Excel has destroyed a long number: 1.2E+17 */
gboolean mh_code_is_rounded         (const char *text);

/* The 18 digits of a vaccination ticket: kind, dose, municipality, number. */
typedef struct {
  int  kind;
  int  dose;
  char municipality[7];
  char number[11];
} MhTicketLine;

gboolean mh_code_ticket_line        (const char   *text,
                                     MhTicketLine *out_line);

G_END_DECLS
