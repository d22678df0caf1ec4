/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-script"

#include "mh-broadcast-text.h"

#include "mh-message.h"

/**
 * mh_broadcast_text_write_script:
 * @broadcast: a broadcast; its check code is filled in
 * @text: its text, or the one in easy words
 * @error: return location; MH_ERROR_INVALID for an unknown field
 *
 * Returns: (transfer full): the text with 「［氏名］」 where each person's own stands, for somebody who reads it out loud or looks at it afterwards
 */
char *
mh_broadcast_text_write_script (const MhBroadcast *broadcast,
                                const char        *text,
                                GError           **error)
{
  const char * const *fields = mh_broadcast_text_fields ();
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (broadcast != NULL && text != NULL, NULL);

  for (guint i = 0; fields[i] != NULL; i++) {
    const char *label = mh_broadcast_text_field_label (fields[i]);
    g_autofree char *shown = g_str_equal (fields[i], "code") ? g_strdup (broadcast->code) : g_strdup_printf ("［%s］", label);

    g_ptr_array_add (pairs, g_strdup (fields[i]));
    g_ptr_array_add (pairs, g_strdup (shown));
    g_ptr_array_add (pairs, g_strdup (label));
    g_ptr_array_add (pairs, g_strdup (shown));
  }
  g_ptr_array_add (pairs, NULL);

  return mh_message_fill (text, (const char * const *) pairs->pdata, error);
}
