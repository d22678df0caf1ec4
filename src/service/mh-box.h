/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-box-file.h"
#include "mh-delivery-table.h"
#include "mh-desk.h"
#include "mh-secrets.h"

G_BEGIN_DECLS

/* Split mode: the computer where the people are (名簿PC, "register") reaches no provider; what would leave by LINE or SMS goes into a sealed
 * file, a box. Another computer (送信PC, "sender") knows nobody, reads the box, sends by its own outbox, and writes what became of it. */

/* --- the pairing -------------------------------------------------------------------------------------------------- */

typedef struct {
  MhBoxRole  role;
  gboolean   paired;
  char      *peer;      /* (nullable) (owned) fingerprint of the other computer's key */
} MhBoxPairing;

void          mh_box_pairing_free     (MhBoxPairing        *pairing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBoxPairing, mh_box_pairing_free)

gboolean      mh_box_get_role         (const MhDesk        *desk,
                                       MhBoxRole           *out_role,
                                       GError             **error);
/* MH_ERROR_REFUSED with what to do where this computer is none of @role. */
gboolean      mh_box_check_role       (const MhDesk        *desk,
                                       MhBoxRole            role,
                                       GError             **error);
MhBoxPairing *mh_box_get_pairing      (const MhDesk        *desk,
                                       GError             **error);
/* Makes the own key where there is none, or in any case with @anew. @path: (nullable): where the card for the other computer goes. Returns: (transfer full): the fingerprint */
char         *mh_box_write_key        (const MhDesk        *desk,
                                       MhSecrets           *secrets,
                                       gboolean             anew,
                                       const char          *path,
                                       GError             **error);
/* Looks at the other computer's card; nothing is kept. */
gboolean      mh_box_read_card        (const MhDesk        *desk,
                                       const char          *path,
                                       MhBoxCard           *out_card,
                                       GError             **error);
/* From now on boxes go between the two. @fingerprint: as the other computer shows it. */
gboolean      mh_box_pair             (const MhDesk        *desk,
                                       const MhBoxCard     *card,
                                       const char          *fingerprint,
                                       GError             **error);
gboolean      mh_box_find_key         (const MhDesk        *desk,
                                       MhSecrets           *secrets,
                                       MhBoxWay             way,
                                       MhSealedKey         *out_key,
                                       GError             **error);

/* --- on the computer with the register ---------------------------------------------------------------------------- */

typedef struct {
  guint n_line;
  guint n_sms;
  guint n_offers;   /* of both */
} MhBoxWaiting;

typedef struct {
  gint64   file;     /* among those written; 0 where nothing could leave */
  guint    n_line;
  guint    n_sms;
  guint    n_left;   /* that did not fit into this box */
  gint64   first_end;  /* until when the first of them has to leave, ms */
  char    *sha256;   /* (nullable) (owned) hex */
} MhBoxMade;

void          mh_box_made_free        (MhBoxMade           *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBoxMade, mh_box_made_free)

/* A box that was written here. */
typedef struct {
  gint64   file;
  gint64   made_at;
  char    *made_by;
  char    *name;
  guint    n_rows;
  guint    n_open;   /* of which nothing final is known */
  gint64   back_at;  /* 0 = no results yet */
} MhBoxWritten;

void          mh_box_written_free     (MhBoxWritten        *written);

/* What would go into the next box, as far as the clock has looked. */
gboolean      mh_box_count_waiting    (const MhDesk        *desk,
                                       MhBoxWaiting        *out_waiting,
                                       GError             **error);
MhBoxMade    *mh_box_write            (const MhDesk        *desk,
                                       MhSecrets           *secrets,
                                       const char          *path,
                                       GError             **error);
/* The same messages under the same names, for a box that was lost. */
MhBoxMade    *mh_box_write_again      (const MhDesk        *desk,
                                       MhSecrets           *secrets,
                                       gint64               file,
                                       const char          *path,
                                       GError             **error);
