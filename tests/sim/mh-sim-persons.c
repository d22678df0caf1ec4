/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-persons"

#include "mh-sim-persons.h"

#include <string.h>

#include "mh-booking.h"
#include "mh-config.h"
#include "mh-consent.h"
#include "mh-contacts.h"
#include "mh-glyphs.h"
#include "mh-holidays.h"
#include "mh-import-contacts.h"
#include "mh-import-profile.h"
#include "mh-import.h"
#include "mh-past-doses.h"
#include "mh-people-duplicates.h"
#include "mh-people-family.h"
#include "mh-people-mailing.h"
#include "mh-people-merge.h"
#include "mh-people-tickets.h"
#include "mh-people.h"
#include "mh-protect.h"
#include "mh-templates.h"

#define MOST_PEOPLE 70

/* A row of @table, and whose it is. */
static gboolean
any_of (MhSim      *sim,
        const char *table,
        gint64     *out_id,
        gint64     *out_resident,
        GError    **error)
{
  g_autofree char *pick = g_strdup_printf ("SELECT id FROM %s WHERE id >= :from * (SELECT max (id) + 1 FROM %s) / 1000 LIMIT 1", table, table);
  g_autofree char *whose = g_strdup_printf ("SELECT resident FROM %s WHERE id = :id", table);

  *out_id = mh_sim_pick (sim, pick);

  return mh_db_get_int (sim->desk.db, 0, out_resident, error, whose, ":id", MH_INT (*out_id), NULL);
}

/* --- one person ----------------------------------------------------------------------------------------------------- */

static gboolean
add_person (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gint64 n = mh_sim_pick (sim, "SELECT count (*) FROM resident WHERE status = 'resident' AND merged_into IS NULL AND :from >= 0");
  g_autofree char *mobile = g_strdup_printf ("0901111%04u", mh_sim_below (sim, 10000));
  g_autoptr (MhResident) resident = mh_resident_new ();
  MhNewContact contact = { .kind = "mobile", .value = mobile };
  MhNewPerson person = { .resident = resident, .contacts = &contact, .n_contacts = mh_sim_below (sim, 2) };

  *out_did = n < MOST_PEOPLE;
  resident->name = g_strdup ("町田次郎");
  g_free (resident->kana);
  resident->kana = g_strdup ("マチダジロウ");
  mh_date_from_iso ("1950-03-01", &resident->birth);
  if (mh_sim_below (sim, 2) == 0) {
    person.guardian = mh_sim_any_resident (sim);
    person.guardian_relation = "母";
  }

  return !*out_did || mh_people_add_new (&sim->desk, &person, NULL, error) != 0;
}

static gboolean
look_at (MhSim    *sim,
         gboolean *out_did,
         GError  **error)
{
  gint64 resident = mh_sim_pick (sim, "SELECT resident FROM protection WHERE id >= :from * (SELECT max (id) + 1 FROM protection) / 1000 LIMIT 1");
  g_autoptr (MhPerson) person = NULL;

  *out_did = TRUE;
  if (resident == 0 || mh_sim_below (sim, 2) == 0)
    resident = mh_sim_any_resident (sim);
  person = mh_people_get (&sim->desk, resident, mh_sim_below (sim, 2) == 0 ? "本人からの問い合わせ" : NULL, error);

  return person != NULL;
}

static gboolean
bind_guardian (MhSim    *sim,
               gboolean *out_did,
               GError  **error)
{
  gint64 bond = 0, resident = 0;
  gboolean by_name = mh_sim_below (sim, 2) == 0;

  if (!any_of (sim, "guardian", &bond, &resident, error))
    return FALSE;

  *out_did = TRUE;
  if (bond != 0 && mh_sim_below (sim, 2) == 0)
    return mh_people_remove_guardian (&sim->desk, resident, bond, error);

  return mh_people_add_guardian (&sim->desk, mh_sim_any_resident (sim), by_name ? 0 : mh_sim_any_resident (sim),
                                 by_name ? "町田三郎" : NULL, "後見人", error) != 0;
}

static gboolean
set_mailing (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 id = 0;
  MhMailingAddress mailing = {
    .purpose = (char *) (mh_sim_below (sim, 2) == 0 ? "" : "booking"),
    .addressee = (char *) "町田四郎",
    .postal_code = (char *) "0995601",
    .address = (char *) "北海道紋別郡滝上町旭町",
    .reason = (char *) "入院中",
  };
  gint64 resident = 0;

  if (!any_of (sim, "mailing_address", &id, &resident, error))
    return FALSE;

  *out_did = TRUE;
  if (id != 0 && mh_sim_below (sim, 2) == 0)
    return mh_people_remove_mailing (&sim->desk, resident, mailing.purpose, error);

  mailing.resident = mh_sim_any_resident (sim);

  return mh_people_set_mailing (&sim->desk, &mailing, error);
}

