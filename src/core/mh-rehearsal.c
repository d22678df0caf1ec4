/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-rehearsal"

#include "mh-rehearsal.h"

#include "mh-random.h"
#include "mh-rehearsal-private.h"

#define MAX_WEEKS 120
#define PROGRESS_STEP 512
#define NO_SLOT G_MAXUINT

/* Those who book in one go: a person, or a household. Their people are members[first … first + n - 1]. */
typedef struct {
  guint    first;
  guint    n;
  int      eldest;   /* birth */
  guint32  chance;
  gboolean calls;
} Unit;

typedef struct {
  const MhRehearsalTown    *town;
  const MhRehearsalChoices *choices;
  MhFits                   *fits;      /* (owned) */
  MhRehearsalResult        *result;    /* (owned) */
  MhRandom                 *random;    /* (owned) */
  guint                    *members;   /* (owned) people, household by household */
  GArray                   *units;     /* (owned) (element-type Unit) that want a first dose, in the order of their booking */
  GArray                   *later;     /* (owned) (element-type guint) people who have a dose and want the next */
  int                      *open;      /* (owned) places of each slot that anybody may take */
  int                      *phone;     /* (owned) those for callers only */
  int                      *items;     /* (owned) free places, slot by slot; -1: no limit of its own */
  guint                    *firsts;    /* (owned) first doses of each slot */
  guint                    *seconds;   /* (owned) further doses of each slot */
  guint                    *placed;    /* (owned) slot of each person's dose, NO_SLOT */
  GArray                   *moments;   /* (owned) (element-type gint64) now, and each time at which a window opens later: ms since 1970 UTC */
  gint64                    moment;    /* the one of them that it is */
  gboolean                 *came;      /* (owned) whether the unit has tried to book yet */
  gint64                    clock;     /* ms since that moment, of the booking that is being made */
  gint64                    gone_at;   /* -1: not yet */
  guint                     n_left;
  guint                     hint;      /* no slot before it has a place */
  int                       missing_from; /* days; the first on which a missing second dose could have been */
  MhRehearsalProgress       progress;
  gpointer                  user_data;
  guint                     n_steps;
  guint                     n_done;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->fits, mh_fits_free);
  g_clear_pointer (&run->result, mh_rehearsal_result_free);
  g_clear_object (&run->random);
  g_clear_pointer (&run->members, g_free);
  g_clear_pointer (&run->units, g_array_unref);
  g_clear_pointer (&run->later, g_array_unref);
  g_clear_pointer (&run->open, g_free);
  g_clear_pointer (&run->phone, g_free);
  g_clear_pointer (&run->items, g_free);
  g_clear_pointer (&run->firsts, g_free);
  g_clear_pointer (&run->seconds, g_free);
  g_clear_pointer (&run->placed, g_free);
  g_clear_pointer (&run->moments, g_array_unref);
  g_clear_pointer (&run->came, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
go_on (Run *run)
{
  run->n_done++;

  return run->progress == NULL || run->n_done % PROGRESS_STEP != 0 ||
         run->progress ((double) run->n_done / MAX (run->n_steps, 1), run->user_data);
}

static void
copy_places (Run *run)
{
  const MhRehearsalTown *town = run->town;

  run->open = g_new0 (int, town->n_slots);
  run->phone = g_new0 (int, town->n_slots);
  run->items = g_new (int, (gsize) town->n_slots * town->n_items);
  run->firsts = g_new0 (guint, town->n_slots);
  run->seconds = g_new0 (guint, town->n_slots);

  for (guint i = 0; i < town->n_slots; i++) {
    const MhRehearsalSlot *slot = &town->slots[i];

    run->phone[i] = slot->n_phone;
    run->open[i] = slot->n_free - slot->n_phone;
    run->result->n_phone_places += slot->n_phone;
    run->result->n_places += slot->n_free;
    for (guint k = 0; k < town->n_items; k++)
      run->items[i * town->n_items + k] = slot->items != NULL ? slot->items[k] : -1;
  }

  run->n_left = run->result->n_places;
}

static MhRehearsalBand *
find_band (Run  *run,
           guint person)
{
  const MhRehearsalTown *town = run->town;
  MhDate day = town->n_days > 0 ? town->days[0].date : town->today;
  int years = mh_age_years (town->people[person].birth, day);
  const int *band_starts = mh_rehearsal_band_starts ();
  guint band = 0;

  while (band_starts[band + 1] >= 0 && band_starts[band + 1] <= years)
    band++;

  return years < 0 ? NULL : &g_array_index (run->result->bands, MhRehearsalBand, band);
}

static MhRehearsalBand *
find_district (Run  *run,
               guint person)
{
  const MhRehearsalPerson *who = &run->town->people[person];

  return &g_array_index (run->result->districts, MhRehearsalBand, who->hidden ? 0 : who->district);
}

#define COUNT(run, person, field) \
  G_STMT_START { \
    MhRehearsalBand *band_ = find_band (run, person); \
    if (band_ != NULL) \
    band_->field++; \
    find_district (run, person)->field++; \
  } G_STMT_END

static void
count_items (Run  *run,
             guint person)
{
  for (guint item = 0; item < run->town->n_items; item++) {
    MhRehearsalItemResult *result = &g_array_index (run->result->items, MhRehearsalItemResult, item);
    gboolean may = FALSE;

    for (guint day = 0; day < run->town->n_days && !may; day++)
      may = mh_fits_day (run->fits, person, day, TRUE) && mh_fits_item (run->fits, person, day, item);

    if (may)
      result->n_may++;
    else if (!run->town->people[person].hidden && mh_fits_item_ever (run->fits, person, item))
      result->n_nowhere++;
  }
}

/* Who is new, who comes for a later dose, whom no day takes. Returns: the new ones */
static GArray *
sort_people (Run *run)
{
  const MhRehearsalTown *town = run->town;
  GArray *fresh = g_array_new (FALSE, FALSE, sizeof (guint));

  run->placed = g_new (guint, town->n_people);
  run->later = g_array_new (FALSE, FALSE, sizeof (guint));
  run->result->n_people = town->n_people;

  for (guint i = 0; i < town->n_people; i++) {
    const MhRehearsalPerson *person = &town->people[i];
    gboolean held = mh_fits_any_day (run->fits, i);

    run->placed[i] = NO_SLOT;
    run->result->n_hidden += person->hidden;
    if (person->dose > town->doses)
      continue;
    if (!mh_date_is_set (person->birth) && !held && mh_fits_but_for_age (run->fits, i))
      run->result->n_birth_unknown++;

    /* A protected person without a day would tell by the difference of two numbers where she does not live. */
    if (!held && ((person->hidden && person->dose == 1) || !mh_fits_ever (run->fits, i)))
      continue;

    run->result->n_fit++;
    COUNT (run, i, n_people);
    if (person->dose > 1) {
      g_array_append_val (run->later, i);
    } else if (held) {
      g_array_append_val (fresh, i);
      count_items (run, i);
    } else {
      run->result->n_nowhere++;
      COUNT (run, i, n_nowhere);
      count_items (run, i);
    }
  }

  return fresh;
}

static int
compare_households (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  const MhRehearsalTown *town = user_data;
  guint index_a = *(const guint *) a;
  guint index_b = *(const guint *) b;
  gint64 house_a = town->people[index_a].household;
  gint64 house_b = town->people[index_b].household;

  if (house_a != house_b)
    return house_a < house_b ? -1 : 1;

  return (index_a > index_b) - (index_a < index_b);
}

static int
compare_chance (gconstpointer a,
                gconstpointer b)
{
  const Unit *unit_a = a;
  const Unit *unit_b = b;

  if (unit_a->chance != unit_b->chance)
    return unit_a->chance < unit_b->chance ? -1 : 1;

  return (unit_a->first > unit_b->first) - (unit_a->first < unit_b->first);
}

static int
compare_eldest (gconstpointer a,
                gconstpointer b)
{
  const Unit *unit_a = a;
  const Unit *unit_b = b;

  if (unit_a->eldest != unit_b->eldest)
    return unit_a->eldest < unit_b->eldest ? -1 : 1;

  return compare_chance (a, b);
}

/* Each gets a number by chance; who wants to come are those with the lowest, until the share is reached. */
static void
make_units (Run    *run,
            GArray *fresh)
{
  gboolean together = run->choices->order == MH_REHEARSAL_HOUSEHOLDS;
  guint wanted = (guint) (((guint64) fresh->len * (guint64) run->choices->uptake + 50) / 100);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Unit));

  if (together)
    g_array_sort_with_data (fresh, compare_households, (gpointer) run->town);

  run->members = g_memdup2 (fresh->data, fresh->len * sizeof (guint));
  for (guint i = 0; i < fresh->len; i++) {
    gint64 household = run->town->people[run->members[i]].household;
    Unit *last = all->len > 0 ? &g_array_index (all, Unit, all->len - 1) : NULL;
    Unit unit = { i, 1, run->fits->births[run->members[i]], 0, FALSE };

    if (together && last != NULL && household != 0 && run->town->people[run->members[last->first]].household == household) {
      last->n++;
      last->eldest = MIN (last->eldest, unit.eldest);
      continue;
    }

    unit.chance = mh_random_below (run->random, G_MAXUINT32);
    unit.calls = mh_random_below (run->random, 100) < (guint32) run->choices->phone_percent;
    g_array_append_val (all, unit);
  }

  g_array_sort (all, compare_chance);
  run->units = g_array_new (FALSE, FALSE, sizeof (Unit));
  for (guint i = 0; i < all->len && run->result->n_wanted < wanted; i++) {
    Unit unit = g_array_index (all, Unit, i);

    unit.n = MIN (unit.n, wanted - run->result->n_wanted);
    run->result->n_wanted += unit.n;
    g_array_append_val (run->units, unit);
  }

  if (run->choices->order != MH_REHEARSAL_RANDOM)
    g_array_sort (run->units, compare_eldest);
}

