/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-audience-rule"

#include "mh-audience-rule.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "mh-error.h"
#include "mh-json-text.h"

#define OLDEST_AGE 130

/* Deeper than any rule: what a parser need not follow. */

typedef gboolean (*ReadMember) (MhAudienceRule *rule,
                                const char     *key,
                                JsonNode       *node,
                                GError        **error);

static const char * const age_rules[] = { "day", "fiscal", "school", NULL };
static const char * const sexes[] = { "male", "female", NULL };
static const char * const channels[] = { "line", "sms", "by-hand", "none", NULL };
/* In the order of MhAudienceState. */
static const char * const states[] = { "eligible", "not-booked", "booked", "done", "missed", "cancelled", "waiting", NULL };

static void
districts_free (MhAudienceDistricts *districts)
{
  g_strfreev (districts->names);
  g_free (districts);
}

static gboolean
refuse_value (const char *key,
              GError    **error)
{
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("In the rule of the audience, the value of “%s” cannot be read."), key);

  return FALSE;
}

static gboolean
refuse_key (const char *key,
            GError    **error)
{
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("In the rule of the audience, “%s” is not known. Please take it out."), key);

  return FALSE;
}

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
get_whole (JsonNode *node,
           gint64    least,
           gint64    most,
           gint64   *out_number)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *out_number = json_node_get_int (node);

  return *out_number >= least && *out_number <= most;
}

static gboolean
get_date (JsonNode *node,
          MhDate   *out_date)
{
  const char *text = get_text (node);

  return text != NULL && mh_date_from_iso (text, out_date);
}

static int
find_word (const char * const *words,
           const char         *text)
{
  for (int i = 0; text != NULL && words[i] != NULL; i++) {
    if (g_str_equal (words[i], text))
      return i;
  }

  return -1;
}

/* At least one text, none empty, and each of @words where that is given. */
static char **
dup_texts (JsonNode           *node,
           const char * const *words)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) == 0)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *text = get_text (json_array_get_element (array, i));

    if (text == NULL || *text == '\0' || (words != NULL && find_word (words, text) < 0))
      return NULL;

    g_ptr_array_add (texts, g_strdup (text));
  }

  g_ptr_array_add (texts, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

static GArray *
dup_ids (JsonNode *node)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    gint64 id;

    if (!get_whole (json_array_get_element (array, i), 1, G_MAXINT64, &id))
      return NULL;

    g_array_append_val (ids, id);
  }

  return g_steal_pointer (&ids);
}

static gboolean
read_age_part (MhAudienceRule *rule,
               const char     *key,
               JsonNode       *node,
               GError        **error)
{
  gint64 number = 0;
  int choice;

  if (g_str_equal (key, "from") || g_str_equal (key, "to")) {
    if (!get_whole (node, 0, OLDEST_AGE, &number))
      return refuse_value (key, error);

    *(g_str_equal (key, "from") ? &rule->age_from : &rule->age_to) = (int) number;
    return TRUE;
  }

  if (g_str_equal (key, "on"))
    return get_date (node, &rule->age_on) || refuse_value (key, error);
  if (!g_str_equal (key, "rule"))
    return refuse_key (key, error);

  choice = find_word (age_rules, get_text (node));
  if (choice < 0)
    return refuse_value (key, error);

  rule->age_rule = (MhAudienceAge) choice;

  return TRUE;
}

static gboolean
read_born_part (MhAudienceRule *rule,
                const char     *key,
                JsonNode       *node,
                GError        **error)
{
  if (g_str_equal (key, "from"))
    return get_date (node, &rule->born_from) || refuse_value (key, error);
  if (g_str_equal (key, "to"))
    return get_date (node, &rule->born_to) || refuse_value (key, error);

  return refuse_key (key, error);
}

static gboolean
read_states (MhAudienceRule *rule,
             JsonNode       *node)
{
  g_auto (GStrv) texts = dup_texts (node, states);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    rule->states |= 1u << find_word (states, texts[i]);

  return texts != NULL;
}

static gboolean
read_programme_part (MhAudienceRule *rule,
                     const char     *key,
                     JsonNode       *node,
                     GError        **error)
{
  if (g_str_equal (key, "id"))
    return get_whole (node, 1, G_MAXINT64, &rule->programme) || refuse_value (key, error);
  if (g_str_equal (key, "state"))
    return read_states (rule, node) || refuse_value (key, error);

  return refuse_key (key, error);
}

