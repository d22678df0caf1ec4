/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-contacts"

#include "mh-contacts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-config-table.h"
#include "mh-consent.h"
#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-phone.h"
#include "mh-protection-table.h"
#include "mh-resident-table.h"
#include "mh-text.h"

#define LINE_ID_LENGTH 33  /* "U" and 32 hexadecimal digits, LINE Messaging API reference, "source user" */

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

static gboolean
read_phone (const MhDesk *desk,
            const char   *value,
            MhPhone      *out_phone,
            GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *area_code = mh_config_table_get (desk->db, "town.area-code", &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  *out_phone = mh_phone_read (value, area_code);

  return TRUE;
}

/* The form in which a contact is kept. */
static char *
read_contact (const MhDesk *desk,
              const char   *kind,
              const char   *value,
              GError      **error)
{
  static const char * const kinds[] = { "line", "mobile", "landline", NULL };
  g_autofree char *text = g_strstrip (g_strdup (value != NULL ? value : ""));
  const char *fault;
  MhPhone phone;

  if (kind == NULL || !g_strv_contains (kinds, kind)) {
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

  if (!read_phone (desk, text, &phone, error))
    return NULL;

  fault = find_phone_fault (&phone, kind);
  if (fault != NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, fault);
    return NULL;
  }

  return g_strdup (phone.digits);
}

/* That one of @resident's own links; borrowed from @contacts. */
static const MhContact *
find_link (GPtrArray *contacts,
           gint64     link,
           GError   **error)
{
  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    if (contact->link == link)
      return contact;
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This contact is no longer there."));

  return NULL;
}

static gboolean
check_link (const MhDesk *desk,
            gint64        resident,
            gint64        link,
            GError      **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (desk->db, resident, error);

  return contacts != NULL && find_link (contacts, link, error) != NULL;
}

static gboolean
is_answer (const char *text)
{
  return text == NULL || g_str_equal (text, "yes") || g_str_equal (text, "no");
}

static gboolean
note_answer (const MhDesk *desk,
             MhAct        *act,
             gint64        resident,
             const char   *channel,
             const char   *answer,
             GError      **error)
{
  MhConsent consent = {
    .resident = resident,
    .channel = (char *) channel,
    .category = (char *) "booking",
    .answer = g_strcmp0 (answer, "yes") == 0,
    .day = mh_desk_today (desk),
    .how = (char *) "phone",
  };

  if (answer == NULL)
    return TRUE;

  mh_act_set_text (act, channel, answer);

  return mh_consent_table_set (desk->db, &consent, error);
}

/**
 * mh_contact_fix_free:
 * @fix: (nullable): a number to put right
 */
void
mh_contact_fix_free (MhContactFix *fix)
{
  if (fix == NULL)
    return;

  mh_contact_problem_free (fix->problem);
  g_free (fix->register_number);
  g_free (fix->name);
  g_free (fix->kana);
  g_free (fix);
}

/**
 * mh_contacts_add:
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
mh_contacts_add (const MhDesk *desk,
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

  act = mh_person_act_begin (desk, "contact.add", MH_UNDO_WHOLE, resident, error);
  if (act == NULL)
    return 0;

  link = mh_contact_table_link_noted (desk->db, resident, kind, stored, tidy_whose, "hand", mh_desk_today (desk), error);
  if (link == 0)
    return 0;

  mh_act_set_int (act, "link", link);
  mh_act_set_text (act, "contact-kind", kind);

  return mh_act_commit (act, error) ? link : 0;
}

/* As the number is: what is neither goes as a mobile number, whose check says what is wrong with it. */
static const char *
guess_kind (const MhDesk *desk,
            const char   *value)
{
  g_autofree char *area_code = mh_config_table_get (desk->db, "town.area-code", NULL);
  MhPhone phone = mh_phone_read (value != NULL ? value : "", area_code);

  return phone.kind == MH_PHONE_LANDLINE || phone.kind == MH_PHONE_IP ? "landline" : "mobile";
}

/**
 * mh_contacts_link:
 * @desk: the desk
 * @act: an act that goes on
 * @resident: a person
 * @kind: (nullable): line, mobile, landline; %NULL: mobile or landline, as the number is
 * @value: as typed
 * @whose: (nullable): %NULL or "" for the person's own
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Returns: the link, also when it was there before, or 0
 */
gint64
mh_contacts_link (const MhDesk *desk,
                  MhAct        *act,
                  gint64        resident,
                  const char   *kind,
                  const char   *value,
                  const char   *whose,
                  GError      **error)
{
  const char *certain_kind = kind != NULL ? kind : guess_kind (desk, value);
  g_autofree char *tidy_whose = mh_text_tidy_name (whose != NULL ? whose : "");
  g_autofree char *stored = read_contact (desk, certain_kind, value, error);
  gint64 link;

  if (stored == NULL)
    return 0;

  link = mh_contact_table_link (desk->db, resident, certain_kind, stored, tidy_whose, error);
  if (link != 0)
    mh_act_add_person (act, resident);

  return link;
}

/**
 * mh_contacts_remove:
 * @desk: the desk
 * @resident: a person
 * @link: one of the person's links
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone
 */
gboolean
mh_contacts_remove (const MhDesk *desk,
                    gint64        resident,
                    gint64        link,
                    GError      **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "contact.remove", MH_UNDO_WHOLE, resident, error);

  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "link", link);

  return check_link (desk, resident, link, error) &&
         mh_contact_table_unlink (desk->db, link, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_contacts_set_opt_out:
 * @desk: the desk
 * @resident: a person
 * @link: one of the person's links
 * @opted_out: whether the person wants no notices by it
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_contacts_set_opt_out (const MhDesk *desk,
                         gint64        resident,
                         gint64        link,
                         gboolean      opted_out,
                         GError      **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "contact.opt-out", MH_UNDO_WHOLE, resident, error);

  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "link", link);
  mh_act_set_int (act, "opted-out", opted_out != FALSE);

  return check_link (desk, resident, link, error) &&
         mh_contact_table_set_opt_out (desk->db, link, opted_out, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_contacts_mark_safe:
 * @desk: the desk
 * @resident: a protected person, or one who may become so
 * @link: one of the person's links
 * @reason: (nullable): why notices may go by it while the measure runs; %NULL: no longer
 * @error: return location; MH_ERROR_INVALID for an empty reason, MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written, with today's date
 */
gboolean
mh_contacts_mark_safe (const MhDesk *desk,
                       gint64        resident,
                       gint64        link,
                       const char   *reason,
                       GError      **error)
{
  g_autofree char *tidy = NULL;
  g_autoptr (MhAct) act = NULL;

  if (reason != NULL) {
    tidy = mh_person_act_reason (reason, _("Please write down why this contact is safe."), error);
    if (tidy == NULL)
      return FALSE;
  }

  act = mh_person_act_begin (desk, "contact.safe", MH_UNDO_WHOLE, resident, error);
  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "link", link);
  mh_act_set_int (act, "safe", reason != NULL);

  return check_link (desk, resident, link, error) &&
         mh_contact_table_set_safe (desk->db, link, tidy, mh_desk_today (desk), error) &&
         mh_act_commit (act, error);
}

