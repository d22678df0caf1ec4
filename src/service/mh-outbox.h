/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-delivery-table.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* A delivery that stands at 要確認, settled by a person who found out: @arrived says whether the resident has the message; if not, it
 * goes to the by-hand list. One act. */
gboolean mh_outbox_resolve       (const MhDesk  *desk,
                                  gint64         delivery,
                                  gboolean       arrived,
                                  GError       **error);
/* The same for many (element-type gint64), in one act; what has changed since somebody looked is passed over. @out_n: (out): how many were settled. */
gboolean mh_outbox_resolve_many  (const MhDesk  *desk,
                                  GArray        *deliveries,
                                  gboolean       arrived,
                                  guint         *out_n,
                                  GError       **error);
/* Told by telephone or letter. */
gboolean mh_outbox_done_by_hand  (const MhDesk  *desk,
                                  gint64         delivery,
                                  GError       **error);
/* 送信停止: at once nothing more leaves; on again by a person. */
gboolean mh_outbox_set_sending   (const MhDesk  *desk,
                                  gboolean       on,
                                  GError       **error);

G_END_DECLS