static gboolean
has_item_places (const Run *run,
                 guint      person,
                 guint      slot)
{
  const MhRehearsalTown *town = run->town;

  for (guint item = 0; item < town->n_items; item++) {
    if (run->items[slot * town->n_items + item] == 0 && mh_fits_item (run->fits, person, town->slots[slot].day, item))
      return FALSE;
  }

  return TRUE;
}

static int
count_open (const Run *run,
            guint      slot,
            gboolean   calls)
{
  return run->open[slot] + (calls ? run->phone[slot] : 0);
}

static void
take_place (Run     *run,
            guint    slot,
            gboolean calls)
{
  if (calls && run->phone[slot] > 0)
    run->phone[slot]--;
  else
    run->open[slot]--;

  if (--run->n_left == 0)
    run->gone_at = run->clock;
}

static void
give_back_place (Run     *run,
                 guint    slot,
                 gboolean was_phone)
{
  if (was_phone)
    run->phone[slot]++;
  else
    run->open[slot]++;
  run->n_left++;
}

static void
take_items (Run  *run,
            guint person,
            guint slot)
{
  const MhRehearsalTown *town = run->town;

  for (guint item = 0; item < town->n_items; item++) {
    MhRehearsalItemResult *result = &g_array_index (run->result->items, MhRehearsalItemResult, item);
    int *left = &run->items[slot * town->n_items + item];

    if (!mh_fits_item (run->fits, person, town->slots[slot].day, item))
      continue;

    if (*left == 0)
      continue;

    result->n_placed++;
    if (*left > 0)
      (*left)--;
  }
}

