/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-forms"

#include "mh-refill-forms.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-coming-day.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-error.h"
#include "mh-form-window.h"
#include "mh-refill.h"
#include "mh-waiting.h"
#include "mh-wish.h"

/* Accepting */

typedef struct {
  GtkWidget   *parent;   /* (owned) */
  MhUiContext *context;  /* (owned) */
  gint64       offer;
} Accepting;

static Accepting *
accepting_new (GtkWidget   *parent,
               MhUiContext *context,
               gint64       offer)
{
  Accepting *accepting = g_new0 (Accepting, 1);

  accepting->parent = g_object_ref (parent);
  accepting->context = g_object_ref (context);
  accepting->offer = offer;

  return accepting;
}

static void
accepting_free (Accepting *accepting)
{
  g_object_unref (accepting->parent);
  g_object_unref (accepting->context);
  g_free (accepting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Accepting, accepting_free)

static gpointer
do_accept (const MhDesk *desk,
           gint64        offer,
           gboolean      give_up,
           GError      **error)
{
  g_autoptr (MhAcceptResult) result = mh_refill_accept_with (desk, offer, give_up, error);
  gint64 round = 0;

  for (guint i = 0; result != NULL && i < result->rounds->len; i++)
    round = ((MhRefillResult *) g_ptr_array_index (result->rounds, i))->round;

  return result != NULL ? mh_deed_done (round, result->act) : NULL;
}

static gpointer
accept_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  return do_accept (desk, *(gint64 *) input, FALSE, error);
}

static gpointer
give_up_work (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  return do_accept (desk, *(gint64 *) input, TRUE, error);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Accepting) accepting = user_data;

  if (mh_dialogs_ask_finish (accepting->parent, result))
    mh_deed_run (accepting->parent, accepting->context, give_up_work, g_memdup2 (&accepting->offer, sizeof accepting->offer), g_free,
                 _("Booked; the own booking is cancelled and its place goes to the next"), NULL, NULL);
}

static void
accepted_cb (GtkWidget        *widget,
             const MhDeedDone *done,
             const GError     *error,
             gpointer          user_data)
{
  g_autoptr (Accepting) accepting = user_data;

  if (error == NULL)
    return;

  if (g_error_matches (error, MH_ERROR, MH_ERROR_ASK))
    mh_dialogs_ask_async (widget, _("Is the own booking given up?"), error->message, _("It Is Given Up"), FALSE, asked_cb,
                          g_steal_pointer (&accepting));
  else
    mh_dialogs_show_error (widget, _("This could not be done"), error);
}

/**
 * mh_refill_forms_accept:
 * @parent: a widget in the window
 * @context: the open town
 * @offer: an open offer
 *
 * Enters a yes; an own later booking is given up only after it was asked.
 */
void
mh_refill_forms_accept (GtkWidget   *parent,
                        MhUiContext *context,
                        gint64       offer)
{
  mh_deed_run (parent, context, accept_work, g_memdup2 (&offer, sizeof offer), g_free,
               _("Booked; the others are told that the place is taken"), accepted_cb, accepting_new (parent, context, offer));
}

/* Cancelling, with other ways to ask than the programme's */

static const char * const modes[] = { "first-yes", "one-at-a-time" };

typedef struct {
  gint64     booking;
  GtkWidget *mode;
  GtkWidget *parallel;
  GtkWidget *minutes;
  GtkWidget *caller;
  GtkWidget *reason;
} CancelForm;

typedef struct {
  gint64       booking;
  gboolean     unreadable;
  MhRefillWays ways;
  char        *caller;   /* (owned) */
  char        *reason;   /* (owned) */
} CancelOrder;

static void
cancel_order_free (CancelOrder *order)
{
  g_free (order->caller);
  g_free (order->reason);
  g_free (order);
}

/* An empty entry is 0: as usual. */
static guint
read_number (GtkWidget *entry,
             gboolean  *unreadable)
{
  g_autofree char *text = mh_form_window_dup_text (entry);
  guint64 number = 0;

  if (*g_strstrip (text) != '\0' && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &number, NULL))
    *unreadable = TRUE;

  return (guint) number;
}

