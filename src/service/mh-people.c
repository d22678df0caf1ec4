/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people.h"

#include <glib/gi18n-lib.h>

#include "mh-code.h"
#include "mh-config.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-guardian-table.h"
#include "mh-people-leaving.h"
#include "mh-person-act.h"
#include "mh-protection-table.h"
#include "mh-text.h"

static gboolean
is_blank (const char *text)
{
  g_autofree char *tidy = text != NULL ? mh_text_tidy_name (text) : NULL;

  return tidy == NULL || *tidy == '\0';
}

static gboolean
is_one_of (const char         *text,
           const char * const *choices)
{
  return text != NULL && g_strv_contains (choices, text);
}

static gboolean
tidy_names (MhResident *resident,
            GError    **error)
{
  g_autofree char *name = mh_text_tidy_name (resident->name != NULL ? resident->name : "");
  g_autofree char *kana = mh_text_tidy_kana (resident->kana != NULL ? resident->kana : "");

  if (*name == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter a name."));
    return FALSE;
  }

  if (*kana != '\0' && !mh_text_is_kana (kana)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the reading of the name in kana only."));
    return FALSE;
  }

  g_free (resident->name);
  resident->name = g_steal_pointer (&name);
  g_free (resident->kana);
  resident->kana = g_steal_pointer (&kana);

  return TRUE;
}

static gboolean
tidy_postal_code (MhResident *resident,
                  GError    **error)
{
  char *code;

  if (resident->postal_code == NULL)
    return TRUE;

  code = mh_code_postal (resident->postal_code, NULL);
  if (code == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("A postal code has seven digits. Please check it."));
    return FALSE;
  }

  g_free (resident->postal_code);
  resident->postal_code = code;

  return TRUE;
}

/* One a line, none empty. The words of a foreign name stand apart by plain blanks. */
static void
tidy_other_names (MhResident *resident)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = NULL;

  if (resident->other_name == NULL)
    return;

  lines = g_strsplit (resident->other_name, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    char *name = g_str_is_ascii (*line) ? g_strstrip (g_strdup (*line)) : mh_text_tidy_name (*line);

    if (*name != '\0')
      g_ptr_array_add (names, name);
    else
      g_free (name);
  }

  g_ptr_array_add (names, NULL);
  g_free (resident->other_name);
  resident->other_name = g_strjoinv ("\n", (char **) names->pdata);
}

/* Texts that may be unknown are either unknown or say something. */
static void
drop_empty_texts (MhResident *resident)
{
  char **texts[] = {
    &resident->register_number, &resident->household_number, &resident->birth_text, &resident->postal_code, &resident->address,
    &resident->address_extra, &resident->district, &resident->district2, &resident->district3, &resident->relation,
    &resident->other_name, &resident->note,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (*texts[i] != NULL && is_blank (*texts[i]))
      g_clear_pointer (texts[i], g_free);
    else if (*texts[i] != NULL)
      g_strstrip (*texts[i]);
  }
}

/* Checks and normalises what a hand has entered. */
static gboolean
tidy_resident (const MhDesk *desk,
               MhResident   *resident,
               GError      **error)
{
  static const char * const sexes[] = { "male", "female", "unknown", NULL };
  static const char * const statuses[] = { "resident", "moving-out", "moved-out", "dead", "removed", NULL };

  tidy_other_names (resident);
  drop_empty_texts (resident);
  if (!tidy_names (resident, error) || !tidy_postal_code (resident, error))
    return FALSE;

  if (mh_date_is_set (resident->birth) && mh_date_compare (resident->birth, mh_desk_today (desk)) > 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The date of birth lies in the future. Please check it."));
    return FALSE;
  }

  if (!is_one_of (resident->sex, sexes)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The sex is one of male, female, unknown."));
    return FALSE;
  }

  if (!is_one_of (resident->status, statuses)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The status is one of resident, moving-out, moved-out, dead, removed."));
    return FALSE;
  }

  return TRUE;
}

