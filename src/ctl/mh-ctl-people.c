/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-people"

#include "mh-ctl-people.h"

#include <glib/gi18n-lib.h>

#include "mh-contacts.h"
#include "mh-ctl.h"
#include "mh-people-leaving.h"
#include "mh-people-query.h"
#include "mh-protect.h"

#define FIND_LIMIT 50

/**
 * mh_ctl_name_reach:
 * @reach: how somebody is told
 *
 * Returns: (transfer none): its stable name in documents
 */
const char *
mh_ctl_name_reach (MhReach reach)
{
  switch (reach) {
  case MH_REACH_NONE:
    return "none";

  case MH_REACH_BY_HAND:
    return "by-hand";

  case MH_REACH_SMS:
    return "sms";

  case MH_REACH_LINE:
    return "line";
  }

  g_return_val_if_reached ("none");
}

/**
 * mh_ctl_add_person:
 * @call: a call
 * @person: a person, masked already where he is protected
 *
 * Adds what a list shows of a person.
 */
void
mh_ctl_add_person (MhCtlCall      *call,
                   const MhPerson *person)
{
  const MhResident *resident = person->resident;

  mh_ctl_add_text (call, "register-number", resident->register_number);
  mh_ctl_add_text (call, "name", resident->name);
  mh_ctl_add_text (call, "kana", resident->kana);
  mh_ctl_add_date (call, "birth", resident->birth);
  mh_ctl_add_text (call, "status", resident->status);
  mh_ctl_add_bool (call, "protected", person->is_protected);
  mh_ctl_add_text (call, "phone", person->phone);
  mh_ctl_add_text (call, "reach", mh_ctl_name_reach (person->reach));
}

/**
 * mh_ctl_add_names:
 * @call: a call
 * @desk: the desk
 * @member: the list's name
 * @residents: (element-type gint64): who
 * @error: return location
 *
 * Adds a list of register numbers and names.
 *
 * Returns: whether they could be read
 */