static gboolean
check_numbers (gboolean unreadable,
               GError **error)
{
  if (unreadable)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write numbers in digits, or leave the field empty."));

  return !unreadable;
}

static gpointer
collect_cancelling (MhFormWindow *window,
                    gpointer      user_data)
{
  const CancelForm *form = user_data;
  CancelOrder *order = g_new0 (CancelOrder, 1);

  order->booking = form->booking;
  order->ways.mode = modes[mh_form_window_get_choice (form->mode)];
  order->ways.parallel = (int) read_number (form->parallel, &order->unreadable);
  order->ways.reply_minutes = (int) read_number (form->minutes, &order->unreadable);
  order->caller = mh_form_window_dup_text (form->caller);
  order->reason = mh_form_window_dup_text (form->reason);

  return order;
}

static gpointer
cancel_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const CancelOrder *order = input;
  const MhBookingCaller caller = { .proxy_name = order->caller, .override_reason = order->reason };
  g_autoptr (MhRefillResult) result = NULL;

  if (!check_numbers (order->unreadable, error))
    return NULL;

  result = mh_refill_cancel_for (desk, &order->booking, 1, &caller, &order->ways, error);

  return result != NULL ? mh_deed_done (result->round, result->act) : NULL;
}

static const MhDayBooking *
find_booking (const MhDay *day,
              gint64       booking)
{
  for (guint i = 0; i < day->bookings->len; i++) {
    const MhDayBooking *row = g_ptr_array_index (day->bookings, i);

    if (row->booking->id == booking)
      return row;
  }

  return NULL;
}

/**
 * mh_refill_forms_cancel:
 * @parent: a widget in the window
 * @context: the open town
 * @day: the day that is shown
 * @booking: one of its bookings
 *
 * Returns: (transfer none) (nullable): the form, whose "done" tells the refill; %NULL when the booking is not there any more
 */
MhFormWindow *
mh_refill_forms_cancel (GtkWidget   *parent,
                        MhUiContext *context,
                        const MhDay *day,
                        gint64       booking)
{
  const char *words[] = { _("several at once, the first yes wins"), _("one after the other"), NULL };
  const MhDayBooking *row = find_booking (day, booking);
  g_autofree char *parallel = g_strdup_printf ("%d", day->programme->parallel);
  g_autofree char *minutes = g_strdup_printf ("%d", day->programme->reply_minutes);
  g_autofree char *note = NULL;
  MhFormWindow *window;
  CancelForm *form;

  if (row == NULL)
    return NULL;

  note = row->together != NULL
         ? g_strdup_printf (_("%s\nBooked together: %s. Later doses of the same person are cancelled, too; bookings of the others stay."),
                            row->name, row->together)
         : g_strdup (row->name);
  window = mh_form_window_new (parent, context, _("Cancel and Choose How Others Are Asked"), note, _("_Cancel the booking"));
  form = g_new0 (CancelForm, 1);
  form->booking = booking;
  form->mode = mh_form_window_add_choice (window, _("How they are asked"), words, day->programme->offer_mode == MH_OFFER_MODE_ONE_AT_A_TIME ? 1 : 0);
  form->parallel = mh_form_window_add_entry (window, _("How many at once (empty: as the programme says)"), parallel);
  form->minutes = mh_form_window_add_entry (window, _("Minutes for an answer (empty: as the programme says)"), minutes);
  form->caller = mh_form_window_add_entry (window, _("Who calls (empty: the person)"), NULL);
  form->reason = mh_form_window_add_entry (window, _("Reason, where the proxy is not registered"), NULL);
  mh_form_window_open (window, collect_cancelling, form, g_free, cancel_work, (GDestroyNotify) cancel_order_free, _("Cancelled; the next are asked"));

  return window;
}

/* One more */

static gpointer
ask_next_work (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  g_autoptr (MhRefillResult) result = mh_refill_ask_next (desk, *(gint64 *) input, error);

  return result != NULL ? mh_deed_done (result->round, result->act) : NULL;
}

/**
 * mh_refill_forms_ask_next:
 * @parent: a widget in the window
 * @context: the open town
 * @round: an open refill
 */
