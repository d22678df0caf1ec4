/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience"

#include "mh-audience.h"

#include "mh-audience-private.h"
#include "mh-consent.h"
#include "mh-duplicate-table.h"
#include "mh-id-set.h"
#include "mh-session-table.h"
#include "mh-text.h"

/* A rule made ready to be asked about many people. */
typedef struct {
  const MhDesk         *desk;
  const MhAudienceRule *rule;
  const MhAudienceWay  *way;
  MhAudienceTown       *town;          /* (owned) */
  MhReachWay            usual;         /* LINE, SMS, by hand: what "channels" of the rule means */
  MhReachWay            used;
  MhDate                oldest;        /* births that fit the age */
  MhDate                youngest;
  MhDate                age_on;
  GHashTable           *folded[3];     /* (owned) the rule's districts, by system */
  GHashTable           *districts[3];  /* (owned) text as it stands → whether it is one of them */
  GArray               *contacts;      /* (owned) (element-type MhReachContact) of the person in question */
  GPtrArray            *answers;       /* (owned) (element-type MhConsent) likewise, borrowed */
} Judging;

/* What the conditions say of a person. */
typedef enum {
  NOT_MEANT,
  MEANT,
  MEANT_IF_BORN,     /* if the birth date that is not known fits */
  MEANT_IF_HOME,     /* if the district or household fits that must not be told */
} Verdict;

static void
judging_clear (Judging *judging)
{
  g_clear_pointer (&judging->town, mh_audience_town_free);
  g_clear_pointer (&judging->contacts, g_array_unref);
  g_clear_pointer (&judging->answers, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (judging->folded); i++) {
    g_clear_pointer (&judging->folded[i], g_hash_table_unref);
    g_clear_pointer (&judging->districts[i], g_hash_table_unref);
  }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judging, judging_clear)

static void
prepare_ages (Judging *judging)
{
  static const MhAgeBasis bases[] = { MH_AGE_BASIS_LAW, MH_AGE_BASIS_FISCAL_YEAR, MH_AGE_BASIS_SCHOOL_YEAR };
  const MhAudienceRule *rule = judging->rule;
  MhAgeRule age = { bases[rule->age_rule], rule->age_from * 12, (rule->age_to + 1) * 12 };

  judging->age_on = mh_date_is_set (rule->age_on) ? rule->age_on : mh_desk_today (judging->desk);
  mh_age_rule_birth_range (&age, judging->age_on, &judging->oldest, &judging->youngest);
}

