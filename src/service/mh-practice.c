/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-practice"

#include "mh-practice.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-practice-private.h"
#include "mh-templates.h"

#define USUAL  2400
#define FEWEST 20
#define MOST   200000

static void
clear_town (MhPracticeTown *town)
{
  g_clear_pointer (&town->people, g_ptr_array_unref);
  g_clear_object (&town->random);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhPracticeTown, clear_town)

/* Made-up people among real ones could not be told apart again. */
static gboolean
check_town (const MhDesk *desk,
            GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *practice = mh_config_table_get (desk->db, "practice", &local_error);
  gint64 n_people;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (g_strcmp0 (practice, "1") != 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Made-up people belong in the practice town only. This is a real town."));
    return FALSE;
  }

  if (!mh_db_get_int (desk->db, 0, &n_people, error, "SELECT count (*) FROM resident", NULL))
    return FALSE;

  if (n_people != 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("There are residents in this town already."));
    return FALSE;
  }

  return TRUE;
}

static gboolean
name_town (MhDb    *db,
           GError **error)
{
  static const struct {
    const char *key;
    const char *value;
  } settings[] = {
    { "town.name", "まちほけん町（練習）" },
    { "town.sender", "保健福祉課" },
    { "town.phone", "0158-00-0000" },
    { "town.area-code", "0158" },
    { "sms.karaden.service-id", "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    if (!mh_config_table_set (db, settings[i].key, settings[i].value, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_practice_fill:
 * @desk: the desk of a practice town without people
 * @n_residents: about how many, 0 for the usual 2400; the last household is made whole
 * @seed: the same seed gives the same town on the same day
 * @error: return location; MH_ERROR_REFUSED in a real town, and where there are people
 *
 * Makes up people in households, with shared telephones, one LINE account for a family, the protected, the dead, those who have
 * left and names with rare characters; an influenza programme with three days, one slot full; and a waiting list with people of
 * every kind. Telephone numbers are such that nobody has them. One act, which cannot be taken back: a practice town is thrown away.
 *
 * Returns: whether the town was filled
 */
gboolean
mh_practice_fill (const MhDesk *desk,
                  int           n_residents,
                  guint32       seed,
                  GError      **error)
{
  g_auto (MhPracticeTown) town = { 0 };
  g_autoptr (MhAct) act = NULL;

  if (n_residents == 0)
    n_residents = USUAL;
  if (n_residents < FEWEST || n_residents > MOST) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("A practice town has from %d to %d people."), FEWEST, MOST);
    return FALSE;
  }

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "practice.fill", MH_UNDO_NONE, error);
  if (act == NULL || !check_town (desk, error))
    return FALSE;

  town.desk = desk;
  town.random = mh_random_new_seeded (seed);
  town.today = mh_desk_today (desk);
  if (!name_town (desk->db, error) ||
      !mh_practice_make_people (&town, n_residents, error) ||
      !mh_practice_make_contacts (&town, error) ||
      !mh_practice_make_places (&town, error) ||
      !mh_templates_add_usual (desk, error))
    return FALSE;

  mh_act_set_int (act, "residents", town.people->len);
  mh_act_set_int (act, "seed", seed);

  return mh_act_commit (act, error);
}
