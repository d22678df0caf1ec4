/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-family"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-people-duplicates.h"
#include "mh-people-family.h"
#include "mh-people-leaving.h"
#include "mh-people-mailing.h"
#include "mh-people-merge.h"

static char *
dup_number (const MhDesk *desk,
            gint64        id)
{
  g_autoptr (MhResident) resident = id != 0 ? mh_resident_table_get (desk->db, id, NULL) : NULL;

  return resident != NULL ? g_strdup (resident->register_number) : NULL;
}

static void
add_bonds (MhCtlCall    *call,
           const MhDesk *desk,
           const char   *member,
           GPtrArray    *bonds)
{
  mh_ctl_begin_array (call, member);
  for (guint i = 0; i < bonds->len; i++) {
    const MhBond *bond = bonds->pdata[i];
    g_autofree char *number = dup_number (desk, bond->resident);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "bond", bond->id);
    mh_ctl_add_text (call, "register-number", number);
    mh_ctl_add_text (call, "name", bond->name);
    mh_ctl_add_text (call, "relation", bond->relation);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
add_household (MhCtlCall      *call,
               const MhDesk   *desk,
               const MhPerson *person,
               GError        **error)
{
  g_autoptr (GPtrArray) members = mh_people_household (desk, person->resident->id, person->revealed, error);

  if (members == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "household");
  for (guint i = 0; i < members->len; i++) {
    const MhPerson *member = members->pdata[i];

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", member->resident->register_number);
    mh_ctl_add_text (call, "name", member->resident->name);
    mh_ctl_add_date (call, "birth", member->resident->birth);
    mh_ctl_add_text (call, "relation", member->resident->relation);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_family_show (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reveal", 0, 0, MH_CTL_TEXT, &reason, N_("Show what is protected, and why"), N_("REASON") },
    { NULL },
  };
  g_autoptr (GPtrArray) guardians = NULL;
  g_autoptr (GPtrArray) wards = NULL;
  g_autoptr (MhPerson) person = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_open_resident (call, entries, 1, &desk, &id, error))
    return FALSE;

  person = mh_people_get (&desk, id, reason, error);
  guardians = person != NULL ? mh_people_guardians (&desk, id, person->revealed, error) : NULL;
  wards = guardians != NULL ? mh_people_wards (&desk, id, person->revealed, error) : NULL;
  if (wards == NULL || !add_household (call, &desk, person, error))
    return FALSE;

  add_bonds (call, &desk, "guardians", guardians);
  add_bonds (call, &desk, "wards", wards);

  return TRUE;
}

static gboolean
run_guardian_add (MhCtlCall *call,
                  GError   **error)
{
  g_autofree char *person = NULL;
  g_autofree char *name = NULL;
  g_autofree char *relation = NULL;
  const GOptionEntry entries[] = {
    { "person", 0, 0, MH_CTL_TEXT, &person, N_("Somebody of the list"), N_("REGISTER-NUMBER") },
    { "name", 0, 0, MH_CTL_TEXT, &name, N_("Or a name alone"), N_("NAME") },
    { "relation", 0, 0, MH_CTL_TEXT, &relation, N_("To the person"), N_("RELATION") },
    { NULL },
  };
  MhDesk desk;
  gint64 id, guardian = 0, bond;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if ((person == NULL) == (name == NULL))
    return mh_ctl_fail_usage (error, _("Give the guardian with --person or with --name."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &id, error) ||
      (person != NULL && !mh_ctl_find_resident (&desk, person, &guardian, error)))
    return FALSE;

  bond = mh_people_add_guardian (&desk, id, guardian, name, relation, error);
  if (bond == 0)
    return FALSE;

  mh_ctl_add_int (call, "bond", bond);

  return TRUE;
}

static gboolean
run_guardian_remove (MhCtlCall *call,
                     GError   **error)
{
  MhDesk desk;
  gint64 id, bond;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_read_id (call->args[1], &bond, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_ctl_find_resident (&desk, call->args[0], &id, error) || !mh_people_remove_guardian (&desk, id, bond, error))
    return FALSE;

  mh_ctl_add_int (call, "bond", bond);

  return TRUE;
}

static gboolean
run_newborn_add (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *name = NULL, *kana = NULL, *birth = NULL, *sex = NULL, *relation = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, MH_CTL_TEXT, &name, N_("Name"), N_("NAME") },
    { "kana", 0, 0, MH_CTL_TEXT, &kana, N_("How the name is read"), N_("KANA") },
    { "birth", 0, 0, MH_CTL_TEXT, &birth, N_("Date of birth"), N_("DATE") },
    { "sex", 0, 0, MH_CTL_TEXT, &sex, N_("male, female or unknown"), N_("SEX") },
    { "relation", 0, 0, MH_CTL_TEXT, &relation, N_("Of the guardian to the child"), N_("RELATION") },
    { NULL },
  };
  g_autoptr (MhResident) child = NULL;
  g_autofree char *number = NULL;
  MhNewPerson person = { 0 };
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (name == NULL)
    return mh_ctl_fail_usage (error, _("Give the person's name with --name."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &person.guardian, error))
    return FALSE;

  child = mh_people_newborn_template (&desk, person.guardian, error);
  if (child == NULL || (birth != NULL && !mh_ctl_read_date (&desk, birth, &child->birth, error)))
    return FALSE;

  child->name = g_steal_pointer (&name);
  g_free (child->kana);
  child->kana = kana != NULL ? g_steal_pointer (&kana) : g_strdup ("");
  if (sex != NULL) {
    g_free (child->sex);
    child->sex = g_steal_pointer (&sex);
  }
  person.resident = child;
  person.guardian_relation = relation;
  id = mh_people_add_new (&desk, &person, NULL, error);
  if (id == 0)
    return FALSE;

  number = dup_number (&desk, id);
  mh_ctl_add_text (call, "register-number", number);

  return TRUE;
}

