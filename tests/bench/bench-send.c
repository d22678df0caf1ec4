/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Times how long a broadcast takes to leave, through the real dispatcher and a database file, beside the bare exchange of the very same requests
 * by libsoup with as many under way at once, and beside LINE's own client for Node where there is one. All providers are one server on loopback in
 * a process of its own. Some seconds of the dispatcher, then the same requests bare, and so on, so that a busy computer is busy for both; what is
 * compared is what both took in all.
 *
 *     bench-send [--delay MS] [--scale 1.0] [--rounds 3] [--only 1-5] [--sdk FOLDER-WITH-node_modules] */

#define G_LOG_DOMAIN "bench-send"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "mh-act.h"
#include "mh-broadcast.h"
#include "mh-dispatcher.h"
#include "mh-fake-secrets.h"
#include "mh-karaden.h"
#include "mh-line.h"
#include "mh-test-town.h"
#include "mh-test-utils.h"
#include "mh-twilio.h"
#include "mh-zettai.h"

/* A Tuesday on which people work. */
#define NOW "2026-11-24 10:00"

/* As many as the dispatcher has. */
#define CONCURRENT 8

#define MAX_ROUNDS 15

/* So many of a broadcast go first, and the others a minute later. */
#define N_FIRST 5

static double scale = 1;
static int n_rounds = 3;
static int delay = 0;
static int only = 0;
static char *sdk = NULL;

static GOptionEntry options[] = {
  { "delay", 'd', 0, G_OPTION_ARG_INT, &delay, "How long the provider takes for an answer", "MS" },
  { "scale", 's', 0, G_OPTION_ARG_DOUBLE, &scale, "The sizes, by this", "FACTOR" },
  { "rounds", 'r', 0, G_OPTION_ARG_INT, &n_rounds, "How often each is done", "N" },
  { "only", 'o', 0, G_OPTION_ARG_INT, &only, "Nothing but this part", "1-5" },
  { "sdk", 0, 0, G_OPTION_ARG_FILENAME, &sdk, "Where node_modules/@line/bot-sdk is", "FOLDER" },
  { NULL },
};

static const struct {
  const char *title;
  const char *district;
  int         n;
  const char *text;
  const char *sms;  /* (nullable): over SMS, by this provider */
} parts[] = {
  { "100,000 people, one text, by LINE", "1区", 100000, "明日の断水は中止になりました。", NULL },
  { "10,000 people, each an own text, by LINE", "2区", 10000, "{氏名}様　明日の断水は中止になりました。", NULL },
  { "2,000 SMS by Karaden", "3区", 2000, "明日の断水は中止になりました。", "karaden" },
  { "2,000 SMS by 絶対リーチ!SMS", "3区", 2000, "明日の断水は中止になりました。", "zettai" },
  { "2,000 SMS by Twilio", "3区", 2000, "明日の断水は中止になりました。", "twilio" },
};

/* What one way of sending took. */
typedef struct {
  double wall;  /* ms */
  double cpu;   /* ms */
} Took;

/* --- the clock --------------------------------------------------------------------------------------------------------- */

static double
get_cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static Took
begin (void)
{
  return (Took) { (double) g_get_monotonic_time () / 1000, get_cpu_ms () };
}

static Took
since (Took began)
{
  return (Took) { (double) g_get_monotonic_time () / 1000 - began.wall, get_cpu_ms () - began.cpu };
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return one < two ? -1 : one > two;
}

static double
median (const double *numbers)
{
  double sorted[MAX_ROUNDS];

  memcpy (sorted, numbers, sizeof *numbers * (gsize) n_rounds);
  qsort (sorted, (gsize) n_rounds, sizeof *sorted, compare_numbers);

  return sorted[n_rounds / 2];
}

/* --- the providers ----------------------------------------------------------------------------------------------------- */

static GSubprocess *
start_server (const char *self,
              int        *out_port)
{
  g_autofree char *dir = g_path_get_dirname (self);
  g_autofree char *program = g_build_filename (dir, "bench-send-server", NULL);
  g_autofree char *ms = g_strdup_printf ("%d", delay);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  GSubprocess *server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, ms, NULL);

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  *out_port = atoi (line);

  return server;
}

static guint
any_rate (MhProvider *provider)
{
  return 1000000;
}

