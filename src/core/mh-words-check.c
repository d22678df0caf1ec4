/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-words-check"

#include "mh-words-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-text.h"
#include "mh-words-private.h"

#define HOST_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789.-_@:[]%"
#define URL_CHARACTERS  HOST_CHARACTERS "/?#!$&'*+,;=~"

/* Text in the form that the patterns meet, and for each of its bytes where in the given text it comes from. */
typedef struct {
  const char *original;
  GString    *text;
  GArray     *starts;   /* (element-type gsize) */
  GArray     *ends;     /* (element-type gsize) */
} Folded;

static void
folded_clear (Folded *folded)
{
  g_string_free (folded->text, TRUE);
  g_array_unref (folded->starts);
  g_array_unref (folded->ends);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folded, folded_clear)

static void
append (Folded     *folded,
        const char *text,
        gsize       start,
        gsize       end)
{
  g_string_append (folded->text, text);
  for (gsize i = strlen (text); i > 0; i--) {
    g_array_append_val (folded->starts, start);
    g_array_append_val (folded->ends, end);
  }
}

/* Behind @at with the marks that belong to it: ﾞ and ﾟ, accents, variation selectors. */
static const char *
skip_cluster (const char *at)
{
  gunichar c;

  do {
    at = g_utf8_next_char (at);
    c = g_utf8_get_char (at);
  } while (c != 0 && (c == 0xff9e || c == 0xff9f || g_unichar_ismark (c)));

  return at;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* 「血 圧」 and 「ｍｍＨｇ」 become what they are read as. A blank stays where it parts two ASCII words or numbers. */
static void
fold_text (Folded     *folded,
           const char *text)
{
  const char *blank = NULL;
  const char *next;

  folded->original = text;
  folded->text = g_string_new (NULL);
  folded->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  folded->ends = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (const char *at = text; *at != '\0'; at = next) {
    g_autofree char *cluster = NULL;
    g_autofree char *plain = NULL;
    gsize start = (gsize) (at - text);

    next = skip_cluster (at);
    if (is_line_end (g_utf8_get_char (at))) {
      append (folded, "\n", start, (gsize) (next - text));
      blank = NULL;
      continue;
    }
    if (g_unichar_isspace (g_utf8_get_char (at))) {
      blank = at;
      continue;
    }

    cluster = g_strndup (at, (gsize) (next - at));
    plain = mh_text_fold (cluster);
    if (*plain == '\0')
      continue;
    if (blank != NULL && folded->text->len > 0 && (guchar) *plain < 0x80 &&
        (guchar) folded->text->str[folded->text->len - 1] < 0x80 && folded->text->str[folded->text->len - 1] != '\n')
      append (folded, " ", (gsize) (blank - text), start);
    blank = NULL;
    append (folded, plain, start, (gsize) (next - text));
  }
}

static void
add_finding (GPtrArray     *findings,
             const Folded  *folded,
             MhWordsProblem problem,
             gsize          start,
             gsize          end)
{
  gsize from = g_array_index (folded->starts, gsize, start);
  gsize to = g_array_index (folded->ends, gsize, end - 1);
  MhWordsFinding *finding;

  for (guint i = 0; i < findings->len; i++) {
    MhWordsFinding *other = g_ptr_array_index (findings, i);

    if (other->problem == problem && from < other->offset + strlen (other->found) && other->offset < to)
      return;
  }

  finding = g_new0 (MhWordsFinding, 1);
  finding->problem = problem;
  finding->offset = from;
  finding->found = g_strndup (folded->original + from, to - from);
  g_ptr_array_add (findings, finding);
}

/* Made once; a pattern that cannot be read is a mistake of the program. */
static GRegex *
make_regex (const char *pattern)
{
  g_autoptr (GError) error = NULL;
  GRegex *regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, &error);

  if (regex == NULL)
    g_error ("%s: %s", pattern, error->message);

  return regex;
}

