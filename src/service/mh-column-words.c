/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-column-words"

#include "mh-column-words.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *nick;
  const char *words;
  gboolean    sensitive;
} columns[] = {
  { "position", NC_ ("list column", "Order"), FALSE },
  { "programme", NC_ ("list column", "Programme"), FALSE },
  { "date", NC_ ("list column", "Date"), FALSE },
  { "time", NC_ ("list column", "Time"), FALSE },
  { "place", NC_ ("list column", "Place"), FALSE },
  { "register-number", NC_ ("list column", "Register no."), FALSE },
  { "name", NC_ ("list column", "Name"), FALSE },
  { "kana", NC_ ("list column", "Kana"), FALSE },
  { "birth", NC_ ("list column", "Birth date"), FALSE },
  { "age", NC_ ("list column", "Age"), FALSE },
  { "sex", NC_ ("list column", "Sex"), FALSE },
  { "other-name", NC_ ("list column", "Other names"), FALSE },
  { "household-number", NC_ ("list column", "Household no."), FALSE },
  { "relation", NC_ ("list column", "Relation to the head of the household"), FALSE },
  { "letter-name", NC_ ("list column", "Addressee"), FALSE },
  { "letter-postal-code", NC_ ("list column", "Postal code for letters"), FALSE },
  { "letter-address", NC_ ("list column", "Address for letters"), FALSE },
  { "letter-address-extra", NC_ ("list column", "Building and room for letters"), FALSE },
  { "postal-code", NC_ ("list column", "Postal code"), FALSE },
  { "address", NC_ ("list column", "Address"), FALSE },
  { "address-extra", NC_ ("list column", "Building and room"), FALSE },
  { "district", NC_ ("list column", "District"), FALSE },
  { "district2", NC_ ("list column", "District 2"), FALSE },
  { "district3", NC_ ("list column", "District 3"), FALSE },
  { "phone", NC_ ("list column", "Telephone"), FALSE },
  { "list-position", NC_ ("list column", "In the list"), FALSE },
  { "asked", NC_ ("list column", "Asked"), FALSE },
  { "why", NC_ ("list column", "Why"), TRUE },
  { "message-state", NC_ ("list column", "Message"), FALSE },
  { "channel", NC_ ("list column", "Way"), FALSE },
  { "dose", NC_ ("list column", "Dose"), TRUE },
  { "first-visit", NC_ ("list column", "First visit"), TRUE },
  { "items", NC_ ("list column", "Items"), TRUE },
  { "ticket", NC_ ("list column", "Ticket no."), FALSE },
  { "barcode", NC_ ("list column", "Barcode of a number"), FALSE },
  { "qr", NC_ ("list column", "QR code of the booking"), FALSE },
  { "venue", NC_ ("list column", "Venue"), FALSE },
  { "via", NC_ ("list column", "Came in by"), FALSE },
  { "proxy", NC_ ("list column", "Proxy"), FALSE },
  { "proxy-relation", NC_ ("list column", "Proxy is"), FALSE },
  { "booked-at", NC_ ("list column", "Booked at"), FALSE },
  { "wish", NC_ ("list column", "Wish"), FALSE },
  { "unit", NC_ ("list column", "Go together"), FALSE },
  { "registered-at", NC_ ("list column", "Waiting since"), FALSE },
  { "offer-state", NC_ ("list column", "State"), FALSE },
  { "offered-at", NC_ ("list column", "Asked at"), FALSE },
  { "message", NC_ ("list column", "About"), FALSE },
  { "body", NC_ ("list column", "Words of the message"), TRUE },
  { "ref", NC_ ("list column", "Number of the message"), FALSE },
  { "message-state", NC_ ("list column", "State"), FALSE },
  { "channel", NC_ ("list column", "Channel"), FALSE },
  { "reason", NC_ ("list column", "Why"), FALSE },
  { "since", NC_ ("list column", "Since"), FALSE },
  { "deadline", NC_ ("list column", "Answer by"), FALSE },
  { "answered-at", NC_ ("list column", "Answered at"), FALSE },
  { "written", NC_ ("list column", "Number as written"), FALSE },
  { "problem", NC_ ("list column", "What is wrong"), FALSE },
  { "noted", NC_ ("list column", "Noted on"), FALSE },
  { "status", NC_ ("list column", "Status in the register"), FALSE },
  { "remark", NC_ ("list column", "Note"), TRUE },
  { "note", NC_ ("list column", "Note about the person"), TRUE },
  { "state", NC_ ("list column", "State"), TRUE },
  { "lot", NC_ ("list column", "Lot"), TRUE },
  { "result", NC_ ("list column", "Result"), TRUE },
  { "operator", NC_ ("list column", "At the desk"), FALSE },
  { "act", NC_ ("list column", "What was done"), FALSE },
  { "people", NC_ ("list column", "About whom"), FALSE },
};

/**
 * mh_column_words:
 * @nick: a column's name in the log
 *
 * Returns: (transfer none): what the nurse calls it; @nick itself when it is not known here
 */
const char *
mh_column_words (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    if (g_str_equal (columns[i].nick, nick))
      return g_dpgettext2 (GETTEXT_PACKAGE, "list column", columns[i].words);
  }

  return nick;
}

/**
 * mh_column_is_sensitive:
 * @nick: a column's name in the log
 *
 * Results of check-ups, guidance and treatment count as sensitive (個人情報の保護に関する法律施行令 第2条); a dose, a lot, a free note may
 * tell of them. What is not known here counts as sensitive.
 *
 * Returns: whether it may be
 */
gboolean
mh_column_is_sensitive (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    if (g_str_equal (columns[i].nick, nick))
      return columns[i].sensitive;
  }

  return TRUE;
}
