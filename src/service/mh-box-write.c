/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-write"

#include "mh-box-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-audit.h"
#include "mh-broadcast-table.h"
#include "mh-config.h"
#include "mh-contact-table.h"
#include "mh-error.h"
#include "mh-offer-table.h"
#include "mh-outbox-steps.h"
#include "mh-outgoing-table.h"
#include "mh-save.h"

#define REF_NUMBERS 100000000

/**
 * mh_box_made_free:
 * @made: what was written
 */
void
mh_box_made_free (MhBoxMade *made)
{
  g_free (made->sha256);
  g_free (made);
}

/**
 * mh_box_written_free:
 * @written: a box that was written
 */
void
mh_box_written_free (MhBoxWritten *written)
{
  g_free (written->made_by);
  g_free (written->name);
  g_free (written);
}

/**
 * mh_box_count_waiting:
 * @desk: the desk
 * @out_waiting: (out): how many messages wait for the next box
 * @error: return location
 *
 * As the clock has judged them last; each is judged once more when the box is written.
 *
 * Returns: whether they could be counted
 */
gboolean
mh_box_count_waiting (const MhDesk *desk,
                      MhBoxWaiting *out_waiting,
                      GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error,
                                         "SELECT coalesce (sum (c.kind = 'line'), 0), coalesce (sum (c.kind <> 'line'), 0), "
                                         "  coalesce (sum (d.kind = 'offer'), 0) FROM delivery AS d JOIN contact AS c ON c.id = d.contact "
                                         "WHERE d.state = 'due' AND d.reason = 'box'", NULL);

  *out_waiting = (MhBoxWaiting) { 0 };
  if (rows == NULL)
    return FALSE;

  if (mh_rows_next (rows)) {
    out_waiting->n_line = (guint) mh_rows_int (rows, 0);
    out_waiting->n_sms = (guint) mh_rows_int (rows, 1);
    out_waiting->n_offers = (guint) mh_rows_int (rows, 2);
  }

  return mh_rows_end (rows, error);
}

/* --- a row -------------------------------------------------------------------------------------------------------- */

/* What is about a day has to be there before the day begins. @end: (inout): ms */
static gboolean
limit_to_start (const MhDesk *desk,
                const char   *sql,
                gint64        id,
                gint64       *end,
                GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error, sql, ":id", MH_INT (id), NULL);
  gboolean ok = rows != NULL;

  if (ok && mh_rows_next (rows)) {
    g_autofree char *iso = mh_rows_dup_text (rows, 0);
    MhDate day;

    if (iso != NULL && mh_date_from_iso (iso, &day)) {
      gint64 start = mh_ms_from_civil (day, (int) mh_rows_int (rows, 1));

      *end = start > mh_desk_now (desk) ? MIN (*end, start) : *end;
    }
  }

  return ok && mh_rows_end (rows, error);
}

static gboolean
time_broadcast (const MhDesk     *desk,
                const MhDelivery *delivery,
                MhBoxRow         *row,
                gint64           *end,
                GError          **error)
{
  g_autoptr (MhBroadcast) broadcast = mh_broadcast_table_get (desk->db, delivery->broadcast, error);
  gint64 now = mh_desk_now (desk);
  MhHours open;

  if (broadcast == NULL || !mh_config_get_broadcast_hours (desk, &open, error))
    return FALSE;

  row->hours = broadcast->any_hour || g_str_equal (broadcast->kind, "test") ? MH_BOX_HOURS_ANY : MH_BOX_HOURS_BROADCAST;
  row->not_before = MAX (now, broadcast->send_at);
  if (row->hours == MH_BOX_HOURS_BROADCAST)
    row->not_before = mh_hours_next_open (&open, row->not_before);
  *end = row->not_before + MH_BOX_DAYS * MH_BOX_MS_PER_DAY;

  return broadcast->session == 0 ||
         limit_to_start (desk, "SELECT s.date, coalesce (max (l.start_min), 0) FROM session AS s LEFT JOIN slot AS l ON l.session = s.id WHERE s.id = :id",
                         broadcast->session, end, error);
}

