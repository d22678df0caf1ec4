/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim"

#include "mh-sim.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-contacts.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-pin.h"
#include "mh-places.h"
#include "mh-programmes.h"
#include "mh-schema.h"
#include "mh-test-town.h"
#include "mh-town.h"
#include "mh-wording.h"

#define START G_GINT64_CONSTANT (1792454400000)  /* 2026-10-20 09:00 in Asia/Tokyo */
#define BUSY_MS 2

guint32
mh_sim_below (MhSim  *sim,
              guint32 limit)
{
  return limit > 1 ? (guint32) g_rand_int_range (sim->chance, 0, (gint32) limit) : 0;
}

void
mh_sim_set_fault (MhSim *sim,
                  char  *what)
{
  if (sim->fault == NULL)
    sim->fault = what;
  else
    g_free (what);
}

void
mh_sim_break (MhSim      *sim,
              const char *rule,
              char       *what)
{
  if (sim->rule != NULL) {
    g_free (what);
    return;
  }

  sim->rule = rule;
  sim->what = what;
}

gint64
mh_sim_pick (MhSim      *sim,
             const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 from = mh_sim_below (sim, 1000);
  gint64 found = 0;

  if (mh_db_get_int (sim->desk.db, 0, &found, &error, sql, ":from", MH_INT (from), NULL) && found == 0 && from > 0)
    mh_db_get_int (sim->desk.db, 0, &found, &error, sql, ":from", MH_INT (0), NULL);
  if (error != NULL && !sim->in_trouble)
    mh_sim_set_fault (sim, g_strdup_printf ("%s: %s", sql, error->message));

  return found;
}

static void
add_count (GHashTable *counts,
           const char *name,
           gint64      n)
{
  gint64 *count = g_hash_table_lookup (counts, name);

  if (count == NULL) {
    count = g_new0 (gint64, 1);
    g_hash_table_insert (counts, g_strdup (name), count);
  }
  *count += n;
}

void
mh_sim_count (MhSim      *sim,
              const char *what,
              const char *outcome)
{
  char name[200];

  g_snprintf (name, sizeof name, "%s %s", what, outcome);
  add_count (sim->counts, name, 1);
}

/* --- who and where -------------------------------------------------------------------------------------------------- */

MhDate
mh_sim_in_days (MhSim *sim,
                int    days)
{
  return mh_date_add_days (mh_desk_today (&sim->desk), days);
}

gint64
mh_sim_any_resident (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM resident WHERE id >= :from * (SELECT max (id) + 1 FROM resident) / 1000 LIMIT 1");
}

gint64
mh_sim_any_slot (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM slot WHERE id >= :from * (SELECT max (id) + 1 FROM slot) / 1000 "
                           "AND session > (SELECT max (id) FROM session) - 12 LIMIT 1");
}

gint64
mh_sim_any_booking (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM booking WHERE state = 'active' "
                           "AND id >= :from * (SELECT max (id) + 1 FROM booking) / 1000 LIMIT 1");
}

/* One of those that are near; seldom a day that is called off. */
gint64
mh_sim_any_session (MhSim *sim)
{
  return mh_sim_pick (sim, "SELECT id FROM session WHERE id > (SELECT max (id) FROM session) - 12 AND (state <> 'cancelled' OR :from > 900) "
                           "AND id >= :from * (SELECT max (id) + 1 FROM session) / 1000 LIMIT 1");
}

gint64
mh_sim_newest_act (MhSim *sim)
{
  g_autoptr (GError) error = NULL;
  gint64 newest = 0;

  mh_db_get_int (sim->desk.db, 0, &newest, &error, "SELECT max (id) FROM act", NULL);

  return newest;
}

/* Whether something was done since @before that is more than the note that it did not work. */
static gboolean
has_acted (MhSim *sim,
           gint64 before)
{
  gint64 n = 0;

  mh_db_get_int (sim->desk.db, 0, &n, NULL,
                 "SELECT count (*) FROM act WHERE id > :before AND kind NOT IN ('backup.failed', 'backup.second-failed', 'operator.pin-wrong')",
                 ":before", MH_INT (before), NULL);

  return n > 0;
}

