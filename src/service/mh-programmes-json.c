/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-programmes"

#include "mh-programmes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-error.h"

#define MOST_YEARS      150
#define MONTHS_PER_YEAR 12

#define MOST_DAYS       3650
#define MOST_YEN        1000000

static const char * const sexes[] = { "any", "male", "female", NULL };
static const char * const parities[] = { "any", "odd", "even", NULL };
static const char * const wait_orders[] = { "registered", "priority", "lottery", NULL };

/* A whole number of a programme and where it belongs. */
typedef struct {
  const char *member;
  gsize       offset;
  int         least;
  int         most;
} Number;

static const Number numbers[] = {
  { "doses", G_STRUCT_OFFSET (MhProgramme, doses), 1, 9 },
  { "interval-days", G_STRUCT_OFFSET (MhProgramme, interval_days), 0, 3650 },
  { "deadline-days", G_STRUCT_OFFSET (MhProgramme, deadline_days), 0, 365 },
  { "parallel", G_STRUCT_OFFSET (MhProgramme, parallel), 1, 500 },
  { "reply-minutes", G_STRUCT_OFFSET (MhProgramme, reply_minutes), 1, 10080 },
  { "overbook-percent", G_STRUCT_OFFSET (MhProgramme, overbook_percent), 0, 20 },
  { "doses-per-vial", G_STRUCT_OFFSET (MhProgramme, doses_per_vial), 0, 50 },
};

static gboolean
check_members (JsonObject         *object,
               const char * const *known,
               GError            **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next) {
    if (!g_strv_contains (known, l->data)) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” is not known here. Please check its spelling."), (const char *) l->data);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
has_value_of (JsonNode *node,
              GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* Leaves @out_number as it is when there is no such member. */
static gboolean
read_number (JsonObject *object,
             const char *member,
             int         least,
             int         most,
             int        *out_number,
             GError    **error)
{
  JsonNode *node = json_object_get_member (object, member);
  gint64 number;

  if (node == NULL)
    return TRUE;

  number = has_value_of (node, G_TYPE_INT64) ? json_node_get_int (node) : G_MININT64;
  if (number < least || number > most) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be a whole number from %d to %d."), member, least, most);
    return FALSE;
  }

  *out_number = number;

  return TRUE;
}

/* A text that says something; null is taken where @nullable, and then gives %NULL. Without such a member what was there before stays. */
static gboolean
read_text (JsonObject *object,
           const char *member,
           gboolean    nullable,
           char      **out_text,
           GError    **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *text = NULL;

  if (node == NULL && *out_text != NULL)
    return TRUE;

  if (nullable && (node == NULL || JSON_NODE_HOLDS_NULL (node))) {
    g_clear_pointer (out_text, g_free);
    return TRUE;
  }

  if (node != NULL && has_value_of (node, G_TYPE_STRING))
    text = g_strstrip (json_node_dup_string (node));

  if (text == NULL || *text == '\0') {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be a text that is not empty."), member);
    return FALSE;
  }

  g_free (*out_text);
  *out_text = g_steal_pointer (&text);

  return TRUE;
}

/* One of @choices. */
static gboolean
read_choice (JsonObject         *object,
             const char         *member,
             const char * const *choices,
             char              **out_choice,
             GError            **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *list = NULL;

  if (node == NULL)
    return TRUE;

  if (has_value_of (node, G_TYPE_STRING) && g_strv_contains (choices, json_node_get_string (node))) {
    g_free (*out_choice);
    *out_choice = json_node_dup_string (node);
    return TRUE;
  }

  list = g_strjoinv (", ", (char **) choices);
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be one of these: %s."), member, list);

  return FALSE;
}

static gboolean
read_flag (JsonObject *object,
           const char *member,
           gboolean   *out_flag,
           GError    **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;

  if (!has_value_of (node, G_TYPE_BOOLEAN)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be true or false."), member);
    return FALSE;
  }

  *out_flag = json_node_get_boolean (node);

  return TRUE;
}

/* A list of names, which are kept one a line. */
static gboolean
read_names (JsonObject *object,
            const char *member,
            char      **out_names,
            GError    **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autoptr (GString) names = g_string_new (NULL);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node == NULL)
    return TRUE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    g_autofree char *name = has_value_of (element, G_TYPE_STRING) ? g_strstrip (json_node_dup_string (element)) : NULL;

    if (name == NULL || *name == '\0' || strchr (name, '\n') != NULL) {
      array = NULL;
      break;
    }

    g_string_append_printf (names, "%s%s", i > 0 ? "\n" : "", name);
  }

  if (array == NULL) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be a list of names in brackets."), member);
    return FALSE;
  }

  g_free (*out_names);
  *out_names = g_strdup (names->str);

  return TRUE;
}

