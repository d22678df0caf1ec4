/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-box.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* What the window of two computers shows, and what it has done on a worker. */

typedef struct {
  MhBoxPairing *pairing;
  MhBoxWaiting  waiting;
  GPtrArray    *written;   /* (element-type MhBoxWritten) */
  GPtrArray    *received;  /* (element-type MhBoxState) */
  gint64        now;
} MhBoxView;

void      mh_box_view_free   (MhBoxView    *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBoxView, mh_box_view_free)

/* What is asked of the worker; @secrets is borrowed by the order for as long as it lives. */
typedef struct {
  MhSecrets *secrets;  /* (owned) */
  char      *path;     /* (nullable) (owned) */
  char      *text;     /* (nullable) (owned) */
  gint64     id;
} MhBoxOrder;

MhBoxOrder *mh_box_order_new  (MhUiContext  *context,
                               const char   *path,
                               const char   *text,
                               gint64        id);
void        mh_box_order_free (MhBoxOrder   *order);

/* MhUiWork: what they give back is an MhBoxView, an MhBoxLook, or a sentence. */
gpointer    mh_box_work_view    (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_role    (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_key     (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_new_key (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_pair    (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_write   (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_read    (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_look    (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_send    (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_stop    (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_go_on   (const MhDesk *desk, gpointer input, GError **error);
gpointer    mh_box_work_results (const MhDesk *desk, gpointer input, GError **error);

G_END_DECLS
