/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-broadcasts"

#include "mh-sim-broadcasts.h"

#include <string.h>

#include "mh-broadcast-remind.h"
#include "mh-broadcast.h"
#include "mh-by-hand.h"
#include "mh-calls.h"
#include "mh-letters.h"
#include "mh-sms-csv.h"

#define HOUR (G_GINT64_CONSTANT (3600) * 1000)
#define MOST_DRAFTS 4
#define MOST_UNDER_WAY 5
#define MOST_REMINDERS 2
#define MOST_NAMED 8

/* --- what is written ------------------------------------------------------------------------------------------------ */

/* A broadcast in one of the states of @list: "'draft'" */
static gint64
any_in (MhSim      *sim,
        const char *list)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM broadcast WHERE state IN (%s) AND kind <> 'test' "
                                          "AND id >= :from * (SELECT max (id) + 1 FROM broadcast) / 1000 LIMIT 1", list);

  return mh_sim_pick (sim, sql);
}

static gint64
count_in (MhSim      *sim,
          const char *list)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM broadcast WHERE state IN (%s) AND :from >= 0", list);

  return mh_sim_pick (sim, sql);
}

static void
append_people (MhSim      *sim,
               GString    *rule,
               const char *key,
               guint32     n)
{
  g_string_append_printf (rule, "%s\"%s\":[", rule->len > 1 ? "," : "", key);
  for (guint32 i = 0; i < n; i++)
    g_string_append_printf (rule, "%s%lld", i > 0 ? "," : "", (long long) mh_sim_any_resident (sim));
  g_string_append_c (rule, ']');
}

/* Mostly a few, seldom everybody. */
static char *
write_rule (MhSim *sim)
{
  static const char * const states[] = { "eligible", "not-booked", "booked", "done", "missed", "cancelled", "waiting" };
  GString *rule = g_string_new ("{");

  switch (mh_sim_below (sim, 8)) {
  case 0:
    g_string_append (rule, "\"age\":{\"from\":65,\"to\":120,\"rule\":\"day\"}");
    break;

  case 1:
    g_string_append_printf (rule, "\"programme\":{\"id\":%u,\"state\":[\"%s\"]}", 1 + mh_sim_below (sim, MH_SIM_N_PROGRAMMES), states[mh_sim_below (sim, 7)]);
    break;

  case 2:
    g_string_append_printf (rule, "\"session\":%lld", (long long) mh_sim_any_session (sim));
    break;

  case 3:
    g_string_append_printf (rule, "\"channels\":[\"%s\"]", mh_sim_below (sim, 2) == 0 ? "sms" : "line");
    break;

  case 4:
    break;

  default:
    append_people (sim, rule, "only", 1 + mh_sim_below (sim, MOST_NAMED));
    break;
  }

  if (mh_sim_below (sim, 6) == 0)
    append_people (sim, rule, "plus", 1);
  if (mh_sim_below (sim, 6) == 0)
    append_people (sim, rule, "minus", 2);
  g_string_append_c (rule, '}');

  return g_string_free (rule, FALSE);
}

static gboolean
keep_audience (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  gint64 old = mh_sim_pick (sim, "SELECT id FROM audience WHERE id >= :from * (SELECT max (id) + 1 FROM audience) / 1000 LIMIT 1");
  g_autofree char *name = g_strdup_printf ("対象 %u", mh_sim_below (sim, 4));
  g_autofree char *text = write_rule (sim);
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (text, error);

  *out_did = rule != NULL;
  if (rule == NULL)
    return FALSE;

  if (old != 0 && mh_sim_below (sim, 3) == 0)
    return mh_audience_remove (&sim->desk, old, error);

  return mh_audience_save (&sim->desk, name, rule, error) != 0;
}

