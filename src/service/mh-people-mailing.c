/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people-mailing.h"

#include <glib/gi18n-lib.h>

#include "mh-code.h"
#include "mh-consent.h"
#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-protection-table.h"
#include "mh-text.h"

const char * const mh_mailing_purposes[] = { "", "booking", "vaccination", "checkup", "child", "other", NULL };

static gboolean
check_purpose (const char *purpose,
               GError    **error)
{
  if (purpose != NULL && g_strv_contains (mh_mailing_purposes, purpose))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The purpose of a mailing address is one of booking, vaccination, checkup, child, other, or empty for every letter."));

  return FALSE;
}

static char *
tidy_or_null (const char *text)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *tidy != '\0' ? g_steal_pointer (&tidy) : NULL;
}

static MhMailingAddress *
tidy_mailing (const MhMailingAddress *mailing,
              GError                **error)
{
  g_autoptr (MhMailingAddress) tidy = g_new0 (MhMailingAddress, 1);
  g_autofree char *postal_code = tidy_or_null (mailing->postal_code);

  tidy->resident = mailing->resident;
  tidy->purpose = g_strdup (mailing->purpose);
  tidy->addressee = mh_text_tidy_name (mailing->addressee != NULL ? mailing->addressee : "");
  tidy->address = tidy_or_null (mailing->address);
  tidy->address_extra = tidy_or_null (mailing->address_extra);
  tidy->reason = tidy_or_null (mailing->reason);

  if (*tidy->addressee == '\0' || tidy->address == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter to whom and where the letters shall go."));
    return NULL;
  }

  if (postal_code != NULL) {
    tidy->postal_code = mh_code_postal (postal_code, NULL);
    if (tidy->postal_code == NULL) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("A postal code has seven digits. Please check it."));
      return NULL;
    }
  }

  return g_steal_pointer (&tidy);
}

/**
 * mh_people_set_mailing:
 * @desk: the desk
 * @mailing: whose letters of which purpose go to whom and where; its id does not matter
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Returns: whether it was written
 */
gboolean
mh_people_set_mailing (const MhDesk           *desk,
                       const MhMailingAddress *mailing,
                       GError                **error)
{
  g_autoptr (MhMailingAddress) tidy = NULL;
  g_autoptr (MhAct) act = NULL;

  if (!check_purpose (mailing->purpose, error))
    return FALSE;

  tidy = tidy_mailing (mailing, error);
  if (tidy == NULL)
    return FALSE;

  act = mh_person_act_begin (desk, "mailing.set", MH_UNDO_WHOLE, mailing->resident, error);
  if (act == NULL)
    return FALSE;

  mh_act_set_text (act, "purpose", tidy->purpose);

  return mh_mailing_table_put (desk->db, tidy, error) && mh_act_commit (act, error);
}

/**
 * mh_people_remove_mailing:
 * @desk: the desk
 * @resident: a person
 * @purpose: "" or a category of notices
 * @error: return location; MH_ERROR_NOT_FOUND when there is none
 *
 * Returns: whether it is gone
 */
gboolean
mh_people_remove_mailing (const MhDesk *desk,
                          gint64        resident,
                          const char   *purpose,
                          GError      **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "mailing.remove", MH_UNDO_WHOLE, resident, error);

  if (act == NULL || !mh_mailing_table_delete (desk->db, resident, purpose, error))
    return FALSE;

  if (mh_db_changes (desk->db) == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no mailing address for this purpose."));
    return FALSE;
  }

  mh_act_set_text (act, "purpose", purpose);

  return mh_act_commit (act, error);
}

/* Why nobody writes to @resident on @today, or %NULL. */
static const char *
find_absence (const MhResident *resident,
              MhDate            today)
{
  if (g_str_equal (resident->status, "dead"))
    return "dead";

  if (g_str_equal (resident->status, "removed") || resident->merged_into != 0)
    return "removed";

  if (g_str_equal (resident->status, "moved-out") ||
      (g_str_equal (resident->status, "moving-out") && mh_date_is_set (resident->status_date) &&
       mh_date_compare (resident->status_date, today) <= 0))
    return "moved-out";

  return NULL;
}

/* Sets @out_why when the person has said that no letters of @purpose shall come. */
static gboolean
find_refusal (const MhDesk *desk,
              gint64        resident,
              const char   *purpose,
              const char  **out_why,
              GError      **error)
{
  g_autoptr (GPtrArray) answers = mh_consent_table_list (desk->db, resident, error);

  if (answers == NULL)
    return FALSE;

  if (!mh_consent_allows (answers, "letter", purpose))
    *out_why = "opted-out";

  return TRUE;
}

static MhMailingAddress *
take_own_address (const MhResident *resident,
                  const char       *purpose)
{
  MhMailingAddress *mailing;

  if (resident->address == NULL)
    return NULL;

  mailing = g_new0 (MhMailingAddress, 1);
  mailing->resident = resident->id;
  mailing->purpose = g_strdup (purpose);
  mailing->addressee = g_strdup (resident->name);
  mailing->postal_code = g_strdup (resident->postal_code);
  mailing->address = g_strdup (resident->address);
  mailing->address_extra = g_strdup (resident->address_extra);

  return mailing;
}

/* The one for @purpose, else the one for every letter. */
static MhMailingAddress *
take_special_address (GPtrArray  *mailings,
                      const char *purpose)
{
  const MhMailingAddress *best = NULL;

  for (guint i = 0; i < mailings->len; i++) {
    const MhMailingAddress *mailing = mailings->pdata[i];

    if (g_str_equal (mailing->purpose, purpose) || (best == NULL && *mailing->purpose == '\0'))
      best = mailing;
  }

  return best != NULL ? mh_mailing_address_copy (best) : NULL;
}

/**
 * mh_people_mailing_address:
 * @desk: the desk
 * @resident: a person
 * @purpose: "" or a category of notices
 * @out_mailing: (out) (transfer full) (nullable): to whom and where
 * @out_why: (out) (nullable): why to nobody: "dead", "moved-out", "removed" (also one merged into another), "protected", "opted-out",
 *   "no-address"
 * @error: return location
 *
 * Status, protection and what the person has said about letters are judged now. To a protected person no letter goes by itself, wherever. An address is never taken from the
 * household (支援措置: 総務省 2019-06-27; a form sent to the head of the household was an accident of 徳島市).
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_people_mailing_address (const MhDesk      *desk,
                           gint64             resident,
                           const char        *purpose,
                           MhMailingAddress **out_mailing,
                           const char       **out_why,
                           GError           **error)
{
  g_autoptr (MhResident) person = mh_resident_table_get (desk->db, resident, error);
  g_autoptr (GPtrArray) mailings = NULL;
  gboolean is_protected = TRUE;

  *out_mailing = NULL;
  *out_why = NULL;
  if (person == NULL || !check_purpose (purpose, error) ||
      !mh_protection_table_covers (desk->db, resident, mh_desk_today (desk), &is_protected, error))
    return FALSE;

  *out_why = is_protected ? "protected" : find_absence (person, mh_desk_today (desk));
  if (*out_why == NULL && !find_refusal (desk, resident, purpose, out_why, error))
    return FALSE;
  if (*out_why != NULL)
    return TRUE;

  mailings = mh_mailing_table_list (desk->db, resident, error);
  if (mailings == NULL)
    return FALSE;

  *out_mailing = take_special_address (mailings, purpose);
  if (*out_mailing == NULL)
    *out_mailing = take_own_address (person, purpose);
  if (*out_mailing == NULL)
    *out_why = "no-address";

  return TRUE;
}
