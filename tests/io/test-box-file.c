/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-box-file"

#include "mh-box-file.h"

#include <locale.h>
#include <string.h>

#include "mh-error.h"

#define TOWN "3f0c5a0e-6a53-4c0e-9d7f-2a1d7a54c001"
#define MADE_AT G_GINT64_CONSTANT (1792454400000)
#define LINE_ID "U0123456789abcdef0123456789abcdef"

static MhBoxSecret
make_secret (guint8 first)
{
  MhBoxSecret secret;

  for (guint i = 0; i < sizeof secret.bytes; i++)
    secret.bytes[i] = (guint8) (first + i);

  return secret;
}

/* The key between the computers @own and @other as @own comes to it. */
static MhSealedKey
agree (guint8   own,
       guint8   other,
       MhBoxWay way)
{
  MhBoxSecret secret = make_secret (own), others = make_secret (other);
  g_autoptr (GError) error = NULL;
  MhBoxPublic public;
  MhSealedKey key;

  mh_box_secret_get_public (&others, &public);
  g_assert_true (mh_box_key_agree (&secret, &public, way, &key, &error));
  g_assert_no_error (error);

  return key;
}

static MhBoxContent *
make_content (MhBoxWay way)
{
  MhBoxContent *content = mh_box_content_new (way);
  MhBoxRow *row = mh_box_content_add (content);

  content->ref = g_strdup ("12345678-1792540800");
  content->made_at = MADE_AT;
  row->ref = g_strdup ("12345678-1792540800");
  row->by_line = TRUE;
  row->to = g_strdup (LINE_ID);
  row->text = g_strdup ("明日は健診の日です。\n「会場」へ、おいでください。");
  row->not_before = MADE_AT + 1;
  row->hours = MH_BOX_HOURS_BROADCAST;
  row->state = g_strdup ("undelivered");
  row->code = g_strdup ("rejected");
  row->at = MADE_AT + 2;

  row = mh_box_content_add (content);
  row->ref = g_strdup ("87654321-1792540801");
  row->to = g_strdup ("09012345678");
  row->text = g_strdup ("空きが出ました。");
  row->hours = MH_BOX_HOURS_OFFER;
  row->state = g_strdup ("accepted");

  return content;
}

static GBytes *
seal (MhBoxWay way)
{
  g_autoptr (MhBoxContent) content = make_content (way);
  MhSealedKey key = agree (1, 101, way);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = mh_box_file_seal (content, &key, TOWN, &error);

  g_assert_no_error (error);

  return bytes;
}

static void
test_both_ways (void)
{
  for (int way = MH_BOX_WAY_OUT; way <= MH_BOX_WAY_BACK; way++) {
    g_autoptr (GBytes) bytes = seal ((MhBoxWay) way);
    MhSealedKey key = agree (101, 1, (MhBoxWay) way);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBoxContent) content = mh_box_file_open (bytes, &key, (MhBoxWay) way, &error);
    const MhBoxRow *row;

    g_assert_no_error (error);
    g_assert_cmpstr (content->ref, ==, "12345678-1792540800");
    g_assert_cmpint (content->made_at, ==, MADE_AT);
    g_assert_cmpuint (content->rows->len, ==, 2);
    row = g_ptr_array_index (content->rows, 0);
    g_assert_cmpstr (row->ref, ==, "12345678-1792540800");
    if (way == MH_BOX_WAY_OUT) {
      g_assert_true (row->by_line);
      g_assert_cmpstr (row->to, ==, LINE_ID);
      g_assert_cmpstr (row->text, ==, "明日は健診の日です。\n「会場」へ、おいでください。");
      g_assert_cmpint (row->not_before, ==, MADE_AT + 1);
      g_assert_cmpint (row->hours, ==, MH_BOX_HOURS_BROADCAST);
    } else {
      g_assert_cmpstr (row->state, ==, "undelivered");
      g_assert_cmpstr (row->code, ==, "rejected");
      g_assert_cmpint (row->at, ==, MADE_AT + 2);
      g_assert_null (((MhBoxRow *) g_ptr_array_index (content->rows, 1))->code);
    }
  }
}

static void
assert_fails (GBytes  *bytes,
              guint8   own,
              guint8   other,
              MhBoxWay way,
              int      code)
{
  MhSealedKey key = agree (own, other, way);
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_box_file_open (bytes, &key, way, &error));
  g_assert_error (error, MH_ERROR, code);
}

