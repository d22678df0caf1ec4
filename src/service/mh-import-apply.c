/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import"

#include "mh-import-private.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-contact-problem-table.h"
#include "mh-contact-table.h"
#include "mh-error.h"
#include "mh-protection-table.h"
#include "mh-ticket-table.h"

#define STRIDE 64

/* MiB of the database in memory: enough for the indices of a hundred thousand people while they are written. */
#define WIDE_CACHE  128
#define USUAL_CACHE 2

/* From how many unclear rows on, and from which part of those that are known (one in so many), the numbers themselves are wrong. */
#define MANY_UNCLEAR 10
#define UNCLEAR_PART 5

typedef struct {
  const MhDesk            *desk;
  MhAct                   *act;
  const MhImportTable     *table;
  const MhImportPlan      *plan;
  const MhImportList      *list;
  const MhImportDecisions *decisions;  /* (nullable) */
  GHashTable              *taken;      /* (owned): set of provisional people who have got a number */
  guint                    n_merged;
  guint                    n_waiting;  /* pairs and unclear rows without a decision */
  guint                    n_left;     /* who were missing and are marked */
  guint                    n_protected;
} Applying;

static void
take_text (char      **old,
           const char *new)
{
  g_free (*old);
  *old = g_strdup (new);
}

/* @old with the fields of @changed taken over. */
static MhResident *
merge (const MhResident *old,
       const MhResident *new,
       guint             changed)
{
  MhResident *merged = mh_resident_copy (old);
  const struct {
    MhImportField field;
    char        **old;
    const char   *new;
  } texts[] = {
    { MH_IMPORT_HOUSEHOLD_NUMBER, &merged->household_number, new->household_number },
    { MH_IMPORT_NAME, &merged->name, new->name },
    { MH_IMPORT_KANA, &merged->kana, new->kana },
    { MH_IMPORT_SEX, &merged->sex, new->sex },
    { MH_IMPORT_POSTAL_CODE, &merged->postal_code, new->postal_code },
    { MH_IMPORT_ADDRESS, &merged->address, new->address },
    { MH_IMPORT_ADDRESS_EXTRA, &merged->address_extra, new->address_extra },
    { MH_IMPORT_DISTRICT, &merged->district, new->district },
    { MH_IMPORT_DISTRICT2, &merged->district2, new->district2 },
    { MH_IMPORT_DISTRICT3, &merged->district3, new->district3 },
    { MH_IMPORT_RELATION, &merged->relation, new->relation },
    { MH_IMPORT_OTHER_NAME, &merged->other_name, new->other_name },
    { MH_IMPORT_STATUS, &merged->status, new->status },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if ((changed & MH_IMPORT_BIT (texts[i].field)) != 0)
      take_text (texts[i].old, texts[i].new);
  }

  if ((changed & MH_IMPORT_BIT (MH_IMPORT_BIRTH_DATE)) != 0) {
    merged->birth = new->birth;
    take_text (&merged->birth_text, new->birth_text);
  }
  if ((changed & MH_IMPORT_BIT (MH_IMPORT_STATUS_DATE)) != 0)
    merged->status_date = new->status_date;

  return merged;
}

