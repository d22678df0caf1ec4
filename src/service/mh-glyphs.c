/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-glyphs"

#include "mh-glyphs.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-error.h"
#include "mh-glyph-table.h"
#include "mh-text.h"

struct _MhGlyphs
{
  GHashTable *shown;  /* (owned) character → what is shown */
};

static void
clear (MhGlyphs *self)
{
  g_clear_pointer (&self->shown, g_hash_table_unref);
}

/**
 * mh_glyphs_load:
 * @desk: the desk
 * @error: return location
 *
 * To be loaded once and kept; loaded again after mh_glyphs_set().
 *
 * Returns: (transfer full): what is shown instead of which character, or %NULL
 */
MhGlyphs *
mh_glyphs_load (const MhDesk *desk,
                GError      **error)
{
  GHashTable *shown = mh_glyph_table_load (desk->db, error);
  MhGlyphs *self;

  if (shown == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (MhGlyphs);
  self->shown = shown;

  return self;
}

/**
 * mh_glyphs_ref:
 * @self: glyphs
 *
 * Returns: (transfer full): @self, with one more reference
 */
MhGlyphs *
mh_glyphs_ref (MhGlyphs *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * mh_glyphs_unref:
 * @self: (transfer full): glyphs
 */
void
mh_glyphs_unref (MhGlyphs *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * mh_glyphs_get:
 * @self: (nullable): glyphs
 * @character: a character, with its variation selector if any
 *
 * Returns: (nullable): what is shown instead
 */
const char *
mh_glyphs_get (const MhGlyphs *self,
               const char     *character)
{
  return self != NULL ? g_hash_table_lookup (self->shown, character) : NULL;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/**
 * mh_glyphs_list:
 * @self: glyphs
 *
 * Returns: (transfer container) (element-type utf8): the characters for which something else is shown, by code point
 */
GPtrArray *
mh_glyphs_list (const MhGlyphs *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer character;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &character, NULL))
    g_ptr_array_add (list, character);
  g_ptr_array_sort (list, compare_texts);

  return list;
}

static gboolean
is_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) || (c >= 0x180b && c <= 0x180d);
}

static gboolean
is_private (gunichar c)
{
  return (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xf0000 && c <= 0xffffd) || (c >= 0x100000 && c <= 0x10fffd);
}

/* Behind a character and the selectors after it. */
static const char *
next_whole (const char *at)
{
  const char *next = g_utf8_next_char (at);

  while (is_selector (g_utf8_get_char (next)))
    next = g_utf8_next_char (next);

  return next;
}

/**
 * mh_glyph_is_rare:
 * @at: inside a text, not at its end
 * @out_next: (out): where the next character begins; a variation selector belongs to the one before it
 *
 * Returns: whether the character is one of the town's own (外字: private use) or has a variation selector
 */
gboolean
mh_glyph_is_rare (const char  *at,
                  const char **out_next)
{
  *out_next = next_whole (at);

  return is_private (g_utf8_get_char (at)) || *out_next != g_utf8_next_char (at);
}

/**
 * mh_glyph_apply:
 * @self: (nullable): glyphs
 * @text: (nullable): a name, an address …
 *
 * For the screen and for paper; what is stored and what is compared stays as it is. A character that stands in the table with its variation
 * selector is replaced together with it; otherwise the table's entry for the bare character is taken and the selector goes.
 *
 * Returns: (transfer full) (nullable): @text as it is to be shown
 */
char *
mh_glyph_apply (const MhGlyphs *self,
                const char     *text)
{
  GString *out;

  if (self == NULL || text == NULL || g_hash_table_size (self->shown) == 0)
    return g_strdup (text);

  out = g_string_sized_new (strlen (text) + 1);
  for (const char *at = text, *next; *at != '\0'; at = next) {
    g_autofree char *whole = NULL;
    const char *shown;

    next = next_whole (at);
    whole = g_strndup (at, (gsize) (next - at));
    shown = mh_glyphs_get (self, whole);

    if (shown == NULL && next > g_utf8_next_char (at)) {
      *g_utf8_next_char (whole) = '\0';
      shown = mh_glyphs_get (self, whole);
    }

    if (shown != NULL)
      g_string_append (out, shown);
    else
      g_string_append_len (out, at, next - at);
  }

  return g_string_free (out, FALSE);
}

static gboolean
is_one_character (const char *text)
{
  return g_utf8_validate (text, -1, NULL) && *text != '\0' && *next_whole (text) == '\0';
}

/**
 * mh_glyphs_set:
 * @desk: the desk
 * @character: one character, with its variation selector if any
 * @shown: (nullable): what to show instead; %NULL or "" to show the character itself
 * @error: return location; MH_ERROR_INVALID when it is not one character
 *
 * Returns: whether it was written
 */
gboolean
mh_glyphs_set (const MhDesk *desk,
               const char   *character,
               const char   *shown,
               GError      **error)
{
  g_autofree char *tidy = mh_text_tidy_name (shown);
  g_autoptr (MhAct) act = NULL;

  if (!is_one_character (character)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please name one single character."));
    return FALSE;
  }

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "glyph.set", MH_UNDO_WHOLE, error);

  return act != NULL && mh_glyph_table_set (desk->db, character, *tidy != '\0' ? tidy : NULL, error) && mh_act_commit (act, error);
}
