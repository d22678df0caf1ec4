/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-assign-window"

#include "mh-assign-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-assign.h"
#include "mh-deed.h"

struct _MhAssignWindow
{
  AdwWindow     parent_instance;

  GtkBox       *days;        /* (unowned) checks, beside @sessions */
  GtkBox       *choices;     /* (unowned) */
  GtkDropDown  *order;       /* (unowned) */
  GtkDropDown  *district;    /* (unowned) (nullable) where people have districts */
  GtkDropDown  *telling;     /* (unowned) */
  GtkWidget    *chain;       /* (unowned) (nullable) check, where there are further doses */
  GtkLabel     *summary;     /* (unowned) */
  GtkLabel     *refusal;     /* (unowned) */
  GtkListBox   *slots;       /* (unowned) */
  GtkLabel     *left_title;  /* (unowned) */
  GtkListBox   *left;        /* (unowned) */
  GtkWidget    *do_button;   /* (unowned) */

  MhUiContext  *context;     /* (owned) (nullable) once closed */
  GCancellable *looking;     /* (owned) (nullable) of the preview that is wanted */
  GArray       *sessions;    /* (owned) (element-type gint64) */
  gint64        programme;
  gint64        session;     /* that is ticked at first */
};

G_DEFINE_FINAL_TYPE (MhAssignWindow, mh_assign_window, ADW_TYPE_WINDOW)

/* An order that owns what it points to. */
typedef struct {
  MhAssignOrder order;
  GArray       *sessions;  /* (owned) (element-type gint64) */
  char         *district;  /* (owned) (nullable) */
} Wanted;

typedef struct {
  char      *summary;      /* (owned) */
  GPtrArray *slots;        /* (owned) (element-type utf8) */
  GPtrArray *left;         /* (owned) (element-type utf8) */
  gboolean   some;         /* somebody gets a time */
} Outlook;

/* A preview that is under way. */
typedef struct {
  MhAssignWindow *self;    /* (owned) */
  GCancellable   *looking; /* (owned) */
} Look;

static void
wanted_free (Wanted *wanted)
{
  g_array_unref (wanted->sessions);
  g_free (wanted->district);
  g_free (wanted);
}

static void
outlook_free (Outlook *outlook)
{
  g_free (outlook->summary);
  g_ptr_array_unref (outlook->slots);
  g_ptr_array_unref (outlook->left);
  g_free (outlook);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outlook, outlook_free)

static void
look_free (Look *look)
{
  g_object_unref (look->looking);
  g_object_unref (look->self);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static char *
write_summary (const MhAssignResult *result,
               gboolean tell)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u person gets a time, %u are left over, %u have it already.",
                                             "%u people get a time, %u are left over, %u have it already.", result->n_assigned),
                          result->n_assigned, result->left->len, result->n_settled);
  if (tell)
    g_string_append_printf (text, "\n%s %u", _("No message reaches these; tell them by hand:"), result->n_by_hand);
  if (result->n_hidden > 0)
    g_string_append_printf (text, "\n%s %u", _("Protected people, who are never chosen by district:"), result->n_hidden);

  return g_string_free (text, FALSE);
}

static gpointer
look_ahead (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Wanted *wanted = input;
  g_autoptr (MhAssignResult) result = mh_assign_preview (desk, &wanted->order, error);
  g_autoptr (Outlook) outlook = NULL;

  if (result == NULL)
    return NULL;

  outlook = g_new0 (Outlook, 1);
  outlook->slots = g_ptr_array_new_with_free_func (g_free);
  outlook->left = g_ptr_array_new_with_free_func (g_free);
  outlook->some = result->n_assigned > 0;
  outlook->summary = write_summary (result, wanted->order.tell);

  for (guint i = 0; i < result->slots->len; i++) {
    const MhAssignSlot *slot = &g_array_index (result->slots, MhAssignSlot, i);
    g_autofree char *date = mh_date_format (slot->date, MH_DATE_STYLE_WEEKDAY);
    g_autofree char *time = mh_minutes_format (slot->start_min);
    g_autofree char *people = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", slot->n_assigned), slot->n_assigned);

    g_ptr_array_add (outlook->slots, g_strdup_printf ("%s %s ・ %s", date, time, people));
  }

  for (guint i = 0; i < result->left->len; i++) {
    const MhAssignLeft *left = g_ptr_array_index (result->left, i);
    g_autofree char *name = mh_allot_write_names (desk, &left->resident, 1, error);

    if (name == NULL)
      return NULL;
    g_ptr_array_add (outlook->left, g_strdup_printf ("%s ・ %s", name, left->why));
  }

  return g_steal_pointer (&outlook);
}

