/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-key"

/* A card is one line: "machihoken-box-key 1 ROLE TOWN KEY SUM" with ROLE register or sender, TOWN real or practice, KEY 32 bytes in base64 and
 * SUM eight hex digits over what stands before it, which tells a typing mistake and nothing else. What makes a key trusted is the comparison of
 * its fingerprint. */

#include "mh-box-key.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "mh-error.h"

#define CARD_WORD "machihoken-box-key"
#define CARD_VERSION "1"
#define N_WORDS 6
#define SUM_DIGITS 8
#define FINGERPRINT_GROUPS 6

G_STATIC_ASSERT (MH_BOX_KEY_BYTES == crypto_box_PUBLICKEYBYTES && MH_BOX_KEY_BYTES == crypto_box_SECRETKEYBYTES);
G_STATIC_ASSERT (MH_SEALED_KEY_BYTES == crypto_box_BEFORENMBYTES);

/* Say what a hash is for, so that no two of them can be the same. */
static const guint8 purpose_out[crypto_generichash_blake2b_PERSONALBYTES] = "mh-box-out";
static const guint8 purpose_back[crypto_generichash_blake2b_PERSONALBYTES] = "mh-box-back";
static const guint8 purpose_finger[crypto_generichash_blake2b_PERSONALBYTES] = "mh-box-finger";

static const char * const nicks[] = { "none", "register", "sender" };

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("This is not the key of a computer, or a part of it is missing. Write the key again on the other computer and bring the new file."));

  return FALSE;
}

static void
start_sodium (void)
{
  if (sodium_init () < 0)
    g_error ("The system gives no random numbers");
}

static gboolean
read_bytes (const char *text,
            guint8     *out_bytes)
{
  gsize length = 0;
  guint8 *bytes = strlen (text) <= 64 ? g_base64_decode (text, &length) : NULL;
  gboolean fits = bytes != NULL && length == MH_BOX_KEY_BYTES;

  if (fits)
    memcpy (out_bytes, bytes, MH_BOX_KEY_BYTES);
  if (bytes != NULL)
    sodium_memzero (bytes, length);
  g_free (bytes);

  return fits;
}

/**
 * mh_box_secret_make:
 * @out_secret: (out): a new secret half
 *
 * Makes it by chance alone.
 */
void
mh_box_secret_make (MhBoxSecret *out_secret)
{
  MhBoxPublic public;

  g_return_if_fail (out_secret != NULL);

  start_sodium ();
  crypto_box_keypair (public.bytes, out_secret->bytes);
}

/**
 * mh_box_secret_clear:
 * @secret: a secret half
 *
 * Overwrites it in a way that the compiler keeps.
 */
void
mh_box_secret_clear (MhBoxSecret *secret)
{
  g_return_if_fail (secret != NULL);

  sodium_memzero (secret->bytes, sizeof secret->bytes);
}

/**
 * mh_box_secret_write:
 * @secret: a secret half
 *
 * Returns: (transfer full): as text; overwrite it before it is freed
 */
char *
mh_box_secret_write (const MhBoxSecret *secret)
{
  g_return_val_if_fail (secret != NULL, NULL);

  return g_base64_encode (secret->bytes, sizeof secret->bytes);
}

/**
 * mh_box_secret_read:
 * @text: what mh_box_secret_write() wrote
 * @out_secret: (out): the secret half
 * @error: MH_ERROR_INVALID
 *
 * Returns: whether @text is one
 */
gboolean
mh_box_secret_read (const char  *text,
                    MhBoxSecret *out_secret,
                    GError     **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_secret != NULL, FALSE);

  if (read_bytes (text, out_secret->bytes))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The key of this computer in the keyring is damaged. Make a new one and exchange the keys with the other computer again."));

  return FALSE;
}

/**
 * mh_box_secret_get_public:
 * @secret: a secret half
 * @out_public: (out): the half that the other computer gets
 */
void
mh_box_secret_get_public (const MhBoxSecret *secret,
                          MhBoxPublic       *out_public)
{
  g_return_if_fail (secret != NULL);
  g_return_if_fail (out_public != NULL);

  start_sodium ();
  crypto_scalarmult_base (out_public->bytes, secret->bytes);
}

/**
 * mh_box_role_to_nick:
 * @role: a role
 *
 * Returns: (transfer none): its stable code
 */
const char *
mh_box_role_to_nick (MhBoxRole role)
{
  g_return_val_if_fail ((gsize) role < G_N_ELEMENTS (nicks), nicks[0]);

  return nicks[role];
}

/**
 * mh_box_role_from_nick:
 * @nick: a stable code
 *
 * Returns: the role; %MH_BOX_ROLE_NONE for what is none
 */
