/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-read"

#include "mh-audience-private.h"

#include "mh-consent.h"
#include "mh-id-set.h"
#include "mh-rows-date.h"

/* Rows between two looks at whether somebody still waits for the answer. */
#define CHECK_EVERY 4096

/* Each read serves the whole town and some people: the same columns, so that the two cannot judge differently. */
#define PEOPLE \
  "SELECT r.id, r.birth, r.sex, r.status, r.status_date, r.district, r.district2, r.district3, r.household_number FROM "
#define PEOPLE_END "r.merged_into IS NULL ORDER BY r.id"
#define CONTACTS \
  "SELECT l.resident, l.contact, c.kind, l.opted_out, CASE WHEN l.safe_reason IS NULL THEN 0 ELSE NOT EXISTS (" \
  "  SELECT 1 FROM contact_link AS o WHERE o.contact = l.contact AND o.resident <> l.resident AND o.since > l.safe_date) END, " \
  "  l.rank, l.id, l.whose = '' FROM "
#define CONTACTS_END "CROSS JOIN contact AS c ON c.id = l.contact "
#define ANSWERS \
  "SELECT s.resident, s.channel, s.category, s.answer = 'yes' FROM "

static const char *
find_static (const char * const *words,
             const char         *text)
{
  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], text))
      return words[i];
  }

  return words[0];
}

static const char *
keep_text (MhAudienceTown *town,
           const char     *text)
{
  return text != NULL ? g_string_chunk_insert_const (town->texts, text) : NULL;
}

