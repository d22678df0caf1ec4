/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-csv-writer.h"
#include "mh-desk.h"
#include "mh-list-table.h"
#include "mh-people-query.h"

G_BEGIN_DECLS

/* The lists that can leave the program as a file. */
typedef enum {
  MH_EXPORT_RESIDENTS,
  MH_EXPORT_BOOKINGS,
  MH_EXPORT_ROSTER,      /* bookings with what the reception needs */
  MH_EXPORT_WAITING,
  MH_EXPORT_OFFERS,
  MH_EXPORT_DELIVERIES,
  MH_EXPORT_CALLS,       /* messages that somebody has to tell */
  MH_EXPORT_PROBLEMS,    /* numbers to be put right */
  MH_EXPORT_RESULTS,     /* what became of bookings, for the town's ledger */
  MH_EXPORT_REFILLS,     /* who was offered which place when, and who was passed over why */
  MH_EXPORT_N_LISTS
} MhExportList;

/* What the file is for: which columns are chosen to begin with. */
typedef enum {
  MH_EXPORT_FOR_NAMES,   /* the fewest that tell people apart, and what the list is about */
  MH_EXPORT_FOR_LETTERS,
  MH_EXPORT_FOR_CALLS,
  MH_EXPORT_FOR_ALL,
  MH_EXPORT_N_PURPOSES
} MhExportPurpose;

typedef enum {
  MH_EXPORT_DATES_ISO,     /* 2026-11-05 */
  MH_EXPORT_DATES_DIGITS,  /* 20261105 */
  MH_EXPORT_DATES_ERA,     /* 5081105: era 1 to 5, year, month, day */
  MH_EXPORT_DATES_WORDS,   /* 令和8年11月5日 */
  MH_EXPORT_N_DATES
} MhExportDates;

/* Stable names for the terminal and the log; labels are translated. */
const char *mh_export_list_nick         (MhExportList      list);
const char *mh_export_list_label        (MhExportList      list);
gboolean    mh_export_list_from_nick    (const char       *nick,
                                         MhExportList     *out_list);
const char *mh_export_purpose_nick      (MhExportPurpose   purpose);
const char *mh_export_purpose_label     (MhExportPurpose   purpose);
gboolean    mh_export_purpose_from_nick (const char       *nick,
                                         MhExportPurpose  *out_purpose);
gboolean    mh_export_dates_from_nick   (const char       *nick,
                                         MhExportDates    *out_dates);

/* The columns that @list may have, in order; ended by %NULL. */
typedef struct _MhExportColumn MhExportColumn;

GPtrArray  *mh_export_list_columns      (MhExportList      list);   /* (transfer container) (element-type MhExportColumn) */
const char *mh_export_column_nick       (const MhExportColumn *column);
const char *mh_export_column_label      (const MhExportColumn *column);
/* Whether it is chosen to begin with. */
gboolean    mh_export_column_is_for     (const MhExportColumn *column,
                                         MhExportList      list,
                                         MhExportPurpose   purpose);
/* Whether @purpose chooses anything of its own in @list. */
gboolean    mh_export_list_has_purpose  (MhExportList      list,
                                         MhExportPurpose   purpose);

typedef struct {
  MhExportList        list;
  const char         *search;      /* (nullable) residents: as typed */
  const MhPeopleQuery *query;      /* (nullable) residents: as the list on the screen, instead of @search */
  const gint64       *people;      /* (nullable) residents: as they stand on the screen, instead of @search */
  gsize               n_people;
  MhListFilter        filter;      /* the others */
  gboolean            since_last;  /* results: only what no file since the last one of this kind has told */
  const char * const *columns;     /* (nullable) nicks; else those of @purpose */
  MhExportPurpose     purpose;
  MhExportDates       dates;
} MhExportRequest;

/* A list as it would be written at this moment. */
typedef struct _MhExport MhExport;

/* People whom a character of the file's format is missing for, or who cannot be told to the ledger. */
typedef struct {
  gint64  resident;
  char   *register_number;
  char   *name;
  char   *characters;      /* (nullable) those that do not fit */
  char   *usual;           /* (nullable) what may stand in their place, beside them */
} MhExportPerson;

/* Reads only: nothing is noted. */
MhExport   *mh_export_make              (const MhDesk          *desk,
                                         const MhExportRequest *request,
                                         GError               **error);
void        mh_export_free              (MhExport         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhExport, mh_export_free)

guint       mh_export_get_n_rows        (MhExport         *self);
/* Ended by %NULL. */
const char * const *mh_export_get_header (MhExport        *self);
const char * const *mh_export_get_row   (MhExport         *self,
                                         guint             row);
/* How many people of the list the file does not have, for whatever reason. */
guint       mh_export_get_n_left_out    (MhExport         *self);
/* (transfer none) (element-type MhExportPerson): results: those with a provisional number, who are not in the file */
GPtrArray  *mh_export_get_apart         (MhExport         *self);
/* (transfer full) (element-type MhExportPerson): whose text @format cannot hold, each once */
GPtrArray  *mh_export_list_misfits      (MhExport         *self,
                                         MhCsvFormat       format);
/* "住民一覧 2026-10-20.csv" */
char       *mh_export_dup_file_name     (MhExport         *self);
/* Notes who leaves in which columns, and writes the file: both or neither. */
gboolean    mh_export_save              (const MhDesk     *desk,
                                         MhExport         *self,
                                         const char       *path,
                                         MhCsvFormat       format,
                                         MhCsvMisfitPolicy policy,
                                         GError          **error);

G_END_DECLS
