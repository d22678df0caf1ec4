/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-http.h"
#include "mh-provider.h"

G_BEGIN_DECLS

#define MH_TYPE_KARADEN (mh_karaden_get_type ())
G_DECLARE_FINAL_TYPE (MhKaraden, mh_karaden, MH, KARADEN, GObject)

/* What the carrier has told of a message that Karaden accepted. */
typedef enum {
  MH_KARADEN_PENDING,      /* nothing yet, or nothing that is known here */
  MH_KARADEN_DELIVERED,
  MH_KARADEN_UNDELIVERED,  /* switched off, out of reach, refused or withdrawn */
} MhKaradenDelivery;

/* @endpoint: "https://prg.karaden.jp/api/{tenant id}" */
MhKaraden *mh_karaden_new           (MhHttp               *http,
                                     const char           *endpoint,
                                     const char           *token,
                                     int                   service_id,
                                     GError              **error);

/* What became of an accepted message, by the id that the provider gave it. */
void       mh_karaden_status_async  (MhKaraden            *self,
                                     const char           *provider_id,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean   mh_karaden_status_finish (MhKaraden            *self,
                                     GAsyncResult         *result,
                                     MhKaradenDelivery    *out_delivery,
                                     GError              **error);

G_END_DECLS
