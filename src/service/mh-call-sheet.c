/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-call-sheet"

#include "mh-call-sheet.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-audit.h"
#include "mh-paper-phone.h"
#include "mh-people.h"
#include "mh-reception-after.h"

static GPtrArray *
list_people (const MhDesk *desk,
             const GArray *people,
             GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < people->len; i++)
    g_array_append_val (ids, g_array_index (people, MhNotYet, i).resident);

  return mh_people_list (desk, (const gint64 *) (void *) ids->data, ids->len, error);
}

static gboolean
note_print (const MhDesk *desk,
            const GArray *people,
            GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = g_strdup_printf ("{\"rows\":%u,\"columns\":[\"name\",\"kana\",\"age\",\"dose\",\"phone\"]}", people->len);

  for (guint i = 0; i < people->len; i++)
    g_array_append_val (ids, g_array_index (people, MhNotYet, i).resident);

  if (!mh_db_begin (desk->db, error))
    return FALSE;

  if (mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "call-sheet.print", 0, detail, ids, error) &&
      mh_db_commit (desk->db, error)) {
    mh_audit_keep_head (desk->db);
    return TRUE;
  }

  mh_db_rollback (desk->db);

  return FALSE;
}

/* The number, or what stands in its place: an empty cell would send the nurse looking for one that must not be called. */
static char *
dup_phone (const MhDesk   *desk,
           const MhPerson *person,
           GError        **error)
{
  g_autofree char *phone = NULL;
  const char *why;

  if (!mh_paper_phone (desk, person->resident->id, "booking", &phone, &why, error))
    return NULL;

  if (phone != NULL)
    return g_steal_pointer (&phone);
  if (g_str_equal (why, "protected"))
    return g_strdup (_("Please look at the person's page."));

  return g_strdup (g_str_equal (why, "opted-out") ? C_("roster", "Not by telephone") : _("No number"));
}

static gboolean
add_row (const MhDesk   *desk,
         MhRoster       *roster,
         const MhPerson *person,
         const MhNotYet *one,
         GError        **error)
{
  int years = mh_age_years (person->resident->birth, mh_desk_today (desk));
  g_autofree char *age = years >= 0 ? g_strdup_printf ("%d", years) : g_strdup ("");
  g_autofree char *dose = g_strdup_printf ("%d", one->dose);
  g_autofree char *phone = dup_phone (desk, person, error);
  const char *cells[] = { person->resident->name, person->resident->kana, age, dose, phone, "", "", NULL };

  if (phone == NULL)
    return FALSE;

  mh_roster_add_row (roster, cells);

  return TRUE;
}

/**
 * mh_call_sheet_make:
 * @desk: the desk, not in a transaction
 * @title: what the sheet is about
 * @people: (element-type MhNotYet): whom to call
 * @error: return location
 *
 * Who does not want to be called about bookings stands on it with a word in place of the number (mh_paper_phone()).
 *
 * Returns: (transfer full): the sheet, or %NULL
 */
MhRoster *
mh_call_sheet_make (const MhDesk *desk,
                    const char   *title,
                    const GArray *people,
                    GError      **error)
{
  g_autoptr (GPtrArray) found = list_people (desk, people, error);
  g_autoptr (MhRoster) roster = NULL;
  g_autofree char *count = g_strdup_printf (_("%u people"), people->len);
  g_autofree char *day = mh_date_format (mh_desk_today (desk), MH_DATE_STYLE_LONG);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (mh_desk_now (desk)));
  /* Translators: day, time, operator */
  g_autofree char *printed = g_strdup_printf (_("Printed %s %s, %s"), day, time, desk->operator_name);
  guint name;

  if (found == NULL || !note_print (desk, people, error))
    return NULL;

  g_return_val_if_fail (found->len == people->len, NULL);
  roster = mh_roster_new (title);
  mh_roster_add_subtitle (roster, count);
  mh_roster_set_printed_at (roster, printed);
  name = mh_roster_add_column (roster, _("Name"), 8, MH_ROSTER_ALIGN_START);
  mh_roster_set_name_column (roster, name);
  mh_roster_add_column (roster, _("Kana"), 9, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Age"), 3, MH_ROSTER_ALIGN_END);
  mh_roster_add_column (roster, _("Dose"), 3, MH_ROSTER_ALIGN_END);
  mh_roster_add_column (roster, _("Telephone"), 9, MH_ROSTER_ALIGN_START);
  mh_roster_add_check_column (roster, _("Called"));
  mh_roster_add_column (roster, _("What was said"), 12, MH_ROSTER_ALIGN_START);

  for (guint i = 0; i < found->len; i++) {
    if (!add_row (desk, roster, g_ptr_array_index (found, i), &g_array_index (people, MhNotYet, i), error))
      return NULL;
  }

  return g_steal_pointer (&roster);
}
