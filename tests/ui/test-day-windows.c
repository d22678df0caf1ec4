/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-day-windows"

#include "mh-window.h"

#include "mh-booking.h"
#include "mh-coming-day.h"
#include "mh-day-entry.h"
#include "mh-places.h"
#include "mh-programmes.h"
#include "mh-refill.h"
#include "mh-roster-maker.h"
#include "mh-test-look.h"
#include "mh-test-town.h"
#include "mh-ui.h"
#include "mh-waiting.h"

#define N_PEOPLE 60
#define CHECKUP \
  "{\"name\": \"総合健診 令和8年度\", \"series\": \"特定健診\", \"yearly\": true, \"items\": [{\"name\": \"基本\", \"standard\": true}, {\"name\": \"胃\"}]}"

/* A check-up with items on two days; three people have places on the first. */
typedef struct {
  MhTestDesk *desk;
  gint64      session;
  gint64      other;
  MhWindow   *window;
  GtkWidget  *place;
} Fixture;

static gint64
add_checkup (Fixture *fixture)
{
  g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();
  g_autoptr (JsonNode) node = json_from_string (CHECKUP, NULL);
  g_autoptr (GError) error = NULL;
  gint64 id;

  mh_programmes_read_json (spec, node, &error);
  g_assert_no_error (error);
  id = mh_programmes_add (&fixture->desk->town->desk, spec, &error);
  g_assert_no_error (error);

  return id;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  gint64 programme;

  fixture->desk = mh_test_desk_new (N_PEOPLE);
  mh_test_town_set (fixture->desk->town, "town.name", "試験町");
  mh_test_town_set (fixture->desk->town, "town.phone", "0158-00-0000");
  programme = add_checkup (fixture);
  fixture->session = mh_test_town_add_session (fixture->desk->town, programme, "2026-11-05", "09:00-10:00/30x4");
  fixture->other = mh_test_town_add_session (fixture->desk->town, programme, "2026-11-12", "09:00-10:00/30x4");

  for (gint64 i = 1; i <= 3; i++) {
    MhBookingRequest request = { .slot = mh_test_town_find_slot (fixture->desk->town, fixture->session, "9:00"), .resident = i, .via = "phone" };
    g_autoptr (GError) error = NULL;

    mh_booking_make (&fixture->desk->town->desk, &request, NULL, &error);
    g_assert_no_error (error);
  }

  fixture->window = mh_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  mh_window_set_context (fixture->window, fixture->desk->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  mh_window_go (fixture->window, "appointments", 0);
  fixture->place = GTK_WIDGET (mh_window_get_place (fixture->window, "appointments"));
  g_assert_true (mh_test_comes_to_show (fixture->place, "3 booked, 1 free"));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  mh_test_settle ();
  mh_test_desk_free (fixture->desk);
}

static GtkWidget *
open_from_menu (Fixture    *fixture,
                const char *action,
                const char *type)
{
  GtkWidget *window;

  gtk_widget_activate_action (fixture->place, action, NULL);
  window = mh_test_await_window (type);
  g_assert_nonnull (window);

  return window;
}

static void
type_text (GtkWidget  *window,
           guint       nth,
           const char *text)
{
  GtkWidget *row = mh_test_await_child (window, "AdwEntryRow", nth);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
test_moments (void)
{
  static const struct {
    const char *text;
    const char *written;  /* NULL: cannot be read */
  } cases[] = {
    { "11/1 9:00", "2026-11-01 9:00" },
    { "  11月1日　9:00 ", "2026-11-01 9:00" },
    { "2026-11-01 09:00", "2026-11-01 9:00" },
    { "", "" },
    { "11/1", NULL },
    { "9:00", NULL },
    { "11/1 25:00", NULL },
  };
  MhDate today;

  g_assert_true (mh_date_make (2026, 10, 20, &today));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *written = NULL;
    gint64 ms = -1;

    g_test_message ("“%s”", cases[i].text);
    g_assert_cmpint (mh_coming_moment_read (cases[i].text, today, &ms), ==, cases[i].written != NULL);
    written = mh_coming_moment_write (cases[i].written != NULL ? ms : 0);
    g_assert_cmpstr (written, ==, cases[i].written != NULL ? cases[i].written : "");
  }
}

static void
test_booking_early (Fixture      *fixture,
                    gconstpointer data)
{
  static const char windows[] = "SELECT count (*) FROM booking_window";
  GtkWidget *window = open_from_menu (fixture, "day.early", "MhEarlyWindow");

  g_assert_true (mh_test_comes_to_show (window, "Everybody may book this day at any time."));

  type_text (window, 0, "tomorrow");
  g_assert_true (mh_test_press (window, "Add this time"));
  g_assert_true (mh_test_comes_to_show (window, "such as 11/1 9:00"));

  type_text (window, 0, "10/25 9:00");
  type_text (window, 2, "月");
  g_assert_true (mh_test_press (window, "Add this time"));
  g_assert_true (mh_test_comes_to_show (window, "Nobody lives in a district named “月”."));

  type_text (window, 2, "");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (mh_test_await_child (window, "GtkSpinButton", 0)), 65);
  g_assert_true (mh_test_press (window, "Add this time"));
  g_assert_true (mh_test_comes_to_show (window, "from 65 years"));
  g_assert_true (mh_test_comes_to_show (window, "Nobody else can"));
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, "SELECT min_months FROM booking_window"), ==, 780);

  type_text (window, 0, "10/28 9:00");
  g_assert_true (mh_test_press (window, "Add this time"));
  g_assert_true (mh_test_comes_to_show (window, "each from that time on"));
  g_assert_true (mh_test_comes_to_show (fixture->place, "not open to everybody at any time"));
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, windows), ==, 2);

  g_assert_true (mh_test_press (window, "Remove"));
  g_assert_true (mh_test_comes_to_count (fixture->desk, windows, 1));
  g_assert_true (mh_test_press (window, "Remove"));
  g_assert_true (mh_test_comes_to_show (window, "Everybody may book this day at any time."));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (mh_test_closes ("MhEarlyWindow"));
  g_assert_true (mh_test_press (GTK_WIDGET (fixture->window), "Undo"));
  g_assert_true (mh_test_comes_to_count (fixture->desk, windows, 1));
}

