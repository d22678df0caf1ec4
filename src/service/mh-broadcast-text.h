/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-broadcast-table.h"
#include "mh-desk.h"
#include "mh-eligibility.h"
#include "mh-words-check.h"

G_BEGIN_DECLS

/* The words of a broadcast for one person. Fields between braces are filled from the person's own record when the message leaves:
 * {name} {kana} {family} {date} {time} {venue} {programme} {town} {section} {phone} {code}, each with a Japanese name as well ({氏名} …);
 * those of a booking only where the broadcast is about a session or a programme in which the person has one. Without a booking {date} and
 * {venue} are those of the session that the broadcast is about.
 * A shared contact gets words in which nobody is named ({name} and {family} become 「ご家族の皆さま」). People of one contact share a message
 * only where the words written for each are the same. */

/* (array zero-terminated=1): the fields that may be used */
const char * const *mh_broadcast_text_fields (void);
/* Returns: (transfer none): the Japanese name by which a field may be written, too: 氏名 */
const char *mh_broadcast_text_field_label (const char *field);

/* Unknown fields and lone braces, before anybody is meant: MH_ERROR_INVALID. */
gboolean    mh_broadcast_text_validate (const char    *text,
                                        GError       **error);

/* The text in the form in which mh_words_check() should see it, with the town's inner names and its web address; the telephone number that
 * a message gets when it leaves is not asked for. (element-type MhWordsFinding) */
GPtrArray  *mh_broadcast_text_check (const MhDesk      *desk,
                                     const char        *text,
                                     GError           **error);

/* Whether what goes by @contact must not name @resident: others have it, and it is not the person's own. @contact 0, by hand: no. */
gboolean    mh_broadcast_text_is_shared (const MhDesk *desk,
                                     gint64            contact,
                                     gint64            resident,
                                     gboolean         *out_shared,
                                     GError          **error);

/* Whether something is filled in for each person. */
gboolean    mh_broadcast_text_has_fields (const MhBroadcast *broadcast);
/* Whether @resident reads what everybody else reads: nothing is filled in, and nothing has to be kept from her. */
gboolean    mh_broadcast_text_is_same (const MhDesk   *desk,
                                     const MhBroadcast *broadcast,
                                     gint64            resident,
                                     gboolean         *out_same,
                                     GError          **error);

/* @shared: the contact speaks for several people. The sender stands first (【滝上町】), the check code and whom to call last, unless the text has them.
 * MH_ERROR_INVALID for an unknown field, one that is empty for this person, or words that tell where a protected person lives: a message
 * with a hole never leaves. MH_ERROR_REFUSED when the town's name or telephone number is not set.
 * Returns: (transfer full): what the resident reads */
char       *mh_broadcast_text_write (const MhDesk      *desk,
                                     const MhBroadcast *broadcast,
                                     gint64             resident,
                                     gboolean           shared,
                                     GError           **error);

/* The same without sender, check code and whom to call, for a letter or a call, where these stand elsewhere. */
char       *mh_broadcast_text_write_bare (const MhDesk *desk,
                                     const MhBroadcast *broadcast,
                                     gint64             resident,
                                     gboolean           shared,
                                     GError           **error);
/* For a number that belongs to nobody in the register: as above, without anything of a person; MH_ERROR_INVALID when the text has such a field. */
char       *mh_broadcast_text_write_to_number (const MhDesk      *desk,
                                               const MhBroadcast *broadcast,
                                               GError           **error);

/* @text of @broadcast with 「［氏名］」 where each person's own stands. */
char       *mh_broadcast_text_write_script (const MhBroadcast *broadcast,
                                            const char        *text,
                                            GError           **error);

/* How a text looks on a telephone. */
typedef struct {
  guint   line_units;   /* UTF-16 units; LINE takes 5,000 */
  guint   sms_units;
  int     sms_parts;
  double  sms_yen;      /* by the rule of the carrier in the settings sms.first, sms.step, sms.limit, sms.yen */
  char   *refused;      /* (nullable) (owned) characters that an SMS would refuse or spoil, each once */
  gboolean line_fits;
  gboolean sms_fits;    /* within sms.limit */
} MhTextMeasure;

gboolean    mh_broadcast_text_measure (const MhDesk   *desk,
                                       const char     *text,
                                       MhTextMeasure  *out_measure,
                                       GError        **error);
void        mh_text_measure_clear     (MhTextMeasure  *measure);

G_END_DECLS
