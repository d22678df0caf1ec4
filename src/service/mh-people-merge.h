/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-booking-table.h"
#include "mh-people.h"

G_BEGIN_DECLS

/* What is chosen one by one when two entries of a person become one. */
typedef enum {
  MH_MERGE_NUMBER,      /* register number */
  MH_MERGE_NAME,
  MH_MERGE_KANA,
  MH_MERGE_OTHER_NAME,
  MH_MERGE_BIRTH,
  MH_MERGE_SEX,
  MH_MERGE_HOUSEHOLD,   /* with the relation to its head */
  MH_MERGE_ADDRESS,     /* with the postal code */
  MH_MERGE_DISTRICT,    /* all of them */
  MH_MERGE_STATUS,      /* with its day */
  MH_MERGE_NOTE,
  MH_MERGE_MAILING,     /* where both have one for the same purpose */
  MH_MERGE_N_FIELDS
} MhMergeField;

#define MH_MERGE_BIT(field) (1u << (field))

/* Two places of one person for one thing: one of them has to be cancelled. */
typedef struct {
  char      *programme;
  MhBooking *keep;       /* of the one who stays */
  MhBooking *drop;
} MhMergeConflict;

/* What a merge would do. */
typedef struct {
  MhPerson  *keep;
  MhPerson  *drop;
  GPtrArray *conflicts;      /* (element-type MhMergeConflict) */
  gint64     n_bookings;     /* that go over; active ones */
  gint64     n_waiting;
  gint64     n_contacts;
  gboolean   in_flight;      /* a message is on its way: not now */
  guint      differ;         /* MH_MERGE_BIT of the fields that are not the same */
} MhMergePreview;

void            mh_merge_preview_free   (MhMergePreview       *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhMergePreview, mh_merge_preview_free)

typedef struct {
  gint64        keep;      /* who stays */
  gint64        drop;      /* whose entry goes over */
  guint         take;      /* MH_MERGE_BIT of the fields that are taken from @drop */
  const gint64 *cancel;    /* one booking of each conflict */
  gsize         n_cancel;
} MhMerge;

/* Reads only. */
MhMergePreview *mh_people_merge_preview (const MhDesk         *desk,
                                         gint64                keep,
                                         gint64                drop,
                                         GError              **error);
/* One act: bookings, waiting entries, contacts, consents, tickets, guardians and mailing addresses go over; a protection of either protects
 * the one who stays. Refused while a message is on its way, and while a conflict is open. */
gboolean        mh_people_merge         (const MhDesk         *desk,
                                         const MhMerge        *merge,
                                         gint64               *out_act,
                                         GError              **error);
/* Translated. */
const char     *mh_merge_field_label    (MhMergeField          field);
/* "name": stable, for the command line; %NULL past the end. */
const char     *mh_merge_field_nick     (MhMergeField          field);
/* What @person has there, in words; "" for nothing. @out_hidden (optional): it must not be seen. */
char           *mh_merge_field_dup_text (MhMergeField          field,
                                         const MhPerson       *person,
                                         gboolean             *out_hidden);

G_END_DECLS
