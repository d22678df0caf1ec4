/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-message"

#include "mh-message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-error.h"
#include "mh-text.h"

/* What the carriers do (their joint notice of 2019-09-04); providers in Japan take 660. A price stands in each contract, so
 * there is none here. */
const MhSmsRule mh_sms_rule_default = { 70, 67, 660, 0 };

/* The full-width braces are what a Japanese keyboard gives first. */
static gsize
brace_length (const char *at,
              const char *narrow,
              const char *wide)
{
  if (*at == *narrow)
    return 1;

  return g_str_has_prefix (at, wide) ? strlen (wide) : 0;
}

static const char *
find_value (const char         *name,
            const char * const *pairs,
            gboolean           *out_known)
{
  *out_known = TRUE;
  for (guint i = 0; pairs != NULL && pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    if (strcmp (pairs[i], name) == 0)
      return pairs[i + 1];

  *out_known = FALSE;

  return NULL;
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

static gboolean
append_value (GString            *filled,
              const char         *name,
              const char * const *pairs,
              GError            **error)
{
  gboolean known;
  const char *value = find_value (name, pairs, &known);

  if (!known) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("“{%s}” is not something that can be filled in here. Please correct its name in the text."), name);
    return FALSE;
  }
  if (value == NULL || is_blank (value)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("There is nothing to fill in for “{%s}”."), name);
    return FALSE;
  }

  g_string_append (filled, value);

  return TRUE;
}

/* @at stands behind an opening brace; %NULL if none closes it. */
static char *
take_name (const char **at)
{
  for (const char *end = *at; *end != '\0'; end = g_utf8_next_char (end)) {
    gsize length = brace_length (end, "}", "｝");

    if (brace_length (end, "{", "｛") > 0)
      return NULL;
    if (length > 0) {
      char *name = g_strndup (*at, (gsize) (end - *at));

      *at = end + length;
      return g_strstrip (name);
    }
  }

  return NULL;
}

/**
 * mh_message_fill:
 * @text: a text with fields such as {name}; full-width braces are taken as well
 * @pairs: (array zero-terminated=1): names and values by turns, ended by %NULL; a value that is %NULL ends them too, so give ""
 * @error: (out) (optional): %MH_ERROR_INVALID for an unknown field, one with an empty value, or a lone brace
 *
 * A message with a hole never leaves. Text from the values is never looked at for fields.
 *
 * Returns: (transfer full) (nullable): the filled text
 */
char *
mh_message_fill (const char         *text,
                 const char * const *pairs,
                 GError            **error)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  while (*text != '\0') {
    g_autofree char *name = NULL;

    length = brace_length (text, "{", "｛");
    if (length == 0 && brace_length (text, "}", "｝") == 0) {
      g_string_append_unichar (filled, g_utf8_get_char (text));
      text = g_utf8_next_char (text);
      continue;
    }

    text += length;
    name = length > 0 ? take_name (&text) : NULL;
    if (name == NULL) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                           _("A brace “{” or “}” stands alone in the text. Please write the name between both."));
      return NULL;
    }
    if (!append_value (filled, name, pairs, error))
      return NULL;
  }

  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/**
 * mh_sms_parts:
 * @rule: the carrier's or the contract's rule
 * @text: (nullable): a message
 *
 * Returns: in how many parts @text is sent and billed, 0 for an empty text; also counts beyond the limit
 */
int
mh_sms_parts (const MhSmsRule *rule,
              const char      *text)
{
  gsize length;

  g_return_val_if_fail (rule != NULL && rule->first > 0 && rule->step > 0, 0);

  length = mh_text_utf16_length (text);
  if (length == 0)
    return 0;
  if (length <= (gsize) rule->first)
    return 1;

  return (int) ((length + (gsize) rule->step - 1) / (gsize) rule->step);
}

/* JIS X 0201 and 0208 as CP932 writes them: not the rows of NEC and IBM, not 外字. */
static gboolean
is_common (GIConv   converter,
           gunichar c)
{
  char in[6];
  char out[8];
  char *in_at = in;
  char *out_at = out;
  gsize in_left = (gsize) g_unichar_to_utf8 (c, in);
  gsize out_left = sizeof out;
  guint8 lead;

  if (c < 0x80)
    return c >= ' ' ? c != 0x7f : c == '\n';

  g_iconv (converter, NULL, NULL, NULL, NULL);
  if (g_iconv (converter, &in_at, &in_left, &out_at, &out_left) != 0)
    return FALSE;

  lead = (guint8) out[0];
  if (out_at - out != 2)
    return out_at - out == 1 && lead >= 0xa1 && lead <= 0xdf;

  return lead != 0x87 && lead < 0xed;
}

/**
 * mh_sms_find_refused:
 * @text: (nullable): a message
 *
 * Providers refuse, or old telephones spoil, what lies outside of the common Japanese characters: emoji, 外字, ① and ㈱,
 * but also 髙 and 﨑. Line breaks are fine.
 *
 * Returns: (transfer full) (nullable): the first such character, or %NULL if there is none
 */
char *
mh_sms_find_refused (const char *text)
{
  GIConv converter = g_iconv_open ("CP932", "UTF-8");
  char *found = NULL;

  if (converter == (GIConv) -1)
    g_error ("The system cannot convert to CP932");

  for (const char *at = text; at != NULL && *at != '\0' && found == NULL; at = g_utf8_next_char (at))
    if (!is_common (converter, g_utf8_get_char (at)))
      found = g_utf8_substring (at, 0, 1);

  g_iconv_close (converter);

  return found;
}
