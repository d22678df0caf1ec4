/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-file"

/* The file is plain text, since gates between networks let text pass:
 *
 *   machihoken-box 1            or machihoken-box-results 1
 *   base64 in lines of 64       of a sealed file (mh-sealed-file.c) under the key of mh_box_key_agree() for its way
 *   end
 *
 * Line ends may be LF or CRLF. What is sealed is JSON, version 1, with these members and no others:
 *
 *   { "version": 1, "way": "out" | "back", "box": REF OF THE BOX, "made-at": MS, "practice": BOOLEAN, "rows": [ … ] }
 *   out:  { "ref": TEXT, "by": "line" | "sms", "to": TEXT, "text": TEXT, "not-before": MS, "hours": "any" | "offer" | "broadcast" }
 *   back: { "ref": TEXT, "state": one of mh_box_states, "code": TEXT | null, "at": MS }
 *
 * A row's ref is eight digits, a hyphen, and the second since 1970 UTC after which the message must not leave: so each computer has the end
 * wherever it has the ref. */

#include "mh-box-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-error.h"
#include "mh-json-text.h"
#include "mh-phone.h"

#define VERSION 1
#define LINE_LETTERS 64
#define MAX_TEXT_BYTES 20000
#define MAX_CODE_BYTES 64
#define MAX_BOX_REF_BYTES 64
#define REF_DIGITS 8
#define MAX_END_DIGITS 11
#define LINE_ID_LENGTH 33  /* "U" and 32 hexadecimal digits, LINE Messaging API reference, "source user" */
#define END_LINE "end"

const char * const mh_box_states[] = { "waiting", "accepted", "delivered", "undelivered", "check", "by-hand", "stopped", "expired", NULL };

static const char * const first_lines[] = { [MH_BOX_WAY_OUT] = "machihoken-box", [MH_BOX_WAY_BACK] = "machihoken-box-results" };
static const char * const ways[] = { [MH_BOX_WAY_OUT] = "out", [MH_BOX_WAY_BACK] = "back" };
static const char * const hours[] = { "any", "offer", "broadcast", NULL };

static const char * const content_members[] = { "version", "way", "box", "made-at", "practice", "rows", NULL };
static const char * const out_members[] = { "ref", "by", "to", "text", "not-before", "hours", NULL };
static const char * const back_members[] = { "ref", "state", "code", "at", NULL };

static void
row_free (MhBoxRow *row)
{
  g_free (row->ref);
  g_free (row->to);
  g_free (row->text);
  g_free (row->state);
  g_free (row->code);
  g_free (row);
}

/**
 * mh_box_content_new:
 * @way: which way it goes
 *
 * Returns: (transfer full): a content without rows
 */
MhBoxContent *
mh_box_content_new (MhBoxWay way)
{
  MhBoxContent *content = g_new0 (MhBoxContent, 1);

  content->way = way;
  content->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);

  return content;
}

/**
 * mh_box_content_free:
 * @content: a content
 */
void
mh_box_content_free (MhBoxContent *content)
{
  g_ptr_array_unref (content->rows);
  g_free (content->ref);
  g_free (content);
}

/**
 * mh_box_content_add:
 * @content: a content
 *
 * Returns: (transfer none): a new, empty row at its end
 */
MhBoxRow *
mh_box_content_add (MhBoxContent *content)
{
  MhBoxRow *row = g_new0 (MhBoxRow, 1);

  g_ptr_array_add (content->rows, row);

  return row;
}

/* --- as text ------------------------------------------------------------------------------------------------------ */

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *value)
{
  json_builder_set_member_name (builder, member);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_row (JsonBuilder    *builder,
         const MhBoxRow *row,
         MhBoxWay        way)
{
  json_builder_begin_object (builder);
  add_text (builder, "ref", row->ref);
  if (way == MH_BOX_WAY_OUT) {
    add_text (builder, "by", row->by_line ? "line" : "sms");
    add_text (builder, "to", row->to);
    add_text (builder, "text", row->text);
    add_int (builder, "not-before", row->not_before);
    add_text (builder, "hours", hours[row->hours]);
  } else {
    add_text (builder, "state", row->state);
    add_text (builder, "code", row->code);
    add_int (builder, "at", row->at);
  }
  json_builder_end_object (builder);
}

/**
 * mh_box_content_write:
 * @content: a content
 *
 * Returns: (transfer full): the text that is sealed
 */
char *
mh_box_content_write (const MhBoxContent *content)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (content != NULL, NULL);

  json_builder_begin_object (builder);
  add_int (builder, "version", VERSION);
  add_text (builder, "way", ways[content->way]);
  add_text (builder, "box", content->ref);
  add_int (builder, "made-at", content->made_at);
  json_builder_set_member_name (builder, "practice");
  json_builder_add_boolean_value (builder, content->practice);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < content->rows->len; i++)
    add_row (builder, g_ptr_array_index (content->rows, i), content->way);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);

  return json_generator_to_data (generator, NULL);
}

