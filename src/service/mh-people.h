/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-allowed-proxy-table.h"
#include "mh-consent-table.h"
#include "mh-contact-table.h"
#include "mh-desk.h"
#include "mh-planner.h"
#include "mh-protection-table.h"
#include "mh-resident-table.h"

G_BEGIN_DECLS

/* A person as a screen may show him. Of a protected person, address, postal code, district, household, contacts and note are
 * left out (NULL, empty) unless revealed with a reason. */
typedef struct {
  MhResident *resident;
  char       *shown_name;    /* the name in the characters that this desk shows; the register's are in @resident */
  gboolean    is_protected;
  gboolean    revealed;
  char       *phone;         /* (nullable) the first mobile or landline, formatted */
  MhDate      next_date;     /* of the next booking from today on, no date: none; only from mh_people_list() */
  int         next_min;      /* when it begins */
  MhReach     reach;         /* by what an automatic notice would go today */
  GPtrArray  *contacts;      /* (element-type MhContact); only from mh_people_get() */
  gboolean    numbers_differ;  /* the register file and what is kept by hand have different numbers; only from mh_people_get() */
  MhDate      protected_from;  /* the first day of a protection that is still to come; no date: none */
  GPtrArray  *protections;   /* (element-type MhProtection) with their notes only where nothing is hidden; only from mh_people_get() */
  GPtrArray  *answers;       /* (element-type MhConsent) likewise; only from mh_people_get() */
  GPtrArray  *proxies;       /* (element-type MhAllowedProxy); empty where hidden; only from mh_people_get() */
} MhPerson;

void       mh_person_free           (MhPerson          *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhPerson, mh_person_free)

/* @text: kana in any width, name, other name, birth date in any form (3250301, s25.3.1, 19500301), the end of a phone number, number of the
 * register, a household or a ticket, district; "" for everybody. Protected people are found by names, birth, register number and ticket, never by
 * phone, household or district. (element-type gint64) ids from @offset on, in Japanese order; @limit 0: all. */
GArray    *mh_people_find           (const MhDesk      *desk,
                                     const char        *text,
                                     gint64             offset,
                                     gint64             limit,
                                     gint64            *out_total,
                                     GError           **error);
/* The same, from the first on. */
GArray    *mh_people_search         (const MhDesk      *desk,
                                     const char        *text,
                                     int                limit,
                                     GError           **error);
/* For a page of a list: (element-type MhPerson) in the order of @ids, without contacts. */
GPtrArray *mh_people_list           (const MhDesk      *desk,
                                     const gint64      *ids,
                                     gsize              n_ids,
                                     GError           **error);
/* One person for looking at: noted in the view log. @reveal_reason: (nullable) shows a protected person's data and logs why. */
MhPerson  *mh_people_get            (const MhDesk      *desk,
                                     gint64             id,
                                     const char        *reveal_reason,
                                     GError           **error);
/* The same person once more while on the screen: nothing is noted, nothing hidden is shown. */
MhPerson  *mh_people_look_again     (const MhDesk      *desk,
                                     gint64             id,
                                     GError           **error);
gboolean   mh_people_find_number    (const MhDesk      *desk,
                                     const char        *register_number,
                                     gint64            *out_id,
                                     GError           **error);
/* A telephone number or LINE account of somebody who is added. */
typedef struct {
  const char *kind;      /* (nullable) line, mobile, landline; %NULL: mobile or landline, as the number is */
  const char *value;     /* as typed */
  const char *whose;     /* (nullable) %NULL or "": the person's own */
} MhNewContact;

/* Somebody who is kept by hand (住登外, newborn, walk-in), with all that is known at once: without a register number a provisional one. */
typedef struct {
  const MhResident   *resident;
  const MhNewContact *contacts;
  gsize               n_contacts;
  gint64              guardian;           /* a resident who answers for the person, or 0 */
  const char         *guardian_relation;  /* (nullable) 母 … */
} MhNewPerson;

/* One act: taking it back takes all of it. Returns: the new id, or 0 */
gint64     mh_people_add_new        (const MhDesk      *desk,
                                     const MhNewPerson *person,
                                     gint64            *out_act,
                                     GError           **error);
#define MH_PEOPLE_N_DISTRICTS 3

/* (transfer full) (array zero-terminated): what the town calls its district systems: settings district.1.name …, else 地区, 行政区, 学区 */
char     **mh_people_district_names (const MhDesk      *desk,
                                     GError           **error);

/* By what an automatic notice of @category (mh_consent_categories(); "" of none) to @resident may go at this moment, best first, status,
 * protection and consent judged now: LINE, then SMS, else by hand, or none for the dead and moved. @delivery 0, or one whose refused
 * contacts are passed over.
 * @out_contact: (out): the contact, 0 unless LINE or SMS. @out_why: (out) (nullable): static code "dead", "moved-out", "protected", "no-contact", … */
gboolean   mh_people_reach          (const MhDesk      *desk,
                                     gint64             resident,
                                     gint64             delivery,
                                     const char        *category,
                                     MhReach           *out_reach,
                                     gint64            *out_contact,
                                     const char       **out_why,
                                     GError           **error);
/* The same by @channels only, best first: "sms by-hand". Without by-hand, who has none of them is reached by nothing. MH_ERROR_INVALID for
 * channels that cannot be read. */
gboolean   mh_people_reach_by       (const MhDesk      *desk,
                                     gint64             resident,
                                     gint64             delivery,
                                     const char        *category,
                                     const char        *channels,
                                     MhReach           *out_reach,
                                     gint64            *out_contact,
                                     const char       **out_why,
                                     GError           **error);

G_END_DECLS