/* Between which moments the message may leave: until the deadline of an offer, the day that it is about, or for a week. */
static gboolean
time_row (const MhDesk     *desk,
          const MhDelivery *delivery,
          MhBoxRow         *row,
          gint64           *end,
          GError          **error)
{
  gint64 now = mh_desk_now (desk);

  row->not_before = now;
  row->hours = MH_BOX_HOURS_ANY;
  *end = now + MH_BOX_DAYS * MH_BOX_MS_PER_DAY;

  if (delivery->broadcast != 0)
    return time_broadcast (desk, delivery, row, end, error);

  if (g_str_equal (delivery->kind, "offer")) {
    g_autoptr (MhOffer) offer = mh_offer_table_get (desk->db, delivery->offer, error);
    MhHours open;

    if (offer == NULL || !mh_config_get_offer_hours (desk, &open, error))
      return FALSE;

    row->hours = MH_BOX_HOURS_OFFER;
    row->not_before = mh_hours_next_open (&open, now);
    *end = offer->deadline_at;
    return TRUE;
  }

  return delivery->booking == 0 ||
         limit_to_start (desk, "SELECT s.date, l.start_min FROM booking AS b JOIN slot AS l ON l.id = b.slot JOIN session AS s ON s.id = l.session "
                               "WHERE b.id = :id", delivery->booking, end, error);
}

static char *
make_ref (const MhDesk *desk,
          gint64        end,
          GError      **error)
{
  for (;;) {
    g_autofree char *ref = g_strdup_printf ("%08u-%" G_GINT64_FORMAT, mh_random_below (desk->random, REF_NUMBERS), end / 1000);
    g_autoptr (GError) local_error = NULL;
    g_autoptr (MhOutgoingRow) taken = mh_outgoing_table_find_ref (desk->db, ref, &local_error);

    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

    if (taken == NULL)
      return g_steal_pointer (&ref);
  }
}

/* @ref: (nullable) (transfer full): %NULL for a new one */
static gboolean
add_row (const MhDesk *desk,
         gint64        id,
         gint64        contact,
         char         *ref,
         MhBoxContent *content,
         MhBoxMade    *made,
         GError      **error)
{
  g_autoptr (MhDelivery) delivery = mh_delivery_table_get (desk->db, id, error);
  MhBoxRow *row = mh_box_content_add (content);
  gint64 end = 0;

  row->ref = ref;
  if (delivery == NULL || !time_row (desk, delivery, row, &end, error))
    return FALSE;

  row->by_line = g_strcmp0 (delivery->contact_kind, "line") == 0;
  row->text = g_strdup (delivery->body);
  row->to = mh_contact_table_dup_value (desk->db, contact, error);
  if (row->ref == NULL)
    row->ref = make_ref (desk, end, error);
  if (row->to == NULL || row->ref == NULL)
    return FALSE;

  end = mh_box_ref_get_end (row->ref);
  made->n_line += row->by_line;
  made->n_sms += !row->by_line;
  made->first_end = made->first_end == 0 ? end : MIN (made->first_end, end);

  return TRUE;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

/* Who stands in the file: what the report of a lost file looks for. */
static gboolean
note_export (const MhDesk       *desk,
             MhAct              *act,
             const MhBoxContent *content,
             GArray             *people,
             GError            **error)
{
  g_autofree char *detail = g_strdup_printf ("{\"rows\":%u,\"columns\":[\"phone\",\"channel\",\"body\",\"ref\"],\"encrypted\":true}",
                                             content->rows->len);

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "box.export", mh_act_get_id (act), detail, people, error);
}

static gboolean
note_rows (const MhDesk       *desk,
           const MhBoxContent *content,
           const GArray       *parts,
           gint64              file,
           GError            **error)
{
  for (guint i = 0; i < parts->len; i++) {
    const MhAttemptPart *part = &g_array_index (parts, MhAttemptPart, i);
    MhOutgoingRow row = { .file = file, .position = (int) i + 1, .ref = ((MhBoxRow *) g_ptr_array_index (content->rows, i))->ref,
                          .delivery = part->delivery, .contact = part->contact };

    if (!mh_outgoing_table_add_row (desk->db, &row, error))
      return FALSE;
  }

  return TRUE;
}

static GArray *
list_people (const MhDesk *desk,
             const GArray *parts,
             GError      **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < parts->len; i++) {
    g_autoptr (MhDelivery) delivery = mh_delivery_table_get (desk->db, g_array_index (parts, MhAttemptPart, i).delivery, error);

    if (delivery == NULL)
      return NULL;

    if (delivery->resident != 0)
      g_array_append_val (people, delivery->resident);
  }

  return g_steal_pointer (&people);
}

