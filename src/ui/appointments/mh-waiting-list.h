/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-day.h"

G_BEGIN_DECLS

/**
 * MhWaitingList:
 *
 * Who waits for a place of a programme, in list order. Its buttons are the actions "day.add-waiting" and "day.withdraw".
 */
#define MH_TYPE_WAITING_LIST (mh_waiting_list_get_type ())
G_DECLARE_FINAL_TYPE (MhWaitingList, mh_waiting_list, MH, WAITING_LIST, GtkWidget)

void  mh_waiting_list_show       (MhWaitingList *self,
                                  const MhDay   *day);

G_END_DECLS
