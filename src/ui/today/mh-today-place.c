/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-today-place"

#include "mh-today-place.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-id-row.h"
#include "mh-import-day.h"
#include "mh-today-row.h"
#include "mh-window.h"

#define WIDTH 920

/* Lines about time to answer are counted down in their rows; what else the clock brings is read again now and then. */
#define AGAIN_SECONDS 60

struct _MhTodayPlace
{
  GtkWidget      parent_instance;

  GtkStack      *pages;
  AdwStatusPage *failure;
  GtkWidget     *date;
  GtkWidget     *days_heading;
  GtkListBox    *days;
  GtkWidget     *lines_heading;
  GtkListBox    *lines;
  GtkWidget     *calm;       /* in place of lines */
  GtkWidget     *next;       /* (nullable) on @calm: the next good step */
  GtkWidget     *facts;

  MhUiContext   *context;    /* (owned) */
  MhToday       *today;      /* (owned) (nullable) what is shown */
  guint          beat;
  gboolean       reading;
};

static void implement_place (MhPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhTodayPlace, mh_today_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PLACE, implement_place))

/* --- where lines lead --------------------------------------------------------------------------------------------- */

static void
go (MhTodayPlace *self,
    const char   *place,
    gint64        item)
{
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (window != NULL)
    mh_window_go (window, place, item);
}

/* An act of another place, which comes to the front. */
static void
act_there (MhTodayPlace *self,
           const char   *place,
           const char   *action)
{
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  go (self, place, 0);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (mh_window_get_place (window, place)), action, NULL);
}

static void
day_activated_cb (MhTodayPlace *self,
                  MhIdRow      *row)
{
  guint n = (guint) mh_id_row_get_id (row);
  const MhTodayDay *day;

  g_return_if_fail (self->today != NULL && n >= 1 && n <= self->today->days->len);

  day = g_ptr_array_index (self->today->days, n - 1);
  /* On the day people come; before it, places are filled. */
  go (self, mh_date_compare (day->date, self->today->date) == 0 ? "reception" : "appointments", day->session);
}

static void
line_activated_cb (MhTodayPlace *self,
                   MhIdRow      *row)
{
  guint n = (guint) mh_id_row_get_id (row);
  const MhTodayLine *line;

  g_return_if_fail (self->today != NULL && n >= 1 && n <= self->today->lines->len);

  line = g_ptr_array_index (self->today->lines, n - 1);
  if (line->kind == MH_TODAY_FIX)
    act_there (self, "residents", "residents.fix");
  else if (line->kind == MH_TODAY_CHECK && line->broadcast == 0)
    act_there (self, "broadcasts", "broadcasts.checks");
  else if (line->kind == MH_TODAY_LOOSE)
    act_there (self, "reception", "reception.loose");
  else if (line->kind == MH_TODAY_UNNOTED)
    go (self, "reception", line->session);
  else if (line->broadcast != 0)
    go (self, "broadcasts", line->broadcast);
  else if (line->resident != 0)
    go (self, "residents", line->resident);
  else
    go (self, "appointments", line->session);
}

static void
import_clicked_cb (MhTodayPlace *self)
{
  act_there (self, "residents", "residents.import");
}

static void
appointments_clicked_cb (MhTodayPlace *self)
{
  go (self, "appointments", 0);
}

static void
preferences_clicked_cb (MhTodayPlace *self)
{
  go (self, "preferences", 0);
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static GtkWidget *
make_next (MhTodayPlace *self,
           const char   *label,
           GCallback     callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_add_css_class (button, "mh-big-button");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", callback, self);

  return button;
}

/* Nothing is urgent: what is still missing of a town that works, one thing at a time. */
static void
show_calm (MhTodayPlace *self)
{
  GtkWidget *words = gtk_widget_get_first_child (self->calm);
  const char *text = _("Nothing is waiting for you.");

  if (self->next != NULL)
    gtk_box_remove (GTK_BOX (self->calm), self->next);
  self->next = NULL;

  if (self->today->n_residents == 0) {
    text = _("Nobody is in the register yet. A good first step: take in the list of residents that the town office gives you.");
    self->next = make_next (self, _("_Import the Resident List …"), G_CALLBACK (import_clicked_cb));
  } else if (self->today->n_programmes == 0) {
    text = _("The residents are here. A good next step: set up the first programme with its days and time slots.");
    self->next = make_next (self, _("To the _Appointments"), G_CALLBACK (appointments_clicked_cb));
  } else if (self->today->n_sessions == 0) {
    text = _("Nothing is waiting for you, and no day is to come. A good next step: open the next day of a programme.");
    self->next = make_next (self, _("To the _Appointments"), G_CALLBACK (appointments_clicked_cb));
  }

  gtk_label_set_label (GTK_LABEL (words), text);
  if (self->next != NULL)
    gtk_box_append (GTK_BOX (self->calm), self->next);
}

static char *
write_list_age (const MhToday *today)
{
  g_autofree char *date = NULL;

  if (today->list_days < 0)
    return g_strdup (_("Resident list: of what day it is, is not known"));

  date = mh_date_format (today->list_as_of, MH_DATE_STYLE_LONG);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Resident list: as of %1$s, %2$d day ago", "Resident list: as of %1$s, %2$d days ago",
                                       (gulong) today->list_days), date, today->list_days);
}

