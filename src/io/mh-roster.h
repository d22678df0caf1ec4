/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MH_ROSTER_ALIGN_START,
  MH_ROSTER_ALIGN_CENTER,
  MH_ROSTER_ALIGN_END,
} MhRosterAlign;

/* What stands on a printed list, as text; mh-roster-layout.h draws it. Texts are copied. */
typedef struct _MhRoster MhRoster;

MhRoster *mh_roster_new              (const char          *title);
void      mh_roster_free             (MhRoster            *self);

void      mh_roster_add_subtitle     (MhRoster            *self,
                                      const char          *text);
void      mh_roster_set_copy         (MhRoster            *self,     /* 控え 1／3; none when never called */
                                      guint                number,
                                      guint                copies);
void      mh_roster_set_recipient    (MhRoster            *self,     /* who takes the copy: 受付 */
                                      const char          *text);
void      mh_roster_set_printed_at   (MhRoster            *self,     /* 印刷 令和8年10月20日 8:30 保健 花子 */
                                      const char          *text);
void      mh_roster_set_order        (MhRoster            *self,     /* 時間順 */
                                      const char          *text);
void      mh_roster_set_footer       (MhRoster            *self,     /* 取扱注意 when never called */
                                      const char          *text);
void      mh_roster_set_end          (MhRoster            *self,     /* the number of people when never called */
                                      const char          *text);
void      mh_roster_set_big          (MhRoster            *self,     /* 大きな文字: 15 points */
                                      gboolean             big);
void      mh_roster_set_cut_line     (MhRoster            *self,     /* a short list is cut off below and clipped on */
                                      gboolean             cut_line);
void      mh_roster_set_blank_rows   (MhRoster            *self,     /* for walk-ins */
                                      guint                n_rows);
/* Rows are numbered from 1 unless this says no. */
void      mh_roster_set_numbered     (MhRoster            *self,
                                      gboolean             numbered);

/* @width: what the column wants, in full-width characters of the body text; columns share the page in this proportion,
 * and the page turns to landscape when it would be too little. */
guint     mh_roster_add_column       (MhRoster            *self,
                                      const char          *title,
                                      double               width,
                                      MhRosterAlign        align);
/* The same, and line ends in its cells stay: a name below its kana, telephones below each other. */
guint     mh_roster_add_lines_column (MhRoster           *self,
                                      const char          *title,
                                      double               width,
                                      MhRosterAlign        align);
/* A box to tick; a row whose cell is not empty has it ticked already. */
guint     mh_roster_add_check_column (MhRoster            *self,
                                      const char          *title);
/* An empty box for a sticker, as high and wide as one: the rows grow. */
guint     mh_roster_add_box_column   (MhRoster            *self,
                                      const char          *title);
/* Its cells stand there as a barcode (Code 128) or as a QR code, for a reader at the reception. */
guint     mh_roster_add_barcode_column (MhRoster          *self,
                                        const char        *title);
guint     mh_roster_add_qr_column    (MhRoster            *self,
                                      const char          *title);
/* The column that names the row in the list of characters that cannot be printed; 0 when never called. */
void      mh_roster_set_name_column  (MhRoster            *self,
                                      guint                column);

/* A heading over the rows that follow: a time, a kana row. */
void      mh_roster_add_heading      (MhRoster            *self,
                                      const char          *text);
/* The same with a letter (あ, か …) that stands big in the margin, on the next page again. */
void      mh_roster_add_index        (MhRoster            *self,
                                      const char          *text,
                                      const char          *mark);
/* @cells: as many as there are columns, ended by NULL; missing ones are empty. */
void      mh_roster_add_row          (MhRoster            *self,
                                      const char * const  *cells);
guint     mh_roster_get_n_rows       (const MhRoster      *self);

/* Lays out and writes an A4 PDF whole or not at all, for the owner's eyes only. */
gboolean  mh_roster_write_pdf        (const MhRoster      *self,
                                      const char          *path,
                                      GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhRoster, mh_roster_free)

G_END_DECLS
