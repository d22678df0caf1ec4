/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rehearsal-report"

#include "mh-rehearsal-report.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-rehearsal-input.h"

/* A wait at the table that people put up with. */
#define PATIENCE_MINUTES 10
/* So many districts are named, the worst first. */
#define MAX_DISTRICTS 10

static const struct {
  MhRehearsalOrder order;
  const char      *nick;
} orders[] = {
  { MH_REHEARSAL_ELDEST, "eldest" },
  { MH_REHEARSAL_RANDOM, "random" },
  { MH_REHEARSAL_HOUSEHOLDS, "households" },
};

typedef struct {
  const MhRehearsalInput *input;
  MhRehearsalReport      *report;
} Writer;

static void
sentence_free (MhRehearsalSentence *sentence)
{
  g_free (sentence->text);
  g_free (sentence);
}

static void
clear_bar (MhRehearsalBar *bar)
{
  g_free (bar->label);
}

/* @text: (transfer full) */
static void
say (Writer           *writer,
     MhRehearsalWeight weight,
     const char       *code,
     char             *text)
{
  MhRehearsalSentence *sentence = g_new (MhRehearsalSentence, 1);

  *sentence = (MhRehearsalSentence) { weight, code, text };
  g_ptr_array_add (writer->report->sentences, sentence);
}

static char *
name_day (const MhRehearsalInput *input,
          guint                   day)
{
  g_autofree char *date = mh_date_format (g_array_index (input->days, MhRehearsalDay, day).date, MH_DATE_STYLE_MESSAGE);

  /* Translators: day, venue */
  return g_strdup_printf (C_("a day at a venue", "%s %s"), date, (const char *) g_ptr_array_index (input->venues, day));
}

static char *
name_band (int key)
{
  const int *starts = mh_rehearsal_band_starts ();

  while (*starts != key)
    starts++;

  if (starts[1] < 0)
    return g_strdup_printf (_("%d and older"), key);
  if (starts[1] == key + 1)
    return g_strdup_printf (C_("one age", "Age %d"), key);

  return g_strdup_printf (_("Ages %d to %d"), key, starts[1] - 1);
}

static void
tell_first_doses (Writer *writer)
{
  const MhRehearsalResult *result = writer->report->result;

  if (result->n_placed < result->n_wanted)
    say (writer, MH_REHEARSAL_BAD, "places-short",
         g_strdup_printf (_("Of %u people who want to come, %u find no place. There are %u places."),
                          result->n_wanted, result->n_wanted - result->n_placed, result->n_places));
  else if (result->n_wanted > 0)
    say (writer, MH_REHEARSAL_GOOD, "places-enough",
         g_strdup_printf (_("All %u people who want to come find a place; %u places are left."), result->n_wanted, result->n_left));
  else
    say (writer, MH_REHEARSAL_WARN, "nobody", g_strdup (_("Nobody on the list may come on the days that are drawn, or everybody has a booking already.")));
}

static void
tell_second_doses (Writer *writer)
{
  const MhRehearsalResult *result = writer->report->result;
  guint missing = result->n_second_wanted - result->n_second_placed;

  if (result->n_second_wanted == 0)
    return;

  if (missing == 0) {
    say (writer, MH_REHEARSAL_GOOD, "second-doses-enough",
         g_strdup_printf (_("All %u further doses find a place at the right distance."), result->n_second_wanted));
    return;
  }

  say (writer, MH_REHEARSAL_BAD, "second-doses-short",
       g_strdup_printf (_("Of %u further doses, %u find no place at the right distance: the days have only %u percent of the places needed."),
                        result->n_second_wanted, missing, (guint) ((guint64) result->n_second_placed * 100 / result->n_second_wanted)));
  if (result->n_second_taken > 0)
    say (writer, MH_REHEARSAL_BAD, "second-doses-taken",
         g_strdup_printf (_("First doses take %u of the places that these further doses would need. Keep places of the later days back, or book all doses at once."),
                          result->n_second_taken));
}