static GPtrArray *
get_regexes (void)
{
  static gsize made;

  if (g_once_init_enter (&made)) {
    GPtrArray *regexes = g_ptr_array_new ();

    for (const MhWordsPattern *pattern = mh_words_patterns; pattern->pattern != NULL; pattern++)
      g_ptr_array_add (regexes, make_regex (pattern->pattern));
    g_once_init_leave (&made, (gsize) regexes);
  }

  return (GPtrArray *) made;
}

static void
find_patterns (GPtrArray    *findings,
               const Folded *folded)
{
  GPtrArray *regexes = get_regexes ();

  for (guint i = 0; i < regexes->len; i++) {
    g_autoptr (GMatchInfo) match = NULL;
    int start;
    int end;

    g_regex_match (g_ptr_array_index (regexes, i), folded->text->str, 0, &match);
    for (; g_match_info_matches (match); g_match_info_next (match, NULL))
      if (g_match_info_fetch_pos (match, 0, &start, &end))
        add_finding (findings, folded, mh_words_patterns[i].problem, (gsize) start, (gsize) end);
  }
}

static void
find_names (GPtrArray          *findings,
            const Folded       *folded,
            const char * const *names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_auto (Folded) name = { 0 };

    fold_text (&name, names[i]);
    if (g_utf8_strlen (name.text->str, -1) < 2)
      continue;

    for (const char *at = strstr (folded->text->str, name.text->str); at != NULL; at = strstr (at + name.text->len, name.text->str))
      add_finding (findings, folded, MH_WORDS_PROGRAMME, (gsize) (at - folded->text->str), (gsize) (at - folded->text->str) + name.text->len);
  }
}

static gboolean
is_short (const char *host)
{
  for (gsize i = 0; mh_words_shorteners[i] != NULL; i++) {
    g_autofree char *below = g_strconcat (".", mh_words_shorteners[i], NULL);

    if (g_str_equal (host, mh_words_shorteners[i]) || g_str_has_suffix (host, below))
      return TRUE;
  }

  return FALSE;
}

/* Labels of ASCII letters, digits and hyphens, none of them a disguise for other letters, and a last one of letters only. */
static gboolean
is_plain_host (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  guint n = g_strv_length (labels);

  for (guint i = 0; i < n; i++) {
    gsize length = strlen (labels[i]);

    if (length == 0 || strspn (labels[i], "abcdefghijklmnopqrstuvwxyz0123456789-") != length || labels[i][0] == '-' ||
        labels[i][length - 1] == '-' || g_str_has_prefix (labels[i], "xn--"))
      return FALSE;
  }

  return n >= 2 && strlen (labels[n - 1]) >= 2 && strspn (labels[n - 1], "abcdefghijklmnopqrstuvwxyz") == strlen (labels[n - 1]);
}

static gboolean
is_of_town (const char *host,
            const char *web)
{
  g_autofree char *below = NULL;

  if (web == NULL || *web == '\0')
    return g_str_has_suffix (host, ".lg.jp");

  below = g_strconcat (".", web, NULL);

  return g_str_equal (host, web) || g_str_has_suffix (host, below);
}

/* Whether the sentence goes on in Japanese behind an address, as it may without a blank. */
static gboolean
ends_address (const char *behind)
{
  gunichar c = g_utf8_get_char (behind);
  GUnicodeScript script = c != 0 ? g_unichar_get_script (c) : G_UNICODE_SCRIPT_COMMON;

  return !g_unichar_isalnum (c) || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA || script == G_UNICODE_SCRIPT_HAN;
}

static gboolean
is_ascii_in_original (const Folded *folded,
                      gsize         start,
                      gsize         end)
{
  gsize to = g_array_index (folded->ends, gsize, end - 1);

  for (gsize at = g_array_index (folded->starts, gsize, start); at < to; at++)
    if ((guchar) folded->original[at] >= 0x80)
      return FALSE;

  return TRUE;
}