static void
test_others_key (void)
{
  g_autoptr (GBytes) bytes = seal (MH_BOX_WAY_OUT);

  /* Made by somebody else, meant for somebody else, or by the public halves alone. */
  assert_fails (bytes, 101, 2, MH_BOX_WAY_OUT, MH_ERROR_REFUSED);
  assert_fails (bytes, 102, 1, MH_BOX_WAY_OUT, MH_ERROR_REFUSED);
  assert_fails (bytes, 101, 101, MH_BOX_WAY_OUT, MH_ERROR_REFUSED);
}

/* A file of one way under the head of the other one, and plainly as it is. */
static void
test_handed_back (void)
{
  g_autoptr (GBytes) bytes = seal (MH_BOX_WAY_OUT);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strdup_printf ("machihoken-box-results 1%s", strchr (data, '\n'));
  g_autoptr (GBytes) other = g_bytes_new (text, strlen (text));

  assert_fails (bytes, 1, 101, MH_BOX_WAY_BACK, MH_ERROR_INVALID);
  assert_fails (other, 1, 101, MH_BOX_WAY_BACK, MH_ERROR_REFUSED);
}

/* Each letter of the file in turn becomes another one. */
static void
test_changed (void)
{
  g_autoptr (GBytes) bytes = seal (MH_BOX_WAY_OUT);
  MhSealedKey key = agree (101, 1, MH_BOX_WAY_OUT);
  g_autofree char *same = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (MhBoxContent) whole = make_content (MH_BOX_WAY_OUT);

  same = mh_box_content_write (whole);
  for (gsize i = 0; i < length; i++) {
    g_autofree char *text = g_strndup (data, length);
    g_autoptr (GBytes) changed = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBoxContent) content = NULL;

    text[i] = text[i] == 'A' ? 'B' : 'A';
    changed = g_bytes_new (text, length);
    content = mh_box_file_open (changed, &key, MH_BOX_WAY_OUT, &error);
    /* Some letters hold bits that base64 does not use; a line may end elsewhere. */
    if (content != NULL) {
      g_autofree char *read = mh_box_content_write (content);

      g_assert_cmpstr (read, ==, same);
    } else {
      g_assert_true (error->domain == MH_ERROR);
    }
  }
}

static void
test_cut_off (void)
{
  g_autoptr (GBytes) bytes = seal (MH_BOX_WAY_OUT);
  gsize length = g_bytes_get_size (bytes);

  for (gsize i = 0; i + 1 < length; i++) {
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, i);

    assert_fails (cut, 101, 1, MH_BOX_WAY_OUT, i < strlen ("machihoken-box 1") ? MH_ERROR_INVALID : MH_ERROR_STORAGE);
  }
}

/* As gates and editors change a text file. */
static void
test_line_ends (void)
{
  g_autoptr (GBytes) bytes = seal (MH_BOX_WAY_OUT);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", joined, "\r\n\r\n", NULL);
  g_autoptr (GBytes) other = g_bytes_new (marked, strlen (marked));
  MhSealedKey key = agree (101, 1, MH_BOX_WAY_OUT);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBoxContent) content = mh_box_file_open (other, &key, MH_BOX_WAY_OUT, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (content->rows->len, ==, 2);
}

