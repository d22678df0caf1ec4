/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>

#include "mh-desk.h"
#include "mh-sealed-file.h"
#include "mh-secrets.h"

G_BEGIN_DECLS

/* Commands fail with MH_ERROR, or with G_OPTION_ERROR when they were called in the wrong way. */

/* What all commands of a process share. */
typedef struct {
  char     *dir;            /* (owned) the data directory */
  char     *operator_name;  /* (owned) */
  MhClock  *clock;          /* (owned) */
  MhRandom *random;         /* (owned) */
  MhDb     *db;             /* (nullable) (owned) open once a command has needed it */
  gboolean  in_batch;       /* standard input holds commands: no command may read it, and none may end the process */
} MhCtl;

typedef struct _MhCtlCommand MhCtlCommand;

/* One call of a command. Its document is an object that the command fills through the builder. */
typedef struct {
  MhCtl              *ctl;
  const MhCtlCommand *command;
  char              **given;    /* (owned) as typed; [0] stands for the program */
  char              **args;     /* (owned) without the options, once parsed */
  guint               n_args;
  JsonBuilder        *builder;  /* (owned) */
  gboolean            partly;   /* done in part, or something was found: see the document */
} MhCtlCall;

typedef gboolean (*MhCtlFunc) (MhCtlCall  *call,
                               GError    **error);

struct _MhCtlCommand
{
  const char *path;       /* "import residents" */
  const char *arguments;  /* (nullable) msgid: "FILE" */
  const char *summary;    /* msgid */
  MhCtlFunc   func;
};

/* The groups of commands, each ended by one without a path. */
extern const MhCtlCommand mh_ctl_admin_commands[];
extern const MhCtlCommand mh_ctl_allot_commands[];
extern const MhCtlCommand mh_ctl_audience_commands[];
extern const MhCtlCommand mh_ctl_backup_commands[];
extern const MhCtlCommand mh_ctl_blackout_commands[];
extern const MhCtlCommand mh_ctl_bookings_commands[];
extern const MhCtlCommand mh_ctl_box_commands[];
extern const MhCtlCommand mh_ctl_broadcast_commands[];
extern const MhCtlCommand mh_ctl_by_hand_commands[];
extern const MhCtlCommand mh_ctl_card_commands[];
extern const MhCtlCommand mh_ctl_settle_commands[];
extern const MhCtlCommand mh_ctl_contacts_commands[];
extern const MhCtlCommand mh_ctl_days_commands[];
extern const MhCtlCommand mh_ctl_export_commands[];
extern const MhCtlCommand mh_ctl_family_commands[];
extern const MhCtlCommand mh_ctl_figures_commands[];
extern const MhCtlCommand mh_ctl_handbook_commands[];
extern const MhCtlCommand mh_ctl_holidays_commands[];
extern const MhCtlCommand mh_ctl_import_commands[];
extern const MhCtlCommand mh_ctl_outgoing_commands[];
extern const MhCtlCommand mh_ctl_reminder_commands[];
extern const MhCtlCommand mh_ctl_people_commands[];
extern const MhCtlCommand mh_ctl_places_commands[];
extern const MhCtlCommand mh_ctl_programmes_commands[];
extern const MhCtlCommand mh_ctl_reception_commands[];
extern const MhCtlCommand mh_ctl_refill_commands[];
extern const MhCtlCommand mh_ctl_rehearsal_commands[];
extern const MhCtlCommand mh_ctl_roster_commands[];
extern const MhCtlCommand mh_ctl_send_commands[];
extern const MhCtlCommand mh_ctl_tickets_commands[];
extern const MhCtlCommand mh_ctl_today_commands[];
extern const MhCtlCommand mh_ctl_together_commands[];
extern const MhCtlCommand mh_ctl_waiting_commands[];
extern const MhCtlCommand mh_ctl_who_commands[];
extern const MhCtlCommand mh_ctl_words_commands[];

