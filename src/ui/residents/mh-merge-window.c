/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-merge-window"

#include "mh-merge-window.h"

#include <glib/gi18n-lib.h>

#include "mh-people-merge.h"
#include "mh-window.h"

struct _MhMergeWindow
{
  AdwWindow       parent_instance;

  /* Template widgets */
  GtkWidget      *add_button;
  GtkLabel       *problem;
  GtkLabel       *summary;
  GtkGrid        *fields;
  GtkBox         *conflicts;

  GtkCheckButton *taken[MH_MERGE_N_FIELDS];    /* (unowned) (nullable) on: the value of the one that goes over */
  GPtrArray      *choices;                     /* (element-type GtkCheckButton) (unowned) two for each conflict: whose booking stays */
  MhMergePreview *preview;                     /* (owned) (nullable) */
  MhUiContext    *context;                     /* (owned) */
  gint64          a;
  gint64          b;
};

typedef struct {
  gint64 a;
  gint64 b;
} Pair;

typedef struct {
  MhMerge merge;
  GArray *cancel;  /* (element-type gint64) */
} Input;

static guint merged_signal;

G_DEFINE_FINAL_TYPE (MhMergeWindow, mh_merge_window, ADW_TYPE_WINDOW)

static void
input_free (Input *input)
{
  g_array_unref (input->cancel);
  g_free (input);
}

/* The one of the town's register stays. */
static gpointer
read_preview (const MhDesk *desk,
              gpointer      data,
              GError      **error)
{
  const Pair *pair = data;
  g_autoptr (MhMergePreview) preview = mh_people_merge_preview (desk, pair->a, pair->b, error);

  if (preview != NULL && preview->keep->resident->provisional && !preview->drop->resident->provisional)
    return mh_people_merge_preview (desk, pair->b, pair->a, error);

  return g_steal_pointer (&preview);
}

static gpointer
merge_pair (const MhDesk *desk,
            gpointer      data,
            GError      **error)
{
  Input *input = data;
  gint64 act;

  input->merge.cancel = (const gint64 *) (void *) input->cancel->data;
  input->merge.n_cancel = input->cancel->len;

  return mh_people_merge (desk, &input->merge, &act, error) ? g_memdup2 (&act, sizeof act) : NULL;
}

static void
show_problem (MhMergeWindow *self,
              const char    *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
}

static gboolean
is_ready (MhMergeWindow *self)
{
  if (self->preview == NULL || self->preview->in_flight)
    return FALSE;

  for (guint i = 0; i < self->choices->len; i += 2) {
    if (!gtk_check_button_get_active (self->choices->pdata[i]) && !gtk_check_button_get_active (self->choices->pdata[i + 1]))
      return FALSE;
  }

  return TRUE;
}

