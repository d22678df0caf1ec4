/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-who"

#include "mh-ctl.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-ctl-people.h"
#include "mh-error.h"
#include "mh-log.h"
#include "mh-loss-report.h"
#include "mh-operators.h"
#include "mh-retention.h"
#include "mh-secrets.h"

#define LOG_LIMIT 50
#define DAY_MS    ((gint64) 24 * 60 * 60 * 1000)

static gboolean
run_operator_list (MhCtlCall *call,
                   GError   **error)
{
  g_autoptr (GPtrArray) list = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  list = mh_operators_list (&desk, error);
  if (list == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "operators");
  for (guint i = 0; i < list->len; i++) {
    const MhOperator *one = g_ptr_array_index (list, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "id", one->id);
    mh_ctl_add_text (call, "name", one->name);
    mh_ctl_add_bool (call, "pin", one->has_pin);
    mh_ctl_add_bool (call, "active", one->active);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_operator_add (MhCtlCall *call,
                  GError   **error)
{
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  id = mh_operators_add (&desk, call->args[0], error);
  mh_ctl_add_int (call, "id", id);

  return id != 0;
}

/* All that change one operator tell whom. */
static gboolean
open_for_operator (MhCtlCall *call,
                   guint      n_args,
                   MhDesk    *out_desk,
                   gint64    *out_id,
                   GError   **error)
{
  if (!mh_ctl_parse (call, NULL, n_args, n_args, error) || !mh_ctl_read_id (call->args[0], out_id, error) ||
      !mh_ctl_open (call, out_desk, error))
    return FALSE;

  mh_ctl_add_int (call, "id", *out_id);

  return TRUE;
}

static gboolean
run_operator_rename (MhCtlCall *call,
                     GError   **error)
{
  MhDesk desk;
  gint64 id;

  return open_for_operator (call, 2, &desk, &id, error) && mh_operators_rename (&desk, id, call->args[1], error);
}

static gboolean
run_operator_off (MhCtlCall *call,
                  GError   **error)
{
  MhDesk desk;
  gint64 id;

  return open_for_operator (call, 1, &desk, &id, error) && mh_operators_set_active (&desk, id, FALSE, error);
}

static gboolean
run_operator_on (MhCtlCall *call,
                 GError   **error)
{
  MhDesk desk;
  gint64 id;

  return open_for_operator (call, 1, &desk, &id, error) && mh_operators_set_active (&desk, id, TRUE, error);
}

/* On standard input: the new PIN, or the present one and the new one in two lines. */
static gboolean
run_operator_pin (MhCtlCall *call,
                  GError   **error)
{
  g_autoptr (MhSecretText) text = NULL;
  MhDesk desk;
  char *second;
  gint64 id;

  if (call->ctl->in_batch) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("A PIN cannot be read here. Use the command by itself."));
    return FALSE;
  }

  if (!open_for_operator (call, 1, &desk, &id, error))
    return FALSE;

  text = mh_ctl_read_secret (error);
  if (text == NULL)
    return FALSE;

  second = strchr (text, '\n');
  if (second != NULL)
    *second++ = '\0';

  return mh_operators_set_pin (&desk, id, second != NULL ? text : NULL, second != NULL ? second : text, error);
}

static gboolean
run_operator_clear_pin (MhCtlCall *call,
                        GError   **error)
{
  MhDesk desk;
  gint64 id;

  return open_for_operator (call, 1, &desk, &id, error) && mh_operators_clear_pin (&desk, id, 0, NULL, error);
}

/* What the options of the log ask for; the texts are the caller's. */
typedef struct {
  char *person;
  char *kind;
  char *by;
  char *from;
  char *until;
} LogOptions;

static void
log_options_clear (LogOptions *options)
{
  g_free (options->person);
  g_free (options->kind);
  g_free (options->by);
  g_free (options->from);
  g_free (options->until);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LogOptions, log_options_clear)

