/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-papers-window"

#include "mh-papers-window.h"

#include <glib/gi18n-lib.h>

#include "mh-by-hand.h"
#include "mh-date.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-moment.h"
#include "mh-outgoing-table.h"

#define WIDTH 820
#define HEIGHT 560

struct _MhPapersWindow
{
  AdwWindow    parent_instance;

  AdwBin      *list;               /* (unowned) */

  MhUiContext *context;            /* (owned) (nullable) once closed */
  gint64       broadcast;          /* 0: all */
};

G_DEFINE_FINAL_TYPE (MhPapersWindow, mh_papers_window, ADW_TYPE_WINDOW)

/* One paper, and where it is from now on. */
typedef struct {
  gint64   sheet;
  gboolean back;
} Fate;

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const gint64 *broadcast = input;

  return mh_outgoing_table_list_sheets (desk->db, *broadcast, NULL, error);
}

static gpointer
set_back_work (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Fate *fate = input;
  gint64 act = mh_by_hand_set_back (desk, fate->sheet, fate->back, error);

  return act != 0 ? mh_deed_done (0, act) : NULL;
}

static void
fate_clicked_cb (GtkWidget      *button,
                 MhPapersWindow *self)
{
  const Fate *fate = g_object_get_data (G_OBJECT (button), "fate");

  mh_deed_run (GTK_WIDGET (self), self->context, set_back_work, g_memdup2 (fate, sizeof *fate), g_free,
               fate->back ? _("Noted: it is not outside any more") : _("Noted: it is outside"), NULL, NULL);
}

static char *
write_title (const MhOutgoingSheet *sheet)
{
  if (g_str_equal (sheet->kind, "call-sheet"))
    return g_strdup_printf (_("Call sheet no. %lld ・ people: %u"), (long long) sheet->id, sheet->n_rows);

  if (g_str_equal (sheet->kind, "letters"))
    return g_strdup_printf (_("Letters no. %lld ・ people: %u"), (long long) sheet->id, sheet->n_rows);

  return g_strdup_printf (_("Address labels no. %lld ・ people: %u"), (long long) sheet->id, sheet->n_rows);
}

static char *
write_state (const MhOutgoingSheet *sheet)
{
  g_autofree char *made = mh_moment_format (sheet->made_at, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *back = sheet->back_at != 0 ? mh_moment_format (sheet->back_at, MH_DATE_STYLE_WEEKDAY) : NULL;
  g_autofree char *where = back != NULL ? g_strdup_printf (_("came back or was shredded %s"), back) : g_strdup (_("still outside"));

  return g_strdup_printf (_("Printed %s by %s ・ %s ・ still to be told: %u"), made, sheet->made_by, where, sheet->n_open);
}

static GtkWidget *
make_row (MhPapersWindow        *self,
          const MhOutgoingSheet *sheet)
{
  const Fate fate = { sheet->id, sheet->back_at == 0 };
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (fate.back ? _("Came Back or Was Shredded") : _("It Is Outside after All"));
  g_autofree char *title = write_title (sheet);
  g_autofree char *state = write_state (sheet);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "fate", g_memdup2 (&fate, sizeof fate), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fate_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhPapersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheets = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  GtkWidget *page;
  GtkWidget *group;

  if (self->context == NULL)
    return;

  if (sheets == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The papers cannot be read"), error);
    return;
  }

  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), sheets->len > 0 ? _("Paper with people on it") : _("Nothing has been printed yet"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("Note each paper that has come back or was shredded. What is still outside stands first."));
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < sheets->len; i++) {
      const MhOutgoingSheet *sheet = g_ptr_array_index (sheets, i);

      if ((sheet->back_at != 0) == (pass == 1))
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, sheet));
    }
  }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_bin_set_child (self->list, page);
}

static void
read_again (MhPapersWindow *self)
{
  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_work, g_memdup2 (&self->broadcast, sizeof self->broadcast), g_free,
                              (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, g_object_ref (self));
}

static void
mh_papers_window_dispose (GObject *object)
{
  MhPapersWindow *self = MH_PAPERS_WINDOW (object);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_papers_window_parent_class)->dispose (object);
}

static void
mh_papers_window_class_init (MhPapersWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_papers_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_papers_window_init (MhPapersWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *leave = gtk_button_new_with_label (_("Close"));

  gtk_window_set_title (GTK_WINDOW (self), _("Printed Papers"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), leave);
  self->list = ADW_BIN (adw_bin_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->list), TRUE);
  gtk_box_append (GTK_BOX (content), head);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->list));
  adw_window_set_content (ADW_WINDOW (self), content);
}

/**
 * mh_papers_window_open:
 * @parent: a widget of the window over which it comes
 * @context: the open town
 * @broadcast: only its paper, 0: all there is
 *
 * Shows what was printed, and notes what came back.
 */
void
mh_papers_window_open (GtkWidget   *parent,
                       MhUiContext *context,
                       gint64       broadcast)
{
  MhPapersWindow *self;

  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self = g_object_new (MH_TYPE_PAPERS_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);
  self->context = g_object_ref (context);
  self->broadcast = broadcast;
  g_signal_connect_object (context, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