static void
choice_toggled_cb (GtkCheckButton *button,
                   MhMergeWindow  *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.merge", is_ready (self));
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhMergeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (act == NULL) {
    show_problem (self, error->message);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.merge", TRUE);
    return;
  }

  if (window != NULL)
    mh_window_show_toast (window, _("The two entries are put together"), *act);
  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  g_signal_emit (self, merged_signal, 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
merge_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhMergeWindow *self = MH_MERGE_WINDOW (widget);
  Input *input = g_new0 (Input, 1);

  input->cancel = g_array_new (FALSE, FALSE, sizeof (gint64));
  input->merge.keep = self->preview->keep->resident->id;
  input->merge.drop = self->preview->drop->resident->id;
  for (guint i = 0; i < MH_MERGE_N_FIELDS; i++) {
    if (self->taken[i] != NULL && gtk_check_button_get_active (self->taken[i]))
      input->merge.take |= MH_MERGE_BIT (i);
  }

  for (guint i = 0; i < self->preview->conflicts->len; i++) {
    const MhMergeConflict *conflict = self->preview->conflicts->pdata[i];
    gboolean first_stays = gtk_check_button_get_active (self->choices->pdata[2 * i]);
    gint64 booking = first_stays ? conflict->drop->id : conflict->keep->id;

    g_array_append_val (input->cancel, booking);
  }

  gtk_widget_action_set_enabled (widget, "merge.merge", FALSE);
  mh_ui_context_run_async (self->context, merge_pair, input, (GDestroyNotify) input_free, g_free, NULL, merged_cb,
                           g_object_ref (self));
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static char *
dup_value (MhUiContext    *context,
           MhMergeField    field,
           const MhPerson *person)
{
  gboolean hidden;
  g_autofree char *text = mh_merge_field_dup_text (field, person, &hidden);

  if (hidden)
    return g_strdup (_("(not shown)"));

  if (field == MH_MERGE_MAILING)
    return g_strdup (_("The one of this entry"));

  if (field == MH_MERGE_ADDRESS)
    return g_strdup (*text != '\0' ? mh_ui_context_veil (context, text) : _("(nothing)"));

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (_("(nothing)"));
}

/* Where one entry knows nothing, the other's value is the likely choice. What is hidden is never nothing. */
static gboolean
has_nothing (MhMergeField    field,
             const MhPerson *person)
{
  gboolean hidden;
  g_autofree char *text = mh_merge_field_dup_text (field, person, &hidden);

  return field != MH_MERGE_MAILING && !hidden && *text == '\0';
}

/* What is the same needs no choice. A number of the register outweighs a provisional one. */
static void
add_field (MhMergeWindow *self,
           MhMergeField   field,
           int            row)
{
  g_autofree char *mine = dup_value (self->context, field, self->preview->keep);
  g_autofree char *theirs = dup_value (self->context, field, self->preview->drop);
  gboolean is_choice = (self->preview->differ & MH_MERGE_BIT (field)) != 0;
  GtkWidget *left, *right;

  if (field == MH_MERGE_NUMBER && self->preview->keep->resident->provisional != self->preview->drop->resident->provisional)
    is_choice = FALSE;

  left = is_choice ? gtk_check_button_new_with_label (mine) : make_label (mine, NULL);
  right = is_choice ? gtk_check_button_new_with_label (theirs) : make_label (theirs, "dim-label");
  gtk_grid_attach (self->fields, make_label (mh_merge_field_label (field), "dim-label"), 0, row, 1, 1);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_grid_attach (self->fields, left, 1, row, 1, 1);
  gtk_grid_attach (self->fields, right, 2, row, 1, 1);
  if (!is_choice)
    return;

  gtk_check_button_set_group (GTK_CHECK_BUTTON (right), GTK_CHECK_BUTTON (left));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (has_nothing (field, self->preview->keep) ? right : left), TRUE);
  self->taken[field] = GTK_CHECK_BUTTON (right);
}

static GtkWidget *
add_booking_choice (MhMergeWindow   *self,
                    const MhBooking *booking)
{
  g_autofree char *date = mh_date_format (booking->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *time = mh_minutes_format (booking->start_min);
  g_autofree char *text = g_strdup_printf (_("Keep %s %s"), date, time);
  GtkWidget *button = gtk_check_button_new_with_label (text);

  gtk_box_append (self->conflicts, button);
  g_ptr_array_add (self->choices, button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (choice_toggled_cb), self, G_CONNECT_DEFAULT);

  return button;
}

static void
add_conflict (MhMergeWindow         *self,
              const MhMergeConflict *conflict)
{
  g_autofree char *text = g_strdup_printf (_("Both entries have a booking for “%s”. Which one stays? The other is cancelled."), conflict->programme);
  GtkWidget *first;

  gtk_box_append (self->conflicts, make_label (text, "mh-warning"));
  first = add_booking_choice (self, conflict->keep);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (add_booking_choice (self, conflict->drop)), GTK_CHECK_BUTTON (first));
}

static void
show_preview (MhMergeWindow *self)
{
  const MhMergePreview *preview = self->preview;
  g_autofree char *summary = NULL;
  int row = 1;

  gtk_grid_attach (self->fields, make_label (_("This entry stays"), "mh-name"), 1, 0, 1, 1);
  gtk_grid_attach (self->fields, make_label (_("This entry goes over to it"), "mh-name"), 2, 0, 1, 1);
  for (guint field = 0; field < MH_MERGE_N_FIELDS; field++) {
    if (field != MH_MERGE_MAILING || (preview->differ & MH_MERGE_BIT (field)) != 0)
      add_field (self, field, row++);
  }

  for (guint i = 0; i < preview->conflicts->len; i++)
    add_conflict (self, preview->conflicts->pdata[i]);

  summary = g_strdup_printf (_("What goes over: bookings %lld, waiting list %lld, contacts %lld; consents, tickets, guardians and mailing addresses, too."),
                             (long long) preview->n_bookings, (long long) preview->n_waiting, (long long) preview->n_contacts);
  gtk_label_set_label (self->summary, summary);
  if (preview->in_flight)
    show_problem (self, _("A message to this person is on its way. Please wait until it is settled, then put the two together."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.merge", is_ready (self));
}

static void
preview_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhMergeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhMergePreview) preview = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (preview == NULL) {
    show_problem (self, error->message);
    return;
  }

  self->preview = g_steal_pointer (&preview);
  show_preview (self);
}

static void
mh_merge_window_dispose (GObject *object)
{
  MhMergeWindow *self = MH_MERGE_WINDOW (object);

  g_ptr_array_set_size (self->choices, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_MERGE_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_merge_window_parent_class)->dispose (object);
}

static void
mh_merge_window_finalize (GObject *object)
{
  MhMergeWindow *self = MH_MERGE_WINDOW (object);

  g_ptr_array_unref (self->choices);
  mh_merge_preview_free (self->preview);

  G_OBJECT_CLASS (mh_merge_window_parent_class)->finalize (object);
}

static void
mh_merge_window_class_init (MhMergeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_merge_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_merge_window_finalize;
  merged_signal = g_signal_new ("merged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-merge-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhMergeWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, MhMergeWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, MhMergeWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, MhMergeWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, MhMergeWindow, conflicts);
  gtk_widget_class_install_action (widget_class, "merge.merge", NULL, merge_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_merge_window_init (MhMergeWindow *self)
{
  self->choices = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.merge", FALSE);
}

/**
 * mh_merge_window_new:
 * @parent: a widget in the window
 * @context: the open town
 * @a: a person
 * @b: another entry of the same person
 *
 * Returns: (transfer none): a window to present
 */
GtkWidget *
mh_merge_window_new (GtkWidget   *parent,
                     MhUiContext *context,
                     gint64       a,
                     gint64       b)
{
  GtkRoot *root;
  MhMergeWindow *self;
  Pair pair = { a, b };

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (a > 0 && b > 0, NULL);

  root = gtk_widget_get_root (parent);
  self = g_object_new (MH_TYPE_MERGE_WINDOW, "transient-for", root, NULL);
  self->context = g_object_ref (context);
  mh_ui_context_read_async (context, read_preview, g_memdup2 (&pair, sizeof pair), g_free, (GDestroyNotify) mh_merge_preview_free, NULL,
                            preview_read_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
