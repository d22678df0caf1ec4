/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The names under which credentials are kept. */
#define MH_SECRET_LINE_TOKEN          "line.token"
#define MH_SECRET_LINE_CHANNEL_SECRET "line.channel-secret"
#define MH_SECRET_KARADEN_TOKEN       "sms.karaden.token"
#define MH_SECRET_ZETTAI_TOKEN        "sms.zettai.token"
#define MH_SECRET_TWILIO_TOKEN        "sms.twilio.token"
#define MH_SECRET_BACKUP_KEY          "backup.key"
#define MH_SECRET_BOX_KEY             "box.key"

#define MH_TYPE_SECRETS (mh_secrets_get_type ())
G_DECLARE_INTERFACE (MhSecrets, mh_secrets, MH, SECRETS, GObject)

/* The seam for credentials. The members block and may be called from any thread: the credential stores of other systems know
 * nothing else. An error is MH_ERROR_UNAVAILABLE or G_IO_ERROR_CANCELLED. */
struct _MhSecretsInterface
{
  GTypeInterface parent_iface;

  gboolean (*store)   (MhSecrets     *self,
                       const char    *name,
                       const char    *value,
                       GCancellable  *cancellable,
                       GError       **error);
  /* %NULL without an error when nothing is kept under @name. */
  char    *(*look_up) (MhSecrets     *self,
                       const char    *name,
                       GCancellable  *cancellable,
                       GError       **error);
  gboolean (*clear)   (MhSecrets     *self,
                       const char    *name,
                       GCancellable  *cancellable,
                       GError       **error);
};

/* The keyring of this PC. @installation_id tells two installations of one user apart, such as practice and real. */
MhSecrets *mh_secrets_new_keyring    (const char           *installation_id);

gboolean   mh_secrets_store          (MhSecrets            *self,
                                      const char           *name,
                                      const char           *value,
                                      GCancellable         *cancellable,
                                      GError              **error);
/* Free what comes back with mh_secret_free(). */
char      *mh_secrets_look_up        (MhSecrets            *self,
                                      const char           *name,
                                      GCancellable         *cancellable,
                                      GError              **error);
/* Succeeds when there was nothing to clear. */
gboolean   mh_secrets_clear          (MhSecrets            *self,
                                      const char           *name,
                                      GCancellable         *cancellable,
                                      GError              **error);

void       mh_secrets_store_async    (MhSecrets            *self,
                                      const char           *name,
                                      const char           *value,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean   mh_secrets_store_finish   (MhSecrets            *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void       mh_secrets_look_up_async  (MhSecrets            *self,
                                      const char           *name,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
char      *mh_secrets_look_up_finish (MhSecrets            *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void       mh_secrets_clear_async    (MhSecrets            *self,
                                      const char           *name,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean   mh_secrets_clear_finish   (MhSecrets            *self,
                                      GAsyncResult         *result,
                                      GError              **error);

/* Overwrites, then frees. */
void       mh_secret_free            (char                 *value);

/* g_autoptr (MhSecretText) for what a look-up gives. */
typedef char MhSecretText;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSecretText, mh_secret_free)

G_END_DECLS
