/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people"

#include <string.h>

#include "mh-code.h"
#include "mh-date-reading.h"
#include "mh-people.h"
#include "mh-resident-search.h"
#include "mh-ticket-table.h"

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

/* The number of a ticket, also where its whole OCR line was scanned. */
static char *
read_ticket (const char *text)
{
  g_autofree char *number = mh_ticket_normalise (text);
  MhTicketLine line;

  if (mh_code_ticket_line (text, &line))
    return g_strdup (line.number);

  return *number != '\0' ? g_steal_pointer (&number) : NULL;
}

/**
 * mh_people_find:
 * @desk: the desk
 * @text: what was typed
 * @offset: how many of those found to pass over
 * @limit: at most so many, 0: all
 * @out_total: (out) (optional): how many are found in all
 * @error: return location
 *
 * What the text can mean is read from it: a birth date in any form, the end of a telephone number (three digits or more), the number
 * of a register, a household or a ticket, kana of any width, a name or another name of the person, the name of a district; kanji variants, small
 * kana and long marks do not matter. Those meant by a number or date come first, then those whose kana or name begins with the text.
 * The dead and those who have left are found too; whoever looks shows the status. A protected person is never found, nor counted, by telephone,
 * household or district. A duplicate is not found, but whom it went over to is.
 *
 * Returns: (transfer full) (element-type gint64): ids, in Japanese order, or %NULL
 */
GArray *
mh_people_find (const MhDesk *desk,
                const char   *text,
                gint64        offset,
                gint64        limit,
                gint64       *out_total,
                GError      **error)
{
  g_autofree char *plain = g_utf8_normalize (text != NULL ? text : "", -1, G_NORMALIZE_NFKC);
  g_autofree char *phone_end = NULL;
  g_autofree char *ticket = NULL;
  MhResidentSearch search = { 0 };

  if (plain == NULL) {  /* not UTF-8: nobody */
    if (out_total != NULL)
      *out_total = 0;
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  }

  g_strstrip (plain);
  search.day = mh_desk_today (desk);
  search.everybody = *plain == '\0';
  search.register_number = plain;
  search.household_number = plain;
  search.district = plain;
  search.ticket = ticket = read_ticket (plain);
  search.phone_end = phone_end = read_phone_end (plain);
  search.birth = read_birth (plain, search.day);
  if (phone_end == NULL && !mh_date_is_set (search.birth))
    search.text = plain;

  return mh_resident_search (desk->db, &search, offset, limit, out_total, error);
}

/**
 * mh_people_search:
 * @desk: the desk
 * @text: what was typed
 * @limit: at most so many, 0: all
 * @error: return location
 *
 * As mh_people_find(), from the first on.
 *
 * Returns: (transfer full) (element-type gint64): ids, in Japanese order, or %NULL
 */
GArray *
mh_people_search (const MhDesk *desk,
                  const char   *text,
                  int           limit,
                  GError      **error)
{
  return mh_people_find (desk, text, 0, limit, NULL, error);
}
