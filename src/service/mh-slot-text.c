/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-slot-text"

#include "mh-slot-text.h"

#include <glib/gi18n-lib.h>

#include "mh-date.h"
#include "mh-error.h"

#define MOST_PLACES      1000  /* in one slot: beyond lies a slip of the finger */
#define MINUTES_OF_A_DAY 1440

/* A stretch of a day that is cut into slots of one length. */
typedef struct {
  int start;
  int end;
  int minutes;
  int places;
} Window;

/* What hands type instead of the plain signs, after NFKC. */
static char *
fold_signs (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  GString *folded = g_string_new (NULL);

  for (const char *at = plain; at != NULL && *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == 0x301c || c == '~' || c == 0x2212 || c == 0x2013)  /* 〜 − – */
      g_string_append_c (folded, '-');
    else if (c == 0x00d7 || c == 'X' || c == '*')  /* × */
      g_string_append_c (folded, 'x');
    else if (c == 0x3001)  /* 、 */
      g_string_append_c (folded, ',');
    else if (!g_unichar_isspace (c))
      g_string_append_unichar (folded, c);
  }

  return g_string_free (folded, FALSE);
}

static gboolean
read_count (const char *text,
            int         most,
            int        *out_count)
{
  guint64 count;

  if (!g_ascii_string_to_unsigned (text, 10, 1, most, &count, NULL))
    return FALSE;

  *out_count = count;

  return TRUE;
}

/* "9:00-12:00/30x10", or "9:10-9:25x3", which is one slot */
static gboolean
split_window (const char *text,
              Window     *window)
{
  g_auto (GStrv) sides = g_strsplit (text, "x", -1);
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) times = NULL;

  if (g_strv_length (sides) != 2)
    return FALSE;

  parts = g_strsplit (sides[0], "/", -1);
  times = g_strsplit (parts[0] != NULL ? parts[0] : "", "-", -1);
  if (g_strv_length (parts) > 2 || g_strv_length (times) != 2 ||
      !mh_minutes_read (times[0], &window->start) ||
      !mh_minutes_read (times[1], &window->end) ||
      !read_count (sides[1], MOST_PLACES, &window->places))
    return FALSE;

  window->minutes = window->end - window->start;

  return parts[1] == NULL || read_count (parts[1], MINUTES_OF_A_DAY, &window->minutes);
}

static gboolean
read_window (const char *text,
             Window     *window,
             GError    **error)
{
  if (!split_window (text, window)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("“%s” cannot be read. Please write from, to, minutes of a slot and places of a slot like this: 09:00-12:00/30x10, or a single slot like this: 9:10-9:25x3."),
                 text);
    return FALSE;
  }

  if (window->end <= window->start) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("In “%s” the end is not after the beginning."), text);
    return FALSE;
  }

  if ((window->end - window->start) % window->minutes != 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("In “%s” the time cannot be divided into slots of %d minutes: %d minutes would be left over."),
                 text, window->minutes, (window->end - window->start) % window->minutes);
    return FALSE;
  }

  return TRUE;
}

static gboolean
check_overlap (GArray       *windows,
               const Window *window,
               GError      **error)
{
  for (guint i = 0; i < windows->len; i++) {
    const Window *other = &g_array_index (windows, Window, i);

    if (window->start < other->end && other->start < window->end) {
      g_autofree char *from = mh_minutes_format (MAX (window->start, other->start));
      g_autofree char *to = mh_minutes_format (MIN (window->end, other->end));

      g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("From %s to %s there are two slots at the same time."), from, to);
      return FALSE;
    }
  }

  return TRUE;
}

/* Returns: (element-type Window) */
static GArray *
read_windows (const char *text,
              GError    **error)
{
  g_autofree char *folded = fold_signs (text != NULL ? text : "");
  g_auto (GStrv) parts = g_strsplit (folded, ",", -1);
  g_autoptr (GArray) windows = g_array_new (FALSE, FALSE, sizeof (Window));

  if (*folded == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the time slots."));
    return NULL;
  }

  for (guint i = 0; parts[i] != NULL; i++) {
    Window window;

    if (!read_window (parts[i], &window, error) || !check_overlap (windows, &window, error))
      return NULL;

    g_array_append_val (windows, window);
  }

  return g_steal_pointer (&windows);
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  return ((const MhSlotSpan *) a)->start - ((const MhSlotSpan *) b)->start;
}

/**
 * mh_slot_text_read:
 * @text: (nullable): from, to, minutes of a slot and places of a slot, "09:00-12:00/30x10", or one slot of its own, "9:10-9:25x3"; several
 *   separated by commas. Full-width signs and 〜 are taken, too
 * @error: return location; MH_ERROR_INVALID with what to correct: what cannot be read, slots at the same time, a rest of minutes
 *
 * Returns: (transfer full) (element-type MhSlotSpan): the slots by start, or %NULL
 */
GArray *
mh_slot_text_read (const char *text,
                   GError    **error)
{
  g_autoptr (GArray) windows = read_windows (text, error);
  g_autoptr (GArray) spans = NULL;

  if (windows == NULL)
    return NULL;

  spans = g_array_new (FALSE, FALSE, sizeof (MhSlotSpan));

  for (guint i = 0; i < windows->len; i++) {
    const Window *window = &g_array_index (windows, Window, i);

    for (int start = window->start; start < window->end; start += window->minutes) {
      MhSlotSpan span = { start, start + window->minutes, window->places };

      g_array_append_val (spans, span);
    }
  }

  g_array_sort (spans, compare_spans);

  return g_steal_pointer (&spans);
}

/* How many spans from @first on follow each other with the same length and places. */
static guint
count_alike (GArray *spans,
             guint   first)
{
  const MhSlotSpan *one = &g_array_index (spans, MhSlotSpan, first);
  guint n = 1;

  while (first + n < spans->len) {
    const MhSlotSpan *before = &g_array_index (spans, MhSlotSpan, first + n - 1);
    const MhSlotSpan *next = &g_array_index (spans, MhSlotSpan, first + n);

    if (next->start != before->end || next->end - next->start != one->end - one->start || next->places != one->places)
      break;

    n++;
  }

  return n;
}

/**
 * mh_slot_text_write:
 * @spans: (element-type MhSlotSpan): slots by start
 *
 * Returns: (transfer full): what mh_slot_text_read() reads back the same
 */
char *
mh_slot_text_write (GArray *spans)
{
  GString *text = g_string_new (NULL);
  guint n;

  for (guint i = 0; i < spans->len; i += n) {
    const MhSlotSpan *first = &g_array_index (spans, MhSlotSpan, i);
    const MhSlotSpan *last;
    g_autofree char *from = mh_minutes_format (first->start);
    g_autofree char *to = NULL;

    n = count_alike (spans, i);
    last = &g_array_index (spans, MhSlotSpan, i + n - 1);
    to = mh_minutes_format (last->end);

    g_string_append_printf (text, "%s%s-%s", i > 0 ? "," : "", from, to);
    if (n > 1)
      g_string_append_printf (text, "/%d", first->end - first->start);
    g_string_append_printf (text, "x%d", first->places);
  }

  return g_string_free (text, FALSE);
}
