/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-programmes"

#include "mh-programmes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-act.h"
#include "mh-capacity.h"
#include "mh-dose-rule-table.h"
#include "mh-error.h"

/**
 * mh_programme_spec_new:
 *
 * Returns: (transfer full): what mh_programme_new() gives, without further rules and items
 */
MhProgrammeSpec *
mh_programme_spec_new (void)
{
  MhProgrammeSpec *spec = g_new0 (MhProgrammeSpec, 1);

  spec->programme = mh_programme_new ();
  spec->dose_rules = g_array_new (FALSE, TRUE, sizeof (MhDoseRule));
  spec->items = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_item_free);

  return spec;
}

/**
 * mh_programme_spec_free:
 * @spec: (nullable): a programme with its rules
 */
void
mh_programme_spec_free (MhProgrammeSpec *spec)
{
  if (spec == NULL)
    return;

  g_clear_pointer (&spec->programme, mh_programme_free);
  g_clear_pointer (&spec->dose_rules, g_array_unref);
  g_clear_pointer (&spec->items, g_ptr_array_unref);
  g_free (spec);
}

/**
 * mh_programmes_load:
 * @desk: the desk
 * @id: a programme
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the programme with its dose rules and items, or %NULL
 */
MhProgrammeSpec *
mh_programmes_load (const MhDesk *desk,
                    gint64        id,
                    GError      **error)
{
  g_autoptr (MhProgrammeSpec) spec = g_new0 (MhProgrammeSpec, 1);

  spec->programme = mh_programme_table_get (desk->db, id, error);
  if (spec->programme == NULL)
    return NULL;

  spec->dose_rules = mh_dose_rule_table_list (desk->db, id, error);
  if (spec->dose_rules == NULL)
    return NULL;

  spec->items = mh_item_table_list (desk->db, id, error);

  return spec->items != NULL ? g_steal_pointer (&spec) : NULL;
}

static gboolean
fail (GError    **error,
      const char *sentence)
{
  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, sentence);

  return FALSE;
}

static gboolean
check_ages (int      min_months,
            int      below_months,
            GError **error)
{
  return below_months == 0 || below_months > min_months ||
         fail (error, _("Nobody can be of that age: the upper limit is not above the lower one."));
}

static gboolean
check_dose_rule (const MhProgrammeSpec *spec,
                 guint                  at,
                 GError               **error)
{
  const MhDoseRule *rule = &g_array_index (spec->dose_rules, MhDoseRule, at);

  if (rule->dose < 2 || rule->dose > spec->programme->doses) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("There is a rule for dose %d, but the programme has %d. Please correct one of them."), rule->dose, spec->programme->doses);
    return FALSE;
  }

  if (!check_ages (rule->min_months, rule->below_months, error))
    return FALSE;

  if (rule->standard_days < rule->earliest_days || (rule->warn_days != 0 && rule->warn_days < rule->standard_days)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("For dose %d the days must rise: at the earliest, as a rule, and after which a warning is given."), rule->dose);
    return FALSE;
  }

  for (guint i = 0; i < at; i++) {
    const MhDoseRule *other = &g_array_index (spec->dose_rules, MhDoseRule, i);

    if (other->dose == rule->dose && other->min_months == rule->min_months && other->below_months == rule->below_months) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("There are two rules for dose %d and the same age. Please remove one."), rule->dose);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_item (const MhProgrammeSpec *spec,
            guint                  at,
            GError               **error)
{
  const MhItem *item = g_ptr_array_index (spec->items, at);

  if (item->name == NULL || *item->name == '\0')
    return fail (error, _("Please give each item a name."));

  for (guint i = 0; i < at; i++) {
    const MhItem *other = g_ptr_array_index (spec->items, i);

    if (g_str_equal (other->name, item->name)) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("There are two items named “%s”. Please give one of them another name."), item->name);
      return FALSE;
    }
  }

  return check_ages (item->age.min_months, item->age.below_months, error);
}

/**
 * mh_programmes_check:
 * @spec: a programme with its rules
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Returns: whether it can be kept
 */
gboolean
mh_programmes_check (const MhProgrammeSpec *spec,
                     GError               **error)
{
  const MhProgramme *programme = spec->programme;

  if (programme->name == NULL || *programme->name == '\0')
    return fail (error, _("Please enter a name for the programme."));

  if (!check_ages (programme->age.min_months, programme->age.below_months, error))
    return FALSE;

  if (programme->yearly && (programme->series == NULL || *programme->series == '\0'))
    return fail (error, _("“Once in a fiscal year” needs a common name for what is the same each year, such as 特定健診."));

  for (guint i = 0; i < spec->dose_rules->len; i++) {
    if (!check_dose_rule (spec, i, error))
      return FALSE;
  }

  for (guint i = 0; i < spec->items->len; i++) {
    if (!check_item (spec, i, error))
      return FALSE;
  }

  return TRUE;
}

