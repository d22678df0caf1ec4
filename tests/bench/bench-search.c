/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Times the search of the resident list in towns of several sizes, and the plain scan that it replaced. Sizes may be named: bench-search 5000
 * "CPU p95" is without what other programs took meanwhile: on a busy computer the rest of the time is theirs. */

#define G_LOG_DOMAIN "bench-search"

#include <locale.h>
#include <string.h>
#include <time.h>

#include "mh-act.h"
#include "mh-people.h"
#include "mh-practice-names.h"
#include "mh-test-town.h"
#include "mh-text.h"

#define NOW            "2026-11-22 09:00"
#define SEED           4
#define N_QUERIES      1000
#define N_SCANS        6        /* of a kind: a scan is slow, and each is as slow as the next */
#define FIRST_PAGE     128
#define N_DISTRICTS    24
#define OTHER_NAME_OF  9        /* every so many people */
#define PROTECTED_OF   500

/* What the search was before it had an index of its own: texts are looked for inside every name. */
static const char scan_sql[] =
  "WITH hit (id, rank) AS ("
  "  SELECT id, 0 FROM resident WHERE kana_fold >= :kana AND kana_fold < :kana || char (1114111) "
  "  UNION ALL SELECT id, 1 FROM resident WHERE length (:kana) > 1 AND instr (kana_fold, :kana) > 1 "
  "  UNION ALL SELECT id, 0 FROM resident WHERE name_fold >= :name AND name_fold < :name || char (1114111) "
  "  UNION ALL SELECT id, 1 FROM resident WHERE :name IS NOT NULL AND instr (name_fold, :name) > 1 "
  "  UNION ALL SELECT id, 0 FROM resident WHERE register_number = :number "
  "  UNION ALL SELECT id, 0 FROM resident WHERE birth = :birth "
  "  UNION ALL SELECT l.resident, 0 FROM contact AS c JOIN contact_link AS l ON l.contact = c.id "
  "    WHERE :phone IS NOT NULL AND c.kind IN ('mobile', 'landline') AND substr (c.value, -length (:phone)) = :phone "
  "    AND NOT EXISTS (SELECT 1 FROM protection AS p WHERE p.resident = l.resident)) "
  "SELECT resident.id FROM (SELECT id, min (rank) AS rank FROM hit GROUP BY id) AS found "
  "JOIN resident ON resident.id = found.id ORDER BY found.rank, resident.sort_key, resident.id";

/* What is asked for one person of the town. */
typedef struct {
  char  *name;
  char  *kana;
  char  *other;      /* (nullable) */
  char  *number;
  char  *household;
  char  *district;
  char  *phone;
  char  *ticket;
  MhDate birth;
} Sample;

typedef enum {
  SCAN_TEXT,
  SCAN_DIGITS,
  SCAN_BIRTH,
  SCAN_NEVER,       /* it could not be searched for */
} ScanBy;

typedef struct {
  const char *title;
  char *(*write)(const Sample *sample,
                 MhRandom *chance);
  ScanBy      scan;
} Kind;

static void
sample_free (Sample *sample)
{
  g_free (sample->name);
  g_free (sample->kana);
  g_free (sample->other);
  g_free (sample->number);
  g_free (sample->household);
  g_free (sample->district);
  g_free (sample->phone);
  g_free (sample->ticket);
  g_free (sample);
}

static char *
write_part (const char *text,
            glong       from,
            glong       n)
{
  glong length = g_utf8_strlen (text, -1);

  from = MIN (from, MAX (0, length - n));

  return g_utf8_substring (text, from, MIN (length, from + n));
}

static char *
write_kana_begin (const Sample *sample,
                  MhRandom     *chance)
{
  return write_part (sample->kana, 0, 2 + mh_random_below (chance, 3));
}

static char *
write_kana_inside (const Sample *sample,
                   MhRandom     *chance)
{
  const char *given = strstr (sample->kana, "　") + strlen ("　");

  return write_part (given, 0, 2 + mh_random_below (chance, 2));
}