static gboolean
save_draft (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  static const char * const texts[] = { "{name}さんへ、健診のお知らせです。", "会場が変わりました。", "{family}へ、お知らせです。", "ご予約は{date} {time}です。" };
  static const char * const ways[] = { "line sms by-hand", "line sms by-hand", "sms line by-hand", "line sms", "sms by-hand", "line" };
  static const char * const categories[] = { "", "booking", "booking", "vaccination" };
  gint64 old = any_in (sim, "'draft'");
  g_autofree char *rule = write_rule (sim);
  gboolean is_booked = strstr (rule, "session") != NULL || mh_sim_below (sim, 12) == 0;
  g_autofree char *text = g_strdup_printf ("%s（%u）", texts[mh_sim_below (sim, is_booked ? 4 : 3)], mh_sim_below (sim, 20));
  gboolean is_day = mh_sim_below (sim, 5) == 0;
  MhBroadcast draft = {
    .kind = (char *) (is_day ? "day-cancelled" : "notice"),
    .name = (char *) "お知らせ",
    .rule = rule,
    .category = (char *) categories[mh_sim_below (sim, G_N_ELEMENTS (categories))],
    .text = text,
    .form = (char *) (mh_sim_below (sim, 4) == 0 ? "card" : "text"),
    .channels = (char *) ways[mh_sim_below (sim, G_N_ELEMENTS (ways))],
    .session = is_day ? mh_sim_any_session (sim) : 0,
    .send_at = mh_sim_below (sim, 8) == 0 ? mh_desk_now (&sim->desk) + mh_sim_below (sim, 6) * HOUR : 0,
  };

  *out_did = TRUE;
  if (old != 0 && (mh_sim_below (sim, 4) == 0 || count_in (sim, "'draft'") >= MOST_DRAFTS))
    draft.id = old;

  return mh_broadcast_save (&sim->desk, &draft, error) != 0;
}

static gboolean
discard_draft (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  gint64 draft = any_in (sim, "'draft'");

  *out_did = draft != 0;

  return !*out_did || mh_broadcast_discard (&sim->desk, draft, error);
}

static gboolean
test_draft (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gint64 draft = any_in (sim, "'draft'");
  gint64 link = mh_sim_pick (sim, "SELECT id FROM contact_link WHERE id >= :from * (SELECT max (id) + 1 FROM contact_link) / 1000 LIMIT 1");
  gint64 resident = 0;

  *out_did = draft != 0 && link != 0;

  return !*out_did ||
         (mh_db_get_int (sim->desk.db, 0, &resident, error, "SELECT resident FROM contact_link WHERE id = :id", ":id", MH_INT (link), NULL) &&
          mh_broadcast_test (&sim->desk, draft, resident, link, error) != 0);
}

/* --- letting it out ------------------------------------------------------------------------------------------------- */

static gboolean
hold (MhSim    *sim,
      gboolean *out_did,
      GError  **error)
{
  gint64 draft = any_in (sim, "'draft'");
  g_autoptr (MhBroadcastSheet) sheet = NULL;
  MhHoldAnswers answers = { .typed_heads = -1, .reason = mh_sim_below (sim, 6) > 0 ? "町長の指示" : NULL };

  *out_did = draft != 0 && count_in (sim, "'held', 'running', 'paused'") < MOST_UNDER_WAY;
  if (!*out_did)
    return TRUE;

  sheet = mh_broadcast_check (&sim->desk, draft, NULL, error);
  if (sheet == NULL)
    return FALSE;

  if (sheet->wants_heads && mh_sim_below (sim, 8) > 0)
    answers.typed_heads = (int) sheet->n_heads;

  return mh_broadcast_hold (&sim->desk, draft, &answers, error);
}

static gboolean
go (MhSim    *sim,
    gboolean *out_did,
    GError  **error)
{
  gint64 held = any_in (sim, "'held'");

  *out_did = held != 0;

  return !*out_did || mh_broadcast_go (&sim->desk, held, error);
}

static gboolean
stop (MhSim    *sim,
      gboolean *out_did,
      GError  **error)
{
  gint64 broadcast = any_in (sim, mh_sim_below (sim, 12) > 0 ? "'held', 'running', 'paused'" : "'draft', 'done', 'stopped', 'withdrawn'");
  guint left = 0;

  *out_did = broadcast != 0;

  return !*out_did || mh_broadcast_stop (&sim->desk, broadcast, &left, error);
}

static gboolean
resume (MhSim    *sim,
        gboolean *out_did,
        GError  **error)
{
  gint64 broadcast = any_in (sim, "'paused', 'stopped'");

  *out_did = broadcast != 0;

  return !*out_did || mh_broadcast_resume (&sim->desk, broadcast, error);
}

static gboolean
retry (MhSim    *sim,
       gboolean *out_did,
       GError  **error)
{
  gint64 done = any_in (sim, "'done'");
  guint n = 0;

  *out_did = done != 0;

  return !*out_did || mh_broadcast_retry (&sim->desk, done, &n, error);
}

/* Its words are put right, mostly: as they are it cannot be held. */
static gboolean
correct (MhSim    *sim,
         gboolean *out_did,
         GError  **error)
{
  gint64 draft = mh_sim_pick (sim, "SELECT id FROM broadcast WHERE kind = 'correction' AND state = 'draft' AND :from >= 0 LIMIT 1");
  gint64 wrong = any_in (sim, "'done', 'stopped'");
  g_autoptr (MhBroadcast) correction = NULL;

  *out_did = draft != 0 || wrong != 0;
  if (draft == 0)
    return !*out_did || mh_broadcast_correct (&sim->desk, wrong, error) != 0;

  correction = mh_broadcast_table_get (sim->desk.db, draft, error);
  if (correction == NULL)
    return FALSE;

  g_free (correction->text);
  correction->text = g_strdup_printf ("正しくは、会場は保健センターです。（%u）", mh_sim_below (sim, 20));

  return mh_broadcast_save (&sim->desk, correction, error) != 0;
}

static gboolean
export_results (MhSim    *sim,
                gboolean *out_did,
                GError  **error)
{
  gint64 broadcast = any_in (sim, "'running', 'paused', 'stopped', 'done'");
  g_autofree char *path = g_build_filename (sim->dir, "results.csv", NULL);

  *out_did = broadcast != 0;

  return !*out_did || mh_broadcast_export_results (&sim->desk, broadcast, path, error);
}

static gboolean
set_reminder (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  gint64 old = mh_sim_pick (sim, "SELECT id FROM send_rule WHERE id >= :from * (SELECT max (id) + 1 FROM send_rule) / 1000 LIMIT 1");
  gint64 n = mh_sim_pick (sim, "SELECT count (*) FROM send_rule WHERE is_on = 1 AND :from >= 0");
  MhSendRule rule = {
    .programme = mh_sim_below (sim, MH_SIM_N_PROGRAMMES + 1),
    .days_before = (int) mh_sim_below (sim, 4),
    .at_min = 540 + (int) mh_sim_below (sim, 480),
    .text = (char *) (mh_sim_below (sim, 2) == 0 ? "{date} {time}のご予約です。" : "{name}さん、{venue}でお待ちしています。"),
  };

  *out_did = TRUE;
  if (old != 0 && mh_sim_below (sim, 3) == 0) {
    rule.id = old;
    rule.is_on = n < MOST_REMINDERS && mh_sim_below (sim, 2) == 0;
    return mh_broadcast_reminder_change (&sim->desk, &rule, error);
  }

  if (old != 0 && (n >= MOST_REMINDERS || mh_sim_below (sim, 3) == 0))
    return mh_broadcast_reminder_remove (&sim->desk, old, error);

  return mh_broadcast_reminder_add (&sim->desk, &rule, error) != 0;
}

/* --- SMS in files --------------------------------------------------------------------------------------------------- */

static gint64
newest (MhSim      *sim,
        const char *sql)
{
  gint64 id = 0;

  mh_db_get_int (sim->desk.db, 0, &id, NULL, sql, NULL);

  return id;
}

