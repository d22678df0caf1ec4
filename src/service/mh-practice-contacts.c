/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-practice"

#include "mh-contact-table.h"
#include "mh-practice-private.h"

/* Numbers that nobody can have: after 090 comes no 0, and 0158-00 is no exchange. Steps prime to the size visit each once. */
#define N_MOBILES     10000000
#define MOBILE_STEP   7919
#define N_LANDLINES   10000
#define LANDLINE_STEP 37

#define OPT_OUT_PERCENT 3

/* How many of 100 have what, by age. */
typedef struct {
  int   below;
  guint mobile;
  guint line;
  guint landline;  /* of a household, by its oldest */
} Habits;

static const Habits habits[] = {
  { 16, 5, 0, 20 },
  { 20, 90, 45, 20 },
  { 50, 98, 48, 15 },
  { 65, 95, 40, 55 },
  { 75, 82, 27, 85 },
  { 85, 52, 9, 93 },
  { 200, 20, 2, 93 },
};

static const Habits *
find_habits (int age)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (habits) - 1 && age >= habits[i].below)
    i++;

  return &habits[i];
}

static MhPracticePerson *
person_at (MhPracticeTown *town,
           guint           i)
{
  return g_ptr_array_index (town->people, i);
}

static char *
make_mobile (MhPracticeTown *town)
{
  return g_strdup_printf ("0900%07u", (guint) ((guint64)++ town->n_mobiles * MOBILE_STEP % N_MOBILES));
}

static char *
make_landline (MhPracticeTown *town)
{
  return g_strdup_printf ("015800%04u", ++town->n_landlines * LANDLINE_STEP % N_LANDLINES);
}

static char *
make_line_id (MhPracticeTown *town)
{
  GString *id = g_string_new ("U");

  for (int i = 0; i < 32; i++)
    g_string_append_c (id, "0123456789abcdef"[mh_random_below (town->random, 16)]);

  return g_string_free (id, FALSE);
}

static gboolean
link_contact (MhPracticeTown   *town,
              MhPracticePerson *person,
              const char       *kind,
              const char       *value,
              const char       *whose,
              GError          **error)
{
  gint64 link = mh_contact_table_link (town->desk->db, person->resident->id, kind, value, whose, error);

  if (link == 0)
    return FALSE;

  if (g_str_equal (kind, "line"))
    person->has_line = TRUE;
  else if (g_str_equal (kind, "mobile"))
    person->has_mobile = TRUE;
  else
    person->has_landline = TRUE;

  if (g_str_equal (kind, "landline") || !mh_practice_chance (town, OPT_OUT_PERCENT))
    return TRUE;

  person->opted_out = TRUE;

  return mh_contact_table_set_opt_out (town->desk->db, link, TRUE, error);
}

/* Children have their mother's, and one LINE account for the family where she has one. */
static gboolean
link_family (MhPracticeTown *town,
             guint           from,
             guint           to,
             const char     *mobile,
             const char     *line,
             GError        **error)
{
  for (guint i = from; i < to; i++) {
    MhPracticePerson *person = person_at (town, i);
    int age = mh_practice_age (town, person);

    if (age < 0 || age >= 16)
      continue;

    if ((mobile != NULL && !link_contact (town, person, "mobile", mobile, "母", error)) ||
        (line != NULL && !link_contact (town, person, "line", line, "母", error)))
      return FALSE;
  }

  return TRUE;
}

/* What one person has, and what the family has by a mother. */
static gboolean
link_person (MhPracticeTown *town,
             guint           i,
             guint           from,
             guint           to,
             GError        **error)
{
  MhPracticePerson *person = person_at (town, i);
  int age = mh_practice_age (town, person);
  const Habits *habit = find_habits (age < 0 ? 90 : age);
  gboolean is_mother = age >= 20 && age < 50 && g_str_equal (person->resident->sex, "female");
  g_autofree char *mobile = mh_practice_chance (town, habit->mobile) ? make_mobile (town) : NULL;
  g_autofree char *line = mobile != NULL && mh_practice_chance (town, habit->line) ? make_line_id (town) : NULL;

  if ((mobile != NULL && !link_contact (town, person, "mobile", mobile, "", error)) ||
      (line != NULL && !link_contact (town, person, "line", line, "", error)))
    return FALSE;

  return !is_mother || link_family (town, from, to, mobile, line, error);
}