static gboolean
fail_content (GError **error)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("What stands in the file cannot be understood, so nothing was taken over. Install the same version of the program on both computers and write the file again."));

  return FALSE;
}

/* Nothing may come along that is not meant to. */
static gboolean
has_members (JsonObject         *object,
             const char * const *members)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next) {
    if (!g_strv_contains (members, name->data))
      return FALSE;
  }

  return g_list_length (names) == g_strv_length ((char **) members);
}

/* @max: bytes. Returns: (nullable) (transfer none) */
static const char *
get_text (JsonObject *object,
          const char *member,
          gsize       max)
{
  JsonNode *node = json_object_get_member (object, member);
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  return text != NULL && *text != '\0' && strlen (text) <= max ? text : NULL;
}

static gboolean
get_int (JsonObject *object,
         const char *member,
         gint64     *out_value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *out_value = json_node_get_int (node);

  return *out_value >= 0;
}

static gboolean
is_target (gboolean    by_line,
           const char *to)
{
  MhPhone phone;

  if (by_line)
    return strlen (to) == LINE_ID_LENGTH && to[0] == 'U' && strspn (to + 1, "0123456789abcdef") == LINE_ID_LENGTH - 1;

  phone = mh_phone_read (to, NULL);

  return phone.kind == MH_PHONE_MOBILE && g_str_equal (phone.digits, to);
}

static gboolean
read_out (JsonObject *object,
          MhBoxRow   *row)
{
  const char *by = get_text (object, "by", MAX_CODE_BYTES);
  const char *when = get_text (object, "hours", MAX_CODE_BYTES);

  if (!has_members (object, out_members) || by == NULL || when == NULL || !get_int (object, "not-before", &row->not_before))
    return FALSE;

  row->by_line = g_str_equal (by, "line");
  row->to = g_strdup (get_text (object, "to", MAX_CODE_BYTES));
  row->text = g_strdup (get_text (object, "text", MAX_TEXT_BYTES));
  for (guint i = 0; hours[i] != NULL; i++) {
    if (g_str_equal (hours[i], when)) {
      row->hours = (MhBoxHours) i;
      return (row->by_line || g_str_equal (by, "sms")) && row->to != NULL && row->text != NULL && is_target (row->by_line, row->to);
    }
  }

  return FALSE;
}

static gboolean
read_back (JsonObject *object,
           MhBoxRow   *row)
{
  JsonNode *code = json_object_get_member (object, "code");

  row->state = g_strdup (get_text (object, "state", MAX_CODE_BYTES));
  row->code = g_strdup (get_text (object, "code", MAX_CODE_BYTES));

  return has_members (object, back_members) && get_int (object, "at", &row->at) && row->state != NULL &&
         g_strv_contains (mh_box_states, row->state) && (row->code != NULL || (code != NULL && json_node_is_null (code)));
}

/* No ref twice: it is what makes a message one message. */
static gboolean
read_rows (JsonArray    *array,
           MhBoxContent *content)
{
  g_autoptr (GHashTable) refs = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = json_array_get_length (array);

  if (n == 0 || n > (content->way == MH_BOX_WAY_OUT ? MH_BOX_MAX_ROWS : MH_BOX_MAX_TOLD))
    return FALSE;

  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element (array, i);
    MhBoxRow *row = mh_box_content_add (content);
    JsonObject *object;

    if (!JSON_NODE_HOLDS_OBJECT (node))
      return FALSE;

    object = json_node_get_object (node);
    row->ref = g_strdup (get_text (object, "ref", MAX_BOX_REF_BYTES));
    if (row->ref == NULL || mh_box_ref_get_end (row->ref) == 0 || !g_hash_table_add (refs, row->ref) ||
        !(content->way == MH_BOX_WAY_OUT ? read_out (object, row) : read_back (object, row)))
      return FALSE;
  }

  return TRUE;
}

