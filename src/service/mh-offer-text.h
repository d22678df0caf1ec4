/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-eligibility.h"

G_BEGIN_DECLS

/* The words of an offer and of what follows it. They name no person, and the programme only where it has a public name; sender first.
 * In Japanese always: they go to residents. */

typedef enum {
  MH_OFFER_TEXT_OFFER,
  MH_OFFER_TEXT_LOST,
  MH_OFFER_TEXT_EXPIRED,
  MH_OFFER_TEXT_ACCEPTED,
  MH_OFFER_TEXT_PHONE,     /* what the nurse says */
} MhOfferText;

/* What an offer is about, beside its place. */
typedef struct {
  guint    n_persons;  /* how many places go together, 1 or more */
  gint64   deadline;   /* ms since 1970 UTC until when an answer counts */
  MhDate   next;       /* of the further dose that comes with it, or no date */
  gboolean swap;       /* an own later booking is given up for it */
} MhOfferFacts;

/* MH_ERROR_REFUSED when the town's name or telephone number is not set yet. */
char *mh_offer_text_write (const MhDesk   *desk,
                           const MhVisit  *visit,
                           MhOfferText     which,
                           const MhOfferFacts *facts,
                           GError        **error);
/* What every message about a booking begins with. */
gboolean mh_offer_text_read_sender  (const MhDesk       *desk,
                                     char              **out_town,
                                     char              **out_phone,
                                     GError            **error);
char    *mh_offer_text_make_subject (const MhProgramme  *programme);

G_END_DECLS
