/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  id;
  gint64  act;
  char   *kind;        /* offer, offer-lost, offer-expired, offer-accepted, booking-cancelled */
  gint64  resident;    /* 0 = nobody of the register: then there is a contact */
  gint64  offer;       /* 0 = none */
  gint64  booking;
  char   *body;
  char   *state;       /* held, due, attempting, unknown, accepted, delivered, undelivered, check, exported, by-hand, by-hand-done,
                          withdrawn */
  gint64  contact;     /* 0 = not judged yet, or by hand */
  char   *contact_kind;  /* (nullable) line, mobile, landline */
  gint64  due_at;
  gint64  state_at;
  char   *reason;      /* (nullable) stable code */
  gint64  broadcast;   /* 0 = none */
} MhDelivery;

void        mh_delivery_free             (MhDelivery       *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhDelivery, mh_delivery_free)

gint64      mh_delivery_table_insert     (MhDb             *db,
                                          const MhDelivery *delivery,
                                          GError          **error);
MhDelivery *mh_delivery_table_get        (MhDb             *db,
                                          gint64            id,
                                          GError          **error);
/* @state (nullable): all. Newest first; @limit 0: all. (element-type MhDelivery) */
GPtrArray  *mh_delivery_table_list       (MhDb             *db,
                                          const char       *state,
                                          int               limit,
                                          GError          **error);
GPtrArray  *mh_delivery_table_list_resident (MhDb          *db,
                                          gint64            resident,
                                          GError          **error);
/* Compare-and-swap: @from to @to; MH_ERROR_CONFLICT when the row is not in @from. */
gboolean    mh_delivery_table_move       (MhDb             *db,
                                          gint64            id,
                                          const char       *from,
                                          const char       *to,
                                          gint64            contact,
                                          const char       *reason,
                                          gint64            at,
                                          GError          **error);
/* The same from "due" to "attempting" for those of @parts (element-type MhAttemptPart), to people. */
gboolean    mh_delivery_table_attempt_all (MhDb            *db,
                                          GArray           *parts,
                                          gint64            at,
                                          GError          **error);
/* All of an attempt's that stand at "attempting" or "unknown". */
gboolean    mh_delivery_table_move_parts (MhDb             *db,
                                          gint64            attempt,
                                          const char       *to,
                                          gboolean          keep_contact,
                                          const char       *reason,
                                          gint64            at,
                                          GError          **error);
gboolean    mh_delivery_table_set_body   (MhDb             *db,
                                          gint64            id,
                                          const char       *body,
                                          GError          **error);
gboolean    mh_delivery_table_set_due    (MhDb             *db,
                                          gint64            id,
                                          gint64            due_at,
                                          GError          **error);
/* What may leave comes from three places, each of which can be looked at by itself. */
typedef enum {
  MH_DUE_HELD,       /* of no broadcast, and its hold is over */
  MH_DUE_AGAIN,      /* of no broadcast, and tried before */
  MH_DUE_BROADCAST,  /* of a broadcast that runs */
} MhDueSort;

/* With due_at not after @now, the earliest first. */
GPtrArray  *mh_delivery_table_list_due   (MhDb             *db,
                                          MhDueSort         sort,
                                          gint64            now,
                                          int               limit,
                                          GError          **error);
/* What could leave in a box: as of mh_delivery_table_list_due(), and what waits for one or for hours already. */
GPtrArray  *mh_delivery_table_list_for_box (MhDb           *db,
                                          gint64            now,
                                          GError          **error);
/* The offer's own message (kind "offer"), %NULL without @error when none was written. */
MhDelivery *mh_delivery_table_find_offer (MhDb             *db,
                                          gint64            offer,
                                          GError          **error);
gboolean    mh_delivery_table_withdraw_offer (MhDb         *db,
                                          gint64            offer,
                                          gint64            at,
                                          GError          **error);
gboolean    mh_delivery_table_refuse_contact (MhDb         *db,
                                          gint64            delivery,
                                          gint64            contact,
                                          const char       *code,
                                          GError          **error);
gboolean    mh_delivery_table_find_refusal (MhDb           *db,
                                          gint64            delivery,
                                          gint64            contact,
                                          char            **out_code,
                                          GError          **error);
/* The earliest time at which a delivery or an attempt wants something, with @offers also an open offer or a question to
 * a provider; 0 = none. */
gboolean    mh_delivery_table_next_due   (MhDb             *db,
                                          gboolean          offers,
                                          gint64           *out_at,
                                          GError          **error);

G_END_DECLS