static gboolean
read_members (MhAudienceRule *rule,
              const char     *key,
              JsonNode       *node,
              ReadMember      read_member,
              GError        **error)
{
  g_autoptr (GList) members = NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse_value (key, error);

  object = json_node_get_object (node);
  members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next) {
    if (!read_member (rule, l->data, json_object_get_member (object, l->data), error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_age (MhAudienceRule *rule,
          const char     *key,
          JsonNode       *node,
          GError        **error)
{
  rule->has_age = TRUE;
  rule->age_from = 0;
  rule->age_to = OLDEST_AGE;
  if (!read_members (rule, key, node, read_age_part, error))
    return FALSE;

  return rule->age_from <= rule->age_to || refuse_value (key, error);
}

static gboolean
read_born (MhAudienceRule *rule,
           const char     *key,
           JsonNode       *node,
           GError        **error)
{
  if (!read_members (rule, key, node, read_born_part, error))
    return FALSE;

  if (!mh_date_is_set (rule->born_from) && !mh_date_is_set (rule->born_to))
    return refuse_value (key, error);

  return !mh_date_is_set (rule->born_from) || !mh_date_is_set (rule->born_to) ||
         mh_date_compare (rule->born_from, rule->born_to) <= 0 || refuse_value (key, error);
}

static gboolean
read_sex (MhAudienceRule *rule,
          const char     *key,
          JsonNode       *node,
          GError        **error)
{
  g_auto (GStrv) texts = dup_texts (node, sexes);

  if (texts == NULL || texts[1] != NULL)
    return refuse_value (key, error);

  rule->sex = g_strdup (texts[0]);

  return TRUE;
}

static gboolean
read_one_system (MhAudienceRule *rule,
                 JsonNode       *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  MhAudienceDistricts *districts;
  gint64 number;
  char **names;

  if (object == NULL || json_object_get_size (object) != 2 || !json_object_has_member (object, "system") ||
      !json_object_has_member (object, "names") || !get_whole (json_object_get_member (object, "system"), 1, 3, &number))
    return FALSE;

  names = dup_texts (json_object_get_member (object, "names"), NULL);
  if (names == NULL)
    return FALSE;

  districts = g_new0 (MhAudienceDistricts, 1);
  districts->system = (int) number;
  districts->names = names;
  g_ptr_array_add (rule->districts, districts);

  return TRUE;
}

static gboolean
read_districts (MhAudienceRule *rule,
                const char     *key,
                JsonNode       *node,
                GError        **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) == 0)
    return refuse_value (key, error);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!read_one_system (rule, json_array_get_element (array, i)))
      return refuse_value (key, error);
  }

  return TRUE;
}

static gboolean
read_programme (MhAudienceRule *rule,
                const char     *key,
                JsonNode       *node,
                GError        **error)
{
  if (!read_members (rule, key, node, read_programme_part, error))
    return FALSE;

  return (rule->programme != 0 && rule->states != 0) || refuse_value (key, error);
}

static gboolean
read_id (MhAudienceRule *rule,
         const char     *key,
         JsonNode       *node,
         GError        **error)
{
  return get_whole (node, 1, G_MAXINT64, g_str_equal (key, "slot") ? &rule->slot : &rule->session) || refuse_value (key, error);
}

static gboolean
read_texts (MhAudienceRule *rule,
            const char     *key,
            JsonNode       *node,
            GError        **error)
{
  gboolean is_channels = g_str_equal (key, "channels");
  char **texts = dup_texts (node, is_channels ? channels : NULL);

  *(is_channels ? &rule->channels : &rule->households) = texts;

  return texts != NULL || refuse_value (key, error);
}

static gboolean
read_consent (MhAudienceRule *rule,
              const char     *key,
              JsonNode       *node,
              GError        **error)
{
  rule->consented = g_strcmp0 (get_text (node), "yes") == 0;

  return rule->consented || refuse_value (key, error);
}

static gboolean
read_ids (MhAudienceRule *rule,
          const char     *key,
          JsonNode       *node,
          GError        **error)
{
  GArray **list = g_str_equal (key, "only") ? &rule->only : g_str_equal (key, "plus") ? &rule->plus : &rule->minus;
  GArray *ids = dup_ids (node);

  if (ids == NULL)
    return refuse_value (key, error);

  g_clear_pointer (list, g_array_unref);
  *list = ids;

  return TRUE;
}

static gboolean
read_condition (MhAudienceRule *rule,
                const char     *key,
                JsonNode       *node,
                GError        **error)
{
  static const struct {
    const char *key;
    ReadMember  read;
  } conditions[] = {
    { "age", read_age },
    { "born", read_born },
    { "sex", read_sex },
    { "districts", read_districts },
    { "households", read_texts },
    { "programme", read_programme },
    { "session", read_id },
    { "slot", read_id },
    { "channels", read_texts },
    { "consent", read_consent },
    { "only", read_ids },
    { "plus", read_ids },
    { "minus", read_ids },
  };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++) {
    if (g_str_equal (conditions[i].key, key))
      return conditions[i].read (rule, key, node, error);
  }

  return refuse_key (key, error);
}

/**
 * mh_audience_rule_new:
 *
 * Returns: (transfer full): a rule that means everybody
 */
MhAudienceRule *
mh_audience_rule_new (void)
{
  MhAudienceRule *rule = g_new0 (MhAudienceRule, 1);

  rule->districts = g_ptr_array_new_with_free_func ((GDestroyNotify) districts_free);
  rule->plus = g_array_new (FALSE, FALSE, sizeof (gint64));
  rule->minus = g_array_new (FALSE, FALSE, sizeof (gint64));

  return rule;
}

/**
 * mh_audience_rule_free:
 * @rule: (nullable): a rule
 */
