/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-window-memory"

#include "mh-window-memory.h"

/**
 * mh_window_memory_open:
 *
 * g_settings_new() ends the program when the schema is not there; a window that forgets how it looked is the better answer.
 *
 * Returns: (transfer full) (nullable): the settings of this PC
 */
GSettings *
mh_window_memory_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, MH_APPLICATION_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * mh_window_memory_follow:
 * @window: a window that is not on the screen yet
 *
 * Gives @window the size it had when it was last closed, to an #MhWindow also whether it stood at the counter, and remembers both from now
 * on. Where the settings are not installed it keeps what it has.
 */
void
mh_window_memory_follow (GtkWindow *window)
{
  static const struct {
    const char *key;
    const char *property;
  } kept[] = {
    { "window-width", "default-width" },
    { "window-height", "default-height" },
    { "window-maximized", "maximized" },
    { "at-counter", "at-counter" },
  };
  g_autoptr (GSettings) settings = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));

  settings = mh_window_memory_open ();
  if (settings == NULL)
    return;

  /* Each binding holds the settings as long as the window lives. */
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++) {
    if (g_object_class_find_property (G_OBJECT_GET_CLASS (window), kept[i].property) != NULL)
      g_settings_bind (settings, kept[i].key, window, kept[i].property, G_SETTINGS_BIND_DEFAULT);
  }
}
