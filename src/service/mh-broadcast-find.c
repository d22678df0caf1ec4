/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-find"

#include "mh-broadcast-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-box.h"
#include "mh-broadcast-text.h"
#include "mh-config.h"
#include "mh-duplicate-table.h"
#include "mh-error.h"
#include "mh-line-card.h"
#include "mh-rows-date.h"

#define MS_PER_DAY G_GINT64_CONSTANT (86400000)

/* So many people of one and the same age are no chance. */
#define ONE_AGE_FROM 10

typedef struct {
  const MhDesk              *desk;
  const MhBroadcast         *broadcast;
  const MhBroadcastSettings *settings;
  const MhAudienceRule      *rule;
  MhBroadcastPlan           *plan;
  MhBroadcastSheet          *sheet;  /* of @plan */
} Find;

static void
add (Find           *find,
     MhFindingWeight weight,
     const char     *code,
     const char     *sentence)
{
  mh_broadcast_sheet_add (find->sheet, weight, code, g_strdup (sentence), NULL);
}

static gboolean
is_kind (Find       *find,
         const char *kind)
{
  return g_str_equal (find->broadcast->kind, kind);
}

static gboolean
holds (const GArray *ids,
       gint64        id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  }

  return FALSE;
}

static void
find_nobody (Find *find)
{
  if (find->sheet->n_heads == 0 && find->sheet->n_numbers == 0)
    add (find, MH_FINDING_STOPS, "nobody", _("Nobody would get this. Please look at the conditions and at the ways it may go."));
}

/* A list that names somebody dead was not made from this register: 越谷市 2022, 5,087 tickets to dead and moved people. */
static void
find_dead (Find *find)
{
  g_autoptr (GArray) dead = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n;

  if (is_kind (find, "correction"))
    return;

  for (guint i = 0; i < find->sheet->people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (find->sheet->people, MhAudiencePerson, i);

    if (person->reach == MH_REACH_NONE && g_strcmp0 (person->why, "dead") == 0 &&
        (holds (find->rule->only, person->resident) || holds (find->rule->plus, person->resident)))
      g_array_append_val (dead, person->resident);
  }

  n = dead->len;
  if (n > 0)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_STOPS, "dead",
                            g_strdup_printf (ngettext ("The list names %u person who has died. It may be an old one: please take it anew, or take "
                                                       "the person out.",
                                                       "The list names %u people who have died. It may be an old one: please take it anew, or take "
                                                       "them out.", n), n),
                            g_steal_pointer (&dead));
}

static gboolean
read_birth (Find    *find,
            gint64   resident,
            MhDate  *out_birth,
            GError **error)
{
  g_autoptr (MhRows) rows = mh_db_query (find->desk->db, error, "SELECT birth FROM resident WHERE id = :id", ":id", MH_INT (resident), NULL);

  if (rows == NULL)
    return FALSE;

  *out_birth = mh_rows_next (rows) ? mh_rows_date (rows, 0) : MH_DATE_NONE;

  return mh_rows_end (rows, error);
}

static gboolean
is_too_young (Find  *find,
              MhDate birth)
{
  const MhAudienceRule *rule = find->rule;
  MhDate on = mh_date_is_set (rule->age_on) ? rule->age_on : mh_desk_today (find->desk);
  int age = rule->age_rule == MH_AUDIENCE_AGE_DAY ? mh_age_years (birth, on) : mh_age_fiscal (birth, on);

  return mh_date_is_set (birth) && rule->age_rule != MH_AUDIENCE_AGE_SCHOOL && age < rule->age_from;
}

/* 港区 2021: 204 children under 12 were written to, since the second list had no age. And who are all of one age without its being asked for
 * come from a slip in a condition. */