/* What stands in the place of the text that was sealed. */
static void
test_content (void)
{
  static const char good[] =
    "{\"version\":1,\"way\":\"out\",\"box\":\"b\",\"made-at\":1,\"practice\":false,\"rows\":[%s]}";
  static const char row[] =
    "{\"ref\":\"12345678-1792540800\",\"by\":\"sms\",\"to\":\"09012345678\",\"text\":\"x\",\"not-before\":0,\"hours\":\"any\"}";
  static const struct {
    const char *from;
    const char *to;    /* NULL: as it is */
    int         code;  /* -1: good */
  } cases[] = {
    { "x", NULL, -1 },
    { "\"text\":\"x\"", "\"text\":\"\"", MH_ERROR_INVALID },
    { "\"text\":\"x\"", "\"text\":\"x\",\"name\":\"滝上花子\"", MH_ERROR_INVALID },
    { "\"made-at\":1", "\"made-at\":1,\"town\":\"x\"", MH_ERROR_INVALID },
    { "\"made-at\":1", "\"made-at\":-1", MH_ERROR_INVALID },
    { "\"made-at\":1", "\"made-at\":\"1\"", MH_ERROR_INVALID },
    { "\"practice\":false", "\"practice\":0", MH_ERROR_INVALID },
    { "\"version\":1", "\"version\":2", MH_ERROR_TOO_NEW },
    { "\"version\":1", "\"version\":0", MH_ERROR_INVALID },
    { "\"way\":\"out\"", "\"way\":\"back\"", MH_ERROR_INVALID },
    { "09012345678", "0158290000", MH_ERROR_INVALID },
    { "09012345678", "090-1234-5678", MH_ERROR_INVALID },
    { "\"by\":\"sms\"", "\"by\":\"line\"", MH_ERROR_INVALID },
    { "\"by\":\"sms\"", "\"by\":\"mail\"", MH_ERROR_INVALID },
    { "\"hours\":\"any\"", "\"hours\":\"night\"", MH_ERROR_INVALID },
    { "12345678-1792540800", "12345678", MH_ERROR_INVALID },
    { "12345678-1792540800", "12345678-0792540800", MH_ERROR_INVALID },
    { "12345678-1792540800", "12345678-179254080099", MH_ERROR_INVALID },
    { "[{", "[3,{", MH_ERROR_INVALID },
    { "}]", "}", MH_ERROR_INVALID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf (good, row);
    g_auto (GStrv) parts = cases[i].to != NULL ? g_strsplit (text, cases[i].from, 2) : NULL;
    g_autofree char *changed = parts != NULL ? g_strjoinv (cases[i].to, parts) : g_strdup (text);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhBoxContent) content = mh_box_content_read (changed, -1, MH_BOX_WAY_OUT, &error);

    g_test_message ("%s", changed);
    if (cases[i].code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, MH_ERROR, cases[i].code);
  }
}

static void
test_nothing_twice (void)
{
  g_autoptr (MhBoxContent) content = make_content (MH_BOX_WAY_OUT);
  MhBoxRow *row = g_ptr_array_index (content->rows, 1);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_free (row->ref);
  row->ref = g_strdup (((MhBoxRow *) g_ptr_array_index (content->rows, 0))->ref);
  text = mh_box_content_write (content);
  g_assert_null (mh_box_content_read (text, -1, MH_BOX_WAY_OUT, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

static void
test_card (void)
{
  MhBoxSecret secret = make_secret (1), again;
  MhBoxCard card = { .role = MH_BOX_ROLE_SENDER }, read;
  g_autofree char *kept = mh_box_secret_write (&secret);
  g_autofree char *text = NULL;
  g_autofree char *digits = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mh_box_secret_read (kept, &again, &error));
  g_assert_cmpmem (again.bytes, sizeof again.bytes, secret.bytes, sizeof secret.bytes);
  g_assert_false (mh_box_secret_read ("AAAA", &again, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_clear_error (&error);

  mh_box_secret_get_public (&secret, &card.key);
  text = mh_box_card_write (&card);
  g_assert_true (mh_box_card_read (text, &read, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read.role, ==, MH_BOX_ROLE_SENDER);
  g_assert_false (read.practice);
  g_assert_cmpmem (read.key.bytes, sizeof read.key.bytes, card.key.bytes, sizeof card.key.bytes);

  digits = mh_box_public_fingerprint (&card.key);
  g_assert_cmpuint (strlen (digits), ==, 6 * 4 + 5);
  for (gsize i = 0; text[i + 1] != '\0'; i++) {
    g_autofree char *changed = g_strdup (text);

    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    g_assert_false (mh_box_card_read (changed, &read, NULL));
  }

  g_assert_false (mh_box_card_read ("machihoken-box-key 2 whatever", &read, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_TOO_NEW);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/box-file/both-computers-read-what-the-other-sealed", test_both_ways);
  g_test_add_func ("/box-file/a-box-of-anybody-else-is-refused", test_others_key);
  g_test_add_func ("/box-file/a-file-handed-back-to-its-maker-is-refused", test_handed_back);
  g_test_add_func ("/box-file/no-changed-letter-changes-what-is-read", test_changed);
  g_test_add_func ("/box-file/a-cut-file-is-refused", test_cut_off);
  g_test_add_func ("/box-file/line-ends-and-a-mark-in-front-do-no-harm", test_line_ends);
  g_test_add_func ("/box-file/what-is-not-meant-to-stand-in-it-is-refused", test_content);
  g_test_add_func ("/box-file/a-message-stands-in-it-once", test_nothing_twice);
  g_test_add_func ("/box-file/a-card-tells-a-typing-mistake", test_card);

  return g_test_run ();
}
