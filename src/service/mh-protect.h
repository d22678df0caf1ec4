/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-allowed-proxy-table.h"
#include "mh-desk.h"
#include "mh-protection-table.h"

G_BEGIN_DECLS

/* Support measures (支援措置). Both days inclusive; @end none: until it is ended. Acts; only mh_protect_end() ends one, with a reason. */
gboolean mh_protect_begin        (const MhDesk        *desk,
                                  gint64               resident,
                                  MhDate               start,
                                  MhDate               end,
                                  const char          *note,
                                  GError             **error);
gboolean mh_protect_end          (const MhDesk        *desk,
                                  gint64               resident,
                                  MhDate               end,
                                  const char          *reason,
                                  GError             **error);
/* One of several measures; one that is still to come never begins when @end lies before its start. */
gboolean mh_protect_end_one      (const MhDesk        *desk,
                                  gint64               resident,
                                  gint64               measure,
                                  MhDate               end,
                                  const char          *reason,
                                  GError             **error);
/* Whether @measure runs on @day, from 0:00 Asia/Tokyo of its first to the end of its last day; unknown dates: yes. */
gboolean mh_protect_runs         (const MhProtection  *measure,
                                  MhDate               day);
/* Whether @resident is protected today. Fails closed: on error @out is %TRUE. */
gboolean mh_protect_covers       (const MhDesk        *desk,
                                  gint64               resident,
                                  gboolean            *out,
                                  GError             **error);

/* Who may book and cancel for a protected person. Acts. */
gint64   mh_protect_allow_proxy  (const MhDesk        *desk,
                                  gint64               resident,
                                  const char          *name,
                                  const char          *relation,
                                  const char          *reason,
                                  GError             **error);
gboolean mh_protect_forbid_proxy (const MhDesk        *desk,
                                  gint64               resident,
                                  gint64               proxy,
                                  GError             **error);
/* Whether @proxy_name (%NULL, "": the person himself) may act for @resident today: MH_ERROR_REFUSED for a protected person's proxy who
 * is not allowed, unless there is an @override_reason. @out_overridden: (out) (optional): it was the reason that allowed it */
gboolean mh_protect_check_proxy  (const MhDesk        *desk,
                                  gint64               resident,
                                  const char          *proxy_name,
                                  const char          *override_reason,
                                  gboolean            *out_overridden,
                                  GError             **error);
/* The same before bookings are cancelled, inside the act that cancels them; an override is noted in the log. */
gboolean mh_protect_check_cancel (const MhDesk        *desk,
                                  MhAct               *act,
                                  const gint64        *bookings,
                                  gsize                n_bookings,
                                  const char          *proxy_name,
                                  const char          *override_reason,
                                  GError             **error);

G_END_DECLS
