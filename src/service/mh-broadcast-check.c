/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-check"

#include "mh-broadcast-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-broadcast-text.h"
#include "mh-error.h"
#include "mh-offer-text.h"
#include "mh-operators.h"
#include "mh-rows-date.h"

#define N_AGES G_N_ELEMENTS (((MhBroadcastSheet *) NULL)->ages)

/**
 * mh_finding_free:
 * @finding: (nullable): a finding
 */
void
mh_finding_free (MhFinding *finding)
{
  if (finding == NULL)
    return;

  g_free (finding->sentence);
  g_clear_pointer (&finding->people, g_array_unref);
  g_free (finding);
}

/**
 * mh_broadcast_sheet_free:
 * @sheet: a sheet
 */
void
mh_broadcast_sheet_free (MhBroadcastSheet *sheet)
{
  g_clear_pointer (&sheet->people, g_array_unref);
  g_clear_pointer (&sheet->findings, g_ptr_array_unref);
  g_free (sheet->line_text);
  g_free (sheet->card_phone);
  g_free (sheet->card_web);
  g_free (sheet);
}

/**
 * mh_broadcast_plan_free:
 * @plan: a plan
 */
void
mh_broadcast_plan_free (MhBroadcastPlan *plan)
{
  g_clear_pointer (&plan->sheet, mh_broadcast_sheet_free);
  g_clear_pointer (&plan->bodies, g_hash_table_unref);
  g_free (plan);
}

/**
 * mh_broadcast_sheet_take:
 * @sheet: a sheet
 * @finding: (transfer full): what was found
 *
 * Returns: its place among the findings
 */
guint
mh_broadcast_sheet_take (MhBroadcastSheet *sheet,
                         MhFinding        *finding)
{
  guint at = 0;

  while (at < sheet->findings->len && ((MhFinding *) g_ptr_array_index (sheet->findings, at))->weight <= finding->weight)
    at++;

  g_ptr_array_insert (sheet->findings, (int) at, finding);
  sheet->may_hold = sheet->may_hold && finding->weight != MH_FINDING_STOPS;

  return at;
}

/**
 * mh_broadcast_sheet_add:
 * @sheet: a sheet
 * @weight: what it does
 * @code: a stable code, static
 * @sentence: (transfer full): for the nurse
 * @people: (nullable) (transfer full) (element-type gint64): whom it is about
 */
void
mh_broadcast_sheet_add (MhBroadcastSheet *sheet,
                        MhFindingWeight   weight,
                        const char       *code,
                        char             *sentence,
                        GArray           *people)
{
  MhFinding *finding = g_new0 (MhFinding, 1);

  finding->weight = weight;
  finding->code = code;
  finding->sentence = sentence;
  finding->people = people;
  mh_broadcast_sheet_take (sheet, finding);
}

/* Those who share a contact are one message. */
static void
count_people (MhBroadcastSheet *sheet)
{
  for (guint i = 0; i < sheet->people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (sheet->people, MhAudiencePerson, i);
    gboolean own = person->with == 0;

    if (person->reach == MH_REACH_NONE) {
      sheet->n_left_out++;
      continue;
    }

    sheet->n_heads++;
    sheet->n_line += own && person->reach == MH_REACH_LINE ? 1 : 0;
    sheet->n_sms += own && person->reach == MH_REACH_SMS ? 1 : 0;
    sheet->n_by_hand += own && person->reach == MH_REACH_BY_HAND ? 1 : 0;
  }
}

static void
choose_samples (const MhDesk     *desk,
                MhBroadcastSheet *sheet)
{
  guint nth = 0, chosen = sheet->n_heads > 2 ? 1 + mh_random_below (desk->random, sheet->n_heads - 2) : 0;

  for (guint i = 0; i < sheet->people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (sheet->people, MhAudiencePerson, i);

    if (person->reach == MH_REACH_NONE)
      continue;

    if (nth == 0)
      sheet->samples[0] = person->resident;
    else if (nth == chosen)
      sheet->samples[2] = person->resident;
    sheet->samples[1] = nth > 0 ? person->resident : 0;
    nth++;
  }
}

static guint
band_of (int age)
{
  return age < 0 ? (guint) N_AGES - 1 : MIN ((guint) age / 10, (guint) N_AGES - 1);
}