/* What a provider allows in a second would be all that is seen: 2,000 seconds for 2,000 SMS by Twilio. */
static void
lift_rates (void)
{
  GType types[] = { MH_TYPE_LINE, MH_TYPE_KARADEN, MH_TYPE_ZETTAI, MH_TYPE_TWILIO };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    MhProviderInterface *iface = g_type_interface_peek (g_type_class_ref (types[i]), MH_TYPE_PROVIDER);

    iface->get_rate = any_rate;
  }
}

/* --- the town ---------------------------------------------------------------------------------------------------------- */

static int
get_size (gsize part)
{
  return MAX ((int) (parts[part].n * scale), 10);
}

static void
run (MhTestTown *town,
     const char *sql,
     int         from,
     int         n,
     const char *district)
{
  g_autoptr (GError) error = NULL;

  mh_db_run (town->db, &error, sql, ":from", MH_INT (from), ":n", MH_INT (n), ":district", MH_TEXT (district), NULL);
  g_assert_no_error (error);
}

static void
add_people (MhTestTown *town,
            int         from,
            gsize       part)
{
  run (town,
       "WITH RECURSIVE n (i) AS (SELECT :from UNION ALL SELECT i + 1 FROM n WHERE i < :from + :n - 1) "
       "INSERT INTO resident (id, register_number, name, kana, birth, sex, address, district, status, name_fold, kana_fold, sort_key) "
       "SELECT i, printf ('%08d', i), printf ('山田　%d子', i), 'ヤマダ　ハナコ', date ('1930-01-01', printf ('+%d days', (i * 7919) % 34000)), "
       "  CASE i % 2 WHEN 0 THEN 'female' ELSE 'male' END, printf ('字滝ノ上市街地%d番地', i), :district, 'resident', '', '', x'00' FROM n",
       from, get_size (part), parts[part].district);
  run (town,
       parts[part].sms != NULL
       ? "INSERT INTO contact (id, kind, value) SELECT id, 'mobile', printf ('090%08d', 10000000 + id) FROM resident "
         "WHERE id BETWEEN :from AND :from + :n - 1 AND district = :district"
       : "INSERT INTO contact (id, kind, value) SELECT id, 'line', printf ('U%032x', id) FROM resident "
         "WHERE id BETWEEN :from AND :from + :n - 1 AND district = :district", from, get_size (part), parts[part].district);
}

static MhTestTown *
make_town (void)
{
  g_autoptr (GError) error = NULL;
  MhTestTown *town = mh_test_town_new (NOW);
  g_autoptr (MhAct) act = mh_act_begin (town->db, mh_desk_now (&town->desk), "bench", "test", MH_UNDO_NONE, &error);
  int from = 1;

  g_assert_no_error (error);
  for (gsize i = 0; i < 3; i++) {
    add_people (town, from, i);
    from += get_size (i);
  }
  mh_db_run (town->db, &error, "INSERT INTO contact_link (resident, contact, whose) SELECT id, id, '' FROM contact", NULL);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);

  return town;
}

