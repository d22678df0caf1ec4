/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-slips"

#include "mh-slips.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-phone.h"
#include "mh-roster-maker-private.h"
#include "mh-slip-code.h"
#include "mh-slips-private.h"

#define MAX_COLUMNS      6
#define MAX_ROWS         24
#define MAX_MARGIN       MH_SLIPS_MM (60)
#define LEAST_WIDTH      MH_SLIPS_MM (25)
#define LEAST_HEIGHT     MH_SLIPS_MM (10)
#define A4_WIDTH         MH_SLIPS_MM (210)
#define A4_HEIGHT        MH_SLIPS_MM (297)

static const MhCardsGrid slip_grid = { 2, 4, MH_SLIPS_MM (4), MH_SLIPS_MM (4), 0, 0, TRUE };
static const MhCardsGrid label_grid = { 2, 6, MH_SLIPS_MM (18.6), MH_SLIPS_MM (21.6), 0, 0, FALSE };

/**
 * mh_labels_usual_grid:
 * Returns: (transfer none): the sheet of labels that most shops sell, two by six on A4
 */
const MhCardsGrid *
mh_labels_usual_grid (void)
{
  return &label_grid;
}

/* Lines of text that are the same on each slip. */
typedef struct {
  char *when;   /* day */
  char *venue;
  char *bring;  /* (nullable) */
  char *call;   /* (nullable) */
} Common;

static void
common_clear (Common *common)
{
  g_free (common->when);
  g_free (common->venue);
  g_free (common->bring);
  g_free (common->call);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Common, common_clear)

static gboolean
read_common (const MhDesk         *desk,
             const MhRosterSource *source,
             Common               *common,
             GError              **error)
{
  g_autofree char *phone = NULL;
  g_autofree char *area_code = NULL;
  g_autofree char *sender = NULL;
  g_autofree char *shown = NULL;

  phone = mh_config_get (desk, "town.phone", error);
  area_code = phone != NULL ? mh_config_get (desk, "town.area-code", error) : NULL;
  sender = area_code != NULL ? mh_config_get (desk, "town.sender", error) : NULL;
  if (sender == NULL)
    return FALSE;

  common->when = mh_date_format (source->session->date, MH_DATE_STYLE_WEEKDAY);
  common->venue = g_strdup (source->session->venue);
  if (source->session->note != NULL && *source->session->note != '\0')
    common->bring = g_strdup_printf (_("To bring: %s"), source->session->note);
  if (*phone != '\0') {
    shown = mh_phone_format (phone, area_code);
    /* Translators: the section of the town, its telephone number */
    common->call = g_strdup_printf (_("Questions: %s %s"), sender, shown);
  }

  return TRUE;
}

static void
add_slip (MhCards              *cards,
          const MhRosterSource *source,
          const MhRosterRow    *row,
          const Common         *common)
{
  g_autofree char *code = mh_slip_code_make (row->booking);
  g_autofree char *name = g_strdup_printf (_("Mr./Ms. %s"), row->name);
  g_autofree char *start = mh_minutes_format (row->start_min);
  g_autofree char *when = g_strdup_printf (_("%s, %s"), common->when, start);
  g_autofree char *number = g_strdup_printf (_("Booking no. %lld"), (long long) row->booking);

  mh_cards_begin (cards);
  mh_cards_add_line (cards, source->programme->name, 12, TRUE);
  mh_cards_add_line (cards, name, 16, TRUE);
  mh_cards_add_line (cards, when, 14, TRUE);
  mh_cards_add_line (cards, common->venue, 12, FALSE);
  if (source->programme->doses > 1) {
    g_autofree char *dose = g_strdup_printf (_("Dose %d"), row->dose);

    mh_cards_add_line (cards, dose, 12, FALSE);
  }
  mh_cards_add_line (cards, number, 10.5, FALSE);
  if (common->bring != NULL)
    mh_cards_add_line (cards, common->bring, 10.5, FALSE);
  if (common->call != NULL)
    mh_cards_add_line (cards, common->call, 10.5, FALSE);
  mh_cards_set_qr (cards, code);
}

static void
add_label (MhCards           *cards,
           const MhRosterRow *row)
{
  g_autofree char *start = mh_minutes_format (row->start_min);
  g_autofree char *place = row->place > 0 ? g_strdup_printf (_("%s, no. %d"), start, row->place) : g_strdup (start);

  mh_cards_begin (cards);
  mh_cards_add_line (cards, row->kana, 11, FALSE);
  mh_cards_add_line (cards, row->name, 20, TRUE);
  mh_cards_add_line (cards, place, 13, TRUE);
}

static gboolean
note (const MhDesk         *desk,
      const MhRosterSource *source,
      const char           *kind,
      const char           *columns,
      GError              **error)
{
  g_autoptr (GArray) people = mh_roster_source_people (source);
  g_autofree char *detail = g_strdup_printf ("{\"session\":%" G_GINT64_FORMAT ",\"rows\":%u,\"columns\":[%s]}", source->session->id,
                                             source->rows->len, columns);

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, kind, 0, detail, people, error);
}

