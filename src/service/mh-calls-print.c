/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-calls"

#include "mh-calls-private.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-broadcast-text.h"
#include "mh-by-hand.h"
#include "mh-call-paper.h"
#include "mh-error.h"
#include "mh-outgoing-ref.h"
#include "mh-outgoing-table.h"
#include "mh-roster-maker-private.h"
#include "mh-roster-rows.h"
#include "mh-wording.h"

/* A cell holds three lines. */
#define MOST_PHONES 3

/**
 * mh_call_sheet_free:
 * @sheet: a sheet
 */
void
mh_call_sheet_free (MhCallSheet *sheet)
{
  g_clear_pointer (&sheet->pages, mh_pages_free);
  g_clear_pointer (&sheet->calls, g_ptr_array_unref);
  g_strfreev (sheet->unprintable);
  g_free (sheet);
}

/* --- the words ---------------------------------------------------------------------------------------------------- */

static const char *
tell_why (const MhCall *call)
{
  if (g_strcmp0 (call->why, "protected") == 0)
    return _("Please look at the person's page.");
  if (g_strcmp0 (call->why, "refused-call") == 0)
    return _("Did not want the call");
  if (g_strcmp0 (call->why, "opted-out") == 0)
    return _("No calls wanted");

  return _("No number");
}

