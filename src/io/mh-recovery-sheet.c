/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-recovery-sheet"

#include "mh-recovery-sheet.h"

#include <string.h>

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "mh-barcode.h"
#include "mh-error.h"
#include "mh-recovery-key.h"
#include "mh-roster-text.h"
#include "mh-save.h"

#define MARGIN 56.0
#define COLUMNS 4
#define GROUP_WIDTH 120.0
#define GROUP_HEIGHT 42.0
#define QR_SIZE 130.0
#define LINE_GAP 8.0

typedef struct {
  MhRosterText *text;
  cairo_t      *cr;
  double        y;
} Pen;

/* One paragraph; the pen goes on below it. */
static void
write_text (Pen        *pen,
            double      x,
            double      width,
            double      size,
            gboolean    bold,
            const char *text)
{
  const MhRosterTextStyle style = { size, bold, MH_ROSTER_ALIGN_START, 12 };

  pen->y += mh_roster_text_draw (pen->text, pen->cr, x, pen->y, text, width, &style) + LINE_GAP;
}

/* Four rows of four numbered groups, far enough apart to keep a finger on one. */
static void
draw_groups (Pen        *pen,
             const char *words)
{
  const MhRosterTextStyle number_style = { 9, FALSE, MH_ROSTER_ALIGN_START, 1 };
  const MhRosterTextStyle group_style = { 20, TRUE, MH_ROSTER_ALIGN_START, 1 };
  g_auto (GStrv) groups = g_strsplit (words, " ", -1);

  for (guint i = 0; groups[i] != NULL; i++) {
    double x = MARGIN + (i % COLUMNS) * GROUP_WIDTH;
    double y = pen->y + i / COLUMNS * GROUP_HEIGHT;
    g_autofree char *number = g_strdup_printf ("%u", i + 1);

    mh_roster_text_draw (pen->text, pen->cr, x, y + 8, number, 20, &number_style);
    mh_roster_text_draw (pen->text, pen->cr, x + 18, y, groups[i], GROUP_WIDTH - 18, &group_style);
    memset (groups[i], 0, strlen (groups[i]));
  }

  pen->y += (MH_RECOVERY_GROUPS + COLUMNS - 1) / COLUMNS * GROUP_HEIGHT + LINE_GAP;
}

static void
write_steps (Pen   *pen,
             double width)
{
  const char * const steps[] = {
    _("1. Install Machihoken on the new computer, start it and make a town; what you type there is replaced."),
    _("2. Connect the disk or USB stick with the backups."),
    _("3. Open “Preferences”, “Backup”, and press “Put Back …”. Choose the newest file whose name ends in “.mhbackup”."),
    _("4. Type the sixteen groups when you are asked for the recovery key. Small letters and spaces do not matter; a slip is named by the number of its group. A barcode reader that types may read the code instead."),
    _("5. Enter the credentials of LINE and SMS anew: they are not in the backup. Look through what has to be checked, let the offers go on, and only then allow sending again."),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    write_text (pen, MARGIN, width, 11, FALSE, steps[i]);
}

/**
 * mh_recovery_sheet_draw:
 * @sheet: what stands on it
 * @cr: where to; its unit is a point
 *
 * Draws the page.
 */
void
mh_recovery_sheet_draw (const MhRecoverySheet *sheet,
                        cairo_t               *cr)
{
  const double width = MH_RECOVERY_SHEET_WIDTH - 2 * MARGIN;
  const double narrow = width - QR_SIZE - 12;
  g_autoptr (MhRosterText) text = mh_roster_text_new ();
  g_autofree char *words = NULL;
  g_autofree char *of_town = NULL;
  g_autofree char *folder = NULL;
  Pen pen = { text, cr, MARGIN };

  g_return_if_fail (sheet != NULL && sheet->key != NULL);
  g_return_if_fail (cr != NULL);

  words = mh_recovery_key_write (sheet->key);
  of_town = g_strdup_printf (_("%s, printed %s"), *sheet->town != '\0' ? sheet->town : _("(town without a name)"), sheet->printed);
  folder = g_strdup_printf (_("Backups are in: %s"), sheet->folder);

  cairo_set_source_rgb (cr, 0, 0, 0);
  /* Where it does not fit: the letters stand beside it. */
  mh_qr_draw (cr, MARGIN + width - QR_SIZE, MARGIN - 12, QR_SIZE, words);
  write_text (&pen, MARGIN, narrow, 22, TRUE, _("Machihoken: recovery sheet"));
  write_text (&pen, MARGIN, narrow, 13, FALSE, of_town);
  write_text (&pen, MARGIN, narrow, 11, FALSE, folder);
  write_text (&pen, MARGIN, narrow, 11, TRUE,
              _("Whoever has this sheet and a backup can read the data of all residents. Keep it in the safe, away from the backups; make no copy and no picture of it."));
  pen.y = MAX (pen.y, MARGIN + QR_SIZE) + 12;

  write_text (&pen, MARGIN, width, 13, TRUE, _("Recovery key"));
  draw_groups (&pen, words);
  write_text (&pen, MARGIN, width, 13, TRUE, _("How to get the town back on a new computer"));
  write_steps (&pen, width);
  write_text (&pen, MARGIN, width, 11, FALSE,
              _("Without this sheet, and without the computer on which the backups were made, nobody can read the backups: neither the office nor the makers of the program."));

  memset (words, 0, strlen (words));
}

static cairo_status_t
collect_cb (void                *closure,
            const unsigned char *data,
            unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/**
 * mh_recovery_sheet_save_pdf:
 * @sheet: what stands on it
 * @path: where to; a file that is there is replaced
 * @error: MH_ERROR_STORAGE
 *
 * Returns: whether the PDF, which holds the key, is there now, for its owner's eyes only
 */
gboolean
mh_recovery_sheet_save_pdf (const MhRecoverySheet *sheet,
                            const char            *path,
                            GError               **error)
{
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (sheet != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  surface = cairo_pdf_surface_create_for_stream (collect_cb, pdf, MH_RECOVERY_SHEET_WIDTH, MH_RECOVERY_SHEET_HEIGHT);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, _("Machihoken: recovery sheet"));
  cr = cairo_create (surface);
  mh_recovery_sheet_draw (sheet, cr);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, MH_ERROR, MH_ERROR_STORAGE, _("The file could not be saved: %s"), cairo_status_to_string (status));
    return FALSE;
  }

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&pdf));

  return mh_save_bytes (path, bytes, error);
}
