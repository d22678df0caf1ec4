/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sim-rules"

#include "mh-sim-rules.h"

#include <string.h>

#define HEADING "-- rule: "

typedef struct {
  char *name;
  char *sql;
} Rule;

struct _MhSimRules
{
  GPtrArray *rules;  /* (element-type Rule) */
};

static void
rule_free (Rule *rule)
{
  g_free (rule->name);
  g_free (rule->sql);
  g_free (rule);
}

/* The heading's own line, then the query to its semicolon. */
static Rule *
read_rule (const char *text)
{
  Rule *rule = g_new0 (Rule, 1);
  gsize length = strcspn (text, "\n");
  const char *end = strchr (text, ';');
  g_autofree char *query = NULL;

  if (end == NULL)
    g_error ("A rule without an end: %s", text);

  rule->name = g_strndup (text, length);

  /* Each gets all that it may ask for. */
  query = g_strndup (text + length, (gsize) (end - text) - length);
  rule->sql = g_strdup_printf ("SELECT * FROM (%s) WHERE :now + :forward + :since >= 0 LIMIT 1", query);

  return rule;
}

MhSimRules *
mh_sim_rules_load (const char *path)
{
  MhSimRules *self = g_new0 (MhSimRules, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  for (const char *at = strstr (text, HEADING); at != NULL; at = strstr (at + strlen (HEADING), HEADING))
    g_ptr_array_add (self->rules, read_rule (at + strlen (HEADING)));

  return self;
}

void
mh_sim_rules_free (MhSimRules *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

const char *
mh_sim_rules_check (MhSimRules *self,
                    MhDb       *db,
                    gint64      now,
                    gboolean    forward,
                    gint64      since,
                    char      **out_what)
{
  for (guint i = 0; i < self->rules->len; i++) {
    const Rule *rule = g_ptr_array_index (self->rules, i);
    g_autoptr (GError) error = NULL;
    g_autoptr (MhRows) rows = NULL;

    rows = mh_db_query (db, &error, rule->sql,
                        ":now", MH_INT (now), ":forward", MH_INT (forward), ":since", MH_INT (since), NULL);
    if (rows != NULL && mh_rows_next (rows)) {
      *out_what = g_strdup_printf ("row %s", mh_rows_text (rows, 0));
      return rule->name;
    }

    if (rows == NULL || !mh_rows_end (rows, &error))
      g_error ("%s: %s", rule->name, error->message);
  }

  return NULL;
}