/* One of the two ways to give a side of the age. */
static gboolean
read_age_side (JsonObject *object,
               const char *years_member,
               const char *months_member,
               int        *out_months,
               GError    **error)
{
  int years = -1;

  if (json_object_has_member (object, years_member) && json_object_has_member (object, months_member)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Please give either “%s” or “%s”, not both."), years_member, months_member);
    return FALSE;
  }

  if (!read_number (object, years_member, 0, MOST_YEARS, &years, error) ||
      !read_number (object, months_member, 0, MOST_YEARS * MONTHS_PER_YEAR, out_months, error))
    return FALSE;

  if (years >= 0)
    *out_months = years * MONTHS_PER_YEAR;

  return TRUE;
}

static gboolean
read_age (JsonObject *programme,
          MhAgeRule  *age,
          GError    **error)
{
  static const char * const known[] = { "basis", "min-years", "min-months", "below-years", "below-months", NULL };
  JsonNode *node = json_object_get_member (programme, "age");
  JsonObject *object;

  if (node == NULL)
    return TRUE;

  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be an object in braces."), "age");
    return FALSE;
  }

  object = json_node_get_object (node);
  age->min_months = age->below_months = 0;
  if (!check_members (object, known, error) ||
      !read_age_side (object, "min-years", "min-months", &age->min_months, error) ||
      !read_age_side (object, "below-years", "below-months", &age->below_months, error))
    return FALSE;

  if (json_object_has_member (object, "basis")) {
    JsonNode *basis = json_object_get_member (object, "basis");

    if (!has_value_of (basis, G_TYPE_STRING) || !mh_age_basis_from_nick (json_node_get_string (basis), &age->basis)) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be one of these: %s."), "basis", "law, fiscal-year, school-year");
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
read_offer_mode (JsonObject  *object,
                 MhOfferMode *out_mode,
                 GError     **error)
{
  JsonNode *node = json_object_get_member (object, "offer-mode");

  if (node == NULL ||
      (has_value_of (node, G_TYPE_STRING) && mh_offer_mode_from_nick (json_node_get_string (node), out_mode)))
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be one of these: %s."), "offer-mode", "first-yes, one-at-a-time");

  return FALSE;
}

/* The elements of a list of objects; @out_array %NULL without such a member. */
static gboolean
read_objects (JsonObject *object,
              const char *member,
              JsonArray **out_array,
              GError    **error)
{
  JsonNode *node = json_object_get_member (object, member);
  gboolean is_list = node != NULL && JSON_NODE_HOLDS_ARRAY (node);

  *out_array = is_list ? json_node_get_array (node) : NULL;
  for (guint i = 0; is_list && i < json_array_get_length (*out_array); i++)
    is_list = JSON_NODE_HOLDS_OBJECT (json_array_get_element (*out_array, i));

  if (node == NULL || is_list)
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be a list of objects in brackets."), member);

  return FALSE;
}

static gboolean
read_dose_rule (JsonObject *object,
                MhDoseRule *rule,
                GError    **error)
{
  static const char * const known[] = {
    "dose", "min-years", "min-months", "below-years", "below-months", "earliest-days", "standard-days", "same-weekday", "warn-days", NULL
  };

  rule->dose = 2;
  rule->earliest_days = rule->standard_days = -1;
  if (!check_members (object, known, error) ||
      !read_number (object, "dose", 2, 9, &rule->dose, error) ||
      !read_age_side (object, "min-years", "min-months", &rule->min_months, error) ||
      !read_age_side (object, "below-years", "below-months", &rule->below_months, error) ||
      !read_number (object, "earliest-days", 0, MOST_DAYS, &rule->earliest_days, error) ||
      !read_number (object, "standard-days", 0, MOST_DAYS, &rule->standard_days, error) ||
      !read_flag (object, "same-weekday", &rule->same_weekday, error) ||
      !read_number (object, "warn-days", 0, MOST_DAYS, &rule->warn_days, error))
    return FALSE;

  if (rule->earliest_days < 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be a whole number from %d to %d."), "earliest-days", 0, MOST_DAYS);
    return FALSE;
  }

  if (rule->standard_days < 0)
    rule->standard_days = rule->earliest_days;

  return TRUE;
}

static gboolean
read_dose_rules (JsonObject *object,
                 GArray     *rules,
                 GError    **error)
{
  JsonArray *array;

  if (!read_objects (object, "dose-rules", &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;

  g_array_set_size (rules, 0);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    MhDoseRule rule = { 0 };

    if (!read_dose_rule (json_array_get_object_element (array, i), &rule, error))
      return FALSE;

    g_array_append_val (rules, rule);
  }

  return TRUE;
}

/* null: not told */
static gboolean
read_fee (JsonObject *object,
          int        *out_fee,
          GError    **error)
{
  if (json_object_has_member (object, "fee") && json_object_get_null_member (object, "fee")) {
    *out_fee = -1;
    return TRUE;
  }

  return read_number (object, "fee", 0, MOST_YEN, out_fee, error);
}

static gboolean
read_item (JsonObject *object,
           MhItem     *item,
           GError    **error)
{
  static const char * const known[] = { "name", "age", "sex", "age-parity", "every-years", "fee", "standard", NULL };

  return check_members (object, known, error) &&
         read_text (object, "name", FALSE, &item->name, error) &&
         read_age (object, &item->age, error) &&
         read_choice (object, "sex", sexes, &item->sex, error) &&
         read_choice (object, "age-parity", parities, &item->age_parity, error) &&
         read_number (object, "every-years", 1, 10, &item->every_years, error) &&
         read_fee (object, &item->fee, error) &&
         read_flag (object, "standard", &item->standard, error);
}

static gboolean
read_items (JsonObject *object,
            GPtrArray  *items,
            GError    **error)
{
  JsonArray *array;

  if (!read_objects (object, "items", &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;

  g_ptr_array_set_size (items, 0);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    MhItem *item = mh_item_new ();

    g_ptr_array_add (items, item);
    item->position = (int) i;
    if (!read_item (json_array_get_object_element (array, i), item, error))
      return FALSE;
  }

  return TRUE;
}

static void
write_age_side (JsonObject *object,
                const char *years_member,
                const char *months_member,
                int         months)
{
  if (months == 0)
    return;

  if (months % MONTHS_PER_YEAR == 0)
    json_object_set_int_member (object, years_member, months / MONTHS_PER_YEAR);
  else
    json_object_set_int_member (object, months_member, months);
}

/**
 * mh_programmes_read_json:
 * @spec: what is there before
 * @node: a programme, or a part of one, as data/schema/programme.json describes it
 * @error: return location; MH_ERROR_INVALID with a sentence that names the member
 *
 * What is not given stays as it is in @spec; a list that is given replaces the whole list. A member that is not known is refused: a rule
 * spelt wrongly must not be left out in silence. After a failure @spec may be changed in part.
 *
 * Returns: whether all of it could be read
 */
gboolean
mh_programmes_read_json (MhProgrammeSpec *spec,
                         JsonNode        *node,
                         GError         **error)
{
  static const char * const known[] = {
    "name", "public-name", "age", "sex", "districts", "series", "yearly", "doses", "interval-days", "dose-rules", "items",
    "deadline-days", "offer-mode", "parallel", "reply-minutes", "offer-by-hand", "overbook-percent", "wait-order", "priority-names",
    "doses-per-vial", NULL
  };
  MhProgramme *programme = spec->programme;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("A programme must be an object in braces."));
    return FALSE;
  }

  object = json_node_get_object (node);
  if (!check_members (object, known, error) ||
      !read_text (object, "name", FALSE, &programme->name, error) ||
      !read_text (object, "public-name", TRUE, &programme->public_name, error) ||
      !read_age (object, &programme->age, error) ||
      !read_choice (object, "sex", sexes, &programme->sex, error) ||
      !read_names (object, "districts", &programme->districts, error) ||
      !read_text (object, "series", TRUE, &programme->series, error) ||
      !read_flag (object, "yearly", &programme->yearly, error) ||
      !read_offer_mode (object, &programme->offer_mode, error) ||
      !read_flag (object, "offer-by-hand", &programme->offer_by_hand, error) ||
      !read_choice (object, "wait-order", wait_orders, &programme->wait_order, error) ||
      !read_names (object, "priority-names", &programme->priority_names, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    const Number *number = &numbers[i];

    if (!read_number (object, number->member, number->least, number->most,
                      G_STRUCT_MEMBER_P (programme, number->offset), error))
      return FALSE;
  }

  return read_dose_rules (object, spec->dose_rules, error) && read_items (object, spec->items, error);
}

static JsonObject *
write_age (const MhAgeRule *rule)
{
  JsonObject *age = json_object_new ();

  json_object_set_string_member (age, "basis", mh_age_basis_nick (rule->basis));
  write_age_side (age, "min-years", "min-months", rule->min_months);
  write_age_side (age, "below-years", "below-months", rule->below_months);

  return age;
}

static void
write_text (JsonObject *object,
            const char *member,
            const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
write_names (JsonObject *object,
             const char *member,
             const char *names)
{
  g_auto (GStrv) lines = g_strsplit (names, "\n", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] != '\0')
      json_array_add_string_element (array, lines[i]);
  }

  json_object_set_array_member (object, member, array);
}

static JsonObject *
write_dose_rule (const MhDoseRule *rule)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "dose", rule->dose);
  write_age_side (object, "min-years", "min-months", rule->min_months);
  write_age_side (object, "below-years", "below-months", rule->below_months);
  json_object_set_int_member (object, "earliest-days", rule->earliest_days);
  json_object_set_int_member (object, "standard-days", rule->standard_days);
  json_object_set_boolean_member (object, "same-weekday", rule->same_weekday);
  json_object_set_int_member (object, "warn-days", rule->warn_days);

  return object;
}

