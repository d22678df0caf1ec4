/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-operators"

#include "mh-operators.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-audit.h"
#include "mh-error.h"
#include "mh-operator-table.h"
#include "mh-pin.h"
#include "mh-text.h"

#define MAX_NAME_CHARACTERS 40
#define SECOND_MS 1000

/**
 * mh_operator_free:
 * @operator_row: an operator
 */
void
mh_operator_free (MhOperator *operator_row)
{
  g_free (operator_row->name);
  g_free (operator_row);
}

/* "clock" is what the program does by itself. */
static char *
read_name (const char *text,
           GError    **error)
{
  g_autofree char *name = g_strstrip (g_strdup (text));
  g_autofree char *tidy = mh_text_tidy_name (text);

  if (*tidy == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write a name."));
    return NULL;
  }

  if (g_utf8_strlen (name, -1) > MAX_NAME_CHARACTERS) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("That is too long. Use %d characters at most."), MAX_NAME_CHARACTERS);
    return NULL;
  }

  if (g_ascii_strcasecmp (name, "clock") == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The program itself is called so in the log. Please write another name."));
    return NULL;
  }

  return g_steal_pointer (&name);
}

/* A name is kept as it was written; in which space, or how many, does not make it another. */
static gboolean
find_name (const MhDesk *desk,
           const char   *name,
           gint64       *out_id,
           GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_operator_table_list (desk->db, error);
  g_autofree char *tidy = mh_text_tidy_name (name);

  *out_id = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhOperatorRow *row = g_ptr_array_index (rows, i);
    g_autofree char *other = mh_text_tidy_name (row->name);

    if (g_str_equal (tidy, other))
      *out_id = row->id;
  }

  return rows != NULL;
}

/* Inside the act, so that of two who write one name at once the second is told. */
static gboolean
check_name_free (const MhDesk *desk,
                 const char   *name,
                 gint64        own_id,
                 GError      **error)
{
  gint64 id;

  if (!find_name (desk, name, &id, error))
    return FALSE;

  if (id == 0 || id == own_id)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_CONFLICT, _("“%s” is in the list already. Write the names so that they can be told apart."), name);

  return FALSE;
}

static MhAct *
begin_act (const MhDesk *desk,
           const char   *kind,
           gint64        id,
           GError      **error)
{
  MhAct *act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_NONE, error);

  if (act != NULL && id != 0)
    mh_act_set_int (act, "operator", id);

  return act;
}

/**
 * mh_operators_list:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhOperator): everybody who sits or sat at the PC, by name; or %NULL
 */
GPtrArray *
mh_operators_list (const MhDesk *desk,
                   GError      **error)
{
  g_autoptr (GPtrArray) rows = mh_operator_table_list (desk->db, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_operator_free);

  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < rows->len; i++) {
    const MhOperatorRow *row = g_ptr_array_index (rows, i);
    MhOperator *one = g_new0 (MhOperator, 1);

    one->id = row->id;
    one->name = g_strdup (row->name);
    one->has_pin = row->pin_hash != NULL;
    one->active = row->active;
    g_ptr_array_add (list, one);
  }

  return g_steal_pointer (&list);
}

/**
 * mh_operators_find:
 * @desk: the desk
 * @name: as typed
 * @out_id: (out): whose it is; 0 when nobody active is called so
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_operators_find (const MhDesk *desk,
                   const char   *name,
                   gint64       *out_id,
                   GError      **error)
{
  g_autoptr (MhOperatorRow) row = NULL;

  if (!find_name (desk, name, out_id, error))
    return FALSE;
  if (*out_id == 0)
    return TRUE;

  row = mh_operator_table_get (desk->db, *out_id, error);
  if (row == NULL)
    return FALSE;
  if (!row->active)
    *out_id = 0;

  return TRUE;
}

/**
 * mh_operators_add:
 * @desk: the desk
 * @name: of somebody who will sit at the PC
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_CONFLICT
 *
 * Somebody of that name who was not active any more comes back, with her PIN.
 *
 * Returns: the operator's id, or 0
 */
