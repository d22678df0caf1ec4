/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-audience.h"
#include "mh-broadcast-table.h"
#include "mh-delivery-table.h"
#include "mh-words-check.h"

G_BEGIN_DECLS

/* What is said to a part of the town, from the draft to the last result. Each command is an act.
 *
 *   draft → held → running → done
 *             ↓       ↓ ↑
 *        withdrawn  paused → stopped
 *
 * A hold writes one delivery a contact, all of them held until hold_until; the first five are due then, the others at rest_at, and only if
 * not more than one of the five was refused (otherwise the broadcast is paused). */

/* What a person must see, or what stops it, before a hold. */
typedef enum {
  MH_FINDING_STOPS,  /* cannot be held */
  MH_FINDING_ASKS,   /* wants a reason or a second look */
  MH_FINDING_TELLS,
} MhFindingWeight;

typedef struct {
  MhFindingWeight  weight;
  const char      *code;      /* static: "nobody", "dead", "under-age", "empty-field", "one-age", "quota", "old-list", "words", "same-text" … */
  char            *sentence;  /* (owned) translated */
  GArray          *people;    /* (nullable) (owned) (element-type gint64) residents */
} MhFinding;

/* The second checker's sheet. */
typedef struct {
  GArray    *people;        /* (owned) (element-type MhAudiencePerson) */
  guint      n_line;        /* messages, not people: a shared contact counts once */
  guint      n_sms;
  guint      n_by_hand;
  guint      n_left_out;
  guint      n_heads;       /* people who get it */
  guint      ages[14];      /* people by tens of years, the last: 130 and over or unknown */
  guint      last_ages[14]; /* of the last broadcast of the same kind and template, all 0 when there is none */
  gint64     last;          /* that broadcast, 0 = none */
  gint64     youngest;      /* residents, 0 = nobody */
  gint64     oldest;
  gint64     samples[3];    /* first, last, and one by chance */
  double     yen;           /* all SMS, by the rule in the settings */
  char      *line_text;     /* (nullable) (owned) the longest of the messages that go over LINE */
  gboolean   line_card;     /* they are cards */
  gboolean   line_many;     /* the same one goes to several at once */
  char      *card_phone;    /* (nullable) (owned) what stands on a card */
  char      *card_web;      /* (nullable) (owned) */
  gint64     opens_at;      /* ms: it waits for the hours of broadcasts until then; 0 = it need not */
  guint      n_numbers;     /* of a list that belong to nobody in the register; beside the heads, and only by choice */
  guint      n_numbers_out; /* such numbers that get nothing in any case */
  gboolean   numbers_fit;   /* the text can go to them */
  GPtrArray *findings;      /* (owned) (element-type MhFinding) the weightiest first */
  gboolean   may_hold;
  gboolean   wants_heads;   /* the head count has to be typed */
  gboolean   wants_second;  /* a second person with a PIN has to look */
} MhBroadcastSheet;

void              mh_finding_free         (MhFinding           *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhFinding, mh_finding_free)

void              mh_broadcast_sheet_free (MhBroadcastSheet    *sheet);
/* Puts @finding (transfer full) where its weight belongs; what stops makes that it cannot be held. Returns: its place */
guint             mh_broadcast_sheet_take (MhBroadcastSheet    *sheet,
                                           MhFinding           *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBroadcastSheet, mh_broadcast_sheet_free)

/* A draft. @draft->id 0 makes one (code, state and the times are filled here), else it is changed. Returns: its id, 0 on error */
gint64            mh_broadcast_save    (const MhDesk          *desk,
                                        const MhBroadcast     *draft,
                                        GError               **error);
gboolean          mh_broadcast_discard (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        GError               **error);
/* Reads only. */
MhBroadcastSheet *mh_broadcast_check   (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        GCancellable          *cancellable,
                                        GError               **error);

/* What the nurse answered to the sheet. */
typedef struct {
  int         typed_heads;  /* -1 when it was not asked for */
  const char *reason;       /* (nullable) for findings that ask */
  const char *second_by;    /* (nullable) name of the second operator; the PIN was checked by the caller with mh_operators */
  guint       typed_numbers; /* how many numbers that belong to nobody get it; 0: none of them */
  gboolean    any_hour;     /* it leaves outside the hours of broadcasts, too; wants @reason */
} MhHoldAnswers;

/* Judges everybody anew, writes the deliveries and starts the countdown. MH_ERROR_REFUSED with a sentence when the sheet stops it or the
 * head count differs. */
gboolean          mh_broadcast_hold    (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        const MhHoldAnswers   *answers,
                                        GError               **error);
/* Ends the countdown at once; the slow start stays. */
gboolean          mh_broadcast_go      (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        GError               **error);
/* 送信停止: what has not left does not leave. Works in any state but done. @out_left: (out): messages that had left */
gboolean          mh_broadcast_stop    (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        guint                 *out_left,
                                        GError               **error);
/* A stopped or paused one goes on with those who have not got it: again the first five, a pause, then the others. */
gboolean          mh_broadcast_resume  (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        GError               **error);
/* A draft of a correction to exactly those who have, or may have, the message. Returns: its id */
gint64            mh_broadcast_correct (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        GError               **error);
/* Those who were not reached and may be tried again are due again. @out_n: (out): how many */
gboolean          mh_broadcast_retry   (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        guint                 *out_n,
                                        GError               **error);

/* The draft's words, marked as a test, to one contact (@link) of @resident, who sits at the desk. Returns: the id of the test's own broadcast */
gint64            mh_broadcast_test    (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        gint64                 resident,
                                        gint64                 link,
                                        GError               **error);

