/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any text as an audience's rule: it is refused with a sentence, or it is kept in a form that reads as the same rule. A rule is never wider
 * for what stands in it that cannot be read, so it is never read from half a text. */

#include <string.h>

#include "mh-audience-rule.h"
#include "mh-error.h"
#include "mh-fuzz.h"

/* JSON-GLib loses the first of two documents that stand in one text ("[][]"), which is not what is looked for here. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

/* What is kept is read again as the same; neither its half nor @text with a rule for everybody behind it is one. */
static void
look_at_rule (const MhAudienceRule *rule,
              const char           *text)
{
  g_autofree char *kept = mh_audience_rule_print (rule);
  g_autofree char *kept_again = NULL;
  g_autofree char *twice = g_strconcat (text, "{}", NULL);
  g_autofree char *half = g_strndup (kept, strlen (kept) / 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAudienceRule) again = mh_audience_rule_parse (kept, &error);
  g_autoptr (MhAudienceRule) none = mh_audience_rule_parse (half, NULL);
  g_autoptr (MhAudienceRule) two = mh_audience_rule_parse (twice, NULL);

  g_assert_no_error (error);
  kept_again = mh_audience_rule_print (again);
  g_assert_cmpstr (kept_again, ==, kept);
  g_assert_null (none);
  g_assert_null (two);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (text, &error);

  if (rule != NULL) {
    g_assert_no_error (error);
    look_at_rule (rule, text);
    return 0;
  }

  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));

  return 0;
}