static char *
write_phones (const MhCall *call,
              gboolean      same)
{
  GString *text;

  if (call->phones->len == 0)
    return g_strdup (tell_why (call));

  text = g_string_new (NULL);
  for (guint i = 0; i < MIN (call->phones->len, MOST_PHONES - (same ? 1 : 0)); i++) {
    const MhCallPhone *phone = g_ptr_array_index (call->phones, i);

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", phone->text);
  }
  if (same)
    g_string_append_printf (text, "\n%s", _("(same as above)"));

  return g_string_free (text, FALSE);
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

static char *
write_heading (const MhCall *call,
               MhCallsOrder  order,
               const char  **out_mark)
{
  MhRosterRow row = { .kana = call->kana };

  *out_mark = NULL;
  if (call->phones->len == 0)
    return g_strdup (_("Cannot be called: to be told in another way"));

  if (order == MH_CALLS_BY_DISTRICT)
    return g_strdup (*call->district != '\0' ? call->district : _("District not known"));

  return mh_roster_row_heading (&row, MH_ROSTER_ORDER_KANA, out_mark);
}

static gint64
get_contact (const MhCall *call)
{
  return call->phones->len > 0 ? ((const MhCallPhone *) g_ptr_array_index (call->phones, 0))->contact : 0;
}

static void
add_row (MhRoster     *roster,
         const MhCall *call,
         gboolean      same,
         gboolean      with_say)
{
  g_autofree char *name = *call->kana != '\0' ? g_strdup_printf ("%s\n%s", call->kana, call->name) : g_strdup (call->name);
  g_autofree char *phones = write_phones (call, same);
  g_autofree char *note = call->tries > 0 ? g_strdup_printf (_("Not there: %u"), call->tries) : g_strdup ("");
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  g_ptr_array_add (cells, name);
  g_ptr_array_add (cells, phones);
  if (with_say)
    g_ptr_array_add (cells, call->say);
  for (guint i = 0; mh_calls_outcomes ()[i] != NULL; i++)
    g_ptr_array_add (cells, (gpointer) "");
  g_ptr_array_add (cells, note);
  g_ptr_array_add (cells, call->ref != NULL ? call->ref : (gpointer) "");
  g_ptr_array_add (cells, NULL);
  mh_roster_add_row (roster, (const char * const *) cells->pdata);
}

static gboolean
has_say (GPtrArray *calls)
{
  for (guint i = 0; i < calls->len; i++) {
    if (*((const MhCall *) g_ptr_array_index (calls, i))->say != '\0')
      return TRUE;
  }

  return FALSE;
}

static void
add_columns (MhRoster *roster,
             gboolean  with_say)
{
  guint name = mh_roster_add_lines_column (roster, _("Name"), 8.5, MH_ROSTER_ALIGN_START);

  mh_roster_set_name_column (roster, name);
  mh_roster_add_lines_column (roster, _("Telephone"), 13, MH_ROSTER_ALIGN_START);
  if (with_say)
    mh_roster_add_column (roster, _("To say"), 8, MH_ROSTER_ALIGN_START);
  for (guint i = 0; mh_calls_outcomes ()[i] != NULL; i++)
    mh_roster_add_check_column (roster, mh_wording_call_outcome (mh_calls_outcomes ()[i]));
  mh_roster_add_column (roster, _("Note"), 8, MH_ROSTER_ALIGN_START);
  mh_roster_add_barcode_column (roster, _("To scan"));
}

static void
add_rows (MhRoster    *roster,
          GPtrArray   *calls,
          MhCallsOrder order,
          gboolean     with_say)
{
  g_autofree char *last = NULL;
  gint64 group = 0;

  for (guint i = 0; i < calls->len; i++) {
    const MhCall *call = g_ptr_array_index (calls, i);
    gboolean same = get_contact (call) != 0 && get_contact (call) == group;
    const char *mark = NULL;
    g_autofree char *heading = same ? NULL : write_heading (call, order, &mark);

    if (heading != NULL && g_strcmp0 (heading, last) != 0) {
      if (mark != NULL)
        mh_roster_add_index (roster, heading, mark);
      else
        mh_roster_add_heading (roster, heading);
      g_free (last);
      last = g_strdup (heading);
    }

    add_row (roster, call, same, with_say);
    group = get_contact (call);
  }
}

static MhRoster *
make_roster (const MhDesk             *desk,
             const MhBroadcast        *broadcast,
             const MhCallSheet        *sheet,
             const MhCallSheetOptions *options)
{
  g_autofree char *title = sheet->sheet != 0
                           ? g_strdup_printf (_("Call sheet no. %lld: %s"), (long long) sheet->sheet, broadcast->name)
                           : g_strdup_printf (_("Call sheet: %s"), broadcast->name);
  g_autofree char *count = g_strdup_printf (_("%u calls; %u people cannot be called"), sheet->n_calls - sheet->n_without, sheet->n_without);
  g_autofree char *printed = mh_roster_printed_words (desk);
  MhRoster *roster = mh_roster_new (title);
  gboolean with_say = has_say (sheet->calls);

  mh_roster_add_subtitle (roster, count);
  mh_roster_set_order (roster, options->order == MH_CALLS_BY_DISTRICT ? _("By district") : _("By kana"));
  mh_roster_set_printed_at (roster, printed);
  mh_roster_set_big (roster, options->big);
  add_columns (roster, with_say);
  add_rows (roster, sheet->calls, options->order, with_say);

  return roster;
}

static gboolean
make_pages (const MhDesk             *desk,
            const MhBroadcast        *broadcast,
            const MhCallSheetOptions *options,
            MhCallSheet              *sheet,
            GError                  **error)
{
  g_autofree char *title = g_strdup_printf (_("Call sheet: %s"), broadcast->name);
  g_autofree char *printed = mh_roster_printed_words (desk);
  g_autofree char *script = mh_broadcast_text_write_script (broadcast, broadcast->text, error);

  if (script == NULL)
    return FALSE;

  sheet->pages = mh_pages_new (title);
  mh_call_paper_put (mh_call_paper_new (title, printed, desk->operator_name, script, broadcast->code), sheet->pages);
  mh_pages_take_roster (sheet->pages, make_roster (desk, broadcast, sheet, options));
  sheet->unprintable = mh_pages_dup_unprintable (sheet->pages);

  return TRUE;
}

/* --- numbers for the calls ---------------------------------------------------------------------------------------- */

static gboolean
number_calls (const MhDesk *desk,
              MhAct        *act,
              MhCallSheet  *sheet,
              const char   *name,
              GError      **error)
{
  MhOutgoingFile file = { .kind = MH_CALLS_KIND, .made_at = mh_desk_now (desk), .made_by = desk->operator_name, .name = name,
                          .n_rows = sheet->calls->len };

  sheet->sheet = mh_outgoing_table_insert (desk->db, &file, error);
  for (guint i = 0; sheet->sheet != 0 && i < sheet->calls->len; i++) {
    MhCall *call = g_ptr_array_index (sheet->calls, i);
    MhOutgoingRow row = { .file = sheet->sheet, .position = (int) i + 1, .delivery = call->delivery, .contact = get_contact (call) };

    g_free (call->ref);
    row.ref = call->ref = mh_outgoing_ref_make (desk, error);
    call->sheet = sheet->sheet;
    call->position = row.position;
    if (call->ref == NULL || !mh_outgoing_table_add_row (desk->db, &row, error))
      return FALSE;

    if (call->resident != 0)
      mh_act_add_person (act, call->resident);
  }

  return sheet->sheet != 0;
}

/* Who stands on it, and in which columns: what the report of a lost paper looks for. */
static gboolean
note_print (const MhDesk *desk,
            MhAct        *act,
            MhCallSheet  *sheet,
            GError      **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = g_strdup_printf ("{\"rows\":%u,\"columns\":[\"name\",\"kana\",\"phone\"%s]}", sheet->calls->len,
                                             has_say (sheet->calls) ? ",\"date\",\"time\"" : "");

  for (guint i = 0; i < sheet->calls->len; i++) {
    const MhCall *call = g_ptr_array_index (sheet->calls, i);

    if (call->resident != 0)
      g_array_append_val (people, call->resident);
  }

  mh_act_set_int (act, "sheet", sheet->sheet);
  mh_act_set_int (act, "rows", sheet->calls->len);
  mh_act_set_int (act, "withdrawn", sheet->n_withdrawn);

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "call-sheet.print", mh_act_get_id (act), detail, people, error);
}

