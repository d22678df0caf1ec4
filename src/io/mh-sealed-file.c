/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sealed-file"

/* The format, version 1; numbers are big-endian:
 *
 *    0   8  "MHSEAL\r\n"        a transfer as text breaks it
 *    8   2  version             1
 *   10   2  length of the head, from the first byte to the last of its sum
 *   12   8  key id              which key it takes; tells nothing about the key
 *   20  16  salt                the stream's key is BLAKE2b of it under the key
 *   36   8  made at             ms since 1970 UTC
 *   44   8  size of what is sealed
 *   52   4  size of a part      the last one may be shorter
 *   56   1  length of the town
 *   57   n  town                the installation, ASCII
 *        24  head of the stream
 *        16  sum                 BLAKE2b of all above, without a key: tells damage from a wrong key
 *
 * Then the parts of a libsodium secretstream (XChaCha20-Poly1305), each behind its number and its sealed length (4 bytes each). A part is
 * authenticated together with the head's sum and its number; the last one carries TAG_FINAL, and nothing comes behind it. */

#include "mh-sealed-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "mh-error.h"

#define MAGIC "MHSEAL\r\n"
#define MAGIC_BYTES 8
#define VERSION 1
#define PART_BYTES (64 * 1024)
#define MAX_PART_BYTES (16 * 1024 * 1024)
#define KEY_ID_BYTES 8
#define SALT_BYTES crypto_generichash_blake2b_SALTBYTES
#define SUM_BYTES 16
#define TOWN_AT 57
#define FRAME_BYTES 8
#define MAX_TOWN_BYTES 255
#define MAX_HEAD_BYTES (TOWN_AT + MAX_TOWN_BYTES + crypto_secretstream_xchacha20poly1305_HEADERBYTES + SUM_BYTES)

/* Say what the hash is for, so that no two of them can be the same. */
static const guint8 purpose_id[crypto_generichash_blake2b_PERSONALBYTES] = "mh-seal-id";
static const guint8 purpose_stream[crypto_generichash_blake2b_PERSONALBYTES] = "mh-seal-stream";

typedef struct {
  guint8  bytes[MAX_HEAD_BYTES];
  gsize   length;
  guint16 version;
  guint32 part_bytes;
} Head;

/* One direction at work. */
typedef struct {
  crypto_secretstream_xchacha20poly1305_state state;
  Head                                        head;
  MhSealedLabel                              *label;       /* (owned) (nullable) when reading */
  guint8                                     *plain;       /* (owned) one part */
  guint8                                     *sealed;      /* (owned) one part */
  guint32                                     part_bytes;
  guint32                                     number;
  guint64                                     done;
  guint64                                     total;
  const MhSealedWatch                        *watch;
} Work;

static void
work_clear (Work *work)
{
  sodium_memzero (&work->state, sizeof work->state);
  if (work->plain != NULL)
    sodium_memzero (work->plain, work->part_bytes);
  g_free (work->plain);
  g_free (work->sealed);
  g_clear_pointer (&work->label, mh_sealed_label_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
start_sodium (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE,
                       _("This computer gives no safe random numbers, so nothing can be encrypted. Tell the people who look after it."));

  return FALSE;
}

static gboolean
fail (GError    **error,
      int         code,
      const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, code, sentence);

  return FALSE;
}

static gboolean
fail_short (GError **error)
{
  return fail (error, MH_ERROR_STORAGE,
               _("The backup ends too early: a part of it is missing. It was probably not copied to the end. Use another backup."));
}

static gboolean
fail_damaged (GError **error)
{
  return fail (error, MH_ERROR_STORAGE,
               _("The backup was damaged or changed after it was written. Use another backup."));
}

/* What the disk said, as a sentence. Being called off stays what it is. */
static gboolean
fail_stream (GError **error,
             GError  *cause,
             gboolean writing)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, cause);
    return FALSE;
  }

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE,
                         _("There is no room left on the disk for the backup. Make room there or choose another folder."));
  else
    g_set_error (error, MH_ERROR, MH_ERROR_STORAGE,
                 writing ? _("The backup could not be written (%s). Check that the disk is connected.")
                         : _("The backup could not be read (%s). Check that the disk is connected."), cause->message);
  g_error_free (cause);

  return FALSE;
}

