/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* The keyring itself is tested in a process of its own for each state it can be in: this program, called again with --probe. */

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <locale.h>
#include <string.h>

#include "mh-error.h"
#include "mh-fake-secrets.h"
#include "mh-secrets.h"
#include "mh-test-utils.h"

#define INSTALLATION "practice-1"
#define VALUE "ひみつ鍵🔑/+=="

typedef enum {
  SESSION_UNLOCKED,  /* a bus of its own, gnome-keyring with its password given */
  SESSION_LOCKED,    /* a bus of its own, gnome-keyring waits for the password and nobody can be asked */
  SESSION_NO_BUS,
  SESSION_FILE,      /* libsecret's own file in place of a daemon */
} Session;

static char *own_path = NULL;

typedef struct {
  char *home;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  static const char * const children[] = { "run", "data", "config", "cache" };

  fixture->home = mh_test_make_dir ();
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++) {
    g_autofree char *path = g_build_filename (fixture->home, children[i], NULL);

    g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_remove_dir (fixture->home);
  g_free (fixture->home);
}

static GSubprocessLauncher *
make_launcher (const char *home,
               Session     session)
{
  static const struct {
    const char *variable;
    const char *child;
  } places[] = {
    { "HOME", "" },
    { "XDG_RUNTIME_DIR", "run" },
    { "XDG_DATA_HOME", "data" },
    { "XDG_CONFIG_HOME", "config" },
    { "XDG_CACHE_HOME", "cache" },
  };
  /* The daemon must neither find a display to ask on nor die of a warning. */
  static const char * const absent[] = {
    "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL", "G_DEBUG", "SECRET_BACKEND",
  };
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *output = g_build_filename (home, "output", NULL);
  g_autofree char *noise = g_build_filename (home, "noise", NULL);
  g_autofree char *file = g_build_filename (home, "secrets.keyring", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *path = g_build_filename (home, places[i].child, NULL);

    g_subprocess_launcher_setenv (launcher, places[i].variable, path, TRUE);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    g_subprocess_launcher_unsetenv (launcher, absent[i]);

  if (session == SESSION_FILE) {
    g_subprocess_launcher_setenv (launcher, "SECRET_BACKEND", "file", TRUE);
    g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PATH", file, TRUE);
    g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PASSWORD", "test-only", TRUE);
  }

  /* libsecret 0.20.5 itself leaks: a daemon's answer in each look-up that finds something, the file backend's path. */
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=0", TRUE);

  /* Files, not pipes: a daemon that outlives its bus would hold a pipe open. */
  g_subprocess_launcher_set_stdout_file_path (launcher, output);
  g_subprocess_launcher_set_stderr_file_path (launcher, noise);

  return launcher;
}

static void
tell_noise (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->home, "noise", NULL);
  g_autofree char *contents = NULL;

  if (g_file_get_contents (path, &contents, NULL, NULL))
    g_test_message ("%s", contents);
}

/* "kept", "value …", "nothing", "cleared", or "error CODE SENTENCE", as the probe printed it. */
static char *
probe (Fixture    *fixture,
       Session     session,
       const char *action,
       const char *installation,
       const char *value)
{
  static const char unlock[] =
    "printf %s test-only | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$@\"";
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (fixture->home, session);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->home, "output", NULL);
  char *output;

  g_remove (path);
  if (session == SESSION_UNLOCKED || session == SESSION_LOCKED) {
    g_ptr_array_add (argv, (char *) "dbus-run-session");
    g_ptr_array_add (argv, (char *) "--");
  }
  if (session == SESSION_UNLOCKED) {
    g_ptr_array_add (argv, (char *) "sh");
    g_ptr_array_add (argv, (char *) "-c");
    g_ptr_array_add (argv, (char *) unlock);
    g_ptr_array_add (argv, (char *) "sh");
  }
  g_ptr_array_add (argv, own_path);
  g_ptr_array_add (argv, (char *) "--probe");
  g_ptr_array_add (argv, (char *) action);
  g_ptr_array_add (argv, (char *) installation);
  g_ptr_array_add (argv, (char *) value);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, &error);
  g_assert_no_error (error);
  if (!g_subprocess_wait_check (process, NULL, &error))
    tell_noise (fixture);
  g_assert_no_error (error);
  g_file_get_contents (path, &output, NULL, &error);
  g_assert_no_error (error);

  return output;
}

static void
assert_probe (Fixture    *fixture,
              Session     session,
              const char *action,
              const char *value,
              const char *expected)
{
  g_autofree char *output = probe (fixture, session, action, INSTALLATION, value);

  g_test_message ("%s: %s", action, output);
  g_assert_cmpstr (output, ==, expected);
}