static gboolean
note_ticket (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 ticket = 0, resident = 0;
  g_autofree char *number = g_strdup_printf ("%010u", 1000000 + mh_sim_below (sim, 500));

  if (!any_of (sim, "ticket", &ticket, &resident, error))
    return FALSE;

  *out_did = TRUE;
  if (ticket != 0 && mh_sim_below (sim, 2) == 0)
    return mh_people_remove_ticket (&sim->desk, resident, ticket, error);

  return mh_people_add_ticket (&sim->desk, mh_sim_any_resident (sim), number, "接種券", error) != 0;
}

static gboolean
allow_proxy (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 proxy = 0, resident = 0;

  if (!any_of (sim, "allowed_proxy", &proxy, &resident, error))
    return FALSE;

  *out_did = TRUE;
  if (proxy != 0 && mh_sim_below (sim, 2) == 0)
    return mh_protect_forbid_proxy (&sim->desk, resident, proxy, error);

  return mh_protect_allow_proxy (&sim->desk, mh_sim_any_resident (sim), "町田五郎", "長女", "本人の届出", error) != 0;
}

/* Somebody calls for a person who may be protected, and is registered or not. */
static gboolean
cancel_for (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gint64 booking = mh_sim_pick (sim, "SELECT id FROM booking WHERE state = 'active' AND resident IN (SELECT resident FROM protection) "
                                     "AND id >= :from * (SELECT max (id) + 1 FROM booking) / 1000 LIMIT 1");
  MhBookingCaller caller = {
    .proxy_name = mh_sim_below (sim, 2) == 0 ? "町田五郎" : "町田六郎",
    .override_reason = mh_sim_below (sim, 2) == 0 ? "窓口で本人確認" : NULL,
  };

  *out_did = booking != 0;

  return !*out_did || mh_booking_cancel (&sim->desk, booking, &caller, NULL, error);
}

static gboolean
note_past_dose (MhSim    *sim,
                gboolean *out_did,
                GError  **error)
{
  gint64 id = 0, resident = 0;

  if (!any_of (sim, "past_dose", &id, &resident, error))
    return FALSE;

  *out_did = TRUE;
  if (id != 0 && mh_sim_below (sim, 2) == 0)
    return mh_past_doses_remove (&sim->desk, resident, id, error);

  return mh_past_doses_add (&sim->desk, mh_sim_any_resident (sim), 2 + mh_sim_below (sim, 2), 1, mh_sim_in_days (sim, -40), "母子手帳", error) != 0;
}

/* --- contacts ------------------------------------------------------------------------------------------------------- */

static gboolean
edit_contact (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  gint64 link = 0, resident = 0;
  g_autofree char *number = g_strdup_printf ("0902222%04u", mh_sim_below (sim, 40));

  *out_did = any_of (sim, "contact_link", &link, &resident, error) && link != 0;
  if (!*out_did)
    return *error == NULL;

  switch (mh_sim_below (sim, 6)) {
  case 0:
    return mh_contacts_remove (&sim->desk, resident, link, error);

  case 1:
    return mh_contacts_correct (&sim->desk, resident, link, number, error);

  case 2:
    return mh_contacts_put_first (&sim->desk, resident, link, error);

  default:
    return mh_contacts_add (&sim->desk, mh_sim_any_resident (sim), "mobile", number, "長女", error) != 0;
  }
}

static gboolean
take_call (MhSim    *sim,
           gboolean *out_did,
           GError  **error)
{
  g_autofree char *number = g_strdup_printf ("0903333%04u", mh_sim_below (sim, 40));
  MhContactCall call = {
    .resident = mh_sim_any_resident (sim),
    .number = number,
    .sms = mh_sim_below (sim, 2) == 0 ? "yes" : "no",
    .read_back = TRUE,
  };

  *out_did = TRUE;

  return mh_contacts_take_call (&sim->desk, &call, error) != 0;
}

static gboolean
fix_contact (MhSim    *sim,
             gboolean *out_did,
             GError  **error)
{
  gint64 problem = mh_sim_pick (sim, "SELECT id FROM contact_problem WHERE id >= :from * (SELECT max (id) + 1 FROM contact_problem) / 1000 LIMIT 1");
  g_autofree char *number = g_strdup_printf ("0904444%04u", mh_sim_below (sim, 40));

  *out_did = problem != 0;
  if (!*out_did || mh_sim_below (sim, 2) == 0)
    return !*out_did || mh_contacts_dismiss_fix (&sim->desk, problem, error);

  return mh_contacts_fix (&sim->desk, problem, number, NULL, error) != 0;
}

