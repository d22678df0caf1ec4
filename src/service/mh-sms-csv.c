/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sms-csv"

#include "mh-sms-csv.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-broadcast-private.h"
#include "mh-contact-table.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-outgoing-ref.h"
#include "mh-outgoing-table.h"
#include "mh-people.h"
#include "mh-save.h"

#define FILE_KIND "sms-csv"

typedef enum {
  COLUMN_EMPTY,
  COLUMN_PHONE,
  COLUMN_NAME,
  COLUMN_BODY,
  COLUMN_REF,
  COLUMN_DATE,
  COLUMN_TIME,
} Column;

static const struct {
  const char *nick;
  Column      column;
  const char *heading;
} columns[] = {
  { "-", COLUMN_EMPTY, "" },
  { "phone", COLUMN_PHONE, N_("Telephone") },
  { "name", COLUMN_NAME, N_("Name") },
  { "body", COLUMN_BODY, N_("Message") },
  { "ref", COLUMN_REF, N_("Number of the message") },
  { "date", COLUMN_DATE, N_("Day of sending") },
  { "time", COLUMN_TIME, N_("Time of sending") },
};

/* MediaSMS publishes of its columns only that the 8th is a template's number and the 10th the message: where the telephone stands is to be
 * compared with what the service has told the town. */
static const struct {
  const char *name;
  const char *nicks;
} presets[] = {
  { "generic", "phone,name,body" },
  { "mediasms", "phone,-,-,-,-,-,-,-,-,body" },
};

/* One message that leaves. */
typedef struct {
  gint64 delivery;
  char  *from;       /* (owned) its state */
  gint64 resident;
  gint64 contact;
  char  *phone;      /* (owned) */
  char  *name;       /* (owned) */
  char  *body;       /* (owned) */
  char  *ref;        /* (owned) */
} Message;

static void
message_free (Message *message)
{
  g_free (message->from);
  g_free (message->phone);
  g_free (message->name);
  g_free (message->body);
  g_free (message->ref);
  g_free (message);
}

static void
misfit_free (MhSmsCsvMisfit *misfit)
{
  g_free (misfit->characters);
  g_free (misfit);
}

/**
 * mh_sms_csv_made_free:
 * @made: what was written
 */
void
mh_sms_csv_made_free (MhSmsCsvMade *made)
{
  g_clear_pointer (&made->misfits, g_ptr_array_unref);
  g_free (made->sha256);
  g_free (made);
}

/* (element-type Column) */
static GArray *
read_columns (const char *text,
              GError    **error)
{
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (Column));
  g_auto (GStrv) nicks = NULL;
  gboolean has_phone = FALSE;
  gboolean has_body = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++) {
    if (g_str_equal (presets[i].name, text))
      text = presets[i].nicks;
  }

  nicks = g_strsplit (text, ",", -1);
  for (char **nick = nicks; *nick != NULL; nick++) {
    gsize i = 0;

    while (i < G_N_ELEMENTS (columns) && !g_str_equal (columns[i].nick, g_strstrip (*nick)))
      i++;

    if (i == G_N_ELEMENTS (columns)) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                   _("“%s” is not a column. Write phone, name, body, ref, date, time, or - for an empty one."), *nick);
      return NULL;
    }

    has_phone = has_phone || columns[i].column == COLUMN_PHONE;
    has_body = has_body || columns[i].column == COLUMN_BODY;
    g_array_append_val (chosen, columns[i].column);
  }

  if (has_phone && has_body)
    return g_steal_pointer (&chosen);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The file needs a column for the telephone and one for the message."));

  return NULL;
}

/* By what the message goes at this moment. That the program itself has no SMS service set up is no reason against this way. @out_contact: 0 where it
 * goes by no SMS */
static gboolean
find_way (const MhDesk     *desk,
          MhBroadcastJudge *judge,
          gint64            delivery,
          gint64           *out_contact,
          GError          **error)
{
  gboolean go = FALSE;

  if (!mh_db_run (desk->db, error, "DELETE FROM refused_contact WHERE delivery = :delivery AND code = 'channel-off'",
                  ":delivery", MH_INT (delivery), NULL) ||
      !mh_broadcast_judge_file (judge, delivery, &go, out_contact, error))
    return FALSE;

  if (!go)
    *out_contact = 0;

  return TRUE;
}

