/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Credentials in the keyring of a Linux desktop, through libsecret. The one file that knows it: another system's store is another
 * file with the same mh_secrets_new_keyring(). */

#define G_LOG_DOMAIN "mh-secrets-keyring"

#include "mh-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "mh-error.h"

#define MH_TYPE_SECRETS_KEYRING (mh_secrets_keyring_get_type ())
G_DECLARE_FINAL_TYPE (MhSecretsKeyring, mh_secrets_keyring, MH, SECRETS_KEYRING, GObject)

struct _MhSecretsKeyring
{
  GObject parent_instance;

  char   *installation_id;
};

/* gnome-keyring does not find a locked item by its schema's name; "application" serves in its place. */
static const SecretSchema schema = {
  .name = MH_APPLICATION_ID,
  .flags = SECRET_SCHEMA_DONT_MATCH_NAME,
  .attributes = {
    { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "installation", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static char *
make_label (const char *name)
{
  if (g_str_equal (name, MH_SECRET_LINE_TOKEN))
    return g_strdup (_("Machihoken: access token of the LINE account"));

  if (g_str_equal (name, MH_SECRET_LINE_CHANNEL_SECRET))
    return g_strdup (_("Machihoken: channel secret of the LINE account"));

  if (g_str_equal (name, MH_SECRET_KARADEN_TOKEN) || g_str_equal (name, MH_SECRET_ZETTAI_TOKEN) ||
      g_str_equal (name, MH_SECRET_TWILIO_TOKEN))
    return g_strdup (_("Machihoken: access token of the SMS service"));

  return g_strdup_printf (_("Machihoken: %s"), name);
}

/* A locked item is found by a search but neither read nor cleared, and libsecret reports no error for it: to it, a question to
 * the user that was not answered is an answer. */
static gboolean
is_kept (MhSecretsKeyring *self,
         const char       *name,
         GCancellable     *cancellable,
         GError          **cause)
{
  GList *found = secret_password_search_sync (&schema, SECRET_SEARCH_ALL, cancellable, cause,
                                              "application", MH_APPLICATION_ID,
                                              "installation", self->installation_id,
                                              "name", name,
                                              NULL);
  gboolean kept = found != NULL;

  g_list_free_full (found, g_object_unref);

  return kept;
}

static GError *
make_locked_error (void)
{
  return g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "locked");
}

/* Takes @cause. The keyring's own words come last: they help whoever is asked for help, and never hold a credential. */
static void
explain_error (GError **error,
               GError  *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, cause);
    return;
  }

  g_set_error (error, MH_ERROR, MH_ERROR_UNAVAILABLE,
               _("The keyring of this computer is locked or not running. LINE and SMS are off until it can be opened; "
                 "everything else works. Log out, log in again with your password and try once more. (%s)"),
               cause->message);
  g_error_free (cause);
}

static gboolean
store_value (MhSecrets    *secrets,
             const char   *name,
             const char   *value,
             GCancellable *cancellable,
             GError      **error)
{
  MhSecretsKeyring *self = MH_SECRETS_KEYRING (secrets);
  g_autofree char *label = make_label (name);
  GError *cause = NULL;

  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, value, cancellable, &cause,
                                  "application", MH_APPLICATION_ID,
                                  "installation", self->installation_id,
                                  "name", name,
                                  NULL))
    return TRUE;

  explain_error (error, cause);

  return FALSE;
}

static char *
look_up_value (MhSecrets    *secrets,
               const char   *name,
               GCancellable *cancellable,
               GError      **error)
{
  MhSecretsKeyring *self = MH_SECRETS_KEYRING (secrets);
  GError *cause = NULL;
  char *password;
  char *value;

  password = secret_password_lookup_sync (&schema, cancellable, &cause,
                                          "application", MH_APPLICATION_ID,
                                          "installation", self->installation_id,
                                          "name", name,
                                          NULL);
  if (password == NULL && cause == NULL && is_kept (self, name, cancellable, &cause))
    cause = make_locked_error ();

  if (cause != NULL) {
    explain_error (error, cause);
    return NULL;
  }

  value = g_strdup (password);
  secret_password_free (password);

  return value;
}

static gboolean
clear_value (MhSecrets    *secrets,
             const char   *name,
             GCancellable *cancellable,
             GError      **error)
{
  MhSecretsKeyring *self = MH_SECRETS_KEYRING (secrets);
  GError *cause = NULL;

  /* %FALSE without an error: there was none, or it is locked. */
  if (!secret_password_clear_sync (&schema, cancellable, &cause,
                                   "application", MH_APPLICATION_ID,
                                   "installation", self->installation_id,
                                   "name", name,
                                   NULL) &&
      cause == NULL && is_kept (self, name, cancellable, &cause))
    cause = make_locked_error ();

  if (cause == NULL)
    return TRUE;

  explain_error (error, cause);

  return FALSE;
}

static void
implement_secrets (MhSecretsInterface *iface)
{
  iface->store = store_value;
  iface->look_up = look_up_value;
  iface->clear = clear_value;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MhSecretsKeyring, mh_secrets_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_SECRETS, implement_secrets))

static void
mh_secrets_keyring_finalize (GObject *object)
{
  MhSecretsKeyring *self = MH_SECRETS_KEYRING (object);

  g_free (self->installation_id);

  G_OBJECT_CLASS (mh_secrets_keyring_parent_class)->finalize (object);
}

static void
mh_secrets_keyring_class_init (MhSecretsKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_secrets_keyring_finalize;
}

static void
mh_secrets_keyring_init (MhSecretsKeyring *self)
{
}

/**
 * mh_secrets_new_keyring:
 * @installation_id: tells two installations of one user apart, such as the practice town and the real one
 *
 * Nothing is opened yet: a keyring that is not there is an error of the first call.
 *
 * Returns: (transfer full): the credentials of this installation in the keyring of whoever is logged in
 */
MhSecrets *
mh_secrets_new_keyring (const char *installation_id)
{
  MhSecretsKeyring *self;

  g_return_val_if_fail (installation_id != NULL, NULL);

  self = g_object_new (MH_TYPE_SECRETS_KEYRING, NULL);
  self->installation_id = g_strdup (installation_id);

  return MH_SECRETS (self);
}
