/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-pair"

#include "mh-box.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-config-table.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-save.h"

/* The card of the other computer, as it stands in the settings. */
#define PEER_KEY "box.peer"
#define MAX_CARD_BYTES 4096

/**
 * mh_box_pairing_free:
 * @pairing: a pairing
 */
void
mh_box_pairing_free (MhBoxPairing *pairing)
{
  g_free (pairing->peer);
  g_free (pairing);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, sentence);

  return FALSE;
}

/**
 * mh_box_get_role:
 * @desk: the desk
 * @out_role: (out): what this computer is in split mode
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
mh_box_get_role (const MhDesk *desk,
                 MhBoxRole    *out_role,
                 GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *nick = mh_config_get (desk, "box.role", &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  *out_role = mh_box_role_from_nick (nick);

  return TRUE;
}

/**
 * mh_box_check_role:
 * @desk: the desk
 * @role: what this computer has to be
 * @error: return location; MH_ERROR_REFUSED
 *
 * Returns: whether it is
 */
gboolean
mh_box_check_role (const MhDesk *desk,
                   MhBoxRole     role,
                   GError      **error)
{
  MhBoxRole own;

  if (!mh_box_get_role (desk, &own, error))
    return FALSE;

  if (own == role)
    return TRUE;

  return refuse (error, role == MH_BOX_ROLE_REGISTER
                 ? _("Boxes are written on the computer with the register. If this is that one, choose so in the settings under “Two computers”.")
                 : _("Boxes are sent by the computer that is on the internet. If this is that one, choose so in the settings under “Two computers”."));
}

/* @out_card: (out): role none where there is no pairing */
static gboolean
read_peer (const MhDesk *desk,
           MhBoxCard    *out_card,
           GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = mh_config_get (desk, PEER_KEY, &local_error);

  *out_card = (MhBoxCard) { 0 };
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  return *text == '\0' || mh_box_card_read (text, out_card, error);
}

/* A computer that has changed its role has to be paired again. */
static gboolean
fits (MhBoxRole        own,
      const MhBoxCard *peer)
{
  return (own == MH_BOX_ROLE_REGISTER && peer->role == MH_BOX_ROLE_SENDER) ||
         (own == MH_BOX_ROLE_SENDER && peer->role == MH_BOX_ROLE_REGISTER);
}

/**
 * mh_box_get_pairing:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full): what this computer is and with which other it is paired
 */
MhBoxPairing *
mh_box_get_pairing (const MhDesk *desk,
                    GError      **error)
{
  g_autoptr (MhBoxPairing) pairing = g_new0 (MhBoxPairing, 1);
  MhBoxCard peer;

  if (!mh_box_get_role (desk, &pairing->role, error) || !read_peer (desk, &peer, error))
    return NULL;

  pairing->paired = fits (pairing->role, &peer);
  pairing->peer = pairing->paired ? mh_box_public_fingerprint (&peer.key) : NULL;

  return g_steal_pointer (&pairing);
}

/* @out_found: whether the keyring has one */
static gboolean
look_up_secret (MhSecrets   *secrets,
                MhBoxSecret *out_secret,
                gboolean    *out_found,
                GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhSecretText) text = mh_secrets_look_up (secrets, MH_SECRET_BOX_KEY, NULL, &local_error);

  *out_found = text != NULL;
  if (local_error == NULL)
    return text == NULL || mh_box_secret_read (text, out_secret, error);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* A new key is read back from the keyring before anybody hears of it. */
static gboolean
ensure_secret (MhSecrets   *secrets,
               gboolean     anew,
               MhBoxSecret *out_secret,
               GError     **error)
{
  g_auto (MhBoxSecret) made = { { 0 } };
  g_autoptr (MhSecretText) text = NULL;
  gboolean found = FALSE;

  if (!anew && !look_up_secret (secrets, out_secret, &found, error))
    return FALSE;

  if (found)
    return TRUE;

  mh_box_secret_make (&made);
  text = mh_box_secret_write (&made);
  if (!mh_secrets_store (secrets, MH_SECRET_BOX_KEY, text, NULL, error) || !look_up_secret (secrets, out_secret, &found, error))
    return FALSE;

  if (found)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE, _("The keyring of this computer did not keep the key. Unlock it, then try again."));

  return FALSE;
}

/**
 * mh_box_write_key:
 * @desk: the desk
 * @secrets: the town's credentials
 * @anew: whether the key is made anew, also where there is one: then the computers have to be paired again
 * @path: (nullable): where the card for the other computer goes
 * @error: return location; MH_ERROR_REFUSED where the computer has no role
 *
 * The secret half stays in the keyring; the card holds what anybody may see.
 *
 * Returns: (transfer full): the fingerprint of this computer's key
 */
