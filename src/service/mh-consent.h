/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-consent-table.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* (array zero-terminated=1): line, sms, phone, letter */
const char * const *mh_consent_channels   (void);
/* (array zero-terminated=1): "" for all, then booking, vaccination, checkup, child, other; mh_wording_category() names them */
const char * const *mh_consent_categories (void);
/* (array zero-terminated=1): how it was told: phone, counter, paper, line, import, other */
const char * const *mh_consent_ways       (void);

/* Of what category a delivery of @kind is. */
const char         *mh_consent_category_of (const char      *kind);
/* Whether a notice of @category may go by @channel: the answer for the category wins over the one for all; who has said nothing has
 * not refused. @answers (element-type MhConsent) of mh_consent_table_list(). The only place where this is decided. */
gboolean            mh_consent_allows     (GPtrArray        *answers,
                                           const char       *channel,
                                           const char       *category);
/* The same for who has said yes; nothing said is no yes. */
gboolean            mh_consent_agrees     (GPtrArray        *answers,
                                           const char       *channel,
                                           const char       *category);
/* Acts. A day in the future and unknown codes are MH_ERROR_INVALID. */
gboolean            mh_consent_set        (const MhDesk     *desk,
                                           const MhConsent  *consent,
                                           GError          **error);
gboolean            mh_consent_forget     (const MhDesk     *desk,
                                           gint64            resident,
                                           const char       *channel,
                                           const char       *category,
                                           GError          **error);

G_END_DECLS
