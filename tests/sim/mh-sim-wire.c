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
  GHashTable *told;      /* delivery → what its carrier has told of it: MH_TOLD_FAILED or MH_TOLD_DOUBTFUL */
  GHashTable *said;      /* what one broadcast said to one person, or by one contact → delivery */
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

/* Nobody waits for it here: what it says is asked of the wire. */
static void
sim_provider_status_async (MhProvider         *provider,
                           const char         *key,
                           const char         *provider_id,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_assert_not_reached ();
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
  iface->status_async = sim_provider_status_async;
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
  self->told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
mh_sim_wire_free (MhSimWire *self)
{
  g_object_unref (self->line);
  g_object_unref (self->sms);
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->got);
  g_hash_table_unref (self->told);
  g_hash_table_unref (self->said);
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

/* @key: (transfer full): what may be said once only */
static void
say (MhSimWire *self,
     char      *key,
     gint64     delivery)
{
  gint64 *before = g_hash_table_lookup (self->said, key);

  if (before != NULL && *before != delivery)
    break_once (self, g_strdup_printf ("deliveries %lld and %lld: %s", (long long) *before, (long long) delivery, key));
  g_hash_table_replace (self->said, key, g_memdup2 (&delivery, sizeof delivery));
}

/* Those for whom a message speaks, under each entry that they have had; the contact, where nobody protected is behind it; and whether the
 * broadcast is under way at all. */
#define SAID_TO \
  "WITH RECURSIVE up (id, next) AS (SELECT r.id, r.merged_into FROM broadcast_person AS p JOIN resident AS r ON r.id = p.resident " \
  "    WHERE p.delivery = :delivery UNION SELECT r.id, r.merged_into FROM up JOIN resident AS r ON r.id = up.next), " \
  "  same (id) AS (SELECT id FROM up UNION SELECT r.id FROM same JOIN resident AS r ON r.merged_into = same.id) " \
  "SELECT same.id, d.broadcast, b.state, d.body, EXISTS (SELECT 1 FROM protection WHERE resident IN (SELECT id FROM same)) " \
  "FROM same JOIN delivery AS d ON d.id = :delivery JOIN broadcast AS b ON b.id = d.broadcast"

/* @contact: by which it went */
static void
arrive_once (MhSimWire *self,
             MhDb      *db,
             gint64     delivery,
             gint64     contact)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, &error, SAID_TO, ":delivery", MH_INT (delivery), NULL);

  if (!g_hash_table_add (self->got, g_memdup2 (&delivery, sizeof delivery)))
    break_once (self, g_strdup_printf ("delivery %lld twice", (long long) delivery));
  g_hash_table_remove (self->told, &delivery);

  while (rows != NULL && mh_rows_next (rows)) {
    long long broadcast = (long long) mh_rows_int (rows, 1);
    const char *state = mh_rows_text (rows, 2);

    if (!g_str_equal (state, "running") && !g_str_equal (state, "paused") && !g_str_equal (state, "done"))
      break_once (self, g_strdup_printf ("delivery %lld of a broadcast that is %s", (long long) delivery, state));
    say (self, g_strdup_printf ("broadcast %lld to %lld", broadcast, (long long) mh_rows_int (rows, 0)), delivery);
    if (mh_rows_int (rows, 4) == 0)
      say (self, g_strdup_printf ("broadcast %lld by %lld: %s", broadcast, (long long) contact, mh_rows_text (rows, 3)), delivery);
  }

  if (rows == NULL || !mh_rows_end (rows, &error))
    g_error ("%s", error->message);
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
    const MhAttemptPart *part = &g_array_index (parts, MhAttemptPart, i);

    arrive_once (self, db, part->delivery, part->contact);
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

static gboolean
is_of (gpointer key,
       gpointer value,
       gpointer data)
{
  return *(const gint64 *) value == *(const gint64 *) data;
}

