/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-attempt-table.h"
#include "mh-outbox-steps.h"

G_BEGIN_DECLS

/* LINE and an SMS service in memory, and what residents got from them. LINE takes a key once in 24 hours; the SMS service takes each
 * request, whatever its key, and can be asked whether it has one. */
typedef struct _MhSimWire MhSimWire;

MhSimWire     *mh_sim_wire_new           (void);
void           mh_sim_wire_free          (MhSimWire         *wire);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSimWire, mh_sim_wire_free)

void           mh_sim_wire_get_providers (MhSimWire         *wire,
                                          MhOutboxProviders *out_providers);
/* What becomes of a request that leaves; @chance below 100 chooses it. %NULL: the program dies before it hears of it. */
MhSendResult  *mh_sim_wire_send          (MhSimWire         *wire,
                                          MhDb              *db,
                                          const MhAttempt   *attempt,
                                          gint64             now,
                                          guint32            chance);
MhLookup       mh_sim_wire_look_up       (MhSimWire         *wire,
                                          const MhAttempt   *attempt,
                                          guint32            chance);
gboolean       mh_sim_wire_has           (MhSimWire         *wire,
                                          gint64             delivery);
/* What the SMS service tells later of a request that it took. Returns: (transfer full) */
MhStatus      *mh_sim_wire_tell          (MhSimWire         *wire,
                                          MhDb              *db,
                                          const MhAttempt   *attempt,
                                          guint32            chance);
/* A person uploads the files above @file, and most of what stands in them arrives; @chance below 1000 chooses what. */
void           mh_sim_wire_upload        (MhSimWire         *wire,
                                          MhDb              *db,
                                          gint64             file,
                                          guint32            chance);
/* A backup is back: messages that are younger than it are other ones from now on, and what it knows as withdrawn may be sent again by who
 * takes that back. */
void           mh_sim_wire_restored      (MhSimWire         *wire,
                                          MhDb              *db);
/* Returns: (transfer none) (nullable): the rule that is broken by what has arrived, compared with what is written down. */
const char    *mh_sim_wire_check         (MhSimWire         *wire,
                                          MhDb              *db,
                                          char             **out_what);

G_END_DECLS
