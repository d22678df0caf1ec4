/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-practice"

#include "mh-practice-people.h"

#include "mh-contact-table.h"
#include "mh-practice-names.h"
#include "mh-protection-table.h"
#include "mh-resident-table.h"

#define TOWN "まちほけん町"

/* Every so many people something is out of the ordinary. */
#define EVERY_RARE_NAME 180
#define EVERY_DEAD 160
#define EVERY_MOVED 170
#define EVERY_MOVING 800
#define EVERY_PROTECTED 300
#define EVERY_PARTIAL_BIRTH 790
#define EVERY_OPTED_OUT 90

static const char * const districts[] = { "元町", "旭町", "栄町", "緑丘", "川向", "上里", "下里", "新生" };

/* A household while it is being made. */
typedef struct {
  const MhDesk         *desk;
  MhRandom             *random;
  guint                 n_people;      /* so far, in the whole town */
  guint                 n_households;
  const MhPracticeName *surname;
  const char           *district;
  char                 *number;        /* (owned) */
  char                 *address;       /* (owned) */
  char                 *landline;      /* (nullable) (owned) */
  char                 *shared_mobile; /* (nullable) (owned): a couple's only mobile phone */
  char                 *family_line;   /* (nullable) (owned): the mother's account, for the children too */
} Household;

static void
household_clear (Household *self)
{
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->landline, g_free);
  g_clear_pointer (&self->shared_mobile, g_free);
  g_clear_pointer (&self->family_line, g_free);
}

static gboolean
happens (MhRandom *random,
         guint32   percent)
{
  return mh_random_below (random, 100) < percent;
}

static int
draw (MhRandom *random,
      int       from,
      int       to)
{
  return from + (int) mh_random_below (random, (guint32) (to - from + 1));
}

/* 090-0… and 0158-00-… are given to nobody. */
static char *
make_mobile (guint n)
{
  return g_strdup_printf ("0900%07u", n);
}

static char *
make_user_id (MhRandom *random)
{
  return g_strdup_printf ("U%08x%08x%08x%08x", mh_random_below (random, G_MAXUINT32), mh_random_below (random, G_MAXUINT32),
                          mh_random_below (random, G_MAXUINT32), mh_random_below (random, G_MAXUINT32));
}

static void
begin_household (Household *self,
                 guint      size)
{
  household_clear (self);
  self->n_households++;
  self->surname = self->n_households % EVERY_RARE_NAME == 7
                  ? mh_practice_get_rare_surname (self->n_households / EVERY_RARE_NAME)
                  : mh_practice_draw_surname (self->random);
  self->district = districts[mh_random_below (self->random, G_N_ELEMENTS (districts))];
  self->number = g_strdup_printf ("%07u", 1000000 + self->n_households * 3);
  self->address = g_strdup_printf (TOWN "字%s%d番地%d", self->district, draw (self->random, 1, 240), draw (self->random, 1, 30));

  if (happens (self->random, size == 1 ? 60 : 75))
    self->landline = g_strdup_printf ("015800%04u", self->n_households % 10000);
}

static MhDate
make_birth (const Household *self,
            int              age)
{
  MhDate today = mh_desk_today (self->desk);

  return mh_date_add_days (mh_date_add_months (today, -12 * age), -draw (self->random, 1, 364));
}

static gboolean
link_contact (Household  *self,
              gint64      resident,
              const char *kind,
              const char *value,
              const char *whose,
              GError    **error)
{
  gint64 link = mh_contact_table_link (self->desk->db, resident, kind, value, whose, error);

  return link != 0 &&
         (self->n_people % EVERY_OPTED_OUT != 3 || mh_contact_table_set_opt_out (self->desk->db, link, TRUE, error));
}

static gboolean
add_mobile (Household *self,
            gint64     resident,
            int        age,
            GError   **error)
{
  g_autofree char *mobile = make_mobile (self->n_people);
  guint32 percent = age < 12 ? 0 : age < 18 ? 60 : age < 65 ? 94 : age < 75 ? 70 : 25;

  if (self->shared_mobile != NULL && age >= 60)
    return link_contact (self, resident, "mobile", self->shared_mobile, "", error);

  return !happens (self->random, percent) || link_contact (self, resident, "mobile", mobile, "", error);
}

static gboolean
add_line (Household *self,
          gint64     resident,
          int        age,
          GError   **error)
{
  guint32 percent = age < 15 ? 0 : age < 65 ? 38 : age < 75 ? 24 : 8;
  g_autofree char *user = NULL;

  if (age < 15)
    return self->family_line == NULL || link_contact (self, resident, "line", self->family_line, "母", error);

  if (!happens (self->random, percent))
    return TRUE;

  user = make_user_id (self->random);
  if (age >= 25 && age < 50 && self->family_line == NULL)
    self->family_line = g_strdup (user);

  return link_contact (self, resident, "line", user, "", error);
}

