/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-place"

#include "mh-reception-place-private.h"

#include <glib/gi18n-lib.h>

#include "mh-id-row.h"
#include "mh-reception-scan.h"
#include "mh-scan-keys.h"

/* What a message at the lower edge of the window may cover; as in the margin of the list. */
#define COVERED 72

/* How far back a day can be entered from paper. */
#define DAYS_BACK 14

/* What is to be read. */
typedef struct {
  gint64 session;
  gint64 lot;
} Wanted;

/* What was scanned, and where it may belong. */
typedef struct {
  GArray *sessions;
  char   *text;
} ScanRequest;

static void implement_place (MhPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhReceptionPlace, mh_reception_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PLACE, implement_place))

static void
view_free (MhReceptionView *view)
{
  g_clear_pointer (&view->sessions, g_ptr_array_unref);
  g_clear_pointer (&view->names, g_ptr_array_unref);
  g_clear_pointer (&view->day, mh_reception_day_free);
  g_free (view);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhReceptionView, view_free)

static void
scan_request_free (ScanRequest *request)
{
  g_array_unref (request->sessions);
  g_free (request->text);
  g_free (request);
}

static gboolean
add_session (const MhDesk    *desk,
             MhReceptionView *view,
             MhSession       *session,
             GError         **error)
{
  g_autoptr (MhProgramme) programme = mh_programme_table_get (desk->db, session->programme, error);
  g_autofree char *date = mh_date_format (session->date, MH_DATE_STYLE_MESSAGE);

  if (programme == NULL) {
    mh_session_free (session);
    return FALSE;
  }

  g_ptr_array_add (view->names, g_strdup_printf ("%s ・ %s ・ %s", date, session->venue, programme->name));
  g_ptr_array_add (view->sessions, session);

  return TRUE;
}

/* Today's first, then the days before, the newest first: what was written on paper is entered later. */
static gboolean
read_sessions (const MhDesk    *desk,
               MhReceptionView *view,
               GError         **error)
{
  g_autoptr (GPtrArray) all = mh_session_table_list (desk->db, 0, error);
  MhDate today = mh_desk_today (desk);

  for (int back = 0; all != NULL && back <= DAYS_BACK; back++) {
    MhDate day = mh_date_add_days (today, -back);

    for (guint i = 0; i < all->len; i++) {
      MhSession *session = g_ptr_array_index (all, i);

      if (session == NULL || mh_date_compare (session->date, day) != 0 || g_str_equal (session->state, "cancelled"))
        continue;

      g_ptr_array_index (all, i) = NULL;
      if (!add_session (desk, view, session, error))
        return FALSE;
    }
  }

  return all != NULL;
}

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Wanted *wanted = input;
  g_autoptr (MhReceptionView) view = g_new0 (MhReceptionView, 1);
  gint64 session = 0;

  view->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_session_free);
  view->names = g_ptr_array_new_with_free_func (g_free);
  if (!read_sessions (desk, view, error))
    return NULL;

  for (guint i = view->sessions->len; i > 0; i--) {
    const MhSession *one = g_ptr_array_index (view->sessions, i - 1);

    if (i == 1 && session == 0)
      session = one->id;
    if (one->id == wanted->session)
      session = one->id;
  }

  if (session != 0) {
    view->day = mh_reception_day_read (desk, session, session == wanted->session ? wanted->lot : 0, error);
    if (view->day == NULL)
      return NULL;
  }

  return g_steal_pointer (&view);
}

static void
fill_drop_down (GtkDropDown *drop_down,
                GPtrArray   *names,
                guint        chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < names->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (names, i));

  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, chosen);
}

static void
show_sessions (MhReceptionPlace *self)
{
  guint chosen = 0;

  for (guint i = 0; i < self->view->sessions->len; i++) {
    if (((MhSession *) g_ptr_array_index (self->view->sessions, i))->id == self->session)
      chosen = i;
  }

  fill_drop_down (self->sessions, self->view->names, chosen);
}

/* The lots that are in use, with the last day; before them, that none is chosen yet. */
static void
show_lots (MhReceptionPlace *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *vials = mh_reception_day_vials (self->view->day);
  g_autofree char *call = mh_reception_day_vial_call (self->view->day);
  guint chosen = 0;

  g_ptr_array_add (names, g_strdup (_("No lot chosen")));
  for (guint i = 0; i < self->view->day->lots->len; i++) {
    const MhLot *lot = g_ptr_array_index (self->view->day->lots, i);
    g_autofree char *expires = mh_date_is_set (lot->expires) ? mh_date_format (lot->expires, MH_DATE_STYLE_SHORT) : NULL;

    if (!lot->active)
      continue;

    g_ptr_array_add (names, expires != NULL ? g_strdup_printf (_("%s (until %s)"), lot->number, expires) : g_strdup (lot->number));
    if (lot->id == self->view->day->lot)
      chosen = names->len - 1;
  }

  fill_drop_down (self->lots, names, chosen);
  gtk_label_set_label (self->vials, vials);
  gtk_widget_set_visible (GTK_WIDGET (self->vials), *vials != '\0');
  gtk_label_set_label (self->vial_call, call);
  gtk_widget_set_visible (GTK_WIDGET (self->vial_call), *call != '\0');
}

