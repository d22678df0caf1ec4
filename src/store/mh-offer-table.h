/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  id;
  gint64  round;
  gint64  unit;
  gint64  slot;         /* of the round */
  gint64  programme;
  char   *state;        /* open, accepted, declined, expired, lost, undone */
  gint64  opened_at;
  gint64  deadline_at;
  gint64  answered_at;  /* 0: not yet */
} MhOffer;

void       mh_offer_free                (MhOffer       *offer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhOffer, mh_offer_free)

gint64     mh_offer_table_insert        (MhDb          *db,
                                         const MhOffer *offer,
                                         GError       **error);
/* Open to @state; MH_ERROR_CONFLICT when it is no longer open. */
gboolean   mh_offer_table_answer        (MhDb          *db,
                                         gint64         id,
                                         const char    *state,
                                         gint64         at,
                                         GError       **error);
gboolean   mh_offer_table_set_deadline  (MhDb          *db,
                                         gint64         id,
                                         gint64         deadline_at,
                                         GError       **error);
MhOffer   *mh_offer_table_get           (MhDb          *db,
                                         gint64         id,
                                         GError       **error);
/* @round 0: of all rounds; @state (nullable): all. Oldest first. */
GPtrArray *mh_offer_table_list          (MhDb          *db,
                                         gint64         round,
                                         const char    *state,
                                         GError       **error);
/* (element-type gint64) units that wait for @programme: with an open offer, or with one of @round (not 0) that has ended */
GHashTable *mh_offer_table_list_asked   (MhDb          *db,
                                         gint64         programme,
                                         gint64         round,
                                         GError       **error);
/* The open offer to @unit, 0 when there is none. */
gboolean   mh_offer_table_find_open     (MhDb          *db,
                                         gint64         unit,
                                         gint64        *out_offer,
                                         GError       **error);
/* (element-type MhOffer) open ones whose time is over: deadline passed and the offer's message has left or is told by hand, or the slot has begun. */
GPtrArray *mh_offer_table_list_lapsed   (MhDb          *db,
                                         gint64         now,
                                         const char    *today,
                                         int            minutes,
                                         GError       **error);

G_END_DECLS
