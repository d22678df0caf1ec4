/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-box"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-box.h"
#include "mh-error.h"

#define LISTED 50

static gboolean
open_desk (MhCtlCall          *call,
           const GOptionEntry *entries,
           MhDesk             *desk,
           MhSecrets         **out_secrets,
           GError            **error)
{
  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, desk, error))
    return FALSE;

  *out_secrets = mh_ctl_open_secrets (desk, error);

  return *out_secrets != NULL;
}

static gboolean
run_key (MhCtlCall *call,
         GError   **error)
{
  gboolean anew = FALSE;
  const GOptionEntry entries[] = {
    { "new", 0, 0, G_OPTION_ARG_NONE, &anew, N_("Another key than before: both computers have to be paired again"), NULL },
    { NULL },
  };
  g_autoptr (MhSecrets) secrets = NULL;
  g_autofree char *fingerprint = NULL;
  MhBoxRole role;
  MhDesk desk;

  if (!open_desk (call, entries, &desk, &secrets, error) || !mh_box_get_role (&desk, &role, error))
    return FALSE;

  fingerprint = mh_box_write_key (&desk, secrets, anew, call->args[0], error);
  if (fingerprint == NULL)
    return FALSE;

  mh_ctl_add_text (call, "role", mh_box_role_to_nick (role));
  mh_ctl_add_text (call, "fingerprint", fingerprint);
  mh_ctl_add_text (call, "output", call->args[0]);

  return TRUE;
}

static gboolean
run_pair (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *typed = NULL;
  const GOptionEntry entries[] = {
    { "fingerprint", 0, 0, MH_CTL_TEXT, &typed, N_("The digits that the other computer shows, as they were read out to you"), N_("DIGITS") },
    { NULL },
  };
  g_autofree char *shown = NULL;
  MhBoxCard card;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error) || !mh_box_read_card (&desk, call->args[0], &card, error))
    return FALSE;

  shown = mh_box_public_fingerprint (&card.key);
  if (typed == NULL) {
    g_set_error (error, MH_ERROR, MH_ERROR_ASK,
                 _("Telephone to the other computer and have its digits read out. Only if they are %s, call again with --fingerprint and these digits."), shown);
    return FALSE;
  }

  if (!mh_box_pair (&desk, &card, typed, error))
    return FALSE;

  mh_ctl_add_text (call, "role", mh_box_role_to_nick (card.role));
  mh_ctl_add_text (call, "fingerprint", shown);
  mh_ctl_add_bool (call, "paired", TRUE);

  return TRUE;
}

