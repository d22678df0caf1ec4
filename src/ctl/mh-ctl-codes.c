/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-codes"

#include "mh-ctl-codes.h"

#include <glib/gi18n-lib.h>

#include "mh-export.h"
#include "mh-letters.h"
#include "mh-retention.h"
#include "mh-roster-settings.h"
#include "mh-wording.h"

typedef struct {
  const char *context;  /* (nullable) %NULL: anywhere */
  const char *member;
  const char *code;
  const char *words;
} Code;

static const Code codes[] = {
  { NULL, "mode", "booking", NC_ ("code", "Everybody books") },
  { NULL, "mode", "assigned", NC_ ("code", "Times are given") },
  { NULL, "mode", "lottery", NC_ ("code", "By lottery") },
  { NULL, "sex", "any", NC_ ("code", "Everybody") },
  { NULL, "sex", "male", NC_ ("code", "Men only") },
  { NULL, "sex", "female", NC_ ("code", "Women only") },
  { NULL, "basis", "law", NC_ ("code", "By law: a year older on the day before the birthday") },
  { NULL, "basis", "fiscal-year", NC_ ("code", "By fiscal year: the age on 1 April that ends it") },
  { NULL, "basis", "school-year", NC_ ("code", "By school year") },
  { NULL, "age-parity", "any", NC_ ("code", "Any age") },
  { NULL, "age-parity", "odd", NC_ ("code", "Odd ages") },
  { NULL, "age-parity", "even", NC_ ("code", "Even ages") },
  { NULL, "offer-mode", "first-yes", NC_ ("code", "Several at once, the first yes wins") },
  { NULL, "offer-mode", "one-at-a-time", NC_ ("code", "One after the other") },
  { NULL, "wait-order", "registered", NC_ ("code", "In the order in which they registered") },
  { NULL, "wait-order", "priority", NC_ ("code", "By classes, the first class first") },
  { NULL, "wait-order", "lottery", NC_ ("code", "By lottery") },
  { NULL, "why", "never", NC_ ("code", "Has not had it") },
  { NULL, "why", "missed", NC_ ("code", "Was booked and has not had it") },
  { NULL, "why", "next-dose", NC_ ("code", "The next dose is missing") },
  { "together", "why", "dose", NC_ ("code", "Another dose of the same person") },
  { "together", "why", "family", NC_ ("code", "Booked together") },
  { NULL, "order", "time", NC_ ("code", "Time") },
  { NULL, "order", "kana", NC_ ("code", "Kana") },
  { NULL, "order", "household", NC_ ("code", "Household") },
  { NULL, "order", "district", NC_ ("code", "District") },
  { NULL, "order", "number", NC_ ("code", "Register number") },
  { NULL, "order", "first", NC_ ("code", "First visit first") },
  { NULL, "order", "eldest", NC_ ("code", "The eldest first") },
  { NULL, "order", "chance", NC_ ("code", "By chance") },
  { NULL, "order", "households", NC_ ("code", "Households together") },
  { NULL, "what", "book", NC_ ("code", "New booking") },
  { NULL, "what", "cancel", NC_ ("code", "Cancelled") },
  { NULL, "what", "move", NC_ ("code", "Moved") },
  { NULL, "what", "came", NC_ ("code", "Came") },
  { NULL, "what", "done", NC_ ("code", "Done") },
  { NULL, "what", "stopped", NC_ ("code", "Stopped") },
  { NULL, "what", "no-show", NC_ ("code", "Did not come") },
  { NULL, "what", "walk-in", NC_ ("code", "Without a booking") },
  { NULL, "what", "wait", NC_ ("code", "Waiting list") },
  { NULL, "what", "unused", NC_ ("code", "Blank or crossed out") },
  { "blackout", "state", "open", NC_ ("code", "Does not fit yet") },
  { "blackout", "state", "done", NC_ ("code", "Entered") },
  { "blackout", "state", "left", NC_ ("code", "Left as it is") },
  { "entries", "state", "open", NC_ ("code", "Does not fit yet") },
  { "entries", "state", "done", NC_ ("code", "Entered") },
  { "entries", "state", "left", NC_ ("code", "Left as it is") },
  { "open", "state", "open", NC_ ("code", "Does not fit yet") },
  { "open", "state", "done", NC_ ("code", "Entered") },
  { "open", "state", "left", NC_ ("code", "Left as it is") },
  { "sentences", "weight", "good", NC_ ("code", "All right") },
  { "sentences", "weight", "warn", NC_ ("code", "Careful") },
  { "sentences", "weight", "bad", NC_ ("code", "Does not work") },
  { "findings", "weight", "stops", NC_ ("code", "Stops it") },
  { "findings", "weight", "asks", NC_ ("code", "Asks for a reason") },
  { "findings", "weight", "tells", NC_ ("code", "To know") },
  { "broadcast", "form", "card", NC_ ("code", "Card") },
  { "broadcast", "form", "text", NC_ ("code", "Text") },
  { "broadcast", "channels", "line", NC_ ("code", "LINE") },
  { "broadcast", "channels", "sms", NC_ ("code", "SMS") },
  { "broadcast", "channels", "by-hand", NC_ ("code", "By hand") },
  { "roster-return", "how", "returned", NC_ ("code", "Came back") },
  { "roster-return", "how", "shredded", NC_ ("code", "Shredded") },
  { "contact", "kind", "mobile", NC_ ("code", "Mobile telephone") },
  { "contact", "kind", "landline", NC_ ("code", "Landline") },
  { "contact", "kind", "line", NC_ ("code", "LINE") },
  { "papers", "kind", "call-sheet", NC_ ("code", "Call sheet") },
  { "papers", "kind", "letters", NC_ ("code", "Letters") },
  { "papers", "kind", "labels", NC_ ("code", "Address labels") },
  { "box", "role", "register", NC_ ("code", "The computer with the register") },
  { "box", "role", "sender", NC_ ("code", "The computer that sends") },
  { "test", "provider", "line", NC_ ("code", "LINE") },
  { "test", "provider", "karaden", NC_ ("code", "SMS (Karaden)") },
  { NULL, "sending", "on", NC_ ("code", "On") },
  { NULL, "sending", "off", NC_ ("code", "Stopped (sending)") },
};