/* What was refused has changed nothing, and says so in a sentence. */
static const char *
judge (MhSim        *sim,
       const char   *name,
       gint64        before,
       const GError *error)
{
  gboolean ordinary = error->domain == MH_ERROR &&
                      (error->code == MH_ERROR_REFUSED || error->code == MH_ERROR_NOT_FOUND || error->code == MH_ERROR_CONFLICT ||
                       error->code == MH_ERROR_ASK || error->code == MH_ERROR_INVALID);
  gboolean unplugged = error->domain == MH_ERROR && error->code == MH_ERROR_STORAGE && strcmp (name, "backup") == 0;
  gboolean trouble = error->domain == MH_ERROR && (error->code == MH_ERROR_STORAGE || error->code == MH_ERROR_BUSY);

  if (error->message[0] == '\0' || !(ordinary || unplugged || (trouble && sim->in_trouble)))
    mh_sim_set_fault (sim, g_strdup_printf ("%s: %s", name, error->message));
  else if (mh_db_in_transaction (sim->desk.db))
    mh_sim_set_fault (sim, g_strdup_printf ("%s: a transaction is open after: %s", name, error->message));
  else if (strcmp (name, "send") != 0 && has_acted (sim, before))
    mh_sim_set_fault (sim, g_strdup_printf ("%s: half done after: %s", name, error->message));

  if (g_getenv ("MH_SIM_TALK") != NULL)
    mh_sim_count (sim, name, error->message);

  return trouble ? "in trouble" : "refused";
}

void
mh_sim_run (MhSim      *sim,
            const char *name,
            MhSimAct    func)
{
  g_autoptr (GError) error = NULL;
  gint64 before = mh_sim_newest_act (sim);
  gboolean did = FALSE;
  gboolean ok = func (sim, &did, &error);

  if (ok != (error == NULL))
    mh_sim_set_fault (sim, g_strdup_printf ("%s: %s%s", name, ok ? "went well with an error: " : "failed without a word", ok ? error->message : ""));
  else if (error != NULL)
    mh_sim_count (sim, name, judge (sim, name, before, error));
  else
    mh_sim_count (sim, name, did ? "done" : "with nothing");
}

/* --- towns ---------------------------------------------------------------------------------------------------------- */

static void
must (gboolean ok,
      GError  *error)
{
  if (!ok)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static void
add_resident (const MhDesk *desk,
              guint         number)
{
  static const char * const births[] = { "1950-03-01", "1988-11-30", "2020-02-29", "1935-01-01" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  g_autofree char *line = g_strdup_printf ("U%032x", number);
  g_autofree char *mobile = g_strdup_printf ("0901000%04u", number % 7 == 0 ? number - 1 : number);
  gint64 id;

  resident->register_number = g_strdup_printf ("%u", 1000 + number);
  resident->name = g_strdup ("町田花子");
  if (number % 3 != 0) {
    g_free (resident->postal_code);
    g_free (resident->address);
    resident->postal_code = g_strdup ("099-5601");
    resident->address = g_strdup ("北海道紋別郡滝上町旭町1番地");
  }
  mh_date_from_iso (births[number % 4], &resident->birth);
  id = mh_test_add_person (desk, resident, &error);
  must (id != 0, error);

  /* Some share a telephone, some have both, some have nothing. */
  if (number % 20 < 13)
    must (mh_contacts_add (desk, id, "line", line, NULL, &error) != 0, error);
  if (number % 20 >= 11 && number % 20 < 17)
    must (mh_contacts_add (desk, id, "mobile", mobile, NULL, &error) != 0, error);
}

static void
add_programme (const MhDesk *desk,
               const char   *name,
               MhOfferMode   mode,
               int           doses,
               int           interval_days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgramme) programme = mh_programme_new ();

  programme->name = g_strdup (name);
  programme->offer_mode = mode;
  programme->parallel = 3;
  programme->reply_minutes = 45;
  programme->doses = doses;
  programme->interval_days = interval_days;
  must (mh_test_add_programme (desk, programme, &error) != 0, error);
}

/* Something that a visit may also be for. */
static void
add_items (const MhDesk *desk,
           gint64        programme)
{
  static const char * const names[] = { "基本", "胃" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (desk, programme, &error);

  must (spec != NULL, error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    MhItem *item = mh_item_new ();

    item->name = g_strdup (names[i]);
    item->standard = i == 0;
    g_ptr_array_add (spec->items, item);
  }
  must (mh_programmes_edit (desk, spec, NULL, &error), error);
}

/* As sim.py's town, which is told nothing else either; and so few broadcasts a day that the limit is met. */
static void
set_names (const MhDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "config.set", MH_UNDO_NONE, &error);

  must (act != NULL &&
        mh_config_table_set (desk->db, "town.name", "滝上町", &error) &&
        mh_config_table_set (desk->db, "town.phone", "0158-00-2111", &error) &&
        mh_config_table_set (desk->db, "broadcast.daily-cap", "2", &error) &&
        mh_act_commit (act, &error), error);
}

static void
make_template (MhSim *sim,
               guint  n_residents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRandom) random = mh_random_new_seeded (1);
  g_autofree char *dir = g_build_filename (sim->dir, "template", NULL);
  g_autoptr (MhDb) db = NULL;
  MhDesk desk = { NULL, MH_CLOCK (sim->clock), random, "佐藤" };

  must (mh_town_create_by (&desk, &mh_db_driver_sqlite, dir, FALSE, &error), error);
  db = mh_town_open (&mh_db_driver_sqlite, dir, &error);
  must (db != NULL, error);
  desk.db = db;
  set_names (&desk);
  for (guint i = 1; i <= n_residents; i++)
    add_resident (&desk, i);
  add_programme (&desk, "インフルエンザ", MH_OFFER_MODE_FIRST_YES, 1, 0);
  add_programme (&desk, "帯状疱疹", MH_OFFER_MODE_ONE_AT_A_TIME, 2, 7);
  add_programme (&desk, "日本脳炎", MH_OFFER_MODE_FIRST_YES, 3, 3);
  add_items (&desk, 1);
  must (mh_db_copy_to (db, sim->template, &error), error);
}

