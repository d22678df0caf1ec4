/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-file-window"

#include "mh-audience-file-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-audience.h"
#include "mh-window.h"

struct _MhAudienceFileWindow
{
  AdwWindow       parent_instance;

  GtkLabel       *file_name;   /* (unowned) */
  GtkLabel       *summary;     /* (unowned) */
  GtkLabel       *refusal;     /* (unowned) */
  GtkCheckButton *only;        /* (unowned) */
  GtkLabel       *misses;      /* (unowned) */
  GtkListBox     *unmatched;   /* (unowned) */
  GtkWidget      *take_button; /* (unowned) */

  MhUiContext    *context;     /* (owned) (nullable) once closed */
  GCancellable   *cancellable; /* (owned) */
  MhAudienceFile *file;        /* (owned) (nullable) */
};

static guint taken_signal;

G_DEFINE_FINAL_TYPE (MhAudienceFileWindow, mh_audience_file_window, ADW_TYPE_WINDOW)

/* On a reader. */
static gpointer
read_file (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  return mh_audience_read_file (desk, input, NULL, error);
}

static void
show_file (MhAudienceFileWindow *self)
{
  const MhAudienceFile *file = self->file;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *misses = NULL;

  g_string_append_printf (text, _("%u numbers in the file; %u people are found by them."), file->n_rows, file->residents->len);
  if (file->n_several > 0)
    g_string_append_printf (text, "\n%s", _("Some telephone numbers belong to several people: all of them are among those found."));
  gtk_label_set_label (self->summary, text->str);

  if (file->unmatched->len > 0)
    misses = g_strdup_printf (_("Nobody has these numbers (%u). The line of the file stands in front."), file->unmatched->len);
  gtk_label_set_label (self->misses, misses != NULL ? misses : _("Each number of the file belongs to somebody."));
  mh_allot_fill_list (self->unmatched, file->unmatched);
  gtk_widget_set_sensitive (self->take_button, file->residents->len > 0);
}

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhAudienceFileWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  MhAudienceFile *file = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL) {
    g_clear_pointer (&file, mh_audience_file_free);
    return;
  }

  if (file == NULL) {
    gtk_label_set_label (self->summary, "");
    gtk_label_set_label (self->refusal, error->message);
    return;
  }

  self->file = file;
  show_file (self);
}

static void
take_clicked_cb (MhAudienceFileWindow *self)
{
  g_signal_emit (self, taken_signal, 0, self->file->residents, gtk_check_button_get_active (self->only));
  gtk_window_close (GTK_WINDOW (self));
}

static void
mh_audience_file_window_dispose (GObject *object)
{
  MhAudienceFileWindow *self = MH_AUDIENCE_FILE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->file, mh_audience_file_free);

  G_OBJECT_CLASS (mh_audience_file_window_parent_class)->dispose (object);
}

static void
mh_audience_file_window_class_init (MhAudienceFileWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_audience_file_window_dispose;

  taken_signal = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_POINTER, G_TYPE_BOOLEAN);

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_audience_file_window_init (MhAudienceFileWindow *self)
{
  GtkWidget *plus = gtk_check_button_new_with_mnemonic (_("_Add them to those whom the conditions mean"));
  GtkBox *left, *right;

  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self), _("People from a file"));
  self->take_button = mh_allot_build (ADW_WINDOW (self), _("Cancel"), _("Take Over"), &left, &right);
  g_signal_connect_swapped (self->take_button, "clicked", G_CALLBACK (take_clicked_cb), self);

  self->file_name = mh_allot_add_label (left, NULL, "heading");
  self->summary = mh_allot_add_label (left, _("The file is being read …"), NULL);
  self->refusal = mh_allot_add_label (left, NULL, "error");
  mh_allot_add_label (left, _("What about those who are found?"), "heading");
  self->only = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_("_Only these people, and of them those who fit the conditions")));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (plus), self->only);
  gtk_check_button_set_active (self->only, TRUE);
  gtk_box_append (left, GTK_WIDGET (self->only));
  gtk_box_append (left, plus);
  self->misses = mh_allot_add_label (right, NULL, "heading");
  self->unmatched = mh_allot_add_list (right, _("Numbers that nobody has"));
}

/**
 * mh_audience_file_window_open:
 * @parent: a widget in the window
 * @context: the open town
 * @path: a CSV file
 *
 * Returns: (transfer none): the window, which shows itself
 */
MhAudienceFileWindow *
mh_audience_file_window_open (GtkWidget   *parent,
                              MhUiContext *context,
                              const char  *path)
{
  g_autofree char *name = g_path_get_basename (path);
  MhAudienceFileWindow *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_AUDIENCE_FILE_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  gtk_label_set_label (self->file_name, name);
  mh_ui_context_read_async (context, read_file, g_strdup (path), g_free, (GDestroyNotify) mh_audience_file_free, self->cancellable, file_read_cb,
                            g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
