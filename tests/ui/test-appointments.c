/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-appointments"

#include "mh-window.h"

#include <string.h>

#include "mh-appointments-place.h"
#include "mh-booking-family.h"
#include "mh-coming-day.h"
#include "mh-countdown.h"
#include "mh-id-row.h"
#include "mh-programme-dialog.h"
#include "mh-refill.h"
#include "mh-test-desk.h"
#include "mh-test-town.h"
#include "mh-ui.h"
#include "mh-waiting.h"
#include "mh-wish.h"

#define N_PEOPLE 60

/* A town with a programme in full swing: 9:00 is full, 9:30 has one place left, and six units wait. */
typedef struct {
  MhTestDesk *desk;
  gint64      programme;
  gint64      session;
  gint64      full;
  gint64      open;
  MhWindow   *window;
  GtkWidget  *place;
} Fixture;

static gint64
book (Fixture *fixture,
      gint64   slot,
      gint64   resident)
{
  MhBookingRequest request = { .slot = slot, .resident = resident, .via = "phone", .proxy_name = resident % 2 == 0 ? "佐藤 一郎" : NULL,
                               .proxy_relation = resident % 2 == 0 ? "息子" : NULL };
  g_autoptr (GError) error = NULL;
  gint64 booking = mh_booking_make (&fixture->desk->town->desk, &request, NULL, &error);

  g_assert_no_error (error);

  return booking;
}

static void
wait_for_place (Fixture    *fixture,
                gint64      one,
                gint64      other,
                const char *wish)
{
  gint64 residents[] = { one, other };
  g_autoptr (GError) error = NULL;

  mh_test_add_waiting (&fixture->desk->town->desk, fixture->programme, residents, other != 0 ? 2 : 1, wish, &error);
  g_assert_no_error (error);
}

/* Whether @text is in a label of @widget that can be seen. */
static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (shows (child, text))
      return TRUE;
  }

  return FALSE;
}

/* What a worker reads may take some moments. */
static gboolean
comes_to_show (GtkWidget  *widget,
               const char *text)
{
  for (int i = 0; i < 100 && !shows (widget, text); i++)
    mh_test_settle ();

  return shows (widget, text);
}

static void
open_window (Fixture *fixture)
{
  fixture->window = mh_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  mh_window_set_context (fixture->window, fixture->desk->context);
  gtk_window_present (GTK_WINDOW (fixture->window));
  mh_window_go (fixture->window, "appointments", 0);
  mh_test_settle ();
  fixture->place = GTK_WIDGET (mh_window_get_place (fixture->window, "appointments"));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = mh_test_desk_new (N_PEOPLE);
  mh_test_town_set (fixture->desk->town, "town.name", "試験町");
  mh_test_town_set (fixture->desk->town, "town.phone", "0158-00-0000");
  fixture->programme = mh_test_town_add_programme (fixture->desk->town);
  fixture->session = mh_test_town_add_session (fixture->desk->town, fixture->programme, "2026-11-05", "09:00-12:00/30x4");
  fixture->full = mh_test_town_find_slot (fixture->desk->town, fixture->session, "9:00");
  fixture->open = mh_test_town_find_slot (fixture->desk->town, fixture->session, "9:30");

  for (gint64 i = 1; i <= 4; i++)
    book (fixture, fixture->full, i);
  for (gint64 i = 5; i <= 7; i++)
    book (fixture, fixture->open, i);

  wait_for_place (fixture, 10, 11, "any");
  for (gint64 i = 12; i <= 15; i++)
    wait_for_place (fixture, i, 0, i == 13 ? "pm" : "any");

  open_window (fixture);
  g_assert_true (comes_to_show (fixture->place, "Full: 4 booked"));
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
find_child (GtkWidget  *widget,
            const char *type)
{
  GtkWidget *found = NULL;

  if (strcmp (G_OBJECT_TYPE_NAME (widget), type) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);

  return found;
}

static gint64
count (Fixture    *fixture,
       const char *sql)
{
  return mh_test_town_count (fixture->desk->town, sql);
}

/* Acts are done by a worker. */
static gboolean
comes_to_count (Fixture    *fixture,
                const char *sql,
                gint64      n)
{
  for (int i = 0; i < 100 && count (fixture, sql) != n; i++)
    mh_test_settle ();

  return count (fixture, sql) == n;
}

/* The window over the others, such as a dialog; @type is its class. */
static GtkWidget *
find_window (const char *type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next) {
    if (strcmp (G_OBJECT_TYPE_NAME (link->data), type) == 0)
      return link->data;
  }

  return NULL;
}

