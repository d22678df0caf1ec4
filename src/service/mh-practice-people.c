/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-practice"

#include "mh-age.h"
#include "mh-practice-names.h"
#include "mh-practice-private.h"
#include "mh-protection-table.h"

#define FIRST_NUMBER 10001
#define NUMBER_STEP 3   /* numbers of those who left long ago are missing in every register */
#define RARE_NAME_EVERY 40  /* households */
#define N_PROTECTED 8
#define N_DEAD 15
#define N_MOVED 10
#define N_LEAVING 5
#define N_PARTIAL_BIRTHS 4
#define LEAST_PER_EVENT 50  /* people for one to whom something has happened */
#define DAYS_A_YEAR 365

/* Who lives together, with the share of such households in a small northern town. */
typedef enum {
  ALONE_OLD,
  COUPLE_OLD,
  PARENT_AND_CHILD,
  COUPLE_MIDDLE,
  FAMILY,
  ALONE_YOUNG,
  MOTHER_AND_CHILDREN,
  N_HOUSEHOLD_KINDS
} HouseholdKind;

static const guint household_percents[N_HOUSEHOLD_KINDS] = {
  [ALONE_OLD] = 24,
  [COUPLE_OLD] = 24,
  [PARENT_AND_CHILD] = 12,
  [COUPLE_MIDDLE] = 12,
  [FAMILY] = 13,
  [ALONE_YOUNG] = 13,
  [MOTHER_AND_CHILDREN] = 2,
};

typedef struct {
  const char *name;
  const char *postal_code;  /* no post office has a 000 */
  guint       n_plots;
} District;

static const District districts[] = {
  { "元町", "0000011", 120 }, { "旭町", "0000012", 90 }, { "栄町", "0000013", 80 }, { "幸町", "0000014", 60 },
  { "緑ヶ丘", "0000015", 60 }, { "川向", "0000021", 30 }, { "上沢", "0000022", 25 }, { "下沢", "0000023", 25 },
  { "滝の原", "0000024", 20 }, { "北の平", "0000025", 12 },
};

typedef struct {
  guint                 number;
  const MhPracticeName *surname;
  const District       *district;
  char                 *address;  /* (owned) */
} Household;

static HouseholdKind
draw_kind (MhPracticeTown *town)
{
  guint drawn = mh_random_below (town->random, 100);

  for (HouseholdKind kind = 0; kind < N_HOUSEHOLD_KINDS; kind++) {
    if (drawn < household_percents[kind])
      return kind;
    drawn -= household_percents[kind];
  }

  return ALONE_OLD;
}

static int
draw_between (MhPracticeTown *town,
              int             from,
              int             to)
{
  return from + (int) mh_random_below (town->random, to - from + 1);
}

/* Outlying districts have fewer people. */
static const District *
draw_district (MhPracticeTown *town)
{
  guint sum = 0;
  guint drawn;

  for (guint i = 0; i < G_N_ELEMENTS (districts); i++)
    sum += districts[i].n_plots;

  drawn = mh_random_below (town->random, sum);
  for (guint i = 0; i < G_N_ELEMENTS (districts); i++) {
    if (drawn < districts[i].n_plots)
      return &districts[i];
    drawn -= districts[i].n_plots;
  }

  return &districts[0];
}

static void
clear_household (Household *household)
{
  g_free (household->address);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Household, clear_household)

static void
start_household (MhPracticeTown *town,
                 Household      *household,
                 guint           number)
{
  household->number = number;
  household->surname = number % RARE_NAME_EVERY == 0 ? mh_practice_get_rare_surname (number / RARE_NAME_EVERY)
                                                     : mh_practice_draw_surname (town->random);
  household->district = draw_district (town);
  household->address = g_strdup_printf ("字%s%u番地%u", household->district->name, 1 + mh_random_below (town->random, 300),
                                        1 + mh_random_below (town->random, 20));
}

static void
free_person (MhPracticePerson *person)
{
  mh_resident_free (person->resident);
  g_free (person);
}

/* A given name that nobody else in the household has. */
static const MhPracticeName *
draw_given (MhPracticeTown  *town,
            const Household *household,
            gboolean         is_woman,
            int              birth_year)
{
  for (;;) {
    const MhPracticeName *given = mh_practice_draw_given (town->random, is_woman, birth_year);
    g_autofree char *name = g_strconcat (household->surname->text, "　", given->text, NULL);
    gboolean is_free = TRUE;

    for (guint i = town->people->len; i > 0 && is_free; i--) {
      const MhPracticePerson *other = g_ptr_array_index (town->people, i - 1);

      if (other->household != household->number)
        break;
      is_free = !g_str_equal (other->resident->name, name);
    }

    if (is_free)
      return given;
  }
}