static void
set_up (MhTestTown *town,
        int         port)
{
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%d", port);
  g_autofree char *karaden = g_strdup_printf ("%s/api/0f3c2a1e-1111-4222-8333-444455556666", base);
  const char *settings[][2] = {
    { "town.name", "滝上町" }, { "town.phone", "0158-00-2111" }, { "line.endpoint", base }, { "sms.karaden.endpoint", karaden },
    { "sms.karaden.service-id", "1" }, { "sms.zettai.endpoint", base }, { "sms.zettai.client-id", "1" }, { "sms.zettai.sms-code", "1" },
    { "sms.twilio.endpoint", base }, { "sms.twilio.account-sid", "AC0123456789abcdef0123456789abcdef" }, { "sms.twilio.from", "Machihoken" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    mh_test_town_set (town, settings[i][0], settings[i][1]);
}

/* Drafts, checks and holds the broadcast in a copy of the town, and ends its countdown. */
static void
hold (MhTestTown *town,
      const char *path,
      gsize       part)
{
  g_autofree char *rule = g_strdup_printf ("{\"districts\":[{\"system\":1,\"names\":[\"%s\"]}]}", parts[part].district);
  MhBroadcast draft = {
    .kind = (char *) "notice", .name = (char *) "断水", .rule = rule, .category = (char *) "", .text = (char *) parts[part].text,
    .form = (char *) "text", .channels = (char *) (parts[part].sms != NULL ? "sms" : "line"),
  };
  MhDb *kept = town->desk.db;
  g_autoptr (GError) error = NULL;
  gint64 id;
  g_autoptr (MhBroadcastSheet) sheet = NULL;
  Took checked, held;

  mh_db_copy_to (town->db, path, &error);
  g_assert_no_error (error);
  town->desk.db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  g_assert_no_error (error);
  id = mh_broadcast_save (&town->desk, &draft, &error);
  g_assert_no_error (error);
  checked = begin ();
  sheet = mh_broadcast_check (&town->desk, id, NULL, &error);
  g_assert_no_error (error);
  checked = since (checked);
  g_assert_cmpuint (sheet->n_heads, ==, get_size (part));
  held = begin ();
  mh_broadcast_hold (&town->desk, id, &(MhHoldAnswers) { (int) sheet->n_heads, "訓練", NULL }, &error);
  g_assert_no_error (error);
  held = since (held);
  mh_broadcast_go (&town->desk, id, &error);
  g_assert_no_error (error);
  mh_db_close (town->desk.db);
  town->desk.db = kept;
  g_print ("  checked in %.0f ms (CPU %.0f), held in %.0f ms (CPU %.0f)\n", checked.wall, checked.cpu, held.wall, held.cpu);
}

/* --- A: the dispatcher ------------------------------------------------------------------------------------------------- */

static void
run_dispatcher (MhDispatcher *dispatcher)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mh_dispatcher_run_async (dispatcher, FALSE, NULL, mh_test_take_result_cb, &result);
  mh_dispatcher_run_finish (dispatcher, mh_test_await (&result), NULL, &error);
  g_assert_no_error (error);
}

static void
check_all_left (const char *path,
                gsize       part)
{
  g_autoptr (GError) error = NULL;
  MhDb *db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  mh_db_get_int (db, 0, &n, &error, "SELECT count (*) FROM delivery WHERE state = 'accepted'", NULL);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, get_size (part));
  mh_db_close (db);
}

/* --- B: the bare exchange ---------------------------------------------------------------------------------------------- */

typedef struct {
  char   *key;
  char   *url;
  char   *content_type;
  GBytes *body;
} Request;

typedef struct {
  SoupSession *session;
  GPtrArray   *requests;  /* (element-type Request) */
  guint        next;
  guint        n_done;
} Bare;

static void
request_free (Request *request)
{
  g_free (request->key);
  g_free (request->url);
  g_free (request->content_type);
  g_bytes_unref (request->body);
  g_free (request);
}

/* What has left since the last time, byte for byte; LINE's for the other client as well. @last: (inout) the last of those before */
static GPtrArray *
read_requests (const char *path,
               int         port,
               gint64     *last,
               GString    *lines)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  g_autoptr (GError) error = NULL;
  MhDb *db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  g_autoptr (MhRows) rows = mh_db_query (db, &error, "SELECT key, endpoint, content_type, body, id FROM attempt WHERE id > :last ORDER BY id",
                                         ":last", MH_INT (*last), NULL);

  g_assert_no_error (error);
  while (mh_rows_next (rows)) {
    Request *request = g_new0 (Request, 1);
    gsize size;
    const char *body;

    request->key = mh_rows_dup_text (rows, 0);
    request->url = g_strdup_printf ("http://127.0.0.1:%d%s", port, mh_rows_text (rows, 1));
    request->content_type = mh_rows_dup_text (rows, 2);
    request->body = mh_rows_dup_blob (rows, 3);
    g_ptr_array_add (requests, request);
    body = g_bytes_get_data (request->body, &size);
    g_string_append_printf (lines, "{\"key\":\"%s\",\"body\":%.*s}\n", request->key, (int) size, body);
    *last = mh_rows_int (rows, 4);
  }
  mh_rows_end (rows, &error);
  g_assert_no_error (error);
  g_clear_pointer (&rows, mh_rows_free);
  mh_db_close (db);

  return requests;
}

static void send_next (Bare *bare);

