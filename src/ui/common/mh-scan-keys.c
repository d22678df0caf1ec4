/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-scan-keys"

#include "mh-scan-keys.h"

#include "mh-scan.h"

/* No code is as long; what somebody typed without end is none. */
#define MAX_KEYS 64

typedef struct {
  GtkEntry  *entry;       /* (unowned) that has it */
  GString   *keys;        /* (owned) pressed since the field was empty */
  GPtrArray *seen;        /* (owned) (element-type GdkEvent) their events: an input method may send one once more */
  gboolean   whole;       /* these are all that was pressed */
  gboolean   composing;
  gboolean   discard;     /* what the input method still sends belongs to what was taken */
} Keys;

static void
keys_free (Keys *keys)
{
  g_string_free (keys->keys, TRUE);
  g_ptr_array_unref (keys->seen);
  g_free (keys);
}

static void
forget (Keys    *keys,
        gboolean whole)
{
  g_string_truncate (keys->keys, 0);
  g_ptr_array_set_size (keys->seen, 0);
  keys->whole = whole;
}

static GtkText *
get_text (GtkEntry *entry)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
}

static void
insert_digit (Keys    *keys,
              gunichar digit)
{
  GtkEditable *editable = GTK_EDITABLE (keys->entry);
  char text[] = { (char) digit, '\0' };
  int at;

  gtk_editable_delete_selection (editable);
  at = gtk_editable_get_position (editable);
  gtk_editable_insert_text (editable, text, 1, &at);
  gtk_editable_set_position (editable, at);
}

/* Whether the keys say better than the field what was read. */
static gboolean
is_better (Keys *keys)
{
  g_auto (MhScan) scan = { 0 };

  if (!keys->whole || !mh_scan_is_figures (keys->keys->str))
    return FALSE;

  if (keys->composing)
    return TRUE;

  mh_scan_read (keys->keys->str, &scan);

  return scan.kind != MH_SCAN_WORDS && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (keys->entry)), keys->keys->str) != 0;
}

/* A reset is not enough: what was composed would stay on the screen. An input method lets go of a field that loses the keyboard. */
static void
stop_composing (Keys *keys)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (keys->entry));

  keys->discard = TRUE;
  gtk_entry_reset_im_context (keys->entry);
  gtk_root_set_focus (root, NULL);
  gtk_entry_grab_focus_without_selecting (keys->entry);
  keys->composing = FALSE;
}

static gboolean
enter (Keys *keys)
{
  /* What empties the field forgets the keys. */
  g_autofree char *pressed = g_strdup (keys->keys->str);
  gboolean better = is_better (keys);

  if (better) {
    if (keys->composing)
      stop_composing (keys);
    keys->discard = FALSE;
    gtk_editable_set_text (GTK_EDITABLE (keys->entry), pressed);
    g_signal_emit_by_name (keys->entry, "activate");
    keys->discard = TRUE;
  }
  /* What is composed is not searched yet: the next Enter is about it. */
  forget (keys, better || !keys->composing);

  return better;
}

static gboolean
is_again (Keys     *keys,
          GdkEvent *event)
{
  for (guint i = 0; i < keys->seen->len; i++) {
    if (keys->seen->pdata[i] == event)
      return TRUE;
  }
  if (keys->seen->len >= 2 * MAX_KEYS)
    g_ptr_array_remove_range (keys->seen, 0, MAX_KEYS);
  g_ptr_array_add (keys->seen, gdk_event_ref (event));

  return FALSE;
}

static gboolean
take_sign (Keys    *keys,
           gunichar sign)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (keys->entry)) == '\0' && !keys->composing && !keys->whole)
    forget (keys, TRUE);

  if (keys->keys->len >= MAX_KEYS) {
    forget (keys, FALSE);
    return GDK_EVENT_PROPAGATE;
  }

  g_string_append_c (keys->keys, (char) sign);
  if (keys->composing || !g_ascii_isdigit ((char) sign))
    return GDK_EVENT_PROPAGATE;

  insert_digit (keys, sign);

  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                Keys                  *keys)
{
  gunichar sign = gdk_keyval_to_unicode (key);
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || (event != NULL && is_again (keys, event)))
    return GDK_EVENT_PROPAGATE;

  keys->discard = FALSE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter)
    return enter (keys);

  if (sign >= ' ' && sign < 0x7f)
    return take_sign (keys, sign);

  /* Whatever else changes the field: from here on the keys do not tell all of it. */
  if (key == GDK_KEY_BackSpace || key == GDK_KEY_Delete || key == GDK_KEY_Escape || key == GDK_KEY_Left || key == GDK_KEY_Right ||
      key == GDK_KEY_Home || key == GDK_KEY_End)
    forget (keys, FALSE);

  return GDK_EVENT_PROPAGATE;
}

static void
preedit_changed_cb (GtkText    *text,
                    const char *preedit,
                    Keys       *keys)
{
  keys->composing = preedit != NULL && *preedit != '\0';
}

static void
insert_text_cb (GtkEditable *text,
                const char  *added,
                int          length,
                int         *position,
                Keys        *keys)
{
  if (keys->discard)
    g_signal_stop_emission_by_name (text, "insert-text");
}

/* What was emptied from outside begins anew. */
static void
changed_cb (GtkEditable *text,
            Keys        *keys)
{
  if (*gtk_editable_get_text (text) == '\0' && !keys->composing)
    forget (keys, TRUE);
}

/**
 * mh_scan_keys_attach:
 * @entry: a field for a reader that acts as a keyboard
 *
 * Readers type what they read and press Enter. With an input method left on, digits would be composed and Enter would end the composing instead of
 * the search.
 */
void
mh_scan_keys_attach (GtkEntry *entry)
{
  Keys *keys;
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_ENTRY (entry));

  keys = g_new0 (Keys, 1);
  controller = gtk_event_controller_key_new ();
  keys->entry = entry;
  keys->keys = g_string_new (NULL);
  keys->seen = g_ptr_array_new_with_free_func ((GDestroyNotify) gdk_event_unref);
  keys->whole = TRUE;
  g_object_set_data_full (G_OBJECT (entry), "mh-scan-keys", keys, (GDestroyNotify) keys_free);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), keys);
  gtk_widget_add_controller (GTK_WIDGET (entry), controller);
  g_signal_connect (get_text (entry), "preedit-changed", G_CALLBACK (preedit_changed_cb), keys);
  g_signal_connect (get_text (entry), "insert-text", G_CALLBACK (insert_text_cb), keys);
  g_signal_connect (get_text (entry), "changed", G_CALLBACK (changed_cb), keys);
}

/**
 * mh_scan_keys_compose:
 * @entry: a field of mh_scan_keys_attach()
 *
 * Returns: whether an input method is putting something together there
 */
gboolean
mh_scan_keys_compose (GtkEntry *entry)
{
  Keys *keys = g_object_get_data (G_OBJECT (entry), "mh-scan-keys");

  return keys != NULL && keys->composing;
}