static gboolean
find_ages (Find    *find,
           GError **error)
{
  const MhAudienceRule *rule = find->rule;
  g_autoptr (GArray) young = g_array_new (FALSE, FALSE, sizeof (gint64));
  MhDate today = mh_desk_today (find->desk);
  gboolean asked = (rule->has_age && rule->age_to <= rule->age_from + 1) || mh_date_is_set (rule->born_from) || rule->only != NULL ||
                   rule->programme != 0 || rule->session != 0;
  guint n_first = 0, n;
  int first = -1;

  for (guint i = 0; i < find->sheet->people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (find->sheet->people, MhAudiencePerson, i);
    MhDate birth;

    if (person->reach == MH_REACH_NONE)
      continue;

    if (!read_birth (find, person->resident, &birth, error))
      return FALSE;

    if (rule->has_age && is_too_young (find, birth))
      g_array_append_val (young, person->resident);
    if (first == -1)
      first = mh_age_years (birth, today);
    n_first += mh_date_is_set (birth) && mh_age_years (birth, today) == first ? 1 : 0;
  }

  n = young->len;
  if (n > 0)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_STOPS, "under-age",
                            g_strdup_printf (ngettext ("%u person is younger than the %d years that the conditions ask for. Please take the person out.",
                                                       "%u people are younger than the %d years that the conditions ask for. Please take them out.", n),
                                             n, rule->age_from),
                            g_steal_pointer (&young));

  if (!asked && find->sheet->n_heads >= ONE_AGE_FROM && n_first == find->sheet->n_heads)
    add (find, MH_FINDING_STOPS, "one-age",
         _("All of them are of one and the same age, which the conditions do not ask for. Please look at the conditions again."));

  return TRUE;
}

static void
find_unchanged (Find              *find,
                const MhBroadcast *wrong)
{
  if (*wrong->text != '\0' && strstr (find->broadcast->text, wrong->text) != NULL)
    add (find, MH_FINDING_STOPS, "unchanged",
         _("The correction still says what was wrong. Please write what is right."));
}

/* Who has the wrong words may have become more people since the correction was begun, or somebody has changed its people. */
static gboolean
find_forgotten (Find              *find,
                const MhBroadcast *wrong,
                GError           **error)
{
  g_autoptr (GArray) reached = mh_broadcast_delivery_table_list_reached (find->desk->db, wrong->id, error);
  g_autoptr (GArray) forgotten = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) named = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n;

  for (guint i = 0; i < find->sheet->people->len; i++)
    g_hash_table_add (named, &g_array_index (find->sheet->people, MhAudiencePerson, i).resident);

  for (guint i = 0; reached != NULL && i < reached->len; i++) {
    gint64 resident = 0;

    if (!mh_duplicate_table_follow (find->desk->db, g_array_index (reached, gint64, i), &resident, error))
      return FALSE;
    if (!g_hash_table_contains (named, &resident))
      g_array_append_val (forgotten, resident);
  }

  if (!g_str_equal (wrong->state, "done") && !g_str_equal (wrong->state, "stopped"))
    add (find, MH_FINDING_STOPS, "under-way", _("Please stop the broadcast first, so that it is certain who has it."));

  n = forgotten->len;
  if (n > 0)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_STOPS, "forgotten",
                            g_strdup_printf (ngettext ("%u person who has the wrong words, or may have them, would not get the correction. Please discard "
                                                       "it and begin it anew.",
                                                       "%u people who have the wrong words, or may have them, would not get the correction. Please "
                                                       "discard it and begin it anew.", n), n),
                            g_steal_pointer (&forgotten));

  return reached != NULL;
}

static gboolean
find_words (Find    *find,
            GError **error)
{
  g_autoptr (GPtrArray) problems = mh_broadcast_text_check (find->desk, find->broadcast->text, error);

  for (guint i = 0; problems != NULL && i < problems->len; i++) {
    const MhWordsFinding *problem = g_ptr_array_index (problems, i);
    const char *sentence = mh_words_describe (problem->problem);

    mh_broadcast_sheet_add (find->sheet, MH_FINDING_ASKS, "words",
                            *problem->found != '\0' ? g_strdup_printf (_("“%s”: %s"), problem->found, sentence) : g_strdup (sentence), NULL);
  }

  return problems != NULL;
}

/* Characters of the words themselves. A name that an SMS cannot carry is no reason to tell nobody: that person is told in another way. */
static gboolean
find_characters (Find    *find,
                 GError **error)
{
  MhTextMeasure measure = { 0 };

  if (find->sheet->n_sms == 0)
    return TRUE;

  if (!mh_broadcast_text_measure (find->desk, find->broadcast->text, &measure, error))
    return FALSE;

  if (measure.refused != NULL)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_STOPS, "text-refused",
                            g_strdup_printf (_("An SMS cannot carry “%s”. Please write it in other characters."), measure.refused), NULL);
  mh_text_measure_clear (&measure);

  return TRUE;
}