static void
bare_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Bare *bare = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  /* One that was lost on the way would be sent again by the dispatcher; here it is only told. */
  if (error != NULL)
    g_print ("  a request was lost: %s\n", error->message);
  bare->n_done++;
  send_next (bare);
}

static void
send_next (Bare *bare)
{
  const Request *request;
  g_autoptr (SoupMessage) message = NULL;
  SoupMessageHeaders *headers;

  if (bare->next >= bare->requests->len)
    return;

  request = g_ptr_array_index (bare->requests, bare->next++);
  message = soup_message_new (SOUP_METHOD_POST, request->url);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Authorization", "Bearer token");
  soup_message_headers_replace (headers, "X-Line-Retry-Key", request->key);
  soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  soup_session_send_and_read_async (bare->session, message, G_PRIORITY_DEFAULT, NULL, bare_answered_cb, bare);
}

static Took
send_bare (SoupSession *session,
           GPtrArray   *requests)
{
  Bare bare = { session, requests, 0, 0 };
  Took took = begin ();

  for (int i = 0; i < CONCURRENT; i++)
    send_next (&bare);
  while (bare.n_done < requests->len)
    g_main_context_iteration (NULL, TRUE);

  return since (took);
}

/* --- A and B in turn ---------------------------------------------------------------------------------------------------- */

typedef struct {
  Took     ours;
  Took     bare;
  guint    n_requests;
  GString *lines;      /* for the other client */
} Race;

static void
add (Took *total,
     Took  took)
{
  total->wall += took.wall;
  total->cpu += took.cpu;
}

static MhDispatcher *
make_dispatcher (MhTestTown *town,
                 MhStore    *store,
                 MhClock    *clock)
{
  static const char * const names[] = { MH_SECRET_LINE_TOKEN, MH_SECRET_KARADEN_TOKEN, MH_SECRET_ZETTAI_TOKEN, MH_SECRET_TWILIO_TOKEN };
  g_autoptr (MhFakeSecrets) secrets = mh_fake_secrets_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    mh_secrets_store (MH_SECRETS (secrets), names[i], "token", NULL, NULL);

  return mh_dispatcher_new (store, clock, town->random, MH_SECRETS (secrets));
}

static gboolean
has_more (MhTestTown *town,
          const char *path)
{
  g_autoptr (GError) error = NULL;
  MhDb *db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  mh_db_get_int (db, 0, &n, &error, "SELECT EXISTS (SELECT 1 FROM delivery WHERE state IN ('held', 'due', 'attempting', 'unknown'))", NULL);
  g_assert_no_error (error);
  mh_db_close (db);

  return n != 0;
}

/* A pass of the dispatcher, which takes nothing more after some seconds, then what it has sent once more without anything around it. */
static void
race (MhTestTown *town,
      const char *path,
      gsize       part,
      int         port,
      Race       *race)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhClock) clock = MH_CLOCK (mh_fake_clock_new_at (NOW));
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns-per-host", CONCURRENT, "timeout", 30, NULL);
  Took took = begin ();
  g_autoptr (MhStore) store = mh_store_new (&mh_db_driver_sqlite, path, &error);
  g_autoptr (MhDispatcher) dispatcher = make_dispatcher (town, store, clock);
  gint64 last = 0;

  g_assert_no_error (error);
  add (&race->ours, since (took));
  do {
    g_autoptr (GPtrArray) requests = NULL;

    took = begin ();
    run_dispatcher (dispatcher);
    add (&race->ours, since (took));
    requests = read_requests (path, port, &last, race->lines);
    race->n_requests += requests->len;
    add (&race->bare, send_bare (session, requests));
    mh_fake_clock_advance (MH_FAKE_CLOCK (clock), race->n_requests <= N_FIRST ? 61000 : 1000);
  } while (has_more (town, path));

  g_clear_object (&dispatcher);
  mh_store_close (store);
  check_all_left (path, part);
}

/* --- C: the client for Node -------------------------------------------------------------------------------------------- */