static char *
write_kana_loosely (const Sample *sample,
                    MhRandom     *chance)
{
  g_autofree char *folded = mh_text_fold_kana (sample->kana);

  return write_part (folded, 0, 5);
}

static char *
write_one_kana (const Sample *sample,
                MhRandom     *chance)
{
  return write_part (sample->kana, 0, 1);
}

static char *
write_two_characters (const Sample *sample,
                      MhRandom     *chance)
{
  return write_part (sample->name, 0, 2);
}

static char *
write_one_character (const Sample *sample,
                     MhRandom     *chance)
{
  return write_part (sample->name, mh_random_below (chance, 2), 1);
}

static char *
write_name (const Sample *sample,
            MhRandom     *chance)
{
  return g_strdup (sample->name);
}

static char *
write_other_name (const Sample *sample,
                  MhRandom     *chance)
{
  return g_strdup (sample->other != NULL ? sample->other : sample->name);
}

static char *
write_birth_code (const Sample *sample,
                  MhRandom     *chance)
{
  return g_strdup_printf ("3%02d%02d%02d", CLAMP (sample->birth.year - 1925, 1, 63), sample->birth.month, MIN (sample->birth.day, 28));
}

static char *
write_birth_era (const Sample *sample,
                 MhRandom     *chance)
{
  return g_strdup_printf ("s%d.%d.%d", CLAMP (sample->birth.year - 1925, 2, 63), sample->birth.month, MIN (sample->birth.day, 28));
}

static char *
write_birth_year (const Sample *sample,
                  MhRandom     *chance)
{
  return g_strdup_printf ("%04d%02d%02d", sample->birth.year, sample->birth.month, sample->birth.day);
}

static char *
write_phone_end (const Sample *sample,
                 MhRandom     *chance)
{
  return g_strdup (sample->phone + strlen (sample->phone) - 3 - mh_random_below (chance, 2));
}

static char *
write_phone (const Sample *sample,
             MhRandom     *chance)
{
  return g_strdup (sample->phone);
}

static char *
write_ticket (const Sample *sample,
              MhRandom     *chance)
{
  return g_strdup (sample->ticket);
}

static char *
write_number (const Sample *sample,
              MhRandom     *chance)
{
  return g_strdup (sample->number);
}

static char *
write_district (const Sample *sample,
                MhRandom     *chance)
{
  return g_strdup (sample->district);
}

static char *
write_household (const Sample *sample,
                 MhRandom     *chance)
{
  return g_strdup (sample->household);
}

static char *
write_nothing (const Sample *sample,
               MhRandom     *chance)
{
  return g_strdup ("");
}

static const Kind kinds[] = {
  { "kana, beginning", write_kana_begin, SCAN_TEXT },
  { "kana, inside", write_kana_inside, SCAN_TEXT },
  { "kana, small and long", write_kana_loosely, SCAN_TEXT },
  { "one kana", write_one_kana, SCAN_TEXT },
  { "two characters", write_two_characters, SCAN_TEXT },
  { "one character", write_one_character, SCAN_TEXT },
  { "whole name", write_name, SCAN_TEXT },
  { "other name", write_other_name, SCAN_NEVER },
  { "birth 3250301", write_birth_code, SCAN_BIRTH },
  { "birth s25.3.1", write_birth_era, SCAN_BIRTH },
  { "birth 19500301", write_birth_year, SCAN_BIRTH },
  { "phone, 3 or 4 digits", write_phone_end, SCAN_DIGITS },
  { "phone, whole", write_phone, SCAN_DIGITS },
  { "ticket", write_ticket, SCAN_NEVER },
  { "register number", write_number, SCAN_DIGITS },
  { "district", write_district, SCAN_NEVER },
  { "household", write_household, SCAN_NEVER },
  { "everybody", write_nothing, SCAN_NEVER },
};