/**
 * mh_contacts_read_number:
 * @desk: the desk
 * @value: a telephone number as typed
 * @out_kind: (out): "mobile" or "landline"
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Returns: (transfer full): its digits, or %NULL
 */
char *
mh_contacts_read_number (const MhDesk *desk,
                         const char   *value,
                         const char  **out_kind,
                         GError      **error)
{
  const char *fault;
  MhPhone phone;

  *out_kind = "landline";
  if (!read_phone (desk, value, &phone, error))
    return NULL;

  if (phone.kind == MH_PHONE_MOBILE)
    *out_kind = "mobile";

  fault = find_phone_fault (&phone, *out_kind);
  if (fault == NULL)
    return g_strdup (phone.digits);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, fault);

  return NULL;
}

/**
 * mh_contacts_correct:
 * @desk: the desk
 * @resident: a person
 * @link: one of the person's links to a telephone number
 * @value: the right number as typed
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_CONFLICT when the person has that number already
 *
 * For a number that was wrong or is old. Others who share it keep it: each is asked by himself.
 *
 * Returns: whether it was written
 */
gboolean
mh_contacts_correct (const MhDesk *desk,
                     gint64        resident,
                     gint64        link,
                     const char   *value,
                     GError      **error)
{
  const char *kind;
  g_autofree char *digits = mh_contacts_read_number (desk, value, &kind, error);
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (MhAct) act = NULL;
  const MhContact *old;

  if (digits == NULL)
    return FALSE;

  act = mh_person_act_begin (desk, "contact.correct", MH_UNDO_WHOLE, resident, error);
  contacts = act != NULL ? mh_contact_table_list (desk->db, resident, error) : NULL;
  old = contacts != NULL ? find_link (contacts, link, error) : NULL;
  if (old == NULL)
    return FALSE;

  if (g_str_equal (old->kind, "line")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("A LINE account is not corrected by a number. Please remove it instead."));
    return FALSE;
  }

  mh_act_set_int (act, "link", link);
  mh_act_set_text (act, "contact-kind", kind);

  return mh_contact_table_correct (desk->db, link, kind, digits, mh_desk_today (desk), error) &&
         mh_act_commit (act, error);
}

