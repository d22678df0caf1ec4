/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-sealed-file"

#include "mh-sealed-file.h"

#include <locale.h>
#include <string.h>

#include "mh-error.h"
#include "mh-test-utils.h"

#define TOWN "3f0c5a0e-6a53-4c0e-9d7f-2a1d7a54c001"
#define MADE_AT G_GINT64_CONSTANT (1792454400000)
#define PART 65536
#define HEAD (57 + 36 + 24 + 16)
#define FRAMED (8 + PART + 17)

/* A file sealed by version 1 with the key 00 01 02 … 1f. Every later version reads it. */
static const char version_1[] =
  "4d485345414c0d0a00010085a851603af3b91a044c8837fad55e62108aa25b95160a7cf1000001a1569b980000000000000000100001000024336630"
  "63356130652d366135332d346330652d396437662d3261316437613534633030319f58edc6aecb19a6bbffd63aa628ca75abc8d8d9721f835b270f62"
  "641cc24498ffbf2152bece085c00000000000000210e0e47fa29d2ae4a06c7f6e1f99ba644a00ace038e1f8bdee08b2c71d9c8136804";
static const char version_1_plain[] = "まちほけん\n";

static MhSealedKey
make_key (guint8 first)
{
  MhSealedKey key;

  for (guint i = 0; i < sizeof key.bytes; i++)
    key.bytes[i] = (guint8) (first + i);

  return key;
}

static GBytes *
make_plain (gsize length)
{
  guint8 *bytes = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) (i * 7 + i / 256);

  return g_bytes_new_take (bytes, length);
}

static GBytes *
seal (GBytes              *plain,
      const MhSealedWatch *watch,
      GError             **error)
{
  g_autoptr (GInputStream) from = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GOutputStream) to = g_memory_output_stream_new_resizable ();
  MhSealedKey key = make_key (0);

  if (!mh_sealed_file_write (from, g_bytes_get_size (plain), to, &key, TOWN, MADE_AT, watch, error))
    return NULL;

  g_output_stream_close (to, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (to));
}

static GBytes *
unseal (GBytes              *sealed,
        guint8               first,
        const MhSealedWatch *watch,
        GError             **error)
{
  g_autoptr (GInputStream) from = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GOutputStream) to = g_memory_output_stream_new_resizable ();
  MhSealedKey key = make_key (first);

  if (!mh_sealed_file_read (from, to, &key, watch, error))
    return NULL;

  g_output_stream_close (to, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (to));
}

static void
test_lengths (void)
{
  static const gsize lengths[] = { 0, 1, PART - 1, PART, PART + 1, 3 * PART, 3 * PART + 17 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) plain = make_plain (lengths[i]);
    g_autoptr (GBytes) sealed = seal (plain, NULL, &error);
    g_autoptr (GBytes) again = NULL;

    g_assert_no_error (error);
    again = unseal (sealed, 0, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (plain, again));
  }
}

static void
test_secret (void)
{
  g_autoptr (GBytes) plain = g_bytes_new_static (version_1_plain, strlen (version_1_plain));
  g_autoptr (GBytes) first = seal (plain, NULL, NULL);
  g_autoptr (GBytes) second = seal (plain, NULL, NULL);
  gsize length;
  const char *bytes = g_bytes_get_data (first, &length);

  g_assert_null (g_strstr_len (bytes, (gssize) length, "まち"));
  g_assert_false (g_bytes_equal (first, second));
}

static GBytes *
read_hex (const char *hex)
{
  gsize n = strlen (hex) / 2;
  guint8 *bytes = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[i * 2]) << 4 | g_ascii_xdigit_value (hex[i * 2 + 1]));

  return g_bytes_new_take (bytes, n);
}

static void
test_vector (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed = read_hex (version_1);
  g_autoptr (GBytes) expected = g_bytes_new_static (version_1_plain, strlen (version_1_plain));
  g_autoptr (GBytes) plain = unseal (sealed, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, expected));
}

