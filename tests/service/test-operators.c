/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-operators.h"

#include <string.h>

#include "mh-audit.h"
#include "mh-error.h"
#include "mh-pin.h"
#include "mh-test-town.h"
#include "mh-undo.h"

#define NOW       "2026-10-20 09:00"
#define SECOND_MS 1000
#define PIN       "24680"

static gint64
add (MhTestTown *town,
     const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = mh_operators_add (&town->desk, name, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static gint64
add_with_pin (MhTestTown *town,
              const char *name)
{
  gint64 id = add (town, name);
  g_autoptr (GError) error = NULL;

  mh_pin_use_low_cost ();
  g_assert_true (mh_operators_set_pin (&town->desk, id, NULL, PIN, &error));
  g_assert_no_error (error);

  return id;
}

/* 0: signed in; else the error's code. */
static int
try_pin (MhTestTown *town,
         gint64      id,
         const char *pin)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = mh_operators_sign_in (&town->desk, id, pin, &error);

  if (name != NULL)
    return -1;

  g_assert_true (error->domain == MH_ERROR);

  return error->code;
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    int         code;   /* -1: taken */
  } cases[] = {
    { "保健　花子", -1 },
    { " 保健 花子 ", MH_ERROR_CONFLICT },
    { "", MH_ERROR_INVALID },
    { "   ", MH_ERROR_INVALID },
    { "clock", MH_ERROR_INVALID },
    { "あいうえおあいうえおあいうえおあいうえおあいうえおあいうえおあいうえおあいうえおあ", MH_ERROR_INVALID },
    { "応援 次郎", -1 },
  };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 id = mh_operators_add (&town->desk, cases[i].name, &error);

    g_test_message ("“%s”", cases[i].name);
    if (cases[i].code < 0)
      g_assert_cmpint (id, >, 0);
    else
      g_assert_error (error, MH_ERROR, cases[i].code);
  }
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM operator"), ==, 2);
}

static void
test_leaves_and_comes_back (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 first = add (town, "保健 花子"), second = add_with_pin (town, "応援 次郎"), found;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (mh_operators_set_active (&town->desk, second, FALSE, &error));
  g_assert_true (mh_operators_find (&town->desk, "応援 次郎", &found, &error));
  g_assert_cmpint (found, ==, 0);
  g_assert_cmpint (try_pin (town, second, PIN), ==, MH_ERROR_REFUSED);
  g_assert_false (mh_operators_set_active (&town->desk, first, FALSE, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);

  g_assert_cmpint (mh_operators_add (&town->desk, "応援 次郎", &error), ==, second);
  g_assert_no_error (error);
  g_assert_cmpint (try_pin (town, second, PIN), ==, -1);

  g_assert_true (mh_operators_rename (&town->desk, second, "応援 三郎", &error));
  g_assert_false (mh_operators_rename (&town->desk, second, "保健 花子", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  list = mh_operators_list (&town->desk, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (((const MhOperator *) list->pdata[1])->has_pin != ((const MhOperator *) list->pdata[0])->has_pin);
}

static void
test_pins (void)
{
  static const struct {
    const char *pin;
    const char *kept;  /* NULL: refused */
  } cases[] = {
    { "1234", "1234" }, { "１２３４５６", "123456" }, { "123456789012", "123456789012" },
    { "123", NULL }, { "1234567890123", NULL }, { "12a4", NULL }, { "", NULL }, { "12 34", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhPinText) pin = mh_pin_read (cases[i].pin, &error);

    g_assert_cmpstr (pin, ==, cases[i].kept);
    g_assert_true ((pin == NULL) == g_error_matches (error, MH_ERROR, MH_ERROR_INVALID));
  }
}

/* At its real cost, so that what is shipped is what was tried. */
static void
test_pin_is_asked_for (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = add (town, "保健花子");
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_operators_set_pin (&town->desk, id, NULL, PIN, &error));
  g_assert_cmpint (try_pin (town, id, NULL), ==, MH_ERROR_REFUSED);
  g_assert_cmpint (try_pin (town, id, "24681"), ==, MH_ERROR_REFUSED);
  g_assert_cmpint (try_pin (town, id, "２４６８０"), ==, -1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit WHERE kind = 'operator.pin-wrong'"), ==, 2);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit WHERE kind = 'operator.sign-in' AND operator = '保健花子'"), ==, 1);
}

/* Neither in the log, nor among what takes acts back, nor anywhere else in the file. */
static void
test_pin_is_nowhere (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = add (town, "保健 花子"), act;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhUndoResult) undone = NULL;

  g_assert_true (mh_operators_set_pin (&town->desk, id, NULL, "80808080", &error));
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM act_change WHERE tbl = 'operator' AND inverse IS NOT NULL"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit WHERE detail LIKE '%80808080%' OR detail LIKE '%argon%'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM operator WHERE pin_hash LIKE '%80808080%'"), ==, 0);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM operator WHERE pin_hash LIKE '$argon2id$%'"), ==, 1);

  act = mh_test_town_count (town, "SELECT max (id) FROM act");
  undone = mh_undo_run (town->db, mh_desk_now (&town->desk), "x", act, &error);
  g_assert_null (undone);
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
}

