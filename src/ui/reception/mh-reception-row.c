/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-row"

#include "mh-reception-place-private.h"

#include <glib/gi18n-lib.h>

#include "mh-id-row.h"
#include "mh-wording.h"

static char *
write_birth (const MhReceptionPerson *person)
{
  const MhResident *resident = person->person->resident;
  g_autofree char *birth = NULL;

  if (person->age < 0)
    return g_strdup (_("age not known"));

  birth = mh_date_format (resident->birth, MH_DATE_STYLE_SHORT);

  return g_strdup_printf (_("%s ・ %d years"), birth, person->age);
}

/**
 * mh_reception_row_dup_facts:
 * @day: the day
 * @person: who is or was to be there
 *
 * Returns: (transfer full): kana, birth, age, what the person is to have, and what was said
 */
char *
mh_reception_row_dup_facts (MhReceptionDay          *day,
                            const MhReceptionPerson *person)
{
  const MhVisitLine *line = person->line;
  g_autofree char *birth = write_birth (person);
  g_autofree char *dose = day->programme->doses > 1 ? g_strdup_printf (_(" ・ dose %d"), line->dose) : g_strdup ("");
  g_autofree char *items = line->items != NULL ? g_strdup_printf (" ・ %s", line->items) : g_strdup ("");
  g_autofree char *reason = line->visit->reason != NULL ? g_strdup_printf (" ・ %s", line->visit->reason) : g_strdup ("");
  gboolean walked = g_str_equal (line->via, "walk-in");

  return g_strdup_printf ("%s ・ %s%s%s%s%s%s", person->person->resident->kana, birth, dose, items, walked ? " ・ " : "",
                          walked ? mh_wording_booking_via (line->via) : "", reason);
}

/* 「済 9:30」 */
static char *
write_state (const MhVisitRow *visit)
{
  g_autofree char *time = visit->state_at != 0 ? mh_minutes_format (mh_minutes_from_ms (visit->state_at)) : g_strdup ("");

  return g_strdup_printf ("%s %s", mh_wording_visit_state (visit->state), time);
}

/* 「来場 9:12 ・ 番号札 7」, where the state tells of what came after that */
static char *
write_before (const MhVisitRow *visit)
{
  gboolean went_on = visit->came_at != 0 && !g_str_equal (visit->state, "came");
  g_autofree char *time = went_on ? mh_minutes_format (mh_minutes_from_ms (visit->came_at)) : NULL;
  g_autofree char *card = visit->card != 0 ? g_strdup_printf (_("card %d"), visit->card) : NULL;
  const char *came = went_on ? mh_wording_visit_state ("came") : "";

  return g_strdup_printf ("%s%s%s%s%s", came, went_on ? " " : "", went_on ? time : "", went_on && card != NULL ? " ・ " : "",
                          card != NULL ? card : "");
}

static GtkWidget *
make_text (const char *text,
           const char *style,
           int         width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), width);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, style);

  return label;
}

static const char *
get_style (const char *state)
{
  if (g_str_equal (state, "done"))
    return "success";
  if (g_str_equal (state, "came"))
    return "accent";

  return mh_reception_is_missed (state) ? "mh-warning" : "dim-label";
}

/**
 * mh_reception_row_new:
 * @day: the day
 * @person: who is or was to be there
 *
 * Returns: (transfer floating): a row of the list, which knows the booking
 */
GtkWidget *
mh_reception_row_new (MhReceptionDay          *day,
                      const MhReceptionPerson *person)
{
  const MhVisitLine *line = person->line;
  g_autofree char *time = mh_minutes_format (line->start_min);
  g_autofree char *place = line->place != 0 ? g_strdup_printf ("%d", line->place) : g_strdup ("–");
  g_autofree char *facts = mh_reception_row_dup_facts (day, person);
  g_autofree char *state = write_state (line->visit);
  g_autofree char *before = write_before (line->visit);
  g_autofree char *looks = g_strdup_printf ("%s %s %s %s %s %s", time, place, person->person->shown_name, facts, state, before);
  GtkWidget *states = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = make_text (state, get_style (line->visit->state), 18);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), make_text (person->person->shown_name, "mh-name", -1));
  gtk_box_append (GTK_BOX (texts), make_text (facts, "mh-details", -1));
  gtk_box_append (GTK_BOX (box), make_text (time, "mh-slot-time", 6));
  gtk_box_append (GTK_BOX (box), make_text (place, "mh-count", 3));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (label, "mh-state");
  gtk_widget_set_valign (states, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (states), label);
  if (*before != '\0')
    gtk_box_append (GTK_BOX (states), make_text (before, "mh-details", -1));
  gtk_box_append (GTK_BOX (box), states);

  return mh_id_row_new (line->booking, looks, box);
}
