/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-guide-window"

#include "mh-guide-window.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-practice-guide.h"

#define WIDTH  460
#define HEIGHT 520

struct _MhGuideWindow
{
  AdwWindow     parent_instance;

  GtkDropDown  *choice;    /* (unowned) */
  GtkListBox   *list;      /* (unowned) */
  GtkLabel     *said;      /* (unowned) */

  /* Owned */
  MhUiContext  *context;
  MhGuideCourse course;
  gint64        begun;     /* -1: not read yet */
  guint         n_done;
};

G_DEFINE_FINAL_TYPE (MhGuideWindow, mh_guide_window, ADW_TYPE_WINDOW)

typedef struct {
  MhGuideCourse course;
  gint64        begun;  /* -1: from now on */
} Question;

typedef struct {
  MhGuideCourse course;
  gint64        begun;
  guint         n_done;
} Answer;

static gpointer
read_guide (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Question *question = input;
  gint64 begun = question->begun >= 0 ? question->begun : mh_guide_begin (desk, error);
  int n_done = begun >= 0 ? mh_guide_count_done (desk, question->course, begun, error) : -1;
  Answer *answer;

  if (n_done < 0)
    return NULL;

  answer = g_new0 (Answer, 1);
  answer->course = question->course;
  answer->begun = begun;
  answer->n_done = (guint) n_done;

  return answer;
}

static GtkWidget *
make_row (MhGuideWindow *self,
          guint          step)
{
  gboolean is_done = step < self->n_done;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *mark = gtk_image_new_from_icon_name (is_done ? "object-select-symbolic" : step == self->n_done ? "go-next-symbolic" : "content-loading-symbolic");
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *words = g_strdup_printf ("%u. %s", step + 1, mh_guide_get_step (self->course, step));
  g_autofree char *spoken = g_strdup_printf ("%s %s", words, is_done ? _("(done)") : step == self->n_done ? _("(now)") : "");

  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_margin_top (box, 10);
  gtk_widget_set_margin_bottom (box, 10);
  if (step == self->n_done)
    gtk_widget_add_css_class (label, "heading");
  else if (!is_done)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return row;
}

static void
show_steps (MhGuideWindow *self)
{
  guint n = mh_guide_get_length (self->course);
  GtkWidget *child;
  g_autofree char *text = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, make_row (self, i));

  text = self->n_done == n ? g_strdup (_("All done. Try it once more, or choose another practice."))
         /* Translators: steps that were done, of how many */
                           : g_strdup_printf (_("%u of %u steps done"), self->n_done, n);
  gtk_label_set_label (self->said, text);
}

static void
guide_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhGuideWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Answer *answer = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (answer == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The practice cannot be followed"), error);
    return;
  }

  /* Another course may have been chosen meanwhile. */
  if (answer->course != self->course || (self->begun >= 0 && answer->begun != self->begun))
    return;

  self->begun = answer->begun;
  self->n_done = answer->n_done;
  show_steps (self);
}

static void
read_again (MhUiContext   *context,
            MhGuideWindow *self)
{
  Question question = { self->course, self->begun };

  mh_ui_context_read_async (context, read_guide, g_memdup2 (&question, sizeof question), g_free, g_free, NULL, guide_read_cb,
                            g_object_ref (self));
}

static void
begin (MhGuideWindow *self)
{
  self->begun = -1;
  self->n_done = 0;
  show_steps (self);
  read_again (self->context, self);
}

static void
choice_changed_cb (MhGuideWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->choice);

  if (self->context == NULL || chosen >= MH_GUIDE_N_COURSES)
    return;

  self->course = (MhGuideCourse) chosen;
  begin (self);
}

static GtkWidget *
make_choice (MhGuideWindow *self)
{
  const char *titles[MH_GUIDE_N_COURSES + 1] = { NULL };

  for (guint i = 0; i < MH_GUIDE_N_COURSES; i++)
    titles[i] = mh_guide_get_title ((MhGuideCourse) i);
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (titles));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What to practise"), -1);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (choice_changed_cb), self);

  return GTK_WIDGET (self->choice);
}

static void
mh_guide_window_dispose (GObject *object)
{
  MhGuideWindow *self = MH_GUIDE_WINDOW (object);

  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_guide_window_parent_class)->dispose (object);
}

static void
mh_guide_window_class_init (MhGuideWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_guide_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_guide_window_init (MhGuideWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *again = gtk_button_new_with_mnemonic (_("_From the Beginning"));

  self->begun = -1;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Steps of the practice"), -1);
  self->said = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->said, TRUE);
  gtk_label_set_xalign (self->said, 0);
  g_signal_connect_swapped (again, "clicked", G_CALLBACK (begin), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_margin_start (page, 18);
  gtk_widget_set_margin_end (page, 18);
  gtk_widget_set_margin_top (page, 12);
  gtk_widget_set_margin_bottom (page, 18);
  gtk_box_append (GTK_BOX (page), make_choice (self));
  gtk_box_append (GTK_BOX (page), scrolled);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->said));
  gtk_box_append (GTK_BOX (page), again);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_guide_window_new:
 * @parent: a widget in the window
 * @context: the open town, one for practice
 *
 * Returns: (transfer none): the window, which begins the first course
 */
GtkWidget *
mh_guide_window_new (GtkWidget   *parent,
                     MhUiContext *context)
{
  MhGuideWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (mh_ui_context_is_practice (context), NULL);

  self = g_object_new (MH_TYPE_GUIDE_WINDOW, "transient-for", gtk_widget_get_root (parent), "destroy-with-parent", TRUE,
                       "title", _("Practice, step by step"), "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_DEFAULT);
  begin (self);

  return GTK_WIDGET (self);
}