void
mh_audience_rule_free (MhAudienceRule *rule)
{
  if (rule == NULL)
    return;

  g_clear_pointer (&rule->districts, g_ptr_array_unref);
  g_clear_pointer (&rule->only, g_array_unref);
  g_clear_pointer (&rule->plus, g_array_unref);
  g_clear_pointer (&rule->minus, g_array_unref);
  g_strfreev (rule->households);
  g_strfreev (rule->channels);
  g_free (rule->sex);
  g_free (rule);
}

/**
 * mh_audience_rule_parse:
 * @json: a JSON object, see the header
 * @error: return location; MH_ERROR_INVALID with a sentence that names the key that is not known or whose value cannot be read
 *
 * What is not understood is never passed over: a condition that falls off makes an audience larger. "only" may be empty, and then means
 * nobody.
 *
 * Returns: (transfer full): the rule, or %NULL
 */
MhAudienceRule *
mh_audience_rule_parse (const char *json,
                        GError    **error)
{
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = mh_json_text_read (json, -1, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The rule of the audience is not a JSON object."));
    return NULL;
  }

  return read_members (rule, "", root, read_condition, error) ? g_steal_pointer (&rule) : NULL;
}

static void
write_text (JsonBuilder *builder,
            const char  *key,
            const char  *text)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
write_number (JsonBuilder *builder,
              const char  *key,
              gint64       number)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, number);
}

static void
write_date (JsonBuilder *builder,
            const char  *key,
            MhDate       date)
{
  g_autofree char *iso = mh_date_to_iso (date);

  if (iso != NULL)
    write_text (builder, key, iso);
}

static void
write_texts (JsonBuilder *builder,
             const char  *key,
             char       **texts)
{
  if (texts == NULL)
    return;

  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static void
write_ids (JsonBuilder  *builder,
           const char   *key,
           const GArray *ids)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    json_builder_add_int_value (builder, g_array_index (ids, gint64, i));
  json_builder_end_array (builder);
}

static void
write_births (JsonBuilder          *builder,
              const MhAudienceRule *rule)
{
  if (rule->has_age) {
    json_builder_set_member_name (builder, "age");
    json_builder_begin_object (builder);
    write_number (builder, "from", rule->age_from);
    write_number (builder, "to", rule->age_to);
    write_text (builder, "rule", age_rules[rule->age_rule]);
    write_date (builder, "on", rule->age_on);
    json_builder_end_object (builder);
  }

  if (mh_date_is_set (rule->born_from) || mh_date_is_set (rule->born_to)) {
    json_builder_set_member_name (builder, "born");
    json_builder_begin_object (builder);
    write_date (builder, "from", rule->born_from);
    write_date (builder, "to", rule->born_to);
    json_builder_end_object (builder);
  }
}

static void
write_person (JsonBuilder          *builder,
              const MhAudienceRule *rule)
{
  if (rule->sex != NULL) {
    json_builder_set_member_name (builder, "sex");
    json_builder_begin_array (builder);
    json_builder_add_string_value (builder, rule->sex);
    json_builder_end_array (builder);
  }

  if (rule->districts->len > 0) {
    json_builder_set_member_name (builder, "districts");
    json_builder_begin_array (builder);
    for (guint i = 0; i < rule->districts->len; i++) {
      const MhAudienceDistricts *districts = g_ptr_array_index (rule->districts, i);

      json_builder_begin_object (builder);
      write_number (builder, "system", districts->system);
      write_texts (builder, "names", districts->names);
      json_builder_end_object (builder);
    }
    json_builder_end_array (builder);
  }

  write_texts (builder, "households", rule->households);
}

static void
write_places (JsonBuilder          *builder,
              const MhAudienceRule *rule)
{
  if (rule->programme != 0) {
    json_builder_set_member_name (builder, "programme");
    json_builder_begin_object (builder);
    write_number (builder, "id", rule->programme);
    json_builder_set_member_name (builder, "state");
    json_builder_begin_array (builder);
    for (guint i = 0; states[i] != NULL; i++) {
      if (rule->states & (1u << i))
        json_builder_add_string_value (builder, states[i]);
    }
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }

  if (rule->session != 0)
    write_number (builder, "session", rule->session);
  if (rule->slot != 0)
    write_number (builder, "slot", rule->slot);
}

/**
 * mh_audience_rule_print:
 * @rule: a rule
 *
 * Returns: (transfer full): the JSON object that mh_audience_rule_parse() reads, always the same for the same rule
 */
char *
mh_audience_rule_print (const MhAudienceRule *rule)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  json_builder_begin_object (builder);
  write_births (builder, rule);
  write_person (builder, rule);
  write_places (builder, rule);
  write_texts (builder, "channels", rule->channels);
  if (rule->consented)
    write_text (builder, "consent", "yes");
  if (rule->only != NULL)
    write_ids (builder, "only", rule->only);
  if (rule->plus->len > 0)
    write_ids (builder, "plus", rule->plus);
  if (rule->minus->len > 0)
    write_ids (builder, "minus", rule->minus);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
