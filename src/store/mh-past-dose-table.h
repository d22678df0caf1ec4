/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* What somebody has had elsewhere or before. */
typedef struct {
  gint64  id;
  gint64  programme;
  gint64  resident;
  int     dose;
  MhDate  date;
  char   *source;   /* 母子手帳, another town …; "" */
} MhPastDose;

/* A dose that somebody had, has noted as had elsewhere, or has a place for. */
typedef struct {
  gint64   resident;
  int      dose;
  gint64   booking;    /* 0 for one that is noted */
  gboolean is_active;  /* booked; who missed it has it no longer */
  gboolean is_had;     /* at a visit that was done, or noted */
  MhDate   date;
  int      start_min;  /* of a booking: minutes after midnight, Asia/Tokyo */
} MhTakenDose;

/* One of another programme of the same series. */
typedef struct {
  gint64 resident;
  gint64 booking;      /* 0 for one that is noted */
} MhSeriesDose;

/* A booking of a further dose, the one before which was neither had nor is booked for an earlier day. */
typedef struct {
  gint64      booking;
  gint64      resident;
  gint64      programme;
  gint64      session;
  int         dose;
  MhDate      date;
  int         start_min;
  char       *why;      /* state of the visit at which the dose before was missed: no-show, stopped, cancelled-day, postponed; "" for none */
} MhLooseDose;

void       mh_loose_dose_free          (MhLooseDose      *dose);
void       mh_past_dose_free           (MhPastDose       *dose);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhPastDose, mh_past_dose_free)

gint64     mh_past_dose_table_insert   (MhDb             *db,
                                        const MhPastDose *dose,
                                        GError          **error);
gboolean   mh_past_dose_table_delete   (MhDb             *db,
                                        gint64            id,
                                        GError          **error);
/* %NULL with MH_ERROR_NOT_FOUND */
MhPastDose *mh_past_dose_table_get     (MhDb             *db,
                                        gint64            id,
                                        GError          **error);
/* (element-type MhPastDose) by programme and dose; @programme 0: of all */
GPtrArray *mh_past_dose_table_list     (MhDb             *db,
                                        gint64            resident,
                                        gint64            programme,
                                        GError          **error);
/* (element-type MhTakenDose) of the people of @ids, see mh_id_set_make(), by resident */
GArray    *mh_past_dose_table_list_taken (MhDb           *db,
                                        gint64            programme,
                                        const char       *ids,
                                        GError          **error);
/* (element-type MhSeriesDose) what of other programmes of @series was had or is booked from @from to @to */
GArray    *mh_past_dose_table_list_series (MhDb          *db,
                                        gint64            programme,
                                        const char       *series,
                                        const char       *ids,
                                        MhDate            from,
                                        MhDate            to,
                                        GError          **error);
/* (element-type MhLooseDose) from @from on, by day and time; @programme 0: of all */
GPtrArray *mh_past_dose_table_list_loose (MhDb           *db,
                                        gint64            programme,
                                        MhDate            from,
                                        GError          **error);
/* Whether the dose was had: at a visit that was done, or noted as had elsewhere. */
gboolean   mh_past_dose_table_is_had   (MhDb             *db,
                                        gint64            programme,
                                        gint64            resident,
                                        int               dose,
                                        gboolean         *out_had,
                                        GError          **error);
/* The latest day on which the dose was had or is booked; none where neither is so. */
gboolean   mh_past_dose_table_last_day (MhDb             *db,
                                        gint64            programme,
                                        gint64            resident,
                                        int               dose,
                                        MhDate           *out_day,
                                        GError          **error);
/* Whether another programme of @series was had or is booked from @from to @to, but for the booking @except. */
gboolean   mh_past_dose_table_in_series (MhDb            *db,
                                        gint64            programme,
                                        const char       *series,
                                        gint64            resident,
                                        MhDate            from,
                                        MhDate            to,
                                        gint64            except,
                                        gboolean         *out_had,
                                        GError          **error);

G_END_DECLS
