/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include "mh-people-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-booking-chain.h"
#include "mh-error.h"
#include "mh-mailing-table.h"
#include "mh-people-merge-move.h"
#include "mh-person-act.h"
#include "mh-programme-table.h"
#include "mh-wording.h"

static const struct {
  const char *nick;
  const char *label;
  gboolean    hides;   /* tells where a protected person lives, or with whom */
} fields[MH_MERGE_N_FIELDS] = {
  [MH_MERGE_NUMBER] = { "number", N_("Register number"), FALSE },
  [MH_MERGE_NAME] = { "name", N_("Name"), FALSE },
  [MH_MERGE_KANA] = { "kana", N_("Kana"), FALSE },
  [MH_MERGE_OTHER_NAME] = { "other-name", N_("Other names"), FALSE },
  [MH_MERGE_BIRTH] = { "birth", N_("Birth"), FALSE },
  [MH_MERGE_SEX] = { "sex", N_("Sex"), FALSE },
  [MH_MERGE_HOUSEHOLD] = { "household", N_("Household"), TRUE },
  [MH_MERGE_ADDRESS] = { "address", N_("Address"), TRUE },
  [MH_MERGE_DISTRICT] = { "district", N_("District"), TRUE },
  [MH_MERGE_STATUS] = { "status", N_("Status"), FALSE },
  [MH_MERGE_NOTE] = { "note", N_("Note"), TRUE },
  [MH_MERGE_MAILING] = { "mailing", N_("Mailing addresses"), TRUE },
};

static void
conflict_free (MhMergeConflict *conflict)
{
  g_free (conflict->programme);
  g_clear_pointer (&conflict->keep, mh_booking_free);
  g_clear_pointer (&conflict->drop, mh_booking_free);
  g_free (conflict);
}

/**
 * mh_merge_preview_free:
 * @preview: (nullable): a preview
 */
void
mh_merge_preview_free (MhMergePreview *preview)
{
  if (preview == NULL)
    return;

  mh_person_free (preview->keep);
  mh_person_free (preview->drop);
  g_clear_pointer (&preview->conflicts, g_ptr_array_unref);
  g_free (preview);
}

/**
 * mh_merge_field_label:
 * @field: a field
 *
 * Returns: (transfer none): what it is called, translated
 */
const char *
mh_merge_field_label (MhMergeField field)
{
  return _(fields[field].label);
}

/**
 * mh_merge_field_nick:
 * @field: a field, or the number of fields
 *
 * Returns: (transfer none) (nullable): its stable name
 */
const char *
mh_merge_field_nick (MhMergeField field)
{
  return field < MH_MERGE_N_FIELDS ? fields[field].nick : NULL;
}

