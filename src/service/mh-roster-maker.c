/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-maker"

#include "mh-roster-maker.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-audit.h"
#include "mh-booking-table.h"
#include "mh-programme-table.h"
#include "mh-resident-table.h"
#include "mh-session-table.h"
#include "mh-text.h"
#include "mh-wording.h"

#define WALK_IN_ROWS 5
#define FIRST_KATAKANA 0x30A1

/* A booking with the person as he is now. */
typedef struct {
  MhBooking  *booking;   /* (not nullable) borrowed from Source.bookings */
  MhResident *resident;  /* (not nullable) (owned) */
  GBytes     *sort_key;  /* (not nullable) (owned) */
} Row;

typedef struct {
  MhSession   *session;    /* (owned) */
  MhProgramme *programme;  /* (owned) */
  GPtrArray   *bookings;   /* (owned) (element-type MhBooking) */
  GPtrArray   *rows;       /* (owned) (element-type Row) */
} Source;

static void
row_free (Row *row)
{
  g_clear_pointer (&row->resident, mh_resident_free);
  g_clear_pointer (&row->sort_key, g_bytes_unref);
  g_free (row);
}

static void
source_free (Source *source)
{
  g_clear_pointer (&source->rows, g_ptr_array_unref);
  g_clear_pointer (&source->bookings, g_ptr_array_unref);
  g_clear_pointer (&source->programme, mh_programme_free);
  g_clear_pointer (&source->session, mh_session_free);
  g_free (source);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Source, source_free)

static Source *
read_source (MhDb    *db,
             gint64 session,
             GError **error)
{
  g_autoptr (Source) source = g_new0 (Source, 1);

  source->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  source->session = mh_session_table_get (db, session, error);
  if (source->session == NULL)
    return NULL;

  source->programme = mh_programme_table_get (db, source->session->programme, error);
  if (source->programme == NULL)
    return NULL;

  source->bookings = mh_booking_table_list_session (db, session, error);
  if (source->bookings == NULL)
    return NULL;

  for (guint i = 0; i < source->bookings->len; i++) {
    Row *row = g_new0 (Row, 1);

    g_ptr_array_add (source->rows, row);
    row->booking = g_ptr_array_index (source->bookings, i);
    row->resident = mh_resident_table_get (db, row->booking->resident, error);
    if (row->resident == NULL)
      return NULL;

    row->sort_key = mh_text_sort_key (row->resident->kana);
  }

  return g_steal_pointer (&source);
}

/* In Japanese order; those whose reading is not known come last. */
static int
compare_kana (gconstpointer a,
              gconstpointer b)
{
  const Row *row_a = *(Row * const *) a;
  const Row *row_b = *(Row * const *) b;
  gboolean unread_a = *row_a->resident->kana == '\0';
  gboolean unread_b = *row_b->resident->kana == '\0';
  int order;

  if (unread_a != unread_b)
    return unread_a ? 1 : -1;

  order = g_bytes_compare (row_a->sort_key, row_b->sort_key);
  if (order != 0)
    return order;

  return (row_a->booking->start_min > row_b->booking->start_min) - (row_a->booking->start_min < row_b->booking->start_min);
}

/* The row of the kana table that a reading belongs to, as its first sign. */
static const char *
find_kana_row (const char *kana)
{
  static const struct {
    gunichar    last;
    const char *sign;
  } kana_rows[] = {
    { 0x30AA, "ア" }, { 0x30B4, "カ" }, { 0x30BE, "サ" }, { 0x30C9, "タ" }, { 0x30CE, "ナ" },
    { 0x30DD, "ハ" }, { 0x30E2, "マ" }, { 0x30E8, "ヤ" }, { 0x30ED, "ラ" }, { 0x30F3, "ワ" }, { 0x30F4, "ア" },
  };
  g_autofree char *folded = mh_text_fold_kana (kana);
  gunichar first = g_utf8_get_char (folded);

  if (first < FIRST_KATAKANA)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kana_rows); i++) {
    if (first <= kana_rows[i].last)
      return kana_rows[i].sign;
  }

  return NULL;
}

static char *
make_heading (const Row    *row,
              MhRosterOrder order)
{
  const char *sign;

  if (order == MH_ROSTER_ORDER_TIME)
    return mh_minutes_format (row->booking->start_min);

  sign = find_kana_row (row->resident->kana);

  /* Translators: a row of the kana table, such as ア行 */
  return sign != NULL ? g_strdup_printf (_("%s row"), sign) : g_strdup (_("Others"));
}

