/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-waiting"

#include "mh-waiting.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-eligibility.h"
#include "mh-error.h"
#include "mh-programme-table.h"
#include "mh-refill-private.h"
#include "mh-resident-table.h"
#include "mh-wish.h"

static gboolean
add_member (const MhDesk      *desk,
            const MhProgramme *programme,
            MhWaitingUnit     *unit,
            gint64             resident,
            GError           **error)
{
  gint64 other = 0;
  int dose;

  if (!mh_waiting_table_find (desk->db, programme->id, resident, &other, error) ||
      !mh_eligibility_next_dose (desk, programme, resident, &dose, error))
    return FALSE;

  if (other != 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This person is already on the waiting list."));
    return FALSE;
  }

  if (dose > programme->doses) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This person already has a booking. To change the time, please move the booking."));
    return FALSE;
  }

  for (guint i = 0; i < unit->residents->len; i++) {
    if (g_array_index (unit->residents, gint64, i) == resident) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please choose two different people."));
      return FALSE;
    }
  }

  g_array_append_val (unit->residents, resident);
  g_array_append_val (unit->doses, dose);

  return TRUE;
}

/* The dead and those who have left are refused; age is judged for the day of the place that comes free. */
static gboolean
check_member (const MhDesk *desk,
              gint64        resident,
              GError      **error)
{
  g_autoptr (MhResident) person = mh_resident_table_get (desk->db, resident, error);

  if (person == NULL)
    return FALSE;

  if (g_str_equal (person->status, "dead") || g_str_equal (person->status, "moved-out") ||
      g_str_equal (person->status, "removed")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         mh_plan_reason_text (g_str_equal (person->status, "dead") ? MH_PLAN_DEAD : MH_PLAN_MOVED_OUT));
    return FALSE;
  }

  return TRUE;
}

static MhWaitingUnit *
make_unit (const MhDesk      *desk,
           const MhProgramme *programme,
           const gint64      *residents,
           gsize              n_residents,
           const char        *wish,
           GError           **error)
{
  g_autoptr (MhWaitingUnit) unit = g_new0 (MhWaitingUnit, 1);

  unit->programme = programme->id;
  unit->registered_at = mh_desk_now (desk);
  unit->residents = g_array_new (FALSE, FALSE, sizeof (gint64));
  unit->doses = g_array_new (FALSE, FALSE, sizeof (int));
  unit->wish = mh_wish_normalize (wish, error);

  if (unit->wish == NULL)
    return NULL;

  for (gsize i = 0; i < n_residents; i++) {
    if (!check_member (desk, residents[i], error) ||
        !add_member (desk, programme, unit, residents[i], error))
      return NULL;
  }

  return g_steal_pointer (&unit);
}

/**
 * mh_waiting_add:
 * @desk: the desk
 * @programme: for what
 * @residents: (array length=n_residents): who
 * @n_residents: 1, or 2 who go together or not at all
 * @wish: (nullable): any, am, pm, or ISO dates separated by commas
 * @error: return location
 *
 * Puts a unit at the end of the waiting list.
 *
 * Returns: the unit, 0 with @error set
 */
gint64
mh_waiting_add (const MhDesk *desk,
                gint64        programme,
                const gint64 *residents,
                gsize         n_residents,
                const char   *wish,
                GError      **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhProgramme) what = NULL;
  g_autoptr (MhWaitingUnit) unit = NULL;
  gint64 id;

  if (n_residents < 1 || n_residents > 2) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("One or two people can wait together."));
    return 0;
  }

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "waiting.add", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return 0;

  what = mh_programme_table_get (desk->db, programme, error);
  if (what == NULL)
    return 0;

  unit = make_unit (desk, what, residents, n_residents, wish, error);
  if (unit == NULL)
    return 0;

  id = mh_waiting_table_insert (desk->db, unit, error);
  if (id == 0)
    return 0;

  for (gsize i = 0; i < n_residents; i++)
    mh_act_add_person (act, residents[i]);
  mh_act_set_int (act, "unit", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_waiting_withdraw:
 * @desk: the desk
 * @unit: a unit that waits
 * @error: return location
 *
 * Takes a unit off the waiting list. An open offer to it ends and the next is asked.
 *
 * Returns: whether it was taken off
 */
gboolean
mh_waiting_withdraw (const MhDesk *desk,
                     gint64        unit,
                     GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "waiting.withdraw", MH_UNDO_WHOLE, error);
  g_autoptr (MhWaitingUnit) old = NULL;

  if (act == NULL)
    return FALSE;

  old = mh_waiting_table_get (desk->db, unit, error);
  if (old == NULL)
    return FALSE;

  if (!g_str_equal (old->state, "waiting")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This entry is no longer on the waiting list."));
    return FALSE;
  }

  if (!mh_waiting_table_set_state (desk->db, unit, "withdrawn", error) ||
      !mh_refill_end_offers_of_unit (desk, act, unit, error))
    return FALSE;

  for (guint i = 0; i < old->residents->len; i++)
    mh_act_add_person (act, g_array_index (old->residents, gint64, i));
  mh_act_set_int (act, "unit", unit);

  return mh_act_commit (act, error);
}
