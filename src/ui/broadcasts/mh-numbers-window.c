/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-numbers-window"

#include "mh-numbers-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-broadcast-number.h"
#include "mh-deed.h"
#include "mh-file-dialogs.h"
#include "mh-phone.h"
#include "mh-window.h"

struct _MhNumbersWindow
{
  AdwWindow    parent_instance;

  GtkLabel    *summary;      /* (unowned), so the following ones */
  GtkLabel    *refusal;
  GtkLabel    *title;
  GtkListBox  *list;
  GtkWidget   *none_button;

  MhUiContext *context;      /* (owned) (nullable) once closed */
  gint64       draft;
};

G_DEFINE_FINAL_TYPE (MhNumbersWindow, mh_numbers_window, ADW_TYPE_WINDOW)

/* A file that is taken, and what stood in it. */
typedef struct {
  MhNumbersWindow   *self;     /* (owned) */
  char              *path;     /* (owned) */
  gint64             draft;
  MhBroadcastNumbers numbers;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_object_unref (taking->self);
  g_free (taking->path);
  g_free (taking);
}

/* On a reader. Returns: (element-type MhBroadcastNumber) */
static gpointer
read_numbers (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const gint64 *draft = input;

  return mh_broadcast_number_table_list (desk->db, *draft, error);
}

static void
show_numbers (MhNumbersWindow *self,
              GPtrArray       *numbers)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < numbers->len; i++) {
    const MhBroadcastNumber *number = g_ptr_array_index (numbers, i);
    g_autofree char *shown = mh_phone_format (number->number, NULL);

    g_ptr_array_add (lines, g_strdup_printf (_("Line %u: %s"), number->line, mh_ui_context_veil (self->context, shown)));
  }
  mh_allot_fill_list (self->list, lines);
}

static void
numbers_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhNumbersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) numbers = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *words = NULL;

  if (self->context == NULL)
    return;

  if (numbers == NULL) {
    gtk_label_set_label (self->refusal, error->message);
    return;
  }

  words = numbers->len > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u number stands with this broadcast", "%u numbers stand with this broadcast",
                                                           numbers->len), numbers->len)
          : g_strdup (_("No number stands with this broadcast"));
  gtk_label_set_label (self->title, words);
  show_numbers (self, numbers);
  gtk_widget_set_sensitive (self->none_button, numbers->len > 0);
}

static void
read_again (MhNumbersWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_numbers, g_memdup2 (&self->draft, sizeof self->draft), g_free, (GDestroyNotify) g_ptr_array_unref,
                              NULL, numbers_read_cb, g_object_ref (self));
}

/* --- a file -------------------------------------------------------------------------------------------------------- */

static gpointer
take_numbers (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  Taking *taking = input;

  return mh_broadcast_numbers_read (desk, taking->draft, taking->path, &taking->numbers, error) ? g_memdup2 (&taking->numbers, sizeof taking->numbers)
         : NULL;
}

static void
show_taken (MhNumbersWindow          *self,
            const MhBroadcastNumbers *numbers)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("%u numbers in the file. Nobody in the register has %u of them: these stand with the broadcast."), numbers->n_rows,
                          numbers->n_taken);
  if (numbers->n_known > 0)
    g_string_append_printf (text, "\n%s", _("People of the register were found by the others. Choose those under “Who it is for”."));
  if (numbers->n_not_mobile > 0) {
    g_string_append_c (text, '\n');
    g_string_append_printf (text, _("Not a mobile number, left out: %u"), numbers->n_not_mobile);
  }
  gtk_label_set_label (self->summary, text->str);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MhNumbersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree MhBroadcastNumbers *numbers = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (numbers != NULL)
    mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
  if (self->context == NULL)
    return;

  gtk_label_set_label (self->refusal, numbers == NULL ? error->message : "");
  if (numbers != NULL)
    show_taken (self, numbers);
  read_again (self);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhNumbersWindow *self = MH_NUMBERS_WINDOW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  Taking *taking;

  if (file == NULL || g_file_peek_path (file) == NULL || self->context == NULL)
    return;

  taking = g_new0 (Taking, 1);
  taking->self = g_object_ref (self);
  taking->path = g_file_get_path (file);
  taking->draft = self->draft;
  mh_ui_context_run_async (self->context, take_numbers, taking, taking_free, g_free, NULL, taken_cb, g_object_ref (self));
}

