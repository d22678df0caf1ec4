/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-fake-secrets"

#include "mh-fake-secrets.h"

#include "mh-error.h"

struct _MhFakeSecrets
{
  GObject     parent_instance;

  GMutex      lock;    /* of all below: look-ups may come from a thread */
  GHashTable *values;  /* (element-type utf8 utf8) */
  gboolean    available;
  guint       n_look_ups;
};

static gboolean
check_available (MhFakeSecrets *self,
                 GCancellable  *cancellable,
                 GError       **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (!self->available)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE, "The fake keyring is locked.");

  return self->available;
}

static gboolean
store_value (MhSecrets    *secrets,
             const char   *name,
             const char   *value,
             GCancellable *cancellable,
             GError      **error)
{
  MhFakeSecrets *self = MH_FAKE_SECRETS (secrets);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!check_available (self, cancellable, error))
    return FALSE;

  g_hash_table_replace (self->values, g_strdup (name), g_strdup (value));

  return TRUE;
}

static char *
look_up_value (MhSecrets    *secrets,
               const char   *name,
               GCancellable *cancellable,
               GError      **error)
{
  MhFakeSecrets *self = MH_FAKE_SECRETS (secrets);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_look_ups++;
  if (!check_available (self, cancellable, error))
    return NULL;

  return g_strdup (g_hash_table_lookup (self->values, name));
}

static gboolean
clear_value (MhSecrets    *secrets,
             const char   *name,
             GCancellable *cancellable,
             GError      **error)
{
  MhFakeSecrets *self = MH_FAKE_SECRETS (secrets);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!check_available (self, cancellable, error))
    return FALSE;

  g_hash_table_remove (self->values, name);

  return TRUE;
}

static void
implement_secrets (MhSecretsInterface *iface)
{
  iface->store = store_value;
  iface->look_up = look_up_value;
  iface->clear = clear_value;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MhFakeSecrets, mh_fake_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_SECRETS, implement_secrets))

static void
mh_fake_secrets_finalize (GObject *object)
{
  MhFakeSecrets *self = MH_FAKE_SECRETS (object);

  g_hash_table_unref (self->values);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (mh_fake_secrets_parent_class)->finalize (object);
}

static void
mh_fake_secrets_class_init (MhFakeSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_fake_secrets_finalize;
}

static void
mh_fake_secrets_init (MhFakeSecrets *self)
{
  g_mutex_init (&self->lock);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mh_secret_free);
  self->available = TRUE;
}

MhFakeSecrets *
mh_fake_secrets_new (void)
{
  return g_object_new (MH_TYPE_FAKE_SECRETS, NULL);
}

void
mh_fake_secrets_set_available (MhFakeSecrets *self,
                               gboolean       available)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->available = available;
}

guint
mh_fake_secrets_get_n_look_ups (MhFakeSecrets *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_look_ups;
}
