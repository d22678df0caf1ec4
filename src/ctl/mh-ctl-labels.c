/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-labels"

#include "mh-ctl-labels.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-planner.h"
#include "mh-roster-settings.h"
#include "mh-wording.h"

typedef struct {
  const char *member;
  const char *label;
} Label;

/* By member, for the search. */
static const Label labels[] = {
  { "absent", NC_ ("label", "Not in the file") },
  { "accepted", NC_ ("label", "Accepted") },
  { "account", NC_ ("label", "Account") },
  { "act", NC_ ("label", "Operation no.") },
  { "active", NC_ ("label", "Offered") },
  { "acts", NC_ ("label", "Operations") },
  { "added", NC_ ("label", "Added") },
  { "address", NC_ ("label", "Address") },
  { "address-extra", NC_ ("label", "Building and room") },
  { "after", NC_ ("label", "In the file") },
  { "age", NC_ ("label", "Age") },
  { "ages", NC_ ("label", "By age") },
  { "agreed", NC_ ("label", "Agreed") },
  { "all", NC_ ("label", "All columns") },
  { "answered-at", NC_ ("label", "Answered") },
  { "answers", NC_ ("label", "Answers about messages") },
  { "apart", NC_ ("label", "Not in the file: provisional number") },
  { "as-of", NC_ ("label", "List as of") },
  { "asked", NC_ ("label", "Asked") },
  { "assigned", NC_ ("label", "Times given") },
  { "at", NC_ ("label", "When") },
  { "backed-up-at", NC_ ("label", "Backed up") },
  { "backup", NC_ ("label", "In the backup") },
  { "backups", NC_ ("label", "Backups") },
  { "basis", NC_ ("label", "Counted from") },
  { "before", NC_ ("label", "Here now") },
  { "below-months", NC_ ("label", "Below months of age") },
  { "big", NC_ ("label", "Big print") },
  { "birth", NC_ ("label", "Birth date") },
  { "birth-text", NC_ ("label", "Birth date as written") },
  { "births", NC_ ("label", "Births") },
  { "blocked", NC_ ("label", "Blocked") },
  { "body", NC_ ("label", "Text") },
  { "booked", NC_ ("label", "Booked") },
  { "booking", NC_ ("label", "Booking no.") },
  { "bookings", NC_ ("label", "Bookings") },
  { "broadcast", NC_ ("label", "Broadcast no.") },
  { "broken", NC_ ("label", "First entry that does not fit") },
  { "button", NC_ ("label", "Button") },
  { "by-hand", NC_ ("label", "By hand") },
  { "bytes", NC_ ("label", "Size in bytes") },
  { "calls", NC_ ("label", "To call") },
  { "came", NC_ ("label", "Came and waits") },
  { "came-at", NC_ ("label", "Came") },
  { "cancelled", NC_ ("label", "Cancelled") },
  { "cancelled-day", NC_ ("label", "Cancelled on the day") },
  { "candidates", NC_ ("label", "What is over") },
  { "card", NC_ ("label", "Number card") },
  { "carried-out", NC_ ("label", "Done") },
  { "category", NC_ ("label", "About") },
  { "certificate", NC_ ("label", "Certificate no.") },
  { "change", NC_ ("label", "Change") },
  { "changed", NC_ ("label", "Changed") },
  { "changes", NC_ ("label", "People") },
  { "channel", NC_ ("label", "Channel") },
  { "character", NC_ ("label", "Character") },
  { "characters", NC_ ("label", "Characters") },
  { "clean", NC_ ("label", "Overwritten") },
  { "closed", NC_ ("label", "Offices closed") },
  { "closes-at", NC_ ("label", "Closes") },
  { "code", NC_ ("label", "Check code") },
  { "cohorts", NC_ ("label", "Who may come") },
  { "column", NC_ ("label", "Column") },
  { "columns", NC_ ("label", "Columns") },
  { "come-in", NC_ ("label", "Come in") },
  { "comes-in", NC_ ("label", "Who comes in") },
  { "contacts", NC_ ("label", "Contacts") },
  { "copies", NC_ ("label", "Older copies beside the town") },
  { "copy", NC_ ("label", "Print no.") },
  { "count", NC_ ("label", "Number") },
  { "counts", NC_ ("label", "Counts") },
  { "covers-fiscal-year", NC_ ("label", "Reaches to the end of the fiscal year") },
  { "current", NC_ ("label", "In use now") },
  { "damaged", NC_ ("label", "Cannot be read") },
  { "date", NC_ ("label", "Date") },
  { "days", NC_ ("label", "Days") },
  { "deadline-at", NC_ ("label", "Answer by") },
  { "decision", NC_ ("label", "Decision") },
  { "declined", NC_ ("label", "Declined") },
  { "default", NC_ ("label", "Default") },
  { "deliveries", NC_ ("label", "Messages") },
  { "delivery", NC_ ("label", "Message no.") },
  { "detail", NC_ ("label", "Details") },
  { "dials", NC_ ("label", "Calls") },
  { "disk-encrypted", NC_ ("label", "Disk encrypted") },
  { "district", NC_ ("label", "District") },
  { "districts", NC_ ("label", "Districts") },
  { "done", NC_ ("label", "What was done") },
  { "dose", NC_ ("label", "Dose") },
  { "doses", NC_ ("label", "Doses") },
  { "doses-per-vial", NC_ ("label", "Doses in a vial") },
  { "draw", NC_ ("label", "Lottery no.") },
  { "drawn", NC_ ("label", "Drawn there") },
  { "drawn-at", NC_ ("label", "Drawn") },
  { "draws", NC_ ("label", "Lotteries") },
  { "due-at", NC_ ("label", "Leaves at") },
  { "earliest", NC_ ("label", "At the earliest") },
  { "earliest-after", NC_ ("label", "At the earliest, from now on") },
  { "earliest-before", NC_ ("label", "At the earliest, until now") },
  { "easy", NC_ ("label", "In plain Japanese") },
  { "encrypted", NC_ ("label", "Encrypted") },
  { "end", NC_ ("label", "To") },
  { "ended-at", NC_ ("label", "Ended") },
  { "entries", NC_ ("label", "Log") },
  { "entry", NC_ ("label", "Entry no.") },
  { "error", NC_ ("label", "Error") },
  { "existing", NC_ ("label", "There already") },
  { "expected", NC_ ("label", "Not yet here") },
  { "expired", NC_ ("label", "Ran out") },
  { "expires", NC_ ("label", "May be used until") },
  { "extra", NC_ ("label", "Beyond the capacity") },
  { "fall-out", NC_ ("label", "Fall out") },
  { "falls-out", NC_ ("label", "Who falls out") },
  { "fate", NC_ ("label", "What becomes of it") },
  { "female", NC_ ("label", "Women") },
  { "field", NC_ ("label", "Field") },
  { "fields", NC_ ("label", "Differences") },
  { "filled", NC_ ("label", "Filled") },
  { "findings", NC_ ("label", "Findings") },
  { "first-in-line", NC_ ("label", "First in line") },
  { "fits", NC_ ("label", "Short enough") },
  { "fixes", NC_ ("label", "Numbers to put right") },
  { "folder", NC_ ("label", "Folder") },
  { "found", NC_ ("label", "Found") },
  { "free", NC_ ("label", "Free") },
  { "free-phone", NC_ ("label", "Free for telephone and counter") },
  { "freed", NC_ ("label", "Places freed") },
  { "from", NC_ ("label", "From") },
  { "from-age", NC_ ("label", "From age") },
  { "frozen", NC_ ("label", "Offers that stand still") },
  { "frozen-at", NC_ ("label", "Offers stand still since") },
  { "further", NC_ ("label", "Further doses") },
  { "given-up", NC_ ("label", "Bookings given up") },
  { "glyphs", NC_ ("label", "Rare characters") },
  { "held", NC_ ("label", "Held for the waiting list") },
  { "held-at", NC_ ("label", "Let out") },
  { "held-until", NC_ ("label", "Can be taken back until") },
  { "hidden", NC_ ("label", "Protected, not chosen by district") },
  { "hint", NC_ ("label", "What to do") },
  { "holidays", NC_ ("label", "Holidays") },
  { "household-number", NC_ ("label", "Household no.") },
  { "how", NC_ ("label", "Told") },
  { "id", NC_ ("label", "No.") },
  { "in-use", NC_ ("label", "Offered at the reception") },
  { "item", NC_ ("label", "Item no.") },
  { "item-name", NC_ ("label", "Item") },
  { "items", NC_ ("label", "Items") },
  { "kana", NC_ ("label", "Kana") },
  { "kept", NC_ ("label", "Kept") },
  { "kept-as", NC_ ("label", "The old data is now in") },
  { "key", NC_ ("label", "Setting") },
  { "key-kept", NC_ ("label", "Key kept on this computer") },
  { "kind", NC_ ("label", "Kind") },
  { "label", NC_ ("label", "What it is the number of") },
  { "last", NC_ ("label", "Last day") },
  { "last-at", NC_ ("label", "Last good one") },
  { "last-day", NC_ ("label", "Last day") },
  { "late", NC_ ("label", "Too old") },
  { "later", NC_ ("label", "Further bookings with it") },
  { "layouts", NC_ ("label", "Saved layouts") },
  { "left", NC_ ("label", "Moved away or died") },
  { "left-out", NC_ ("label", "People not in the file") },
  { "left-over", NC_ ("label", "Left without a time") },
  { "length", NC_ ("label", "Characters") },
  { "letters", NC_ ("label", "For letters") },
  { "like", NC_ ("label", "Looks like") },
  { "line", NC_ ("label", "Line") },
  { "line-card", NC_ ("label", "Card over LINE") },
  { "line-message", NC_ ("label", "LINE") },
  { "lines", NC_ ("label", "Lines") },
  { "link", NC_ ("label", "Contact no.") },
  { "list", NC_ ("label", "List") },
  { "log", NC_ ("label", "Entries of the log") },
  { "longest-ms", NC_ ("label", "Longest time to fill (ms)") },
  { "lost", NC_ ("label", "Others were faster") },
  { "lot", NC_ ("label", "Lot") },
  { "lots", NC_ ("label", "Lots") },
  { "made-at", NC_ ("label", "Made") },
  { "maker", NC_ ("label", "Maker") },
  { "male", NC_ ("label", "Men") },
  { "measure", NC_ ("label", "Protection no.") },
  { "measures", NC_ ("label", "Protections") },
  { "median-ms", NC_ ("label", "Median time to fill (ms)") },
  { "members", NC_ ("label", "People") },
  { "messages", NC_ ("label", "Messages") },
  { "min-months", NC_ ("label", "From months of age") },
  { "misfits", NC_ ("label", "Characters that do not fit") },
  { "missed", NC_ ("label", "Not carried out") },
  { "missing", NC_ ("label", "Not in the file any more") },
  { "mode", NC_ ("label", "Way of booking") },
  { "more", NC_ ("label", "More about it") },
  { "moved", NC_ ("label", "Moved") },
  { "name", NC_ ("label", "Name") },
  { "names", NC_ ("label", "To look through") },
  { "names-nobody", NC_ ("label", "Names nobody") },
  { "never-filled", NC_ ("label", "Never filled") },
  { "new-days", NC_ ("label", "New days") },
  { "newest-at", NC_ ("label", "Newest entry") },
  { "next", NC_ ("label", "Next dose") },
  { "next-at", NC_ ("label", "Next one") },
  { "no-channel", NC_ ("label", "Lost for want of a channel") },
  { "no-show", NC_ ("label", "Did not come") },
  { "nobody-waited", NC_ ("label", "While nobody waited") },
  { "not-sent", NC_ ("label", "Not sent") },
  { "note", NC_ ("label", "Note") },
  { "notes", NC_ ("label", "Notes") },
  { "number", NC_ ("label", "Number on it") },
  { "numbers-differ", NC_ ("label", "The resident list has another number") },
  { "numbers-restored", NC_ ("label", "Register numbers with zeros put back") },
  { "offer", NC_ ("label", "Offer no.") },
  { "offers", NC_ ("label", "Offers") },
  { "offset", NC_ ("label", "From byte") },
  { "oldest", NC_ ("label", "The oldest") },
  { "open", NC_ ("label", "Somebody was asked") },
  { "opened-at", NC_ ("label", "Asked") },
  { "opens-at", NC_ ("label", "Opens") },
  { "operator", NC_ ("label", "Operator") },
  { "operators", NC_ ("label", "Who sits at this PC") },
  { "opted-out", NC_ ("label", "Wants no messages") },
  { "order", NC_ ("label", "Order") },
  { "other-days", NC_ ("label", "Whose next dose is on other days") },
  { "other-interval", NC_ ("label", "Other interval") },
  { "others", NC_ ("label", "Others who have it") },
  { "output", NC_ ("label", "File") },
  { "overdue", NC_ ("label", "Overdue") },
  { "override", NC_ ("label", "Booked all the same because") },
  { "p90-ms", NC_ ("label", "Nine of ten filled within (ms)") },
  { "pages", NC_ ("label", "Pages") },
  { "pairs", NC_ ("label", "Perhaps here already") },
  { "parts", NC_ ("label", "Billed as so many") },
  { "past-dose", NC_ ("label", "Dose no.") },
  { "past-doses", NC_ ("label", "Doses had elsewhere") },
  { "people", NC_ ("label", "People") },
  { "people-after", NC_ ("label", "People from now on") },
  { "people-before", NC_ ("label", "People until now") },
  { "person", NC_ ("label", "Person") },
  { "phone", NC_ ("label", "Telephone") },
  { "phone-until-at", NC_ ("label", "Telephone places open") },
  { "phones-restored", NC_ ("label", "Telephone numbers with the 0 put back") },
  { "pin", NC_ ("label", "With PIN") },
  { "place", NC_ ("label", "Place") },
  { "place-before", NC_ ("label", "Place before") },
  { "placed", NC_ ("label", "Got a place") },
  { "places", NC_ ("label", "Places") },
  { "plan", NC_ ("label", "Waiting list, in order") },
  { "position", NC_ ("label", "In the list") },
  { "postal-code", NC_ ("label", "Postal code") },
  { "postponed", NC_ ("label", "Put off") },
  { "practice", NC_ ("label", "Practice town") },
  { "print", NC_ ("label", "Printed into") },
  { "print-no", NC_ ("label", "Print") },
  { "printed-at", NC_ ("label", "Printed") },
  { "priority", NC_ ("label", "Class") },
  { "priority-name", NC_ ("label", "Name of the class") },
  { "private", NC_ ("label", "Made by the town") },
  { "problem", NC_ ("label", "Problem") },
  { "problems", NC_ ("label", "Numbers to put right") },
  { "profile", NC_ ("label", "Remembered settings") },
  { "profiles", NC_ ("label", "Remembered settings") },
  { "programme", NC_ ("label", "Programme no.") },
  { "programmes", NC_ ("label", "Programmes") },
  { "protected", NC_ ("label", "Protected") },
  { "protected-from", NC_ ("label", "Protected from") },
  { "protected-people", NC_ ("label", "People under protection") },
  { "provider", NC_ ("label", "Provider") },
  { "provisional", NC_ ("label", "Provisional number") },
  { "proxies", NC_ ("label", "Proxies") },
  { "proxy", NC_ ("label", "Proxy") },
  { "purpose", NC_ ("label", "For") },
  { "questions", NC_ ("label", "Questions") },
  { "rank", NC_ ("label", "Order of use") },
  { "reach", NC_ ("label", "Reached by") },
  { "read-only", NC_ ("label", "Fixed") },
  { "reason", NC_ ("label", "Reason") },
  { "reasons", NC_ ("label", "Why others were not asked") },
  { "recipient", NC_ ("label", "Taken by") },
  { "record", NC_ ("label", "Record") },
  { "recorded", NC_ ("label", "Recorded there") },
  { "red", NC_ ("label", "Red") },
  { "refused", NC_ ("label", "Cannot be sent by SMS") },
  { "register-number", NC_ ("label", "Register no.") },
  { "registered-at", NC_ ("label", "Since") },
  { "relation", NC_ ("label", "Relation") },
  { "removed", NC_ ("label", "Removed") },
  { "renamed", NC_ ("label", "Renamed") },
  { "renumbered", NC_ ("label", "Other place numbers") },
  { "residents", NC_ ("label", "Residents") },
  { "result", NC_ ("label", "Result") },
  { "retention", NC_ ("label", "Retention") },
  { "returned-at", NC_ ("label", "Came back") },
  { "revealed", NC_ ("label", "Shown with a reason") },
  { "round", NC_ ("label", "Refill no.") },
  { "rounds", NC_ ("label", "Refills") },
  { "rounds-ended", NC_ ("label", "Refills ended") },
  { "rows", NC_ ("label", "Rows") },
  { "rules", NC_ ("label", "Rules") },
  { "running", NC_ ("label", "Runs") },
  { "safe-date", NC_ ("label", "Safe since") },
  { "safe-lapsed", NC_ ("label", "Safe no more: somebody else has it") },
  { "safe-reason", NC_ ("label", "Safe because") },
  { "saved", NC_ ("label", "Saved") },
  { "saved-text", NC_ ("label", "Saved text no.") },
  { "saved-texts", NC_ ("label", "Saved texts") },
  { "script", NC_ ("label", "What to say") },
  { "second-problem", NC_ ("label", "What went wrong with the second copy") },
  { "secrets", NC_ ("label", "Credentials") },
  { "secrets-restored", NC_ ("label", "Credentials put back") },
  { "seed", NC_ ("label", "Seed") },
  { "sending", NC_ ("label", "Sending") },
  { "sensitive", NC_ ("label", "May be sensitive") },
  { "sent", NC_ ("label", "Sent") },
  { "sentence", NC_ ("label", "Meaning") },
  { "series", NC_ ("label", "The same each year") },
  { "session", NC_ ("label", "Session no.") },
  { "sessions", NC_ ("label", "Sessions") },
  { "settings", NC_ ("label", "Settings") },
  { "settled", NC_ ("label", "Have one already") },
  { "sex", NC_ ("label", "Sex") },
  { "sheet-wanted", NC_ ("label", "Recovery sheet still to be printed") },
  { "shown", NC_ ("label", "Shown as") },
  { "since", NC_ ("label", "Noted on") },
  { "skipped", NC_ ("label", "Lines left out") },
  { "slips", NC_ ("label", "Booking slips") },
  { "slot", NC_ ("label", "Slot no.") },
  { "slots", NC_ ("label", "Slots") },
  { "sms", NC_ ("label", "SMS") },
  { "sms-message", NC_ ("label", "SMS") },
  { "source", NC_ ("label", "Came from") },
  { "standard", NC_ ("label", "As a rule") },
  { "start", NC_ ("label", "From (time)") },
  { "state", NC_ ("label", "State") },
  { "state-at", NC_ ("label", "Since when") },
  { "status", NC_ ("label", "Status") },
  { "status-date", NC_ ("label", "Status since") },
  { "still-here", NC_ ("label", "Came, but nothing more is noted") },
  { "still-offered", NC_ ("label", "Still on offer") },
  { "stopped", NC_ ("label", "Stopped by the doctor") },
  { "swap", NC_ ("label", "Gives up an own later booking") },
  { "template", NC_ ("label", "Copied from") },
  { "text", NC_ ("label", "Text") },
  { "ticket", NC_ ("label", "Ticket no.") },
  { "tickets", NC_ ("label", "Tickets") },
  { "title", NC_ ("label", "Title") },
  { "to", NC_ ("label", "To the day") },
  { "to-check", NC_ ("label", "To be checked") },
  { "to-slot", NC_ ("label", "New slot") },
  { "to-start", NC_ ("label", "New time") },
  { "town", NC_ ("label", "In the town") },
  { "unchanged", NC_ ("label", "Unchanged") },
  { "unclear", NC_ ("label", "Unclear") },
  { "undo", NC_ ("label", "Taken back by") },
  { "undoable", NC_ ("label", "Can be taken back") },
  { "undoes", NC_ ("label", "Takes back") },
  { "undone-by", NC_ ("label", "Was taken back by") },
  { "unfit-bookings", NC_ ("label", "Bookings that no longer fit") },
  { "unfit-waiting", NC_ ("label", "Waiting people who no longer fit") },
  { "unit", NC_ ("label", "Entry in the waiting list") },
  { "units", NC_ ("label", "Waiting list") },
  { "unknown", NC_ ("label", "Unknown") },
  { "unnamed", NC_ ("label", "Counted but not named") },
  { "until", NC_ ("label", "Until") },
  { "used-at", NC_ ("label", "Used last") },
  { "usual", NC_ ("label", "In their place") },
  { "value", NC_ ("label", "Value") },
  { "values", NC_ ("label", "Values") },
  { "venue", NC_ ("label", "Venue") },
  { "via", NC_ ("label", "Came in by") },
  { "vials", NC_ ("label", "Vials") },
  { "visit", NC_ ("label", "State") },
  { "visits", NC_ ("label", "People") },
  { "waiting", NC_ ("label", "Waiting") },
  { "waiting-on", NC_ ("label", "Still waiting") },
  { "walk-in-cap", NC_ ("label", "At most without a booking") },
  { "walk-ins", NC_ ("label", "Without a booking") },
  { "warn-after", NC_ ("label", "Warned of after") },
  { "warnings", NC_ ("label", "Warnings") },
  { "what", NC_ ("label", "What") },
  { "whole", NC_ ("label", "All is well") },
  { "whole-chain", NC_ ("label", "All further doses") },
  { "whose", NC_ ("label", "Whose") },
  { "why", NC_ ("label", "Why") },
  { "window", NC_ ("label", "Time for booking early") },
  { "windows", NC_ ("label", "Times for booking early") },
  { "wish", NC_ ("label", "Wish") },
  { "wish-words", NC_ ("label", "Wish in words") },
  { "words", NC_ ("label", "As the person reads it") },
  { "written", NC_ ("label", "As written") },
  { "years", NC_ ("label", "Years") },
  { "yen", NC_ ("label", "Yen") },
  { "youngest", NC_ ("label", "The youngest") },
};

