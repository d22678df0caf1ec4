/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What became of one request to a provider, as what to do next. */
typedef enum {
  MH_SEND_ACCEPTED,     /* taken over by the provider (LINE: 200, or 409 that names the accepted request) */
  MH_SEND_REJECTED,     /* never by this channel for these recipients; nobody got it */
  MH_SEND_RECIPIENTS,   /* nobody got it, because of the recipients in @bad: send again without them under a NEW key */
  MH_SEND_RETRY_LATER,  /* certainly not accepted: rate limit, connection refused before a byte went out */
  MH_SEND_UNKNOWN,      /* may have been accepted: connection lost, time-out, 5xx, 409 without an id */
  MH_SEND_STOP,         /* credentials or monthly quota: stop everything and tell the nurse */
} MhSendOutcome;

typedef struct {
  MhSendOutcome outcome;
  char         *provider_id;  /* (nullable) the provider's id of the message */
  char         *request_id;   /* (nullable) x-line-request-id and the like, for support */
  char         *code;         /* (nullable) stable, for the store: "http-500", "quota", "rate", "unauthorized" */
  char         *reason;       /* (nullable) translated sentence for the nurse, without personal data */
  GArray       *bad;          /* (nullable) (element-type guint) indices into the recipients */
} MhSendResult;

MhSendResult *mh_send_result_new  (MhSendOutcome  outcome,
                                   const char    *code,
                                   const char    *reason);
void          mh_send_result_free (MhSendResult  *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSendResult, mh_send_result_free)

typedef enum {
  MH_LOOKUP_FOUND,      /* @provider_id was accepted: never send again */
  MH_LOOKUP_NOT_FOUND,  /* certainly not accepted: the same attempt may be sent */
  MH_LOOKUP_UNSURE,     /* could not be asked; ask again later */
} MhLookup;

/* What the provider has told of a message since it took it. */
typedef enum {
  MH_TOLD_NOTHING,    /* nothing yet, or nothing that is known here: ask again later */
  MH_TOLD_DELIVERED,
  MH_TOLD_FAILED,     /* certainly nobody has it: another way may be tried */
  MH_TOLD_DOUBTFUL,   /* said to be not delivered, but a part or a late copy may arrive: a person decides */
} MhTold;

typedef struct {
  MhTold  told;
  char   *code;  /* (nullable) stable, for the store: why it was not delivered */
} MhStatus;

MhStatus *mh_status_new  (MhTold      told,
                          const char *code);
void      mh_status_free (MhStatus   *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhStatus, mh_status_free)

/* How a request to the provider looks once frozen: written to the store before anything leaves, sent as it is. */
typedef struct {
  char   *endpoint;      /* path below the base address: "/v2/bot/message/push" */
  char   *content_type;
  GBytes *body;
} MhFrozen;

void mh_frozen_free (MhFrozen *frozen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhFrozen, mh_frozen_free)

/* What a message has beside its words where the channel can show a card. Nothing on it wants an answer that nobody would read. */
typedef struct {
  const char *phone;  /* (nullable) whom a button calls */
  const char *web;    /* (nullable) the host whose page a button opens: "www.town.example.lg.jp" */
} MhCard;

#define MH_TYPE_PROVIDER (mh_provider_get_type ())
G_DECLARE_INTERFACE (MhProvider, mh_provider, MH, PROVIDER, GObject)

struct _MhProviderInterface
{
  GTypeInterface parent_iface;

  /* "line", "karaden", "zettai", "twilio": stable, stored with each attempt. */
  const char *(*get_name)       (MhProvider          *self);
  /* How many recipients one request takes when the text is the same (LINE 500, Karaden 1). */
  guint       (*get_max_recipients) (MhProvider      *self);
  /* How long the same key may be sent again after the first attempt, ms. LINE 23 h; 0: never, look up instead. */
  gint64      (*get_key_window) (MhProvider          *self);
  gboolean    (*can_look_up)    (MhProvider          *self);
  /* Requests a second that stay under the provider's rate. */
  guint       (*get_rate)       (MhProvider          *self);

