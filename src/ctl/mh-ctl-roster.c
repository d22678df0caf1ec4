/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-roster"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-pages.h"
#include "mh-roster-changes.h"
#include "mh-roster-copies.h"
#include "mh-roster-day.h"
#include "mh-roster-maker.h"
#include "mh-slips.h"

#define MAX_COPIES 500

/* What a roster or a saved layout may be told. */
typedef struct {
  char    *purpose;
  char    *order;
  char    *columns;
  char    *layout;
  gboolean last;
  gboolean big;
  gboolean lot;
  gboolean barcode;
  gboolean qr;
  int      blank_rows;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->purpose);
  g_free (options->order);
  g_free (options->columns);
  g_free (options->layout);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

#define ROSTER_OPTIONS(options) \
  { "purpose", 0, 0, MH_CTL_TEXT, &(options).purpose, N_("reception, doctor, calls or walk"), N_("PURPOSE") }, \
  { "order", 0, 0, MH_CTL_TEXT, &(options).order, N_("One to three of time, kana, household, district, number, first"), N_("ORDER") }, \
  { "columns", 0, 0, MH_CTL_TEXT, &(options).columns, N_("Chosen columns, joined by commas"), N_("COLUMNS") }, \
  { "layout", 0, 0, MH_CTL_TEXT, &(options).layout, N_("As a saved layout has it"), N_("NAME") }, \
  { "big", 0, 0, G_OPTION_ARG_NONE, &(options).big, N_("In big print, with fewer columns"), NULL }, \
  { "lot", 0, 0, G_OPTION_ARG_NONE, &(options).lot, N_("With room for the sticker of the vial"), NULL }, \
  { "barcode", 0, 0, G_OPTION_ARG_NONE, &(options).barcode, N_("With a barcode of the ticket's or the register's number"), NULL }, \
  { "qr", 0, 0, G_OPTION_ARG_NONE, &(options).qr, N_("With the QR code of the booking slip"), NULL }, \
  { "blank-rows", 0, 0, G_OPTION_ARG_INT, &(options).blank_rows, N_("How many empty rows for people without a booking"), N_("N") }

static MhRosterSettings *
begin_settings (const MhDesk  *desk,
                gint64 session,
                const Options *options,
                GError       **error)
{
  MhRosterPurpose purpose = MH_ROSTER_RECEPTION;

  if (options->layout != NULL)
    return mh_roster_layout_load (desk, options->layout, error);
  if (options->last && session != 0)
    return mh_roster_last_settings (desk, session, error);

  if (options->purpose != NULL && !mh_roster_purpose_from_nick (options->purpose, &purpose)) {
    mh_ctl_fail_usage (error, _("The purpose is reception, doctor, calls or walk; for chosen columns write --columns."));
    return NULL;
  }

  return mh_roster_settings_new (purpose);
}

/* Options change what the layout or the purpose has. */
static MhRosterSettings *
read_settings (const MhDesk  *desk,
               gint64         session,
               const Options *options,
               GError       **error)
{
  g_autoptr (MhRosterSettings) settings = begin_settings (desk, session, options, error);
  g_autoptr (GError) local = NULL;

  if (settings == NULL)
    return NULL;

  if ((options->columns != NULL && !mh_roster_settings_set_columns (settings, options->columns, &local)) ||
      (options->order != NULL && !mh_roster_settings_set_orders (settings, options->order, &local))) {
    mh_ctl_fail_usage (error, local->message);
    return NULL;
  }

  settings->big = settings->big || options->big;
  settings->lot = settings->lot || options->lot;
  settings->barcode = settings->barcode || options->barcode;
  settings->qr = settings->qr || options->qr;
  if (options->blank_rows > MH_ROSTER_MAX_BLANK_ROWS) {
    mh_ctl_fail_usage (error, _("There can be at most 50 empty rows."));
    return NULL;
  }
  if (options->blank_rows >= 0)
    settings->blank_rows = (guint) options->blank_rows;

  return g_steal_pointer (&settings);
}

static gboolean
check_output (const char *path,
              GError    **error)
{
  return path != NULL || mh_ctl_fail_usage (error, _("Say where the PDF goes with --output."));
}