static gboolean
answer_consent (MhSim    *sim,
                gboolean *out_did,
                GError  **error)
{
  static const char * const channels[] = { "line", "line", "sms", "sms", "phone", "letter" };
  MhConsent consent = {
    .resident = mh_sim_any_resident (sim),
    .channel = (char *) channels[mh_sim_below (sim, G_N_ELEMENTS (channels))],
    .category = (char *) (mh_sim_below (sim, 2) == 0 ? "" : "booking"),
    .answer = mh_sim_below (sim, 2) > 0,
    .day = mh_sim_in_days (sim, 0),
    .how = (char *) "phone",
  };

  gint64 id = 0;
  g_autoptr (GPtrArray) answers = NULL;

  *out_did = TRUE;
  if (mh_sim_below (sim, 2) == 0)
    return mh_consent_set (&sim->desk, &consent, error);

  if (!any_of (sim, "consent", &id, &consent.resident, error))
    return FALSE;

  answers = mh_consent_table_list (sim->desk.db, consent.resident, error);
  *out_did = answers != NULL && answers->len > 0;
  if (!*out_did)
    return answers != NULL;

  return mh_consent_forget (&sim->desk, consent.resident, ((MhConsent *) answers->pdata[0])->channel,
                            ((MhConsent *) answers->pdata[0])->category, error);
}

/* --- two entries of one person -------------------------------------------------------------------------------------- */

static gboolean
merge (MhSim    *sim,
       gboolean *out_did,
       GError  **error)
{
  MhMerge merge = {
    .keep = mh_sim_any_resident (sim),
    .drop = mh_sim_any_resident (sim),
    .take = mh_sim_below (sim, 1u << MH_MERGE_N_FIELDS),
  };
  g_autoptr (MhMergePreview) preview = NULL;
  g_autoptr (GArray) cancel = g_array_new (FALSE, FALSE, sizeof (gint64));

  *out_did = merge.keep != merge.drop;
  if (!*out_did)
    return TRUE;

  preview = mh_people_merge_preview (&sim->desk, merge.keep, merge.drop, error);
  if (preview == NULL)
    return FALSE;

  for (guint i = 0; i < preview->conflicts->len && mh_sim_below (sim, 10) > 0; i++) {
    const MhMergeConflict *conflict = preview->conflicts->pdata[i];

    g_array_append_val (cancel, (mh_sim_below (sim, 2) == 0 ? conflict->keep : conflict->drop)->id);
  }
  merge.cancel = (const gint64 *) (gpointer) cancel->data;
  merge.n_cancel = cancel->len;

  return mh_people_merge (&sim->desk, &merge, NULL, error);
}

static gboolean
part (MhSim    *sim,
      gboolean *out_did,
      GError  **error)
{
  gint64 a = mh_sim_any_resident (sim), b = mh_sim_any_resident (sim);

  *out_did = a != b;

  return !*out_did || mh_people_part_duplicates (&sim->desk, a, b, error);
}

/* --- files ---------------------------------------------------------------------------------------------------------- */

static MhCsv *
make_csv (const char *text,
          GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return mh_csv_new_from_bytes (bytes, MH_CSV_ENCODING_UTF8, NULL, error);
}

/* Some of those who are there, with what has changed, and now and then somebody new; a number that nobody can dial. */
static char *
write_residents (MhSim *sim)
{
  static const char * const births[] = { "1950-03-01", "1988-11-30", "2020-02-29", "1935-01-01" };
  GString *text = g_string_new ("宛名番号,氏名,生年月日,電話番号,異動事由,異動日\n");
  g_autofree char *today = mh_date_to_iso (mh_desk_today (&sim->desk));

  for (guint i = 0; i < 4; i++) {
    guint number = 1001 + mh_sim_below (sim, 60);

    g_string_append_printf (text, "%u,町田花子,%s,%s,%s,%s\n", number, births[(number - 1000) % 4],
                            mh_sim_below (sim, 4) == 0 ? "9.01E+09" : "", mh_sim_below (sim, 8) == 0 ? "転出" : "", today);
  }

  return g_string_free (text, FALSE);
}

static gboolean
import_residents (MhSim    *sim,
                  gboolean *out_did,
                  GError  **error)
{
  g_autofree char *text = write_residents (sim);
  g_autoptr (MhCsv) csv = make_csv (text, error);
  MhImportOptions options = { .today = mh_desk_today (&sim->desk) };
  g_autoptr (MhImportLayout) layout = csv != NULL ? mh_import_layout_guess (csv, options.today) : NULL;
  g_autoptr (MhImportTable) table = layout != NULL ? mh_import_read (csv, layout, &options, NULL, NULL, NULL, error) : NULL;
  g_autoptr (MhImportProfile) profile = NULL;

  *out_did = table != NULL;
  if (!*out_did)
    return FALSE;

  if (mh_sim_below (sim, 4) > 0)
    return mh_import_apply (&sim->desk, table, NULL, MH_DATE_NONE, NULL, NULL, NULL, error) != 0;

  profile = mh_import_profile_new ("住民記録", layout, MH_CSV_ENCODING_AUTO, &options);

  return mh_import_profile_save (&sim->desk, profile, error) != 0;
}