static char *
join_texts (const char *a,
            const char *b,
            const char *c)
{
  const char *texts[] = { a, b, c };
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (texts[i] != NULL && *texts[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", texts[i]);
  }

  return g_string_free (joined, FALSE);
}

static char *
describe_dated (const char *words,
                MhDate      date)
{
  g_autofree char *day = mh_date_is_set (date) ? mh_date_format (date, MH_DATE_STYLE_LONG) : NULL;

  return join_texts (words, day, NULL);
}

/**
 * mh_merge_field_dup_text:
 * @field: a field but MH_MERGE_MAILING, of which it knows nothing
 * @person: one of the two
 * @out_hidden: (out) (optional): whether it must not be seen
 *
 * Returns: (transfer full): what the person has there, "" for nothing or what is hidden
 */
char *
mh_merge_field_dup_text (MhMergeField    field,
                         const MhPerson *person,
                         gboolean       *out_hidden)
{
  const MhResident *resident = person->resident;

  if (out_hidden != NULL)
    *out_hidden = fields[field].hides && person->is_protected && !person->revealed;

  switch (field) {
  case MH_MERGE_NUMBER:
    return g_strdup (resident->register_number);
  case MH_MERGE_NAME:
    return g_strdup (resident->name);
  case MH_MERGE_KANA:
    return g_strdup (resident->kana);
  case MH_MERGE_OTHER_NAME:
    return join_texts (resident->other_name, NULL, NULL);
  case MH_MERGE_BIRTH:
    return mh_date_is_set (resident->birth) ? mh_date_format (resident->birth, MH_DATE_STYLE_LONG)
                                            : join_texts (resident->birth_text, NULL, NULL);
  case MH_MERGE_SEX:
    return g_strdup (mh_wording_sex (resident->sex));
  case MH_MERGE_HOUSEHOLD:
    return join_texts (resident->household_number, resident->relation, NULL);
  case MH_MERGE_ADDRESS:
    return join_texts (resident->postal_code, resident->address, resident->address_extra);
  case MH_MERGE_DISTRICT:
    return join_texts (resident->district, resident->district2, resident->district3);
  case MH_MERGE_STATUS:
    return describe_dated (mh_wording_status (resident->status), resident->status_date);
  case MH_MERGE_NOTE:
    return join_texts (resident->note, NULL, NULL);
  case MH_MERGE_MAILING:
  case MH_MERGE_N_FIELDS:
  default:
    return g_strdup ("");
  }
}

static guint
find_differences (const MhPerson *keep,
                  const MhPerson *drop)
{
  guint differ = 0;

  for (guint field = 0; field < MH_MERGE_N_FIELDS; field++) {
    gboolean hidden_keep, hidden_drop;
    g_autofree char *mine = mh_merge_field_dup_text (field, keep, &hidden_keep);
    g_autofree char *theirs = mh_merge_field_dup_text (field, drop, &hidden_drop);

    if (hidden_keep || hidden_drop || strcmp (mine, theirs) != 0)
      differ |= MH_MERGE_BIT (field);
  }

  return differ & ~MH_MERGE_BIT (MH_MERGE_MAILING);
}

/* Pairs of active bookings for the same dose of the same programme. */
static GPtrArray *
find_conflicts (const MhDesk *desk,
                gint64        keep,
                gint64        drop,
                GError      **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) conflict_free);
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_resident (desk->db, drop, error);

  for (guint i = 0; bookings != NULL && i < bookings->len; i++) {
    const MhBooking *booking = bookings->pdata[i];
    g_autoptr (MhProgramme) programme = NULL;
    g_autoptr (MhBooking) mine = NULL;
    g_autoptr (GError) local_error = NULL;
    MhMergeConflict *conflict;

    if (!g_str_equal (booking->state, "active"))
      continue;

    mine = mh_booking_table_find_active (desk->db, booking->programme, keep, booking->dose, &local_error);
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

    if (mine == NULL)
      continue;

    programme = mh_programme_table_get (desk->db, booking->programme, error);
    if (programme == NULL)
      return NULL;

    conflict = g_new0 (MhMergeConflict, 1);
    conflict->programme = g_strdup (programme->name);
    conflict->keep = g_steal_pointer (&mine);
    conflict->drop = mh_booking_table_get (desk->db, booking->id, error);
    g_ptr_array_add (conflicts, conflict);
    if (conflict->drop == NULL)
      return NULL;
  }

  return bookings != NULL ? g_steal_pointer (&conflicts) : NULL;
}

static MhPerson *
load_one (const MhDesk *desk,
          gint64        id,
          GError      **error)
{
  g_autoptr (MhResident) resident = mh_resident_table_get (desk->db, id, error);
  g_autoptr (GPtrArray) people = NULL;

  if (resident == NULL)
    return NULL;

  if (resident->merged_into != 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This entry went over to another one of the same person. Please open that one."));
    return NULL;
  }

  people = mh_people_list (desk, &id, 1, error);

  return people != NULL && people->len == 1 ? g_ptr_array_steal_index (people, 0) : NULL;
}

static gboolean
check_two (gint64   keep,
           gint64   drop,
           GError **error)
{
  if (keep != drop)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please choose two different people."));

  return FALSE;
}

static gboolean
find_in_flight (const MhDesk *desk,
                gint64        keep,
                gint64        drop,
                gboolean     *out_in_flight,
                GError      **error)
{
  gint64 n;

  if (!mh_db_get_int (desk->db, 0, &n, error,
                      "SELECT count (*) FROM delivery WHERE resident IN (:keep, :drop) AND state IN ('attempting', 'unknown')",
                      ":keep", MH_INT (keep), ":drop", MH_INT (drop), NULL))
    return FALSE;

  *out_in_flight = n > 0;

  return TRUE;
}

static gboolean
count_what_goes_over (const MhDesk   *desk,
                      MhMergePreview *preview,
                      gint64          drop,
                      GError        **error)
{
  return mh_db_get_int (desk->db, 0, &preview->n_bookings, error,
                        "SELECT count (*) FROM booking WHERE resident = :drop AND state = 'active'",
                        ":drop", MH_INT (drop), NULL) &&
         mh_db_get_int (desk->db, 0, &preview->n_waiting, error,
                        "SELECT count (*) FROM waiting_member AS m JOIN waiting_unit AS u ON u.id = m.unit "
                        "WHERE m.resident = :drop AND u.state = 'waiting'",
                        ":drop", MH_INT (drop), NULL) &&
         mh_db_get_int (desk->db, 0, &preview->n_contacts, error, "SELECT count (*) FROM contact_link WHERE resident = :drop",
                        ":drop", MH_INT (drop), NULL);
}

