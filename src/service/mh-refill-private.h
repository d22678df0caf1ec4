/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* Inside @act: a unit has been placed otherwise or has left the list; its open offer ends and the round goes on. */
gboolean mh_refill_end_offers_of_unit (const MhDesk  *desk,
                                       MhAct         *act,
                                       gint64         unit,
                                       GError       **error);
/* Inside @act: somebody waits for @programme in a way in which he did not before; its open rounds ask as many as they may. */
gboolean mh_refill_ask_newcomers (const MhDesk  *desk,
                                  MhAct         *act,
                                  gint64         programme,
                                  GError       **error);
/* Inside @act: the rounds of a day that is closed or called off end, its offers are told. */
gboolean mh_refill_close_session      (const MhDesk  *desk,
                                       MhAct         *act,
                                       gint64         session,
                                       guint         *out_n_rounds,  /* (optional) */
                                       GError       **error);

G_END_DECLS