static gboolean
read_filter (MhCtlCall     *call,
             guint          n_args,
             LogOptions    *options,
             int           *limit,
             MhDesk        *out_desk,
             MhAuditFilter *out_filter,
             GError       **error)
{
  const GOptionEntry entries[] = {
    { "person", 0, 0, MH_CTL_TEXT, &options->person, N_("Only what is about one person"), N_("REGISTER-NUMBER") },
    { "kind", 0, 0, MH_CTL_TEXT, &options->kind, N_("Only what is of one kind"), N_("KIND") },
    { "by", 0, 0, MH_CTL_TEXT, &options->by, N_("Only what one did"), N_("NAME") },
    { "from", 0, 0, MH_CTL_TEXT, &options->from, N_("The first day"), N_("DATE") },
    { "until", 0, 0, MH_CTL_TEXT, &options->until, N_("The last day"), N_("DATE") },
    { "limit", 0, 0, G_OPTION_ARG_INT, limit, N_("How many at most; 0 for all"), N_("N") },
    { NULL },
  };
  MhDate from = MH_DATE_NONE, until = MH_DATE_NONE;

  if (!mh_ctl_parse (call, entries, n_args, n_args, error) || !mh_ctl_open (call, out_desk, error) ||
      (options->from != NULL && !mh_ctl_read_date (out_desk, options->from, &from, error)) ||
      (options->until != NULL && !mh_ctl_read_date (out_desk, options->until, &until, error)) ||
      (options->person != NULL && !mh_ctl_find_resident (out_desk, options->person, &out_filter->resident, error)))
    return FALSE;

  out_filter->from = mh_date_is_set (from) ? mh_ms_from_civil (from, 0) : 0;
  out_filter->until = mh_date_is_set (until) ? mh_ms_from_civil (until, 0) + DAY_MS : 0;
  out_filter->kind = options->kind;
  out_filter->operator_name = options->by;
  out_filter->limit = *limit;

  return TRUE;
}