static gpointer
assign (const MhDesk *desk,
        gpointer      input,
        GError      **error)
{
  const Wanted *wanted = input;
  g_autoptr (MhAssignResult) result = mh_assign_run (desk, &wanted->order, error);

  return result != NULL ? mh_deed_done (0, result->act) : NULL;
}

/* The days that are ticked. */
static GArray *
list_ticked (MhAssignWindow *self)
{
  GArray *ticked = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->days));

  for (guint i = 0; i < self->sessions->len && check != NULL; i++, check = gtk_widget_get_next_sibling (check)) {
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_array_append_val (ticked, g_array_index (self->sessions, gint64, i));
  }

  return ticked;
}

static Wanted *
wanted_new (MhAssignWindow *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->sessions = list_ticked (self);
  if (self->district != NULL && gtk_drop_down_get_selected (self->district) > 0)
    wanted->district = g_strdup (gtk_string_object_get_string (gtk_drop_down_get_selected_item (self->district)));

  wanted->order = (MhAssignOrder) {
    .programme = self->programme,
    .sessions = (gpointer) wanted->sessions->data,
    .n_sessions = wanted->sessions->len,
    .by_district = gtk_drop_down_get_selected (self->order) == 1,
    .district = wanted->district,
    .chain = self->chain != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->chain)),
    .tell = gtk_drop_down_get_selected (self->telling) == 1,
  };

  return wanted;
}

static void
show_outlook (MhAssignWindow *self,
              const Outlook  *outlook,
              const char     *refusal)
{
  gtk_widget_set_sensitive (self->do_button, outlook != NULL && outlook->some);
  gtk_label_set_label (self->summary, outlook != NULL ? outlook->summary : "");
  gtk_label_set_label (self->refusal, refusal);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *refusal != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->left_title), outlook != NULL && outlook->left->len > 0);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->left), GTK_TYPE_SCROLLED_WINDOW), outlook != NULL && outlook->left->len > 0);
  mh_allot_fill_list (self->slots, outlook != NULL ? outlook->slots : NULL);
  mh_allot_fill_list (self->left, outlook != NULL ? outlook->left : NULL);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outlook) outlook = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (look->self->context == NULL || look->looking != look->self->looking)
    return;

  show_outlook (look->self, outlook, outlook != NULL ? "" : error->message);
}

/* A look that has not begun when the next is wanted is given up. */
static void
look (MhAssignWindow *self)
{
  Wanted *wanted = wanted_new (self);
  Look *asked;

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  show_outlook (self, NULL, "");

  if (wanted->sessions->len == 0) {
    gtk_label_set_label (self->summary, _("Please tick at least one day."));
    wanted_free (wanted);
    return;
  }

  self->looking = g_cancellable_new ();
  asked = g_new0 (Look, 1);
  asked->self = g_object_ref (self);
  asked->looking = g_object_ref (self->looking);
  gtk_label_set_label (self->summary, _("One moment …"));
  mh_ui_context_read_async (self->context, look_ahead, wanted, (GDestroyNotify) wanted_free, (GDestroyNotify) outlook_free, self->looking,
                            looked_cb, asked);
}

static void
choice_changed_cb (GObject        *object,
                   GParamSpec     *pspec,
                   MhAssignWindow *self)
{
  look (self);
}

static void
watch (MhAssignWindow *self,
       gpointer        widget)
{
  g_signal_connect_object (widget, GTK_IS_DROP_DOWN (widget) ? "notify::selected" : "notify::active", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_DEFAULT);
}

static GtkWidget *
add_check (MhAssignWindow *self,
           GtkBox         *box,
           const char     *text,
           gboolean        active)
{
  GtkWidget *check = gtk_check_button_new_with_label (text);

  gtk_widget_set_size_request (check, -1, 32);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  gtk_box_append (box, check);
  watch (self, check);

  return check;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhAssignWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAllotChoices) choices = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (choices == NULL) {
    show_outlook (self, NULL, error->message);
    return;
  }

  for (guint i = 0; i < choices->sessions->len; i++) {
    gint64 session = g_array_index (choices->sessions, gint64, i);

    g_array_append_val (self->sessions, session);
    add_check (self, self->days, g_ptr_array_index (choices->days, i), session == self->session);
  }

  if (choices->sessions->len == 0)
    mh_allot_add_label (self->days, _("No day of this programme is open for bookings."), "dim-label");
  if (choices->districts->len > 0) {
    self->district = mh_allot_add_choice (self->choices, _("Only this district"));
    mh_allot_fill_choice (self->district, _("All districts"), choices->districts);
    watch (self, self->district);
  }
  if (choices->doses > 1)
    self->chain = add_check (self, self->choices, _("The further doses too, or nothing"), FALSE);

  watch (self, self->order);
  watch (self, self->telling);
  look (self);
  if (choices->sessions->len > 0)
    gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->days)));
}