gboolean
mh_ctl_add_names (MhCtlCall    *call,
                  const MhDesk *desk,
                  const char   *member,
                  const GArray *residents,
                  GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, (const gint64 *) (void *) residents->data, residents->len, error);

  if (people == NULL)
    return FALSE;

  mh_ctl_begin_array (call, member);
  for (guint i = 0; i < people->len; i++) {
    const MhPerson *person = g_ptr_array_index (people, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", person->resident->register_number);
    mh_ctl_add_text (call, "name", person->resident->name);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/* What was typed as words: (nullable) each. */
typedef struct {
  char *state;
  char *booking;
  char *sort;
} TypedQuery;

static void
typed_query_clear (TypedQuery *typed)
{
  g_free (typed->state);
  g_free (typed->booking);
  g_free (typed->sort);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TypedQuery, typed_query_clear)

static gboolean
read_query (const TypedQuery *typed,
            MhPeopleQuery    *query,
            GError          **error)
{
  if (typed->state != NULL && !mh_people_state_from_nick (typed->state, &query->state))
    return mh_ctl_fail_usage (error, _("A state is any, living, moving-out, moved-out, dead, removed, protected or by-hand."));
  if (typed->booking != NULL && !mh_people_booked_from_nick (typed->booking, &query->booked))
    return mh_ctl_fail_usage (error, _("A booking is any, coming, none or waiting."));
  if (typed->sort != NULL && !mh_people_sort_from_nick (typed->sort, &query->sort))
    return mh_ctl_fail_usage (error, _("An order is usual, kana, birth, sex, number, district, household, phone, booking or status."));

  return TRUE;
}

static gboolean
run_find (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (MhPeopleQuery) query = mh_people_query_new ("");
  g_auto (TypedQuery) typed = { NULL };
  int limit = FIND_LIMIT;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most; 0 for all"), N_("N") },
    { "district", 0, 0, MH_CTL_TEXT, &query->district, N_("Only people of this district"), N_("DISTRICT") },
    { "age-from", 0, 0, G_OPTION_ARG_INT, &query->age_from, N_("Only people of this age or older"), N_("YEARS") },
    { "age-to", 0, 0, G_OPTION_ARG_INT, &query->age_to, N_("Only people of this age or younger"), N_("YEARS") },
    { "state", 0, 0, MH_CTL_TEXT, &typed.state, N_("living, moving-out, moved-out, dead, removed, protected or by-hand"), N_("STATE") },
    { "booking", 0, 0, MH_CTL_TEXT, &typed.booking, N_("coming, none or waiting"), N_("BOOKING") },
    { "sort", 0, 0, MH_CTL_TEXT, &typed.sort, N_("kana, birth, sex, number, district, household, phone, booking or status"), N_("ORDER") },
    { "descending", 0, 0, G_OPTION_ARG_NONE, &query->descending, N_("The other way round"), NULL },
    { NULL },
  };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) people = NULL;
  MhDesk desk;
  gint64 total;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (limit < 0)
    return mh_ctl_fail_usage (error, _("How many to show cannot be less than 0."));
  if (!read_query (&typed, query, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  g_free (query->text);
  query->text = g_strdup (call->args[0]);
  ids = mh_people_ask (&desk, query, 0, limit, &total, error);
  if (ids == NULL)
    return FALSE;

  people = mh_people_list (&desk, (const gint64 *) (void *) ids->data, ids->len, error);
  if (people == NULL)
    return FALSE;

  mh_ctl_add_int (call, "found", total);
  mh_ctl_begin_array (call, "people");
  for (guint i = 0; i < people->len; i++) {
    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_person (call, g_ptr_array_index (people, i));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/* A LINE user id is an address that anybody with the token can write to: it is never shown. */
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
    mh_ctl_add_bool (call, "opted-out", contact->opted_out);
    mh_ctl_add_text (call, "safe-reason", contact->safe_reason);
    mh_ctl_add_date (call, "safe-date", contact->safe_date);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_whole_person (MhCtlCall      *call,
                  const MhPerson *person)
{
  const MhResident *resident = person->resident;

  mh_ctl_begin_object (call, "person");
  mh_ctl_add_person (call, person);
  mh_ctl_add_bool (call, "provisional", resident->provisional);
  mh_ctl_add_text (call, "birth-text", resident->birth_text);
  mh_ctl_add_text (call, "sex", resident->sex);
  mh_ctl_add_text (call, "household-number", resident->household_number);
  mh_ctl_add_text (call, "postal-code", resident->postal_code);
  mh_ctl_add_text (call, "address", resident->address);
  mh_ctl_add_text (call, "address-extra", resident->address_extra);
  mh_ctl_add_text (call, "district", resident->district);
  mh_ctl_add_text (call, "district2", resident->district2);
  mh_ctl_add_text (call, "district3", resident->district3);
  mh_ctl_add_text (call, "relation", resident->relation);
  mh_ctl_add_text (call, "other-name", resident->other_name);
  mh_ctl_add_date (call, "status-date", resident->status_date);
  mh_ctl_add_text (call, "note", resident->note);
  mh_ctl_add_bool (call, "revealed", person->revealed);
  add_contacts (call, person->contacts);
  mh_ctl_end_object (call);
}

static gboolean
run_resident_show (MhCtlCall *call,
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

  add_whole_person (call, person);

  return TRUE;
}

/* A person as typed in options. What was not given stays NULL. */
typedef struct {
  MhResident *resident;
  char       *birth;
  char       *status_date;
  char      **phones;
  gboolean    give_up;
} Typed;

static void
typed_clear (Typed *typed)
{
  g_clear_pointer (&typed->resident, mh_resident_free);
  g_free (typed->birth);
  g_free (typed->status_date);
  g_strfreev (typed->phones);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
parse_typed (MhCtlCall *call,
             Typed     *typed,
             guint      n_args,
             GError   **error)
{
  /* Without the defaults of a new person: an option would not free them, and an edit would write them. */
  MhResident *resident = typed->resident = g_new0 (MhResident, 1);
  const GOptionEntry entries[] = {
    { "register-number", 0, 0, MH_CTL_TEXT, &resident->register_number, N_("Number in the register"), N_("NUMBER") },
    { "household-number", 0, 0, MH_CTL_TEXT, &resident->household_number, N_("Number of the household"), N_("NUMBER") },
    { "name", 0, 0, MH_CTL_TEXT, &resident->name, N_("Name"), N_("NAME") },
    { "kana", 0, 0, MH_CTL_TEXT, &resident->kana, N_("How the name is read"), N_("KANA") },
    { "birth", 0, 0, MH_CTL_TEXT, &typed->birth, N_("Date of birth"), N_("DATE") },
    { "sex", 0, 0, MH_CTL_TEXT, &resident->sex, N_("male, female or unknown"), N_("SEX") },
    { "postal-code", 0, 0, MH_CTL_TEXT, &resident->postal_code, N_("Postal code"), N_("CODE") },
    { "address", 0, 0, MH_CTL_TEXT, &resident->address, N_("Address"), N_("ADDRESS") },
    { "address-extra", 0, 0, MH_CTL_TEXT, &resident->address_extra, N_("Building and room"), N_("ADDRESS") },
    { "district", 0, 0, MH_CTL_TEXT, &resident->district, N_("District"), N_("DISTRICT") },
    { "district2", 0, 0, MH_CTL_TEXT, &resident->district2, N_("Of the second district system"), N_("DISTRICT") },
    { "district3", 0, 0, MH_CTL_TEXT, &resident->district3, N_("Of the third district system"), N_("DISTRICT") },
    { "relation", 0, 0, MH_CTL_TEXT, &resident->relation, N_("To the head of the household"), N_("RELATION") },
    { "other-name", 0, 0, MH_CTL_TEXT, &resident->other_name, N_("Other names, one a line"), N_("NAMES") },
    { "phone", 0, 0, G_OPTION_ARG_STRING_ARRAY, &typed->phones, N_("Of somebody who is added: a telephone number; more than once"), N_("NUMBER") },
    { "give-up", 0, 0, G_OPTION_ARG_NONE, &typed->give_up, N_("Of somebody who is changed: bookings and waiting entries end, too"), NULL },
    { "status", 0, 0, MH_CTL_TEXT, &resident->status, N_("resident, moving-out, moved-out, dead or removed"), N_("STATUS") },
    { "status-date", 0, 0, MH_CTL_TEXT, &typed->status_date, N_("Since when"), N_("DATE") },
    { "note", 0, 0, MH_CTL_TEXT, &resident->note, N_("Note"), N_("TEXT") },
    { NULL },
  };

  return mh_ctl_parse (call, entries, n_args, n_args, error);
}

static gboolean
read_typed_dates (const MhDesk *desk,
                  Typed        *typed,
                  GError      **error)
{
  return (typed->birth == NULL || mh_ctl_read_date (desk, typed->birth, &typed->resident->birth, error)) &&
         (typed->status_date == NULL ||
          mh_ctl_read_date (desk, typed->status_date, &typed->resident->status_date, error));
}

static void
fill_in (char      **member,
         const char *fallback)
{
  if (*member == NULL)
    *member = g_strdup (fallback);
}

static gint64
add_typed (const MhDesk *desk,
           const Typed  *typed,
           GError      **error)
{
  guint n = typed->phones != NULL ? g_strv_length (typed->phones) : 0;
  g_autofree MhNewContact *contacts = g_new0 (MhNewContact, n + 1);
  MhNewPerson person = { .resident = typed->resident, .contacts = contacts, .n_contacts = n };

  for (guint i = 0; i < n; i++)
    contacts[i].value = typed->phones[i];

  return mh_people_add_new (desk, &person, NULL, error);
}

static gboolean
run_resident_add (MhCtlCall *call,
                  GError   **error)
{
  g_auto (Typed) typed = { 0 };
  g_autoptr (MhResident) added = NULL;
  MhDesk desk;
  gint64 id;

  if (!parse_typed (call, &typed, 0, error))
    return FALSE;
  if (typed.resident->name == NULL)
    return mh_ctl_fail_usage (error, _("Give the person's name with --name."));
  if (!mh_ctl_open (call, &desk, error) || !read_typed_dates (&desk, &typed, error))
    return FALSE;

  fill_in (&typed.resident->kana, "");
  fill_in (&typed.resident->sex, "unknown");
  fill_in (&typed.resident->status, "resident");
  id = add_typed (&desk, &typed, error);
  added = id != 0 ? mh_resident_table_get (desk.db, id, error) : NULL;
  if (added == NULL)
    return FALSE;

  mh_ctl_add_text (call, "register-number", added->register_number);
  mh_ctl_add_bool (call, "provisional", added->provisional);

  return TRUE;
}

static gboolean
run_resident_edit (MhCtlCall *call,
                   GError   **error)
{
  g_auto (Typed) typed = { 0 };
  g_autoptr (MhResident) edited = NULL;
  MhDesk desk;

  if (!parse_typed (call, &typed, 1, error) || !mh_ctl_open (call, &desk, error) ||
      !read_typed_dates (&desk, &typed, error) ||
      !mh_ctl_find_resident (&desk, call->args[0], &typed.resident->id, error) ||
      !mh_people_edit_leaving (&desk, typed.resident, typed.give_up, NULL, error))
    return FALSE;

  edited = mh_resident_table_get (desk.db, typed.resident->id, error);
  if (edited == NULL)
    return FALSE;

  mh_ctl_add_text (call, "register-number", edited->register_number);
  mh_ctl_add_bool (call, "provisional", edited->provisional);

  return TRUE;
}

static gboolean
run_contact_add (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *line = NULL;
  g_autofree char *mobile = NULL;
  g_autofree char *landline = NULL;
  g_autofree char *whose = NULL;
  const GOptionEntry entries[] = {
    { "line", 0, 0, MH_CTL_TEXT, &line, N_("LINE user id"), N_("USERID") },
    { "mobile", 0, 0, MH_CTL_TEXT, &mobile, N_("Mobile number"), N_("NUMBER") },
    { "landline", 0, 0, MH_CTL_TEXT, &landline, N_("Telephone number"), N_("NUMBER") },
    { "whose", 0, 0, MH_CTL_TEXT, &whose, N_("Whose it is, when not the person's own"), N_("WHO") },
    { NULL },
  };
  const char *kind, *value;
  gint64 id, link;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if ((line != NULL) + (mobile != NULL) + (landline != NULL) != 1)
    return mh_ctl_fail_usage (error, _("Give one of --line, --mobile and --landline."));

  kind = line != NULL ? "line" : mobile != NULL ? "mobile" : "landline";
  value = line != NULL ? line : mobile != NULL ? mobile : landline;
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &id, error))
    return FALSE;

  link = mh_contacts_add (&desk, id, kind, value, whose != NULL ? whose : "", error);
  if (link == 0)
    return FALSE;

  mh_ctl_add_int (call, "link", link);
  mh_ctl_add_text (call, "kind", kind);

  return TRUE;
}

static gboolean
find_link (MhCtlCall *call,
           MhDesk    *desk,
           gint64    *out_resident,
           gint64    *out_link,
           GError   **error)
{
  return mh_ctl_read_id (call->args[1], out_link, error) && mh_ctl_open (call, desk, error) &&
         mh_ctl_find_resident (desk, call->args[0], out_resident, error);
}

static gboolean
run_contact_remove (MhCtlCall *call,
                    GError   **error)
{
  gint64 resident, link;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !find_link (call, &desk, &resident, &link, error) ||
      !mh_contacts_remove (&desk, resident, link, error))
    return FALSE;

  mh_ctl_add_int (call, "link", link);

  return TRUE;
}

static gboolean
run_contact_opt_out (MhCtlCall *call,
                     GError   **error)
{
  gboolean again = FALSE;
  const GOptionEntry entries[] = {
    { "again", 0, 0, G_OPTION_ARG_NONE, &again, N_("Messages are welcome again"), NULL },
    { NULL },
  };
  gint64 resident, link;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !find_link (call, &desk, &resident, &link, error) ||
      !mh_contacts_set_opt_out (&desk, resident, link, !again, error))
    return FALSE;

  mh_ctl_add_int (call, "link", link);
  mh_ctl_add_bool (call, "opted-out", !again);

  return TRUE;
}

static gboolean
run_contact_safe (MhCtlCall *call,
                  GError   **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("Why the person may be reached by it"), N_("REASON") },
    { NULL },
  };
  gint64 resident, link;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 2, 2, error))
    return FALSE;
  if (reason == NULL)
    return mh_ctl_fail_usage (error, _("Give the reason with --reason."));
  if (!find_link (call, &desk, &resident, &link, error) ||
      !mh_contacts_mark_safe (&desk, resident, link, reason, error))
    return FALSE;

  mh_ctl_add_int (call, "link", link);
  mh_ctl_add_text (call, "safe-reason", reason);

  return TRUE;
}