static void
add_prints (MhCtlCall *call,
            GPtrArray *prints)  /* (nullable) */
{
  mh_ctl_begin_array (call, "copies");
  for (guint i = 0; prints != NULL && i < prints->len; i++) {
    const MhRosterPrint *print = g_ptr_array_index (prints, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "print-no", print->print);
    mh_ctl_add_int (call, "session", print->session);
    mh_ctl_add_text (call, "purpose", print->purpose);
    mh_ctl_add_int (call, "copy", print->copy);
    mh_ctl_add_text (call, "recipient", print->recipient);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

/* All copies in one file. */
static gboolean
write_prints (GPtrArray  *prints,
              const char *title,
              const char *path,
              GError    **error)
{
  g_autoptr (MhPages) pages = mh_pages_new (title);

  for (guint i = 0; i < prints->len; i++)
    mh_pages_add_roster (pages, ((const MhRosterPrint *) g_ptr_array_index (prints, i))->roster);

  return mh_pages_write_pdf (pages, path, error);
}

static gboolean
run_roster (MhCtlCall *call,
            GError   **error)
{
  g_auto (Options) options = { .blank_rows = -1 };
  g_auto (GStrv) recipients = NULL;
  g_autofree char *path = NULL;
  gboolean preview = FALSE;
  const GOptionEntry entries[] = {
    ROSTER_OPTIONS (options),
    { "last", 0, 0, G_OPTION_ARG_NONE, &options.last, N_("As the programme's roster was printed the last time"), NULL },
    { "recipient", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &recipients, N_("Who takes a copy; more than once for more copies"), N_("WHO") },
    { "output", 0, 0, MH_CTL_TEXT, &path, N_("Where the PDF goes"), N_("FILE.pdf") },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_("Only to look at: takes no number and is not noted"), NULL },
    { NULL },
  };
  g_autoptr (MhRosterSettings) settings = NULL;
  g_autoptr (MhRoster) roster = NULL;
  g_autoptr (GPtrArray) prints = NULL;
  g_autofree char *order = NULL;
  const MhRosterPrint *first = NULL;
  gint64 session;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &session, error) || !check_output (path, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;
  settings = read_settings (&desk, session, &options, error);
  if (settings == NULL)
    return FALSE;

  if (preview)
    roster = mh_roster_preview (&desk, session, settings, error);
  else
    prints = mh_roster_print (&desk, session, settings, (const char * const *) recipients, error);
  if (prints != NULL)
    first = g_ptr_array_index (prints, 0);
  if ((roster == NULL && prints == NULL) ||
      !(preview ? mh_roster_write_pdf (roster, path, error) : write_prints (prints, _("Reception roster"), path, error)))
    return FALSE;

  order = mh_roster_settings_list_orders (settings);
  mh_ctl_add_int (call, "session", session);
  mh_ctl_add_text (call, "purpose", mh_roster_purpose_nick (settings->purpose));
  mh_ctl_add_text (call, "order", order);
  mh_ctl_add_int (call, "rows", mh_roster_get_n_rows (first != NULL ? first->roster : roster));
  mh_ctl_add_some (call, "copy", first != NULL ? first->copy : 0);
  add_prints (call, prints);
  mh_ctl_add_text (call, "output", path);

  return TRUE;
}

static void
add_changes (MhCtlCall             *call,
             const MhRosterChanges *changes)
{
  mh_ctl_add_int (call, "session", changes->session);
  mh_ctl_add_int (call, "since", changes->since);
  mh_ctl_add_text (call, "purpose", changes->since_purpose);
  mh_ctl_add_int (call, "copy", changes->since_copy);
  mh_ctl_add_int (call, "printed-at", changes->since_at);
  mh_ctl_begin_array (call, "changes");
  for (guint i = 0; i < changes->changes->len; i++) {
    const MhRosterChange *change = g_ptr_array_index (changes->changes, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "change", mh_roster_change_nick (change->kind));
    mh_ctl_add_int (call, "booking", change->booking);
    mh_ctl_add_minutes (call, "start", change->start_min);
    mh_ctl_add_text (call, "name", change->name);
    mh_ctl_add_text (call, "kana", change->kana);
    mh_ctl_add_text (call, "what", change->what);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
run_changes (MhCtlCall *call,
             GError   **error)
{
  g_auto (GStrv) recipients = NULL;
  g_autofree char *path = NULL;
  gint64 since = 0, session;
  const GOptionEntry entries[] = {
    { "since", 0, 0, G_OPTION_ARG_INT64, &since, N_("Since which print; without this, the newest roster"), N_("PRINT") },
    { "recipient", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &recipients, N_("Who takes a copy; more than once for more copies"), N_("WHO") },
    { "output", 0, 0, MH_CTL_TEXT, &path, N_("Print the sheet: where the PDF goes"), N_("FILE.pdf") },
    { NULL },
  };
  g_autoptr (MhRosterChanges) changes = NULL;
  g_autoptr (GPtrArray) prints = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &session, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  changes = mh_roster_changes_find (&desk, session, since, error);
  if (changes == NULL)
    return FALSE;

  if (path != NULL) {
    prints = mh_roster_changes_print (&desk, session, changes->since, (const char * const *) recipients, error);
    if (prints == NULL || !write_prints (prints, _("Changes since a print"), path, error))
      return FALSE;
  }

  add_changes (call, changes);
  add_prints (call, prints);
  mh_ctl_add_text (call, "output", path);

  return TRUE;
}

static gboolean
run_copies (MhCtlCall *call,
            GError   **error)
{
  g_autofree char *path = NULL;
  gboolean out = FALSE;
  gint64 session = 0;
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_NONE, &out, N_("Only those that have not come back"), NULL },
    { "output", 0, 0, MH_CTL_TEXT, &path, N_("Print the list: where the PDF goes"), N_("FILE.pdf") },
    { NULL },
  };
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (MhRoster) roster = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 1, error) || (call->n_args > 0 && !mh_ctl_read_id (call->args[0], &session, error)) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  copies = mh_roster_copies_list (&desk, session, out, error);
  roster = copies != NULL && path != NULL ? mh_roster_copies_draw (&desk, session, out, error) : NULL;
  if (copies == NULL || (path != NULL && (roster == NULL || !mh_roster_write_pdf (roster, path, error))))
    return FALSE;

  mh_ctl_begin_array (call, "copies");
  for (guint i = 0; i < copies->len; i++) {
    const MhRosterCopy *copy = g_ptr_array_index (copies, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "print-no", copy->id);
    mh_ctl_add_int (call, "session", copy->session);
    mh_ctl_add_text (call, "programme", copy->programme);
    mh_ctl_add_date (call, "date", copy->date);
    mh_ctl_add_text (call, "venue", copy->venue);
    mh_ctl_add_text (call, "purpose", copy->purpose);
    mh_ctl_add_int (call, "copy", copy->copy);
    mh_ctl_add_text (call, "recipient", copy->recipient);
    mh_ctl_add_text (call, "operator", copy->operator_name);
    mh_ctl_add_int (call, "printed-at", copy->printed_at);
    mh_ctl_add_int (call, "rows", copy->n_rows);
    mh_ctl_add_some (call, "returned-at", copy->returned_at);
    mh_ctl_add_text (call, "how", copy->how);
    mh_ctl_add_bool (call, "overdue", mh_roster_copy_is_overdue (&desk, copy));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_add_text (call, "output", path);

  return TRUE;
}

static gboolean
run_return (MhCtlCall *call,
            GError   **error)
{
  gboolean shredded = FALSE, out = FALSE;
  const GOptionEntry entries[] = {
    { "shredded", 0, 0, G_OPTION_ARG_NONE, &shredded, N_("They were shredded"), NULL },
    { "out", 0, 0, G_OPTION_ARG_NONE, &out, N_("They are out after all"), NULL },
    { NULL },
  };
  g_autoptr (GArray) prints = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 act;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, MAX_COPIES, error))
    return FALSE;
  for (guint i = 0; i < call->n_args; i++) {
    gint64 print;

    if (!mh_ctl_read_id (call->args[i], &print, error))
      return FALSE;
    g_array_append_val (prints, print);
  }
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  act = mh_roster_copies_return (&desk, (const gint64 *) (void *) prints->data, prints->len,
                                 out ? NULL : (shredded ? "shredded" : "returned"), error);
  if (act == 0)
    return FALSE;

  mh_ctl_add_int (call, "act", act);
  mh_ctl_add_int (call, "copies", prints->len);
  mh_ctl_add_text (call, "how", out ? NULL : (shredded ? "shredded" : "returned"));

  return TRUE;
}