  MhFrozen   *(*freeze)         (MhProvider          *self,
                                 const char * const  *recipients,
                                 const char          *text,
                                 const char          *key,
                                 GError             **error);
  /* (nullable): the channel carries words only. The same words as a card, or as words where they do not fit on one. */
  MhFrozen   *(*freeze_card)    (MhProvider          *self,
                                 const char * const  *recipients,
                                 const char          *text,
                                 const MhCard        *card,
                                 const char          *key,
                                 GError             **error);

  /* Returns a task that ends with an MhSendResult and never fails: what goes wrong is an outcome. */
  void        (*send_async)     (MhProvider          *self,
                                 const MhFrozen      *frozen,
                                 const char          *key,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);

  /* Whether the attempt with @key, whose request is @frozen, reached the provider; since_ms is when it was first sent. */
  void        (*look_up_async)  (MhProvider          *self,
                                 const char          *key,
                                 const MhFrozen      *frozen,
                                 gint64               since_ms,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
  MhLookup    (*look_up_finish) (MhProvider          *self,
                                 GAsyncResult        *result,
                                 char               **out_provider_id);

  /* How many messages may still go this month; -1 no limit. */
  void        (*quota_async)    (MhProvider          *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
  gboolean    (*quota_finish)   (MhProvider          *self,
                                 GAsyncResult        *result,
                                 gint64              *out_remaining,
                                 GError             **error);

  /* Connection test: a translated sentence that names the account it reached. Sends no message. */
  void        (*test_async)     (MhProvider          *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);

  /* (nullable): the provider tells nothing later. What it knows of the accepted message with @key or, where it gave one, with
   * @provider_id. A task that ends with an MhStatus or an error. */
  void        (*status_async)   (MhProvider          *self,
                                 const char          *key,
                                 const char          *provider_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
};

const char   *mh_provider_get_name           (MhProvider          *self);
guint         mh_provider_get_max_recipients (MhProvider          *self);
gint64        mh_provider_get_key_window     (MhProvider          *self);
gboolean      mh_provider_can_look_up        (MhProvider          *self);
guint         mh_provider_get_rate           (MhProvider          *self);
MhFrozen     *mh_provider_freeze             (MhProvider          *self,
                                              const char * const  *recipients,
                                              const char          *text,
                                              const char          *key,
                                              GError             **error);
gboolean      mh_provider_shows_cards        (MhProvider          *self);
MhFrozen     *mh_provider_freeze_card        (MhProvider          *self,
                                              const char * const  *recipients,
                                              const char          *text,
                                              const MhCard        *card,
                                              const char          *key,
                                              GError             **error);
void          mh_provider_send_async         (MhProvider          *self,
                                              const MhFrozen      *frozen,
                                              const char          *key,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
MhSendResult *mh_provider_send_finish        (MhProvider          *self,
                                              GAsyncResult        *result);
void          mh_provider_look_up_async      (MhProvider          *self,
                                              const char          *key,
                                              const MhFrozen      *frozen,
                                              gint64               since_ms,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
MhLookup      mh_provider_look_up_finish     (MhProvider          *self,
                                              GAsyncResult        *result,
                                              char               **out_provider_id);
void          mh_provider_quota_async        (MhProvider          *self,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean      mh_provider_quota_finish       (MhProvider          *self,
                                              GAsyncResult        *result,
                                              gint64              *out_remaining,
                                              GError             **error);
void          mh_provider_test_async         (MhProvider          *self,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
char         *mh_provider_test_finish        (MhProvider          *self,
                                              GAsyncResult        *result,
                                              GError             **error);
gboolean      mh_provider_can_tell           (MhProvider          *self);
void          mh_provider_status_async       (MhProvider          *self,
                                              const char          *key,
                                              const char          *provider_id,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
MhStatus     *mh_provider_status_finish      (MhProvider          *self,
                                              GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS
