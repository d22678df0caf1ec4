/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-age.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* One of several things of a visit (基本, 胃, 肺 …), for its own people. */
typedef struct {
  gint64    id;
  gint64    programme;
  int       position;
  char     *name;
  MhAgeRule age;
  char     *sex;          /* any, male, female */
  char     *age_parity;   /* any, odd, even: of the age as the rule reckons it */
  int       every_years;  /* 1: each year; 2: not when it was had in the year before */
  int       fee;          /* yen; -1: not told */
  gboolean  standard;     /* chosen for everybody who may have it */
} MhItem;

/* How many of a slot may have an item, at this moment. */
typedef struct {
  gint64  item;
  char   *name;
  int     capacity;       /* -1: as many as the slot has places */
  int     n_booked;
  int     n_free;         /* never more than the slot has free places, never below 0 */
} MhSlotItem;

MhItem    *mh_item_new                 (void);
MhItem    *mh_item_copy                (const MhItem    *item);
void       mh_item_free                (MhItem          *item);
void       mh_slot_item_free           (MhSlotItem      *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhItem, mh_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSlotItem, mh_slot_item_free)

/* (element-type MhItem) in the programme's order. */
GPtrArray *mh_item_table_list          (MhDb            *db,
                                        gint64           programme,
                                        GError         **error);
/* Inside an act: these are the items from now on. One with an id or the name of an old one stays that one; one that is left out goes,
 * unless somebody is booked for it (MH_ERROR_REFUSED). */
gboolean   mh_item_table_replace       (MhDb            *db,
                                        gint64           programme,
                                        const GPtrArray *items,
                                        GError         **error);

/* (element-type MhSlotItem) of the slot's programme, in its order. */
GPtrArray *mh_item_table_list_slot     (MhDb            *db,
                                        gint64           slot,
                                        GError         **error);
/* @capacity -1: as many as the slot has places. Inside an act. */
gboolean   mh_item_table_set_capacity  (MhDb            *db,
                                        gint64           slot,
                                        gint64           item,
                                        int              capacity,
                                        GError         **error);

/* (element-type MhItem) of a booking, in the programme's order. */
GPtrArray *mh_item_table_list_booking  (MhDb            *db,
                                        gint64           booking,
                                        GError         **error);
/* Inside an act: these and no others. MH_ERROR_CONFLICT when one of them is full in the booking's slot. */
gboolean   mh_item_table_set_booking   (MhDb            *db,
                                        gint64           booking,
                                        const gint64    *items,
                                        gsize            n_items,
                                        GError         **error);
/* The last fiscal year before that of @year's in which the person had or is booked for an item of this name, in the programme or one of
 * its series; 0: none. @except: a booking that does not count, or 0. */
gboolean   mh_item_table_last_year     (MhDb            *db,
                                        const MhItem    *item,
                                        gint64           resident,
                                        int              before_year,
                                        gint64           except,
                                        int             *out_year,
                                        GError         **error);

G_END_DECLS
