/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-audit.h"
#include "mh-config-table.h"
#include "mh-consent.h"
#include "mh-contacts.h"
#include "mh-duplicate-table.h"
#include "mh-error.h"
#include "mh-glyphs.h"
#include "mh-id-set.h"
#include "mh-known.h"
#include "mh-people.h"
#include "mh-phone.h"
#include "mh-protect.h"
#include "mh-text.h"

/* What a provider has refused for good for @delivery is passed over. */
static gboolean
note_refused (const MhDesk        *desk,
              const MhKnown       *known,
              const MhKnownPerson *person,
              gint64               delivery,
              GError             **error)
{
  MhReachContact *contacts = mh_known_contacts (known, person);

  for (guint i = 0; i < person->n_contacts; i++) {
    if (!mh_contact_table_is_refused (desk->db, delivery, contacts[i].contact, &contacts[i].refused, error))
      return FALSE;
  }

  return TRUE;
}

/* Whether the person is protected, and by what a notice of no category would go. */
static gboolean
read_reach (const MhDesk *desk,
            MhPerson     *person,
            GError      **error)
{
  g_autoptr (MhKnown) known = mh_known_read (desk, &person->resident->id, 1, TRUE, error);
  const MhKnownPerson *facts = known != NULL ? mh_known_find (known, person->resident->id, error) : NULL;
  const char *why;
  gint64 contact;
  MhReachWay way;

  if (facts == NULL || !mh_reach_way_read (MH_REACH_CHANNELS, &way, error))
    return FALSE;

  person->is_protected = facts->is_protected;
  mh_known_reach (known, facts, "", &way, &person->reach, &contact, &why);

  return TRUE;
}

static char *
format_first_phone (GPtrArray  *contacts,
                    const char *area_code)
{
  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    if (!g_str_equal (contact->kind, "line"))
      return mh_phone_format (contact->value, area_code);
  }

  return NULL;
}

/* Takes away all that tells where a person lives or how to reach him. */
static void
mask_person (MhPerson *person)
{
  g_clear_pointer (&person->resident->household_number, g_free);
  g_clear_pointer (&person->resident->postal_code, g_free);
  g_clear_pointer (&person->resident->address, g_free);
  g_clear_pointer (&person->resident->address_extra, g_free);
  g_clear_pointer (&person->resident->district, g_free);
  g_clear_pointer (&person->resident->district2, g_free);
  g_clear_pointer (&person->resident->district3, g_free);
  g_clear_pointer (&person->resident->relation, g_free);
  g_clear_pointer (&person->resident->note, g_free);
  g_clear_pointer (&person->phone, g_free);
  g_ptr_array_set_size (person->contacts, 0);
  person->numbers_differ = FALSE;
  if (person->proxies != NULL)
    g_ptr_array_set_size (person->proxies, 0);

  for (guint i = 0; i < person->protections->len; i++)
    g_clear_pointer (&((MhProtection *) g_ptr_array_index (person->protections, i))->note, g_free);
  for (guint i = 0; person->answers != NULL && i < person->answers->len; i++)
    g_clear_pointer (&((MhConsent *) g_ptr_array_index (person->answers, i))->note, g_free);
}

/* What only the page of one person shows. */
static gboolean
load_details (const MhDesk *desk,
              MhPerson     *person,
              GError      **error)
{
  gint64 id = person->resident->id;

  for (guint i = 0; i < person->contacts->len; i++) {
    MhContact *contact = g_ptr_array_index (person->contacts, i);

    if (!mh_contact_table_count_others (desk->db, contact->contact, id, mh_desk_today (desk), &contact->n_others, error))
      return FALSE;
  }

  person->numbers_differ = mh_contacts_differ (person->contacts);
  person->answers = mh_consent_table_list (desk->db, id, error);
  if (person->answers == NULL)
    return FALSE;

  person->proxies = mh_allowed_proxy_table_list (desk->db, id, error);

  return person->proxies != NULL;
}

static void
find_coming_protection (const MhDesk *desk,
                        MhPerson     *person)
{
  MhDate today = mh_desk_today (desk);

  for (guint i = 0; i < person->protections->len; i++) {
    const MhProtection *measure = g_ptr_array_index (person->protections, i);

    /* One that was called off before it began ends before it starts. */
    if (mh_date_is_set (measure->start) && mh_date_compare (measure->start, today) > 0 && mh_protect_runs (measure, measure->start))
      person->protected_from = measure->start;  /* the latest comes first: the earliest stays */
  }
}