static void
prepare_districts (Judging *judging)
{
  for (guint i = 0; i < G_N_ELEMENTS (judging->folded); i++) {
    judging->folded[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    judging->districts[i] = g_hash_table_new (NULL, NULL);
  }

  for (guint i = 0; i < judging->rule->districts->len; i++) {
    const MhAudienceDistricts *districts = g_ptr_array_index (judging->rule->districts, i);

    for (guint n = 0; districts->names[n] != NULL; n++)
      g_hash_table_add (judging->folded[districts->system - 1], mh_text_fold (districts->names[n]));
  }
}

/* Whatever the rule names is there: one of a session that was never made would mean nobody, and nobody would notice. */
static gboolean
check_places (Judging *judging,
              GError **error)
{
  const MhAudienceRule *rule = judging->rule;

  if (rule->session != 0) {
    g_autoptr (MhSession) session = mh_session_table_get (judging->desk->db, rule->session, error);

    if (session == NULL)
      return FALSE;
  }

  if (rule->slot != 0) {
    g_autoptr (MhSlot) slot = mh_session_table_get_slot (judging->desk->db, rule->slot, error);

    if (slot == NULL)
      return FALSE;
  }

  return TRUE;
}

static gboolean
prepare (Judging      *judging,
         const char   *ids,
         GCancellable *cancellable,
         GError      **error)
{
  judging->contacts = g_array_new (FALSE, FALSE, sizeof (MhReachContact));
  judging->answers = g_ptr_array_new ();
  if (!mh_reach_way_read (MH_REACH_CHANNELS, &judging->usual, error) ||
      !mh_reach_way_read (judging->way->channels, &judging->used, error) || !check_places (judging, error))
    return FALSE;

  prepare_ages (judging);
  prepare_districts (judging);
  judging->town = mh_audience_town_read (judging->desk, judging->rule, ids, cancellable, error);

  return judging->town != NULL;
}

static gboolean
is_in_range (MhDate birth,
             MhDate from,
             MhDate to)
{
  return (!mh_date_is_set (from) || mh_date_compare (from, birth) <= 0) && (!mh_date_is_set (to) || mh_date_compare (birth, to) <= 0);
}

static Verdict
judge_birth (const Judging             *judging,
             const MhAudienceCandidate *person)
{
  const MhAudienceRule *rule = judging->rule;

  if (!rule->has_age && !mh_date_is_set (rule->born_from) && !mh_date_is_set (rule->born_to))
    return MEANT;

  if (!mh_date_is_set (person->birth))
    return MEANT_IF_BORN;

  if (!is_in_range (person->birth, rule->born_from, rule->born_to))
    return NOT_MEANT;
  if (!rule->has_age)
    return MEANT;

  return is_in_range (person->birth, judging->oldest, judging->youngest) && mh_date_compare (person->birth, judging->age_on) <= 0
         ? MEANT : NOT_MEANT;
}

static gboolean
is_of_district (Judging                   *judging,
                const MhAudienceCandidate *person)
{
  for (guint i = 0; i < G_N_ELEMENTS (person->districts); i++) {
    gpointer verdict = NULL;

    if (person->districts[i] == NULL || g_hash_table_size (judging->folded[i]) == 0)
      continue;

    if (!g_hash_table_lookup_extended (judging->districts[i], person->districts[i], NULL, &verdict)) {
      g_autofree char *folded = mh_text_fold (person->districts[i]);

      verdict = GINT_TO_POINTER (g_hash_table_contains (judging->folded[i], folded));
      g_hash_table_insert (judging->districts[i], (gpointer) person->districts[i], verdict);
    }
    if (verdict != NULL)
      return TRUE;
  }

  return FALSE;
}

/* Where a protected person lives must not be told, so none is taken or left by it: each of them is for somebody to look at. */
static Verdict
judge_home (Judging                   *judging,
            const MhAudienceCandidate *person)
{
  const MhAudienceRule *rule = judging->rule;

  if (rule->districts->len == 0 && rule->households == NULL)
    return MEANT;
  if (person->is_protected)
    return MEANT_IF_HOME;
  if (rule->districts->len > 0 && !is_of_district (judging, person))
    return NOT_MEANT;

  return rule->households == NULL ||
         (person->household != NULL && g_strv_contains ((const char * const *) rule->households, person->household)) ? MEANT : NOT_MEANT;
}

static Verdict
judge_programme (const Judging             *judging,
                 const MhAudienceCandidate *person)
{
  guint states = person->states & judging->rule->states;

  if (judging->rule->programme == 0 || (states & ~(guint) MH_AUDIENCE_ELIGIBLE) != 0)
    return MEANT;
  if (states == 0)
    return NOT_MEANT;
  if (person->by_district)
    return MEANT_IF_HOME;

  return person->unknown_age ? MEANT_IF_BORN : MEANT;
}

static void
judge_reach (Judging                   *judging,
             const MhAudienceCandidate *person,
             MhReachWay                *way,
             MhReach                   *out_reach,
             gint64                    *out_contact,
             const char               **out_why)
{
  MhReachFacts facts = {
    .absence = mh_reach_find_absence (person->status, person->status_date, judging->town->today),
    .is_protected = person->is_protected,
    .n_contacts = person->n_contacts,
    .answers = judging->answers,
    .category = judging->way->category,
    .way = *way,
  };

  g_array_set_size (judging->contacts, 0);
  g_ptr_array_set_size (judging->answers, 0);
  for (guint i = 0; i < person->n_contacts; i++) {
    MhAudienceContact *contact = &g_array_index (judging->town->contacts, MhAudienceContact, person->first_contact + i);

    g_array_append_val (judging->contacts, contact->contact);
  }
  for (guint i = 0; i < person->n_answers; i++)
    g_ptr_array_add (judging->answers, &g_array_index (judging->town->answers, MhConsent, person->first_answer + i));

  facts.contacts = (const MhReachContact *) (gpointer) judging->contacts->data;
  mh_reach_judge (&facts, out_reach, out_contact, out_why);
}

/* Has said yes to the channel by which it would go; who is reached by none, to any. @judging->answers are the person's. */
static gboolean
has_consented (const Judging *judging,
               MhReach        reach)
{
  static const struct {
    const char *channel;
    MhReach     reach;
  } channels[] = { { "line", MH_REACH_LINE }, { "sms", MH_REACH_SMS }, { "phone", MH_REACH_BY_HAND }, { "letter", MH_REACH_BY_HAND } };

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++) {
    if ((channels[i].reach == reach || reach == MH_REACH_NONE) &&
        mh_consent_agrees (judging->answers, channels[i].channel, judging->way->category))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_of_channel (const MhAudienceRule *rule,
               MhReach               reach)
{
  const char *channel = reach == MH_REACH_LINE ? "line" : reach == MH_REACH_SMS ? "sms" : reach == MH_REACH_BY_HAND ? "by-hand" : "none";

  return g_strv_contains ((const char * const *) rule->channels, channel);
}

/* The conditions that ask by what a notice goes. */
static Verdict
judge_channel (Judging                   *judging,
               const MhAudienceCandidate *person)
{
  const MhAudienceRule *rule = judging->rule;
  MhReach reach;
  gint64 contact;
  const char *why;

  if (rule->channels != NULL) {
    judge_reach (judging, person, &judging->usual, &reach, &contact, &why);
    if (!is_of_channel (rule, reach))
      return NOT_MEANT;
  }

  if (!rule->consented)
    return MEANT;

  judge_reach (judging, person, &judging->used, &reach, &contact, &why);

  return has_consented (judging, reach) ? MEANT : NOT_MEANT;
}

static Verdict
judge_conditions (Judging                   *judging,
                  const MhAudienceCandidate *person)
{
  const MhAudienceRule *rule = judging->rule;
  Verdict verdicts[4];
  Verdict result = MEANT;

  if ((rule->only != NULL && !person->is_only) || (rule->sex != NULL && !g_str_equal (rule->sex, person->sex)) ||
      ((rule->session != 0 || rule->slot != 0) && !person->is_there))
    return NOT_MEANT;

  verdicts[0] = judge_birth (judging, person);
  if (verdicts[0] == NOT_MEANT)
    return NOT_MEANT;

  verdicts[1] = judge_programme (judging, person);
  verdicts[2] = judge_home (judging, person);
  verdicts[3] = verdicts[1] != NOT_MEANT && verdicts[2] != NOT_MEANT ? judge_channel (judging, person) : NOT_MEANT;
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++) {
    if (verdicts[i] == NOT_MEANT)
      return NOT_MEANT;

    result = MAX (result, verdicts[i]);
  }

  return result;
}

/* Returns: whether the rule names @person; why she is left out, if she is, in @out_left */
static gboolean
judge_meant (Judging                   *judging,
             const MhAudienceCandidate *person,
             const char               **out_left)
{
  Verdict verdict = person->is_plus ? MEANT : judge_conditions (judging, person);

  *out_left = mh_reach_find_absence (person->status, person->status_date, judging->town->today);
  if (person->is_minus)
    *out_left = "minus";
  else if (*out_left == NULL && verdict == MEANT_IF_HOME)
    *out_left = "unclear";
  else if (*out_left == NULL && verdict == MEANT_IF_BORN)
    *out_left = "birth-unknown";

  return verdict != NOT_MEANT;
}

/* Whose own number it is speaks for those whose it is through somebody else. */
static gboolean
owns_contact (Judging                *judging,
              const MhAudiencePerson *entry)
{
  const MhAudienceCandidate *person = mh_audience_town_find (judging->town, entry->resident);

  for (guint i = 0; i < person->n_contacts; i++) {
    const MhAudienceContact *contact = &g_array_index (judging->town->contacts, MhAudienceContact, person->first_contact + i);

    if (contact->contact.contact == entry->contact)
      return contact->own;
  }

  return FALSE;
}

/* Several people of one contact get one message. That a protected person shares one must not be told. */
static void
join_shared (Judging *judging,
             GArray  *entries)
{
  g_autoptr (GHashTable) speakers = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < entries->len; i++) {
    MhAudiencePerson *entry = &g_array_index (entries, MhAudiencePerson, i);
    MhAudiencePerson *speaker;

    if (entry->contact == 0 || mh_audience_town_find (judging->town, entry->resident)->is_protected)
      continue;

    speaker = g_hash_table_lookup (speakers, &entry->contact);
    if (speaker == NULL || (!owns_contact (judging, speaker) && owns_contact (judging, entry)))
      g_hash_table_replace (speakers, &entry->contact, entry);
  }

  for (guint i = 0; i < entries->len; i++) {
    MhAudiencePerson *entry = &g_array_index (entries, MhAudiencePerson, i);
    const MhAudiencePerson *speaker = entry->contact != 0 ? g_hash_table_lookup (speakers, &entry->contact) : NULL;

    if (speaker != NULL && speaker != entry && !mh_audience_town_find (judging->town, entry->resident)->is_protected)
      entry->with = speaker->resident;
  }
}