static int
compare_nowhere (gconstpointer a,
                 gconstpointer b)
{
  const MhRehearsalBand *band_a = a;
  const MhRehearsalBand *band_b = b;

  if (band_a->n_nowhere != band_b->n_nowhere)
    return band_a->n_nowhere > band_b->n_nowhere ? -1 : 1;

  return (band_a->key > band_b->key) - (band_a->key < band_b->key);
}

/* By the name of the first system; several numbers may share it. */
static GArray *
sum_districts (const Writer *writer)
{
  const GArray *by_number = writer->report->result->districts;
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *sums = g_array_new (FALSE, FALSE, sizeof (MhRehearsalBand));

  for (guint i = 1; i < by_number->len; i++) {
    const MhRehearsalBand *band = &g_array_index (by_number, MhRehearsalBand, i);
    const char * const *names = g_ptr_array_index (writer->input->districts, i);
    gpointer place = g_hash_table_lookup (places, names[0]);
    MhRehearsalBand *sum;

    /* A district that only protected people live in is not even named. */
    if (*names[0] == '\0' || band->n_people == 0)
      continue;

    if (place == NULL) {
      g_array_append_vals (sums, &(MhRehearsalBand) { .key = (int) i }, 1);
      place = GUINT_TO_POINTER (sums->len);
      g_hash_table_insert (places, (gpointer) names[0], place);
    }

    sum = &g_array_index (sums, MhRehearsalBand, GPOINTER_TO_UINT (place) - 1);
    sum->n_people += band->n_people;
    sum->n_wanted += band->n_wanted;
    sum->n_placed += band->n_placed;
    sum->n_nowhere += band->n_nowhere;
  }

  g_array_sort (sums, compare_nowhere);

  return sums;
}

static void
tell_nowhere (Writer *writer,
              GArray *districts)
{
  const MhRehearsalResult *result = writer->report->result;
  g_autofree char *until = mh_date_format (writer->input->town.until, MH_DATE_STYLE_LONG);

  if (result->n_nowhere == 0)
    return;

  say (writer, MH_REHEARSAL_BAD, "no-day",
       g_strdup_printf (_("%u people may come on some day until %s, but none of the days takes them: by age, sex, district or the time for early booking."),
                        result->n_nowhere, until));
  if (result->n_hidden > 0)
    say (writer, MH_REHEARSAL_WARN, "no-day-protected",
         g_strdup (_("Protected people are not counted among these, whether a day takes them or not, so that no number tells where somebody lives. Please look at each of them.")));

  for (guint i = 0; i < result->bands->len; i++) {
    const MhRehearsalBand *band = &g_array_index (result->bands, MhRehearsalBand, i);
    g_autofree char *name = name_band (band->key);

    if (band->n_nowhere > 0)
      say (writer, MH_REHEARSAL_BAD, "no-day-age",
           g_strdup_printf (_("%s: no day for %u of %u people."), name, band->n_nowhere, band->n_people));
  }

  for (guint i = 0; i < MIN (districts->len, MAX_DISTRICTS); i++) {
    const MhRehearsalBand *band = &g_array_index (districts, MhRehearsalBand, i);
    const char * const *names = g_ptr_array_index (writer->input->districts, (guint) band->key);

    if (band->n_nowhere > 0)
      say (writer, MH_REHEARSAL_BAD, "no-day-district",
           g_strdup_printf (_("District %s: no day for %u of %u people."), names[0], band->n_nowhere, band->n_people));
  }
}

static void
tell_items (Writer *writer)
{
  const GArray *items = writer->report->result->items;

  for (guint i = 0; i < items->len; i++) {
    const MhRehearsalItemResult *item = &g_array_index (items, MhRehearsalItemResult, i);
    const char *name = g_ptr_array_index (writer->input->item_names, i);

    if (item->n_placed < item->n_wanted)
      say (writer, MH_REHEARSAL_BAD, "item-short",
           g_strdup_printf (_("%s: of %u people who may have it, %u find no place for it."), name, item->n_wanted, item->n_wanted - item->n_placed));
    if (item->n_nowhere > 0)
      say (writer, MH_REHEARSAL_BAD, "item-no-day",
           g_strdup_printf (_("%s: %u people may have it on some day, but on none of the days that are drawn."), name, item->n_nowhere));
  }
}