/**
 * mh_contacts_put_first:
 * @desk: the desk
 * @resident: a person
 * @link: one of the person's links
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * The contact is tried before the person's others of its kind, which keep their order. LINE still comes before SMS.
 *
 * Returns: whether it was written
 */
gboolean
mh_contacts_put_first (const MhDesk *desk,
                       gint64        resident,
                       gint64        link,
                       GError      **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "contact.rank", MH_UNDO_WHOLE, resident, error);
  g_autoptr (GPtrArray) contacts = act != NULL ? mh_contact_table_list (desk->db, resident, error) : NULL;
  const MhContact *first = contacts != NULL ? find_link (contacts, link, error) : NULL;
  int rank = 1;

  if (first == NULL)
    return FALSE;

  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);
    int wanted = contact == first ? 1 : rank + 1;

    if (!g_str_equal (contact->kind, first->kind))
      continue;

    if (contact != first)
      rank++;
    if (contact->rank != wanted && !mh_contact_table_set_rank (desk->db, contact->link, wanted, error))
      return FALSE;
  }

  mh_act_set_int (act, "link", link);

  return mh_act_commit (act, error);
}

/**
 * mh_contacts_take_call:
 * @desk: the desk
 * @call: the number, whose it is, what was agreed
 * @error: return location; MH_ERROR_INVALID with what to correct or when it was not read back
 *
 * What is said on the telephone while a booking is made: the number and the consent go in together, by one act.
 *
 * Returns: the link, also when it was there before, or 0
 */
gint64
mh_contacts_take_call (const MhDesk        *desk,
                       const MhContactCall *call,
                       GError             **error)
{
  const char *kind;
  g_autofree char *whose = mh_text_tidy_name (call->whose != NULL ? call->whose : "");
  g_autofree char *digits = mh_contacts_read_number (desk, call->number, &kind, error);
  g_autoptr (MhAct) act = NULL;
  gint64 link;

  if (digits == NULL)
    return 0;

  if (!call->read_back || !is_answer (call->sms) || !is_answer (call->line)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please read the number out once more and have it confirmed."));
    return 0;
  }

  act = mh_person_act_begin (desk, "contact.call", MH_UNDO_WHOLE, call->resident, error);
  if (act == NULL)
    return 0;

  link = mh_contact_table_link_noted (desk->db, call->resident, kind, digits, whose, "call", mh_desk_today (desk), error);
  if (link == 0 ||
      !note_answer (desk, act, call->resident, "sms", call->sms, error) ||
      !note_answer (desk, act, call->resident, "line", call->line, error))
    return 0;

  mh_act_set_int (act, "link", link);
  mh_act_set_text (act, "contact-kind", kind);

  return mh_act_commit (act, error) ? link : 0;
}

/**
 * mh_contacts_describe:
 * @desk: the desk
 * @resident: a person
 * @error: return location
 *
 * Returns: (transfer full): the person's contacts in one line, best first, "" when there are none; of a protected person a
 *   sentence that they are not shown
 */
