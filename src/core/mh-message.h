/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fills {name}-like fields from pairs of name and value ended by NULL. An unknown field, or one with an empty value, is an
 * MH_ERROR_INVALID: a message with a hole never leaves. Text from @values is never looked at for fields. */
char    *mh_message_fill     (const char         *text,
                              const char * const *pairs,
                              GError            **error);

/* How a carrier cuts and bills an SMS, in UTF-16 units. */
typedef struct {
  int    first;      /* 70: fits one */
  int    step;       /* 67: units in each part of a long one; billing per @step above @first */
  int    limit;      /* 660 */
  double yen_part;
} MhSmsRule;

extern const MhSmsRule mh_sms_rule_default;

int      mh_sms_parts        (const MhSmsRule *rule,
                              const char      *text);  /* 0 for an empty text */
/* A character that an SMS or the carrier would refuse or spoil (外字, ①㈱ and others 環境依存文字), or %NULL. */
char    *mh_sms_find_refused (const char *text);

G_END_DECLS
