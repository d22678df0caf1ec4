/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import"

#include "mh-import.h"

#include <string.h>

#include "mh-act.h"
#include "mh-config-table.h"
#include "mh-contact-table.h"

#define BIT(field) (1u << (field))

/* How many rows between two looks at the cancellable. */
#define STRIDE 64

/* The list as it is, beside the file. */
typedef struct {
  GPtrArray  *residents;  /* (owned) (element-type MhResident) */
  GHashTable *by_number;  /* (owned): register number → MhResident, borrowed */
  GHashTable *in_file;    /* (owned): set of the file's register numbers, borrowed */
  gsize       width;      /* of all register numbers of the list, where some begin with 0; else 0 */
} List;

static void
list_clear (List *list)
{
  g_clear_pointer (&list->residents, g_ptr_array_unref);
  g_clear_pointer (&list->by_number, g_hash_table_unref);
  g_clear_pointer (&list->in_file, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static void
change_free (MhImportChange *change)
{
  g_free (change->number);
  g_free (change);
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
  g_free (plan);
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

static guint
compare_person (const MhImportTable *table,
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
    { MH_IMPORT_STATUS, old->status, row->says_status ? new->status : NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (text_differs (table, texts[i].field, texts[i].old, texts[i].new))
      changed |= BIT (texts[i].field);
  }

  if (birth_differs (table, old, new))
    changed |= BIT (MH_IMPORT_BIRTH_DATE);

  return changed;
}

/* A number of the file that the person does not have yet. Numbers are added, never taken away: the nurse may know better. */
static gboolean
has_new_phone (const MhDesk      *desk,
               const MhImportRow *row,
               gint64             resident,
               gboolean          *out_new,
               GError           **error)
{
  g_autoptr (GPtrArray) contacts = NULL;

  *out_new = FALSE;

  if (row->phones->len == 0)
    return TRUE;

  contacts = mh_contact_table_list (desk->db, resident, error);
  if (contacts == NULL)
    return FALSE;

  for (guint i = 0; i < row->phones->len; i++) {
    const MhImportPhone *phone = g_ptr_array_index (row->phones, i);
    gboolean known = FALSE;

    for (guint k = 0; k < contacts->len; k++)
      known = known || g_str_equal (((MhContact *) g_ptr_array_index (contacts, k))->value, phone->digits);

    *out_new = *out_new || !known;
  }

  return TRUE;
}

static gboolean
is_all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* The register number as the list has it: with zeros in front where a spreadsheet has dropped them, unless the number that then
 * results stands in the file itself. */
static char *
complete_number (const List *list,
                 const char *number)
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

static MhImportChange *
compare_row (const MhDesk        *desk,
             const MhImportTable *table,
             const MhImportRow   *row,
             const List          *list,
             MhImportPlan        *plan,
             GError             **error)
{
  MhImportChange *change = g_new0 (MhImportChange, 1);
  const MhResident *old;
  gboolean new_phone = FALSE;

  change->row = row;
  change->number = complete_number (list, row->resident->register_number);
  plan->n_numbers_restored += !g_str_equal (change->number, row->resident->register_number);
  old = g_hash_table_lookup (list->by_number, change->number);

  if (old == NULL) {
    plan->n_new++;
    return change;
  }

  change->resident = old->id;
  change->changed = compare_person (table, old, row);

  if (!has_new_phone (desk, row, old->id, &new_phone, error)) {
    change_free (change);
    return NULL;
  }

  if (new_phone)
    change->changed |= BIT (MH_IMPORT_LANDLINE);

  if (change->changed != 0)
    plan->n_changed++;
  else
    plan->n_unchanged++;

  return change;
}

static gboolean
is_expected (const MhResident *resident)
{
  return !resident->provisional &&
         (g_str_equal (resident->status, "resident") || g_str_equal (resident->status, "moving-out"));
}

static void
find_missing (MhImportPlan *plan,
              const List   *list)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->changes->len; i++)
    g_hash_table_add (numbers, ((MhImportChange *) g_ptr_array_index (plan->changes, i))->number);

  for (guint i = 0; i < list->residents->len; i++) {
    const MhResident *resident = g_ptr_array_index (list->residents, i);

    if (is_expected (resident) && !g_hash_table_contains (numbers, resident->register_number))
      g_ptr_array_add (plan->missing, mh_resident_copy (resident));
  }
}

static MhImportPlan *
compare (const MhDesk        *desk,
         const MhImportTable *table,
         const List          *list,
         GCancellable        *cancellable,
         GError             **error)
{
  g_autoptr (MhImportPlan) plan = g_new0 (MhImportPlan, 1);

  plan->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  plan->missing = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_resident_free);

  for (guint i = 0; i < table->rows->len; i++) {
    MhImportChange *change;

    if (i % STRIDE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;

    change = compare_row (desk, table, g_ptr_array_index (table->rows, i), list, plan, error);
    if (change == NULL)
      return NULL;
    g_ptr_array_add (plan->changes, change);
  }

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

static gboolean
load_list (MhDb                *db,
           const MhImportTable *table,
           List                *list,
           GError             **error)
{
  list->residents = mh_resident_table_list (db, error);
  if (list->residents == NULL)
    return FALSE;

  list->by_number = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < list->residents->len; i++) {
    MhResident *resident = g_ptr_array_index (list->residents, i);

    g_hash_table_insert (list->by_number, resident->register_number, resident);
  }

  list->in_file = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < table->rows->len; i++)
    g_hash_table_add (list->in_file, ((MhImportRow *) g_ptr_array_index (table->rows, i))->resident->register_number);

  list->width = find_width (list->residents);

  return TRUE;
}

