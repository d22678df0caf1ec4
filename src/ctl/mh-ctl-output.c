/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-output"

#include "mh-ctl-output.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "mh-ctl-codes.h"
#include "mh-ctl-labels.h"
#include "mh-date.h"

#define COLUMN_GAP 2

/* Where the text goes, and what is being written. */
typedef struct {
  GString *text;
  int      indent;
} Printer;

static void print_members (Printer    *printer,
                           JsonObject *object,
                           const char *context);

static char *
format_time (gint64 ms)
{
  g_autofree char *day = mh_date_format (mh_date_from_ms (ms), MH_DATE_STYLE_SHORT);
  g_autofree char *time = mh_minutes_format (mh_minutes_from_ms (ms));

  return g_strdup_printf ("%s %s", day, time);
}

/* As coarse as somebody would say it. */
static char *
format_span (gint64 ms)
{
  gint64 minutes = ms / 60000;

  if (minutes < 1)
    return g_strdup_printf (_("%d seconds"), (int) (ms / 1000));
  if (minutes < 60)
    return g_strdup_printf (_("%d minutes"), (int) minutes);

  return g_strdup_printf (_("%d hours %d minutes"), (int) (minutes / 60), (int) (minutes % 60));
}

static char *
format_age (gint64 months)
{
  return months % 12 == 0 ? g_strdup_printf (_("%d years old"), (int) (months / 12))
                          : g_strdup_printf (_("%d years and %d months old"), (int) (months / 12), (int) (months % 12));
}

static char *
format_int (const char *member,
            gint64      value)
{
  if (g_str_has_suffix (member, "-ms"))
    return format_span (value);
  if (g_str_has_suffix (member, "-months"))
    return format_age (value);

  return mh_ctl_label_is_time (member) ? format_time (value) : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
format_text (const char *context,
             const char *member,
             const char *value)
{
  MhDate date;

  if (mh_date_from_iso (value, &date))
    return mh_date_format (date, MH_DATE_STYLE_WEEKDAY);

  return g_strdup (mh_ctl_label_value (context, member, value));
}

/* Among other values a bare number says nothing. */
static char *
format_named_int (const char *context,
                  const char *member,
                  gint64      value)
{
  g_autofree char *number = format_int (member, value);

  if (mh_ctl_label_is_time (member))
    return g_steal_pointer (&number);

  return g_strdup_printf ("%s %s", mh_ctl_label (context, member), number);
}

static char *
format_object (JsonObject *object,
               const char *context)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *node = json_object_get_member (object, l->data);
    g_autofree char *value = NULL;

    if (!JSON_NODE_HOLDS_VALUE (node) || mh_ctl_code_is_hidden (context, l->data))
      continue;

    if (json_node_get_value_type (node) == G_TYPE_STRING)
      value = format_text (context, l->data, json_node_get_string (node));
    else if (json_node_get_value_type (node) == G_TYPE_INT64)
      value = format_named_int (context, l->data, json_node_get_int (node));
    if (value != NULL && *value != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", value);
  }

  return g_strdup (text->str);
}

/* One value as it stands in a cell or behind a label. */
static char *
format_node (JsonNode   *node,
             const char *context,
             const char *member)
{
  g_autoptr (GString) list = NULL;
  JsonArray *array;

  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");

  if (JSON_NODE_HOLDS_OBJECT (node))
    return format_object (json_node_get_object (node), member);

  if (JSON_NODE_HOLDS_VALUE (node)) {
    if (json_node_get_value_type (node) == G_TYPE_STRING)
      return format_text (context, member, json_node_get_string (node));
    if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
      return g_strdup (json_node_get_boolean (node) ? _("yes") : _("no"));

    return format_int (member, json_node_get_int (node));
  }

  list = g_string_new (NULL);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *element = format_node (json_array_get_element (array, i), context, member);

    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", element);
  }

  return g_strdup (list->str);
}

/* Columns on a terminal: Japanese characters take two. */
static int
measure (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_iszerowidth (c))
      width += g_unichar_iswide (c) ? 2 : 1;
  }

  return width;
}

static void
append_padded (GString    *text,
               const char *cell,
               int         width)
{
  g_string_append (text, cell);
  for (int i = measure (cell); i < width; i++)
    g_string_append_c (text, ' ');
}

static void
append_indent (Printer *printer)
{
  for (int i = 0; i < printer->indent; i++)
    g_string_append_c (printer->text, ' ');
}

/* Line breaks would tear the table. */
static char *
format_cell (JsonObject *row,
             const char *context,
             const char *member)
{
  JsonNode *node = json_object_get_member (row, member);

  return node != NULL ? g_strdelimit (format_node (node, context, member), "\n\r\t", ' ') : g_strdup ("");
}

static int
measure_column (JsonArray  *array,
                const char *context,
                const char *member)
{
  int width = 0;

  if (mh_ctl_code_is_hidden (context, member))
    return 0;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *cell = format_cell (json_array_get_object_element (array, i), context, member);

    width = MAX (width, measure (cell));
  }

  /* A column without anything in it is left out, else its heading counts too. */
  return width > 0 ? MAX (width, measure (mh_ctl_label (context, member))) : 0;
}

