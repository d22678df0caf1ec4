/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-store.h"

#include "mh-error.h"
#include "mh-test-utils.h"

#define N_REQUESTS 40

typedef struct {
  char    *dir;
  char    *path;
  MhStore *store;
} Fixture;

/* A door at which a request waits on its worker until the test opens it. */
typedef struct {
  GMutex   mutex;
  GCond    changed;
  gboolean has_arrived;
  gboolean is_open;
} Gate;

static void
gate_init (Gate *gate)
{
  g_mutex_init (&gate->mutex);
  g_cond_init (&gate->changed);
  gate->has_arrived = FALSE;
  gate->is_open = FALSE;
}

static void
gate_clear (Gate *gate)
{
  g_mutex_clear (&gate->mutex);
  g_cond_clear (&gate->changed);
}

static void
gate_pass (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->has_arrived = TRUE;
  g_cond_broadcast (&gate->changed);
  while (!gate->is_open)
    g_cond_wait (&gate->changed, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_await_arrival (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->has_arrived)
    g_cond_wait (&gate->changed, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->is_open = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->mutex);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = NULL;

  fixture->dir = mh_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "town.db", NULL);
  db = mh_db_open (&mh_db_driver_sqlite, fixture->path, &error);
  g_assert_no_error (error);
  mh_db_exec (db, "CREATE TABLE note (id INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT", &error);
  g_assert_no_error (error);

  fixture->store = mh_store_new (&mh_db_driver_sqlite, fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  if (fixture->store != NULL)
    g_assert_finalize_object (fixture->store);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

/* Numbers travel as pointers; a string result shows who frees it. */
static gpointer
add_note (MhDb         *db,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  if (!mh_db_run (db, error, "INSERT INTO note (number) VALUES (:number)",
                  ":number", MH_INT (GPOINTER_TO_INT (data)), NULL))
    return NULL;

  return g_strdup_printf ("note %d", GPOINTER_TO_INT (data));
}

static gpointer
count_notes (MhDb         *db,
             gpointer      data,
             GCancellable *cancellable,
             GError      **error)
{
  gint64 count;

  if (!mh_db_get_int (db, 0, &count, error, "SELECT count(*) FROM note", NULL))
    return NULL;

  return GINT_TO_POINTER ((int) count);
}

static gpointer
add_note_behind_gate (MhDb         *db,
                      gpointer      data,
                      GCancellable *cancellable,
                      GError      **error)
{
  if (!mh_db_begin (db, error) ||
      !mh_db_run (db, error, "INSERT INTO note (number) VALUES (-1)", NULL))
    return NULL;

  gate_pass (data);

  return mh_db_commit (db, error) ? g_strdup ("committed") : NULL;
}

static gpointer
do_nothing (MhDb         *db,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  return NULL;
}

static gpointer
leave_transaction_open (MhDb         *db,
                        gpointer      data,
                        GCancellable *cancellable,
                        GError      **error)
{
  mh_db_begin (db, error);

  return add_note (db, data, cancellable, error);
}

static gpointer
get_thread (MhDb         *db,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  return g_thread_self ();
}

static gpointer
run (MhStore    *store,
     MhStoreFunc func,
     gpointer    data,
     GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mh_store_run_async (store, func, data, NULL, NULL, NULL, mh_test_take_result_cb, &result);

  return mh_store_run_finish (store, mh_test_await (&result), error);
}

static gpointer
read_sync (MhStore    *store,
           MhStoreFunc func,
           gpointer    data,
           GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mh_store_read_async (store, func, data, NULL, NULL, NULL, mh_test_take_result_cb, &result);

  return mh_store_read_finish (store, mh_test_await (&result), error);
}

static int
count_in_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  gint64 count = -1;

  mh_db_get_int (db, -1, &count, &error, "SELECT count(*) FROM note", NULL);
  g_assert_no_error (error);

  return count;
}

static void
append_text_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mh_store_run_finish (MH_STORE (source), result, &error);

  g_assert_no_error (error);
  g_ptr_array_add (user_data, g_steal_pointer (&text));
}

