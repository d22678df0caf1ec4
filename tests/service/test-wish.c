/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-wish.h"

#include "mh-error.h"

/* As it is stored, or NULL where it cannot be read. */
static const struct {
  const char *given;
  const char *stored;
  const char *words;
} forms[] = {
  { NULL, "any", "Any time" },
  { "", "any", "Any time" },
  { "any", "any", "Any time" },
  { "am", "am", "In the morning" },
  { "pm", "pm", "In the afternoon" },
  { "am;pm", "any", "Any time" },
  { "2026-11-05", "2026-11-05", "11月5日(木)" },
  { "2026-11-05, 2026-11-12", "2026-11-05,2026-11-12", "11月5日(木), 11月12日(木)" },
  { "weekdays=thu,TUE", "weekdays=tue,thu", "Tue Thu" },
  { "weekdays=sun,mon", "weekdays=sun,mon", "Mon Sun" },
  { "from=9:30", "from=09:30", "from 9:30 on" },
  { "until=1500", "until=15:00", "until 15:00" },
  { "venue=公民館", "venue=公民館", "公民館" },
  { "venue=A%3BB;venue=C", "venue=A%3BB;venue=C", "A;B, C" },
  { " venue=公民館 ; am ; weekdays=tue ; until=11:00 ", "am;weekdays=tue;venue=公民館;until=11:00",
    "In the morning, Tue, until 11:00, 公民館" },
  { "from=15:00;until=9:00", NULL, NULL },
  { "weekdays=", NULL, NULL },
  { "weekdays=someday", NULL, NULL },
  { "venue=", NULL, NULL },
  { "from=25:00", NULL, NULL },
  { "2026-13-01", NULL, NULL },
  { "tomorrow", NULL, NULL },
  { "colour=red", NULL, NULL },
};

static void
test_forms (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *stored = mh_wish_normalize (forms[i].given, &error);
    g_autofree char *again = stored != NULL ? mh_wish_normalize (stored, NULL) : NULL;
    g_autofree char *words = stored != NULL ? mh_wish_describe (stored) : NULL;

    g_test_message ("%s", forms[i].given);
    g_assert_cmpstr (stored, ==, forms[i].stored);
    g_assert_cmpstr (again, ==, forms[i].stored);
    g_assert_cmpstr (words, ==, forms[i].words);
    if (forms[i].stored == NULL)
      g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }
}

/* Thursday the fifth at ten in the community hall, unless the case says otherwise. */
static void
test_fits (void)
{
  static const struct {
    const char *wish;
    const char *date;
    int         start;
    const char *venue;
    gboolean    fits;
  } cases[] = {
    { "any", "2026-11-05", 600, "公民館", TRUE },
    { "am", "2026-11-05", 719, "公民館", TRUE },
    { "am", "2026-11-05", 720, "公民館", FALSE },
    { "pm", "2026-11-05", 720, "公民館", TRUE },
    { "pm", "2026-11-05", 719, "公民館", FALSE },
    { "2026-11-05,2026-11-06", "2026-11-06", 600, "公民館", TRUE },
    { "2026-11-05,2026-11-06", "2026-11-07", 600, "公民館", FALSE },
    { "weekdays=tue,thu", "2026-11-05", 600, "公民館", TRUE },
    { "weekdays=tue,thu", "2026-11-06", 600, "公民館", FALSE },
    { "weekdays=sun", "2026-11-08", 600, "公民館", TRUE },
    { "venue=公民館", "2026-11-05", 600, "公民館", TRUE },
    { "venue=体育館", "2026-11-05", 600, "公民館", FALSE },
    { "venue=体育館;venue=公民館", "2026-11-05", 600, "公民館", TRUE },
    { "from=10:00", "2026-11-05", 600, "公民館", TRUE },
    { "from=10:01", "2026-11-05", 600, "公民館", FALSE },
    { "until=10:00", "2026-11-05", 600, "公民館", TRUE },
    { "until=9:59", "2026-11-05", 600, "公民館", FALSE },
    { "am;weekdays=thu;venue=公民館;from=9:00;until=10:30", "2026-11-05", 600, "公民館", TRUE },
    { "am;weekdays=thu;venue=公民館;from=9:00;until=10:30", "2026-11-05", 660, "公民館", FALSE },
    { "am;weekdays=fri;venue=公民館", "2026-11-05", 600, "公民館", FALSE },
    { "written by a newer version", "2026-11-05", 600, "公民館", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    MhDate date;

    g_test_message ("%s %s %d", cases[i].wish, cases[i].date, cases[i].start);
    g_assert_true (mh_date_from_iso (cases[i].date, &date));
    g_assert_cmpint (mh_wish_fits (cases[i].wish, date, cases[i].start, cases[i].venue), ==, cases[i].fits);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wish/is read, stored in one form and put into words", test_forms);
  g_test_add_func ("/wish/all that is said must fit", test_fits);

  return g_test_run ();
}
