/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-session-table.h"

#include "mh-error.h"
#include "mh-programme-table.h"
#include "mh-test-store.h"

/* In an act that is open. */
static gint64
insert_programme (MhTestStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  gint64 id;

  programme->name = g_strdup ("健診");
  id = mh_programme_table_insert (store->db, programme, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
insert_session (MhTestStore *store,
                gint64       programme,
                MhDate       date,
                const char  *venue)
{
  g_autoptr (GError) error = NULL;
  gint64 id = mh_session_table_insert (store->db, programme, date, venue, &error);

  g_assert_no_error (error);

  return id;
}

static void
run (MhTestStore *store,
     const char  *sql)
{
  g_autoptr (GError) error = NULL;

  mh_db_exec (store->db, sql, &error);
  g_assert_no_error (error);
}

static void
test_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) of_second = NULL;
  g_autoptr (MhSession) one = NULL;
  g_autoptr (MhSession) missing = NULL;
  MhAct *act = mh_test_store_begin (store);
  gint64 first = insert_programme (store);
  gint64 second = insert_programme (store);
  gint64 late = insert_session (store, first, (MhDate) { 2026, 11, 5 }, "町民体育館");
  gint64 early = insert_session (store, second, (MhDate) { 2026, 10, 30 }, "保健センター");
  gint64 beside = insert_session (store, first, (MhDate) { 2026, 11, 5 }, "保健センター");

  mh_test_store_commit (act);
  all = mh_session_table_list (store->db, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpint (((MhSession *) g_ptr_array_index (all, 0))->id, ==, early);
  g_assert_cmpint (((MhSession *) g_ptr_array_index (all, 1))->id, ==, beside);
  g_assert_cmpint (((MhSession *) g_ptr_array_index (all, 2))->id, ==, late);

  of_second = mh_session_table_list (store->db, second, &error);
  g_assert_cmpuint (of_second->len, ==, 1);
  one = mh_session_table_get (store->db, late, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (one->venue, ==, "町民体育館");
  g_assert_cmpstr (one->state, ==, "open");
  g_assert_cmpint (one->programme, ==, first);
  g_assert_cmpint (mh_date_compare (one->date, (MhDate) { 2026, 11, 5 }), ==, 0);
  missing = mh_session_table_get (store->db, 99, &error);
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

static gint64
insert_slot (MhTestStore *store,
             gint64       session,
             int          start,
             int          n_desk,
             int          n_phone)
{
  g_autoptr (GError) error = NULL;
  gint64 slot = mh_session_table_insert_slot (store->db, session, start, start + 30, n_desk, n_phone, &error);

  g_assert_no_error (error);

  return slot;
}

static void
assert_counts (MhTestStore  *store,
               gint64        id,
               const MhSlot *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhSlot) slot = mh_session_table_get_slot (store->db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (slot->n_places, ==, expected->n_places);
  g_assert_cmpint (slot->n_booked, ==, expected->n_booked);
  g_assert_cmpint (slot->n_held, ==, expected->n_held);
  g_assert_cmpint (slot->n_free, ==, expected->n_free);
  g_assert_cmpint (slot->n_free_phone, ==, expected->n_free_phone);
  g_assert_cmpint (slot->n_blocked, ==, expected->n_blocked);
}

/* Slot 1: desk places 1 to 3, telephone 4 and 5. */
static void
test_counts (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhAct) act = mh_test_store_begin (store);
  gint64 session = insert_session (store, insert_programme (store), (MhDate) { 2026, 11, 5 }, "保健センター");
  gint64 slot = insert_slot (store, session, 540, 3, 2);
  gint64 empty = insert_slot (store, session, 570, 0, 0);

  assert_counts (store, slot, &(MhSlot) { .n_places = 5, .n_free = 5, .n_free_phone = 2 });
  assert_counts (store, empty, &(MhSlot) { 0 });

  run (store,
       "INSERT INTO resident (id, register_number, name, name_fold, kana_fold, sort_key) VALUES (1, '1', 'x', 'x', '', x'00');"
       "INSERT INTO booking (id, programme, resident, slot, via, made_at) VALUES (1, 1, 1, 1, 'phone', 0);"
       "INSERT INTO seat_hold (slot, number, booking) VALUES (1, 4, 1);");
  assert_counts (store, slot, &(MhSlot) { .n_places = 5, .n_booked = 1, .n_free = 4, .n_free_phone = 1 });

  run (store,
       "INSERT INTO refill_round (id, programme, slot, mode, parallel, reply_minutes, opened_at) "
       "VALUES (1, 1, 1, 'first-yes', 1, 1, 0);"
       "INSERT INTO seat_hold (slot, number, round) VALUES (1, 1, 1);"
       "UPDATE seat SET share = 'blocked' WHERE slot = 1 AND number = 5;");
  assert_counts (store, slot, &(MhSlot) { .n_places = 4, .n_booked = 1, .n_held = 1, .n_free = 2, .n_blocked = 1 });
}

static void
test_slots (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) twice = NULL;
  g_autoptr (GError) nowhere = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GPtrArray) slots = NULL;
  MhAct *act = mh_test_store_begin (store);
  gint64 programme = insert_programme (store);
  gint64 session = insert_session (store, programme, (MhDate) { 2026, 11, 5 }, "保健センター");
  gint64 other = insert_session (store, programme, (MhDate) { 2026, 11, 6 }, "保健センター");
  const MhSlot *first;

  insert_slot (store, session, 570, 1, 0);
  insert_slot (store, session, 540, 2, 1);
  insert_slot (store, other, 540, 1, 1);
  g_assert_cmpint (mh_session_table_insert_slot (store->db, session, 540, 570, 1, 0, &twice), ==, 0);
  g_assert_error (twice, MH_ERROR, MH_ERROR_CONFLICT);
  g_assert_cmpint (mh_session_table_insert_slot (store->db, 99, 540, 570, 1, 0, &nowhere), ==, 0);
  g_assert_error (nowhere, MH_ERROR, MH_ERROR_NOT_FOUND);
  mh_test_store_commit (act);

  slots = mh_session_table_list_slots (store->db, session, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (slots->len, ==, 2);
  first = g_ptr_array_index (slots, 0);
  g_assert_cmpint (first->start_min, ==, 540);
  g_assert_cmpint (first->end_min, ==, 570);
  g_assert_cmpint (first->n_places, ==, 3);
  g_assert_cmpint (first->n_free_phone, ==, 1);
  g_assert_cmpint (first->session, ==, session);
  g_assert_cmpint (first->programme, ==, programme);
  g_assert_cmpint (mh_date_compare (first->date, (MhDate) { 2026, 11, 5 }), ==, 0);
  g_assert_cmpint (((MhSlot *) g_ptr_array_index (slots, 1))->n_places, ==, 1);

  g_assert_null (mh_session_table_get_slot (store->db, 99, &missing));
  g_assert_error (missing, MH_ERROR, MH_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/session/are-listed-by-day-and-venue", test_order);
  g_test_add_func ("/store/session/free-places-are-counted-from-places-and-holds", test_counts);
  g_test_add_func ("/store/session/slots-are-listed-by-their-beginning", test_slots);

  return g_test_run ();
}