static Sample *
draw_person (MhRandom *chance,
             guint     i)
{
  Sample *sample = g_new0 (Sample, 1);
  gboolean is_woman = mh_random_below (chance, 2) == 0;
  int year = 1930 + (int) mh_random_below (chance, 96);
  const MhPracticeName *surname = i % 50 == 0 ? mh_practice_get_rare_surname (i / 50) : mh_practice_draw_surname (chance);
  const MhPracticeName *given = mh_practice_draw_given (chance, is_woman, year);

  sample->name = g_strconcat (surname->text, "　", given->text, NULL);
  sample->kana = g_strconcat (surname->kana, "　", given->kana, NULL);
  sample->birth.year = year;
  sample->birth.month = 1 + (int) mh_random_below (chance, 12);
  sample->birth.day = 1 + (int) mh_random_below (chance, 28);
  sample->number = g_strdup_printf ("%010u", 10001 + 3 * i);
  sample->household = g_strdup_printf ("H%07u", 1 + i / 2);
  sample->district = g_strdup_printf ("第%u区", 1 + mh_random_below (chance, N_DISTRICTS));
  sample->phone = g_strdup_printf ("0900%07u", mh_random_below (chance, 10000000));
  sample->ticket = g_strdup_printf ("77%08u", i);
  if (i % OTHER_NAME_OF == 0)
    sample->other = g_strconcat (mh_practice_draw_surname (chance)->text, "　", given->text, NULL);

  return sample;
}

static void
insert_person (MhTestTown   *town,
               const Sample *sample,
               gboolean      is_protected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  gint64 id;

  resident->register_number = g_strdup (sample->number);
  resident->household_number = g_strdup (sample->household);
  resident->name = g_strdup (sample->name);
  g_free (resident->kana);
  resident->kana = g_strdup (sample->kana);
  resident->other_name = g_strdup (sample->other);
  resident->birth = sample->birth;
  resident->postal_code = g_strdup ("0000011");
  resident->address = g_strdup_printf ("字元町%s番地", sample->number);
  resident->district = g_strdup (sample->district);
  id = mh_resident_table_insert (town->db, resident, &error);
  g_assert_no_error (error);
  mh_contact_table_link (town->db, id, "mobile", sample->phone, NULL, &error);
  g_assert_no_error (error);
  mh_db_run (town->db, &error, "INSERT INTO ticket (resident, number) VALUES (:resident, :number)",
             ":resident", MH_INT (id), ":number", MH_TEXT (sample->ticket), NULL);
  g_assert_no_error (error);
  if (is_protected)
    mh_db_run (town->db, &error, "INSERT INTO protection (resident, start_date) VALUES (:resident, '2026-01-01')", ":resident", MH_INT (id), NULL);
  g_assert_no_error (error);
}

/* Milliseconds that this thread has worked. */
static double
cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1000000;
}

/* (element-type Sample) everybody, in the order of the register. */
static GPtrArray *
fill_town (MhTestTown *town,
           guint       n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRandom) chance = mh_random_new_seeded (SEED);
  GPtrArray *samples = g_ptr_array_new_with_free_func ((GDestroyNotify) sample_free);
  MhAct *act = mh_act_begin (town->db, mh_desk_now (&town->desk), "bench", "import.residents", MH_UNDO_BY_ROW, &error);
  gint64 start = g_get_monotonic_time ();
  double cpu = cpu_time ();
  double inserted;

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++) {
    g_ptr_array_add (samples, draw_person (chance, i));
    insert_person (town, g_ptr_array_index (samples, i), i % PROTECTED_OF == 7);
  }

  inserted = cpu_time ();
  mh_act_commit (act, &error);
  g_assert_no_error (error);
  mh_act_free (act);
  g_print ("%u people written in %.2f s, %.2f s of CPU, of which the end of the act took %.2f s\n", n,
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, (cpu_time () - cpu) / 1000, (cpu_time () - inserted) / 1000);

  return samples;
}

static double
time_search (MhTestTown *town,
             const char *text,
             double     *out_cpu)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 total = 0;
  double cpu = cpu_time ();
  gint64 start = g_get_monotonic_time ();

  ids = mh_people_find (&town->desk, text, 0, FIRST_PAGE, &total, &error);
  g_assert_no_error (error);
  *out_cpu = cpu_time () - cpu;

  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
