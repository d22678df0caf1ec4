/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-places"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-places.h"

#define MOST_YEARS      150
#define MONTHS_PER_YEAR 12

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

/* A text that says something; null is taken where @nullable, and then gives %NULL. */
static gboolean
read_text (JsonObject *object,
           const char *member,
           gboolean    nullable,
           char      **out_text,
           GError    **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *text = NULL;

  if (nullable && (node == NULL || JSON_NODE_HOLDS_NULL (node)))
    return TRUE;

  if (node != NULL && has_value_of (node, G_TYPE_STRING))
    text = g_strstrip (json_node_dup_string (node));

  if (text == NULL || *text == '\0') {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be a text that is not empty."), member);
    return FALSE;
  }

  *out_text = g_steal_pointer (&text);

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

static gboolean
read_offer_by_hand (JsonObject *object,
                    gboolean   *out_by_hand,
                    GError    **error)
{
  JsonNode *node = json_object_get_member (object, "offer-by-hand");

  if (node == NULL)
    return TRUE;

  if (!has_value_of (node, G_TYPE_BOOLEAN)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” must be true or false."), "offer-by-hand");
    return FALSE;
  }

  *out_by_hand = json_node_get_boolean (node);

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
 * mh_places_read_programme:
 * @node: a programme as data/schema/programme.json describes it
 * @error: return location; MH_ERROR_INVALID with a sentence that names the member
 *
 * What is not given keeps the default of mh_programme_new(). A member that is not known is refused: a rule spelt wrongly must not be
 * left out in silence.
 *
 * Returns: (transfer full): the programme, not yet in the store, or %NULL
 */
MhProgramme *
mh_places_read_programme (JsonNode *node,
                          GError  **error)
{
  static const char * const known[] = {
    "name", "public-name", "age", "doses", "interval-days", "deadline-days", "offer-mode", "parallel", "reply-minutes",
    "offer-by-hand", NULL
  };
  g_autoptr (MhProgramme) programme = mh_programme_new ();
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("A programme must be an object in braces."));
    return NULL;
  }

  object = json_node_get_object (node);
  if (!check_members (object, known, error) ||
      !read_text (object, "name", FALSE, &programme->name, error) ||
      !read_text (object, "public-name", TRUE, &programme->public_name, error) ||
      !read_age (object, &programme->age, error) ||
      !read_offer_mode (object, &programme->offer_mode, error) ||
      !read_offer_by_hand (object, &programme->offer_by_hand, error))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    const Number *number = &numbers[i];

    if (!read_number (object, number->member, number->least, number->most,
                      G_STRUCT_MEMBER_P (programme, number->offset), error))
      return NULL;
  }

  return g_steal_pointer (&programme);
}

/**
 * mh_places_write_programme:
 * @programme: a programme
 *
 * Returns: (transfer full): what mh_places_read_programme() reads back the same, every member spelt out
 */
JsonNode *
mh_places_write_programme (const MhProgramme *programme)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *age = json_object_new ();

  json_object_set_string_member (age, "basis", mh_age_basis_nick (programme->age.basis));
  write_age_side (age, "min-years", "min-months", programme->age.min_months);
  write_age_side (age, "below-years", "below-months", programme->age.below_months);

  json_object_set_string_member (object, "name", programme->name);
  if (programme->public_name != NULL)
    json_object_set_string_member (object, "public-name", programme->public_name);
  else
    json_object_set_null_member (object, "public-name");
  json_object_set_object_member (object, "age", age);
  json_object_set_string_member (object, "offer-mode", mh_offer_mode_nick (programme->offer_mode));
  json_object_set_boolean_member (object, "offer-by-hand", programme->offer_by_hand);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    json_object_set_int_member (object, numbers[i].member, G_STRUCT_MEMBER (int, programme, numbers[i].offset));

  json_node_take_object (node, object);

  return node;
}