/* The act and the file: both or neither. */
static gboolean
finish (MhAct      *act,
        char       *prepared,
        const char *path,
        GError    **error)
{
  if (!mh_save_finish (prepared, path, error))
    return FALSE;

  if (mh_act_commit (act, error))
    return TRUE;

  g_unlink (path);

  return FALSE;
}

static gboolean
save (const MhDesk       *desk,
      MhAct              *act,
      const MhBoxContent *content,
      const GArray       *parts,
      GBytes             *bytes,
      const char         *path,
      MhBoxMade          *made,
      GError            **error)
{
  g_autoptr (GArray) people = list_people (desk, parts, error);
  g_autofree char *name = g_path_get_basename (path);
  MhOutgoingFile file = { .kind = MH_BOX_FILE_KIND, .made_at = content->made_at, .made_by = desk->operator_name, .name = name,
                          .sha256 = made->sha256, .n_rows = content->rows->len };
  char *prepared = people != NULL ? mh_save_prepare (path, bytes, error) : NULL;

  if (prepared == NULL)
    return FALSE;

  if (made->file == 0) {
    made->file = mh_outgoing_table_insert (desk->db, &file, error);
    if (made->file == 0 || !note_rows (desk, content, parts, made->file, error)) {
      mh_save_abandon (prepared);
      return FALSE;
    }
  }

  if (!note_export (desk, act, content, people, error)) {
    mh_save_abandon (prepared);
    return FALSE;
  }

  mh_act_set_int (act, "file", made->file);
  mh_act_set_int (act, "rows", content->rows->len);
  mh_act_set_text (act, "sha256", made->sha256);

  return finish (act, prepared, path, error);
}

/* @parts: what stands in @content, in its order */
static gboolean
seal (const MhDesk       *desk,
      MhAct              *act,
      const MhSealedKey  *key,
      const MhBoxContent *content,
      const GArray       *parts,
      const char         *path,
      MhBoxMade          *made,
      GError            **error)
{
  g_autofree char *installation = mh_config_get (desk, "installation", error);
  g_autoptr (GBytes) bytes = *installation != '\0' ? mh_box_file_seal (content, key, installation, error) : NULL;

  if (bytes == NULL)
    return FALSE;

  made->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return save (desk, act, content, parts, bytes, path, made, error);
}

/**
 * mh_box_write:
 * @desk: the desk, not in a transaction
 * @secrets: the town's credentials
 * @path: where the box goes
 * @error: return location; MH_ERROR_REFUSED where nothing waits, or this computer is not the one with the register, or not paired
 *
 * Everything that would go by LINE or SMS now, judged as when it would be sent: consent, protection (支援措置), daily caps, offers that still
 * stand. It stands as handed over then, and leaves by no other way. The file holds the number or LINE account, the words, the times between which
 * they may leave and a name for each message; nobody's name and no register number. One act; who stands in the file is in the log.
 *
 * Returns: (transfer full): what was written
 */
MhBoxMade *
mh_box_write (const MhDesk *desk,
              MhSecrets    *secrets,
              const char   *path,
              GError      **error)
{
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (MhBoxContent) content = mh_box_content_new (MH_BOX_WAY_OUT);
  g_autoptr (MhBoxMade) made = g_new0 (MhBoxMade, 1);
  g_autoptr (MhAct) act = NULL;
  g_autoptr (GArray) parts = NULL;

  if (!mh_box_check_role (desk, MH_BOX_ROLE_REGISTER, error) || !mh_box_find_key (desk, secrets, MH_BOX_WAY_OUT, &key, error))
    return NULL;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "box.write", MH_UNDO_NONE, error);
  parts = act != NULL ? mh_outbox_pick_for_box (desk, act, MH_BOX_MAX_ROWS, &made->n_left, error) : NULL;
  if (parts == NULL)
    return NULL;

  if (parts->len == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Nothing waits to be sent, so there is nothing to put into a box."));
    return NULL;
  }

  for (guint i = 0; i < parts->len; i++) {
    const MhAttemptPart *part = &g_array_index (parts, MhAttemptPart, i);

    if (!add_row (desk, part->delivery, part->contact, NULL, content, made, error))
      return NULL;
  }

  content->made_at = mh_desk_now (desk);
  content->practice = mh_config_is_practice (desk);
  content->ref = g_strdup (((MhBoxRow *) g_ptr_array_index (content->rows, 0))->ref);

  return seal (desk, act, &key, content, parts, path, made, error) ? g_steal_pointer (&made) : NULL;
}

/* What is still with the box: nothing was heard of it, nobody has settled it, and it did not leave in a newer one.
 * @parts: filled with what went into @content */
