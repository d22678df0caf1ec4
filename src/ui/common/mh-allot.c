/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-allot"

#include "mh-allot.h"

#include <glib/gi18n-lib.h>

#include "mh-draw-table.h"
#include "mh-household-table.h"
#include "mh-people.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"

#define WIDTH 980
#define HEIGHT 640
#define SIDE 380        /* px of the column of choices */
#define MOST_LINES 300  /* in one list; the numbers of all stand above it */

/**
 * mh_allot_choices_free:
 * @choices: what was read
 */
void
mh_allot_choices_free (MhAllotChoices *choices)
{
  g_array_unref (choices->sessions);
  g_ptr_array_unref (choices->days);
  g_clear_pointer (&choices->districts, g_ptr_array_unref);
  g_free (choices);
}

static gboolean
add_day (const MhDesk    *desk,
         const MhSession *session,
         MhAllotChoices  *choices,
         GError         **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (desk->db, session->id, error);
  g_autofree char *date = mh_date_format (session->date, MH_DATE_STYLE_WEEKDAY);
  int n_free = 0;

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    n_free += ((MhSlot *) g_ptr_array_index (slots, i))->n_free;

  g_array_append_val (choices->sessions, session->id);
  g_ptr_array_add (choices->days, g_strdup_printf (_("%s, %s (%d free)"), date, session->venue, n_free));

  return slots != NULL;
}

/**
 * mh_allot_read:
 * @desk: the desk
 * @input: (type gint64*): a programme
 * @error: return location
 *
 * Returns: (transfer full) (type MhAllotChoices): what can be chosen, or %NULL
 */
gpointer
mh_allot_read (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  gint64 programme = *(gint64 *) input;
  g_autoptr (MhAllotChoices) choices = g_new0 (MhAllotChoices, 1);
  g_autoptr (MhProgramme) rules = mh_programme_table_get (desk->db, programme, error);
  g_autoptr (GPtrArray) sessions = rules != NULL ? mh_session_table_list (desk->db, programme, error) : NULL;
  g_autoptr (GPtrArray) draws = sessions != NULL ? mh_draw_table_list (desk->db, programme, error) : NULL;

  choices->sessions = g_array_new (FALSE, FALSE, sizeof (gint64));
  choices->days = g_ptr_array_new_with_free_func (g_free);
  choices->districts = draws != NULL ? mh_household_table_list_districts (desk->db, mh_desk_today (desk), error) : NULL;
  if (choices->districts == NULL)
    return NULL;

  for (guint i = 0; i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);

    if (g_str_equal (session->state, "open") && mh_date_compare (session->date, mh_desk_today (desk)) >= 0 &&
        !add_day (desk, session, choices, error))
      return NULL;
  }

  choices->doses = rules->doses;
  choices->last_draw = draws->len > 0 ? ((MhDraw *) g_ptr_array_index (draws, 0))->id : 0;

  return g_steal_pointer (&choices);
}

/**
 * mh_allot_write_names:
 * @desk: the desk
 * @residents: (array length=n_residents): people
 * @n_residents: how many
 * @error: return location
 *
 * Returns: (transfer full): their names, or %NULL
 */
char *
mh_allot_write_names (const MhDesk *desk,
                      const gint64 *residents,
                      gsize         n_residents,
                      GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, residents, n_residents, error);
  g_autoptr (GString) names = g_string_new (NULL);

  if (people == NULL)
    return NULL;

  for (guint i = 0; i < people->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "・" : "", ((MhPerson *) g_ptr_array_index (people, i))->shown_name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/**
 * mh_allot_add_label:
 * @box: where it comes last
 * @text: the words
 * @css_class: (nullable): how they look
 *
 * Returns: (transfer none): the label
 */
GtkLabel *
mh_allot_add_label (GtkBox     *box,
                    const char *text,
                    const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);

  return GTK_LABEL (label);
}

