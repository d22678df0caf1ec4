/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

typedef struct {
  gint64  id;
  char   *kind;        /* notice, reminder, correction, day-cancelled, test */
  char   *name;
  char   *state;       /* draft, held, running, paused, stopped, done, withdrawn */
  char   *rule;        /* JSON, see mh-audience-rule.h */
  gint64  audience;    /* 0 = none */
  gint64  template;
  char   *category;    /* "" of none */
  char   *text;
  char   *easy;        /* (nullable) */
  char   *form;        /* text, card */
  char   *channels;    /* "line sms by-hand" */
  gint64  of;          /* the broadcast it corrects, 0 = none */
  gint64  session;
  gint64  send_rule;
  gint64  send_at;     /* ms, 0 = as soon as it may */
  char   *reason;      /* (nullable) why the check of the words was overruled */
  int     heads;       /* -1 before the hold */
  gint64  held_at;     /* ms, 0 = not yet, so the following ones */
  char   *held_by;     /* (nullable) */
  char   *second_by;   /* (nullable) */
  gint64  hold_until;
  gint64  rest_at;
  gint64  ended_at;
  char   *code;        /* what a resident may name at the telephone */
  gboolean any_hour;   /* may leave outside the hours for broadcasts */
} MhBroadcast;

void         mh_broadcast_free          (MhBroadcast        *broadcast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBroadcast, mh_broadcast_free)

gint64       mh_broadcast_table_insert  (MhDb               *db,
                                         const MhBroadcast  *broadcast,
                                         GError            **error);
gboolean     mh_broadcast_table_update  (MhDb               *db,
                                         const MhBroadcast  *broadcast,
                                         GError            **error);
gboolean     mh_broadcast_table_delete  (MhDb               *db,
                                         gint64              id,
                                         GError            **error);
MhBroadcast *mh_broadcast_table_get     (MhDb               *db,
                                         gint64              id,
                                         GError            **error);
/* @state (nullable): all. Newest first. (element-type MhBroadcast) */
GPtrArray   *mh_broadcast_table_list    (MhDb               *db,
                                         const char         *state,
                                         GError            **error);
MhBroadcast *mh_broadcast_table_find_code (MhDb             *db,
                                         const char         *code,
                                         GError            **error);
gboolean     mh_broadcast_table_add_person (MhDb            *db,
                                         gint64              broadcast,
                                         gint64              resident,
                                         const char         *reason,
                                         gint64              delivery,
                                         GError            **error);

G_END_DECLS
