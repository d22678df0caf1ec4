/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-wording"

#include "mh-wording.h"

#include <glib/gi18n-lib.h>

#include "mh-planner.h"

typedef struct {
  const char *code;
  const char *words;
} Word;

static const Word act_kinds[] = {
  { "town.init", NC_ ("act", "Town made") },
  { "config.set", NC_ ("act", "Setting changed") },
  { "template.save", NC_ ("act", "Saved text changed") },
  { "template.remove", NC_ ("act", "Saved text deleted") },
  { "import.residents", NC_ ("act", "Resident list imported") },
  { "import.contacts", NC_ ("act", "Contact list imported") },
  { "import-profile.save", NC_ ("act", "Settings of a file remembered") },
  { "import-profile.rename", NC_ ("act", "Settings of a file renamed") },
  { "import-profile.delete", NC_ ("act", "Settings of a file deleted") },
  { "glyph.set", NC_ ("act", "Display of a character changed") },
  { "resident.add", NC_ ("act", "Person added") },
  { "resident.edit", NC_ ("act", "Person's data changed") },
  { "resident.merge", NC_ ("act", "Two entries of one person put together") },
  { "resident.part", NC_ ("act", "Noted that two entries are two people") },
  { "guardian.add", NC_ ("act", "Guardian added") },
  { "guardian.remove", NC_ ("act", "Guardian removed") },
  { "mailing.set", NC_ ("act", "Mailing address set") },
  { "mailing.remove", NC_ ("act", "Mailing address removed") },
  { "ticket.add", NC_ ("act", "Ticket number noted") },
  { "ticket.remove", NC_ ("act", "Ticket number removed") },
  { "resident.view", NC_ ("act", "Person looked at") },
  { "resident.reveal", NC_ ("act", "Protected data shown") },
  { "contact.add", NC_ ("act", "Contact added") },
  { "contact.remove", NC_ ("act", "Contact removed") },
  { "contact.opt-out", NC_ ("act", "Messages refused or allowed again") },
  { "contact.safe", NC_ ("act", "Contact marked safe") },
  { "contact.correct", NC_ ("act", "Number corrected") },
  { "contact.rank", NC_ ("act", "Contact put first") },
  { "contact.call", NC_ ("act", "Number taken during a call") },
  { "contact.fix", NC_ ("act", "Unusable number put right") },
  { "contact.dismiss", NC_ ("act", "Unusable number struck out") },
  { "consent.set", NC_ ("act", "Agreed to or refused messages") },
  { "consent.forget", NC_ ("act", "Answer about messages struck out") },
  { "protection.add", NC_ ("act", "Protection begun") },
  { "protection.end", NC_ ("act", "Protection ended") },
  { "proxy.allow", NC_ ("act", "Proxy allowed") },
  { "proxy.override", NC_ ("act", "Cancelled for a proxy who is not registered") },
  { "proxy.forbid", NC_ ("act", "Proxy not allowed any more") },
  { "past-dose.add", NC_ ("act", "Dose had elsewhere noted") },
  { "past-dose.remove", NC_ ("act", "Dose had elsewhere taken off") },
  { "programme.add", NC_ ("act", "Programme added") },
  { "programme.copy", NC_ ("act", "Programme copied from another") },
  { "programme.edit", NC_ ("act", "Programme changed") },
  { "session.add", NC_ ("act", "Session added") },
  { "session.edit", NC_ ("act", "Session changed") },
  { "session.slots", NC_ ("act", "Slots of a session changed") },
  { "session.copy", NC_ ("act", "Session copied to other days") },
  { "session.close", NC_ ("act", "Session closed for bookings") },
  { "session.reopen", NC_ ("act", "Session opened again") },
  { "session.cancel", NC_ ("act", "Session called off") },
  { "slot.capacity", NC_ ("act", "Number of places changed") },
  { "slot.items", NC_ ("act", "Places for an item changed") },
  { "holiday.import", NC_ ("act", "List of holidays replaced") },
  { "window.add", NC_ ("act", "Time for booking early set") },
  { "window.remove", NC_ ("act", "Time for booking early removed") },
  { "booking.make", NC_ ("act", "Booked") },
  { "booking.assign", NC_ ("act", "Times given to a group") },
  { "booking.family", NC_ ("act", "Several people booked together") },
  { "booking.items", NC_ ("act", "Items of a booking changed") },
  { "booking.move", NC_ ("act", "Booking moved") },
  { "booking.cancel", NC_ ("act", "Booking cancelled") },
  { "waiting.add", NC_ ("act", "Put on the waiting list") },
  { "waiting.edit", NC_ ("act", "Waiting-list entry changed") },
  { "waiting.withdraw", NC_ ("act", "Taken off the waiting list") },
  { "lottery.draw", NC_ ("act", "Lottery drawn") },
  { "refill.cancel", NC_ ("act", "Cancelled and offered to the next") },
  { "refill-record.print", NC_ ("act", "Record of places that came free printed") },
  { "refill.offer-free", NC_ ("act", "Free places offered to those who wait") },
  { "refill.ask-next", NC_ ("act", "One more asked by hand") },
  { "refill.accept", NC_ ("act", "Offer accepted") },
  { "refill.decline", NC_ ("act", "Offer declined") },
  { "refill.close", NC_ ("act", "Refill ended by hand") },
  { "refill.expire", NC_ ("act", "Offer ran out") },
  { "refill.release", NC_ ("act", "Offers go on after a restore") },
  { "delivery.resolve", NC_ ("act", "Message settled") },
  { "delivery.resolve-many", NC_ ("act", "Messages settled") },
  { "delivery.by-hand", NC_ ("act", "Told by hand") },
  { "audience.save", NC_ ("act", "Audience saved") },
  { "audience.remove", NC_ ("act", "Saved audience removed") },
  { "send", NC_ ("act", "Messages sent") },
  { "broadcast.save", NC_ ("act", "Broadcast: draft written") },
  { "broadcast.discard", NC_ ("act", "Broadcast: draft thrown away") },
  { "broadcast.test", NC_ ("act", "Broadcast: test to oneself") },
  { "broadcast.numbers", NC_ ("act", "Broadcast: numbers of a list that belong to nobody") },
  { "broadcast.hold", NC_ ("act", "Broadcast: let out, with a countdown") },
  { "broadcast.go", NC_ ("act", "Broadcast: countdown ended") },
  { "broadcast.run", NC_ ("act", "Broadcast: went on by the clock") },
  { "broadcast.stop", NC_ ("act", "Broadcast: stopped") },
  { "broadcast.resume", NC_ ("act", "Broadcast: goes on") },
  { "broadcast.correct", NC_ ("act", "Broadcast: correction drafted") },
  { "broadcast.retry", NC_ ("act", "Broadcast: tried once more") },
  { "broadcast.export", NC_ ("act", "Broadcast: results saved as a file") },
  { "broadcast.print", NC_ ("act", "Broadcast: results printed") },
  { "reminder.add", NC_ ("act", "Reminders switched on") },
  { "reminder.change", NC_ ("act", "Reminders changed") },
  { "reminder.remove", NC_ ("act", "Reminders switched off") },
  { "sending.off", NC_ ("act", "Sending stopped") },
  { "sending.on", NC_ ("act", "Sending allowed again") },
  { "visit.expected", NC_ ("act", "Reception: set back to not yet here") },
  { "visit.came", NC_ ("act", "Reception: came") },
  { "visit.stopped", NC_ ("act", "Reception: stopped by the doctor") },
  { "visit.done", NC_ ("act", "Reception: done") },
  { "visit.cancelled-day", NC_ ("act", "Reception: cancelled on the day") },
  { "visit.no-show", NC_ ("act", "Reception: did not come") },
  { "visit.postponed", NC_ ("act", "Reception: put off") },
  { "visit.walk-in", NC_ ("act", "Reception: came without a booking") },
  { "visit.close-day", NC_ ("act", "Reception: day closed") },
  { "visit.to-waiting", NC_ ("act", "Who did not come put on the waiting list") },
  { "calls.print", NC_ ("act", "Broadcast: call sheet made") },
  { "calls.done", NC_ ("act", "Broadcast: outcome of a call entered") },
  { "letters.print", NC_ ("act", "Broadcast: letters or address labels made") },
  { "letters.posted", NC_ ("act", "Broadcast: letters posted") },
  { "letter.print", NC_ ("act", "Letters printed") },
  { "address-label.print", NC_ ("act", "Address labels printed") },
  { "paper.back", NC_ ("act", "Paper with people on it came back") },
  { "call-sheet.print", NC_ ("act", "Sheet for calling people printed") },
  { "lot.add", NC_ ("act", "Lot added") },
  { "lot.offer", NC_ ("act", "Lot in use again") },
  { "lot.retire", NC_ ("act", "Lot not in use any more") },
  { "roster.print", NC_ ("act", "Roster printed") },
  { "blackout.make", NC_ ("act", "Blackout pack made") },
  { "blackout.print", NC_ ("act", "Blackout pack: paper") },
  { "blackout.export", NC_ ("act", "Blackout pack: encrypted file") },
  { "blackout.enter", NC_ ("act", "Slip of a blackout pack entered") },
  { "blackout.leave", NC_ ("act", "Slip of a blackout pack given up") },
  { "blackout.settle", NC_ ("act", "Blackout pack settled") },
  { "roster.return", NC_ ("act", "Printed copies came back or were shredded") },
  { "roster-layout.save", NC_ ("act", "Layout of rosters saved") },
  { "roster-layout.rename", NC_ ("act", "Layout of rosters renamed") },
  { "roster-layout.delete", NC_ ("act", "Layout of rosters deleted") },
  { "slip.print", NC_ ("act", "Booking slips printed") },
  { "label.print", NC_ ("act", "Name labels printed") },
  { "list.export", NC_ ("act", "List saved as a file") },
  { "results.export", NC_ ("act", "Results saved for the ledger") },
  { "sms-csv.write", NC_ ("act", "SMS handed over in a file") },
  { "sms-csv.export", NC_ ("act", "File of SMS saved for an upload service") },
  { "sms-csv.results", NC_ ("act", "Results of SMS read from a file") },
  { "box.pair", NC_ ("act", "Two computers: paired") },
  { "box.write", NC_ ("act", "Two computers: box of messages written") },
  { "box.again", NC_ ("act", "Two computers: lost box written again") },
  { "box.export", NC_ ("act", "Two computers: messages put into a box") },
  { "box.read", NC_ ("act", "Two computers: results read") },
  { "box.send", NC_ ("act", "Two computers: box taken over for sending") },
  { "box.stop", NC_ ("act", "Two computers: box stopped") },
  { "box.go-on", NC_ ("act", "Two computers: box goes on") },
  { "box.results", NC_ ("act", "Two computers: results written") },
  { "box.erase", NC_ ("act", "Two computers: words and numbers of old boxes erased") },
  { "box.silent", NC_ ("act", "Two computers: nothing was heard of messages in a box") },
  { "operator.add", NC_ ("act", "Person at the desk added") },
  { "operator.rename", NC_ ("act", "Person at the desk renamed") },
  { "operator.on", NC_ ("act", "Person at the desk comes back") },
  { "operator.off", NC_ ("act", "Person at the desk is not offered any more") },
  { "operator.pin-set", NC_ ("act", "PIN set") },
  { "operator.pin-off", NC_ ("act", "PIN taken away") },
  { "operator.pin-clear", NC_ ("act", "Forgotten PIN taken away") },
  { "operator.pin-wrong", NC_ ("act", "Wrong PIN") },
  { "operator.sign-in", NC_ ("act", "Sat down at the desk") },
  { "screen.lock", NC_ ("act", "Screen locked") },
  { "log.export", NC_ ("act", "Log saved as a file") },
  { "loss.report", NC_ ("act", "Report of a lost paper or file made") },
  { "loss.print", NC_ ("act", "Report of a lost paper or file printed") },
  { "loss.export", NC_ ("act", "Report of a lost paper or file saved") },
  { "retention.set", NC_ ("act", "Retention period changed") },
  { "retention.delete", NC_ ("act", "Data deleted for good") },
  { "retention.print", NC_ ("act", "Certificate of deletion printed") },
  { "practice.fill", NC_ ("act", "Practice town filled") },
  { "backup", NC_ ("act", "Backup made") },
  { "backup.drill", NC_ ("act", "Putting a backup back was practised") },
  { "backup.failed", NC_ ("act", "No backup could be made") },
  { "backup.second-failed", NC_ ("act", "No second copy of the backup could be made") },
  { "backup.second-made", NC_ ("act", "Second copy of the backup made again") },
  { "backup.sheet", NC_ ("act", "Recovery sheet printed") },
  { "restore", NC_ ("act", "Backup restored") },
  { "undo", NC_ ("act", "Taken back") },
};

