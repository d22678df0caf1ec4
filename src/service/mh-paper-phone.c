/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-paper-phone"

#include "mh-paper-phone.h"

#include "mh-config.h"
#include "mh-consent.h"
#include "mh-contact-table.h"
#include "mh-phone.h"
#include "mh-protect.h"

/**
 * mh_paper_phone:
 * @desk: the desk
 * @resident: whom to call
 * @category: of the call, as mh_consent_categories() has them
 * @out_phone: (out) (transfer full) (nullable): the first number that may be called, formatted
 * @out_why: (out) (nullable): static code, why there is none
 * @error: return location
 *
 * A sheet is handed around and lost, so no number of a protected person stands on it, not even one that is marked safe: marked so, it may be called
 * and gets messages. The nurse sees it on the person's page, where looking takes a reason.
 *
 * Returns: whether it could be read
 */
gboolean
mh_paper_phone (const MhDesk *desk,
                gint64        resident,
                const char   *category,
                char        **out_phone,
                const char  **out_why,
                GError      **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (desk->db, resident, error);
  g_autoptr (GPtrArray) answers = contacts != NULL ? mh_consent_table_list (desk->db, resident, error) : NULL;
  g_autofree char *area_code = answers != NULL ? mh_config_get (desk, "town.area-code", error) : NULL;
  gboolean is_protected, may_call, has_phone = FALSE;

  *out_phone = NULL;
  *out_why = NULL;
  if (area_code == NULL || !mh_protect_covers (desk, resident, &is_protected, error))
    return FALSE;

  may_call = mh_consent_allows (answers, "phone", category);
  for (guint i = 0; i < contacts->len && !is_protected && *out_phone == NULL; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    if (g_str_equal (contact->kind, "line"))
      continue;

    has_phone = TRUE;
    if (may_call && !contact->opted_out)
      *out_phone = mh_phone_format (contact->value, area_code);
  }

  if (*out_phone == NULL)
    *out_why = is_protected ? "protected" : has_phone ? "opted-out" : "no-phone";

  return TRUE;
}