/* @start: of the address; @host: behind its "://" */
static void
judge_address (GPtrArray    *findings,
               const Folded *folded,
               const char   *web,
               gsize         start,
               gsize         host)
{
  const char *text = folded->text->str;
  gsize length = strspn (text + host, HOST_CHARACTERS);
  gsize end = host + strspn (text + host, URL_CHARACTERS);
  g_autofree char *name = g_strndup (text + host, length);
  char *port = strchr (name, ':');
  gsize n;

  if (port != NULL && strspn (port + 1, "0123456789") == strlen (port + 1))
    *port = '\0';
  for (n = strlen (name); n > 0 && name[n - 1] == '.' && end == host + length; n--)
    name[n - 1] = '\0';

  if (is_short (name))
    add_finding (findings, folded, MH_WORDS_SHORT_URL, start, end);
  if (!g_str_has_prefix (text + start, "https://") || !is_plain_host (name) || !ends_address (text + host + length) ||
      !is_ascii_in_original (folded, start, end))
    add_finding (findings, folded, MH_WORDS_URL_FORM, start, end);
  else if (!is_short (name) && !is_of_town (name, web))
    add_finding (findings, folded, MH_WORDS_OTHER_HOST, start, end);
}

static const GRegex *
get_address_regex (void)
{
  static gsize made;

  if (g_once_init_enter (&made))
    g_once_init_leave (&made, (gsize) make_regex ("(?<![a-z])(https?|ftp)://|(?<![a-z0-9/.@_-])www[.](?=[a-z0-9])|(?<![a-z0-9/.@_-])[a-z0-9.]+[.][a-z]{2,}/(?=[a-z0-9])"));

  return (const GRegex *) made;
}

static void
find_addresses (GPtrArray    *findings,
                const Folded *folded,
                const char   *web)
{
  g_autoptr (GMatchInfo) match = NULL;
  int start;
  int end;

  g_regex_match (get_address_regex (), folded->text->str, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    gboolean has_scheme;

    g_match_info_fetch_pos (match, 0, &start, &end);
    has_scheme = end - start > 2 && folded->text->str[end - 1] == '/' && folded->text->str[end - 2] == '/';
    judge_address (findings, folded, web, (gsize) start, (gsize) (has_scheme ? end : start));
  }
}

static const GRegex *
get_phone_regex (void)
{
  static gsize made;

  if (g_once_init_enter (&made))
    g_once_init_leave (&made, (gsize) make_regex (mh_words_phone_pattern));

  return (const GRegex *) made;
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const MhWordsFinding *one = *(const MhWordsFinding * const *) a;
  const MhWordsFinding *other = *(const MhWordsFinding * const *) b;

  if (one->offset != other->offset)
    return one->offset < other->offset ? -1 : 1;

  return (int) one->problem - (int) other->problem;
}

/**
 * mh_words_finding_free:
 * @finding: (nullable): a finding
 */
void
mh_words_finding_free (MhWordsFinding *finding)
{
  if (finding == NULL)
    return;

  g_free (finding->found);
  g_free (finding);
}

/**
 * mh_words_check:
 * @text: what is to be sent, UTF-8
 * @inner_names: (nullable) (array zero-terminated=1): names of programmes that residents must not read
 *
 * Looks for what must not stand in a message: a table of patterns over text in which width, kana, case and blanks are made one. A number that is
 * a limit for everybody (37.5℃以上), a range of birth dates, the name of a screening or of a venue are what ordinary notices say, and
 * are let pass. It asks; it knows neither the reader nor the meaning.
 *
 * Returns: (transfer full) (element-type MhWordsFinding): in the order of the text, the missing telephone number last
 */
GPtrArray *
mh_words_check (const char         *text,
                const char * const *inner_names)
{
  return mh_words_check_town (text, inner_names, NULL);
}

