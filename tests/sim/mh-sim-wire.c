/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-wire"

#include "mh-sim-wire.h"

#include <string.h>

#define HOUR (G_GINT64_CONSTANT (3600) * 1000)

typedef struct {
  GBytes *body;
  gint64  accepted_at;   /* 0: never */
} Request;

struct _MhSimWire
{
  MhProvider *line;
  MhProvider *sms;
  GHashTable *requests;  /* key → Request */
  GHashTable *got;       /* delivery → itself */
  char       *broken;    /* (nullable) */
};

/* --- providers ---------------------------------------------------------------------------------------------------- */

#define SIM_TYPE_PROVIDER (sim_provider_get_type ())
G_DECLARE_FINAL_TYPE (SimProvider, sim_provider, SIM, PROVIDER, GObject)

struct _SimProvider
{
  GObject  parent_instance;

  gboolean is_line;
};

static void sim_provider_iface_init (MhProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimProvider, sim_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PROVIDER, sim_provider_iface_init))

static const char *
sim_provider_get_name (MhProvider *provider)
{
  return SIM_PROVIDER (provider)->is_line ? "line" : "karaden";
}

static guint
sim_provider_get_max_recipients (MhProvider *provider)
{
  return SIM_PROVIDER (provider)->is_line ? 500 : 1;
}

static gint64
sim_provider_get_key_window (MhProvider *provider)
{
  return SIM_PROVIDER (provider)->is_line ? 23 * HOUR : 0;
}

static gboolean
sim_provider_can_look_up (MhProvider *provider)
{
  return !SIM_PROVIDER (provider)->is_line;
}

static guint
sim_provider_get_rate (MhProvider *provider)
{
  return 1000;
}

static MhFrozen *
sim_provider_freeze (MhProvider         *provider,
                     const char * const *recipients,
                     const char         *text,
                     const char         *key,
                     GError            **error)
{
  MhFrozen *frozen = g_new0 (MhFrozen, 1);
  g_autofree char *to = g_strjoinv (" ", (char **) recipients);
  char *body = g_strconcat (to, "\n", text, NULL);

  frozen->endpoint = g_strdup ("/");
  frozen->content_type = g_strdup ("text/plain");
  frozen->body = g_bytes_new_take (body, strlen (body));

  return frozen;
}

static void
sim_provider_iface_init (MhProviderInterface *iface)
{
  iface->get_name = sim_provider_get_name;
  iface->get_max_recipients = sim_provider_get_max_recipients;
  iface->get_key_window = sim_provider_get_key_window;
  iface->can_look_up = sim_provider_can_look_up;
  iface->get_rate = sim_provider_get_rate;
  iface->freeze = sim_provider_freeze;
}

static void
sim_provider_class_init (SimProviderClass *klass)
{
}

static void
sim_provider_init (SimProvider *self)
{
}

static MhProvider *
make_provider (gboolean is_line)
{
  SimProvider *self = g_object_new (SIM_TYPE_PROVIDER, NULL);

  self->is_line = is_line;

  return MH_PROVIDER (self);
}

/* --- the wire ----------------------------------------------------------------------------------------------------- */

static void
request_free (Request *request)
{
  g_bytes_unref (request->body);
  g_free (request);
}

MhSimWire *
mh_sim_wire_new (void)
{
  MhSimWire *self = g_new0 (MhSimWire, 1);

  self->line = make_provider (TRUE);
  self->sms = make_provider (FALSE);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) request_free);
  self->got = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

void
mh_sim_wire_free (MhSimWire *self)
{
  g_object_unref (self->line);
  g_object_unref (self->sms);
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->got);
  g_free (self->broken);
  g_free (self);
}

void
mh_sim_wire_get_providers (MhSimWire         *self,
                           MhOutboxProviders *out_providers)
{
  *out_providers = (MhOutboxProviders) { .line = self->line, .sms = self->sms, .line_quota = -1 };
}

static void
break_once (MhSimWire *self,
            char      *what)
{
  if (self->broken == NULL)
    self->broken = what;
  else
    g_free (what);
}

/* Everybody of the request has the message now. */
static void
arrive (MhSimWire       *self,
        MhDb            *db,
        const MhAttempt *attempt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) parts = mh_attempt_table_list_parts (db, attempt->id, &error);

  if (parts == NULL)
    g_error ("%s", error->message);

  for (guint i = 0; i < parts->len; i++) {
    gint64 delivery = g_array_index (parts, MhAttemptPart, i).delivery;

    if (!g_hash_table_add (self->got, g_memdup2 (&delivery, sizeof delivery)))
      break_once (self, g_strdup_printf ("delivery %lld by attempt %lld", (long long) delivery, (long long) attempt->id));
  }
}