time_scan (MhTestTown *town,
           ScanBy      by,
           const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kana = by == SCAN_TEXT ? mh_text_fold_kana (text) : NULL;
  g_autofree char *name = by == SCAN_TEXT ? mh_text_fold (text) : NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (MhRows) rows = mh_db_query (town->db, &error, scan_sql,
                                         ":kana", MH_TEXT (kana), ":name", MH_TEXT (name), ":number", MH_TEXT (text),
                                         ":birth", MH_TEXT (by == SCAN_BIRTH ? "1950-03-01" : NULL),
                                         ":phone", MH_TEXT (g_ascii_isdigit (*text) ? text : NULL), NULL);

  g_assert_no_error (error);
  while (mh_rows_next (rows))
    continue;
  g_assert_true (mh_rows_end (rows, &error));

  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return (*x > *y) - (*x < *y);
}

static double
pick (GArray *sorted,
      guint   percent)
{
  return g_array_index (sorted, double, MIN (sorted->len - 1, sorted->len * percent / 100));
}

static void
print_line (const char *title,
            GArray     *times,
            GArray     *works,
            GArray     *scans)
{
  g_array_sort (times, compare_times);
  g_array_sort (works, compare_times);
  g_array_sort (scans, compare_times);
  g_print ("  %-22s %6u %9.2f %9.2f %9.2f %9.2f", title, times->len, pick (times, 50), pick (times, 95), pick (times, 99), pick (works, 95));
  if (scans->len > 0)
    g_print (" %9.2f %7.0f×\n", pick (scans, 50), pick (scans, 50) / MAX (0.001, pick (times, 50)));
  else
    g_print (" %9s %8s\n", "–", "–");
}

static void
time_kind (MhTestTown *town,
           GPtrArray  *samples,
           const Kind *kind,
           GArray     *all,
           GArray     *all_works)
{
  g_autoptr (MhRandom) chance = mh_random_new_seeded (SEED);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) scans = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = (N_QUERIES + G_N_ELEMENTS (kinds) - 1) / G_N_ELEMENTS (kinds);

  for (guint i = 0; i < n; i++) {
    guint which = mh_random_below (chance, samples->len);
    g_autofree char *text = NULL;
    double time, work;

    if (kind->write == write_other_name)
      which -= which % OTHER_NAME_OF;
    text = kind->write (g_ptr_array_index (samples, which), chance);
    time = time_search (town, text, &work);
    g_array_append_val (times, time);
    g_array_append_val (works, work);
    g_array_append_val (all, time);
    g_array_append_val (all_works, work);
    if (kind->scan == SCAN_NEVER || i >= N_SCANS)
      continue;

    time = time_scan (town, kind->scan, text);
    g_array_append_val (scans, time);
  }

  print_line (kind->title, times, works, scans);
}

static void
time_town (guint n)
{
  g_autoptr (MhTestTown) town = mh_test_town_new (NOW);
  g_autoptr (GPtrArray) samples = fill_town (town, n);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) all_works = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;

  /* What the scan had to itself. */
  mh_db_exec (town->db, "CREATE INDEX scan_kana ON resident (kana_fold); CREATE INDEX scan_name ON resident (name_fold)", &error);
  g_assert_no_error (error);

  g_print ("  %-22s %6s %9s %9s %9s %9s %9s %8s\n", "milliseconds", "asked", "median", "p95", "p99", "CPU p95", "scan", "ratio");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    time_kind (town, samples, &kinds[i], all, all_works);
  print_line ("all", all, all_works, none);
  g_print ("\n");
}

int
main (int    argc,
      char **argv)
{
  static const guint sizes[] = { 2500, 30000, 100000 };

  setlocale (LC_ALL, "");
  for (int i = 1; i < argc; i++)
    time_town ((guint) g_ascii_strtoull (argv[i], NULL, 10));

  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (sizes); i++)
    time_town (sizes[i]);

  return 0;
}