/* The first day from @from to before @to that has a place, at the same time of day where that is free. */
static guint
find_between (const Run *run,
              guint      person,
              int        from,
              int        to,
              int        start_min)
{
  guint found = NO_SLOT;

  for (guint i = mh_fits_first_slot (run->fits, from); i < run->town->n_slots; i++) {
    const MhRehearsalSlot *slot = &run->town->slots[i];
    int day = mh_fits_slot_day (run->fits, i);

    if (day >= to || (found != NO_SLOT && day != mh_fits_slot_day (run->fits, found)))
      break;
    if (count_open (run, i, TRUE) <= 0 || !mh_fits_day (run->fits, person, slot->day, FALSE))
      continue;
    if (slot->start_min == start_min)
      return i;
    if (found == NO_SLOT)
      found = i;
  }

  return found;
}

/* At the usual distance or after it; where nothing is free there, as early as the rule allows. */
static guint
find_later (const Run *run,
            guint      person,
            int        dose,
            MhDate     last,
            int        start_min,
            int       *out_earliest,
            int       *out_due)
{
  guint slot;

  mh_fits_next_dose (run->fits, person, dose, last, out_earliest, out_due);
  slot = find_between (run, person, *out_due, G_MAXINT, start_min);

  return slot != NO_SLOT ? slot : find_between (run, person, *out_earliest, *out_due, start_min);
}