static gboolean
read_calls (const MhDesk             *desk,
            MhAct                    *act,
            const MhBroadcast        *broadcast,
            const MhCallSheetOptions *options,
            MhCallSheet              *sheet,
            GError                  **error)
{
  sheet->calls = mh_calls_list_in (desk, act, broadcast, options->order, &sheet->n_withdrawn, error);
  if (sheet->calls == NULL)
    return FALSE;

  sheet->n_calls = sheet->calls->len;
  for (guint i = 0; i < sheet->calls->len; i++)
    sheet->n_without += ((const MhCall *) g_ptr_array_index (sheet->calls, i))->phones->len == 0;

  if (sheet->n_calls > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Nobody of this broadcast is left to be told by hand."));

  return FALSE;
}

static MhCallSheet *
preview (const MhDesk             *desk,
         gint64                    broadcast,
         const MhCallSheetOptions *options,
         GError                  **error)
{
  g_autoptr (MhCallSheet) sheet = g_new0 (MhCallSheet, 1);
  g_autoptr (MhBroadcast) about = NULL;
  gboolean ok;

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  about = mh_broadcast_table_get (desk->db, broadcast, error);
  ok = about != NULL && read_calls (desk, NULL, about, options, sheet, error) && make_pages (desk, about, options, sheet, error);
  mh_db_rollback (desk->db);

  return ok ? g_steal_pointer (&sheet) : NULL;
}

/**
 * mh_calls_print:
 * @desk: the desk, not in a transaction
 * @broadcast: a broadcast that was held
 * @options: how it looks; with a path the PDF stands there when the act does
 * @error: return location; MH_ERROR_REFUSED where nobody is left to be told, MH_ERROR_STORAGE
 *
 * Makes a sheet with everybody who is to be told by hand at this moment, each with a number of his own. One act, which cannot be taken back since
 * there is paper; who is not meant any more is withdrawn in it. No number stands there of who is protected (支援措置), wants no calls, or whose
 * number turned out to be wrong.
 *
 * Returns: (transfer full): the sheet, or %NULL
 */
MhCallSheet *
mh_calls_print (const MhDesk             *desk,
                gint64                    broadcast,
                const MhCallSheetOptions *options,
                GError                  **error)
{
  g_autoptr (MhCallSheet) sheet = NULL;
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) about = NULL;
  g_autofree char *name = NULL;

  if (options->preview)
    return preview (desk, broadcast, options, error);

  sheet = g_new0 (MhCallSheet, 1);
  name = options->path != NULL ? g_path_get_basename (options->path) : g_strdup (_("Print"));
  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "calls.print", MH_UNDO_NONE, error);
  about = act != NULL ? mh_broadcast_table_get (desk->db, broadcast, error) : NULL;
  if (about == NULL || !read_calls (desk, act, about, options, sheet, error) || !number_calls (desk, act, sheet, name, error) ||
      !make_pages (desk, about, options, sheet, error) || !note_print (desk, act, sheet, error))
    return NULL;

  mh_act_set_int (act, "broadcast", broadcast);

  return mh_by_hand_finish (act, sheet->pages, options->path, error) ? g_steal_pointer (&sheet) : NULL;
}
