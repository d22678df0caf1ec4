/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-copies"

#include "mh-roster-copies.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-error.h"
#include "mh-roster-maker-private.h"
#include "mh-text.h"

#define MAX_NAME 40

/**
 * mh_roster_copies_list:
 * @desk: the desk
 * @session: a day at a venue, or 0 for all
 * @out: only copies that have not come back
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhRosterCopy): the copies, by day, or %NULL
 */
GPtrArray *
mh_roster_copies_list (const MhDesk *desk,
                       gint64        session,
                       gboolean      out,
                       GError      **error)
{
  return mh_roster_print_table_list (desk->db, session, out, error);
}

/**
 * mh_roster_copy_is_overdue:
 * @desk: the desk
 * @copy: a printed copy
 *
 * Returns: whether its day is over and it has not come back
 */
gboolean
mh_roster_copy_is_overdue (const MhDesk       *desk,
                           const MhRosterCopy *copy)
{
  return copy->returned_at == 0 && mh_date_compare (copy->date, mh_desk_today (desk)) < 0;
}

/**
 * mh_roster_copy_words:
 * @copy: a printed copy
 *
 * Returns: (transfer full): what it is for and its number
 */
char *
mh_roster_copy_words (const MhRosterCopy *copy)
{
  /* Translators: what the list is for, the number of the copy */
  return g_strdup_printf (_("%s, copy %d"), mh_roster_purpose_words (copy->purpose), copy->copy);
}

/**
 * mh_roster_copies_return:
 * @desk: the desk, not in a transaction
 * @prints: copies
 * @n_prints: how many
 * @how: (nullable): "returned", "shredded"; %NULL takes that back
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: the act, or 0
 */
gint64
mh_roster_copies_return (const MhDesk *desk,
                         const gint64 *prints,
                         gsize         n_prints,
                         const char   *how,
                         GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "roster.return", MH_UNDO_WHOLE, error);
  gint64 id;

  if (act == NULL)
    return 0;

  for (gsize i = 0; i < n_prints; i++) {
    g_autoptr (MhRosterCopy) copy = mh_roster_print_table_get (desk->db, prints[i], error);

    if (copy == NULL || !mh_roster_print_table_set_back (desk->db, prints[i], how, desk->operator_name, mh_desk_now (desk), error))
      return 0;
  }
  mh_act_set_int (act, "copies", (gint64) n_prints);
  mh_act_set_text (act, "how", how != NULL ? how : "out");
  id = mh_act_get_id (act);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_roster_copy_state_words:
 * @desk: the desk
 * @copy: a printed copy
 *
 * Returns: (transfer none): where it is, in words
 */
const char *
mh_roster_copy_state_words (const MhDesk       *desk,
                            const MhRosterCopy *copy)
{
  if (g_strcmp0 (copy->how, "shredded") == 0)
    return C_("copy", "Shredded");
  if (copy->returned_at != 0)
    return C_("copy", "Returned");

  return mh_roster_copy_is_overdue (desk, copy) ? C_("copy", "Not back yet") : C_("copy", "Out");
}

/**
 * mh_roster_copies_draw:
 * @desk: the desk
 * @session: a day at a venue, or 0 for all
 * @out: only copies that have not come back
 * @error: return location
 *
 * Returns: (transfer full): the list, or %NULL
 */