/* Members that are called otherwise in a list, in an object, or in the document of one command. */
static const struct {
  const char *context;
  const char *member;
  const char *label;
} placed[] = {
  { "lottery", "people", NC_ ("label", "People in these entries") },
  { "lottery", "places", NC_ ("label", "Free places of the day") },
  { "lottery", "units", NC_ ("label", "Entries that take part") },
  { "lottery", "waiting", NC_ ("label", "Go on waiting") },
  { "no-shows", "waiting", NC_ ("label", "Put on the waiting list") },
  { "not-yet", "waiting", NC_ ("label", "Put on the waiting list") },
  { "offers", "line", NC_ ("label", "LINE") },
  { "print-day", "copies", NC_ ("label", "Copies") },
  { "roster", "copies", NC_ ("label", "Copies") },
  { "roster-changes", "copies", NC_ ("label", "Copies") },
  { "roster-changes", "since", NC_ ("label", "Since print no.") },
  { "roster-copies", "copies", NC_ ("label", "Copies") },
  { "roster-return", "copies", NC_ ("label", "Copies") },
  { "roster-return", "how", NC_ ("label", "What became of it") },
  { "slot", "phone", NC_ ("label", "Telephone places") },
  { "slots", "phone", NC_ ("label", "Telephone places") },
  { "windows", "label", NC_ ("label", "Called") },
};

