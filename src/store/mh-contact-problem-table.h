/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* A number that cannot be used as it was written. It stops nothing; somebody puts it right by hand. */
typedef struct {
  gint64  id;
  gint64  resident;
  char   *written;   /* as the file has it, trimmed */
  char   *problem;   /* stable code: invalid, machine, … */
  char   *source;    /* import, hand */
  MhDate  day;
} MhContactProblem;

void       mh_contact_problem_free           (MhContactProblem  *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhContactProblem, mh_contact_problem_free)

/* Inside an act. The same text of the same person is kept once, also when it is settled: then nothing changes. @out_added: (out) (optional) */
gboolean   mh_contact_problem_table_add      (MhDb              *db,
                                              gint64             resident,
                                              const char        *written,
                                              const char        *problem,
                                              const char        *source,
                                              MhDate             day,
                                              gboolean          *out_added,
                                              GError           **error);
/* Off the list, but remembered. Lists and _get() pass over it. */
gboolean   mh_contact_problem_table_settle   (MhDb              *db,
                                              gint64             id,
                                              GError           **error);
MhContactProblem *mh_contact_problem_table_get (MhDb            *db,
                                              gint64             id,
                                              GError           **error);
/* (element-type MhContactProblem) in Japanese order of the people; @resident 0: everybody's, but not of the dead, moved and removed */
GPtrArray *mh_contact_problem_table_list     (MhDb              *db,
                                              gint64             resident,
                                              GError           **error);

G_END_DECLS