static gboolean
read_again (const MhDesk *desk,
            gint64        file,
            MhBoxContent *content,
            GArray       *parts,
            MhBoxMade    *made,
            GError      **error)
{
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error,
                                         "SELECT f.made_at, r.ref, r.delivery, r.contact, d.state = 'exported' AND r.result IS NULL AND NOT EXISTS "
                                         "  (SELECT 1 FROM outgoing_row WHERE delivery = r.delivery AND file > r.file) "
                                         "FROM outgoing_row AS r JOIN outgoing_file AS f ON f.id = r.file AND f.kind = '" MH_BOX_FILE_KIND "' "
                                                                                                                                           "JOIN delivery AS d ON d.id = r.delivery WHERE r.file = :file ORDER BY r.position",
                                         ":file", MH_INT (file), NULL);

  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    MhAttemptPart part = { mh_rows_int (rows, 2), mh_rows_int (rows, 3) };
    char *ref = mh_rows_dup_text (rows, 1);

    if (content->ref == NULL) {
      content->ref = g_strdup (ref);
      content->made_at = mh_rows_int (rows, 0);
    }

    if (mh_rows_int (rows, 4) == 0) {
      g_free (ref);
      continue;
    }

    g_array_append_val (parts, part);
    if (!add_row (desk, part.delivery, part.contact, ref, content, made, error))
      return FALSE;
  }

  return mh_rows_end (rows, error);
}

/**
 * mh_box_write_again:
 * @desk: the desk, not in a transaction
 * @secrets: the town's credentials
 * @file: a box that was written before
 * @path: where it goes
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED where nothing of it is left to be sent
 *
 * For a box that was lost. It bears the same name and its messages theirs, so the other computer refuses it if it has read the first one. What
 * was heard of or settled since is left out.
 *
 * Returns: (transfer full): what was written
 */
MhBoxMade *
mh_box_write_again (const MhDesk *desk,
                    MhSecrets    *secrets,
                    gint64        file,
                    const char   *path,
                    GError      **error)
{
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (MhBoxContent) content = mh_box_content_new (MH_BOX_WAY_OUT);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (MhAttemptPart));
  g_autoptr (MhBoxMade) made = g_new0 (MhBoxMade, 1);
  g_autoptr (MhAct) act = NULL;

  if (!mh_box_check_role (desk, MH_BOX_ROLE_REGISTER, error) || !mh_box_find_key (desk, secrets, MH_BOX_WAY_OUT, &key, error))
    return NULL;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "box.again", MH_UNDO_NONE, error);
  if (act == NULL || !read_again (desk, file, content, parts, made, error))
    return NULL;

  if (content->ref == NULL) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no box %lld."), (long long) file);
    return NULL;
  }

  if (parts->len == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Of every message in this box something has been heard already, so it is not written again."));
    return NULL;
  }

  made->file = file;
  content->practice = mh_config_is_practice (desk);

  return seal (desk, act, &key, content, parts, path, made, error) ? g_steal_pointer (&made) : NULL;
}

/**
 * mh_box_list_written:
 * @desk: the desk
 * @limit: how many at the most, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhBoxWritten): boxes that were written here, newest first
 */
GPtrArray *
mh_box_list_written (const MhDesk *desk,
                     int           limit,
                     GError      **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_box_written_free);
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error,
                                         "SELECT f.id, f.made_at, f.made_by, f.name, f.n_rows, f.back_at, "
                                         "  (SELECT count (*) FROM outgoing_row AS r JOIN delivery AS d ON d.id = r.delivery "
                                         "   WHERE r.file = f.id AND d.state = 'exported') "
                                         "FROM outgoing_file AS f WHERE f.kind = '" MH_BOX_FILE_KIND "' ORDER BY f.id DESC LIMIT :limit",
                                         ":limit", MH_INT (limit > 0 ? limit : -1), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhBoxWritten *written = g_new0 (MhBoxWritten, 1);

    written->file = mh_rows_int (rows, 0);
    written->made_at = mh_rows_int (rows, 1);
    written->made_by = mh_rows_dup_text (rows, 2);
    written->name = mh_rows_dup_text (rows, 3);
    written->n_rows = (guint) mh_rows_int (rows, 4);
    written->back_at = mh_rows_int (rows, 5);
    written->n_open = (guint) mh_rows_int (rows, 6);
    g_ptr_array_add (list, written);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&list) : NULL;
}
