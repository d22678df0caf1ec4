/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-loose-window"

#include "mh-loose-window.h"

#include <glib/gi18n-lib.h>

#include "mh-booking.h"
#include "mh-day.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-form-window.h"
#include "mh-move-dialog.h"
#include "mh-people.h"
#include "mh-programme-table.h"
#include "mh-reception-after.h"
#include "mh-wording.h"

#define WIDTH 720
#define HEIGHT 480

struct _MhLooseWindow
{
  AdwWindow    parent_instance;

  GtkLabel    *note;       /* (unowned) */
  GtkListBox  *list;       /* (unowned) */

  MhUiContext *context;    /* (owned) (nullable) once closed */
};

G_DEFINE_FINAL_TYPE (MhLooseWindow, mh_loose_window, ADW_TYPE_WINDOW)

/* One row, ready to be shown. */
typedef struct {
  gint64 booking;
  gint64 session;
  char  *name;
  char  *words;
} Row;

/* What the form for cancelling asks about. */
typedef struct {
  gint64     booking;
  GtkWidget *caller_row;
  GtkWidget *reason_row;
  char      *caller;
  char      *reason;
} Cancelling;

static void
row_free (Row *row)
{
  g_free (row->name);
  g_free (row->words);
  g_free (row);
}

static void
cancelling_free (Cancelling *cancelling)
{
  g_free (cancelling->caller);
  g_free (cancelling->reason);
  g_free (cancelling);
}

static char *
write_words (const MhLooseDose *dose,
             const char        *programme)
{
  g_autofree char *day = mh_date_format (dose->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *time = mh_minutes_format (dose->start_min);

  if (*dose->why == '\0')
    return g_strdup_printf (_("%s: dose %d on %s %s. Dose %d is neither noted nor booked."), programme, dose->dose, day, time, dose->dose - 1);

  return g_strdup_printf (_("%s: dose %d on %s %s. Dose %d: %s"), programme, dose->dose, day, time, dose->dose - 1,
                          mh_wording_visit_state (dose->why));
}

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  g_autoptr (GPtrArray) doses = mh_reception_list_loose (desk, 0, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);

  for (guint i = 0; doses != NULL && i < doses->len; i++) {
    const MhLooseDose *dose = g_ptr_array_index (doses, i);
    g_autoptr (MhProgramme) programme = mh_programme_table_get (desk->db, dose->programme, error);
    g_autoptr (GPtrArray) people = programme != NULL ? mh_people_list (desk, &dose->resident, 1, error) : NULL;
    Row *row;

    if (people == NULL)
      return NULL;
    if (people->len == 0)
      continue;

    row = g_new0 (Row, 1);
    row->booking = dose->booking;
    row->session = dose->session;
    row->name = g_strdup (((MhPerson *) g_ptr_array_index (people, 0))->shown_name);
    row->words = write_words (dose, programme->name);
    g_ptr_array_add (rows, row);
  }

  return doses != NULL ? g_steal_pointer (&rows) : NULL;
}

static gpointer
read_day_work (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  return mh_day_read (desk, *(gint64 *) input, error);
}

static gpointer
cancel_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const Cancelling *wanted = input;
  MhBookingCaller caller = { .proxy_name = wanted->caller, .override_reason = wanted->reason };
  gint64 act = 0;

  return mh_booking_cancel (desk, wanted->booking, &caller, &act, error) ? mh_deed_done (0, act) : NULL;
}

static gpointer
collect_cancelling (MhFormWindow *form,
                    gpointer      user_data)
{
  const Cancelling *asked = user_data;
  Cancelling *wanted = g_new0 (Cancelling, 1);

  wanted->booking = asked->booking;
  wanted->caller = mh_form_window_dup_text (asked->caller_row);
  wanted->reason = mh_form_window_dup_text (asked->reason_row);

  return wanted;
}