char *
mh_box_write_key (const MhDesk *desk,
                  MhSecrets    *secrets,
                  gboolean      anew,
                  const char   *path,
                  GError      **error)
{
  g_auto (MhBoxSecret) secret = { { 0 } };
  MhBoxCard card = { .practice = mh_config_is_practice (desk) };

  if (!mh_box_get_role (desk, &card.role, error))
    return NULL;

  if (card.role == MH_BOX_ROLE_NONE) {
    refuse (error, _("First choose in the settings under “Two computers” whether this computer holds the register or sends."));
    return NULL;
  }

  if (!ensure_secret (secrets, anew, &secret, error))
    return NULL;

  mh_box_secret_get_public (&secret, &card.key);
  if (path != NULL) {
    char *text = mh_box_card_write (&card);
    g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

    if (!mh_save_bytes (path, bytes, error))
      return NULL;
  }

  return mh_box_public_fingerprint (&card.key);
}

/**
 * mh_box_read_card:
 * @desk: the desk
 * @path: what the other computer wrote
 * @out_card: (out): what it says
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED for a computer that does not fit this one
 *
 * Returns: whether this computer could be paired with it
 */
gboolean
mh_box_read_card (const MhDesk *desk,
                  const char   *path,
                  MhBoxCard    *out_card,
                  GError      **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  char text[MAX_CARD_BYTES + 1] = { 0 };
  gsize length = 0;
  MhBoxRole own;

  if (stream == NULL || !g_input_stream_read_all (stream, text, MAX_CARD_BYTES, &length, NULL, NULL)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("The file cannot be read. Check that the stick is plugged in, and choose the file again."));
    return FALSE;
  }

  if (!mh_box_card_read (text, out_card, error) || !mh_box_get_role (desk, &own, error))
    return FALSE;

  if (out_card->practice != mh_config_is_practice (desk))
    return refuse (error, _("One of the two computers is a practice town. Only two practice towns, or two real towns, can be paired."));

  if (own == MH_BOX_ROLE_NONE)
    return refuse (error, _("First choose in the settings under “Two computers” whether this computer holds the register or sends."));

  return fits (own, out_card) ||
         refuse (error, _("The other computer has the same role as this one. One has to hold the register, the other one to send."));
}

/* Digits alone, however they were grouped; full-width ones, too. */
static char *
dup_digits (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  GString *digits = g_string_new (NULL);

  for (const char *p = plain != NULL ? plain : ""; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  }

  return g_string_free (digits, FALSE);
}

/**
 * mh_box_pair:
 * @desk: the desk
 * @card: what mh_box_read_card() read
 * @fingerprint: the digits that the other computer shows, as somebody there has read them out
 * @error: return location; MH_ERROR_REFUSED where they differ
 *
 * One act. An earlier pairing ends with it.
 *
 * Returns: whether the two are paired, as seen from here
 */
gboolean
mh_box_pair (const MhDesk    *desk,
             const MhBoxCard *card,
             const char      *fingerprint,
             GError         **error)
{
  g_autofree char *shown = mh_box_public_fingerprint (&card->key);
  g_autofree char *wanted = dup_digits (shown);
  g_autofree char *typed = dup_digits (fingerprint);
  g_autofree char *text = NULL;
  g_autoptr (MhAct) act = NULL;

  if (!g_str_equal (wanted, typed))
    return refuse (error, _("The digits are not those of the key in the file. Do not use it: somebody may have exchanged the file. Write the key again on the other computer and compare once more."));

  text = mh_box_card_write (card);
  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "box.pair", MH_UNDO_WHOLE, error);

  return act != NULL && mh_config_table_set (desk->db, PEER_KEY, text, error) && mh_act_commit (act, error);
}

/**
 * mh_box_find_key:
 * @desk: the desk
 * @secrets: the town's credentials
 * @way: which way the file goes
 * @out_key: (out): what seals it
 * @error: return location; MH_ERROR_REFUSED where this computer is not paired
 *
 * Returns: whether there is one
 */
gboolean
mh_box_find_key (const MhDesk *desk,
                 MhSecrets    *secrets,
                 MhBoxWay      way,
                 MhSealedKey  *out_key,
                 GError      **error)
{
  g_auto (MhBoxSecret) secret = { { 0 } };
  gboolean found = FALSE;
  MhBoxCard peer;
  MhBoxRole own;

  if (!mh_box_get_role (desk, &own, error) || !read_peer (desk, &peer, error))
    return FALSE;

  if (!fits (own, &peer))
    return refuse (error, _("This computer is not paired with another one yet. Exchange the keys of both in the settings under “Two computers”."));

  if (!look_up_secret (secrets, &secret, &found, error))
    return FALSE;

  if (!found)
    return refuse (error, _("The key of this computer is not in its keyring any more. Make a new one in the settings under “Two computers”, and pair both computers again."));

  return mh_box_key_agree (&secret, &peer.key, way, out_key, error);
}