/* (element-type MhBoxWritten), newest first */
GPtrArray    *mh_box_list_written     (const MhDesk        *desk,
                                       int                  limit,
                                       GError             **error);

typedef struct {
  guint n_rows;
  guint n_accepted;
  guint n_delivered;
  guint n_next;       /* not delivered or too late: judged again */
  guint n_by_hand;
  guint n_check;
  guint n_waiting;    /* not sent yet */
  guint n_same;       /* known already */
  guint n_older;      /* older than what is known, or settled by a person meanwhile */
  guint n_unknown;    /* of no message of ours */
} MhBoxTold;

gboolean      mh_box_read_results     (const MhDesk        *desk,
                                       MhSecrets           *secrets,
                                       const char          *path,
                                       MhBoxTold           *out_told,
                                       GError             **error);

/* --- on the computer that sends ----------------------------------------------------------------------------------- */

/* The box as it is looked at before it is sent. */
typedef struct {
  char     *ref;
  gint64    made_at;
  guint     n_line;
  guint     n_sms;
  guint     n_late;     /* whose time is over: they do not leave */
  double    yen;        /* all SMS, by the rule in the settings */
  gint64    first_end;  /* ms */
  char     *texts[3];   /* (nullable) the first, the last and one by chance */
} MhBoxLook;

void          mh_box_look_free        (MhBoxLook           *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBoxLook, mh_box_look_free)

/* A box that was read here, and where its messages stand. */
typedef struct {
  gint64    id;
  char     *name;
  gint64    read_at;
  char     *read_by;
  gint64    back_at;     /* 0 = no results written yet */
  gint64    starts_at;   /* when the next one leaves, ms; 0 = none waits */
  guint     n_rows;
  guint     n_waiting;   /* held or due */
  guint     n_sending;   /* or being looked up */
  guint     n_sent;      /* accepted or delivered */
  guint     n_check;
  guint     n_not;       /* not sent, or not delivered */
  gboolean  stands;      /* the first ones went wrong: a person decides */
} MhBoxState;

void          mh_box_state_free       (MhBoxState          *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBoxState, mh_box_state_free)

MhBoxLook    *mh_box_look             (const MhDesk        *desk,
                                       MhSecrets           *secrets,
                                       const char          *path,
                                       GError             **error);
/* Takes the messages over; they leave after a countdown. Returns: the box's id here, 0 with @error */
gint64        mh_box_send             (const MhDesk        *desk,
                                       MhSecrets           *secrets,
                                       const char          *path,
                                       GError             **error);
/* (element-type MhBoxState), newest first */
GPtrArray    *mh_box_list_received    (const MhDesk        *desk,
                                       int                  limit,
                                       GError             **error);
/* What has not left does not leave. @out_n: how many */
gboolean      mh_box_stop             (const MhDesk        *desk,
                                       gint64               box,
                                       guint               *out_n,
                                       GError             **error);
/* After the first ones went wrong, and a person has looked. */
gboolean      mh_box_go_on            (const MhDesk        *desk,
                                       gint64               box,
                                       GError             **error);
/* What became of the messages of all boxes that were not erased. @out_n: how many of them */
gboolean      mh_box_write_results    (const MhDesk        *desk,
                                       MhSecrets           *secrets,
                                       const char          *path,
                                       guint               *out_n,
                                       GError             **error);

/* --- by the clock ------------------------------------------------------------------------------------------------- */

/* Asked inside the act that would send @delivery, which is to nobody of the register. @out_go: whether it may leave now; if not, it was
 * withdrawn or put off here. What came in no box goes. */
gboolean      mh_box_judge            (const MhDesk        *desk,
                                       const MhDelivery    *delivery,
                                       gboolean            *out_go,
                                       GError             **error);
/* Erases what was read and told long ago, and gives to a person what left in a box and was never told of. */
gboolean      mh_box_run_clock        (const MhDesk        *desk,
                                       GError             **error);

G_END_DECLS