static void
push_notes (MhStore   *store,
            GPtrArray *texts)
{
  for (int i = 0; i < N_REQUESTS; i++)
    mh_store_run_async (store, add_note, GINT_TO_POINTER (i), NULL, g_free, NULL, append_text_cb, texts);
}

static void
assert_in_order (GPtrArray *texts)
{
  g_assert_cmpuint (texts->len, ==, N_REQUESTS);
  for (int i = 0; i < N_REQUESTS; i++) {
    g_autofree char *expected = g_strdup_printf ("note %d", i);

    g_assert_cmpstr (g_ptr_array_index (texts, i), ==, expected);
  }
}

static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = NULL;
  gint64 n_out_of_order;

  push_notes (fixture->store, texts);
  g_assert_cmpuint (texts->len, ==, 0);
  while (texts->len < N_REQUESTS)
    g_main_context_iteration (NULL, TRUE);
  assert_in_order (texts);

  db = mh_db_open (&mh_db_driver_sqlite, fixture->path, &error);
  mh_db_get_int (db, -1, &n_out_of_order, &error, "SELECT count(*) FROM note WHERE number <> id - 1", NULL);
  g_assert_cmpint (n_out_of_order, ==, 0);
}

static void
test_results (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_null (run (fixture->store, do_nothing, NULL, &error));
  g_assert_no_error (error);

  text = run (fixture->store, add_note, GINT_TO_POINTER (5), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "note 5");

  /* What is read after the write's callback has it. */
  g_assert_cmpint (GPOINTER_TO_INT (read_sync (fixture->store, count_notes, NULL, &error)), ==, 1);
  g_assert_no_error (error);
}

