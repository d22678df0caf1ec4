/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-programme-table"

#include "mh-programme-table.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

static const char * const basis_nicks[] = {
  [MH_AGE_BASIS_LAW] = "law",
  [MH_AGE_BASIS_FISCAL_YEAR] = "fiscal-year",
  [MH_AGE_BASIS_SCHOOL_YEAR] = "school-year",
  NULL
};

static const char * const mode_nicks[] = {
  [MH_OFFER_MODE_FIRST_YES] = "first-yes",
  [MH_OFFER_MODE_ONE_AT_A_TIME] = "one-at-a-time",
  NULL
};

static gboolean
find_nick (const char * const *nicks,
           const char         *nick,
           int                *out_value)
{
  for (int i = 0; nicks[i] != NULL; i++) {
    if (g_strcmp0 (nicks[i], nick) == 0) {
      *out_value = i;
      return TRUE;
    }
  }

  return FALSE;
}

#define COLUMNS \
  "id, name, public_name, age_basis, min_months, below_months, doses, interval_days, deadline_days, offer_mode, " \
  "parallel, reply_minutes, offer_by_hand, sex, districts, series, yearly, overbook_percent, wait_order, priority_names, " \
  "doses_per_vial, template_of "

static void
replace_text (char  **text,
              MhRows *rows,
              int     column)
{
  g_free (*text);
  *text = mh_rows_dup_text (rows, column);
}

static MhProgramme *
read_row (MhRows  *rows,
          GError **error)
{
  g_autoptr (MhProgramme) programme = mh_programme_new ();

  programme->id = mh_rows_int (rows, 0);
  programme->name = mh_rows_dup_text (rows, 1);
  programme->public_name = mh_rows_dup_text (rows, 2);
  programme->age.min_months = mh_rows_int (rows, 4);
  programme->age.below_months = mh_rows_int (rows, 5);
  programme->doses = mh_rows_int (rows, 6);
  programme->interval_days = mh_rows_int (rows, 7);
  programme->deadline_days = mh_rows_int (rows, 8);
  programme->parallel = mh_rows_int (rows, 10);
  programme->reply_minutes = mh_rows_int (rows, 11);
  programme->offer_by_hand = mh_rows_int (rows, 12) != 0;
  replace_text (&programme->sex, rows, 13);
  replace_text (&programme->districts, rows, 14);
  replace_text (&programme->series, rows, 15);
  programme->yearly = mh_rows_int (rows, 16) != 0;
  programme->overbook_percent = mh_rows_int (rows, 17);
  replace_text (&programme->wait_order, rows, 18);
  replace_text (&programme->priority_names, rows, 19);
  programme->doses_per_vial = mh_rows_int (rows, 20);
  programme->template_of = mh_rows_int (rows, 21);

  if (!mh_age_basis_from_nick (mh_rows_text (rows, 3), &programme->age.basis) ||
      !mh_offer_mode_from_nick (mh_rows_text (rows, 9), &programme->offer_mode)) {
    g_set_error (error, MH_ERROR, MH_ERROR_STORAGE, _("The rules of “%s” cannot be read from the database."), programme->name);
    return NULL;
  }

  return g_steal_pointer (&programme);
}

/**
 * mh_age_basis_nick:
 * @basis: how an age is reckoned
 *
 * Returns: its stable name for the store and for JSON
 */
const char *
mh_age_basis_nick (MhAgeBasis basis)
{
  return basis_nicks[basis];
}

/**
 * mh_age_basis_from_nick:
 * @nick: (nullable): a stable name
 * @out_basis: (out): what it names
 *
 * Returns: whether @nick is one
 */
gboolean
mh_age_basis_from_nick (const char *nick,
                        MhAgeBasis *out_basis)
{
  int value;

  if (!find_nick (basis_nicks, nick, &value))
    return FALSE;

  *out_basis = value;

  return TRUE;
}

/**
 * mh_offer_mode_nick:
 * @mode: how freed places are offered
 *
 * Returns: its stable name for the store and for JSON
 */
const char *
mh_offer_mode_nick (MhOfferMode mode)
{
  return mode_nicks[mode];
}

/**
 * mh_offer_mode_from_nick:
 * @nick: (nullable): a stable name
 * @out_mode: (out): what it names
 *
 * Returns: whether @nick is one
 */
gboolean
mh_offer_mode_from_nick (const char  *nick,
                         MhOfferMode *out_mode)
{
  int value;

  if (!find_nick (mode_nicks, nick, &value))
    return FALSE;

  *out_mode = value;

  return TRUE;
}

/**
 * mh_programme_new:
 *
 * Returns: (transfer full): a programme without a name: everybody, one dose, offers to five at once, the first yes wins, an hour to reply
 */
MhProgramme *
mh_programme_new (void)
{
  MhProgramme *self = g_new0 (MhProgramme, 1);

  self->doses = 1;
  self->offer_mode = MH_OFFER_MODE_FIRST_YES;
  self->parallel = 5;
  self->reply_minutes = 60;
  self->offer_by_hand = TRUE;
  self->sex = g_strdup ("any");
  self->districts = g_strdup ("");
  self->wait_order = g_strdup ("registered");
  self->priority_names = g_strdup ("");

  return self;
}

/**
 * mh_programme_free:
 * @programme: (nullable): a programme
 */
void
mh_programme_free (MhProgramme *programme)
{
  if (programme == NULL)
    return;

  g_free (programme->name);
  g_free (programme->public_name);
  g_free (programme->sex);
  g_free (programme->districts);
  g_free (programme->series);
  g_free (programme->wait_order);
  g_free (programme->priority_names);
  g_free (programme);
}

