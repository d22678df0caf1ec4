/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-pages.h"

G_BEGIN_DECLS

/* Printing, always through the system's own dialog: without one, GTK 4.8 fails with CUPS, and on Windows it is another matter. */

/* Called when somebody has said "print": makes the roster that goes on paper, asynchronously. Calls mh_print_take() with the result. */
typedef struct _MhPrint MhPrint;
typedef void (*MhPrintMake) (MhPrint  *print,
                             gpointer  user_data);

/* @parent: any widget in the window; @title: of the job; @user_data: kept until the end, freed with @free_data. A failure is shown in a
 * dialog. @landscape: how the page lies at first. */
void mh_print_roster_async (GtkWidget      *parent,
                            const char     *title,
                            gboolean        landscape,
                            MhPrintMake     make,
                            gpointer        user_data,
                            GDestroyNotify  free_data);
/* The roster to print, or why there is none. */
void mh_print_take         (MhPrint        *print,
                            MhRoster       *roster,   /* (transfer full) (nullable) */
                            const GError   *error);   /* (nullable) */

/* The same for lists and cards together; each page lies as it is. */
void mh_print_take_pages   (MhPrint        *print,
                            MhPages        *pages,    /* (transfer full) (nullable) */
                            const GError   *error);   /* (nullable) */

/* One page that is there already, drawn in points on a page of @width by @height. @printed is called when it has gone to the printer,
 * not when the dialog was closed. @user_data is freed with @free_data at the end. */
typedef void (*MhPrintDraw) (cairo_t  *cr,
                             gpointer  user_data);
typedef void (*MhPrintDone) (gpointer  user_data);
void mh_print_page         (GtkWidget      *parent,
                            const char     *title,
                            double          width,
                            double          height,
                            MhPrintDraw     draw,
                            MhPrintDone     printed,
                            gpointer        user_data,
                            GDestroyNotify  free_data);

G_END_DECLS