static const Word delivery_kinds[] = {
  { "offer", NC_ ("message", "Offer of a free place") },
  { "offer-lost", NC_ ("message", "The place is taken") },
  { "offer-expired", NC_ ("message", "The offer has run out") },
  { "offer-accepted", NC_ ("message", "The booking is made") },
  { "assigned", NC_ ("message", "Time given by the town") },
  { "lottery-won", NC_ ("message", "A place by lottery") },
  { "lottery-lost", NC_ ("message", "No place by lottery") },
  { "booking-cancelled", NC_ ("message", "The booking is cancelled") },
  { "session-moved", NC_ ("message", "The day is called off, the booking is moved") },
  { "session-cancelled", NC_ ("message", "The day is called off") },
  { "broadcast", NC_ ("message", "Broadcast") },
  { "reminder", NC_ ("message", "Reminder") },
  { "correction", NC_ ("message", "Correction of a broadcast") },
  { "broadcast-test", NC_ ("message", "Test of a broadcast") },
  { "box", NC_ ("message", "Message from a box") },
  { "box-offer", NC_ ("message", "Offer of a free place, from a box") },
  { "box-broadcast", NC_ ("message", "Broadcast, from a box") },
};

static const Word delivery_states[] = {
  { "held", NC_ ("message state", "Waits, can be taken back") },
  { "due", NC_ ("message state", "About to leave") },
  { "attempting", NC_ ("message state", "Being sent") },
  { "unknown", NC_ ("message state", "Being looked up") },
  { "accepted", NC_ ("message state", "Accepted") },
  { "delivered", NC_ ("message state", "Delivered") },
  { "undelivered", NC_ ("message state", "Not delivered") },
  { "check", NC_ ("message state", "To be checked") },
  { "exported", NC_ ("message state", "Handed over in a file") },
  { "by-hand", NC_ ("message state", "By hand") },
  { "by-hand-done", NC_ ("message state", "Told by hand") },
  { "withdrawn", NC_ ("message state", "Withdrawn") },
  { "left-out", NC_ ("message state", "Left out") },
};