/* Binds all of @programme for @sql; @id 0: a new one. */
static gboolean
write_row (MhDb              *db,
           const char        *sql,
           const MhProgramme *programme,
           gint64             id,
           GError           **error)
{
  return mh_db_run (db, error, sql,
                    ":id", MH_ID (id),
                    ":name", MH_TEXT (programme->name),
                    ":public_name", MH_TEXT (programme->public_name),
                    ":age_basis", MH_TEXT (mh_age_basis_nick (programme->age.basis)),
                    ":min_months", MH_INT (programme->age.min_months),
                    ":below_months", MH_INT (programme->age.below_months),
                    ":doses", MH_INT (programme->doses),
                    ":interval_days", MH_INT (programme->interval_days),
                    ":deadline_days", MH_INT (programme->deadline_days),
                    ":offer_mode", MH_TEXT (mh_offer_mode_nick (programme->offer_mode)),
                    ":parallel", MH_INT (programme->parallel),
                    ":reply_minutes", MH_INT (programme->reply_minutes),
                    ":offer_by_hand", MH_INT (programme->offer_by_hand != FALSE),
                    ":sex", MH_TEXT (programme->sex),
                    ":districts", MH_TEXT (programme->districts),
                    ":series", MH_TEXT (programme->series),
                    ":yearly", MH_INT (programme->yearly != FALSE),
                    ":overbook_percent", MH_INT (programme->overbook_percent),
                    ":wait_order", MH_TEXT (programme->wait_order),
                    ":priority_names", MH_TEXT (programme->priority_names),
                    ":doses_per_vial", MH_INT (programme->doses_per_vial),
                    ":template_of", MH_ID (programme->template_of),
                    NULL);
}

/**
 * mh_programme_table_insert:
 * @db: a connection inside an act
 * @programme: the programme; its id does not matter
 * @error: return location; MH_ERROR_CONFLICT for a value out of its range
 *
 * Returns: the new id, or 0
 */
gint64
mh_programme_table_insert (MhDb              *db,
                           const MhProgramme *programme,
                           GError           **error)
{
  static const char sql[] =
    "INSERT INTO programme (id, name, public_name, age_basis, min_months, below_months, doses, interval_days, deadline_days, "
    "offer_mode, parallel, reply_minutes, offer_by_hand, sex, districts, series, yearly, overbook_percent, wait_order, "
    "priority_names, doses_per_vial, template_of) "
    "VALUES (:id, :name, :public_name, :age_basis, :min_months, :below_months, :doses, :interval_days, :deadline_days, "
    ":offer_mode, :parallel, :reply_minutes, :offer_by_hand, :sex, :districts, :series, :yearly, :overbook_percent, :wait_order, "
    ":priority_names, :doses_per_vial, :template_of)";

  if (!write_row (db, sql, programme, 0, error))
    return 0;

  return mh_db_last_id (db);
}

/**
 * mh_programme_table_update:
 * @db: a connection inside an act
 * @programme: the programme as it shall be from now on, by its id
 * @error: return location; MH_ERROR_NOT_FOUND, or MH_ERROR_CONFLICT for a value out of its range
 *
 * Returns: whether it was written
 */
gboolean
mh_programme_table_update (MhDb              *db,
                           const MhProgramme *programme,
                           GError           **error)
{
  static const char sql[] =
    "UPDATE programme SET name = :name, public_name = :public_name, age_basis = :age_basis, min_months = :min_months, "
    "below_months = :below_months, doses = :doses, interval_days = :interval_days, deadline_days = :deadline_days, "
    "offer_mode = :offer_mode, parallel = :parallel, reply_minutes = :reply_minutes, offer_by_hand = :offer_by_hand, "
    "sex = :sex, districts = :districts, series = :series, yearly = :yearly, overbook_percent = :overbook_percent, "
    "wait_order = :wait_order, priority_names = :priority_names, doses_per_vial = :doses_per_vial, template_of = :template_of "
    "WHERE id = :id";

  if (!write_row (db, sql, programme, programme->id, error))
    return FALSE;

  if (mh_db_changes (db) == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such programme."));
    return FALSE;
  }

  return TRUE;
}

/**
 * mh_programme_table_get:
 * @db: a connection
 * @id: a programme's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the programme, or %NULL
 */
MhProgramme *
mh_programme_table_get (MhDb    *db,
                        gint64   id,
                        GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS "FROM programme WHERE id = :id";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, ":id", MH_INT (id), NULL);
  g_autoptr (MhProgramme) programme = NULL;

  if (rows == NULL)
    return NULL;

  if (mh_rows_next (rows)) {
    programme = read_row (rows, error);
    if (programme == NULL)
      return NULL;
  }

  if (!mh_rows_end (rows, error))
    return NULL;

  if (programme == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no such programme."));

  return g_steal_pointer (&programme);
}

/**
 * mh_programme_table_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhProgramme): all, the newest first, or %NULL
 */
GPtrArray *
mh_programme_table_list (MhDb    *db,
                         GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS "FROM programme ORDER BY id DESC";
  g_autoptr (MhRows) rows = mh_db_query (db, error, sql, NULL);
  g_autoptr (GPtrArray) programmes = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_programme_free);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhProgramme *programme = read_row (rows, error);

    if (programme == NULL)
      return NULL;

    g_ptr_array_add (programmes, programme);
  }

  return mh_rows_end (rows, error) ? g_steal_pointer (&programmes) : NULL;
}
