/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-words"

#include "mh-audience.h"

#include <glib/gi18n-lib.h>

#include "mh-people.h"
#include "mh-programme-cohort.h"
#include "mh-session-table.h"
#include "mh-wording.h"

static const char * const states[] = {
  NC_ ("audience", "may book and has not"),
  NC_ ("audience", "neither booked nor had"),
  NC_ ("audience", "booked"),
  NC_ ("audience", "has had it"),
  NC_ ("audience", "missed it"),
  NC_ ("audience", "cancelled"),
  NC_ ("audience", "on the waiting list"),
};

/* 「65〜74歳」 */
static char *
format_years (int from,
              int to)
{
  if (to >= 130)
    return g_strdup_printf (_("%d years or older"), from);
  if (from == 0)
    return g_strdup_printf (_("up to %d years"), to);
  if (from == to)
    return g_strdup_printf (_("%d years"), from);

  return g_strdup_printf (_("%d to %d years"), from, to);
}

static void
describe_age (const MhDesk         *desk,
              const MhAudienceRule *rule,
              GPtrArray            *lines)
{
  static const MhAgeBasis bases[] = { MH_AGE_BASIS_LAW, MH_AGE_BASIS_FISCAL_YEAR, MH_AGE_BASIS_SCHOOL_YEAR };
  MhAgeRule age = { bases[rule->age_rule], rule->age_from * 12, (rule->age_to + 1) * 12 };
  MhDate on = mh_date_is_set (rule->age_on) ? rule->age_on : mh_desk_today (desk);
  g_autofree char *day = mh_date_format (on, MH_DATE_STYLE_LONG);
  g_autofree char *years = NULL;
  g_autofree char *births = NULL;
  MhDate oldest, youngest;

  if (!rule->has_age)
    return;

  mh_age_rule_birth_range (&age, on, &oldest, &youngest);
  if (rule->age_to >= 130)
    oldest = MH_DATE_NONE;
  years = format_years (rule->age_from, rule->age_to);
  births = mh_cohort_format_range (oldest, youngest);
  if (rule->age_rule == MH_AUDIENCE_AGE_FISCAL)
    g_ptr_array_add (lines, g_strdup_printf (_("Age: %s (by the end of the fiscal year of %s; %s)"), years, day, births));
  else if (rule->age_rule == MH_AUDIENCE_AGE_SCHOOL)
    g_ptr_array_add (lines, g_strdup_printf (_("Age: %s (by the school year of %s; %s)"), years, day, births));
  else
    g_ptr_array_add (lines, g_strdup_printf (_("Age: %s (on %s; %s)"), years, day, births));
}

static gboolean
describe_person (const MhDesk         *desk,
                 const MhAudienceRule *rule,
                 GPtrArray            *lines,
                 GError              **error)
{
  g_auto (GStrv) systems = mh_people_district_names (desk, error);

  if (systems == NULL)
    return FALSE;

  describe_age (desk, rule, lines);
  if (mh_date_is_set (rule->born_from) || mh_date_is_set (rule->born_to))
    g_ptr_array_add (lines, mh_cohort_format_range (rule->born_from, rule->born_to));
  if (rule->sex != NULL)
    g_ptr_array_add (lines, g_strdup_printf (_("Sex: %s"), mh_wording_sex (rule->sex)));

  for (guint i = 0; i < rule->districts->len; i++) {
    const MhAudienceDistricts *districts = g_ptr_array_index (rule->districts, i);
    g_autofree char *names = g_strjoinv (_(", "), districts->names);

    g_ptr_array_add (lines, g_strdup_printf (_("%s: %s"), systems[districts->system - 1], names));
  }

  if (rule->households != NULL) {
    g_autofree char *numbers = g_strjoinv (_(", "), rule->households);

    g_ptr_array_add (lines, g_strdup_printf (_("Households: %s"), numbers));
  }

  return TRUE;
}

