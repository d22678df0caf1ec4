/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-reception.h"

G_BEGIN_DECLS

/* What speaks against @resident having @dose at @visit today. @except: the booking by which he is there, or 0. */
GPtrArray *mh_reception_judge_person (const MhDesk  *desk,
                                      const MhVisit *visit,
                                      gint64         resident,
                                      int            dose,
                                      gint64         except,
                                      gint64         lot,
                                      GError       **error);
/* Whether it may go on: nothing is red, or a reason is given, which is then noted in @act with what was red. */
gboolean   mh_reception_check_red    (MhAct         *act,
                                      GPtrArray     *reds,
                                      const char    *override_reason,
                                      GError       **error);

G_END_DECLS
