/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-calls"

#include "mh-calls-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-broadcast-text.h"
#include "mh-by-hand.h"
#include "mh-config.h"
#include "mh-consent.h"
#include "mh-contact-table.h"
#include "mh-outgoing-table.h"
#include "mh-people.h"
#include "mh-phone.h"

static const char * const outcomes[] = { "spoke", "absent", "call-back", "wrong-number", "refused", NULL };

/**
 * mh_calls_outcomes:
 *
 * Returns: (transfer none) (array zero-terminated=1): what may come of a call
 */
const char * const *
mh_calls_outcomes (void)
{
  return outcomes;
}

/**
 * mh_call_free:
 * @call: a call
 */
void
mh_call_free (MhCall *call)
{
  g_free (call->name);
  g_free (call->kana);
  g_free (call->district);
  g_clear_pointer (&call->phones, g_ptr_array_unref);
  g_free (call->say);
  g_free (call->last);
  g_free (call->ref);
  g_free (call);
}

static void
phone_free (MhCallPhone *phone)
{
  g_free (phone->digits);
  g_free (phone->text);
  g_free (phone);
}

/**
 * mh_calls_read_result:
 * @result: (nullable): of a row
 * @out_tries: (out): how often nobody was there
 *
 * Returns: (transfer none) (nullable): one of mh_calls_outcomes()
 */
const char *
mh_calls_read_result (const char *result,
                      guint      *out_tries)
{
  *out_tries = 0;
  if (result == NULL)
    return NULL;

  for (guint i = 0; outcomes[i] != NULL; i++) {
    gsize length = strlen (outcomes[i]);

    if (!g_str_has_prefix (result, outcomes[i]) || (result[length] != '\0' && result[length] != ' '))
      continue;

    if (g_str_equal (outcomes[i], "absent"))
      *out_tries = result[length] == ' ' ? (guint) g_ascii_strtoull (result + length, NULL, 10) : 1;

    return outcomes[i];
  }

  return NULL;
}

/* --- whom to call by what ----------------------------------------------------------------------------------------- */

static void
add_phone (GPtrArray  *phones,
           gint64      contact,
           const char *digits,
           const char *whose,
           const char *area_code)
{
  MhCallPhone *phone = g_new0 (MhCallPhone, 1);
  g_autofree char *number = mh_phone_format (digits, area_code);

  phone->contact = contact;
  phone->digits = g_strdup (digits);
  phone->text = *whose != '\0' ? g_strdup_printf ("%s (%s)", number, whose) : g_strdup (number);
  g_ptr_array_add (phones, phone);
}

/* A number of a protected person stands on no paper that is handed around, not even one that was marked safe. */
static gboolean
read_phones (const MhDesk *desk,
             MhCall       *call,
             const char   *category,
             const char   *area_code,
             GError      **error)
{
  g_autoptr (GPtrArray) contacts = mh_contact_table_list (desk->db, call->resident, error);
  g_autoptr (GPtrArray) answers = contacts != NULL ? mh_consent_table_list (desk->db, call->resident, error) : NULL;
  gboolean opted_out = FALSE;

  if (answers == NULL)
    return FALSE;

  if (call->is_protected) {
    call->why = "protected";
    return TRUE;
  }

  opted_out = !mh_consent_allows (answers, "phone", category);
  for (guint i = 0; i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    if (g_str_equal (contact->kind, "line"))
      continue;
    if (opted_out || contact->opted_out)
      opted_out = TRUE;
    else
      add_phone (call->phones, contact->contact, contact->value, contact->whose, area_code);
  }

  if (call->phones->len == 0)
    call->why = opted_out ? "opted-out" : "no-phone";

  return TRUE;
}

/* What the sheets so far say about the message. Who refused the call is not called again about the same. */
static gboolean
read_past (const MhDesk *desk,
           MhCall       *call,
           GError      **error)
{
  g_autoptr (MhRows) rows = NULL;

  rows = mh_db_query (desk->db, error,
                      "SELECT r.file, r.position, r.ref, r.result FROM outgoing_row AS r JOIN outgoing_file AS f ON f.id = r.file "
                      "WHERE r.delivery = :delivery AND f.kind = 'call-sheet' ORDER BY r.file", ":delivery", MH_INT (call->delivery), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    guint tries;
    const char *outcome = mh_calls_read_result (mh_rows_text (rows, 3), &tries);

    call->sheet = mh_rows_int (rows, 0);
    call->position = (int) mh_rows_int (rows, 1);
    g_free (call->ref);
    call->ref = mh_rows_dup_text (rows, 2);
    call->tries += tries;
    if (outcome != NULL) {
      g_free (call->last);
      call->last = g_strdup (outcome);
    }
    if (g_strcmp0 (outcome, "refused") == 0)
      call->why = "refused-call";
  }

  if (g_strcmp0 (call->why, "refused-call") == 0)
    g_ptr_array_set_size (call->phones, 0);

  return mh_rows_end (rows, error);
}