typedef const char *(*WordFunc) (const char *code);

static const char *
word_list (const char *nick)
{
  MhExportList list;

  return mh_export_list_from_nick (nick, &list) ? mh_export_list_label (list) : nick;
}

/* Codes at the top of the document of a command, whose context is its first word, and others that the service has words for. */
static const struct {
  const char *context;
  const char *member;
  WordFunc    words;
} spoken[] = {
  { "broadcast", "kind", mh_wording_broadcast_kind },
  { "broadcast", "state", mh_wording_broadcast_state },
  { "callsheet", "outcome", mh_wording_call_outcome },
  { "consent", "channel", mh_wording_consent_channel },
  { "consent", "how", mh_wording_consent_how },
  { "retention", "kind", mh_retention_kind_words },
  { "export", "list", word_list },
  { "fixes", "problem", mh_wording_contact_problem },
  { "layouts", "purpose", mh_roster_purpose_words },
  { "mailing", "purpose", mh_wording_category },
  { "mailing", "why-not", mh_letter_why_words },
  { "numbers", "reason", mh_wording_delivery_reason },
  { "numbers", "state", mh_wording_delivery_state },
  { "retention", "basis", mh_retention_basis_words },
  { "samples", "reach", mh_wording_channel },
  { "samples", "status", mh_wording_status },
  { "wait", "state", mh_wording_waiting_state },
};

/* What stands beside a sentence that says the same. */
static const struct {
  const char *context;
  const char *member;
} hidden[] = {
  { "findings", "finding" },
  { "members", "reason" },
  { "reception", "found" },
  { "red", "reason" },
  { "sentences", "code" },
  { "units", "priority" },
  { "units", "result" },
  { "units", "wish" },
};

static const char *
find_words (const char *context,
            const char *member,
            const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (g_str_equal (codes[i].member, member) && g_str_equal (codes[i].code, code) &&
        (codes[i].context == NULL || g_str_equal (codes[i].context, context)))
      return g_dpgettext2 (GETTEXT_PACKAGE, "code", codes[i].words);
  }

  return NULL;
}

/* "household,kana", "line sms": each in words, or %NULL where one of them has none. */
static const char *
find_list (const char *context,
           const char *member,
           const char *value)
{
  g_auto (GStrv) parts = g_strsplit_set (value, ", ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *words = find_words (context, member, parts[i]);

    if (words == NULL)
      return NULL;

    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", words);
  }

  return g_intern_string (text->str);
}

/**
 * mh_ctl_code_words:
 * @context: the list or object that @member stands in
 * @member: of a document
 * @value: what it holds
 *
 * Returns: (transfer none) (nullable): @value in words; %NULL where it is no code that is known here
 */
const char *
mh_ctl_code_words (const char *context,
                   const char *member,
                   const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spoken); i++) {
    if (g_str_equal (spoken[i].context, context) && g_str_equal (spoken[i].member, member))
      return spoken[i].words (value);
  }

  return strpbrk (value, ", ") != NULL ? find_list (context, member, value) : find_words (context, member, value);
}

/**
 * mh_ctl_code_is_hidden:
 * @context: the list or object that @member stands in
 * @member: of a document
 *
 * Returns: whether people are spared it
 */
gboolean
mh_ctl_code_is_hidden (const char *context,
                       const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++) {
    if (g_str_equal (hidden[i].context, context) && g_str_equal (hidden[i].member, member))
      return TRUE;
  }

  return FALSE;
}