gint64
mh_operators_add (const MhDesk *desk,
                  const char   *name,
                  GError      **error)
{
  g_autofree char *tidy = read_name (name, error);
  g_autoptr (MhOperatorRow) row = NULL;
  g_autoptr (MhAct) act = NULL;
  gint64 id;

  if (tidy == NULL)
    return 0;

  act = begin_act (desk, "operator.add", 0, error);
  if (act == NULL || !find_name (desk, tidy, &id, error))
    return 0;

  if (id != 0) {
    row = mh_operator_table_get (desk->db, id, error);
    if (row == NULL || (row->active && !check_name_free (desk, tidy, 0, error)) ||
        !mh_operator_table_set_active (desk->db, id, TRUE, error))
      return 0;
  } else {
    id = mh_operator_table_insert (desk->db, tidy, error);
  }

  if (id == 0)
    return 0;

  mh_act_set_int (act, "operator", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_operators_rename:
 * @desk: the desk
 * @id: of an operator
 * @name: the new name; what was done under the old one keeps the old one in the log
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_CONFLICT, MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_operators_rename (const MhDesk *desk,
                     gint64        id,
                     const char   *name,
                     GError      **error)
{
  g_autofree char *tidy = read_name (name, error);
  g_autoptr (MhAct) act = NULL;

  if (tidy == NULL)
    return FALSE;

  act = begin_act (desk, "operator.rename", id, error);

  return act != NULL && check_name_free (desk, tidy, id, error) &&
         mh_operator_table_rename (desk->db, id, tidy, error) && mh_act_commit (act, error);
}

/* Somebody must be there to choose. */
static gboolean
check_one_stays (const MhDesk *desk,
                 gint64        id,
                 GError      **error)
{
  gint64 others;

  if (!mh_db_get_int (desk->db, 0, &others, error, "SELECT count (*) FROM operator WHERE active = 1 AND id <> :id",
                      ":id", MH_INT (id), NULL))
    return FALSE;
  if (others > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This is the only name in the list. Add the next person first."));

  return FALSE;
}

/**
 * mh_operators_set_active:
 * @desk: the desk
 * @id: of an operator
 * @active: whether she is offered for choice; nobody is deleted, because the log names them
 * @error: return location; MH_ERROR_REFUSED for the last one, MH_ERROR_NOT_FOUND
 *
 * Returns: whether it was written
 */
gboolean
mh_operators_set_active (const MhDesk *desk,
                         gint64        id,
                         gboolean      active,
                         GError      **error)
{
  g_autoptr (MhAct) act = begin_act (desk, active ? "operator.on" : "operator.off", id, error);

  return act != NULL && (active || check_one_stays (desk, id, error)) &&
         mh_operator_table_set_active (desk->db, id, active, error) && mh_act_commit (act, error);
}

/**
 * mh_operators_pause:
 * @failures: wrong PINs since the last right one
 *
 * Two slips cost nothing, then the wait grows to five minutes and no further: the only nurse is never locked out for good, and
 * who tries all of 10,000 PINs sits there for a month.
 *
 * Returns: ms from the last try to the next
 */
gint64
mh_operators_pause (int failures)
{
  static const int seconds[] = { 0, 0, 0, 10, 30, 60, 120 };

  if (failures < (int) G_N_ELEMENTS (seconds))
    return (gint64) seconds[MAX (failures, 0)] * SECOND_MS;

  return 300 * SECOND_MS;
}

/* A clock that was set back does not make the wait longer than it is. */
static gboolean
check_pause (const MhDesk        *desk,
             const MhOperatorRow *row,
             GError             **error)
{
  gint64 pause = mh_operators_pause (row->failures);
  gint64 wait = MIN (row->tried_at + pause - mh_desk_now (desk), pause);

  if (wait <= 0)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_BUSY, _("Too many wrong PINs. Please wait %lld seconds and try again."),
               (long long) ((wait + SECOND_MS - 1) / SECOND_MS));

  return FALSE;
}

static gboolean
note (const MhDesk *desk,
      const char   *kind,
      const char   *operator_name,
      gint64        id,
      GError      **error)
{
  g_autofree char *detail = g_strdup_printf ("{\"operator\":%" G_GINT64_FORMAT "}", id);

  return mh_audit_note (desk->db, mh_desk_now (desk), operator_name, kind, detail, NULL, error);
}

/* The try is counted before the PIN is looked at: whoever pulls the plug at the right moment gains nothing. */
static gboolean
check_pin (const MhDesk        *desk,
           const MhOperatorRow *row,
           const char          *text,
           GError             **error)
{
  g_autoptr (MhPinText) pin = NULL;

  if (!check_pause (desk, row, error) ||
      !mh_operator_table_set_tries (desk->db, row->id, row->failures + 1, mh_desk_now (desk), error))
    return FALSE;

  pin = text != NULL ? mh_pin_read (text, NULL) : NULL;
  if (pin != NULL && mh_pin_matches (pin, row->pin_hash))
    return mh_operator_table_set_tries (desk->db, row->id, 0, 0, error);

  if (!note (desk, "operator.pin-wrong", row->name, row->id, error))
    return FALSE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This PIN is not right. Please type it again."));

  return FALSE;
}

static gboolean
write_pin (const MhDesk *desk,
           gint64        id,
           const char   *kind,
           const char   *text,
           GError      **error)
{
  g_autoptr (MhPinText) pin = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (MhAct) act = NULL;

  if (text != NULL) {
    pin = mh_pin_read (text, error);
    hash = pin != NULL ? mh_pin_hash (pin, error) : NULL;
    if (hash == NULL)
      return FALSE;
  }

  act = begin_act (desk, kind, id, error);

  return act != NULL && mh_operator_table_set_pin (desk->db, id, hash, error) && mh_act_commit (act, error);
}

/**
 * mh_operators_set_pin:
 * @desk: the desk
 * @id: of an operator
 * @old_pin: (nullable): her present PIN, where she has one
 * @pin: (nullable): 4 to 12 digits; %NULL takes the PIN away
 * @error: return location; MH_ERROR_REFUSED for a wrong PIN, MH_ERROR_BUSY while one has to wait, MH_ERROR_INVALID
 *
 * Takes long; cannot be taken back, and neither the PIN nor what it is checked against is written down for that.
 *
 * Returns: whether it was written
 */
gboolean
mh_operators_set_pin (const MhDesk *desk,
                      gint64        id,
                      const char   *old_pin,
                      const char   *pin,
                      GError      **error)
{
  g_autoptr (MhOperatorRow) row = mh_operator_table_get (desk->db, id, error);

  if (row == NULL || (row->pin_hash != NULL && !check_pin (desk, row, old_pin, error)))
    return FALSE;

  return write_pin (desk, id, pin != NULL ? "operator.pin-set" : "operator.pin-off", pin, error);
}

/* Who helps somebody else out must be known herself. */
static gboolean
check_helper (const MhDesk *desk,
              gint64        id,
              gint64        by,
              const char   *by_pin,
              GError      **error)
{
  g_autoptr (MhOperatorRow) helper = mh_operator_table_get (desk->db, by, error);

  if (helper == NULL)
    return FALSE;

  if (by == id || helper->pin_hash == NULL || !helper->active) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("Only somebody else with a PIN of her own can take a forgotten PIN away."));
    return FALSE;
  }

  return check_pin (desk, helper, by_pin, error);
}