static void
cancel_clicked_cb (GtkButton     *button,
                   MhLooseWindow *self)
{
  const Row *row = g_object_get_data (G_OBJECT (button), "row");
  g_autofree char *note = g_strdup_printf ("%s\n%s", row->name, row->words);
  MhFormWindow *form = mh_form_window_new (GTK_WIDGET (self), self->context, _("Cancel This Booking?"), note, _("_Cancel the booking"));
  Cancelling *asked = g_new0 (Cancelling, 1);

  asked->booking = row->booking;
  asked->caller_row = mh_form_window_add_entry (form, _("Who calls (empty: the person)"), NULL);
  asked->reason_row = mh_form_window_add_entry (form, _("Reason, where the proxy is not registered"), NULL);
  mh_form_window_open (form, collect_cancelling, asked, (GDestroyNotify) cancelling_free, cancel_work, (GDestroyNotify) cancelling_free,
                       _("The booking is cancelled"));
}

/* The day of the booking that is to be moved. */
typedef struct {
  MhLooseWindow *self;     /* (owned) */
  gint64         booking;
} Moving;

static void
moving_free (Moving *moving)
{
  g_object_unref (moving->self);
  g_free (moving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Moving, moving_free)

static void
day_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Moving) moving = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDay) day = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (moving->self->context == NULL)
    return;

  if (day != NULL)
    mh_move_dialog_open (GTK_WIDGET (moving->self), moving->self->context, day, moving->booking);
  else
    mh_dialogs_show_error (GTK_WIDGET (moving->self), _("The list cannot be read"), error);
}

static void
move_clicked_cb (GtkButton     *button,
                 MhLooseWindow *self)
{
  const Row *row = g_object_get_data (G_OBJECT (button), "row");
  Moving *moving = g_new0 (Moving, 1);

  moving->self = g_object_ref (self);
  moving->booking = row->booking;
  mh_ui_context_read_async (self->context, read_day_work, g_memdup2 (&row->session, sizeof row->session), g_free, (GDestroyNotify) mh_day_free,
                            NULL, day_read_cb, moving);
}

/* @row stays with the row of the list. */
static void
add_button (MhLooseWindow *self,
            GtkWidget     *widget,
            const Row     *row,
            const char    *label,
            GCallback      callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *plain = g_strdup_printf ("%s: %s", label, row->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  g_object_set_data (G_OBJECT (button), "row", (gpointer) row);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), button);
}

/* Takes @row. */
static GtkWidget *
make_row (MhLooseWindow *self,
          Row           *row)
{
  GtkWidget *widget = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), row->words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 3);
  g_object_set_data_full (G_OBJECT (widget), "row", row, (GDestroyNotify) row_free);
  add_button (self, widget, row, _("Another Time …"), G_CALLBACK (move_clicked_cb));
  add_button (self, widget, row, _("Cancel …"), G_CALLBACK (cancel_clicked_cb));

  return widget;
}

static void
show_rows (MhLooseWindow *self,
           GPtrArray     *rows)
{
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (rows, i)));

  gtk_widget_set_visible (GTK_WIDGET (self->list), rows->len > 0);
  gtk_label_set_label (self->note, rows->len > 0
                       ? _("These people have a booking for a further dose, but have not had the one before. Please ask them, and move the booking behind "
                           "a new one for the dose before, or cancel it. At the reception it is stopped in red.")
                       : _("Nobody: there is nothing to do."));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhLooseWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (rows != NULL)
    show_rows (self, rows);
  else
    gtk_label_set_label (self->note, error->message);
}

static void
read_again (MhLooseWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_work, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, g_object_ref (self));
}

static void
mh_loose_window_dispose (GObject *object)
{
  g_clear_object (&MH_LOOSE_WINDOW (object)->context);

  G_OBJECT_CLASS (mh_loose_window_parent_class)->dispose (object);
}

static void
mh_loose_window_class_init (MhLooseWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_loose_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_loose_window_init (MhLooseWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_window_set_title (GTK_WINDOW (self), _("Bookings without the Dose Before"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());

  self->note = GTK_LABEL (gtk_label_new (_("One moment …")));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->note));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Bookings without the Dose Before"), -1);
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->list));

  gtk_widget_set_margin_start (inside, 18);
  gtk_widget_set_margin_end (inside, 18);
  gtk_widget_set_margin_top (inside, 12);
  gtk_widget_set_margin_bottom (inside, 18);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), inside);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_loose_window_open:
 * @parent: the place
 * @context: the open town
 *
 * Shows the bookings of further doses, of any programme, whose dose before was not had.
 */
void
mh_loose_window_open (GtkWidget   *parent,
                      MhUiContext *context)
{
  MhLooseWindow *self = g_object_new (MH_TYPE_LOOSE_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
