/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-age.h"
#include "mh-date.h"

G_BEGIN_DECLS

/* Who is meant, as a rule that is judged anew each time: all conditions must hold; each holds when one of its values does. Kept as a
 * JSON object:
 *
 *   { "age": { "from": 65, "to": 74, "rule": "day" | "fiscal" | "school", "on": "2027-03-31" },   -- on: optional, else today
 *     "born": { "from": "1950-04-01", "to": "1951-03-31" },
 *     "sex": ["female"],
 *     "districts": [ { "system": 1, "names": ["中央", "北"] } ],
 *     "households": ["H0012"],
 *     "programme": { "id": 3, "state": ["eligible", "not-booked", "booked", "done", "missed", "cancelled", "waiting"] },
 *     "session": 12, "slot": 40,                          -- with an active booking there
 *     "channels": ["line", "sms", "by-hand", "none"],     -- by which an automatic notice of the category would go today
 *     "consent": "yes",                                   -- has said yes to the category, not only not refused
 *     "only": [17, 18],                                   -- only these people (hand-picked or from a file), residents' ids
 *     "plus": [21], "minus": [30] }                       -- hand-picked beside the rule, and left out in spite of it
 *
 * An empty object means everybody. */
typedef struct _MhAudienceRule MhAudienceRule;

/* How an age is counted, see mh-age.h. */
typedef enum {
  MH_AUDIENCE_AGE_DAY,     /* reached by law on the day */
  MH_AUDIENCE_AGE_FISCAL,  /* reached within the fiscal year */
  MH_AUDIENCE_AGE_SCHOOL,  /* of a school year */
} MhAudienceAge;

typedef enum {
  MH_AUDIENCE_ELIGIBLE   = 1 << 0,  /* may book, and neither booked nor done */
  MH_AUDIENCE_NOT_BOOKED = 1 << 1,  /* no active booking and not done, eligible or not */
  MH_AUDIENCE_BOOKED     = 1 << 2,
  MH_AUDIENCE_DONE       = 1 << 3,
  MH_AUDIENCE_MISSED     = 1 << 4,
  MH_AUDIENCE_CANCELLED  = 1 << 5,
  MH_AUDIENCE_WAITING    = 1 << 6,
} MhAudienceState;

typedef struct {
  int    system;  /* 1 to 3 */
  char **names;   /* (owned) (array zero-terminated=1) */
} MhAudienceDistricts;

struct _MhAudienceRule {
  gboolean        has_age;
  int             age_from;        /* years, 0 to 130 */
  int             age_to;
  MhAudienceAge   age_rule;
  MhDate          age_on;          /* or no date: the day it is judged */
  MhDate          born_from;       /* or no date */
  MhDate          born_to;
  char           *sex;             /* (nullable) (owned) "male", "female" */
  GPtrArray      *districts;       /* (owned) (element-type MhAudienceDistricts) */
  char          **households;      /* (nullable) (owned) */
  gint64          programme;       /* 0 = none */
  guint           states;          /* MhAudienceState, with a programme */
  gint64          session;         /* 0 = none */
  gint64          slot;
  char          **channels;        /* (nullable) (owned) */
  gboolean        consented;
  GArray         *only;            /* (nullable) (owned) (element-type gint64) */
  GArray         *plus;            /* (owned) (element-type gint64) */
  GArray         *minus;           /* (owned) (element-type gint64) */
};

MhAudienceRule *mh_audience_rule_new   (void);
/* MH_ERROR_INVALID with a sentence that names the key that cannot be read. */
MhAudienceRule *mh_audience_rule_parse (const char            *json,
                                        GError               **error);
char           *mh_audience_rule_print (const MhAudienceRule  *rule);
void            mh_audience_rule_free  (MhAudienceRule        *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAudienceRule, mh_audience_rule_free)

G_END_DECLS
