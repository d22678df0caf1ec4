/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-programme-table.h"

#include "mh-error.h"
#include "mh-test-store.h"

static MhProgramme *
make_programme (void)
{
  MhProgramme *programme = mh_programme_new ();

  programme->name = g_strdup ("帯状疱疹 令和8年度");
  programme->public_name = g_strdup ("予防接種");
  programme->age = (MhAgeRule) { MH_AGE_BASIS_FISCAL_YEAR, 780, 1200 };
  programme->doses = 2;
  programme->interval_days = 60;
  programme->deadline_days = 5;
  programme->offer_mode = MH_OFFER_MODE_ONE_AT_A_TIME;
  programme->parallel = 3;
  programme->reply_minutes = 30;
  programme->offer_by_hand = FALSE;

  return programme;
}

static void
assert_same (const MhProgramme *a,
             const MhProgramme *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->public_name, ==, b->public_name);
  g_assert_cmpint (a->age.basis, ==, b->age.basis);
  g_assert_cmpint (a->age.min_months, ==, b->age.min_months);
  g_assert_cmpint (a->age.below_months, ==, b->age.below_months);
  g_assert_cmpint (a->doses, ==, b->doses);
  g_assert_cmpint (a->interval_days, ==, b->interval_days);
  g_assert_cmpint (a->deadline_days, ==, b->deadline_days);
  g_assert_cmpint (a->offer_mode, ==, b->offer_mode);
  g_assert_cmpint (a->parallel, ==, b->parallel);
  g_assert_cmpint (a->reply_minutes, ==, b->reply_minutes);
  g_assert_cmpint (a->offer_by_hand, ==, b->offer_by_hand);
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhProgramme) full = make_programme ();
  g_autoptr (MhProgramme) plain = mh_programme_new ();
  g_autoptr (MhProgramme) full_read = NULL;
  g_autoptr (MhProgramme) plain_read = NULL;
  g_autoptr (GPtrArray) list = NULL;
  MhAct *act = mh_test_store_begin (store);

  plain->name = g_strdup ("健診");
  full->id = mh_programme_table_insert (store->db, full, &error);
  g_assert_no_error (error);
  plain->id = mh_programme_table_insert (store->db, plain, &error);
  g_assert_no_error (error);
  mh_test_store_commit (act);

  full_read = mh_programme_table_get (store->db, full->id, &error);
  g_assert_no_error (error);
  assert_same (full_read, full);
  plain_read = mh_programme_table_get (store->db, plain->id, &error);
  g_assert_no_error (error);
  assert_same (plain_read, plain);
  list = mh_programme_table_list (store->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  assert_same (g_ptr_array_index (list, 0), plain);
  assert_same (g_ptr_array_index (list, 1), full);
}

static void
test_update (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  g_autoptr (MhProgramme) changed = make_programme ();
  g_autoptr (MhProgramme) after = NULL;
  g_autoptr (MhProgramme) undone = NULL;
  MhAct *act = mh_test_store_begin (store);

  programme->name = g_strdup ("健診");
  programme->id = changed->id = mh_programme_table_insert (store->db, programme, &error);
  mh_test_store_commit (act);
  act = mh_test_store_begin (store);
  g_assert_true (mh_programme_table_update (store->db, changed, &error));
  changed->id = 99;
  g_assert_false (mh_programme_table_update (store->db, changed, &missing));
  g_assert_error (missing, MH_ERROR, MH_ERROR_NOT_FOUND);
  changed->id = programme->id;
  mh_test_store_commit (act);

  after = mh_programme_table_get (store->db, programme->id, &error);
  assert_same (after, changed);
  mh_test_store_undo (store);
  undone = mh_programme_table_get (store->db, programme->id, &error);
  g_assert_no_error (error);
  assert_same (undone, programme);
}

static void
test_refused (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhAct) act = mh_test_store_begin (store);
  g_autoptr (GError) range_error = NULL;
  g_autoptr (GError) age_error = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (MhProgramme) programme = make_programme ();

  programme->doses = 10;
  g_assert_cmpint (mh_programme_table_insert (store->db, programme, &range_error), ==, 0);
  g_assert_error (range_error, MH_ERROR, MH_ERROR_CONFLICT);
  programme->doses = 1;
  programme->age.below_months = programme->age.min_months;
  g_assert_cmpint (mh_programme_table_insert (store->db, programme, &age_error), ==, 0);
  g_assert_error (age_error, MH_ERROR, MH_ERROR_CONFLICT);
  g_assert_null (mh_programme_table_get (store->db, 1, &missing));
  g_assert_error (missing, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static void
test_nicks (void)
{
  for (MhAgeBasis basis = MH_AGE_BASIS_LAW; basis <= MH_AGE_BASIS_SCHOOL_YEAR; basis++) {
    MhAgeBasis back;

    g_assert_true (mh_age_basis_from_nick (mh_age_basis_nick (basis), &back));
    g_assert_cmpint (back, ==, basis);
  }

  for (MhOfferMode mode = MH_OFFER_MODE_FIRST_YES; mode <= MH_OFFER_MODE_ONE_AT_A_TIME; mode++) {
    MhOfferMode back;

    g_assert_true (mh_offer_mode_from_nick (mh_offer_mode_nick (mode), &back));
    g_assert_cmpint (back, ==, mode);
  }

  g_assert_false (mh_age_basis_from_nick ("first-yes", &(MhAgeBasis) { 0 }));
  g_assert_false (mh_age_basis_from_nick (NULL, &(MhAgeBasis) { 0 }));
  g_assert_false (mh_offer_mode_from_nick ("", &(MhOfferMode) { 0 }));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/programme/is-read-as-it-was-written", test_round_trip);
  g_test_add_func ("/store/programme/an-edit-can-be-taken-back", test_update);
  g_test_add_func ("/store/programme/values-out-of-range-are-refused", test_refused);
  g_test_add_func ("/store/programme/stable-names-lead-there-and-back", test_nicks);

  return g_test_run ();
}
