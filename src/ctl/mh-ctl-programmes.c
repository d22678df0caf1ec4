/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-programmes"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-past-doses.h"
#include "mh-programme-effect.h"

static gboolean
read_json_file (const char      *path,
                MhProgrammeSpec *spec,
                GError         **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;

  if (json_parser_load_from_file (parser, path, &local_error) && json_parser_get_root (parser) != NULL)
    return mh_programmes_read_json (spec, json_parser_get_root (parser), error);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("The file cannot be read as JSON (%s)."),
               local_error != NULL ? local_error->message : path);

  return FALSE;
}

static gboolean
run_programme_add (MhCtlCall *call,
                   GError   **error)
{
  g_autoptr (MhProgrammeSpec) spec = mh_programme_spec_new ();
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error) ||
      !read_json_file (call->args[0], spec, error))
    return FALSE;

  id = mh_programmes_add (&desk, spec, error);
  if (id == 0)
    return FALSE;

  mh_ctl_add_int (call, "programme", id);
  mh_ctl_add_text (call, "name", spec->programme->name);

  return TRUE;
}

static gboolean
run_programme_list (MhCtlCall *call,
                    GError   **error)
{
  g_autoptr (GPtrArray) programmes = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  programmes = mh_programme_table_list (desk.db, error);
  if (programmes == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "programmes");
  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "programme", programme->id);
    mh_ctl_add_text (call, "name", programme->name);
    mh_ctl_add_int (call, "doses", programme->doses);
    mh_ctl_add_text (call, "series", programme->series);
    mh_ctl_add_some (call, "template", programme->template_of);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_programme_show (MhCtlCall *call,
                    GError   **error)
{
  g_autoptr (MhProgrammeSpec) spec = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  spec = mh_programmes_load (&desk, id, error);
  if (spec == NULL)
    return FALSE;

  mh_ctl_add_int (call, "programme", id);
  mh_ctl_add_some (call, "template", spec->programme->template_of);
  json_builder_set_member_name (call->builder, "rules");
  json_builder_add_value (call->builder, mh_programmes_write_json (spec));

  return TRUE;
}

static void
add_effect_rows (MhCtlCall  *call,
                 const char *member,
                 GPtrArray  *rows)
{
  mh_ctl_begin_array (call, member);
  for (guint i = 0; i < rows->len; i++) {
    const MhEffectRow *row = g_ptr_array_index (rows, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "name", row->name);
    mh_ctl_add_date (call, "birth", row->birth);
    mh_ctl_add_text (call, "reason", row->reason != MH_PLAN_CHOSEN ? mh_plan_reason_text (row->reason) : NULL);
    if (row->booking != 0) {
      mh_ctl_add_int (call, "booking", row->booking);
      mh_ctl_add_date (call, "date", row->date);
      mh_ctl_add_minutes (call, "start", row->start_min);
      mh_ctl_add_text (call, "item-name", row->item);
    }
    if (row->unit != 0)
      mh_ctl_add_int (call, "unit", row->unit);
    if (row->dose != 0) {
      mh_ctl_add_int (call, "dose", row->dose);
      mh_ctl_add_date (call, "earliest-before", row->earliest_before);
      mh_ctl_add_date (call, "earliest-after", row->earliest_after);
    }
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_effect (MhCtlCall      *call,
            const MhEffect *effect)
{
  mh_ctl_add_date (call, "date", effect->day);
  mh_ctl_add_int (call, "people-before", effect->n_before);
  mh_ctl_add_int (call, "people-after", effect->n_after);
  mh_ctl_add_int (call, "unnamed", effect->n_unnamed);

  mh_ctl_begin_array (call, "ages");
  for (guint i = 0; i < MH_AGE_BANDS; i++) {
    if (effect->in_by_band[i] == 0 && effect->out_by_band[i] == 0 && effect->interval_by_band[i] == 0)
      continue;

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "age", mh_age_band_text (i));
    mh_ctl_add_int (call, "come-in", effect->in_by_band[i]);
    mh_ctl_add_int (call, "fall-out", effect->out_by_band[i]);
    mh_ctl_add_int (call, "other-interval", effect->interval_by_band[i]);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  add_effect_rows (call, "comes-in", effect->comes_in);
  add_effect_rows (call, "falls-out", effect->falls_out);
  add_effect_rows (call, "other-days", effect->intervals);
  add_effect_rows (call, "unfit-bookings", effect->bookings);
  add_effect_rows (call, "unfit-waiting", effect->waiting);
}

static gboolean
read_day (const MhDesk *desk,
          const char   *text,
          MhDate       *out_day,
          GError      **error)
{
  *out_day = mh_desk_today (desk);

  return text == NULL || mh_ctl_read_date (desk, text, out_day, error);
}

static gboolean
run_programme_edit (MhCtlCall *call,
                    GError   **error)
{
  gboolean dry_run = FALSE;
  g_autofree char *date_text = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only tell whom it would affect"), NULL },
    { "date", 0, 0, MH_CTL_TEXT, &date_text, N_("For which day people are counted; today"), N_("DATE") },
    { NULL },
  };
  g_autoptr (MhProgrammeSpec) spec = NULL;
  g_autoptr (MhEffect) effect = NULL;
  MhDesk desk;
  MhDate day;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !mh_ctl_read_id (call->args[0], &id, error) ||
      !mh_ctl_open (call, &desk, error) || !read_day (&desk, date_text, &day, error))
    return FALSE;

  spec = mh_programmes_load (&desk, id, error);
  if (spec == NULL || !read_json_file (call->args[1], spec, error) || !mh_programmes_check (spec, error))
    return FALSE;

  effect = mh_effect_make (&desk, spec, day, error);
  if (effect == NULL || (!dry_run && !mh_programmes_edit (&desk, spec, NULL, error)))
    return FALSE;

  mh_ctl_add_int (call, "programme", id);
  mh_ctl_add_bool (call, "saved", !dry_run);
  add_effect (call, effect);

  return TRUE;
}

