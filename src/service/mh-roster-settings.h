/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MhRosterPurpose:
 * @MH_ROSTER_RECEPTION: the desk: no address, no telephone
 * @MH_ROSTER_DOCTOR: 予診 and the doctor
 * @MH_ROSTER_CALLS: to ring people up
 * @MH_ROSTER_WALK: to walk round the town, by district and household; protected people never stand in it
 * @MH_ROSTER_CUSTOM: chosen columns
 *
 * What a list is for says which columns it has: as few as will do.
 */
typedef enum {
  MH_ROSTER_RECEPTION,
  MH_ROSTER_DOCTOR,
  MH_ROSTER_CALLS,
  MH_ROSTER_WALK,
  MH_ROSTER_CUSTOM,
  MH_ROSTER_N_PURPOSES,
} MhRosterPurpose;

typedef enum {
  MH_ROSTER_ORDER_TIME,
  MH_ROSTER_ORDER_KANA,
  MH_ROSTER_ORDER_HOUSEHOLD,
  MH_ROSTER_ORDER_DISTRICT,
  MH_ROSTER_ORDER_NUMBER,   /* 宛名番号 */
  MH_ROSTER_ORDER_FIRST,    /* who comes for the first time goes first */
  MH_ROSTER_N_ORDERS,
} MhRosterOrder;

#define MH_ROSTER_MAX_ORDERS     3
#define MH_ROSTER_MAX_BLANK_ROWS 50

/* How a roster is printed: what a saved layout keeps. */
typedef struct {
  MhRosterPurpose purpose;
  MhRosterOrder   orders[MH_ROSTER_MAX_ORDERS];
  guint           n_orders;
  char          **columns;     /* (nullable) nicks, for MH_ROSTER_CUSTOM */
  gboolean        big;         /* 大きな文字 */
  gboolean        lot;         /* a box for the sticker of the vial */
  gboolean        barcode;     /* of the ticket's or the register's number */
  gboolean        qr;          /* the code of the booking's slip */
  guint           blank_rows;  /* for walk-ins */
} MhRosterSettings;

/* Stable names for the store, JSON and the command line; and what the nurse calls them. */
const char       *mh_roster_purpose_nick        (MhRosterPurpose         purpose);
gboolean          mh_roster_purpose_from_nick   (const char             *nick,
                                                 MhRosterPurpose        *out_purpose);
/* Of "changes", too. */
const char       *mh_roster_purpose_words       (const char             *nick);
const char       *mh_roster_order_words         (MhRosterOrder           order);

/* As the purpose has it. */
MhRosterSettings *mh_roster_settings_new        (MhRosterPurpose         purpose);
MhRosterSettings *mh_roster_settings_copy       (const MhRosterSettings *settings);
void              mh_roster_settings_free       (MhRosterSettings       *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRosterSettings, mh_roster_settings_free)

/* "time,kana": MH_ERROR_INVALID for other words, for none and for more than three. */
gboolean          mh_roster_settings_set_orders (MhRosterSettings       *settings,
                                                 const char             *nicks,
                                                 GError                **error);
/* "name,kana,age": makes the purpose MH_ROSTER_CUSTOM. */
gboolean          mh_roster_settings_set_columns (MhRosterSettings      *settings,
                                                 const char             *nicks,
                                                 GError                **error);
char             *mh_roster_settings_list_orders (const MhRosterSettings *settings);
char             *mh_roster_settings_to_json    (const MhRosterSettings *settings);
/* What is not known is passed over, so that a later version's layout can still be used. MH_ERROR_INVALID when it is no object. */
MhRosterSettings *mh_roster_settings_from_json  (const char             *json,
                                                 GError                **error);

G_END_DECLS
