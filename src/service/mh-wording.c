/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-wording"

#include "mh-wording.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *code;
  const char *words;
} Word;

static const Word act_kinds[] = {
  { "town.init", N_("Town made") },
  { "config.set", N_("Setting changed") },
  { "import.residents", N_("Resident list imported") },
  { "import.contacts", N_("Contact list imported") },
  { "resident.add", N_("Person added") },
  { "resident.edit", N_("Person's data changed") },
  { "resident.view", N_("Person looked at") },
  { "resident.reveal", N_("Protected data shown") },
  { "contact.add", N_("Contact added") },
  { "contact.remove", N_("Contact removed") },
  { "contact.opt-out", N_("Messages refused or allowed again") },
  { "contact.safe", N_("Contact marked safe") },
  { "protection.add", N_("Protection begun") },
  { "protection.end", N_("Protection ended") },
  { "programme.add", N_("Programme added") },
  { "session.add", N_("Session added") },
  { "booking.make", N_("Booked") },
  { "booking.move", N_("Booking moved") },
  { "booking.cancel", N_("Booking cancelled") },
  { "waiting.add", N_("Put on the waiting list") },
  { "waiting.withdraw", N_("Taken off the waiting list") },
  { "refill.cancel", N_("Cancelled and offered to the next") },
  { "refill.accept", N_("Offer accepted") },
  { "refill.decline", N_("Offer declined") },
  { "refill.close", N_("Refill ended by hand") },
  { "refill.expire", N_("Offer ran out") },
  { "delivery.resolve", N_("Message settled") },
  { "delivery.by-hand", N_("Told by hand") },
  { "send", N_("Messages sent") },
  { "sending.off", N_("Sending stopped") },
  { "sending.on", N_("Sending allowed again") },
  { "roster.print", N_("Roster printed") },
  { "practice.fill", N_("Practice town filled") },
  { "backup", N_("Backup made") },
  { "restore", N_("Backup restored") },
  { "undo", N_("Taken back") },
};

static const Word delivery_kinds[] = {
  { "offer", N_("Offer of a free place") },
  { "offer-lost", N_("The place is taken") },
  { "offer-expired", N_("The offer has run out") },
  { "offer-accepted", N_("The booking is made") },
  { "booking-cancelled", N_("The booking is cancelled") },
};

static const Word delivery_states[] = {
  { "held", N_("Waits, can be taken back") },
  { "due", N_("About to leave") },
  { "attempting", N_("Being sent") },
  { "unknown", N_("Being looked up") },
  { "accepted", N_("Accepted") },
  { "delivered", N_("Delivered") },
  { "undelivered", N_("Not delivered") },
  { "check", N_("To be checked") },
  { "by-hand", N_("By hand") },
  { "by-hand-done", N_("Told by hand") },
  { "withdrawn", N_("Withdrawn") },
};

static const Word delivery_reasons[] = {
  { "dead", N_("The person has died") },
  { "moved-out", N_("The person has moved away") },
  { "removed", N_("The person is not on the register any more") },
  { "protected", N_("Must be told by a person") },
  { "opted-out", N_("Does not want messages") },
  { "no-contact", N_("No LINE account and no mobile number") },
  { "landline-only", N_("Telephone only") },
  { "refused", N_("The provider does not take any of the contacts") },
  { "rejected", N_("The provider does not take it") },
  { "recipient", N_("The provider does not take this recipient") },
  { "recipients", N_("The provider does not take this recipient") },
  { "text", N_("The provider does not take the text") },
  { "text-refused", N_("The text cannot be sent on this channel") },
  { "channel-off", N_("The channel is not set up") },
  { "offer-ended", N_("The offer is over") },
  { "undone", N_("What it told was taken back") },
  { "restored", N_("A backup was restored: find out whether it arrived") },
  { "unknown", N_("Whether it arrived cannot be found out from here") },
  { "unknown-too-long", N_("Whether it arrived cannot be found out from here") },
  { "timeout", N_("No answer from the provider") },
  { "lost", N_("The connection broke off") },
  { "connect", N_("No connection to the provider") },
  { "rate", N_("The provider is busy; it is sent a little later") },
  { "stopped", N_("Sending was stopped") },
  { "not-found", N_("It did not arrive; it is sent once more") },
  { "stale", N_("It waited too long and is judged once more") },
  { "confirmed-by-person", N_("Found out: it arrived") },
  { "not-arrived", N_("Found out: it did not arrive") },
};

static const Word channels[] = {
  { "line", N_("LINE") },
  { "sms", N_("SMS") },
  { "mobile", N_("Mobile phone") },
  { "landline", N_("Telephone") },
  { "by-hand", N_("By hand") },
  { "none", N_("Not reachable") },
};

static const Word booking_states[] = {
  { "active", N_("Booked") },
  { "cancelled", N_("Cancelled") },
  { "undone", N_("Taken back") },
};

static const Word booking_ways[] = {
  { "phone", N_("Telephone") },
  { "counter", N_("Counter") },
  { "line", N_("LINE") },
  { "refill", N_("From the waiting list") },
};