static gboolean
link_phones (Applying          *applying,
             const MhImportRow *row,
             gint64             resident,
             GError           **error)
{
  for (guint i = 0; row->phones != NULL && i < row->phones->len; i++) {
    const MhImportPhone *phone = g_ptr_array_index (row->phones, i);

    if (!mh_import_known_has_phone (applying->list->known, resident, phone->digits) &&
        mh_contact_table_link_noted (applying->desk->db, resident, phone->kind, phone->digits, "", "import", applying->list->today, error) == 0)
      return FALSE;
  }

  for (guint i = 0; row->bad_phones != NULL && i < row->bad_phones->len; i++) {
    const char *written = g_ptr_array_index (row->bad_phones, i);

    if (!mh_import_known_has_problem (applying->list->known, resident, written) &&
        !mh_contact_problem_table_add (applying->desk->db, resident, written, mh_import_phone_problem (written), "import",
                                       applying->list->today, NULL, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
protect (Applying          *applying,
         const MhImportRow *row,
         gint64             resident,
         GError           **error)
{
  MhDate start = mh_date_is_set (row->protection.start) ? row->protection.start : applying->list->today;

  applying->n_protected++;

  return mh_protection_table_insert (applying->desk->db, resident, start, row->protection.end, "import", NULL, error) != 0;
}

/* What is kept beside the person: numbers, ticket, protection. */
static gboolean
apply_beside (Applying             *applying,
              const MhImportChange *change,
              gint64                resident,
              guint                 changed,
              GError              **error)
{
  const MhImportRow *row = change->row;

  mh_act_add_person (applying->act, resident);

  if ((changed & MH_IMPORT_BIT (MH_IMPORT_PROTECTION)) != 0 && !protect (applying, row, resident, error))
    return FALSE;
  if ((changed & MH_IMPORT_BIT (MH_IMPORT_TICKET)) != 0 &&
      mh_ticket_table_insert (applying->desk->db, resident, row->ticket, NULL, error) == 0)
    return FALSE;

  return link_phones (applying, row, resident, error);
}

static gboolean
add_person (Applying             *applying,
            const MhImportChange *change,
            GError              **error)
{
  const MhImportRow *row = change->row;
  char *number = row->resident->register_number;
  guint beside = mh_import_differs_beside (applying->table, row, 0, applying->list, change->ticket_taken);
  MhResident added = *row->resident;
  gint64 id;

  added.register_number = change->number != NULL ? change->number : number;
  id = mh_resident_table_insert (applying->desk->db, &added, error);

  return id != 0 && apply_beside (applying, change, id, beside, error);
}

static gboolean
change_person (Applying             *applying,
               const MhImportChange *change,
               GError              **error)
{
  static const guint beside =
    MH_IMPORT_BIT (MH_IMPORT_LANDLINE) | MH_IMPORT_BIT (MH_IMPORT_TICKET) | MH_IMPORT_BIT (MH_IMPORT_PROTECTION);

  if ((change->changed & ~beside) != 0) {
    g_autoptr (MhResident) merged = merge (change->before, change->row->resident, change->changed);

    if (!mh_resident_table_update (applying->desk->db, merged, error))
      return FALSE;
  }

  return apply_beside (applying, change, change->resident, change->changed, error);
}

/* The provisional person is the one of the file: number and data come from there, everything that hangs on the person stays. */
static gboolean
merge_pair (Applying             *applying,
            const MhImportChange *change,
            GError              **error)
{
  const MhResident *pair = change->pair;
  guint changed = mh_import_differs (applying->table, pair, change->row);
  guint beside = mh_import_differs_beside (applying->table, change->row, pair->id, applying->list, change->ticket_taken);
  g_autoptr (MhResident) merged = merge (pair, change->row->resident, changed);

  if (!g_hash_table_add (applying->taken, (gpointer) pair)) {
    g_set_error (error, MH_ERROR, MH_ERROR_CONFLICT,
                 _("Two rows of the file were both said to be %s (%s). Nothing was imported. Please decide again which of them it is."),
                 pair->name, pair->register_number);
    return FALSE;
  }

  take_text (&merged->register_number, change->number);
  merged->provisional = FALSE;
  applying->n_merged++;

  return mh_resident_table_update (applying->desk->db, merged, error) && apply_beside (applying, change, pair->id, beside, error);
}

static gboolean
apply_pair (Applying             *applying,
            const MhImportChange *change,
            GError              **error)
{
  switch (mh_import_decisions_get_pair (applying->decisions, change->row->line)) {
  case MH_IMPORT_PAIR_SAME:
    return merge_pair (applying, change, error);

  case MH_IMPORT_PAIR_DIFFERENT:
    return add_person (applying, change, error);

  case MH_IMPORT_PAIR_UNDECIDED:
  default:
    applying->n_waiting++;
    return TRUE;
  }
}

static gboolean
apply_change (Applying             *applying,
              const MhImportChange *change,
              GError              **error)
{
  switch (change->state) {
  case MH_IMPORT_STATE_NEW:
    return add_person (applying, change, error);

  case MH_IMPORT_STATE_CHANGED:
  case MH_IMPORT_STATE_LEFT:
    return change_person (applying, change, error);

  case MH_IMPORT_STATE_UNCLEAR:
    if (mh_import_decisions_get_accepted (applying->decisions, change->row->line))
      return change_person (applying, change, error);
    applying->n_waiting++;
    /* Whoever it is: a protection is not put off. */
    return (change->changed & MH_IMPORT_BIT (MH_IMPORT_PROTECTION)) == 0 || protect (applying, change->row, change->resident, error);

  case MH_IMPORT_STATE_PAIR:
    return apply_pair (applying, change, error);

  case MH_IMPORT_STATE_UNCHANGED:
  case MH_IMPORT_N_STATES:
  default:
    return TRUE;
  }
}

/* Who is not in the file has left only where somebody has said so. */
static gboolean
apply_missing (Applying *applying,
               GError  **error)
{
  for (guint i = 0; i < applying->plan->missing->len; i++) {
    const MhResident *missing = g_ptr_array_index (applying->plan->missing, i);
    MhDate date;
    const char *status = mh_import_decisions_get_missing (applying->decisions, missing->register_number, &date);
    g_autoptr (MhResident) left = status != NULL ? mh_resident_copy (missing) : NULL;

    if (left == NULL)
      continue;

    take_text (&left->status, status);
    left->status_date = date;
    applying->n_left++;
    mh_act_add_person (applying->act, left->id);
    if (!mh_resident_table_update (applying->desk->db, left, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
apply_plan (Applying        *applying,
            MhImportProgress progress,
            gpointer         user_data,
            GCancellable    *cancellable,
            GError         **error)
{
  const GPtrArray *changes = applying->plan->changes;

  for (guint i = 0; i < changes->len; i++) {
    if (i % STRIDE == 0) {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (i, changes->len, user_data);
    }

    if (!apply_change (applying, g_ptr_array_index (changes, i), error))
      return FALSE;
  }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (progress != NULL)
    progress (changes->len, changes->len, user_data);

  return apply_missing (applying, error);
}

/* When the numbers of many rows are those of other people, a column was moved by a row (as happened with telephone numbers in a town). */
static gboolean
check_unclear (const MhImportPlan      *plan,
               const MhImportDecisions *decisions,
               GError                 **error)
{
  guint known = plan->n_changed + plan->n_left + plan->n_unchanged + plan->n_unclear;
  guint n = 0;

  for (guint i = 0; i < plan->changes->len; i++) {
    const MhImportChange *change = g_ptr_array_index (plan->changes, i);

    n += change->state == MH_IMPORT_STATE_UNCLEAR && !mh_import_decisions_get_accepted (decisions, change->row->line);
  }

  if (n < MANY_UNCLEAR || n * UNCLEAR_PART < known)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
               _("In %u rows the register number belongs to a person with another name and birth date. A column of the file was probably moved by a "
                 "row. Nothing was imported. Please have the list given out again."), n);

  return FALSE;
}

/* The day of the list stays even when the import is taken back: it says what was looked at last. */
static gboolean
note_day (const MhDesk *desk,
          MhDate        as_of,
          GError      **error)
{
  g_autofree char *day = mh_date_to_iso (as_of);

  return day == NULL || mh_config_table_set (desk->db, "residents.as-of", day, error);
}

static void
describe (const Applying *applying)
{
  mh_act_set_int (applying->act, "rows", applying->table->rows->len);
  mh_act_set_int (applying->act, "added", applying->plan->n_new);
  mh_act_set_int (applying->act, "changed", applying->plan->n_changed + applying->plan->n_left);
  mh_act_set_int (applying->act, "merged", applying->n_merged);
  mh_act_set_int (applying->act, "waiting", applying->n_waiting);
  mh_act_set_int (applying->act, "marked-as-left", applying->n_left);
  mh_act_set_int (applying->act, "protected", applying->n_protected);
}

static gint64
apply_in_act (const MhDesk            *desk,
              const MhImportTable     *table,
              const MhImportDecisions *decisions,
              MhDate                   as_of,
              MhImportProgress         progress,
              gpointer                 user_data,
              GCancellable            *cancellable,
              GError                 **error)
{
  g_autoptr (MhAct) act = NULL;
  g_auto (MhImportList) list = { 0 };
  g_autoptr (MhImportPlan) plan = NULL;
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  Applying applying = { .desk = desk, .table = table, .list = &list, .decisions = decisions, .taken = taken };

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "import.residents", MH_UNDO_BY_ROW, error);
  if (act == NULL || !mh_import_list_load (&list, desk, table, error))
    return 0;

  plan = mh_import_list_compare (&list, table, progress, user_data, cancellable, error);
  if (plan == NULL || !check_unclear (plan, decisions, error))
    return 0;

  applying.act = act;
  applying.plan = plan;
  if (!apply_plan (&applying, progress, user_data, cancellable, error) || !note_day (desk, as_of, error))
    return 0;

  describe (&applying);

  return mh_act_commit (act, error) ? mh_act_get_id (act) : 0;
}

/**
 * mh_import_apply:
 * @desk: the desk
 * @table: the people of a file
 * @decisions: (nullable): what was decided about pairs, unclear rows and people who are not in the file
 * @as_of: of what day the list is, or none
 * @progress: (nullable): told how many rows of how many are done, in comparing and then in writing
 * @user_data: data for @progress
 * @cancellable: (nullable): a cancellable; once cancelled, nothing has happened
 * @error: return location; MH_ERROR_REFUSED when most numbers belong to other people, MH_ERROR_CONFLICT when two rows were said to be one person
 *
 * Adds who is new and takes over what differs, in one act. A protection can be set by it, never ended. Contacts that are there and notes
 * stay. Rows that look like a provisional person and rows that fit nobody wait until somebody has decided, and who is not in the file stays as
 * he is unless it was decided otherwise.
 *
 * Returns: the act, 0 with @error set
 */
gint64
mh_import_apply (const MhDesk            *desk,
                 const MhImportTable     *table,
                 const MhImportDecisions *decisions,
                 MhDate                   as_of,
                 MhImportProgress         progress,
                 gpointer                 user_data,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  gint64 act;

  mh_db_set_cache (desk->db, WIDE_CACHE);
  act = apply_in_act (desk, table, decisions, as_of, progress, user_data, cancellable, error);
  mh_db_set_cache (desk->db, USUAL_CACHE);

  return act;
}
