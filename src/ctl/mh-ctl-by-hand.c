/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-by-hand"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-audience-table.h"
#include "mh-by-hand.h"
#include "mh-calls.h"
#include "mh-ctl-people.h"
#include "mh-error.h"
#include "mh-letters.h"
#include "mh-outgoing-table.h"
#include "mh-people.h"

/* --- calls -------------------------------------------------------------------------------------------------------- */

static gboolean
add_call (MhCtlCall    *call,
          const MhDesk *desk,
          const MhCall *one,
          GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &one->resident, one->resident != 0 ? 1 : 0, error);

  if (people == NULL)
    return FALSE;

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_text (call, "register-number", people->len > 0 ? ((const MhPerson *) g_ptr_array_index (people, 0))->resident->register_number : NULL);
  mh_ctl_add_text (call, "name", one->name);
  mh_ctl_add_text (call, "kana", one->kana);
  mh_ctl_begin_array (call, "phones");
  for (guint i = 0; i < one->phones->len; i++) {
    const MhCallPhone *phone = g_ptr_array_index (one->phones, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "contact", phone->contact);
    mh_ctl_add_text (call, "phone", phone->text);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_add_text (call, "why", one->why);
  mh_ctl_add_text (call, "say", one->say);
  mh_ctl_add_int (call, "tries", one->tries);
  mh_ctl_add_text (call, "last", one->last);
  mh_ctl_add_some (call, "sheet", one->sheet);
  mh_ctl_add_some (call, "row", one->position);
  mh_ctl_add_text (call, "ref", one->ref);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
add_calls (MhCtlCall    *call,
           const MhDesk *desk,
           GPtrArray    *calls,
           GError      **error)
{
  gboolean ok = TRUE;

  mh_ctl_begin_array (call, "calls");
  for (guint i = 0; ok && i < calls->len; i++)
    ok = add_call (call, desk, g_ptr_array_index (calls, i), error);
  mh_ctl_end_array (call);

  return ok;
}

static gboolean
add_counts (MhCtlCall    *call,
            const MhDesk *desk,
            gint64        broadcast,
            GError      **error)
{
  MhCallCounts counts;

  if (!mh_calls_count (desk, broadcast, &counts, error))
    return FALSE;

  mh_ctl_begin_object (call, "counts");
  mh_ctl_add_int (call, "open", counts.n_open);
  mh_ctl_add_int (call, "spoke", counts.n_spoke);
  mh_ctl_add_int (call, "absent", counts.n_absent);
  mh_ctl_add_int (call, "call-back", counts.n_call_back);
  mh_ctl_add_int (call, "wrong-number", counts.n_wrong);
  mh_ctl_add_int (call, "refused", counts.n_refused);
  mh_ctl_add_int (call, "posted", counts.n_posted);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
read_order (const char   *text,
            MhCallsOrder *out_order,
            GError      **error)
{
  *out_order = g_strcmp0 (text, "district") == 0 ? MH_CALLS_BY_DISTRICT : MH_CALLS_BY_KANA;
  if (text == NULL || g_str_equal (text, "kana") || g_str_equal (text, "district"))
    return TRUE;

  return mh_ctl_fail_usage (error, _("The order is kana or district."));
}

static void
add_lines (MhCtlCall          *call,
           const char         *member,
           const char * const *lines)
{
  mh_ctl_begin_array (call, member);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    json_builder_add_string_value (call->builder, lines[i]);
  mh_ctl_end_array (call);
}

static gboolean
list_calls (MhCtlCall    *call,
            const MhDesk *desk,
            gint64        broadcast,
            MhCallsOrder  order,
            GError      **error)
{
  g_autoptr (GPtrArray) calls = mh_calls_list (desk, broadcast, order, error);

  if (calls == NULL)
    return FALSE;

  mh_ctl_add_int (call, "broadcast", broadcast);
  mh_ctl_add_some (call, "sheet", 0);
  mh_ctl_add_int (call, "withdrawn", 0);
  mh_ctl_add_text (call, "output", NULL);
  add_lines (call, "unprintable", NULL);

  return add_calls (call, desk, calls, error) && add_counts (call, desk, broadcast, error);
}

static gboolean
run_sheet (MhCtlCall *call,
           GError   **error)
{
  MhCallSheetOptions options = { 0 };
  g_autofree char *order = NULL;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "pdf", 0, 0, MH_CTL_TEXT, &path, N_("Make a sheet: where the PDF goes"), N_("FILE.pdf") },
    { "order", 0, 0, MH_CTL_TEXT, &order, N_("kana, or district"), N_("ORDER") },
    { "big", 0, 0, G_OPTION_ARG_NONE, &options.big, N_("In large letters"), NULL },
    { NULL },
  };
  g_autoptr (MhCallSheet) sheet = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) ||
      !read_order (order, &options.order, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  if (path == NULL)
    return list_calls (call, &desk, id, options.order, error);

  options.path = path;
  sheet = mh_calls_print (&desk, id, &options, error);
  if (sheet == NULL)
    return FALSE;

  mh_ctl_add_int (call, "broadcast", id);
  mh_ctl_add_some (call, "sheet", sheet->sheet);
  mh_ctl_add_int (call, "withdrawn", sheet->n_withdrawn);
  mh_ctl_add_text (call, "output", path);
  add_lines (call, "unprintable", (const char * const *) sheet->unprintable);

  return add_calls (call, &desk, sheet->calls, error) && add_counts (call, &desk, id, error);
}

