/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-csv-writer.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* SMS through a service inside LGWAN: a broadcast's messages leave as a CSV file that a person uploads there, and what became of them
 * comes back as a file, too. No two services have the same columns, and most do not publish them, so the town says which it wants. */

#define MH_SMS_CSV_MAX_ROWS 10000

typedef struct {
  const char       *columns;   /* a preset ("generic", "mediasms"), or nicks between commas: phone, name, body, ref, date, time; "-" stays empty */
  gboolean          header;
  MhCsvFormat       format;
  MhCsvMisfitPolicy policy;
  guint             max_rows;  /* of one file, 0: MH_SMS_CSV_MAX_ROWS */
} MhSmsCsvLayout;

/* Somebody whose message has a character that the format cannot hold. */
typedef struct {
  gint64  resident;
  char   *characters;
} MhSmsCsvMisfit;

typedef struct {
  guint      n_rows;
  guint      n_left;    /* that did not fit into this file and go with the next */
  GPtrArray *misfits;   /* (element-type MhSmsCsvMisfit) */
  char      *sha256;    /* (nullable) hex; nothing was written without it */
} MhSmsCsvMade;

void          mh_sms_csv_made_free    (MhSmsCsvMade           *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSmsCsvMade, mh_sms_csv_made_free)

MhSmsCsvMade *mh_sms_csv_write        (const MhDesk           *desk,
                                       gint64                  broadcast,
                                       const char             *path,
                                       const MhSmsCsvLayout   *layout,
                                       GError                **error);

/* Where in a file of results what stands, counted from 1; 0: not there. One of the first two is needed. */
typedef struct {
  int                 ref_column;
  int                 phone_column;
  int                 result_column;
  const char * const *delivered;    /* words that say so */
  const char * const *undelivered;
} MhSmsResultsLayout;

typedef struct {
  guint   n_rows;         /* that belong to a message of ours */
  guint   n_delivered;
  guint   n_undelivered;  /* now to be told by hand */
  guint   n_check;        /* with a word that says neither */
  guint   n_same;         /* known already */
  GArray *unknown;        /* (element-type guint) lines of the file that belong to nothing */
} MhSmsResults;

void          mh_sms_results_free     (MhSmsResults           *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSmsResults, mh_sms_results_free)

MhSmsResults *mh_sms_results_read     (const MhDesk              *desk,
                                       const char                *path,
                                       const MhSmsResultsLayout  *layout,
                                       GError                   **error);

G_END_DECLS