static const Word broadcast_states[] = {
  { "draft", NC_ ("broadcast state", "Draft") },
  { "held", NC_ ("broadcast state", "Waits, can be taken back") },
  { "running", NC_ ("broadcast state", "Being sent") },
  { "paused", NC_ ("broadcast state", "Stands still: please look") },
  { "stopped", NC_ ("broadcast state", "Stopped") },
  { "done", NC_ ("broadcast state", "Finished") },
  { "withdrawn", NC_ ("broadcast state", "Withdrawn") },
};

static const Word broadcast_kinds[] = {
  { "notice", NC_ ("broadcast kind", "Notice") },
  { "reminder", NC_ ("broadcast kind", "Reminder") },
  { "correction", NC_ ("broadcast kind", "Correction") },
  { "day-cancelled", NC_ ("broadcast kind", "Day called off") },
  { "test", NC_ ("broadcast kind", "Test") },
};

static const Word delivery_reasons[] = {
  { "dead", NC_ ("message reason", "The person has died") },
  { "moved-out", NC_ ("message reason", "The person has moved away") },
  { "removed", NC_ ("message reason", "The person is not on the register any more") },
  { "protected", NC_ ("message reason", "Must be told by a person") },
  { "opted-out", NC_ ("message reason", "Does not want messages") },
  { "number-withheld", NC_ ("message reason", "Nothing may go to this number") },
  { "not-chosen", NC_ ("message reason", "Number of nobody in the register; not chosen") },
  { "no-contact", NC_ ("message reason", "No LINE account and no mobile number") },
  { "landline-only", NC_ ("message reason", "Telephone only") },
  { "refused", NC_ ("message reason", "The provider does not take any of the contacts") },
  { "channel-not-used", NC_ ("message reason", "Reached only by a channel that is not used here") },
  { "minus", NC_ ("message reason", "Left out by hand") },
  { "birth-unknown", NC_ ("message reason", "The date of birth is not known") },
  { "unclear", NC_ ("message reason", "Somebody has to see whether it concerns the person") },
  { "said-already", NC_ ("message reason", "The person has it by another message already") },
  { "not-meant", NC_ ("message reason", "Does not belong to the audience any more") },
  { "rejected", NC_ ("message reason", "The provider does not take it") },
  { "recipient", NC_ ("message reason", "The provider does not take this recipient") },
  { "recipients", NC_ ("message reason", "The provider does not take this recipient") },
  { "text", NC_ ("message reason", "The provider does not take the text") },
  { "text-refused", NC_ ("message reason", "The text cannot be sent on this channel") },
  { "channel-off", NC_ ("message reason", "The channel is not set up") },
  { "not-eligible-now", NC_ ("message reason", "May not come any more when the message was to leave") },
  { "offer-ended", NC_ ("message reason", "The offer is over") },
  { "undone", NC_ ("message reason", "What it told was taken back") },
  { "restored", NC_ ("message reason", "A backup was restored: find out whether it arrived") },
  { "unknown", NC_ ("message reason", "Whether it arrived cannot be found out from here") },
  { "unknown-too-long", NC_ ("message reason", "Whether it arrived cannot be found out from here") },
  { "timeout", NC_ ("message reason", "No answer from the provider") },
  { "lost", NC_ ("message reason", "The connection broke off") },
  { "connect", NC_ ("message reason", "No connection to the provider") },
  { "rate", NC_ ("message reason", "The provider is busy; it is sent a little later") },
  { "stopped", NC_ ("message reason", "Sending was stopped") },
  { "undelivered", NC_ ("message reason", "The carrier says that the SMS was not delivered") },
  { "unconnected", NC_ ("message reason", "The telephone was switched off or out of reach") },
  { "not-found", NC_ ("message reason", "It did not arrive; it is sent once more") },
  { "stale", NC_ ("message reason", "It waited too long and is judged once more") },
  { "confirmed-by-person", NC_ ("message reason", "Found out: it arrived") },
  { "not-arrived", NC_ ("message reason", "Found out: it did not arrive") },
  { "empty-field", NC_ ("message reason", "Something that the text names is not there") },
  { "too-late", NC_ ("message reason", "The day it is about has begun") },
  { "no-channel", NC_ ("message reason", "Not reached by the ways that were chosen") },
  { "refused-call", NC_ ("message reason", "Did not want the call") },
  { "no-phone", NC_ ("message reason", "No number that may be called") },
  { "quota", NC_ ("message reason", "Waits for room with LINE") },
  { "box", NC_ ("message reason", "Waits for the next box") },
  { "box-expired", NC_ ("message reason", "Its time was over before it could be sent") },
  { "box-released", NC_ ("message reason", "Goes on after somebody has looked") },
  { "box-silent", NC_ ("message reason", "The computer that sends has not told what became of it") },
  { "box-stands", NC_ ("message reason", "Waits: the first messages of its box went wrong") },
};

