/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-ticket-table.h"

#include "mh-error.h"
#include "mh-resident-table.h"
#include "mh-test-store.h"

static void
test_normal_form (void)
{
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
    { "1234567890", "1234567890" }, { "１２３４－５６", "123456" }, { " 12 34\t", "1234" }, { "ab-01", "AB01" }, { "", "" }, { "－", "" }, { NULL, "" },
    { "\xff", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *number = mh_ticket_normalise (cases[i].text);

    g_assert_cmpstr (number, ==, cases[i].expected);
  }
}

static gint64
insert_person (MhTestStore *store,
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

static void
test_tickets (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhTestStore) store = mh_test_store_new ();
  g_autoptr (MhAct) act = mh_test_store_begin (store);
  g_autoptr (GPtrArray) tickets = NULL;
  g_autoptr (GPtrArray) none = NULL;
  gint64 one = insert_person (store, "1");
  gint64 two = insert_person (store, "2");
  const MhTicket *ticket;
  gint64 id = mh_ticket_table_insert (store->db, one, "１２-34", NULL, &error);

  g_assert_no_error (error);
  mh_ticket_table_insert (store->db, one, "1234", "がん検診", &error);
  g_assert_no_error (error);
  g_assert_cmpint (mh_ticket_table_insert (store->db, two, "1234", "", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpint (mh_ticket_table_insert (store->db, two, "－", "", &error), ==, 0);
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  tickets = mh_ticket_table_list (store->db, one, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tickets->len, ==, 2);
  ticket = g_ptr_array_index (tickets, 0);
  g_assert_cmpint (ticket->id, ==, id);
  g_assert_cmpint (ticket->resident, ==, one);
  g_assert_cmpstr (ticket->number, ==, "1234");
  g_assert_cmpstr (ticket->label, ==, "");
  ticket = g_ptr_array_index (tickets, 1);
  g_assert_cmpstr (ticket->label, ==, "がん検診");

  g_assert_true (mh_ticket_table_delete (store->db, id, &error));
  g_assert_false (mh_ticket_table_delete (store->db, id, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  none = mh_ticket_table_list (store->db, two, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/ticket/a-number-is-kept-without-what-does-not-count", test_normal_form);
  g_test_add_func ("/store/ticket/a-number-is-one-person's", test_tickets);

  return g_test_run ();
}