static MhRehearsalWeek *
find_week (Run *run,
           int  day)
{
  GArray *weeks = run->result->weeks;
  int monday = day - (mh_date_weekday (mh_date_from_days (day)) + 6) % 7;
  int first = weeks->len > 0 ? mh_date_to_days (g_array_index (weeks, MhRehearsalWeek, 0).monday) : monday;
  int index = (monday - first) / 7;

  if (index < 0 || index > MAX_WEEKS)
    return NULL;

  while ((int) weeks->len <= index) {
    MhRehearsalWeek week = { .monday = mh_date_from_days (first + 7 * (int) weeks->len) };

    g_array_append_val (weeks, week);
  }

  return &g_array_index (weeks, MhRehearsalWeek, index);
}

/* Doses from @dose on, of which the first has been had on @last. With @dry nothing is taken. Returns: whether all found a place */
static gboolean
book_chain (Run     *run,
            guint    person,
            int      dose,
            MhDate   last,
            int      start_min,
            gboolean dry)
{
  for (; dose <= run->town->doses; dose++) {
    int earliest;
    int due;
    guint slot = find_later (run, person, dose, last, start_min, &earliest, &due);
    MhRehearsalWeek *week = dry ? NULL : find_week (run, due);

    if (week != NULL)
      week->n_second_wanted++;

    if (slot == NO_SLOT) {
      if (!dry) {
        run->result->n_second_wanted += run->town->doses - dose + 1;
        run->missing_from = MIN (run->missing_from, earliest);
      }
      return FALSE;
    }

    last = run->town->days[run->town->slots[slot].day].date;
    if (dry)
      continue;

    run->result->n_second_wanted++;
    run->result->n_second_placed++;
    run->seconds[slot]++;
    take_place (run, slot, TRUE);
  }

  return TRUE;
}

static void
place_first (Run  *run,
             guint person,
             guint slot)
{
  const MhRehearsalSlot *where = &run->town->slots[slot];

  run->placed[person] = slot;
  run->firsts[slot]++;
  run->result->n_placed++;
  COUNT (run, person, n_placed);
  take_items (run, person, slot);

  if (run->choices->together)
    book_chain (run, person, 2, run->town->days[where->day].date, where->start_min, FALSE);
}

/* The place is taken before the later doses are looked for: they need another. */
static gboolean
try_slot (Run     *run,
          guint    person,
          guint    slot,
          gboolean calls)
{
  const MhRehearsalSlot *where = &run->town->slots[slot];
  gboolean was_phone = calls && run->phone[slot] > 0;

  if (count_open (run, slot, calls) <= 0)
    return FALSE;

  take_place (run, slot, calls);
  if (run->choices->together && !book_chain (run, person, 2, run->town->days[where->day].date, where->start_min, TRUE)) {
    give_back_place (run, slot, was_phone);
    return FALSE;
  }

  place_first (run, person, slot);

  return TRUE;
}