static void
test_reader_cannot_write (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_sync (fixture->store, add_note, GINT_TO_POINTER (1), &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_assert_cmpint (count_in_file (fixture->path), ==, 0);
}

static void
test_reads_beside_writes (Fixture      *fixture,
                          gconstpointer data)
{
  Gate gate;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  gate_init (&gate);
  mh_store_run_async (fixture->store, add_note_behind_gate, &gate, NULL, g_free, NULL, mh_test_take_result_cb, &result);
  gate_await_arrival (&gate);

  g_assert_cmpint (GPOINTER_TO_INT (read_sync (fixture->store, count_notes, NULL, &error)), ==, 0);
  g_assert_no_error (error);
  g_assert_null (result);

  gate_open (&gate);
  text = mh_store_run_finish (fixture->store, mh_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "committed");
  g_assert_cmpint (GPOINTER_TO_INT (read_sync (fixture->store, count_notes, NULL, &error)), ==, 1);
  gate_clear (&gate);
}

static void
test_cancelled_before_start (Fixture      *fixture,
                             gconstpointer data)
{
  Gate gate;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  gate_init (&gate);
  mh_store_run_async (fixture->store, add_note_behind_gate, &gate, NULL, g_free, NULL, mh_test_take_result_cb, &first);
  mh_store_run_async (fixture->store, add_note, GINT_TO_POINTER (1), NULL, g_free, cancellable, mh_test_take_result_cb, &second);
  gate_await_arrival (&gate);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);

  g_assert_null (mh_store_run_finish (fixture->store, mh_test_await (&second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (first);
  g_assert_cmpint (count_in_file (fixture->path), ==, 1);
  gate_clear (&gate);
}

/* The write is in the file, so it was not cancelled, whenever the button was pressed. */
static void
test_cancelled_too_late (Fixture      *fixture,
                         gconstpointer data)
{
  Gate gate;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  gate_init (&gate);
  mh_store_run_async (fixture->store, add_note_behind_gate, &gate, NULL, g_free, cancellable, mh_test_take_result_cb, &result);
  gate_await_arrival (&gate);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);

  text = mh_store_run_finish (fixture->store, mh_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "committed");
  g_assert_cmpint (count_in_file (fixture->path), ==, 1);
  gate_clear (&gate);
}

static void
test_threads (Fixture      *fixture,
              gconstpointer data)
{
  gpointer writer = run (fixture->store, get_thread, NULL, NULL);
  gpointer reader = read_sync (fixture->store, get_thread, NULL, NULL);

  g_assert_true (writer != g_thread_self ());
  g_assert_true (reader != g_thread_self ());
  g_assert_true (reader != writer);
  g_assert_true (run (fixture->store, get_thread, NULL, NULL) == writer);
  g_assert_true (read_sync (fixture->store, get_thread, NULL, NULL) == reader);
}

typedef struct {
  MhStore *store;
  GThread *requester;
  gboolean was_called;
  gboolean was_freed;
} Visit;

static void
visit_freed_cb (gpointer user_data)
{
  Visit *visit = user_data;

  g_assert_true (g_thread_self () == visit->requester);
  g_assert_true (visit->was_called);
  visit->was_freed = TRUE;
}

/* Does not take the result, which frees itself. */
static void
visit_finished_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Visit *visit = user_data;

  g_assert_true (g_thread_self () == visit->requester);
  g_assert_false (visit->was_freed);
  visit->was_called = TRUE;
}

static gpointer
visit_from_thread (gpointer user_data)
{
  Visit *visit = user_data;
  g_autoptr (GMainContext) context = g_main_context_new ();

  visit->requester = g_thread_self ();
  g_main_context_push_thread_default (context);
  mh_store_run_async (visit->store, add_note, visit, visit_freed_cb, g_free, NULL, visit_finished_cb, visit);
  while (!visit->was_freed)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
test_context (Fixture      *fixture,
              gconstpointer data)
{
  Visit visit = { fixture->store };

  g_thread_join (g_thread_new ("requester", visit_from_thread, &visit));
  g_assert_true (visit.was_called);
  g_assert_cmpint (count_in_file (fixture->path), ==, 1);
}

static void
test_open_transaction (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *next = NULL;

  g_test_expect_message ("mh-store", G_LOG_LEVEL_CRITICAL, "*left its transaction open*");
  text = run (fixture->store, leave_transaction_open, GINT_TO_POINTER (1), &error);
  g_test_assert_expected_messages ();
  g_assert_cmpint (count_in_file (fixture->path), ==, 0);

  next = run (fixture->store, add_note, GINT_TO_POINTER (2), &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_in_file (fixture->path), ==, 1);
}

static void
test_closing (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  push_notes (fixture->store, texts);
  mh_store_close (fixture->store);
  g_assert_cmpint (count_in_file (fixture->path), ==, N_REQUESTS);
  g_assert_cmpuint (texts->len, ==, 0);

  g_assert_null (run (fixture->store, add_note, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_UNAVAILABLE);
  assert_in_order (texts);
  g_assert_cmpint (count_in_file (fixture->path), ==, N_REQUESTS);

  mh_store_close (fixture->store);
}

/* Whoever lets go of a store with requests under way still gets their results, and the last one ends it. */
static void
test_finalizing (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gpointer alive = fixture->store;

  g_object_add_weak_pointer (alive, &alive);
  push_notes (fixture->store, texts);
  g_clear_object (&fixture->store);
  while (alive != NULL)
    g_main_context_iteration (NULL, TRUE);

  assert_in_order (texts);
  g_assert_cmpint (count_in_file (fixture->path), ==, N_REQUESTS);
}

static void
test_not_openable (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_store_new (&mh_db_driver_sqlite, fixture->dir, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/store/worker/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("requests-run-and-end-in-order", test_order);
  ADD ("a-result-may-be-nothing", test_results);
  ADD ("reads-cannot-write", test_reader_cannot_write);
  ADD ("a-long-write-does-not-stop-reads", test_reads_beside_writes);
  ADD ("a-request-cancelled-before-its-start-does-not-run", test_cancelled_before_start);
  ADD ("a-committed-write-is-never-called-cancelled", test_cancelled_too_late);
  ADD ("writes-and-reads-have-a-thread-each", test_threads);
  ADD ("results-and-data-return-to-the-requester", test_context);
  ADD ("a-transaction-left-open-is-rolled-back", test_open_transaction);
  ADD ("closing-runs-what-was-asked-for", test_closing);
  ADD ("finalizing-runs-what-was-asked-for", test_finalizing);
  ADD ("a-file-that-is-none-is-refused", test_not_openable);
#undef ADD

  return g_test_run ();
}