/**
 * mh_people_merge_preview:
 * @desk: the desk
 * @keep: who would stay
 * @drop: whose entry would go over
 * @error: return location; MH_ERROR_REFUSED when one of them went over already
 *
 * Returns: (transfer full): both, masked where protected, and what would happen, or %NULL
 */
MhMergePreview *
mh_people_merge_preview (const MhDesk *desk,
                         gint64        keep,
                         gint64        drop,
                         GError      **error)
{
  g_autoptr (MhMergePreview) preview = g_new0 (MhMergePreview, 1);
  gint64 n_mailing;

  if (!check_two (keep, drop, error))
    return NULL;

  preview->keep = load_one (desk, keep, error);
  preview->drop = preview->keep != NULL ? load_one (desk, drop, error) : NULL;
  if (preview->drop == NULL)
    return NULL;

  preview->conflicts = find_conflicts (desk, keep, drop, error);
  if (preview->conflicts == NULL || !count_what_goes_over (desk, preview, drop, error) ||
      !find_in_flight (desk, keep, drop, &preview->in_flight, error) ||
      !mh_db_get_int (desk->db, 0, &n_mailing, error,
                      "SELECT count (*) FROM mailing_address AS a JOIN mailing_address AS b ON b.purpose = a.purpose "
                      "WHERE a.resident = :keep AND b.resident = :drop",
                      ":keep", MH_INT (keep), ":drop", MH_INT (drop), NULL))
    return NULL;

  preview->differ = find_differences (preview->keep, preview->drop);
  if (n_mailing > 0)
    preview->differ |= MH_MERGE_BIT (MH_MERGE_MAILING);

  return g_steal_pointer (&preview);
}

static void
take_text (char **to,
           char **from)
{
  g_free (*to);
  *to = g_strdup (*from);
}

static void
take_field (MhMergeField field,
            MhResident  *keep,
            MhResident  *drop)
{
  switch (field) {
  case MH_MERGE_NAME:
    take_text (&keep->name, &drop->name);
    break;
  case MH_MERGE_KANA:
    take_text (&keep->kana, &drop->kana);
    break;
  case MH_MERGE_OTHER_NAME:
    take_text (&keep->other_name, &drop->other_name);
    break;
  case MH_MERGE_BIRTH:
    keep->birth = drop->birth;
    take_text (&keep->birth_text, &drop->birth_text);
    break;
  case MH_MERGE_SEX:
    take_text (&keep->sex, &drop->sex);
    break;
  case MH_MERGE_HOUSEHOLD:
    take_text (&keep->household_number, &drop->household_number);
    take_text (&keep->relation, &drop->relation);
    break;
  case MH_MERGE_ADDRESS:
    take_text (&keep->postal_code, &drop->postal_code);
    take_text (&keep->address, &drop->address);
    take_text (&keep->address_extra, &drop->address_extra);
    break;
  case MH_MERGE_DISTRICT:
    take_text (&keep->district, &drop->district);
    take_text (&keep->district2, &drop->district2);
    take_text (&keep->district3, &drop->district3);
    break;
  case MH_MERGE_STATUS:
    take_text (&keep->status, &drop->status);
    keep->status_date = drop->status_date;
    break;
  case MH_MERGE_NOTE:
    take_text (&keep->note, &drop->note);
    break;
  case MH_MERGE_NUMBER:
  case MH_MERGE_MAILING:
  case MH_MERGE_N_FIELDS:
  default:
    break;
  }
}

/* Both numbers stay in the list, so that an import finds the person by either; taking one means exchanging them. A number of the town's
 * register outweighs a provisional one: under it the next import brings what has changed. */
static gboolean
write_residents (const MhDesk *desk,
                 MhResident   *keep,
                 MhResident   *drop,
                 guint         take,
                 GError      **error)
{
  if (keep->provisional != drop->provisional)
    take = (take & ~MH_MERGE_BIT (MH_MERGE_NUMBER)) | (keep->provisional ? MH_MERGE_BIT (MH_MERGE_NUMBER) : 0);

  for (guint field = 0; field < MH_MERGE_N_FIELDS; field++) {
    if ((take & MH_MERGE_BIT (field)) != 0)
      take_field (field, keep, drop);
  }

  g_free (drop->status);
  drop->status = g_strdup ("removed");
  drop->status_date = mh_desk_today (desk);
  drop->merged_into = keep->id;

  if ((take & MH_MERGE_BIT (MH_MERGE_NUMBER)) != 0) {
    g_autofree char *number = g_strdup (drop->register_number);
    gboolean provisional = drop->provisional;

    g_free (drop->register_number);
    drop->register_number = g_strdup_printf ("merged-%lld", (long long) drop->id);
    if (!mh_resident_table_update (desk->db, drop, error))
      return FALSE;

    g_free (drop->register_number);
    drop->register_number = g_steal_pointer (&keep->register_number);
    drop->provisional = keep->provisional;
    keep->register_number = g_steal_pointer (&number);
    keep->provisional = provisional;
  }

  return mh_resident_table_update (desk->db, keep, error) && mh_resident_table_update (desk->db, drop, error);
}