static gboolean
run_layouts (MhCtlCall *call,
             GError   **error)
{
  g_autoptr (GPtrArray) list = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  list = mh_roster_layout_table_list (desk.db, error);
  if (list == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "layouts");
  for (guint i = 0; i < list->len; i++) {
    const MhRosterSaved *saved = g_ptr_array_index (list, i);
    g_autoptr (MhRosterSettings) settings = mh_roster_settings_from_json (saved->settings, NULL);
    g_autofree char *order = settings != NULL ? mh_roster_settings_list_orders (settings) : NULL;
    g_autofree char *columns = settings != NULL && settings->columns != NULL ? g_strjoinv (",", settings->columns) : NULL;

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "name", saved->name);
    mh_ctl_add_text (call, "purpose", settings != NULL ? mh_roster_purpose_nick (settings->purpose) : NULL);
    mh_ctl_add_text (call, "order", order);
    mh_ctl_add_text (call, "columns", columns);
    mh_ctl_add_bool (call, "big", settings != NULL && settings->big);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_layout_save (MhCtlCall *call,
                 GError   **error)
{
  g_auto (Options) options = { .blank_rows = -1 };
  const GOptionEntry entries[] = {
    ROSTER_OPTIONS (options),
    { NULL },
  };
  g_autoptr (MhRosterSettings) settings = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  settings = read_settings (&desk, 0, &options, error);
  if (settings == NULL || !mh_roster_layout_save (&desk, call->args[0], settings, error))
    return FALSE;

  mh_ctl_add_text (call, "name", call->args[0]);

  return TRUE;
}

static gboolean
run_layout_rename (MhCtlCall *call,
                   GError   **error)
{
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_roster_layout_rename (&desk, call->args[0], call->args[1], error))
    return FALSE;

  mh_ctl_add_text (call, "name", call->args[1]);

  return TRUE;
}

