/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include <locale.h>
#include <string.h>

#include "mh-audit.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-fake-clock.h"
#include "mh-test-store.h"
#include "mh-test-utils.h"
#include "mh-town.h"
#include "mh-undo.h"

typedef struct {
  char        *dir;
  MhFakeClock *clock;
  MhDesk       desk;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->dir = mh_test_make_dir ();
  fixture->clock = mh_fake_clock_new_at ("2026-10-20 09:00");
  fixture->desk.clock = MH_CLOCK (fixture->clock);
  fixture->desk.random = mh_random_new_seeded (1);
  fixture->desk.operator_name = "保健 花子";

  /* The schema takes long to apply; the town is made in what has it. */
  path = g_build_filename (fixture->dir, "machihoken.db", NULL);
  mh_test_store_write_empty (path);
  mh_town_create_by (&fixture->desk, &mh_db_driver_sqlite, fixture->dir, GPOINTER_TO_INT (data), &error);
  g_assert_no_error (error);
  fixture->desk.db = mh_town_open (&mh_db_driver_sqlite, fixture->dir, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_db_close (fixture->desk.db);
  g_clear_object (&fixture->desk.random);
  g_assert_finalize_object (fixture->clock);
  mh_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
assert_value (Fixture    *fixture,
              const char *key,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = mh_config_get (&fixture->desk, key, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
test_defaults (Fixture      *fixture,
               gconstpointer data)
{
  MhHours hours;

  for (const MhConfigKey *key = mh_config_keys (); key->key != NULL; key++) {
    if (!key->read_only)
      assert_value (fixture, key->key, key->fallback);
  }

  g_assert_true (mh_config_get_offer_hours (&fixture->desk, &hours, NULL));
  g_assert_cmpint (hours.open, ==, 480);
  g_assert_cmpint (hours.close, ==, 1200);
}

static void
test_good (Fixture      *fixture,
           gconstpointer data)
{
  static const struct {
    const char *key;
    const char *value;
    const char *kept;
  } cases[] = {
    { "town.name", " 滝上町 ", "滝上町" },
    { "town.sender", "保健福祉課", "保健福祉課" },
    { "town.area-code", "0158", "0158" },
    { "town.code", "15601", "015601" },
    { "town.phone", "0158-29-0000", "0158-29-0000" },
    { "town.phone", "29-0000", "29-0000" },  /* with the area code from above */
    { "offer.open", "9:30", "09:30" },
    { "offer.close", "１８時００分", "18:00" },
    { "offer.close", "", "20:00" },
    { "hold.seconds", "0", "0" },
    { "hold.seconds", "600", "600" },
    { "line.endpoint", "https://api.line.me", "https://api.line.me" },
    { "line.endpoint", "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "line.channel-id", "1234567890", "1234567890" },
    { "sms.karaden.endpoint", "https://prg.karaden.jp/api/abc", "https://prg.karaden.jp/api/abc" },
    { "sms.karaden.service-id", "1", "1" },
    { "proxy", "http://proxy.town.example:8080", "http://proxy.town.example:8080" },
    { "sending", "off", "off" },
    { "sending", "on", "on" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s = “%s”", cases[i].key, cases[i].value);
    g_assert_true (mh_config_set (&fixture->desk, cases[i].key, cases[i].value, &error));
    g_assert_no_error (error);
    assert_value (fixture, cases[i].key, cases[i].kept);
  }
}

static void
test_bad (Fixture      *fixture,
          gconstpointer data)
{
  static const struct {
    const char *key;
    const char *value;
    int         code;
  } cases[] = {
    { "town.name", "滝上\n町", MH_ERROR_INVALID },
    { "town.name", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", MH_ERROR_INVALID },
    { "town.name", "\xff\xfe", MH_ERROR_INVALID },
    { "town.phone", "119番", MH_ERROR_INVALID },
    { "town.phone", "02000000000000", MH_ERROR_INVALID },
    { "town.area-code", "158", MH_ERROR_INVALID },
    { "town.code", "015602", MH_ERROR_INVALID },
    { "town.area-code", "015-8", MH_ERROR_INVALID },
    { "offer.open", "25:00", MH_ERROR_INVALID },
    { "offer.open", "20:00", MH_ERROR_INVALID },
    { "offer.close", "08:00", MH_ERROR_INVALID },
    { "offer.close", "夕方", MH_ERROR_INVALID },
    { "hold.seconds", "601", MH_ERROR_INVALID },
    { "hold.seconds", "-1", MH_ERROR_INVALID },
    { "hold.seconds", "10秒", MH_ERROR_INVALID },
    { "line.endpoint", "ftp://api.line.me", -1 },
    { "line.endpoint", "http://api.line.me", -1 },
    { "sms.karaden.endpoint", "prg.karaden.jp", -1 },
    { "line.channel-id", "12 34", MH_ERROR_INVALID },
    { "sms.karaden.service-id", "0", MH_ERROR_INVALID },
    { "proxy", "proxy.town.example:8080", MH_ERROR_INVALID },
    { "proxy", "http://hana:himitsu@proxy.town.example:8080", MH_ERROR_REFUSED },
    { "ca-file", "office.pem", MH_ERROR_INVALID },
    { "ca-file", "/nonexistent/office.pem", MH_ERROR_INVALID },
    { "sending", "maybe", MH_ERROR_INVALID },
    { "practice", "1", MH_ERROR_REFUSED },
    { "installation", "x", MH_ERROR_REFUSED },
    { "no.such.key", "x", MH_ERROR_NOT_FOUND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s = “%s”", cases[i].key, cases[i].value);
    g_assert_false (mh_config_set (&fixture->desk, cases[i].key, cases[i].value, &error));
    if (cases[i].code >= 0)
      g_assert_error (error, MH_ERROR, cases[i].code);
    else
      g_assert_true (error != NULL && error->domain == MH_ERROR);
    g_assert_cmpstr (error->message, !=, "");
  }

  test_defaults (fixture, data);
}

static void
test_practice (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mh_config_set (&fixture->desk, "line.endpoint", "https://line.example", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  g_assert_true (mh_config_set (&fixture->desk, "line.endpoint", "http://127.0.0.1:8080", &error));
  g_assert_no_error (error);
}

static void
test_ca_file (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "office.pem", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "not a certificate\n", -1, NULL));
  g_assert_false (mh_config_set (&fixture->desk, "ca-file", path, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "-----BEGIN CERTIFICATE-----\n", -1, NULL));
  g_assert_true (mh_config_set (&fixture->desk, "ca-file", path, &error));
  g_assert_no_error (error);
  assert_value (fixture, "ca-file", path);
}

/* What is set to what it is already makes no act; the log tells which setting, not its value. */
static void
test_act (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (MhUndoResult) undone = NULL;
  MhAuditEntry *entry;
  gint64 act = 0;

  g_assert_true (mh_config_set (&fixture->desk, "town.name", "滝上町", NULL));
  g_assert_true (mh_config_set (&fixture->desk, "town.name", "滝上町", NULL));

  entries = mh_audit_list (fixture->desk.db, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->kind, ==, "config.set");
  g_assert_nonnull (strstr (entry->detail, "town.name"));
  g_assert_null (strstr (entry->detail, "滝上町"));

  g_assert_true (mh_undo_find_last (fixture->desk.db, &act, NULL));
  undone = mh_undo_run (fixture->desk.db, mh_desk_now (&fixture->desk), "保健 花子", act, &error);
  g_assert_no_error (error);
  assert_value (fixture, "town.name", "");
}

static void
test_unknown (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = mh_config_get (&fixture->desk, "no.such.key", &error);

  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_cmpstr (value, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/config/unset-keys-have-defaults", Fixture, NULL, set_up, test_defaults, tear_down);
  g_test_add ("/service/config/good-values-are-kept-tidied", Fixture, NULL, set_up, test_good, tear_down);
  g_test_add ("/service/config/bad-values-change-nothing", Fixture, NULL, set_up, test_bad, tear_down);
  g_test_add ("/service/config/the-practice-town-stays-on-this-computer", Fixture, GINT_TO_POINTER (TRUE),
              set_up, test_practice, tear_down);
  g_test_add ("/service/config/the-office-ca-must-be-one", Fixture, NULL, set_up, test_ca_file, tear_down);
  g_test_add ("/service/config/a-change-can-be-taken-back", Fixture, NULL, set_up, test_act, tear_down);
  g_test_add ("/service/config/an-unknown-key-is-not-found", Fixture, NULL, set_up, test_unknown, tear_down);

  return g_test_run ();
}