/* Inside the act, so that nobody else can take the number in between. */
static gboolean
check_number_is_free (const MhDesk *desk,
                      const char   *register_number,
                      gint64        but_for,
                      GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhResident) other = mh_resident_table_find (desk->db, register_number, &local_error);

  if (other == NULL) {
    if (g_error_matches (local_error, MH_ERROR, MH_ERROR_NOT_FOUND))
      return TRUE;

    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (other->id == but_for)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_CONFLICT, _("Somebody in the resident list has this register number already."));

  return FALSE;
}

static void
replace_text (char      **field,
              const char *change)
{
  if (change == NULL)
    return;

  g_free (*field);
  *field = g_strdup (change);
}

static void
apply_changes (MhResident       *resident,
               const MhResident *changes)
{
  if (changes->register_number != NULL && g_strcmp0 (changes->register_number, resident->register_number) != 0) {
    replace_text (&resident->register_number, changes->register_number);
    resident->provisional = FALSE;
  }

  replace_text (&resident->household_number, changes->household_number);
  replace_text (&resident->name, changes->name);
  replace_text (&resident->kana, changes->kana);
  replace_text (&resident->birth_text, changes->birth_text);
  replace_text (&resident->sex, changes->sex);
  replace_text (&resident->postal_code, changes->postal_code);
  replace_text (&resident->address, changes->address);
  replace_text (&resident->address_extra, changes->address_extra);
  replace_text (&resident->district, changes->district);
  replace_text (&resident->district2, changes->district2);
  replace_text (&resident->district3, changes->district3);
  replace_text (&resident->relation, changes->relation);
  replace_text (&resident->other_name, changes->other_name);
  replace_text (&resident->status, changes->status);
  replace_text (&resident->note, changes->note);

  if (mh_date_is_set (changes->birth)) {
    resident->birth = changes->birth;
    if (changes->birth_text == NULL)
      g_clear_pointer (&resident->birth_text, g_free);
  }
  if (mh_date_is_set (changes->status_date))
    resident->status_date = changes->status_date;
}

/**
 * mh_people_find_number:
 * @desk: the desk
 * @register_number: 宛名番号, exactly as in the list
 * @out_id: (out): whose it is
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether somebody has it
 */
gboolean
mh_people_find_number (const MhDesk *desk,
                       const char   *register_number,
                       gint64       *out_id,
                       GError      **error)
{
  g_autoptr (MhResident) resident = mh_resident_table_find (desk->db, register_number, error);

  *out_id = 0;
  if (resident == NULL)
    return FALSE;

  *out_id = resident->merged_into != 0 ? resident->merged_into : resident->id;

  return TRUE;
}

/* With a register number of the town, or a provisional one. */
static gint64
insert_resident (const MhDesk *desk,
                 MhResident   *resident,
                 GError      **error)
{
  if (resident->register_number == NULL) {
    resident->register_number = mh_resident_table_next_provisional (desk->db, error);
    resident->provisional = TRUE;
    if (resident->register_number == NULL)
      return 0;
  } else if (!check_number_is_free (desk, resident->register_number, 0, error)) {
    return 0;
  }

  return mh_resident_table_insert (desk->db, resident, error);
}

/* A protected person is named nowhere as somebody's guardian by this desk's own doing. */
static gboolean
add_guardian (const MhDesk      *desk,
              MhAct             *act,
              gint64             id,
              const MhNewPerson *person,
              GError           **error)
{
  g_autofree char *relation = mh_text_tidy_name (person->guardian_relation != NULL ? person->guardian_relation : "");
  MhGuardian guardian = { .resident = id, .person = person->guardian, .relation = relation };
  gboolean is_protected = TRUE;

  if (!mh_protection_table_covers (desk->db, person->guardian, mh_desk_today (desk), &is_protected, error))
    return FALSE;

  if (is_protected) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("Nothing is taken over from a person under protection. Please add the child by itself."));
    return FALSE;
  }

  mh_act_add_person (act, person->guardian);

  return mh_guardian_table_insert (desk->db, &guardian, error) != 0;
}

