/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-clock.h"
#include "mh-random.h"
#include "mh-store.h"

G_BEGIN_DECLS

/* What a town is, once open. */
typedef struct {
  MhStore *store;
  gboolean practice;
  char    *installation;   /* names its secrets in the keyring */
  char    *operator_name;  /* (nullable) who sat here last */
} MhOpenTown;

void        mh_open_town_free             (MhOpenTown           *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhOpenTown, mh_open_town_free)

/* What shall be made where there is nothing yet. */
typedef struct {
  gboolean practice;
  char    *name;           /* (nullable) of a real town */
  char    *phone;          /* (nullable) */
  char    *operator_name;  /* (nullable) */
} MhNewTown;

void        mh_new_town_free              (MhNewTown            *town);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhNewTown, mh_new_town_free)

/* All of these work on a thread of their own: disks may be slow. Opening fails with MH_ERROR_NOT_FOUND where there is no town. */
void        mh_town_opener_open_async     (const char           *dir,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* Makes a town, fills it where it is for practice, and opens it. Takes @town. */
void        mh_town_opener_create_async   (const char           *dir,
                                           MhNewTown            *town,
                                           MhClock              *clock,
                                           MhRandom             *chance,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* For both. */
MhOpenTown *mh_town_opener_finish         (GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