static gboolean
is_among (gint64        id,
          const gint64 *ids,
          gsize         n_ids)
{
  for (gsize i = 0; i < n_ids; i++) {
    if (ids[i] == id)
      return TRUE;
  }

  return FALSE;
}

/* Cancels the one that was chosen of each conflict; where none was, nothing happens at all. */
static gboolean
settle_conflicts (const MhDesk  *desk,
                  MhAct         *act,
                  const MhMerge *merge,
                  GError       **error)
{
  g_autoptr (GPtrArray) conflicts = find_conflicts (desk, merge->keep, merge->drop, error);

  if (conflicts == NULL)
    return FALSE;

  for (guint i = 0; i < conflicts->len; i++) {
    const MhMergeConflict *conflict = conflicts->pdata[i];
    gboolean mine = is_among (conflict->keep->id, merge->cancel, merge->n_cancel);
    gboolean theirs = is_among (conflict->drop->id, merge->cancel, merge->n_cancel);

    if (mine == theirs) {
      g_set_error (error, MH_ERROR, MH_ERROR_CONFLICT,
                   _("Both entries have a booking for “%s”. Please choose which of the two is cancelled."), conflict->programme);
      return FALSE;
    }

    if (!mh_booking_cancel_step (desk, act, mine ? conflict->keep->id : conflict->drop->id, error) ||
        !mh_booking_take_over_chain_step (desk, mine ? conflict->keep->id : conflict->drop->id, mine ? conflict->drop->id : conflict->keep->id, error))
      return FALSE;
  }

  mh_act_set_int (act, "cancelled", conflicts->len);

  return TRUE;
}

static gboolean
check_nothing_is_on_its_way (const MhDesk  *desk,
                             const MhMerge *merge,
                             GError       **error)
{
  gboolean in_flight;

  if (!find_in_flight (desk, merge->keep, merge->drop, &in_flight, error))
    return FALSE;

  if (!in_flight)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("A message to this person is on its way. Please wait until it is settled, then put the two together."));

  return FALSE;
}

/**
 * mh_people_merge:
 * @desk: the desk
 * @merge: who stays, what is taken over, which bookings are cancelled
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_CONFLICT for two bookings of the same dose without a choice, MH_ERROR_REFUSED while a message is on
 *   its way or when one of them went over already
 *
 * Puts two entries of one person together. Both rows stay; the one that goes over points to the other, so that its number still finds the
 * person and undo restores both.
 *
 * Returns: whether it was done
 */
gboolean
mh_people_merge (const MhDesk  *desk,
                 const MhMerge *merge,
                 gint64        *out_act,
                 GError       **error)
{
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhPerson) keep = NULL;
  g_autoptr (MhPerson) drop = NULL;
  g_autoptr (MhResident) stays = NULL;
  g_autoptr (MhResident) goes = NULL;

  if (!check_two (merge->keep, merge->drop, error))
    return FALSE;

  act = mh_person_act_begin (desk, "resident.merge", MH_UNDO_WHOLE, merge->keep, error);
  keep = act != NULL ? load_one (desk, merge->keep, error) : NULL;
  drop = keep != NULL ? load_one (desk, merge->drop, error) : NULL;
  if (drop == NULL || !check_nothing_is_on_its_way (desk, merge, error))
    return FALSE;

  stays = mh_resident_table_get (desk->db, merge->keep, error);
  goes = stays != NULL ? mh_resident_table_get (desk->db, merge->drop, error) : NULL;
  if (goes == NULL ||
      !settle_conflicts (desk, act, merge, error) ||
      !mh_people_merge_move (desk, act, merge->keep, merge->drop, error) ||
      !mh_mailing_table_move (desk->db, merge->drop, merge->keep, (merge->take & MH_MERGE_BIT (MH_MERGE_MAILING)) != 0, error) ||
      !write_residents (desk, stays, goes, merge->take, error))
    return FALSE;

  mh_act_add_person (act, merge->drop);
  mh_act_set_int (act, "into", merge->keep);
  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}