/**
 * mh_operators_clear_pin:
 * @desk: the desk
 * @id: who has forgotten her PIN
 * @by: another operator with a PIN; 0 from a terminal
 * @by_pin: (nullable): that operator's PIN
 * @error: return location; as for mh_operators_set_pin()
 *
 * The PIN keeps others from the desk while she is away; the file itself is kept by the login of the PC. So whoever may start
 * programs on that login may take a forgotten PIN away (machihokenctl operator clear-pin), and the only nurse is not locked out. It
 * stands in the log.
 *
 * Returns: whether the PIN is gone
 */
gboolean
mh_operators_clear_pin (const MhDesk *desk,
                        gint64        id,
                        gint64        by,
                        const char   *by_pin,
                        GError      **error)
{
  g_autoptr (MhOperatorRow) row = mh_operator_table_get (desk->db, id, error);

  if (row == NULL || (by != 0 && !check_helper (desk, id, by, by_pin, error)))
    return FALSE;

  return write_pin (desk, id, "operator.pin-clear", NULL, error);
}

/**
 * mh_operators_sign_in:
 * @desk: the desk; its own operator does not matter
 * @id: who sits down
 * @pin: (nullable): her PIN, where she has one
 * @error: return location; MH_ERROR_REFUSED for a wrong PIN, MH_ERROR_BUSY while one has to wait, MH_ERROR_NOT_FOUND
 *
 * Noted before anything is shown.
 *
 * Returns: (transfer full): the name that stands in the log from now on, or %NULL
 */
char *
mh_operators_sign_in (const MhDesk *desk,
                      gint64        id,
                      const char   *pin,
                      GError      **error)
{
  g_autoptr (MhOperatorRow) row = mh_operator_table_get (desk->db, id, error);

  if (row == NULL)
    return NULL;

  if (!row->active) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("This name is not used any more. Choose another one."));
    return NULL;
  }

  if ((row->pin_hash != NULL && !check_pin (desk, row, pin, error)) ||
      !note (desk, "operator.sign-in", row->name, id, error))
    return NULL;

  return g_steal_pointer (&row->name);
}

/**
 * mh_operators_join:
 * @desk: the desk; its own operator does not matter
 * @name: as typed
 * @error: return location; as for mh_operators_add() and mh_operators_sign_in()
 *
 * Returns: (transfer full): the name that stands in the log from now on, or %NULL
 */
char *
mh_operators_join (const MhDesk *desk,
                   const char   *name,
                   GError      **error)
{
  g_autofree char *tidy = read_name (name, error);
  MhDesk own = *desk;
  gint64 id;

  if (tidy == NULL)
    return NULL;

  own.operator_name = tidy;
  id = mh_operators_add (&own, tidy, error);

  return id != 0 ? mh_operators_sign_in (&own, id, NULL, error) : NULL;
}

/**
 * mh_operators_note_lock:
 * @desk: the desk
 * @how: "key" or "idle"
 * @error: return location
 *
 * Returns: whether it stands in the log that the screen was locked
 */
gboolean
mh_operators_note_lock (const MhDesk *desk,
                        const char   *how,
                        GError      **error)
{
  g_autofree char *detail = g_strdup_printf ("{\"how\":\"%s\"}", how);

  return mh_audit_note (desk->db, mh_desk_now (desk), desk->operator_name, "screen.lock", detail, NULL, error);
}