static void
test_label (void)
{
  g_autofree char *dir = mh_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "sealed", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = make_plain (12345);
  g_autoptr (GBytes) sealed = seal (plain, NULL, NULL);
  g_autoptr (MhSealedLabel) label = NULL;
  MhSealedKey key = make_key (0), other = make_key (1);

  g_assert_false (mh_sealed_file_is (path));
  g_assert_null (mh_sealed_file_read_label (path, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (sealed, NULL), (gssize) g_bytes_get_size (sealed), NULL));
  g_assert_true (mh_sealed_file_is (path));
  label = mh_sealed_file_read_label (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (label->town, ==, TOWN);
  g_assert_cmpint (label->made_at, ==, MADE_AT);
  g_assert_cmpuint (label->size, ==, 12345);
  g_assert_true (mh_sealed_label_fits (label, &key));
  g_assert_false (mh_sealed_label_fits (label, &other));

  g_assert_true (g_file_set_contents (path, "宛名番号,氏名\n", -1, NULL));
  g_assert_false (mh_sealed_file_is (path));
  mh_test_remove_dir (dir);
}

/* What can become of a file. Each gets the sealed bytes, of four parts, and their length. */

typedef void (*Spoil) (GByteArray *bytes);

static void
spoil_kind (GByteArray *bytes)
{
  bytes->data[0] ^= 1;
}

static void
spoil_line_ends (GByteArray *bytes)
{
  g_byte_array_remove_index (bytes, 6);
}

static void
spoil_version (GByteArray *bytes)
{
  bytes->data[9] = 2;
}

static void
spoil_town (GByteArray *bytes)
{
  bytes->data[60] ^= 1;
}

static void
spoil_part_size (GByteArray *bytes)
{
  memset (bytes->data + 52, 0xff, 4);
}

static void
spoil_bit (GByteArray *bytes)
{
  bytes->data[HEAD + FRAMED + 1000] ^= 4;
}

static void
spoil_length (GByteArray *bytes)
{
  bytes->data[HEAD + 7] ^= 1;
}

static void
spoil_order (GByteArray *bytes)
{
  g_autofree guint8 *part = g_memdup2 (bytes->data + HEAD, FRAMED);

  memcpy (bytes->data + HEAD, bytes->data + HEAD + FRAMED, FRAMED);
  memcpy (bytes->data + HEAD + FRAMED, part, FRAMED);
}

/* Whoever swaps parts may write their numbers anew. */
static void
spoil_order_by_hand (GByteArray *bytes)
{
  spoil_order (bytes);
  bytes->data[HEAD + 3] = 0;
  bytes->data[HEAD + FRAMED + 3] = 1;
}

static void
spoil_middle (GByteArray *bytes)
{
  g_byte_array_remove_range (bytes, HEAD + FRAMED, FRAMED);
}

static void
spoil_end (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len - 1);
}

static void
spoil_last_part (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, HEAD + 3 * FRAMED);
}

static void
spoil_head (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 70);
}

static void
spoil_more (GByteArray *bytes)
{
  g_byte_array_append (bytes, (const guint8 *) "x", 1);
}

static void
spoil_nothing (GByteArray *bytes)
{
}

typedef struct {
  const char *name;
  Spoil       spoil;
  guint8      key;
  int         code;
  const char *words;  /* of the sentence */
} Damage;

static const Damage damages[] = {
  { "another kind of file", spoil_kind, 0, MH_ERROR_INVALID, "not a backup" },
  { "a file carried as text", spoil_line_ends, 0, MH_ERROR_INVALID, "not a backup" },
  { "a file of a newer version", spoil_version, 0, MH_ERROR_TOO_NEW, "newer version" },
  { "a file whose town was changed", spoil_town, 0, MH_ERROR_STORAGE, "damaged or changed" },
  { "a file that asks for too much memory", spoil_part_size, 0, MH_ERROR_STORAGE, "damaged or changed" },
  { "a flipped bit", spoil_bit, 0, MH_ERROR_STORAGE, "damaged or changed" },
  { "a changed length", spoil_length, 0, MH_ERROR_STORAGE, "damaged or changed" },
  { "exchanged parts", spoil_order, 0, MH_ERROR_STORAGE, "not in the order" },
  { "exchanged parts with their numbers put right", spoil_order_by_hand, 0, MH_ERROR_STORAGE, "damaged or changed" },
  { "a part taken out", spoil_middle, 0, MH_ERROR_STORAGE, "not in the order" },
  { "a missing byte at the end", spoil_end, 0, MH_ERROR_STORAGE, "ends too early" },
  { "a missing last part", spoil_last_part, 0, MH_ERROR_STORAGE, "ends too early" },
  { "half a head", spoil_head, 0, MH_ERROR_STORAGE, "ends too early" },
  { "bytes behind the end", spoil_more, 0, MH_ERROR_STORAGE, "more in the file" },
  { "another key", spoil_nothing, 1, MH_ERROR_REFUSED, "does not fit" },
};

static void
test_damage (gconstpointer data)
{
  const Damage *damage = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = make_plain (3 * PART + 5000);
  g_autoptr (GByteArray) bytes = g_bytes_unref_to_array (seal (plain, NULL, NULL));
  g_autoptr (GBytes) spoilt = NULL;

  damage->spoil (bytes);
  spoilt = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_assert_null (unseal (spoilt, damage->key, NULL, &error));
  g_assert_error (error, MH_ERROR, damage->code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, damage->words));
}

