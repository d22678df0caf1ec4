/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-today-row"

#include "mh-today-row.h"

#include <glib/gi18n-lib.h>

#include "mh-countdown.h"
#include "mh-id-row.h"
#include "mh-wording.h"

#define BAR_WIDTH 220

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
make_bar (const MhTodayDay *day,
          const char       *filled)
{
  GtkWidget *bar = gtk_level_bar_new ();

  /* Full is neither good nor bad here: no colours of their own. */
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), day->n_places > 0 ? (double) (day->n_booked + day->n_held) / day->n_places : 0);
  gtk_widget_set_size_request (bar, BAR_WIDTH, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "mh-fill");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, filled, -1);

  return bar;
}

static char *
write_date (MhDate date,
            MhDate today)
{
  g_autofree char *text = mh_date_format (date, MH_DATE_STYLE_WEEKDAY);
  int days = mh_date_to_days (date) - mh_date_to_days (today);

  if (days == 0)
    return g_strdup_printf (_("Today, %s"), text);

  return days == 1 ? g_strdup_printf (_("Tomorrow, %s"), text) : g_steal_pointer (&text);
}

static char *
write_times (const MhTodayDay *day)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (day->start_min < 0)
    return g_strdup (_("No time slots yet"));

  start = mh_minutes_format (day->start_min);
  end = mh_minutes_format (day->end_min);

  return g_strdup_printf ("%s–%s", start, end);
}

static char *
write_where (const MhTodayDay *day)
{
  g_autofree char *times = write_times (day);

  if (g_str_equal (day->state, "open"))
    return g_strdup_printf ("%s ・ %s ・ %s", times, day->programme, day->venue);

  return g_strdup_printf ("%s ・ %s ・ %s ・ %s", times, day->programme, day->venue, mh_wording_session_state (day->state));
}

static char *
write_filled (const MhTodayDay *day)
{
  if (day->n_held > 0)
    return g_strdup_printf (_("%d of %d ・ %d on offer"), day->n_booked, day->n_places, day->n_held);

  if (day->n_free == 0 && day->n_places > 0)
    return g_strdup_printf (_("%d of %d ・ full"), day->n_booked, day->n_places);

  return g_strdup_printf (_("%d of %d"), day->n_booked, day->n_places);
}

/**
 * mh_today_row_new_day:
 * @day: one of the days at hand
 * @today: the date
 * @n: its number in the list, from 1
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
mh_today_row_new_day (const MhTodayDay *day,
                      MhDate            today,
                      guint             n)
{
  g_autofree char *date = write_date (day->date, today);
  g_autofree char *where = write_where (day);
  g_autofree char *filled = write_filled (day);
  g_autofree char *looks = g_strdup_printf ("%s %s %s", date, where, filled);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *count = make_label (filled, "mh-count");

  gtk_box_append (GTK_BOX (words), make_label (date, "mh-name"));
  gtk_box_append (GTK_BOX (words), make_label (where, "mh-details"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), count);
  gtk_box_append (GTK_BOX (line), make_bar (day, filled));

  return mh_id_row_new (n, looks, line);
}

/* What a press leads to. */
static const char *
write_way (const MhTodayLine *line)
{
  switch (line->kind) {
  case MH_TODAY_OFFER:
  case MH_TODAY_FREE:
    return _("To the day");

  case MH_TODAY_BROADCAST:
    return _("To the broadcast");

  case MH_TODAY_CHECK:
    return line->broadcast != 0 ? _("To the broadcast") : _("To the messages");

  case MH_TODAY_BY_HAND:
    return line->broadcast != 0 ? _("To the broadcast") : _("To the person");

  case MH_TODAY_PROTECTED:
    return _("To the person");

  case MH_TODAY_LOOSE:
    return _("To move or cancel it");

  case MH_TODAY_UNNOTED:
    return _("To the reception desk");

  case MH_TODAY_FIX:
    return _("To the numbers");

  default:
    g_return_val_if_reached ("");
  }
}

static const char *
icon_of (MhTodayKind kind)
{
  static const char * const icons[] = {
    "mail-send-symbolic", "list-add-symbolic", "dialog-question-symbolic", "security-high-symbolic", "mail-send-symbolic",
    "call-start-symbolic", "dialog-question-symbolic", "document-edit-symbolic", "document-edit-symbolic",
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (icons), "");

  return icons[kind];
}

static GtkWidget *
make_countdown (const MhTodayLine *line,
                MhClock           *clock)
{
  GtkWidget *countdown = line->kind == MH_TODAY_OFFER
                         /* Translators: %s is a time, 42 minutes */
                         ? mh_countdown_new (_("%s left to answer"), _("The time to answer is over"))
                         : mh_countdown_new (_("%s left to stop it"), _("It begins"));

  mh_countdown_set (MH_COUNTDOWN (countdown), clock, line->until);
  gtk_widget_add_css_class (countdown, "mh-count");

  return countdown;
}

/**
 * mh_today_row_new_line:
 * @line: what needs somebody
 * @clock: the clock
 * @n: its number in the list, from 1
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
mh_today_row_new_line (const MhTodayLine *line,
                       MhClock           *clock,
                       guint              n)
{
  g_autofree char *text = mh_today_describe (line);
  g_autofree char *looks = g_strdup_printf ("%s ・ %s", text, write_way (line));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_of (line->kind)));
  gtk_box_append (GTK_BOX (box), words);
  if (line->until != 0)
    gtk_box_append (GTK_BOX (box), make_countdown (line, clock));
  gtk_box_append (GTK_BOX (box), make_label (write_way (line), "mh-details"));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));

  return mh_id_row_new (n, looks, box);
}