MhSim *
mh_sim_new (const char *dir,
            guint       n_residents)
{
  MhSim *sim = g_new0 (MhSim, 1);
  g_autofree char *town = g_build_filename (dir, "town", NULL);

  mh_fault_vfs_install ();
  mh_pin_use_low_cost ();
  sim->dir = g_strdup (dir);
  g_mkdir (town, 0700);
  sim->path = mh_town_database_path (town);
  sim->template = g_build_filename (dir, "template.db", NULL);
  sim->clock = mh_fake_clock_new (START);
  sim->desk.clock = MH_CLOCK (sim->clock);
  sim->desk.operator_name = "佐藤";
  sim->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sim->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  make_template (sim, n_residents);

  return sim;
}

void
mh_sim_free (MhSim *sim)
{
  g_free (sim->dir);
  g_free (sim->path);
  g_free (sim->template);
  g_free (sim->fault);
  g_free (sim->what);
  g_object_unref (sim->clock);
  g_hash_table_unref (sim->counts);
  g_hash_table_unref (sim->kinds);
  g_free (sim);
}

/* On a disk that is in trouble a program opens, or says why not; it is started again when the disk is well. */
static void
open_in_trouble (MhSim *sim)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhDb) db = mh_db_open (&mh_db_driver_sqlite, sim->path, &error);

  if (db != NULL)
    mh_schema_apply (db, &error);
  if (error != NULL && (error->domain != MH_ERROR || (error->code != MH_ERROR_STORAGE && error->code != MH_ERROR_BUSY)))
    mh_sim_set_fault (sim, g_strdup_printf ("open: %s", error->message));

  mh_fault_vfs_set (MH_DISK_SOUND, 0, 0);
}

void
mh_sim_open (MhSim *sim)
{
  g_autoptr (GError) error = NULL;

  if (sim->in_trouble)
    open_in_trouble (sim);
  if (sim->other != NULL)
    sqlite3_exec (sim->other, "ROLLBACK", NULL, NULL, NULL);

  sim->desk.db = mh_db_open (&mh_db_driver_sqlite, sim->path, &error);
  must (sim->desk.db != NULL && mh_schema_apply (sim->desk.db, &error), error);
  mh_db_set_busy_timeout (sim->desk.db, BUSY_MS);
  g_free (sim->owner);
  sim->owner = mh_random_uuid (sim->desk.random);
}

