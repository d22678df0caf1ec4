/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-http-trust"

#include "mh-http-trust.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

/**
 * MhHttpTrust:
 *
 * Offices that look into their own traffic present certificates signed by an authority of their own. A database made of a file
 * trusts that file alone and would then refuse every server reached without the office's proxy, so this one asks both. Each of
 * the two does the whole check (chain, dates, purpose, host name); one of them must find nothing to object to.
 */
struct _MhHttpTrust
{
  GTlsDatabase  parent_instance;

  GTlsDatabase *system;  /* (owned) */
  GTlsDatabase *office;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (MhHttpTrust, mh_http_trust, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
mh_http_trust_verify_chain (GTlsDatabase           *database,
                            GTlsCertificate        *chain,
                            const char             *purpose,
                            GSocketConnectable     *identity,
                            GTlsInteraction        *interaction,
                            GTlsDatabaseVerifyFlags flags,
                            GCancellable           *cancellable,
                            GError                **error)
{
  MhHttpTrust *self = MH_HTTP_TRUST (database);
  g_autoptr (GError) system_error = NULL;
  GTlsCertificateFlags by_system, by_office;

  /* Without a name nothing says that the certificate belongs to the host. */
  if (identity == NULL)
    return G_TLS_CERTIFICATE_BAD_IDENTITY;

  by_system = g_tls_database_verify_chain (self->system, chain, purpose, identity, interaction, flags,
                                           cancellable, &system_error);
  if (by_system == 0 && system_error == NULL)
    return 0;

  by_office = g_tls_database_verify_chain (self->office, chain, purpose, identity, interaction, flags,
                                           cancellable, error);

  /* Whoever knows the authority gives the better reason. */
  if (system_error == NULL && (by_office & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return by_system;

  return by_office;
}

static char *
mh_http_trust_create_certificate_handle (GTlsDatabase    *database,
                                         GTlsCertificate *certificate)
{
  MhHttpTrust *self = MH_HTTP_TRUST (database);
  char *handle = g_tls_database_create_certificate_handle (self->office, certificate);

  return handle != NULL ? handle : g_tls_database_create_certificate_handle (self->system, certificate);
}

static GTlsCertificate *
mh_http_trust_lookup_certificate_for_handle (GTlsDatabase           *database,
                                             const char             *handle,
                                             GTlsInteraction        *interaction,
                                             GTlsDatabaseLookupFlags flags,
                                             GCancellable           *cancellable,
                                             GError                **error)
{
  MhHttpTrust *self = MH_HTTP_TRUST (database);
  GTlsCertificate *found;

  found = g_tls_database_lookup_certificate_for_handle (self->office, handle, interaction, flags, cancellable, NULL);
  if (found != NULL)
    return found;

  return g_tls_database_lookup_certificate_for_handle (self->system, handle, interaction, flags, cancellable, error);
}

static GTlsCertificate *
mh_http_trust_lookup_certificate_issuer (GTlsDatabase           *database,
                                         GTlsCertificate        *certificate,
                                         GTlsInteraction        *interaction,
                                         GTlsDatabaseLookupFlags flags,
                                         GCancellable           *cancellable,
                                         GError                **error)
{
  MhHttpTrust *self = MH_HTTP_TRUST (database);
  GTlsCertificate *found;

  found = g_tls_database_lookup_certificate_issuer (self->office, certificate, interaction, flags, cancellable, NULL);
  if (found != NULL)
    return found;

  return g_tls_database_lookup_certificate_issuer (self->system, certificate, interaction, flags, cancellable, error);
}

static GList *
mh_http_trust_lookup_certificates_issued_by (GTlsDatabase           *database,
                                             GByteArray             *issuer,
                                             GTlsInteraction        *interaction,
                                             GTlsDatabaseLookupFlags flags,
                                             GCancellable           *cancellable,
                                             GError                **error)
{
  MhHttpTrust *self = MH_HTTP_TRUST (database);
  GList *found;

  found = g_tls_database_lookup_certificates_issued_by (self->office, issuer, interaction, flags, cancellable, NULL);
  if (found != NULL)
    return found;

  return g_tls_database_lookup_certificates_issued_by (self->system, issuer, interaction, flags, cancellable, error);
}

static void
mh_http_trust_finalize (GObject *object)
{
  MhHttpTrust *self = MH_HTTP_TRUST (object);

  g_clear_object (&self->system);
  g_clear_object (&self->office);

  G_OBJECT_CLASS (mh_http_trust_parent_class)->finalize (object);
}

static void
mh_http_trust_class_init (MhHttpTrustClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GTlsDatabaseClass *database_class = G_TLS_DATABASE_CLASS (klass);

  object_class->finalize = mh_http_trust_finalize;

  database_class->verify_chain = mh_http_trust_verify_chain;
  database_class->create_certificate_handle = mh_http_trust_create_certificate_handle;
  database_class->lookup_certificate_for_handle = mh_http_trust_lookup_certificate_for_handle;
  database_class->lookup_certificate_issuer = mh_http_trust_lookup_certificate_issuer;
  database_class->lookup_certificates_issued_by = mh_http_trust_lookup_certificates_issued_by;
}

static void
mh_http_trust_init (MhHttpTrust *self)
{
}

static gboolean
check_file (const char *ca_file,
            GError    **error)
{
  g_autoptr (GError) cause = NULL;
  GList *certificates;

  /* GIO takes a relative path with no more than a warning and then trusts nothing. */
  if (!g_path_is_absolute (ca_file)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("“%s” is not a full path. Choose the office's certificate file again."), ca_file);
    return FALSE;
  }

  certificates = g_tls_certificate_list_new_from_file (ca_file, &cause);
  if (certificates == NULL) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("“%s” holds no certificate that can be read. Ask your information section for the certificate file (PEM)."),
                 ca_file);
    return FALSE;
  }

  g_list_free_full (certificates, g_object_unref);

  return TRUE;
}

/**
 * mh_http_trust_new:
 * @ca_file: absolute path of a PEM file with one or more authorities
 * @error: return location: %MH_ERROR_INVALID when the file is no such thing
 *
 * Returns: (transfer full) (nullable): a database that trusts the system's authorities and those in @ca_file
 */
GTlsDatabase *
mh_http_trust_new (const char *ca_file,
                   GError    **error)
{
  g_autoptr (MhHttpTrust) self = NULL;

  g_return_val_if_fail (ca_file != NULL, NULL);

  if (!check_file (ca_file, error))
    return NULL;

  self = g_object_new (MH_TYPE_HTTP_TRUST, NULL);
  self->system = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  self->office = g_tls_file_database_new (ca_file, error);
  if (self->office == NULL) {
    g_prefix_error (error, "%s: ", ca_file);
    return NULL;
  }

  return G_TLS_DATABASE (g_steal_pointer (&self));
}
