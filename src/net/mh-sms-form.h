/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>

#include "mh-provider.h"

G_BEGIN_DECLS

/* What the SMS services have in common: one message to one mobile number, sent as a form. */
void      mh_form_append       (GString             *form,
                                const char          *name,
                                const char          *value);
gboolean  mh_sms_check_message (const char * const  *recipients,
                                const char          *text,
                                const char          *key,
                                GError             **error);
GTask    *mh_sms_task_new      (gpointer             provider,
                                gpointer             tag,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
/* What an answer without success says. @object: (nullable): its JSON */
typedef MhSendResult *(*MhSmsReadRefusal) (guint       status,
                                           JsonObject *object);
/* For services that answer with an id of the message, in the member @id. A GAsyncReadyCallback's work: ends @task with an MhSendResult. */
void      mh_sms_return_answer (GTask               *task,
                                GObject             *http,
                                GAsyncResult        *result,
                                const char          *service,
                                const char          *id,
                                MhSmsReadRefusal     read_refusal);
/* For services that bill by the part and have no monthly ceiling. */
void      mh_sms_quota_async   (MhProvider          *provider,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
gboolean  mh_sms_quota_finish  (MhProvider          *provider,
                                GAsyncResult        *result,
                                gint64              *out_remaining,
                                GError             **error);

G_END_DECLS