/* The carrier's word, which stays: nobody has it, or somebody may have it. */
static void
tell_undelivered (MhSimWire *self,
                  gint64     delivery,
                  MhTold     told)
{
  g_hash_table_insert (self->told, g_memdup2 (&delivery, sizeof delivery), GINT_TO_POINTER (told));
  if (told == MH_TOLD_DOUBTFUL)
    return;

  g_hash_table_remove (self->got, &delivery);
  g_hash_table_foreach_remove (self->said, is_of, &delivery);
}

/* What somebody has found out stays so. */
MhStatus *
mh_sim_wire_tell (MhSimWire       *self,
                  MhDb            *db,
                  const MhAttempt *attempt,
                  guint32          chance)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) parts = mh_attempt_table_list_parts (db, attempt->id, &error);
  gint64 n = 0, delivery;
  MhTold told;

  if (parts == NULL || parts->len != 1 ||
      !mh_db_get_int (db, 0, &n, &error, "SELECT count (*) FROM attempt_delivery AS p JOIN delivery AS d ON d.id = p.delivery AND d.state = 'accepted' "
                                         "WHERE p.attempt = :attempt", ":attempt", MH_INT (attempt->id), NULL))
    g_error ("%s", error != NULL ? error->message : "an SMS to many");

  delivery = g_array_index (parts, MhAttemptPart, 0).delivery;
  told = (MhTold) GPOINTER_TO_INT (g_hash_table_lookup (self->told, &delivery));
  if (told == MH_TOLD_NOTHING && n > 0 && chance >= 30) {
    told = chance < 80 ? MH_TOLD_DELIVERED : chance < 92 ? MH_TOLD_FAILED : MH_TOLD_DOUBTFUL;
    if (told != MH_TOLD_DELIVERED)
      tell_undelivered (self, delivery, told);
  }

  return mh_status_new (told, told == MH_TOLD_FAILED || told == MH_TOLD_DOUBTFUL ? "undelivered" : NULL);
}

void
mh_sim_wire_upload (MhSimWire *self,
                    MhDb      *db,
                    gint64     file,
                    guint32    chance)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MhRows) rows = mh_db_query (db, &error, "SELECT delivery, contact FROM outgoing_row WHERE file > :file", ":file", MH_INT (file), NULL);

  while (rows != NULL && mh_rows_next (rows)) {
    if ((chance++ *7919) % 10 < 8)
      arrive_once (self, db, mh_rows_int (rows, 0), mh_rows_int (rows, 1));
  }

  if (rows == NULL || !mh_rows_end (rows, &error))
    g_error ("%s", error->message);
}

gboolean
mh_sim_wire_has (MhSimWire *self,
                 gint64     delivery)
{
  return g_hash_table_contains (self->got, &delivery);
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer data)
{
  return !g_hash_table_contains (((MhSimWire *) data)->got, value);
}

/* Numbers of messages that the town does not know any more will be given to others. */
static void
forget_told (MhSimWire *self,
             MhDb      *db)
{
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer delivery;
  gint64 newest = 0;

  if (!mh_db_get_int (db, 0, &newest, &error, "SELECT coalesce (max (id), 0) FROM delivery", NULL))
    g_error ("%s", error->message);

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &delivery, NULL)) {
    if (*(const gint64 *) delivery > newest)
      g_hash_table_iter_remove (&iter);
  }
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

  g_hash_table_foreach_remove (self->said, is_gone, self);
  forget_told (self, db);
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
  MhTold told = (MhTold) GPOINTER_TO_INT (g_hash_table_lookup (self->told, &id));
  const char *rule = NULL;

  if (arrived && g_strv_contains (not_sent, state) && !(told == MH_TOLD_DOUBTFUL && (g_str_equal (state, "by-hand") || g_str_equal (state, "withdrawn"))))
    rule = "sent-once";
  else if (!arrived && told != MH_TOLD_FAILED && (g_str_equal (state, "accepted") || g_str_equal (state, "delivered")) &&
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