typedef const char *(*WordFunc) (const char *code);

/* Why somebody was asked or passed over. */
static const char *
word_reason (const char *nick)
{
  MhPlanReason reason;

  return mh_plan_reason_from_nick (nick, &reason) ? mh_plan_reason_text (reason) : nick;
}

/* Which codes stand where. */
static const struct {
  const char *context;
  const char *member;
  WordFunc    words;
} codes[] = {
  { "acts", "kind", mh_wording_act_kind },
  { "acts", "operator", mh_wording_operator },
  { "entries", "kind", mh_wording_act_kind },
  { "entries", "operator", mh_wording_operator },
  { "answers", "category", mh_wording_category },
  { "answers", "channel", mh_wording_consent_channel },
  { "answers", "how", mh_wording_consent_how },
  { "bookings", "fate", mh_wording_day_fate },
  { "bookings", "reach", mh_wording_channel },
  { "bookings", "state", mh_wording_booking_state },
  { "bookings", "via", mh_wording_booking_via },
  { "contacts", "kind", mh_wording_channel },
  { "contacts", "source", mh_wording_contact_source },
  { "copies", "purpose", mh_roster_purpose_words },
  { "deliveries", "channel", mh_wording_channel },
  { "deliveries", "kind", mh_wording_delivery_kind },
  { "deliveries", "reason", mh_wording_delivery_reason },
  { "deliveries", "state", mh_wording_delivery_state },
  { "fixes", "source", mh_wording_contact_source },
  { "measures", "source", mh_wording_contact_source },
  { "offers", "state", mh_wording_offer_state },
  { "offer", "state", mh_wording_offer_state },
  { "people", "reach", mh_wording_channel },
  { "people", "status", mh_wording_status },
  { "person", "reach", mh_wording_channel },
  { "person", "sex", mh_wording_sex },
  { "person", "status", mh_wording_status },
  { "plan", "decision", mh_wording_decision },
  { "reception", "visit", mh_wording_visit_state },
  { "record", "channel", mh_wording_channel },
  { "record", "decision", word_reason },
  { "record", "state", mh_wording_offer_state },
  { "roster", "purpose", mh_roster_purpose_words },
  { "roster-changes", "purpose", mh_roster_purpose_words },
  { "rounds", "state", mh_wording_round_state },
  { "session", "state", mh_wording_session_state },
  { "slots", "state", mh_wording_session_state },
  { "saved-texts", "category", mh_wording_category },
  { "sessions", "state", mh_wording_session_state },
  { "units", "state", mh_wording_waiting_state },
  { "units", "wish", mh_wording_wish },
  { "visits", "via", mh_wording_booking_via },
  { "visits", "visit", mh_wording_visit_state },
  { "windows", "sex", mh_wording_sex },
};