static MhPerson *
load_person (const MhDesk   *desk,
             gint64          id,
             const MhGlyphs *glyphs,
             gboolean        reveal,
             gboolean        whole,
             GError        **error)
{
  g_autoptr (MhPerson) person = g_new0 (MhPerson, 1);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *area_code = NULL;

  if (!mh_duplicate_table_follow (desk->db, id, &id, error))
    return NULL;

  person->resident = mh_resident_table_get (desk->db, id, error);
  if (person->resident == NULL || !read_reach (desk, person, error))
    return NULL;

  person->shown_name = mh_glyph_apply (glyphs, person->resident->name);
  person->contacts = mh_contact_table_list (desk->db, id, error);
  if (person->contacts == NULL)
    return NULL;

  person->protections = mh_protection_table_list (desk->db, id, error);
  if (person->protections == NULL || (whole && !load_details (desk, person, error)))
    return NULL;

  find_coming_protection (desk, person);
  area_code = mh_config_table_get (desk->db, "town.area-code", &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  person->revealed = person->is_protected && reveal;
  person->phone = format_first_phone (person->contacts, area_code);
  if (person->is_protected && !person->revealed)
    mask_person (person);

  return g_steal_pointer (&person);
}

/* Which of what is hidden is there to be shown: codes for the log. */
static JsonArray *
list_shown_fields (const MhPerson *person)
{
  const MhResident *resident = person->resident;
  const struct {
    const char *field;
    gboolean    is_there;
  } fields[] = {
    { "household", resident->household_number != NULL || resident->relation != NULL },
    { "postal-code", resident->postal_code != NULL },
    { "address", resident->address != NULL || resident->address_extra != NULL },
    { "district", resident->district != NULL || resident->district2 != NULL || resident->district3 != NULL },
    { "note", resident->note != NULL },
    { "contacts", person->contacts->len > 0 },
    { "proxies", person->proxies->len > 0 },
  };
  JsonArray *shown = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    if (fields[i].is_there)
      json_array_add_string_element (shown, fields[i].field);
  }

  return shown;
}

static char *
make_reveal_detail (const MhPerson *person,
                    const char     *reason)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_array_member (object, "fields", list_shown_fields (person));

  json_object_set_string_member (object, "reason", reason);
  json_node_set_object (node, object);

  return json_to_string (node, FALSE);
}

static gboolean
note_look (const MhDesk   *desk,
           const MhPerson *person,
           const char     *reveal_reason,
           GError        **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = person->revealed ? make_reveal_detail (person, reveal_reason) : g_strdup ("{}");

  g_array_append_val (people, person->resident->id);

  return mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name,
                        person->revealed ? "resident.reveal" : "resident.view", detail, people, error);
}

/**
 * mh_person_free:
 * @person: (nullable): a person
 */
void
mh_person_free (MhPerson *person)
{
  if (person == NULL)
    return;

  g_clear_pointer (&person->contacts, g_ptr_array_unref);
  g_clear_pointer (&person->protections, g_ptr_array_unref);
  g_clear_pointer (&person->answers, g_ptr_array_unref);
  g_clear_pointer (&person->proxies, g_ptr_array_unref);
  mh_resident_free (person->resident);
  g_free (person->shown_name);
  g_free (person->phone);
  g_free (person);
}

static gboolean
read_next_bookings (const MhDesk *desk,
                    GPtrArray    *people,
                    GError      **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *day = mh_date_to_iso (mh_desk_today (desk));
  g_autofree char *set = NULL;
  g_autoptr (MhRows) rows = NULL;

  for (guint i = 0; i < people->len; i++) {
    MhPerson *person = people->pdata[i];

    if (g_hash_table_replace (by_id, &person->resident->id, person))
      g_array_append_val (ids, person->resident->id);
  }

  set = mh_id_set_make ((const gint64 *) (gpointer) ids->data, ids->len);
  /* The latest first: what is read last, the next one, stays. */
  rows = mh_db_query (desk->db, error,
                      "SELECT b.resident, s.date, t.start_min FROM " MH_ID_SET "booking AS b ON b.resident = who.value "
                                                                               "CROSS JOIN slot AS t ON t.id = b.slot CROSS JOIN session AS s ON s.id = t.session "
                                                                               "WHERE b.state = 'active' AND s.date >= :day ORDER BY s.date DESC, t.start_min DESC",
                      ":ids", MH_TEXT (set), ":day", MH_TEXT (day), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);
    MhPerson *person = g_hash_table_lookup (by_id, &id);

    if (person != NULL && mh_date_from_iso (mh_rows_text (rows, 1), &person->next_date))
      person->next_min = (int) mh_rows_int (rows, 2);
  }

  return mh_rows_end (rows, error);
}

/**
 * mh_people_list:
 * @desk: the desk
 * @ids: (array length=n_ids): of mh_people_search()
 * @n_ids: how many
 * @error: return location
 *
 * An entry that went over to another one of the same person shows that one. A page of a list, not noted in the view log. Protected people are masked. Who is no longer there is left out.
 *
 * Returns: (transfer full) (element-type MhPerson): in the order of @ids, without contacts, or %NULL
 */
