/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import"

#include "mh-import.h"

#include <glib/gi18n-lib.h>

#include "mh-wording.h"

static gboolean
says_where (MhImportField field)
{
  switch (field) {
  case MH_IMPORT_HOUSEHOLD_NUMBER:
  case MH_IMPORT_POSTAL_CODE:
  case MH_IMPORT_ADDRESS:
  case MH_IMPORT_ADDRESS_EXTRA:
  case MH_IMPORT_DISTRICT:
  case MH_IMPORT_DISTRICT2:
  case MH_IMPORT_DISTRICT3:
  case MH_IMPORT_LANDLINE:
  case MH_IMPORT_MOBILE:
    return TRUE;

  case MH_IMPORT_IGNORE:
  case MH_IMPORT_REGISTER_NUMBER:
  case MH_IMPORT_NAME:
  case MH_IMPORT_KANA:
  case MH_IMPORT_BIRTH_DATE:
  case MH_IMPORT_SEX:
  case MH_IMPORT_STATUS:
  case MH_IMPORT_STATUS_DATE:
  case MH_IMPORT_RELATION:
  case MH_IMPORT_OTHER_NAME:
  case MH_IMPORT_TICKET:
  case MH_IMPORT_PROTECTION:
  case MH_IMPORT_PROTECTION_START:
  case MH_IMPORT_PROTECTION_END:
  case MH_IMPORT_N_FIELDS:
  default:
    return FALSE;
  }
}

static char *
show_birth (const MhResident *resident)
{
  if (mh_date_is_set (resident->birth))
    return mh_date_format (resident->birth, MH_DATE_STYLE_LONG);

  return g_strdup (resident->birth_text != NULL ? resident->birth_text : "");
}

static const char *
get_text (const MhResident *resident,
          MhImportField     field)
{
  const char * const texts[MH_IMPORT_N_FIELDS] = {
    [MH_IMPORT_REGISTER_NUMBER] = resident->register_number,
    [MH_IMPORT_HOUSEHOLD_NUMBER] = resident->household_number,
    [MH_IMPORT_NAME] = resident->name,
    [MH_IMPORT_KANA] = resident->kana,
    [MH_IMPORT_POSTAL_CODE] = resident->postal_code,
    [MH_IMPORT_ADDRESS] = resident->address,
    [MH_IMPORT_ADDRESS_EXTRA] = resident->address_extra,
    [MH_IMPORT_DISTRICT] = resident->district,
    [MH_IMPORT_DISTRICT2] = resident->district2,
    [MH_IMPORT_DISTRICT3] = resident->district3,
    [MH_IMPORT_RELATION] = resident->relation,
    [MH_IMPORT_OTHER_NAME] = resident->other_name,
  };

  return texts[field] != NULL ? texts[field] : "";
}

static char *
show_field (const MhResident *resident,
            MhImportField     field)
{
  if (resident == NULL)
    return g_strdup ("");

  if (field == MH_IMPORT_BIRTH_DATE)
    return show_birth (resident);
  if (field == MH_IMPORT_SEX)
    return g_strdup (mh_wording_sex (resident->sex));
  if (field == MH_IMPORT_STATUS)
    return g_strdup (mh_wording_status (resident->status));
  if (field == MH_IMPORT_STATUS_DATE)
    return mh_date_is_set (resident->status_date) ? mh_date_format (resident->status_date, MH_DATE_STYLE_LONG) : g_strdup ("");

  return g_strdup (get_text (resident, field));
}

/* The numbers of the row, those that cannot be dialled as they are written. */
static char *
show_phones (const MhImportRow *row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; row->phones != NULL && i < row->phones->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "、" : "", ((MhImportPhone *) g_ptr_array_index (row->phones, i))->digits);
  for (guint i = 0; row->bad_phones != NULL && i < row->bad_phones->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "、" : "", (char *) g_ptr_array_index (row->bad_phones, i));

  return g_string_free (text, FALSE);
}

/**
 * mh_import_change_dup_before:
 * @change: what the file would do to a person
 * @field: a field
 *
 * What is added and never replaced (telephone numbers, ticket, protection) has nothing before it.
 *
 * Returns: (transfer full): the field as the list has it, for the screen; "" where there is none, and where the person is protected and it says
 *   where he is, a word that it is hidden
 */
char *
mh_import_change_dup_before (const MhImportChange *change,
                             MhImportField         field)
{
  const MhResident *before = change->before != NULL ? change->before : change->pair;

  if (change->hidden && before != NULL && says_where (field))
    return g_strdup (_("(not shown)"));

  return show_field (before, field);
}

/**
 * mh_import_change_dup_after:
 * @change: what the file would do to a person
 * @field: a field
 *
 * Returns: (transfer full): the field as the file has it, as for mh_import_change_dup_before()
 */
char *
mh_import_change_dup_after (const MhImportChange *change,
                            MhImportField         field)
{
  if (change->hidden && says_where (field))
    return g_strdup (_("(not shown)"));

  switch (field) {
  case MH_IMPORT_REGISTER_NUMBER:
    return g_strdup (change->number);

  case MH_IMPORT_LANDLINE:
  case MH_IMPORT_MOBILE:
    return show_phones (change->row);

  case MH_IMPORT_TICKET:
    return g_strdup (change->row->ticket != NULL ? change->row->ticket : "");

  case MH_IMPORT_PROTECTION:
    return g_strdup (change->row->protection.is_set ? _("Protected") : "");

  case MH_IMPORT_PROTECTION_START:
    return mh_date_is_set (change->row->protection.start) ? mh_date_format (change->row->protection.start, MH_DATE_STYLE_LONG) : g_strdup ("");

  case MH_IMPORT_PROTECTION_END:
    return mh_date_is_set (change->row->protection.end) ? mh_date_format (change->row->protection.end, MH_DATE_STYLE_LONG) : g_strdup ("");

  case MH_IMPORT_IGNORE:
  case MH_IMPORT_HOUSEHOLD_NUMBER:
  case MH_IMPORT_NAME:
  case MH_IMPORT_KANA:
  case MH_IMPORT_BIRTH_DATE:
  case MH_IMPORT_SEX:
  case MH_IMPORT_POSTAL_CODE:
  case MH_IMPORT_ADDRESS:
  case MH_IMPORT_ADDRESS_EXTRA:
  case MH_IMPORT_DISTRICT:
  case MH_IMPORT_STATUS:
  case MH_IMPORT_STATUS_DATE:
  case MH_IMPORT_RELATION:
  case MH_IMPORT_OTHER_NAME:
  case MH_IMPORT_DISTRICT2:
  case MH_IMPORT_DISTRICT3:
  case MH_IMPORT_N_FIELDS:
  default:
    return show_field (change->row->resident, field);
  }
}