static gboolean
add_written (MhCtlCall    *call,
             const MhDesk *desk,
             GError      **error)
{
  g_autoptr (GPtrArray) list = mh_box_list_written (desk, LISTED, error);

  if (list == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "boxes-written");
  for (guint i = 0; i < list->len; i++) {
    const MhBoxWritten *box = g_ptr_array_index (list, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "box", box->file);
    mh_ctl_add_text (call, "file", box->name);
    mh_ctl_add_int (call, "written-at", box->made_at);
    mh_ctl_add_text (call, "operator", box->made_by);
    mh_ctl_add_int (call, "rows", box->n_rows);
    mh_ctl_add_int (call, "waiting", box->n_open);
    mh_ctl_add_some (call, "results-at", box->back_at);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_received (MhCtlCall    *call,
              const MhDesk *desk,
              GError      **error)
{
  g_autoptr (GPtrArray) list = mh_box_list_received (desk, LISTED, error);

  if (list == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "boxes-received");
  for (guint i = 0; i < list->len; i++) {
    const MhBoxState *box = g_ptr_array_index (list, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "box", box->id);
    mh_ctl_add_text (call, "file", box->name);
    mh_ctl_add_int (call, "read-at", box->read_at);
    mh_ctl_add_text (call, "operator", box->read_by);
    mh_ctl_add_int (call, "rows", box->n_rows);
    mh_ctl_add_int (call, "waiting", box->n_waiting);
    mh_ctl_add_int (call, "sending", box->n_sending);
    mh_ctl_add_int (call, "sent", box->n_sent);
    mh_ctl_add_int (call, "check", box->n_check);
    mh_ctl_add_int (call, "not-sent", box->n_not);
    mh_ctl_add_bool (call, "stands", box->stands);
    mh_ctl_add_some (call, "next-at", box->starts_at);
    mh_ctl_add_some (call, "results-at", box->back_at);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_status (MhCtlCall *call,
            GError   **error)
{
  g_autoptr (MhBoxPairing) pairing = NULL;
  MhBoxWaiting waiting;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  pairing = mh_box_get_pairing (&desk, error);
  if (pairing == NULL || !mh_box_count_waiting (&desk, &waiting, error))
    return FALSE;

  mh_ctl_add_text (call, "role", mh_box_role_to_nick (pairing->role));
  mh_ctl_add_bool (call, "paired", pairing->paired);
  mh_ctl_add_text (call, "fingerprint", pairing->peer);
  mh_ctl_add_int (call, "line", waiting.n_line);
  mh_ctl_add_int (call, "sms", waiting.n_sms);
  mh_ctl_add_int (call, "offers", waiting.n_offers);

  return add_written (call, &desk, error) && add_received (call, &desk, error);
}

static gboolean
run_write (MhCtlCall *call,
           GError   **error)
{
  int again = 0;
  const GOptionEntry entries[] = {
    { "again", 0, 0, G_OPTION_ARG_INT, &again, N_("The same messages as in a box that was lost"), N_("BOX") },
    { NULL },
  };
  g_autoptr (MhSecrets) secrets = NULL;
  g_autoptr (MhBoxMade) made = NULL;
  MhDesk desk;

  if (!open_desk (call, entries, &desk, &secrets, error))
    return FALSE;

  made = again != 0 ? mh_box_write_again (&desk, secrets, again, call->args[0], error) : mh_box_write (&desk, secrets, call->args[0], error);
  if (made == NULL)
    return FALSE;

  call->partly = made->n_left > 0;
  mh_ctl_add_int (call, "box", made->file);
  mh_ctl_add_text (call, "output", call->args[0]);
  mh_ctl_add_text (call, "sha256", made->sha256);
  mh_ctl_add_int (call, "line", made->n_line);
  mh_ctl_add_int (call, "sms", made->n_sms);
  mh_ctl_add_int (call, "next-box", made->n_left);
  mh_ctl_add_int (call, "deadline-at", made->first_end);

  return TRUE;
}

static gboolean
run_look (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (MhSecrets) secrets = NULL;
  g_autoptr (MhBoxLook) look = NULL;
  MhDesk desk;

  if (!open_desk (call, NULL, &desk, &secrets, error))
    return FALSE;

  look = mh_box_look (&desk, secrets, call->args[0], error);
  if (look == NULL)
    return FALSE;

  mh_ctl_add_int (call, "written-at", look->made_at);
  mh_ctl_add_int (call, "line", look->n_line);
  mh_ctl_add_int (call, "sms", look->n_sms);
  mh_ctl_add_int (call, "expired", look->n_late);
  mh_ctl_add_int (call, "deadline-at", look->first_end);
  json_builder_set_member_name (call->builder, "yen");
  json_builder_add_double_value (call->builder, look->yen);
  mh_ctl_begin_array (call, "texts");
  for (gsize i = 0; i < G_N_ELEMENTS (look->texts); i++)
    json_builder_add_string_value (call->builder, look->texts[i]);
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_send (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (MhSecrets) secrets = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const MhBoxState *box;
  MhDesk desk;
  gint64 id;

  if (!open_desk (call, NULL, &desk, &secrets, error))
    return FALSE;

  id = mh_box_send (&desk, secrets, call->args[0], error);
  list = id != 0 ? mh_box_list_received (&desk, 1, error) : NULL;
  if (list == NULL)
    return FALSE;

  box = g_ptr_array_index (list, 0);
  mh_ctl_add_int (call, "box", id);
  mh_ctl_add_int (call, "rows", box->n_rows);
  mh_ctl_add_some (call, "next-at", box->starts_at);

  return TRUE;
}

static gboolean
run_stop (MhCtlCall *call,
          GError   **error)
{
  MhDesk desk;
  gint64 box;
  guint n = 0;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &box, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_box_stop (&desk, box, &n, error))
    return FALSE;

  mh_ctl_add_int (call, "box", box);
  mh_ctl_add_int (call, "not-sent", n);

  return TRUE;
}

static gboolean
run_go_on (MhCtlCall *call,
           GError   **error)
{
  MhDesk desk;
  gint64 box;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &box, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_box_go_on (&desk, box, error))
    return FALSE;

  mh_ctl_add_int (call, "box", box);

  return TRUE;
}

static gboolean
run_results (MhCtlCall *call,
             GError   **error)
{
  g_autoptr (MhSecrets) secrets = NULL;
  MhDesk desk;
  guint n = 0;

  if (!open_desk (call, NULL, &desk, &secrets, error) || !mh_box_write_results (&desk, secrets, call->args[0], &n, error))
    return FALSE;

  mh_ctl_add_text (call, "output", call->args[0]);
  mh_ctl_add_int (call, "rows", n);

  return TRUE;
}

static gboolean
run_read (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (MhSecrets) secrets = NULL;
  MhBoxTold told;
  MhDesk desk;

  if (!open_desk (call, NULL, &desk, &secrets, error) || !mh_box_read_results (&desk, secrets, call->args[0], &told, error))
    return FALSE;

  call->partly = told.n_unknown > 0 || told.n_check > 0;
  mh_ctl_add_int (call, "rows", told.n_rows);
  mh_ctl_add_int (call, "accepted", told.n_accepted);
  mh_ctl_add_int (call, "delivered", told.n_delivered);
  mh_ctl_add_int (call, "again", told.n_next);
  mh_ctl_add_int (call, "by-hand", told.n_by_hand);
  mh_ctl_add_int (call, "check", told.n_check);
  mh_ctl_add_int (call, "waiting", told.n_waiting);
  mh_ctl_add_int (call, "same", told.n_same);
  mh_ctl_add_int (call, "older", told.n_older);
  mh_ctl_add_int (call, "unknown", told.n_unknown);

  return TRUE;
}

const MhCtlCommand mh_ctl_box_commands[] = {
  { "box status", NULL, N_("Two computers: what waits, and what became of boxes"), run_status },
  { "box key", N_("FILE"), N_("Write this computer's key for the other one"), run_key },
  { "box pair", N_("FILE"), N_("Take the key of the other computer"), run_pair },
  { "box write", N_("FILE"), N_("On the computer with the register: write what is to be sent into a sealed box"), run_write },
  { "box read", N_("FILE"), N_("On the computer with the register: read what became of the messages"), run_read },
  { "box look", N_("FILE"), N_("On the computer that sends: see what a box holds, without sending it"), run_look },
  { "box send", N_("FILE"), N_("On the computer that sends: take a box over and send it after a countdown"), run_send },
  { "box stop", N_("BOX"), N_("On the computer that sends: nothing more of a box leaves"), run_stop },
  { "box go-on", N_("BOX"), N_("On the computer that sends: go on with a box whose first messages went wrong"), run_go_on },
  { "box results", N_("FILE"), N_("On the computer that sends: write what became of the messages"), run_results },
  { NULL },
};