static char *
make_birth (const MhResident *resident)
{
  if (mh_date_is_set (resident->birth))
    return mh_date_format (resident->birth, MH_DATE_STYLE_LONG);

  return g_strdup (resident->birth_text != NULL ? resident->birth_text : "");
}

static char *
make_age (const MhResident *resident,
          MhDate            on)
{
  int years = mh_age_years (resident->birth, on);

  return years >= 0 ? g_strdup_printf (C_("age in a narrow column", "%d"), years) : g_strdup ("");
}

static char *
make_proxy (const MhBooking *booking)
{
  if (booking->proxy_name == NULL)
    return g_strdup ("");

  if (booking->proxy_relation == NULL)
    return g_strdup (booking->proxy_name);

  /* Translators: who booked for the person, and what he is to him */
  return g_strdup_printf (_("%s (%s)"), booking->proxy_name, booking->proxy_relation);
}

/* Somebody who has died or moved since stands there still: the desk must not call out the name. */
static const char *
make_note (const MhResident *resident)
{
  return g_str_equal (resident->status, "resident") ? "" : mh_wording_status (resident->status);
}

static void
add_columns (MhRoster *roster,
             gboolean  with_dose)
{
  mh_roster_add_check_column (roster, _("Came"));
  mh_roster_add_column (roster, _("Time"), 3.5, MH_ROSTER_ALIGN_END);
  mh_roster_set_name_column (roster, mh_roster_add_column (roster, _("Name"), 8, MH_ROSTER_ALIGN_START));
  mh_roster_add_column (roster, _("Kana"), 10, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Birth date"), 9, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Age"), 3, MH_ROSTER_ALIGN_END);
  if (with_dose)
    mh_roster_add_column (roster, _("Dose"), 2, MH_ROSTER_ALIGN_CENTER);
  mh_roster_add_column (roster, _("Proxy"), 7, MH_ROSTER_ALIGN_START);
  mh_roster_add_column (roster, _("Note"), 6, MH_ROSTER_ALIGN_START);
}

static void
add_row (MhRoster     *roster,
         const Source *source,
         const Row    *row,
         gboolean      with_dose)
{
  g_autofree char *time = mh_minutes_format (row->booking->start_min);
  g_autofree char *birth = make_birth (row->resident);
  g_autofree char *age = make_age (row->resident, source->session->date);
  g_autofree char *dose = g_strdup_printf ("%d", row->booking->dose);
  g_autofree char *proxy = make_proxy (row->booking);
  const char *note = make_note (row->resident);
  const char *cells[] = { "", time, row->resident->name, row->resident->kana, birth, age, proxy, note, NULL, NULL };

  if (with_dose) {
    cells[6] = dose;
    cells[7] = proxy;
    cells[8] = note;
  }

  mh_roster_add_row (roster, cells);
}

static void
add_rows (MhRoster     *roster,
          const Source *source,
          MhRosterOrder order)
{
  gboolean with_dose = source->programme->doses > 1;
  g_autofree char *last = NULL;

  for (guint i = 0; i < source->rows->len; i++) {
    const Row *row = g_ptr_array_index (source->rows, i);
    g_autofree char *heading = make_heading (row, order);

    if (g_strcmp0 (heading, last) != 0) {
      mh_roster_add_heading (roster, heading);
      g_free (last);
      last = g_strdup (heading);
    }

    add_row (roster, source, row, with_dose);
  }
}

static MhRoster *
write_roster (const MhDesk *desk,
              Source       *source,
              MhRosterOrder order,
              gint64        copy)
{
  gint64 now = mh_desk_now (desk);
  g_autofree char *title = g_strdup_printf (_("Reception roster: %s"), source->programme->name);
  g_autofree char *day = mh_date_format (source->session->date, MH_DATE_STYLE_WEEKDAY);
  /* Translators: day, venue, number of people */
  g_autofree char *subtitle = g_strdup_printf (_("%s, %s, %u people"), day, source->session->venue, source->rows->len);
  g_autofree char *print_day = mh_date_format (mh_date_from_ms (now), MH_DATE_STYLE_LONG);
  g_autofree char *print_time = mh_minutes_format (mh_minutes_from_ms (now));
  /* Translators: day, time, operator */
  g_autofree char *printed = g_strdup_printf (_("Printed %s %s, %s"), print_day, print_time, desk->operator_name);
  MhRoster *roster = mh_roster_new (title);

  mh_roster_add_subtitle (roster, subtitle);
  if (copy > 0) {
    g_autofree char *number = g_strdup_printf (_("Print no. %d of this roster"), (int) copy);

    mh_roster_add_subtitle (roster, number);
  }
  mh_roster_set_printed_at (roster, printed);
  mh_roster_set_order (roster, order == MH_ROSTER_ORDER_TIME ? _("By time") : _("By kana"));
  mh_roster_set_blank_rows (roster, WALK_IN_ROWS);

  if (order == MH_ROSTER_ORDER_KANA)
    g_ptr_array_sort (source->rows, compare_kana);
  add_columns (roster, source->programme->doses > 1);
  add_rows (roster, source, order);

  return roster;
}

