/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-send"

#include "mh-box-private.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-private.h"
#include "mh-config.h"
#include "mh-contact-table.h"
#include "mh-error.h"
#include "mh-message.h"
#include "mh-received-table.h"

/* The clocks of the two computers may differ by so much. */
#define CLOCK_MS 600000

/* What a message is called here, by when it may leave; in the order of MhBoxHours. */
static const char * const kinds[] = { "box", "box-offer", "box-broadcast" };

/**
 * mh_box_look_free:
 * @look: a look
 */
void
mh_box_look_free (MhBoxLook *look)
{
  for (gsize i = 0; i < G_N_ELEMENTS (look->texts); i++)
    g_free (look->texts[i]);
  g_free (look->ref);
  g_free (look);
}

static GBytes *
read_file (const char *path,
           GError    **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, 0, NULL, NULL);
  char *text = NULL;
  gsize length = 0;

  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      !(g_file_info_get_size (info) > MH_BOX_MAX_FILE_BYTES || g_file_load_contents (file, NULL, &text, &length, NULL, NULL))) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("The file cannot be read. Check that the stick is plugged in, and choose the file again."));
    return NULL;
  }

  if (text != NULL)
    return g_bytes_new_take (text, length);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The file is far too large for what it should be. Choose another one."));

  return NULL;
}

/**
 * mh_box_load:
 * @desk: the desk
 * @secrets: where the key is kept
 * @path: a file
 * @way: from where it comes
 * @out_sha256: (out) (optional) (transfer full): of its bytes, in hexadecimal digits
 * @error: return location; MH_ERROR_REFUSED where this PC has another role, or for a file of a practice town in a real one and the other way
 *   round
 *
 * As it comes this way: opened, and of a town of the same kind.
 *
 * Returns: (transfer full): what is in it, or %NULL
 */
MhBoxContent *
mh_box_load (const MhDesk *desk,
             MhSecrets    *secrets,
             const char   *path,
             MhBoxWay      way,
             char        **out_sha256,
             GError      **error)
{
  g_auto (MhSealedKey) key = { { 0 } };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MhBoxContent) content = NULL;

  if (!mh_box_check_role (desk, way == MH_BOX_WAY_OUT ? MH_BOX_ROLE_SENDER : MH_BOX_ROLE_REGISTER, error) ||
      !mh_box_find_key (desk, secrets, way, &key, error))
    return NULL;

  bytes = read_file (path, error);
  content = bytes != NULL ? mh_box_file_open (bytes, &key, way, error) : NULL;
  if (content == NULL)
    return NULL;

  if (content->practice != mh_config_is_practice (desk)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("The file comes from a practice town, or is meant for one. Nothing was taken over."));
    return NULL;
  }

  if (out_sha256 != NULL)
    *out_sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_steal_pointer (&content);
}

static gboolean
check_age (const MhDesk       *desk,
           const MhBoxContent *content,
           GError            **error)
{
  gint64 now = mh_desk_now (desk), restored = 0;

  if (content->made_at > now + CLOCK_MS) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("By the clock of this computer the box was written in the future. Set the clocks of both computers right, then write a new box."));
    return FALSE;
  }

  if (content->made_at < now - MH_BOX_DAYS * MH_BOX_MS_PER_DAY) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("The box is older than %d days, so it is not sent any more. Write a new one on the computer with the register."),
                 MH_BOX_DAYS);
    return FALSE;
  }

  /* What was read after the backup was made is not known any more. */
  if (!mh_db_get_int (desk->db, 0, &restored, error, "SELECT coalesce (max (at), 0) FROM act WHERE kind = 'restore'", NULL))
    return FALSE;

  if (restored == 0 || content->made_at > restored + CLOCK_MS)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("A backup was put back on this computer after the box was written, so nobody knows whether it was sent already. Look it up with your provider, and write a new box for whom it did not reach."));

  return FALSE;
}

static gboolean
check_new (const MhDesk       *desk,
           const MhBoxContent *content,
           GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhReceivedBox) known = mh_received_table_find (desk->db, content->ref, &local_error);
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (known == NULL)
    return TRUE;

  date = mh_date_to_iso (mh_date_from_ms (known->read_at));
  time = mh_minutes_format (mh_minutes_from_ms (known->read_at));
  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("This box was read here already, on %s at %s. Nothing is sent twice. Its results can be written for the other computer."), date, time);

  return FALSE;
}

static gboolean
check_content (const MhDesk       *desk,
               const MhBoxContent *content,
               GError            **error)
{
  return check_new (desk, content, error) && check_age (desk, content, error);
}