static void
choose_clicked_cb (MhNumbersWindow *self)
{
  mh_file_dialogs_open_async (GTK_WIDGET (self), _("A list of telephone numbers"), _("CSV files"), "*.csv", file_chosen_cb, NULL);
}

/* --- none of them -------------------------------------------------------------------------------------------------- */

static gpointer
clear_numbers (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const gint64 *draft = input;

  return mh_broadcast_numbers_clear (desk, *draft, error)
         ? mh_deed_done (0, mh_deed_find_act (desk, "broadcast.numbers", "broadcast", *draft)) : NULL;
}

static void
cleared_cb (GtkWidget        *widget,
            const MhDeedDone *done,
            const GError     *error,
            gpointer          user_data)
{
  MhNumbersWindow *self = MH_NUMBERS_WINDOW (widget);

  gtk_label_set_label (self->summary, "");
  gtk_label_set_label (self->refusal, done == NULL ? error->message : "");
  read_again (self);
}

static void
none_clicked_cb (MhNumbersWindow *self)
{
  mh_deed_run (GTK_WIDGET (self), self->context, clear_numbers, g_memdup2 (&self->draft, sizeof self->draft), g_free, NULL, cleared_cb, NULL);
}

/* --- making it ----------------------------------------------------------------------------------------------------- */

static void
mh_numbers_window_dispose (GObject *object)
{
  MhNumbersWindow *self = MH_NUMBERS_WINDOW (object);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_numbers_window_parent_class)->dispose (object);
}

static void
mh_numbers_window_class_init (MhNumbersWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_numbers_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_numbers_window_init (MhNumbersWindow *self)
{
  GtkWidget *choose;
  GtkBox *left, *right;

  gtk_window_set_title (GTK_WINDOW (self), _("Numbers of nobody in the register"));
  choose = mh_allot_build (ADW_WINDOW (self), _("Close"), _("Choose a File …"), &left, &right);
  gtk_widget_set_sensitive (choose, TRUE);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (choose_clicked_cb), self);

  mh_allot_add_label (left, _("A list may have mobile numbers that nobody in the register has, such as those of people who stay in the town for a while."), NULL);
  mh_allot_add_label (left, _("They get an SMS only when you type, before it leaves, how many of them there are. The words must not have a name or anything else "
                              "that is each person's own."), NULL);
  self->summary = mh_allot_add_label (left, NULL, NULL);
  self->refusal = mh_allot_add_label (left, NULL, "error");
  self->none_button = gtk_button_new_with_mnemonic (_("Take _All of Them Away"));
  gtk_widget_set_halign (self->none_button, GTK_ALIGN_START);
  gtk_widget_set_sensitive (self->none_button, FALSE);
  g_signal_connect_swapped (self->none_button, "clicked", G_CALLBACK (none_clicked_cb), self);
  gtk_box_append (left, self->none_button);
  self->title = mh_allot_add_label (right, _("One moment …"), "heading");
  self->list = mh_allot_add_list (right, _("Numbers that nobody has"));
}

/**
 * mh_numbers_window_open:
 * @parent: a widget of the window over which it comes
 * @context: the open town
 * @draft: a draft of a broadcast
 *
 * Shows its numbers that belong to nobody, and takes others from a file.
 */
void
mh_numbers_window_open (GtkWidget   *parent,
                        MhUiContext *context,
                        gint64       draft)
{
  MhNumbersWindow *self;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_NUMBERS_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->draft = draft;
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