static gboolean
run_layout_delete (MhCtlCall *call,
                   GError   **error)
{
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error) || !mh_roster_layout_delete (&desk, call->args[0], error))
    return FALSE;

  mh_ctl_add_text (call, "name", call->args[0]);

  return TRUE;
}

static gboolean
write_cards (MhCtlCall  *call,
             MhCards    *cards,  /* (transfer full) (nullable) */
             gint64      session,
             const char *path,
             GError    **error)
{
  g_autoptr (MhPages) pages = NULL;
  guint n_cards;

  if (cards == NULL)
    return FALSE;

  n_cards = mh_cards_get_n_cards (cards);
  pages = mh_pages_new (mh_cards_get_title (cards));
  mh_pages_take_cards (pages, cards);
  if (!mh_pages_write_pdf (pages, path, error))
    return FALSE;

  mh_ctl_add_int (call, "session", session);
  mh_ctl_add_int (call, "rows", n_cards);
  mh_ctl_add_int (call, "pages", mh_pages_get_n_pages (pages));
  mh_ctl_add_text (call, "output", path);

  return TRUE;
}

static gboolean
run_slips (MhCtlCall *call,
           GError   **error)
{
  g_autofree char *path = NULL;
  gint64 booking = 0, session;
  gboolean preview = FALSE;
  const GOptionEntry entries[] = {
    { "booking", 0, 0, G_OPTION_ARG_INT64, &booking, N_("Only for this booking"), N_("BOOKING") },
    { "output", 0, 0, MH_CTL_TEXT, &path, N_("Where the PDF goes"), N_("FILE.pdf") },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_("Only to look at: is not noted"), NULL },
    { NULL },
  };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &session, error) || !check_output (path, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  return write_cards (call, mh_slips_make (&desk, session, booking, preview, error), session, path, error);
}