static gboolean
run_leaving_show (MhCtlCall *call,
                  GError   **error)
{
  g_autoptr (MhLeaving) leaving = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_open_resident (call, NULL, 1, &desk, &id, error))
    return FALSE;

  leaving = mh_people_leaving_find (&desk, id, error);
  if (leaving == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "bookings");
  for (guint i = 0; i < leaving->bookings->len; i++) {
    const MhBooking *booking = leaving->bookings->pdata[i];

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "booking", booking->id);
    mh_ctl_add_date (call, "date", booking->date);
    mh_ctl_add_minutes (call, "start", booking->start_min);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_add_int (call, "waiting", leaving->n_waiting);
  mh_ctl_add_int (call, "offers", leaving->n_offers);
  mh_ctl_add_int (call, "messages", leaving->n_messages);

  return TRUE;
}

static gboolean
run_mailing_show (MhCtlCall *call,
                  GError   **error)
{
  g_autofree char *purpose = NULL;
  const GOptionEntry entries[] = {
    { "purpose", 0, 0, MH_CTL_TEXT, &purpose, N_("booking, vaccination, checkup, child or other"), N_("PURPOSE") },
    { NULL },
  };
  g_autoptr (MhMailingAddress) mailing = NULL;
  g_autoptr (MhPerson) person = NULL;
  const char *why;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_open_resident (call, entries, 1, &desk, &id, error))
    return FALSE;

  person = mh_people_get (&desk, id, NULL, error);
  if (person == NULL || !mh_people_mailing_address (&desk, id, purpose != NULL ? purpose : "", &mailing, &why, error))
    return FALSE;

  mh_ctl_add_text (call, "addressee", mailing != NULL ? mailing->addressee : NULL);
  mh_ctl_add_text (call, "postal-code", mailing != NULL ? mailing->postal_code : NULL);
  mh_ctl_add_text (call, "address", mailing != NULL ? mailing->address : NULL);
  mh_ctl_add_text (call, "address-extra", mailing != NULL ? mailing->address_extra : NULL);
  mh_ctl_add_text (call, "why-not", why);

  return TRUE;
}

static gboolean
run_mailing_set (MhCtlCall *call,
                 GError   **error)
{
  g_autoptr (MhMailingAddress) mailing = g_new0 (MhMailingAddress, 1);
  const GOptionEntry entries[] = {
    { "purpose", 0, 0, MH_CTL_TEXT, &mailing->purpose, N_("booking, vaccination, checkup, child or other"), N_("PURPOSE") },
    { "addressee", 0, 0, MH_CTL_TEXT, &mailing->addressee, N_("To whom"), N_("NAME") },
    { "postal-code", 0, 0, MH_CTL_TEXT, &mailing->postal_code, N_("Postal code"), N_("CODE") },
    { "address", 0, 0, MH_CTL_TEXT, &mailing->address, N_("Address"), N_("ADDRESS") },
    { "address-extra", 0, 0, MH_CTL_TEXT, &mailing->address_extra, N_("Building and room"), N_("ADDRESS") },
    { "reason", 0, 0, MH_CTL_TEXT, &mailing->reason, N_("Why letters go there"), N_("TEXT") },
    { NULL },
  };
  MhDesk desk;

  if (!mh_ctl_open_resident (call, entries, 1, &desk, &mailing->resident, error))
    return FALSE;

  if (mailing->purpose == NULL)
    mailing->purpose = g_strdup ("");
  if (!mh_people_set_mailing (&desk, mailing, error))
    return FALSE;

  mh_ctl_add_text (call, "purpose", mailing->purpose);

  return TRUE;
}

static gboolean
run_mailing_remove (MhCtlCall *call,
                    GError   **error)
{
  g_autofree char *purpose = NULL;
  const GOptionEntry entries[] = {
    { "purpose", 0, 0, MH_CTL_TEXT, &purpose, N_("booking, vaccination, checkup, child or other"), N_("PURPOSE") },
    { NULL },
  };
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_open_resident (call, entries, 1, &desk, &id, error) ||
      !mh_people_remove_mailing (&desk, id, purpose != NULL ? purpose : "", error))
    return FALSE;

  mh_ctl_add_text (call, "purpose", purpose != NULL ? purpose : "");

  return TRUE;
}

