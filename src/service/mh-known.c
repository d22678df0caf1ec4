/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-known"

#include "mh-known.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "mh-consent.h"
#include "mh-error.h"
#include "mh-id-set.h"
#include "mh-protection-table.h"
#include "mh-rows-date.h"

static const char *
keep_text (MhKnown    *self,
           const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return one < two ? -1 : one > two;
}

/* Everybody once, by id, so that he can be found. */
static void
place_people (MhKnown      *self,
              const gint64 *residents,
              gsize         n_residents)
{
  g_autofree gint64 *sorted = g_memdup2 (residents, n_residents * sizeof *residents);

  if (n_residents > 0)
    qsort (sorted, n_residents, sizeof *sorted, compare_ids);

  for (gsize i = 0; i < n_residents; i++) {
    MhKnownPerson person = { .id = sorted[i] };

    if (i == 0 || sorted[i] != sorted[i - 1])
      g_array_append_val (self->people, person);
  }
}

static MhKnownPerson *
find_place (const MhKnown *self,
            gint64         resident)
{
  guint low = 0, high = self->people->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;
    MhKnownPerson *person = &g_array_index (self->people, MhKnownPerson, middle);

    if (person->id == resident)
      return person;

    if (person->id < resident)
      low = middle + 1;
    else
      high = middle;
  }

  return NULL;
}

static gboolean
read_people (MhKnown      *self,
             const MhDesk *desk,
             const char   *ids,
             GError      **error)
{
  static const char sql[] =
    "SELECT r.id, r.merged_into, r.birth, r.sex, r.status, r.status_date, r.district, r.district2, r.district3 "
    "FROM " MH_ID_SET "resident AS r ON r.id = who.value";
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":ids", MH_TEXT (ids), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhKnownPerson *person = find_place (self, mh_rows_int (rows, 0));

    person->is_there = TRUE;
    person->merged_into = mh_rows_int (rows, 1);
    person->birth = mh_rows_date (rows, 2);
    person->sex = keep_text (self, mh_rows_text (rows, 3));
    person->status = keep_text (self, mh_rows_text (rows, 4));
    person->status_date = mh_rows_date (rows, 5);
    for (int i = 0; i < 3; i++)
      person->districts[i] = keep_text (self, mh_rows_text (rows, 6 + i));
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_protections (MhKnown      *self,
                  const MhDesk *desk,
                  const char   *ids,
                  GError      **error)
{
  static const char sql[] =
    "SELECT p.resident FROM " MH_ID_SET "protection AS p ON p.resident = who.value WHERE " MH_PROTECTION_RUNS;
  g_autofree char *day = mh_date_to_iso (self->today);
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":ids", MH_TEXT (ids), ":day", MH_TEXT (day), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows))
    find_place (self, mh_rows_int (rows, 0))->is_protected = TRUE;

  return mh_rows_end (rows, error);
}

/* A mark as safe lapses when somebody else is linked to the contact later. */
static gboolean
read_contacts (MhKnown      *self,
               const MhDesk *desk,
               const char   *ids,
               GError      **error)
{
  static const char sql[] =
    "SELECT l.resident, l.contact, c.kind, l.opted_out, CASE WHEN l.safe_reason IS NULL THEN 0 ELSE NOT EXISTS ("
    "  SELECT 1 FROM contact_link AS o WHERE o.contact = l.contact AND o.resident <> l.resident AND o.since > l.safe_date) END "
    "FROM " MH_ID_SET "contact_link AS l ON l.resident = who.value CROSS JOIN contact AS c ON c.id = l.contact "
                      "ORDER BY l.resident, l.rank, l.id";
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":ids", MH_TEXT (ids), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhKnownPerson *person = find_place (self, mh_rows_int (rows, 0));
    MhReachContact contact = {
      .contact = mh_rows_int (rows, 1),
      .kind = mh_reach_kind_of (mh_rows_text (rows, 2)),
      .opted_out = mh_rows_int (rows, 3) != 0,
      .safe = mh_rows_int (rows, 4) != 0,
    };

    if (person->n_contacts++ == 0)
      person->first_contact = self->contacts->len;
    g_array_append_val (self->contacts, contact);
  }

  return mh_rows_end (rows, error);
}

static gboolean
read_answers (MhKnown      *self,
              const MhDesk *desk,
              const char   *ids,
              GError      **error)
{
  static const char sql[] =
    "SELECT s.resident, s.channel, s.category, s.answer = 'yes' FROM " MH_ID_SET "consent AS s ON s.resident = who.value "
                                                                                 "ORDER BY s.resident";
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":ids", MH_TEXT (ids), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhKnownPerson *person = find_place (self, mh_rows_int (rows, 0));
    MhConsent answer = {
      .resident = person->id,
      .channel = (char *) keep_text (self, mh_rows_text (rows, 1)),
      .category = (char *) keep_text (self, mh_rows_text (rows, 2)),
      .answer = mh_rows_int (rows, 3) != 0,
    };

    if (person->n_answers++ == 0)
      person->first_answer = self->answers->len;
    g_array_append_val (self->answers, answer);
  }

  return mh_rows_end (rows, error);
}

