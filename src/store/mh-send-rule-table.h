/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-db.h"

G_BEGIN_DECLS

/* Broadcasts that the clock makes: so many days before each session of a programme. */
typedef struct {
  gint64    id;
  char     *kind;         /* reminder */
  gint64    programme;    /* 0 = every programme */
  int       days_before;  /* 0 to 30 */
  int       at_min;       /* minutes of that day, Asia/Tokyo */
  char     *text;
  char     *easy;         /* (nullable) */
  gboolean  is_on;
  gint64    changed_at;   /* ms, when it was last written; 0 = not known */
} MhSendRule;

void       mh_send_rule_free         (MhSendRule        *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSendRule, mh_send_rule_free)

gint64     mh_send_rule_table_insert (MhDb              *db,
                                      const MhSendRule  *rule,
                                      GError           **error);
/* All but the kind, by its id. */
gboolean   mh_send_rule_table_update (MhDb              *db,
                                      const MhSendRule  *rule,
                                      GError           **error);
/* MH_ERROR_NOT_FOUND */
MhSendRule *mh_send_rule_table_get   (MhDb              *db,
                                      gint64             id,
                                      GError           **error);
/* What was made by it keeps its row: then it is switched off. */
gboolean   mh_send_rule_table_remove (MhDb              *db,
                                      gint64             id,
                                      gboolean          *out_found,
                                      GError           **error);
/* (element-type MhSendRule) */
GPtrArray *mh_send_rule_table_list   (MhDb              *db,
                                      gboolean           only_on,
                                      GError           **error);
/* Whether it has made its broadcast for @session. */
gboolean   mh_send_rule_table_is_made (MhDb             *db,
                                      gint64             rule,
                                      gint64             session,
                                      gboolean          *out_made,
                                      GError           **error);

G_END_DECLS