static void
tell_desk_of (Writer *writer,
              guint   day)
{
  const GArray *desk = writer->report->result->desk;
  g_autofree char *name = name_day (writer->input, day);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  MhRehearsalHalfHour worst = { 0 };
  int first = -1;
  int last = -1;

  for (guint i = 0; i < desk->len; i++) {
    const MhRehearsalHalfHour *half_hour = &g_array_index (desk, MhRehearsalHalfHour, i);

    if (half_hour->day != day)
      continue;

    worst.n_arrive = MAX (worst.n_arrive, half_hour->n_arrive);
    worst.longest_queue = MAX (worst.longest_queue, half_hour->longest_queue);
    worst.longest_wait = MAX (worst.longest_wait, half_hour->longest_wait);
    worst.n_capacity = half_hour->n_capacity;
    if (half_hour->longest_wait > PATIENCE_MINUTES) {
      first = first < 0 ? half_hour->start_min : first;
      last = half_hour->start_min + 30;
    }
  }

  if (first < 0)
    return;

  from = mh_minutes_format (first);
  to = mh_minutes_format (last);
  say (writer, MH_REHEARSAL_BAD, "desk-overflow",
       g_strdup_printf (_("%s: from %s to %s more people come than the reception can take. Up to %u stand in line, for up to %d minutes. %u tables would be enough."),
                        name, from, to, worst.longest_queue, worst.longest_wait,
                        (guint) (((guint64) worst.n_arrive * (guint64) writer->report->choices.desk_seconds + 1799) / 1800)));
}

static void
tell_desk (Writer *writer)
{
  const GArray *desk = writer->report->result->desk;
  guint n_before = writer->report->sentences->len;
  guint most = 0;
  guint most_day = 0;

  for (guint day = 0; day < writer->input->days->len; day++)
    tell_desk_of (writer, day);

  if (writer->report->sentences->len == n_before && desk->len > 0)
    say (writer, MH_REHEARSAL_GOOD, "desk-enough",
         g_strdup_printf (_("The reception keeps up: nobody waits longer than %d minutes at the table."), PATIENCE_MINUTES));

  for (guint i = 0; i < desk->len; i++) {
    if (g_array_index (desk, MhRehearsalHalfHour, i).n_present > most) {
      most = g_array_index (desk, MhRehearsalHalfHour, i).n_present;
      most_day = g_array_index (desk, MhRehearsalHalfHour, i).day;
    }
  }

  if (most > 0) {
    g_autofree char *name = name_day (writer->input, most_day);

    say (writer, MH_REHEARSAL_GOOD, "most-present",
         g_strdup_printf (_("Most people at once: %u, on %s. Are there chairs enough?"), most, name));
  }
}

/* 播磨町: 1,260 places were gone in 20 minutes, 15 of them by telephone. */
static void
tell_phone (Writer *writer)
{
  const MhRehearsalResult *result = writer->report->result;
  guint n_others = result->n_wanted - result->n_callers;
  guint n_others_placed = result->n_placed - result->n_callers_placed;

  if (result->n_callers > 0 && n_others > 0 &&
      (guint64) result->n_callers_placed * n_others * 2 < (guint64) n_others_placed * result->n_callers)
    say (writer, MH_REHEARSAL_BAD, "callers-late",
         g_strdup_printf (_("Of %u people who telephone, only %u find a place; of the others %u of %u. %u places are kept for callers."),
                          result->n_callers, result->n_callers_placed, n_others_placed, n_others, result->n_phone_places));

  if (result->minutes_until_gone >= 0)
    say (writer, MH_REHEARSAL_WARN, "gone",
         g_strdup_printf (_("All places are gone after about %d minutes."), result->minutes_until_gone));

  if (result->n_phone_unused > 0)
    say (writer, MH_REHEARSAL_WARN, "phone-unused",
         g_strdup_printf (_("%u places kept for callers stay empty while others find none. Let them open to everybody after some time."),
                          result->n_phone_unused));
}