/* Couples who share one telephone, and the old who are reached through a child elsewhere. */
static gboolean
link_other_people (MhPracticeTown   *town,
                   MhPracticePerson *person,
                   GError          **error)
{
  int age = mh_practice_age (town, person);
  g_autofree char *mobile = NULL;

  if (age < 65 || person->has_mobile)
    return TRUE;

  if (person->partner != MH_NOBODY && mh_practice_chance (town, 40)) {
    MhPracticePerson *partner = person_at (town, person->partner);
    gboolean is_wife = g_str_equal (person->resident->sex, "female");
    g_autoptr (GPtrArray) contacts = mh_contact_table_list (town->desk->db, partner->resident->id, error);

    if (contacts == NULL)
      return FALSE;

    for (guint i = 0; i < contacts->len; i++) {
      const MhContact *contact = g_ptr_array_index (contacts, i);

      if (g_str_equal (contact->kind, "mobile"))
        return link_contact (town, person, "mobile", contact->value, is_wife ? "夫" : "妻", error);
    }
  }

  if (age < 85 || !mh_practice_chance (town, 25))
    return TRUE;

  mobile = make_mobile (town);

  return link_contact (town, person, "mobile", mobile, mh_practice_chance (town, 60) ? "長女" : "長男", error);
}

static gboolean
link_landline (MhPracticeTown *town,
               guint           from,
               guint           to,
               GError        **error)
{
  g_autofree char *landline = NULL;
  int oldest = 0;

  for (guint i = from; i < to; i++)
    oldest = MAX (oldest, mh_practice_age (town, person_at (town, i)));

  if (!mh_practice_chance (town, find_habits (oldest)->landline))
    return TRUE;

  landline = make_landline (town);
  for (guint i = from; i < to; i++) {
    if (!link_contact (town, person_at (town, i), "landline", landline, "", error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
link_household (MhPracticeTown *town,
                guint           from,
                guint           to,
                GError        **error)
{
  for (guint i = from; i < to; i++) {
    if (!link_person (town, i, from, to, error))
      return FALSE;
  }

  for (guint i = from; i < to; i++) {
    if (!link_other_people (town, person_at (town, i), error))
      return FALSE;
  }

  return link_landline (town, from, to, error);
}

/* One of the protected has said which telephone is hers alone. */
static gboolean
mark_one_safe (MhPracticeTown *town,
               GError        **error)
{
  for (guint i = 0; i < town->people->len; i++) {
    MhPracticePerson *person = person_at (town, i);
    g_autoptr (GPtrArray) contacts = NULL;

    if (!person->is_protected || !person->has_mobile)
      continue;

    contacts = mh_contact_table_list (town->desk->db, person->resident->id, error);
    if (contacts == NULL)
      return FALSE;

    person->has_safe = TRUE;

    return mh_contact_table_set_safe (town->desk->db, ((MhContact *) g_ptr_array_index (contacts, 0))->link,
                                      "本人だけが使う電話と面談で確認", mh_date_add_days (town->today, -30), error);
  }

  return TRUE;
}

/**
 * mh_practice_make_contacts:
 * @town: a practice town with its people, inside the act that fills it
 * @error: return location
 *
 * Gives each household its numbers and accounts, and marks one contact of a protected person as safe.
 *
 * Returns: whether they were written
 */
gboolean
mh_practice_make_contacts (MhPracticeTown *town,
                           GError        **error)
{
  guint from = 0;

  for (guint i = 1; i <= town->people->len; i++) {
    if (i < town->people->len && person_at (town, i)->household == person_at (town, from)->household)
      continue;

    if (!link_household (town, from, i, error))
      return FALSE;
    from = i;
  }

  return mark_one_safe (town, error);
}
