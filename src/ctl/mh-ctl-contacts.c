/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-contacts"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-consent.h"
#include "mh-contacts.h"
#include "mh-people.h"
#include "mh-protect.h"

static void
add_contacts (MhCtlCall *call,
              GPtrArray *contacts)
{
  mh_ctl_begin_array (call, "contacts");
  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "link", contact->link);
    mh_ctl_add_text (call, "kind", contact->kind);
    mh_ctl_add_text (call, "value", g_str_equal (contact->kind, "line") ? NULL : contact->value);
    mh_ctl_add_text (call, "whose", *contact->whose != '\0' ? contact->whose : NULL);
    mh_ctl_add_int (call, "rank", contact->rank);
    mh_ctl_add_bool (call, "opted-out", contact->opted_out);
    mh_ctl_add_text (call, "safe-reason", contact->safe_reason);
    mh_ctl_add_date (call, "safe-date", contact->safe_date);
    mh_ctl_add_bool (call, "safe-lapsed", contact->safe_lapsed);
    mh_ctl_add_text (call, "source", contact->source);
    mh_ctl_add_date (call, "since", contact->since);
    mh_ctl_add_int (call, "others", contact->n_others);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_answer (MhCtlCall       *call,
            const MhConsent *answer)
{
  mh_ctl_add_text (call, "channel", answer->channel);
  mh_ctl_add_text (call, "category", answer->category);
  mh_ctl_add_bool (call, "agreed", answer->answer);
  mh_ctl_add_date (call, "date", answer->day);
  mh_ctl_add_text (call, "how", answer->how);
  mh_ctl_add_text (call, "note", answer->note);
}

static void
add_answers (MhCtlCall *call,
             GPtrArray *answers)
{
  mh_ctl_begin_array (call, "answers");
  for (guint i = 0; i < answers->len; i++) {
    mh_ctl_begin_object (call, NULL);
    add_answer (call, g_ptr_array_index (answers, i));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_measures (MhCtlCall *call,
              GPtrArray *measures,
              MhDate     today)
{
  mh_ctl_begin_array (call, "measures");
  for (guint i = 0; i < measures->len; i++) {
    const MhProtection *measure = g_ptr_array_index (measures, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "measure", measure->id);
    mh_ctl_add_date (call, "from", measure->start);
    mh_ctl_add_date (call, "until", measure->end);
    mh_ctl_add_bool (call, "running", mh_protect_runs (measure, today));
    mh_ctl_add_text (call, "source", measure->source);
    mh_ctl_add_text (call, "note", measure->note);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_proxies (MhCtlCall *call,
             GPtrArray *proxies)
{
  mh_ctl_begin_array (call, "proxies");
  for (guint i = 0; i < proxies->len; i++) {
    const MhAllowedProxy *proxy = g_ptr_array_index (proxies, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "id", proxy->id);
    mh_ctl_add_text (call, "name", proxy->name);
    mh_ctl_add_text (call, "relation", *proxy->relation != '\0' ? proxy->relation : NULL);
    mh_ctl_add_text (call, "reason", proxy->reason);
    mh_ctl_add_date (call, "date", proxy->day);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
run_contact_show (MhCtlCall *call,
                  GError   **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reveal", 0, 0, MH_CTL_TEXT, &reason, N_("Show what is protected, and why"), N_("REASON") },
    { NULL },
  };
  g_autoptr (MhPerson) person = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_open_resident (call, entries, 1, &desk, &id, error))
    return FALSE;

  person = mh_people_get (&desk, id, reason, error);
  if (person == NULL)
    return FALSE;

  mh_ctl_add_text (call, "register-number", person->resident->register_number);
  mh_ctl_add_text (call, "name", person->resident->name);
  mh_ctl_add_bool (call, "protected", person->is_protected);
  mh_ctl_add_date (call, "protected-from", person->protected_from);
  mh_ctl_add_bool (call, "revealed", person->revealed);
  mh_ctl_add_bool (call, "numbers-differ", person->numbers_differ);
  add_contacts (call, person->contacts);
  add_answers (call, person->answers);
  add_measures (call, person->protections, mh_desk_today (&desk));
  add_proxies (call, person->proxies);

  return TRUE;
}

/* REGISTER-NUMBER and an id. */
static gboolean
find_one_of (MhCtlCall *call,
             MhDesk    *desk,
             gint64    *out_resident,
             gint64    *out_id,
             GError   **error)
{
  return mh_ctl_read_id (call->args[1], out_id, error) && mh_ctl_open (call, desk, error) &&
         mh_ctl_find_resident (desk, call->args[0], out_resident, error);
}

static gboolean
run_contact_correct (MhCtlCall *call,
                     GError   **error)
{
  gint64 resident, link;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 3, 3, error) || !find_one_of (call, &desk, &resident, &link, error) ||
      !mh_contacts_correct (&desk, resident, link, call->args[2], error))
    return FALSE;

  mh_ctl_add_int (call, "link", link);

  return TRUE;
}

static gboolean
run_contact_first (MhCtlCall *call,
                   GError   **error)
{
  gint64 resident, link;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !find_one_of (call, &desk, &resident, &link, error) ||
      !mh_contacts_put_first (&desk, resident, link, error))
    return FALSE;

  mh_ctl_add_int (call, "link", link);

  return TRUE;
}

static gboolean
check_answer (const char *text,
              GError    **error)
{
  if (text == NULL || g_str_equal (text, "yes") || g_str_equal (text, "no"))
    return TRUE;

  return mh_ctl_fail_usage (error, _("The answer is yes or no."));
}

static gboolean
run_contact_call (MhCtlCall *call,
                  GError   **error)
{
  g_autofree char *whose = NULL;
  g_autofree char *sms = NULL;
  g_autofree char *line = NULL;
  gboolean read_back = FALSE;
  const GOptionEntry entries[] = {
    { "whose", 0, 0, MH_CTL_TEXT, &whose, N_("Whose it is, when not the person's own"), N_("WHO") },
    { "sms", 0, 0, MH_CTL_TEXT, &sms, N_("SMS about bookings: yes or no"), N_("ANSWER") },
    { "line", 0, 0, MH_CTL_TEXT, &line, N_("LINE about bookings: yes or no"), N_("ANSWER") },
    { "read-back", 0, 0, G_OPTION_ARG_NONE, &read_back, N_("The number was read out again and confirmed"), NULL },
    { NULL },
  };
  MhContactCall taken = { 0 };
  MhDesk desk;
  gint64 link;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !check_answer (sms, error) || !check_answer (line, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &taken.resident, error))
    return FALSE;

  taken.number = call->args[1];
  taken.whose = whose;
  taken.sms = sms;
  taken.line = line;
  taken.read_back = read_back;
  link = mh_contacts_take_call (&desk, &taken, error);
  if (link == 0)
    return FALSE;

  mh_ctl_add_int (call, "link", link);

  return TRUE;
}

