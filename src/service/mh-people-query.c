/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people-query"

#include "mh-people-query.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-people.h"

static const char * const sort_nicks[MH_RESIDENT_N_SORTS] = {
  "usual", "kana", "birth", "sex", "number", "district", "household", "phone", "booking", "status",
};

static const struct {
  const char *nick;
  const char *label;
} state_words[MH_RESIDENT_N_STATES] = {
  { "any", N_("Everybody") },
  { "living", N_("Living here") },
  { "moving-out", N_("About to move away") },
  { "moved-out", N_("Moved away") },
  { "dead", N_("Died") },
  { "removed", N_("Removed from the register") },
  { "protected", N_("Under protection") },
  { "by-hand", N_("Kept by hand, with a provisional number") },
}, booked_words[MH_RESIDENT_N_BOOKED] = {
  { "any", N_("With or without a booking") },
  { "coming", N_("Has a booking from today on") },
  { "none", N_("Has no booking from today on") },
  { "waiting", N_("Is on a waiting list") },
};

/* The latest birth date at which somebody is @age years old on @day. */
static MhDate
find_youngest (int    age,
               MhDate day)
{
  MhDate birth = mh_date_add_months (mh_date_add_days (day, 1), -12 * age);

  while (mh_age_years (birth, day) < age)
    birth = mh_date_add_days (birth, -1);
  while (mh_age_years (mh_date_add_days (birth, 1), day) >= age)
    birth = mh_date_add_days (birth, 1);

  return birth;
}

static void
fill_browse (const MhPeopleQuery *query,
             MhDate               day,
             MhResidentBrowse    *browse)
{
  browse->district = query->district;
  browse->state = query->state;
  browse->booked = query->booked;
  browse->sort = query->sort;
  browse->descending = query->descending;
  browse->day = day;
  if (query->age_from >= 0)
    browse->born_to = find_youngest (MIN (query->age_from, MH_PEOPLE_OLDEST_AGE), day);
  if (query->age_to >= 0)
    browse->born_from = mh_date_add_days (find_youngest (MIN (query->age_to, MH_PEOPLE_OLDEST_AGE) + 1, day), 1);
}

static GArray *
browse_people (const MhDesk        *desk,
               const MhPeopleQuery *query,
               GError             **error)
{
  MhResidentBrowse browse = { 0 };
  g_autofree char *text = g_strstrip (g_strdup (query->text));
  g_autoptr (GArray) found = NULL;

  fill_browse (query, mh_desk_today (desk), &browse);
  if (*text == '\0')
    return mh_resident_browse (desk->db, &browse, error);

  found = mh_people_search (desk, text, 0, error);
  if (found == NULL)
    return NULL;

  if (found->len == 0)
    return g_steal_pointer (&found);

  browse.ids = (const gint64 *) (gpointer) found->data;
  browse.n_ids = found->len;

  return mh_resident_browse (desk->db, &browse, error);
}

static gboolean
is_found_as_it_is (const MhPeopleQuery *query)
{
  return query->sort == MH_RESIDENT_SORT_USUAL && !query->descending && !mh_people_query_is_filtered (query);
}

/**
 * mh_people_ask:
 * @desk: the desk
 * @query: who, and in which order
 * @offset: how many to pass over
 * @limit: at most so many, 0: all
 * @out_total: (out) (optional): how many there are in all
 * @error: return location
 *
 * As mh_people_find(), with filters and another order. Ages are those of today by the law (mh_age_years()); who has no certain birth date
 * has no age. Nobody who is protected is found by district, nor is where she stands in a list ordered by district, household or
 * telephone: these come last there.
 *
 * Returns: (transfer full) (element-type gint64): ids, or %NULL
 */
GArray *
mh_people_ask (const MhDesk        *desk,
               const MhPeopleQuery *query,
               gint64               offset,
               gint64               limit,
               gint64              *out_total,
               GError             **error)
{
  gboolean own = !mh_db_in_transaction (desk->db);
  g_autoptr (GArray) ids = NULL;

  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (offset >= 0 && limit >= 0, NULL);

  if (is_found_as_it_is (query))
    return mh_people_find (desk, query->text, offset, limit, out_total, error);

  if (own && !mh_db_begin_read (desk->db, error))
    return NULL;

  ids = browse_people (desk, query, error);
  if (own)
    mh_db_rollback (desk->db);
  if (ids == NULL)
    return NULL;

  if (out_total != NULL)
    *out_total = ids->len;
  g_array_remove_range (ids, 0, MIN (offset, ids->len));
  if (limit > 0 && limit < ids->len)
    g_array_set_size (ids, limit);

  return g_steal_pointer (&ids);
}

/**
 * mh_people_query_new:
 * @text: (nullable): what was typed
 *
 * Returns: (transfer full): a query without filters, in the usual order
 */
MhPeopleQuery *
mh_people_query_new (const char *text)
{
  MhPeopleQuery *query = g_new0 (MhPeopleQuery, 1);

  query->text = g_strdup (text != NULL ? text : "");
  mh_people_query_clear_filters (query);

  return query;
}

/**
 * mh_people_query_copy:
 * @query: (nullable): a query
 *
 * Returns: (transfer full) (nullable): the same once more
 */
MhPeopleQuery *
mh_people_query_copy (const MhPeopleQuery *query)
{
  MhPeopleQuery *copy;

  if (query == NULL)
    return NULL;

  copy = g_memdup2 (query, sizeof *query);
  copy->text = g_strdup (query->text);
  copy->district = g_strdup (query->district);

  return copy;
}

