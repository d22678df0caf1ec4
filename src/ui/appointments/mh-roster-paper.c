/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster-paper"

#include "mh-roster-paper.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"
#include "mh-roster-changes.h"
#include "mh-roster-day.h"
#include "mh-roster-maker.h"
#include "mh-slips.h"

/**
 * mh_paper_order_copy:
 * @order: an order
 *
 * Returns: (transfer full): a copy
 */
MhPaperOrder *
mh_paper_order_copy (const MhPaperOrder *order)
{
  MhPaperOrder *copy = g_memdup2 (order, sizeof *order);

  copy->settings = mh_roster_settings_copy (order->settings);
  copy->recipients = g_strdupv (order->recipients);
  copy->path = g_strdup (order->path);

  return copy;
}

/**
 * mh_paper_order_free:
 * @order: an order
 *
 * Frees it.
 */
void
mh_paper_order_free (MhPaperOrder *order)
{
  g_clear_pointer (&order->settings, mh_roster_settings_free);
  g_strfreev (order->recipients);
  g_free (order->path);
  g_free (order);
}

/**
 * mh_paper_free:
 * @paper: what was made
 *
 * Frees it with its pages.
 */
void
mh_paper_free (MhPaper *paper)
{
  g_clear_pointer (&paper->pages, mh_pages_free);
  g_free (paper);
}

static gboolean
take_roster (MhPaper  *paper,
             MhRoster *roster)  /* (transfer full) (nullable) */
{
  if (roster == NULL)
    return FALSE;

  paper->n_rows = MAX (paper->n_rows, mh_roster_get_n_rows (roster));
  mh_pages_take_roster (paper->pages, roster);

  return TRUE;
}

static gboolean
take_prints (MhPaper   *paper,
             GPtrArray *prints)  /* (transfer full) (nullable) */
{
  if (prints == NULL)
    return FALSE;

  for (guint i = 0; i < prints->len; i++)
    take_roster (paper, g_steal_pointer (&((MhRosterPrint *) g_ptr_array_index (prints, i))->roster));
  g_ptr_array_unref (prints);

  return TRUE;
}

static gboolean
take_cards (MhPaper *paper,
            MhCards *cards)  /* (transfer full) (nullable) */
{
  if (cards == NULL)
    return FALSE;

  paper->n_rows += mh_cards_get_n_cards (cards);
  mh_pages_take_cards (paper->pages, cards);

  return TRUE;
}

/* What the session of this window adds to the day. */
static gboolean
preview_day (const MhDesk       *desk,
             const MhPaperOrder *order,
             MhPaper            *paper,
             GError            **error)
{
  g_autoptr (MhRosterSettings) settings = mh_roster_settings_new (MH_ROSTER_RECEPTION);
  g_autoptr (GError) local = NULL;
  MhRoster *changes;

  if (!take_roster (paper, mh_roster_preview (desk, order->session, settings, error)))
    return FALSE;

  settings->orders[0] = MH_ROSTER_ORDER_KANA;
  if (!take_roster (paper, mh_roster_preview (desk, order->session, settings, error)))
    return FALSE;

  changes = mh_roster_changes_preview (desk, order->session, 0, &local);
  if (changes != NULL) {
    take_roster (paper, changes);
  } else if (!g_error_matches (local, MH_ERROR, MH_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }

  return !order->slips || take_cards (paper, mh_slips_make (desk, order->session, 0, TRUE, error));
}

static gboolean
print_day (const MhDesk       *desk,
           const MhPaperOrder *order,
           MhPaper            *paper,
           GError            **error)
{
  g_autoptr (MhRosterDay) day = mh_roster_day_print (desk, order->date, order->slips, error);

  if (day == NULL)
    return FALSE;

  g_clear_pointer (&paper->pages, mh_pages_free);
  paper->pages = g_steal_pointer (&day->pages);
  paper->n_rows = day->prints->len;

  return TRUE;
}

static gboolean
make (const MhDesk       *desk,
      const MhPaperOrder *order,
      gboolean            preview,
      MhPaper            *paper,
      GError            **error)
{
  const char * const *recipients = (const char * const *) order->recipients;

  switch (order->kind) {
  case MH_PAPER_CHANGES:
    return preview ? take_roster (paper, mh_roster_changes_preview (desk, order->session, 0, error))
           : take_prints (paper, mh_roster_changes_print (desk, order->session, 0, recipients, error));
  case MH_PAPER_SLIPS:
    return take_cards (paper, mh_slips_make (desk, order->session, 0, preview, error));
  case MH_PAPER_LABELS:
    return take_cards (paper, mh_labels_make (desk, order->session, &order->grid, preview, error));
  case MH_PAPER_DAY:
    return preview ? preview_day (desk, order, paper, error) : print_day (desk, order, paper, error);
  case MH_PAPER_ROSTER:
  default:
    return preview ? take_roster (paper, mh_roster_preview (desk, order->session, order->settings, error))
           : take_prints (paper, mh_roster_print (desk, order->session, order->settings, recipients, error));
  }
}

/**
 * mh_paper_make:
 * @desk: the desk, not in a transaction
 * @order: what to print
 * @preview: whether it is only looked at
 * @error: return location
 *
 * Returns: (transfer full): the pages, or %NULL
 */
MhPaper *
mh_paper_make (const MhDesk       *desk,
               const MhPaperOrder *order,
               gboolean            preview,
               GError            **error)
{
  g_autoptr (MhPaper) paper = g_new0 (MhPaper, 1);

  paper->pages = mh_pages_new (_("Reception roster"));

  return make (desk, order, preview, paper, error) ? g_steal_pointer (&paper) : NULL;
}
