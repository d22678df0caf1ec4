/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* 要確認: messages of which only a person can find out whether they arrived. mh_outbox_resolve_many() settles them. */

typedef struct {
  gint64  delivery;
  gint64  resident;   /* 0: a number that nobody in the register has */
  char   *name;       /* (owned) of all for whom it speaks; the number of nobody */
  char   *kind;       /* (owned) stable code of the message */
  char   *about;      /* (nullable) (owned) the broadcast's name */
  char   *channel;    /* (nullable) (owned) line, mobile, landline */
  char   *reason;     /* (nullable) (owned) stable code why it is not known */
  gint64  sent_at;    /* ms: when it was last put on the wire; 0 = never, or not from here */
  gint64  at;         /* ms: since when it stands there */
} MhCheckRow;

void       mh_check_row_free (MhCheckRow    *row);

/* @broadcast: 0: all. The ones that went first, first. (element-type MhCheckRow) */
GPtrArray *mh_checks_list    (const MhDesk  *desk,
                              gint64         broadcast,
                              GError       **error);
/* (element-type gint64) their messages */
GArray    *mh_checks_list_deliveries (GPtrArray *rows);

G_END_DECLS