static gboolean
add_contacts (Household *self,
              gint64     resident,
              int        age,
              GError   **error)
{
  if (self->landline != NULL && age >= 18 && !link_contact (self, resident, "landline", self->landline, "", error))
    return FALSE;

  return add_mobile (self, resident, age, error) && add_line (self, resident, age, error);
}

static void
set_status (Household  *self,
            MhResident *resident)
{
  MhDate today = mh_desk_today (self->desk);
  const char *status = NULL;
  int days = 0;

  if (self->n_people % EVERY_DEAD == 11) {
    status = "dead";
    days = -draw (self->random, 1, 200);
  } else if (self->n_people % EVERY_MOVED == 23) {
    status = "moved-out";
    days = -draw (self->random, 1, 200);
  } else if (self->n_people % EVERY_MOVING == 31) {
    status = "moving-out";
    days = 1;
  }

  if (status == NULL)
    return;

  g_free (resident->status);
  resident->status = g_strdup (status);
  resident->status_date = mh_date_add_days (today, days);
}

static MhResident *
make_resident (Household *self,
               int        age,
               gboolean   is_woman)
{
  MhResident *resident = mh_resident_new ();
  const MhPracticeName *given;

  resident->birth = make_birth (self, age);
  given = mh_practice_draw_given (self->random, is_woman, resident->birth.year);
  resident->register_number = g_strdup_printf ("%08u", 10000 + self->n_people);
  resident->household_number = g_strdup (self->number);
  resident->name = g_strconcat (self->surname->text, "　", given->text, NULL);
  resident->kana = (g_free (resident->kana), g_strconcat (self->surname->kana, "　", given->kana, NULL));
  resident->sex = (g_free (resident->sex), g_strdup (is_woman ? "female" : "male"));
  resident->postal_code = g_strdup ("0990000");
  resident->address = g_strdup (self->address);
  resident->district = g_strdup (self->district);
  set_status (self, resident);

  if (age >= 80 && self->n_people % EVERY_PARTIAL_BIRTH < 40) {
    resident->birth_text = g_strdup_printf ("S%d.00.00", resident->birth.year - 1925);
    resident->birth = MH_DATE_NONE;
  }

  return resident;
}

static gboolean
add_person (Household *self,
            int        age,
            gboolean   is_woman,
            GError   **error)
{
  g_autoptr (MhResident) resident = make_resident (self, age, is_woman);
  MhDate since = mh_date_add_days (mh_desk_today (self->desk), -90);
  gint64 id = mh_resident_table_insert (self->desk->db, resident, error);

  if (id == 0 || !add_contacts (self, id, age, error))
    return FALSE;

  if (self->n_people % EVERY_PROTECTED == 47 &&
      mh_protection_table_insert (self->desk->db, id, since, MH_DATE_NONE, "import", NULL, error) == 0)
    return FALSE;

  self->n_people++;

  return TRUE;
}

static gboolean
add_couple (Household *self,
            int        age,
            GError   **error)
{
  if (age >= 65 && happens (self->random, 30))
    self->shared_mobile = make_mobile (self->n_people + 100000);

  return add_person (self, age, FALSE, error) && add_person (self, MAX (age - draw (self->random, -2, 5), 20), TRUE, error);
}

/* One person is mostly old, two are a couple, more are parents with children and sometimes a grandmother. */
static gboolean
add_household (Household *self,
               guint      size,
               GError   **error)
{
  int age = size <= 2 ? draw (self->random, 50, 92) : draw (self->random, 28, 52);

  begin_household (self, size);

  if (size == 1)
    return add_person (self, draw (self->random, 22, 95), happens (self->random, 58), error);

  if (!add_couple (self, age, error))
    return FALSE;

  for (guint i = 2; i < size; i++) {
    gboolean grandmother = i == 4 || (i == 2 && age > 45 && happens (self->random, 40));
    int years = grandmother ? MIN (age + draw (self->random, 24, 34), 98) : draw (self->random, 0, MIN (age - 20, 22));

    if (!add_person (self, years, grandmother || happens (self->random, 49), error))
      return FALSE;
  }

  return TRUE;
}

/**
 * mh_practice_add_people:
 * @desk: the desk, inside an act
 * @random: chance
 * @n: about how many people; the last household is made whole
 * @error: return location
 *
 * A town of the far north as its list might be: old, households of one to five, shared telephones, LINE for every fourth, and a few of
 * everything that needs care.
 *
 * Returns: whether they were written
 */
gboolean
mh_practice_add_people (const MhDesk *desk,
                        MhRandom     *random,
                        guint         n,
                        GError      **error)
{
  static const guint sizes[] = { 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5 };
  Household household = { .desk = desk, .random = random };
  gboolean ok = TRUE;

  while (ok && household.n_people < n)
    ok = add_household (&household, sizes[mh_random_below (random, G_N_ELEMENTS (sizes))], error);

  household_clear (&household);

  return ok;
}