static void
tell_list (Writer *writer)
{
  const MhRehearsalResult *result = writer->report->result;

  for (guint day = 0; day < writer->input->days->len; day++) {
    const char *holiday = g_ptr_array_index (writer->input->holidays, day);
    g_autofree char *name = name_day (writer->input, day);

    if (holiday != NULL)
      say (writer, MH_REHEARSAL_WARN, "holiday", g_strdup_printf (_("%s is a holiday (%s)."), name, holiday));
  }

  if (result->n_birth_unknown > 0)
    say (writer, MH_REHEARSAL_WARN, "birth-unknown",
         g_strdup_printf (_("For %u people no certain birth date is known. They are left out here."), result->n_birth_unknown));
}

static int
compare_weights (gconstpointer a,
                 gconstpointer b)
{
  const MhRehearsalSentence *sentence_a = *(MhRehearsalSentence * const *) a;
  const MhRehearsalSentence *sentence_b = *(MhRehearsalSentence * const *) b;

  return (int) sentence_a->weight - (int) sentence_b->weight;
}

static void
draw_busy_day (Writer *writer)
{
  const GArray *desk = writer->report->result->desk;
  const MhRehearsalHalfHour *worst = NULL;

  for (guint i = 0; i < desk->len; i++) {
    const MhRehearsalHalfHour *half_hour = &g_array_index (desk, MhRehearsalHalfHour, i);

    if (worst == NULL || half_hour->longest_wait > worst->longest_wait ||
        (half_hour->longest_wait == worst->longest_wait && half_hour->n_arrive > worst->n_arrive))
      worst = half_hour;
  }

  if (worst == NULL)
    return;

  writer->report->busy_day = name_day (writer->input, worst->day);
  for (guint i = 0; i < desk->len; i++) {
    const MhRehearsalHalfHour *half_hour = &g_array_index (desk, MhRehearsalHalfHour, i);
    MhRehearsalBar bar = { mh_minutes_format (half_hour->start_min), half_hour->n_arrive, 0, half_hour->n_capacity };

    if (half_hour->day == worst->day)
      g_array_append_val (writer->report->half_hours, bar);
    else
      clear_bar (&bar);
  }
}

static void
draw_weeks (Writer *writer)
{
  const GArray *weeks = writer->report->result->weeks;

  for (guint i = 0; i < weeks->len; i++) {
    const MhRehearsalWeek *week = &g_array_index (weeks, MhRehearsalWeek, i);
    MhRehearsalBar bar = {
      /* Translators: month and day of a Monday */
      g_strdup_printf (_("%d/%d –"), week->monday.month, week->monday.day), week->n_first, week->n_second_wanted, week->n_places,
    };

    g_array_append_val (writer->report->weeks, bar);
  }
}

static void
draw_districts (Writer *writer,
                GArray *districts)
{
  for (guint i = 0; i < districts->len; i++) {
    const MhRehearsalBand *band = &g_array_index (districts, MhRehearsalBand, i);
    const char * const *names = g_ptr_array_index (writer->input->districts, (guint) band->key);
    MhRehearsalBar bar = { g_strdup (names[0]), band->n_wanted, 0, band->n_placed };

    g_array_append_val (writer->report->districts, bar);
  }
}

static GArray *
make_bars (void)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (MhRehearsalBar));

  g_array_set_clear_func (bars, (GDestroyNotify) clear_bar);

  return bars;
}

static void
write_report (const MhRehearsalInput *input,
              MhRehearsalReport      *report)
{
  Writer writer = { input, report };
  g_autoptr (GArray) districts = NULL;

  report->programme = g_strdup (input->programme->name);
  report->sentences = g_ptr_array_new_with_free_func ((GDestroyNotify) sentence_free);
  report->half_hours = make_bars ();
  report->weeks = make_bars ();
  report->districts = make_bars ();
  districts = sum_districts (&writer);

  tell_second_doses (&writer);
  tell_first_doses (&writer);
  tell_nowhere (&writer, districts);
  tell_items (&writer);
  tell_desk (&writer);
  tell_phone (&writer);
  tell_list (&writer);
  g_ptr_array_sort (report->sentences, compare_weights);

  draw_busy_day (&writer);
  draw_weeks (&writer);
  draw_districts (&writer, districts);
}

/**
 * mh_rehearsal_choices_init:
 * @choices: (out): what is assumed at first
 */