static gint64
insert_spec (const MhDesk          *desk,
             const MhProgrammeSpec *spec,
             const char            *kind,
             GError               **error)
{
  g_autoptr (MhAct) act = NULL;
  gint64 id;

  if (!mh_programmes_check (spec, error))
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, kind, MH_UNDO_WHOLE, error);
  if (act == NULL)
    return 0;

  id = mh_programme_table_insert (desk->db, spec->programme, error);
  if (id == 0 ||
      !mh_dose_rule_table_replace (desk->db, id, spec->dose_rules, error) ||
      !mh_item_table_replace (desk->db, id, spec->items, error))
    return 0;

  mh_act_set_int (act, "programme", id);
  if (spec->programme->template_of != 0)
    mh_act_set_int (act, "template", spec->programme->template_of);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_programmes_add:
 * @desk: the desk
 * @spec: the programme with its rules; ids do not matter
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Returns: the new programme, or 0
 */
gint64
mh_programmes_add (const MhDesk          *desk,
                   const MhProgrammeSpec *spec,
                   GError               **error)
{
  return insert_spec (desk, spec, "programme.add", error);
}

/* Bookings for a dose that would no longer be there. */
static gboolean
check_booked_doses (const MhDesk          *desk,
                    const MhProgrammeSpec *spec,
                    GError               **error)
{
  gint64 most;

  if (!mh_db_get_int (desk->db, 0, &most, error, "SELECT max (dose) FROM booking WHERE programme = :programme AND state = 'active'",
                      ":programme", MH_INT (spec->programme->id), NULL))
    return FALSE;

  if (most <= spec->programme->doses)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_REFUSED, _("There are bookings for dose %lld, so the programme must keep it."), (long long) most);

  return FALSE;
}

/**
 * mh_programmes_edit:
 * @desk: the desk
 * @spec: the programme as it shall be from now on, by its id, with all its dose rules and items
 * @out_act: (out) (optional): the act, for undo
 * @error: return location; MH_ERROR_INVALID with what to correct, MH_ERROR_REFUSED when a booking needs what would go, MH_ERROR_NOT_FOUND
 *
 * Rules are judged anew whenever somebody is booked or asked, so they hold from this moment; whoever is booked already stays booked.
 * mh_effect_make() says beforehand whom it affects.
 *
 * Returns: whether it was written
 */
gboolean
mh_programmes_edit (const MhDesk          *desk,
                    const MhProgrammeSpec *spec,
                    gint64                *out_act,
                    GError               **error)
{
  g_autoptr (MhAct) act = NULL;

  if (!mh_programmes_check (spec, error))
    return FALSE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "programme.edit", MH_UNDO_WHOLE, error);
  if (act == NULL || !check_booked_doses (desk, spec, error) ||
      !mh_programme_table_update (desk->db, spec->programme, error) ||
      !mh_dose_rule_table_replace (desk->db, spec->programme->id, spec->dose_rules, error) ||
      !mh_item_table_replace (desk->db, spec->programme->id, spec->items, error) ||
      !mh_capacity_overbook_programme (desk, spec->programme, error))
    return FALSE;

  mh_act_set_int (act, "programme", spec->programme->id);
  if (out_act != NULL)
    *out_act = mh_act_get_id (act);

  return mh_act_commit (act, error);
}

/* The digits of @year as wide as those of @like. */
static char *
write_year (int         year,
            const char *like)
{
  g_autofree char *narrow = g_strdup_printf ("%d", year);
  GString *wide;

  if (g_utf8_get_char (like) < 0xff10 || g_utf8_get_char (like) > 0xff19)
    return g_steal_pointer (&narrow);

  wide = g_string_new (NULL);
  for (const char *at = narrow; *at != '\0'; at++)
    g_string_append_unichar (wide, 0xff10 + (gunichar) (*at - '0'));

  return g_string_free (wide, FALSE);
}