/* Whether a provider would take the longest of the texts. */
static gboolean
find_length (Find    *find,
             GError **error)
{
  const char *longest = NULL;
  MhTextMeasure measure = { 0 };
  GHashTableIter iter;
  gpointer body;

  g_hash_table_iter_init (&iter, find->plan->bodies);
  while (g_hash_table_iter_next (&iter, NULL, &body)) {
    if (longest == NULL || strlen (body) > strlen (longest))
      longest = body;
  }

  if (longest == NULL)
    return TRUE;

  if (!mh_broadcast_text_measure (find->desk, longest, &measure, error))
    return FALSE;

  if (find->sheet->n_line > 0 && !measure.line_fits)
    add (find, MH_FINDING_STOPS, "text-refused", _("The text is too long for LINE. Please shorten it."));
  if (find->sheet->n_sms > 0 && !measure.sms_fits)
    add (find, MH_FINDING_STOPS, "text-refused", _("The text is too long for an SMS. Please shorten it, or let it go by LINE only."));
  mh_text_measure_clear (&measure);

  return TRUE;
}

/* A box carries words only: nobody is to think that people see a button. */
static gboolean
find_box (Find    *find,
          GError **error)
{
  MhBoxRole role;

  if (!mh_box_get_role (find->desk, &role, error))
    return FALSE;

  if (role == MH_BOX_ROLE_REGISTER)
    add (find, MH_FINDING_STOPS, "no-card-in-a-box",
         _("This computer sends by another one, and a card cannot go there. Please switch the card off: people get the same words without the button."));

  return TRUE;
}

/* The longest of the messages that go over LINE stands for all of them. */
static gboolean
find_line (Find    *find,
           GError **error)
{
  MhBroadcastSheet *sheet = find->sheet;
  const char *longest = NULL;
  g_autoptr (GError) no_card = NULL;
  g_autoptr (JsonObject) message = NULL;

  for (guint i = 0; i < sheet->people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (sheet->people, MhAudiencePerson, i);
    const char *body = person->reach == MH_REACH_LINE ? g_hash_table_lookup (find->plan->bodies, &person->resident) : NULL;

    if (body != NULL && (longest == NULL || strlen (body) > strlen (longest)))
      longest = body;
  }

  if (longest == NULL)
    return TRUE;

  sheet->line_text = g_strdup (longest);
  sheet->line_card = g_str_equal (find->broadcast->form, "card");
  sheet->line_many = sheet->n_line > 1 && strchr (find->broadcast->text, '{') == NULL;
  sheet->card_phone = mh_config_get (find->desk, "town.phone", error);
  sheet->card_web = sheet->card_phone != NULL ? mh_config_get (find->desk, "town.web", error) : NULL;
  if (sheet->card_web == NULL)
    return FALSE;

  if (sheet->line_card && !find_box (find, error))
    return FALSE;

  message = sheet->line_card ? mh_line_card_make (longest, &(const MhCard) { sheet->card_phone, sheet->card_web }, &no_card) : NULL;
  if (no_card != NULL)
    add (find, MH_FINDING_STOPS, "no-card", no_card->message);

  return TRUE;
}

static gboolean
find_text (Find    *find,
           GError **error)
{
  g_autoptr (MhBroadcast) wrong = NULL;

  if (*find->broadcast->text == '\0') {
    add (find, MH_FINDING_STOPS, "text-empty", _("There is no text yet. Please write it."));
    return TRUE;
  }

  if (find->broadcast->of != 0 && is_kind (find, "correction")) {
    wrong = mh_broadcast_table_get (find->desk->db, find->broadcast->of, error);
    if (wrong == NULL)
      return FALSE;
    find_unchanged (find, wrong);
    if (!find_forgotten (find, wrong, error))
      return FALSE;
  }

  return find_words (find, error) && find_characters (find, error) && find_length (find, error) && find_line (find, error);
}