static void
judge_next (Judging             *judging,
            MhAudienceCandidate *person,
            GArray              *entries)
{
  MhAudiencePerson entry = { .resident = person->id, .reach = MH_REACH_NONE };

  if (!judge_meant (judging, person, &entry.why))
    return;

  if (entry.why == NULL)
    judge_reach (judging, person, &judging->used, &entry.reach, &entry.contact, &entry.why);
  g_array_append_val (entries, entry);
}

/* In Japanese order. Who was added in the act that is open has no place yet and comes last. */
static GArray *
judge_everybody (Judging *judging,
                 GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (MhAudiencePerson));
  g_autofree gboolean *seen = g_new0 (gboolean, judging->town->people->len + 1);
  MhAudienceCandidate *people = (MhAudienceCandidate *) (gpointer) judging->town->people->data;
  g_autoptr (MhRows) rows = mh_db_query (judging->desk->db, error, "SELECT resident FROM resident_place ORDER BY place", NULL);

  if (rows == NULL)
    return NULL;

  while (mh_rows_next (rows)) {
    MhAudienceCandidate *person = mh_audience_town_find (judging->town, mh_rows_int (rows, 0));

    if (person != NULL && !seen[person - people]) {
      seen[person - people] = TRUE;
      judge_next (judging, person, entries);
    }
  }

  if (!mh_rows_end (rows, error))
    return NULL;

  for (guint i = 0; i < judging->town->people->len; i++) {
    if (!seen[i])
      judge_next (judging, &people[i], entries);
  }

  return g_steal_pointer (&entries);
}