/**
 * mh_allot_add_choice:
 * @box: where it comes last
 * @label: its words
 *
 * Returns: (transfer none): the choice, empty
 */
GtkDropDown *
mh_allot_add_choice (GtkBox     *box,
                     const char *label)
{
  GtkWidget *choice = gtk_drop_down_new (NULL, NULL);

  mh_allot_add_label (box, label, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (box, choice);

  return GTK_DROP_DOWN (choice);
}

/**
 * mh_allot_fill_choice:
 * @choice: a choice
 * @first: (nullable): what stands first
 * @words: (element-type utf8): the others
 */
void
mh_allot_fill_choice (GtkDropDown *choice,
                      const char  *first,
                      GPtrArray   *words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (first != NULL)
    gtk_string_list_append (list, first);
  for (guint i = 0; i < words->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (words, i));

  gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
}

static GtkBox *
make_column (void)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_widget_set_margin_start (column, 18);
  gtk_widget_set_margin_end (column, 18);
  gtk_widget_set_margin_top (column, 12);
  gtk_widget_set_margin_bottom (column, 12);

  return GTK_BOX (column);
}

static GtkWidget *
make_head (const char *leave,
           GtkWidget  *act)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *leaving = gtk_button_new_with_label (leave);

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leaving), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), leaving);
  gtk_widget_add_css_class (act, "suggested-action");
  gtk_widget_set_sensitive (act, FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (head), act);

  return head;
}

/**
 * mh_allot_build:
 * @window: an empty window
 * @leave: words on the button that leaves without doing anything
 * @act: words on the button that does it; it cannot be pressed yet
 * @out_left: (out) (transfer none): where the choices go
 * @out_right: (out) (transfer none): where the answer goes
 *
 * Returns: (transfer none): the button that does it
 */
GtkWidget *
mh_allot_build (AdwWindow  *window,
                const char *leave,
                const char *act,
                GtkBox    **out_left,
                GtkBox    **out_right)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *button = gtk_button_new_with_label (act);

  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);

  *out_left = make_column ();
  *out_right = make_column ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (*out_left));
  gtk_widget_set_size_request (scrolled, SIDE, -1);
  gtk_widget_set_hexpand (scrolled, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (*out_right), TRUE);
  gtk_box_append (GTK_BOX (halves), scrolled);
  gtk_box_append (GTK_BOX (halves), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (halves), GTK_WIDGET (*out_right));
  gtk_widget_set_vexpand (halves, TRUE);

  gtk_box_append (GTK_BOX (content), make_head (leave, button));
  gtk_box_append (GTK_BOX (content), halves);
  adw_window_set_content (window, content);

  return button;
}

/**
 * mh_allot_add_list:
 * @box: where it comes last
 * @name: what a screen reader calls it
 *
 * Returns: (transfer none): the list, empty
 */
GtkListBox *
mh_allot_add_list (GtkBox     *box,
                   const char *name)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_set_visible (list, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (box, scrolled);

  return GTK_LIST_BOX (list);
}

static void
add_line (GtkListBox *list,
          const char *line)
{
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_bottom (label, 8);
  gtk_widget_set_margin_start (label, 10);
  gtk_widget_set_margin_end (label, 10);
  gtk_list_box_append (list, label);
}

/**
 * mh_allot_fill_list:
 * @list: a list
 * @lines: (nullable) (element-type utf8): what it shows from now on
 */
void
mh_allot_fill_list (GtkListBox *list,
                    GPtrArray  *lines)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));

  for (guint i = 0; lines != NULL && i < MIN (lines->len, MOST_LINES); i++)
    add_line (list, g_ptr_array_index (lines, i));

  if (lines != NULL && lines->len > MOST_LINES) {
    g_autofree char *more = g_strdup_printf (_("and %u more"), lines->len - MOST_LINES);

    add_line (list, more);
  }

  gtk_widget_set_visible (GTK_WIDGET (list), lines != NULL && lines->len > 0);
}