static GtkWidget *
await_window (const char *type)
{
  for (int i = 0; i < 100 && find_window (type) == NULL; i++)
    mh_test_settle ();

  return find_window (type);
}

static gboolean
closes (const char *type)
{
  for (int i = 0; i < 100 && find_window (type) != NULL; i++)
    mh_test_settle ();

  return find_window (type) == NULL;
}

/* Presses the button whose label is @text. */
static gboolean
press (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0 && gtk_widget_get_mapped (widget)) {
    g_signal_emit_by_name (widget, "clicked");
    return TRUE;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (press (child, text))
      return TRUE;
  }

  return FALSE;
}

static gboolean
come_and_press (GtkWidget  *widget,
                const char *text)
{
  for (int i = 0; i < 100; i++) {
    if (press (widget, text))
      return TRUE;

    mh_test_settle ();
  }

  return FALSE;
}

static void
test_board_shows_counts (Fixture      *fixture,
                         gconstpointer data)
{
  g_assert_true (comes_to_show (fixture->place, "令和8年11月5日(木)"));
  g_assert_true (comes_to_show (fixture->place, "Full: 4 booked"));
  g_assert_true (comes_to_show (fixture->place, "3 booked, 1 free"));
  g_assert_true (comes_to_show (fixture->place, "7 of 24"));
  g_assert_true (comes_to_show (fixture->place, "佐藤 一郎"));
}