/* Where the last test went, for the next one: 0 and 0 when there was none, or nobody has that contact any more. */
gboolean          mh_broadcast_test_to (const MhDesk          *desk,
                                        gint64                *out_resident,
                                        gint64                *out_link,
                                        GError               **error);

/* One person of a broadcast and what became of her. */
typedef struct {
  gint64  resident;
  gint64  delivery;  /* 0 = left out */
  char   *state;     /* (owned) a delivery's state, or "left-out" */
  char   *reason;    /* (nullable) (owned) */
  char   *channel;   /* (nullable) (owned) line, mobile, landline */
  gint64  at;        /* ms */
} MhBroadcastResult;

void              mh_broadcast_result_free (MhBroadcastResult *result);
/* Each person once, in the order of the register. (element-type MhBroadcastResult) */
GPtrArray        *mh_broadcast_results (const MhDesk          *desk,
                                        gint64                 broadcast,
                                        GError               **error);
/* A page of them; @state: (nullable) only who stands there. @limit -1: all */
GPtrArray        *mh_broadcast_results_page (const MhDesk     *desk,
                                        gint64                 broadcast,
                                        const char            *state,
                                        gint64                 offset,
                                        gint64                 limit,
                                        GError               **error);

/* (array zero-terminated=1): where somebody may stand, in the order in which it is told */
const char * const *mh_broadcast_results_states (void);

/* How many people stand somewhere. */
typedef struct {
  char  *state;     /* (owned) as above */
  guint  n_people;
} MhBroadcastCount;

/* (element-type MhBroadcastCount) each state that somebody is in */
GPtrArray        *mh_broadcast_results_count (const MhDesk    *desk,
                                        gint64                 broadcast,
                                        GError               **error);

/* The same as a CSV file; the log says who stands in it. */
gboolean          mh_broadcast_export_results (const MhDesk   *desk,
                                        gint64                 broadcast,
                                        const char            *path,
                                        GError               **error);

/* What the clock does: starts the rest after a good slow start, pauses after a bad one, ends what is done, makes reminders. Called by the dispatcher
 * in its pass; @out_changed: (out): whether anything was written. */
gboolean          mh_broadcast_tick    (const MhDesk          *desk,
                                        gboolean              *out_changed,
                                        GError               **error);
/* When it has something to do: ms, 0 = nothing. */
gboolean          mh_broadcast_next_due (const MhDesk         *desk,
                                        gint64                *out_at,
                                        GError               **error);
/* Why a broadcast stands still. Returns: (transfer full) (nullable) */
char             *mh_broadcast_problem (const MhDesk          *desk,
                                        GError               **error);

/* Deliveries that are judged together: rules and settings are read once. */
typedef struct _MhBroadcastJudge MhBroadcastJudge;

MhBroadcastJudge *mh_broadcast_judge_new (const MhDesk        *desk);
void              mh_broadcast_judge_free (MhBroadcastJudge   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBroadcastJudge, mh_broadcast_judge_free)

/* From now on at any hour: whoever takes the message further keeps the hours. */
void              mh_broadcast_judge_leave_hours (MhBroadcastJudge *self);
/* Of a message that leaves as it stands: to one person, by a contact that is nobody else's, in the words that it has. */
typedef struct {
  gint64  delivery;
  gint64  resident;
  MhReach reach;    /* MH_REACH_LINE or MH_REACH_SMS */
  gint64  contact;
  char   *value;    /* (owned) of the contact, for a provider only */
} MhBroadcastPlain;

/* Judges the messages of one broadcast in @due (element-type MhDelivery) from @from on together, by a few queries; @room: as many requests may be
 * made. What is not plain is left to mh_broadcast_judge_delivery(). @out_until: (out) the first that was not judged */
gboolean          mh_broadcast_judge_read_ahead (MhBroadcastJudge *self,
                                              GPtrArray          *due,
                                              guint               from,
                                              guint               room,
                                              guint              *out_until,
                                              GError            **error);
/* (transfer none) (nullable) */
const MhBroadcastPlain *mh_broadcast_judge_find_plain (MhBroadcastJudge *self,
                                              gint64              delivery);
/* Asked in the transaction in which a delivery of a broadcast would leave: fills the words anew, looks at the rule, the daily cap and the
 * hours. @out_go: (out): whether it may leave; if not, the delivery was withdrawn or put off here. */
gboolean          mh_broadcast_judge_delivery (MhBroadcastJudge *self,
                                        gint64                 delivery,
                                        gboolean              *out_go,
                                        GError               **error);
/* The same for one that leaves in a file of SMS, at any hour. */
gboolean          mh_broadcast_judge_file (MhBroadcastJudge *self,
                                        gint64                 delivery,
                                        gboolean              *out_go,
                                        gint64                *out_contact,
                                        GError               **error);
/* @out_card: (out): whether it is a card where the channel shows one. */
gboolean          mh_broadcast_judge_form (MhBroadcastJudge   *self,
                                        gint64                 broadcast,
                                        gboolean              *out_card,
                                        GError               **error);
/* By what it goes now, within the channels of its broadcast; as mh_people_reach(). */
gboolean          mh_broadcast_judge_reach (MhBroadcastJudge  *self,
                                        const MhDelivery      *delivery,
                                        MhReach               *out_reach,
                                        gint64                *out_contact,
                                        const char           **out_why,
                                        GError               **error);

G_END_DECLS
