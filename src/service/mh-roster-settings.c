/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-settings"

#include "mh-roster-settings.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-error.h"
#include "mh-roster-columns.h"

#define BLANK_ROWS 5

static const struct {
  const char *nick;
  const char *words;
} purposes[] = {
  [MH_ROSTER_RECEPTION] = { "reception", NC_ ("roster", "For the reception") },
  [MH_ROSTER_DOCTOR] = { "doctor", NC_ ("roster", "For the doctor") },
  [MH_ROSTER_CALLS] = { "calls", NC_ ("roster", "For telephone calls") },
  [MH_ROSTER_WALK] = { "walk", NC_ ("roster", "For walking round the town") },
  [MH_ROSTER_CUSTOM] = { "custom", NC_ ("roster", "Chosen columns") },
  { "changes", NC_ ("roster", "Changes since a print") },
};

static const struct {
  const char *nick;
  const char *words;
} orders[] = {
  [MH_ROSTER_ORDER_TIME] = { "time", N_("By time") },
  [MH_ROSTER_ORDER_KANA] = { "kana", N_("By kana") },
  [MH_ROSTER_ORDER_HOUSEHOLD] = { "household", N_("By household") },
  [MH_ROSTER_ORDER_DISTRICT] = { "district", N_("By district") },
  [MH_ROSTER_ORDER_NUMBER] = { "number", N_("By register number") },
  [MH_ROSTER_ORDER_FIRST] = { "first", N_("First visits first") },
};

/**
 * mh_roster_purpose_nick:
 * @purpose: what a list is for
 *
 * Returns: its stable name, for the store and for JSON
 */
const char *
mh_roster_purpose_nick (MhRosterPurpose purpose)
{
  g_return_val_if_fail (purpose < MH_ROSTER_N_PURPOSES, NULL);

  return purposes[purpose].nick;
}

/**
 * mh_roster_purpose_from_nick:
 * @nick: (nullable): a stable name
 * @out_purpose: (out): what it names
 *
 * Returns: whether @nick is one
 */
gboolean
mh_roster_purpose_from_nick (const char      *nick,
                             MhRosterPurpose *out_purpose)
{
  for (guint i = 0; i < MH_ROSTER_N_PURPOSES; i++) {
    if (g_strcmp0 (nick, purposes[i].nick) == 0) {
      *out_purpose = i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * mh_roster_purpose_words:
 * @nick: what a print is for, as the store has it
 *
 * Returns: (transfer none): what the nurse calls it; @nick itself when it is not known here
 */
const char *
mh_roster_purpose_words (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (purposes); i++) {
    if (g_str_equal (purposes[i].nick, nick))
      return g_dpgettext2 (GETTEXT_PACKAGE, "roster", purposes[i].words);
  }

  return nick;
}

/**
 * mh_roster_order_words:
 * @order: an order
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
mh_roster_order_words (MhRosterOrder order)
{
  g_return_val_if_fail (order < MH_ROSTER_N_ORDERS, NULL);

  return _(orders[order].words);
}

/**
 * mh_roster_settings_new:
 * @purpose: what the list is for
 *
 * Returns: (transfer full): the columns and order that such a list usually has
 */
MhRosterSettings *
mh_roster_settings_new (MhRosterPurpose purpose)
{
  MhRosterSettings *settings = g_new0 (MhRosterSettings, 1);

  settings->purpose = purpose;
  settings->n_orders = 1;
  settings->orders[0] = MH_ROSTER_ORDER_TIME;
  settings->blank_rows = purpose == MH_ROSTER_RECEPTION ? BLANK_ROWS : 0;
  if (purpose == MH_ROSTER_WALK) {
    settings->orders[0] = MH_ROSTER_ORDER_DISTRICT;
    settings->orders[1] = MH_ROSTER_ORDER_HOUSEHOLD;
    settings->n_orders = 2;
  }

  return settings;
}

/**
 * mh_roster_settings_copy:
 * @settings: settings
 *
 * Returns: (transfer full): the same once more
 */
MhRosterSettings *
mh_roster_settings_copy (const MhRosterSettings *settings)
{
  MhRosterSettings *copy = g_memdup2 (settings, sizeof *settings);

  copy->columns = g_strdupv (settings->columns);

  return copy;
}

/**
 * mh_roster_settings_free:
 * @settings: settings
 *
 * Frees them.
 */
void
mh_roster_settings_free (MhRosterSettings *settings)
{
  g_strfreev (settings->columns);
  g_free (settings);
}

static gboolean
find_order (const char    *nick,
            MhRosterOrder *out_order)
{
  for (guint i = 0; i < MH_ROSTER_N_ORDERS; i++) {
    if (g_str_equal (nick, orders[i].nick)) {
      *out_order = i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * mh_roster_settings_set_orders:
 * @settings: settings
 * @nicks: one to three orders, joined by commas; where the first says nothing, the second does
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: whether they are orders
 */
gboolean
mh_roster_settings_set_orders (MhRosterSettings *settings,
                               const char       *nicks,
                               GError          **error)
{
  g_auto (GStrv) words = g_strsplit (nicks, ",", -1);
  guint n = g_strv_length (words);
  MhRosterOrder found[MH_ROSTER_MAX_ORDERS] = { 0 };
  gboolean known = n >= 1 && n <= MH_ROSTER_MAX_ORDERS;

  for (guint i = 0; known && i < n; i++)
    known = find_order (g_strstrip (words[i]), &found[i]);

  if (!known) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The order is one to three of time, kana, household, district, number and first, joined by commas."));
    return FALSE;
  }

  memcpy (settings->orders, found, sizeof found);
  settings->n_orders = n;

  return TRUE;
}

/**
 * mh_roster_settings_set_columns:
 * @settings: settings; the purpose becomes MH_ROSTER_CUSTOM
 * @nicks: columns, joined by commas
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: whether all are columns
 */
gboolean
mh_roster_settings_set_columns (MhRosterSettings *settings,
                                const char       *nicks,
                                GError          **error)
{
  g_auto (GStrv) words = g_strsplit (nicks, ",", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    g_strstrip (words[i]);
    if (mh_roster_column_find (words[i]) == NULL) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("A roster has no column “%s”."), words[i]);
      return FALSE;
    }
  }

  settings->purpose = MH_ROSTER_CUSTOM;
  g_strfreev (settings->columns);
  settings->columns = g_steal_pointer (&words);

  return TRUE;
}

/**
 * mh_roster_settings_list_orders:
 * @settings: settings
 *
 * Returns: (transfer full): the nicks of its orders, joined by commas
 */
char *
mh_roster_settings_list_orders (const MhRosterSettings *settings)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < settings->n_orders; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "", orders[settings->orders[i]].nick);

  return g_string_free (list, FALSE);
}