static gboolean
is_shown (MhReceptionPlace *self,
          gint64            booking)
{
  if (self->filter == NULL)
    return TRUE;

  for (guint i = 0; i < self->filter->len; i++) {
    if (g_array_index (self->filter, gint64, i) == booking)
      return TRUE;
  }

  return FALSE;
}

static void
show_people (MhReceptionPlace *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < self->view->day->people->len; i++) {
    const MhReceptionPerson *person = g_ptr_array_index (self->view->day->people, i);

    if (is_shown (self, person->line->booking))
      g_ptr_array_add (rows, mh_reception_row_new (self->view->day, person));
  }

  gtk_stack_set_visible_child_name (self->states, rows->len > 0 ? "rows" : "nobody");
  mh_id_rows_put (self->people, rows);
  if (self->wanted != 0)
    mh_id_rows_select (self->people, self->wanted, FALSE);
  self->wanted = 0;
}

/* The list follows the choice while the keyboard stays in the field; once the rows have their places. Who is chosen never stands where a
 * message comes up, such as the one that offers to take the last state back. */
static gboolean
scroll_to_chosen (gpointer user_data)
{
  MhReceptionPlace *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->people);
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->people);
  double x = 0, y = 0;

  self->scrolling = 0;
  if (row != NULL && adjustment != NULL &&
      gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (self->people), 0, 0, &x, &y))
    gtk_adjustment_clamp_page (adjustment, y, y + gtk_widget_get_height (GTK_WIDGET (row)) + COVERED);

  return G_SOURCE_REMOVE;
}

static void
person_selected_cb (GtkListBox       *box,
                    GtkListBoxRow    *row,
                    MhReceptionPlace *self)
{
  mh_reception_show_chosen (self);
  if (self->scrolling == 0)
    self->scrolling = g_timeout_add_full (G_PRIORITY_LOW, 50, scroll_to_chosen, self, NULL);
}

static void
view_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhReceptionPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhReceptionView) view = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (view == NULL) {
    adw_status_page_set_description (self->failure, error->message);
    gtk_stack_set_visible_child_name (self->pages, "failed");
    return;
  }

  g_clear_pointer (&self->view, view_free);
  self->view = g_steal_pointer (&view);
  if (self->view->day == NULL) {
    gtk_stack_set_visible_child_name (self->pages, "empty");
    return;
  }

  self->filling = TRUE;
  self->session = self->view->day->session->id;
  show_sessions (self);
  show_lots (self);
  self->filling = FALSE;
  mh_reception_show_counts (self);
  show_people (self);
  person_selected_cb (self->people, NULL, self);
  gtk_stack_set_visible_child_name (self->pages, "day");
  if (self->waits)
    mh_reception_focus_scan (self);
  self->waits = FALSE;
}

static void
session_chosen_cb (GtkDropDown      *drop_down,
                   GParamSpec       *pspec,
                   MhReceptionPlace *self)
{
  guint i = gtk_drop_down_get_selected (drop_down);
  gint64 session;

  if (self->filling || self->view == NULL || i >= self->view->sessions->len)
    return;

  session = ((MhSession *) g_ptr_array_index (self->view->sessions, i))->id;
  if (session == self->session)
    return;

  self->session = session;
  self->lot = 0;
  g_clear_pointer (&self->filter, g_array_unref);
  mh_reception_tell (self, NULL, 0, FALSE);
  mh_reception_read (self);
  mh_reception_focus_scan (self);
}

static void
lot_chosen_cb (GtkDropDown      *drop_down,
               GParamSpec       *pspec,
               MhReceptionPlace *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);
  guint n = 0;

  if (self->filling || self->view == NULL || self->view->day == NULL || chosen == 0)
    return;

  for (guint i = 0; i < self->view->day->lots->len; i++) {
    const MhLot *lot = g_ptr_array_index (self->view->day->lots, i);

    n += lot->active;
    if (lot->active && n == chosen)
      self->lot = lot->id;
  }
  mh_reception_read (self);
  mh_reception_focus_scan (self);
}