static gboolean
run_labels (MhCtlCall *call,
            GError   **error)
{
  g_autofree char *path = NULL;
  MhCardsGrid grid = *mh_labels_usual_grid ();
  int columns = (int) grid.columns, rows = (int) grid.rows;
  double side = -1, top = -1, gap_x = 0, gap_y = 0;
  gboolean preview = FALSE;
  gint64 session;
  const GOptionEntry entries[] = {
    { "columns", 0, 0, G_OPTION_ARG_INT, &columns, N_("How many labels beside each other"), N_("N") },
    { "rows", 0, 0, G_OPTION_ARG_INT, &rows, N_("How many labels below each other"), N_("N") },
    { "side", 0, 0, G_OPTION_ARG_DOUBLE, &side, N_("The margin left and right, in millimetres"), N_("MM") },
    { "top", 0, 0, G_OPTION_ARG_DOUBLE, &top, N_("The margin above and below, in millimetres"), N_("MM") },
    { "gap-x", 0, 0, G_OPTION_ARG_DOUBLE, &gap_x, N_("What lies between two labels beside each other, in millimetres"), N_("MM") },
    { "gap-y", 0, 0, G_OPTION_ARG_DOUBLE, &gap_y, N_("What lies between two labels below each other, in millimetres"), N_("MM") },
    { "output", 0, 0, MH_CTL_TEXT, &path, N_("Where the PDF goes"), N_("FILE.pdf") },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_("Only to look at: is not noted"), NULL },
    { NULL },
  };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &session, error) || !check_output (path, error) ||
      !mh_ctl_open (call, &desk, error))
    return FALSE;

  grid.columns = (guint) MAX (columns, 0);
  grid.rows = (guint) MAX (rows, 0);
  grid.margin_x = side >= 0 ? MH_SLIPS_MM (side) : grid.margin_x;
  grid.margin_y = top >= 0 ? MH_SLIPS_MM (top) : grid.margin_y;
  grid.gap_x = MH_SLIPS_MM (gap_x);
  grid.gap_y = MH_SLIPS_MM (gap_y);

  return write_cards (call, mh_labels_make (&desk, session, &grid, preview, error), session, path, error);
}

static gboolean
run_print_day (MhCtlCall *call,
               GError   **error)
{
  g_autofree char *path = NULL;
  gboolean slips = FALSE;
  const GOptionEntry entries[] = {
    { "slips", 0, 0, G_OPTION_ARG_NONE, &slips, N_("With the booking slips"), NULL },
    { "output", 0, 0, MH_CTL_TEXT, &path, N_("Where the PDF goes"), N_("FILE.pdf") },
    { NULL },
  };
  g_autoptr (MhRosterDay) day = NULL;
  MhDate date;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !check_output (path, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_ctl_read_date (&desk, call->args[0], &date, error))
    return FALSE;

  day = mh_roster_day_print (&desk, date, slips, error);
  if (day == NULL || !mh_pages_write_pdf (day->pages, path, error))
    return FALSE;

  mh_ctl_add_date (call, "date", day->date);
  mh_ctl_add_int (call, "sessions", day->n_sessions);
  mh_ctl_add_int (call, "slips", day->n_slips);
  mh_ctl_add_int (call, "pages", mh_pages_get_n_pages (day->pages));
  add_prints (call, day->prints);
  mh_ctl_add_text (call, "output", path);

  return TRUE;
}

const MhCtlCommand mh_ctl_roster_commands[] = {
  { "roster", N_("SESSION"), N_("Print the roster of a day into a PDF"), run_roster },
  { "roster-changes", N_("SESSION"), N_("Tell what has changed since the roster was printed"), run_changes },
  { "roster-copies", N_("[SESSION]"), N_("List the printed copies and what has come back"), run_copies },
  { "roster-return", N_("PRINT…"), N_("Note that copies came back or were shredded"), run_return },
  { "roster-layouts", NULL, N_("List the saved layouts of rosters"), run_layouts },
  { "roster-layout save", N_("NAME"), N_("Save how a roster is printed"), run_layout_save },
  { "roster-layout rename", N_("NAME NEW-NAME"), N_("Rename a saved layout"), run_layout_rename },
  { "roster-layout delete", N_("NAME"), N_("Delete a saved layout"), run_layout_delete },
  { "slips", N_("SESSION"), N_("Print the booking slips of a day"), run_slips },
  { "labels", N_("SESSION"), N_("Print the name labels of a day"), run_labels },
  { "print-day", N_("DATE"), N_("Print all rosters of a day in one go"), run_print_day },
  { NULL },
};
