/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-practice"

#include "mh-practice.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-booking.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-places.h"
#include "mh-practice-people.h"
#include "mh-waiting.h"

#define N_RESIDENTS 2400

typedef struct {
  const MhDesk *desk;
  MhRandom     *random;    /* (owned) */
  gint64        programme;
  gint64        sessions[3];
  GArray       *eligible;  /* (owned) (element-type gint64) in an order drawn by chance; taken from the end */
} Filling;

static void
filling_clear (Filling *self)
{
  g_clear_object (&self->random);
  g_clear_pointer (&self->eligible, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filling, filling_clear)

static gboolean
add_town (Filling *self,
          int      n_residents,
          GError **error)
{
  static const struct {
    const char *key;
    const char *value;
  } settings[] = {
    { "town.name", "まちほけん町（練習）" },
    { "town.sender", "保健福祉課" },
    { "town.phone", "0158-00-2111" },
    { "town.area-code", "0158" },
    { "sms.karaden.service-id", "1" },
  };
  g_autoptr (MhAct) act = NULL;

  act = mh_act_begin (self->desk->db, mh_desk_now (self->desk), self->desk->operator_name, "practice.fill", MH_UNDO_NONE, error);
  if (act == NULL)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++) {
    if (!mh_config_table_set (self->desk->db, settings[i].key, settings[i].value, error))
      return FALSE;
  }

  return mh_practice_add_people (self->desk, self->random, (guint) n_residents, error) && mh_act_commit (act, error);
}

static gboolean
add_programme (Filling *self,
               GError **error)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  int year = mh_fiscal_year (mh_desk_today (self->desk));

  programme->name = g_strdup_printf ("インフルエンザ予防接種 令和%d年度", year - 2018);
  programme->age = (MhAgeRule) { MH_AGE_BASIS_FISCAL_YEAR, 65 * 12, 0 };
  programme->deadline_days = 2;
  programme->offer_mode = MH_OFFER_MODE_FIRST_YES;
  programme->parallel = 3;
  programme->reply_minutes = 60;
  programme->offer_by_hand = TRUE;
  self->programme = mh_places_add_programme (self->desk, programme, error);

  return self->programme != 0;
}

static gboolean
add_sessions (Filling *self,
              GError **error)
{
  static const struct {
    int         days;
    const char *venue;
    const char *slots;
  } sessions[] = {
    { 14, "保健センター", "09:00-12:00/30x6" },
    { 16, "上里コミュニティセンター", "13:30-15:30/30x5" },
    { 21, "保健センター", "09:00-12:00/30x6" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sessions); i++) {
    MhDate date = mh_date_add_days (mh_desk_today (self->desk), sessions[i].days);

    self->sessions[i] = mh_places_add_session (self->desk, self->programme, date, sessions[i].venue, sessions[i].slots, 1, error);
    if (self->sessions[i] == 0)
      return FALSE;
  }

  return TRUE;
}

static void
shuffle (Filling *self)
{
  for (guint i = self->eligible->len; i > 1; i--) {
    gint64 *a = &g_array_index (self->eligible, gint64, i - 1);
    gint64 *b = &g_array_index (self->eligible, gint64, mh_random_below (self->random, i));
    gint64 kept = *a;

    *a = *b;
    *b = kept;
  }
}

/* Who is of age and lives in the town. */
static gboolean
find_eligible (Filling *self,
               GError **error)
{
  g_autoptr (GPtrArray) residents = mh_resident_table_list (self->desk->db, error);
  MhDate today = mh_desk_today (self->desk);

  if (residents == NULL)
    return FALSE;

  self->eligible = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < residents->len; i++) {
    const MhResident *resident = g_ptr_array_index (residents, i);

    if (mh_date_is_set (resident->birth) && mh_age_fiscal (resident->birth, today) >= 65 &&
        g_str_equal (resident->status, "resident"))
      g_array_append_val (self->eligible, resident->id);
  }

  shuffle (self);

  return TRUE;
}

/* 0 when nobody is left: a very small town. */
static gint64
take_person (Filling *self)
{
  gint64 id;

  if (self->eligible->len == 0)
    return 0;

  id = g_array_index (self->eligible, gint64, self->eligible->len - 1);
  g_array_set_size (self->eligible, self->eligible->len - 1);

  return id;
}

static gboolean
book (Filling *self,
      gint64   slot,
      GError **error)
{
  static const char * const vias[] = { "phone", "phone", "phone", "counter", "line" };
  gboolean proxy = mh_random_below (self->random, 6) == 0;
  MhBookingRequest request = {
    .slot = slot,
    .resident = take_person (self),
    .via = vias[mh_random_below (self->random, G_N_ELEMENTS (vias))],
    .proxy_name = proxy ? "（ご家族）" : NULL,
    .proxy_relation = proxy ? "子" : NULL,
  };

  if (request.resident == 0)
    return TRUE;

  /* The place kept for the telephone may be the last one. */
  if (g_str_equal (request.via, "line") && !mh_booking_check (self->desk, &request, NULL))
    request.via = "phone";

  return mh_booking_make (self->desk, &request, NULL, error) != 0;
}

