/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-send"

#include "mh-ctl-card.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-broadcast-validate.h"
#include "mh-config.h"
#include "mh-ctl-people.h"
#include "mh-dispatcher.h"
#include "mh-error.h"
#include "mh-outbox.h"
#include "mh-store.h"
#include "mh-town.h"

static const char * const secret_names[] = {
  MH_SECRET_LINE_TOKEN,
  MH_SECRET_LINE_CHANNEL_SECRET,
  MH_SECRET_KARADEN_TOKEN,
  MH_SECRET_ZETTAI_TOKEN,
  MH_SECRET_TWILIO_TOKEN,
};

/* The dispatcher has its own connections, on its own threads. */
typedef struct {
  MhStore      *store;
  MhSecrets    *secrets;
  MhDispatcher *dispatcher;
} Sender;

/* The store runs what is asked of it before it closes: the lease is given back before the process ends. */
static void
sender_clear (Sender *sender)
{
  if (sender->dispatcher != NULL)
    mh_dispatcher_stop (sender->dispatcher);
  g_clear_object (&sender->dispatcher);
  g_clear_object (&sender->secrets);
  if (sender->store != NULL)
    mh_store_close (sender->store);
  g_clear_object (&sender->store);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sender, sender_clear)

static gboolean
make_sender (MhCtlCall *call,
             Sender    *sender,
             GError   **error)
{
  g_autofree char *path = mh_town_database_path (call->ctl->dir);
  MhDesk desk;

  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  sender->secrets = mh_ctl_open_secrets (&desk, error);
  sender->store = sender->secrets != NULL ? mh_store_new (&mh_db_driver_sqlite, path, error) : NULL;
  if (sender->store == NULL)
    return FALSE;

  sender->dispatcher = mh_dispatcher_new (sender->store, call->ctl->clock, call->ctl->random, sender->secrets);

  return TRUE;
}

static void
result_taken_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **out_result = user_data;

  *out_result = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * mh_ctl_ask_line:
 * @call: the call
 * @sheet: (inout): a sheet, which gets what LINE says
 * @error: return location
 *
 * Returns: whether it could be tried; that LINE did not answer is a finding
 */
gboolean
mh_ctl_ask_line (MhCtlCall        *call,
                 MhBroadcastSheet *sheet,
                 GError          **error)
{
  g_auto (Sender) sender = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  MhFinding *finding;

  if (sheet->line_text == NULL)
    return TRUE;

  if (!make_sender (call, &sender, error))
    return FALSE;

  mh_broadcast_validate_async (sender.dispatcher, sheet, NULL, result_taken_cb, &result);
  wait_for (&result);
  finding = mh_broadcast_validate_finish (sender.dispatcher, result);
  if (finding != NULL)
    mh_broadcast_sheet_take (sheet, finding);

  return TRUE;
}

static gboolean
run_send (MhCtlCall *call,
          GError   **error)
{
  gboolean until_idle = FALSE;
  const GOptionEntry entries[] = {
    { "until-idle", 0, 0, G_OPTION_ARG_NONE, &until_idle, N_("Go on until nothing can leave any more right now"), NULL },
    { NULL },
  };
  g_auto (Sender) sender = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  const char *problem;
  guint n_sent = 0;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !make_sender (call, &sender, error))
    return FALSE;

  mh_dispatcher_run_async (sender.dispatcher, until_idle, NULL, result_taken_cb, &result);
  wait_for (&result);
  if (!mh_dispatcher_run_finish (sender.dispatcher, result, &n_sent, error))
    return FALSE;

  problem = mh_dispatcher_get_problem (sender.dispatcher);
  call->partly = problem != NULL;
  mh_ctl_add_int (call, "sent", n_sent);
  mh_ctl_add_text (call, "problem", problem);

  return TRUE;
}

static gboolean
run_test (MhCtlCall *call,
          GError   **error)
{
  g_auto (Sender) sender = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *account = NULL;
  const char *provider;

  if (!mh_ctl_parse (call, NULL, 1, 1, error))
    return FALSE;

  provider = call->args[0];
  if (!g_strv_contains ((const char *[]) { "line", "sms", "karaden", "zettai", "twilio", NULL }, provider))
    return mh_ctl_fail_usage (error, _("What can be tested is line, sms (the service that is chosen), karaden, zettai and twilio."));
  if (!make_sender (call, &sender, error))
    return FALSE;

  mh_dispatcher_test_async (sender.dispatcher, provider, NULL, result_taken_cb, &result);
  wait_for (&result);
  account = mh_dispatcher_test_finish (sender.dispatcher, result, error);
  if (account == NULL)
    return FALSE;

  mh_ctl_add_text (call, "provider", provider);
  mh_ctl_add_text (call, "account", account);

  return TRUE;
}

