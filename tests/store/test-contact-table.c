/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-contact-table.h"

#include "mh-error.h"
#include "mh-resident-table.h"
#include "mh-test-store.h"

#define LINE_ID "U0123456789abcdef0123456789abcdef"

/* In an act that is open. */
static gint64
insert_resident (MhTestStore *store,
                 const char  *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  gint64 id;

  resident->register_number = g_strdup (number);
  resident->name = g_strdup ("山田");
  id = mh_resident_table_insert (store->db, resident, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
link_contact (MhTestStore *store,
              gint64       resident,
              const char  *kind,
              const char  *value,
              const char  *whose)
{
  g_autoptr (GError) error = NULL;
  gint64 link = mh_contact_table_link (store->db, resident, kind, value, whose, &error);

  g_assert_no_error (error);
  g_assert_cmpint (link, !=, 0);

  return link;
}

static GPtrArray *
list_contacts (MhTestStore *store,
               gint64       resident)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *contacts = mh_contact_table_list (store->db, resident, &error);

  g_assert_no_error (error);

  return contacts;
}

static const MhContact *
contact_at (GPtrArray *contacts,
            guint      i)
{
  g_assert_cmpuint (i, <, contacts->len);

  return g_ptr_array_index (contacts, i);
}

static void
test_order (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GPtrArray) contacts = NULL;
  static const char * const expected[] = { LINE_ID, "09000000001", "09000000002", "0158000001" };
  MhAct *act = mh_test_store_begin (store);
  gint64 resident = insert_resident (store, "1");

  link_contact (store, resident, "landline", "0158000001", NULL);
  link_contact (store, resident, "mobile", "09000000001", "");
  link_contact (store, resident, "mobile", "09000000002", "子");
  link_contact (store, resident, "line", LINE_ID, "");
  mh_test_store_commit (act);

  contacts = list_contacts (store, resident);
  g_assert_cmpuint (contacts->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < contacts->len; i++)
    g_assert_cmpstr (contact_at (contacts, i)->value, ==, expected[i]);

  g_assert_cmpstr (contact_at (contacts, 0)->kind, ==, "line");
  g_assert_cmpint (contact_at (contacts, 1)->rank, ==, 1);
  g_assert_cmpint (contact_at (contacts, 2)->rank, ==, 2);
  g_assert_cmpstr (contact_at (contacts, 2)->whose, ==, "子");
  g_assert_cmpstr (contact_at (contacts, 3)->whose, ==, "");
  g_assert_cmpint (contact_at (contacts, 3)->rank, ==, 1);
  g_assert_false (contact_at (contacts, 3)->opted_out);
  g_assert_null (contact_at (contacts, 3)->safe_reason);
}

static void
test_shared (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GPtrArray) his = NULL;
  g_autoptr (GPtrArray) hers = NULL;
  MhAct *act = mh_test_store_begin (store);
  gint64 husband = insert_resident (store, "1");
  gint64 wife = insert_resident (store, "2");
  gint64 link = link_contact (store, husband, "mobile", "09000000001", "");

  link_contact (store, wife, "mobile", "09000000001", "夫");
  g_assert_cmpint (link_contact (store, husband, "mobile", "09000000001", "子"), ==, link);
  g_assert_true (mh_contact_table_set_opt_out (store->db, link, TRUE, &error));
  mh_test_store_commit (act);

  his = list_contacts (store, husband);
  hers = list_contacts (store, wife);
  g_assert_cmpuint (his->len, ==, 1);
  g_assert_cmpint (contact_at (his, 0)->contact, ==, contact_at (hers, 0)->contact);
  g_assert_cmpint (contact_at (his, 0)->link, !=, contact_at (hers, 0)->link);
  g_assert_cmpstr (contact_at (his, 0)->whose, ==, "");  /* what was there stays */
  g_assert_cmpstr (contact_at (hers, 0)->whose, ==, "夫");
  g_assert_true (contact_at (his, 0)->opted_out);
  g_assert_false (contact_at (hers, 0)->opted_out);
}

static void
test_safe (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GPtrArray) marked = NULL;
  g_autoptr (GPtrArray) unmarked = NULL;
  MhAct *act = mh_test_store_begin (store);
  gint64 resident = insert_resident (store, "1");
  gint64 link = link_contact (store, resident, "mobile", "09000000001", "");
  MhDate day = { 2026, 10, 20 };

  g_assert_true (mh_contact_table_set_safe (store->db, link, "本人の電話と確認", day, &error));
  mh_test_store_commit (act);
  marked = list_contacts (store, resident);
  g_assert_cmpstr (contact_at (marked, 0)->safe_reason, ==, "本人の電話と確認");
  g_assert_cmpint (mh_date_compare (contact_at (marked, 0)->safe_date, day), ==, 0);

  act = mh_test_store_begin (store);
  g_assert_true (mh_contact_table_set_safe (store->db, link, NULL, day, &error));
  mh_test_store_commit (act);
  unmarked = list_contacts (store, resident);
  g_assert_null (contact_at (unmarked, 0)->safe_reason);
  g_assert_false (mh_date_is_set (contact_at (unmarked, 0)->safe_date));
}

static void
test_unlink_and_undo (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) again = NULL;
  MhAct *act = mh_test_store_begin (store);
  gint64 resident = insert_resident (store, "1");
  gint64 link = link_contact (store, resident, "mobile", "09000000001", "子");

  mh_test_store_commit (act);
  act = mh_test_store_begin (store);
  g_assert_true (mh_contact_table_unlink (store->db, link, &error));
  mh_test_store_commit (act);
  none = list_contacts (store, resident);
  g_assert_cmpuint (none->len, ==, 0);

  mh_test_store_undo (store);
  again = list_contacts (store, resident);
  g_assert_cmpint (contact_at (again, 0)->link, ==, link);
  g_assert_cmpstr (contact_at (again, 0)->whose, ==, "子");
}

static void
test_missing (void)
{
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhAct) act = mh_test_store_begin (store);
  g_autoptr (GError) unlink_error = NULL;
  g_autoptr (GError) opt_out_error = NULL;
  g_autoptr (GError) safe_error = NULL;

  g_assert_false (mh_contact_table_unlink (store->db, 9, &unlink_error));
  g_assert_error (unlink_error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_false (mh_contact_table_set_opt_out (store->db, 9, TRUE, &opt_out_error));
  g_assert_error (opt_out_error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_assert_false (mh_contact_table_set_safe (store->db, 9, "x", MH_DATE_NONE, &safe_error));
  g_assert_error (safe_error, MH_ERROR, MH_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/contact/line-comes-before-mobile-before-landline", test_order);
  g_test_add_func ("/store/contact/two-people-may-share-one", test_shared);
  g_test_add_func ("/store/contact/a-safe-mark-has-reason-and-date-and-can-go", test_safe);
  g_test_add_func ("/store/contact/taking-one-away-can-be-taken-back", test_unlink_and_undo);
  g_test_add_func ("/store/contact/a-link-that-is-not-there-is-not-found", test_missing);

  return g_test_run ();
}
