/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-clock.h"
#include "mh-date.h"
#include "mh-db.h"
#include "mh-random.h"

G_BEGIN_DECLS

/**
 * MhDesk:
 *
 * What every use case gets: the connection of the calling thread, the time, chance, and who sits at the PC. A plain value that
 * borrows all it names; each thread makes its own around its own connection.
 */
typedef struct {
  MhDb       *db;
  MhClock    *clock;
  MhRandom   *random;
  const char *operator_name;
} MhDesk;

gint64 mh_desk_now   (const MhDesk *desk);
MhDate mh_desk_today (const MhDesk *desk);

G_END_DECLS
