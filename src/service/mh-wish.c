/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-wish"

#include "mh-wish.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-wording.h"

#define NOON (12 * 60)
#define DAYS_IN_WEEK 7

/* As stored; index: mh_date_weekday(). */
static const char * const weekday_nicks[DAYS_IN_WEEK] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };

static const char * const weekday_words[DAYS_IN_WEEK] = {
  NC_ ("weekday", "Sun"), NC_ ("weekday", "Mon"), NC_ ("weekday", "Tue"), NC_ ("weekday", "Wed"),
  NC_ ("weekday", "Thu"), NC_ ("weekday", "Fri"), NC_ ("weekday", "Sat"),
};

/**
 * mh_wish_new:
 *
 * Returns: (transfer full): a wish that every place fits
 */
MhWish *
mh_wish_new (void)
{
  MhWish *self = g_new0 (MhWish, 1);

  self->dates = g_ptr_array_new_with_free_func (g_free);
  self->venues = g_ptr_array_new_with_free_func (g_free);
  self->from_min = -1;
  self->until_min = -1;

  return self;
}

/**
 * mh_wish_free:
 * @self: a wish
 */
void
mh_wish_free (MhWish *self)
{
  g_ptr_array_unref (self->dates);
  g_ptr_array_unref (self->venues);
  g_free (self);
}

static gboolean
read_dates (MhWish     *self,
            const char *text)
{
  g_auto (GStrv) dates = g_strsplit (text, ",", -1);

  for (gsize i = 0; dates[i] != NULL; i++) {
    MhDate date;

    if (!mh_date_from_iso (g_strstrip (dates[i]), &date))
      return FALSE;

    g_ptr_array_add (self->dates, g_strdup (dates[i]));
  }

  return TRUE;
}

static gboolean
read_weekdays (MhWish     *self,
               const char *text)
{
  g_auto (GStrv) days = g_strsplit (text, ",", -1);

  for (gsize i = 0; days[i] != NULL; i++) {
    guint day = 0;

    g_strstrip (days[i]);
    while (day < DAYS_IN_WEEK && g_ascii_strcasecmp (weekday_nicks[day], days[i]) != 0)
      day++;

    if (day == DAYS_IN_WEEK)
      return FALSE;

    self->weekdays |= 1u << day;
  }

  return self->weekdays != 0;
}

static gboolean
read_venue (MhWish     *self,
            const char *text)
{
  char *venue = g_uri_unescape_string (text, NULL);

  if (venue == NULL || *g_strstrip (venue) == '\0') {
    g_free (venue);
    return FALSE;
  }

  g_ptr_array_add (self->venues, venue);

  return TRUE;
}

static gboolean
read_part (MhWish     *self,
           const char *part)
{
  const char *value = strchr (part, '=');

  if (g_str_equal (part, "any"))
    return TRUE;
  if (g_str_equal (part, "am"))
    return self->am = TRUE;
  if (g_str_equal (part, "pm"))
    return self->pm = TRUE;
  if (value == NULL)
    return read_dates (self, part);

  value++;
  if (g_str_has_prefix (part, "weekdays="))
    return read_weekdays (self, value);
  if (g_str_has_prefix (part, "venue="))
    return read_venue (self, value);
  if (g_str_has_prefix (part, "from="))
    return mh_minutes_read (value, &self->from_min);

  return g_str_has_prefix (part, "until=") && mh_minutes_read (value, &self->until_min);
}

/**
 * mh_wish_parse:
 * @text: (nullable): a wish as text
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: (transfer full): the wish
 */
MhWish *
mh_wish_parse (const char *text,
               GError    **error)
{
  g_autoptr (MhWish) self = mh_wish_new ();
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);

  for (gsize i = 0; parts[i] != NULL; i++) {
    if (*g_strstrip (parts[i]) == '\0')
      continue;

    if (!read_part (self, parts[i])) {
      g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                   _("“%s” is not a wish. Please give any, am, pm, days such as 2026-11-05,2026-11-06, weekdays=tue,thu, venue=NAME, from=9:30 or until=15:00; several with a semicolon between them."),
                   text);
      return NULL;
    }
  }

  if (self->from_min >= 0 && self->until_min >= 0 && self->from_min > self->until_min) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The earliest time of the wish is later than its latest time. No place would fit."));
    return NULL;
  }

  /* Both halves of the day are the whole day. */
  if (self->am && self->pm)
    self->am = self->pm = FALSE;

  return g_steal_pointer (&self);
}

static void
add_part (GString    *text,
          const char *part)
{
  if (text->len > 0)
    g_string_append_c (text, ';');
  g_string_append (text, part);
}

static void
add_time (GString    *text,
          const char *key,
          int         minutes)
{
  g_autofree char *part = g_strdup_printf ("%s=%02d:%02d", key, minutes / 60, minutes % 60);

  if (minutes >= 0)
    add_part (text, part);
}

static void
add_weekdays (GString *text,
              guint    weekdays)
{
  const char *between = "weekdays=";

  if (weekdays != 0)
    add_part (text, "");

  for (guint day = 0; day < DAYS_IN_WEEK; day++) {
    if ((weekdays & (1u << day)) != 0) {
      g_string_append_printf (text, "%s%s", between, weekday_nicks[day]);
      between = ",";
    }
  }
}

/**
 * mh_wish_to_text:
 * @self: a wish
 *
 * Returns: (transfer full): the form that is stored
 */
