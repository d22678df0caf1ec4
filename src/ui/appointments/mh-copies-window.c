/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-copies-window"

#include "mh-copies-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-deed.h"
#include "mh-print.h"
#include "mh-roster-copies.h"

#define WIDTH 900
#define HEIGHT 600

struct _MhCopiesWindow
{
  AdwWindow       parent_instance;

  GtkCheckButton *all_days;    /* (unowned) */
  GtkCheckButton *back_too;    /* (unowned) */
  GtkLabel       *summary;     /* (unowned) */
  GtkLabel       *refusal;     /* (unowned) */
  GtkListBox     *list;        /* (unowned) */
  GtkWidget      *all_button;  /* (unowned) */

  MhUiContext    *context;     /* (owned) (nullable) once closed */
  gint64          session;
  GArray         *out;         /* (owned) (element-type gint64) the copies of the list that are out */
  guint           reading;     /* number of the look that is wanted */
};

G_DEFINE_FINAL_TYPE (MhCopiesWindow, mh_copies_window, ADW_TYPE_WINDOW)

/* Which copies. */
typedef struct {
  gint64       session;  /* 0: of all days */
  gboolean     out;      /* only those that have not come back */
  MhUiContext *context;  /* (owned) (nullable) for printing */
} Which;

/* One line of the list, as the worker has put it into words. */
typedef struct {
  gint64   id;
  gboolean is_out;
  gboolean overdue;
  char    *title;     /* (owned) */
  char    *subtitle;  /* (owned) */
} Line;

/* What came of copies. */
typedef struct {
  GArray     *prints;  /* (owned) (element-type gint64) */
  const char *how;     /* (nullable) */
} Return;

typedef struct {
  MhCopiesWindow *self;    /* (owned) */
  guint           number;
} Look;

static void
which_free (Which *which)
{
  g_clear_object (&which->context);
  g_free (which);
}

static void
line_free (Line *line)
{
  g_free (line->title);
  g_free (line->subtitle);
  g_free (line);
}

static void
return_free (Return *back)
{
  g_array_unref (back->prints);
  g_free (back);
}

static void
look_free (Look *look)
{
  g_object_unref (look->self);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static Line *
line_new (const MhDesk       *desk,
          const MhRosterCopy *copy)
{
  Line *line = g_new0 (Line, 1);
  g_autofree char *words = mh_roster_copy_words (copy);
  g_autofree char *day = mh_date_format (copy->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *printed_day = mh_date_format (mh_date_from_ms (copy->printed_at), MH_DATE_STYLE_SHORT);
  g_autofree char *printed_time = mh_minutes_format (mh_minutes_from_ms (copy->printed_at));
  GString *subtitle = g_string_new (mh_roster_copy_state_words (desk, copy));

  if (copy->recipient != NULL && *copy->recipient != '\0')
    g_string_append_printf (subtitle, _(" ・ taken by %s"), copy->recipient);
  g_string_append_printf (subtitle, g_dngettext (GETTEXT_PACKAGE, " ・ %lld person on it", " ・ %lld people on it", (gulong) copy->n_rows),
                          (long long) copy->n_rows);
  g_string_append_printf (subtitle, _(" ・ printed %s %s by %s"), printed_day, printed_time, copy->operator_name);

  line->id = copy->id;
  line->is_out = copy->returned_at == 0;
  line->overdue = mh_roster_copy_is_overdue (desk, copy);
  line->title = g_strdup_printf ("%s ・ %s %s ・ %s", words, day, copy->venue, copy->programme);
  line->subtitle = g_string_free (subtitle, FALSE);

  return line;
}

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Which *which = input;
  g_autoptr (GPtrArray) copies = mh_roster_copies_list (desk, which->session, which->out, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);

  for (guint i = 0; copies != NULL && i < copies->len; i++)
    g_ptr_array_add (lines, line_new (desk, g_ptr_array_index (copies, i)));

  return copies != NULL ? g_steal_pointer (&lines) : NULL;
}

static gpointer
return_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const Return *back = input;
  gint64 act = mh_roster_copies_return (desk, (gpointer) back->prints->data, back->prints->len, back->how, error);

  return act != 0 ? mh_deed_done (0, act) : NULL;
}

