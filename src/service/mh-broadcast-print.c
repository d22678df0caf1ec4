/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-print"

#include "mh-broadcast-print.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-broadcast-number-table.h"
#include "mh-broadcast-text.h"
#include "mh-broadcast.h"
#include "mh-moment.h"
#include "mh-people.h"
#include "mh-phone.h"
#include "mh-results-paper.h"
#include "mh-roster-maker-private.h"
#include "mh-roster-rows.h"
#include "mh-wording.h"

/* What is read before it is drawn. */
typedef struct {
  MhBroadcast *broadcast;  /* (owned) */
  GPtrArray   *counts;     /* (owned) (element-type MhBroadcastCount) of people, wherever they stand */
  GPtrArray   *results;    /* (owned) (element-type MhBroadcastResult) */
  GPtrArray   *people;     /* (owned) (element-type MhPerson) beside @results; %NULL who is no longer there */
  GPtrArray   *numbers;    /* (owned) (element-type MhBroadcastNumber) that belong to nobody */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->broadcast, mh_broadcast_free);
  g_clear_pointer (&reading->counts, g_ptr_array_unref);
  g_clear_pointer (&reading->results, g_ptr_array_unref);
  g_clear_pointer (&reading->people, g_ptr_array_unref);
  g_clear_pointer (&reading->numbers, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
free_person (gpointer person)
{
  if (person != NULL)
    mh_person_free (person);
}

/* One by one, since whoever is no longer there would be left out of a list of them, and the others get her results. */
static gboolean
read_people (const MhDesk *desk,
             Reading      *reading,
             GError      **error)
{
  reading->people = g_ptr_array_new_with_free_func (free_person);

  for (guint i = 0; i < reading->results->len; i++) {
    const MhBroadcastResult *result = g_ptr_array_index (reading->results, i);
    g_autoptr (GPtrArray) people = mh_people_list (desk, &result->resident, 1, error);

    if (people == NULL)
      return FALSE;

    g_ptr_array_add (reading->people, people->len > 0 ? g_ptr_array_steal_index (people, 0) : NULL);
  }

  return TRUE;
}

static gboolean
read_all (const MhDesk *desk,
          gint64        broadcast,
          const char   *state,
          Reading      *reading,
          GError      **error)
{
  gboolean ok;

  if (!mh_db_begin_read (desk->db, error))
    return FALSE;

  ok = (reading->broadcast = mh_broadcast_table_get (desk->db, broadcast, error)) != NULL &&
       (reading->counts = mh_broadcast_results_count (desk, broadcast, error)) != NULL &&
       (reading->results = mh_broadcast_results_page (desk, broadcast, state, 0, -1, error)) != NULL &&
       (reading->numbers = mh_broadcast_number_table_list (desk->db, broadcast, error)) != NULL &&
       read_people (desk, reading, error);
  mh_db_rollback (desk->db);

  return ok;
}

/* --- the first page ------------------------------------------------------------------------------------------------ */

static void
add_moment (MhResultsPaper *paper,
            const char     *label,
            gint64          at,
            const char     *by)
{
  g_autofree char *moment = NULL;
  g_autofree char *value = NULL;

  if (at == 0)
    return;

  moment = mh_moment_format (at, MH_DATE_STYLE_LONG);
  value = by != NULL ? g_strdup_printf ("%s　%s", moment, by) : g_strdup (moment);
  mh_results_paper_add_fact (paper, label, value);
}

static void
add_facts (MhResultsPaper    *paper,
           const MhBroadcast *broadcast)
{
  g_autofree char *heads = g_strdup_printf ("%d", broadcast->heads);

  mh_results_paper_add_fact (paper, C_("results on paper", "Kind"), mh_wording_broadcast_kind (broadcast->kind));
  mh_results_paper_add_fact (paper, C_("results on paper", "Where it stands"), mh_wording_broadcast_state (broadcast->state));
  mh_results_paper_add_fact (paper, C_("results on paper", "Check code"), broadcast->code);
  add_moment (paper, C_("results on paper", "Let out"), broadcast->held_at, broadcast->held_by);
  if (broadcast->second_by != NULL)
    mh_results_paper_add_fact (paper, C_("results on paper", "Second to look"), broadcast->second_by);
  if (broadcast->heads >= 0)
    mh_results_paper_add_fact (paper, C_("results on paper", "People counted then"), heads);
  if (broadcast->any_hour)
    mh_results_paper_add_fact (paper, C_("results on paper", "Hours"), _("Left outside the hours for broadcasts, too"));
  if (broadcast->reason != NULL && *broadcast->reason != '\0')
    mh_results_paper_add_fact (paper, C_("results on paper", "Reason given"), broadcast->reason);
  add_moment (paper, C_("results on paper", "Ended"), broadcast->ended_at, NULL);
}

/* How many of those stand somewhere whom no person of the register stands for. */
static guint
count_numbers (const Reading *reading,
               const char    *state)
{
  guint n = 0;

  for (guint i = 0; i < reading->numbers->len; i++)
    n += g_str_equal (((const MhBroadcastNumber *) g_ptr_array_index (reading->numbers, i))->state, state);

  return n;
}

static guint
count_people (const Reading *reading,
              const char    *state)
{
  for (guint i = 0; i < reading->counts->len; i++) {
    const MhBroadcastCount *count = g_ptr_array_index (reading->counts, i);

    if (g_str_equal (count->state, state))
      return count->n_people;
  }

  return 0;
}

static void
add_counts (MhResultsPaper *paper,
            const Reading  *reading)
{
  const char * const *states = mh_broadcast_results_states ();

  for (guint i = 0; states[i] != NULL; i++) {
    guint n = count_people (reading, states[i]);

    if (n > 0)
      mh_results_paper_add_count (paper, mh_wording_delivery_state (states[i]), n);
  }

  for (guint i = 0; states[i] != NULL; i++) {
    guint n = count_numbers (reading, states[i]);
    /* Translators: where messages to numbers stand that belong to nobody in the register */
    g_autofree char *label = g_strdup_printf (_("%s (numbers of nobody)"), mh_wording_delivery_state (states[i]));

    if (n > 0)
      mh_results_paper_add_count (paper, label, n);
  }
}

static gboolean
add_words (MhResultsPaper    *paper,
           const MhBroadcast *broadcast,
           GError           **error)
{
  g_autofree char *text = mh_broadcast_text_write_script (broadcast, broadcast->text, error);
  g_autofree char *easy = NULL;

  if (text == NULL)
    return FALSE;

  mh_results_paper_add_words (paper, C_("results on paper", "What was said"), text);
  if (broadcast->easy == NULL || *broadcast->easy == '\0')
    return TRUE;

  easy = mh_broadcast_text_write_script (broadcast, broadcast->easy, error);
  if (easy != NULL)
    mh_results_paper_add_words (paper, _("In easy words"), easy);

  return easy != NULL;
}

/* --- the list ------------------------------------------------------------------------------------------------------ */

static void
add_row (MhRoster   *roster,
         const char *number,
         const char *name,
         const char *state,
         const char *channel,
         const char *reason,
         gint64      at)
{
  g_autofree char *day = at != 0 ? mh_date_format (mh_date_from_ms (at), MH_DATE_STYLE_WEEKDAY) : g_strdup ("");
  g_autofree char *time = at != 0 ? mh_minutes_format (mh_minutes_from_ms (at)) : g_strdup ("");
  g_autofree char *when = g_strdup_printf ("%s %s", day, time);
  const char *cells[] = {
    number, name, mh_wording_delivery_state (state), channel != NULL ? mh_wording_channel (channel) : "",
    reason != NULL ? mh_wording_delivery_reason (reason) : "", when, NULL
  };

  mh_roster_add_row (roster, cells);
}

static void
add_person (MhRoster                *roster,
            const MhPerson          *person,
            const MhBroadcastResult *result,
            char                   **last)
{
  MhRosterRow row = { .kana = person->resident->kana != NULL ? person->resident->kana : (char *) "" };
  const char *mark = NULL;
  g_autofree char *heading = mh_roster_row_heading (&row, MH_ROSTER_ORDER_KANA, &mark);
  g_autofree char *name = *row.kana != '\0' ? g_strdup_printf ("%s\n%s", row.kana, person->shown_name) : g_strdup (person->shown_name);

  if (g_strcmp0 (heading, *last) != 0) {
    if (mark != NULL)
      mh_roster_add_index (roster, heading, mark);
    else
      mh_roster_add_heading (roster, heading);
    g_free (*last);
    *last = g_steal_pointer (&heading);
  }

  add_row (roster, person->resident->register_number, name, result->state, result->channel, result->reason, result->at);
}

static void
add_people (MhRoster      *roster,
            const Reading *reading)
{
  g_autofree char *last = NULL;

  for (guint i = 0; i < reading->results->len; i++) {
    const MhBroadcastResult *result = g_ptr_array_index (reading->results, i);
    const MhPerson *person = g_ptr_array_index (reading->people, i);

    if (person != NULL)
      add_person (roster, person, result, &last);
    else
      add_row (roster, "", _("Not on the register any more"), result->state, result->channel, result->reason, result->at);
  }
}

static void
add_numbers (MhRoster      *roster,
             const Reading *reading,
             const char    *state)
{
  guint n = 0;

  for (guint i = 0; i < reading->numbers->len; i++) {
    const MhBroadcastNumber *number = g_ptr_array_index (reading->numbers, i);
    g_autofree char *shown = mh_phone_format (number->number, NULL);

    if (state != NULL && !g_str_equal (number->state, state))
      continue;

    if (n++ == 0)
      mh_roster_add_heading (roster, _("Numbers that belong to nobody in the register"));
    add_row (roster, "", shown, number->state, "mobile", number->reason, number->at);
  }

  if (n > 0) {
    g_autofree char *end = g_strdup_printf (_("%u people and %u numbers of nobody in all"), reading->people->len, n);

    mh_roster_set_end (roster, end);
  }
}

static MhRoster *
make_roster (const Reading *reading,
             const char    *state,
             const char    *title,
             const char    *printed)
{
  MhRoster *roster = mh_roster_new (title);
  g_autofree char *only = state != NULL ? g_strdup_printf (_("Only: %s"), mh_wording_delivery_state (state)) : NULL;

  if (only != NULL)
    mh_roster_add_subtitle (roster, only);
  mh_roster_set_order (roster, _("By kana"));
  mh_roster_set_printed_at (roster, printed);
  mh_roster_add_column (roster, C_("results on paper", "Register no."), 6, MH_ROSTER_ALIGN_START);
  mh_roster_set_name_column (roster, mh_roster_add_lines_column (roster, C_("results on paper", "Name"), 8, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, C_("results on paper", "What became of it"), 6, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("results on paper", "Way"), 5, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("results on paper", "Why"), 11, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("results on paper", "Time"), 8, MH_ROSTER_ALIGN_START);
  add_people (roster, reading);
  add_numbers (roster, reading, state);

  return roster;
}

static MhPages *
make_pages (const MhDesk  *desk,
            const Reading *reading,
            const char    *state,
            GError       **error)
{
  g_autofree char *title = g_strdup_printf (_("Results: %s"), reading->broadcast->name);
  g_autofree char *printed = mh_roster_printed_words (desk);
  g_autoptr (MhPages) pages = mh_pages_new (title);
  MhResultsPaper *paper = mh_results_paper_new (title, printed);

  add_facts (paper, reading->broadcast);
  add_counts (paper, reading);
  if (!add_words (paper, reading->broadcast, error)) {
    mh_results_paper_free (paper);
    return NULL;
  }

  mh_results_paper_put (paper, pages);
  mh_pages_take_roster (pages, make_roster (reading, state, title, printed));

  return g_steal_pointer (&pages);
}

/* Who stands on it, and in which columns: what the report of a lost paper looks for. */
static gboolean
note_print (const MhDesk  *desk,
            const Reading *reading,
            GError       **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = NULL;

  for (guint i = 0; i < reading->people->len; i++) {
    const MhPerson *person = g_ptr_array_index (reading->people, i);

    if (person != NULL)
      g_array_append_val (people, person->resident->id);
  }
  detail = g_strdup_printf ("{\"broadcast\":%lld,\"rows\":%u,\"columns\":[\"register-number\",\"name\",\"kana\",\"message-state\",\"channel\",\"why\","
                            "\"date\",\"time\"]}", (long long) reading->broadcast->id, people->len);

  return mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name, "broadcast.print", detail, people, error);
}

/**
 * mh_broadcast_print_results:
 * @desk: the desk, not in a transaction
 * @broadcast: a broadcast that was held
 * @state: (nullable): only the rows of those who stand there: a delivery's state, or "left-out"; the counts are of all
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_STORAGE
 *
 * A page with what was said, who let it out and how many stand where, and a list with one row a person in the order of the register. The words
 * have the names of the fields where each person's own stood. The log says who stands on it.
 *
 * Returns: (transfer full): the report, which goes on paper; or %NULL
 */
MhPages *
mh_broadcast_print_results (const MhDesk *desk,
                            gint64        broadcast,
                            const char   *state,
                            GError      **error)
{
  g_auto (Reading) reading = { 0 };
  g_autoptr (MhPages) pages = NULL;

  g_return_val_if_fail (desk != NULL, NULL);

  if (!read_all (desk, broadcast, state, &reading, error))
    return NULL;

  pages = make_pages (desk, &reading, state, error);

  return pages != NULL && note_print (desk, &reading, error) ? g_steal_pointer (&pages) : NULL;
}