static int
compare_label (const void *key,
               const void *element)
{
  return strcmp (key, ((const Label *) element)->member);
}

static const char *
find_label (const char *member)
{
  const Label *found = bsearch (member, labels, G_N_ELEMENTS (labels), sizeof labels[0], compare_label);

  return found != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "label", found->label) : member;
}

/**
 * mh_ctl_label:
 * @context: the list or object that @member stands in, or the first word of the command
 * @member: of a document
 *
 * Returns: (transfer none): what it is called on a terminal
 */
const char *
mh_ctl_label (const char *context,
              const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (placed); i++) {
    if (g_str_equal (placed[i].context, context) && g_str_equal (placed[i].member, member))
      return g_dpgettext2 (GETTEXT_PACKAGE, "label", placed[i].label);
  }

  return find_label (member);
}

/**
 * mh_ctl_label_is_time:
 * @member: of a document
 *
 * Returns: whether its numbers are milliseconds since 1970
 */
gboolean
mh_ctl_label_is_time (const char *member)
{
  return g_str_has_suffix (member, "-at") || g_str_equal (member, "at") || g_str_equal (member, "held-until");
}

/**
 * mh_ctl_label_value:
 * @context: the list or object that @member stands in
 * @member: of a document
 * @value: what it holds
 *
 * Returns: (transfer none): @value in words where it is a code
 */
const char *
mh_ctl_label_value (const char *context,
                    const char *member,
                    const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (g_str_equal (codes[i].context, context) && g_str_equal (codes[i].member, member))
      return codes[i].words (value);
  }

  return value;
}