/**
 * mh_known_read:
 * @desk: the desk
 * @residents: (array length=n_residents): ids of people, in any order; the same one may stand there twice
 * @n_residents: how many
 * @with_reach: whether contacts and consent are wanted, for mh_known_reach()
 * @error: return location
 *
 * The caller keeps one state of the database for the length of the call.
 *
 * Returns: (transfer full): what is known of them, or %NULL; somebody who is not there is no error yet
 */
MhKnown *
mh_known_read (const MhDesk *desk,
               const gint64 *residents,
               gsize         n_residents,
               gboolean      with_reach,
               GError      **error)
{
  g_autoptr (MhKnown) self = g_new0 (MhKnown, 1);
  g_autofree char *ids = NULL;

  self->people = g_array_sized_new (FALSE, FALSE, sizeof (MhKnownPerson), (guint) n_residents);
  self->contacts = g_array_new (FALSE, FALSE, sizeof (MhReachContact));
  self->answers = g_array_new (FALSE, FALSE, sizeof (MhConsent));
  self->said = g_ptr_array_new ();
  self->texts = g_string_chunk_new (1024);
  self->today = mh_desk_today (desk);

  place_people (self, residents, n_residents);
  ids = mh_known_make_ids (self);
  if (!read_people (self, desk, ids, error) || !read_protections (self, desk, ids, error))
    return NULL;

  return !with_reach || (read_contacts (self, desk, ids, error) && read_answers (self, desk, ids, error)) ? g_steal_pointer (&self) : NULL;
}

/**
 * mh_known_free:
 * @self: (nullable): what is known
 */
void
mh_known_free (MhKnown *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->people, g_array_unref);
  g_clear_pointer (&self->contacts, g_array_unref);
  g_clear_pointer (&self->answers, g_array_unref);
  g_clear_pointer (&self->said, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

/**
 * mh_known_make_ids:
 * @self: what is known
 *
 * Returns: (transfer full): its people as mh_id_set_make() makes it, each once
 */
char *
mh_known_make_ids (const MhKnown *self)
{
  g_autofree gint64 *ids = g_new (gint64, self->people->len + 1);

  for (guint i = 0; i < self->people->len; i++)
    ids[i] = g_array_index (self->people, MhKnownPerson, i).id;

  return mh_id_set_make (ids, self->people->len);
}

/**
 * mh_known_find:
 * @self: what is known
 * @resident: one of those whom it was read for
 * @error: return location; MH_ERROR_NOT_FOUND when nobody has this id
 *
 * Returns: (transfer none): the person, who went over to another entry where merged_into is set, or %NULL
 */
MhKnownPerson *
mh_known_find (const MhKnown *self,
               gint64         resident,
               GError       **error)
{
  MhKnownPerson *person = find_place (self, resident);

  if (person != NULL && person->is_there)
    return person;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This person is not in the resident list."));

  return NULL;
}

/**
 * mh_known_contacts:
 * @self: what was read with reach
 * @person: one of them
 *
 * Returns: (transfer none) (array) (nullable): the contacts by rank, as many as n_contacts of @person; what a provider has refused is for the caller to note
 */
MhReachContact *
mh_known_contacts (const MhKnown       *self,
                   const MhKnownPerson *person)
{
  return person->n_contacts > 0 ? &g_array_index (self->contacts, MhReachContact, person->first_contact) : NULL;
}

/* The answers of @person, as judgements want them. */
static GPtrArray *
list_said (MhKnown             *self,
           const MhKnownPerson *person)
{
  g_ptr_array_set_size (self->said, 0);
  for (guint i = 0; i < person->n_answers; i++)
    g_ptr_array_add (self->said, &g_array_index (self->answers, MhConsent, person->first_answer + i));

  return self->said;
}

/**
 * mh_known_allows:
 * @self: what was read with reach
 * @resident: one of those whom it was read for
 * @channel: line, sms, phone or letter
 * @category: of the notice, as mh_consent_categories() has them
 *
 * Asks mh_consent_allows().
 *
 * Returns: whether the person may be told by @channel; %FALSE for somebody who is not there
 */
gboolean
mh_known_allows (MhKnown    *self,
                 gint64      resident,
                 const char *channel,
                 const char *category)
{
  const MhKnownPerson *person = find_place (self, resident);

  return person != NULL && person->is_there && mh_consent_allows (list_said (self, person), channel, category);
}

/**
 * mh_known_reach:
 * @self: what was read with reach
 * @person: one of them
 * @category: of the notice, as mh_consent_categories() has them; "" for one of none
 * @way: which channels may be used, best first
 * @out_reach: (out): by what a notice may go
 * @out_contact: (out): by which contact; 0 unless LINE or SMS
 * @out_why: (out) (nullable): static code as mh_people_reach_by() tells it
 *
 * Asks mh_reach_judge().
 */
void
mh_known_reach (MhKnown             *self,
                const MhKnownPerson *person,
                const char          *category,
                const MhReachWay    *way,
                MhReach             *out_reach,
                gint64              *out_contact,
                const char         **out_why)
{
  MhReachFacts facts = {
    .absence = mh_reach_find_absence (person->status, person->status_date, self->today),
    .is_protected = person->is_protected,
    .contacts = mh_known_contacts (self, person),
    .n_contacts = person->n_contacts,
    .answers = list_said (self, person),
    .category = category,
    .way = *way,
  };

  mh_reach_judge (&facts, out_reach, out_contact, out_why);
}