static gboolean
book_alone (Run     *run,
            guint    person,
            gboolean calls,
            gboolean with_items)
{
  guint day = NO_SLOT;
  gboolean may = FALSE;

  while (run->hint < run->town->n_slots && count_open (run, run->hint, TRUE) <= 0)
    run->hint++;

  for (guint i = run->hint; i < run->town->n_slots; i++) {
    if (count_open (run, i, calls) <= 0)
      continue;

    if (run->town->slots[i].day != day) {
      day = run->town->slots[i].day;
      may = mh_fits_day_at (run->fits, person, day, run->moment);
    }

    if (may && (!with_items || has_item_places (run, person, i)) && try_slot (run, person, i, calls))
      return TRUE;
  }

  return FALSE;
}

/* Where all of a household find a place beside each other. */
static guint
find_common (Run        *run,
             const Unit *unit)
{
  for (guint i = run->hint; i < run->town->n_slots; i++) {
    gboolean may = count_open (run, i, unit->calls) >= (int) unit->n;

    for (guint k = 0; k < unit->n && may; k++) {
      guint person = run->members[unit->first + k];

      may = run->placed[person] == NO_SLOT && mh_fits_day_at (run->fits, person, run->town->slots[i].day, run->moment) &&
            has_item_places (run, person, i);
    }

    if (may)
      return i;
  }

  return NO_SLOT;
}

static void
book_unit (Run        *run,
           const Unit *unit)
{
  guint common = unit->n > 1 ? find_common (run, unit) : NO_SLOT;

  for (guint k = 0; k < unit->n; k++) {
    guint person = run->members[unit->first + k];

    if (run->placed[person] != NO_SLOT)
      continue;

    if ((common == NO_SLOT || !try_slot (run, person, common, unit->calls)) &&
        !book_alone (run, person, unit->calls, TRUE) &&
        run->town->n_items > 0)
      book_alone (run, person, unit->calls, FALSE);

    if (unit->calls && run->placed[person] != NO_SLOT)
      run->result->n_callers_placed++;
  }
}

static void
count_wanting (Run        *run,
               const Unit *unit)
{
  for (guint k = 0; k < unit->n; k++) {
    guint person = run->members[unit->first + k];

    COUNT (run, person, n_wanted);
    run->result->n_callers += unit->calls ? 1 : 0;
    for (guint item = 0; item < run->town->n_items; item++) {
      for (guint day = 0; day < run->town->n_days; day++) {
        if (mh_fits_day (run->fits, person, day, TRUE) && mh_fits_item (run->fits, person, day, item)) {
          g_array_index (run->result->items, MhRehearsalItemResult, item).n_wanted++;
          break;
        }
      }
    }
  }
}

/* Whether somebody of the unit who has no place may book a day now that he might not at @before. */
static gboolean
may_try (const Run  *run,
         const Unit *unit,
         gint64      before)
{
  for (guint k = 0; k < unit->n; k++) {
    guint person = run->members[unit->first + k];

    for (guint day = 0; day < run->town->n_days && run->placed[person] == NO_SLOT; day++) {
      if (mh_fits_day_at (run->fits, person, day, run->moment) &&
          (before == run->moment || !mh_fits_day_at (run->fits, person, day, before)))
        return TRUE;
    }
  }

  return FALSE;
}

/* The next unit of its queue that comes at this moment. At the first one all come for whom a day is open. */
static guint
find_next (const Run *run,
           guint      index,
           gboolean   calls,
           gint64     before)
{
  while (index < run->units->len &&
         (g_array_index (run->units, Unit, index).calls != calls || !may_try (run, &g_array_index (run->units, Unit, index), before)))
    index++;

  return index;
}

static int
compare_moments (gconstpointer a,
                 gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return one < two ? -1 : one > two;
}