static gboolean
read_no_more (const char *text,
              int        *out_no_more,
              GError    **error)
{
  *out_no_more = text == NULL ? -1 : g_str_equal (text, "yes");
  if (text == NULL || g_str_equal (text, "yes") || g_str_equal (text, "no"))
    return TRUE;

  return mh_ctl_fail_usage (error, _("Write --no-more yes or --no-more no."));
}

static gboolean
run_done (MhCtlCall *call,
          GError   **error)
{
  MhCallOutcome outcome = { .no_more = -1 };
  g_autofree char *no_more = NULL;
  const GOptionEntry entries[] = {
    { "broadcast", 0, 0, G_OPTION_ARG_INT64, &outcome.broadcast, N_("The broadcast at hand: numbers of others are refused"), N_("BROADCAST") },
    { "sheet", 0, 0, G_OPTION_ARG_INT64, &outcome.sheet, N_("The sheet at hand, for the number of a row"), N_("SHEET") },
    { "same-phone", 0, 0, G_OPTION_ARG_NONE, &outcome.same_phone, N_("Also for the others of the sheet with the same telephone"), NULL },
    { "contact", 0, 0, G_OPTION_ARG_INT64, &outcome.contact, N_("Which number was wrong; see “callsheet”"), N_("CONTACT") },
    { "no-more", 0, 0, MH_CTL_TEXT, &no_more, N_("After a refusal: whether no calls at all are wanted from now on, yes or no"), N_("ANSWER") },
    { NULL },
  };
  g_autoptr (MhCallDone) done = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !read_no_more (no_more, &outcome.no_more, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  outcome.number = call->args[0];
  outcome.outcome = call->args[1];
  done = mh_calls_done (&desk, &outcome, error);
  if (done == NULL)
    return FALSE;

  mh_ctl_add_int (call, "act", done->act);
  mh_ctl_add_int (call, "broadcast", done->broadcast);
  mh_ctl_add_int (call, "sheet", done->sheet);
  mh_ctl_add_int (call, "row", done->position);
  mh_ctl_add_text (call, "name", done->name);
  mh_ctl_add_text (call, "outcome", outcome.outcome);
  mh_ctl_add_int (call, "rows", done->n_rows);
  mh_ctl_add_int (call, "tries", done->tries);
  mh_ctl_add_int (call, "open", done->n_open);
  mh_ctl_add_bool (call, "older-sheet", done->older);

  return TRUE;
}

/* --- letters and labels ------------------------------------------------------------------------------------------- */

static gboolean
add_left (MhCtlCall         *call,
          const MhDesk      *desk,
          const MhLetterRun *run,
          GError           **error)
{
  mh_ctl_begin_array (call, "left-out");
  for (guint i = 0; i < run->left_out->len; i++) {
    const MhLetterLeft *left = g_ptr_array_index (run->left_out, i);
    g_autoptr (GPtrArray) people = mh_people_list (desk, &left->resident, 1, error);

    if (people == NULL)
      return FALSE;

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", ((const MhPerson *) g_ptr_array_index (people, 0))->resident->register_number);
    mh_ctl_add_text (call, "name", left->name);
    mh_ctl_add_text (call, "why", left->why);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_run (MhCtlCall         *call,
         const MhDesk      *desk,
         const char        *member,
         const MhLetterRun *run,
         const char        *path,
         GError           **error)
{
  mh_ctl_add_some (call, "sheet", run->sheet);
  mh_ctl_add_int (call, member, run->letters->len);
  mh_ctl_add_int (call, "people", run->n_people);
  mh_ctl_add_int (call, "withdrawn", run->n_withdrawn);
  mh_ctl_add_int (call, "pages", mh_pages_get_n_pages (run->pages));
  mh_ctl_add_text (call, "output", path);
  add_lines (call, "unprintable", (const char * const *) run->unprintable);

  return add_left (call, desk, run, error);
}

/* A preview, too, may be looked at as a file. */
static gboolean
write_preview (const MhLetterOptions *options,
               const MhLetterRun     *run,
               const char            *path,
               GError               **error)
{
  return !options->preview || path == NULL || mh_pages_write_pdf (run->pages, path, error);
}

static gboolean
run_letters (MhCtlCall *call,
             GError   **error)
{
  MhLetterOptions options = { 0 };
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "pdf", 0, 0, MH_CTL_TEXT, &path, N_("Make the letters: where the PDF goes"), N_("FILE.pdf") },
    { "one-each", 0, 0, G_OPTION_ARG_NONE, &options.one_each, N_("No household shares one"), NULL },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &options.preview, N_("Only to look at: is not noted"), NULL },
    { NULL },
  };
  g_autoptr (MhLetterRun) run = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  options.path = path;
  options.preview = options.preview || path == NULL;
  run = mh_letters_print (&desk, id, &options, error);
  if (run == NULL || !write_preview (&options, run, path, error))
    return FALSE;

  mh_ctl_add_int (call, "broadcast", id);

  return add_run (call, &desk, "letters", run, path, error);
}

