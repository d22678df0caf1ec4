/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-refill-later"

#include "mh-refill-later.h"

typedef struct {
  MhDate date;
  guint  n_free;
  guint  n_taken;  /* by the unit that is looked at */
} LaterSlot;

struct _MhLaterPlaces
{
  GArray *slots;  /* (owned) (element-type LaterSlot) by date and time */
};

/**
 * mh_later_places_free:
 * @self: places
 */
void
mh_later_places_free (MhLaterPlaces *self)
{
  g_array_unref (self->slots);
  g_free (self);
}

static gboolean
read_session (const MhDesk    *desk,
              const MhSession *session,
              GArray          *slots,
              GError         **error)
{
  g_autoptr (GPtrArray) rows = mh_session_table_list_slots (desk->db, session->id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    MhSlot *row = g_ptr_array_index (rows, i);
    LaterSlot slot = { .date = session->date };

    mh_slot_open_phone (row, session, mh_desk_now (desk));
    slot.n_free = (guint) MAX (row->n_free - row->n_free_phone, 0);
    if (slot.n_free > 0)
      g_array_append_val (slots, slot);
  }

  return rows != NULL;
}

/**
 * mh_later_places_read:
 * @desk: the desk
 * @visit: a slot
 * @error: return location
 *
 * Counts what the waiting list may have: places that are kept for the telephone are not for it.
 *
 * Returns: (transfer full): the free places of the programme on open days after that of @visit
 */
MhLaterPlaces *
mh_later_places_read (const MhDesk  *desk,
                      const MhVisit *visit,
                      GError       **error)
{
  g_autoptr (MhLaterPlaces) self = g_new0 (MhLaterPlaces, 1);
  g_autoptr (GPtrArray) sessions = NULL;

  self->slots = g_array_new (FALSE, FALSE, sizeof (LaterSlot));
  sessions = mh_session_table_list (desk->db, visit->programme->id, error);
  if (sessions == NULL)
    return NULL;

  for (guint i = 0; i < sessions->len; i++) {
    const MhSession *session = g_ptr_array_index (sessions, i);

    if (g_str_equal (session->state, "open") &&
        mh_date_compare (session->date, visit->session->date) > 0 &&
        !read_session (desk, session, self->slots, error))
      return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * mh_later_places_start:
 * @self: places
 */
void
mh_later_places_start (MhLaterPlaces *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    g_array_index (self->slots, LaterSlot, i).n_taken = 0;
}

/**
 * mh_later_places_take:
 * @self: places
 * @visit: the place of @dose
 * @birth: of the person, or no date
 * @dose: the one that is had at @visit
 *
 * Each dose takes the first place that its rule allows, which leaves the most for those after it.
 *
 * Returns: whether every further dose has a place
 */
gboolean
mh_later_places_take (MhLaterPlaces *self,
                      const MhVisit *visit,
                      MhDate         birth,
                      int            dose)
{
  const MhDoseRule *rules = (const MhDoseRule *) (gpointer) visit->dose_rules->data;
  MhDate previous = visit->session->date;
  guint next = 0;

  while (++dose <= visit->programme->doses) {
    LaterSlot *found = NULL;

    for (; next < self->slots->len && found == NULL; next++) {
      LaterSlot *slot = &g_array_index (self->slots, LaterSlot, next);
      MhDoseDays days;

      mh_dose_days (rules, visit->dose_rules->len, visit->programme->interval_days, dose, birth, previous, slot->date, &days);
      if (slot->n_free > slot->n_taken && mh_date_compare (days.earliest, slot->date) <= 0)
        found = slot;
    }

    if (found == NULL)
      return FALSE;

    found->n_taken++;
    previous = found->date;
  }

  return TRUE;
}

/**
 * mh_later_places_suggest:
 * @self: places
 * @visit: the place of @dose
 * @birth: of the person, or no date
 * @dose: the one that is had at @visit
 *
 * The recommended day or the nearest after it, else the last one before it that the rule allows.
 *
 * Returns: the day, or no date
 */
MhDate
mh_later_places_suggest (const MhLaterPlaces *self,
                         const MhVisit       *visit,
                         MhDate               birth,
                         int                  dose)
{
  MhDate before = MH_DATE_NONE;

  for (guint i = 0; dose < visit->programme->doses && i < self->slots->len; i++) {
    const LaterSlot *slot = &g_array_index (self->slots, LaterSlot, i);
    MhDoseDays days;

    mh_dose_days ((const MhDoseRule *) (gpointer) visit->dose_rules->data, visit->dose_rules->len, visit->programme->interval_days,
                  dose + 1, birth, visit->session->date, slot->date, &days);
    if (mh_date_compare (days.earliest, slot->date) > 0)
      continue;

    if (mh_date_compare (days.standard, slot->date) <= 0)
      return slot->date;

    before = slot->date;
  }

  return before;
}