/* When the doors are opened: now, and whenever a window opens that is not open yet. */
static void
list_moments (Run *run)
{
  run->moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (run->moments, run->town->now);

  for (guint i = 0; i < run->town->n_days; i++) {
    const MhRehearsalDay *day = &run->town->days[i];

    for (guint k = 0; k < day->n_windows && day->opens != NULL; k++) {
      if (day->opens[k] > run->town->now)
        g_array_append_val (run->moments, day->opens[k]);
    }
  }

  g_array_sort (run->moments, compare_moments);
  for (guint i = run->moments->len - 1; i > 0; i--) {
    if (g_array_index (run->moments, gint64, i) == g_array_index (run->moments, gint64, i - 1))
      g_array_remove_index (run->moments, i);
  }
}

/* Two queues at once: callers one after the other on each line, all others by themselves and much faster (播磨町). */
static gboolean
open_doors (Run   *run,
            gint64 before)
{
  const MhRehearsalChoices *choices = run->choices;
  guint web = find_next (run, 0, FALSE, before);
  guint call = find_next (run, 0, TRUE, before);
  gint64 n_web = 0;
  gint64 n_calls = 0;

  while (web < run->units->len || call < run->units->len) {
    gint64 web_at = web < run->units->len ? n_web * 60000 / choices->web_per_minute : G_MAXINT64;
    gint64 call_at = call < run->units->len ? (n_calls + 1) * 1000 * choices->call_seconds / choices->phone_lines : G_MAXINT64;
    gboolean calls = call_at < web_at;
    guint next = calls ? call : web;
    const Unit *unit = &g_array_index (run->units, Unit, next);

    run->clock = MIN (web_at, call_at);
    if (!run->came[next])
      count_wanting (run, unit);
    run->came[next] = TRUE;
    book_unit (run, unit);

    if (calls) {
      n_calls++;
      call = find_next (run, call + 1, TRUE, before);
    } else {
      n_web += unit->n;
      web = find_next (run, web + 1, FALSE, before);
    }

    if (!go_on (run))
      return FALSE;
  }

  if (run->gone_at >= 0 && run->n_left == 0)
    run->result->minutes_until_gone = (int) ((run->gone_at + 59999) / 60000);

  return TRUE;
}

/* At each moment those come for whom it opens a day, and who found no place before. */
static gboolean
open_all_doors (Run *run)
{
  list_moments (run);
  run->came = g_new0 (gboolean, run->units->len + 1);

  for (guint i = 0; i < run->moments->len; i++) {
    run->moment = g_array_index (run->moments, gint64, i);
    run->hint = 0;
    if (!open_doors (run, g_array_index (run->moments, gint64, MAX (i, 1) - 1)))
      return FALSE;
  }

  return TRUE;
}

/* What callers have left, where the day lets the others have it later on. */
static void
open_phone_places (Run *run)
{
  for (guint i = 0; i < run->town->n_slots; i++) {
    if (run->town->days[run->town->slots[i].day].phone_opens) {
      run->open[i] += run->phone[i];
      run->phone[i] = 0;
    }
  }

  run->hint = 0;
  for (guint i = 0; i < run->units->len; i++) {
    const Unit *unit = &g_array_index (run->units, Unit, i);

    for (guint k = 0; k < unit->n && !unit->calls; k++) {
      guint person = run->members[unit->first + k];

      if (run->placed[person] == NO_SLOT)
        book_alone (run, person, FALSE, FALSE);
    }
  }

  for (guint i = 0; i < run->town->n_slots && run->result->n_placed < run->result->n_wanted; i++)
    run->result->n_phone_unused += (guint) run->phone[i];
}