static gboolean
run_posted (MhCtlCall *call,
            GError   **error)
{
  MhDesk desk;
  gint64 sheet, act;
  guint told, not_told;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &sheet, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  act = mh_letters_posted (&desk, sheet, &told, &not_told, error);
  if (act == 0)
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "sheet", sheet);
  mh_ctl_add_int (call, "told", told);
  mh_ctl_add_int (call, "not-told", not_told);

  return TRUE;
}

static MhLetterRun *
print_audience (const MhDesk          *desk,
                gint64                 audience,
                const char            *category,
                const MhLetterOptions *options,
                GError               **error)
{
  g_autoptr (MhAudience) saved = mh_audience_table_get (desk->db, audience, error);
  g_autoptr (MhAudienceRule) rule = saved != NULL ? mh_audience_rule_parse (saved->rule, error) : NULL;

  return rule != NULL ? mh_labels_print_audience (desk, rule, category, options, error) : NULL;
}

static gboolean
run_labels (MhCtlCall *call,
            GError   **error)
{
  MhLetterOptions options = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *sheet = NULL;
  g_autofree char *category = NULL;
  gint64 broadcast = 0, audience = 0;
  int start = 1;
  const GOptionEntry entries[] = {
    { "broadcast", 0, 0, G_OPTION_ARG_INT64, &broadcast, N_("For whom is left to be told by hand"), N_("BROADCAST") },
    { "audience", 0, 0, G_OPTION_ARG_INT64, &audience, N_("For everybody of a saved audience"), N_("AUDIENCE") },
    { "category", 0, 0, MH_CTL_TEXT, &category, N_("What an audience gets: booking, vaccination, checkup, child or other"), N_("CATEGORY") },
    { "labels", 0, 0, MH_CTL_TEXT, &sheet, N_("The sheet: 12, 21, 21-margin or 24"), N_("SHEET") },
    { "start", 0, 0, G_OPTION_ARG_INT, &start, N_("The first label that is still on the sheet"), N_("N") },
    { "pdf", 0, 0, MH_CTL_TEXT, &path, N_("Make the labels: where the PDF goes"), N_("FILE.pdf") },
    { "one-each", 0, 0, G_OPTION_ARG_NONE, &options.one_each, N_("No household shares one"), NULL },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &options.preview, N_("Only to look at: is not noted"), NULL },
    { NULL },
  };
  g_autoptr (MhLetterRun) run = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if ((broadcast == 0) == (audience == 0) || start < 1)
    return mh_ctl_fail_usage (error, _("Write --broadcast or --audience, and --start from 1."));

  options.sheet = mh_label_sheet_find (sheet, error);
  if (options.sheet == NULL || !mh_ctl_open (call, &desk, error))
    return FALSE;

  options.start = (guint) start;
  options.path = path;
  options.preview = options.preview || path == NULL;
  run = broadcast != 0 ? mh_labels_print (&desk, broadcast, &options, error)
        : print_audience (&desk, audience, category != NULL ? category : "", &options, error);
  if (run == NULL || !write_preview (&options, run, path, error))
    return FALSE;

  mh_ctl_add_some (call, "broadcast", broadcast);
  mh_ctl_add_some (call, "audience", audience);

  return add_run (call, &desk, "labels", run, path, error);
}