static void
put_number (guint8 *at,
            guint64 value,
            gsize   n_bytes)
{
  for (gsize i = n_bytes; i > 0; i--) {
    at[i - 1] = (guint8) (value & 0xff);
    value >>= 8;
  }
}

static guint64
take_number (const guint8 *at,
             gsize         n_bytes)
{
  guint64 value = 0;

  for (gsize i = 0; i < n_bytes; i++)
    value = value << 8 | at[i];

  return value;
}

static void
compute_key_id (const MhSealedKey *key,
                guint8            *out_id)
{
  guint8 long_id[16];

  crypto_generichash_blake2b_salt_personal (long_id, sizeof long_id, NULL, 0, key->bytes, sizeof key->bytes, NULL, purpose_id);
  memcpy (out_id, long_id, KEY_ID_BYTES);
}

static void
compute_stream_key (const MhSealedKey *key,
                    const guint8      *salt,
                    guint8            *out_key)
{
  crypto_generichash_blake2b_salt_personal (out_key, crypto_secretstream_xchacha20poly1305_KEYBYTES, NULL, 0,
                                            key->bytes, sizeof key->bytes, salt, purpose_stream);
}

static void
compute_sum (const Head *head,
             guint8     *out_sum)
{
  crypto_generichash_blake2b (out_sum, SUM_BYTES, head->bytes, head->length - SUM_BYTES, NULL, 0);
}

/* What a part is bound to beside its own bytes. */
static void
fill_bond (const Work *work,
           guint8     *bond)
{
  memcpy (bond, work->head.bytes + work->head.length - SUM_BYTES, SUM_BYTES);
  put_number (bond + SUM_BYTES, work->number, 4);
}

static void
tell (Work *work)
{
  if (work->watch != NULL && work->watch->progress != NULL)
    work->watch->progress (work->done, work->total, work->watch->user_data);
}

static GCancellable *
get_cancellable (const Work *work)
{
  return work->watch != NULL ? work->watch->cancellable : NULL;
}

static gboolean
write_bytes (Work          *work,
             GOutputStream *stream,
             const guint8  *bytes,
             gsize          length,
             GError       **error)
{
  GError *cause = NULL;

  return g_output_stream_write_all (stream, bytes, length, NULL, get_cancellable (work), &cause) || fail_stream (error, cause, TRUE);
}

static gboolean
read_bytes (Work         *work,
            GInputStream *stream,
            guint8       *bytes,
            gsize         length,
            gsize        *out_read,
            GError      **error)
{
  GError *cause = NULL;

  return g_input_stream_read_all (stream, bytes, length, out_read, get_cancellable (work), &cause) || fail_stream (error, cause, FALSE);
}

static void
allocate (Work   *work,
          guint32 part_bytes)
{
  work->part_bytes = part_bytes;
  work->plain = g_malloc (part_bytes);
  work->sealed = g_malloc (FRAME_BYTES + part_bytes + crypto_secretstream_xchacha20poly1305_ABYTES);
}

/* Fills the head and begins the stream. */
static void
begin_writing (Work              *work,
               const MhSealedKey *key,
               const char        *town,
               gint64             made_at)
{
  Head *head = &work->head;
  gsize town_bytes = strlen (town);
  guint8 *stream_head = head->bytes + TOWN_AT + town_bytes;
  guint8 stream_key[crypto_secretstream_xchacha20poly1305_KEYBYTES];

  head->length = TOWN_AT + town_bytes + crypto_secretstream_xchacha20poly1305_HEADERBYTES + SUM_BYTES;
  memcpy (head->bytes, MAGIC, MAGIC_BYTES);
  put_number (head->bytes + 8, VERSION, 2);
  put_number (head->bytes + 10, head->length, 2);
  compute_key_id (key, head->bytes + 12);
  randombytes_buf (head->bytes + 20, SALT_BYTES);
  put_number (head->bytes + 36, (guint64) made_at, 8);
  put_number (head->bytes + 44, work->total, 8);
  put_number (head->bytes + 52, PART_BYTES, 4);
  put_number (head->bytes + 56, town_bytes, 1);
  memcpy (head->bytes + TOWN_AT, town, town_bytes);

  compute_stream_key (key, head->bytes + 20, stream_key);
  crypto_secretstream_xchacha20poly1305_init_push (&work->state, stream_head, stream_key);
  sodium_memzero (stream_key, sizeof stream_key);
  compute_sum (head, head->bytes + head->length - SUM_BYTES);
}

