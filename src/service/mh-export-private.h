/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-contact-problem-table.h"
#include "mh-export.h"
#include "mh-people.h"

G_BEGIN_DECLS

struct _MhExport
{
  MhExportList  list;
  MhExportDates dates;
  MhListFilter  filter;
  gboolean      since_last;
  gint64        last_act;    /* the newest act that the list knows */
  MhDate        today;
  GPtrArray    *columns;     /* (owned) (element-type MhExportColumn) borrowed */
  GPtrArray    *header;      /* (owned) (element-type utf8) borrowed, ended by NULL */
  GPtrArray    *rows;        /* (owned) (element-type GStrv) */
  GPtrArray    *people;      /* (owned) (element-type MhExportPerson) beside the rows */
  GPtrArray    *apart;       /* (owned) (element-type MhExportPerson) */
  GArray       *waiting;     /* (owned) (element-type gint64) bookings of those apart */
  GHashTable   *left_out;    /* (owned) set of residents */
  GHashTable   *glyphs;      /* (owned) (element-type utf8 utf8) */
};

/* What the getters look at. */
typedef struct {
  const MhPerson         *person;
  const MhListRow        *row;
  const MhContactProblem *problem;   /* (nullable) */
  const MhListMailing    *mailing;   /* (nullable) */
  guint                   position;  /* from 1 */
  MhExportDates           dates;
  MhDate                  today;
} MhExportLine;

typedef char *(*MhExportGetter) (const MhExportLine *line);

typedef enum {
  MH_EXPORT_COLUMN_PRIVATE = 1 << 0,  /* tells where a protected person lives or how to reach him */
  MH_EXPORT_COLUMN_NUMBER  = 1 << 1,  /* digits and signs that are no formula */
  MH_EXPORT_COLUMN_LETTER  = 1 << 2,  /* wants the place where letters go */
} MhExportColumnFlags;

struct _MhExportColumn
{
  const char         *nick;      /* stable: goes to the log */
  const char         *label;     /* msgid in the context "list column" */
  guint               lists;     /* bits of MhExportList: where it may be chosen */
  guint               purposes;  /* bits of MhExportPurpose: for what it is chosen to begin with */
  MhExportColumnFlags flags;
  MhExportGetter      get;       /* (transfer full), never %NULL */
};

/* Ended by one without a nick. */
extern const MhExportColumn mh_export_columns[];

/* What the last list of results of @programme told: up to which day and act, and which bookings waited for a number. */
typedef struct {
  MhDate  to;
  gint64  act;      /* 0: there was none */
  GArray *waiting;  /* (element-type gint64) bookings */
} MhExportLast;

MhExportPerson *mh_export_person_new (gint64               resident,
                                   const char            *register_number,
                                   const char            *name);
void       mh_export_person_free  (MhExportPerson        *person);

void       mh_export_last_clear   (MhExportLast          *last);
gboolean   mh_export_last_read    (MhDb                  *db,
                                   gint64                 programme,
                                   MhExportLast          *last,
                                   GError               **error);
/* (element-type MhListRow) */
GPtrArray *mh_export_list_results (const MhDesk          *desk,
                                   const MhExportRequest *request,
                                   const MhExportLast    *last,
                                   GError               **error);

G_END_DECLS