char *
mh_contacts_describe (const MhDesk *desk,
                      gint64        resident,
                      GError      **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (desk->db, resident, error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *area_code = NULL;
  gboolean is_protected = TRUE;

  if (contacts == NULL || !mh_protection_table_covers (desk->db, resident, mh_desk_today (desk), &is_protected, error))
    return NULL;

  if (is_protected)
    return g_strdup (_("Not shown, because the person is under protection."));

  area_code = mh_config_table_get (desk->db, "town.area-code", NULL);
  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);
    g_autofree char *number = g_str_equal (contact->kind, "line") ? g_strdup ("LINE") : mh_phone_format (contact->value, area_code);

    g_string_append_printf (text, "%s%s", i > 0 ? " ・ " : "", number);
    if (*contact->whose != '\0')
      g_string_append_printf (text, " (%s)", contact->whose);
    if (contact->opted_out)
      g_string_append_printf (text, " (%s)", _("wants no messages"));
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * mh_contacts_differ:
 * @contacts: (element-type MhContact): one person's
 *
 * A corrected number that the register file still has in its old form is how messages reached strangers (中丹東保健所, 2022).
 *
 * Returns: whether the file's own number and the one kept by hand, both mobiles or both landlines, are not the same
 */
gboolean
mh_contacts_differ (GPtrArray *contacts)
{
  static const char * const kinds[] = { "mobile", "landline" };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    gboolean from_file = FALSE, by_hand = FALSE;

    for (guint i = 0; i < contacts->len; i++) {
      const MhContact *contact = g_ptr_array_index (contacts, i);

      if (!g_str_equal (contact->kind, kinds[k]) || *contact->whose != '\0')
        continue;

      from_file |= g_str_equal (contact->source, "import");
      by_hand |= !g_str_equal (contact->source, "import");
    }

    if (from_file && by_hand)
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_contacts_list_fixes:
 * @desk: the desk
 * @error: return location
 *
 * Numbers that could not be used as they were written. They have stopped nothing. Of a protected person it is told that there is
 * one, not what it is.
 *
 * Returns: (transfer full) (element-type MhContactFix): in Japanese order, or %NULL
 */
GPtrArray *
mh_contacts_list_fixes (const MhDesk *desk,
                        GError      **error)
{
  g_autoptr (GPtrArray) problems = mh_contact_problem_table_list (desk->db, 0, error);
  g_autoptr (GPtrArray) fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_contact_fix_free);

  for (guint i = 0; problems != NULL && i < problems->len; i++) {
    MhContactProblem *problem = g_ptr_array_index (problems, i);
    g_autoptr (MhResident) resident = mh_resident_table_get (desk->db, problem->resident, error);
    gboolean is_protected = TRUE;
    MhContactFix *fix;

    if (resident == NULL ||
        !mh_protection_table_covers (desk->db, problem->resident, mh_desk_today (desk), &is_protected, error))
      return NULL;

    if (is_protected)
      g_clear_pointer (&problem->written, g_free);

    fix = g_new0 (MhContactFix, 1);
    fix->problem = g_steal_pointer (&g_ptr_array_index (problems, i));
    fix->register_number = g_strdup (resident->register_number);
    fix->name = g_strdup (resident->name);
    fix->kana = g_strdup (resident->kana);
    fix->is_protected = is_protected;
    g_ptr_array_add (fixes, fix);
  }

  return problems != NULL ? g_steal_pointer (&fixes) : NULL;
}

/* Takes @id off the list in an act of @kind about the person. */
static MhAct *
begin_fix (const MhDesk *desk,
           const char   *kind,
           gint64        id,
           gint64       *out_resident,
           GError      **error)
{
  g_autoptr (MhContactProblem) problem = mh_contact_problem_table_get (desk->db, id, error);
  g_autoptr (MhAct) act = NULL;

  if (problem == NULL)
    return NULL;

  *out_resident = problem->resident;
  act = mh_person_act_begin (desk, kind, MH_UNDO_WHOLE, problem->resident, error);
  if (act == NULL || !mh_contact_problem_table_settle (desk->db, id, error))
    return NULL;

  mh_act_set_text (act, "problem", problem->problem);

  return g_steal_pointer (&act);
}

/**
 * mh_contacts_fix:
 * @desk: the desk
 * @problem: a problem's id
 * @value: the right number as typed
 * @whose: (nullable): whose it is, %NULL or "" for the person's own
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_NOT_FOUND
 *
 * Returns: the link, or 0
 */
gint64
mh_contacts_fix (const MhDesk *desk,
                 gint64        problem,
                 const char   *value,
                 const char   *whose,
                 GError      **error)
{
  const char *kind;
  g_autofree char *tidy_whose = mh_text_tidy_name (whose != NULL ? whose : "");
  g_autofree char *digits = mh_contacts_read_number (desk, value, &kind, error);
  g_autoptr (MhAct) act = NULL;
  gint64 resident, link;

  if (digits == NULL)
    return 0;

  act = begin_fix (desk, "contact.fix", problem, &resident, error);
  if (act == NULL)
    return 0;

  link = mh_contact_table_link_noted (desk->db, resident, kind, digits, tidy_whose, "hand", mh_desk_today (desk), error);
  if (link == 0)
    return 0;

  mh_act_set_int (act, "link", link);
  mh_act_set_text (act, "contact-kind", kind);

  return mh_act_commit (act, error) ? link : 0;
}

/**
 * mh_contacts_dismiss_fix:
 * @desk: the desk
 * @problem: a problem's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * For what is no number and never was one. It does not come back with the next file that has it.
 *
 * Returns: whether it is off the list
 */
gboolean
mh_contacts_dismiss_fix (const MhDesk *desk,
                         gint64        problem,
                         GError      **error)
{
  gint64 resident;
  g_autoptr (MhAct) act = begin_fix (desk, "contact.dismiss", problem, &resident, error);

  return act != NULL && mh_act_commit (act, error);
}
