/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One slot as it was written. */
typedef struct {
  int start;   /* minutes from 0:00 */
  int end;
  int places;
} MhSlotSpan;

/* "09:00-12:00/30x10": from, to, minutes a slot, places a slot; "9:10-9:25x3": one slot of its own; several separated by commas.
 * Returns: (transfer full) (element-type MhSlotSpan): by start, or %NULL with MH_ERROR_INVALID and a sentence */
GArray *mh_slot_text_read  (const char  *text,
                            GError     **error);
/* What mh_slot_text_read() reads back the same, as short as it gets. */
char   *mh_slot_text_write (GArray      *spans);  /* (element-type MhSlotSpan) by start */

G_END_DECLS
