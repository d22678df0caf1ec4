/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-resident-search"

#include "mh-resident-search.h"

#include "mh-resident-words.h"

/* Whether measure p runs on :day. Asks for what ends it, so that one that cannot be read runs; see mh_protection_table_covers(). */
#define RUNS \
  "NOT coalesce (p.start_date = date (p.start_date, '+0 days') AND p.start_date > :day, 0) " \
  "AND NOT coalesce (p.end_date = date (p.end_date, '+0 days') AND p.end_date < :day, 0)"

#define IS_SHOWN(resident) "NOT EXISTS (SELECT 1 FROM protection AS p WHERE p.resident = " resident " AND " RUNS ") "

/* Whoever is meant by a number or a date: few. */
#define EXACT \
  "exact (place, resident) AS MATERIALIZED (SELECT place, resident FROM resident_place WHERE resident IN (" \
  "SELECT coalesce (merged_into, id) FROM resident WHERE register_number = :number " \
  "UNION ALL SELECT id FROM resident WHERE birth = :birth " \
  "UNION ALL SELECT resident FROM ticket WHERE number = :ticket " \
  "UNION ALL SELECT id FROM resident AS r WHERE household_number = :household AND " IS_SHOWN ("r.id") \
  "UNION ALL SELECT l.resident FROM contact AS c CROSS JOIN contact_link AS l ON l.contact = c.id " \
  "WHERE c.reversed <> '' AND c.reversed >= :phone AND c.reversed < :phone || ':' AND " IS_SHOWN ("l.resident") "))"

/* Those in the index whom :words find and no number or date. With :hide, nobody who is protected. */
#define FOUND \
  "FROM resident_text WHERE resident_text MATCH :words AND rowid NOT IN (SELECT place FROM exact) " \
  "AND (NOT :hide OR rowid NOT IN (SELECT place FROM protection AS p JOIN resident_place AS h ON h.resident = p.resident WHERE " RUNS "))"

/* The list of hits is that of its parts, one behind the other, each in the order of the places. */
typedef enum {
  PART_EVERYBODY,
  PART_EXACT,
  PART_WORDS,
} PartKind;

typedef struct {
  PartKind kind;
  char    *words;  /* (owned) (nullable) */
  gboolean hide;
} Part;

typedef struct {
  MhDb                   *db;
  const MhResidentSearch *search;
  char                   *birth;      /* (owned) (nullable) */
  char                   *day;        /* (owned) (nullable) */
  char                   *phone;      /* (owned) (nullable) from the end */
  Part                    parts[4];
  guint                   n_parts;
} Question;

