/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-people-model"

#include <string.h>

#include "mh-people-model.h"

#include "mh-contacts.h"
#include "mh-person-item.h"
#include "mh-test-desk.h"

#define N_PEOPLE 300

typedef struct {
  MhTestDesk    *desk;
  MhPeopleModel *model;
  guint          n_answers;   /* to searches */
  guint          n_failures;
  GString       *changes;     /* "position,removed,added;" for each items-changed */
} Fixture;

static void
searched_cb (MhPeopleModel *model,
             Fixture       *fixture)
{
  fixture->n_answers++;
}

static void
failed_cb (MhPeopleModel *model,
           GError        *error,
           Fixture       *fixture)
{
  fixture->n_failures++;
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Fixture    *fixture)
{
  g_string_append_printf (fixture->changes, "%u,%u,%u;", position, removed, added);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = mh_test_desk_new (N_PEOPLE);
  fixture->model = mh_people_model_new (fixture->desk->context);
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->model, "searched", G_CALLBACK (searched_cb), fixture);
  g_signal_connect (fixture->model, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (items_changed_cb), fixture);
}

/* Each read that runs holds the model. */
static gboolean
is_let_go (gpointer model)
{
  return g_atomic_int_get (&G_OBJECT (model)->ref_count) == 1;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  mh_test_wait (is_let_go, fixture->model);
  g_assert_finalize_object (fixture->model);
  mh_test_desk_free (fixture->desk);
  g_string_free (fixture->changes, TRUE);
}

static gboolean
has_answer (gpointer data)
{
  return ((Fixture *) data)->n_answers > 0;
}

static gboolean
is_filled (gpointer item)
{
  return !g_str_equal (mh_person_item_get_name (item), "…");
}

static void
search (Fixture    *fixture,
        const char *text)
{
  fixture->n_answers = 0;
  mh_people_model_search (fixture->model, text);
  mh_test_wait (has_answer, fixture);
}

static char *
dup_text (MhPersonItem *item,
          const char   *property)
{
  char *text = NULL;

  g_object_get (item, property, &text, NULL);

  return text;
}

static void
test_rows_come_when_looked_at (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (MhPersonItem) item = NULL;
  g_autoptr (MhPersonItem) neighbour = NULL;

  search (fixture, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, N_PEOPLE);

  /* What a window shows came with the answer. */
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 5);
  g_assert_cmpstr (mh_person_item_get_name (item), ==, "佐藤　花子");
  g_clear_object (&item);

  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 40);
  g_assert_false (is_filled (item));
  g_assert_cmpstr (mh_person_item_get_name (item), ==, "…");
  mh_test_wait (is_filled, item);

  /* The whole page came with it, the next page did not. */
  neighbour = g_list_model_get_item (G_LIST_MODEL (fixture->model), 127);
  g_assert_true (is_filled (neighbour));
  g_clear_object (&neighbour);
  neighbour = g_list_model_get_item (G_LIST_MODEL (fixture->model), 128);
  g_assert_false (is_filled (neighbour));
}

/* Of whom the answer did not tell, a row learns it with its page. */
static void
test_rows_learn_who_they_are (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (MhPersonItem) first = NULL;
  g_autoptr (MhPersonItem) last = NULL;

  search (fixture, "");
  first = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  last = g_list_model_get_item (G_LIST_MODEL (fixture->model), N_PEOPLE - 1);
  g_assert_cmpint (mh_person_item_get_id (first), !=, 0);
  g_assert_cmpint (mh_person_item_get_id (last), ==, 0);
  g_assert_cmpstr (mh_person_item_get_name (last), ==, "…");

  mh_test_wait (is_filled, last);
  g_assert_cmpint (mh_person_item_get_id (last), ==, 299);
  g_assert_cmpstr (mh_person_item_get_name (last), ==, "渡邊　実");
}

/* Keeps the reader from reading. */
static gpointer
wait_for_go (MhDb         *db,
             gpointer      data,
             GCancellable *cancellable,
             GError      **error)
{
  while (!g_atomic_int_get ((int *) data))
    g_usleep (1000);

  return NULL;
}

