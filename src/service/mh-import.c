/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import"

#include "mh-import-private.h"

#include <string.h>

#include "mh-text.h"

/* How many rows between two looks at the cancellable. */
#define STRIDE 256

static const char * const nicks[MH_IMPORT_N_STATES] = {
  [MH_IMPORT_STATE_NEW] = "new",
  [MH_IMPORT_STATE_CHANGED] = "changed",
  [MH_IMPORT_STATE_LEFT] = "left",
  [MH_IMPORT_STATE_UNCHANGED] = "unchanged",
  [MH_IMPORT_STATE_UNCLEAR] = "unclear",
  [MH_IMPORT_STATE_PAIR] = "pair",
};

static void
change_free (MhImportChange *change)
{
  g_free (change->number);
  g_free (change);
}

/**
 * mh_import_state_nick:
 * @state: a state
 *
 * Returns: its stable name
 */
const char *
mh_import_state_nick (MhImportState state)
{
  return nicks[state];
}

/**
 * mh_import_plan_free:
 * @plan: a plan
 */
void
mh_import_plan_free (MhImportPlan *plan)
{
  g_clear_pointer (&plan->changes, g_ptr_array_unref);
  g_clear_pointer (&plan->missing, g_ptr_array_unref);
  g_clear_pointer (&plan->residents, g_ptr_array_unref);
  g_clear_pointer (&plan->hidden_lines, g_hash_table_unref);
  g_free (plan);
}

/**
 * mh_import_list_clear:
 * @list: the list
 */
void
mh_import_list_clear (MhImportList *list)
{
  g_clear_pointer (&list->by_number, g_hash_table_unref);
  g_clear_pointer (&list->in_file, g_hash_table_unref);
  g_clear_pointer (&list->tickets, g_hash_table_unref);
  g_clear_pointer (&list->provisional, g_ptr_array_unref);
  g_clear_pointer (&list->residents, g_ptr_array_unref);
  g_clear_pointer (&list->known, mh_import_known_free);
}

/* An empty cell takes nothing away. */
static gboolean
text_differs (const MhImportTable *table,
              MhImportField        field,
              const char          *old,
              const char          *new)
{
  return table->has[field] && new != NULL && *new != '\0' && g_strcmp0 (old, new) != 0 &&
         !(field == MH_IMPORT_SEX && g_str_equal (new, "unknown"));
}

static gboolean
birth_differs (const MhImportTable *table,
               const MhResident    *old,
               const MhResident    *new)
{
  if (!table->has[MH_IMPORT_BIRTH_DATE] || (!mh_date_is_set (new->birth) && new->birth_text == NULL))
    return FALSE;

  /* What cannot be read takes no date away. */
  if (!mh_date_is_set (new->birth) && mh_date_is_set (old->birth))
    return FALSE;

  return mh_date_compare (old->birth, new->birth) != 0 || g_strcmp0 (old->birth_text, new->birth_text) != 0;
}

/**
 * mh_import_differs:
 * @table: the people of a file
 * @old: a person as the list has him
 * @row: the same as the file has him
 *
 * Returns: MH_IMPORT_BIT() of the fields in which the file says something else
 */