static const Word channels[] = {
  { "line", NC_ ("channel", "LINE") },
  { "sms", NC_ ("channel", "SMS") },
  { "mobile", NC_ ("channel", "Mobile phone") },
  { "landline", NC_ ("channel", "Telephone") },
  { "by-hand", NC_ ("channel", "By hand") },
  { "none", NC_ ("channel", "Not reachable") },
};

static const Word contact_problems[] = {
  { "invalid", NC_ ("contact problem", "Not a telephone number: its digits are wrong or missing") },
  { "rounded", NC_ ("contact problem", "Rounded by a spreadsheet: digits were lost") },
  { "machine", NC_ ("contact problem", "Belongs to a machine, not to a person") },
  { "wrong-number", NC_ ("contact problem", "Somebody else answered there") },
};

static const Word call_outcomes[] = {
  { "spoke", NC_ ("call", "Spoke") },
  { "absent", NC_ ("call", "Absent") },
  { "call-back", NC_ ("call", "Call back") },
  { "wrong-number", NC_ ("call", "Wrong no.") },
  { "refused", NC_ ("call", "Refused") },
  { "posted", NC_ ("call", "Letter posted") },
};

static const Word booking_states[] = {
  { "active", NC_ ("booking state", "Booked") },
  { "cancelled", NC_ ("booking state", "Cancelled") },
  { "missed", NC_ ("booking state", "Not carried out") },
  { "undone", NC_ ("booking state", "Taken back") },
};