/* Texts of options come as the system gives them and are checked to be UTF-8 by mh_ctl_parse(), whatever the locale is. */
#define MH_CTL_TEXT G_OPTION_ARG_FILENAME

/* Takes the options out; the rest is in @call's args. @entries: (nullable) ended by an empty one */
gboolean      mh_ctl_parse         (MhCtlCall           *call,
                                    const GOptionEntry  *entries,
                                    guint                min_args,
                                    guint                max_args,
                                    GError             **error);
gboolean      mh_ctl_fail_usage    (GError             **error,
                                    const char          *sentence);
/* The town, opened at the first use. */
gboolean      mh_ctl_open          (MhCtlCall           *call,
                                    MhDesk              *out_desk,
                                    GError             **error);
void          mh_ctl_close         (MhCtl               *ctl);

MhSecrets    *mh_ctl_open_secrets  (const MhDesk        *desk,
                                    GError             **error);
/* Of a sealed file: from standard input, or from the keyring. */
gboolean      mh_ctl_find_key      (MhCtlCall           *call,
                                    const char          *path,
                                    gboolean             typed,
                                    MhSealedKey         *out_key,
                                    GError             **error);
/* From standard input. */
char         *mh_ctl_read_secret   (GError             **error);

gboolean      mh_ctl_read_id       (const char          *text,
                                    gint64              *out_id,
                                    GError             **error);
gboolean      mh_ctl_read_date     (const MhDesk        *desk,
                                    const char          *text,
                                    MhDate              *out_date,
                                    GError             **error);
/* "2026-10-20 09:00", in ms */
gboolean      mh_ctl_read_moment   (const MhDesk        *desk,
                                    const char          *text,
                                    gint64              *out_ms,
                                    GError             **error);
gboolean      mh_ctl_find_resident (const MhDesk        *desk,
                                    const char          *register_number,
                                    gint64              *out_id,
                                    GError             **error);
/* Parses the options and @n_args arguments, opens the town and finds whose register number the first one is. */
gboolean      mh_ctl_open_resident (MhCtlCall           *call,
                                    const GOptionEntry  *entries,
                                    guint                n_args,
                                    MhDesk              *desk,
                                    gint64              *out_id,
                                    GError             **error);

/* Members of the document. */
void          mh_ctl_add_int       (MhCtlCall           *call,
                                    const char          *member,
                                    gint64               value);
void          mh_ctl_add_bool      (MhCtlCall           *call,
                                    const char          *member,
                                    gboolean             value);
/* null for %NULL */
void          mh_ctl_add_text      (MhCtlCall           *call,
                                    const char          *member,
                                    const char          *value);
/* null for no date */
void          mh_ctl_add_date      (MhCtlCall           *call,
                                    const char          *member,
                                    MhDate               value);
/* null for 0: an id, or a time in ms */
void          mh_ctl_add_some      (MhCtlCall           *call,
                                    const char          *member,
                                    gint64               value);
/* "09:00" */
void          mh_ctl_add_minutes   (MhCtlCall           *call,
                                    const char          *member,
                                    int                  value);
void          mh_ctl_begin_array   (MhCtlCall           *call,
                                    const char          *member);
void          mh_ctl_end_array     (MhCtlCall           *call);
void          mh_ctl_begin_object  (MhCtlCall           *call,
                                    const char          *member);  /* %NULL: an element of an array */
void          mh_ctl_end_object    (MhCtlCall           *call);

/* A session with its slots. */
gboolean      mh_ctl_add_day       (MhCtlCall           *call,
                                    const MhDesk        *desk,
                                    gint64               session,
                                    GError             **error);

/* Runs one command; @argv [0] stands for the program. Returns: (nullable) the document; @out_partly: see MhCtlCall */
JsonNode     *mh_ctl_run           (MhCtl               *ctl,
                                    const char * const  *argv,
                                    gboolean            *out_partly,
                                    GError             **error);
/* All commands with their arguments, one a line. */
char         *mh_ctl_list_commands (void);

G_END_DECLS