/* Whoever scrolls over a page, or types on, does not wait for it. */
static void
test_pages_left_behind_are_not_read (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  int go = FALSE;

  search (fixture, "");
  mh_store_read_async (fixture->desk->store, wait_for_go, &go, NULL, NULL, NULL, NULL, NULL);
  for (guint i = 1; i < 3; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (fixture->model), i * 128));

  fixture->n_answers = 0;
  mh_people_model_search (fixture->model, "スズキ");
  g_atomic_int_set (&go, TRUE);
  mh_test_wait (has_answer, fixture);
  mh_test_settle ();
  for (guint i = 0; i < items->len; i++)
    g_assert_false (is_filled (items->pdata[i]));
}

static gboolean
has_one_more (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (((Fixture *) data)->model)) == N_PEOPLE + 1;
}

/* The count was of the moment of the search. */
static void
test_a_newcomer_is_noticed (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (MhPersonItem) item = NULL;

  search (fixture, "");
  mh_test_town_add_resident (fixture->desk->town, "A1", "阿部 一", "アベ ハジメ", "1950-03-01");
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 200);
  mh_test_wait (has_one_more, fixture);
  g_clear_object (&item);

  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  mh_test_wait (is_filled, item);
  g_assert_cmpstr (mh_person_item_get_name (item), ==, "阿部　一");
}

static void
test_the_end_is_nothing (Fixture      *fixture,
                         gconstpointer data)
{
  search (fixture, "");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->model), N_PEOPLE));
}

/* GTK reads every row of a change that removes and adds at once, and builds a row that is added. */
static void
test_a_new_answer_changes_rows_in_place (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr (MhPersonItem) item = NULL;
  g_autoptr (MhPersonItem) again = NULL;

  search (fixture, "");
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  g_string_truncate (fixture->changes, 0);
  search (fixture, "スズキ");
  again = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  g_assert_true (item == again);
  g_assert_true (g_str_has_prefix (mh_person_item_get_name (item), "鈴木"));

  search (fixture, "");
  g_assert_cmpstr (fixture->changes->str, ==, "75,225,0;75,0,225;");
  g_assert_false (g_str_has_prefix (mh_person_item_get_name (item), "鈴木"));
}

/* Somebody scrolls: the pages are let go one after another, but a list keeps the rows that it shows, which must not go on showing who stood there. */
static void
test_a_row_that_is_held_never_shows_another_answer (Fixture      *fixture,
                                                    gconstpointer data)
{
  g_autoptr (MhPersonItem) held = NULL;
  g_autoptr (MhPersonItem) beyond = NULL;
  g_autoptr (MhPersonItem) again = NULL;
  g_autofree char *kana = NULL;

  search (fixture, "");
  held = g_list_model_get_item (G_LIST_MODEL (fixture->model), 60);
  beyond = g_list_model_get_item (G_LIST_MODEL (fixture->model), 200);
  mh_test_wait (is_filled, held);
  mh_test_wait (is_filled, beyond);

  search (fixture, "スズキ");
  kana = dup_text (held, "kana");
  g_assert_true (*kana == '\0' || g_str_has_prefix (kana, "スズキ"));
  mh_test_wait (is_filled, held);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->model), 60);
  g_assert_true (again == held);
  g_assert_true (g_str_has_prefix (mh_person_item_get_name (held), "鈴木"));

  /* Whom it showed is not in the list any more, and nobody fills it again. */
  search (fixture, "");
  g_clear_object (&again);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->model), 200);
  g_assert_true (again != beyond);
}

static void
test_another_order_is_asked_of_the_database (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (MhPeopleQuery) query = mh_people_query_new ("");
  g_autoptr (MhPersonItem) item = NULL;
  g_autofree char *number = NULL;

  search (fixture, "");
  query->sort = MH_RESIDENT_SORT_NUMBER;
  query->descending = TRUE;
  fixture->n_answers = 0;
  mh_people_model_ask (fixture->model, query);
  mh_test_wait (has_answer, fixture);
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  number = dup_text (item, "number");
  g_assert_cmpstr (number, ==, "0000000300");
  g_assert_cmpuint (mh_people_model_find (fixture->model, mh_person_item_get_id (item)), ==, 0);
  g_assert_cmpuint (mh_people_model_find (fixture->model, 1), ==, G_MAXUINT);
}