static gboolean
describe_programme (const MhDesk         *desk,
                    const MhAudienceRule *rule,
                    GPtrArray            *lines,
                    GError              **error)
{
  g_autoptr (MhProgramme) programme = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  if (rule->programme == 0)
    return TRUE;

  programme = mh_programme_table_get (desk->db, rule->programme, error);
  if (programme == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    if (rule->states & (1u << i))
      g_string_append_printf (words, "%s%s", words->len > 0 ? _(" or ") : "", g_dpgettext2 (GETTEXT_PACKAGE, "audience", states[i]));
  }

  g_ptr_array_add (lines, g_strdup_printf (_("%s: %s"), programme->name, words->str));

  return TRUE;
}

static gboolean
describe_places (const MhDesk         *desk,
                 const MhAudienceRule *rule,
                 GPtrArray            *lines,
                 GError              **error)
{
  if (rule->session != 0) {
    g_autoptr (MhSession) session = mh_session_table_get (desk->db, rule->session, error);
    g_autofree char *day = session != NULL ? mh_date_format (session->date, MH_DATE_STYLE_WEEKDAY) : NULL;

    if (session == NULL)
      return FALSE;

    g_ptr_array_add (lines, g_strdup_printf (_("Booked on %s at %s"), day, session->venue));
  }

  if (rule->slot != 0) {
    g_autoptr (MhSlot) slot = mh_session_table_get_slot (desk->db, rule->slot, error);
    g_autofree char *day = slot != NULL ? mh_date_format (slot->date, MH_DATE_STYLE_WEEKDAY) : NULL;
    g_autofree char *time = slot != NULL ? mh_minutes_format (slot->start_min) : NULL;

    if (slot == NULL)
      return FALSE;

    g_ptr_array_add (lines, g_strdup_printf (_("Booked for %s of %s"), time, day));
  }

  return TRUE;
}

static void
describe_reach (const MhAudienceRule *rule,
                GPtrArray            *lines)
{
  if (rule->channels != NULL) {
    g_autoptr (GString) words = g_string_new (NULL);

    for (guint i = 0; rule->channels[i] != NULL; i++)
      g_string_append_printf (words, "%s%s", i > 0 ? _(", ") : "", mh_wording_channel (rule->channels[i]));
    g_ptr_array_add (lines, g_strdup_printf (_("Reached by: %s"), words->str));
  }

  if (rule->consented)
    g_ptr_array_add (lines, g_strdup (_("Only who has said yes to messages of this kind")));
}

static void
describe_lists (const MhAudienceRule *rule,
                GPtrArray            *lines)
{
  if (rule->only != NULL)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("Only %u person of a list", "Only %u people of a list", rule->only->len), rule->only->len));
  else if (lines->len == 0)
    g_ptr_array_add (lines, g_strdup (_("Everybody on the resident list")));
  if (rule->plus->len > 0)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("Besides, %u person chosen by hand", "Besides, %u people chosen by hand", rule->plus->len),
                                             rule->plus->len));
  if (rule->minus->len > 0)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("Without %u person left out by hand", "Without %u people left out by hand", rule->minus->len),
                                             rule->minus->len));
}

/**
 * mh_audience_describe:
 * @desk: the desk
 * @rule: who is meant
 * @error: return location; MH_ERROR_NOT_FOUND when a programme, session or slot of the rule is not there
 *
 * Ages are told with the births that they mean, by the Japanese eras: a slip is seen at once (越谷市 2022: a base date of the wrong year).
 *
 * Returns: (transfer full): the rule in words, a line a condition, or %NULL
 */
char *
mh_audience_describe (const MhDesk         *desk,
                      const MhAudienceRule *rule,
                      GError              **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (rule != NULL, NULL);

  if (!describe_person (desk, rule, lines, error) || !describe_programme (desk, rule, lines, error) ||
      !describe_places (desk, rule, lines, error))
    return NULL;

  describe_reach (rule, lines);
  describe_lists (rule, lines);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}