static gboolean
run_programme_copy (MhCtlCall *call,
                    GError   **error)
{
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, MH_CTL_TEXT, &name, N_("Of the new one; the old name with the next year, else"), N_("NAME") },
    { NULL },
  };
  g_autoptr (MhProgramme) programme = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  id = mh_programmes_copy (&desk, id, name, error);
  programme = id != 0 ? mh_programme_table_get (desk.db, id, error) : NULL;
  if (programme == NULL)
    return FALSE;

  mh_ctl_add_int (call, "programme", id);
  mh_ctl_add_text (call, "name", programme->name);
  mh_ctl_add_int (call, "template", programme->template_of);

  return TRUE;
}

static void
add_person (MhCtlCall  *call,
            const char *member,
            const char *name,
            MhDate      birth)
{
  mh_ctl_begin_object (call, member);
  mh_ctl_add_text (call, "name", name);
  mh_ctl_add_date (call, "birth", birth);
  mh_ctl_end_object (call);
}

static void
add_cohort_line (MhCtlCall          *call,
                 const MhCohortLine *line)
{
  g_autofree char *range = mh_cohort_format_range (line->oldest, line->youngest);

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_text (call, "item-name", line->item);
  mh_ctl_add_text (call, "births", range);
  mh_ctl_add_date (call, "from", line->oldest);
  mh_ctl_add_date (call, "to", line->youngest);
  mh_ctl_add_int (call, "people", line->n_people);
  mh_ctl_add_int (call, "unnamed", line->n_unnamed);
  add_person (call, "oldest", line->oldest_name, line->oldest_birth);
  add_person (call, "youngest", line->youngest_name, line->youngest_birth);

  mh_ctl_begin_array (call, "ages");
  for (guint i = 0; i < MH_AGE_BANDS; i++) {
    if (line->n_by_band[i] == 0)
      continue;

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "age", mh_age_band_text (i));
    mh_ctl_add_int (call, "people", line->n_by_band[i]);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_end_object (call);
}

static gboolean
run_programme_cohort (MhCtlCall *call,
                      GError   **error)
{
  g_autofree char *date_text = NULL;
  const GOptionEntry entries[] = {
    { "date", 0, 0, MH_CTL_TEXT, &date_text, N_("For which day people are counted; today"), N_("DATE") },
    { NULL },
  };
  g_autoptr (MhProgrammeSpec) spec = NULL;
  g_autoptr (MhCohort) cohort = NULL;
  MhDesk desk;
  MhDate day;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) ||
      !mh_ctl_open (call, &desk, error) || !read_day (&desk, date_text, &day, error))
    return FALSE;

  spec = mh_programmes_load (&desk, id, error);
  cohort = spec != NULL ? mh_cohort_make (&desk, spec, day, error) : NULL;
  if (cohort == NULL)
    return FALSE;

  mh_ctl_add_int (call, "programme", id);
  mh_ctl_add_date (call, "date", day);
  mh_ctl_begin_array (call, "cohorts");
  for (guint i = 0; i < cohort->lines->len; i++)
    add_cohort_line (call, g_ptr_array_index (cohort->lines, i));
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_past_dose_add (MhCtlCall *call,
                   GError   **error)
{
  gint64 programme = 0;
  int dose = 0;
  g_autofree char *date_text = NULL;
  g_autofree char *source = NULL;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Of which programme"), N_("PROGRAMME") },
    { "dose", 0, 0, G_OPTION_ARG_INT, &dose, N_("Which dose"), N_("N") },
    { "date", 0, 0, MH_CTL_TEXT, &date_text, N_("On which day it was had"), N_("DATE") },
    { "source", 0, 0, MH_CTL_TEXT, &source, N_("Where that is known from"), N_("TEXT") },
    { NULL },
  };
  MhDesk desk;
  MhDate date;
  gint64 resident, id;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (programme == 0 || dose == 0 || date_text == NULL)
    return mh_ctl_fail_usage (error, _("Give --programme, --dose and --date."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &resident, error) ||
      !mh_ctl_read_date (&desk, date_text, &date, error))
    return FALSE;

  id = mh_past_doses_add (&desk, resident, programme, dose, date, source, error);
  if (id == 0)
    return FALSE;

  mh_ctl_add_int (call, "past-dose", id);

  return TRUE;
}