static gboolean
switch_sending (MhCtlCall *call,
                gboolean   on,
                GError   **error)
{
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_outbox_set_sending (&desk, on, error))
    return FALSE;

  mh_ctl_add_text (call, "sending", on ? "on" : "off");

  return TRUE;
}

static gboolean
run_stop (MhCtlCall *call,
          GError   **error)
{
  return switch_sending (call, FALSE, error);
}

static gboolean
run_resume (MhCtlCall *call,
            GError   **error)
{
  return switch_sending (call, TRUE, error);
}

static gboolean
add_delivery (MhCtlCall        *call,
              const MhDesk     *desk,
              const MhDelivery *delivery,
              GError          **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &delivery->resident, 1, error);
  const MhPerson *person;

  if (people == NULL)
    return FALSE;

  person = people->len > 0 ? g_ptr_array_index (people, 0) : NULL;
  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_int (call, "delivery", delivery->id);
  mh_ctl_add_text (call, "kind", delivery->kind);
  mh_ctl_add_text (call, "register-number", person != NULL ? person->resident->register_number : NULL);
  mh_ctl_add_text (call, "name", person != NULL ? person->resident->name : NULL);
  mh_ctl_add_text (call, "state", delivery->state);
  mh_ctl_add_text (call, "channel", delivery->contact_kind);
  mh_ctl_add_text (call, "reason", delivery->reason);
  mh_ctl_add_int (call, "due-at", delivery->due_at);
  mh_ctl_add_int (call, "state-at", delivery->state_at);
  mh_ctl_add_text (call, "body", delivery->body);
  mh_ctl_add_int (call, "act", delivery->act);
  mh_ctl_add_some (call, "offer", delivery->offer);
  mh_ctl_add_some (call, "booking", delivery->booking);
  mh_ctl_end_object (call);

  return TRUE;
}

static GPtrArray *
list_deliveries (const MhDesk *desk,
                 const char   *state,
                 const char   *resident,
                 int           limit,
                 GError      **error)
{
  gint64 id;

  if (resident == NULL)
    return mh_delivery_table_list (desk->db, state, limit, error);

  return mh_ctl_find_resident (desk, resident, &id, error) ? mh_delivery_table_list_resident (desk->db, id, error) : NULL;
}