static gboolean
run_consent_set (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *channel = NULL;
  g_autofree char *category = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *how = NULL;
  g_autofree char *day = NULL;
  g_autofree char *note = NULL;
  const GOptionEntry entries[] = {
    { "channel", 0, 0, MH_CTL_TEXT, &channel, N_("line, sms, phone or letter"), N_("CHANNEL") },
    { "category", 0, 0, MH_CTL_TEXT, &category, N_("booking, vaccination, checkup, child or other; all without it"), N_("CATEGORY") },
    { "answer", 0, 0, MH_CTL_TEXT, &answer, N_("yes or no"), N_("ANSWER") },
    { "how", 0, 0, MH_CTL_TEXT, &how, N_("phone, counter, paper, line, import or other"), N_("WAY") },
    { "day", 0, 0, MH_CTL_TEXT, &day, N_("When it was told; today without it"), N_("DATE") },
    { "note", 0, 0, MH_CTL_TEXT, &note, N_("Note"), N_("TEXT") },
    { NULL },
  };
  MhConsent consent = { 0 };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (channel == NULL || answer == NULL || how == NULL)
    return mh_ctl_fail_usage (error, _("Give --channel, --answer and --how."));
  if (!check_answer (answer, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_ctl_find_resident (&desk, call->args[0], &consent.resident, error))
    return FALSE;

  consent.channel = channel;
  consent.category = category != NULL ? category : (char *) "";
  consent.answer = g_str_equal (answer, "yes");
  consent.how = how;
  consent.note = note;
  consent.day = mh_desk_today (&desk);
  if ((day != NULL && !mh_ctl_read_date (&desk, day, &consent.day, error)) || !mh_consent_set (&desk, &consent, error))
    return FALSE;

  mh_ctl_add_text (call, "register-number", call->args[0]);
  add_answer (call, &consent);

  return TRUE;
}

static gboolean
run_consent_forget (MhCtlCall *call,
                    GError   **error)
{
  g_autofree char *channel = NULL;
  g_autofree char *category = NULL;
  const GOptionEntry entries[] = {
    { "channel", 0, 0, MH_CTL_TEXT, &channel, N_("line, sms, phone or letter"), N_("CHANNEL") },
    { "category", 0, 0, MH_CTL_TEXT, &category, N_("booking, vaccination, checkup, child or other; all without it"), N_("CATEGORY") },
    { NULL },
  };
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (channel == NULL)
    return mh_ctl_fail_usage (error, _("Give --channel."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &id, error) ||
      !mh_consent_forget (&desk, id, channel, category != NULL ? category : "", error))
    return FALSE;

  mh_ctl_add_text (call, "register-number", call->args[0]);
  mh_ctl_add_text (call, "channel", channel);
  mh_ctl_add_text (call, "category", category != NULL ? category : "");

  return TRUE;
}

static gboolean
run_protection_end (MhCtlCall *call,
                    GError   **error)
{
  g_autofree char *last = NULL;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "last", 0, 0, MH_CTL_TEXT, &last, N_("Last day"), N_("DATE") },
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("Why it ends"), N_("REASON") },
    { NULL },
  };
  gint64 resident, measure;
  MhDesk desk;
  MhDate end;

  if (!mh_ctl_parse (call, entries, 2, 2, error))
    return FALSE;
  if (last == NULL || reason == NULL)
    return mh_ctl_fail_usage (error, _("Give the last day with --last and the reason with --reason."));
  if (!find_one_of (call, &desk, &resident, &measure, error) || !mh_ctl_read_date (&desk, last, &end, error) ||
      !mh_protect_end_one (&desk, resident, measure, end, reason, error))
    return FALSE;

  mh_ctl_add_int (call, "measure", measure);
  mh_ctl_add_date (call, "until", end);

  return TRUE;
}