static gboolean
run_log (MhCtlCall *call,
         GError   **error)
{
  g_auto (LogOptions) options = { 0 };
  g_autoptr (GPtrArray) lines = NULL;
  MhAuditFilter filter = { 0 };
  int limit = LOG_LIMIT;
  MhDesk desk;

  if (!read_filter (call, 0, &options, &limit, &desk, &filter, error))
    return FALSE;

  lines = mh_log_read (&desk, &filter, error);
  if (lines == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "entries");
  for (guint i = 0; i < lines->len; i++) {
    const MhLogLine *line = g_ptr_array_index (lines, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "entry", line->id);
    mh_ctl_add_int (call, "at", line->at);
    mh_ctl_add_text (call, "operator", line->operator_name);
    mh_ctl_add_text (call, "kind", line->kind);
    mh_ctl_add_text (call, "done", line->text);
    mh_ctl_add_text (call, "more", line->more);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_log_export (MhCtlCall *call,
                GError   **error)
{
  g_auto (LogOptions) options = { 0 };
  MhAuditFilter filter = { 0 };
  int limit = 0;
  MhDesk desk;
  gint64 n;

  if (!read_filter (call, 1, &options, &limit, &desk, &filter, error))
    return FALSE;

  n = mh_log_export (&desk, &filter, call->args[0], error);
  mh_ctl_add_text (call, "output", call->args[0]);
  mh_ctl_add_int (call, "rows", n);

  return n >= 0;
}

static void
add_item (MhCtlCall        *call,
          const MhLossItem *item)
{
  mh_ctl_add_int (call, "entry", item->entry);
  mh_ctl_add_int (call, "at", item->at);
  mh_ctl_add_text (call, "operator", item->operator_name);
  mh_ctl_add_text (call, "kind", item->kind);
  mh_ctl_add_text (call, "done", item->what);
  mh_ctl_add_int (call, "count", item->n_people);
  mh_ctl_add_bool (call, "encrypted", item->encrypted);
}

static gboolean
run_loss_list (MhCtlCall *call,
               GError   **error)
{
  g_autoptr (GPtrArray) items = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  items = mh_loss_list (&desk, 0, error);
  if (items == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "entries");
  for (guint i = 0; i < items->len; i++) {
    mh_ctl_begin_object (call, NULL);
    add_item (call, g_ptr_array_index (items, i));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static void
add_report (MhCtlCall          *call,
            const MhLossReport *report)
{
  add_item (call, report->item);
  mh_ctl_begin_array (call, "columns");
  for (guint i = 0; i < report->columns->len; i++)
    json_builder_add_string_value (call->builder, g_ptr_array_index (report->columns, i));
  mh_ctl_end_array (call);
  mh_ctl_add_bool (call, "sensitive", report->sensitive);
  mh_ctl_add_int (call, "protected-people", report->n_protected);
  mh_ctl_add_text (call, "hint", mh_loss_hint_words (report->hint));
  mh_ctl_begin_array (call, "people");
  for (guint i = 0; i < report->people->len; i++) {
    const MhLossPerson *person = g_ptr_array_index (report->people, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", person->register_number);
    mh_ctl_add_text (call, "name", person->name);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
run_loss_report (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 0, 0, MH_CTL_TEXT, &output, N_("Save it as .pdf or .csv, too"), N_("FILE") },
    { NULL },
  };
  g_autoptr (MhLossReport) report = NULL;
  gint64 entry;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &entry, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  report = mh_loss_report_make (&desk, entry, error);
  if (report == NULL || (output != NULL && !mh_loss_report_save (&desk, report, output, error)))
    return FALSE;

  add_report (call, report);
  mh_ctl_add_text (call, "output", output);

  return TRUE;
}

static gboolean
run_retention_list (MhCtlCall *call,
                    GError   **error)
{
  g_autoptr (GPtrArray) rules = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  rules = mh_retention_list (&desk, error);
  if (rules == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "retention");
  for (guint i = 0; i < rules->len; i++) {
    const MhRetentionRule *rule = g_ptr_array_index (rules, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "kind", rule->kind);
    mh_ctl_add_text (call, "basis", rule->basis);
    json_builder_set_member_name (call->builder, "years");
    if (rule->years >= 0)
      json_builder_add_int_value (call->builder, rule->years);
    else
      json_builder_add_null_value (call->builder);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_retention_set (MhCtlCall *call,
                   GError   **error)
{
  guint64 years = 0;
  gboolean for_ever;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  for_ever = g_str_equal (call->args[1], "never");
  if (!for_ever && !g_ascii_string_to_unsigned (call->args[1], 10, 0, G_MAXINT, &years, NULL))
    return mh_ctl_fail_usage (error, _("Write a number of years, or “never”."));

  mh_ctl_add_text (call, "kind", call->args[0]);

  return mh_retention_set (&desk, call->args[0], for_ever ? -1 : (int) years, error);
}

static void
add_candidate (MhCtlCall                  *call,
               const MhRetentionCandidate *one)
{
  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_text (call, "kind", one->kind);
  mh_ctl_add_int (call, "id", one->id);
  mh_ctl_add_text (call, "name", one->title);
  mh_ctl_add_date (call, "last-day", one->since);
  mh_ctl_add_int (call, "count", one->n);
  mh_ctl_end_object (call);
}

static gboolean
run_retention_candidates (MhCtlCall *call,
                          GError   **error)
{
  g_autoptr (GPtrArray) found = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  found = mh_retention_find (&desk, error);
  if (found == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "candidates");
  for (guint i = 0; i < found->len; i++)
    add_candidate (call, g_ptr_array_index (found, i));
  mh_ctl_end_array (call);

  return TRUE;
}

/* "people-dead:12" stays. */
static GArray *
choose (GPtrArray          *found,
        const char * const *except)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (MhRetentionChoice));

  for (guint i = 0; i < found->len; i++) {
    const MhRetentionCandidate *one = g_ptr_array_index (found, i);
    g_autofree char *name = g_strdup_printf ("%s:%" G_GINT64_FORMAT, one->kind, one->id);
    MhRetentionChoice choice = { one->kind, one->id };

    if (except == NULL || !g_strv_contains (except, name))
      g_array_append_val (choices, choice);
  }

  return choices;
}

static gboolean
run_retention_delete (MhCtlCall *call,
                      GError   **error)
{
  g_autofree char *reason = NULL;
  g_auto (GStrv) except = NULL;
  gboolean numbers = FALSE;
  int count = -1;
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_INT, &count, N_("How many are deleted: the approval"), N_("N") },
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("By which decision, without names"), N_("TEXT") },
    { "except", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &except, N_("What stays, as people-dead:12; may be given again"), N_("KIND:ID") },
    { "numbers", 0, 0, G_OPTION_ARG_NONE, &numbers, N_("The certificate names register numbers"), NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GArray) choices = NULL;
  MhRetentionResult result;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;
  if (reason == NULL || count < 0)
    return mh_ctl_fail_usage (error, _("Write --count N and --reason TEXT."));

  found = mh_retention_find (&desk, error);
  if (found == NULL)
    return FALSE;

  choices = choose (found, (const char * const *) except);
  if (!mh_retention_delete (&desk, (const MhRetentionChoice *) (gpointer) choices->data, choices->len, count, reason, numbers,
                            &result, error))
    return FALSE;

  call->partly = !result.clean;
  mh_ctl_add_int (call, "certificate", result.certificate);
  mh_ctl_add_int (call, "count", result.n);
  mh_ctl_add_bool (call, "clean", result.clean);
  mh_ctl_add_int (call, "copies", result.n_copies);

  return TRUE;
}

static gboolean
run_retention_wipe (MhCtlCall *call,
                    GError   **error)
{
  gboolean clean = FALSE;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error) || !mh_retention_wipe (&desk, &clean, error))
    return FALSE;

  call->partly = !clean;
  mh_ctl_add_bool (call, "clean", clean);

  return TRUE;
}

static gboolean
run_retention_certificate (MhCtlCall *call,
                           GError   **error)
{
  g_autoptr (MhRoster) roster = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  roster = mh_retention_certificate (&desk, id, FALSE, error);
  mh_ctl_add_int (call, "certificate", id);
  mh_ctl_add_text (call, "output", call->args[1]);

  return roster != NULL && mh_roster_write_pdf (roster, call->args[1], error);
}

const MhCtlCommand mh_ctl_who_commands[] = {
  { "operator list", NULL, N_("List who sits at this PC"), run_operator_list },
  { "operator add", N_("NAME"), N_("Add somebody who sits at this PC"), run_operator_add },
  { "operator rename", N_("ID NAME"), N_("Correct a name; the log keeps the old one"), run_operator_rename },
  { "operator off", N_("ID"), N_("Offer a name no more"), run_operator_off },
  { "operator on", N_("ID"), N_("Offer a name again"), run_operator_on },
  { "operator pin", N_("ID"), N_("Set a PIN, read from standard input: the new one, after a line with the present one"), run_operator_pin },
  { "operator clear-pin", N_("ID"), N_("Take a forgotten PIN away; stands in the log"), run_operator_clear_pin },
  { "log", NULL, N_("Tell in sentences who did what"), run_log },
  { "log export", N_("FILE"), N_("Save the log as CSV for an audit"), run_log_export },
  { "loss list", NULL, N_("List what was printed, saved and copied away"), run_loss_list },
  { "loss report", N_("ENTRY"), N_("Tell who stood on a lost paper or file, and in which columns"), run_loss_report },
  { "retention list", NULL, N_("List how many years what is kept"), run_retention_list },
  { "retention set", N_("KIND YEARS"), N_("Set how many years a kind is kept, or “never” to delete it; deletes nothing"), run_retention_set },
  { "retention candidates", NULL, N_("List what has been kept longer than its rule says"), run_retention_candidates },
  { "retention delete", NULL, N_("Delete what is on that list for good"), run_retention_delete },
  { "retention wipe", NULL, N_("Overwrite what was deleted"), run_retention_wipe },
  { "retention certificate", N_("ID FILE"), N_("Write a certificate of deletion as PDF"), run_retention_certificate },
  { NULL },
};