static MhBoxLook *
look_at (const MhDesk       *desk,
         const MhBoxContent *content,
         GError            **error)
{
  g_autoptr (MhBoxLook) look = g_new0 (MhBoxLook, 1);
  guint n = content->rows->len;
  guint places[] = { 0, n - 1, mh_random_below (desk->random, n) };
  MhSmsRule rule;

  if (!mh_config_get_sms_rule (desk, &rule, error))
    return NULL;

  look->ref = g_strdup (content->ref);
  look->made_at = content->made_at;
  for (guint i = 0; i < n; i++) {
    const MhBoxRow *row = g_ptr_array_index (content->rows, i);
    gint64 end = mh_box_ref_get_end (row->ref);

    look->n_line += row->by_line;
    look->n_sms += !row->by_line;
    look->n_late += end < mh_desk_now (desk);
    look->yen += row->by_line ? 0 : mh_sms_parts (&rule, row->text) * rule.yen_part;
    look->first_end = i == 0 ? end : MIN (look->first_end, end);
  }

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    look->texts[i] = g_strdup (((MhBoxRow *) g_ptr_array_index (content->rows, places[i]))->text);

  return g_steal_pointer (&look);
}

/**
 * mh_box_look:
 * @desk: the desk
 * @secrets: the town's credentials
 * @path: a box
 * @error: return location; as of mh_box_send()
 *
 * What is to be seen before it is sent. Nothing is kept.
 *
 * Returns: (transfer full): what stands in it
 */
MhBoxLook *
mh_box_look (const MhDesk *desk,
             MhSecrets    *secrets,
             const char   *path,
             GError      **error)
{
  g_autoptr (MhBoxContent) content = mh_box_load (desk, secrets, path, MH_BOX_WAY_OUT, NULL, error);

  return content != NULL && check_content (desk, content, error) ? look_at (desk, content, error) : NULL;
}

/* The first few leave after the countdown, the others when there was time to see how these fare. */
static gboolean
add_messages (const MhDesk       *desk,
              MhAct              *act,
              const MhBoxContent *content,
              gint64              box,
              GError            **error)
{
  gint64 now = mh_desk_now (desk);
  MhBroadcastSettings settings;

  if (!mh_broadcast_settings_read (desk, &settings, error))
    return FALSE;

  for (guint i = 0; i < content->rows->len; i++) {
    const MhBoxRow *row = g_ptr_array_index (content->rows, i);
    gint64 at = now + settings.hold_min + (i < MH_BOX_N_FIRST ? 0 : settings.slow_start);
    MhDelivery delivery = {
      .act = mh_act_get_id (act),
      .kind = (char *) kinds[row->hours],
      .body = row->text,
      .state = (char *) "held",
      .contact = mh_contact_table_take (desk->db, row->by_line ? "line" : "mobile", row->to, NULL, error),
      .due_at = MAX (at, row->not_before),
      .state_at = now,
    };
    gint64 id = delivery.contact != 0 ? mh_delivery_table_insert (desk->db, &delivery, error) : 0;

    if (id == 0 || !mh_received_table_add_row (desk->db, box, (int) i + 1, row->ref, id, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_box_send:
 * @desk: the desk, not in a transaction
 * @secrets: the town's credentials
 * @path: a box
 * @error: return location; MH_ERROR_REFUSED for one that was read before, is too old, comes from another computer than the one that this is
 *   paired with, or where this computer does not send; MH_ERROR_STORAGE for a damaged one, MH_ERROR_INVALID, MH_ERROR_TOO_NEW, MH_ERROR_NOT_FOUND
 *
 * All of it or nothing, in one act: its messages are this computer's own from then on, and leave through the outbox as any other after a
 * countdown. A box is taken once, whatever it is called.
 *
 * Returns: the box's id here; 0 with @error set
 */
gint64
mh_box_send (const MhDesk *desk,
             MhSecrets    *secrets,
             const char   *path,
             GError      **error)
{
  g_autofree char *sha256 = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (MhBoxContent) content = mh_box_load (desk, secrets, path, MH_BOX_WAY_OUT, &sha256, error);
  g_autoptr (MhAct) act = NULL;
  MhReceivedBox box = { .name = name, .sha256 = sha256, .read_by = (char *) desk->operator_name };
  gint64 id;

  if (content == NULL)
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "box.send", MH_UNDO_NONE, error);
  if (act == NULL || !check_content (desk, content, error))
    return 0;

  box.ref = content->ref;
  box.made_at = content->made_at;
  box.read_at = mh_desk_now (desk);
  box.n_rows = content->rows->len;
  id = mh_received_table_insert (desk->db, &box, error);
  if (id == 0 || !add_messages (desk, act, content, id, error))
    return 0;

  mh_act_set_int (act, "box", id);
  mh_act_set_int (act, "rows", content->rows->len);
  mh_act_set_text (act, "sha256", sha256);

  return mh_act_commit (act, error) ? id : 0;
}