static void
test_places_of_items (Fixture      *fixture,
                      gconstpointer data)
{
  static const char sum[] = "SELECT coalesce (sum (capacity), -1) FROM slot_item";
  GtkWidget *window = open_from_menu (fixture, "day.places", "MhPlacesDialog");
  GtkWidget *stomach;
  GtkWidget *basic;

  g_assert_true (mh_test_comes_to_show (window, "胃"));
  basic = mh_test_await_child (window, "GtkSpinButton", 3);
  stomach = mh_test_await_child (window, "GtkSpinButton", 4);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (stomach)), ==, "as the slot");

  /* Three are booked for the first item, since it is chosen for everybody. */
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (basic), 2);
  g_assert_true (mh_test_comes_to_show (window, "3 people are booked for “基本” in this slot"));
  gtk_editable_set_text (GTK_EDITABLE (basic), "as the slot");
  gtk_spin_button_update (GTK_SPIN_BUTTON (basic));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (basic)), ==, -1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (stomach), 2);
  g_assert_true (mh_test_comes_to_show (window, "Nobody’s place number changes."));
  g_assert_true (mh_test_press (window, "_Save"));
  g_assert_true (mh_test_closes ("MhPlacesDialog"));
  g_assert_true (mh_test_comes_to_count (fixture->desk, sum, 2));
  g_assert_true (mh_test_comes_to_show (fixture->place, "胃: 1 free"));
  g_assert_true (mh_test_press (GTK_WIDGET (fixture->window), "Undo"));
  g_assert_true (mh_test_comes_to_count (fixture->desk, sum, -1));
}

/* Each of the three another way; the last like everybody. */
static void
test_own_choice_when_called_off (Fixture      *fixture,
                                 gconstpointer data)
{
  GtkWidget *window = open_from_menu (fixture, "day.call-off", "MhCallOffDialog");
  GtkWidget *first;

  g_assert_true (mh_test_comes_to_show (window, "0 people are moved, 0 come first on the waiting list, 3 are cancelled."));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (mh_test_await_child (window, "GtkDropDown", 0)), 1);
  g_assert_true (mh_test_comes_to_show (window, "3 people are moved"));

  first = mh_test_await_child (window, "GtkDropDown", 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (first), 2);
  g_assert_true (mh_test_comes_to_show (window, "2 people are moved, 1 come first on the waiting list, 0 are cancelled."));
  g_assert_true (first == mh_test_await_child (window, "GtkDropDown", 1));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (mh_test_await_child (window, "GtkDropDown", 2)), 3);
  g_assert_true (mh_test_comes_to_show (window, "1 people are moved, 1 come first on the waiting list, 1 are cancelled."));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (first), 0);
  g_assert_true (mh_test_comes_to_show (window, "2 people are moved, 0 come first on the waiting list, 1 are cancelled."));

  g_assert_true (mh_test_press (window, "Call the day off"));
  g_assert_true (mh_test_closes ("MhCallOffDialog"));
  g_assert_true (mh_test_comes_to_count (fixture->desk, "SELECT count (*) FROM booking WHERE state = 'active' AND slot IN "
                                                        "(SELECT id FROM slot WHERE session = (SELECT max (id) FROM session))", 2));
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, "SELECT count (*) FROM booking WHERE resident = 2 AND state = 'active'"), ==, 0);
}