/* @object: of the right version */
static gboolean
read_content (JsonObject   *object,
              MhBoxContent *content)
{
  const char *way = get_text (object, "way", MAX_CODE_BYTES);
  const char *ref = get_text (object, "box", MAX_BOX_REF_BYTES);
  JsonNode *practice = json_object_get_member (object, "practice");
  JsonNode *rows = json_object_get_member (object, "rows");

  if (!has_members (object, content_members) || way == NULL || !g_str_equal (way, ways[content->way]) || ref == NULL ||
      !get_int (object, "made-at", &content->made_at) || json_node_get_value_type (practice) != G_TYPE_BOOLEAN || !JSON_NODE_HOLDS_ARRAY (rows))
    return FALSE;

  content->ref = g_strdup (ref);
  content->practice = json_node_get_boolean (practice);

  return read_rows (json_node_get_array (rows), content);
}

/**
 * mh_box_content_read:
 * @text: what was sealed
 * @length: its bytes, -1 when it ends with a NUL
 * @way: which way it should go
 * @error: MH_ERROR_INVALID for what is no content, MH_ERROR_TOO_NEW
 *
 * All of it or nothing: what has a member too many, or one row that is not as it should be, is refused.
 *
 * Returns: (transfer full): the content
 */
MhBoxContent *
mh_box_content_read (const char *text,
                     gssize      length,
                     MhBoxWay    way,
                     GError    **error)
{
  g_autoptr (MhBoxContent) content = mh_box_content_new (way);
  g_autoptr (JsonNode) root = NULL;
  gint64 version;

  g_return_val_if_fail (text != NULL, NULL);

  root = mh_json_text_read (text, length, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || !get_int (json_node_get_object (root), "version", &version)) {
    fail_content (error);
    return NULL;
  }

  if (version > VERSION) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_TOO_NEW,
                         _("The file was written by a newer version of the program. Install that version on this computer, too, then try again."));
    return NULL;
  }

  if (version == VERSION && read_content (json_node_get_object (root), content))
    return g_steal_pointer (&content);

  fail_content (error);

  return NULL;
}

/**
 * mh_box_ref_get_end:
 * @ref: a row's ref
 *
 * Returns: the moment after which the message must not leave, ms since 1970 UTC; 0 when @ref is not one of a box
 */
gint64
mh_box_ref_get_end (const char *ref)
{
  gsize digits = strspn (ref, "0123456789");
  const char *end = ref + REF_DIGITS + 1;

  if (digits != REF_DIGITS || ref[REF_DIGITS] != '-' || *end == '\0' || *end == '0' || strlen (end) > MAX_END_DIGITS ||
      strspn (end, "0123456789") != strlen (end))
    return 0;

  return g_ascii_strtoll (end, NULL, 10) * 1000;
}

/* --- as a file ---------------------------------------------------------------------------------------------------- */

static GBytes *
wrap (GBytes  *sealed,
      MhBoxWay way)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (sealed, &length);
  g_autofree char *letters = g_base64_encode (bytes, length);
  gsize n_letters = strlen (letters);
  GString *text = g_string_sized_new (n_letters + n_letters / LINE_LETTERS + 64);

  g_string_append_printf (text, "%s %d\n", first_lines[way], VERSION);
  for (gsize at = 0; at < n_letters; at += LINE_LETTERS) {
    g_string_append_len (text, letters + at, (gssize) MIN (LINE_LETTERS, n_letters - at));
    g_string_append_c (text, '\n');
  }
  g_string_append (text, END_LINE "\n");

  return g_string_free_to_bytes (text);
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                       _("The file was damaged, changed or cut off on its way. Nothing was taken over. Copy it again from the other computer."));

  return FALSE;
}

static gboolean
fail_kind (MhBoxWay way,
           GError **error)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       way == MH_BOX_WAY_OUT
                       ? _("This file is not a box of messages. Choose the file that was written on the computer with the register.")
                       : _("This file does not hold results. Choose the file of results that was written on the computer that sends."));

  return FALSE;
}

/* @line: (nullable): the first one, without its end */
static gboolean
check_first_line (const char *line,
                  MhBoxWay    way,
                  GError    **error)
{
  g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", 3) : NULL;
  guint64 version;

  if (words == NULL || g_strv_length (words) != 2 || !g_str_equal (words[0], first_lines[way]) ||
      !g_ascii_string_to_unsigned (words[1], 10, 1, G_MAXUINT16, &version, NULL))
    return fail_kind (way, error);

  if (version <= VERSION)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_TOO_NEW,
                       _("The file was written by a newer version of the program. Install that version on this computer, too, then try again."));

  return FALSE;
}

/**
 * mh_box_file_unwrap:
 * @bytes: a file
 * @way: which way it should go
 * @error: MH_ERROR_INVALID for another kind of file, MH_ERROR_TOO_NEW, MH_ERROR_STORAGE for one that is damaged
 *
 * Returns: (transfer full): what is sealed, as mh_sealed_file_read() takes it
 */