void
mh_refill_forms_ask_next (GtkWidget   *parent,
                          MhUiContext *context,
                          gint64       round)
{
  mh_deed_run (parent, context, ask_next_work, g_memdup2 (&round, sizeof round), g_free, _("One more is asked"), NULL, NULL);
}

/* How a unit waits */

typedef struct {
  gint64     unit;
  MhDate     today;
  GtkWidget *half;
  GtkWidget *days;
  GtkWidget *weekdays;
  GtkWidget *from;
  GtkWidget *until;
  GtkWidget *venues;
  GtkWidget *priority;  /* (nullable) */
  GtkWidget *swap;
  GtkWidget *chain;     /* (nullable) */
  GtkWidget *note;
} WaysForm;

typedef struct {
  gint64   unit;
  char    *wish;      /* (nullable) (owned) */
  char    *refusal;   /* (nullable) (owned) what could not be read */
  int      priority;
  gboolean swap;
  gboolean chain;
  char    *note;      /* (owned) */
} Ways;

static void
ways_free (Ways *ways)
{
  g_free (ways->wish);
  g_free (ways->refusal);
  g_free (ways->note);
  g_free (ways);
}

static const char * const weekdays[] = {
  NC_ ("weekday", "Sun"), NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"),
  NC_ ("weekday", "Thu"), NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"),
};

static const char *
name_weekday (guint day)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "weekday", weekdays[day]);
}

static char *
write_weekdays (guint chosen)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= G_N_ELEMENTS (weekdays); i++) {
    guint day = i % G_N_ELEMENTS (weekdays);

    if ((chosen & (1u << day)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("between weekdays", " ") : "", name_weekday (day));
  }

  return g_string_free (text, FALSE);
}

static char *
write_days (const MhWish *wish)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < wish->dates->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (char *) wish->dates->pdata[i]);

  return g_string_free (text, FALSE);
}

static char *
write_venues (const MhWish *wish)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < wish->venues->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (char *) wish->venues->pdata[i]);

  return g_string_free (text, FALSE);
}

/* The parts of what was typed, between commas of any kind. */
static char **
split (GtkWidget *entry)
{
  g_autofree char *text = mh_form_window_dup_text (entry);

  return g_regex_split_simple ("[,、，]+", text, 0, 0);
}

static gboolean
read_days (const WaysForm *form,
           MhWish         *wish)
{
  g_auto (GStrv) parts = split (form->days);

  for (guint i = 0; parts[i] != NULL; i++) {
    MhDate date;

    if (*g_strstrip (parts[i]) == '\0')
      continue;

    if (!mh_coming_day_read (parts[i], form->today, &date))
      return FALSE;

    g_ptr_array_add (wish->dates, mh_date_to_iso (date));
  }

  return TRUE;
}

static gboolean
read_time (GtkWidget *entry,
           int       *out_minutes)
{
  g_autofree char *text = mh_form_window_dup_text (entry);

  return *g_strstrip (text) == '\0' || mh_minutes_read (text, out_minutes);
}

static void
read_venues (const WaysForm *form,
             MhWish         *wish)
{
  g_auto (GStrv) parts = split (form->venues);

  for (guint i = 0; parts[i] != NULL; i++) {
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (wish->venues, g_strdup (parts[i]));
  }
}

static gpointer
collect_ways (MhFormWindow *window,
              gpointer      user_data)
{
  const WaysForm *form = user_data;
  g_autoptr (MhWish) wish = mh_wish_new ();
  g_autofree char *days = mh_form_window_dup_text (form->weekdays);
  Ways *ways = g_new0 (Ways, 1);
  guint half = mh_form_window_get_choice (form->half);

  wish->am = half == 1;
  wish->pm = half == 2;
  for (guint day = 0; day < G_N_ELEMENTS (weekdays); day++) {
    if (strstr (days, name_weekday (day)) != NULL)
      wish->weekdays |= 1u << day;
  }
  read_venues (form, wish);

  if (!read_days (form, wish))
    ways->refusal = g_strdup (_("Please write the days like 8.11.5 or 11/5, separated by commas."));
  else if (!read_time (form->from, &wish->from_min) || !read_time (form->until, &wish->until_min))
    ways->refusal = g_strdup (_("Please write the times like 9:30."));

  ways->unit = form->unit;
  ways->wish = mh_wish_to_text (wish);
  ways->priority = form->priority != NULL ? (int) mh_form_window_get_choice (form->priority) : 0;
  ways->swap = mh_form_window_get_choice (form->swap) == 1;
  ways->chain = form->chain != NULL && mh_form_window_get_choice (form->chain) == 1;
  ways->note = mh_form_window_dup_text (form->note);

  return ways;
}