static GArray *
judge (Judging      *judging,
       GCancellable *cancellable,
       GError      **error)
{
  g_autoptr (GArray) entries = prepare (judging, NULL, cancellable, error) ? judge_everybody (judging, error) : NULL;

  if (entries == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  join_shared (judging, entries);

  return g_steal_pointer (&entries);
}

/**
 * mh_audience_judge:
 * @desk: the desk
 * @rule: who is meant
 * @way: how they are reached
 * @cancellable: (nullable): stops it
 * @error: return location; MH_ERROR_NOT_FOUND when a programme, session or slot of the rule is not there, MH_ERROR_INVALID for @way
 *
 * Status, age, bookings, protection and consent are those of this moment (品川区 2023: 498 papers by the state at the move into the town).
 * "plus" comes beside the conditions, and "minus" wins over both. A condition on districts or households would tell where a protected person
 * lives: all protected people who meet the other conditions are left out as "unclear", wherever they live, and somebody looks. Who cannot
 * be judged for want of a birth date is left out as "birth-unknown". Nobody else falls through.
 *
 * Returns: (transfer full) (element-type MhAudiencePerson): each person once, in Japanese order, or %NULL
 */
GArray *
mh_audience_judge (const MhDesk         *desk,
                   const MhAudienceRule *rule,
                   const MhAudienceWay  *way,
                   GCancellable         *cancellable,
                   GError              **error)
{
  g_auto (Judging) judging = { .desk = desk, .rule = rule, .way = way };
  gboolean own_transaction = !mh_db_in_transaction (desk->db);
  GArray *entries;

  g_return_val_if_fail (rule != NULL && way != NULL, NULL);

  if (own_transaction && !mh_db_begin_read (desk->db, error))
    return NULL;

  entries = judge (&judging, cancellable, error);
  if (own_transaction)
    mh_db_rollback (desk->db);

  return entries;
}

/**
 * mh_audience_still_holds:
 * @desk: the desk
 * @rule: who is meant
 * @way: how they are reached
 * @resident: a person of the audience
 * @out_holds: (out): whether she would be one of those who get it now
 * @out_why: (out) (nullable): static code when not: "dead", "moved-out", "removed", "minus", "not-meant", "unclear", "birth-unknown"
 * @error: return location, as mh_audience_judge()
 *
 * Who has booked meanwhile is no longer one of those who have not. By what the message goes is another question, which mh_people_reach_by()
 * answers.
 *
 * Returns: whether it could be judged; when not, nothing may go
 */
gboolean
mh_audience_still_holds (const MhDesk         *desk,
                         const MhAudienceRule *rule,
                         const MhAudienceWay  *way,
                         gint64                resident,
                         gboolean             *out_holds,
                         const char          **out_why,
                         GError              **error)
{
  g_auto (Judging) judging = { .desk = desk, .rule = rule, .way = way };
  g_autofree char *ids = NULL;
  const MhAudienceCandidate *person;
  const char *left;

  g_return_val_if_fail (rule != NULL && way != NULL, FALSE);

  *out_holds = FALSE;
  *out_why = "not-meant";
  if (!mh_duplicate_table_follow (desk->db, resident, &resident, error))
    return FALSE;

  ids = mh_id_set_make (&resident, 1);
  if (!prepare (&judging, ids, NULL, error))
    return FALSE;

  person = mh_audience_town_find (judging.town, resident);
  if (person == NULL)
    return TRUE;

  *out_holds = judge_meant (&judging, person, &left) && left == NULL;
  if (*out_holds || left != NULL)
    *out_why = left;

  return TRUE;
}

/**
 * mh_audience_judge_some:
 * @desk: the desk
 * @rule: who is meant
 * @way: how they are reached
 * @residents: (array length=n_residents): ids of people, each once
 * @n_residents: how many
 * @error: return location, as mh_audience_judge()
 *
 * As mh_audience_judge(), for some people: a message to each of them is about to leave. The caller keeps one state of the database for the length of
 * the call.
 *
 * Returns: (transfer full) (element-type MhAudiencePerson): those of them whom the rule names, by id, each by herself, or %NULL
 */
GArray *
mh_audience_judge_some (const MhDesk         *desk,
                        const MhAudienceRule *rule,
                        const MhAudienceWay  *way,
                        const gint64         *residents,
                        gsize                 n_residents,
                        GError              **error)
{
  g_auto (Judging) judging = { .desk = desk, .rule = rule, .way = way };
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (MhAudiencePerson));
  g_autofree char *ids = mh_id_set_make (residents, n_residents);

  g_return_val_if_fail (rule != NULL && way != NULL, NULL);

  if (!prepare (&judging, ids, NULL, error))
    return NULL;

  for (guint i = 0; i < judging.town->people->len; i++)
    judge_next (&judging, &g_array_index (judging.town->people, MhAudienceCandidate, i), entries);

  return g_steal_pointer (&entries);
}