/* The first day is nearly full, its first slot to the last place; the second is half full, the third has just begun. */
static gboolean
add_bookings (Filling *self,
              GError **error)
{
  static const guint32 percent[] = { 85, 50, 15 };

  for (gsize i = 0; i < G_N_ELEMENTS (self->sessions); i++) {
    g_autoptr (GPtrArray) slots = mh_session_table_list_slots (self->desk->db, self->sessions[i], error);

    if (slots == NULL)
      return FALSE;

    for (guint k = 0; k < slots->len; k++) {
      const MhSlot *slot = g_ptr_array_index (slots, k);

      for (int place = 0; place < slot->n_places; place++) {
        gboolean full = i == 0 && k == 0;

        if ((full || mh_random_below (self->random, 100) < percent[i]) && !book (self, slot->id, error))
          return FALSE;
      }
    }
  }

  return TRUE;
}

/* Somebody of the same household who is of age and not used yet, 0 when there is none. */
static gint64
take_partner (Filling *self,
              gint64   resident)
{
  g_autoptr (MhResident) first = mh_resident_table_get (self->desk->db, resident, NULL);

  for (guint i = 0; i < self->eligible->len; i++) {
    gint64 id = g_array_index (self->eligible, gint64, i);
    g_autoptr (MhResident) other = mh_resident_table_get (self->desk->db, id, NULL);

    if (g_strcmp0 (other->household_number, first->household_number) == 0) {
      g_array_remove_index (self->eligible, i);
      return id;
    }
  }

  return 0;
}

static gboolean
wait_for_place (Filling    *self,
                gboolean    as_pair,
                const char *wish,
                gint64     *out_resident,
                GError    **error)
{
  gint64 residents[2] = { take_person (self), 0 };

  for (guint tries = 0; as_pair && residents[0] != 0 && tries < 200; tries++) {
    residents[1] = take_partner (self, residents[0]);
    if (residents[1] != 0)
      break;
    residents[0] = take_person (self);
  }

  if (residents[0] == 0)
    return TRUE;

  if (out_resident != NULL)
    *out_resident = residents[0];

  return mh_waiting_add (self->desk, self->programme, residents, residents[1] != 0 ? 2 : 1, wish, error) != 0;
}

/* What happens to people while they wait. */
static gboolean
change_status (Filling    *self,
               gint64      resident,
               const char *status,
               GError    **error)
{
  g_autoptr (MhResident) change = resident != 0 ? mh_resident_table_get (self->desk->db, resident, error) : NULL;

  if (resident == 0)
    return TRUE;

  if (change == NULL)
    return FALSE;

  g_free (change->status);
  change->status = g_strdup (status);
  change->status_date = mh_date_add_days (mh_desk_today (self->desk), -1);

  return mh_people_edit (self->desk, change, error);
}

static gboolean
add_waiting (Filling *self,
             GError **error)
{
  static const char * const wishes[] = { "any", "any", "am", "any", "pm", "any" };
  gint64 dead = 0;
  gint64 moved = 0;
  gint64 protected = 0;

  for (guint i = 0; i < 20; i++) {
    gint64 *remember = i == 2 ? &dead : i == 5 ? &moved : i == 3 ? &protected: NULL;

    if (!wait_for_place (self, i % 6 == 1, wishes[i % G_N_ELEMENTS (wishes)], remember, error))
      return FALSE;
  }

  return change_status (self, dead, "dead", error) &&
         change_status (self, moved, "moved-out", error) &&
         (protected == 0 ||
          mh_people_protect (self->desk, protected, mh_desk_today (self->desk), MH_DATE_NONE, NULL, error));
}

/**
 * mh_practice_fill:
 * @desk: the desk of an empty practice town
 * @n_residents: about how many, 0 for the usual 2,400
 * @seed: the same seed makes the same town on the same day
 * @error: return location; MH_ERROR_REFUSED when the town is not empty
 *
 * Makes up a town in the middle of its influenza season.
 *
 * Returns: whether it is filled
 */
gboolean
mh_practice_fill (const MhDesk *desk,
                  int           n_residents,
                  guint32       seed,
                  GError      **error)
{
  g_auto (Filling) filling = { .desk = desk, .random = mh_random_new_seeded (seed) };
  g_autoptr (GArray) everybody = mh_people_search (desk, "", 1, error);

  if (everybody == NULL)
    return FALSE;

  if (everybody->len > 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("There are residents in this town already."));
    return FALSE;
  }

  return add_town (&filling, n_residents > 0 ? n_residents : N_RESIDENTS, error) &&
         add_programme (&filling, error) &&
         add_sessions (&filling, error) &&
         find_eligible (&filling, error) &&
         add_bookings (&filling, error) &&
         add_waiting (&filling, error);
}
