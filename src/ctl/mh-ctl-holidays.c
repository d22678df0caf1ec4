/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-holidays"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-holidays.h"
#include "mh-windows.h"

/* As typed. */
typedef struct {
  char  *from;       /* (owned) */
  char  *to;         /* (owned) */
  char  *label;      /* (owned) */
  char  *sex;        /* (owned) */
  char **districts;  /* (owned) (nullable) */
  gint64 session;
  int    min_years;
  int    below_years;
} Choices;

static void
choices_clear (Choices *choices)
{
  g_free (choices->from);
  g_free (choices->to);
  g_free (choices->label);
  g_free (choices->sex);
  g_strfreev (choices->districts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choices, choices_clear)

static gboolean
run_window_add (MhCtlCall *call,
                GError   **error)
{
  g_auto (Choices) choices = { 0 };
  const GOptionEntry entries[] = {
    { "session", 0, 0, G_OPTION_ARG_INT64, &choices.session, N_("Of which day"), N_("SESSION") },
    { "from", 0, 0, MH_CTL_TEXT, &choices.from, N_("From when they may book"), N_("TIME") },
    { "to", 0, 0, MH_CTL_TEXT, &choices.to, N_("Until when; without it, to the end"), N_("TIME") },
    { "label", 0, 0, MH_CTL_TEXT, &choices.label, N_("What it is called"), N_("TEXT") },
    { "min-years", 0, 0, G_OPTION_ARG_INT, &choices.min_years, N_("Only from this age on"), N_("YEARS") },
    { "below-years", 0, 0, G_OPTION_ARG_INT, &choices.below_years, N_("Only below this age"), N_("YEARS") },
    { "sex", 0, 0, MH_CTL_TEXT, &choices.sex, N_("any, male or female"), N_("SEX") },
    { "district", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choices.districts, N_("Only people of this district; can be given again"), N_("DISTRICT") },
    { NULL },
  };
  g_autofree char *districts = NULL;
  MhBookingWindow window = { 0 };
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if (choices.session == 0 || choices.from == NULL)
    return mh_ctl_fail_usage (error, _("Give --session and --from."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_read_moment (&desk, choices.from, &window.opens_at, error) ||
      (choices.to != NULL && !mh_ctl_read_moment (&desk, choices.to, &window.closes_at, error)))
    return FALSE;

  districts = choices.districts != NULL ? g_strjoinv ("\n", choices.districts) : NULL;
  window.session = choices.session;
  window.label = choices.label;
  window.min_months = choices.min_years * 12;
  window.below_months = choices.below_years * 12;
  window.sex = choices.sex;
  window.districts = districts;
  id = mh_windows_add (&desk, &window, error);
  if (id == 0)
    return FALSE;

  mh_ctl_add_int (call, "window", id);

  return TRUE;
}

static gboolean
run_window_remove (MhCtlCall *call,
                   GError   **error)
{
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_windows_remove (&desk, id, error))
    return FALSE;

  mh_ctl_add_int (call, "window", id);

  return TRUE;
}

static gboolean
run_window_list (MhCtlCall *call,
                 GError   **error)
{
  g_autoptr (GPtrArray) windows = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  windows = mh_booking_window_table_list (desk.db, id, error);
  if (windows == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "windows");
  for (guint i = 0; i < windows->len; i++) {
    const MhBookingWindow *window = g_ptr_array_index (windows, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "window", window->id);
    mh_ctl_add_int (call, "opens-at", window->opens_at);
    mh_ctl_add_some (call, "closes-at", window->closes_at);
    mh_ctl_add_text (call, "label", *window->label != '\0' ? window->label : NULL);
    mh_ctl_add_int (call, "min-months", window->min_months);
    mh_ctl_add_some (call, "below-months", window->below_months);
    mh_ctl_add_text (call, "sex", window->sex);
    mh_ctl_add_text (call, "districts", *window->districts != '\0' ? window->districts : NULL);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static void
add_holidays (MhCtlCall  *call,
              const char *member,
              GPtrArray  *holidays)
{
  mh_ctl_begin_array (call, member);
  for (guint i = 0; i < holidays->len; i++) {
    const MhHoliday *holiday = g_ptr_array_index (holidays, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_date (call, "date", holiday->date);
    mh_ctl_add_text (call, "name", holiday->name);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static GPtrArray *
read_files (char   **paths,
            GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; paths[i] != NULL; i++) {
    g_autoptr (GMappedFile) file = g_mapped_file_new (paths[i], FALSE, NULL);

    if (file == NULL) {
      g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("The file “%s” cannot be opened."), paths[i]);
      return NULL;
    }
    g_ptr_array_add (files, g_mapped_file_get_bytes (file));
  }

  return g_steal_pointer (&files);
}

static gboolean
run_holidays_import (MhCtlCall *call,
                     GError   **error)
{
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only look, change nothing"), NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (MhHolidayChanges) changes = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, G_MAXUINT, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  files = read_files (call->args, error);
  if (files == NULL)
    return FALSE;

  changes = mh_holidays_import (&desk, (GBytes **) files->pdata, files->len, dry_run, error);
  if (changes == NULL)
    return FALSE;

  mh_ctl_add_int (call, "days", changes->n_days);
  mh_ctl_add_date (call, "last", changes->last);
  add_holidays (call, "added", changes->added);
  add_holidays (call, "removed", changes->removed);
  add_holidays (call, "renamed", changes->renamed);
  mh_ctl_begin_array (call, "skipped");
  for (guint i = 0; i < changes->skipped->len; i++)
    json_builder_add_string_value (call->builder, g_ptr_array_index (changes->skipped, i));
  mh_ctl_end_array (call);
  call->partly = changes->skipped->len > 0;

  return TRUE;
}

static gboolean
run_holidays_list (MhCtlCall *call,
                   GError   **error)
{
  int year = 0;
  const GOptionEntry entries[] = {
    { "year", 0, 0, G_OPTION_ARG_INT, &year, N_("Of one year only"), N_("YEAR") },
    { NULL },
  };
  g_autoptr (GPtrArray) holidays = NULL;
  gboolean covered;
  MhDesk desk;
  MhDate last;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_holidays_reach (&desk, &last, &covered, error))
    return FALSE;

  holidays = mh_holiday_table_list (desk.db, error);
  if (holidays == NULL)
    return FALSE;

  for (guint i = holidays->len; i > 0 && year != 0; i--) {
    if (((MhHoliday *) g_ptr_array_index (holidays, i - 1))->date.year != year)
      g_ptr_array_remove_index (holidays, i - 1);
  }

  mh_ctl_add_date (call, "last", last);
  mh_ctl_add_bool (call, "covers-fiscal-year", covered);
  add_holidays (call, "holidays", holidays);

  return TRUE;
}

const MhCtlCommand mh_ctl_holidays_commands[] = {
  { "window add", NULL, N_("Let some people book a day from a time on"), run_window_add },
  { "window remove", N_("WINDOW"), N_("Take a time for booking early away"), run_window_remove },
  { "window list", N_("SESSION"), N_("List who may book a day from when"), run_window_list },
  { "holidays import", N_("FILE…"), N_("Replace the holidays of the years in these files"), run_holidays_import },
  { "holidays list", NULL, N_("List the holidays and how far the list reaches"), run_holidays_list },
  { NULL },
};
