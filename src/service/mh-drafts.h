/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* Bookings that somebody has begun to enter and was called away from. A draft is nobody's booking: it holds no place, and is in no
 * journal, no log and no backup. Each belongs to who sits at the PC and is shown to nobody else. */

/* How long one is kept, and how many one person at the desk can have; the oldest go first. */
#define MH_DRAFTS_DAYS 7
#define MH_DRAFTS_MOST 8

typedef struct {
  gint64   id;              /* chosen by whoever begins it: the time in us, which nobody begins twice at */
  gint64   at;              /* ms, when it was kept last */
  gint64   resident;        /* 0: not yet chosen */
  gint64   slot;            /* 0: likewise */
  char    *via;             /* (nullable) */
  char    *proxy_name;      /* (nullable) */
  char    *proxy_relation;  /* (nullable) */
  char    *note;            /* (nullable) */
  gboolean chain;           /* the further doses, too */
  GArray  *items;           /* (nullable) (element-type gint64) %NULL: the standard ones */
  GArray  *family;          /* (nullable) (element-type gint64) who goes along */
} MhDraft;

/* One as it is offered. */
typedef struct {
  MhDraft *draft;
  gint64   session;         /* of its slot, 0: none, or it is not there any more */
  char    *words;           /* who, when and for what, and since when it waits */
} MhDraftHint;

void       mh_draft_free         (MhDraft        *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhDraft, mh_draft_free)
void       mh_draft_hint_free    (MhDraftHint    *hint);

/* (element-type MhDraftHint) those of who sits there, the newest first. Reads the database, and throws away what is too old. */
GPtrArray *mh_drafts_list        (const MhDesk   *desk,
                                  GError        **error);
/* Keeps it, or what has become of it, under its id. */
gboolean   mh_drafts_keep        (const MhDesk   *desk,
                                  const MhDraft  *draft,
                                  GError        **error);
/* Booked, or given up. One that is not there is no error. */
gboolean   mh_drafts_drop        (const MhDesk   *desk,
                                  gint64          id,
                                  GError        **error);
/* Whoever deletes people for good: no draft keeps one that is not there any more. */
void       mh_drafts_tidy        (const MhDesk   *desk);
/* Another town comes into the file @database: its ids mean other people. */
void       mh_drafts_forget      (const char     *database);

G_END_DECLS
