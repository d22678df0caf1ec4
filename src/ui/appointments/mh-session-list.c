/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-session-list"

#include "mh-session-list.h"

#include <glib/gi18n-lib.h>

#include "mh-fill-bar.h"
#include "mh-id-row.h"
#include "mh-wording.h"

struct _MhSessionList
{
  GtkWidget   parent_instance;

  /* Template widgets */
  GtkListBox *days;
  GtkWidget  *add_session;

  gint64      told;     /* the day that "chosen" told of last */
  gboolean    filling;  /* rows are being replaced */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (MhSessionList, mh_session_list, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
make_heading (const char *text,
              const char *note)
{
  g_autofree char *looks = g_strdup_printf ("%s %s", text, note);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = make_label (text, "heading");

  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (heading), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (heading), 2);
  gtk_box_append (GTK_BOX (box), heading);
  if (*note != '\0')
    gtk_box_append (GTK_BOX (box), make_label (note, "dim-label"));

  return mh_id_row_new (0, looks, box);
}

static char *
write_filled (const MhSessionFill *day)
{
  if (day->n_held > 0)
    return g_strdup_printf (_("%d of %d ・ %d on offer"), day->n_booked, day->n_places, day->n_held);

  if (day->n_free == 0)
    return g_strdup_printf (_("%d of %d ・ full"), day->n_booked, day->n_places);

  return g_strdup_printf (_("%d of %d"), day->n_booked, day->n_places);
}

static GtkWidget *
make_day (const MhSessionFill *day)
{
  g_autofree char *date = mh_date_format (day->date, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *filled = write_filled (day);
  gboolean open = g_str_equal (day->state, "open");
  g_autofree char *venue = open ? g_strdup (day->venue) : g_strdup_printf ("%s ・ %s", mh_wording_session_state (day->state), day->venue);
  g_autofree char *looks = g_strdup_printf ("%s %s %s", date, venue, filled);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *bar = mh_fill_bar_new ();
  GtkWidget *count = make_label (filled, "mh-count");
  GtkWidget *place = make_label (venue, "mh-details");

  mh_fill_bar_set (MH_FILL_BAR (bar), day->n_booked, day->n_held, day->n_free, !open);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
  /* A venue's end tells two rooms of one house apart. */
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (place), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (place), PANGO_WRAP_WORD_CHAR);

  gtk_box_append (GTK_BOX (line), bar);
  gtk_box_append (GTK_BOX (line), count);
  gtk_box_append (GTK_BOX (box), make_label (date, "mh-name"));
  gtk_box_append (GTK_BOX (box), place);
  gtk_box_append (GTK_BOX (box), line);

  return mh_id_row_new (day->session, looks, box);
}

/* The days of @programme to come, or those gone by, the last of them first. */
static guint
add_days (GPtrArray               *rows,
          const MhAgendaProgramme *programme,
          MhDate                   today,
          gboolean                 gone_by)
{
  guint n = programme->days->len;
  guint n_added = 0;

  for (guint i = 0; i < n; i++) {
    const MhSessionFill *day = g_ptr_array_index (programme->days, gone_by ? n - 1 - i : i);

    if ((mh_date_compare (day->date, today) < 0) != gone_by)
      continue;

    g_ptr_array_add (rows, make_day (day));
    n_added++;
  }

  return n_added;
}

static void
add_gone_by (GPtrArray       *rows,
             const GPtrArray *programmes,
             MhDate           today)
{
  guint at = rows->len;
  guint n_added = 0;

  for (guint i = 0; i < programmes->len; i++)
    n_added += add_days (rows, g_ptr_array_index (programmes, i), today, TRUE);

  if (n_added > 0)
    g_ptr_array_insert (rows, (int) at, make_heading (_("Days gone by"), ""));
}

static GPtrArray *
make_rows (const GPtrArray *programmes,
           MhDate           today)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < programmes->len; i++) {
    const MhAgendaProgramme *programme = g_ptr_array_index (programmes, i);
    guint at = rows->len;
    guint n_added = add_days (rows, programme, today, FALSE);

    g_ptr_array_insert (rows, (int) at, make_heading (programme->programme->name, n_added > 0 ? "" : _("No day to come yet")));
  }

  add_gone_by (rows, programmes, today);

  return rows;
}

static void
tell_choice (MhSessionList *self)
{
  gint64 session = self->filling ? 0 : mh_session_list_get (self);

  if (self->filling || session == self->told)
    return;

  self->told = session;
  g_signal_emit (self, chosen_signal, 0, session);
}

static void
day_selected_cb (GtkListBox    *box,
                 GtkListBoxRow *row,
                 MhSessionList *self)
{
  tell_choice (self);
}

static void
select_first (MhSessionList *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->days, i)) != NULL; i++) {
    if (gtk_list_box_row_get_selectable (row)) {
      gtk_list_box_select_row (self->days, row);
      return;
    }
  }
}

/* What is chosen elsewhere is seen here. */
static void
bring_into_view (MhSessionList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->days);
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->days);
  graphene_rect_t bounds;

  /* Before it has a size there is nothing to bring it into. */
  if (row == NULL || adjustment == NULL || gtk_adjustment_get_page_size (adjustment) <= 1 ||
      !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->days), &bounds))
    return;

  gtk_adjustment_clamp_page (adjustment, (double) bounds.origin.y, (double) (bounds.origin.y + bounds.size.height));
}

static void
mh_session_list_dispose (GObject *object)
{
  GtkWidget *child;

  /* Rows that go are no choice. */
  MH_SESSION_LIST (object)->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MH_TYPE_SESSION_LIST);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mh_session_list_parent_class)->dispose (object);
}

static void
mh_session_list_class_init (MhSessionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_session_list_dispose;

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-session-list.ui");
  gtk_widget_class_bind_template_child (widget_class, MhSessionList, days);
  gtk_widget_class_bind_template_child (widget_class, MhSessionList, add_session);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
}

static void
mh_session_list_init (MhSessionList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_session_list_show:
 * @self: the list
 * @agenda: what there is; not kept
 * @today: which days are gone by
 *
 * Shows programmes and days. Without a choice, the next day to come is chosen.
 */
void
mh_session_list_show (MhSessionList  *self,
                      const MhAgenda *agenda,
                      MhDate          today)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_return_if_fail (MH_IS_SESSION_LIST (self));
  g_return_if_fail (agenda != NULL);

  rows = make_rows (agenda->programmes, today);
  self->filling = TRUE;
  mh_id_rows_put (self->days, rows);
  if (mh_session_list_get (self) == 0)
    select_first (self);
  self->filling = FALSE;

  gtk_widget_set_sensitive (self->add_session, agenda->programmes->len > 0);
  tell_choice (self);
}

/**
 * mh_session_list_get:
 * @self: the list
 *
 * Returns: the chosen day, 0 when there is none
 */
gint64
mh_session_list_get (MhSessionList *self)
{
  g_return_val_if_fail (MH_IS_SESSION_LIST (self), 0);

  return mh_id_rows_get (self->days);
}

/**
 * mh_session_list_choose:
 * @self: the list
 * @session: a day
 * @focus: whether the keyboard goes there, too
 *
 * Chooses a day, where it is there.
 */
void
mh_session_list_choose (MhSessionList *self,
                        gint64         session,
                        gboolean       focus)
{
  gboolean is_other;

  g_return_if_fail (MH_IS_SESSION_LIST (self));

  is_other = mh_session_list_get (self) != session;
  if (mh_id_rows_select (self->days, session, focus) && is_other)
    bring_into_view (self);
}