/* Births of those who get it, read in one go; the list of people says who that is. */
static gboolean
read_ages (const MhDesk     *desk,
           MhBroadcastSheet *sheet,
           GError          **error)
{
  MhDate today = mh_desk_today (desk), oldest = MH_DATE_NONE, youngest = MH_DATE_NONE;

  for (guint i = 0; i < sheet->people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (sheet->people, MhAudiencePerson, i);
    g_autoptr (MhRows) rows = NULL;
    MhDate birth;

    if (person->reach == MH_REACH_NONE)
      continue;

    rows = mh_db_query (desk->db, error, "SELECT birth FROM resident WHERE id = :id", ":id", MH_INT (person->resident), NULL);
    if (rows == NULL)
      return FALSE;

    birth = mh_rows_next (rows) ? mh_rows_date (rows, 0) : MH_DATE_NONE;
    if (!mh_rows_end (rows, error))
      return FALSE;

    sheet->ages[band_of (mh_age_years (birth, today))]++;
    if (!mh_date_is_set (birth))
      continue;

    if (!mh_date_is_set (oldest) || mh_date_compare (birth, oldest) < 0) {
      oldest = birth;
      sheet->oldest = person->resident;
    }
    if (!mh_date_is_set (youngest) || mh_date_compare (birth, youngest) > 0) {
      youngest = birth;
      sheet->youngest = person->resident;
    }
  }

  return TRUE;
}

/* Of the last one of the same kind, and of the same template where there is one. */
static gboolean
read_last (const MhDesk      *desk,
           const MhBroadcast *broadcast,
           MhBroadcastSheet  *sheet,
           GError           **error)
{
  MhDate today = mh_desk_today (desk);
  g_autoptr (MhRows) rows = NULL;

  if (!mh_db_get_int (desk->db, 0, &sheet->last, error,
                      "SELECT coalesce (max (id), 0) FROM broadcast WHERE kind = :kind AND template IS :template AND id <> :id "
                      "AND held_at IS NOT NULL AND state <> 'withdrawn'",
                      ":kind", MH_TEXT (broadcast->kind), ":template", MH_ID (broadcast->template), ":id", MH_INT (broadcast->id), NULL))
    return FALSE;

  rows = mh_db_query (desk->db, error,
                      "SELECT resident.birth FROM broadcast_person AS p JOIN resident ON resident.id = p.resident "
                      "WHERE p.broadcast = :last AND p.delivery IS NOT NULL", ":last", MH_INT (sheet->last), NULL);
  if (rows == NULL)
    return FALSE;

  while (mh_rows_next (rows))
    sheet->last_ages[band_of (mh_age_years (mh_rows_date (rows, 0), today))]++;

  return mh_rows_end (rows, error);
}

/* Those whose words must name nobody, since they share a message as far as the audience goes. */
static GHashTable *
list_sharing (MhBroadcastSheet *sheet)
{
  GHashTable *sharing = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < sheet->people->len; i++) {
    MhAudiencePerson *person = &g_array_index (sheet->people, MhAudiencePerson, i);

    if (person->with != 0) {
      g_hash_table_add (sharing, g_memdup2 (&person->with, sizeof person->with));
      g_hash_table_add (sharing, g_memdup2 (&person->resident, sizeof person->resident));
    }
  }

  return sharing;
}

/* Writing the words for everybody. */
typedef struct {
  const MhDesk      *desk;
  const MhBroadcast *broadcast;
  GHashTable        *sharing;  /* (element-type gint64): see list_sharing() */
  GHashTable        *first;    /* (element-type utf8 gint64): who is the first with these words by this contact */
  GArray            *holes;    /* (element-type gint64): for whom a field is empty */
  char              *same;     /* (nullable) (owned) as first written: the words for all where nothing is filled in */
} Writer;

