/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-known"

#include "mh-import-known.h"

#include <string.h>

/* A text of a person. */
typedef struct {
  gint64 resident;
  char   text[];
} Key;

struct _MhImportKnown
{
  GHashTable *phones;     /* (owned): set of Key */
  GHashTable *problems;   /* (owned): set of Key */
  GHashTable *tickets;    /* (owned): number → gint64 */
  GHashTable *protection; /* (owned): gint64 → array of Span */
  MhDate      day;
};

/* From when to when a measure runs; no date: since ever, for good. */
typedef struct {
  MhDate start;
  MhDate end;
} Span;

static Key *
new_key (gint64      resident,
         const char *text)
{
  gsize size = strlen (text) + 1;
  Key *key = g_malloc (sizeof (Key) + size);

  key->resident = resident;
  memcpy (key->text, text, size);

  return key;
}

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->text) ^ (guint) (key->resident * 2654435761u);
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const Key *x = a;
  const Key *y = b;

  return x->resident == y->resident && g_str_equal (x->text, y->text);
}

static gint64 *
new_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

/* Takes @rows: a resident and a text. */
static gboolean
read_keys (MhRows     *rows,
           GHashTable *keys,
           GError    **error)
{
  g_autoptr (MhRows) owned = rows;

  while (rows != NULL && mh_rows_next (rows))
    g_hash_table_add (keys, new_key (mh_rows_int (rows, 0), mh_rows_text (rows, 1)));

  return rows != NULL && mh_rows_end (rows, error);
}

static gboolean
read_tickets (MhDb       *db,
              GHashTable *tickets,
              GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT resident, number FROM ticket WHERE label = ''", NULL);

  while (rows != NULL && mh_rows_next (rows))
    g_hash_table_insert (tickets, mh_rows_dup_text (rows, 1), new_id (mh_rows_int (rows, 0)));

  return rows != NULL && mh_rows_end (rows, error);
}

/* A measure whose dates cannot be read has begun and runs on, as in mh_protection_table_covers(). */
static gboolean
read_protection (MhDb       *db,
                 GHashTable *protection,
                 GError    **error)
{
  g_autoptr (MhRows) rows = mh_db_query (db, error, "SELECT resident, start_date, end_date FROM protection", NULL);

  while (rows != NULL && mh_rows_next (rows)) {
    gint64 resident = mh_rows_int (rows, 0);
    Span span = { MH_DATE_NONE, MH_DATE_NONE };
    GArray *spans = g_hash_table_lookup (protection, &resident);

    if (spans == NULL) {
      spans = g_array_new (FALSE, FALSE, sizeof (Span));
      g_hash_table_insert (protection, new_id (resident), spans);
    }

    mh_date_from_iso (mh_rows_text (rows, 1), &span.start);
    if (!mh_rows_is_null (rows, 2))
      mh_date_from_iso (mh_rows_text (rows, 2), &span.end);
    g_array_append_val (spans, span);
  }

  return rows != NULL && mh_rows_end (rows, error);
}

/**
 * mh_import_known_free:
 * @self: what is known
 */
void
mh_import_known_free (MhImportKnown *self)
{
  g_hash_table_unref (self->phones);
  g_hash_table_unref (self->problems);
  g_hash_table_unref (self->tickets);
  g_hash_table_unref (self->protection);
  g_free (self);
}

/**
 * mh_import_known_load:
 * @db: a connection
 * @day: today
 * @error: return location
 *
 * Returns: (transfer full): everybody's numbers, tickets and protection, or %NULL
 */
MhImportKnown *
mh_import_known_load (MhDb    *db,
                      MhDate   day,
                      GError **error)
{
  g_autoptr (MhImportKnown) self = g_new0 (MhImportKnown, 1);

  self->phones = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  self->problems = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  self->tickets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->protection = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  self->day = day;

  if (!read_keys (mh_db_query (db, error,
                               "SELECT l.resident, c.value FROM contact_link AS l JOIN contact AS c ON c.id = l.contact WHERE c.kind <> 'line'",
                               NULL), self->phones, error) ||
      !read_keys (mh_db_query (db, error, "SELECT resident, written FROM contact_problem", NULL), self->problems, error) ||
      !read_tickets (db, self->tickets, error) ||
      !read_protection (db, self->protection, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
has_key (GHashTable *keys,
         gint64      resident,
         const char *text)
{
  g_autofree Key *key = g_hash_table_size (keys) > 0 ? new_key (resident, text) : NULL;

  return key != NULL && g_hash_table_contains (keys, key);
}

/**
 * mh_import_known_has_phone:
 * @self: what is known
 * @resident: a person
 * @digits: a telephone number in digits
 *
 * Returns: whether it is one of the person's
 */
gboolean
mh_import_known_has_phone (const MhImportKnown *self,
                           gint64               resident,
                           const char          *digits)
{
  return has_key (self->phones, resident, digits);
}

/**
 * mh_import_known_has_problem:
 * @self: what is known
 * @resident: a person
 * @written: a number that cannot be used, as it is written
 *
 * Returns: whether it is noted already
 */
gboolean
mh_import_known_has_problem (const MhImportKnown *self,
                             gint64               resident,
                             const char          *written)
{
  return has_key (self->problems, resident, written);
}

/**
 * mh_import_known_ticket_owner:
 * @self: what is known
 * @number: a ticket's number
 *
 * Returns: who has it, 0: nobody
 */
gint64
mh_import_known_ticket_owner (const MhImportKnown *self,
                              const char          *number)
{
  const gint64 *owner = g_hash_table_lookup (self->tickets, number);

  return owner != NULL ? *owner : 0;
}

static gboolean
runs_on (const Span *span,
         MhDate      day)
{
  return (!mh_date_is_set (span->start) || mh_date_compare (span->start, day) <= 0) &&
         (!mh_date_is_set (span->end) || mh_date_compare (span->end, day) >= 0);
}

/**
 * mh_import_known_is_protected:
 * @self: what is known
 * @resident: a person
 *
 * Returns: whether a measure runs on the day that was given to the load
 */
gboolean
mh_import_known_is_protected (const MhImportKnown *self,
                              gint64               resident)
{
  return mh_import_known_covers (self, resident, self->day, self->day);
}

/**
 * mh_import_known_covers:
 * @self: what is known
 * @resident: a person
 * @start: the first day in question; one that is past, or no date, is today
 * @end: the last day, no date: for good
 *
 * Returns: whether one measure covers all of it, so that nothing needs to be added
 */
gboolean
mh_import_known_covers (const MhImportKnown *self,
                        gint64               resident,
                        MhDate               start,
                        MhDate               end)
{
  const GArray *spans = g_hash_table_lookup (self->protection, &resident);
  MhDate from = mh_date_is_set (start) && mh_date_compare (start, self->day) > 0 ? start : self->day;

  for (guint i = 0; spans != NULL && i < spans->len; i++) {
    const Span *span = &g_array_index (spans, Span, i);

    if (runs_on (span, from) && (!mh_date_is_set (span->end) || (mh_date_is_set (end) && mh_date_compare (span->end, end) >= 0)))
      return TRUE;
  }

  return FALSE;
}