static gpointer
draw_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Which *which = input;

  return mh_roster_copies_draw (desk, which->session, which->out, error);
}

static Which *
which_new (MhCopiesWindow *self)
{
  Which *which = g_new0 (Which, 1);

  which->session = gtk_check_button_get_active (self->all_days) ? 0 : self->session;
  which->out = !gtk_check_button_get_active (self->back_too);

  return which;
}

static void
show_refusal (MhCopiesWindow *self,
              const char     *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

static void read_again (MhCopiesWindow *self);

static void
returned_cb (GtkWidget        *widget,
             const MhDeedDone *done,
             const GError     *error,
             gpointer          user_data)
{
  MhCopiesWindow *self = MH_COPIES_WINDOW (widget);

  if (self->context == NULL)
    return;

  read_again (self);
  show_refusal (self, error != NULL ? error->message : "");
}

/* @how: (nullable): %NULL: they are out after all */
static void
note_return (MhCopiesWindow *self,
             const gint64   *prints,
             guint           n_prints,
             const char     *how)
{
  Return *back = g_new0 (Return, 1);

  back->prints = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (back->prints, prints, n_prints);
  back->how = how;
  mh_deed_run (GTK_WIDGET (self), self->context, return_work, back, (GDestroyNotify) return_free, _("The list of copies was changed"),
               returned_cb, NULL);
}

static void
back_clicked_cb (GtkButton      *button,
                 MhCopiesWindow *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "copy");

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  note_return (self, id, 1, g_object_get_data (G_OBJECT (button), "how"));
}

static void
all_clicked_cb (GtkButton      *button,
                MhCopiesWindow *self)
{
  gtk_widget_set_sensitive (self->all_button, FALSE);
  note_return (self, (gpointer) self->out->data, self->out->len, "returned");
}

/* @how: (nullable): a code that lives for ever */
static void
add_button (MhCopiesWindow *self,
            GtkWidget      *row,
            const Line     *line,
            const char     *label,
            const char     *how)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, line->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "copy", g_memdup2 (&line->id, sizeof line->id), g_free);
  g_object_set_data (G_OBJECT (button), "how", (gpointer) how);
  g_signal_connect_object (button, "clicked", G_CALLBACK (back_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (MhCopiesWindow *self,
          const Line     *line)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  if (line->overdue)
    gtk_widget_add_css_class (row, "error");

  if (line->is_out) {
    add_button (self, row, line, _("Came back"), "returned");
    add_button (self, row, line, _("Was shredded"), "shredded");
  } else {
    add_button (self, row, line, _("Is out after all"), NULL);
  }

  return row;
}

static void
show_lines (MhCopiesWindow *self,
            GPtrArray      *lines)
{
  g_autofree char *summary = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_array_set_size (self->out, 0);

  for (guint i = 0; i < lines->len; i++) {
    const Line *line = g_ptr_array_index (lines, i);

    if (line->is_out)
      g_array_append_val (self->out, line->id);
    gtk_list_box_append (self->list, make_row (self, line));
  }

  summary = self->out->len > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u copy is out", "%u copies are out", self->out->len), self->out->len)
            : g_strdup (_("No copy is out"));
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->list), lines->len > 0);
  gtk_widget_set_sensitive (self->all_button, self->out->len > 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhCopiesWindow *self = look->self;

  if (self->context == NULL || look->number != self->reading)
    return;

  if (lines != NULL)
    show_lines (self, lines);
  else
    show_refusal (self, error->message);
}

static void
read_again (MhCopiesWindow *self)
{
  Look *look = g_new0 (Look, 1);

  look->self = g_object_ref (self);
  look->number = ++self->reading;
  mh_ui_context_read_async (self->context, read_work, which_new (self), (GDestroyNotify) which_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                            read_cb, look);
}

