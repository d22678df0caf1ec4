/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-export"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-export.h"

/* As typed. */
typedef struct {
  char    *output;    /* (owned) */
  char    *search;    /* (owned) */
  char    *columns;   /* (owned) nicks between commas */
  char    *purpose;   /* (owned) */
  char    *dates;     /* (owned) */
  char    *format;    /* (owned) */
  char    *misfits;   /* (owned) */
  char    *from;      /* (owned) */
  char    *to;        /* (owned) */
  gint64   programme;
  gint64   session;
  gboolean since_last;
  gboolean preview;
} Choices;

static void
choices_clear (Choices *choices)
{
  g_free (choices->output);
  g_free (choices->search);
  g_free (choices->columns);
  g_free (choices->purpose);
  g_free (choices->dates);
  g_free (choices->format);
  g_free (choices->misfits);
  g_free (choices->from);
  g_free (choices->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choices, choices_clear)

/* The place of @text in @nicks; 0 without a text, -1 where it is none of them. */
static int
find_nick (const char * const *nicks,
           const char         *text)
{
  for (int i = 0; text != NULL && nicks[i] != NULL; i++) {
    if (g_str_equal (nicks[i], text))
      return i;
  }

  return text == NULL ? 0 : -1;
}

static gboolean
read_format (const Choices     *choices,
             MhCsvFormat       *out_format,
             MhCsvMisfitPolicy *out_policy,
             GError           **error)
{
  static const char * const formats[] = { "excel", "utf-8", "cp932", NULL };
  static const char * const policies[] = { "stop", "geta", "usual", NULL };
  int format = find_nick (formats, choices->format);
  int policy = find_nick (policies, choices->misfits);

  if (format < 0)
    return mh_ctl_fail_usage (error, _("The format is one of excel, utf-8 and cp932."));
  if (policy < 0)
    return mh_ctl_fail_usage (error, _("What is done about characters that do not fit is one of stop, usual and geta."));

  *out_format = (MhCsvFormat) format;
  *out_policy = (MhCsvMisfitPolicy) policy;

  return TRUE;
}

static gboolean
read_list (MhCtlCall    *call,
           MhExportList *out_list,
           GError      **error)
{
  if (mh_export_list_from_nick (call->args[0], out_list))
    return TRUE;

  return mh_ctl_fail_usage (error,
                            _("The list is one of residents, bookings, roster, waiting, offers, deliveries, calls, problems, results and refills."));
}

static gboolean
read_request (const MhDesk    *desk,
              const Choices   *choices,
              MhExportRequest *request,
              GError         **error)
{
  if (choices->purpose != NULL && !mh_export_purpose_from_nick (choices->purpose, &request->purpose))
    return mh_ctl_fail_usage (error, _("The file is for one of names, letters, calls and all."));
  if (choices->dates != NULL && !mh_export_dates_from_nick (choices->dates, &request->dates))
    return mh_ctl_fail_usage (error, _("Days are written as one of iso, digits, era and words."));
  if ((choices->from != NULL && !mh_ctl_read_date (desk, choices->from, &request->filter.from, error)) ||
      (choices->to != NULL && !mh_ctl_read_date (desk, choices->to, &request->filter.to, error)))
    return FALSE;
  if (choices->since_last && request->list != MH_EXPORT_RESULTS)
    return mh_ctl_fail_usage (error, _("Write --since-last with the list results only."));

  request->search = choices->search;
  request->since_last = choices->since_last;
  request->filter.programme = choices->programme;
  request->filter.session = choices->session;

  return TRUE;
}

static void
add_people (MhCtlCall  *call,
            const char *member,
            GPtrArray  *people,
            gboolean    with_characters)
{
  mh_ctl_begin_array (call, member);
  for (guint i = 0; i < people->len; i++) {
    const MhExportPerson *person = g_ptr_array_index (people, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", person->register_number);
    mh_ctl_add_text (call, "name", person->name);
    if (with_characters) {
      mh_ctl_add_text (call, "characters", person->characters);
      mh_ctl_add_text (call, "usual", person->usual);
    }
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_header (MhCtlCall *call,
            MhExport  *list)
{
  mh_ctl_begin_array (call, "columns");
  for (const char * const *heading = mh_export_get_header (list); *heading != NULL; heading++)
    json_builder_add_string_value (call->builder, *heading);
  mh_ctl_end_array (call);
}

static gboolean
write_list (MhCtlCall             *call,
            const MhDesk          *desk,
            const Choices         *choices,
            const MhExportRequest *request,
            GError               **error)
{
  g_autoptr (MhExport) list = NULL;
  g_autoptr (GPtrArray) misfits = NULL;
  MhCsvFormat format = MH_CSV_FORMAT_UTF8_BOM;
  MhCsvMisfitPolicy policy = MH_CSV_MISFIT_STOP;

  if (!read_format (choices, &format, &policy, error))
    return FALSE;

  list = mh_export_make (desk, request, error);
  if (list == NULL || (!choices->preview && !mh_export_save (desk, list, choices->output, format, policy, error)))
    return FALSE;

  misfits = mh_export_list_misfits (list, format);
  call->partly = misfits->len > 0 || mh_export_get_apart (list)->len > 0;
  mh_ctl_add_text (call, "list", mh_export_list_nick (request->list));
  add_header (call, list);
  mh_ctl_add_int (call, "rows", mh_export_get_n_rows (list));
  mh_ctl_add_int (call, "left-out", mh_export_get_n_left_out (list));
  add_people (call, "misfits", misfits, TRUE);
  add_people (call, "apart", mh_export_get_apart (list), FALSE);
  mh_ctl_add_text (call, "output", choices->preview ? NULL : choices->output);

  return TRUE;
}

static gboolean
run_export (MhCtlCall *call,
            GError   **error)
{
  g_auto (Choices) choices = { 0 };
  const GOptionEntry entries[] = {
    { "output", 0, 0, MH_CTL_TEXT, &choices.output, N_("Where the file goes"), N_("FILE.csv") },
    { "search", 0, 0, MH_CTL_TEXT, &choices.search, N_("residents: only those that are found by it"), N_("TEXT") },
    { "programme", 0, 0, G_OPTION_ARG_INT64, &choices.programme, N_("Only of one programme"), N_("PROGRAMME") },
    { "session", 0, 0, G_OPTION_ARG_INT64, &choices.session, N_("Only of one day at one venue"), N_("SESSION") },
    { "from", 0, 0, MH_CTL_TEXT, &choices.from, N_("Only from this day on"), N_("DATE") },
    { "to", 0, 0, MH_CTL_TEXT, &choices.to, N_("Only up to this day"), N_("DATE") },
    { "since-last", 0, 0, G_OPTION_ARG_NONE, &choices.since_last, N_("results: only what is new since the last file made with this"), NULL },
    { "for", 0, 0, MH_CTL_TEXT, &choices.purpose, N_("names, letters, calls or all: which columns"), N_("PURPOSE") },
    { "columns", 0, 0, MH_CTL_TEXT, &choices.columns, N_("These columns, with commas between; see “export columns”"), N_("NAMES") },
    { "dates", 0, 0, MH_CTL_TEXT, &choices.dates, N_("iso, digits, era or words"), N_("FORM") },
    { "format", 0, 0, MH_CTL_TEXT, &choices.format, N_("excel, utf-8 or cp932"), N_("FORMAT") },
    { "misfits", 0, 0, MH_CTL_TEXT, &choices.misfits, N_("What is done about characters that do not fit: stop, usual or geta"), N_("WAY") },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &choices.preview, N_("Only say what would be in it"), NULL },
    { NULL },
  };
  MhExportRequest request = { 0 };
  g_auto (GStrv) columns = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !read_list (call, &request.list, error))
    return FALSE;
  if ((choices.output == NULL) != choices.preview)
    return mh_ctl_fail_usage (error, _("Say where the file goes with --output, or write --preview."));

  columns = choices.columns != NULL ? g_strsplit (choices.columns, ",", -1) : NULL;
  request.columns = (const char * const *) columns;

  return mh_ctl_open (call, &desk, error) && read_request (&desk, &choices, &request, error) &&
         write_list (call, &desk, &choices, &request, error);
}

static gboolean
run_export_columns (MhCtlCall *call,
                    GError   **error)
{
  g_autoptr (GPtrArray) columns = NULL;
  MhExportList list;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !read_list (call, &list, error))
    return FALSE;

  columns = mh_export_list_columns (list);
  mh_ctl_begin_array (call, "columns");
  for (guint i = 0; i < columns->len; i++) {
    const MhExportColumn *column = g_ptr_array_index (columns, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "field", mh_export_column_nick (column));
    mh_ctl_add_text (call, "column", mh_export_column_label (column));
    for (int purpose = 0; purpose < MH_EXPORT_N_PURPOSES; purpose++)
      mh_ctl_add_bool (call, mh_export_purpose_nick (purpose), mh_export_column_is_for (column, list, purpose));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

const MhCtlCommand mh_ctl_export_commands[] = {
  { "export", N_("LIST"), N_("Save a list as a CSV file"), run_export },
  { "export columns", N_("LIST"), N_("Which columns a list may have"), run_export_columns },
  { NULL },
};
