/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-desk.h"
#include "mh-outbox-steps.h"
#include "mh-secrets.h"

G_BEGIN_DECLS

/* What the clients of the providers are made of; no secrets. */
typedef struct {
  gboolean  sending;
  gboolean  practice;
  char     *line_endpoint;
  char     *line_channel_id;
  char     *sms_provider;      /* karaden, zettai or twilio */
  char     *karaden_endpoint;
  char     *karaden_service_id;
  char     *zettai_endpoint;
  char     *zettai_client_id;
  char     *zettai_sms_code;
  char     *twilio_endpoint;
  char     *twilio_account_sid;
  char     *twilio_from;
  char     *twilio_callback;
  char     *proxy;
  char     *ca_file;
} MhSenderSettings;

MhSenderSettings *mh_sender_settings_read  (const MhDesk            *desk,
                                            GError                 **error);
void              mh_sender_settings_free  (MhSenderSettings        *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSenderSettings, mh_sender_settings_free)

/* The clients, made with the credentials of the keyring. A channel without an address or credentials is %NULL. */
typedef struct {
  MhOutboxProviders  providers;
  char              *fingerprint;  /* of the settings they were made from */
} MhSenders;

void              mh_senders_free          (MhSenders               *senders);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSenders, mh_senders_free)

gboolean          mh_senders_are_current   (const MhSenders         *senders,
                                            const MhSenderSettings  *settings);
void              mh_senders_make_async    (const MhSenderSettings  *settings,
                                            MhSecrets               *secrets,
                                            GCancellable            *cancellable,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 user_data);
MhSenders        *mh_senders_make_finish   (GAsyncResult            *result,
                                            GError                 **error);

G_END_DECLS