static gboolean
write_file (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gint64 broadcast = any_in (sim, "'held', 'running', 'paused', 'stopped', 'done'");
  gint64 before = newest (sim, "SELECT coalesce (max (id), 0) FROM outgoing_file");
  MhSmsCsvLayout layout = {
    .columns = "generic",
    .header = mh_sim_below (sim, 2) == 0,
    .format = MH_CSV_FORMAT_UTF8_BOM,
    .policy = MH_CSV_MISFIT_GETA,
    .max_rows = mh_sim_below (sim, 2) == 0 ? 1 + mh_sim_below (sim, 4) : 0,
  };
  g_autofree char *path = g_build_filename (sim->dir, "sms.csv", NULL);
  g_autoptr (MhSmsCsvMade) made = NULL;

  *out_did = broadcast != 0;
  if (!*out_did)
    return TRUE;

  made = mh_sms_csv_write (&sim->desk, broadcast, path, &layout, error);
  if (made == NULL)
    return FALSE;

  mh_sim_broadcasts_look (sim, G_MAXINT64, before);
  mh_sim_wire_upload (sim->wire, sim->desk.db, before, mh_sim_below (sim, 1000));

  return TRUE;
}

/* What the service tells of some of what it has: some twice, some that are not ours, a word that says nothing. */
static char *
write_results (MhSim   *sim,
               gboolean by_phone,
               GError **error)
{
  g_autoptr (GString) text = g_string_new ("番号,電話番号,結果\n");
  g_autoptr (MhRows) rows = mh_db_query (sim->desk.db, error,
                                         "SELECT r.ref, c.value, r.delivery FROM outgoing_row AS r JOIN contact AS c ON c.id = r.contact "
                                         "JOIN outgoing_file AS f ON f.id = r.file AND f.kind = 'sms-csv' "
                                         "WHERE r.file >= (SELECT max (id) FROM outgoing_file) - 3 ORDER BY r.file, r.position", NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    guint32 chance = mh_sim_below (sim, 10);
    const char *word = mh_sim_wire_has (sim->wire, mh_rows_int (rows, 2)) ? "送達" : "未達";

    for (guint n = chance < 3 ? 0 : chance < 8 ? 1 : 2; n > 0; n--)
      g_string_append_printf (text, "%s,%s,%s\n", by_phone ? "" : mh_rows_text (rows, 0), mh_rows_text (rows, 1), chance == 9 ? "不明" : word);
  }

  g_string_append_printf (text, "%u,09099990000,送達\n", mh_sim_below (sim, 100000));

  return mh_rows_end (rows, error) ? g_strdup (text->str) : NULL;
}