static char *
write_backup (const MhToday *today)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (today->backup->last == 0)
    return g_strdup (_("Backup: none yet"));

  date = mh_date_format (mh_date_from_ms (today->backup->last), MH_DATE_STYLE_WEEKDAY);
  time = mh_minutes_format (mh_minutes_from_ms (today->backup->last));

  return g_strdup_printf (_("Last backup: %1$s %2$s"), date, time);
}

/* @callback: (nullable): what there is to do, where something is not as it should be */
static void
add_fact (MhTodayPlace *self,
          const char   *text,
          const char   *action,
          GCallback     callback)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (line, "mh-line");
  gtk_box_append (GTK_BOX (line), words);
  if (callback != NULL) {
    GtkWidget *button = gtk_button_new_with_mnemonic (action);

    gtk_widget_add_css_class (words, "mh-warning");
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    g_signal_connect_swapped (button, "clicked", callback, self);
    gtk_box_append (GTK_BOX (line), button);
  }

  gtk_box_append (GTK_BOX (self->facts), line);
}

static void
show_facts (MhTodayPlace *self)
{
  const MhToday *today = self->today;
  gboolean is_old = today->n_residents > 0 && (today->list_days < 0 || today->list_days > MH_IMPORT_OLD_DAYS);
  g_autofree char *people = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u person", "%'u people", (gulong) today->n_residents),
                                             (guint) today->n_residents);
  g_autofree char *age = write_list_age (today);
  g_autofree char *backup = write_backup (today);
  g_autofree char *list = g_strdup_printf (_("In the register: %1$s ・ %2$s"), people, age);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->facts)) != NULL)
    gtk_box_remove (GTK_BOX (self->facts), child);

  add_fact (self, list, _("Take in a _Newer List …"), is_old ? G_CALLBACK (import_clicked_cb) : NULL);
  add_fact (self, backup, _("To the _Backups"), today->backup->late ? G_CALLBACK (preferences_clicked_cb) : NULL);
  add_fact (self, today->is_sending ? _("Sending is on") : _("Sending is switched off: no message leaves"), _("To the _Switch"),
            today->is_sending ? NULL : G_CALLBACK (preferences_clicked_cb));
}

static void
show_today (MhTodayPlace *self)
{
  const MhToday *today = self->today;
  g_autoptr (GPtrArray) days = g_ptr_array_new ();
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autofree char *date = mh_date_format (today->date, MH_DATE_STYLE_WEEKDAY);
  const MhTodayDay *first = today->days->len > 0 ? g_ptr_array_index (today->days, 0) : NULL;
  gboolean at_hand = first != NULL && mh_date_to_days (first->date) - mh_date_to_days (today->date) <= 1;

  for (guint i = 0; i < today->days->len; i++)
    g_ptr_array_add (days, mh_today_row_new_day (g_ptr_array_index (today->days, i), today->date, i + 1));
  for (guint i = 0; i < today->lines->len; i++)
    g_ptr_array_add (lines, mh_today_row_new_line (g_ptr_array_index (today->lines, i), mh_ui_context_get_clock (self->context), i + 1));

  gtk_label_set_label (GTK_LABEL (self->date), date);
  gtk_label_set_label (GTK_LABEL (self->days_heading),
                       first == NULL ? _("No day is to come") : at_hand ? _("Today and tomorrow") : _("The next day"));
  mh_id_rows_put (self->days, days);
  gtk_widget_set_visible (GTK_WIDGET (self->days), today->days->len > 0);
  mh_id_rows_put (self->lines, lines);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), today->lines->len > 0);
  gtk_widget_set_visible (self->calm, today->lines->len == 0);
  show_calm (self);
  show_facts (self);
  gtk_stack_set_visible_child_name (self->pages, "today");
}

static gpointer
read_today (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return mh_today_read (desk, error);
}