/* What became one with another while the file is made waits, and is judged when that one has left. */
static gboolean
has_same (const GPtrArray  *messages,
          gint64            contact,
          const MhDelivery *delivery)
{
  for (guint i = 0; i < messages->len; i++) {
    const Message *other = g_ptr_array_index (messages, i);

    if (other->contact == contact && g_str_equal (other->body, delivery->body))
      return TRUE;
  }

  return FALSE;
}

/* Adds the message of @id unless it goes by another way. Nobody protected stands in a file. */
static gboolean
add_message (const MhDesk     *desk,
             MhBroadcastJudge *judge,
             gint64            id,
             GPtrArray        *messages,
             GError          **error)
{
  g_autoptr (MhDelivery) delivery = NULL;
  g_autoptr (GPtrArray) people = NULL;
  const MhPerson *person;
  Message *message;
  gint64 contact = 0;

  if (!find_way (desk, judge, id, &contact, error))
    return FALSE;

  /* Words and even the person may be others now. */
  delivery = mh_delivery_table_get (desk->db, id, error);
  if (delivery == NULL)
    return FALSE;

  people = mh_people_list (desk, &delivery->resident, delivery->resident != 0 ? 1 : 0, error);
  if (people == NULL)
    return FALSE;

  person = people->len > 0 ? g_ptr_array_index (people, 0) : NULL;
  if (contact == 0 || (person != NULL && person->is_protected) || has_same (messages, contact, delivery))
    return TRUE;

  message = g_new0 (Message, 1);
  g_ptr_array_add (messages, message);
  message->delivery = id;
  message->from = g_strdup (delivery->state);
  message->resident = delivery->resident;
  message->contact = contact;
  message->name = g_strdup (person != NULL ? person->resident->name : "");
  message->body = g_strdup (delivery->body);
  message->phone = mh_contact_table_dup_value (desk->db, contact, error);
  message->ref = message->phone != NULL ? mh_outgoing_ref_make (desk, error) : NULL;

  return message->ref != NULL;
}

/* What waits, stands still or was stopped does not leave in a file either. */
static gboolean
check_broadcast (const MhDesk      *desk,
                 const MhBroadcast *broadcast,
                 GError           **error)
{
  if (g_str_equal (broadcast->state, "running") || g_str_equal (broadcast->state, "done"))
    return mh_broadcast_check_not_corrected (desk, broadcast->id, error);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                       _("Only a broadcast that is being sent or has been sent can be handed over in a file. Please let it go first."));

  return FALSE;
}

/* (element-type Message) */
static GPtrArray *
list_messages (const MhDesk *desk,
               gint64        broadcast,
               GError      **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) message_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (MhBroadcastJudge) judge = mh_broadcast_judge_new (desk);
  g_autoptr (MhRows) rows = mh_db_query (desk->db, error,
                                         "SELECT id FROM delivery AS d WHERE broadcast = :broadcast AND state IN ('due', 'by-hand') "
                                         "AND NOT " MH_BROADCAST_MAY_HAVE_ARRIVED " ORDER BY id",
                                         ":broadcast", MH_INT (broadcast), NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    g_array_append_val (ids, id);
  }

  if (!mh_rows_end (rows, error))
    return NULL;

  for (guint i = 0; i < ids->len; i++) {
    if (!add_message (desk, judge, g_array_index (ids, gint64, i), messages, error))
      return NULL;
  }

  return g_steal_pointer (&messages);
}

static const char *
get_cell (const Message *message,
          Column         column,
          const char    *date,
          const char    *time)
{
  switch (column) {
  case COLUMN_PHONE:
    return message->phone;

  case COLUMN_NAME:
    return message->name;

  case COLUMN_BODY:
    return message->body;

  case COLUMN_REF:
    return message->ref;

  case COLUMN_DATE:
    return date;

  case COLUMN_TIME:
    return time;

  case COLUMN_EMPTY:
    return "";
  }

  g_return_val_if_reached ("");
}

