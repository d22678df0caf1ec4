/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people-family.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-household-table.h"
#include "mh-person-act.h"
#include "mh-protection-table.h"
#include "mh-text.h"

/**
 * mh_bond_free:
 * @bond: (nullable): a bond
 */
void
mh_bond_free (MhBond *bond)
{
  if (bond == NULL)
    return;

  g_free (bond->name);
  g_free (bond->relation);
  g_free (bond);
}

/* Whether others may be named on the page of @resident. What cannot be judged is hidden. */
static gboolean
may_name_others (const MhDesk *desk,
                 gint64        resident,
                 gboolean      revealed,
                 gboolean     *out_may,
                 GError      **error)
{
  gboolean is_protected = TRUE;

  *out_may = FALSE;
  if (!mh_protection_table_covers (desk->db, resident, mh_desk_today (desk), &is_protected, error))
    return FALSE;

  *out_may = !is_protected || revealed;

  return TRUE;
}

/**
 * mh_people_household:
 * @desk: the desk
 * @resident: whose household
 * @revealed: whether what is hidden of @resident is shown now
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhPerson): the others, the oldest first; of a protected @resident nobody unless @revealed
 */
GPtrArray *
mh_people_household (const MhDesk *desk,
                     gint64        resident,
                     gboolean      revealed,
                     GError      **error)
{
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GArray) ids = NULL;
  gboolean may;

  if (!may_name_others (desk, resident, revealed, &may, error))
    return NULL;

  if (!may)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) mh_person_free);

  ids = mh_household_table_list (desk->db, resident, error);
  if (ids == NULL)
    return NULL;

  people = mh_people_list (desk, (const gint64 *) (void *) ids->data, ids->len, error);
  for (guint i = people != NULL ? people->len : 0; i-- > 0;) {
    const MhPerson *person = people->pdata[i];

    if (person->is_protected && !revealed)
      g_ptr_array_remove_index (people, i);
  }

  return g_steal_pointer (&people);
}

/* Adds the bond unless the other one is protected and must not be named. */
static gboolean
add_bond (const MhDesk     *desk,
          GPtrArray        *bonds,
          const MhGuardian *guardian,
          gint64            other,
          gboolean          revealed,
          GError          **error)
{
  g_autoptr (MhResident) resident = NULL;
  gboolean may = TRUE;
  MhBond *bond;

  if (other != 0) {
    resident = mh_resident_table_get (desk->db, other, error);
    if (resident == NULL || !may_name_others (desk, other, revealed, &may, error))
      return FALSE;
  }

  if (!may)
    return TRUE;

  bond = g_new0 (MhBond, 1);
  bond->id = guardian->id;
  bond->resident = other;
  bond->name = g_strdup (resident != NULL ? resident->name : guardian->name);
  bond->relation = g_strdup (guardian->relation);
  g_ptr_array_add (bonds, bond);

  return TRUE;
}

static GPtrArray *
list_bonds (const MhDesk *desk,
            gint64        resident,
            gboolean      wards,
            gboolean      revealed,
            GError      **error)
{
  g_autoptr (GPtrArray) bonds = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_bond_free);
  g_autoptr (GPtrArray) guardians = NULL;
  gboolean may;

  if (!may_name_others (desk, resident, revealed, &may, error))
    return NULL;

  if (!may)
    return g_steal_pointer (&bonds);

  guardians = wards ? mh_guardian_table_list_wards (desk->db, resident, error) : mh_guardian_table_list (desk->db, resident, error);
  if (guardians == NULL)
    return NULL;

  for (guint i = 0; i < guardians->len; i++) {
    const MhGuardian *guardian = guardians->pdata[i];

    if (!add_bond (desk, bonds, guardian, wards ? guardian->resident : guardian->person, revealed, error))
      return NULL;
  }

  return g_steal_pointer (&bonds);
}

/**
 * mh_people_guardians:
 * @desk: the desk
 * @resident: a person
 * @revealed: whether what is hidden of @resident is shown now
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBond): who answers for @resident, or %NULL
 */
GPtrArray *
mh_people_guardians (const MhDesk *desk,
                     gint64        resident,
                     gboolean      revealed,
                     GError      **error)
{
  return list_bonds (desk, resident, FALSE, revealed, error);
}

/**
 * mh_people_wards:
 * @desk: the desk
 * @resident: a person
 * @revealed: whether what is hidden of @resident is shown now
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBond): for whom @resident answers, or %NULL
 */