static void
add_flag (JsonBuilder *builder,
          const char  *member,
          gboolean     value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

/**
 * mh_roster_settings_to_json:
 * @settings: settings
 *
 * Returns: (transfer full): a JSON object with stable members
 */
char *
mh_roster_settings_to_json (const MhRosterSettings *settings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *list = mh_roster_settings_list_orders (settings);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "purpose");
  json_builder_add_string_value (builder, mh_roster_purpose_nick (settings->purpose));
  json_builder_set_member_name (builder, "order");
  json_builder_add_string_value (builder, list);
  if (settings->columns != NULL) {
    g_autofree char *columns = g_strjoinv (",", settings->columns);

    json_builder_set_member_name (builder, "columns");
    json_builder_add_string_value (builder, columns);
  }
  add_flag (builder, "big", settings->big);
  add_flag (builder, "lot", settings->lot);
  add_flag (builder, "barcode", settings->barcode);
  add_flag (builder, "qr", settings->qr);
  json_builder_set_member_name (builder, "blank-rows");
  json_builder_add_int_value (builder, settings->blank_rows);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static const char *
get_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gboolean
get_flag (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

/**
 * mh_roster_settings_from_json:
 * @json: what mh_roster_settings_to_json() gave
 * @error: return location; MH_ERROR_INVALID when it is no object
 *
 * Returns: (transfer full): the settings, with the usual value where one cannot be used; or %NULL
 */
MhRosterSettings *
mh_roster_settings_from_json (const char *json,
                              GError    **error)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  MhRosterPurpose purpose = MH_ROSTER_RECEPTION;
  MhRosterSettings *settings;
  JsonObject *object;
  const char *text;
  JsonNode *rows;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The saved layout cannot be read. Please save it anew."));
    return NULL;
  }

  object = json_node_get_object (root);
  mh_roster_purpose_from_nick (get_text (object, "purpose"), &purpose);
  settings = mh_roster_settings_new (purpose);
  text = get_text (object, "order");
  if (text != NULL)
    mh_roster_settings_set_orders (settings, text, NULL);
  text = get_text (object, "columns");
  if (text != NULL && purpose == MH_ROSTER_CUSTOM)
    mh_roster_settings_set_columns (settings, text, NULL);

  settings->big = get_flag (object, "big");
  settings->lot = get_flag (object, "lot");
  settings->barcode = get_flag (object, "barcode");
  settings->qr = get_flag (object, "qr");
  rows = json_object_get_member (object, "blank-rows");
  if (rows != NULL && JSON_NODE_HOLDS_VALUE (rows))
    settings->blank_rows = (guint) CLAMP (json_node_get_int (rows), 0, MH_ROSTER_MAX_BLANK_ROWS);

  return settings;
}