static gboolean
run_past_dose_remove (MhCtlCall *call,
                      GError   **error)
{
  MhDesk desk;
  gint64 resident, id;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_read_id (call->args[1], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_ctl_find_resident (&desk, call->args[0], &resident, error) || !mh_past_doses_remove (&desk, resident, id, error))
    return FALSE;

  mh_ctl_add_int (call, "past-dose", id);

  return TRUE;
}

static gboolean
add_next_dose (MhCtlCall    *call,
               const MhDesk *desk,
               gint64        resident,
               gint64        programme,
               GError      **error)
{
  MhDoseDays days;
  int dose;

  if (!mh_past_doses_next (desk, resident, programme, &dose, &days, error))
    return FALSE;

  mh_ctl_begin_object (call, "next");
  mh_ctl_add_int (call, "dose", dose);
  mh_ctl_add_date (call, "earliest", days.earliest);
  mh_ctl_add_date (call, "standard", days.standard);
  mh_ctl_add_date (call, "warn-after", days.warn_after);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
run_past_dose_list (MhCtlCall *call,
                    GError   **error)
{
  gint64 programme = 0;
  const GOptionEntry entries[] = {
    { "programme", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Of one programme only, with the days of the next dose"), N_("PROGRAMME") },
    { NULL },
  };
  g_autoptr (GPtrArray) doses = NULL;
  MhDesk desk;
  gint64 resident;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_ctl_find_resident (&desk, call->args[0], &resident, error))
    return FALSE;

  doses = mh_past_dose_table_list (desk.db, resident, programme, error);
  if (doses == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "past-doses");
  for (guint i = 0; i < doses->len; i++) {
    const MhPastDose *dose = g_ptr_array_index (doses, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "past-dose", dose->id);
    mh_ctl_add_int (call, "programme", dose->programme);
    mh_ctl_add_int (call, "dose", dose->dose);
    mh_ctl_add_date (call, "date", dose->date);
    mh_ctl_add_text (call, "source", *dose->source != '\0' ? dose->source : NULL);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return programme == 0 || add_next_dose (call, &desk, resident, programme, error);
}

static gboolean
run_item_places (MhCtlCall *call,
                 GError   **error)
{
  g_autoptr (GPtrArray) items = NULL;
  MhDesk desk;
  gint64 slot, places;

  if (!mh_ctl_parse (call, NULL, 3, 3, error) || !mh_ctl_read_id (call->args[0], &slot, error))
    return FALSE;
  if (g_str_equal (call->args[2], "all"))
    places = -1;
  else if (!g_ascii_string_to_signed (call->args[2], 10, 0, 1000, &places, NULL))
    return mh_ctl_fail_usage (error, _("Give the number of places, or all for as many as the slot has."));
  if (!mh_ctl_open (call, &desk, error) || !mh_programmes_set_item_places (&desk, slot, call->args[1], (int) places, error))
    return FALSE;

  items = mh_item_table_list_slot (desk.db, slot, error);
  if (items == NULL)
    return FALSE;

  mh_ctl_add_int (call, "slot", slot);
  mh_ctl_begin_array (call, "items");
  for (guint i = 0; i < items->len; i++) {
    const MhSlotItem *item = g_ptr_array_index (items, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "item", item->item);
    mh_ctl_add_text (call, "name", item->name);
    mh_ctl_add_int (call, "booked", item->n_booked);
    mh_ctl_add_int (call, "free", item->n_free);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_programmes_commands[] = {
  { "programme add", N_("FILE.json"), N_("Add a programme"), run_programme_add },
  { "programme list", NULL, N_("List the programmes"), run_programme_list },
  { "programme show", N_("PROGRAMME"), N_("Show a programme's rules"), run_programme_show },
  { "programme edit", N_("PROGRAMME FILE.json"), N_("Change a programme's rules and tell whom it affects"), run_programme_edit },
  { "programme copy", N_("PROGRAMME"), N_("Make a programme like that of the last year"), run_programme_copy },
  { "programme cohort", N_("PROGRAMME"), N_("Tell whom a programme's rules let come"), run_programme_cohort },
  { "item places", N_("SLOT NAME PLACES"), N_("Say how many of a slot may have an item; all: as many as it has places"), run_item_places },
  { "past-dose add", N_("REGISTER-NUMBER"), N_("Note a dose that somebody had elsewhere"), run_past_dose_add },
  { "past-dose remove", N_("REGISTER-NUMBER PAST-DOSE"), N_("Take such a note away"), run_past_dose_remove },
  { "past-dose list", N_("REGISTER-NUMBER"), N_("List the doses that somebody had elsewhere"), run_past_dose_list },
  { NULL },
};