static gboolean
raise_year (const GMatchInfo *match,
            GString          *result,
            gpointer          data)
{
  gboolean *is_found = data;
  g_autofree char *before = g_match_info_fetch (match, 1);
  g_autofree char *digits = g_match_info_fetch (match, 2);
  g_autofree char *after = g_match_info_fetch (match, 3);
  g_autofree char *plain = g_utf8_normalize (digits, -1, G_NORMALIZE_NFKC);
  int year = g_str_equal (plain, "元") ? 1 : (int) g_ascii_strtoll (plain, NULL, 10);
  g_autofree char *written = write_year (year + 1, digits);

  *is_found = TRUE;
  g_string_append (result, before);
  g_string_append (result, written);
  g_string_append (result, after);

  return FALSE;
}

/**
 * mh_programmes_next_name:
 * @name: (nullable): the name of a programme
 *
 * Returns: (transfer full) (nullable): the same with the fiscal year after the one that stands in it (令和8年度, 2026年度, R8), %NULL
 *   where none does
 */
char *
mh_programmes_next_name (const char *name)
{
  g_autoptr (GRegex) regex = g_regex_new ("(令和|平成|(?<![0-9A-Za-z])[Rr]|(?<![0-9０-９])(?=[0-9０-９]{4}年))([0-9０-９]+|元)(年度?|(?![0-9]))",
                                          G_REGEX_OPTIMIZE, 0, NULL);
  g_autofree char *next = NULL;
  gboolean is_found = FALSE;

  if (name == NULL)
    return NULL;

  next = g_regex_replace_eval (regex, name, -1, 0, 0, raise_year, &is_found, NULL);

  return is_found ? g_steal_pointer (&next) : NULL;
}

static void
replace_with_next (char **text)
{
  char *next = mh_programmes_next_name (*text);

  if (next == NULL)
    return;

  g_free (*text);
  *text = next;
}

/**
 * mh_programmes_copy:
 * @desk: the desk
 * @id: a programme, of the last year most often
 * @name: (nullable): of the new one; the old one with the next year, else
 * @error: return location; MH_ERROR_INVALID when the name says no year and none is given
 *
 * Makes a new programme with the rules, dose rules and items of another. Days, bookings and the waiting list are not copied.
 *
 * Returns: the new programme, or 0
 */
gint64
mh_programmes_copy (const MhDesk *desk,
                    gint64        id,
                    const char   *name,
                    GError      **error)
{
  g_autoptr (MhProgrammeSpec) spec = mh_programmes_load (desk, id, error);
  g_autofree char *next = NULL;

  if (spec == NULL)
    return 0;

  next = name != NULL ? g_strstrip (g_strdup (name)) : mh_programmes_next_name (spec->programme->name);
  if (next == NULL) {
    fail (error, _("No year stands in the name of that programme. Please give the new one a name."));
    return 0;
  }

  g_free (spec->programme->name);
  spec->programme->name = g_steal_pointer (&next);
  replace_with_next (&spec->programme->public_name);
  spec->programme->template_of = id;
  for (guint i = 0; i < spec->items->len; i++)
    ((MhItem *) g_ptr_array_index (spec->items, i))->id = 0;

  return insert_spec (desk, spec, "programme.copy", error);
}

static const MhSlotItem *
find_slot_item (GPtrArray  *items,
                const char *name,
                GError    **error)
{
  for (guint i = 0; i < items->len; i++) {
    const MhSlotItem *item = g_ptr_array_index (items, i);

    if (g_str_equal (item->name, name))
      return item;
  }

  g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This slot has no item named “%s”."), name);

  return NULL;
}

/**
 * mh_programmes_set_item_places:
 * @desk: the desk
 * @slot: a slot
 * @item: the name of an item of its programme
 * @places: how many may have it there, -1: as many as the slot has places
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED when more people are booked for it
 *
 * Returns: whether it was written
 */
gboolean
mh_programmes_set_item_places (const MhDesk *desk,
                               gint64        slot,
                               const char   *item,
                               int           places,
                               GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "slot.items", MH_UNDO_WHOLE, error);
  g_autoptr (GPtrArray) items = act != NULL ? mh_item_table_list_slot (desk->db, slot, error) : NULL;
  const MhSlotItem *found = items != NULL ? find_slot_item (items, item, error) : NULL;

  if (found == NULL)
    return FALSE;

  if (!mh_capacity_item_step (desk, slot, &(MhCapacityItem) { found->item, places }, error))
    return FALSE;

  mh_act_set_int (act, "slot", slot);
  mh_act_set_int (act, "item", found->item);
  mh_act_set_int (act, "places", places);

  return mh_act_commit (act, error);
}
