/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rehearsal-desk"

#include "mh-rehearsal.h"

#define HALF_HOUR 1800

/* In seconds from 0:00. */
typedef struct {
  int comes;
  int begins;   /* at the table */
  int ends;
} Visitor;

static int
compare_arrivals (gconstpointer a,
                  gconstpointer b)
{
  const Visitor *visitor_a = a;
  const Visitor *visitor_b = b;

  return (visitor_a->comes > visitor_b->comes) - (visitor_a->comes < visitor_b->comes);
}

static GArray *
make_visitors (const MhRehearsalTown *town,
               guint                  day,
               const guint           *arrivals)
{
  GArray *visitors = g_array_new (FALSE, FALSE, sizeof (Visitor));

  for (guint i = 0; i < town->n_slots; i++) {
    const MhRehearsalSlot *slot = &town->slots[i];
    int length = (slot->end_min - slot->start_min) * 60;

    if (slot->day != day)
      continue;

    for (guint k = 0; k < arrivals[i]; k++) {
      Visitor visitor = { slot->start_min * 60 + (int) ((gint64) length * k / arrivals[i]), 0, 0 };

      g_array_append_val (visitors, visitor);
    }
  }

  g_array_sort (visitors, compare_arrivals);

  return visitors;
}

/* First come, first served, by the table that is free first. */
static void
serve (GArray                   *visitors,
       const MhRehearsalChoices *choices)
{
  g_autofree int *free_at = g_new0 (int, choices->tables);

  for (guint i = 0; i < visitors->len; i++) {
    Visitor *visitor = &g_array_index (visitors, Visitor, i);
    int table = 0;

    for (int k = 1; k < choices->tables; k++) {
      if (free_at[k] < free_at[table])
        table = k;
    }

    visitor->begins = MAX (visitor->comes, free_at[table]);
    visitor->ends = visitor->begins + choices->desk_seconds;
    free_at[table] = visitor->ends;
  }
}

/* How many wait at each arrival, and how many are in the house. Both ends of waiting and leaving come in the order of arrival. */
static void
fill_half_hours (GArray                   *visitors,
                 const MhRehearsalChoices *choices,
                 MhRehearsalHalfHour      *half_hours,
                 int                       first)
{
  guint begun = 0;
  guint left = 0;

  for (guint i = 0; i < visitors->len; i++) {
    const Visitor *visitor = &g_array_index (visitors, Visitor, i);
    MhRehearsalHalfHour *half_hour = &half_hours[visitor->comes / HALF_HOUR - first];

    while (begun <= i && g_array_index (visitors, Visitor, begun).begins <= visitor->comes)
      begun++;
    while (g_array_index (visitors, Visitor, left).ends + choices->stay_minutes * 60 <= visitor->comes)
      left++;

    half_hour->n_arrive++;
    half_hour->longest_queue = MAX (half_hour->longest_queue, i + 1 - MIN (begun, i + 1));
    half_hour->longest_wait = MAX (half_hour->longest_wait, (visitor->begins - visitor->comes + 59) / 60);
    half_hour->n_present = MAX (half_hour->n_present, i + 1 - left);
    half_hours[visitor->begins / HALF_HOUR - first].n_served++;
  }
}

/**
 * mh_rehearsal_run_desk:
 * @town: the slots
 * @choices: tables, seconds a person, minutes of stay
 * @day: index of a day
 * @arrivals: (array): people in each slot of @town
 * @desk: (element-type MhRehearsalHalfHour): where to
 *
 * Everybody comes evenly over the length of his slot and queues in one line. 田原市's drill with 100 an hour failed at this table, where
 * each person is looked up in the list.
 */
void
mh_rehearsal_run_desk (const MhRehearsalTown    *town,
                       const MhRehearsalChoices *choices,
                       guint                     day,
                       const guint              *arrivals,
                       GArray                   *desk)
{
  g_autoptr (GArray) visitors = NULL;
  g_autofree MhRehearsalHalfHour *half_hours = NULL;
  int first;
  int n;

  g_return_if_fail (choices->tables > 0 && choices->desk_seconds > 0);

  visitors = make_visitors (town, day, arrivals);
  if (visitors->len == 0)
    return;

  serve (visitors, choices);
  first = g_array_index (visitors, Visitor, 0).comes / HALF_HOUR;
  n = g_array_index (visitors, Visitor, visitors->len - 1).begins / HALF_HOUR - first + 1;
  half_hours = g_new0 (MhRehearsalHalfHour, n);
  fill_half_hours (visitors, choices, half_hours, first);

  for (int i = 0; i < n; i++) {
    half_hours[i].day = day;
    half_hours[i].start_min = (first + i) * HALF_HOUR / 60;
    half_hours[i].n_capacity = (guint) (choices->tables * HALF_HOUR / choices->desk_seconds);
    g_array_append_val (desk, half_hours[i]);
  }
}
