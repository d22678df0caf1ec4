/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Messages of a broadcast are judged together when they leave; whatever happens to somebody meanwhile, that says nothing else than judging each by
 * itself. */

#include "mh-act.h"
#include "mh-broadcast.h"
#include "mh-delivery-table.h"
#include "mh-test-town.h"

typedef struct {
  const char *what;      /* happens to a person between the hold and the moment at which her message leaves */
  const char *sql;       /* @id the person, @other somebody else, @now */
  gboolean    is_plain;  /* leaves as it stands */
} Case;

static const Case cases[] = {
  { "nothing", "", TRUE },
  { "nothing, to another one", "", TRUE },
  { "a second LINE account", "INSERT INTO contact (id, kind, value) VALUES (9001, 'line', 'U9'); "
                             "INSERT INTO contact_link (resident, contact, rank) VALUES (@id, 9001, 0);", TRUE },
  { "no LINE any more, but a mobile phone", "UPDATE contact_link SET opted_out = 1 WHERE resident = @id; "
                                            "INSERT INTO contact (id, kind, value) VALUES (9002, 'mobile', '09099990002'); "
                                            "INSERT INTO contact_link (resident, contact) VALUES (@id, 9002);", TRUE },
  { "no contact any more", "DELETE FROM contact_link WHERE resident = @id;", FALSE },
  { "opted out", "UPDATE contact_link SET opted_out = 1 WHERE resident = @id;", FALSE },
  { "refuses LINE", "INSERT INTO consent (resident, channel, category, answer, day, how) VALUES (@id, 'line', '', 'no', '2026-10-20', 'phone');", FALSE },
  { "protected", "INSERT INTO protection (resident, start_date) VALUES (@id, '2026-01-01');", FALSE },
  { "once protected", "INSERT INTO protection (resident, start_date, end_date) VALUES (@id, '2020-01-01', '2021-01-01');", FALSE },
  { "dead", "UPDATE resident SET status = 'dead', status_date = '2026-10-19' WHERE id = @id;", FALSE },
  { "of another district", "UPDATE resident SET district = '2区' WHERE id = @id;", FALSE },
  { "was another entry", "UPDATE resident SET merged_into = @id WHERE id = @other;", FALSE },
  { "became another entry", "UPDATE resident SET merged_into = @other WHERE id = @id;", FALSE },
  { "a contact with somebody", "INSERT INTO contact_link (resident, contact, whose) SELECT @other, contact, '' FROM contact_link WHERE resident = @id;", FALSE },
  { "a message with somebody", "UPDATE broadcast_person SET delivery = (SELECT delivery FROM broadcast_person WHERE resident = @id) "
                               "WHERE resident = @other;", FALSE },
  { "a contact that the provider refused", "INSERT INTO refused_contact (delivery, contact, code) SELECT p.delivery, l.contact, 'rejected' "
                                           "FROM broadcast_person AS p JOIN contact_link AS l ON l.resident = p.resident WHERE p.resident = @id;", FALSE },
  { "has had enough today", "INSERT INTO broadcast (id, kind, name, state, rule, text, code) VALUES (900, 'notice', 'x', 'done', '{}', 'x', 'x'); "
                            "INSERT INTO delivery (id, act, kind, resident, body, state, due_at, state_at, broadcast) SELECT 900, max (id), 'broadcast', @id, 'x', 'accepted', @now, "
                            "@now, 900 FROM act; "
                            "INSERT INTO broadcast_person (broadcast, resident, delivery) VALUES (900, @id, 900);", FALSE },
  { "may get another one today", "INSERT INTO broadcast (id, kind, name, state, rule, text, code) VALUES (901, 'notice', 'y', 'running', '{}', 'y', 'y'); "
                                 "INSERT INTO delivery (id, act, kind, resident, body, state, due_at, state_at, broadcast) SELECT 901, max (id), 'broadcast', @id, 'y', 'due', "
                                 "@now + 600000, 0, 901 FROM act; "
                                 "INSERT INTO broadcast_person (broadcast, resident, delivery) VALUES (901, @id, 901);", FALSE },
};

typedef struct {
  const char *text;
  const char *channels;
  const char *sql;        /* (nullable) beside the cases */
  gboolean    none_plain;
} Run;

static const Run runs[] = {
  { "明日の断水は中止になりました。", "line sms by-hand", NULL, FALSE },
  { "{氏名}様　明日の断水は中止になりました。", "line sms by-hand", NULL, FALSE },
  { "明日の断水は中止になりました。", "line sms", NULL, FALSE },
  { "明日の断水は中止になりました。", "line sms by-hand", "UPDATE broadcast SET state = 'paused';", TRUE },
  { "明日の断水は中止になりました。", "line sms by-hand", "UPDATE broadcast SET send_at = @now + 60000;", TRUE },
  { "{氏名}様　明日の断水は中止になりました。", "line sms by-hand", "UPDATE resident SET name = '山田　花子';", TRUE },
  { "明日の断水は中止になりました。", "line sms by-hand", "UPDATE delivery SET body = body || '。' WHERE broadcast < 900;", TRUE },
};