static JsonObject *
write_item (const MhItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", item->name);
  json_object_set_object_member (object, "age", write_age (&item->age));
  json_object_set_string_member (object, "sex", item->sex);
  json_object_set_string_member (object, "age-parity", item->age_parity);
  json_object_set_int_member (object, "every-years", item->every_years);
  if (item->fee >= 0)
    json_object_set_int_member (object, "fee", item->fee);
  else
    json_object_set_null_member (object, "fee");
  json_object_set_boolean_member (object, "standard", item->standard);

  return object;
}

/**
 * mh_programmes_write_json:
 * @spec: a programme with its rules
 *
 * Returns: (transfer full): what mh_programmes_read_json() reads back the same, every member spelt out
 */
JsonNode *
mh_programmes_write_json (const MhProgrammeSpec *spec)
{
  const MhProgramme *programme = spec->programme;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *rules = json_array_new ();
  JsonArray *items = json_array_new ();

  json_object_set_string_member (object, "name", programme->name);
  write_text (object, "public-name", programme->public_name);
  json_object_set_object_member (object, "age", write_age (&programme->age));
  json_object_set_string_member (object, "sex", programme->sex);
  write_names (object, "districts", programme->districts);
  write_text (object, "series", programme->series);
  json_object_set_boolean_member (object, "yearly", programme->yearly);
  json_object_set_string_member (object, "offer-mode", mh_offer_mode_nick (programme->offer_mode));
  json_object_set_boolean_member (object, "offer-by-hand", programme->offer_by_hand);
  json_object_set_string_member (object, "wait-order", programme->wait_order);
  write_names (object, "priority-names", programme->priority_names);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    json_object_set_int_member (object, numbers[i].member, G_STRUCT_MEMBER (int, programme, numbers[i].offset));

  for (guint i = 0; i < spec->dose_rules->len; i++)
    json_array_add_object_element (rules, write_dose_rule (&g_array_index (spec->dose_rules, MhDoseRule, i)));
  json_object_set_array_member (object, "dose-rules", rules);

  for (guint i = 0; i < spec->items->len; i++)
    json_array_add_object_element (items, write_item (g_ptr_array_index (spec->items, i)));
  json_object_set_array_member (object, "items", items);

  json_node_take_object (node, object);

  return node;
}
