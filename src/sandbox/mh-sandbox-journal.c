/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sandbox-journal"

#include "mh-sandbox-journal.h"

#include "mh-json.h"

struct _MhJournal
{
  GOutputStream *stream;   /* (owned) (nullable): kept in memory only */
  GPtrArray     *entries;  /* (owned) (element-type JsonObject) */
};

/* A process that was killed may leave half a line: it was never answered for, so it counts as not accepted. */
static void
read_lines (MhJournal  *self,
            const char *text,
            gsize       length)
{
  const char *end = text + length;

  while (text < end) {
    const char *stop = memchr (text, '\n', (gsize) (end - text));
    g_autoptr (GBytes) line = NULL;
    JsonObject *entry;

    if (stop == NULL)
      return;

    line = g_bytes_new (text, (gsize) (stop - text));
    entry = mh_json_parse_object (line);
    if (entry != NULL)
      g_ptr_array_add (self->entries, entry);

    text = stop + 1;
  }
}

static gboolean
open_file (MhJournal  *self,
           const char *path,
           GError    **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    if (!g_file_get_contents (path, &text, &length, error))
      return FALSE;
    read_lines (self, text, length);
  }

  self->stream = G_OUTPUT_STREAM (g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, error));
  if (self->stream == NULL)
    return FALSE;

  if (length > 0 && text[length - 1] != '\n')
    return g_output_stream_write_all (self->stream, "\n", 1, NULL, NULL, error);

  return TRUE;
}

/**
 * mh_journal_new:
 * @path: (nullable): a file, made if it is not there; %NULL keeps the list in memory
 * @error: return location for an error of GIO
 *
 * Reads what an earlier process has written and goes on behind it.
 *
 * Returns: (transfer full) (nullable): the list
 */
MhJournal *
mh_journal_new (const char *path,
                GError    **error)
{
  g_autoptr (MhJournal) self = g_new0 (MhJournal, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (path != NULL && !open_file (self, path, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * mh_journal_free:
 * @self: (nullable) (transfer full): a list
 *
 * Closes the file.
 */
void
mh_journal_free (MhJournal *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * mh_journal_append:
 * @self: a list
 * @entry: (transfer full): what was accepted
 * @error: return location for an error of GIO: then nothing counts as accepted
 *
 * The line is with the system before this returns, so killing the process does not lose it.
 *
 * Returns: whether it was written
 */
gboolean
mh_journal_append (MhJournal  *self,
                   JsonObject *entry,
                   GError    **error)
{
  g_autoptr (JsonObject) owned = entry;
  JsonNode *node = json_node_alloc ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GByteArray) line = g_byte_array_new ();

  bytes = mh_json_to_bytes (json_node_init_object (node, owned));
  g_byte_array_append (line, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_byte_array_append (line, (const guint8 *) "\n", 1);

  if (self->stream != NULL &&
      (!g_output_stream_write_all (self->stream, line->data, line->len, NULL, NULL, error) ||
       !g_output_stream_flush (self->stream, NULL, error)))
    return FALSE;

  g_ptr_array_add (self->entries, g_steal_pointer (&owned));

  return TRUE;
}

/**
 * mh_journal_entries:
 * @self: a list
 *
 * Returns: (transfer none) (element-type JsonObject): all entries, oldest first
 */
GPtrArray *
mh_journal_entries (MhJournal *self)
{
  return self->entries;
}