char *
mh_wish_to_text (const MhWish *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->am != self->pm)
    add_part (text, self->am ? "am" : "pm");

  for (guint i = 0; i < self->dates->len; i++) {
    if (i == 0)
      add_part (text, self->dates->pdata[i]);
    else
      g_string_append_printf (text, ",%s", (char *) self->dates->pdata[i]);
  }

  add_weekdays (text, self->weekdays);

  for (guint i = 0; i < self->venues->len; i++) {
    g_autofree char *escaped = g_uri_escape_string (self->venues->pdata[i], " ()", TRUE);
    g_autofree char *part = g_strconcat ("venue=", escaped, NULL);

    add_part (text, part);
  }

  add_time (text, "from", self->from_min);
  add_time (text, "until", self->until_min);

  return g_strdup (text->len > 0 ? text->str : "any");
}

/**
 * mh_wish_matches:
 * @self: a wish
 * @date: the day of a place
 * @start_min: its start, minutes from 0:00
 * @venue: where it is
 *
 * Returns: whether the unit can come then and there
 */
gboolean
mh_wish_matches (const MhWish *self,
                 MhDate        date,
                 int           start_min,
                 const char   *venue)
{
  g_autofree char *day = mh_date_to_iso (date);

  if (self->am != self->pm && self->am != (start_min < NOON))
    return FALSE;

  if ((self->from_min >= 0 && start_min < self->from_min) || (self->until_min >= 0 && start_min > self->until_min))
    return FALSE;

  if (self->weekdays != 0 && (self->weekdays & (1u << mh_date_weekday (date))) == 0)
    return FALSE;

  if (self->dates->len > 0 && !g_ptr_array_find_with_equal_func (self->dates, day, g_str_equal, NULL))
    return FALSE;

  return self->venues->len == 0 || g_ptr_array_find_with_equal_func (self->venues, venue, g_str_equal, NULL);
}

/**
 * mh_wish_normalize:
 * @text: (nullable): what was given
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: (transfer full): the form that is stored
 */
char *
mh_wish_normalize (const char *text,
                   GError    **error)
{
  g_autoptr (MhWish) self = mh_wish_parse (text, error);

  return self != NULL ? mh_wish_to_text (self) : NULL;
}

/**
 * mh_wish_fits:
 * @text: a stored wish
 * @date: the day of a place
 * @start_min: its start, minutes from 0:00
 * @venue: where it is
 *
 * Returns: whether the unit can come then and there
 */
gboolean
mh_wish_fits (const char *text,
              MhDate      date,
              int         start_min,
              const char *venue)
{
  g_autoptr (MhWish) self = NULL;

  if (g_str_equal (text, "any"))
    return TRUE;

  self = mh_wish_parse (text, NULL);

  return self != NULL && mh_wish_matches (self, date, start_min, venue);
}

static void
add_words (GString    *text,
           const char *words)
{
  if (text->len > 0)
    /* Translators: between two parts of a wish for a place */
    g_string_append (text, _(", "));
  g_string_append (text, words);
}

static void
describe_days (const MhWish *self,
               GString      *text)
{
  g_autoptr (GString) weekdays = g_string_new (NULL);

  for (guint i = 0; i < self->dates->len; i++) {
    g_autofree char *day = NULL;
    MhDate date;

    if (mh_date_from_iso (self->dates->pdata[i], &date))
      day = mh_date_format (date, MH_DATE_STYLE_MESSAGE);
    add_words (text, day != NULL ? day : self->dates->pdata[i]);
  }

  for (guint i = 1; i <= DAYS_IN_WEEK; i++) {
    guint day = i % DAYS_IN_WEEK;

    if ((self->weekdays & (1u << day)) != 0)
      g_string_append_printf (weekdays, "%s%s", weekdays->len > 0 ? C_ ("between weekdays", " ") : "",
                              g_dpgettext2 (GETTEXT_PACKAGE, "weekday", weekday_words[day]));
  }

  if (weekdays->len > 0)
    add_words (text, weekdays->str);
}

static void
describe_times (const MhWish *self,
                GString      *text)
{
  g_autofree char *from = self->from_min >= 0 ? mh_minutes_format (self->from_min) : NULL;
  g_autofree char *until = self->until_min >= 0 ? mh_minutes_format (self->until_min) : NULL;
  g_autofree char *not_before = from != NULL ? g_strdup_printf (_("from %s on"), from) : NULL;
  g_autofree char *not_after = until != NULL ? g_strdup_printf (_("until %s"), until) : NULL;

  if (not_before != NULL)
    add_words (text, not_before);
  if (not_after != NULL)
    add_words (text, not_after);
}

/**
 * mh_wish_describe:
 * @text: a stored wish
 *
 * Returns: (transfer full): the wish in words; what cannot be read as it is stored
 */
char *
mh_wish_describe (const char *text)
{
  g_autoptr (MhWish) self = mh_wish_parse (text, NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  if (self == NULL)
    return g_strdup (text);

  if (self->am != self->pm)
    add_words (words, mh_wording_wish (self->am ? "am" : "pm"));
  describe_days (self, words);
  describe_times (self, words);
  for (guint i = 0; i < self->venues->len; i++)
    add_words (words, self->venues->pdata[i]);

  return g_strdup (words->len > 0 ? words->str : mh_wording_wish ("any"));
}