/* 舟形町 2026: one message forty times. */
static gboolean
find_same (Find    *find,
           GError **error)
{
  gint64 since = mh_desk_now (find->desk) - find->settings->same_days * MS_PER_DAY;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) again = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) had = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n;

  if (find->settings->same_days == 0 || is_kind (find, "reminder"))
    return TRUE;

  before = mh_broadcast_delivery_table_list_same (find->desk->db, find->broadcast->id, find->broadcast->text, since, error);
  if (before == NULL)
    return FALSE;

  for (guint i = 0; i < before->len; i++)
    g_hash_table_add (had, &g_array_index (before, gint64, i));
  for (guint i = 0; i < find->sheet->people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (find->sheet->people, MhAudiencePerson, i);

    if (person->reach != MH_REACH_NONE && g_hash_table_contains (had, &person->resident))
      g_array_append_val (again, person->resident);
  }

  n = again->len;
  if (n > 0)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_ASKS, "same-text",
                            g_strdup_printf (ngettext ("%u person has had the same text within the last %u days.",
                                                       "%u people have had the same text within the last %u days.", n),
                                             n, find->settings->same_days),
                            g_steal_pointer (&again));

  return TRUE;
}

/* 舞鶴市 2017: a list seven weeks old. */
static void
find_old_list (Find *find)
{
  g_autofree char *as_of = mh_config_get (find->desk, "residents.as-of", NULL);
  MhDate date;
  int age;

  if (!mh_date_from_iso (as_of, &date))
    return;

  age = mh_date_to_days (mh_desk_today (find->desk)) - mh_date_to_days (date);
  if (age > (int) find->settings->list_days)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_ASKS, "old-list",
                            g_strdup_printf (_("The resident list is %d days old: who has died or moved since stands in it still. Please read in a new "
                                               "one first."), age), NULL);
}

static gboolean
find_quota (Find    *find,
            GError **error)
{
  MhDate first = mh_desk_today (find->desk);
  gint64 n_used = 0, left;

  if (find->settings->month_limit < 0 || find->sheet->n_line == 0)
    return TRUE;

  first.day = 1;
  if (!mh_broadcast_delivery_table_count_line (find->desk->db, mh_ms_from_civil (first, 0), &n_used, error))
    return FALSE;

  left = MAX (find->settings->month_limit - n_used, 0);
  if (left < find->sheet->n_line)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_ASKS, "quota",
                            g_strdup_printf (_("LINE takes about %lld more messages this month, and this wants %u. The others wait until there is "
                                               "room again."), (long long) left, find->sheet->n_line), NULL);

  return TRUE;
}

static void
find_hours (Find *find)
{
  gint64 now = mh_desk_now (find->desk);
  gint64 wanted = MAX (now, find->broadcast->send_at);
  gint64 at = mh_hours_next_open (&find->settings->hours, wanted);
  g_autofree char *date = mh_date_format (mh_date_from_ms (at), MH_DATE_STYLE_MESSAGE);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (at));

  find->sheet->opens_at = at > wanted ? at : 0;
  if (at > now)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_TELLS, "later", g_strdup_printf (_("It begins to leave on %s at %s."), date, time), NULL);
}

static void
find_left_out (Find *find)
{
  guint n = find->sheet->n_left_out;

  if (n > 0)
    mh_broadcast_sheet_add (find->sheet, MH_FINDING_TELLS, "left-out",
                            g_strdup_printf (ngettext ("%u person is left out, with the reason.", "%u people are left out, each with the reason.", n), n),
                            NULL);
}

/**
 * mh_broadcast_find:
 * @desk: the desk
 * @broadcast: what is to be said
 * @settings: what the town has set
 * @plan: (inout): to whom in which words; its sheet gets the findings
 * @error: return location
 *
 * Returns: whether everything could be looked at
 */
gboolean
mh_broadcast_find (const MhDesk              *desk,
                   const MhBroadcast         *broadcast,
                   const MhBroadcastSettings *settings,
                   MhBroadcastPlan           *plan,
                   GError                   **error)
{
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (broadcast->rule, error);
  Find find = { desk, broadcast, settings, rule, plan, plan->sheet };

  if (rule == NULL)
    return FALSE;

  if (!mh_broadcast_number_find (desk, broadcast, settings, plan->sheet, error))
    return FALSE;

  find_nobody (&find);
  find_dead (&find);
  find_old_list (&find);
  find_hours (&find);
  find_left_out (&find);

  return find_ages (&find, error) && find_text (&find, error) && find_same (&find, error) && find_quota (&find, error);
}