static void
test_pauses_grow_and_end (void)
{
  static const int waits[] = { 0, 0, 10, 30, 60, 120, 300, 300, 300 };
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = add_with_pin (town, "保健 花子");
  g_autofree char *path = g_strdup (mh_db_get_path (town->db));

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (try_pin (town, id, "0000"), ==, MH_ERROR_REFUSED);
    if (waits[i] == 0)
      continue;

    /* The right one has to wait as well, also in a program that was started anew. */
    mh_fake_clock_advance (town->clock, waits[i] * SECOND_MS - 1);
    g_assert_cmpint (try_pin (town, id, PIN), ==, MH_ERROR_BUSY);
    mh_db_close (town->db);
    town->db = town->desk.db = mh_db_open (&mh_db_driver_sqlite, path, &error);
    g_assert_no_error (error);
    g_assert_cmpint (try_pin (town, id, PIN), ==, MH_ERROR_BUSY);
    mh_fake_clock_advance (town->clock, 1);
  }

  g_assert_cmpint (try_pin (town, id, PIN), ==, -1);
  g_assert_cmpint (try_pin (town, id, "0000"), ==, MH_ERROR_REFUSED);
  g_assert_cmpint (try_pin (town, id, PIN), ==, -1);
}

static void
test_clock_set_back (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = add_with_pin (town, "保健 花子");

  for (int i = 0; i < 3; i++)
    g_assert_cmpint (try_pin (town, id, "0000"), ==, MH_ERROR_REFUSED);
  mh_fake_clock_advance (town->clock, -(gint64) 3600 * SECOND_MS);
  g_assert_cmpint (try_pin (town, id, PIN), ==, MH_ERROR_BUSY);
  mh_fake_clock_advance (town->clock, (gint64) 3600 * SECOND_MS + 10 * SECOND_MS);
  g_assert_cmpint (try_pin (town, id, PIN), ==, -1);
}

static void
test_forgotten (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = add_with_pin (town, "保健 花子"), helper = add_with_pin (town, "応援 次郎"), bare = add (town, "臨時 三郎");
  static const struct {
    const char *what;
    gboolean    by_self, by_bare;
    const char *pin;
  } refused[] = {
    { "herself", TRUE, FALSE, PIN },
    { "somebody without a PIN", FALSE, TRUE, NULL },
    { "a helper with a wrong PIN", FALSE, FALSE, "1111" },
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    gint64 by = refused[i].by_self ? id : refused[i].by_bare ? bare : helper;

    g_test_message ("%s", refused[i].what);
    g_assert_false (mh_operators_clear_pin (&town->desk, id, by, refused[i].pin, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
    g_clear_error (&error);
  }
  g_assert_cmpint (try_pin (town, id, NULL), ==, MH_ERROR_REFUSED);

  g_assert_true (mh_operators_clear_pin (&town->desk, id, helper, PIN, &error));
  g_assert_cmpint (try_pin (town, id, NULL), ==, -1);
  g_assert_true (mh_operators_clear_pin (&town->desk, helper, 0, NULL, &error));
  g_assert_cmpint (try_pin (town, helper, NULL), ==, -1);
  g_assert_cmpint (mh_test_town_count (town, "SELECT count (*) FROM audit WHERE kind = 'operator.pin-clear'"), ==, 2);
}

static void
test_changing_needs_the_old_one (void)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  gint64 id = add_with_pin (town, "保健 花子");
  g_autoptr (GError) error = NULL;

  g_assert_false (mh_operators_set_pin (&town->desk, id, NULL, "1111", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (mh_operators_set_pin (&town->desk, id, PIN, "11", &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (mh_operators_set_pin (&town->desk, id, PIN, "1111", &error));
  g_assert_cmpint (try_pin (town, id, "1111"), ==, -1);
  g_assert_true (mh_operators_set_pin (&town->desk, id, "1111", NULL, &error));
  g_assert_cmpint (try_pin (town, id, NULL), ==, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/operators/pin-is-asked-for", test_pin_is_asked_for);
  g_test_add_func ("/operators/names-are-told-apart", test_names);
  g_test_add_func ("/operators/who-leaves-may-come-back", test_leaves_and_comes_back);
  g_test_add_func ("/operators/pins-are-4-to-12-digits", test_pins);
  g_test_add_func ("/operators/pin-stands-nowhere", test_pin_is_nowhere);
  g_test_add_func ("/operators/pauses-grow-and-end-also-after-a-restart", test_pauses_grow_and_end);
  g_test_add_func ("/operators/clock-set-back-makes-no-pause-longer", test_clock_set_back);
  g_test_add_func ("/operators/forgotten-pin-has-a-way-out", test_forgotten);
  g_test_add_func ("/operators/changing-a-pin-needs-the-old-one", test_changing_needs_the_old_one);

  return g_test_run ();
}
