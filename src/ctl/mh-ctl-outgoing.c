/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-outgoing"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-people.h"
#include "mh-sms-csv.h"

/* As typed. */
typedef struct {
  char    *columns;      /* (owned) */
  char    *format;       /* (owned) */
  char    *misfits;      /* (owned) */
  GStrv    delivered;    /* (owned) */
  GStrv    undelivered;  /* (owned) */
  int      max_rows;
  gboolean no_header;
} Choices;

static void
choices_clear (Choices *choices)
{
  g_free (choices->columns);
  g_free (choices->format);
  g_free (choices->misfits);
  g_strfreev (choices->delivered);
  g_strfreev (choices->undelivered);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choices, choices_clear)

static gboolean
read_word (const char * const *words,
           const char         *text,
           int                *out_place,
           GError            **error)
{
  *out_place = 0;

  for (int i = 0; text != NULL && words[i] != NULL; i++) {
    if (g_str_equal (words[i], text)) {
      *out_place = i;
      return TRUE;
    }
  }

  return text == NULL ||
         mh_ctl_fail_usage (error, _("The format is excel, utf-8 or cp932; characters that do not fit stop the file, or are written as geta or usual."));
}

static gboolean
add_misfits (MhCtlCall    *call,
             const MhDesk *desk,
             GPtrArray    *misfits,
             GError      **error)
{
  mh_ctl_begin_array (call, "misfits");
  for (guint i = 0; i < misfits->len; i++) {
    const MhSmsCsvMisfit *misfit = g_ptr_array_index (misfits, i);
    g_autoptr (GPtrArray) people = mh_people_list (desk, &misfit->resident, 1, error);
    const MhPerson *person;

    if (people == NULL)
      return FALSE;

    person = g_ptr_array_index (people, 0);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", person->resident->register_number);
    mh_ctl_add_text (call, "characters", misfit->characters);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_export_sms (MhCtlCall *call,
                GError   **error)
{
  static const char * const formats[] = { "excel", "utf-8", "cp932", NULL };
  static const char * const policies[] = { "stop", "geta", "usual", NULL };
  g_auto (Choices) choices = { 0 };
  const GOptionEntry entries[] = {
    { "columns", 0, 0, MH_CTL_TEXT, &choices.columns, N_("generic, mediasms, or phone, name, body, ref, date, time and - with commas between"), N_("NAMES") },
    { "format", 0, 0, MH_CTL_TEXT, &choices.format, N_("excel, utf-8 or cp932"), N_("FORMAT") },
    { "misfits", 0, 0, MH_CTL_TEXT, &choices.misfits, N_("What is done about characters that do not fit: stop, usual or geta"), N_("WAY") },
    { "rows", 0, 0, G_OPTION_ARG_INT, &choices.max_rows, N_("How many messages one file takes"), N_("N") },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &choices.no_header, N_("Without a first line of headings"), NULL },
    { NULL },
  };
  g_autoptr (MhSmsCsvMade) made = NULL;
  MhSmsCsvLayout layout = { 0 };
  MhDesk desk;
  int format = 0;
  int policy = 0;
  gint64 broadcast;

  if (!mh_ctl_parse (call, entries, 2, 2, error) || !mh_ctl_read_id (call->args[0], &broadcast, error) ||
      !read_word (formats, choices.format, &format, error) || !read_word (policies, choices.misfits, &policy, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  layout.columns = choices.columns != NULL ? choices.columns : "generic";
  layout.header = !choices.no_header;
  layout.format = (MhCsvFormat) format;
  layout.policy = (MhCsvMisfitPolicy) policy;
  layout.max_rows = (guint) MAX (choices.max_rows, 0);
  made = mh_sms_csv_write (&desk, broadcast, call->args[1], &layout, error);
  if (made == NULL)
    return FALSE;

  call->partly = made->misfits->len > 0 || made->n_left > 0;
  mh_ctl_add_int (call, "broadcast", broadcast);
  mh_ctl_add_text (call, "output", made->sha256 != NULL ? call->args[1] : NULL);
  mh_ctl_add_text (call, "sha256", made->sha256);
  mh_ctl_add_int (call, "rows", made->sha256 != NULL ? made->n_rows : 0);
  mh_ctl_add_int (call, "left", made->n_left);

  return add_misfits (call, &desk, made->misfits, error);
}

static gboolean
run_import_results (MhCtlCall *call,
                    GError   **error)
{
  g_auto (Choices) choices = { 0 };
  MhSmsResultsLayout layout = { 0 };
  const GOptionEntry entries[] = {
    { "ref-column", 0, 0, G_OPTION_ARG_INT, &layout.ref_column, N_("Where the number of the message stands, from 1"), N_("N") },
    { "phone-column", 0, 0, G_OPTION_ARG_INT, &layout.phone_column, N_("Where the telephone stands, from 1"), N_("N") },
    { "result-column", 0, 0, G_OPTION_ARG_INT, &layout.result_column, N_("Where the result stands, from 1"), N_("N") },
    { "delivered", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choices.delivered, N_("A word of the service for delivered; may be given again"), N_("WORD") },
    { "undelivered", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choices.undelivered, N_("A word of the service for not delivered; may be given again"), N_("WORD") },
    { NULL },
  };
  g_autoptr (MhSmsResults) results = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  layout.delivered = (const char * const *) choices.delivered;
  layout.undelivered = (const char * const *) choices.undelivered;
  results = mh_sms_results_read (&desk, call->args[0], &layout, error);
  if (results == NULL)
    return FALSE;

  call->partly = results->unknown->len > 0 || results->n_check > 0;
  mh_ctl_add_int (call, "rows", results->n_rows);
  mh_ctl_add_int (call, "delivered", results->n_delivered);
  mh_ctl_add_int (call, "undelivered", results->n_undelivered);
  mh_ctl_add_int (call, "check", results->n_check);
  mh_ctl_add_int (call, "same", results->n_same);
  mh_ctl_begin_array (call, "unknown-lines");
  for (guint i = 0; i < results->unknown->len; i++)
    json_builder_add_int_value (call->builder, g_array_index (results->unknown, guint, i));
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_outgoing_commands[] = {
  { "export sms-csv", N_("BROADCAST FILE"), N_("Save the messages of a broadcast as a file for an SMS service that takes files"), run_export_sms },
  { "import sms-results", N_("FILE"), N_("Read what became of SMS that left in a file"), run_import_results },
  { NULL },
};
