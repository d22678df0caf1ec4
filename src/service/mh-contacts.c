/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-contacts"

#include "mh-contacts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-config-table.h"
#include "mh-contact-table.h"
#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-phone.h"
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

  link = mh_contact_table_link (desk->db, resident, kind, stored, tidy_whose, error);
  if (link == 0)
    return 0;

  mh_act_set_int (act, "link", link);
  mh_act_set_text (act, "contact-kind", kind);

  return mh_act_commit (act, error) ? link : 0;
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
