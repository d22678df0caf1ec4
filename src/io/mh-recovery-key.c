/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-recovery-key"

#include "mh-recovery-key.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-error.h"

#define DATA_LETTERS 4
#define ALL_LETTERS (MH_RECOVERY_GROUPS * MH_RECOVERY_GROUP_LETTERS)
/* Longer text is no key, and is not looked through. */
#define MAX_TEXT_BYTES 4096

/* No B (8), D, O, Q (0), G (6), I, L (1), S (5), V (U), Z (2). */
static const char letters[] = "ACEFHJKMNPRTUWXY";

/* In the field of 16 elements with x⁴ = x + 1. */
static guint
multiply (guint a,
          guint b)
{
  guint product = 0;

  for (; b != 0; b >>= 1) {
    if ((b & 1) != 0)
      product ^= a;
    a <<= 1;
    if ((a & 16) != 0)
      a ^= 19;
  }

  return product;
}

/* Each letter has another weight, so that one wrong letter and two exchanged ones change the sum; so does another place. */
static guint
compute_check (const guint *values,
               guint        group)
{
  guint sum = group;
  guint weight = 1;

  for (guint i = 0; i < DATA_LETTERS; i++) {
    weight = multiply (weight, 2);
    sum ^= multiply (weight, values[i]);
  }

  return sum;
}

/* Everything that could be meant as a letter of the key. */
static gboolean
collect_letters (const char *text,
                 char       *out_letters,
                 guint      *out_n,
                 GError    **error)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  *out_n = 0;
  for (const char *p = plain != NULL ? plain : ""; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_unichar_toupper (g_utf8_get_char (p));

    if (!g_unichar_isalnum (c))
      continue;

    if (c > 127 || strchr (letters, (int) c) == NULL) {
      char shown[8] = { 0 };

      g_unichar_to_utf8 (c, shown);
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                   _("There is no “%s” in a recovery key. Look at group %u on the sheet again."), shown,
                   MIN (*out_n / MH_RECOVERY_GROUP_LETTERS + 1, MH_RECOVERY_GROUPS));
      memset (plain, 0, strlen (plain));
      return FALSE;
    }

    if (*out_n < ALL_LETTERS)
      out_letters[*out_n] = (char) c;
    (*out_n)++;
  }

  if (plain != NULL)
    memset (plain, 0, strlen (plain));

  return TRUE;
}

static gboolean
read_group (const char  *text,
            guint        group,
            MhSealedKey *key,
            GError     **error)
{
  guint values[MH_RECOVERY_GROUP_LETTERS];

  for (guint i = 0; i < MH_RECOVERY_GROUP_LETTERS; i++)
    values[i] = (guint) (strchr (letters, text[i]) - letters);

  if (compute_check (values, group) != values[DATA_LETTERS]) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("There is a mistake in group %u of the recovery key. Compare its five letters with the sheet."), group + 1);
    return FALSE;
  }

  key->bytes[group * 2] = (guint8) (values[0] << 4 | values[1]);
  key->bytes[group * 2 + 1] = (guint8) (values[2] << 4 | values[3]);

  return TRUE;
}

/**
 * mh_recovery_key_write:
 * @key: a key
 *
 * Returns: (transfer full): its groups with spaces between them; overwrite it before it is freed
 */
char *
mh_recovery_key_write (const MhSealedKey *key)
{
  GString *text;

  g_return_val_if_fail (key != NULL, NULL);

  text = g_string_sized_new (ALL_LETTERS + MH_RECOVERY_GROUPS);
  for (guint group = 0; group < MH_RECOVERY_GROUPS; group++) {
    const guint8 *bytes = key->bytes + group * 2;
    const guint values[DATA_LETTERS] = { bytes[0] >> 4, bytes[0] & 15, bytes[1] >> 4, bytes[1] & 15 };

    if (group > 0)
      g_string_append_c (text, ' ');
    for (guint i = 0; i < DATA_LETTERS; i++)
      g_string_append_c (text, letters[values[i]]);
    g_string_append_c (text, letters[compute_check (values, group)]);
  }

  return g_string_free (text, FALSE);
}

/**
 * mh_recovery_key_read:
 * @text: as typed
 * @out_key: (out): the key
 * @error: MH_ERROR_INVALID with a sentence that names the group to look at
 *
 * One wrong letter in a group is always found, so are two exchanged letters or groups; more mistakes in one group are missed once in
 * sixteen times, and then the key does not fit the backup.
 *
 * Returns: whether it is a key
 */
gboolean
mh_recovery_key_read (const char  *text,
                      MhSealedKey *out_key,
                      GError     **error)
{
  char given[ALL_LETTERS];
  guint n = 0;
  gboolean good = TRUE;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_key != NULL, FALSE);

  if (strlen (text) > MAX_TEXT_BYTES || !g_utf8_validate (text, -1, NULL)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("This is not a recovery key. Type the letters from the recovery sheet."));
    return FALSE;
  }

  if (!collect_letters (text, given, &n, error))
    return FALSE;

  /* A letter too few or too many shifts all that follow, so the first group that does not fit is where to look. */
  for (guint group = 0; good && group < MIN (n / MH_RECOVERY_GROUP_LETTERS, MH_RECOVERY_GROUPS); group++)
    good = read_group (given + group * MH_RECOVERY_GROUP_LETTERS, group, out_key, error);

  if (good && n != ALL_LETTERS) {
    good = FALSE;
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("A recovery key has %d letters; %u were typed. Type all sixteen groups from the sheet."), ALL_LETTERS, n);
  }

  memset (given, 0, sizeof given);
  if (!good)
    mh_sealed_key_clear (out_key);

  return good;
}