/**
 * mh_people_add_new:
 * @desk: the desk
 * @person: the person with contacts and guardian; borrowed
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_CONFLICT when the number is another's,
 *   MH_ERROR_REFUSED when the guardian is under protection
 *
 * Adds somebody kept by hand (住登外, newborn, walk-in): all of it or nothing.
 *
 * Returns: the new id, or 0
 */
gint64
mh_people_add_new (const MhDesk      *desk,
                   const MhNewPerson *person,
                   gint64            *out_act,
                   GError           **error)
{
  g_autoptr (MhResident) tidy = mh_resident_copy (person->resident);
  g_autoptr (MhAct) act = NULL;
  gint64 id;

  if (!tidy_resident (desk, tidy, error))
    return 0;

  act = mh_person_act_begin (desk, "resident.add", MH_UNDO_WHOLE, 0, error);
  if (act == NULL)
    return 0;

  id = insert_resident (desk, tidy, error);
  if (id == 0)
    return 0;

  mh_act_add_person (act, id);
  for (gsize i = 0; i < person->n_contacts; i++) {
    const MhNewContact *contact = &person->contacts[i];

    if (mh_contacts_link (desk, act, id, contact->kind, contact->value, contact->whose, error) == 0)
      return 0;
  }

  if (person->guardian != 0 && !add_guardian (desk, act, id, person, error))
    return 0;

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error) ? id : 0;
}

static gboolean
check_is_no_duplicate (const MhResident *resident,
                       GError          **error)
{
  if (resident->merged_into == 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This entry went over to another one of the same person. Please open that one."));

  return FALSE;
}

/**
 * mh_people_edit_leaving:
 * @desk: the desk
 * @changes: zeroed but for the id and what changes, so not from mh_resident_new(); "" makes a text unknown that may be
 * @give_up: whether bookings from today on and waiting entries end with it
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_CONFLICT when the number is another's
 *
 * A register number that differs ends the provisional one. A new birth date ends what was written in its place. One act.
 *
 * Returns: whether it was written
 */
gboolean
mh_people_edit_leaving (const MhDesk     *desk,
                        const MhResident *changes,
                        gboolean          give_up,
                        gint64           *out_act,
                        GError          **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "resident.edit", MH_UNDO_WHOLE, changes->id, error);
  g_autoptr (MhResident) resident = NULL;

  if (act == NULL)
    return FALSE;

  resident = mh_resident_table_get (desk->db, changes->id, error);
  if (resident == NULL || !check_is_no_duplicate (resident, error))
    return FALSE;

  apply_changes (resident, changes);
  if (!tidy_resident (desk, resident, error))
    return FALSE;

  if (resident->register_number == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("A register number cannot be taken away, only changed."));
    return FALSE;
  }

  if (!check_number_is_free (desk, resident->register_number, resident->id, error) ||
      !mh_resident_table_update (desk->db, resident, error) ||
      (give_up && !mh_people_leaving_step (desk, act, resident->id, error)))
    return FALSE;

  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

/**
 * mh_people_district_names:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full) (array zero-terminated): what the town calls its MH_PEOPLE_N_DISTRICTS district systems, or %NULL
 */
char **
mh_people_district_names (const MhDesk *desk,
                          GError      **error)
{
  static const char * const keys[] = { "district.1.name", "district.2.name", "district.3.name" };
  static const char * const usual[] = { N_("Neighbourhood"), N_("Administrative district"), N_("School district") };
  g_auto (GStrv) names = g_new0 (char *, MH_PEOPLE_N_DISTRICTS + 1);

  for (int i = 0; i < MH_PEOPLE_N_DISTRICTS; i++) {
    g_autoptr (GError) local_error = NULL;
    g_autofree char *name = mh_config_get (desk, keys[i], &local_error);

    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

    names[i] = *name != '\0' ? g_steal_pointer (&name) : g_strdup (_(usual[i]));
  }

  return g_steal_pointer (&names);
}