static gboolean
read_people (MhAudienceTown *town,
             gboolean        with_districts,
             gboolean        with_households,
             const char     *ids,
             GCancellable   *cancellable,
             GError        **error)
{
  static const char * const sexes[] = { "unknown", "male", "female", NULL };
  static const char * const statuses[] = { "removed", "resident", "moving-out", "moved-out", "dead", NULL };
  g_autoptr (MhRows) rows = mh_db_query (town->desk->db, error,
                                         ids == NULL ? PEOPLE "resident AS r WHERE :ids IS NULL AND " PEOPLE_END
                                                     : PEOPLE MH_ID_SET "resident AS r ON r.id = who.value WHERE " PEOPLE_END,
                                         ":ids", MH_TEXT (ids), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhAudienceCandidate person = {
      .id = mh_rows_int (rows, 0),
      .birth = mh_rows_date (rows, 1),
      .sex = find_static (sexes, mh_rows_text (rows, 2)),
      .status = find_static (statuses, mh_rows_text (rows, 3)),
      .status_date = mh_rows_date (rows, 4),
    };

    for (int i = 0; with_districts && i < 3; i++)
      person.districts[i] = keep_text (town, mh_rows_text (rows, 5 + i));
    if (with_households)
      person.household = keep_text (town, mh_rows_text (rows, 8));

    g_array_append_val (town->people, person);
    if (town->people->len % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }

  return mh_rows_end (rows, error);
}

static int
compare_contacts (gconstpointer a,
                  gconstpointer b)
{
  const MhAudienceContact *one = a;
  const MhAudienceContact *two = b;

  if (one->person != two->person)
    return one->person < two->person ? -1 : 1;
  if (one->rank != two->rank)
    return one->rank < two->rank ? -1 : 1;

  return one->link < two->link ? -1 : one->link > two->link;
}

static gboolean
read_contacts (MhAudienceTown *town,
               const char     *ids,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autoptr (MhRows) rows = mh_db_query (town->desk->db, error,
                                         ids == NULL ? CONTACTS "contact_link AS l " CONTACTS_END "WHERE :ids IS NULL"
                                                     : CONTACTS MH_ID_SET "contact_link AS l ON l.resident = who.value " CONTACTS_END,
                                         ":ids", MH_TEXT (ids), NULL);
  const MhAudienceCandidate *people = (const MhAudienceCandidate *) (gpointer) town->people->data;

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhAudienceCandidate *person = mh_audience_town_find (town, mh_rows_int (rows, 0));
    MhAudienceContact contact;

    if (person == NULL)
      continue;

    contact = (MhAudienceContact) {
      .contact = { mh_rows_int (rows, 1), mh_reach_kind_of (mh_rows_text (rows, 2)), mh_rows_int (rows, 3) != 0, mh_rows_int (rows, 4) != 0, FALSE },
      .person = person - people,
      .rank = mh_rows_int (rows, 5),
      .link = mh_rows_int (rows, 6),
      .own = mh_rows_int (rows, 7) != 0,
    };
    person->n_contacts++;
    g_array_append_val (town->contacts, contact);
    if (town->contacts->len % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }

  return mh_rows_end (rows, error);
}

static int
compare_answers (gconstpointer a,
                 gconstpointer b)
{
  const MhConsent *one = a;
  const MhConsent *two = b;

  return one->resident < two->resident ? -1 : one->resident > two->resident;
}

static gboolean
read_answers (MhAudienceTown *town,
              const char     *ids,
              GError        **error)
{
  g_autoptr (MhRows) rows = mh_db_query (town->desk->db, error,
                                         ids == NULL ? ANSWERS "consent AS s WHERE :ids IS NULL"
                                                     : ANSWERS MH_ID_SET "consent AS s ON s.resident = who.value",
                                         ":ids", MH_TEXT (ids), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhAudienceCandidate *person = mh_audience_town_find (town, mh_rows_int (rows, 0));
    MhConsent answer;

    if (person == NULL)
      continue;

    answer = (MhConsent) {
      .resident = person->id,
      .channel = (char *) find_static (mh_consent_channels (), mh_rows_text (rows, 1)),
      .category = (char *) keep_text (town, mh_rows_text (rows, 2)),
      .answer = mh_rows_int (rows, 3) != 0,
    };
    person->n_answers++;
    g_array_append_val (town->answers, answer);
  }

  return mh_rows_end (rows, error);
}

/* Contacts and answers stand together for each person. */
static void
put_in_order (MhAudienceTown *town)
{
  guint contact = 0, answer = 0;

  g_array_sort (town->contacts, compare_contacts);
  g_array_sort (town->answers, compare_answers);
  for (guint i = 0; i < town->people->len; i++) {
    MhAudienceCandidate *person = &g_array_index (town->people, MhAudienceCandidate, i);

    person->first_contact = contact;
    person->first_answer = answer;
    contact += person->n_contacts;
    answer += person->n_answers;
  }
}

/* As mh_protection_table_covers() asks: what cannot be compared leaves a measure running. */
static gboolean
read_protections (MhAudienceTown *town,
                  const char     *ids,
                  GError        **error)
{
  static const char sql[] =
    "SELECT resident FROM protection WHERE " MH_AUDIENCE_AMONG ("resident")
    "AND NOT coalesce (start_date = date (start_date, '+0 days') AND start_date > :day, 0) "
    "AND NOT coalesce (end_date = date (end_date, '+0 days') AND end_date < :day, 0)";
  g_autofree char *day = mh_date_to_iso (town->today);
  g_autoptr (MhRows) rows = mh_db_query (town->desk->db, error, sql, ":ids", MH_TEXT (ids), ":day", MH_TEXT (day), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhAudienceCandidate *person = mh_audience_town_find (town, mh_rows_int (rows, 0));

    if (person != NULL)
      person->is_protected = TRUE;
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_places (MhAudienceTown       *town,
             const MhAudienceRule *rule,
             const char           *ids,
             GError              **error)
{
  static const char sql[] =
    "SELECT b.resident FROM booking AS b JOIN slot ON slot.id = b.slot WHERE b.state = 'active' AND " MH_AUDIENCE_AMONG ("b.resident")
    "AND (:session = 0 OR slot.session = :session) AND (:slot = 0 OR slot.id = :slot)";
  g_autoptr (MhRows) rows = NULL;

  if (rule->session == 0 && rule->slot == 0)
    return TRUE;

  rows = mh_db_query (town->desk->db, error, sql,
                      ":ids", MH_TEXT (ids), ":session", MH_INT (rule->session), ":slot", MH_INT (rule->slot), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhAudienceCandidate *person = mh_audience_town_find (town, mh_rows_int (rows, 0));

    if (person != NULL)
      person->is_there = TRUE;
  }

  return mh_rows_end (rows, error);
}

/* Who went over to whom: an entry of a list may be older than the merge. */
static GHashTable *
read_merges (MhAudienceTown *town,
             GError        **error)
{
  g_autoptr (GHashTable) merges = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (MhRows) rows = mh_db_query (town->desk->db, error, "SELECT id, merged_into FROM resident WHERE merged_into IS NOT NULL", NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 from = mh_rows_int (rows, 0);
    gint64 to = mh_rows_int (rows, 1);

    g_hash_table_insert (merges, g_memdup2 (&from, sizeof from), g_memdup2 (&to, sizeof to));
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&merges) : NULL;
}

static MhAudienceCandidate *
find_listed (MhAudienceTown *town,
             GHashTable     *merges,
             gint64          id)
{
  const gint64 *to = g_hash_table_lookup (merges, &id);

  return mh_audience_town_find (town, to != NULL ? *to : id);
}

static gboolean
read_lists (MhAudienceTown       *town,
            const MhAudienceRule *rule,
            GError              **error)
{
  const GArray *lists[] = { rule->only, rule->plus, rule->minus };
  g_autoptr (GHashTable) merges = NULL;

  if ((rule->only == NULL || rule->only->len == 0) && rule->plus->len == 0 && rule->minus->len == 0)
    return TRUE;

  merges = read_merges (town, error);
  if (merges == NULL)
    return FALSE;

  for (guint n = 0; n < G_N_ELEMENTS (lists); n++) {
    for (guint i = 0; lists[n] != NULL && i < lists[n]->len; i++) {
      MhAudienceCandidate *person = find_listed (town, merges, g_array_index (lists[n], gint64, i));

      if (person == NULL)
        continue;

      person->is_only |= n == 0;
      person->is_plus |= n == 1;
      person->is_minus |= n == 2;
    }
  }

  return TRUE;
}

/* Whether the rule's programme looks at districts. */
static gboolean
look_at_districts (MhAudienceTown       *town,
                   const MhAudienceRule *rule,
                   gboolean             *out_look,
                   GError              **error)
{
  g_autoptr (MhProgramme) programme = NULL;

  *out_look = rule->districts->len > 0;
  if (rule->programme == 0)
    return TRUE;

  programme = mh_programme_table_get (town->desk->db, rule->programme, error);
  if (programme == NULL)
    return FALSE;

  *out_look |= *programme->districts != '\0';

  return TRUE;
}

/**
 * mh_audience_town_read:
 * @desk: the desk
 * @rule: what will be asked
 * @ids: (nullable): people as mh_id_set_make() makes them, each once; %NULL for everybody
 * @cancellable: (nullable): stops it
 * @error: return location; MH_ERROR_NOT_FOUND when the rule's programme is not there
 *
 * Duplicates that went over to another entry are not among the people. The caller keeps one state of the database for the length of the call.
 *
 * Returns: (transfer full): what the rule looks at, or %NULL
 */
MhAudienceTown *
mh_audience_town_read (const MhDesk         *desk,
                       const MhAudienceRule *rule,
                       const char           *ids,
                       GCancellable         *cancellable,
                       GError              **error)
{
  g_autoptr (MhAudienceTown) town = g_new0 (MhAudienceTown, 1);
  gboolean with_districts;

  town->desk = desk;
  town->today = mh_desk_today (desk);
  town->people = g_array_new (FALSE, FALSE, sizeof (MhAudienceCandidate));
  town->contacts = g_array_new (FALSE, FALSE, sizeof (MhAudienceContact));
  town->answers = g_array_new (FALSE, FALSE, sizeof (MhConsent));
  town->texts = g_string_chunk_new (4096);

  if (!look_at_districts (town, rule, &with_districts, error) ||
      !read_people (town, with_districts, rule->households != NULL, ids, cancellable, error) || !read_lists (town, rule, error) ||
      !read_contacts (town, ids, cancellable, error) || !read_answers (town, ids, error) || !read_protections (town, ids, error) ||
      !read_places (town, rule, ids, error))
    return NULL;

  put_in_order (town);

  return rule->programme == 0 || mh_audience_programme_read (town, rule, ids, error) ? g_steal_pointer (&town) : NULL;
}

/**
 * mh_audience_town_free:
 * @town: (nullable): what was read
 */
void
mh_audience_town_free (MhAudienceTown *town)
{
  if (town == NULL)
    return;

  g_clear_pointer (&town->people, g_array_unref);
  g_clear_pointer (&town->contacts, g_array_unref);
  g_clear_pointer (&town->answers, g_array_unref);
  g_clear_pointer (&town->texts, g_string_chunk_free);
  g_free (town);
}

/**
 * mh_audience_town_find:
 * @town: what was read
 * @resident: a person
 *
 * Returns: (transfer none) (nullable): the person, who stays where she is as long as nobody is added
 */
MhAudienceCandidate *
mh_audience_town_find (MhAudienceTown *town,
                       gint64          resident)
{
  MhAudienceCandidate *people = (MhAudienceCandidate *) (gpointer) town->people->data;
  guint low = 0, high = town->people->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (people[middle].id == resident)
      return &people[middle];

    if (people[middle].id < resident)
      low = middle + 1;
    else
      high = middle;
  }

  return NULL;
}