static const Word booking_ways[] = {
  { "phone", NC_ ("booking way", "Telephone") },
  { "counter", NC_ ("booking way", "Counter") },
  { "line", NC_ ("booking way", "LINE") },
  { "refill", NC_ ("booking way", "From the waiting list") },
  { "assigned", NC_ ("booking way", "Time given by the town") },
  { "lottery", NC_ ("booking way", "By lottery") },
  { "walk-in", NC_ ("booking way", "Came without a booking") },
};

static const Word visit_states[] = {
  { "", NC_ ("visit state", "Not yet here") },
  { "expected", NC_ ("visit state", "Not yet here") },
  { "came", NC_ ("visit state", "Came") },
  { "stopped", NC_ ("visit state", "Stopped by the doctor") },
  { "done", NC_ ("visit state", "Done") },
  { "cancelled-day", NC_ ("visit state", "Cancelled on the day") },
  { "no-show", NC_ ("visit state", "Did not come") },
  { "postponed", NC_ ("visit state", "Put off") },
};

static const Word waiting_states[] = {
  { "waiting", NC_ ("waiting state", "Waiting") },
  { "placed", NC_ ("waiting state", "Got a place") },
  { "withdrawn", NC_ ("waiting state", "Withdrawn") },
  { "undone", NC_ ("waiting state", "Taken back") },
};