static void
print_copy (Fixture *fixture,
            gint64   session)
{
  static const char * const recipients[] = { "受付 太郎", NULL };
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) prints = mh_roster_print (&fixture->desk->town->desk, session, settings, recipients, &error);

  g_assert_no_error (error);
  g_assert_nonnull (prints);
}

static void
test_copies_come_back (Fixture      *fixture,
                       gconstpointer data)
{
  static const char out[] = "SELECT count (*) FROM roster_print WHERE returned_at IS NULL";
  static const char shredded[] = "SELECT count (*) FROM roster_print WHERE how = 'shredded'";
  GtkWidget *preview;
  GtkWidget *window;

  print_copy (fixture, fixture->session);
  print_copy (fixture, fixture->session);
  print_copy (fixture, fixture->other);
  preview = open_from_menu (fixture, "day.roster", "MhRosterPreview");
  g_assert_true (mh_test_press (preview, "_Copies Given Out …"));
  window = mh_test_await_window ("MhCopiesWindow");
  g_assert_nonnull (window);
  g_assert_true (mh_test_comes_to_show (window, "2 copies are out"));
  g_assert_true (mh_test_comes_to_show (window, "taken by 受付 太郎"));

  g_assert_true (mh_test_press (window, "Was shredded"));
  g_assert_true (mh_test_comes_to_show (window, "1 copy is out"));
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, shredded), ==, 1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (mh_test_await_child (window, "GtkCheckButton", 0)), TRUE);
  g_assert_true (mh_test_comes_to_show (window, "2 copies are out"));
  g_assert_true (mh_test_press (window, "All of these came back"));
  g_assert_true (mh_test_comes_to_show (window, "No copy is out"));
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, out), ==, 0);
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, shredded), ==, 1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (mh_test_await_child (window, "GtkCheckButton", 1)), TRUE);
  g_assert_true (mh_test_press (window, "Is out after all"));
  g_assert_true (mh_test_comes_to_show (window, "1 copy is out"));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (mh_test_closes ("MhCopiesWindow"));
  gtk_window_close (GTK_WINDOW (preview));
  g_assert_true (mh_test_closes ("MhRosterPreview"));
}

/* A place is cancelled and the next asked: the figures and the record tell it; another year has none of it. */
static void
test_figures_of_a_period (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRefillResult) refill = NULL;
  gint64 booking = mh_test_town_count (fixture->desk->town, "SELECT min (id) FROM booking");
  gint64 waiting = 20;
  GtkWidget *window;

  mh_test_add_waiting (&fixture->desk->town->desk, mh_test_town_count (fixture->desk->town, "SELECT max (id) FROM programme"), &waiting, 1, "any", &error);
  g_assert_no_error (error);
  refill = mh_refill_cancel (&fixture->desk->town->desk, &booking, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refill->offers->len, ==, 1);

  window = open_from_menu (fixture, "day.refill-figures", "MhFiguresWindow");
  g_assert_true (mh_test_comes_to_show (window, "Places that came free or were offered: 1"));
  g_assert_true (mh_test_comes_to_show (window, "Still on offer: 1"));
  g_assert_true (mh_test_comes_to_show (window, "no. 1"));
  g_assert_nonnull (mh_test_await_child (window, "MhBarChart", 0));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (mh_test_await_child (window, "GtkCheckButton", 0)), TRUE);
  g_assert_true (mh_test_comes_to_show (window, "Nobody in this period."));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (mh_test_await_child (window, "GtkCheckButton", 0)), FALSE);

  mh_day_entry_set_day (MH_DAY_ENTRY (mh_test_await_child (window, "MhDayEntry", 0)), (MhDate) { 2026, 11, 6 });
  g_assert_true (mh_test_comes_to_show (window, "Places that came free or were offered: 0"));
  g_assert_true (mh_test_comes_to_show (window, "No place came free in this period."));
  mh_day_entry_set_day (MH_DAY_ENTRY (mh_test_await_child (window, "MhDayEntry", 1)), (MhDate) { 2026, 11, 5 });
  g_assert_true (mh_test_comes_to_show (window, "Please enter the first and the last day of the period."));
  mh_day_entry_set_day (MH_DAY_ENTRY (mh_test_await_child (window, "MhDayEntry", 0)), (MhDate) { 2026, 11, 5 });
  g_assert_true (mh_test_comes_to_show (window, "Places that came free or were offered: 1"));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (mh_test_closes ("MhFiguresWindow"));
}