guint
mh_import_differs (const MhImportTable *table,
                   const MhResident    *old,
                   const MhImportRow   *row)
{
  const MhResident *new = row->resident;
  guint changed = 0;
  const struct {
    MhImportField field;
    const char   *old;
    const char   *new;
  } texts[] = {
    { MH_IMPORT_HOUSEHOLD_NUMBER, old->household_number, new->household_number },
    { MH_IMPORT_NAME, old->name, new->name },
    { MH_IMPORT_KANA, old->kana, new->kana },
    { MH_IMPORT_SEX, old->sex, new->sex },
    { MH_IMPORT_POSTAL_CODE, old->postal_code, new->postal_code },
    { MH_IMPORT_ADDRESS, old->address, new->address },
    { MH_IMPORT_ADDRESS_EXTRA, old->address_extra, new->address_extra },
    { MH_IMPORT_DISTRICT, old->district, new->district },
    { MH_IMPORT_DISTRICT2, old->district2, new->district2 },
    { MH_IMPORT_DISTRICT3, old->district3, new->district3 },
    { MH_IMPORT_RELATION, old->relation, new->relation },
    { MH_IMPORT_OTHER_NAME, old->other_name, new->other_name },
    { MH_IMPORT_STATUS, old->status, row->says_status ? new->status : NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (text_differs (table, texts[i].field, texts[i].old, texts[i].new))
      changed |= MH_IMPORT_BIT (texts[i].field);
  }

  if (birth_differs (table, old, new))
    changed |= MH_IMPORT_BIT (MH_IMPORT_BIRTH_DATE);

  /* A new status without a day of its own leaves no old day behind. */
  if ((mh_date_is_set (new->status_date) && mh_date_compare (old->status_date, new->status_date) != 0) ||
      ((changed & MH_IMPORT_BIT (MH_IMPORT_STATUS)) != 0 && mh_date_is_set (old->status_date)))
    changed |= MH_IMPORT_BIT (MH_IMPORT_STATUS_DATE);

  return changed;
}

/* Numbers are added, never taken away: the nurse may know better. */
static gboolean
has_new_phone (const MhImportRow  *row,
               gint64              resident,
               const MhImportList *list)
{
  for (guint i = 0; row->phones != NULL && i < row->phones->len; i++) {
    if (!mh_import_known_has_phone (list->known, resident, ((MhImportPhone *) g_ptr_array_index (row->phones, i))->digits))
      return TRUE;
  }

  for (guint i = 0; row->bad_phones != NULL && i < row->bad_phones->len; i++) {
    if (!mh_import_known_has_problem (list->known, resident, g_ptr_array_index (row->bad_phones, i)))
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_import_differs_beside:
 * @table: the people of a file
 * @row: a person of the file
 * @resident: the same in the list
 * @list: the list
 * @ticket_taken: whether the ticket's number is somebody else's
 *
 * Returns: MH_IMPORT_BIT() for telephone number, ticket and protection, where the file says more than is known
 */
guint
mh_import_differs_beside (const MhImportTable *table,
                          const MhImportRow   *row,
                          gint64               resident,
                          const MhImportList  *list,
                          gboolean             ticket_taken)
{
  guint changed = 0;

  if (has_new_phone (row, resident, list))
    changed |= MH_IMPORT_BIT (MH_IMPORT_LANDLINE);

  if (row->ticket != NULL && !ticket_taken && mh_import_known_ticket_owner (list->known, row->ticket) == 0)
    changed |= MH_IMPORT_BIT (MH_IMPORT_TICKET);

  if (row->protection.is_set && !mh_import_known_covers (list->known, resident, row->protection.start, row->protection.end))
    changed |= MH_IMPORT_BIT (MH_IMPORT_PROTECTION);

  return changed;
}

static gboolean
is_all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/**
 * mh_import_list_complete_number:
 * @list: the list
 * @number: a register number of a file
 *
 * Returns: (transfer full): the number as the list has it: with zeros in front where a spreadsheet has dropped them, unless the number that
 *   then results stands in the file itself
 */
char *
mh_import_list_complete_number (const MhImportList *list,
                                const char         *number)
{
  gsize length = strlen (number);
  g_autofree char *zeros = NULL;
  g_autofree char *whole = NULL;

  if (length >= list->width || !is_all_digits (number) || g_hash_table_contains (list->by_number, number))
    return g_strdup (number);

  zeros = g_strnfill (list->width - length, '0');
  whole = g_strconcat (zeros, number, NULL);

  return g_hash_table_contains (list->in_file, whole) ? g_strdup (number) : g_steal_pointer (&whole);
}

static gboolean
same_fold (const char *a,
           const char *b,
           char *(*fold)(const char *text))
{
  g_autofree char *x = fold (a);
  g_autofree char *y = fold (b);

  return g_str_equal (x, y);
}

/* Nothing fits but the number: another person, as when a column was moved by a row. */
static gboolean
is_somebody_else (const MhResident *old,
                  const MhResident *new,
                  guint             changed)
{
  if ((changed & MH_IMPORT_BIT (MH_IMPORT_NAME)) == 0 || (changed & MH_IMPORT_BIT (MH_IMPORT_BIRTH_DATE)) == 0 ||
      !mh_date_is_set (old->birth) || !mh_date_is_set (new->birth) || mh_date_compare (old->birth, new->birth) == 0)
    return FALSE;

  if (same_fold (old->name, new->name, mh_text_fold))
    return FALSE;

  return *old->kana == '\0' || *new->kana == '\0' || !same_fold (old->kana, new->kana, mh_text_fold_kana);
}

/* The same birth date, and the same kana or name. */
static const MhResident *
find_pair (const MhImportList *list,
           const MhResident   *new)
{
  for (guint i = 0; i < list->provisional->len && mh_date_is_set (new->birth); i++) {
    const MhResident *old = g_ptr_array_index (list->provisional, i);

    if (mh_date_compare (old->birth, new->birth) == 0 &&
        ((*old->kana != '\0' && *new->kana != '\0' && same_fold (old->kana, new->kana, mh_text_fold_kana)) ||
         same_fold (old->name, new->name, mh_text_fold)))
      return old;
  }

  return NULL;
}

static gboolean
has_left (const char *status)
{
  return g_str_equal (status, "dead") || g_str_equal (status, "moved-out") || g_str_equal (status, "removed");
}

static MhImportState
judge_known (const MhImportChange *change)
{
  const MhResident *new = change->row->resident;

  if (change->changed == 0)
    return MH_IMPORT_STATE_UNCHANGED;
  if (is_somebody_else (change->before, new, change->changed))
    return MH_IMPORT_STATE_UNCLEAR;
  if ((change->changed & MH_IMPORT_BIT (MH_IMPORT_STATUS)) != 0 && has_left (new->status))
    return MH_IMPORT_STATE_LEFT;

  return MH_IMPORT_STATE_CHANGED;
}

static gboolean
is_ticket_taken (const MhImportList *list,
                 const MhImportRow  *row,
                 gint64              resident)
{
  gint64 owner;

  if (row->ticket == NULL)
    return FALSE;

  owner = mh_import_known_ticket_owner (list->known, row->ticket);

  return !g_hash_table_add (list->tickets, row->ticket) || (owner != 0 && owner != resident);
}

static MhImportChange *
compare_row (const MhImportTable *table,
             const MhImportRow   *row,
             const MhImportList  *list)
{
  MhImportChange *change = g_new0 (MhImportChange, 1);

  change->row = row;
  change->number = mh_import_list_complete_number (list, row->resident->register_number);
  change->before = g_hash_table_lookup (list->by_number, change->number);
  change->hidden = row->protection.is_set;

  if (change->before == NULL) {
    change->pair = find_pair (list, row->resident);
    change->state = change->pair != NULL ? MH_IMPORT_STATE_PAIR : MH_IMPORT_STATE_NEW;
    change->ticket_taken = is_ticket_taken (list, row, change->pair != NULL ? change->pair->id : 0);
    change->hidden = change->hidden || (change->pair != NULL && mh_import_known_is_protected (list->known, change->pair->id));
    return change;
  }

  change->resident = change->before->id;
  change->hidden = change->hidden || mh_import_known_is_protected (list->known, change->resident);
  change->ticket_taken = is_ticket_taken (list, row, change->resident);

  /* A duplicate that went over to another person is not written to any more. */
  if (change->before->merged_into == 0)
    change->changed = mh_import_differs (table, change->before, row) |
                      mh_import_differs_beside (table, row, change->resident, list, change->ticket_taken);
  change->state = judge_known (change);

  return change;
}

static void
count_change (MhImportPlan         *plan,
              const MhImportChange *change)
{
  guint * const counts[MH_IMPORT_N_STATES] = {
    [MH_IMPORT_STATE_NEW] = &plan->n_new,
    [MH_IMPORT_STATE_CHANGED] = &plan->n_changed,
    [MH_IMPORT_STATE_LEFT] = &plan->n_left,
    [MH_IMPORT_STATE_UNCHANGED] = &plan->n_unchanged,
    [MH_IMPORT_STATE_UNCLEAR] = &plan->n_unclear,
    [MH_IMPORT_STATE_PAIR] = &plan->n_pairs,
  };

  *counts[change->state] += 1;
  plan->n_numbers_restored += !g_str_equal (change->number, change->row->resident->register_number);
  if (change->hidden)
    g_hash_table_add (plan->hidden_lines, GUINT_TO_POINTER (change->row->line));
}

static gboolean
is_expected (const MhResident *resident)
{
  return !resident->provisional && resident->merged_into == 0 && !has_left (resident->status);
}

static void
find_missing (MhImportPlan       *plan,
              const MhImportList *list)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < plan->changes->len; i++)
    g_hash_table_add (found, (gpointer) ((MhImportChange *) g_ptr_array_index (plan->changes, i))->before);

  for (guint i = 0; i < list->residents->len; i++) {
    MhResident *resident = g_ptr_array_index (list->residents, i);

    if (is_expected (resident) && !g_hash_table_contains (found, resident))
      g_ptr_array_add (plan->missing, resident);
  }
}

/**
 * mh_import_list_compare:
 * @list: the list
 * @table: the people of a file
 * @progress: (nullable): told how far it is
 * @user_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Returns: (transfer full): the plan, or %NULL when cancelled
 */
MhImportPlan *
mh_import_list_compare (MhImportList        *list,
                        const MhImportTable *table,
                        MhImportProgress     progress,
                        gpointer             user_data,
                        GCancellable        *cancellable,
                        GError             **error)
{
  g_autoptr (MhImportPlan) plan = g_new0 (MhImportPlan, 1);

  plan->changes = g_ptr_array_new_full (table->rows->len, (GDestroyNotify) change_free);
  plan->missing = g_ptr_array_new ();
  plan->residents = g_ptr_array_ref (list->residents);
  plan->hidden_lines = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < table->rows->len; i++) {
    MhImportChange *change;

    if (i % STRIDE == 0) {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (progress != NULL)
        progress (i, table->rows->len, user_data);
    }

    change = compare_row (table, g_ptr_array_index (table->rows, i), list);
    g_ptr_array_add (plan->changes, change);
    count_change (plan, change);
  }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (progress != NULL)
    progress (table->rows->len, table->rows->len, user_data);
  find_missing (plan, list);

  return g_steal_pointer (&plan);
}