static void
choice_changed_cb (GtkCheckButton *check,
                   GParamSpec     *pspec,
                   MhCopiesWindow *self)
{
  show_refusal (self, "");
  read_again (self);
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  MhRoster *roster = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  mh_print_take (user_data, roster, error);
}

static void
print_wanted_cb (MhPrint *print,
                 gpointer user_data)
{
  const Which *which = user_data;
  Which *asked = g_new0 (Which, 1);

  asked->session = which->session;
  asked->out = which->out;
  mh_ui_context_read_async (which->context, draw_work, asked, (GDestroyNotify) which_free, (GDestroyNotify) mh_roster_free, NULL, drawn_cb, print);
}

static void
print_clicked_cb (GtkButton      *button,
                  MhCopiesWindow *self)
{
  Which *which = which_new (self);

  which->context = g_object_ref (self->context);
  mh_print_roster_async (GTK_WIDGET (self), _("Copies Given Out"), FALSE, print_wanted_cb, which, (GDestroyNotify) which_free);
}

static GtkWidget *
make_head (MhCopiesWindow *self)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *leave = gtk_button_new_with_label (_("Close"));
  GtkWidget *print = gtk_button_new_with_label (_("Print …"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), leave);
  g_signal_connect_object (print, "clicked", G_CALLBACK (print_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_header_bar_pack_end (ADW_HEADER_BAR (head), print);
  self->all_button = gtk_button_new_with_label (_("All of these came back"));
  gtk_widget_set_sensitive (self->all_button, FALSE);
  g_signal_connect_object (self->all_button, "clicked", G_CALLBACK (all_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_header_bar_pack_end (ADW_HEADER_BAR (head), self->all_button);

  return head;
}

static GtkCheckButton *
add_check (MhCopiesWindow *self,
           GtkBox         *box,
           const char     *text)
{
  GtkWidget *check = gtk_check_button_new_with_label (text);

  gtk_widget_set_size_request (check, -1, 32);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (choice_changed_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (box, check);

  return GTK_CHECK_BUTTON (check);
}

static void
mh_copies_window_dispose (GObject *object)
{
  g_clear_object (&MH_COPIES_WINDOW (object)->context);

  G_OBJECT_CLASS (mh_copies_window_parent_class)->dispose (object);
}

static void
mh_copies_window_finalize (GObject *object)
{
  g_array_unref (MH_COPIES_WINDOW (object)->out);

  G_OBJECT_CLASS (mh_copies_window_parent_class)->finalize (object);
}

static void
mh_copies_window_class_init (MhCopiesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_copies_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_copies_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_copies_window_init (MhCopiesWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkBox *body = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));

  self->out = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_window_set_title (GTK_WINDOW (self), _("Copies Given Out"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);

  gtk_widget_set_margin_start (GTK_WIDGET (body), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (body), 18);
  gtk_widget_set_margin_top (GTK_WIDGET (body), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (body), 12);
  mh_allot_add_label (body, _("Every printed list has a number. What was handed on comes back or is shredded; tick it off here."), "dim-label");
  self->all_days = add_check (self, body, _("Also those of other days"));
  self->back_too = add_check (self, body, _("Also those that have come back or were shredded"));
  self->refusal = mh_allot_add_label (body, "", "error");
  self->summary = mh_allot_add_label (body, _("One moment …"), "heading");
  self->list = mh_allot_add_list (body, _("Copies Given Out"));
  show_refusal (self, "");
  gtk_widget_set_vexpand (GTK_WIDGET (body), TRUE);

  gtk_box_append (GTK_BOX (content), make_head (self));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (body));
  adw_window_set_content (ADW_WINDOW (self), content);
}

/**
 * mh_copies_window_open:
 * @parent: a widget of the window over which it comes
 * @context: the open town
 * @session: the day whose copies are shown at first
 *
 * Shows which copies are out, and ticks them off.
 */
void
mh_copies_window_open (GtkWidget   *parent,
                       MhUiContext *context,
                       gint64       session)
{
  MhCopiesWindow *self = g_object_new (MH_TYPE_COPIES_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->session = session;
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
}
