/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-by-hand-papers"

#include "mh-by-hand-papers.h"

#include <glib/gi18n-lib.h>

#include "mh-calls.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-letters.h"
#include "mh-outgoing-table.h"
#include "mh-print.h"

#define MOST_NAMES 12
#define MOST_PAPERS 4

/* Kept from the question to the printer. */
typedef struct {
  MhUiContext  *context;  /* (owned) */
  MhByHandOrder order;
} Job;

/* What the worker tells of letters before they are printed. */
typedef struct {
  char *words;     /* (owned) */
  guint n;
} Outlook;

/* Papers that may have been posted. */
typedef struct {
  GArray    *sheets;  /* (owned) (element-type gint64) */
  GPtrArray *words;   /* (owned) (element-type utf8) ended by NULL */
} Papers;

typedef struct {
  MhUiContext *context;  /* (owned) */
  Papers      *papers;   /* (owned) */
} Choice;

static Job *
job_new (MhUiContext         *context,
         const MhByHandOrder *order)
{
  Job *job = g_new0 (Job, 1);

  job->context = g_object_ref (context);
  job->order = *order;

  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->context);
  g_free (job);
}

static void
outlook_free (Outlook *outlook)
{
  g_free (outlook->words);
  g_free (outlook);
}

static void
papers_free (Papers *papers)
{
  g_array_unref (papers->sheets);
  g_ptr_array_unref (papers->words);
  g_free (papers);
}

static void
choice_free (Choice *choice)
{
  g_object_unref (choice->context);
  papers_free (choice->papers);
  g_free (choice);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outlook, outlook_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Papers, papers_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

/* --- making them --------------------------------------------------------------------------------------------------- */

static MhLetterRun *
make_letters (const MhDesk        *desk,
              const MhByHandOrder *order,
              gboolean preview,
              GError             **error)
{
  MhLetterOptions options = { .preview = preview, .start = order->start };

  if (order->paper == MH_BY_HAND_LETTERS)
    return mh_letters_print (desk, order->broadcast, &options, error);

  options.sheet = mh_label_sheet_find (order->sheet, error);

  return options.sheet != NULL ? mh_labels_print (desk, order->broadcast, &options, error) : NULL;
}

static gpointer
make_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const MhByHandOrder *order = input;
  MhCallSheetOptions options = { .order = order->by_district ? MH_CALLS_BY_DISTRICT : MH_CALLS_BY_KANA, .big = order->big };
  g_autoptr (MhCallSheet) sheet = NULL;
  g_autoptr (MhLetterRun) run = NULL;

  if (order->paper == MH_BY_HAND_CALLS) {
    sheet = mh_calls_print (desk, order->broadcast, &options, error);
    return sheet != NULL ? g_steal_pointer (&sheet->pages) : NULL;
  }

  run = make_letters (desk, order, FALSE, error);

  return run != NULL ? g_steal_pointer (&run->pages) : NULL;
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  MhPages *pages = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  mh_print_take_pages (user_data, pages, error);
  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
}

static void
print_wanted_cb (MhPrint *print,
                 gpointer user_data)
{
  const Job *job = user_data;

  mh_ui_context_run_async (job->context, make_work, g_memdup2 (&job->order, sizeof job->order), g_free, (GDestroyNotify) mh_pages_free, NULL,
                           made_cb, print);
}

static void
open_printer (GtkWidget *widget,
              Job       *job)  /* (transfer full) */
{
  const char * const titles[] = { _("Call sheet"), _("Letters"), _("Address labels") };

  mh_print_roster_async (widget, titles[job->order.paper], job->order.paper == MH_BY_HAND_CALLS, print_wanted_cb, job, job_free);
}

/* --- what is told before ------------------------------------------------------------------------------------------- */

static char *
describe (const MhLetterRun *run)
{
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, _("%u for %u people."), run->letters->len, run->n_people);
  if (run->left_out->len > 0)
    g_string_append_printf (words, "\n\n%s", _("These people get none:"));
  for (guint i = 0; i < MIN (run->left_out->len, MOST_NAMES); i++) {
    const MhLetterLeft *left = g_ptr_array_index (run->left_out, i);

    g_string_append_printf (words, "\n%s: %s", left->name, mh_letter_why_words (left->why));
  }
  if (run->left_out->len > MOST_NAMES)
    g_string_append_printf (words, "\n%s", _("The others stand in the list of this window."));
  if (run->unprintable[0] != NULL)
    g_string_append_printf (words, "\n\n%s", _("Characters that cannot be printed (〓 stands for them)"));
  for (guint i = 0; run->unprintable[i] != NULL && i < MOST_NAMES; i++)
    g_string_append_printf (words, "\n%s", run->unprintable[i]);

  return g_string_free (words, FALSE);
}

static gpointer
outlook_work (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  g_autoptr (MhLetterRun) run = make_letters (desk, input, TRUE, error);
  Outlook *outlook;

  if (run == NULL)
    return NULL;

  outlook = g_new0 (Outlook, 1);
  outlook->words = describe (run);
  outlook->n = run->letters->len;

  return outlook;
}