GBytes *
mh_box_file_unwrap (GBytes  *bytes,
                    MhBoxWay way,
                    GError **error)
{
  gsize length = 0, n_sealed = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *letters = NULL;
  guint8 *sealed;
  guint n;

  if (length > MH_BOX_MAX_FILE_BYTES || (length > 0 && memchr (data, '\0', length) != NULL)) {
    fail_kind (way, error);
    return NULL;
  }

  text = g_strndup (data != NULL ? data : "", length);
  lines = g_strsplit (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, "\n", -1);
  for (n = 0; lines[n] != NULL; n++)
    g_strchomp (lines[n]);
  while (n > 0 && *lines[n - 1] == '\0')
    g_clear_pointer (&lines[--n], g_free);

  if (!check_first_line (lines[0], way, error))
    return NULL;

  if (n < 3 || !g_str_equal (lines[n - 1], END_LINE)) {
    fail_damaged (error);
    return NULL;
  }

  g_clear_pointer (&lines[n - 1], g_free);
  letters = g_strjoinv (NULL, lines + 1);
  if (strlen (letters) % 4 != 0 ||
      strspn (letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") != strlen (letters)) {
    fail_damaged (error);
    return NULL;
  }

  sealed = g_base64_decode (letters, &n_sealed);

  return g_bytes_new_take (sealed, n_sealed);
}

/**
 * mh_box_file_seal:
 * @content: a content
 * @key: the key of mh_box_key_agree() for its way
 * @town: what the town is called on the outside: the installation, no name of a place
 * @error: MH_ERROR_UNAVAILABLE
 *
 * Returns: (transfer full): the file
 */
GBytes *
mh_box_file_seal (const MhBoxContent *content,
                  const MhSealedKey  *key,
                  const char         *town,
                  GError            **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GBytes) sealed = NULL;

  g_return_val_if_fail (content != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  text = mh_box_content_write (content);
  plain = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  stream = g_memory_output_stream_new_resizable ();
  if (!mh_sealed_file_write (plain, strlen (text), stream, key, town, content->made_at, NULL, error) ||
      !g_output_stream_close (stream, NULL, error))
    return NULL;

  sealed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));

  return wrap (sealed, content->way);
}

/* What a sealed file cannot be opened for, in words about a box. */
static void
tell_sealed (GError  *cause,
             GError **error)
{
  if (g_error_matches (cause, MH_ERROR, MH_ERROR_REFUSED))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This file was not made by the computer that this one is paired with, or not for this one. Nothing was taken over. Compare the digits of both keys again, and ask where the file comes from."));
  else if (g_error_matches (cause, MH_ERROR, MH_ERROR_TOO_NEW))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_TOO_NEW,
                         _("The file was written by a newer version of the program. Install that version on this computer, too, then try again."));
  else if (g_error_matches (cause, MH_ERROR, MH_ERROR_UNAVAILABLE))
    g_propagate_error (error, g_error_copy (cause));
  else
    fail_damaged (error);
}

/**
 * mh_box_file_open:
 * @bytes: a file
 * @key: the key of mh_box_key_agree() for @way
 * @way: which way it should go
 * @error: MH_ERROR_INVALID for another kind of file, MH_ERROR_TOO_NEW, MH_ERROR_REFUSED for a file of another pair of computers,
 *   MH_ERROR_STORAGE for one that was cut or changed
 *
 * Returns: (transfer full): what stands in it
 */
MhBoxContent *
mh_box_file_open (GBytes            *bytes,
                  const MhSealedKey *key,
                  MhBoxWay           way,
                  GError           **error)
{
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) plain = NULL;
  g_autoptr (GError) cause = NULL;
  GMemoryOutputStream *memory;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  sealed = mh_box_file_unwrap (bytes, way, error);
  if (sealed == NULL)
    return NULL;

  stream = g_memory_input_stream_new_from_bytes (sealed);
  plain = g_memory_output_stream_new_resizable ();
  if (!mh_sealed_file_read (stream, plain, key, NULL, &cause)) {
    tell_sealed (cause, error);
    return NULL;
  }

  memory = G_MEMORY_OUTPUT_STREAM (plain);

  if (g_memory_output_stream_get_data_size (memory) > 0)
    return mh_box_content_read (g_memory_output_stream_get_data (memory), (gssize) g_memory_output_stream_get_data_size (memory), way, error);

  fail_content (error);

  return NULL;
}