void
mh_sim_close (MhSim *sim)
{
  g_clear_pointer (&sim->desk.db, mh_db_close);
}

/* All that a program keeps in memory is its connection and who it is. Opening a file is not what is new about it most times, and takes as long as
 * a hundred acts. */
void
mh_sim_die (MhSim *sim)
{
  if (sim->in_trouble || mh_sim_below (sim, 4) == 0) {
    mh_sim_close (sim);
    mh_sim_open (sim);
    return;
  }

  if (mh_db_in_transaction (sim->desk.db))
    mh_db_rollback (sim->desk.db);
  g_free (sim->owner);
  sim->owner = mh_random_uuid (sim->desk.random);
}

static void
remove_town (MhSim *sim)
{
  static const char * const ends[] = { "", "-wal", "-shm", ".head" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (sim->path, ends[i], NULL);

    g_remove (path);
  }
}

void
mh_sim_begin_town (MhSim *sim,
                   gint64 seed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  must (g_file_get_contents (sim->template, &bytes, &size, &error) &&
        g_file_set_contents_full (sim->path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error), error);

  sim->chance = g_rand_new_with_seed ((guint32) seed);
  sim->desk.random = mh_random_new_seeded ((guint32) seed);
  sim->wire = mh_sim_wire_new ();
  sim->no_sms = mh_sim_below (sim, 3) == 0;
  sim->forward = TRUE;
  mh_fake_clock_set (sim->clock, START);
  mh_sim_open (sim);
}

static void
count_kinds (MhSim *sim)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (sim->desk.db, &error, "SELECT kind, count (*) FROM audit GROUP BY kind", NULL);

  while (rows != NULL && mh_rows_next (rows)) {
    const char *kind = mh_rows_text (rows, 0);

    add_count (sim->kinds, kind, mh_rows_int (rows, 1));
    if (g_str_equal (mh_wording_act_kind (kind), kind))
      mh_sim_set_fault (sim, g_strdup_printf ("the log has no words for %s", kind));
  }
}

void
mh_sim_end_town (MhSim *sim)
{
  count_kinds (sim);
  mh_sim_close (sim);
  remove_town (sim);
  g_clear_pointer (&sim->wire, mh_sim_wire_free);
  g_clear_pointer (&sim->chance, g_rand_free);
  g_clear_object (&sim->desk.random);
  g_clear_pointer (&sim->owner, g_free);
}

static void
report_counts (GHashTable *counts)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (counts), (GCompareFunc) strcmp);

  for (GList *at = names; at != NULL; at = at->next)
    printf ("# %9" G_GINT64_FORMAT " %s\n", *(gint64 *) g_hash_table_lookup (counts, at->data), (const char *) at->data);
}

/* What a storm cannot do: a practice town is filled before anybody works there, and never in a town that is real. And it is one computer: what two say
 * to each other in boxes is attacked in tests/ctl/test_ctl_box.py. Nor are there lists with numbers that nobody in the register has. */
static const char * const exceptions[] = {
  "practice.fill", "broadcast.numbers", "box.pair", "box.write", "box.again", "box.export", "box.read", "box.send", "box.stop", "box.go-on",
  "box.results", "box.erase", "box.silent", NULL
};

/* Of the kinds that the log has words for, those that no town has seen. Returns: whether none of them ought to have come by */
static gboolean
report_missing (MhSim      *sim,
                const char *wording)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_kind = FALSE, complete = TRUE;

  if (!g_file_get_contents (wording, &text, NULL, NULL))
    g_error ("%s cannot be read", wording);

  printf ("# never done:");
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], "\"", 3);

    is_kind = is_kind ? !g_str_equal (lines[i], "};") : strstr (lines[i], " act_kinds[] = {") != NULL;
    if (is_kind && g_strv_length (parts) == 3 && !g_hash_table_contains (sim->kinds, parts[1])) {
      printf (" %s", parts[1]);
      complete = complete && g_strv_contains (exceptions, parts[1]);
    }
  }
  printf ("\n");

  return complete;
}

gboolean
mh_sim_report (MhSim      *sim,
               const char *wording)
{
  report_counts (sim->counts);
  printf ("# acts in the log:\n");
  report_counts (sim->kinds);

  return wording == NULL || report_missing (sim, wording);
}