static void
test_one_click_asks_and_gives_reasons (Fixture      *fixture,
                                       gconstpointer data)
{
  gint64 booking = count (fixture, "SELECT min (id) FROM booking");

  gtk_widget_activate_action (fixture->place, "day.refill", "x", booking);
  mh_test_settle ();
  mh_test_settle ();

  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM refill_round WHERE state = 'open'", 1));
  g_assert_true (comes_to_show (fixture->place, "Asked"));
  g_assert_true (comes_to_show (fixture->place, "Not asked, and why"));
  g_assert_true (comes_to_show (fixture->place, "There are not enough free places for all of them together."));
  g_assert_true (comes_to_show (fixture->place, "The day or the time does not suit them."));
  g_assert_true (comes_to_show (fixture->place, "Nothing has left yet."));

  g_assert_true (come_and_press (fixture->place, "Take the cancelling back"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM refill_round WHERE state = 'open'", 0));
  g_assert_true (comes_to_show (fixture->place, "Full: 4 booked"));
}

/* A husband whose booking stays, and a couple on the waiting list. */
static void
test_plan_names_who_belongs_together (Fixture      *fixture,
                                      gconstpointer data)
{
  const MhFamilyMember members[] = { { .resident = 8 }, { .resident = 9 } };
  MhFamilyRequest request = { .members = members, .n_members = 2, .via = "phone" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) made = NULL;
  g_autoptr (MhRefillResult) result = NULL;

  request.slot = mh_test_town_find_slot (fixture->desk->town, fixture->session, "10:00");
  made = mh_booking_make_family (&fixture->desk->town->desk, &request, NULL, &error);
  g_assert_no_error (error);

  result = mh_refill_cancel (&fixture->desk->town->desk, (const gint64 *) (gpointer) made->data, 1, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (fixture->place, "day.show-round", "x", result->round);
  g_assert_true (comes_to_show (fixture->place, "Booked together with it, and stays: "));
  g_assert_true (comes_to_show (fixture->place, "2 people together, or not at all"));
}

static void
test_offer_is_accepted_by_telephone (Fixture      *fixture,
                                     gconstpointer data)
{
  gint64 booking = count (fixture, "SELECT min (id) FROM booking");

  gtk_widget_activate_action (fixture->place, "day.refill", "x", booking);
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (comes_to_show (fixture->place, "Please call. What to say:"));
  g_assert_true (come_and_press (fixture->place, "Accepts (by telephone)"));
  mh_test_settle ();
  mh_test_settle ();

  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM offer WHERE state = 'accepted'", 1));
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM refill_round WHERE state = 'filled'", 1));
  g_assert_true (comes_to_show (fixture->place, "Somebody else was first"));
}

static void
test_round_is_ended_by_hand (Fixture      *fixture,
                             gconstpointer data)
{
  gtk_widget_activate_action (fixture->place, "day.refill", "x", count (fixture, "SELECT min (id) FROM booking"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (come_and_press (fixture->place, "Declines"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM offer WHERE state = 'declined'", 1));

  g_assert_true (come_and_press (fixture->place, "End the offers for this place"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM refill_round WHERE state = 'closed'", 1));
  g_assert_true (come_and_press (fixture->place, "Back to the bookings"));
  mh_test_settle ();
  g_assert_true (comes_to_show (fixture->place, "3 booked, 1 free"));
}

static void
choose_slot (Fixture *fixture,
             gint64   slot)
{
  GtkWidget *board = find_child (fixture->place, "MhSlotBoard");

  g_assert_true (mh_id_rows_select (GTK_LIST_BOX (find_child (board, "GtkListBox")), slot, TRUE));
  mh_test_settle ();
}

static void
type_person (GtkWidget  *where,
             const char *text)
{
  GtkWidget *finder = find_child (where, "MhPersonFinder");
  GtkWidget *entry = find_child (finder, "GtkEntry");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  mh_test_settle ();
  g_signal_emit_by_name (entry, "activate");
  mh_test_settle ();
  mh_test_settle ();
}

static void
test_books_by_number_and_enter (Fixture      *fixture,
                                gconstpointer data)
{
  choose_slot (fixture, fixture->open);
  gtk_widget_activate_action (fixture->place, "day.book", NULL);
  mh_test_settle ();
  type_person (fixture->place, "0000000030");

  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM booking WHERE resident = 30 AND state = 'active'", 1));
}

/* Who waited for this together with somebody gets a place: the other one goes on waiting, and the nurse is told. */
static void
test_booking_one_of_two_tells_who_waits_on (Fixture      *fixture,
                                            gconstpointer data)
{
  choose_slot (fixture, fixture->open);
  gtk_widget_activate_action (fixture->place, "day.book", NULL);
  mh_test_settle ();
  type_person (fixture->place, "0000000010");

  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM booking WHERE resident = 10 AND state = 'active'", 1));
  g_assert_true (comes_to_show (GTK_WIDGET (fixture->window), "is still on the waiting list"));
  g_assert_true (come_and_press (GTK_WIDGET (fixture->window), "Undo"));
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM booking WHERE resident = 10 AND state = 'active'", 0));
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM waiting_member WHERE unit = 1", 2));
}

static void
test_second_booking_is_refused_with_the_other (Fixture      *fixture,
                                               gconstpointer data)
{
  choose_slot (fixture, fixture->open);
  gtk_widget_activate_action (fixture->place, "day.book", NULL);
  mh_test_settle ();
  type_person (fixture->place, "0000000001");

  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM booking WHERE resident = 1", 1));
  g_assert_true (comes_to_show (fixture->place, "This person already has a booking: 11月5日(木) 9:00"));
  g_assert_false (shows (fixture->place, "Book with this reason"));
}

static void
test_reason_lifts_a_rule (Fixture      *fixture,
                          gconstpointer data)
{
  GtkWidget *reason;

  mh_test_town_set_status (fixture->desk->town, 40, "moved-out", "2026-10-01");
  choose_slot (fixture, fixture->open);
  gtk_widget_activate_action (fixture->place, "day.book", NULL);
  mh_test_settle ();
  type_person (fixture->place, "0000000040");
  g_assert_true (comes_to_show (fixture->place, "This person will have left the town by that day."));
  g_assert_true (comes_to_show (fixture->place, "Book with this reason"));

  /* The keyboard is in the field for the reason. */
  reason = gtk_root_get_focus (gtk_widget_get_root (fixture->place));
  g_assert_true (GTK_IS_TEXT (reason));
  gtk_editable_set_text (GTK_EDITABLE (reason), "里帰り中");
  g_assert_true (come_and_press (fixture->place, "Book with this reason"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM booking WHERE resident = 40 AND override_reason = '里帰り中'", 1));
}

static void
test_moves_a_booking (Fixture      *fixture,
                      gconstpointer data)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (fixture->place, "day.move", "x", count (fixture, "SELECT min (id) FROM booking"));
  mh_test_settle ();
  mh_test_settle ();
  dialog = await_window ("MhMoveDialog");
  g_assert_nonnull (dialog);
  g_assert_true (comes_to_show (dialog, "9:30～10:00"));
  g_assert_false (shows (dialog, "9:00～9:30"));
  g_assert_true (come_and_press (dialog, "Move"));
  mh_test_settle ();
  mh_test_settle ();

  g_assert_true (closes ("MhMoveDialog"));
  g_assert_true (comes_to_show (fixture->place, "Full: 4 booked"));
  g_assert_true (comes_to_show (fixture->place, "3 booked, 1 free"));
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM booking WHERE resident = 1 AND state = 'active'", 1));
}

static void
test_times_are_given_to_all (Fixture      *fixture,
                             gconstpointer data)
{
  static const char given[] = "SELECT count (*) FROM booking WHERE via = 'assigned' AND state = 'active'";
  GtkWidget *window;

  gtk_widget_activate_action (fixture->place, "day.assign", NULL);
  window = await_window ("MhAssignWindow");
  g_assert_nonnull (window);
  g_assert_true (comes_to_show (window, "17 people get a time"));
  g_assert_true (comes_to_show (window, "10:00 ・ 4 people"));
  g_assert_true (comes_to_show (window, "There is no place left on these days."));
  g_assert_cmpint (count (fixture, given), ==, 0);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_child (window, "GtkCheckButton")), FALSE);
  g_assert_true (comes_to_show (window, "Please tick at least one day."));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_child (window, "GtkCheckButton")), TRUE);
  g_assert_true (comes_to_show (window, "17 people get a time"));

  g_assert_true (come_and_press (window, "Give these times"));
  g_assert_true (closes ("MhAssignWindow"));
  g_assert_true (comes_to_count (fixture, given, 17));
  g_assert_true (come_and_press (GTK_WIDGET (fixture->window), "Undo"));
  g_assert_true (comes_to_count (fixture, given, 0));
}

static void
test_lottery_is_drawn_and_checked (Fixture      *fixture,
                                   gconstpointer data)
{
  static const char placed[] = "SELECT count (*) FROM booking WHERE via = 'lottery' AND state = 'active'";
  static const char drawn[] = "SELECT count (*) FROM draw";
  GtkWidget *window;

  gtk_widget_activate_action (fixture->place, "day.draw", NULL);
  window = await_window ("MhDrawWindow");
  g_assert_nonnull (window);
  g_assert_true (comes_to_show (window, "5 entries of the waiting list take part (6 people)."));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_child (window, "GtkDropDown")), 1);
  g_assert_true (comes_to_show (window, "5 entries of the waiting list take part (6 people), for 17 places."));
  g_assert_false (shows (window, "Anybody can make sure"));

  g_assert_true (come_and_press (window, "Draw"));
  g_assert_true (comes_to_show (window, "Anybody can make sure"));
  g_assert_true (comes_to_show (window, "Got a place"));
  g_assert_cmpint (count (fixture, drawn), ==, 1);
  g_assert_cmpint (count (fixture, placed), >, 0);

  g_assert_true (come_and_press (window, "Draw again from the seed"));
  g_assert_true (comes_to_show (window, "every rank is the same"));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (closes ("MhDrawWindow"));
  g_assert_true (come_and_press (GTK_WIDGET (fixture->window), "Undo"));
  g_assert_true (comes_to_count (fixture, placed, 0));
}

static void
test_waiting_list_takes_some_and_lets_go (Fixture      *fixture,
                                          gconstpointer data)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (fixture->place, "day.add-waiting", NULL);
  mh_test_settle ();
  dialog = await_window ("MhWaitingDialog");
  type_person (dialog, "0000000020");
  type_person (dialog, "0000000021");
  g_assert_true (comes_to_show (dialog, "together or not at all"));
  type_person (dialog, "0000000022");
  type_person (dialog, "0000000022");
  g_assert_true (comes_to_show (dialog, "This person is chosen already."));
  g_assert_true (come_and_press (dialog, "Put on the list"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (closes ("MhWaitingDialog"));
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'", 6));
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM waiting_member WHERE unit = (SELECT max (id) FROM waiting_unit)", 3));

  gtk_widget_activate_action (fixture->place, "day.withdraw", "x", count (fixture, "SELECT max (id) FROM waiting_unit"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM waiting_unit WHERE state = 'waiting'", 5));
}

static void
test_adds_programme_and_day (Fixture      *fixture,
                             gconstpointer data)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (fixture->place, "day.add-programme", NULL);
  mh_test_settle ();
  dialog = await_window ("MhProgrammeDialog");
  g_assert_true (comes_to_show (dialog, "Whatever the age"));
  g_assert_true (come_and_press (dialog, "Add"));
  mh_test_settle ();
  g_assert_true (comes_to_show (dialog, "Please enter a name for the programme."));
  gtk_editable_set_text (GTK_EDITABLE (find_child (dialog, "AdwEntryRow")), "特定健診");
  g_assert_true (come_and_press (dialog, "Add"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (closes ("MhProgrammeDialog"));
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM programme", 2));
  g_assert_true (comes_to_show (fixture->place, "特定健診"));

  gtk_widget_activate_action (fixture->place, "day.add-session", NULL);
  mh_test_settle ();
  dialog = await_window ("MhSessionDialog");
  g_assert_true (comes_to_show (dialog, "6 slots × 10 people = 60 people"));
  gtk_editable_set_text (GTK_EDITABLE (find_child (dialog, "AdwEntryRow")), "r8.11.12");
  g_assert_true (comes_to_show (dialog, "令和8年11月12日(木)"));
  g_assert_true (come_and_press (dialog, "Add"));
  mh_test_settle ();
  g_assert_true (comes_to_show (dialog, "Please enter the day and the venue."));
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_next_sibling (find_child (dialog, "AdwEntryRow"))), "公民館");
  g_assert_true (come_and_press (dialog, "Add"));
  mh_test_settle ();
  mh_test_settle ();
  g_assert_true (closes ("MhSessionDialog"));
  g_assert_true (comes_to_show (fixture->place, "令和8年11月12日(木)"));
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM slot", 12));
}

static void
test_roster_is_shown_by_key (Fixture      *fixture,
                             gconstpointer data)
{
  GtkWidget *preview;

  g_assert_true (mh_place_print (MH_PLACE (fixture->place)));
  mh_test_settle ();
  mh_test_settle ();
  preview = await_window ("MhRosterPreview");
  g_assert_true (comes_to_show (preview, "Page 1 of"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_child (preview, "GtkDropDown")), 1);
  mh_test_settle ();
  g_assert_true (comes_to_count (fixture, "SELECT count (*) FROM audit WHERE kind = 'roster.print'", 0));

  gtk_window_destroy (GTK_WINDOW (preview));
  mh_test_settle ();
}

static void
test_coming_days_are_read (void)
{
  static const struct {
    const char *text;
    const char *iso;
  } cases[] = {
    { "11/5", "2026-11-05" },
    { "１１月５日", "2026-11-05" },
    { "1/15", "2027-01-15" },
    { "r8.11.5", "2026-11-05" },
    { "5081105", "2026-11-05" },
    { "20261105", "2026-11-05" },
    { "2026-11-05", "2026-11-05" },
    { "2/30", NULL },
    { "s25.3.1", NULL },
    { "soon", NULL },
  };
  MhDate today;

  g_assert_true (mh_date_from_iso ("2026-10-20", &today));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *iso = NULL;
    MhDate date;

    g_test_message ("%s", cases[i].text);
    if (mh_coming_day_read (cases[i].text, today, &date))
      iso = mh_date_to_iso (date);
    g_assert_cmpstr (iso, ==, cases[i].iso);
  }
}

static void
test_words_for_times_and_wishes (void)
{
  static const struct {
    gint64      ms;
    const char *text;
  } times[] = { { 1, "1 s" }, { 9500, "10 s" }, { 90000, "90 s" }, { 91000, "2 min" }, { 3540000, "59 min" }, { 3600000, "1 h 00 min" } };
  g_autofree char *wish = mh_wish_describe ("2026-11-05,2026-11-12");
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autofree char *text = mh_countdown_write (times[i].ms);

    g_assert_cmpstr (text, ==, times[i].text);
  }

  g_assert_cmpstr (wish, ==, "11月5日(木), 11月12日(木)");
}

/* A day of the strip, by what a screen reader says of it; (nullable). */
static GtkWidget *
find_day (GtkWidget  *widget,
          const char *starts)
{
  g_autofree char *tooltip = gtk_widget_get_mapped (widget) ? g_strdup (gtk_widget_get_tooltip_text (widget)) : NULL;

  if (GTK_IS_TOGGLE_BUTTON (widget) && tooltip != NULL && g_str_has_prefix (tooltip, starts))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_day (child, starts);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static gboolean
is_chosen (Fixture    *fixture,
           const char *starts)
{
  GtkWidget *day = find_day (fixture->place, starts);

  return day != NULL && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (day));
}

/* What is read anew at that moment may show what was chosen before once more: then a day is pressed again. */
static void
press_until_shown (GtkWidget  *place,
                   const char *starts,
                   const char *text)
{
  for (int i = 0; i < 10 && !shows (place, text); i++) {
    g_signal_emit_by_name (find_day (place, starts), "clicked");
    for (int k = 0; k < 50 && !shows (place, text); k++)
      mh_test_settle ();
  }

  g_assert_true (shows (place, text));
}

/* Each day in words, all programmes together; a press shows the first session of a day, and the next one when it is pressed again. */
static void
test_month_shows_fill_and_chooses_days (Fixture      *fixture,
                                        gconstpointer data)
{
  MhTestTown *town = fixture->desk->town;

  mh_test_town_add_session (town, fixture->programme, "2026-11-20", "13:00-14:00/30x2");
  mh_test_town_add_session (town, mh_test_town_add_programme (town), "2026-11-20", "09:00-09:30/30x1");
  g_assert_true (is_chosen (fixture, "11/5 Thursday 24 places 7 booked 17 free"));
  g_assert_null (find_day (fixture->place, "11/31"));
  mh_ui_context_emit_changed (fixture->desk->context);
  for (int i = 0; i < 100 && find_day (fixture->place, "11/20 Friday 2 venues or programmes 5 places 0 booked 5 free\n9:00 ") == NULL; i++)
    mh_test_settle ();

  g_signal_emit_by_name (find_day (fixture->place, "11/20 Friday 2 venues"), "clicked");
  g_assert_true (is_chosen (fixture, "11/20"));
  g_assert_false (is_chosen (fixture, "11/5"));
  g_assert_true (comes_to_show (fixture->place, "0 booked, 1 free"));
  press_until_shown (fixture->place, "11/20", "13:00～13:30");

  gtk_widget_activate_action (fixture->place, "day.turn-month", "i", 1);
  g_assert_true (shows (fixture->place, "令和8年12月"));
  g_assert_true (shows (fixture->place, "No day this month"));
  gtk_widget_activate_action (fixture->place, "day.turn-month", "i", -1);
  g_assert_true (is_chosen (fixture, "11/20"));
}

static void
test_empty_town_says_what_to_do (void)
{
  Fixture fixture = { 0 };

  fixture.desk = mh_test_desk_new (1);
  open_window (&fixture);
  g_assert_true (comes_to_show (fixture.place, "There is no programme yet"));
  g_assert_true (come_and_press (fixture.place, "Add a Programme"));
  mh_test_settle ();
  g_assert_nonnull (await_window ("MhProgrammeDialog"));
  tear_down (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();

#define ADD(path, func) g_test_add ("/appointments/" path, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/appointments/coming days are read as typed", test_coming_days_are_read);
  g_test_add_func ("/appointments/times, wishes and ages are put into words", test_words_for_times_and_wishes);
  g_test_add_func ("/appointments/an empty town says what to do", test_empty_town_says_what_to_do);
  ADD ("the board shows counts", test_board_shows_counts);
  ADD ("one click asks the next, gives reasons, and is taken back", test_one_click_asks_and_gives_reasons);
  ADD ("an offer is accepted by telephone and the others lose", test_offer_is_accepted_by_telephone);
  ADD ("the plan names who belongs together", test_plan_names_who_belongs_together);
  ADD ("offers are declined and ended by hand", test_round_is_ended_by_hand);
  ADD ("a number and Enter book", test_books_by_number_and_enter);
  ADD ("booking one of two who wait tells who waits on", test_booking_one_of_two_tells_who_waits_on);
  ADD ("a second booking is refused and the other one named", test_second_booking_is_refused_with_the_other);
  ADD ("a reason lifts what it may lift", test_reason_lifts_a_rule);
  ADD ("a booking moves to another time", test_moves_a_booking);
  ADD ("everybody gets a time after a look, and it is taken back", test_times_are_given_to_all);
  ADD ("a lottery is drawn, drawn again from its seed, and taken back", test_lottery_is_drawn_and_checked);
  ADD ("two wait together and are taken off again", test_waiting_list_takes_some_and_lets_go);
  ADD ("a programme and a day are added", test_adds_programme_and_day);
  ADD ("the strip of the month tells each day and chooses one", test_month_shows_fill_and_chooses_days);
  ADD ("the roster is looked at without a copy number", test_roster_is_shown_by_key);
#undef ADD

  return g_test_run ();
}