static gboolean
run_proxy_allow (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *name = NULL;
  g_autofree char *relation = NULL;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, MH_CTL_TEXT, &name, N_("Who may act for the person"), N_("NAME") },
    { "relation", 0, 0, MH_CTL_TEXT, &relation, N_("What the proxy is to the person"), N_("RELATION") },
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("How it is known that the person wants this"), N_("REASON") },
    { NULL },
  };
  gint64 resident, id;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (name == NULL || reason == NULL)
    return mh_ctl_fail_usage (error, _("Give --name and --reason."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &resident, error))
    return FALSE;

  id = mh_protect_allow_proxy (&desk, resident, name, relation, reason, error);
  if (id == 0)
    return FALSE;

  mh_ctl_add_int (call, "id", id);

  return TRUE;
}

static gboolean
run_proxy_forbid (MhCtlCall *call,
                  GError   **error)
{
  gint64 resident, id;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !find_one_of (call, &desk, &resident, &id, error) ||
      !mh_protect_forbid_proxy (&desk, resident, id, error))
    return FALSE;

  mh_ctl_add_int (call, "id", id);

  return TRUE;
}

static gboolean
run_fix_list (MhCtlCall *call,
              GError   **error)
{
  g_autoptr (GPtrArray) fixes = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  fixes = mh_contacts_list_fixes (&desk, error);
  if (fixes == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "fixes");
  for (guint i = 0; i < fixes->len; i++) {
    const MhContactFix *fix = g_ptr_array_index (fixes, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "id", fix->problem->id);
    mh_ctl_add_text (call, "register-number", fix->register_number);
    mh_ctl_add_text (call, "name", fix->name);
    mh_ctl_add_text (call, "written", fix->problem->written);
    mh_ctl_add_text (call, "problem", fix->problem->problem);
    mh_ctl_add_text (call, "source", fix->problem->source);
    mh_ctl_add_date (call, "date", fix->problem->day);
    mh_ctl_add_bool (call, "protected", fix->is_protected);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_fix_number (MhCtlCall *call,
                GError   **error)
{
  g_autofree char *whose = NULL;
  const GOptionEntry entries[] = {
    { "whose", 0, 0, MH_CTL_TEXT, &whose, N_("Whose it is, when not the person's own"), N_("WHO") },
    { NULL },
  };
  gint64 problem, link;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !mh_ctl_read_id (call->args[0], &problem, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  link = mh_contacts_fix (&desk, problem, call->args[1], whose, error);
  if (link == 0)
    return FALSE;

  mh_ctl_add_int (call, "id", problem);
  mh_ctl_add_int (call, "link", link);

  return TRUE;
}

static gboolean
run_fix_dismiss (MhCtlCall *call,
                 GError   **error)
{
  gint64 problem;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &problem, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_contacts_dismiss_fix (&desk, problem, error))
    return FALSE;

  mh_ctl_add_int (call, "id", problem);

  return TRUE;
}

const MhCtlCommand mh_ctl_contacts_commands[] = {
  { "contact show", N_("REGISTER-NUMBER"), N_("Show how a person is reached and what was agreed; noted in the log"), run_contact_show },
  { "contact correct", N_("REGISTER-NUMBER LINK NUMBER"), N_("Put the right number in place of a wrong one"), run_contact_correct },
  { "contact first", N_("REGISTER-NUMBER LINK"), N_("Try this contact before the others of its kind"), run_contact_first },
  { "contact call", N_("REGISTER-NUMBER NUMBER"), N_("Take a number and the consent given on the telephone"), run_contact_call },
  { "consent set", N_("REGISTER-NUMBER"), N_("Note what a person agrees to or refuses"), run_consent_set },
  { "consent forget", N_("REGISTER-NUMBER"), N_("Strike out an answer that was entered by mistake"), run_consent_forget },
  { "protection end", N_("REGISTER-NUMBER MEASURE"), N_("End one of several protections of a person"), run_protection_end },
  { "proxy allow", N_("REGISTER-NUMBER"), N_("Let somebody book and cancel for a protected person"), run_proxy_allow },
  { "proxy forbid", N_("REGISTER-NUMBER ID"), N_("Take a proxy off the list"), run_proxy_forbid },
  { "fix list", NULL, N_("List the telephone numbers that cannot be used as they were written"), run_fix_list },
  { "fix number", N_("ID NUMBER"), N_("Enter the right number for one on the list"), run_fix_number },
  { "fix dismiss", N_("ID"), N_("Take a number off the list that is none"), run_fix_dismiss },
  { NULL },
};