static const Word wishes[] = {
  { "any", NC_ ("wish", "Any time") },
  { "am", NC_ ("wish", "In the morning") },
  { "pm", NC_ ("wish", "In the afternoon") },
};

static const Word offer_states[] = {
  { "open", NC_ ("offer state", "Waits for an answer") },
  { "accepted", NC_ ("offer state", "Accepted by the person") },
  { "declined", NC_ ("offer state", "Declined") },
  { "expired", NC_ ("offer state", "Ran out") },
  { "lost", NC_ ("offer state", "Somebody else was first") },
  { "undone", NC_ ("offer state", "Taken back") },
};

static const Word round_states[] = {
  { "open", NC_ ("refill state", "Looking for the next") },
  { "filled", NC_ ("refill state", "Filled") },
  { "closed", NC_ ("refill state", "Closed") },
  { "undone", NC_ ("refill state", "Taken back") },
};

static const Word day_fates[] = {
  { "move", NC_ ("day called off", "Moved to another day") },
  { "first-in-line", NC_ ("day called off", "First on the waiting list") },
  { "cancel", NC_ ("day called off", "Cancelled") },
};

static const Word session_states[] = {
  { "open", NC_ ("session state", "Open") },
  { "closed", NC_ ("session state", "Closed") },
  { "cancelled", NC_ ("session state", "Called off") },
};