static Request *
find_request (MhSimWire       *self,
              const MhAttempt *attempt)
{
  Request *request = g_hash_table_lookup (self->requests, attempt->key);

  if (request == NULL) {
    request = g_new0 (Request, 1);
    request->body = g_bytes_ref (attempt->body);
    g_hash_table_insert (self->requests, g_strdup (attempt->key), request);
  } else if (!g_bytes_equal (request->body, attempt->body)) {
    break_once (self, g_strdup_printf ("attempt %lld with other bytes", (long long) attempt->id));
  }

  return request;
}

/* LINE knows its key and says so; the SMS service takes it for another message. */
static void
accept_request (MhSimWire       *self,
                MhDb            *db,
                const MhAttempt *attempt,
                gint64           now)
{
  Request *request = find_request (self, attempt);

  if (request->accepted_at == 0 || !g_str_equal (attempt->provider, "line") || now - request->accepted_at >= 24 * HOUR)
    arrive (self, db, attempt);
  if (request->accepted_at == 0)
    request->accepted_at = now;
}

static MhSendResult *
refuse_one (void)
{
  MhSendResult *result = mh_send_result_new (MH_SEND_RECIPIENTS, "recipients", NULL);
  guint first = 0;

  result->bad = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (result->bad, first);

  return result;
}

MhSendResult *
mh_sim_wire_send (MhSimWire       *self,
                  MhDb            *db,
                  const MhAttempt *attempt,
                  gint64           now,
                  guint32          chance)
{
  gboolean known = find_request (self, attempt)->accepted_at != 0;

  if (chance < 78)
    accept_request (self, db, attempt, now);
  if (chance < 70)
    return mh_send_result_new (MH_SEND_ACCEPTED, NULL, NULL);
  if (chance < 76)
    return mh_send_result_new (MH_SEND_UNKNOWN, "lost", NULL);
  if (chance < 80)
    return NULL;
  if (chance < 86)
    return mh_send_result_new (MH_SEND_UNKNOWN, "timeout", NULL);

  /* What it has it does not refuse. */
  if (known)
    return mh_send_result_new (MH_SEND_UNKNOWN, "timeout", NULL);
  if (chance < 90)
    return mh_send_result_new (MH_SEND_RETRY_LATER, "rate", NULL);
  if (chance < 93)
    return mh_send_result_new (MH_SEND_REJECTED, "rejected", NULL);
  if (chance < 97)
    return refuse_one ();

  return mh_send_result_new (MH_SEND_STOP, "unauthorized", NULL);
}

MhLookup
mh_sim_wire_look_up (MhSimWire       *self,
                     const MhAttempt *attempt,
                     guint32          chance)
{
  if (chance < 20)
    return MH_LOOKUP_UNSURE;

  return find_request (self, attempt)->accepted_at != 0 ? MH_LOOKUP_FOUND : MH_LOOKUP_NOT_FOUND;
}

gboolean
mh_sim_wire_has (MhSimWire *self,
                 gint64     delivery)
{
  return g_hash_table_contains (self->got, &delivery);
}

void
mh_sim_wire_restored (MhSimWire *self,
                      MhDb      *db)
{
  g_autoptr (GHashTable) got = g_steal_pointer (&self->got);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = NULL;

  self->got = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  rows = mh_db_query (db, &error, "SELECT id FROM delivery WHERE state NOT IN ('withdrawn', 'by-hand')", NULL);
  while (rows != NULL && mh_rows_next (rows)) {
    gint64 id = mh_rows_int (rows, 0);

    if (g_hash_table_contains (got, &id))
      g_hash_table_add (self->got, g_memdup2 (&id, sizeof id));
  }

  if (rows == NULL || !mh_rows_end (rows, &error))
    g_error ("%s", error->message);
}

static const char *
compare (MhSimWire *self,
         MhRows    *rows,
         char     **out_what)
{
  static const char * const not_sent[] = { "held", "due", "withdrawn", "by-hand", NULL };
  gint64 id = mh_rows_int (rows, 0);
  const char *state = mh_rows_text (rows, 1);
  gboolean arrived = g_hash_table_contains (self->got, &id);
  const char *rule = NULL;

  if (arrived && g_strv_contains (not_sent, state))
    rule = "sent-once";
  else if (!arrived && (g_str_equal (state, "accepted") || g_str_equal (state, "delivered")) &&
           g_strcmp0 (mh_rows_text (rows, 2), "confirmed-by-person") != 0)
    rule = "accepted-has-arrived";

  if (rule != NULL)
    *out_what = g_strdup_printf ("delivery %lld stands at %s", (long long) id, state);

  return rule;
}

const char *
mh_sim_wire_check (MhSimWire *self,
                   MhDb      *db,
                   char     **out_what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = NULL;
  const char *rule = NULL;

  if (self->broken != NULL) {
    *out_what = g_strdup (self->broken);
    return "sent-once";
  }

  rows = mh_db_query (db, &error, "SELECT id, state, reason FROM delivery", NULL);
  while (rows != NULL && rule == NULL && mh_rows_next (rows))
    rule = compare (self, rows, out_what);
  if (rows == NULL || (rule == NULL && !mh_rows_end (rows, &error)))
    g_error ("%s", error->message);

  return rule;
}