/* A chart a page, and beside it the same numbers in words; outside the period there is nothing to see, and that is said. */
static void
test_charts_have_their_numbers_in_words (Fixture      *fixture,
                                         gconstpointer data)
{
  gint64 waiting = 20;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  GtkStack *pages;

  mh_test_add_waiting (&fixture->desk->town->desk, mh_test_town_count (fixture->desk->town, "SELECT max (id) FROM programme"), &waiting, 1, "any", &error);
  g_assert_no_error (error);
  window = open_from_menu (fixture, "day.figures", "MhFiguresWindow");
  g_assert_nonnull (mh_test_await_child (window, "MhStackChart", 0));
  g_assert_true (mh_test_comes_to_show (window, "How full the days are"));
  g_assert_true (mh_test_comes_to_show (window, " places, "));

  pages = GTK_STACK (mh_test_await_child (window, "GtkStack", 0));
  gtk_stack_set_visible_child_name (pages, "booked");
  g_assert_true (mh_test_comes_to_show (window, "Period, by the day of the booking"));
  g_assert_true (mh_test_comes_to_show (window, ": Telephone "));
  g_assert_nonnull (mh_test_await_child (window, "MhStackChart", 0));
  gtk_stack_set_visible_child_name (pages, "waiting");
  g_assert_true (mh_test_comes_to_show (window, ": 1 entry (1 people) waits"));

  mh_day_entry_set_day (MH_DAY_ENTRY (mh_test_await_child (window, "MhDayEntry", 1)), (MhDate) { 2026, 4, 2 });
  g_assert_true (mh_test_comes_to_show (window, "Nobody waited in this period."));
  gtk_stack_set_visible_child_name (pages, "fill");
  g_assert_true (mh_test_comes_to_show (window, "There is no day in this period."));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (mh_test_closes ("MhFiguresWindow"));
}

static void
test_other_ways_for_one_cancellation (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 booking = mh_test_town_count (fixture->desk->town, "SELECT min (id) FROM booking");
  GtkWidget *form;
  GtkWidget *mode;

  for (gint64 waiting = 20; waiting < 23; waiting++) {
    mh_test_add_waiting (&fixture->desk->town->desk, mh_test_town_count (fixture->desk->town, "SELECT max (id) FROM programme"), &waiting, 1, "any", &error);
    g_assert_no_error (error);
  }

  gtk_widget_activate_action (fixture->place, "day.refill-ways", "x", booking);
  form = mh_test_await_window ("MhFormWindow");
  g_assert_nonnull (form);
  mode = mh_test_await_child (form, "AdwComboRow", 0);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (mode)), ==, 0);
  type_text (form, 0, "two");
  g_assert_true (mh_test_press (form, "_Cancel the booking"));
  g_assert_true (mh_test_comes_to_show (form, "Please write numbers in digits, or leave the field empty."));
  type_text (form, 0, "2");
  type_text (form, 1, "7");
  g_assert_true (mh_test_press (form, "_Cancel the booking"));
  g_assert_true (mh_test_closes ("MhFormWindow"));
  g_assert_true (mh_test_comes_to_show (fixture->place, "Asked"));
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, "SELECT parallel FROM refill_round"), ==, 2);
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, "SELECT reply_minutes FROM refill_round"), ==, 7);
  g_assert_cmpint (mh_test_town_count (fixture->desk->town, "SELECT count (*) FROM offer"), ==, 2);

  booking = mh_test_town_count (fixture->desk->town, "SELECT max (id) FROM booking");
  gtk_widget_activate_action (fixture->place, "day.refill-ways", "x", booking);
  form = mh_test_await_window ("MhFormWindow");
  adw_combo_row_set_selected (ADW_COMBO_ROW (mh_test_await_child (form, "AdwComboRow", 0)), 1);
  g_assert_true (mh_test_press (form, "_Cancel the booking"));
  g_assert_true (mh_test_comes_to_count (fixture->desk, "SELECT count (*) FROM refill_round WHERE mode = 'one-at-a-time'", 1));
}

static void
add (const char *path,
     void ( *test ) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();

  g_test_add_func ("/ui/day-windows/a-moment-is-typed-as-a-day-and-a-time", test_moments);
  add ("/ui/day-windows/booking-early-is-shown-added-and-taken-away", test_booking_early);
  add ("/ui/day-windows/items-have-places-of-their-own-beside-the-slot", test_places_of_items);
  add ("/ui/day-windows/each-person-has-a-choice-when-a-day-is-called-off", test_own_choice_when_called_off);
  add ("/ui/day-windows/copies-that-are-out-are-ticked-off", test_copies_come_back);
  add ("/ui/day-windows/figures-and-the-record-are-of-a-period", test_figures_of_a_period);
  add ("/ui/day-windows/charts-have-their-numbers-in-words", test_charts_have_their_numbers_in_words);
  add ("/ui/day-windows/one-cancellation-asks-in-other-ways", test_other_ways_for_one_cancellation);

  return g_test_run ();
}