/* @out_body: %NULL where a field is empty, and then the person is one of the holes */
static gboolean
write_body (Writer                 *writer,
            const MhAudiencePerson *person,
            char                  **out_body,
            GError                **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean shared = g_hash_table_contains (writer->sharing, &person->resident), same = FALSE;

  *out_body = NULL;
  if (writer->same != NULL && !mh_broadcast_text_is_same (writer->desk, writer->broadcast, person->resident, &same, error))
    return FALSE;

  if (same) {
    *out_body = g_strdup (writer->same);
    return TRUE;
  }

  if (!shared && !mh_broadcast_text_is_shared (writer->desk, person->contact, person->resident, &shared, error))
    return FALSE;

  *out_body = mh_broadcast_text_write (writer->desk, writer->broadcast, person->resident, shared, &local_error);
  if (*out_body != NULL) {
    if (writer->same == NULL)
      writer->same = g_strdup (*out_body);
    return TRUE;
  }

  if (!g_error_matches (local_error, MH_ERROR, MH_ERROR_INVALID)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  g_array_append_val (writer->holes, person->resident);

  return TRUE;
}

/* One message a contact, but only where it would say the same: three children with three times are three messages. */
static void
share_words (Writer           *writer,
             MhAudiencePerson *person,
             const char       *body)
{
  g_autofree char *key = NULL;
  const gint64 *first;

  if (person->contact == 0 || !g_hash_table_contains (writer->sharing, &person->resident))
    return;

  key = g_strdup_printf ("%lld %s", (long long) person->contact, body);
  first = g_hash_table_lookup (writer->first, key);
  person->with = first != NULL ? *first : 0;
  if (first == NULL)
    g_hash_table_insert (writer->first, g_steal_pointer (&key), g_memdup2 (&person->resident, sizeof person->resident));
}

static void
add_holes (MhBroadcastSheet *sheet,
           GArray           *holes)
{
  guint n = holes->len;

  if (n > 0)
    mh_broadcast_sheet_add (sheet, MH_FINDING_STOPS, "empty-field",
                            g_strdup_printf (ngettext ("For %u person something that the text names is not there (a booking, a name). Please take the "
                                                       "person out or write the text without it.",
                                                       "For %u people something that the text names is not there (a booking, a name). Please take "
                                                       "them out or write the text without it.", n), n),
                            g_array_ref (holes));
}

static gboolean
write_bodies (Writer          *writer,
              MhBroadcastPlan *plan,
              GCancellable    *cancellable,
              GError         **error)
{
  MhBroadcastSheet *sheet = plan->sheet;
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < sheet->people->len; i++) {
    MhAudiencePerson *person = &g_array_index (sheet->people, MhAudiencePerson, i);
    char *body = NULL;

    if (person->reach == MH_REACH_NONE)
      continue;

    ok = !g_cancellable_set_error_if_cancelled (cancellable, error) && write_body (writer, person, &body, error);
    if (body == NULL)
      continue;

    share_words (writer, person, body);
    g_hash_table_insert (plan->bodies, g_memdup2 (&person->resident, sizeof person->resident), body);
  }

  if (ok)
    add_holes (sheet, writer->holes);

  return ok;
}

/* A text with a field that nobody knows is not written for anybody. */
static gboolean
write_words (const MhDesk      *desk,
             const MhBroadcast *broadcast,
             MhBroadcastPlan   *plan,
             GCancellable      *cancellable,
             GError           **error)
{
  g_autoptr (GHashTable) sharing = list_sharing (plan->sheet);
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) holes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) unknown = NULL;
  Writer writer = { desk, broadcast, sharing, first, holes, NULL };
  gboolean ok;

  if (*broadcast->text == '\0')
    return TRUE;

  if (!mh_broadcast_text_validate (broadcast->text, &unknown)) {
    mh_broadcast_sheet_add (plan->sheet, MH_FINDING_STOPS, "text-refused", g_strdup (unknown->message), NULL);
    return TRUE;
  }

  ok = write_bodies (&writer, plan, cancellable, error);
  g_free (writer.same);

  return ok;
}

/* All SMS together, each by its own length. */
static gboolean
count_yen (const MhDesk    *desk,
           MhBroadcastPlan *plan,
           GError         **error)
{
  MhBroadcastSheet *sheet = plan->sheet;
  g_autofree char *last = NULL;
  MhTextMeasure measure = { 0 };
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < sheet->people->len; i++) {
    const MhAudiencePerson *person = &g_array_index (sheet->people, MhAudiencePerson, i);
    const char *body = g_hash_table_lookup (plan->bodies, &person->resident);

    if (person->reach != MH_REACH_SMS || person->with != 0 || body == NULL)
      continue;

    if (g_strcmp0 (last, body) != 0) {
      mh_text_measure_clear (&measure);
      ok = mh_broadcast_text_measure (desk, body, &measure, error);
      g_free (last);
      last = g_strdup (body);
    }
    sheet->yen += measure.sms_yen;
  }

  mh_text_measure_clear (&measure);

  return ok;
}