static void
test_the_same_answer_moves_nothing (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (MhPersonItem) item = NULL;
  g_autoptr (MhPersonItem) again = NULL;

  search (fixture, "サトウ");
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  mh_test_wait (is_filled, item);
  g_string_truncate (fixture->changes, 0);

  fixture->n_answers = 0;
  mh_people_model_reload (fixture->model);
  mh_test_wait (has_answer, fixture);

  again = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  g_assert_true (item == again);
  g_assert_cmpstr (fixture->changes->str, ==, "");
}

static void
test_an_older_answer_is_dropped (Fixture      *fixture,
                                 gconstpointer data)
{
  mh_people_model_search (fixture->model, "サ");
  mh_people_model_search (fixture->model, "サト");
  search (fixture, "スズキ");
  mh_test_settle ();

  g_assert_cmpuint (fixture->n_answers, ==, 1);
  g_assert_cmpuint (fixture->n_failures, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 75);
}

static void
test_a_protected_person_is_masked (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (MhPersonItem) item = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *district = NULL;

  search (fixture, "0000000150");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 1);

  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  mh_test_wait (is_filled, item);
  phone = dup_text (item, "phone");
  district = dup_text (item, "district");
  g_assert_cmpstr (phone, ==, "(not shown)");
  g_assert_cmpstr (district, ==, "(not shown)");
}

/* The rows of the list are made once and filled anew. */
static void
test_the_counter_hides_telephones (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (MhPersonItem) item = NULL;
  g_autofree char *phone = NULL;
  g_autoptr (GError) error = NULL;

  mh_contacts_add (&fixture->desk->town->desk, 1, "mobile", "080-2222-3333", "", &error);
  g_assert_no_error (error);
  mh_ui_context_set_at_counter (fixture->desk->context, TRUE);
  search (fixture, "0000000001");
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  mh_test_wait (is_filled, item);
  phone = dup_text (item, "phone");
  g_assert_cmpstr (phone, ==, "(hidden at the counter)");
}

static void
test_a_row_shows_age_and_era (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (MhPersonItem) item = NULL;
  g_autofree char *birth = NULL;
  g_autofree char *age = NULL;

  search (fixture, "0000000001");
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  mh_test_wait (is_filled, item);
  birth = dup_text (item, "birth");
  age = dup_text (item, "age");
  g_assert_cmpstr (birth, ==, "昭和6年2月2日");
  g_assert_cmpstr (age, ==, "95");
}

static void
test_a_closed_store_is_told (Fixture      *fixture,
                             gconstpointer data)
{
  mh_store_close (fixture->desk->store);
  mh_people_model_search (fixture->model, "");
  while (fixture->n_failures == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (fixture->n_answers, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/people-model/rows come when looked at", test_rows_come_when_looked_at);
  ADD ("/people-model/rows learn who they are", test_rows_learn_who_they_are);
  ADD ("/people-model/pages left behind are not read", test_pages_left_behind_are_not_read);
  ADD ("/people-model/a newcomer is noticed", test_a_newcomer_is_noticed);
  ADD ("/people-model/the end is nothing", test_the_end_is_nothing);
  ADD ("/people-model/a new answer changes rows in place", test_a_new_answer_changes_rows_in_place);
  ADD ("/people-model/a row that is held never shows another answer", test_a_row_that_is_held_never_shows_another_answer);
  ADD ("/people-model/another order is asked of the database", test_another_order_is_asked_of_the_database);
  ADD ("/people-model/the same answer moves nothing", test_the_same_answer_moves_nothing);
  ADD ("/people-model/an older answer is dropped", test_an_older_answer_is_dropped);
  ADD ("/people-model/a protected person is masked", test_a_protected_person_is_masked);
  ADD ("/people-model/the counter hides telephones", test_the_counter_hides_telephones);
  ADD ("/people-model/a row shows age and era", test_a_row_shows_age_and_era);
  ADD ("/people-model/a closed store is told", test_a_closed_store_is_told);
#undef ADD

  return g_test_run ();
}
