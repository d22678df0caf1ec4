/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-town"

#include "mh-test-town.h"

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-contacts.h"
#include "mh-people-leaving.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-programmes.h"
#include "mh-protect.h"
#include "mh-test-store.h"
#include "mh-test-utils.h"
#include "mh-waiting.h"

#define SEED 20261020

static MhDate
read_date (const char *iso)
{
  MhDate date = MH_DATE_NONE;

  if (iso != NULL && !mh_date_from_iso (iso, &date))
    g_error ("Not a date: %s", iso);

  return date;
}

MhTestTown *
mh_test_town_new (const char *civil)
{
  MhTestTown *town = g_new0 (MhTestTown, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  town->dir = mh_test_make_dir ();
  path = g_build_filename (town->dir, "machihoken.db", NULL);
  mh_test_store_write_empty (path);
  town->db = mh_db_open (&mh_db_driver_sqlite, path, &error);
  g_assert_no_error (error);

  town->clock = mh_fake_clock_new_at (civil);
  town->random = mh_random_new_seeded (SEED);
  town->desk = (MhDesk) { town->db, MH_CLOCK (town->clock), town->random, "佐藤" };

  return town;
}

void
mh_test_town_free (MhTestTown *town)
{
  mh_db_close (town->db);
  mh_test_remove_dir (town->dir);
  g_object_unref (town->clock);
  g_object_unref (town->random);
  g_free (town->dir);
  g_free (town);
}

void
mh_test_town_set (MhTestTown *town,
                  const char *key,
                  const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAct) act = mh_act_begin (town->db, mh_desk_now (&town->desk), "test", "config.set", MH_UNDO_WHOLE, &error);

  g_assert_no_error (error);
  mh_config_table_set (town->db, key, value, &error);
  g_assert_no_error (error);
  mh_act_commit (act, &error);
  g_assert_no_error (error);
}

gint64
mh_test_town_add_resident (MhTestTown *town,
                           const char *number,
                           const char *name,
                           const char *kana,
                           const char *birth)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhResident) resident = mh_resident_new ();
  gint64 id;

  resident->register_number = g_strdup (number);
  resident->name = g_strdup (name);
  g_free (resident->kana);
  resident->kana = g_strdup (kana);
  resident->birth = read_date (birth);
  id = mh_test_add_person (&town->desk, resident, &error);
  g_assert_no_error (error);

  return id;
}

void
mh_test_town_set_status (MhTestTown *town,
                         gint64      resident,
                         const char *status,
                         const char *date)
{
  g_autoptr (GError) error = NULL;
  MhResident changes = { 0 };

  changes.id = resident;
  changes.status = (char *) status;
  changes.status_date = read_date (date);
  mh_test_edit_person (&town->desk, &changes, &error);
  g_assert_no_error (error);
}

gint64
mh_test_town_add_contact (MhTestTown *town,
                          gint64      resident,
                          const char *kind,
                          const char *value)
{
  g_autoptr (GError) error = NULL;
  gint64 link = mh_contacts_add (&town->desk, resident, kind, value, NULL, &error);

  g_assert_no_error (error);

  return link;
}

void
mh_test_town_protect (MhTestTown *town,
                      gint64      resident)
{
  g_autoptr (GError) error = NULL;
  MhDate yesterday = mh_date_add_days (mh_desk_today (&town->desk), -1);

  mh_protect_begin (&town->desk, resident, yesterday, MH_DATE_NONE, NULL, &error);
  g_assert_no_error (error);
}

gint64
mh_test_town_add_programme (MhTestTown *town)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  gint64 id;

  programme->name = g_strdup ("インフルエンザ予防接種");
  id = mh_test_add_programme (&town->desk, programme, &error);
  g_assert_no_error (error);

  return id;
}

gint64
mh_test_town_add_session (MhTestTown *town,
                          gint64      programme,
                          const char *date,
                          const char *slots)
{
  g_autoptr (GError) error = NULL;
  gint64 id = mh_places_add_session (&town->desk, programme, read_date (date), "保健センター", slots, 0, &error);

  g_assert_no_error (error);

  return id;
}

gint64
mh_test_town_find_slot (MhTestTown *town,
                        gint64      session,
                        const char *time)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (town->db, session, &error);
  int minutes;

  g_assert_no_error (error);
  g_assert_true (mh_minutes_read (time, &minutes));
  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);

    if (slot->start_min == minutes)
      return slot->id;
  }

  g_error ("No slot at %s", time);
}

gint64
mh_test_town_count (MhTestTown *town,
                    const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  mh_db_get_int (town->db, 0, &value, &error, sql, NULL);
  g_assert_no_error (error);

  return value;
}

gint64
mh_test_add_waiting (const MhDesk *desk,
                     gint64        programme,
                     const gint64 *residents,
                     gsize         n_residents,
                     const char   *wish,
                     GError      **error)
{
  const MhWaitingRequest request = { .programme = programme, .residents = residents, .n_residents = n_residents, .wish = wish };

  return mh_waiting_register (desk, &request, NULL, error);
}

gint64
mh_test_add_programme (const MhDesk      *desk,
                       const MhProgramme *programme,
                       GError           **error)
{
  g_autoptr (GArray) dose_rules = g_array_new (FALSE, TRUE, sizeof (MhDoseRule));
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  MhProgrammeSpec spec = { (MhProgramme *) programme, dose_rules, items };

  return mh_programmes_add (desk, &spec, error);
}

gint64
mh_test_add_person (const MhDesk     *desk,
                    const MhResident *resident,
                    GError          **error)
{
  const MhNewPerson person = { .resident = resident };

  return mh_people_add_new (desk, &person, NULL, error);
}

gboolean
mh_test_edit_person (const MhDesk     *desk,
                     const MhResident *changes,
                     GError          **error)
{
  return mh_people_edit_leaving (desk, changes, FALSE, NULL, error);
}