static gboolean
edit_profile (MhSim    *sim,
              gboolean *out_did,
              GError  **error)
{
  gint64 id = mh_sim_pick (sim, "SELECT id FROM import_profile WHERE :from >= 0 LIMIT 1");

  *out_did = id != 0;
  if (!*out_did || mh_sim_below (sim, 2) == 0)
    return !*out_did || mh_import_profile_delete (&sim->desk, id, error);

  return mh_import_profile_rename (&sim->desk, id, mh_sim_below (sim, 2) == 0 ? "住基" : "健康かるて", error);
}

static gboolean
import_contacts (MhSim    *sim,
                 gboolean *out_did,
                 GError  **error)
{
  g_autofree char *text = g_strdup_printf ("宛名番号,携帯番号\n%u,0905555%04u\n%u,9.01E+09\n", 1001 + mh_sim_below (sim, 48),
                                           mh_sim_below (sim, 40), 1001 + mh_sim_below (sim, 48));
  g_autoptr (MhCsv) csv = make_csv (text, error);
  g_autoptr (MhImportContactsResult) result = csv != NULL ? mh_import_contacts (&sim->desk, csv, NULL, error) : NULL;

  *out_did = result != NULL && result->act != 0;

  return result != NULL;
}

static gboolean
import_holidays (MhSim    *sim,
                 gboolean *out_did,
                 GError  **error)
{
  g_autofree char *text = g_strdup_printf ("国民の祝日・休日月日,国民の祝日・休日名称\n2026/11/3,文化の日\n2026/11/%u,町の休日\n",
                                           4 + mh_sim_below (sim, 20));
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GBytes *files[] = { bytes };
  g_autoptr (MhHolidayChanges) changes = mh_holidays_import (&sim->desk, files, 1, mh_sim_below (sim, 4) == 0, error);

  *out_did = changes != NULL;

  return changes != NULL;
}

static gboolean
set_glyph (MhSim    *sim,
           gboolean *out_did,
           GError  **error)
{
  *out_did = TRUE;

  return mh_glyphs_set (&sim->desk, "\xee\x80\x80", mh_sim_below (sim, 2) == 0 ? "崎" : "", error);
}

static gboolean
set_config (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  *out_did = TRUE;

  return mh_config_set (&sim->desk, "backup.warn-days", mh_sim_below (sim, 2) == 0 ? "3" : "5", error);
}

static gboolean
save_words (MhSim    *sim,
            gboolean *out_did,
            GError  **error)
{
  gint64 id = mh_sim_pick (sim, "SELECT id FROM text_template WHERE id >= :from * (SELECT max (id) + 1 FROM text_template) / 1000 LIMIT 1");
  g_autofree char *name = g_strdup_printf ("お知らせ %u", mh_sim_below (sim, 5));
  MhTemplate words = {
    .id = mh_sim_below (sim, 2) == 0 ? id : 0,
    .name = name,
    .category = (char *) (mh_sim_below (sim, 2) == 0 ? "" : "vaccination"),
    .text = (char *) "健診の日が近づきました。",
  };

  *out_did = TRUE;
  if (id != 0 && mh_sim_below (sim, 3) == 0)
    return mh_templates_remove (&sim->desk, id, error);

  return mh_templates_save (&sim->desk, &words, error) != 0;
}

const MhSimDeed mh_sim_persons_deeds[] = {
  { "person", 20, add_person },
  { "look", 20, look_at },
  { "guardian", 20, bind_guardian },
  { "mailing", 20, set_mailing },
  { "ticket", 20, note_ticket },
  { "proxy", 20, allow_proxy },
  { "cancel for", 30, cancel_for },
  { "past dose", 20, note_past_dose },
  { "contact", 40, edit_contact },
  { "call", 20, take_call },
  { "fix", 10, fix_contact },
  { "consent", 80, answer_consent },
  { "merge", 20, merge },
  { "part", 10, part },
  { "import", 20, import_residents },
  { "profile", 5, edit_profile },
  { "import contacts", 10, import_contacts },
  { "holidays", 5, import_holidays },
  { "glyph", 5, set_glyph },
  { "config", 5, set_config },
  { "words", 10, save_words },
  { NULL }
};