static void
today_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhTodayPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhToday) today = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  self->reading = FALSE;
  if (self->pages == NULL)
    return;

  if (today == NULL) {
    adw_status_page_set_description (self->failure, error->message);
    gtk_stack_set_visible_child_name (self->pages, "failed");
    return;
  }

  g_clear_pointer (&self->today, mh_today_free);
  self->today = g_steal_pointer (&today);
  show_today (self);
}

static void
refresh (MhPlace *place)
{
  MhTodayPlace *self = MH_TODAY_PLACE (place);

  if (self->reading)
    return;

  self->reading = TRUE;
  mh_ui_context_read_async (self->context, read_today, NULL, NULL, (GDestroyNotify) mh_today_free, NULL, today_read_cb, g_object_ref (self));
}

static gboolean
beat_cb (gpointer user_data)
{
  MhTodayPlace *self = user_data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (MH_PLACE (self));

  return G_SOURCE_CONTINUE;
}

/* --- the place ---------------------------------------------------------------------------------------------------- */

static const char *
get_name (MhPlace *place)
{
  return "today";
}

static const char *
get_title (MhPlace *place)
{
  return C_("place", "Today");
}

static const char *
get_icon_name (MhPlace *place)
{
  return "go-home-symbolic";
}

static void
implement_place (MhPlaceInterface *iface)
{
  iface->get_name = get_name;
  iface->get_title = get_title;
  iface->get_icon_name = get_icon_name;
  iface->refresh = refresh;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 10);

  return label;
}

static GtkListBox *
make_list (MhTodayPlace *self,
           const char   *name,
           GCallback     activated_cb)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "mh-rows");
  gtk_widget_add_css_class (list, "mh-reception-rows");
  gtk_widget_add_css_class (list, "mh-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (list, "row-activated", activated_cb, self);

  return GTK_LIST_BOX (list);
}

static GtkWidget *
make_calm (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *words = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_box_append (GTK_BOX (box), words);

  return box;
}

static GtkWidget *
make_page (MhTodayPlace *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->date = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->date), 0);
  gtk_widget_add_css_class (self->date, "title-2");
  self->days_heading = make_heading ("");
  self->days = make_list (self, _("Days at hand"), G_CALLBACK (day_activated_cb));
  self->lines_heading = make_heading (_("What needs you now"));
  self->lines = make_list (self, _("What needs you now"), G_CALLBACK (line_activated_cb));
  self->calm = make_calm ();
  self->facts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "mh-page");
  gtk_box_append (GTK_BOX (box), self->date);
  gtk_box_append (GTK_BOX (box), self->days_heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->days));
  gtk_box_append (GTK_BOX (box), self->lines_heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  gtk_box_append (GTK_BOX (box), self->calm);
  gtk_box_append (GTK_BOX (box), make_heading (_("The town")));
  gtk_box_append (GTK_BOX (box), self->facts);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);

  return scrolled;
}

static GtkWidget *
make_loading (void)
{
  GtkWidget *loading = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (loading));
  gtk_widget_set_size_request (loading, 32, 32);
  gtk_widget_set_halign (loading, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (loading, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (loading), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What needs you is being read"), -1);

  return loading;
}

static void
mh_today_place_dispose (GObject *object)
{
  MhTodayPlace *self = MH_TODAY_PLACE (object);

  g_clear_handle_id (&self->beat, g_source_remove);
  g_clear_object (&self->context);
  g_clear_pointer (&self->today, mh_today_free);
  if (self->pages != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->pages));
  self->pages = NULL;

  G_OBJECT_CLASS (mh_today_place_parent_class)->dispose (object);
}

static void
mh_today_place_class_init (MhTodayPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_today_place_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_today_place_init (MhTodayPlace *self)
{
  GtkWidget *failure = adw_status_page_new ();

  self->pages = GTK_STACK (gtk_stack_new ());
  self->failure = ADW_STATUS_PAGE (failure);
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failure, _("What needs you cannot be read"));
  gtk_stack_add_named (self->pages, make_loading (), "loading");
  gtk_stack_add_named (self->pages, failure, "failed");
  gtk_stack_add_named (self->pages, make_page (self), "today");
  gtk_widget_set_parent (GTK_WIDGET (self->pages), GTK_WIDGET (self));
  self->beat = g_timeout_add_seconds (AGAIN_SECONDS, beat_cb, self);
}

/**
 * mh_today_place_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the place
 */
GtkWidget *
mh_today_place_new (MhUiContext *context)
{
  MhTodayPlace *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_TODAY_PLACE, NULL);
  self->context = g_object_ref (context);
  refresh (MH_PLACE (self));

  return GTK_WIDGET (self);
}