static gboolean
run_deliveries (MhCtlCall *call,
                GError   **error)
{
  g_autofree char *state = NULL;
  g_autofree char *resident = NULL;
  int limit = 0;
  const GOptionEntry entries[] = {
    { "state", 0, 0, MH_CTL_TEXT, &state, N_("Only those that stand there"), N_("STATE") },
    { "resident", 0, 0, MH_CTL_TEXT, &resident, N_("Only those to one person"), N_("REGISTER-NUMBER") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most; 0 for all"), N_("N") },
    { NULL },
  };
  g_autoptr (GPtrArray) deliveries = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (state != NULL && resident != NULL)
    return mh_ctl_fail_usage (error, _("Write either --state or --resident."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  deliveries = list_deliveries (&desk, state, resident, limit, error);
  if (deliveries == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "deliveries");
  for (guint i = 0; i < deliveries->len; i++) {
    if (!add_delivery (call, &desk, g_ptr_array_index (deliveries, i), error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_settled (MhCtlCall    *call,
             const MhDesk *desk,
             gint64        id,
             GError      **error)
{
  g_autoptr (MhDelivery) delivery = mh_delivery_table_get (desk->db, id, error);

  if (delivery == NULL)
    return FALSE;

  mh_ctl_add_int (call, "delivery", id);
  mh_ctl_add_text (call, "state", delivery->state);

  return TRUE;
}

static gboolean
run_deliveries_resolve (MhCtlCall *call,
                        GError   **error)
{
  gboolean arrived = FALSE, not_arrived = FALSE;
  const GOptionEntry entries[] = {
    { "arrived", 0, 0, G_OPTION_ARG_NONE, &arrived, N_("The person has the message"), NULL },
    { "not-arrived", 0, 0, G_OPTION_ARG_NONE, &not_arrived, N_("The person does not have it: tell by hand"), NULL },
    { NULL },
  };
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error))
    return FALSE;
  if (arrived == not_arrived)
    return mh_ctl_fail_usage (error, _("Write either --arrived or --not-arrived."));

  return mh_ctl_open (call, &desk, error) && mh_outbox_resolve (&desk, id, arrived, error) &&
         add_settled (call, &desk, id, error);
}

static gboolean
run_deliveries_done (MhCtlCall *call,
                     GError   **error)
{
  MhDesk desk;
  gint64 id;

  return mh_ctl_parse (call, NULL, 1, 1, error) && mh_ctl_read_id (call->args[0], &id, error) &&
         mh_ctl_open (call, &desk, error) && mh_outbox_done_by_hand (&desk, id, error) &&
         add_settled (call, &desk, id, error);
}

static const char *
find_secret (const char *name,
             GError    **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secret_names); i++) {
    if (g_str_equal (name, secret_names[i]))
      return secret_names[i];
  }

  mh_ctl_fail_usage (error, _("The credentials are line.token, line.channel-secret, sms.karaden.token, sms.zettai.token and sms.twilio.token."));

  return NULL;
}

static gboolean
run_secret_set (MhCtlCall *call,
                GError   **error)
{
  g_autoptr (MhSecrets) secrets = NULL;
  g_autoptr (MhSecretText) value = NULL;
  const char *name;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error))
    return FALSE;
  if (call->ctl->in_batch)
    return mh_ctl_fail_usage (error, _("A credential cannot be set here: standard input holds commands."));

  name = find_secret (call->args[0], error);
  if (name == NULL || !mh_ctl_open (call, &desk, error))
    return FALSE;

  secrets = mh_ctl_open_secrets (&desk, error);
  value = secrets != NULL ? mh_ctl_read_secret (error) : NULL;
  if (value == NULL || !mh_secrets_store (secrets, name, value, NULL, error))
    return FALSE;

  mh_ctl_add_text (call, "name", name);
  mh_ctl_add_bool (call, "kept", TRUE);

  return TRUE;
}

static gboolean
run_secret_clear (MhCtlCall *call,
                  GError   **error)
{
  g_autoptr (MhSecrets) secrets = NULL;
  const char *name;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error))
    return FALSE;

  name = find_secret (call->args[0], error);
  if (name == NULL || !mh_ctl_open (call, &desk, error))
    return FALSE;

  secrets = mh_ctl_open_secrets (&desk, error);
  if (secrets == NULL || !mh_secrets_clear (secrets, name, NULL, error))
    return FALSE;

  mh_ctl_add_text (call, "name", name);
  mh_ctl_add_bool (call, "kept", FALSE);

  return TRUE;
}

static gboolean
run_secret_status (MhCtlCall *call,
                   GError   **error)
{
  g_autoptr (MhSecrets) secrets = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  secrets = mh_ctl_open_secrets (&desk, error);
  if (secrets == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "secrets");
  for (gsize i = 0; i < G_N_ELEMENTS (secret_names); i++) {
    g_autoptr (GError) local_error = NULL;
    g_autoptr (MhSecretText) value = mh_secrets_look_up (secrets, secret_names[i], NULL, &local_error);

    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "name", secret_names[i]);
    mh_ctl_add_bool (call, "kept", value != NULL);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_send_commands[] = {
  { "send", NULL, N_("Send what is due"), run_send },
  { "stop", NULL, N_("Nothing more leaves, at once"), run_stop },
  { "resume", NULL, N_("Messages may leave again"), run_resume },
  { "deliveries resolve", N_("DELIVERY"), N_("Say whether a message that is to be checked arrived"), run_deliveries_resolve },
  { "deliveries done", N_("DELIVERY"), N_("The person was told by hand"), run_deliveries_done },
  { "deliveries", NULL, N_("List the messages and where they stand"), run_deliveries },
  { "secret set", N_("NAME"), N_("Keep a credential in the keyring; it is read from standard input"), run_secret_set },
  { "secret clear", N_("NAME"), N_("Take a credential out of the keyring"), run_secret_clear },
  { "secret status", NULL, N_("Say which credentials are kept, never what they are"), run_secret_status },
  { "test", N_("PROVIDER"), N_("Test the connection to line, sms, karaden, zettai or twilio; sends no message"), run_test },
  { NULL },
};