static void
agreed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Job *job = user_data;

  if (mh_dialogs_ask_finish (GTK_WIDGET (source), result))
    open_printer (GTK_WIDGET (source), job);
  else
    job_free (job);
}

typedef struct {
  GtkWidget *widget;  /* (owned) */
  Job       *job;     /* (owned) */
} Asked;

static void
outlook_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Asked *asked = user_data;
  g_autoptr (GtkWidget) widget = asked->widget;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outlook) outlook = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  Job *job = asked->job;

  g_free (asked);
  if (outlook != NULL && outlook->n > 0) {
    mh_dialogs_ask_async (widget, job->order.paper == MH_BY_HAND_LETTERS ? _("Print the letters?") : _("Print the labels?"), outlook->words,
                          _("_Print …"), FALSE, agreed_cb, job);
    return;
  }

  if (outlook != NULL)
    mh_dialogs_show_text (widget, _("Nobody can be written to"), outlook->words);
  else
    mh_dialogs_show_error (widget, _("The papers cannot be made"), error);
  job_free (job);
}

/**
 * mh_by_hand_papers_print:
 * @widget: a widget of the window
 * @context: the open town
 * @order: what; copied
 */
void
mh_by_hand_papers_print (GtkWidget           *widget,
                         MhUiContext         *context,
                         const MhByHandOrder *order)
{
  Job *job = job_new (context, order);
  Asked *asked;

  if (order->paper == MH_BY_HAND_CALLS) {
    open_printer (widget, job);
    return;
  }

  asked = g_new0 (Asked, 1);
  asked->widget = g_object_ref (widget);
  asked->job = job;
  mh_ui_context_read_async (context, outlook_work, g_memdup2 (order, sizeof *order), g_free, (GDestroyNotify) outlook_free, NULL, outlook_read_cb,
                            asked);
}

/* --- posted -------------------------------------------------------------------------------------------------------- */

static gpointer
papers_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const gint64 *broadcast = input;
  g_autoptr (GPtrArray) sheets = mh_outgoing_table_list_sheets (desk->db, *broadcast, NULL, error);
  Papers *papers;

  if (sheets == NULL)
    return NULL;

  papers = g_new0 (Papers, 1);
  papers->sheets = g_array_new (FALSE, FALSE, sizeof (gint64));
  papers->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < sheets->len && papers->sheets->len < MOST_PAPERS; i++) {
    const MhOutgoingSheet *sheet = g_ptr_array_index (sheets, i);
    g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (sheet->made_at));
    g_autofree char *day = mh_date_format (mh_date_from_ms (sheet->made_at), MH_DATE_STYLE_WEEKDAY);

    if (g_str_equal (sheet->kind, "call-sheet") || sheet->n_open == 0)
      continue;

    g_array_append_val (papers->sheets, sheet->id);
    g_ptr_array_add (papers->words, g_strdup_printf (g_str_equal (sheet->kind, "letters") ? _("Letters of %s %s (%u people)") : _("Labels of %s %s (%u people)"),
                                                     day, time, sheet->n_open));
  }
  g_ptr_array_add (papers->words, NULL);

  return papers;
}

static gpointer
posted_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const gint64 *sheet = input;
  guint told, not_told;
  gint64 act = mh_letters_posted (desk, *sheet, &told, &not_told, error);

  return act != 0 ? mh_deed_done (told, act) : NULL;
}

static void
paper_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (Choice) choice = user_data;
  int chosen = mh_dialogs_choose_finish (GTK_WIDGET (source), result);

  if (chosen >= 0 && (guint) chosen < choice->papers->sheets->len)
    mh_deed_run (GTK_WIDGET (source), choice->context, posted_work, g_memdup2 (&g_array_index (choice->papers->sheets, gint64, chosen), sizeof (gint64)),
                 g_free, _("They are noted as told by letter"), NULL, NULL);
}

static void
papers_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Papers) papers = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  Choice *choice;

  if (papers == NULL) {
    mh_dialogs_show_error (widget, _("The papers cannot be read"), error);
    return;
  }

  if (papers->sheets->len == 0) {
    mh_dialogs_show_text (widget, _("Nothing to be posted"), _("Print letters or labels first; what was posted is noted here afterwards."));
    return;
  }

  choice = g_new0 (Choice, 1);
  choice->context = g_object_ref (MH_UI_CONTEXT (source));
  choice->papers = g_steal_pointer (&papers);
  mh_dialogs_choose_async (widget, _("Which were posted?"), _("Whoever stands on them counts as told. It can be taken back."),
                           (const char * const *) choice->papers->words->pdata, paper_chosen_cb, choice);
}

/**
 * mh_by_hand_papers_posted:
 * @widget: a widget of the window
 * @context: the open town
 * @broadcast: whose papers
 */
void
mh_by_hand_papers_posted (GtkWidget   *widget,
                          MhUiContext *context,
                          gint64       broadcast)
{
  mh_ui_context_read_async (context, papers_work, g_memdup2 (&broadcast, sizeof broadcast), g_free, (GDestroyNotify) papers_free, NULL, papers_read_cb,
                            g_object_ref (widget));
}
