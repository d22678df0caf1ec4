/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people-duplicates.h"

#include <glib/gi18n-lib.h>

#include "mh-duplicate-table.h"
#include "mh-error.h"
#include "mh-person-act.h"

#define SHORTEST_NEAR 3  /* characters: of two, one is half the name */

typedef struct {
  GHashTable *found;   /* MhDuplicate* (owned), itself the key, to itself */
} Search;

static guint
hash_pair (gconstpointer key)
{
  const MhDuplicate *pair = key;

  return (guint) (pair->a * 31 + pair->b);
}

static gboolean
pairs_are_equal (gconstpointer a,
                 gconstpointer b)
{
  const MhDuplicate *one = a, *other = b;

  return one->a == other->a && one->b == other->b;
}

static void
note_pair (Search            *search,
           gint64             a,
           gint64             b,
           MhDuplicateReasons reason)
{
  MhDuplicate key = { MIN (a, b), MAX (a, b), reason };
  MhDuplicate *pair = g_hash_table_lookup (search->found, &key);

  if (pair != NULL)
    pair->reasons |= reason;
  else
    g_hash_table_add (search->found, g_memdup2 (&key, sizeof key));
}

/* Whether one character changed, added or taken away makes @a of @b. */
static gboolean
is_near (const char *a,
         const char *b)
{
  glong n_a, n_b;
  g_autofree gunichar *one = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *other = g_utf8_to_ucs4_fast (b, -1, &n_b);
  glong from = 0, tail = 0, shorter = MIN (n_a, n_b);

  if (ABS (n_a - n_b) > 1 || shorter < SHORTEST_NEAR)
    return FALSE;

  while (from < shorter && one[from] == other[from])
    from++;
  while (tail < shorter - from && one[n_a - 1 - tail] == other[n_b - 1 - tail])
    tail++;

  return MAX (n_a, n_b) - from - tail == 1;
}

/* Born on one day. The reading tells more than the characters; without one the characters are all there is. */
static void
compare_pair (Search               *search,
              const MhDuplicateKey *a,
              const MhDuplicateKey *b)
{
  gboolean have_kana = *a->kana_fold != '\0' && *b->kana_fold != '\0';

  if (have_kana && g_str_equal (a->kana_fold, b->kana_fold))
    note_pair (search, a->id, b->id, MH_DUPLICATE_KANA);
  else if (have_kana && is_near (a->kana_fold, b->kana_fold))
    note_pair (search, a->id, b->id, MH_DUPLICATE_NEAR);

  if (g_str_equal (a->name_fold, b->name_fold))
    note_pair (search, a->id, b->id, MH_DUPLICATE_NAME);
  else if (!have_kana && is_near (a->name_fold, b->name_fold))
    note_pair (search, a->id, b->id, MH_DUPLICATE_NEAR);
}

static gboolean
compare_group (GPtrArray *keys,
               gpointer   user_data)
{
  for (guint i = 0; i < keys->len; i++) {
    for (guint j = i + 1; j < keys->len; j++)
      compare_pair (user_data, keys->pdata[i], keys->pdata[j]);
  }

  return TRUE;
}

static void
note_phone (gint64   a,
            gint64   b,
            gpointer user_data)
{
  note_pair (user_data, a, b, MH_DUPLICATE_PHONE);
}

static void
forget_pair (gint64   a,
             gint64   b,
             gpointer user_data)
{
  MhDuplicate key = { a, b, 0 };
  Search *search = user_data;

  g_hash_table_remove (search->found, &key);
}

/* What is the same counts more than what is near. */
static int
rank (MhDuplicateReasons reasons)
{
  return ((reasons & MH_DUPLICATE_KANA) != 0 ? 2 : 0) + ((reasons & MH_DUPLICATE_NAME) != 0 ? 2 : 0) +
         ((reasons & MH_DUPLICATE_PHONE) != 0 ? 2 : 0) + ((reasons & MH_DUPLICATE_NEAR) != 0 ? 1 : 0);
}

static int
compare_rank (gconstpointer a,
              gconstpointer b)
{
  const MhDuplicate *one = a, *other = b;
  int difference = rank (other->reasons) - rank (one->reasons);

  if (difference != 0)
    return difference;

  if (one->a != other->a)
    return one->a < other->a ? -1 : 1;

  return one->b < other->b ? -1 : one->b > other->b;
}

/**
 * mh_people_find_duplicates:
 * @desk: the desk
 * @error: return location
 *
 * Looks for entries of one person under two numbers: of one day of birth, and alike in reading, name or telephone number. Who was merged
 * already is not there. The time grows with the number of people and of those born on one day.
 *
 * Returns: (transfer full) (element-type MhDuplicate): pairs, or %NULL
 */
GArray *
mh_people_find_duplicates (const MhDesk *desk,
                           GError      **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (hash_pair, pairs_are_equal, g_free, NULL);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (MhDuplicate));
  Search search = { found };
  GHashTableIter iter;
  gpointer pair;

  if (!mh_duplicate_table_each_birth (desk->db, compare_group, &search, error) ||
      !mh_duplicate_table_each_phone (desk->db, mh_desk_today (desk), note_phone, &search, error) ||
      !mh_duplicate_table_each_other (desk->db, forget_pair, &search, error))
    return NULL;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &pair, NULL))
    g_array_append_vals (pairs, pair, 1);
  g_array_sort (pairs, compare_rank);

  return g_steal_pointer (&pairs);
}

/**
 * mh_people_part_duplicates:
 * @desk: the desk
 * @a: a person
 * @b: another
 * @error: return location
 *
 * Remembers that they are two people.
 *
 * Returns: whether it was written
 */
gboolean
mh_people_part_duplicates (const MhDesk *desk,
                           gint64        a,
                           gint64        b,
                           GError      **error)
{
  g_autoptr (MhResident) other = NULL;
  g_autoptr (MhAct) act = NULL;

  if (a == b) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please choose two different people."));
    return FALSE;
  }

  act = mh_person_act_begin (desk, "resident.part", MH_UNDO_WHOLE, a, error);
  other = act != NULL ? mh_resident_table_get (desk->db, b, error) : NULL;
  if (other == NULL)
    return FALSE;

  mh_act_add_person (act, b);

  return mh_duplicate_table_part (desk->db, a, b, error) && mh_act_commit (act, error);
}

/**
 * mh_people_duplicate_reasons:
 * @reasons: why two people may be one
 *
 * Returns: (transfer full): in words, translated
 */
char *
mh_people_duplicate_reasons (MhDuplicateReasons reasons)
{
  const char *words[5] = { NULL };
  guint n = 0;

  if ((reasons & MH_DUPLICATE_KANA) != 0)
    words[n++] = _("same reading");
  if ((reasons & MH_DUPLICATE_NAME) != 0)
    words[n++] = _("same name");
  if ((reasons & MH_DUPLICATE_PHONE) != 0)
    words[n++] = _("same telephone number");
  if ((reasons & MH_DUPLICATE_NEAR) != 0)
    words[n++] = _("one character differs");

  return g_strjoinv (" ・ ", (char **) words);
}
