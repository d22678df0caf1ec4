/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-from"

#include "mh-audience-from.h"

#include "mh-people.h"
#include "mh-programme-table.h"
#include "mh-reception-after.h"
#include "mh-rows-date.h"
#include "mh-session-table.h"

/**
 * mh_audience_from_people:
 * @residents: (element-type gint64): who
 *
 * Returns: (transfer full): a rule that means just these; nobody when there are none
 */
MhAudienceRule *
mh_audience_from_people (const GArray *residents)
{
  MhAudienceRule *rule = mh_audience_rule_new ();

  rule->only = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (rule->only, residents->data, residents->len);

  return rule;
}

/**
 * mh_audience_from_search:
 * @desk: the desk
 * @text: as typed into the search of the resident list
 * @error: return location
 *
 * Returns: (transfer full): a rule that means those who are found now; everybody for an empty text
 */
MhAudienceRule *
mh_audience_from_search (const MhDesk *desk,
                         const char   *text,
                         GError      **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autoptr (GArray) ids = NULL;

  if (*plain == '\0')
    return mh_audience_rule_new ();

  ids = mh_people_find (desk, text, 0, 0, NULL, error);

  return ids != NULL ? mh_audience_from_people (ids) : NULL;
}

/**
 * mh_audience_from_not_yet:
 * @desk: the desk
 * @programme: a programme
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Judged anew each time, it means whom mh_reception_list_not_yet() lists on that day.
 *
 * Returns: (transfer full): the rule, or %NULL
 */
MhAudienceRule *
mh_audience_from_not_yet (const MhDesk *desk,
                          gint64        programme,
                          GError      **error)
{
  g_autoptr (MhProgramme) known = mh_programme_table_get (desk->db, programme, error);
  MhAudienceRule *rule;

  if (known == NULL)
    return NULL;

  rule = mh_audience_rule_new ();
  rule->programme = programme;
  rule->states = MH_AUDIENCE_ELIGIBLE;

  return rule;
}

/**
 * mh_audience_from_no_shows:
 * @desk: the desk
 * @session: a session
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): a rule that means whom mh_reception_list_no_shows() lists now, and of these later on who still has not booked
 *   or had it; or %NULL
 */
MhAudienceRule *
mh_audience_from_no_shows (const MhDesk *desk,
                           gint64        session,
                           GError      **error)
{
  g_autoptr (MhSession) day = mh_session_table_get (desk->db, session, error);
  g_autoptr (GArray) missed = day != NULL ? mh_reception_list_no_shows (desk, session, error) : NULL;
  MhAudienceRule *rule;

  if (missed == NULL)
    return NULL;

  rule = mh_audience_rule_new ();
  rule->programme = day->programme;
  rule->states = MH_AUDIENCE_MISSED;
  rule->only = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < missed->len; i++)
    g_array_append_val (rule->only, g_array_index (missed, MhNotYet, i).resident);

  return rule;
}

/**
 * mh_audience_figures_free:
 * @figures: (nullable): figures
 */
void
mh_audience_figures_free (MhAudienceFigures *figures)
{
  if (figures == NULL)
    return;

  g_clear_pointer (&figures->reasons, g_array_unref);
  g_free (figures);
}

static void
count_reason (MhAudienceFigures      *figures,
              const MhAudiencePerson *person)
{
  MhAudienceReason fresh = { person->why, person->reach == MH_REACH_BY_HAND, 1 };

  for (guint i = 0; i < figures->reasons->len; i++) {
    MhAudienceReason *reason = &g_array_index (figures->reasons, MhAudienceReason, i);

    if (g_str_equal (reason->why, fresh.why) && reason->by_hand == fresh.by_hand) {
      reason->n_people++;
      return;
    }
  }

  g_array_append_val (figures->reasons, fresh);
}

static int
compare_reasons (gconstpointer a,
                 gconstpointer b)
{
  const MhAudienceReason *one = a;
  const MhAudienceReason *two = b;

  if (one->n_people != two->n_people)
    return one->n_people > two->n_people ? -1 : 1;

  return g_strcmp0 (one->why, two->why);
}

static void
count_people (MhAudienceFigures *figures,
              const GArray      *people,
              GHashTable        *heads)
{
  for (guint i = 0; i < people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (people, MhAudiencePerson, i);

    figures->n_people++;
    figures->n_by_reach[person->reach]++;
    if (person->why != NULL)
      count_reason (figures, person);
    if (person->reach == MH_REACH_NONE)
      continue;

    figures->n_heads++;
    figures->n_messages += person->with == 0;
    g_hash_table_add (heads, (gpointer) &person->resident);
  }

  g_array_sort (figures->reasons, compare_reasons);
}

/* The rows come the oldest first. */
static gboolean
count_ages (const MhDesk      *desk,
            MhAudienceFigures *figures,
            GHashTable        *heads,
            GError           **error)
{
  MhDate today = mh_desk_today (desk);
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, "SELECT id, birth FROM resident ORDER BY birth IS NULL, birth, id", NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);
    MhDate birth = mh_rows_date (rows, 1);

    if (!g_hash_table_contains (heads, &id))
      continue;

    figures->n_by_band[mh_age_band_find (birth, today)]++;
    if (!mh_date_is_set (birth))
      continue;

    figures->oldest = figures->oldest != 0 ? figures->oldest : id;
    figures->youngest = id;
  }

  return mh_rows_end (rows, error);
}

/**
 * mh_audience_figures_make:
 * @desk: the desk
 * @people: (element-type MhAudiencePerson): of mh_audience_judge()
 * @error: return location
 *
 * The youngest and the oldest are what shows a forgotten condition at once (港区 2021: a child of one month).
 *
 * Returns: (transfer full): the figures, or %NULL
 */
MhAudienceFigures *
mh_audience_figures_make (const MhDesk *desk,
                          const GArray *people,
                          GError      **error)
{
  g_autoptr (MhAudienceFigures) figures = g_new0 (MhAudienceFigures, 1);
  g_autoptr (GHashTable) heads = g_hash_table_new (g_int64_hash, g_int64_equal);

  figures->reasons = g_array_new (FALSE, FALSE, sizeof (MhAudienceReason));
  count_people (figures, people, heads);

  return count_ages (desk, figures, heads, error) ? g_steal_pointer (&figures) : NULL;
}