GPtrArray *
mh_people_list (const MhDesk *desk,
                const gint64 *ids,
                gsize         n_ids,
                GError      **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_person_free);
  g_autoptr (MhGlyphs) glyphs = mh_glyphs_load (desk, error);

  if (glyphs == NULL)
    return NULL;

  for (gsize i = 0; i < n_ids; i++) {
    g_autoptr (GError) local_error = NULL;
    MhPerson *person = load_person (desk, ids[i], glyphs, FALSE, FALSE, &local_error);

    if (person != NULL) {
      g_clear_pointer (&person->contacts, g_ptr_array_unref);
      g_clear_pointer (&person->protections, g_ptr_array_unref);
      g_ptr_array_add (people, person);
    } else if (!g_error_matches (local_error, MH_ERROR, MH_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  }

  return read_next_bookings (desk, people, error) ? g_steal_pointer (&people) : NULL;
}

/**
 * mh_people_get:
 * @desk: the desk
 * @id: a person's id
 * @reveal_reason: (nullable): shows a protected person whole; goes to the log
 * @error: return location; MH_ERROR_NOT_FOUND; MH_ERROR_INVALID for an empty reason
 *
 * One person for looking at. The look is noted before anything is shown; what cannot be noted is not shown.
 *
 * Returns: (transfer full): the person, or %NULL
 */
MhPerson *
mh_people_get (const MhDesk *desk,
               gint64        id,
               const char   *reveal_reason,
               GError      **error)
{
  g_autofree char *reason = reveal_reason != NULL ? mh_text_tidy_name (reveal_reason) : NULL;
  g_autoptr (MhGlyphs) glyphs = NULL;
  g_autoptr (MhPerson) person = NULL;

  if (reason != NULL && *reason == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write down why you need to see this."));
    return NULL;
  }

  glyphs = mh_glyphs_load (desk, error);
  person = glyphs != NULL ? load_person (desk, id, glyphs, reason != NULL, TRUE, error) : NULL;
  if (person == NULL || !note_look (desk, person, reason, error))
    return NULL;

  return g_steal_pointer (&person);
}

/**
 * mh_people_look_again:
 * @desk: the desk
 * @id: a person's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * For a page that is on the screen already and reads again what it shows. Writes nothing.
 *
 * Returns: (transfer full): the person, what is protected left out, or %NULL
 */
MhPerson *
mh_people_look_again (const MhDesk *desk,
                      gint64        id,
                      GError      **error)
{
  g_autoptr (MhGlyphs) glyphs = mh_glyphs_load (desk, error);

  return glyphs != NULL ? load_person (desk, id, glyphs, FALSE, TRUE, error) : NULL;
}

/**
 * mh_people_reach:
 * @desk: the desk
 * @resident: a person
 * @delivery: a delivery whose refused contacts are passed over, or 0
 * @category: of the notice, as mh_consent_categories() has them; "" for one of none
 * @out_reach: (out): by what an automatic notice may go at this moment
 * @out_contact: (out): by which contact; 0 unless LINE or SMS
 * @out_why: (out) (nullable): for nobody "dead", "moved-out", "removed"; by hand "protected", "refused", "landline-only",
 *   "opted-out", "no-contact"
 * @error: return location
 *
 * As mh_people_reach_by() with LINE before SMS before the nurse's own hand.
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_people_reach (const MhDesk *desk,
                 gint64        resident,
                 gint64        delivery,
                 const char   *category,
                 MhReach      *out_reach,
                 gint64       *out_contact,
                 const char  **out_why,
                 GError      **error)
{
  return mh_people_reach_by (desk, resident, delivery, category, MH_REACH_CHANNELS, out_reach, out_contact, out_why, error);
}

/**
 * mh_people_reach_by:
 * @desk: the desk
 * @resident: a person
 * @delivery: a delivery whose refused contacts are passed over, or 0
 * @category: of the notice, as mh_consent_categories() has them; "" for one of none
 * @channels: which may be used, best first: "line sms by-hand" or a part of these in any order
 * @out_reach: (out): by what an automatic notice may go at this moment
 * @out_contact: (out): by which contact; 0 unless LINE or SMS
 * @out_why: (out) (nullable): for nobody "dead", "moved-out", "removed"; by hand "protected", "refused", "channel-not-used",
 *   "landline-only", "opted-out", "no-contact"; where @channels has no by-hand, one of these for nobody
 * @error: return location; MH_ERROR_INVALID for @channels that cannot be read
 *
 * Status, protection and consent are judged now. What the person has refused, by channel and category or for one number, is passed over, and
 * of a protected person's contacts all but those marked safe.
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_people_reach_by (const MhDesk *desk,
                    gint64        resident,
                    gint64        delivery,
                    const char   *category,
                    const char   *channels,
                    MhReach      *out_reach,
                    gint64       *out_contact,
                    const char  **out_why,
                    GError      **error)
{
  g_autoptr (MhKnown) known = NULL;
  const MhKnownPerson *person;
  MhReachWay way;

  *out_reach = MH_REACH_NONE;
  *out_contact = 0;
  *out_why = NULL;
  if (!mh_reach_way_read (channels, &way, error) || !mh_duplicate_table_follow (desk->db, resident, &resident, error))
    return FALSE;

  known = mh_known_read (desk, &resident, 1, TRUE, error);
  person = known != NULL ? mh_known_find (known, resident, error) : NULL;
  if (person == NULL || (delivery != 0 && !note_refused (desk, known, person, delivery, error)))
    return FALSE;

  mh_known_reach (known, person, category, &way, out_reach, out_contact, out_why);

  return TRUE;
}
