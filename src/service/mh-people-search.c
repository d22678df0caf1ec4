/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include <string.h>

#include "mh-date-reading.h"
#include "mh-people.h"
#include "mh-text.h"

#define SHORTEST_PHONE_END 3

/* The digits of what looks like a telephone number, else %NULL. */
static char *
read_phone_end (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++) {
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
    else if (strchr ("-() ", *at) == NULL)
      return NULL;
  }

  if (digits->len < SHORTEST_PHONE_END)
    return NULL;

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static MhDate
read_birth (const char *text,
            MhDate      today)
{
  MhDateReading reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, today);

  if (reading.verdict != MH_DATE_READ_OK && reading.verdict != MH_DATE_READ_QUESTION)
    return MH_DATE_NONE;

  return reading.date;
}

static char *
null_if_empty (char *text)
{
  if (*text != '\0')
    return text;

  g_free (text);

  return NULL;
}

/**
 * mh_people_search:
 * @desk: the desk
 * @text: what was typed
 * @limit: at most so many, 0: all
 * @error: return location
 *
 * What the text can mean is read from it: a birth date in any form, the end of a telephone number (three digits or more), a
 * register number, kana of any width, a name; kanji variants, small kana and long marks do not matter. Those whose kana or name
 * begins with it come first. The dead and those who have left are found too; whoever looks shows the status. A protected person
 * is never found by telephone.
 *
 * Returns: (transfer full) (element-type gint64): ids, in Japanese order, or %NULL
 */
GArray *
mh_people_search (const MhDesk *desk,
                  const char   *text,
                  int           limit,
                  GError      **error)
{
  g_autofree char *plain = g_utf8_normalize (text != NULL ? text : "", -1, G_NORMALIZE_NFKC);
  g_autofree char *phone_end = NULL;
  g_autofree char *kana = NULL;
  g_autofree char *name = NULL;
  MhResidentSearch search = { 0 };

  if (plain == NULL)  /* not UTF-8: nobody */
    return g_array_new (FALSE, FALSE, sizeof (gint64));

  g_strstrip (plain);
  search.day = mh_desk_today (desk);
  search.everybody = *plain == '\0';
  search.register_number = plain;
  search.phone_end = phone_end = read_phone_end (plain);
  search.birth = read_birth (plain, search.day);
  if (phone_end == NULL && !mh_date_is_set (search.birth)) {
    search.kana_fold = kana = null_if_empty (mh_text_fold_kana (plain));
    search.name_fold = name = null_if_empty (mh_text_fold (plain));
  }

  return mh_resident_table_search (desk->db, &search, limit, error);
}