static void
add_header (MhCsvWriter  *writer,
            const GArray *chosen)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < chosen->len; i++) {
    const char *heading = columns[g_array_index (chosen, Column, i)].heading;

    g_ptr_array_add (cells, (gpointer) (*heading != '\0' ? _(heading) : ""));
  }

  g_ptr_array_add (cells, NULL);
  mh_csv_writer_add_row (writer, (const char * const *) cells->pdata);
}

/* Telephones and numbers of messages stay digits: whoever reads the file takes them as text, with the 0 in front. */
static MhCsvWriter *
write_rows (const MhDesk         *desk,
            const GPtrArray      *messages,
            const GArray         *chosen,
            const MhSmsCsvLayout *layout)
{
  MhCsvWriter *writer = mh_csv_writer_new (layout->format);
  MhDate today = mh_desk_today (desk);
  g_autofree char *date = g_strdup_printf ("%04d/%02d/%02d", today.year, today.month, today.day);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (mh_desk_now (desk)));

  for (guint i = 0; i < chosen->len; i++) {
    if (g_array_index (chosen, Column, i) != COLUMN_NAME && g_array_index (chosen, Column, i) != COLUMN_BODY)
      mh_csv_writer_set_column_kind (writer, i, MH_CSV_COLUMN_NUMBER_TEXT);
  }

  if (layout->header)
    add_header (writer, chosen);

  for (guint k = 0; k < messages->len; k++) {
    g_autoptr (GPtrArray) cells = g_ptr_array_new ();

    for (guint i = 0; i < chosen->len; i++)
      g_ptr_array_add (cells, (gpointer) get_cell (g_ptr_array_index (messages, k), g_array_index (chosen, Column, i), date, time));
    g_ptr_array_add (cells, NULL);
    mh_csv_writer_add_row (writer, (const char * const *) cells->pdata);
  }

  return writer;
}

static GPtrArray *
list_misfits (MhCsvWriter     *writer,
              const GPtrArray *messages,
              gboolean         header)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) misfit_free);
  guint n = 0;
  const MhCsvMisfit *misfits = mh_csv_writer_get_misfits (writer, &n);
  guint last = G_MAXUINT;

  for (guint i = 0; i < n; i++) {
    guint row = misfits[i].row - (header ? 1 : 0);
    char character[7] = { 0 };

    if (header && misfits[i].row == 0)
      continue;

    g_unichar_to_utf8 (misfits[i].character, character);
    if (row != last) {
      MhSmsCsvMisfit *misfit = g_new0 (MhSmsCsvMisfit, 1);

      misfit->resident = ((const Message *) g_ptr_array_index (messages, row))->resident;
      misfit->characters = g_strdup (character);
      g_ptr_array_add (people, misfit);
      last = row;
    } else {
      MhSmsCsvMisfit *misfit = g_ptr_array_index (people, people->len - 1);
      char *joined = g_strconcat (misfit->characters, character, NULL);

      g_free (misfit->characters);
      misfit->characters = joined;
    }
  }

  return people;
}

static gboolean
note_rows (const MhDesk    *desk,
           MhAct           *act,
           const GPtrArray *messages,
           gint64           file,
           GError         **error)
{
  for (guint i = 0; i < messages->len; i++) {
    const Message *message = g_ptr_array_index (messages, i);
    MhOutgoingRow row = { .file = file, .position = (int) i + 1, .ref = message->ref, .delivery = message->delivery,
                          .contact = message->contact };

    if (!mh_outgoing_table_add_row (desk->db, &row, error) ||
        !mh_delivery_table_move (desk->db, message->delivery, message->from, "exported", message->contact, NULL, mh_desk_now (desk), error))
      return FALSE;

    if (message->resident != 0)
      mh_act_add_person (act, message->resident);
  }

  return TRUE;
}

/* Who stands in the file, and in which columns: what the report of a lost file looks for. */
static gboolean
note_export (const MhDesk    *desk,
             MhAct           *act,
             const GPtrArray *messages,
             const GArray    *chosen,
             GError         **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *rows = g_strdup_printf ("%u", messages->len);
  g_autofree char *detail = NULL;
  GString *nicks = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_array_append_val (people, ((const Message *) g_ptr_array_index (messages, i))->resident);

  for (guint i = 0; i < chosen->len; i++) {
    Column column = g_array_index (chosen, Column, i);

    if (column != COLUMN_EMPTY)
      g_string_append_printf (nicks, "%s\"%s\"", nicks->len > 0 ? "," : "", columns[column].nick);
  }

  detail = g_strdup_printf ("{\"rows\":%s,\"columns\":[%s]}", rows, nicks->str);
  g_string_free (nicks, TRUE);

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "sms-csv.export", mh_act_get_id (act), detail, people, error);
}

