/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-waiting-list"

#include "mh-waiting-list.h"

#include <glib/gi18n-lib.h>

#include "mh-id-row.h"
#include "mh-wish.h"

struct _MhWaitingList
{
  GtkWidget   parent_instance;

  /* Template widgets */
  GtkLabel   *heading;
  GtkStack   *states;
  GtkListBox *units;
};

G_DEFINE_FINAL_TYPE (MhWaitingList, mh_waiting_list, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text,
            const char *style,
            int width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  if (width > 0)
    gtk_label_set_width_chars (GTK_LABEL (label), width);
  else {
    /* Names of several people take a second line rather than an end that nobody can read. */
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_lines (GTK_LABEL (label), 2);
    gtk_widget_set_hexpand (label, TRUE);
  }

  return label;
}

static char *
write_since (gint64 since)
{
  g_autofree char *date = mh_date_format (mh_date_from_ms (since), MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (since));

  return g_strdup_printf (_("since %s %s"), date, time);
}

/* What is special about how they wait, in one line; "" for nothing. */
static char *
write_ways (const MhDayWaiting *unit)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (unit->is_first)
    g_ptr_array_add (parts, g_strdup (_("first in line")));
  if (unit->n_persons > 1)
    g_ptr_array_add (parts, g_strdup_printf (_("%u people together"), unit->n_persons));
  if (unit->class_name != NULL)
    g_ptr_array_add (parts, g_strdup (unit->class_name));
  if (unit->swap)
    g_ptr_array_add (parts, g_strdup (_("gives up an own booking")));
  if (unit->whole_chain)
    g_ptr_array_add (parts, g_strdup (_("all further doses")));
  if (unit->note != NULL)
    g_ptr_array_add (parts, g_strdup (unit->note));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (_(", "), (char **) parts->pdata);
}

static GtkWidget *
make_button (const char *label,
             const char *name,
             const char *action,
             gint64      unit)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", unit);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

/* A long wish takes a second line; the whole of it is told beside the pointer. */
static GtkWidget *
make_wish (const char *wish)
{
  GtkWidget *label = make_label (wish, "mh-count", 14);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_set_tooltip_text (label, wish);

  return label;
}

static GtkWidget *
make_row (const MhDayWaiting *unit,
          guint               position)
{
  g_autofree char *number = g_strdup_printf ("%u", position);
  g_autofree char *wish = mh_wish_describe (unit->wish);
  g_autofree char *since = write_since (unit->since);
  g_autofree char *ways = write_ways (unit);
  const char *offer = unit->has_offer ? _("a place is on offer") : "";
  g_autofree char *looks = g_strdup_printf ("%s %s %s %s %s %s", number, unit->names, ways, wish, since, offer);
  g_autofree char *off_name = g_strdup_printf (_("Take %s off the waiting list"), unit->names);
  g_autofree char *change_name = g_strdup_printf (_("Change how %s waits"), unit->names);
  g_autofree char *details = *ways != '\0' ? g_strdup_printf ("%s ・ %s", since, ways) : g_strdup (since);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *who = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (who, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), make_label (number, "mh-place-number", 2));
  gtk_box_append (GTK_BOX (who), make_label (unit->names, "mh-name", 0));
  gtk_box_append (GTK_BOX (who), make_label (details, "mh-details", 0));
  gtk_box_append (GTK_BOX (box), who);
  if (unit->has_offer)
    gtk_box_append (GTK_BOX (box), make_label (offer, "mh-room", 6));
  gtk_box_append (GTK_BOX (box), make_wish (wish));
  gtk_box_append (GTK_BOX (box), make_button (_("Change …"), change_name, "day.edit-waiting", unit->id));
  gtk_box_append (GTK_BOX (box), make_button (_("Take off the list"), off_name, "day.withdraw", unit->id));

  return mh_id_row_new (unit->id, looks, box);
}

static void
mh_waiting_list_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), MH_TYPE_WAITING_LIST);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mh_waiting_list_parent_class)->dispose (object);
}

static void
mh_waiting_list_class_init (MhWaitingListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_waiting_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-waiting-list.ui");
  gtk_widget_class_bind_template_child (widget_class, MhWaitingList, heading);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingList, states);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingList, units);
}

static void
mh_waiting_list_init (MhWaitingList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_waiting_list_show:
 * @self: the list
 * @day: the day of the programme; not kept
 *
 * Shows who waits.
 */
void
mh_waiting_list_show (MhWaitingList *self,
                      const MhDay   *day)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *heading = NULL;

  g_return_if_fail (MH_IS_WAITING_LIST (self));
  g_return_if_fail (day != NULL);

  for (guint i = 0; i < day->waiting->len; i++)
    g_ptr_array_add (rows, make_row (g_ptr_array_index (day->waiting, i), i + 1));

  heading = g_strdup_printf (ngettext ("%s: %u waits", "%s: %u wait", day->waiting->len), day->programme->name, day->waiting->len);
  gtk_label_set_label (self->heading, heading);
  gtk_stack_set_visible_child_name (self->states, rows->len > 0 ? "rows" : "empty");
  mh_id_rows_put (self->units, rows);
}