/* Inside a write transaction, so that two prints never get one number. */
static gboolean
note_print (const MhDesk *desk,
            const Source *source,
            MhRosterOrder order,
            gint64       *out_copy,
            GError      **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = NULL;

  for (guint i = 0; i < source->bookings->len; i++) {
    const MhBooking *booking = g_ptr_array_index (source->bookings, i);

    g_array_append_val (people, booking->resident);
  }

  if (!mh_db_get_int (desk->db, 1, out_copy, error,
                      "SELECT coalesce (max (copy), 0) + 1 FROM roster_print WHERE session = :session",
                      ":session", MH_INT (source->session->id), NULL) ||
      !mh_db_run (desk->db, error,
                  "INSERT INTO roster_print (session, copy, printed_at, operator, sort_order, n_rows) "
                  "VALUES (:session, :copy, :now, :operator, :order, :n_rows)",
                  ":session", MH_INT (source->session->id),
                  ":copy", MH_INT (*out_copy),
                  ":now", MH_INT (mh_desk_now (desk)),
                  ":operator", MH_TEXT (desk->operator_name),
                  ":order", MH_TEXT (order == MH_ROSTER_ORDER_TIME ? "time" : "kana"),
                  ":n_rows", MH_INT (source->bookings->len),
                  NULL))
    return FALSE;

  /* What stands on the paper, in case it is lost. */
  detail = g_strdup_printf ("{\"session\":%" G_GINT64_FORMAT ",\"copy\":%" G_GINT64_FORMAT ",\"rows\":%u,\"columns\":[%s%s]}",
                            source->session->id, *out_copy, source->bookings->len,
                            "\"time\",\"name\",\"kana\",\"birth\",\"age\",\"proxy\",\"status\"",
                            source->programme->doses > 1 ? ",\"dose\"" : "");

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "roster.print", 0, detail, people, error);
}

static Source *
read_and_note (const MhDesk *desk,
               gint64        session,
               MhRosterOrder order,
               gint64       *out_copy,
               GError      **error)
{
  g_autoptr (Source) source = NULL;

  if (!mh_db_begin (desk->db, error))
    return NULL;

  source = read_source (desk->db, session, error);
  if (source != NULL && note_print (desk, source, order, out_copy, error) && mh_db_commit (desk->db, error)) {
    mh_audit_keep_head (desk->db);
    return g_steal_pointer (&source);
  }

  mh_db_rollback (desk->db);

  return NULL;
}

static Source *
read_only (const MhDesk *desk,
           gint64        session,
           GError      **error)
{
  Source *source;

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  source = read_source (desk->db, session, error);
  mh_db_rollback (desk->db);

  return source;
}

/**
 * mh_roster_make:
 * @desk: the desk, not in a transaction
 * @session: a day at a venue
 * @order: by time and place, or by kana
 * @preview: whether it is only looked at: takes no number and is not noted
 * @error: return location for an error
 *
 * The list for the reception desk, with everybody who holds a place at this moment and each as he stands in the register now.
 *
 * Returns: (transfer full): the roster; %NULL with MH_ERROR_NOT_FOUND for an unknown session
 */
MhRoster *
mh_roster_make (const MhDesk *desk,
                gint64        session,
                MhRosterOrder order,
                gboolean      preview,
                GError      **error)
{
  g_autoptr (Source) source = NULL;
  gint64 copy = 0;

  g_return_val_if_fail (desk != NULL, NULL);

  source = preview ? read_only (desk, session, error) : read_and_note (desk, session, order, &copy, error);

  return source != NULL ? write_roster (desk, source, order, copy) : NULL;
}