static gboolean
run_duplicates_list (MhCtlCall *call,
                     GError   **error)
{
  static const struct {
    MhDuplicateReasons reason;
    const char        *nick;
  } nicks[] = {
    { MH_DUPLICATE_KANA, "kana" }, { MH_DUPLICATE_NAME, "name" }, { MH_DUPLICATE_PHONE, "phone" }, { MH_DUPLICATE_NEAR, "near" },
  };
  g_autoptr (GArray) pairs = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  pairs = mh_people_find_duplicates (&desk, error);
  if (pairs == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "pairs");
  for (guint i = 0; i < pairs->len; i++) {
    const MhDuplicate *pair = &g_array_index (pairs, MhDuplicate, i);
    g_autofree char *a = dup_number (&desk, pair->a);
    g_autofree char *b = dup_number (&desk, pair->b);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "one", a);
    mh_ctl_add_text (call, "other", b);
    for (guint n = 0; n < G_N_ELEMENTS (nicks); n++)
      mh_ctl_add_bool (call, nicks[n].nick, (pair->reasons & nicks[n].reason) != 0);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_duplicates_part (MhCtlCall *call,
                     GError   **error)
{
  MhDesk desk;
  gint64 a, b;

  if (!mh_ctl_open_resident (call, NULL, 2, &desk, &a, error) || !mh_ctl_find_resident (&desk, call->args[1], &b, error) ||
      !mh_people_part_duplicates (&desk, a, b, error))
    return FALSE;

  mh_ctl_add_text (call, "one", call->args[0]);
  mh_ctl_add_text (call, "other", call->args[1]);

  return TRUE;
}

static gboolean
read_take (char   **words,
           guint   *out_take,
           GError **error)
{
  for (char **word = words; word != NULL && *word != NULL; word++) {
    guint field = 0;

    while (mh_merge_field_nick (field) != NULL && !g_str_equal (mh_merge_field_nick (field), *word))
      field++;
    if (mh_merge_field_nick (field) == NULL)
      return mh_ctl_fail_usage (error, _("--take is one of number, name, kana, other-name, birth, sex, household, address, district, status, note, mailing."));

    *out_take |= MH_MERGE_BIT (field);
  }

  return TRUE;
}

static gboolean
read_cancel (char   **words,
             GArray  *ids,
             GError **error)
{
  for (char **word = words; word != NULL && *word != NULL; word++) {
    gint64 id;

    if (!mh_ctl_read_id (*word, &id, error))
      return FALSE;

    g_array_append_val (ids, id);
  }

  return TRUE;
}

static gboolean
run_merge (MhCtlCall *call,
           GError   **error)
{
  g_auto (GStrv) take = NULL;
  g_auto (GStrv) cancel = NULL;
  const GOptionEntry entries[] = {
    { "take", 0, 0, G_OPTION_ARG_STRING_ARRAY, &take, N_("Take this from the one that goes over; more than once"), N_("FIELD") },
    { "cancel", 0, 0, G_OPTION_ARG_STRING_ARRAY, &cancel, N_("Of two bookings for the same, cancel this one; more than once"), N_("BOOKING") },
    { NULL },
  };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *number = NULL;
  MhMerge merge = { 0 };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !read_take (take, &merge.take, error) || !read_cancel (cancel, ids, error) ||
      !mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, call->args[0], &merge.keep, error) ||
      !mh_ctl_find_resident (&desk, call->args[1], &merge.drop, error))
    return FALSE;

  merge.cancel = (const gint64 *) (void *) ids->data;
  merge.n_cancel = ids->len;
  if (!mh_people_merge (&desk, &merge, NULL, error))
    return FALSE;

  number = dup_number (&desk, merge.keep);
  mh_ctl_add_text (call, "register-number", number);

  return TRUE;
}

const MhCtlCommand mh_ctl_family_commands[] = {
  { "family show", N_("REGISTER-NUMBER"), N_("Show household and guardians of a person; noted in the log"), run_family_show },
  { "guardian add", N_("REGISTER-NUMBER"), N_("Note who answers for a person"), run_guardian_add },
  { "guardian remove", N_("REGISTER-NUMBER BOND"), N_("Take a guardian away"), run_guardian_remove },
  { "newborn add", N_("REGISTER-NUMBER"), N_("Add a baby to the household of its mother"), run_newborn_add },
  { "leaving show", N_("REGISTER-NUMBER"), N_("Show what a death or a move would leave open"), run_leaving_show },
  { "mailing show", N_("REGISTER-NUMBER"), N_("Show to whom and where a letter goes; noted in the log"), run_mailing_show },
  { "mailing set", N_("REGISTER-NUMBER"), N_("Send letters of one purpose to another address"), run_mailing_set },
  { "mailing remove", N_("REGISTER-NUMBER"), N_("Send letters of one purpose to the person's own address again"), run_mailing_remove },
  { "duplicates list", NULL, N_("List entries that may be one person"), run_duplicates_list },
  { "duplicates part", N_("REGISTER-NUMBER REGISTER-NUMBER"), N_("Note that two entries are two people"), run_duplicates_part },
  { "merge", N_("KEEP DROP"), N_("Put two entries of one person together"), run_merge },
  { NULL },
};