/**
 * mh_people_query_free:
 * @query: (nullable): a query
 */
void
mh_people_query_free (MhPeopleQuery *query)
{
  if (query == NULL)
    return;

  g_free (query->text);
  g_free (query->district);
  g_free (query);
}

/**
 * mh_people_query_equal:
 * @a: a query
 * @b: another one
 *
 * Returns: whether both ask for the same people in the same order
 */
gboolean
mh_people_query_equal (const MhPeopleQuery *a,
                       const MhPeopleQuery *b)
{
  return g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->district, b->district) == 0 &&
         a->age_from == b->age_from && a->age_to == b->age_to && a->state == b->state && a->booked == b->booked &&
         a->sort == b->sort && a->descending == b->descending;
}

/**
 * mh_people_query_is_filtered:
 * @query: a query
 *
 * Returns: whether anything besides the text leaves people out
 */
gboolean
mh_people_query_is_filtered (const MhPeopleQuery *query)
{
  return query->district != NULL || query->age_from >= 0 || query->age_to >= 0 ||
         query->state != MH_RESIDENT_STATE_ANY || query->booked != MH_RESIDENT_BOOKED_ANY;
}

/**
 * mh_people_query_clear_filters:
 * @query: a query
 *
 * Takes all filters away; text and order stay.
 */
void
mh_people_query_clear_filters (MhPeopleQuery *query)
{
  g_clear_pointer (&query->district, g_free);
  query->age_from = MH_PEOPLE_ANY_AGE;
  query->age_to = MH_PEOPLE_ANY_AGE;
  query->state = MH_RESIDENT_STATE_ANY;
  query->booked = MH_RESIDENT_BOOKED_ANY;
}

/**
 * mh_people_query_dup_age:
 * @query: a query
 *
 * Returns: (transfer full) (nullable): its ages in words
 */
char *
mh_people_query_dup_age (const MhPeopleQuery *query)
{
  if (query->age_from >= 0 && query->age_from == query->age_to)
    return g_strdup_printf (_("aged %d"), query->age_from);
  if (query->age_from >= 0 && query->age_to >= 0)
    return g_strdup_printf (_("aged %d to %d"), query->age_from, query->age_to);
  if (query->age_from >= 0)
    return g_strdup_printf (_("aged %d or more"), query->age_from);
  if (query->age_to >= 0)
    return g_strdup_printf (_("aged up to %d"), query->age_to);

  return NULL;
}

/**
 * mh_people_query_dup_filters:
 * @query: a query
 *
 * Returns: (transfer full) (nullable): its filters in words
 */
char *
mh_people_query_dup_filters (const MhPeopleQuery *query)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  char *age = mh_people_query_dup_age (query);

  if (query->district != NULL)
    g_ptr_array_add (words, g_strdup (query->district));
  if (age != NULL)
    g_ptr_array_add (words, age);
  if (query->state != MH_RESIDENT_STATE_ANY)
    g_ptr_array_add (words, g_strdup (mh_people_state_label (query->state)));
  if (query->booked != MH_RESIDENT_BOOKED_ANY)
    g_ptr_array_add (words, g_strdup (mh_people_booked_label (query->booked)));
  if (words->len == 0)
    return NULL;

  g_ptr_array_add (words, NULL);

  return g_strjoinv (" ・ ", (char **) words->pdata);
}

/**
 * mh_people_state_label:
 * @state: a state
 *
 * Returns: (transfer none): what it is called
 */
const char *
mh_people_state_label (MhResidentState state)
{
  g_return_val_if_fail (state < MH_RESIDENT_N_STATES, NULL);

  return _(state_words[state].label);
}

/**
 * mh_people_booked_label:
 * @booked: a condition
 *
 * Returns: (transfer none): what it is called
 */
const char *
mh_people_booked_label (MhResidentBooked booked)
{
  g_return_val_if_fail (booked < MH_RESIDENT_N_BOOKED, NULL);

  return _(booked_words[booked].label);
}

/**
 * mh_people_sort_nick:
 * @sort: an order
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_people_sort_nick (MhResidentSort sort)
{
  g_return_val_if_fail (sort < MH_RESIDENT_N_SORTS, NULL);

  return sort_nicks[sort];
}

/**
 * mh_people_sort_from_nick:
 * @nick: a stable name
 * @out_sort: (out): the order
 *
 * Returns: whether there is such an order
 */
gboolean
mh_people_sort_from_nick (const char     *nick,
                          MhResidentSort *out_sort)
{
  for (guint i = 0; i < MH_RESIDENT_N_SORTS; i++) {
    if (g_strcmp0 (sort_nicks[i], nick) == 0) {
      *out_sort = i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * mh_people_state_from_nick:
 * @nick: a stable name
 * @out_state: (out): the state
 *
 * Returns: whether there is such a state
 */
gboolean
mh_people_state_from_nick (const char      *nick,
                           MhResidentState *out_state)
{
  for (guint i = 0; i < MH_RESIDENT_N_STATES; i++) {
    if (g_strcmp0 (state_words[i].nick, nick) == 0) {
      *out_state = i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * mh_people_booked_from_nick:
 * @nick: a stable name
 * @out_booked: (out): the condition
 *
 * Returns: whether there is such a condition
 */
gboolean
mh_people_booked_from_nick (const char       *nick,
                            MhResidentBooked *out_booked)
{
  for (guint i = 0; i < MH_RESIDENT_N_BOOKED; i++) {
    if (g_strcmp0 (booked_words[i].nick, nick) == 0) {
      *out_booked = i;
      return TRUE;
    }
  }

  return FALSE;
}