/* Returns: the person's place in the town */
static guint
add_person (MhPracticeTown  *town,
            const Household *household,
            gboolean         is_woman,
            int              age)
{
  MhPracticePerson *person = g_new0 (MhPracticePerson, 1);
  MhResident *resident = mh_resident_new ();
  int days = age * DAYS_A_YEAR + age / 4 + (int) mh_random_below (town->random, DAYS_A_YEAR);
  const MhPracticeName *given;

  resident->birth = mh_date_add_days (town->today, -days);
  given = draw_given (town, household, is_woman, resident->birth.year);
  resident->register_number = g_strdup_printf ("%08u", FIRST_NUMBER + NUMBER_STEP * town->people->len);
  resident->household_number = g_strdup_printf ("%07u", household->number);
  resident->name = g_strconcat (household->surname->text, "　", given->text, NULL);
  g_free (resident->kana);
  resident->kana = g_strconcat (household->surname->kana, "　", given->kana, NULL);
  g_free (resident->sex);
  resident->sex = g_strdup (is_woman ? "female" : "male");
  resident->postal_code = g_strdup (household->district->postal_code);
  resident->address = g_strdup (household->address);
  resident->district = g_strdup (household->district->name);

  person->resident = resident;
  person->household = household->number;
  person->partner = MH_NOBODY;
  g_ptr_array_add (town->people, person);

  return town->people->len - 1;
}

static void
add_couple (MhPracticeTown  *town,
            const Household *household,
            int              age)
{
  guint husband = add_person (town, household, FALSE, age);
  guint wife = add_person (town, household, TRUE, age - draw_between (town, -1, 5));

  ((MhPracticePerson *) g_ptr_array_index (town->people, husband))->partner = wife;
  ((MhPracticePerson *) g_ptr_array_index (town->people, wife))->partner = husband;
}

static void
add_children (MhPracticeTown  *town,
              const Household *household,
              int              n,
              int              oldest)
{
  int age = MAX (0, oldest);

  for (int i = 0; i < n && age >= 0; i++) {
    add_person (town, household, mh_practice_chance (town, 50), age);
    age -= draw_between (town, 2, 4);
  }
}

static void
add_household (MhPracticeTown *town,
               guint           number)
{
  g_auto (Household) household = { 0 };
  int age;

  start_household (town, &household, number);
  switch (draw_kind (town)) {
  case ALONE_OLD:
    add_person (town, &household, mh_practice_chance (town, 70), draw_between (town, 66, 96));
    break;

  case COUPLE_OLD:
    add_couple (town, &household, draw_between (town, 66, 90));
    break;

  case PARENT_AND_CHILD:
    age = draw_between (town, 72, 98);
    add_person (town, &household, mh_practice_chance (town, 80), age);
    add_person (town, &household, mh_practice_chance (town, 40), age - draw_between (town, 22, 34));
    break;

  case COUPLE_MIDDLE:
    add_couple (town, &household, draw_between (town, 44, 66));
    break;

  case FAMILY:
    age = draw_between (town, 27, 48);
    add_couple (town, &household, age);
    add_children (town, &household, draw_between (town, 1, 3), age - draw_between (town, 24, 32));
    break;

  case ALONE_YOUNG:
    add_person (town, &household, mh_practice_chance (town, 40), draw_between (town, 20, 64));
    break;

  case MOTHER_AND_CHILDREN:
    age = draw_between (town, 26, 45);
    add_person (town, &household, TRUE, age);
    add_children (town, &household, draw_between (town, 1, 2), age - draw_between (town, 22, 28));
    break;

  case N_HOUSEHOLD_KINDS:
  default:
    g_assert_not_reached ();
  }
}

static void
set_status (MhPracticePerson *person,
            const char       *status,
            MhDate            date)
{
  g_free (person->resident->status);
  person->resident->status = g_strdup (status);
  person->resident->status_date = date;
}

/* Somebody of an age to whom nothing has happened yet. */
static MhPracticePerson *
draw_person (MhPracticeTown *town,
             int             least_age)
{
  for (guint tries = 0; tries < 100000; tries++) {
    MhPracticePerson *person = g_ptr_array_index (town->people, mh_random_below (town->random, town->people->len));

    if (mh_practice_is_here (person) && !person->is_protected && mh_practice_age (town, person) >= least_age)
      return person;
  }

  return g_ptr_array_index (town->people, 0);
}