/* Only the one booking, where one is asked for. */
static gboolean
keep_booking (MhRosterSource *source,
              gint64          booking,
              GError        **error)
{
  for (guint i = source->rows->len; booking != 0 && i > 0; i--) {
    if (((const MhRosterRow *) g_ptr_array_index (source->rows, i - 1))->booking != booking)
      g_ptr_array_remove_index (source->rows, i - 1);
  }

  if (booking == 0 || source->rows->len == 1)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("This booking does not stand in the day's list any more."));

  return FALSE;
}

/**
 * mh_slips_make_in:
 * @desk: the desk, in a transaction, a writing one unless @preview
 * @source: the rows, sorted
 * @preview: whether they are only looked at
 * @error: return location
 *
 * Returns: (transfer full): a slip for each row, or %NULL
 */
MhCards *
mh_slips_make_in (const MhDesk         *desk,
                  const MhRosterSource *source,
                  gboolean              preview,
                  GError              **error)
{
  g_autofree char *title = g_strdup_printf (_("Booking slips: %s"), source->programme->name);
  g_autoptr (MhCards) cards = mh_cards_new (title, &slip_grid);
  g_auto (Common) common = { NULL };

  if (!read_common (desk, source, &common, error))
    return NULL;

  for (guint i = 0; i < source->rows->len; i++)
    add_slip (cards, source, g_ptr_array_index (source->rows, i), &common);

  if (!preview && !note (desk, source, "slip.print", source->programme->doses > 1 ? "\"name\",\"time\",\"dose\"" : "\"name\",\"time\"", error))
    return NULL;

  return g_steal_pointer (&cards);
}

static MhCards *
make_labels_in (const MhDesk         *desk,
                const MhRosterSource *source,
                const MhCardsGrid    *grid,
                gboolean              preview,
                GError              **error)
{
  g_autofree char *title = g_strdup_printf (_("Name labels: %s"), source->programme->name);
  g_autoptr (MhCards) cards = mh_cards_new (title, grid);

  for (guint i = 0; i < source->rows->len; i++)
    add_label (cards, g_ptr_array_index (source->rows, i));

  if (!preview && !note (desk, source, "label.print", "\"name\",\"kana\",\"time\"", error))
    return NULL;

  return g_steal_pointer (&cards);
}

typedef enum {
  SLIPS,
  LABELS,
} What;

static MhCards *
make (const MhDesk      *desk,
      gint64             session,
      gint64             booking,
      What               what,
      const MhCardsGrid *grid,
      gboolean           preview,
      GError           **error)
{
  g_autoptr (MhRosterSource) source = NULL;
  g_autoptr (MhCards) cards = NULL;

  if (!(preview ? mh_db_begin_read (desk->db, error) : mh_db_begin (desk->db, error)))
    return NULL;

  source = mh_roster_source_read (desk, session, error);
  if (source != NULL && keep_booking (source, booking, error))
    cards = what == SLIPS ? mh_slips_make_in (desk, source, preview, error) : make_labels_in (desk, source, grid, preview, error);

  if (preview || cards == NULL) {
    mh_db_rollback (desk->db);
    return g_steal_pointer (&cards);
  }
  if (!mh_db_commit (desk->db, error))
    return NULL;

  mh_audit_keep_head (desk->db);

  return g_steal_pointer (&cards);
}

/**
 * mh_slips_make:
 * @desk: the desk, not in a transaction
 * @session: a day at a venue
 * @booking: one booking of it, or 0 for all
 * @preview: whether they are only looked at; else the print stands in the log with the people
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the slips, eight on a sheet, or %NULL
 */
MhCards *
mh_slips_make (const MhDesk *desk,
               gint64        session,
               gint64        booking,
               gboolean      preview,
               GError      **error)
{
  return make (desk, session, booking, SLIPS, NULL, preview, error);
}

static gboolean
check_grid (const MhCardsGrid *grid,
            GError           **error)
{
  double width, height;

  if (grid->columns >= 1 && grid->columns <= MAX_COLUMNS && grid->rows >= 1 && grid->rows <= MAX_ROWS && grid->margin_x >= 0 &&
      grid->margin_x <= MAX_MARGIN && grid->margin_y >= 0 && grid->margin_y <= MAX_MARGIN && grid->gap_x >= 0 && grid->gap_y >= 0) {
    width = (A4_WIDTH - 2 * grid->margin_x - (grid->columns - 1) * grid->gap_x) / grid->columns;
    height = (A4_HEIGHT - 2 * grid->margin_y - (grid->rows - 1) * grid->gap_y) / grid->rows;
    if (width >= LEAST_WIDTH && height >= LEAST_HEIGHT)
      return TRUE;
  }

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("Such labels are too small, or there are too many on a sheet. Measure the sheet again: at most 6 beside and 24 below each other, each at least 25 mm wide and 10 mm high."));

  return FALSE;
}

/**
 * mh_labels_make:
 * @desk: the desk, not in a transaction
 * @session: a day at a venue
 * @grid: (nullable): how the labels lie on the sheet
 * @preview: as mh_slips_make()
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_INVALID for a grid that does not fit A4
 *
 * Returns: (transfer full): the labels, or %NULL
 */
MhCards *
mh_labels_make (const MhDesk      *desk,
                gint64             session,
                const MhCardsGrid *grid,
                gboolean           preview,
                GError           **error)
{
  if (grid == NULL)
    grid = &label_grid;

  return check_grid (grid, error) ? make (desk, session, 0, LABELS, grid, preview, error) : NULL;
}