static void
assert_unavailable (Fixture    *fixture,
                    Session     session,
                    const char *action)
{
  g_autofree char *output = probe (fixture, session, action, INSTALLATION, VALUE);
  g_autofree char *start = g_strdup_printf ("error %d The keyring of this computer", MH_ERROR_UNAVAILABLE);

  g_test_message ("%s: %s", action, output);
  g_assert_true (g_str_has_prefix (output, start));
  g_assert_null (strstr (output, VALUE));
}

static gboolean
contains_bytes (const char *data,
                gsize       length,
                const char *text)
{
  gsize wanted = strlen (text);

  for (gsize i = 0; i + wanted <= length; i++)
    if (memcmp (data + i, text, wanted) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
skip_without_keyring (void)
{
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *bus = g_find_program_in_path ("dbus-run-session");

  if (daemon != NULL && bus != NULL)
    return FALSE;

  g_test_skip ("gnome-keyring and dbus-run-session are not installed: no real keyring to test with");

  return TRUE;
}

static void
assert_round_trip (Fixture *fixture,
                   Session  session)
{
  g_autofree char *other = NULL;

  assert_probe (fixture, session, "look-up", "", "nothing");
  assert_probe (fixture, session, "clear", "", "cleared");
  assert_probe (fixture, session, "store", "first", "kept");
  assert_probe (fixture, session, "store", VALUE, "kept");
  assert_probe (fixture, session, "look-up", "", "value " VALUE);

  other = probe (fixture, session, "look-up", "practice-2", "");
  g_assert_cmpstr (other, ==, "nothing");

  assert_probe (fixture, session, "clear", "", "cleared");
  assert_probe (fixture, session, "look-up", "", "nothing");
}

static void
test_keyring_round_trip (Fixture      *fixture,
                         gconstpointer data)
{
  if (skip_without_keyring ())
    return;

  assert_round_trip (fixture, SESSION_UNLOCKED);
}

/* A backup at night, a connection test and the dispatcher may all ask at the same moment. */
static void
test_keyring_asked_by_many (Fixture      *fixture,
                            gconstpointer data)
{
  if (skip_without_keyring ())
    return;

  assert_probe (fixture, SESSION_UNLOCKED, "crowd", VALUE, "all found");
}

static void
test_file_round_trip (Fixture      *fixture,
                      gconstpointer data)
{
  assert_round_trip (fixture, SESSION_FILE);
}

static void
test_keyring_hides_value (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->home, "data", "keyrings", "login.keyring", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  if (skip_without_keyring ())
    return;

  assert_probe (fixture, SESSION_UNLOCKED, "store", VALUE, "kept");
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 0);
  g_assert_false (contains_bytes (contents, length, VALUE));
}

static void
test_keyring_locked (Fixture      *fixture,
                     gconstpointer data)
{
  if (skip_without_keyring ())
    return;

  assert_probe (fixture, SESSION_UNLOCKED, "store", VALUE, "kept");
  assert_unavailable (fixture, SESSION_LOCKED, "look-up");
  assert_unavailable (fixture, SESSION_LOCKED, "store");
  assert_unavailable (fixture, SESSION_LOCKED, "clear");
  assert_probe (fixture, SESSION_UNLOCKED, "look-up", "", "value " VALUE);
}

static void
test_keyring_absent (Fixture      *fixture,
                     gconstpointer data)
{
  assert_unavailable (fixture, SESSION_NO_BUS, "look-up");
  assert_unavailable (fixture, SESSION_NO_BUS, "store");
  assert_unavailable (fixture, SESSION_NO_BUS, "clear");
}

static void
test_fake (void)
{
  g_autoptr (MhFakeSecrets) fake = mh_fake_secrets_new ();
  MhSecrets *secrets = MH_SECRETS (fake);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSecretText) value = NULL;

  g_assert_true (mh_secrets_store (secrets, MH_SECRET_LINE_TOKEN, VALUE, NULL, &error));
  g_assert_no_error (error);
  mh_secrets_look_up_async (secrets, MH_SECRET_LINE_TOKEN, NULL, mh_test_take_result_cb, &result);
  value = mh_secrets_look_up_finish (secrets, mh_test_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, VALUE);
  g_assert_null (mh_secrets_look_up (secrets, MH_SECRET_KARADEN_TOKEN, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mh_fake_secrets_get_n_look_ups (fake), ==, 2);

  mh_fake_secrets_set_available (fake, FALSE);
  g_assert_null (mh_secrets_look_up (secrets, MH_SECRET_LINE_TOKEN, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_UNAVAILABLE);
}

static void
test_cancelled (void)
{
  g_autoptr (MhFakeSecrets) fake = mh_fake_secrets_new ();
  MhSecrets *secrets = MH_SECRETS (fake);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  mh_secrets_look_up_async (secrets, MH_SECRET_LINE_TOKEN, cancellable, mh_test_take_result_cb, &result);

  g_assert_null (mh_secrets_look_up_finish (secrets, mh_test_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
print_outcome (const char   *outcome,
               const GError *error)
{
  if (error != NULL)
    g_print ("error %d %s", error->domain == MH_ERROR ? error->code : -1, error->message);
  else
    g_print ("%s", outcome);
}

#define CROWD 12
#define ROUNDS 20

static gpointer
look_up_on_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  char *value;

  /* What is not there is searched for, too. */
  g_assert_null (mh_secrets_look_up (data, MH_SECRET_KARADEN_TOKEN, NULL, NULL));
  value = mh_secrets_look_up (data, MH_SECRET_LINE_TOKEN, NULL, &error);

  if (error != NULL)
    g_printerr ("%s\n", error->message);

  return value;
}

/* The first to open the keyring are many at once. */
static const char *
look_up_as_crowd (MhSecrets  *secrets,
                  const char *text)
{
  GThread *threads[CROWD];
  guint n_found = 0;

  for (guint i = 0; i < CROWD; i++)
    threads[i] = g_thread_new ("look-up", look_up_on_thread, secrets);
  for (guint i = 0; i < CROWD; i++) {
    g_autoptr (MhSecretText) value = g_thread_join (threads[i]);

    n_found += g_strcmp0 (value, text) == 0;
  }

  return n_found == CROWD ? "all found" : "some missing";
}

static int
run_probe (const char *action,
           const char *installation,
           const char *text)
{
  g_autoptr (MhSecrets) secrets = mh_secrets_new_keyring (installation);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (action, "store")) {
    mh_secrets_store_async (secrets, MH_SECRET_LINE_TOKEN, text, NULL, mh_test_take_result_cb, &result);
    mh_secrets_store_finish (secrets, mh_test_await (&result), &error);
    print_outcome ("kept", error);
  } else if (g_str_equal (action, "crowd")) {
    g_autoptr (MhSecrets) other = mh_secrets_new_keyring (installation);
    const char *outcome = NULL;

    mh_secrets_store (other, MH_SECRET_LINE_TOKEN, text, NULL, &error);
    for (guint i = 0; i < ROUNDS && error == NULL && g_strcmp0 (outcome, "some missing") != 0; i++) {
      secret_service_disconnect ();
      outcome = look_up_as_crowd (secrets, text);
    }
    print_outcome (outcome, error);
  } else if (g_str_equal (action, "clear")) {
    mh_secrets_clear_async (secrets, MH_SECRET_LINE_TOKEN, NULL, mh_test_take_result_cb, &result);
    mh_secrets_clear_finish (secrets, mh_test_await (&result), &error);
    print_outcome ("cleared", error);
  } else {
    g_autoptr (MhSecretText) value = NULL;
    g_autofree char *outcome = NULL;

    mh_secrets_look_up_async (secrets, MH_SECRET_LINE_TOKEN, NULL, mh_test_take_result_cb, &result);
    value = mh_secrets_look_up_finish (secrets, mh_test_await (&result), &error);
    outcome = value != NULL ? g_strconcat ("value ", value, NULL) : g_strdup ("nothing");
    print_outcome (outcome, error);
  }

  return 0;
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  if (argc == 5 && g_str_equal (argv[1], "--probe"))
    return run_probe (argv[2], argv[3], argv[4]);

  g_test_init (&argc, &argv, NULL);
  own_path = argv[0];

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/secrets/fake", test_fake);
  g_test_add_func ("/secrets/cancelled", test_cancelled);
  ADD ("/secrets/keyring/round-trip", test_keyring_round_trip);
  ADD ("/secrets/keyring/many-may-ask-at-once", test_keyring_asked_by_many);
  ADD ("/secrets/keyring/value-not-in-clear-on-disk", test_keyring_hides_value);
  ADD ("/secrets/keyring/locked-is-an-error-not-an-empty-answer", test_keyring_locked);
  ADD ("/secrets/keyring/no-session-bus", test_keyring_absent);
  ADD ("/secrets/file/round-trip", test_file_round_trip);
#undef ADD

  return g_test_run ();
}