/* Only where Node and the client are. */
static gboolean
send_by_sdk (const char *lines_path,
             int         port,
             Took       *out_took)
{
  g_autofree char *script = g_build_filename (g_getenv ("MH_SOURCE_ROOT") != NULL ? g_getenv ("MH_SOURCE_ROOT") : ".", "tests", "bench",
                                              "send_line_sdk.mjs", NULL);
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%d", port);
  g_autofree char *concurrent = g_strdup_printf ("%d", CONCURRENT);
  g_autofree char *output = NULL;
  const char *argv[] = { "node", script, sdk, base, lines_path, concurrent, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (sdk == NULL)
    return FALSE;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  out_took->wall = g_ascii_strtod (output, NULL);
  out_took->cpu = g_ascii_strtod (strchr (output, ' '), NULL);

  return TRUE;
}

/* --- one after the other ----------------------------------------------------------------------------------------------- */

static void
print_way (const char   *what,
           const double *walls,
           const double *cpus,
           double        than)
{
  g_print ("  %-34s %9.0f ms  CPU %8.0f ms", what, median (walls), median (cpus));
  if (than > 0)
    g_print ("   %.2f times the bare exchange", median (walls) / than);
  g_print ("\n");
}

/* @totals: (inout): ours, the bare one's, and for what LINE's client can do ours and its, ms */
static void
bench_part (MhTestTown *town,
            int         port,
            gsize       part,
            double     *totals)
{
  g_autofree char *held = g_build_filename (town->dir, "held.db", NULL);
  g_autofree char *path = g_build_filename (town->dir, "run.db", NULL);
  g_autofree char *lines = g_build_filename (town->dir, "requests.jsonl", NULL);
  double ours[2][MAX_ROUNDS], bare[2][MAX_ROUNDS], theirs[2][MAX_ROUNDS];
  gboolean has_theirs = FALSE;
  guint n_requests = 0;

  g_print ("%s (%d people)\n", parts[part].title, get_size (part));
  if (parts[part].sms != NULL)
    mh_test_town_set (town, "sms.provider", parts[part].sms);
  g_remove (held);
  hold (town, held, part);

  for (int i = 0; i < n_rounds; i++) {
    g_autoptr (GFile) from = g_file_new_for_path (held);
    g_autoptr (GFile) to = g_file_new_for_path (path);
    g_autoptr (GString) text = g_string_new (NULL);
    Race both = { .lines = text };
    Took took = { 0, 0 };

    g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL);
    race (town, path, part, port, &both);
    ours[0][i] = both.ours.wall;
    ours[1][i] = both.ours.cpu;
    bare[0][i] = both.bare.wall;
    bare[1][i] = both.bare.cpu;
    n_requests = both.n_requests;
    g_file_set_contents (lines, text->str, (gssize) text->len, NULL);
    has_theirs = parts[part].sms == NULL && send_by_sdk (lines, port, &took);
    theirs[0][i] = took.wall;
    theirs[1][i] = took.cpu;
  }

  g_print ("  %u requests, medians of %d\n", n_requests, n_rounds);
  print_way ("bare exchange, nothing written down", bare[0], bare[1], 0);
  if (has_theirs)
    print_way ("LINE's client for Node", theirs[0], theirs[1], median (bare[0]));
  print_way ("this program, durably", ours[0], ours[1], median (bare[0]));
  totals[0] += median (ours[0]);
  totals[1] += median (bare[0]);
  if (has_theirs) {
    totals[2] += median (ours[0]);
    totals[3] += median (theirs[0]);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- how long a broadcast takes to leave");
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (MhTestTown) town = NULL;
  g_autoptr (GError) error = NULL;
  double totals[4] = { 0 };
  int port = 0;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  n_rounds = CLAMP (n_rounds, 1, MAX_ROUNDS);
  server = start_server (argv[0], &port);
  lift_rates ();
  town = make_town ();
  set_up (town, port);
  g_print ("the provider answers after %d ms; %d requests under way at once; no limit a second\n", delay, CONCURRENT);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (only == 0 || only == (int) i + 1)
      bench_part (town, port, i, totals);
  }
  g_print ("all together: %.0f ms, bare %.0f ms: %.2f times\n", totals[0], totals[1], totals[0] / totals[1]);
  if (totals[3] > 0)
    g_print ("over LINE: %.0f ms, its client for Node %.0f ms: %.2f times\n", totals[2], totals[3], totals[2] / totals[3]);
  g_subprocess_force_exit (server);

  return 0;
}