static const Word categories[] = {
  { "", NC_ ("category", "All notices") },
  { "booking", NC_ ("category", "Bookings and free places") },
  { "vaccination", NC_ ("category", "Vaccinations") },
  { "checkup", NC_ ("category", "Check-ups") },
  { "child", NC_ ("category", "Mothers and children") },
  { "other", NC_ ("category", "Other notices") },
};

static const Word consent_channels[] = {
  { "line", NC_ ("consent channel", "LINE") },
  { "sms", NC_ ("consent channel", "SMS") },
  { "phone", NC_ ("consent channel", "Telephone call") },
  { "letter", NC_ ("consent channel", "Letter") },
};

static const Word consent_ways[] = {
  { "phone", NC_ ("consent way", "On the telephone") },
  { "counter", NC_ ("consent way", "At the counter") },
  { "paper", NC_ ("consent way", "On paper") },
  { "line", NC_ ("consent way", "Over LINE") },
  { "import", NC_ ("consent way", "From a file") },
  { "other", NC_ ("consent way", "In another way") },
};

static const Word contact_sources[] = {
  { "hand", NC_ ("contact source", "Entered by hand") },
  { "import", NC_ ("contact source", "From the resident list") },
  { "call", NC_ ("contact source", "Asked on the telephone") },
};

static const Word statuses[] = {
  { "resident", NC_ ("status", "Resident") },
  { "moving-out", NC_ ("status", "About to move away") },
  { "moved-out", NC_ ("status", "Moved away") },
  { "dead", NC_ ("status", "Dead") },
  { "removed", NC_ ("status", "Removed from the register") },
};

static const Word sexes[] = {
  { "male", NC_ ("sex", "Male") },
  { "female", NC_ ("sex", "Female") },
  { "unknown", NC_ ("sex", "Unknown") },
};

