/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-export.h"

G_BEGIN_DECLS

/* A request that may cross to another thread: it owns what it names. */
typedef struct {
  MhExportRequest   request;
  char             *search;   /* (owned) (nullable) */
  MhPeopleQuery    *query;    /* (owned) (nullable) */
  char            **columns;  /* (owned) (nullable) */
  char             *path;     /* (owned) (nullable) where to save it */
  MhCsvFormat       format;
  MhCsvMisfitPolicy policy;
} MhExportOrder;

/* What was found, with whom characters are missing for. */
typedef struct {
  MhExport  *list;     /* (owned) */
  GPtrArray *misfits;  /* (owned) (element-type MhExportPerson) */
} MhExportView;

MhExportOrder *mh_export_order_new  (const MhExportRequest *request);
void           mh_export_order_free (MhExportOrder         *order);
void           mh_export_view_free  (MhExportView          *view);

/* Of type MhUiWork, with an order. Returns: a view */
gpointer       mh_export_order_look (const MhDesk          *desk,
                                     gpointer               input,
                                     GError               **error);
/* Of type MhUiWork, with an order. Returns: GINT_TO_POINTER (TRUE) */
gpointer       mh_export_order_save (const MhDesk          *desk,
                                     gpointer               input,
                                     GError               **error);

G_END_DECLS