MhRoster *
mh_roster_copies_draw (const MhDesk *desk,
                       gint64        session,
                       gboolean      out,
                       GError      **error)
{
  g_autoptr (GPtrArray) copies = mh_roster_copies_list (desk, session, out, error);
  g_autofree char *printed = NULL;
  g_autofree char *end = NULL;
  MhRoster *roster;
  guint n_out = 0;

  if (copies == NULL)
    return NULL;

  printed = mh_roster_printed_words (desk);
  roster = mh_roster_new (_("Copies to be returned or shredded"));
  mh_roster_set_printed_at (roster, printed);
  mh_roster_set_footer (roster, _("No names of residents stand on this sheet."));
  mh_roster_add_check_column (roster, C_("copy", "Back"));
  mh_roster_add_check_column (roster, C_("copy", "Shredded"));
  mh_roster_add_column (roster, C_("list column", "Day"), 8, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("list column", "Programme"), 10, MH_ROSTER_ALIGN_START);
  mh_roster_set_name_column (roster, mh_roster_add_column (roster, C_("list column", "Copy"), 9, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, C_("list column", "Taken by"), 7, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, C_("list column", "People"), 3, MH_ROSTER_ALIGN_END);
  mh_roster_add_column (roster, C_("list column", "State"), 6, MH_ROSTER_ALIGN_START);
  for (guint i = 0; i < copies->len; i++) {
    const MhRosterCopy *copy = g_ptr_array_index (copies, i);
    g_autofree char *day = mh_date_format (copy->date, MH_DATE_STYLE_SHORT);
    g_autofree char *words = mh_roster_copy_words (copy);
    g_autofree char *n = g_strdup_printf ("%lld", (long long) copy->n_rows);

    n_out += copy->returned_at == 0 ? 1 : 0;
    mh_roster_add_row (roster, (const char *[]) { g_strcmp0 (copy->how, "returned") == 0 ? "x" : "",
                                                  g_strcmp0 (copy->how, "shredded") == 0 ? "x" : "", day, copy->programme, words,
                                                  copy->recipient != NULL ? copy->recipient : "", n, mh_roster_copy_state_words (desk, copy), NULL });
  }
  end = n_out > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u copy is out", "%u copies are out", n_out), n_out) :
        g_strdup (_("No copy is out"));
  mh_roster_set_end (roster, end);

  return roster;
}

/* Saved layouts */

static char *
check_name (const char *name,
            GError    **error)
{
  g_autofree char *tidy = mh_text_tidy_name (name);

  if (*tidy != '\0' && g_utf8_strlen (tidy, -1) <= MAX_NAME)
    return g_steal_pointer (&tidy);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Please give the layout a name of at most %d characters."), MAX_NAME);

  return NULL;
}

/**
 * mh_roster_layout_save:
 * @desk: the desk, not in a transaction
 * @name: what it is called; one of that name gets these settings
 * @settings: how a roster is printed
 * @error: return location; MH_ERROR_INVALID for an empty or too long name
 *
 * Returns: whether it was saved
 */
gboolean
mh_roster_layout_save (const MhDesk           *desk,
                       const char             *name,
                       const MhRosterSettings *settings,
                       GError                **error)
{
  g_autofree char *tidy = check_name (name, error);
  g_autofree char *json = mh_roster_settings_to_json (settings);
  g_autoptr (MhAct) act = NULL;

  if (tidy == NULL)
    return FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "roster-layout.save", MH_UNDO_WHOLE, error);

  return act != NULL && mh_roster_layout_table_save (desk->db, tidy, json, error) != 0 && mh_act_commit (act, error);
}

/**
 * mh_roster_layout_rename:
 * @desk: the desk
 * @name: a saved layout
 * @new_name: what it shall be called
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_INVALID for an empty name, MH_ERROR_CONFLICT where another has it
 *
 * One act.
 *
 * Returns: whether it was renamed
 */
gboolean
mh_roster_layout_rename (const MhDesk *desk,
                         const char   *name,
                         const char   *new_name,
                         GError      **error)
{
  g_autofree char *tidy = check_name (new_name, error);
  g_autoptr (MhRosterSaved) saved = NULL;
  g_autoptr (MhAct) act = NULL;

  if (tidy == NULL)
    return FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "roster-layout.rename", MH_UNDO_WHOLE, error);
  saved = act != NULL ? mh_roster_layout_table_find (desk->db, name, error) : NULL;

  return saved != NULL && mh_roster_layout_table_rename (desk->db, saved->id, tidy, error) && mh_act_commit (act, error);
}

/**
 * mh_roster_layout_delete:
 * @desk: the desk
 * @name: a saved layout
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * One act.
 *
 * Returns: whether it was deleted
 */
gboolean
mh_roster_layout_delete (const MhDesk *desk,
                         const char   *name,
                         GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "roster-layout.delete", MH_UNDO_WHOLE, error);
  g_autoptr (MhRosterSaved) saved = act != NULL ? mh_roster_layout_table_find (desk->db, name, error) : NULL;

  return saved != NULL && mh_roster_layout_table_delete (desk->db, saved->id, error) && mh_act_commit (act, error);
}

/**
 * mh_roster_layout_load:
 * @desk: the desk
 * @name: a saved layout
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): how it prints, or %NULL
 */
MhRosterSettings *
mh_roster_layout_load (const MhDesk *desk,
                       const char   *name,
                       GError      **error)
{
  g_autoptr (MhRosterSaved) saved = mh_roster_layout_table_find (desk->db, name, error);

  return saved != NULL ? mh_roster_settings_from_json (saved->settings, error) : NULL;
}
