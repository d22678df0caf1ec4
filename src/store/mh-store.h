/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-db.h"

G_BEGIN_DECLS

#define MH_TYPE_STORE (mh_store_get_type ())
G_DECLARE_FINAL_TYPE (MhStore, mh_store, MH, STORE, GObject)

/* Runs on a worker thread with the worker's connection, which it leaves without an open transaction. Returns the result, or
 * %NULL with @error; %NULL without @error is a result too. */
typedef gpointer (*MhStoreFunc) (MhDb         *db,
                                 gpointer      data,
                                 GCancellable *cancellable,
                                 GError      **error);

MhStore *mh_store_new         (const MhDbDriver    *driver,
                               const char          *path,
                               GError             **error);
void     mh_store_close       (MhStore             *self);

/* For writes: one after the other, in the order of the calls. */
void     mh_store_run_async   (MhStore             *self,
                               MhStoreFunc          func,
                               gpointer             data,
                               GDestroyNotify       data_free,
                               GDestroyNotify       result_free,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
gpointer mh_store_run_finish  (MhStore             *self,
                               GAsyncResult        *result,
                               GError             **error);

/* For reads: beside the writes, on a connection that cannot write. */
void     mh_store_read_async  (MhStore             *self,
                               MhStoreFunc          func,
                               gpointer             data,
                               GDestroyNotify       data_free,
                               GDestroyNotify       result_free,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
gpointer mh_store_read_finish (MhStore             *self,
                               GAsyncResult        *result,
                               GError             **error);

G_END_DECLS