static gpointer
scan_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const ScanRequest *request = input;

  return mh_reception_scan (desk, (const gint64 *) (void *) request->sessions->data, request->sessions->len, request->text, error);
}

/* Goes to the day of what was found, where that is another one of today. */
static void
show_found (MhReceptionPlace      *self,
            const MhReceptionScan *scan)
{
  gboolean here = FALSE;

  for (guint i = 0; i < scan->bookings->len; i++)
    here = here || mh_reception_day_find (self->view->day, g_array_index (scan->bookings, gint64, i)) != NULL;

  g_clear_pointer (&self->filter, g_array_unref);
  if (scan->bookings->len > 1 && here)
    self->filter = g_array_ref (scan->bookings);
  self->wanted = scan->bookings->len == 1 ? g_array_index (scan->bookings, gint64, 0) : 0;

  if (scan->bookings->len > 0 && !here)
    self->session = scan->session;
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhReceptionPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhReceptionScan) scan = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  gint64 resident;

  if (self->context == NULL || self->view == NULL || self->view->day == NULL)
    return;

  if (scan == NULL) {
    mh_reception_tell (self, error->message, 0, FALSE);
    return;
  }

  resident = scan->residents->len == 1 ? g_array_index (scan->residents, gint64, 0) : 0;
  show_found (self, scan);
  if (g_str_equal (scan->code, "several"))
    mh_reception_tell (self, _("Several people fit. Choose with the arrow keys; Escape shows everybody again."), 0, FALSE);
  else
    mh_reception_tell (self, *scan->sentence != '\0' ? scan->sentence : NULL, resident, g_str_equal (scan->code, "elsewhere"));
  gtk_widget_set_visible (self->add_button, g_str_equal (scan->code, "unknown"));
  mh_reception_read (self);
}

/* Only what was entered, never what an input method is still putting together. */
static void
scan_activated_cb (GtkEntry         *entry,
                   MhReceptionPlace *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  ScanRequest *request;

  if (self->view == NULL || self->view->day == NULL || *text == '\0')
    return;

  request = g_new0 (ScanRequest, 1);
  request->text = g_strdup (text);
  request->sessions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (request->sessions, self->session);
  for (guint i = 0; i < self->view->sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (self->view->sessions, i);

    if (session->id != self->session && mh_date_compare (session->date, mh_ui_context_today (self->context)) == 0)
      g_array_append_val (request->sessions, session->id);
  }

  /* Until it is known who is meant, no key may note anything of whoever was chosen before. */
  self->wanted = 0;
  gtk_list_box_select_row (self->people, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  mh_ui_context_read_async (self->context, scan_work, request, (GDestroyNotify) scan_request_free,
                            (GDestroyNotify) mh_reception_scan_free, self->cancellable, scanned_cb, g_object_ref (self));
}

/* The arrows walk through the list while the keyboard stays in the field. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                MhReceptionPlace      *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->people);
  int step = key == GDK_KEY_Down ? 1 : key == GDK_KEY_Up ? -1 : 0;

  /* What is being put together has its own list to choose from. */
  if (step == 0 || mh_scan_keys_compose (self->scan))
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (self->people, row != NULL ? gtk_list_box_row_get_index (row) + step : 0);
  if (row != NULL)
    gtk_list_box_select_row (self->people, row);

  return GDK_EVENT_STOP;
}

static const char *
get_name (MhPlace *place)
{
  return "reception";
}

static const char *
get_title (MhPlace *place)
{
  return _("Reception");
}

static const char *
get_icon_name (MhPlace *place)
{
  return "emblem-ok-symbolic";
}

static void
refresh (MhPlace *place)
{
  mh_reception_read (MH_RECEPTION_PLACE (place));
}

static gboolean
focus_search (MhPlace *place)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (place);

  if (self->view == NULL || self->view->day == NULL)
    return FALSE;

  mh_reception_focus_scan (self);

  return TRUE;
}

static void
show_item (MhPlace *place,
           gint64   id)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (place);

  self->session = id;
  self->lot = 0;
  mh_reception_read (self);
}

static gboolean
go_back (MhPlace *place)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (place);

  if (self->filter == NULL && !gtk_widget_get_visible (GTK_WIDGET (self->notice)))
    return mh_reception_leave_whole (self);

  g_clear_pointer (&self->filter, g_array_unref);
  mh_reception_tell (self, NULL, 0, FALSE);
  mh_reception_read (self);

  return TRUE;
}

static void
implement_place (MhPlaceInterface *iface)
{
  iface->get_name = get_name;
  iface->get_title = get_title;
  iface->get_icon_name = get_icon_name;
  iface->refresh = refresh;
  iface->focus_search = focus_search;
  iface->show_item = show_item;
  iface->go_back = go_back;
}