static gboolean
run_protect (MhCtlCall *call,
             GError   **error)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *note = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, MH_CTL_TEXT, &from, N_("First day"), N_("DATE") },
    { "until", 0, 0, MH_CTL_TEXT, &until, N_("Last day; without it, it runs on"), N_("DATE") },
    { "note", 0, 0, MH_CTL_TEXT, &note, N_("Note"), N_("TEXT") },
    { NULL },
  };
  MhDate start, end = MH_DATE_NONE;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (from == NULL)
    return mh_ctl_fail_usage (error, _("Give the first day with --from."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_read_date (&desk, from, &start, error) ||
      (until != NULL && !mh_ctl_read_date (&desk, until, &end, error)) ||
      !mh_ctl_find_resident (&desk, call->args[0], &id, error) ||
      !mh_protect_begin (&desk, id, start, end, note, error))
    return FALSE;

  mh_ctl_add_text (call, "register-number", call->args[0]);
  mh_ctl_add_date (call, "from", start);
  mh_ctl_add_date (call, "until", end);

  return TRUE;
}

static gboolean
run_unprotect (MhCtlCall *call,
               GError   **error)
{
  g_autofree char *last = NULL;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "last", 0, 0, MH_CTL_TEXT, &last, N_("Last day"), N_("DATE") },
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("Why it ends"), N_("REASON") },
    { NULL },
  };
  MhDesk desk;
  MhDate end;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (last == NULL || reason == NULL)
    return mh_ctl_fail_usage (error, _("Give the last day with --last and the reason with --reason."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_read_date (&desk, last, &end, error) ||
      !mh_ctl_find_resident (&desk, call->args[0], &id, error) ||
      !mh_protect_end (&desk, id, end, reason, error))
    return FALSE;

  mh_ctl_add_text (call, "register-number", call->args[0]);
  mh_ctl_add_date (call, "until", end);

  return TRUE;
}

const MhCtlCommand mh_ctl_people_commands[] = {
  { "find", N_("TEXT"), N_("Find people by kana, name, birth date, number or the end of a telephone number"), run_find },
  { "resident show", N_("REGISTER-NUMBER"), N_("Show a person; noted in the log"), run_resident_show },
  { "resident add", NULL, N_("Add a person by hand; without a register number under a provisional one"), run_resident_add },
  { "resident edit", N_("REGISTER-NUMBER"), N_("Change a person's data"), run_resident_edit },
  { "contact add", N_("REGISTER-NUMBER"), N_("Add a LINE account or a telephone number"), run_contact_add },
  { "contact remove", N_("REGISTER-NUMBER LINK"), N_("Take a contact away"), run_contact_remove },
  { "contact opt-out", N_("REGISTER-NUMBER LINK"), N_("No more messages to this contact"), run_contact_opt_out },
  { "contact safe", N_("REGISTER-NUMBER LINK"), N_("A protected person may be reached by this contact"), run_contact_safe },
  { "protect", N_("REGISTER-NUMBER"), N_("Keep secret where a person lives"), run_protect },
  { "unprotect", N_("REGISTER-NUMBER"), N_("End the protection of a person"), run_unprotect },
  { NULL },
};