static void
assigned_cb (GtkWidget        *widget,
             const MhDeedDone *done,
             const GError     *error,
             gpointer          user_data)
{
  MhAssignWindow *self = MH_ASSIGN_WINDOW (widget);

  if (self->context == NULL)
    return;

  if (done != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_outlook (self, NULL, error->message);
}

static void
do_clicked_cb (GtkButton      *button,
               MhAssignWindow *self)
{
  gtk_widget_set_sensitive (self->do_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, assign, wanted_new (self), (GDestroyNotify) wanted_free, _("The times were given"),
               assigned_cb, NULL);
}

static void
mh_assign_window_dispose (GObject *object)
{
  MhAssignWindow *self = MH_ASSIGN_WINDOW (object);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_assign_window_parent_class)->dispose (object);
}

static void
mh_assign_window_finalize (GObject *object)
{
  g_array_unref (MH_ASSIGN_WINDOW (object)->sessions);

  G_OBJECT_CLASS (mh_assign_window_parent_class)->finalize (object);
}

static void
mh_assign_window_class_init (MhAssignWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_assign_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_assign_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_assign_window_init (MhAssignWindow *self)
{
  const char * const orders[] = { _("In the order of the names"), _("One district after the other"), NULL };
  const char * const tellings[] = { _("On paper: no message is sent"), _("By message; who cannot be reached is listed to be told by hand"), NULL };
  g_autoptr (GtkStringList) order_words = gtk_string_list_new (orders);
  g_autoptr (GtkStringList) telling_words = gtk_string_list_new (tellings);
  GtkBox *right;

  self->sessions = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_window_set_title (GTK_WINDOW (self), _("Give Everybody a Time"));
  self->do_button = mh_allot_build (ADW_WINDOW (self), _("Close without doing it"), _("Give these times"), &self->choices, &right);
  g_signal_connect_object (self->do_button, "clicked", G_CALLBACK (do_clicked_cb), self, G_CONNECT_DEFAULT);

  mh_allot_add_label (self->choices, _("Everybody for whom the programme is meant gets a time, households together, and may change it like "
                                       "any booking. Places kept for the telephone stay free."), "dim-label");
  mh_allot_add_label (self->choices, _("On these days"), "heading");
  self->days = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (self->choices, GTK_WIDGET (self->days));
  self->order = mh_allot_add_choice (self->choices, _("In which order"));
  gtk_drop_down_set_model (self->order, G_LIST_MODEL (order_words));
  self->telling = mh_allot_add_choice (self->choices, _("How people are told"));
  gtk_drop_down_set_model (self->telling, G_LIST_MODEL (telling_words));

  self->summary = mh_allot_add_label (right, _("One moment …"), "heading");
  self->refusal = mh_allot_add_label (right, "", "error");
  self->slots = mh_allot_add_list (right, _("How many each time gets"));
  self->left_title = mh_allot_add_label (right, _("Who is left over, and why"), "heading");
  self->left = mh_allot_add_list (right, _("Who is left over, and why"));
  show_outlook (self, NULL, "");
}

/**
 * mh_assign_window_open:
 * @parent: the place
 * @context: the open town
 * @day: the day that is ticked at first, and its programme; not kept
 *
 * Shows what everybody would get, and gives it when that is wanted.
 */
void
mh_assign_window_open (GtkWidget   *parent,
                       MhUiContext *context,
                       const MhDay *day)
{
  MhAssignWindow *self = g_object_new (MH_TYPE_ASSIGN_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->programme = day->programme->id;
  self->session = day->session->id;
  mh_ui_context_read_async (context, mh_allot_read, g_memdup2 (&self->programme, sizeof self->programme), g_free,
                            (GDestroyNotify) mh_allot_choices_free, NULL, read_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