/* Only where every number of the register has the same length, and some begin with 0, can a zero be known to be lost. */
static gsize
find_width (GPtrArray *residents)
{
  gboolean leading_zero = FALSE;
  gsize width = 0;

  for (guint i = 0; i < residents->len; i++) {
    const MhResident *resident = g_ptr_array_index (residents, i);
    const char *number = resident->register_number;

    if (resident->provisional)
      continue;
    if (!is_all_digits (number) || (width != 0 && strlen (number) != width))
      return 0;

    width = strlen (number);
    leading_zero = leading_zero || number[0] == '0';
  }

  return leading_zero ? width : 0;
}

/**
 * mh_import_list_load:
 * @list: an empty list
 * @desk: the desk
 * @table: (nullable): the people of a file
 * @error: return location
 *
 * Returns: whether it was loaded
 */
gboolean
mh_import_list_load (MhImportList        *list,
                     const MhDesk        *desk,
                     const MhImportTable *table,
                     GError             **error)
{
  list->today = mh_desk_today (desk);
  list->residents = mh_resident_table_list (desk->db, error);
  list->known = list->residents != NULL ? mh_import_known_load (desk->db, list->today, error) : NULL;
  if (list->known == NULL)
    return FALSE;

  list->tickets = g_hash_table_new (g_str_hash, g_str_equal);
  list->provisional = g_ptr_array_new ();
  list->by_number = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < list->residents->len; i++) {
    MhResident *resident = g_ptr_array_index (list->residents, i);

    g_hash_table_insert (list->by_number, resident->register_number, resident);
    if (resident->provisional && resident->merged_into == 0)
      g_ptr_array_add (list->provisional, resident);
  }

  list->in_file = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    g_hash_table_add (list->in_file, ((MhImportRow *) g_ptr_array_index (table->rows, i))->resident->register_number);

  list->width = find_width (list->residents);

  return TRUE;
}

/**
 * mh_import_compare:
 * @desk: the desk
 * @table: the people of a file; it must outlive the plan
 * @progress: (nullable): told how many rows of how many are done
 * @user_data: data for @progress
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Only fields that the file has are compared. Who is missing from the file is named; nothing follows from it. Where the list's register
 * numbers all have one length and some begin with 0, shorter ones of the file are taken to have lost their zeros in a spreadsheet.
 *
 * Returns: (transfer full): what mh_import_apply() would do now
 */
MhImportPlan *
mh_import_compare (const MhDesk        *desk,
                   const MhImportTable *table,
                   MhImportProgress     progress,
                   gpointer             user_data,
                   GCancellable        *cancellable,
                   GError             **error)
{
  g_auto (MhImportList) list = { 0 };

  if (!mh_import_list_load (&list, desk, table, error))
    return NULL;

  return mh_import_list_compare (&list, table, progress, user_data, cancellable, error);
}
