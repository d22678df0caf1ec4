/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Code 128 (ISO/IEC 15417) with its quiet zones, inside the rectangle. Whether @text is printable ASCII and short enough that the bars in
 * @width points stay thick enough for a reader; else nothing is drawn. */
gboolean mh_barcode_draw (cairo_t    *cr,
                          double      x,
                          double      y,
                          double      width,
                          double      height,
                          const char *text);
/* A QR code (ISO/IEC 18004) with its quiet zone, in a square of @side points. Whether there is one for @text. */
gboolean mh_qr_draw      (cairo_t    *cr,
                          double      x,
                          double      y,
                          double      side,
                          const char *text);

G_END_DECLS
