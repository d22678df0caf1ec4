/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* From when until when some people may book places of a session (先行予約). */
typedef struct {
  gint64  id;
  gint64  session;
  gint64  opens_at;      /* ms */
  gint64  closes_at;     /* ms; 0: stays open */
  char   *label;         /* "" none */
  int     min_months;    /* 0: no limit */
  int     below_months;  /* 0: no limit */
  char   *sex;           /* any, male, female */
  char   *districts;     /* names, one a line; "" all */
} MhBookingWindow;

void             mh_booking_window_free         (MhBookingWindow       *window);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBookingWindow, mh_booking_window_free)

gint64           mh_booking_window_table_insert (MhDb                  *db,
                                                 const MhBookingWindow *window,
                                                 GError               **error);
gboolean         mh_booking_window_table_delete (MhDb                  *db,
                                                 gint64                 id,
                                                 GError               **error);
MhBookingWindow *mh_booking_window_table_get    (MhDb                  *db,
                                                 gint64                 id,
                                                 GError               **error);
/* By opening. (element-type MhBookingWindow) */
GPtrArray       *mh_booking_window_table_list   (MhDb                  *db,
                                                 gint64                 session,
                                                 GError               **error);

G_END_DECLS
