/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast-table.h"
#include "mh-desk.h"
#include "mh-eligibility.h"

G_BEGIN_DECLS

/* The words of a broadcast for one person. Fields between braces are filled from the person's own record when the message leaves:
 * {name} {kana} {family} {date} {time} {venue} {programme} {town} {section} {phone} {code}; those of a booking only where the broadcast is
 * about a session or a programme in which the person has one.
 * A shared contact gets words in which nobody is named ({name} and {family} become 「ご家族の皆さま」). */

/* (array zero-terminated=1): the fields that may be used */
const char * const *mh_broadcast_text_fields (void);

/* @shared: the contact speaks for several people. The sender stands first (【滝上町】), the check code and whom to call last, unless the text has them.
 * MH_ERROR_INVALID for an unknown field, or one that is empty for this person: a message with a hole never leaves.
 * Returns: (transfer full): what the resident reads */
char       *mh_broadcast_text_write (const MhDesk      *desk,
                                     const MhBroadcast *broadcast,
                                     gint64             resident,
                                     gboolean           shared,
                                     GError           **error);

/* How a text looks on a telephone. */
typedef struct {
  guint   line_units;   /* UTF-16 units; LINE takes 5,000 */
  guint   sms_units;
  int     sms_parts;
  double  sms_yen;      /* by the rule of the carrier in the settings sms.first, sms.step, sms.limit, sms.yen */
  char   *refused;      /* (nullable) (owned) characters that an SMS would refuse or spoil */
} MhTextMeasure;

gboolean    mh_broadcast_text_measure (const MhDesk   *desk,
                                       const char     *text,
                                       MhTextMeasure  *out_measure,
                                       GError        **error);
void        mh_text_measure_clear     (MhTextMeasure  *measure);

G_END_DECLS