static const Word waiting_states[] = {
  { "waiting", N_("Waiting") },
  { "placed", N_("Got a place") },
  { "withdrawn", N_("Withdrawn") },
  { "undone", N_("Taken back") },
};

static const Word offer_states[] = {
  { "open", N_("Waits for an answer") },
  { "accepted", N_("Accepted by the person") },
  { "declined", N_("Declined") },
  { "expired", N_("Ran out") },
  { "lost", N_("Somebody else was first") },
  { "undone", N_("Taken back") },
};

static const Word round_states[] = {
  { "open", N_("Looking for the next") },
  { "filled", N_("Filled") },
  { "closed", N_("Closed") },
  { "undone", N_("Taken back") },
};

static const Word session_states[] = {
  { "open", N_("Open") },
  { "closed", N_("Closed") },
  { "cancelled", N_("Called off") },
};

static const Word statuses[] = {
  { "resident", N_("Resident") },
  { "moving-out", N_("About to move away") },
  { "moved-out", N_("Moved away") },
  { "dead", N_("Dead") },
  { "removed", N_("Removed from the register") },
};

static const Word sexes[] = {
  { "male", N_("Male") },
  { "female", N_("Female") },
  { "unknown", N_("Unknown") },
};

static const char *
find_words (const Word *words,
            gsize       n_words,
            const char *code)
{
  if (code == NULL)
    return "";

  for (gsize i = 0; i < n_words; i++) {
    if (g_str_equal (words[i].code, code))
      return _(words[i].words);
  }

  return code;
}

/**
 * mh_wording_act_kind:
 * @kind: (nullable): the kind of an act or of an entry in the log
 *
 * Returns: (transfer none): what the nurse calls it
 */
const char *
mh_wording_act_kind (const char *kind)
{
  return find_words (act_kinds, G_N_ELEMENTS (act_kinds), kind);
}

/**
 * mh_wording_operator:
 * @operator_name: (nullable): who did it
 *
 * Returns: (transfer none): the name, or how what the program did by itself is called
 */
const char *
mh_wording_operator (const char *operator_name)
{
  return g_strcmp0 (operator_name, "clock") == 0 ? _("by itself") : operator_name != NULL ? operator_name : "";
}

/**
 * mh_wording_delivery_kind:
 * @kind: (nullable): what a message says
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_delivery_kind (const char *kind)
{
  return find_words (delivery_kinds, G_N_ELEMENTS (delivery_kinds), kind);
}

/**
 * mh_wording_delivery_state:
 * @state: (nullable): where a message stands
 *
 * Returns: (transfer none): in words. LINE ends at "accepted": it never says that a message was delivered
 */
const char *
mh_wording_delivery_state (const char *state)
{
  return find_words (delivery_states, G_N_ELEMENTS (delivery_states), state);
}

/**
 * mh_wording_delivery_reason:
 * @reason: (nullable): why a message stands where it stands
 *
 * Nothing that this says tells on a printed list that a person is under protection.
 *
 * Returns: (transfer none): in words, "" for none
 */
const char *
mh_wording_delivery_reason (const char *reason)
{
  return find_words (delivery_reasons, G_N_ELEMENTS (delivery_reasons), reason);
}

/**
 * mh_wording_channel:
 * @kind: (nullable): a kind of contact, or a way to reach somebody
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_channel (const char *kind)
{
  return find_words (channels, G_N_ELEMENTS (channels), kind);
}

/**
 * mh_wording_booking_state:
 * @state: (nullable): of a booking
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_booking_state (const char *state)
{
  return find_words (booking_states, G_N_ELEMENTS (booking_states), state);
}

/**
 * mh_wording_booking_via:
 * @via: (nullable): how a booking came in
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_booking_via (const char *via)
{
  return find_words (booking_ways, G_N_ELEMENTS (booking_ways), via);
}

/**
 * mh_wording_waiting_state:
 * @state: (nullable): of an entry in the waiting list
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_waiting_state (const char *state)
{
  return find_words (waiting_states, G_N_ELEMENTS (waiting_states), state);
}

/**
 * mh_wording_offer_state:
 * @state: (nullable): of an offer
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_offer_state (const char *state)
{
  return find_words (offer_states, G_N_ELEMENTS (offer_states), state);
}

/**
 * mh_wording_round_state:
 * @state: (nullable): of a refill round
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_round_state (const char *state)
{
  return find_words (round_states, G_N_ELEMENTS (round_states), state);
}

/**
 * mh_wording_session_state:
 * @state: (nullable): of a session
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_session_state (const char *state)
{
  return find_words (session_states, G_N_ELEMENTS (session_states), state);
}

/**
 * mh_wording_status:
 * @status: (nullable): of a resident
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_status (const char *status)
{
  return find_words (statuses, G_N_ELEMENTS (statuses), status);
}

/**
 * mh_wording_sex:
 * @sex: (nullable): of a resident
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_sex (const char *sex)
{
  return find_words (sexes, G_N_ELEMENTS (sexes), sex);
}
