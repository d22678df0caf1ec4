/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-audience-rule.h"
#include "mh-desk.h"
#include "mh-eligibility.h"

G_BEGIN_DECLS

/* How an audience is reached: what is the same for all of it. */
typedef struct {
  const char *category;  /* of consent; "" of none */
  const char *channels;  /* "line sms by-hand": which may be used, best first */
} MhAudienceWay;

/* What was decided about one person. */
typedef struct {
  gint64      resident;
  MhReach     reach;     /* MH_REACH_NONE: left out, @why tells */
  const char *why;       /* (nullable) static code. Left out: "dead", "moved-out", "removed", "minus", "birth-unknown" (an age is asked for),
                          * "unclear" (protected, and whether a district or household fits must not be told), and where the way has no
                          * by-hand those that follow. By hand: "protected", "channel-not-used", "landline-only", "opted-out", "no-contact" */
  gint64      contact;   /* 0 unless LINE or SMS */
  gint64      with;      /* the person whose message on the same contact speaks for this one too, 0 = an own message; the protected
                          * always have an own one */
} MhAudiencePerson;

/* The people of @rule at this moment, in the order of the register (Japanese order, as all lists of people): those who would get it and those
 * who are left out, each with the reason. Reads only; 100,000 residents take less than 300 ms on an office PC.
 * Returns: (transfer full) (element-type MhAudiencePerson) */
GArray   *mh_audience_judge       (const MhDesk         *desk,
                                   const MhAudienceRule *rule,
                                   const MhAudienceWay  *way,
                                   GCancellable         *cancellable,
                                   GError              **error);
/* The same for some people, by id and without "with": a message to each is about to leave. (element-type MhAudiencePerson) */
GArray   *mh_audience_judge_some  (const MhDesk         *desk,
                                   const MhAudienceRule *rule,
                                   const MhAudienceWay  *way,
                                   const gint64         *residents,
                                   gsize                 n_residents,
                                   GError              **error);
/* Whether @resident still is of @rule, at this moment: what is asked again before a message leaves. @way as for mh_audience_judge(); the
 * conditions "channels" and "consent" look at it. By what the message goes is not asked here: that is mh_people_reach_by().
 * @out_why: (out) (nullable): static code when not: "not-meant" no condition names her any more, "minus", "birth-unknown", "unclear" */
gboolean  mh_audience_still_holds (const MhDesk         *desk,
                                   const MhAudienceRule *rule,
                                   const MhAudienceWay  *way,
                                   gint64                resident,
                                   gboolean             *out_holds,
                                   const char          **out_why,
                                   GError              **error);
/* The rule in words, a line a condition: 「年齢: 65〜74歳（年度末）」. */
char     *mh_audience_describe    (const MhDesk         *desk,
                                   const MhAudienceRule *rule,
                                   GError              **error);

/* A list that somebody else made: register numbers or telephone numbers in a column of a CSV file. */
typedef struct {
  GArray    *residents;  /* (owned) (element-type gint64) found, each once */
  GPtrArray *unmatched;  /* (owned) (element-type utf8) as written, with the line: "12: 090-0000-0000" */
  guint      n_rows;
  guint      n_several;  /* numbers that more than one person has: all of them are in @residents */
} MhAudienceFile;

MhAudienceFile *mh_audience_read_file (const MhDesk     *desk,
                                       const char       *path,
                                       GCancellable     *cancellable,
                                       GError          **error);
void            mh_audience_file_free (MhAudienceFile   *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAudienceFile, mh_audience_file_free)

/* Acts: saved audiences. A name that is taken replaces its rule. */
gint64    mh_audience_save        (const MhDesk         *desk,
                                   const char           *name,
                                   const MhAudienceRule *rule,
                                   GError              **error);
gboolean  mh_audience_remove      (const MhDesk         *desk,
                                   gint64                audience,
                                   GError              **error);

G_END_DECLS
