/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-cards.h"
#include "mh-roster.h"

G_BEGIN_DECLS

/* A4 in points. */
#define MH_PAGES_A4_SHORT 595.28
#define MH_PAGES_A4_LONG  841.89

/* Lists and cards that go on paper together, as one file or one print job. Each has its own pages, upright or lying. */
typedef struct _MhPages MhPages;

MhPages *mh_pages_new           (const char    *title);
void     mh_pages_free          (MhPages       *self);
/* @roster must outlive the pages and not change. */
void     mh_pages_add_roster    (MhPages        *self,
                                 const MhRoster *roster);
void     mh_pages_take_roster   (MhPages       *self,
                                 MhRoster      *roster);  /* (transfer full) */
void     mh_pages_take_cards    (MhPages       *self,
                                 MhCards       *cards);   /* (transfer full) */
guint    mh_pages_get_n_pages   (MhPages       *self);
void     mh_pages_get_page_size (MhPages       *self,
                                 guint          page,
                                 double        *out_width,
                                 double        *out_height);
void     mh_pages_draw_page     (MhPages       *self,
                                 cairo_t       *cr,
                                 guint          page);
/* Pages that the caller draws itself, on A4 upright, in points; @page from 0. @user_data must outlive the pages. */
typedef void (*MhPagesDraw) (cairo_t  *cr,
                             guint     page,
                             gpointer  user_data);
void     mh_pages_add_drawing   (MhPages       *self,
                                 guint          n_pages,
                                 MhPagesDraw    draw,
                                 gpointer       user_data);
/* The same; @user_data is freed with the pages. */
void     mh_pages_take_drawing  (MhPages       *self,
                                 guint          n_pages,
                                 MhPagesDraw    draw,
                                 gpointer       user_data,
                                 GDestroyNotify free_data);
/* (transfer full): see mh_roster_layout_dup_unprintable() */
char   **mh_pages_dup_unprintable (MhPages     *self);
/* (transfer full): a PDF */
GBytes  *mh_pages_make_pdf      (MhPages       *self,
                                 GError       **error);
/* The same in a file, whole or not at all, for the owner's eyes only. */
gboolean mh_pages_write_pdf     (MhPages       *self,
                                 const char    *path,
                                 GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhPages, mh_pages_free)

G_END_DECLS