static void
append (char      **text,
        const char *more)
{
  char *joined = *text == NULL || **text == '\0' ? g_strdup (more) : g_strconcat (*text, "、", more, NULL);

  g_free (*text);
  *text = joined;
}

static gboolean
read_people (const MhDesk   *desk,
             const MhByHand *one,
             MhCall         *call,
             GError        **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, (const gint64 *) (void *) one->people->data, one->people->len, error);

  if (people == NULL)
    return FALSE;

  for (guint i = 0; i < people->len; i++) {
    const MhPerson *person = g_ptr_array_index (people, i);

    append (&call->name, person->shown_name);
    append (&call->kana, person->resident->kana);
    call->is_protected = call->is_protected || person->is_protected;
    if (i == 0 && person->resident->district != NULL)
      call->district = g_strdup (person->resident->district);
  }

  if (call->is_protected)
    g_clear_pointer (&call->district, g_free);

  return TRUE;
}

/* Somebody whom only the list knows. */
static gboolean
read_stranger (const MhDesk   *desk,
               const MhByHand *one,
               MhCall         *call,
               const char     *area_code,
               GError        **error)
{
  g_autofree char *digits = mh_contact_table_dup_value (desk->db, one->contact, error);

  if (digits == NULL)
    return FALSE;

  call->name = g_strdup (_("(a number of the list)"));
  call->kana = g_strdup ("");
  add_phone (call->phones, one->contact, digits, "", area_code);

  return TRUE;
}

/* --- what to say -------------------------------------------------------------------------------------------------- */

/* The fields in which each person's words differ. */
static char *
list_own_fields (const MhBroadcast *broadcast)
{
  static const char * const own[] = { "date", "time", "venue" };
  GString *fields = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++) {
    g_autofree char *name = g_strdup_printf ("{%s}", own[i]);
    g_autofree char *label = g_strdup_printf ("{%s}", mh_broadcast_text_field_label (own[i]));

    if (strstr (broadcast->text, name) != NULL || strstr (broadcast->text, label) != NULL)
      g_string_append_printf (fields, "%s%s", fields->len > 0 ? " " : "", name);
  }

  return g_string_free (fields, FALSE);
}

/* Of @fields what is filled for this person; nothing where something is missing. */
static char *
dup_say (const MhDesk      *desk,
         const MhBroadcast *broadcast,
         const char        *fields,
         gint64             resident)
{
  MhBroadcast only = *broadcast;
  char *say;

  if (*fields == '\0' || resident == 0)
    return g_strdup ("");

  only.text = (char *) fields;
  only.easy = NULL;
  say = mh_broadcast_text_write_bare (desk, &only, resident, FALSE, NULL);

  return say != NULL ? say : g_strdup ("");
}

/* --- their order -------------------------------------------------------------------------------------------------- */

static gint64
get_group (const MhCall *call)
{
  return call->phones->len > 0 ? ((const MhCallPhone *) g_ptr_array_index (call->phones, 0))->contact : 0;
}

static int
compare_districts (gconstpointer a,
                   gconstpointer b)
{
  const MhCall *left = *(const MhCall * const *) a;
  const MhCall *right = *(const MhCall * const *) b;

  /* Without one, last. */
  if ((*left->district == '\0') != (*right->district == '\0'))
    return *left->district == '\0' ? 1 : -1;

  return g_utf8_collate (left->district, right->district);
}

static void
take_if (GPtrArray *from,
         GPtrArray *to,
         gint64     group)
{
  for (guint i = 0; i < from->len; i++) {
    MhCall *call = g_ptr_array_index (from, i);

    if (call != NULL && get_group (call) == group) {
      g_ptr_array_add (to, call);
      from->pdata[i] = NULL;
    }
  }
}

/* People of one telephone follow each other where the first of them stands; who cannot be called comes last. @calls is emptied. */
static GPtrArray *
sort_calls (GPtrArray   *calls,
            MhCallsOrder order)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_call_free);

  g_ptr_array_set_free_func (calls, NULL);
  if (order == MH_CALLS_BY_DISTRICT)
    g_ptr_array_sort (calls, compare_districts);

  for (guint i = 0; i < calls->len; i++) {
    const MhCall *call = g_ptr_array_index (calls, i);

    if (call != NULL && get_group (call) != 0)
      take_if (calls, sorted, get_group (call));
  }
  take_if (calls, sorted, 0);

  return sorted;
}