GPtrArray *
mh_people_wards (const MhDesk *desk,
                 gint64        resident,
                 gboolean      revealed,
                 GError      **error)
{
  return list_bonds (desk, resident, TRUE, revealed, error);
}

static gboolean
check_guardian (const MhDesk *desk,
                gint64        resident,
                gint64        person,
                GError      **error)
{
  g_autoptr (GPtrArray) guardians = NULL;
  g_autoptr (MhResident) found = NULL;

  if (person == resident) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Nobody is his or her own guardian. Please choose somebody else."));
    return FALSE;
  }

  found = mh_resident_table_get (desk->db, person, error);
  guardians = found != NULL ? mh_guardian_table_list (desk->db, resident, error) : NULL;
  if (guardians == NULL)
    return FALSE;

  for (guint i = 0; i < guardians->len; i++) {
    const MhGuardian *guardian = guardians->pdata[i];

    if (guardian->person == person) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("This person is noted as the guardian already."));
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * mh_people_add_guardian:
 * @desk: the desk
 * @resident: for whom
 * @person: the resident who answers, or 0
 * @name: (nullable): the name, where it is nobody of the list
 * @relation: (nullable): 母, 後見人 …
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_CONFLICT when it is noted already
 *
 * Returns: the bond, or 0
 */
gint64
mh_people_add_guardian (const MhDesk *desk,
                        gint64        resident,
                        gint64        person,
                        const char   *name,
                        const char   *relation,
                        GError      **error)
{
  g_autofree char *tidy_name = mh_text_tidy_name (name != NULL ? name : "");
  g_autofree char *tidy_relation = mh_text_tidy_name (relation != NULL ? relation : "");
  MhGuardian guardian = { .resident = resident, .person = person, .name = tidy_name, .relation = tidy_relation };
  g_autoptr (MhAct) act = NULL;
  gint64 id;

  if (person == 0 && *tidy_name == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the guardian’s name."));
    return 0;
  }

  act = mh_person_act_begin (desk, "guardian.add", MH_UNDO_WHOLE, resident, error);
  if (act == NULL || (person != 0 && !check_guardian (desk, resident, person, error)))
    return 0;

  id = mh_guardian_table_insert (desk->db, &guardian, error);
  if (id == 0)
    return 0;

  if (person != 0)
    mh_act_add_person (act, person);
  mh_act_set_int (act, "guardian", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_people_remove_guardian:
 * @desk: the desk
 * @resident: the person who has the guardian, or the guardian
 * @bond: of mh_people_guardians() or mh_people_wards()
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone
 */
gboolean
mh_people_remove_guardian (const MhDesk *desk,
                           gint64        resident,
                           gint64        bond,
                           GError      **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "guardian.remove", MH_UNDO_WHOLE, resident, error);
  gint64 n;

  if (act == NULL ||
      !mh_db_get_int (desk->db, 0, &n, error,
                      "SELECT count (*) FROM guardian WHERE id = :id AND (resident = :resident OR person = :resident)",
                      ":id", MH_INT (bond), ":resident", MH_INT (resident), NULL))
    return FALSE;

  if (n == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This guardian is no longer there."));
    return FALSE;
  }

  mh_act_set_int (act, "guardian", bond);

  return mh_guardian_table_delete (desk->db, bond, error) && mh_act_commit (act, error);
}

/**
 * mh_people_newborn_template:
 * @desk: the desk
 * @parent: on whose page the child is added
 * @error: return location; MH_ERROR_REFUSED for a protected person: an address must not be derived from the household then
 *
 * Returns: (transfer full): a person without name who lives where @parent does, or %NULL
 */
MhResident *
mh_people_newborn_template (const MhDesk *desk,
                            gint64        parent,
                            GError      **error)
{
  g_autoptr (MhResident) from = mh_resident_table_get (desk->db, parent, error);
  g_autoptr (MhResident) child = NULL;
  gboolean is_protected = TRUE;

  if (from == NULL || !mh_protection_table_covers (desk->db, parent, mh_desk_today (desk), &is_protected, error))
    return NULL;

  if (is_protected) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("Nothing is taken over from a person under protection. Please add the child by itself."));
    return NULL;
  }

  child = mh_resident_new ();
  child->household_number = g_strdup (from->household_number);
  child->postal_code = g_strdup (from->postal_code);
  child->address = g_strdup (from->address);
  child->address_extra = g_strdup (from->address_extra);
  child->district = g_strdup (from->district);
  child->district2 = g_strdup (from->district2);
  child->district3 = g_strdup (from->district3);
  child->relation = g_strdup ("子");

  return g_steal_pointer (&child);
}
