/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-date.h"

G_BEGIN_DECLS

/**
 * MhDayEntry:
 *
 * A day typed in any form (r8.11.1, 令和8年11月1日, 2026-11-01), with a line beside it that says how it was understood.
 *
 * Signal "changed": another day stands there, or none any more.
 */
#define MH_TYPE_DAY_ENTRY (mh_day_entry_get_type ())
G_DECLARE_FINAL_TYPE (MhDayEntry, mh_day_entry, MH, DAY_ENTRY, GtkWidget)

/* @label: what the day is, for screen readers; @latest: no day after it is taken. */
GtkWidget *mh_day_entry_new        (const char *label,
                                    MhDate      latest);
void       mh_day_entry_set_latest (MhDayEntry *self,
                                    MhDate      latest);
void       mh_day_entry_set_day    (MhDayEntry *self,
                                    MhDate      day);
/* Unset when the entry is empty or cannot be read; see mh_day_entry_is_good(). */
MhDate     mh_day_entry_get_day    (MhDayEntry *self);
/* Whether it is empty or holds a day. */
gboolean   mh_day_entry_is_good    (MhDayEntry *self);

G_END_DECLS
