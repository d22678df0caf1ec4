/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-recovery-key"

#include "mh-recovery-key.h"

#include <locale.h>
#include <string.h>

#include "mh-error.h"

/* The key 00 01 02 … 1f. What is printed today can be typed for ever. */
static const char printed[] =
  "AAACF AEAFU AHAJX AKAMC ANAPR ARATJ AUAWM AXAYN CACCC CECFX CHCJU CKCMF CNCPN CRCTM CUCWJ CXCYR";

static MhSealedKey
make_key (void)
{
  MhSealedKey key;

  for (guint i = 0; i < sizeof key.bytes; i++)
    key.bytes[i] = (guint8) i;

  return key;
}

static void
assert_key (const char *text)
{
  g_autoptr (GError) error = NULL;
  MhSealedKey key, expected = make_key ();

  g_assert_true (mh_recovery_key_read (text, &key, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (key.bytes, sizeof key.bytes, expected.bytes, sizeof expected.bytes);
}

static void
test_round (void)
{
  MhSealedKey key = make_key ();
  g_autofree char *text = mh_recovery_key_write (&key);

  g_assert_cmpstr (text, ==, printed);
  g_assert_cmpuint (strlen (text), ==, 16 * 5 + 15);

  for (guint i = 0; i < 50; i++) {
    g_autofree char *words = NULL;
    MhSealedKey made, again;

    mh_sealed_key_make (&made);
    words = mh_recovery_key_write (&made);
    g_assert_true (mh_recovery_key_read (words, &again, NULL));
    g_assert_cmpmem (made.bytes, sizeof made.bytes, again.bytes, sizeof again.bytes);
  }
}

static void
test_habits (void)
{
  g_autofree char *small = g_ascii_strdown (printed, -1);
  g_auto (GStrv) words = g_strsplit (printed, " ", -1);
  g_autofree char *tight = g_strjoinv ("", words);
  g_autofree char *lines = g_strjoinv ("-\n　", words);
  GString *wide = g_string_new (NULL);

  for (const char *p = printed; *p != '\0'; p++)
    g_string_append_unichar (wide, *p == ' ' ? 0x3000 : (gunichar) (*p - 'A') + 0xff21);

  assert_key (printed);
  assert_key (small);
  assert_key (tight);
  assert_key (lines);
  assert_key (wide->str);
  g_string_free (wide, TRUE);
}

static void
assert_mistake (const char *text,
                const char *words)
{
  g_autoptr (GError) error = NULL;
  MhSealedKey key;

  g_assert_false (mh_recovery_key_read (text, &key, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  if (words != NULL)
    g_assert_nonnull (strstr (error->message, words));
}

/* Every single wrong letter and every two neighbours exchanged, with the group named. */
static void
test_typos (void)
{
  static const char letters[] = "ACEFHJKMNPRTUWXY";

  for (gsize i = 0; printed[i] != '\0'; i++) {
    g_autofree char *group = g_strdup_printf ("group %u", (guint) (i / 6 + 1));

    if (printed[i] == ' ')
      continue;

    for (const char *letter = letters; *letter != '\0'; letter++) {
      g_autofree char *text = g_strdup (printed);

      text[i] = *letter;
      if (*letter != printed[i])
        assert_mistake (text, group);
    }

    if (i % 6 < 4 && printed[i] != printed[i + 1]) {
      g_autofree char *text = g_strdup (printed);

      text[i] = printed[i + 1];
      text[i + 1] = printed[i];
      assert_mistake (text, group);
    }
  }
}

static void
test_groups (void)
{
  for (guint a = 0; a < 16; a++) {
    for (guint b = a + 1; b < 16; b++) {
      g_autofree char *text = g_strdup (printed);

      memcpy (text + a * 6, printed + b * 6, 5);
      memcpy (text + b * 6, printed + a * 6, 5);
      assert_mistake (text, NULL);
    }
  }
}

static void
test_lengths (void)
{
  g_autofree char *half = g_strndup (printed, 47);
  g_autofree char *more = g_strconcat (printed, " A", NULL);
  g_autofree char *huge = g_strnfill (100000, 'A');

  assert_mistake ("", "0 were typed");
  assert_mistake (half, "40 were typed");
  assert_mistake (more, "81 were typed");
  assert_mistake (huge, "not a recovery key");
  assert_mistake ("\xff\xfe", "not a recovery key");
  assert_mistake ("ACE0F", "no “0”");
  assert_mistake ("ACEFあ", "no “あ”");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/io/recovery-key/is-typed-as-it-was-printed", test_round);
  g_test_add_func ("/io/recovery-key/takes-small-wide-and-joined-letters", test_habits);
  g_test_add_func ("/io/recovery-key/names-the-group-of-a-mistake", test_typos);
  g_test_add_func ("/io/recovery-key/knows-the-order-of-the-groups", test_groups);
  g_test_add_func ("/io/recovery-key/says-how-many-letters-there-are", test_lengths);

  return g_test_run ();
}