static void
execute (MhTestTown *town,
         const char *sql,
         gint64      id,
         gint64      other)
{
  g_autoptr (GString) script = g_string_new (sql);
  g_autofree char *id_text = g_strdup_printf ("%lld", (long long) id);
  g_autofree char *other_text = g_strdup_printf ("%lld", (long long) other);
  g_autofree char *now = g_strdup_printf ("%lld", (long long) mh_desk_now (&town->desk));
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, mh_desk_now (&town->desk), "test", "test", MH_UNDO_NONE, &error);

  g_assert_no_error (error);
  g_string_replace (script, "@id", id_text, 0);
  g_string_replace (script, "@other", other_text, 0);
  g_string_replace (script, "@now", now, 0);
  mh_db_exec (town->db, script->str, &error);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

static gint64
add_person (MhTestTown *town,
            guint       n)
{
  g_autofree char *number = g_strdup_printf ("%04u", n);
  g_autofree char *birth = g_strdup_printf ("19%02u-03-01", 40 + n % 50);
  g_autofree char *value = g_strdup_printf ("U%032x", n);
  gint64 resident = mh_test_town_add_resident (town, number, "町田　花子", "マチダハナコ", birth);

  mh_test_town_add_contact (town, resident, "line", value);

  return resident;
}

/* Each case has its person, with somebody beside. */
static gint64
hold_all (MhTestTown *town,
          const Run  *run,
          gint64     *people)
{
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "断水", .rule = (char *) "{\"districts\":[{\"system\":1,\"names\":[\"1区\"]}]}",
    .category = (char *) "", .text = (char *) run->text, .form = (char *) "text", .channels = (char *) run->channels,
  };
  MhHoldAnswers answers = { .typed_heads = 2 * G_N_ELEMENTS (cases), .reason = "確認済み" };
  g_autoptr (GError) error = NULL;
  gint64 id;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    people[i] = add_person (town, i + 1);
  execute (town, "UPDATE resident SET district = '1区';", 0, 0);
  mh_test_town_set (town, "broadcast.daily-cap", "1");
  id = mh_broadcast_save (&town->desk, &draft, &error);
  g_assert_no_error (error);
  mh_broadcast_hold (&town->desk, id, &answers, &error);
  g_assert_no_error (error);
  execute (town, "UPDATE broadcast SET state = 'running'; UPDATE delivery SET state = 'due', due_at = @now;", 0, 0);

  return id;
}

/* What judging it by itself says; nothing of that stays. */
static void
check_alone (MhTestTown             *town,
             MhAct                  *act,
             const MhDelivery       *delivery,
             const MhBroadcastPlain *plain)
{
  g_autoptr (MhBroadcastJudge) judge = mh_broadcast_judge_new (&town->desk);
  g_autoptr (MhDelivery) after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean go = FALSE;
  const char *why;
  MhReach reach;
  gint64 contact;

  mh_act_try (act, &error);
  mh_broadcast_judge_delivery (judge, delivery->id, &go, &error);
  g_assert_no_error (error);
  g_assert_true (go);
  after = mh_delivery_table_get (town->db, delivery->id, &error);
  g_assert_cmpstr (after->body, ==, delivery->body);
  g_assert_cmpint (after->resident, ==, plain->resident);
  mh_broadcast_judge_reach (judge, after, &reach, &contact, &why, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reach, ==, plain->reach);
  g_assert_cmpint (contact, ==, plain->contact);
  mh_act_settle (act, FALSE, &error);
  g_assert_no_error (error);
}

static gboolean
is_plain (MhTestTown *town,
          GPtrArray  *due,
          gint64      resident)
{
  g_autoptr (MhBroadcastJudge) judge = mh_broadcast_judge_new (&town->desk);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, mh_desk_now (&town->desk), "test", "test", MH_UNDO_NONE, &error);
  gboolean found = FALSE;

  for (guint i = 0, until; i < due->len; i = until) {
    mh_broadcast_judge_read_ahead (judge, due, i, 1000, &until, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (until, >, i);
  }

  for (guint i = 0; i < due->len; i++) {
    const MhDelivery *delivery = g_ptr_array_index (due, i);
    const MhBroadcastPlain *plain = mh_broadcast_judge_find_plain (judge, delivery->id);

    if (plain == NULL)
      continue;

    found |= plain->resident == resident;
    check_alone (town, act, delivery, plain);
  }

  return found;
}

static void
test_run (gconstpointer data)
{
  const Run *run = data;
  MhTestTown *town = mh_test_town_new ("2026-10-20 10:00");
  gint64 people[2 * G_N_ELEMENTS (cases)];
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;

  mh_test_town_set (town, "town.name", "滝上町");
  mh_test_town_set (town, "town.phone", "0158-00-2111");
  hold_all (town, run, people);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    execute (town, cases[i].sql, people[2 * i], people[2 * i + 1]);
  if (run->sql != NULL)
    execute (town, run->sql, 0, 0);

  due = mh_delivery_table_list_due (town->db, MH_DUE_BROADCAST, mh_desk_now (&town->desk), 1000, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].what);
    g_assert_cmpint (is_plain (town, due, people[2 * i]), ==, cases[i].is_plain && !run->none_plain);
  }

  mh_test_town_free (town);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++) {
    g_autofree char *path = g_strdup_printf ("/broadcast/judged-together-says-what-judged-alone-says/%d", (int) i);

    g_test_add_data_func (path, &runs[i], test_run);
  }

  return g_test_run ();
}