/**
 * mh_words_check_town:
 * @text: what is to be sent, UTF-8
 * @inner_names: (nullable) (array zero-terminated=1): names of programmes that residents must not read
 * @web: (nullable): the host of the town's own pages in small letters; %NULL or "": any of a municipality (*.lg.jp) will do
 *
 * Returns: (transfer full) (element-type MhWordsFinding): as mh_words_check()
 */
GPtrArray *
mh_words_check_town (const char         *text,
                     const char * const *inner_names,
                     const char         *web)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_words_finding_free);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_auto (Folded) folded = { 0 };

  fold_text (&folded, valid);
  find_patterns (findings, &folded);
  find_names (findings, &folded, inner_names);
  find_addresses (findings, &folded, web);
  if (!g_regex_match (get_phone_regex (), folded.text->str, 0, NULL)) {
    MhWordsFinding *finding = g_new0 (MhWordsFinding, 1);

    finding->problem = MH_WORDS_NO_PHONE;
    finding->found = g_strdup ("");
    finding->offset = strlen (valid);
    g_ptr_array_add (findings, finding);
  }
  g_ptr_array_sort (findings, compare_findings);

  return g_steal_pointer (&findings);
}

static const struct {
  const char *nick;
  const char *sentence;
} words[] = {
  [MH_WORDS_RESULT] = { "result",
                        N_("This says what came out of an examination. Please tell results by letter or telephone only.") },
  [MH_WORDS_DIAGNOSIS] = { "diagnosis",
                           N_("This says what illness somebody has. Others may read the message: please leave it out.") },
  [MH_WORDS_MEASUREMENT] = { "measurement",
                             N_("This looks like a measurement of somebody. Please leave the number out.") },
  [MH_WORDS_DOSE] = { "dose",
                      N_("This says which vaccinations somebody has had or lacks. Please write only what is offered.") },
  [MH_WORDS_BIRTH] = { "birth", N_("This looks like somebody's birth date. Please leave it out.") },
  [MH_WORDS_NUMBER] = { "number", N_("This looks like a number that belongs to one person. Please leave it out.") },
  [MH_WORDS_ADDRESS] = { "address", N_("This looks like where somebody lives or can be reached. Please leave it out.") },
  [MH_WORDS_PROGRAMME] = { "programme",
                           N_("This programme has no name for residents. Please write “{programme}”, or give the programme a public name.") },
  [MH_WORDS_SHORT_URL] = { "short-url",
                           N_("Nobody can see where a shortened address leads. Please write the address of the town's own page.") },
  [MH_WORDS_URL_FORM] = { "url-form",
                          N_("This address looks like bait. Please write it with https:// and plain letters, such as https://www.town.example.lg.jp/.") },
  [MH_WORDS_NO_PHONE] = { "no-phone",
                          N_("There is no telephone number in it. Please write whom to call, so that a doubtful reader can ask.") },
  [MH_WORDS_OTHER_HOST] = { "other-host",
                            N_("This page is not on the town's own web address. Please link to the town's page, or make sure that it is right.") },
  [MH_WORDS_PLACEHOLDER] = { "placeholder", N_("This was to be filled in by hand. Please write what belongs there.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (words) == MH_WORDS_N_PROBLEMS);

/**
 * mh_words_describe:
 * @problem: a problem
 *
 * Returns: (transfer none): what it is and what to do, translated
 */
const char *
mh_words_describe (MhWordsProblem problem)
{
  g_return_val_if_fail ((guint) problem < MH_WORDS_N_PROBLEMS, "");

  return _(words[problem].sentence);
}

/**
 * mh_words_problem_nick:
 * @problem: a problem
 *
 * Returns: (transfer none): its stable name
 */
const char *
mh_words_problem_nick (MhWordsProblem problem)
{
  g_return_val_if_fail ((guint) problem < MH_WORDS_N_PROBLEMS, "");

  return words[problem].nick;
}