static void
print_table (Printer    *printer,
             JsonArray  *array,
             const char *context)
{
  g_autoptr (GList) members = json_object_get_members (json_array_get_object_element (array, 0));
  g_autoptr (GArray) widths = g_array_new (FALSE, FALSE, sizeof (int));

  append_indent (printer);
  for (GList *l = members; l != NULL; l = l->next) {
    int width = measure_column (array, context, l->data);

    g_array_append_val (widths, width);
    if (width > 0)
      append_padded (printer->text, mh_ctl_label (context, l->data), width + COLUMN_GAP);
  }
  g_string_append_c (printer->text, '\n');

  for (guint i = 0; i < json_array_get_length (array); i++) {
    guint column = 0;

    append_indent (printer);
    for (GList *l = members; l != NULL; l = l->next) {
      int width = g_array_index (widths, int, column++);
      g_autofree char *cell = format_cell (json_array_get_object_element (array, i), context, l->data);

      if (width > 0)
        append_padded (printer->text, cell, width + COLUMN_GAP);
    }
    g_string_append_c (printer->text, '\n');
  }
}

static gboolean
is_table (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return array != NULL && json_array_get_length (array) > 0 &&
         JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 0));
}

static void
print_member (Printer    *printer,
              JsonNode   *node,
              const char *context,
              const char *member)
{
  g_autofree char *value = NULL;

  if (mh_ctl_code_is_hidden (context, member))
    return;

  if (JSON_NODE_HOLDS_OBJECT (node) || is_table (node)) {
    append_indent (printer);
    g_string_append_printf (printer->text, "%s\n", mh_ctl_label (context, member));
    printer->indent += COLUMN_GAP;
    if (is_table (node))
      print_table (printer, json_node_get_array (node), member);
    else
      print_members (printer, json_node_get_object (node), member);
    printer->indent -= COLUMN_GAP;
    return;
  }

  value = format_node (node, context, member);
  if (*value == '\0' && !JSON_NODE_HOLDS_ARRAY (node))
    return;

  append_indent (printer);
  /* Translators: a label and its value */
  g_string_append_printf (printer->text, _("%s: %s"), mh_ctl_label (context, member), *value != '\0' ? value : _("none"));
  g_string_append_c (printer->text, '\n');
}

static void
print_members (Printer    *printer,
               JsonObject *object,
               const char *context)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    print_member (printer, json_object_get_member (object, l->data), context, l->data);
}

/* Lines end without the padding of their last cell. */
static char *
trim_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_strchomp (lines[i]);

  return g_strjoinv ("\n", lines);
}

/**
 * mh_ctl_document_to_text:
 * @command: its path
 * @document: a command's document
 *
 * Returns: (transfer full): the same in the user's language: a line for each value, a table for each list
 */
char *
mh_ctl_document_to_text (const char *command,
                         JsonNode   *document)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *word = g_strndup (command, strcspn (command, " "));
  Printer printer = { .text = text };

  print_members (&printer, json_node_get_object (document), word);

  return trim_lines (text->str);
}

/**
 * mh_ctl_print_text:
 * @command: its path
 * @document: a command's document
 */
void
mh_ctl_print_text (const char *command,
                   JsonNode   *document)
{
  g_autofree char *text = mh_ctl_document_to_text (command, document);

  fputs (text, stdout);
}

/**
 * mh_ctl_print_json:
 * @document: a command's document
 */
void
mh_ctl_print_json (JsonNode *document)
{
  g_autofree char *text = json_to_string (document, TRUE);

  printf ("%s\n", text);
}

/**
 * mh_ctl_exit_status:
 * @error: why a command was not done
 *
 * Returns: how the program ends
 */
int
mh_ctl_exit_status (const GError *error)
{
  return error->domain == G_OPTION_ERROR || error->domain == G_SHELL_ERROR ? MH_CTL_EXIT_USAGE : MH_CTL_EXIT_REFUSED;
}

/**
 * mh_ctl_error_line:
 * @error: why a command was not done
 *
 * Returns: (transfer full): its sentence in one line
 */
char *
mh_ctl_error_line (const GError *error)
{
  return g_strstrip (g_strdelimit (g_strdup (error->message), "\n\r\t", ' '));
}

/**
 * mh_ctl_print_error:
 * @error: why a command was not done
 */
void
mh_ctl_print_error (const GError *error)
{
  g_autofree char *line = mh_ctl_error_line (error);

  fprintf (stderr, "%s\n", line);
}

/**
 * mh_ctl_default_operator:
 *
 * Returns: (transfer none): who is logged in to this computer
 */
const char *
mh_ctl_default_operator (void)
{
  const char *name = g_get_real_name ();

  return name != NULL && *name != '\0' && !g_str_equal (name, "Unknown") ? name : g_get_user_name ();
}
