/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-days"

#include "mh-days.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-capacity.h"
#include "mh-error.h"
#include "mh-programme-table.h"
#include "mh-refill-private.h"
#include "mh-slot-text.h"
#include "mh-text.h"

static MhAct *
begin (const MhDesk *desk,
       const char   *kind,
       gint64        session,
       GError      **error)
{
  MhAct *act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_WHOLE, error);

  if (act != NULL)
    mh_act_set_int (act, "session", session);

  return act;
}

static gboolean
commit (MhAct   *act,
        gint64  *out_act,
        GError **error)
{
  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

static gboolean
count_taken (const MhDesk *desk,
             gint64        session,
             int          *out_n,
             GError      **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (desk->db, session, error);

  if (slots == NULL)
    return FALSE;

  *out_n = 0;
  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);

    *out_n += slot->n_booked + slot->n_held;
  }

  return TRUE;
}

static gboolean
check_wanted (const MhDesk    *desk,
              const MhSession *old,
              const MhSession *wanted,
              const char      *venue,
              GError         **error)
{
  int n_taken;

  if (!mh_date_is_set (wanted->date) || *venue == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the day and the venue."));
    return FALSE;
  }

  if (!g_strv_contains ((const char *[]) { "booking", "assigned", "lottery", NULL }, wanted->mode)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be one of these: %s."), "mode", "booking, assigned, lottery");
    return FALSE;
  }

  if (mh_date_compare (old->date, wanted->date) == 0 && g_str_equal (old->venue, venue))
    return TRUE;

  if (!count_taken (desk, old->id, &n_taken, error))
    return FALSE;

  if (n_taken == 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("People have places on this day and know its date and venue. Please open the new day and call this one off: "
                         "then everybody is moved and told."));

  return FALSE;
}

/**
 * mh_days_edit:
 * @desk: the desk
 * @wanted: a session as it is to be; programme and state are not looked at
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_REFUSED where people know date and venue
 *
 * Returns: whether the day is like that
 */
gboolean
mh_days_edit (const MhDesk    *desk,
              const MhSession *wanted,
              GError         **error)
{
  g_autofree char *venue = mh_text_tidy_name (wanted->venue != NULL ? wanted->venue : "");
  g_autofree char *note = g_strstrip (g_strdup (wanted->note != NULL ? wanted->note : ""));
  g_autoptr (MhAct) act = begin (desk, "session.edit", wanted->id, error);
  g_autoptr (MhSession) old = act != NULL ? mh_session_table_get (desk->db, wanted->id, error) : NULL;
  MhSession changed = *wanted;

  if (old == NULL || !check_wanted (desk, old, wanted, venue, error))
    return FALSE;

  changed.venue = venue;
  changed.note = *note != '\0' ? note : NULL;
  changed.state = old->state;

  return mh_session_table_update (desk->db, &changed, error) && mh_act_commit (act, error);
}

static const MhSlotSpan *
find_span (GArray *spans,
           int     start)
{
  for (guint i = 0; i < spans->len; i++) {
    const MhSlotSpan *span = &g_array_index (spans, MhSlotSpan, i);

    if (span->start == start)
      return span;
  }

  return NULL;
}

/* A slot that is not wanted any more. What bookings of the past still name stays without places, which is not shown. */
static gboolean
remove_slot (const MhDesk *desk,
             const MhSlot *slot,
             GError      **error)
{
  MhCapacityOrder none = { slot->id, 0, 0, 0 };
  gboolean named;

  if (slot->n_booked + slot->n_held > 0) {
    g_autofree char *time = mh_minutes_format (slot->start_min);

    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("At %s people have places, so this time cannot go. Please move or cancel their bookings first."), time);
    return FALSE;
  }

  return mh_capacity_step (desk, &none, NULL, error) &&
         mh_capacity_drop_extra_step (desk, slot->id, error) &&
         mh_session_table_is_slot_named (desk->db, slot->id, &named, error) &&
         (named || mh_session_table_delete_slot (desk->db, slot->id, error));
}

/* A slot that stays: its length may change while nobody has a place there, its capacity at any time. */
static gboolean
change_slot (const MhDesk     *desk,
             const MhSlot     *slot,
             const MhSlotSpan *span,
             GError          **error)
{
  MhCapacityOrder order = { slot->id, span->places, -1, -1 };

  if (slot->end_min != span->end && slot->n_booked + slot->n_held > 0) {
    g_autofree char *time = mh_minutes_format (slot->start_min);

    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("At %s people have places, so the length of this time stays as it is."), time);
    return FALSE;
  }

  return (slot->end_min == span->end || mh_session_table_set_slot_end (desk->db, slot->id, span->end, error)) &&
         mh_capacity_step (desk, &order, NULL, error);
}

