/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-act.h"
#include "mh-code.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-phone.h"
#include "mh-protection-table.h"
#include "mh-text.h"

#define LINE_ID_LENGTH 33  /* "U" and 32 hexadecimal digits, LINE Messaging API reference, "source user" */

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

/* An act about one person, who must be there; @resident 0: not known yet. */
static MhAct *
begin_act (const MhDesk *desk,
           const char   *kind,
           MhUndoPolicy  policy,
           gint64        resident,
           GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, policy, error);

  if (act == NULL)
    return NULL;

  if (resident != 0) {
    g_autoptr (MhResident) found = mh_resident_table_get (desk->db, resident, error);

    if (found == NULL)
      return NULL;

    mh_act_add_person (act, resident);
  }

  return g_steal_pointer (&act);
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

/* Texts that may be unknown are either unknown or say something. */
static void
drop_empty_texts (MhResident *resident)
{
  char **texts[] = {
    &resident->register_number, &resident->household_number, &resident->birth_text, &resident->postal_code, &resident->address,
    &resident->address_extra, &resident->district, &resident->note,
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

static gboolean
is_line_id (const char *text)
{
  return strlen (text) == LINE_ID_LENGTH && text[0] == 'U' && strspn (text + 1, "0123456789abcdef") == LINE_ID_LENGTH - 1;
}

/* Why @phone is not one of @kind, or %NULL when it is. */
static const char *
find_phone_fault (const MhPhone *phone,
                  const char    *kind)
{
  gboolean is_mobile = g_str_equal (kind, "mobile");

  switch (phone->kind) {
  case MH_PHONE_INVALID:
    return _("This is not a telephone number. Please check its digits; a local number needs the area code in the settings.");

  case MH_PHONE_MACHINE:
    return _("This number belongs to a machine, not to a person. Please ask for another number.");

  case MH_PHONE_MOBILE:
    return is_mobile ? NULL : _("This is a mobile number. Please enter it as a mobile phone.");

  case MH_PHONE_LANDLINE:
  case MH_PHONE_IP:
    return is_mobile ? _("This number cannot take an SMS. Please enter it as a landline.") : NULL;
  }

  g_return_val_if_reached (NULL);
}

/* The form in which a contact is kept. */
static char *
read_contact (const MhDesk *desk,
              const char   *kind,
              const char   *value,
              GError      **error)
{
  static const char * const kinds[] = { "line", "mobile", "landline", NULL };
  g_autofree char *area_code = NULL;
  g_autofree char *text = g_strstrip (g_strdup (value != NULL ? value : ""));
  g_autoptr (GError) local_error = NULL;
  const char *fault;
  MhPhone phone;

  if (!is_one_of (kind, kinds)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The kind of a contact is one of line, mobile, landline."));
    return NULL;
  }

  if (g_str_equal (kind, "line")) {
    if (is_line_id (text))
      return g_steal_pointer (&text);

    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("This is not a LINE user ID: it is a U followed by 32 digits and letters from a to f."));
    return NULL;
  }

  area_code = mh_config_table_get (desk->db, "town.area-code", &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  phone = mh_phone_read (text, area_code);
  fault = find_phone_fault (&phone, kind);
  if (fault != NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, fault);
    return NULL;
  }

  return g_strdup (phone.digits);
}

/* Whether @link is one of @resident's own. */
static gboolean
check_link (const MhDesk *desk,
            gint64        resident,
            gint64        link,
            GError      **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (desk->db, resident, error);

  if (contacts == NULL)
    return FALSE;

  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    if (contact->link == link)
      return TRUE;
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This contact is no longer there."));

  return FALSE;
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

  *out_id = resident != NULL ? resident->id : 0;

  return resident != NULL;
}

/**
 * mh_people_add:
 * @desk: the desk
 * @resident: the person; its id does not matter
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_CONFLICT when the number is another's
 *
 * Adds somebody by hand (住登外, newborn, walk-in). Without a register number the person gets a provisional one, "仮-0001", which a
 * later import may replace. Two people may bear one name and one birth date: whether they are the same is not guessed here.
 *
 * Returns: the new id, or 0
 */
gint64
mh_people_add (const MhDesk     *desk,
               const MhResident *resident,
               GError          **error)
{
  g_autoptr (MhResident) tidy = mh_resident_copy (resident);
  g_autoptr (MhAct) act = NULL;
  gint64 id;

  if (!tidy_resident (desk, tidy, error))
    return 0;

  act = begin_act (desk, "resident.add", MH_UNDO_WHOLE, 0, error);
  if (act == NULL)
    return 0;

  if (tidy->register_number == NULL) {
    tidy->register_number = mh_resident_table_next_provisional (desk->db, error);
    tidy->provisional = TRUE;
    if (tidy->register_number == NULL)
      return 0;
  } else if (!check_number_is_free (desk, tidy->register_number, 0, error)) {
    return 0;
  }

  id = mh_resident_table_insert (desk->db, tidy, error);
  if (id == 0)
    return 0;

  mh_act_add_person (act, id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_people_edit:
 * @desk: the desk
 * @changes: zeroed but for the id and what changes, so not from mh_resident_new(); "" makes a text unknown that may be
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_CONFLICT when the number is another's
 *
 * A register number that differs ends the provisional one. A new birth date ends what was written in its place.
 *
 * Returns: whether it was written
 */
gboolean
mh_people_edit (const MhDesk     *desk,
                const MhResident *changes,
                GError          **error)
{
  g_autoptr (MhAct) act = begin_act (desk, "resident.edit", MH_UNDO_WHOLE, changes->id, error);
  g_autoptr (MhResident) resident = NULL;

  if (act == NULL)
    return FALSE;

  resident = mh_resident_table_get (desk->db, changes->id, error);
  if (resident == NULL)
    return FALSE;

  apply_changes (resident, changes);
  if (!tidy_resident (desk, resident, error))
    return FALSE;

  if (resident->register_number == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("A register number cannot be taken away, only changed."));
    return FALSE;
  }

  return check_number_is_free (desk, resident->register_number, resident->id, error) &&
         mh_resident_table_update (desk->db, resident, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_people_add_contact:
 * @desk: the desk
 * @resident: a person
 * @kind: line, mobile, landline (numbers that take no SMS, 050 too)
 * @value: as typed
 * @whose: (nullable): %NULL or "" for the person's own, else 子, 隣人 …
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Returns: the link, also when it was there before, or 0
 */
gint64
mh_people_add_contact (const MhDesk *desk,
                       gint64        resident,
                       const char   *kind,
                       const char   *value,
                       const char   *whose,
                       GError      **error)
{
  g_autofree char *tidy_whose = mh_text_tidy_name (whose != NULL ? whose : "");
  g_autofree char *stored = read_contact (desk, kind, value, error);
  g_autoptr (MhAct) act = NULL;
  gint64 link;

  if (stored == NULL)
    return 0;

  act = begin_act (desk, "contact.add", MH_UNDO_WHOLE, resident, error);
  if (act == NULL)
    return 0;

  link = mh_contact_table_link (desk->db, resident, kind, stored, tidy_whose, error);
  if (link == 0)
    return 0;

  mh_act_set_int (act, "link", link);
  mh_act_set_text (act, "contact-kind", kind);

  return mh_act_commit (act, error) ? link : 0;
}

/**
 * mh_people_remove_contact:
 * @desk: the desk
 * @resident: a person
 * @link: one of the person's links
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone
 */
gboolean
mh_people_remove_contact (const MhDesk *desk,
                          gint64        resident,
                          gint64        link,
                          GError      **error)
{
  g_autoptr (MhAct) act = begin_act (desk, "contact.remove", MH_UNDO_WHOLE, resident, error);

  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "link", link);

  return check_link (desk, resident, link, error) &&
         mh_contact_table_unlink (desk->db, link, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_people_set_opt_out:
 * @desk: the desk
 * @resident: a person
 * @link: one of the person's links
 * @opted_out: whether the person wants no notices by it
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_people_set_opt_out (const MhDesk *desk,
                       gint64        resident,
                       gint64        link,
                       gboolean      opted_out,
                       GError      **error)
{
  g_autoptr (MhAct) act = begin_act (desk, "contact.opt-out", MH_UNDO_WHOLE, resident, error);

  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "link", link);
  mh_act_set_int (act, "opted-out", opted_out != FALSE);

  return check_link (desk, resident, link, error) &&
         mh_contact_table_set_opt_out (desk->db, link, opted_out, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_people_mark_safe:
 * @desk: the desk
 * @resident: a protected person, or one who may become so
 * @link: one of the person's links
 * @reason: (nullable): why notices may go by it while the measure runs; %NULL: no longer
 * @error: return location; MH_ERROR_INVALID for an empty reason, MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written, with today's date
 */
gboolean
mh_people_mark_safe (const MhDesk *desk,
                     gint64        resident,
                     gint64        link,
                     const char   *reason,
                     GError      **error)
{
  g_autoptr (MhAct) act = NULL;

  if (reason != NULL && is_blank (reason)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write down why this contact is safe."));
    return FALSE;
  }

  act = begin_act (desk, "contact.safe", MH_UNDO_WHOLE, resident, error);
  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "link", link);
  mh_act_set_int (act, "safe", reason != NULL);

  return check_link (desk, resident, link, error) &&
         mh_contact_table_set_safe (desk->db, link, reason, mh_desk_today (desk), error) &&
         mh_act_commit (act, error);
}

/**
 * mh_people_protect:
 * @desk: the desk
 * @resident: a person under a support measure (支援措置)
 * @start: its first day
 * @end: its last day, inclusive; no date: until it is ended
 * @note: (nullable): for the nurse
 * @error: return location; MH_ERROR_INVALID
 *
 * Not taken back by undo: only mh_people_end_protection() ends it, with a reason.
 *
 * Returns: whether it was written
 */
gboolean
mh_people_protect (const MhDesk *desk,
                   gint64        resident,
                   MhDate        start,
                   MhDate        end,
                   const char   *note,
                   GError      **error)
{
  g_autoptr (MhAct) act = NULL;

  if (!mh_date_is_set (start)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the first day of the protection."));
    return FALSE;
  }

  if (mh_date_is_set (end) && mh_date_compare (end, start) < 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The protection would end before it begins. Please check the two days."));
    return FALSE;
  }

  act = begin_act (desk, "protection.add", MH_UNDO_NONE, resident, error);

  return act != NULL &&
         mh_protection_table_insert (desk->db, resident, start, end, "hand", note, error) != 0 &&
         mh_act_commit (act, error);
}

/**
 * mh_people_end_protection:
 * @desk: the desk
 * @resident: a protected person
 * @end: the last day, inclusive
 * @reason: why it ends; kept in the log
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_REFUSED when no measure would end by it
 *
 * Returns: whether it was written
 */
gboolean
mh_people_end_protection (const MhDesk *desk,
                          gint64        resident,
                          MhDate        end,
                          const char   *reason,
                          GError      **error)
{
  g_autoptr (MhAct) act = NULL;

  if (!mh_date_is_set (end)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the last day of the protection."));
    return FALSE;
  }

  if (is_blank (reason)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write down why the protection ends."));
    return FALSE;
  }

  act = begin_act (desk, "protection.end", MH_UNDO_WHOLE, resident, error);
  if (act == NULL)
    return FALSE;

  mh_act_set_text (act, "reason", reason);
  if (!mh_protection_table_end (desk->db, resident, end, error))
    return FALSE;

  if (mh_db_changes (desk->db) == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("No protection of this person would end on that day."));
    return FALSE;
  }

  return mh_act_commit (act, error);
}
