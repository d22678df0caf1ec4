/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>

#include "mh-blackout-table.h"
#include "mh-desk.h"
#include "mh-sealed-file.h"
#include "mh-secrets.h"

G_BEGIN_DECLS

/* Paper and an encrypted file for days without power (停電パック), and the way back. */

#define MH_BLACKOUT_SUFFIX ".mhblackout"
#define MH_BLACKOUT_MOST_SLIPS 400

typedef struct {
  MhDate      from;
  MhDate      to;       /* inclusive */
  int         n_slips;  /* blank ones, 0 to MH_BLACKOUT_MOST_SLIPS */
  const char *folder;   /* where both files go */
} MhBlackoutRequest;

typedef struct {
  MhBlackoutPack *pack;
  char           *file;        /* sealed with the key of the backups */
  char           *paper;       /* a PDF: print it, then delete it */
  guint           n_sessions;
  guint           n_people;
  guint           n_waiting;
} MhBlackoutMade;

void             mh_blackout_made_free      (MhBlackoutMade           *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBlackoutMade, mh_blackout_made_free)

/* The next three days on which something is held, from today on; none: MH_ERROR_NOT_FOUND. */
gboolean         mh_blackout_find_dates     (const MhDesk             *desk,
                                             MhDate                   *out_from,
                                             MhDate                   *out_to,
                                             GError                  **error);
/* The key of the backups is made where there is none yet. Each list is numbered and noted like any print. */
MhBlackoutMade  *mh_blackout_make           (const MhDesk             *desk,
                                             MhSecrets                *secrets,
                                             const MhBlackoutRequest  *request,
                                             GError                  **error);
/* The lists in a sealed file, on any PC. @key: see mh_backup_key_find(). Returns: an object, see data/schema/blackout-open.json */
JsonNode        *mh_blackout_open           (const char               *path,
                                             const MhSealedKey        *key,
                                             GError                  **error);

/* What may be written on a slip: book, cancel, move, came, done, stopped, no-show, walk-in, wait, unused. */
gboolean         mh_blackout_is_what        (const char               *what);

/* A slip as somebody types it. */
typedef struct {
  const char *slip;       /* "KXQ7-12", or the code that a reader gives */
  const char *what;
  gint64      resident;   /* 0: not known in the program; what stands on the slip is in @note */
  gint64      slot;       /* book, move, walk-in: where to; else: which booking, 0: the only one in the pack's days */
  gint64      programme;  /* wait */
  const char *lot;        /* (nullable) done */
  const char *proxy_name; /* (nullable) */
  const char *note;       /* (nullable) why stopped; a name that is not found … */
  gint64      written_at; /* ms; book and move, for a day that has passed since; 0: not said */
} MhBlackoutEntry;

/* What a person decides about a slip that does not fit. */
typedef struct {
  gint64      resident;         /* somebody else; 0: as before */
  gint64      slot;             /* another time; 0: as before */
  gboolean    wait;             /* on the waiting list instead */
  const char *override_reason;  /* (nullable) lifts a rule; noted */
  gint64      written_at;       /* as in an entry: it is not kept with the slip, but with the booking */
} MhBlackoutChange;

/* What became of it. */
typedef struct {
  MhBlackoutSlip *slip;     /* state done, open or left; its reason says why it is open */
  gboolean        again;    /* refused: this number was entered before, as it stands in @slip */
  char           *name;     /* (nullable) of the person */
  gint64          act;      /* 0: nothing was written, or only tried */
} MhBlackoutResult;

void             mh_blackout_result_free    (MhBlackoutResult         *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBlackoutResult, mh_blackout_result_free)

/* Pack and number of a slip; MH_ERROR_INVALID, MH_ERROR_NOT_FOUND. */
MhBlackoutPack  *mh_blackout_read_slip      (const MhDesk             *desk,
                                             const char               *text,
                                             int                      *out_number,
                                             GError                  **error);
/* Judges the slip against what is in the program now, and applies it where it fits: one act with all its consequences. What does not fit is
 * kept with the reason. MH_ERROR_INVALID, MH_ERROR_NOT_FOUND for what is no entry at all; nothing is kept then. */
MhBlackoutResult *mh_blackout_enter         (const MhDesk             *desk,
                                             const MhBlackoutEntry    *entry,
                                             GError                  **error);
/* (element-type MhBlackoutResult) The same for all @entries, one after the other; @dry_run: nothing is kept, yet each is judged after those
 * before it. */
GPtrArray       *mh_blackout_enter_all      (const MhDesk             *desk,
                                             const MhBlackoutEntry    *entries,
                                             gsize                     n_entries,
                                             gboolean                  dry_run,
                                             GError                  **error);
/* What did not fit: tries it again. An act. */
MhBlackoutResult *mh_blackout_try_again     (const MhDesk             *desk,
                                             gint64                    pack,
                                             int                       number,
                                             const MhBlackoutChange   *change,
                                             GError                  **error);
/* Given up by a person. An act. */
gboolean         mh_blackout_leave          (const MhDesk             *desk,
                                             gint64                    pack,
                                             int                       number,
                                             const char               *reason,
                                             GError                  **error);

typedef struct {
  MhBlackoutPack *pack;
  GPtrArray      *open;      /* (element-type MhBlackoutResult) */
  GArray         *missing;   /* (element-type int) numbers that nobody has entered */
  guint           n_done;
  guint           n_left;
} MhBlackoutStatus;

void             mh_blackout_status_free    (MhBlackoutStatus         *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBlackoutStatus, mh_blackout_status_free)

MhBlackoutStatus *mh_blackout_get_status    (const MhDesk             *desk,
                                             gint64                    pack,
                                             GError                  **error);
/* Everything is entered; refused while something is open or missing. @rest_unused: the missing ones are blank. An act. */
gboolean         mh_blackout_settle         (const MhDesk             *desk,
                                             gint64                    pack,
                                             gboolean                  rest_unused,
                                             GError                  **error);

G_END_DECLS