static MhCall *
read_call (const MhDesk      *desk,
           const MhBroadcast *broadcast,
           const MhByHand    *one,
           const char        *area_code,
           const char        *fields,
           GError           **error)
{
  MhCall *call = g_new0 (MhCall, 1);
  gboolean ok;

  call->delivery = one->delivery;
  call->resident = one->resident;
  call->phones = g_ptr_array_new_with_free_func ((GDestroyNotify) phone_free);
  ok = one->resident == 0 ? read_stranger (desk, one, call, area_code, error)
       : read_people (desk, one, call, error) && read_phones (desk, call, broadcast->category, area_code, error);
  if (!ok || !read_past (desk, call, error)) {
    mh_call_free (call);
    return NULL;
  }

  if (call->district == NULL)
    call->district = g_strdup ("");
  call->say = dup_say (desk, broadcast, fields, one->resident);

  return call;
}

/**
 * mh_calls_list_in:
 * @desk: the desk, in a transaction
 * @act: (nullable): the act in which the sheet is made
 * @broadcast: a broadcast that was held
 * @order: of the calls
 * @out_n_withdrawn: (out): how many are not to be told any more
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhCall): the calls
 */
GPtrArray *
mh_calls_list_in (const MhDesk      *desk,
                  MhAct             *act,
                  const MhBroadcast *broadcast,
                  MhCallsOrder       order,
                  guint             *out_n_withdrawn,
                  GError           **error)
{
  g_autoptr (GPtrArray) open = mh_by_hand_list (desk, act, broadcast, out_n_withdrawn, error);
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_call_free);
  g_autofree char *area_code = open != NULL ? mh_config_get (desk, "town.area-code", error) : NULL;
  g_autofree char *fields = list_own_fields (broadcast);

  if (area_code == NULL)
    return NULL;

  for (guint i = 0; i < open->len; i++) {
    MhCall *call = read_call (desk, broadcast, g_ptr_array_index (open, i), area_code, fields, error);

    if (call == NULL)
      return NULL;
    g_ptr_array_add (calls, call);
  }

  return sort_calls (calls, order);
}

/**
 * mh_calls_list:
 * @desk: the desk
 * @broadcast: a broadcast that was held
 * @order: by kana, or by district and kana
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (element-type MhCall): whom to call now
 */
GPtrArray *
mh_calls_list (const MhDesk *desk,
               gint64        broadcast,
               MhCallsOrder  order,
               GError      **error)
{
  g_autoptr (MhBroadcast) about = NULL;
  GPtrArray *calls = NULL;
  guint n_withdrawn;

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  about = mh_broadcast_table_get (desk->db, broadcast, error);
  if (about != NULL)
    calls = mh_calls_list_in (desk, NULL, about, order, &n_withdrawn, error);
  mh_db_rollback (desk->db);

  return calls;
}

static guint *
find_count (MhCallCounts *counts,
            const char   *outcome)
{
  if (g_str_equal (outcome, "spoke"))
    return &counts->n_spoke;
  if (g_str_equal (outcome, "absent"))
    return &counts->n_absent;
  if (g_str_equal (outcome, "call-back"))
    return &counts->n_call_back;

  return g_str_equal (outcome, "refused") ? &counts->n_refused : &counts->n_wrong;
}

/**
 * mh_calls_count:
 * @desk: the desk
 * @broadcast: a broadcast
 * @out_counts: (out): messages to be told by hand, by what was noted of them last
 * @error: return location
 *
 * Returns: whether they could be counted
 */
gboolean
mh_calls_count (const MhDesk *desk,
                gint64        broadcast,
                MhCallCounts *out_counts,
                GError      **error)
{
  g_autoptr (MhRows) rows = NULL;

  *out_counts = (MhCallCounts) { 0 };
  rows = mh_db_query (desk->db, error,
                      "SELECT d.state = 'by-hand', "
                      "  (SELECT r.result FROM outgoing_row AS r WHERE r.delivery = d.id AND r.result IS NOT NULL ORDER BY r.file DESC LIMIT 1) "
                      "FROM delivery AS d WHERE d.broadcast = :broadcast AND d.state IN ('by-hand', 'by-hand-done')",
                      ":broadcast", MH_INT (broadcast), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows)) {
    const char *result = mh_rows_text (rows, 1);
    guint tries;
    const char *outcome = mh_calls_read_result (result, &tries);

    out_counts->n_open += mh_rows_int (rows, 0) != 0;
    if (g_strcmp0 (result, "posted") == 0)
      out_counts->n_posted++;
    else if (outcome != NULL)
      (*find_count (out_counts, outcome))++;
  }

  return mh_rows_end (rows, error);
}