static gpointer
edit_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Ways *ways = input;
  const MhWaitingRequest request = {
    .wish = ways->wish, .priority = ways->priority, .swap = ways->swap, .whole_chain = ways->chain, .note = ways->note,
  };
  gint64 act = 0;

  if (ways->refusal != NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, ways->refusal);
    return NULL;
  }

  return mh_waiting_edit (desk, ways->unit, &request, &act, error) ? mh_deed_done (0, act) : NULL;
}

static void
add_wish_rows (MhFormWindow *window,
               WaysForm     *form,
               const MhWish *wish)
{
  const char *halves[] = { _("any time"), _("in the morning"), _("in the afternoon"), NULL };
  g_autofree char *days = write_days (wish);
  g_autofree char *of_week = write_weekdays (wish->weekdays);
  g_autofree char *from = wish->from_min >= 0 ? mh_minutes_format (wish->from_min) : NULL;
  g_autofree char *until = wish->until_min >= 0 ? mh_minutes_format (wish->until_min) : NULL;
  g_autofree char *venues = write_venues (wish);

  form->half = mh_form_window_add_choice (window, _("They can come"), halves, wish->am == wish->pm ? 0 : wish->am ? 1 : 2);
  form->weekdays = mh_form_window_add_entry (window, _("Only on these days of the week"), of_week);
  form->days = mh_form_window_add_entry (window, _("Only on these days (11/5, 11/12)"), days);
  form->from = mh_form_window_add_entry (window, _("Not before (9:30)"), from != NULL ? from : "");
  form->until = mh_form_window_add_entry (window, _("Not after (15:00)"), until != NULL ? until : "");
  form->venues = mh_form_window_add_entry (window, _("Only at these venues"), venues);
}

/* The classes of the programme behind "none". */
static void
add_class_row (MhFormWindow      *window,
               WaysForm          *form,
               const MhProgramme *programme,
               int                priority)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  char *name;

  g_ptr_array_add (names, g_strdup (_("none of them")));
  for (int i = 1; (name = mh_waiting_name_priority (programme, i)) != NULL; i++)
    g_ptr_array_add (names, name);

  if (names->len == 1)
    return;

  g_ptr_array_add (names, NULL);
  form->priority = mh_form_window_add_choice (window, _("Class"), (const char * const *) names->pdata, (guint) priority);
}

/**
 * mh_refill_forms_edit_waiting:
 * @parent: a widget in the window
 * @context: the open town
 * @day: the day that is shown
 * @unit: who waits for its programme
 */
void
mh_refill_forms_edit_waiting (GtkWidget   *parent,
                              MhUiContext *context,
                              const MhDay *day,
                              gint64       unit)
{
  const char *answers[] = { _("No"), _("Yes"), NULL };
  const MhDayWaiting *row = NULL;
  g_autoptr (MhWish) wish = NULL;
  MhFormWindow *window;
  WaysForm *form;

  for (guint i = 0; i < day->waiting->len && row == NULL; i++) {
    if (((MhDayWaiting *) g_ptr_array_index (day->waiting, i))->id == unit)
      row = g_ptr_array_index (day->waiting, i);
  }
  if (row == NULL)
    return;

  wish = mh_wish_parse (row->wish, NULL);
  if (wish == NULL)
    wish = mh_wish_new ();

  window = mh_form_window_new (parent, context, _("How they wait"), row->names, _("Change"));
  form = g_new0 (WaysForm, 1);
  form->unit = unit;
  form->today = mh_ui_context_today (context);
  add_wish_rows (window, form, wish);
  add_class_row (window, form, day->programme, row->priority);
  form->swap = mh_form_window_add_choice (window, _("Gives up an own later booking for the place"), answers, row->swap ? 1 : 0);
  if (day->programme->doses > 1)
    form->chain = mh_form_window_add_choice (window, _("All further doses with the place"), answers, row->whole_chain ? 1 : 0);
  form->note = mh_form_window_add_entry (window, _("Note"), row->note != NULL ? row->note : "");

  mh_form_window_open (window, collect_ways, form, g_free, edit_work, (GDestroyNotify) ways_free, _("The waiting list is changed"));
}