/* The act and the file: both or neither. */
static gboolean
write_file (const MhDesk    *desk,
            MhAct           *act,
            const GPtrArray *messages,
            const GArray    *chosen,
            const char      *path,
            GBytes          *bytes,
            const char      *sha256,
            GError         **error)
{
  g_autofree char *name = g_path_get_basename (path);
  MhOutgoingFile file = { .kind = FILE_KIND, .made_at = mh_desk_now (desk), .made_by = desk->operator_name, .name = name,
                          .sha256 = sha256, .n_rows = messages->len };
  char *prepared = mh_save_prepare (path, bytes, error);
  gint64 id;

  if (prepared == NULL)
    return FALSE;

  id = mh_outgoing_table_insert (desk->db, &file, error);
  if (id == 0 || !note_rows (desk, act, messages, id, error) || !note_export (desk, act, messages, chosen, error)) {
    mh_save_abandon (prepared);
    return FALSE;
  }

  mh_act_set_int (act, "file", id);
  mh_act_set_int (act, "rows", messages->len);
  mh_act_set_text (act, "sha256", sha256);

  if (!mh_save_finish (prepared, path, error))
    return FALSE;

  if (mh_act_commit (act, error))
    return TRUE;

  g_unlink (path);

  return FALSE;
}

/**
 * mh_sms_csv_write:
 * @desk: the desk
 * @broadcast: a broadcast
 * @path: where the file goes
 * @layout: what the service takes
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_INVALID for columns that cannot be, MH_ERROR_REFUSED when nobody is left to be
 *   written to by SMS
 *
 * Writes those messages of the broadcast that are due or to be told by hand and could go as an SMS. They then stand as handed over in a file,
 * and the program sends them by no other way. Where characters do not fit and the layout says to stop, nothing is written, and the result
 * names the people. Nobody protected (支援措置) stands in a file.
 *
 * Returns: (transfer full) (nullable): what was written
 */
MhSmsCsvMade *
mh_sms_csv_write (const MhDesk         *desk,
                  gint64                broadcast,
                  const char           *path,
                  const MhSmsCsvLayout *layout,
                  GError              **error)
{
  guint max = layout->max_rows > 0 ? layout->max_rows : MH_SMS_CSV_MAX_ROWS;
  g_autoptr (GArray) chosen = read_columns (layout->columns, error);
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) whose = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (MhCsvWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MhSmsCsvMade) made = g_new0 (MhSmsCsvMade, 1);

  if (chosen == NULL)
    return NULL;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "sms-csv.write", MH_UNDO_NONE, error);
  whose = act != NULL ? mh_broadcast_table_get (desk->db, broadcast, error) : NULL;
  messages = whose != NULL && check_broadcast (desk, whose, error) ? list_messages (desk, broadcast, error) : NULL;
  if (messages == NULL)
    return NULL;

  if (messages->len == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Nobody of this broadcast is left who could get an SMS."));
    return NULL;
  }

  made->n_left = messages->len > max ? messages->len - max : 0;
  g_ptr_array_set_size (messages, (int) MIN (messages->len, max));
  made->n_rows = messages->len;
  writer = write_rows (desk, messages, chosen, layout);
  made->misfits = list_misfits (writer, messages, layout->header);

  if (made->misfits->len > 0 && layout->policy == MH_CSV_MISFIT_STOP)
    return g_steal_pointer (&made);

  mh_act_set_int (act, "broadcast", broadcast);
  bytes = mh_csv_writer_to_bytes (writer, layout->policy, error);
  made->sha256 = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
  if (bytes == NULL || !write_file (desk, act, messages, chosen, path, bytes, made->sha256, error))
    return NULL;

  return g_steal_pointer (&made);
}
