/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-looked"

#include "mh-broadcast-looked.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-allot.h"
#include "mh-broadcast-text.h"
#include "mh-operators.h"
#include "mh-people.h"
#include "mh-resident-table.h"
#include "mh-wording.h"

/* How many names a finding tells. */
#define NAMES 5

/* How many people left out are listed; all of them are in the results. */
#define LEFT_OUT 500

static char *
write_age (const MhDesk *desk,
           gint64        resident,
           GError      **error)
{
  g_autoptr (MhResident) row = mh_resident_table_get (desk->db, resident, error);
  g_autofree char *name = row != NULL ? mh_allot_write_names (desk, &resident, 1, error) : NULL;
  int years;

  if (name == NULL)
    return NULL;

  if (!mh_date_is_set (row->birth))
    return g_steal_pointer (&name);

  years = mh_age_years (row->birth, mh_desk_today (desk));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %d year old", "%s, %d years old", (gulong) years), name, years);
}

static gboolean
write_samples (const MhDesk *desk,
               MhLooked     *looked,
               GError      **error)
{
  for (guint i = 0; i < MH_LOOKED_SAMPLES; i++) {
    gint64 resident = looked->sheet->samples[i];
    g_autoptr (GError) local_error = NULL;

    if (resident == 0)
      continue;

    looked->names[i] = mh_allot_write_names (desk, &resident, 1, error);
    if (looked->names[i] == NULL)
      return FALSE;

    looked->samples[i] = mh_broadcast_text_write (desk, looked->broadcast, resident, FALSE, &local_error);
    if (looked->samples[i] == NULL)
      looked->samples[i] = g_strdup (local_error->message);
  }

  return TRUE;
}

static gboolean
write_findings (const MhDesk *desk,
                MhLooked     *looked,
                GError      **error)
{
  for (guint i = 0; i < looked->sheet->findings->len; i++) {
    const MhFinding *finding = g_ptr_array_index (looked->sheet->findings, i);
    guint n_people = finding->people != NULL ? finding->people->len : 0;
    g_autofree char *names = NULL;

    if (n_people == 0) {
      g_ptr_array_add (looked->findings, g_strdup (finding->sentence));
      continue;
    }

    names = mh_allot_write_names (desk, (const gint64 *) (gpointer) finding->people->data, MIN (n_people, NAMES), error);
    if (names == NULL)
      return FALSE;
    g_ptr_array_add (looked->findings, g_strdup_printf ("%s\n%s%s", finding->sentence, names, n_people > NAMES ? " …" : ""));
  }

  return TRUE;
}

static gboolean
write_left_out (const MhDesk *desk,
                MhLooked     *looked,
                GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  g_autoptr (GPtrArray) people = NULL;

  for (guint i = 0; i < looked->sheet->people->len && ids->len < LEFT_OUT; i++) {
    const MhAudiencePerson *person = &g_array_index (looked->sheet->people, MhAudiencePerson, i);

    if (person->reach != MH_REACH_NONE)
      continue;

    g_array_append_val (ids, person->resident);
    g_ptr_array_add (reasons, (gpointer) mh_wording_delivery_reason (person->why));
  }

  people = mh_people_list (desk, (const gint64 *) (gpointer) ids->data, ids->len, error);
  for (guint i = 0; people != NULL && i < people->len; i++)
    g_ptr_array_add (looked->left_out, g_strdup_printf ("%s ・ %s", ((MhPerson *) g_ptr_array_index (people, i))->shown_name,
                                                        (char *) g_ptr_array_index (reasons, i)));

  return people != NULL;
}

/* Whoever else has a PIN. */
static gboolean
read_seconds (const MhDesk *desk,
              MhLooked     *looked,
              GError      **error)
{
  g_autoptr (GPtrArray) operators = mh_operators_list (desk, error);

  if (operators == NULL)
    return FALSE;

  while (operators->len > 0) {
    g_autoptr (MhOperator) other = g_ptr_array_steal_index (operators, 0);

    if (other->active && other->has_pin && g_strcmp0 (other->name, desk->operator_name) != 0)
      g_ptr_array_add (looked->seconds, g_steal_pointer (&other));
  }

  return TRUE;
}

static gboolean
read_names (const MhDesk *desk,
            MhLooked     *looked,
            GError      **error)
{
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (looked->broadcast->rule, error);

  looked->rule = rule != NULL ? mh_audience_describe (desk, rule, error) : NULL;
  if (looked->rule == NULL)
    return FALSE;

  if (looked->sheet->youngest != 0 && (looked->youngest = write_age (desk, looked->sheet->youngest, error)) == NULL)
    return FALSE;
  if (looked->sheet->oldest != 0 && (looked->oldest = write_age (desk, looked->sheet->oldest, error)) == NULL)
    return FALSE;

  return write_samples (desk, looked, error) && write_findings (desk, looked, error) && write_left_out (desk, looked, error) &&
         read_seconds (desk, looked, error);
}

/**
 * mh_looked_read:
 * @desk: the desk
 * @input: (type gint64*): a broadcast
 * @error: return location
 *
 * Returns: (transfer full) (type MhLooked): the second checker's sheet
 */
gpointer
mh_looked_read (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  const gint64 *broadcast = input;
  MhLooked *looked = g_new0 (MhLooked, 1);

  looked->findings = g_ptr_array_new_with_free_func (g_free);
  looked->left_out = g_ptr_array_new_with_free_func (g_free);
  looked->seconds = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_operator_free);
  looked->broadcast = mh_broadcast_table_get (desk->db, *broadcast, error);
  looked->sheet = looked->broadcast != NULL ? mh_broadcast_check (desk, *broadcast, NULL, error) : NULL;

  if (looked->sheet != NULL && read_names (desk, looked, error))
    return looked;

  mh_looked_free (looked);

  return NULL;
}

/**
 * mh_looked_take:
 * @looked: a sheet
 * @finding: (transfer full): something that was found later
 */
void
mh_looked_take (MhLooked  *looked,
                MhFinding *finding)
{
  guint at = mh_broadcast_sheet_take (looked->sheet, finding);

  g_ptr_array_insert (looked->findings, (int) at, g_strdup (finding->sentence));
}

/**
 * mh_looked_free:
 * @looked: a sheet
 */
void
mh_looked_free (MhLooked *looked)
{
  g_clear_pointer (&looked->broadcast, mh_broadcast_free);
  g_clear_pointer (&looked->sheet, mh_broadcast_sheet_free);
  g_free (looked->rule);
  g_free (looked->youngest);
  g_free (looked->oldest);
  for (guint i = 0; i < MH_LOOKED_SAMPLES; i++) {
    g_free (looked->names[i]);
    g_free (looked->samples[i]);
  }
  g_ptr_array_unref (looked->findings);
  g_ptr_array_unref (looked->left_out);
  g_ptr_array_unref (looked->seconds);
  g_free (looked);
}