static gboolean
write_part (Work          *work,
            GInputStream  *plain,
            GOutputStream *sealed,
            GError       **error)
{
  gsize wanted = (gsize) MIN ((guint64) work->part_bytes, work->total - work->done);
  gboolean is_last = work->done + wanted == work->total;
  guint8 bond[SUM_BYTES + 4];
  gsize n_read;

  if (g_cancellable_set_error_if_cancelled (get_cancellable (work), error) ||
      !read_bytes (work, plain, work->plain, wanted, &n_read, error))
    return FALSE;
  if (n_read != wanted)
    return fail (error, MH_ERROR_STORAGE, _("What was to be backed up could not be read to its end. Try again."));

  fill_bond (work, bond);
  put_number (work->sealed, work->number, 4);
  put_number (work->sealed + 4, wanted + crypto_secretstream_xchacha20poly1305_ABYTES, 4);
  crypto_secretstream_xchacha20poly1305_push (&work->state, work->sealed + FRAME_BYTES, NULL, work->plain, wanted,
                                              bond, sizeof bond,
                                              is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                      : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  work->done += wanted;
  work->number++;
  tell (work);

  return write_bytes (work, sealed, work->sealed, FRAME_BYTES + wanted + crypto_secretstream_xchacha20poly1305_ABYTES, error);
}

/* The fields in front of the town, which every version has. */
static gboolean
read_front (Work         *work,
            GInputStream *stream,
            GError      **error)
{
  Head *head = &work->head;
  gsize n_read;

  if (!read_bytes (work, stream, head->bytes, TOWN_AT, &n_read, error))
    return FALSE;

  if (n_read < MAGIC_BYTES || memcmp (head->bytes, MAGIC, MAGIC_BYTES) != 0)
    return fail (error, MH_ERROR_INVALID, _("This file is not a backup of the program. Choose another file."));
  if (n_read < TOWN_AT)
    return fail_short (error);

  head->version = (guint16) take_number (head->bytes + 8, 2);
  head->length = (gsize) take_number (head->bytes + 10, 2);
  head->part_bytes = (guint32) take_number (head->bytes + 52, 4);

  if (head->version > VERSION)
    return fail (error, MH_ERROR_TOO_NEW,
                 _("The backup was written by a newer version of the program. Install that version, then try again."));

  return TRUE;
}

static gboolean
read_head (Work         *work,
           GInputStream *stream,
           GError      **error)
{
  Head *head = &work->head;
  guint8 sum[SUM_BYTES];
  gsize town_bytes, n_read;

  if (!read_front (work, stream, error))
    return FALSE;

  town_bytes = head->bytes[TOWN_AT - 1];
  if (head->version != VERSION || town_bytes == 0 ||
      head->length != TOWN_AT + town_bytes + crypto_secretstream_xchacha20poly1305_HEADERBYTES + SUM_BYTES)
    return fail_damaged (error);

  if (!read_bytes (work, stream, head->bytes + TOWN_AT, head->length - TOWN_AT, &n_read, error))
    return FALSE;
  if (n_read < head->length - TOWN_AT)
    return fail_short (error);

  compute_sum (head, sum);
  if (sodium_memcmp (sum, head->bytes + head->length - SUM_BYTES, SUM_BYTES) != 0 ||
      head->part_bytes == 0 || head->part_bytes > MAX_PART_BYTES ||
      !g_utf8_validate ((const char *) head->bytes + TOWN_AT, (gssize) town_bytes, NULL))
    return fail_damaged (error);

  work->label = g_new0 (MhSealedLabel, 1);
  work->label->town = g_strndup ((const char *) head->bytes + TOWN_AT, town_bytes);
  work->label->made_at = (gint64) take_number (head->bytes + 36, 8);
  work->label->size = take_number (head->bytes + 44, 8);
  memcpy (work->label->key_id, head->bytes + 12, KEY_ID_BYTES);
  work->total = work->label->size;

  return TRUE;
}

static gboolean
begin_reading (Work              *work,
               const MhSealedKey *key,
               GError           **error)
{
  const guint8 *stream_head = work->head.bytes + work->head.length - SUM_BYTES - crypto_secretstream_xchacha20poly1305_HEADERBYTES;
  guint8 stream_key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  int failed;

  if (!mh_sealed_label_fits (work->label, key))
    return fail (error, MH_ERROR_REFUSED,
                 _("The key does not fit this backup. Type the recovery key from the sheet that was printed for this town."));

  compute_stream_key (key, work->head.bytes + 20, stream_key);
  failed = crypto_secretstream_xchacha20poly1305_init_pull (&work->state, stream_head, stream_key);
  sodium_memzero (stream_key, sizeof stream_key);

  return failed == 0 || fail_damaged (error);
}

/* A part's number and length. The length of each follows from the head. */
static gboolean
read_frame (Work         *work,
            GInputStream *sealed,
            gsize         wanted,
            GError      **error)
{
  guint8 frame[FRAME_BYTES];
  gsize n_read;

  if (!read_bytes (work, sealed, frame, FRAME_BYTES, &n_read, error))
    return FALSE;
  if (n_read < FRAME_BYTES)
    return fail_short (error);

  if (take_number (frame, 4) != work->number)
    return fail (error, MH_ERROR_STORAGE,
                 _("The parts of the backup are not in the order in which they were written. Use another backup."));

  return take_number (frame + 4, 4) == wanted + crypto_secretstream_xchacha20poly1305_ABYTES || fail_damaged (error);
}

static gboolean
read_part (Work          *work,
           GInputStream  *sealed,
           GOutputStream *plain,
           GError       **error)
{
  gsize wanted = (gsize) MIN ((guint64) work->part_bytes, work->total - work->done);
  gboolean is_last = work->done + wanted == work->total;
  guint8 bond[SUM_BYTES + 4];
  guint8 tag;
  gsize n_read;

  if (g_cancellable_set_error_if_cancelled (get_cancellable (work), error) || !read_frame (work, sealed, wanted, error) ||
      !read_bytes (work, sealed, work->sealed, wanted + crypto_secretstream_xchacha20poly1305_ABYTES, &n_read, error))
    return FALSE;
  if (n_read < wanted + crypto_secretstream_xchacha20poly1305_ABYTES)
    return fail_short (error);

  fill_bond (work, bond);
  if (crypto_secretstream_xchacha20poly1305_pull (&work->state, work->plain, NULL, &tag, work->sealed, n_read,
                                                  bond, sizeof bond) != 0 ||
      (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != is_last)
    return fail_damaged (error);

  work->done += wanted;
  work->number++;
  tell (work);

  return write_bytes (work, plain, work->plain, wanted, error);
}

static gboolean
check_end (Work         *work,
           GInputStream *sealed,
           GError      **error)
{
  guint8 byte;
  gsize n_read;

  if (!read_bytes (work, sealed, &byte, 1, &n_read, error))
    return FALSE;

  return n_read == 0 ||
         fail (error, MH_ERROR_STORAGE, _("There is more in the file than the backup that was written. Use another backup."));
}

/**
 * mh_sealed_key_make:
 * @out_key: (out): a new key
 *
 * Makes a key by chance alone.
 */
void
mh_sealed_key_make (MhSealedKey *out_key)
{
  g_return_if_fail (out_key != NULL);

  if (sodium_init () < 0)
    g_error ("The system gives no random numbers");
  randombytes_buf (out_key->bytes, sizeof out_key->bytes);
}

/**
 * mh_sealed_key_clear:
 * @key: a key
 *
 * Overwrites the key in a way that the compiler keeps.
 */
void
mh_sealed_key_clear (MhSealedKey *key)
{
  g_return_if_fail (key != NULL);

  sodium_memzero (key->bytes, sizeof key->bytes);
}

/**
 * mh_sealed_label_free:
 * @label: a label
 */
void
mh_sealed_label_free (MhSealedLabel *label)
{
  g_free (label->town);
  g_free (label);
}

/**
 * mh_sealed_label_fits:
 * @label: what stands on a sealed file
 * @key: a key
 *
 * Returns: whether the file was sealed with @key
 */
gboolean
mh_sealed_label_fits (const MhSealedLabel *label,
                      const MhSealedKey   *key)
{
  guint8 id[KEY_ID_BYTES];

  g_return_val_if_fail (label != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  compute_key_id (key, id);

  return sodium_memcmp (id, label->key_id, KEY_ID_BYTES) == 0;
}

/**
 * mh_sealed_file_write:
 * @plain: what is sealed
 * @size: how many bytes of it, all that there are
 * @sealed: where to
 * @key: the key
 * @town: the installation, 1 to 255 bytes; legible on the file
 * @made_at: ms since 1970 UTC; legible on the file
 * @watch: (nullable): who looks on
 * @error: MH_ERROR_STORAGE, MH_ERROR_UNAVAILABLE, G_IO_ERROR_CANCELLED
 *
 * Seals part by part, so that memory does not grow with @size.
 *
 * Returns: whether all of it was written; what stands in @sealed otherwise is no sealed file
 */
gboolean
mh_sealed_file_write (GInputStream        *plain,
                      guint64              size,
                      GOutputStream       *sealed,
                      const MhSealedKey   *key,
                      const char          *town,
                      gint64               made_at,
                      const MhSealedWatch *watch,
                      GError             **error)
{
  g_auto (Work) work = { .watch = watch, .total = size };

  g_return_val_if_fail (G_IS_INPUT_STREAM (plain), FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (sealed), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);
  g_return_val_if_fail (town != NULL && *town != '\0' && strlen (town) <= MAX_TOWN_BYTES, FALSE);

  if (!start_sodium (error))
    return FALSE;

  allocate (&work, PART_BYTES);
  begin_writing (&work, key, town, made_at);
  if (!write_bytes (&work, sealed, work.head.bytes, work.head.length, error))
    return FALSE;

  /* What is empty is one empty part: the end is always said. */
  do {
    if (!write_part (&work, plain, sealed, error))
      return FALSE;
  } while (work.done < work.total);

  return TRUE;
}

/**
 * mh_sealed_file_read:
 * @sealed: a sealed file
 * @plain: where its content goes
 * @key: the key
 * @watch: (nullable): who looks on
 * @error: MH_ERROR_INVALID for another kind of file, MH_ERROR_TOO_NEW, MH_ERROR_REFUSED for another key, MH_ERROR_STORAGE for one
 *   that was cut, changed, reordered or cannot be read, G_IO_ERROR_CANCELLED
 *
 * Each part is written only after it was found to be as it was sealed; that nothing is missing is known at the end. So @plain may be
 * used only when this returns %TRUE.
 *
 * Returns: whether all of it was read
 */
gboolean
mh_sealed_file_read (GInputStream        *sealed,
                     GOutputStream       *plain,
                     const MhSealedKey   *key,
                     const MhSealedWatch *watch,
                     GError             **error)
{
  g_auto (Work) work = { .watch = watch };

  g_return_val_if_fail (G_IS_INPUT_STREAM (sealed), FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (plain), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (!start_sodium (error) || !read_head (&work, sealed, error) || !begin_reading (&work, key, error))
    return FALSE;

  allocate (&work, work.head.part_bytes);
  do {
    if (!read_part (&work, sealed, plain, error))
      return FALSE;
  } while (work.done < work.total);

  return check_end (&work, sealed, error);
}

/**
 * mh_sealed_file_is:
 * @path: a file
 *
 * Returns: whether it begins as a sealed file does
 */
gboolean
mh_sealed_file_is (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  char magic[MAGIC_BYTES];
  gsize n_read = 0;

  g_return_val_if_fail (path != NULL, FALSE);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, NULL);

  return stream != NULL &&
         g_input_stream_read_all (G_INPUT_STREAM (stream), magic, sizeof magic, &n_read, NULL, NULL) &&
         n_read == sizeof magic && memcmp (magic, MAGIC, sizeof magic) == 0;
}

/**
 * mh_sealed_file_read_label:
 * @path: a sealed file
 * @error: MH_ERROR_NOT_FOUND, else as of mh_sealed_file_read()
 *
 * Reads what stands on the outside. It cannot be trusted before the file was read with its key.
 *
 * Returns: (transfer full): the label
 */
MhSealedLabel *
mh_sealed_file_read_label (const char *path,
                           GError    **error)
{
  g_auto (Work) work = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!start_sodium (error))
    return NULL;

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, &cause);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_clear_error (&cause);
    fail (error, MH_ERROR_NOT_FOUND, _("The backup is not there any more. Check that the disk is connected."));
    return NULL;
  }
  if (stream == NULL) {
    fail_stream (error, cause, FALSE);
    return NULL;
  }

  return read_head (&work, G_INPUT_STREAM (stream), error) ? g_steal_pointer (&work.label) : NULL;
}