/* Whether there is somebody else with a PIN who could look. */
static gboolean
has_second (const MhDesk *desk,
            gboolean     *out_has,
            GError      **error)
{
  g_autoptr (GPtrArray) operators = mh_operators_list (desk, error);

  *out_has = FALSE;
  for (guint i = 0; operators != NULL && i < operators->len; i++) {
    const MhOperator *other = g_ptr_array_index (operators, i);

    *out_has = *out_has || (other->active && other->has_pin && !g_str_equal (other->name, desk->operator_name));
  }

  return operators != NULL;
}

static gboolean
judge (const MhDesk              *desk,
       const MhBroadcast         *broadcast,
       const MhBroadcastSettings *settings,
       MhBroadcastPlan           *plan,
       GError                   **error)
{
  MhBroadcastSheet *sheet = plan->sheet;

  if (!mh_broadcast_find (desk, broadcast, settings, plan, error) ||
      (settings->second && !has_second (desk, &sheet->wants_second, error)))
    return FALSE;

  sheet->wants_heads = sheet->n_heads > settings->count_above;
  sheet->may_hold = TRUE;
  for (guint i = 0; i < sheet->findings->len; i++)
    sheet->may_hold = sheet->may_hold && ((MhFinding *) g_ptr_array_index (sheet->findings, i))->weight != MH_FINDING_STOPS;

  return TRUE;
}

/**
 * mh_broadcast_plan_make:
 * @desk: the desk
 * @broadcast: what is to be said, to whom
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Judges everybody and writes each one's words, at this moment.
 *
 * Returns: (transfer full): the sheet and the words
 */
MhBroadcastPlan *
mh_broadcast_plan_make (const MhDesk      *desk,
                        const MhBroadcast *broadcast,
                        GCancellable      *cancellable,
                        GError           **error)
{
  g_autoptr (MhBroadcastPlan) plan = g_new0 (MhBroadcastPlan, 1);
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (broadcast->rule, error);
  g_autoptr (GError) no_sender = NULL;
  g_autofree char *town = NULL;
  g_autofree char *phone = NULL;
  MhAudienceWay way = { broadcast->category, broadcast->channels };
  MhBroadcastSettings settings;

  plan->sheet = g_new0 (MhBroadcastSheet, 1);
  plan->sheet->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_finding_free);
  plan->bodies = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (rule == NULL || !mh_broadcast_settings_read (desk, &settings, error))
    return NULL;

  plan->sheet->people = mh_audience_judge (desk, rule, &way, cancellable, error);
  if (plan->sheet->people == NULL)
    return NULL;

  if (!mh_offer_text_read_sender (desk, &town, &phone, &no_sender))
    mh_broadcast_sheet_add (plan->sheet, MH_FINDING_STOPS, "no-town", g_strdup (no_sender->message), NULL);

  if (no_sender == NULL && !write_words (desk, broadcast, plan, cancellable, error))
    return NULL;

  count_people (plan->sheet);
  choose_samples (desk, plan->sheet);
  if (!read_ages (desk, plan->sheet, error) || !read_last (desk, broadcast, plan->sheet, error) ||
      !count_yen (desk, plan, error) || !judge (desk, broadcast, &settings, plan, error))
    return NULL;

  return g_steal_pointer (&plan);
}

/**
 * mh_broadcast_check:
 * @desk: the desk
 * @broadcast: a draft, or what became of one
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * The second checker: who would get it by what, what speaks against it, and what it costs. Reads only.
 *
 * Returns: (transfer full): the sheet
 */
MhBroadcastSheet *
mh_broadcast_check (const MhDesk *desk,
                    gint64        broadcast,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (MhBroadcast) draft = mh_broadcast_table_get (desk->db, broadcast, error);
  g_autoptr (MhBroadcastPlan) plan = draft != NULL ? mh_broadcast_plan_make (desk, draft, cancellable, error) : NULL;

  return plan != NULL ? g_steal_pointer (&plan->sheet) : NULL;
}