void
mh_rehearsal_choices_init (MhRehearsalChoices *choices)
{
  *choices = (MhRehearsalChoices) {
    .uptake = 60,
    .order = MH_REHEARSAL_ELDEST,
    .seed = 1,
    .phone_percent = 50,
    .phone_lines = 1,
    .call_seconds = 180,
    .web_per_minute = 60,
    .desk_seconds = 90,
    .tables = 1,
    .stay_minutes = 30,
  };
}

/**
 * mh_rehearsal_choices_check:
 * @choices: what is to be assumed
 * @error: MH_ERROR_INVALID
 *
 * Returns: whether a rehearsal can be run with it
 */
gboolean
mh_rehearsal_choices_check (const MhRehearsalChoices *choices,
                            GError                  **error)
{
  gboolean shares = choices->uptake >= 0 && choices->uptake <= 100 && choices->phone_percent >= 0 && choices->phone_percent <= 100;
  gboolean phone = choices->phone_lines >= 1 && choices->phone_lines <= 100 && choices->call_seconds >= 1 &&
                   choices->call_seconds <= 3600 && choices->web_per_minute >= 1 && choices->web_per_minute <= 10000;
  gboolean desk = choices->desk_seconds >= 1 && choices->desk_seconds <= 1800 && choices->tables >= 1 && choices->tables <= 100 &&
                  choices->stay_minutes >= 0 && choices->stay_minutes <= 600;

  if (shares && phone && desk)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       !shares ? _("Shares are from 0 to 100 percent.")
                       : !phone ? _("There must be at least one telephone, and a call lasts from a second to an hour.")
                                : _("There must be at least one table, and a person takes from a second to half an hour there."));

  return FALSE;
}

/**
 * mh_rehearsal_order_nick:
 * @order: who books first
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_rehearsal_order_nick (MhRehearsalOrder order)
{
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    if (orders[i].order == order)
      return orders[i].nick;
  }

  g_return_val_if_reached ("eldest");
}

/**
 * mh_rehearsal_order_from_nick:
 * @nick: a stable name
 * @out_order: (out): the order
 *
 * Returns: whether there is one of that name
 */
gboolean
mh_rehearsal_order_from_nick (const char       *nick,
                              MhRehearsalOrder *out_order)
{
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    if (g_str_equal (orders[i].nick, nick)) {
      *out_order = orders[i].order;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * mh_rehearsal_report_make:
 * @input: from mh_rehearsal_read()
 * @choices: what is assumed
 * @progress: (nullable): told now and then, on the calling thread
 * @user_data: for @progress
 * @error: MH_ERROR_INVALID; %G_IO_ERROR_CANCELLED
 *
 * Asks nothing of the database: any thread may run it.
 *
 * Returns: (transfer full): what would happen, in words and numbers
 */
MhRehearsalReport *
mh_rehearsal_report_make (MhRehearsalInput         *input,
                          const MhRehearsalChoices *choices,
                          MhRehearsalProgress       progress,
                          gpointer                  user_data,
                          GError                  **error)
{
  g_autoptr (MhRehearsalResult) result = NULL;
  MhRehearsalReport *report;

  g_return_val_if_fail (input != NULL && choices != NULL, NULL);

  if (!mh_rehearsal_choices_check (choices, error))
    return NULL;

  result = mh_rehearsal_run (&input->town, choices, progress, user_data);
  if (result == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The rehearsal was stopped."));
    return NULL;
  }

  report = g_new0 (MhRehearsalReport, 1);
  report->choices = *choices;
  report->result = g_steal_pointer (&result);
  write_report (input, report);

  return report;
}

/**
 * mh_rehearsal_report_free:
 * @report: (transfer full): a report
 */
void
mh_rehearsal_report_free (MhRehearsalReport *report)
{
  g_clear_pointer (&report->result, mh_rehearsal_result_free);
  g_clear_pointer (&report->sentences, g_ptr_array_unref);
  g_clear_pointer (&report->half_hours, g_array_unref);
  g_clear_pointer (&report->weeks, g_array_unref);
  g_clear_pointer (&report->districts, g_array_unref);
  g_free (report->programme);
  g_free (report->busy_day);
  g_free (report);
}