static void
question_clear (Question *question)
{
  g_free (question->birth);
  g_free (question->day);
  g_free (question->phone);
  for (guint i = 0; i < question->n_parts; i++)
    g_free (question->parts[i].words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static void
add_part (Question *question,
          PartKind  kind,
          char     *words,
          gboolean  hide)
{
  Part part = { kind, words, hide };

  question->parts[question->n_parts++] = part;
}

/* @words (transfer full), but without those whom @others find. */
static char *
leave_out (char       *words,
           const char *others)
{
  g_autofree char *owned = words;

  if (others == NULL)
    return g_steal_pointer (&owned);

  return g_strdup_printf ("(%s) NOT (%s)", words, others);
}

static void
add_words (Question *question)
{
  g_autofree char *begin = mh_resident_words_begin (question->search->text);
  g_autofree char *inside = mh_resident_words_inside (question->search->text);
  g_autofree char *district = mh_resident_words_district (question->search->district);

  if (begin != NULL)
    add_part (question, PART_WORDS, g_strdup (begin), FALSE);
  if (inside != NULL)
    add_part (question, PART_WORDS, leave_out (g_strdup (inside), begin), FALSE);
  if (district != NULL)
    add_part (question, PART_WORDS, leave_out (g_steal_pointer (&district), inside != NULL ? inside : begin), TRUE);
}

static void
read_question (MhDb                   *db,
               const MhResidentSearch *search,
               Question               *question)
{
  question->db = db;
  question->search = search;
  question->birth = mh_date_to_iso (search->birth);
  question->day = mh_date_to_iso (search->day);
  question->phone = search->phone_end != NULL ? g_strreverse (g_strdup (search->phone_end)) : NULL;

  if (search->everybody) {
    add_part (question, PART_EVERYBODY, NULL, FALSE);
    return;
  }

  add_part (question, PART_EXACT, NULL, FALSE);
  add_words (question);
}

/* What every statement with EXACT in it is given. */
#define EXACT_ARGUMENTS(question) \
  ":number", MH_TEXT ((question)->search->register_number), \
  ":birth", MH_TEXT ((question)->birth), \
  ":ticket", MH_TEXT ((question)->search->ticket), \
  ":household", MH_TEXT ((question)->search->household_number), \
  ":phone", MH_TEXT ((question)->phone), \
  ":day", MH_TEXT ((question)->day)

static gboolean
count_part (const Question *question,
            const Part     *part,
            gint64         *out_n,
            GError        **error)
{
  switch (part->kind) {
  case PART_EVERYBODY:
    return mh_db_get_int (question->db, 0, out_n, error, "SELECT count(*) FROM resident_place", NULL);

  case PART_EXACT:
    return mh_db_get_int (question->db, 0, out_n, error, "WITH " EXACT " SELECT count(*) FROM exact", EXACT_ARGUMENTS (question), NULL);

  case PART_WORDS:
  default:
    return mh_db_get_int (question->db, 0, out_n, error, "WITH " EXACT " SELECT count(*) " FOUND, EXACT_ARGUMENTS (question),
                          ":words", MH_TEXT (part->words), ":hide", MH_INT (part->hide), NULL);
  }
}

static MhRows *
query_part (const Question *question,
            const Part     *part,
            gint64          offset,
            gint64          limit,
            GError        **error)
{
  switch (part->kind) {
  case PART_EVERYBODY:
    return mh_db_query (question->db, error, "SELECT resident FROM resident_place ORDER BY place LIMIT :limit OFFSET :offset",
                        ":limit", MH_INT (limit), ":offset", MH_INT (offset), NULL);

  case PART_EXACT:
    return mh_db_query (question->db, error, "WITH " EXACT " SELECT resident FROM exact ORDER BY place LIMIT :limit OFFSET :offset",
                        EXACT_ARGUMENTS (question), ":limit", MH_INT (limit), ":offset", MH_INT (offset), NULL);

  case PART_WORDS:
  default:
    return mh_db_query (question->db, error,
                        "WITH " EXACT ", page (place) AS MATERIALIZED (SELECT rowid " FOUND " ORDER BY rowid LIMIT :limit OFFSET :offset) "
                                                                                            "SELECT r.resident FROM page CROSS JOIN resident_place AS r ON r.place = page.place ORDER BY r.place",
                        EXACT_ARGUMENTS (question), ":words", MH_TEXT (part->words), ":hide", MH_INT (part->hide),
                        ":limit", MH_INT (limit), ":offset", MH_INT (offset), NULL);
  }
}

static gboolean
append_ids (const Question *question,
            const Part     *part,
            gint64          offset,
            gint64          limit,
            GArray         *ids,
            GError        **error)
{
  g_autoptr (MhRows) rows = query_part (question, part, offset, limit, error);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  return mh_rows_end (rows, error);
}

/* Counts each part, and reads of each what lies between @offset and @offset + @limit of all. */
static GArray *
read_parts (const Question *question,
            gint64          offset,
            gint64          limit,
            gint64         *out_total,
            GError        **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 total = 0;

  for (guint i = 0; i < question->n_parts; i++) {
    const Part *part = &question->parts[i];
    gint64 from, to, n;

    if (!count_part (question, part, &n, error))
      return NULL;

    from = MAX (offset - total, 0);
    to = limit > 0 ? MIN (offset + limit - total, n) : n;
    if (from < to && !append_ids (question, part, from, to - from, ids, error))
      return NULL;

    total += n;
  }

  if (out_total != NULL)
    *out_total = total;

  return g_steal_pointer (&ids);
}

/**
 * mh_resident_search:
 * @db: a connection
 * @search: what to look for; its parts are alternatives
 * @offset: how many of the hits to pass over, 0 or more
 * @limit: at most so many, 0: all
 * @out_total: (out) (optional): how many are found in all
 * @error: return location
 *
 * Who is meant by a number or a date comes first, then those of whom a reading or a name begins with the text, then those in which it
 * stands further in, then those of the district; each in Japanese order. A single kana or letter is looked for only at the
 * beginning. Who is protected is found by names, birth date, register number and ticket only, and counted only then. Who was merged into another
 * is not found.
 *
 * Returns: (transfer full) (element-type gint64): ids, or %NULL
 */
GArray *
mh_resident_search (MhDb                   *db,
                    const MhResidentSearch *search,
                    gint64                  offset,
                    gint64                  limit,
                    gint64                 *out_total,
                    GError                **error)
{
  gboolean own = !mh_db_in_transaction (db);
  g_auto (Question) question = { 0 };
  GArray *ids;

  g_return_val_if_fail (offset >= 0 && limit >= 0, NULL);

  read_question (db, search, &question);
  /* Count and rows of one moment. */
  if (own && !mh_db_begin_read (db, error))
    return NULL;

  ids = read_parts (&question, offset, limit, out_total, error);
  if (own)
    mh_db_rollback (db);

  return ids;
}