/* Wherever a small file is cut or one of its bytes changed, it is refused. */
static void
test_every_byte (void)
{
  g_autoptr (GBytes) sealed = read_hex (version_1);
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);

  for (gsize i = 0; i < length; i++) {
    g_autoptr (GError) cut_error = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) cut = g_bytes_new (data, i);
    g_autofree guint8 *copy = g_memdup2 (data, length);
    g_autoptr (GBytes) changed = NULL;

    g_assert_null (unseal (cut, 0, NULL, &cut_error));
    g_assert_true (cut_error->domain == MH_ERROR);

    copy[i] ^= 0x20;
    changed = g_bytes_new_take (g_steal_pointer (&copy), length);
    g_assert_null (unseal (changed, 0, NULL, &error));
    g_assert_true (error->domain == MH_ERROR);
  }
}

typedef struct {
  guint         n_calls;
  guint64       done;
  guint64       total;
  GCancellable *cancellable;
} Seen;

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer user_data)
{
  Seen *seen = user_data;

  g_assert_cmpuint (done, >, seen->done);
  seen->n_calls++;
  seen->done = done;
  seen->total = total;
  if (seen->cancellable != NULL && seen->n_calls == 2)
    g_cancellable_cancel (seen->cancellable);
}

static void
test_watch (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = make_plain (3 * PART + 1);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Seen seen = { 0 }, stopped = { .cancellable = cancellable };
  MhSealedWatch watch = { NULL, progress_cb, &seen };
  MhSealedWatch stop = { cancellable, progress_cb, &stopped };

  sealed = seal (plain, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen.n_calls, ==, 4);
  g_assert_cmpuint (seen.done, ==, 3 * PART + 1);
  g_assert_cmpuint (seen.total, ==, 3 * PART + 1);

  g_assert_null (unseal (sealed, 0, &stop, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (stopped.n_calls, ==, 2);
}

/* The town's file became shorter while it was read. */
static void
test_short_plain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = make_plain (100);
  g_autoptr (GInputStream) from = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GOutputStream) to = g_memory_output_stream_new_resizable ();
  MhSealedKey key = make_key (0);

  g_assert_false (mh_sealed_file_write (from, 101, to, &key, TOWN, MADE_AT, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
}

/* Where there is no room, the sentence says so. */
static void
test_full (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = make_plain (2 * PART);
  g_autoptr (GInputStream) from = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/full");
  g_autoptr (GFileOutputStream) to = g_file_append_to (device, G_FILE_CREATE_NONE, NULL, NULL);
  MhSealedKey key = make_key (0);

  if (to == NULL) {
    g_test_skip ("there is no /dev/full here");
    return;
  }

  g_assert_false (mh_sealed_file_write (from, 2 * PART, G_OUTPUT_STREAM (to), &key, TOWN, MADE_AT, NULL, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "no room"));
}

/* MH_WRITE_VECTOR=1 shows a new file for a new version. */
static void
write_vector (void)
{
  g_autoptr (GBytes) plain = g_bytes_new_static (version_1_plain, strlen (version_1_plain));
  g_autoptr (GBytes) sealed = seal (plain, NULL, NULL);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (sealed, &length);

  for (gsize i = 0; i < length; i++)
    g_print ("%02x%s", bytes[i], i % 60 == 59 || i + 1 == length ? "\n" : "");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  if (g_getenv ("MH_WRITE_VECTOR") != NULL) {
    write_vector ();
    return 0;
  }
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/io/sealed-file/gives-back-every-length", test_lengths);
  g_test_add_func ("/io/sealed-file/shows-nothing-and-never-looks-the-same-twice", test_secret);
  g_test_add_func ("/io/sealed-file/of-version-1-is-read-for-ever", test_vector);
  g_test_add_func ("/io/sealed-file/says-on-the-outside-what-it-is", test_label);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++) {
    g_autofree char *path = g_strconcat ("/io/sealed-file/refuses/", damages[i].name, NULL);

    g_test_add_data_func (path, &damages[i], test_damage);
  }
  g_test_add_func ("/io/sealed-file/refuses/every-changed-byte-and-every-cut", test_every_byte);
  g_test_add_func ("/io/sealed-file/shows-progress-and-can-be-stopped", test_watch);
  g_test_add_func ("/io/sealed-file/is-not-written-from-half-a-town", test_short_plain);
  g_test_add_func ("/io/sealed-file/says-that-the-disk-is-full", test_full);

  return g_test_run ();
}
