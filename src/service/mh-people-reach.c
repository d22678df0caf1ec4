/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people-reach"

#include "mh-people-reach.h"

#include <glib/gi18n-lib.h>

#include "mh-consent.h"
#include "mh-error.h"

/* What stood in the way of a contact. */
typedef struct {
  gboolean opted_out;
  gboolean landline;
  gboolean refused;
  gboolean not_used;
} Hindrances;

/* What somebody refuses who refuses this contact. */
static const char *
channel_of (MhReachKind kind)
{
  switch (kind) {
  case MH_REACH_KIND_LINE:
    return "line";

  case MH_REACH_KIND_MOBILE:
    return "sms";

  case MH_REACH_KIND_LANDLINE:
  default:
    return "phone";
  }
}

static MhReach
reach_of (MhReachKind kind)
{
  switch (kind) {
  case MH_REACH_KIND_LINE:
    return MH_REACH_LINE;

  case MH_REACH_KIND_MOBILE:
    return MH_REACH_SMS;

  case MH_REACH_KIND_LANDLINE:
  default:
    return MH_REACH_BY_HAND;
  }
}

/* Whether a notice may go by @contact; it is of the channel that is looked for. */
static gboolean
is_open (const MhReachFacts   *facts,
         const MhReachContact *contact,
         Hindrances           *hindrances)
{
  if (contact->opted_out || !mh_consent_allows (facts->answers, channel_of (contact->kind), facts->category)) {
    hindrances->opted_out = TRUE;
    return FALSE;
  }

  if (contact->kind == MH_REACH_KIND_LANDLINE) {
    hindrances->landline = TRUE;
    return FALSE;
  }

  if (facts->is_protected && !contact->safe)
    return FALSE;

  hindrances->refused |= contact->refused;

  return !contact->refused;
}

static const char *
tell_why (const MhReachFacts *facts,
          const Hindrances   *hindrances)
{
  if (facts->is_protected)
    return "protected";
  if (hindrances->refused)
    return "refused";
  if (hindrances->not_used)
    return "channel-not-used";
  if (hindrances->landline)
    return "landline-only";

  return hindrances->opted_out ? "opted-out" : "no-contact";
}

static gboolean
is_used (const MhReachWay *way,
         MhReach           reach)
{
  for (guint i = 0; i < way->n; i++) {
    if (way->order[i] == reach)
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_reach_way_read:
 * @channels: "line sms by-hand" or a part of these in any order, each once
 * @out_way: (out): the same as values
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: whether it could be read
 */
gboolean
mh_reach_way_read (const char *channels,
                   MhReachWay *out_way,
                   GError    **error)
{
  static const struct {
    const char *word;
    MhReach     reach;
  } words[] = { { "line", MH_REACH_LINE }, { "sms", MH_REACH_SMS }, { "by-hand", MH_REACH_BY_HAND } };
  g_auto (GStrv) list = g_strsplit (channels, " ", -1);
  gboolean is_good = list[0] != NULL;
  MhReachWay after = { 0 };  /* everybody can be told by hand, so nothing behind that is ever used */

  *out_way = (MhReachWay) { 0 };
  for (guint i = 0; is_good && list[i] != NULL; i++) {
    guint w = 0;

    while (w < G_N_ELEMENTS (words) && !g_str_equal (words[w].word, list[i]))
      w++;

    is_good = w < G_N_ELEMENTS (words) && !is_used (out_way, words[w].reach) && !is_used (&after, words[w].reach);
    if (is_good && is_used (out_way, MH_REACH_BY_HAND))
      after.order[after.n++] = words[w].reach;
    else if (is_good)
      out_way->order[out_way->n++] = words[w].reach;
  }

  if (!is_good)
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("The ways to reach people are line, sms and by-hand, each once; “%s” is none of these."),
                 channels);

  return is_good;
}

/**
 * mh_reach_kind_of:
 * @kind: of a contact as stored: line, mobile, landline
 *
 * Returns: the same as a value
 */
MhReachKind
mh_reach_kind_of (const char *kind)
{
  if (g_str_equal (kind, "line"))
    return MH_REACH_KIND_LINE;

  return g_str_equal (kind, "mobile") ? MH_REACH_KIND_MOBILE : MH_REACH_KIND_LANDLINE;
}

/**
 * mh_reach_find_absence:
 * @status: of a resident
 * @status_date: since or from when, or none
 * @today: the day in question
 *
 * Returns: (transfer none) (nullable): why no notice goes to somebody of this status: dead, removed, moved-out
 */
const char *
mh_reach_find_absence (const char *status,
                       MhDate      status_date,
                       MhDate      today)
{
  if (g_str_equal (status, "dead"))
    return "dead";

  if (g_str_equal (status, "removed"))
    return "removed";

  if (g_str_equal (status, "moved-out"))
    return "moved-out";

  if (g_str_equal (status, "moving-out") && mh_date_is_set (status_date) && mh_date_compare (status_date, today) <= 0)
    return "moved-out";

  return NULL;
}

/**
 * mh_reach_judge:
 * @facts: what is known of a person
 * @out_reach: (out): by what a notice may go
 * @out_contact: (out): by which contact; 0 unless LINE or SMS
 * @out_why: (out) (nullable): static code as mh_people_reach_by() tells it
 */
void
mh_reach_judge (const MhReachFacts *facts,
                MhReach            *out_reach,
                gint64             *out_contact,
                const char        **out_why)
{
  Hindrances hindrances = { 0 };

  *out_reach = MH_REACH_NONE;
  *out_contact = 0;
  *out_why = facts->absence;
  if (facts->absence != NULL)
    return;

  for (guint w = 0; w < facts->way.n; w++) {
    for (guint i = 0; i < facts->n_contacts; i++) {
      const MhReachContact *contact = &facts->contacts[i];

      if (reach_of (contact->kind) != facts->way.order[w] || contact->kind == MH_REACH_KIND_LANDLINE ||
          !is_open (facts, contact, &hindrances))
        continue;

      *out_reach = facts->way.order[w];
      *out_contact = contact->contact;
      return;
    }
  }

  for (guint i = 0; i < facts->n_contacts; i++) {
    const MhReachContact *contact = &facts->contacts[i];

    if (contact->kind == MH_REACH_KIND_LANDLINE)
      is_open (facts, contact, &hindrances);
    else if (!is_used (&facts->way, reach_of (contact->kind)) && is_open (facts, contact, &hindrances))
      hindrances.not_used = TRUE;
  }

  *out_why = tell_why (facts, &hindrances);
  if (is_used (&facts->way, MH_REACH_BY_HAND))
    *out_reach = MH_REACH_BY_HAND;
}