static gboolean
add_slot (const MhDesk     *desk,
          gint64            session,
          const MhSlotSpan *span,
          int               phone,
          gint64           *out_slot,
          GError          **error)
{
  if (phone < 0 || phone > span->places) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("A slot of %d places cannot keep %d of them for telephone and counter."), span->places, phone);
    return FALSE;
  }

  *out_slot = mh_session_table_find_slot (desk->db, session, span->start, error);
  if (*out_slot < 0)
    return FALSE;

  if (*out_slot == 0) {
    *out_slot = mh_session_table_insert_slot (desk->db, session, span->start, span->end, span->places - phone, phone, error);
    return *out_slot != 0;
  }

  return mh_session_table_set_slot_end (desk->db, *out_slot, span->end, error) &&
         mh_capacity_step (desk, &(MhCapacityOrder) { *out_slot, span->places, phone, 0 }, NULL, error);
}

/* First what goes, then what stays, then what comes: two slots may have changed places. */
static gboolean
run_slots (const MhDesk *desk,
           gint64        session,
           GArray       *spans,
           int           phone,
           int           percent,
           GError      **error)
{
  g_autoptr (GPtrArray) slots = mh_session_table_list_slots (desk->db, session, error);
  g_autoptr (GHashTable) starts = g_hash_table_new (NULL, NULL);

  if (slots == NULL)
    return FALSE;

  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);
    const MhSlotSpan *span = find_span (spans, slot->start_min);

    if (span == NULL && !remove_slot (desk, slot, error))
      return FALSE;
    if (span != NULL && !change_slot (desk, slot, span, error))
      return FALSE;
    if (span != NULL)
      g_hash_table_add (starts, GINT_TO_POINTER (slot->start_min));
  }

  for (guint i = 0; i < spans->len; i++) {
    const MhSlotSpan *span = &g_array_index (spans, MhSlotSpan, i);
    gint64 slot;

    if (!g_hash_table_contains (starts, GINT_TO_POINTER (span->start)) &&
        !add_slot (desk, session, span, phone, &slot, error))
      return FALSE;
  }

  return mh_capacity_overbook_step (desk, session, percent, error);
}

/**
 * mh_days_set_slots:
 * @desk: the desk
 * @session: a session
 * @slots: as mh_slot_text_read() reads them
 * @phone: places of each new slot that are kept for telephone and counter
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_REFUSED with the time where people have places
 *
 * Returns: whether the day has these slots
 */
gboolean
mh_days_set_slots (const MhDesk *desk,
                   gint64        session,
                   const char   *slots,
                   int           phone,
                   GError      **error)
{
  g_autoptr (GArray) spans = mh_slot_text_read (slots, error);
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhSession) old = NULL;
  g_autoptr (MhProgramme) programme = NULL;

  if (spans == NULL)
    return FALSE;

  act = begin (desk, "session.slots", session, error);
  old = act != NULL ? mh_session_table_get (desk->db, session, error) : NULL;
  programme = old != NULL ? mh_programme_table_get (desk->db, old->programme, error) : NULL;

  return programme != NULL &&
         run_slots (desk, session, spans, phone, programme->overbook_percent, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_days_write_slots:
 * @slots: (element-type MhSlot): slots of a day by start
 *
 * Returns: (transfer full): them as mh_slot_text_read() reads them, "" for none
 */
char *
mh_days_write_slots (GPtrArray *slots)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (MhSlotSpan));

  for (guint i = 0; i < slots->len; i++) {
    const MhSlot *slot = g_ptr_array_index (slots, i);
    MhSlotSpan span = { slot->start_min, slot->end_min, slot->n_places - slot->n_extra };

    g_array_append_val (spans, span);
  }

  return mh_slot_text_write (spans);
}

static gboolean
set_state (const MhDesk *desk,
           gint64        session,
           const char   *from,
           const char   *to,
           const char   *otherwise,
           GError      **error)
{
  g_autoptr (MhSession) old = mh_session_table_get (desk->db, session, error);

  if (old == NULL)
    return FALSE;

  if (!g_str_equal (old->state, from)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, otherwise);
    return FALSE;
  }

  g_free (old->state);
  old->state = g_strdup (to);

  return mh_session_table_update (desk->db, old, error);
}

/**
 * mh_days_close:
 * @desk: the desk
 * @session: an open session
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED when it is not open
 *
 * Takes no more bookings for a day. Who has a place keeps it; nobody is asked for a free one any more, and who was asked is told.
 *
 * Returns: whether it is closed
 */
gboolean
mh_days_close (const MhDesk *desk,
               gint64        session,
               gint64       *out_act,
               GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "session.close", session, error);
  guint n_rounds = 0;

  if (act == NULL ||
      !set_state (desk, session, "open", "closed", _("This day is not open."), error) ||
      !mh_refill_close_session (desk, act, session, &n_rounds, error))
    return FALSE;

  mh_act_set_int (act, "rounds", n_rounds);

  return commit (act, out_act, error);
}

/**
 * mh_days_reopen:
 * @desk: the desk
 * @session: a closed session
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_REFUSED when it is not closed: what was called off stays so, since everybody was told
 *
 * Returns: whether bookings are taken again
 */
gboolean
mh_days_reopen (const MhDesk *desk,
                gint64        session,
                gint64       *out_act,
                GError      **error)
{
  g_autoptr (MhAct) act = begin (desk, "session.reopen", session, error);

  return act != NULL &&
         set_state (desk, session, "closed", "open",
                    _("Only a day that was closed can be opened again. For one that was called off, please open a new day."), error) &&
         commit (act, out_act, error);
}
