/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-rows.h"

G_BEGIN_DECLS

typedef enum {
  MH_IMPORT_NEW,
  MH_IMPORT_CHANGED,
  MH_IMPORT_UNCHANGED,
} MhImportVerdict;

/* One person of the file beside the person of the list. */
typedef struct {
  MhImportVerdict    verdict;
  const MhImportRow *row;      /* borrowed from the plan's rows */
  guint              fields;   /* bits 1 << MhImportField: what differs; of the changed only */
  MhResident        *before;   /* (nullable) (owned) */
  MhResident        *after;    /* (owned): what will be stored; %NULL when unchanged */
} MhImportChange;

typedef struct {
  MhImportRows *rows;          /* (owned) */
  GPtrArray    *changes;       /* (element-type MhImportChange), in the file's order */
  GPtrArray    *missing;       /* (element-type MhResident): in the list but not in the file; nothing happens to them */
  guint         n_new;
  guint         n_changed;
  guint         n_unchanged;
} MhImportPlan;

/* @rows: (transfer full). Compares with the list as it is now; changes nothing. */
MhImportPlan *mh_import_plan_new  (const MhDesk  *desk,
                                   MhImportRows  *rows,
                                   GCancellable  *cancellable,
                                   GError       **error);
void          mh_import_plan_free (MhImportPlan  *plan);
/* 住所、電話: the names of @fields, translated. */
char         *mh_import_fields_text (guint        fields);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportPlan, mh_import_plan_free)

G_END_DECLS
