/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* What a person has said about notices of one category by one channel; the latest answer only, earlier ones are in the log. */
typedef struct {
  gint64   id;
  gint64   resident;
  char    *channel;   /* line, sms, phone, letter */
  char    *category;  /* "" every category; booking, vaccination, checkup, child, other */
  gboolean answer;    /* yes or no */
  MhDate   day;
  char    *how;       /* phone, counter, paper, line, import, other */
  char    *note;      /* (nullable) */
} MhConsent;

void       mh_consent_free         (MhConsent        *consent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhConsent, mh_consent_free)

/* Inside an act; takes the place of the earlier answer of that person, channel and category. */
gboolean   mh_consent_table_set    (MhDb             *db,
                                    const MhConsent  *consent,
                                    GError          **error);
/* As if nothing had ever been said. @out_removed: (out) (optional) */
gboolean   mh_consent_table_remove (MhDb             *db,
                                    gint64            resident,
                                    const char       *channel,
                                    const char       *category,
                                    gboolean         *out_removed,
                                    GError          **error);
/* (element-type MhConsent) by channel, the wider category first */
GPtrArray *mh_consent_table_list   (MhDb             *db,
                                    gint64            resident,
                                    GError          **error);

G_END_DECLS