static const char *
find_words (const char *context,
            const Word *words,
            gsize       n_words,
            const char *code)
{
  if (code == NULL)
    return "";

  for (gsize i = 0; i < n_words; i++) {
    if (g_str_equal (words[i].code, code))
      return g_dpgettext2 (GETTEXT_PACKAGE, context, words[i].words);
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
  return find_words ("act", act_kinds, G_N_ELEMENTS (act_kinds), kind);
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
  return find_words ("message", delivery_kinds, G_N_ELEMENTS (delivery_kinds), kind);
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
  return find_words ("message state", delivery_states, G_N_ELEMENTS (delivery_states), state);
}

/**
 * mh_wording_broadcast_state:
 * @state: (nullable): where a broadcast stands
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_broadcast_state (const char *state)
{
  return find_words ("broadcast state", broadcast_states, G_N_ELEMENTS (broadcast_states), state);
}

/**
 * mh_wording_broadcast_kind:
 * @kind: (nullable): what a broadcast is
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_broadcast_kind (const char *kind)
{
  return find_words ("broadcast kind", broadcast_kinds, G_N_ELEMENTS (broadcast_kinds), kind);
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
  return find_words ("message reason", delivery_reasons, G_N_ELEMENTS (delivery_reasons), reason);
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
  return find_words ("channel", channels, G_N_ELEMENTS (channels), kind);
}

/**
 * mh_wording_contact_problem:
 * @problem: (nullable): why a number cannot be used
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_contact_problem (const char *problem)
{
  return find_words ("contact problem", contact_problems, G_N_ELEMENTS (contact_problems), problem);
}

/**
 * mh_wording_call_outcome:
 * @outcome: (nullable): what came of a call or a letter to be told by hand
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_call_outcome (const char *outcome)
{
  return find_words ("call", call_outcomes, G_N_ELEMENTS (call_outcomes), outcome);
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
  return find_words ("booking state", booking_states, G_N_ELEMENTS (booking_states), state);
}

/**
 * mh_wording_visit_state:
 * @state: (nullable): what became of a booking on its day; "" nobody has come yet
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_visit_state (const char *state)
{
  return find_words ("visit state", visit_states, G_N_ELEMENTS (visit_states), state);
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
  return find_words ("booking way", booking_ways, G_N_ELEMENTS (booking_ways), via);
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
  return find_words ("waiting state", waiting_states, G_N_ELEMENTS (waiting_states), state);
}

/**
 * mh_wording_wish:
 * @wish: (nullable): when somebody on the waiting list can come
 *
 * Returns: (transfer none): in words; dates as they are
 */
const char *
mh_wording_wish (const char *wish)
{
  return find_words ("wish", wishes, G_N_ELEMENTS (wishes), wish);
}

/**
 * mh_wording_decision:
 * @reason: (nullable): of a plan's decision
 *
 * Returns: (transfer none): what was decided, in a word
 */
const char *
mh_wording_decision (const char *reason)
{
  return g_strcmp0 (reason, "chosen") == 0 ? C_ ("decision", "Asked") : C_ ("decision", "Passed over");
}

/**
 * mh_wording_draw_result:
 * @result: what a lottery gave to somebody on the waiting list
 *
 * Returns: (transfer none): in words; what spoke against a place as the planner says it
 */
const char *
mh_wording_draw_result (const char *result)
{
  MhPlanReason reason;

  if (g_str_equal (result, "placed"))
    return C_ ("lottery", "Got a place");

  if (g_str_equal (result, "ranked"))
    return C_ ("lottery", "Rank drawn");

  return mh_plan_reason_from_nick (result, &reason) ? mh_plan_reason_text (reason) : result;
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
  return find_words ("offer state", offer_states, G_N_ELEMENTS (offer_states), state);
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
  return find_words ("refill state", round_states, G_N_ELEMENTS (round_states), state);
}

/**
 * mh_wording_day_fate:
 * @fate: (nullable): what becomes of a booking of a day that is called off
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_day_fate (const char *fate)
{
  return find_words ("day called off", day_fates, G_N_ELEMENTS (day_fates), fate);
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
  return find_words ("session state", session_states, G_N_ELEMENTS (session_states), state);
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
  return find_words ("status", statuses, G_N_ELEMENTS (statuses), status);
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
  return find_words ("sex", sexes, G_N_ELEMENTS (sexes), sex);
}

/**
 * mh_wording_category:
 * @category: (nullable): a category of notices, "" for all
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_category (const char *category)
{
  return find_words ("category", categories, G_N_ELEMENTS (categories), category);
}

/**
 * mh_wording_consent_channel:
 * @channel: (nullable): line, sms, phone, letter
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_consent_channel (const char *channel)
{
  return find_words ("consent channel", consent_channels, G_N_ELEMENTS (consent_channels), channel);
}

/**
 * mh_wording_consent_how:
 * @how: (nullable): how an answer was told
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_consent_how (const char *how)
{
  return find_words ("consent way", consent_ways, G_N_ELEMENTS (consent_ways), how);
}

/**
 * mh_wording_contact_source:
 * @source: (nullable): where a contact comes from
 *
 * Returns: (transfer none): in words
 */
const char *
mh_wording_contact_source (const char *source)
{
  return find_words ("contact source", contact_sources, G_N_ELEMENTS (contact_sources), source);
}