/* --- paper -------------------------------------------------------------------------------------------------------- */

static gboolean
run_papers (MhCtlCall *call,
            GError   **error)
{
  g_autoptr (GPtrArray) sheets = NULL;
  gint64 broadcast = 0;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 1, error) || (call->n_args > 0 && !mh_ctl_read_id (call->args[0], &broadcast, error)) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  sheets = mh_outgoing_table_list_sheets (desk.db, broadcast, NULL, error);
  if (sheets == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "papers");
  for (guint i = 0; i < sheets->len; i++) {
    const MhOutgoingSheet *sheet = g_ptr_array_index (sheets, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "sheet", sheet->id);
    mh_ctl_add_text (call, "kind", sheet->kind);
    mh_ctl_add_some (call, "broadcast", sheet->broadcast);
    mh_ctl_add_int (call, "printed-at", sheet->made_at);
    mh_ctl_add_text (call, "operator", sheet->made_by);
    mh_ctl_add_text (call, "name", sheet->name);
    mh_ctl_add_int (call, "rows", sheet->n_rows);
    mh_ctl_add_int (call, "open", sheet->n_open);
    mh_ctl_add_some (call, "returned-at", sheet->back_at);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_return (MhCtlCall *call,
            GError   **error)
{
  gboolean out = FALSE;
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_NONE, &out, N_("It is out after all"), NULL },
    { NULL },
  };
  MhDesk desk;
  gint64 sheet, act;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &sheet, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  act = mh_by_hand_set_back (&desk, sheet, !out, error);
  if (act == 0)
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "sheet", sheet);
  mh_ctl_add_bool (call, "returned", !out);

  return TRUE;
}

const MhCtlCommand mh_ctl_by_hand_commands[] = {
  { "address-labels", NULL, N_("Print address labels of a broadcast or an audience"), run_labels },
  { "callsheet", N_("BROADCAST"), N_("List whom to call for a broadcast, or make the sheet as a PDF"), run_sheet },
  { "callsheet done", N_("NUMBER OUTCOME"), N_("Note what came of a call"), run_done },
  { "letters", N_("BROADCAST"), N_("Make letters for window envelopes"), run_letters },
  { "letters posted", N_("SHEET"), N_("Note that letters or labels were posted"), run_posted },
  { "papers", N_("[BROADCAST]"), N_("List call sheets, letters and labels, and what has come back"), run_papers },
  { "paper-return", N_("SHEET"), N_("Note that a sheet came back or was shredded"), run_return },
  { NULL },
};