/* Fewer where there are few people. */
static guint
scale (MhPracticeTown *town,
       guint           most)
{
  return MIN (most, town->people->len / LEAST_PER_EVENT);
}

static void
let_things_happen (MhPracticeTown *town)
{
  MhDate tomorrow = mh_date_add_days (town->today, 1);

  for (guint i = 0; i < scale (town, N_DEAD); i++)
    set_status (draw_person (town, 70), "dead", mh_date_add_days (town->today, -draw_between (town, 0, 200)));
  for (guint i = 0; i < scale (town, N_MOVED); i++)
    set_status (draw_person (town, 18), "moved-out", mh_date_add_days (town->today, -draw_between (town, 1, 150)));
  for (guint i = 0; i < scale (town, N_LEAVING); i++)
    set_status (draw_person (town, 18), "moving-out", tomorrow);
  for (guint i = 0; i < scale (town, N_PROTECTED); i++)
    draw_person (town, i < 3 ? 66 : 0)->is_protected = TRUE;

  for (guint i = 0; i < scale (town, N_PARTIAL_BIRTHS); i++) {
    MhResident *resident = draw_person (town, 80)->resident;

    resident->birth_text = g_strdup_printf ("昭和%d年 月日不詳", MAX (1, resident->birth.year - 1925));
    resident->birth = MH_DATE_NONE;
  }
}

static gboolean
insert_people (MhPracticeTown *town,
               GError        **error)
{
  for (guint i = 0; i < town->people->len; i++) {
    MhPracticePerson *person = g_ptr_array_index (town->people, i);

    person->resident->id = mh_resident_table_insert (town->desk->db, person->resident, error);
    if (person->resident->id == 0)
      return FALSE;
  }

  return TRUE;
}

/* Measures that run, and one each that ended yesterday, ends today and begins tomorrow. */
static gboolean
insert_protections (MhPracticeTown *town,
                    GError        **error)
{
  MhDb *db = town->desk->db;
  MhDate long_ago = mh_date_add_days (town->today, -200);
  MhDate yesterday = mh_date_add_days (town->today, -1);
  MhDate tomorrow = mh_date_add_days (town->today, 1);
  guint n = 0;

  for (guint i = 0; i < town->people->len; i++) {
    const MhPracticePerson *person = g_ptr_array_index (town->people, i);
    MhDate end = n == 0 ? town->today : n % 2 == 0 ? mh_date_add_days (town->today, 165) : MH_DATE_NONE;

    if (!person->is_protected)
      continue;

    n++;
    if (mh_protection_table_insert (db, person->resident->id, long_ago, end, "hand", NULL, error) == 0)
      return FALSE;
  }

  return mh_protection_table_insert (db, draw_person (town, 20)->resident->id, long_ago, yesterday, "hand", NULL, error) != 0 &&
         mh_protection_table_insert (db, draw_person (town, 20)->resident->id, tomorrow, MH_DATE_NONE, "hand", NULL, error) != 0;
}

/**
 * mh_practice_chance:
 * @town: a practice town
 * @percent: 0 to 100
 *
 * The same seed gives the same answers.
 *
 * Returns: %TRUE so often
 */
gboolean
mh_practice_chance (MhPracticeTown *town,
                    guint           percent)
{
  return mh_random_below (town->random, 100) < percent;
}

/**
 * mh_practice_age:
 * @town: a practice town
 * @person: one of its people
 *
 * Returns: years on the day that it is; -1 where the birth date is not known
 */
int
mh_practice_age (MhPracticeTown         *town,
                 const MhPracticePerson *person)
{
  return mh_date_is_set (person->resident->birth) ? mh_age_years (person->resident->birth, town->today) : -1;
}

/**
 * mh_practice_is_here:
 * @person: one of the people
 *
 * Returns: whether the person lives in the town and will tomorrow
 */
gboolean
mh_practice_is_here (const MhPracticePerson *person)
{
  return g_str_equal (person->resident->status, "resident");
}

/**
 * mh_practice_make_people:
 * @town: a practice town, inside the act that fills it
 * @n: how many people at the least: the last household is whole
 * @error: return location
 *
 * Returns: whether they were written, protections with them
 */
gboolean
mh_practice_make_people (MhPracticeTown *town,
                         guint           n,
                         GError        **error)
{
  town->people = g_ptr_array_new_with_free_func ((GDestroyNotify) free_person);
  for (guint household = 1; town->people->len < n; household++)
    add_household (town, household);

  let_things_happen (town);

  return insert_people (town, error) && insert_protections (town, error);
}