/**
 * mh_import_compare:
 * @desk: the desk
 * @table: the people of a file; it must outlive the plan
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
                   GCancellable        *cancellable,
                   GError             **error)
{
  g_auto (List) list = { 0 };

  if (!load_list (desk->db, table, &list, error))
    return NULL;

  return compare (desk, table, &list, cancellable, error);
}

static void
take_text (char      **old,
           const char *new)
{
  g_free (*old);
  *old = g_strdup (new);
}

/* @old with the fields of @change taken over. */
static MhResident *
merge (const MhResident     *old,
       const MhImportChange *change)
{
  MhResident *merged = mh_resident_copy (old);
  const MhResident *new = change->row->resident;
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
    { MH_IMPORT_STATUS, &merged->status, new->status },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (change->changed & BIT (texts[i].field))
      take_text (texts[i].old, texts[i].new);
  }

  if (change->changed & BIT (MH_IMPORT_BIRTH_DATE)) {
    merged->birth = new->birth;
    take_text (&merged->birth_text, new->birth_text);
  }

  return merged;
}

static gboolean
link_phones (const MhDesk      *desk,
             const MhImportRow *row,
             gint64             resident,
             GError           **error)
{
  for (guint i = 0; i < row->phones->len; i++) {
    const MhImportPhone *phone = g_ptr_array_index (row->phones, i);

    if (mh_contact_table_link (desk->db, resident, phone->kind, phone->digits, "", error) == 0)
      return FALSE;
  }

  return TRUE;
}

static gboolean
apply_change (const MhDesk         *desk,
              MhAct                *act,
              const MhImportChange *change,
              const List           *list,
              GError              **error)
{
  const MhImportRow *row = change->row;
  gint64 id = change->resident;

  if (id == 0) {
    g_autoptr (MhResident) added = mh_resident_copy (row->resident);

    take_text (&added->register_number, change->number);
    id = mh_resident_table_insert (desk->db, added, error);
    if (id == 0)
      return FALSE;
  } else if (change->changed == 0) {
    return TRUE;
  } else if (change->changed != BIT (MH_IMPORT_LANDLINE)) {
    g_autoptr (MhResident) merged = merge (g_hash_table_lookup (list->by_number, change->number), change);

    if (!mh_resident_table_update (desk->db, merged, error))
      return FALSE;
  }

  mh_act_add_person (act, id);

  return link_phones (desk, row, id, error);
}

static gboolean
apply_plan (const MhDesk       *desk,
            MhAct              *act,
            const MhImportPlan *plan,
            const List         *list,
            MhImportProgress    progress,
            gpointer            user_data,
            GCancellable       *cancellable,
            GError            **error)
{
  for (guint i = 0; i < plan->changes->len; i++) {
    if (i % STRIDE == 0) {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (i, plan->changes->len, user_data);
    }

    if (!apply_change (desk, act, g_ptr_array_index (plan->changes, i), list, error))
      return FALSE;
  }

  if (progress != NULL)
    progress (plan->changes->len, plan->changes->len, user_data);

  return TRUE;
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

/**
 * mh_import_apply:
 * @desk: the desk
 * @table: the people of a file
 * @as_of: of what day the list is, or none
 * @progress: (nullable): told how far it is
 * @user_data: data for @progress
 * @cancellable: (nullable): a cancellable; once cancelled, nothing has happened
 * @error: return location
 *
 * Adds who is new and takes over what differs, in one act. Protection, contacts that are there, notes and people who are not in the
 * file are never touched.
 *
 * Returns: the act, 0 with @error set
 */
gint64
mh_import_apply (const MhDesk        *desk,
                 const MhImportTable *table,
                 MhDate               as_of,
                 MhImportProgress     progress,
                 gpointer             user_data,
                 GCancellable        *cancellable,
                 GError             **error)
{
  g_autoptr (MhAct) act = NULL;
  g_auto (List) list = { 0 };
  g_autoptr (MhImportPlan) plan = NULL;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "import.residents", MH_UNDO_BY_ROW, error);
  if (act == NULL)
    return 0;

  if (!load_list (desk->db, table, &list, error))
    return 0;

  plan = compare (desk, table, &list, cancellable, error);

  if (plan == NULL ||
      !apply_plan (desk, act, plan, &list, progress, user_data, cancellable, error) ||
      !note_day (desk, as_of, error))
    return 0;

  mh_act_set_int (act, "rows", table->rows->len);
  mh_act_set_int (act, "added", plan->n_new);
  mh_act_set_int (act, "changed", plan->n_changed);

  return mh_act_commit (act, error) ? mh_act_get_id (act) : 0;
}
