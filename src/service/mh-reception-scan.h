/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* Whom a scan or a search at the reception means. */
typedef struct {
  /* Static and stable: found, several (bookings), wrong-dose (one booking, but the ticket is for another dose), elsewhere (booked for another
   * day), cancelled, not-booked, choose (several people, none booked here), unknown, wrong-town, misread, empty */
  const char *code;
  char       *sentence;    /* "" where it was simply found */
  GArray     *bookings;    /* (element-type gint64) of the sessions asked about */
  gint64      session;     /* of the first of @bookings; 0: none */
  GArray     *residents;   /* (element-type gint64) who it may be, where none of them is booked there */
} MhReceptionScan;

void             mh_reception_scan_free (MhReceptionScan  *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhReceptionScan, mh_reception_scan_free)

/* @text: the code of a booking slip, the 18 digits of a ticket, its number, kana, a name, a birth date, the end of a telephone number. Reads the
 * town's own file only: needs no network. */
MhReceptionScan *mh_reception_scan      (const MhDesk     *desk,
                                         const gint64     *sessions,
                                         gsize             n_sessions,
                                         const char       *text,
                                         GError          **error);

G_END_DECLS