static gboolean
read_results (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  gboolean by_phone = mh_sim_below (sim, 4) == 0;
  MhSmsResultsLayout layout = { .ref_column = by_phone ? 0 : 1, .phone_column = 2, .result_column = 3 };
  g_autofree char *path = g_build_filename (sim->dir, "sms-results.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (MhSmsResults) results = NULL;

  *out_did = newest (sim, "SELECT count (*) FROM outgoing_file") > 0;
  if (!*out_did)
    return TRUE;

  text = write_results (sim, by_phone, error);
  if (text == NULL || !g_file_set_contents (path, text, -1, error))
    return FALSE;

  results = mh_sms_results_read (&sim->desk, path, &layout, error);

  return results != NULL;
}

/* --- by telephone --------------------------------------------------------------------------------------------------- */

static gboolean
print_sheet (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 sheet = mh_sim_pick (sim, "SELECT max (id) FROM outgoing_file WHERE kind = 'call-sheet' AND :from >= 0");
  gint64 broadcast = any_in (sim, "'held', 'running', 'paused', 'done'");
  MhCallSheetOptions options = { .order = mh_sim_below (sim, 2) == 0 ? MH_CALLS_BY_KANA : MH_CALLS_BY_DISTRICT };
  g_autoptr (MhCallSheet) made = NULL;

  *out_did = broadcast != 0;
  if (sheet != 0 && mh_sim_below (sim, 3) == 0)
    return mh_by_hand_set_back (&sim->desk, sheet, mh_sim_below (sim, 4) > 0, error) != 0;
  if (broadcast == 0)
    return TRUE;

  made = mh_calls_print (&sim->desk, broadcast, &options, error);

  return made != NULL;
}

static gboolean
note_call (MhSim    *sim,
           gboolean *out_did,
           GError  **error)
{
  const char * const *outcomes = mh_calls_outcomes ();
  guint n = g_strv_length ((char **) outcomes);
  g_autofree char *number = NULL;
  g_autoptr (MhCallDone) done = NULL;
  g_autoptr (MhRows) rows = mh_db_query (sim->desk.db, error,
                                         "SELECT r.ref FROM outgoing_row AS r JOIN outgoing_file AS f ON f.id = r.file AND f.kind = 'call-sheet' "
                                         "ORDER BY r.file DESC, (r.position * :by) % 13 LIMIT 1", ":by", MH_INT (1 + mh_sim_below (sim, 12)), NULL);
  MhCallOutcome outcome = {
    .outcome = outcomes[mh_sim_below (sim, n)],
    .same_phone = mh_sim_below (sim, 2) == 0,
    .no_more = (int) mh_sim_below (sim, 3) - 1,
  };

  if (rows == NULL)
    return FALSE;

  *out_did = mh_rows_next (rows);
  if (!*out_did)
    return mh_rows_end (rows, error);

  number = mh_rows_dup_text (rows, 0);
  g_clear_pointer (&rows, mh_rows_free);
  outcome.number = number;
  done = mh_calls_done (&sim->desk, &outcome, error);

  return done != NULL;
}

/* --- by post -------------------------------------------------------------------------------------------------------- */

static gboolean
print_letters (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  gint64 broadcast = any_in (sim, "'running', 'paused', 'done'");
  MhLetterOptions options = { .one_each = mh_sim_below (sim, 2) == 0, .sheet = mh_label_sheets (), .start = 1 };
  g_autoptr (MhAudienceRule) rule = NULL;
  g_autoptr (MhLetterRun) run = NULL;
  guint32 what = mh_sim_below (sim, 4);

  *out_did = what == 3 || broadcast != 0;
  if (!*out_did)
    return TRUE;

  if (what == 3) {
    rule = mh_audience_rule_parse ("{\"age\":{\"from\":80,\"to\":130,\"rule\":\"day\"}}", error);
    run = rule != NULL ? mh_labels_print_audience (&sim->desk, rule, "", &options, error) : NULL;
  } else {
    run = what == 0 ? mh_labels_print (&sim->desk, broadcast, &options, error) : mh_letters_print (&sim->desk, broadcast, &options, error);
  }

  return run != NULL;
}

static gboolean
post_letters (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  gint64 sheet = mh_sim_pick (sim, "SELECT id FROM outgoing_file WHERE kind IN ('letters', 'labels') "
                                   "AND id >= :from * (SELECT max (id) + 1 FROM outgoing_file) / 1000 LIMIT 1");
  guint told = 0, not_told = 0;

  *out_did = sheet != 0;

  return !*out_did || mh_letters_posted (&sim->desk, sheet, &told, &not_told, error) != 0;
}

const MhSimDeed mh_sim_broadcasts_deeds[] = {
  { "audience", 15, keep_audience },
  { "draft", 120, save_draft },
  { "discard", 15, discard_draft },
  { "test", 30, test_draft },
  { "hold", 200, hold },
  { "go", 80, go },
  { "stop", 50, stop },
  { "resume", 50, resume },
  { "retry", 60, retry },
  { "correct", 60, correct },
  { "results", 10, export_results },
  { "reminder", 20, set_reminder },
  { "sms file", 50, write_file },
  { "sms results", 50, read_results },
  { "call sheet", 20, print_sheet },
  { "call done", 60, note_call },
  { "letters", 15, print_letters },
  { "letters posted", 15, post_letters },
  { NULL }
};

/* --- what is looked at from outside --------------------------------------------------------------------------------- */

/* After its turn the clock has left nothing behind: what is over holds nothing back, and what has stopped lets nothing go. */
#define LEFT_BEHIND \
  "SELECT d.id FROM delivery AS d JOIN broadcast AS b ON b.id = d.broadcast " \
  "WHERE (b.state IN ('draft', 'stopped', 'withdrawn', 'done') AND d.state IN ('held', 'due')) " \
  "OR (b.state IN ('stopped', 'withdrawn') AND d.state = 'by-hand') LIMIT 1"

gboolean
mh_sim_broadcasts_tick (MhSim   *sim,
                        GError **error)
{
  gboolean changed = FALSE;
  gint64 left = 0;

  if (!mh_broadcast_tick (&sim->desk, &changed, error) || !mh_db_get_int (sim->desk.db, 0, &left, error, LEFT_BEHIND, NULL))
    return FALSE;

  if (left != 0)
    mh_sim_break (sim, "broadcast-state", g_strdup_printf ("delivery %lld after the turn of the clock", (long long) left));

  return TRUE;
}

/* Who died, went, does not want it, or is protected and reached by what is not safe. Who is behind an entry that became one with another
 * counts. */
#define NOT_TO_BE_TOLD \
  "SELECT d.id FROM (SELECT delivery, contact FROM attempt_delivery WHERE attempt > :attempt " \
  "  UNION ALL SELECT delivery, contact FROM outgoing_row WHERE file > :file) AS x " \
  "JOIN delivery AS d ON d.id = x.delivery JOIN broadcast AS b ON b.id = d.broadcast JOIN broadcast_person AS p ON p.delivery = d.id " \
  "JOIN contact AS c ON c.id = x.contact " \
  "JOIN resident AS r ON r.id = (WITH RECURSIVE one (id, next) AS (SELECT id, merged_into FROM resident WHERE id = p.resident " \
  "  UNION ALL SELECT resident.id, merged_into FROM one JOIN resident ON resident.id = one.next) SELECT id FROM one WHERE next IS NULL) " \
  "LEFT JOIN contact_link AS l ON l.resident = r.id AND l.contact = x.contact " \
  "WHERE r.status IN ('dead', 'moved-out', 'removed') OR (r.status = 'moving-out' AND r.status_date <= :today) " \
  "OR l.id IS NULL OR l.opted_out = 1 " \
  "OR (l.safe_reason IS NULL AND EXISTS (SELECT 1 FROM protection WHERE resident = r.id AND start_date <= :today " \
  "  AND (end_date IS NULL OR end_date >= :today))) " \
  "OR coalesce ((SELECT answer FROM consent WHERE resident = r.id AND channel = CASE c.kind WHEN 'line' THEN 'line' ELSE 'sms' END " \
  "  AND category IN (b.category, '') ORDER BY category DESC LIMIT 1), 'yes') = 'no' LIMIT 1"

void
mh_sim_broadcasts_look (MhSim *sim,
                        gint64 attempt,
                        gint64 file)
{
  g_autofree char *today = mh_date_to_iso (mh_desk_today (&sim->desk));
  g_autoptr (GError) error = NULL;
  gint64 told = 0;

  if (!mh_db_get_int (sim->desk.db, 0, &told, &error, NOT_TO_BE_TOLD,
                      ":attempt", MH_INT (attempt), ":file", MH_INT (file), ":today", MH_TEXT (today), NULL) && !sim->in_trouble)
    mh_sim_set_fault (sim, g_strdup (error->message));
  if (told != 0)
    mh_sim_break (sim, "told-who-may-not-be", g_strdup_printf ("delivery %lld", (long long) told));
}