/* Those who have a dose already come first, then the others as they came for their first one. */
static gboolean
book_later_doses (Run *run)
{
  for (guint i = 0; i < run->later->len; i++) {
    const MhRehearsalPerson *person = &run->town->people[g_array_index (run->later, guint, i)];
    MhDate last = mh_date_is_set (person->last) ? person->last : run->town->today;

    book_chain (run, g_array_index (run->later, guint, i), person->dose, last, -1, FALSE);
    if (!go_on (run))
      return FALSE;
  }

  for (guint i = 0; i < run->units->len && !run->choices->together && run->town->doses > 1; i++) {
    const Unit *unit = &g_array_index (run->units, Unit, i);

    for (guint k = 0; k < unit->n; k++) {
      guint person = run->members[unit->first + k];
      guint slot = run->placed[person];

      if (slot != NO_SLOT)
        book_chain (run, person, 2, run->town->days[run->town->slots[slot].day].date, run->town->slots[slot].start_min, FALSE);
    }

    if (!go_on (run))
      return FALSE;
  }

  return TRUE;
}

static void
sum_up (Run *run)
{
  MhRehearsalResult *result = run->result;
  guint missing = result->n_second_wanted - result->n_second_placed;
  g_autofree guint *arrivals = g_new0 (guint, run->town->n_slots);

  for (guint i = 0; i < run->town->n_slots; i++) {
    MhRehearsalWeek *week = find_week (run, mh_fits_slot_day (run->fits, i));

    arrivals[i] = run->firsts[i] + run->seconds[i] + (guint) run->town->slots[i].n_booked;
    if (missing > 0 && mh_fits_slot_day (run->fits, i) >= run->missing_from)
      result->n_second_taken += run->firsts[i];
    if (week != NULL) {
      week->n_places += (guint) run->town->slots[i].n_free;
      week->n_first += run->firsts[i];
      week->n_second_placed += run->seconds[i];
    }
  }

  result->n_second_taken = MIN (result->n_second_taken, missing);
  result->n_left = run->n_left;
  for (guint day = 0; day < run->town->n_days; day++)
    mh_rehearsal_run_desk (run->town, run->choices, day, arrivals, result->desk);
}

/**
 * mh_rehearsal_run:
 * @town: people, rules and slots; copied from nowhere and changed nowhere
 * @choices: what is assumed; lines, tables, seconds and bookings a minute are 1 or more
 * @progress: (nullable): told now and then
 * @user_data: for @progress
 *
 * Everybody takes the earliest place that takes him. Second doses are looked for when all first ones are booked, as at an opening, or with
 * them (@choices.together). The same seed gives the same result on every PC.
 *
 * Returns: (transfer full) (nullable): what came of it; %NULL when @progress stopped it
 */
MhRehearsalResult *
mh_rehearsal_run (const MhRehearsalTown    *town,
                  const MhRehearsalChoices *choices,
                  MhRehearsalProgress       progress,
                  gpointer                  user_data)
{
  g_auto (Run) run = { .town = town, .choices = choices, .progress = progress, .user_data = user_data };
  g_autoptr (GArray) fresh = NULL;

  g_return_val_if_fail (town != NULL && choices != NULL, NULL);
  g_return_val_if_fail (choices->phone_lines > 0 && choices->call_seconds > 0 && choices->web_per_minute > 0, NULL);
  g_return_val_if_fail (choices->tables > 0 && choices->desk_seconds > 0, NULL);
  g_return_val_if_fail (town->doses >= 1, NULL);

  run.random = mh_random_new_seeded (choices->seed);
  run.fits = mh_fits_new (town);
  run.result = mh_rehearsal_result_new (town);
  run.gone_at = -1;
  run.missing_from = G_MAXINT;
  copy_places (&run);
  if (town->n_days > 0)
    find_week (&run, mh_date_to_days (town->days[0].date));

  fresh = sort_people (&run);
  make_units (&run, fresh);
  run.n_steps = run.units->len * 2 + run.later->len;
  if (!open_all_doors (&run))
    return NULL;

  open_phone_places (&run);
  if (!book_later_doses (&run))
    return NULL;

  sum_up (&run);

  return g_steal_pointer (&run.result);
}