/* Free places */

typedef struct {
  GArray    *slots;     /* (owned) (element-type gint64) beside the choice */
  GtkWidget *slot;
  GtkWidget *places;
  GtkWidget *mode;
  GtkWidget *parallel;
  GtkWidget *minutes;
} FreeForm;

typedef struct {
  gint64       slot;
  guint        n_places;
  gboolean     unreadable;
  MhRefillWays ways;
} FreeOrder;

static void
free_form_free (FreeForm *form)
{
  g_array_unref (form->slots);
  g_free (form);
}

static gpointer
collect_free (MhFormWindow *window,
              gpointer      user_data)
{
  guint mode = mh_form_window_get_choice (((const FreeForm *) user_data)->mode);
  const FreeForm *form = user_data;
  FreeOrder *order = g_new0 (FreeOrder, 1);

  order->slot = g_array_index (form->slots, gint64, mh_form_window_get_choice (form->slot));
  order->n_places = read_number (form->places, &order->unreadable);
  order->ways.mode = mode > 0 ? modes[mode - 1] : NULL;
  order->ways.parallel = (int) read_number (form->parallel, &order->unreadable);
  order->ways.reply_minutes = (int) read_number (form->minutes, &order->unreadable);

  return order;
}

static gpointer
offer_free_work (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  const FreeOrder *order = input;
  g_autoptr (MhRefillResult) result = NULL;

  if (!check_numbers (order->unreadable, error))
    return NULL;

  result = mh_refill_offer_free (desk, order->slot, order->n_places, &order->ways, error);

  return result != NULL ? mh_deed_done (result->round, result->act) : NULL;
}

/* Those slots of the day that have places to give away. */
static GPtrArray *
list_free_slots (const MhDay *day,
                 GArray      *slots)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < day->slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (day->slots, i);
    g_autofree char *start = mh_minutes_format (slot->start_min);

    if (slot->n_free == 0)
      continue;

    g_array_append_val (slots, slot->id);
    g_ptr_array_add (words, g_strdup_printf (ngettext ("%s: %d place free", "%s: %d places free", (gulong) slot->n_free), start, slot->n_free));
  }
  g_ptr_array_add (words, NULL);

  return words;
}

/**
 * mh_refill_forms_offer_free:
 * @parent: a widget in the window
 * @context: the open town
 * @day: the day that is shown
 */
void
mh_refill_forms_offer_free (GtkWidget   *parent,
                            MhUiContext *context,
                            const MhDay *day)
{
  const char *ways[] = { _("as the programme says"), _("several at once, the first yes wins"), _("one after the other"), NULL };
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) words = list_free_slots (day, slots);
  MhFormWindow *window;
  FreeForm *form;

  if (slots->len == 0) {
    mh_dialogs_show_text (parent, _("No place is free on this day"),
                          _("When somebody cancels, the place is offered to the next who wait by the button beside the booking."));
    return;
  }

  window = mh_form_window_new (parent, context, _("Offer free places"),
                               _("Those who wait are asked in the order of the list. The places are kept until they have answered."), _("Offer"));
  form = g_new0 (FreeForm, 1);
  form->slots = g_steal_pointer (&slots);
  form->slot = mh_form_window_add_choice (window, _("Which time"), (const char * const *) words->pdata, 0);
  form->places = mh_form_window_add_entry (window, _("How many places (empty: all)"), "");
  form->mode = mh_form_window_add_choice (window, _("How they are asked"), ways, 0);
  form->parallel = mh_form_window_add_entry (window, _("How many at once (empty: as the programme says)"), "");
  form->minutes = mh_form_window_add_entry (window, _("Minutes for an answer (empty: as the programme says)"), "");

  mh_form_window_open (window, collect_free, form, (GDestroyNotify) free_form_free, offer_free_work, g_free,
                       _("The free places are offered"));
}