/* Who comes here by keys is at the field. */
static gboolean
mh_reception_place_focus (GtkWidget       *widget,
                          GtkDirectionType direction)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (widget);

  if (direction == GTK_DIR_TAB_FORWARD && gtk_widget_get_focus_child (widget) == NULL) {
    if (focus_search (MH_PLACE (self)))
      return TRUE;

    self->waits = self->view == NULL;
  }

  return GTK_WIDGET_CLASS (mh_reception_place_parent_class)->focus (widget, direction);
}

static void
mh_reception_place_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mh_reception_place_parent_class)->map (widget);
  mh_reception_watch_keys (MH_RECEPTION_PLACE (widget));
}

static void
mh_reception_place_unmap (GtkWidget *widget)
{
  mh_reception_leave_keys (MH_RECEPTION_PLACE (widget));
  GTK_WIDGET_CLASS (mh_reception_place_parent_class)->unmap (widget);
}

static void
mh_reception_place_dispose (GObject *object)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->looking);
  mh_reception_leave_keys (self);
  g_clear_handle_id (&self->scrolling, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_RECEPTION_PLACE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_reception_place_parent_class)->dispose (object);
}

static void
mh_reception_place_finalize (GObject *object)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->view, view_free);
  g_clear_pointer (&self->filter, g_array_unref);

  G_OBJECT_CLASS (mh_reception_place_parent_class)->finalize (object);
}

static void
mh_reception_place_class_init (MhReceptionPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_reception_place_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_reception_place_finalize;
  widget_class->focus = mh_reception_place_focus;
  widget_class->map = mh_reception_place_map;
  widget_class->unmap = mh_reception_place_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-reception-place.ui");
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, pages);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, failure);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, sessions);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, whole);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, counts);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, lots);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, vial_call);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, vials);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, scan);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, notice);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, notice_text);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, walk_in_button);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, add_button);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, states);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, people);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, chosen);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, chosen_facts);
  gtk_widget_class_bind_template_child (widget_class, MhReceptionPlace, red);
  gtk_widget_class_bind_template_callback (widget_class, session_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, lot_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, scan_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_selected_cb);
  mh_reception_install_desk (widget_class);
  mh_reception_install_actions (widget_class);
}

static void
mh_reception_place_init (MhReceptionPlace *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  mh_scan_keys_attach (self->scan);
}

/**
 * mh_reception_read:
 * @self: the place
 *
 * Reads the days, the people and their states again.
 */
void
mh_reception_read (MhReceptionPlace *self)
{
  Wanted wanted = { self->session, self->lot };

  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_work, g_memdup2 (&wanted, sizeof wanted), g_free, (GDestroyNotify) view_free,
                              self->cancellable, view_read_cb, g_object_ref (self));
}

/**
 * mh_reception_tell:
 * @self: the place
 * @text: (nullable): a sentence above the list, or %NULL for none
 * @resident: whom it is about, or 0
 * @elsewhere: whether that person has a booking on another day
 *
 * Says something above the list.
 */
void
mh_reception_tell (MhReceptionPlace *self,
                   const char       *text,
                   gint64            resident,
                   gboolean          elsewhere)
{
  gtk_label_set_label (self->notice_text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), text != NULL);
  gtk_widget_set_visible (self->walk_in_button, resident != 0);
  gtk_widget_set_visible (self->add_button, FALSE);
  self->resident = resident;
  self->elsewhere = elsewhere;
}

/**
 * mh_reception_focus_scan:
 * @self: the place
 *
 * Goes to the field for the reader; what a reader has begun to type meanwhile goes on where it is.
 */
void
mh_reception_focus_scan (MhReceptionPlace *self)
{
  gtk_entry_grab_focus_without_selecting (self->scan);
}

/**
 * mh_reception_get_chosen:
 * @self: the place
 *
 * Returns: (transfer none) (nullable): who is chosen in the list
 */
MhReceptionPerson *
mh_reception_get_chosen (MhReceptionPlace *self)
{
  gint64 booking = mh_id_rows_get (self->people);

  return booking != 0 && self->view != NULL && self->view->day != NULL ? mh_reception_day_find (self->view->day, booking) : NULL;
}

/**
 * mh_reception_place_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the place 「受付」
 */
GtkWidget *
mh_reception_place_new (MhUiContext *context)
{
  MhReceptionPlace *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_RECEPTION_PLACE, NULL);
  self->context = g_object_ref (context);
  mh_reception_read (self);

  return GTK_WIDGET (self);
}