MhBoxRole
mh_box_role_from_nick (const char *nick)
{
  g_return_val_if_fail (nick != NULL, MH_BOX_ROLE_NONE);

  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_str_equal (nicks[i], nick))
      return (MhBoxRole) i;
  }

  return MH_BOX_ROLE_NONE;
}

static char *
make_sum (const char *text)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strndup (sum, SUM_DIGITS);
}

/**
 * mh_box_card_write:
 * @card: what the other computer is to know
 *
 * Returns: (transfer full): one line with its end
 */
char *
mh_box_card_write (const MhBoxCard *card)
{
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sum = NULL;

  g_return_val_if_fail (card != NULL && card->role != MH_BOX_ROLE_NONE, NULL);

  key = g_base64_encode (card->key.bytes, sizeof card->key.bytes);
  text = g_strjoin (" ", CARD_WORD, CARD_VERSION, mh_box_role_to_nick (card->role), card->practice ? "practice" : "real", key, NULL);
  sum = make_sum (text);

  return g_strdup_printf ("%s %s\n", text, sum);
}

/**
 * mh_box_card_read:
 * @text: what the other computer wrote
 * @out_card: (out): what it says
 * @error: MH_ERROR_INVALID, MH_ERROR_TOO_NEW
 *
 * That the card is whole does not say whose it is: see mh_box_public_fingerprint().
 *
 * Returns: whether it could be read
 */
gboolean
mh_box_card_read (const char *text,
                  MhBoxCard  *out_card,
                  GError    **error)
{
  g_autofree char *trimmed = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *front = NULL;
  g_autofree char *sum = NULL;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_card != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text));
  words = g_strsplit (trimmed, " ", N_WORDS + 1);
  if (g_strv_length (words) >= 2 && g_str_equal (words[0], CARD_WORD) && !g_str_equal (words[1], CARD_VERSION)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_TOO_NEW,
                         _("The other computer has another version of the program. Install the same version on both computers, then exchange the keys again."));
    return FALSE;
  }

  if (g_strv_length (words) != N_WORDS || !g_str_equal (words[0], CARD_WORD))
    return fail_damaged (error);

  front = g_strndup (trimmed, strlen (trimmed) - strlen (words[N_WORDS - 1]) - 1);
  sum = make_sum (front);
  out_card->role = mh_box_role_from_nick (words[2]);
  out_card->practice = g_str_equal (words[3], "practice");

  return (g_str_equal (sum, words[5]) && out_card->role != MH_BOX_ROLE_NONE && (out_card->practice || g_str_equal (words[3], "real")) &&
          read_bytes (words[4], out_card->key.bytes)) ||
         fail_damaged (error);
}

/**
 * mh_box_public_fingerprint:
 * @key: a public half
 *
 * About 80 bits: nobody makes another key with the same digits.
 *
 * Returns: (transfer full): "0123 4567 …"
 */
char *
mh_box_public_fingerprint (const MhBoxPublic *key)
{
  guint8 hash[FINGERPRINT_GROUPS * 8];
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (key != NULL, NULL);

  crypto_generichash_blake2b_salt_personal (hash, sizeof hash, key->bytes, sizeof key->bytes, NULL, 0, NULL, purpose_finger);
  for (guint group = 0; group < FINGERPRINT_GROUPS; group++) {
    guint64 number = 0;

    for (guint i = 0; i < 8; i++)
      number = number << 8 | hash[group * 8 + i];
    g_string_append_printf (text, "%s%04u", group > 0 ? " " : "", (guint) (number % 10000));
  }

  return g_string_free (text, FALSE);
}

/**
 * mh_box_key_agree:
 * @own: this computer's secret half
 * @other: the other's public half
 * @way: which way the file goes
 * @out_key: (out): the key that seals it
 * @error: MH_ERROR_INVALID for a public half that is no key
 *
 * Both computers come to the same key (X25519), and nobody else does: what it opens was made by one of the two. Another key for each way
 * keeps a file from being handed back to its maker.
 *
 * Returns: whether there is one
 */
gboolean
mh_box_key_agree (const MhBoxSecret *own,
                  const MhBoxPublic *other,
                  MhBoxWay           way,
                  MhSealedKey       *out_key,
                  GError           **error)
{
  guint8 both[MH_BOX_KEY_BYTES];

  g_return_val_if_fail (own != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);
  g_return_val_if_fail (out_key != NULL, FALSE);

  start_sodium ();
  if (crypto_box_beforenm (both, other->bytes, own->bytes) != 0)
    return fail_damaged (error);

  crypto_generichash_blake2b_salt_personal (out_key->bytes, sizeof out_key->bytes, NULL, 0, both, sizeof both, NULL,
                                            way == MH_BOX_WAY_OUT ? purpose_out : purpose_back);
  sodium_memzero (both, sizeof both);

  return TRUE;
}
