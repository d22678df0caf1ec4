/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* Paper for a day without power. */
typedef struct {
  gint64  id;
  char   *code;
  gint64  made_at;
  char   *operator_name;
  MhDate  from;
  MhDate  to;
  gint64  last_act;    /* what the paper knows of */
  int     n_slips;     /* blank ones, numbered from 1 */
  gint64  settled_at;  /* ms; 0: not yet */
} MhBlackoutPack;

/* What was written on one of them. */
typedef struct {
  gint64  id;
  gint64  pack;
  int     number;
  char   *what;        /* see mh_blackout_is_what() */
  gint64  resident;    /* 0: nobody */
  gint64  slot;        /* 0: none */
  gint64  programme;   /* 0: none */
  char   *lot;         /* (nullable) */
  char   *proxy_name;  /* (nullable) */
  char   *note;        /* (nullable) */
  char   *state;       /* done, open, left */
  char   *reason;      /* (nullable) */
  gint64  entered_at;
} MhBlackoutSlip;

void            mh_blackout_pack_free           (MhBlackoutPack       *pack);
void            mh_blackout_slip_free           (MhBlackoutSlip       *slip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBlackoutPack, mh_blackout_pack_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBlackoutSlip, mh_blackout_slip_free)

/* Inside an act. MH_ERROR_CONFLICT where the code is taken. */
gint64          mh_blackout_table_insert        (MhDb                 *db,
                                                 const MhBlackoutPack *pack,
                                                 GError              **error);
/* Also forgets what the slips say in words. */
gboolean        mh_blackout_table_settle        (MhDb                 *db,
                                                 gint64                pack,
                                                 gint64                now,
                                                 GError              **error);
MhBlackoutPack *mh_blackout_table_get           (MhDb                 *db,
                                                 gint64                id,
                                                 GError              **error);
/* %NULL with MH_ERROR_NOT_FOUND */
MhBlackoutPack *mh_blackout_table_find          (MhDb                 *db,
                                                 const char           *code,
                                                 GError              **error);
/* (element-type MhBlackoutPack) the newest first */
GPtrArray      *mh_blackout_table_list          (MhDb                 *db,
                                                 GError              **error);

/* Inside an act. */
gint64          mh_blackout_table_insert_slip   (MhDb                 *db,
                                                 const MhBlackoutSlip *slip,
                                                 GError              **error);
gboolean        mh_blackout_table_update_slip   (MhDb                 *db,
                                                 const MhBlackoutSlip *slip,
                                                 GError              **error);
/* (nullable) without @error where the number was not entered. */
MhBlackoutSlip *mh_blackout_table_find_slip     (MhDb                 *db,
                                                 gint64                pack,
                                                 int                   number,
                                                 GError              **error);
/* (element-type MhBlackoutSlip) by number */
GPtrArray      *mh_blackout_table_list_slips    (MhDb                 *db,
                                                 gint64                pack,
                                                 GError              **error);

G_END_DECLS
