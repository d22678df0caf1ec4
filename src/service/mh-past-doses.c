/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-past-doses"

#include "mh-past-doses.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-programmes.h"
#include "mh-resident-table.h"

static gboolean
fail (GError    **error,
      const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, sentence);

  return FALSE;
}

static gboolean
check_dose (const MhDesk     *desk,
            const MhPastDose *dose,
            GError          **error)
{
  g_autoptr (MhProgramme) programme = mh_programme_table_get (desk->db, dose->programme, error);
  g_autoptr (MhResident) person = programme != NULL ? mh_resident_table_get (desk->db, dose->resident, error) : NULL;
  gboolean is_had;

  if (person == NULL)
    return FALSE;

  if (dose->dose < 1 || dose->dose > programme->doses)
    return fail (error, _("This programme has fewer doses."));
  if (!mh_date_is_set (dose->date) || mh_date_compare (dose->date, mh_desk_today (desk)) > 0)
    return fail (error, _("Please give the day on which it was had. It must not lie in the future."));
  if (mh_date_is_set (person->birth) && mh_date_compare (dose->date, person->birth) < 0)
    return fail (error, _("That day lies before the birth of this person."));
  if (!mh_past_dose_table_is_had (desk->db, dose->programme, dose->resident, dose->dose, &is_had, error))
    return FALSE;

  return !is_had || fail (error, _("This dose is noted as had already."));
}

/**
 * mh_past_doses_add:
 * @desk: the desk
 * @resident: who
 * @programme: of what
 * @dose: which one, 1 or more
 * @date: when it was had
 * @source: (nullable): where that is known from, such as 母子手帳
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_NOT_FOUND
 *
 * Notes a dose that was had elsewhere, so that it is not given a second time (下関市 2021: a third dose) and the next one is counted from it.
 *
 * Returns: what was noted, or 0
 */
gint64
mh_past_doses_add (const MhDesk *desk,
                   gint64        resident,
                   gint64        programme,
                   int           dose,
                   MhDate        date,
                   const char   *source,
                   GError      **error)
{
  g_autofree char *tidy = g_strstrip (g_strdup (source != NULL ? source : ""));
  MhPastDose past = { .programme = programme, .resident = resident, .dose = dose, .date = date, .source = tidy };
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "past-dose.add", MH_UNDO_WHOLE, error);
  gint64 id;

  if (act == NULL || !check_dose (desk, &past, error))
    return 0;

  id = mh_past_dose_table_insert (desk->db, &past, error);
  if (id == 0)
    return 0;

  mh_act_add_person (act, resident);
  mh_act_set_int (act, "programme", programme);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_past_doses_remove:
 * @desk: the desk
 * @resident: whose
 * @id: what was noted
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone
 */
gboolean
mh_past_doses_remove (const MhDesk *desk,
                      gint64        resident,
                      gint64        id,
                      GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "past-dose.remove", MH_UNDO_WHOLE, error);
  g_autoptr (MhPastDose) dose = act != NULL ? mh_past_dose_table_get (desk->db, id, error) : NULL;

  if (dose == NULL)
    return FALSE;

  if (dose->resident != resident) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This dose is no longer noted."));
    return FALSE;
  }

  if (!mh_past_dose_table_delete (desk->db, id, error))
    return FALSE;

  mh_act_add_person (act, resident);
  mh_act_set_int (act, "programme", dose->programme);

  return mh_act_commit (act, error);
}

/**
 * mh_past_doses_next:
 * @desk: the desk
 * @resident: who
 * @programme: of what
 * @out_dose: (out): the first dose that was neither had nor booked; beyond the last when there is none
 * @out_days: (out): from when on and when at best; none for the first dose
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_past_doses_next (const MhDesk *desk,
                    gint64        resident,
                    gint64        programme,
                    int          *out_dose,
                    MhDoseDays   *out_days,
                    GError      **error)
{
  g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (desk, programme, error);
  g_autoptr (MhResident) person = spec != NULL ? mh_resident_table_get (desk->db, resident, error) : NULL;
  MhDate previous = MH_DATE_NONE;

  if (person == NULL || !mh_eligibility_next_dose (desk, spec->programme, resident, out_dose, error))
    return FALSE;

  if (*out_dose > 1 && *out_dose <= spec->programme->doses &&
      !mh_past_dose_table_last_day (desk->db, programme, resident, *out_dose - 1, &previous, error))
    return FALSE;

  mh_dose_plan ((const MhDoseRule *) (gpointer) spec->dose_rules->data, spec->dose_rules->len, spec->programme->interval_days,
                *out_dose, person->birth, previous, out_days);

  return TRUE;
}
