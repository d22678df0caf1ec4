/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-audit.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* An entry of the log as the nurse reads it. */
typedef struct {
  gint64  id;
  gint64  at;
  char   *operator_name;  /* in words */
  char   *kind;           /* the code */
  char   *text;           /* "Looked at the page of 佐藤 花子." */
  char   *more;           /* "30 rows; columns: Name, Kana"; "" for nothing */
  GArray *people;         /* (element-type gint64) */
} MhLogLine;

void       mh_log_line_free      (MhLogLine            *line);
/* Newest first. (element-type MhLogLine) */
GPtrArray *mh_log_read           (const MhDesk         *desk,
                                  const MhAuditFilter  *filter,
                                  GError              **error);
/* What the log holds, for choosing: codes, names. (element-type utf8) */
GPtrArray *mh_log_list_kinds     (const MhDesk         *desk,
                                  GError              **error);
GPtrArray *mh_log_list_operators (const MhDesk         *desk,
                                  GError              **error);
/* Who and how many: "佐藤 花子, 鈴木 一郎 and 3 more". */
char      *mh_log_dup_people     (const MhDesk         *desk,
                                  GArray               *people,
                                  GError              **error);
/* Whether the log is as it was written, in words. */
char      *mh_log_describe       (const MhAuditVerdict *verdict);
/* A CSV for auditors with all rows of @filter; noted. Returns: how many rows, -1 on error */
gint64     mh_log_export         (const MhDesk         *desk,
                                  const MhAuditFilter  *filter,
                                  const char           *path,
                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLogLine, mh_log_line_free)

G_END_DECLS
