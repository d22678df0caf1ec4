/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-import-decisions.h"
#include "mh-import-rows.h"

G_BEGIN_DECLS

/* What the file means for one person; each row is in one of these. */
typedef enum {
  MH_IMPORT_STATE_NEW,
  MH_IMPORT_STATE_CHANGED,
  MH_IMPORT_STATE_LEFT,       /* changed, and the file says: dead, moved out, removed */
  MH_IMPORT_STATE_UNCHANGED,
  MH_IMPORT_STATE_UNCLEAR,    /* the number is that of somebody with another name, kana and birth date: written only when accepted */
  MH_IMPORT_STATE_PAIR,       /* new, but looks like a provisional person: written only when decided */
  MH_IMPORT_N_STATES
} MhImportState;

/* What the file would do to one person. */
typedef struct {
  const MhImportRow *row;       /* borrowed from the table */
  char              *number;    /* (owned): the register number, with the zeros that a spreadsheet dropped */
  gint64             resident;  /* 0: new */
  guint              changed;   /* MH_IMPORT_BIT() of the fields that differ; 0: unchanged, or new */
  MhImportState      state;
  const MhResident  *before;    /* (nullable) borrowed from the plan: as the list has the person */
  const MhResident  *pair;      /* (nullable) borrowed from the plan: the provisional person that looks like this one */
  gboolean           hidden;    /* protected: where the person lives does not show */
  gboolean           ticket_taken;  /* the ticket number is somebody else's: it is left out */
} MhImportChange;

/* The file beside the list: to be looked through before it is applied. */
typedef struct {
  GPtrArray *changes;           /* (element-type MhImportChange) one for each row, in file order */
  GPtrArray *missing;           /* (element-type MhResident) in the list but not in the file; nothing is done to them unless decided */
  GPtrArray *residents;         /* (element-type MhResident) the list, which the others borrow from */
  GHashTable *hidden_lines;     /* set of the lines of protected people: notes on them are shown without their text */
  guint      n_new;             /* rows of each state */
  guint      n_changed;
  guint      n_left;
  guint      n_unchanged;
  guint      n_unclear;
  guint      n_pairs;
  guint      n_numbers_restored;  /* rows whose register number had lost zeros */
} MhImportPlan;

void          mh_import_plan_free (MhImportPlan         *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhImportPlan, mh_import_plan_free)

MhImportPlan *mh_import_compare   (const MhDesk         *desk,
                                   const MhImportTable  *table,
                                   MhImportProgress      progress,
                                   gpointer              user_data,
                                   GCancellable         *cancellable,
                                   GError              **error);
/* "new", "changed", "left" …: stable */
const char   *mh_import_state_nick  (MhImportState       state);
/* (transfer full): one field for the screen, as it is and as it would be; hidden where the person is protected */
char         *mh_import_change_dup_before (const MhImportChange *change,
                                   MhImportField         field);
char         *mh_import_change_dup_after (const MhImportChange *change,
                                   MhImportField         field);

/* Compares again inside the transaction and writes what differs, as one act that can be taken back person by person.
 * @decisions: (nullable): what was decided about pairs, unclear rows and who is missing; without it they stay as they are.
 * @as_of: of what day the list is, or none. Cancelled: nothing has happened. Returns: the act, or 0 */
gint64        mh_import_apply     (const MhDesk         *desk,
                                   const MhImportTable  *table,
                                   const MhImportDecisions *decisions,
                                   MhDate                as_of,
                                   MhImportProgress      progress,
                                   gpointer              user_data,
                                   GCancellable         *cancellable,
                                   GError              **error);

G_END_DECLS
