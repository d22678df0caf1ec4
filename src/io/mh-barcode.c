/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-barcode"

#include "mh-barcode.h"

#include <string.h>

#include <qrencode.h>

/* Modules that stay white on either side: ISO/IEC 15417 and ISO/IEC 18004. */
#define BAR_QUIET 10
#define QR_QUIET  4

/* 0.19 mm: below that, readers for offices give up. */
#define LEAST_MODULE 0.54

#define MAX_CHARACTERS 40
#define N_MODULES      11   /* of a symbol; the stop has two more */

#define CODE_C  99
#define CODE_B  100
#define START_B 104
#define START_C 105
#define STOP    106

/* The widths of bars and spaces of each value, in modules. */
static const char * const patterns[] = {
  "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212", "112232",
  "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122",
  "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311",
  "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113",
  "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422",
  "121124", "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111",
  "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141", "214121",
  "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412",
  "211214", "211232", "2331112",
};

static gboolean
can_hold (const char *text)
{
  gsize length = strlen (text);

  for (const char *p = text; *p != '\0'; p++) {
    if (*p < 0x20 || *p > 0x7e)
      return FALSE;
  }

  return length > 0 && length <= MAX_CHARACTERS;
}

/* Digits two by two (set C) where four or more stand together, everything else one by one (set B). */
static GArray *
encode (const char *text)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (int));
  int set = 0, sum, check;

  for (const char *p = text; *p != '\0';) {
    gsize n_digits = strspn (p, "0123456789");
    gboolean pairs = set == CODE_C ? n_digits >= 2 : n_digits >= 4;
    int wanted = pairs ? CODE_C : CODE_B;
    int value = pairs ? (p[0] - '0') * 10 + (p[1] - '0') : p[0] - ' ';

    if (set != wanted) {
      int change = set != 0 ? wanted : (pairs ? START_C : START_B);

      g_array_append_val (values, change);
      set = wanted;
    }
    g_array_append_val (values, value);
    p += pairs ? 2 : 1;
  }

  sum = g_array_index (values, int, 0);
  for (guint i = 1; i < values->len; i++)
    sum += (int) i * g_array_index (values, int, i);
  check = sum % 103;
  g_array_append_val (values, check);

  return values;
}

static double
draw_symbol (cairo_t    *cr,
             double      x,
             double      y,
             double      module,
             double      height,
             const char *pattern)
{
  for (gsize i = 0; pattern[i] != '\0'; i++) {
    double width = (pattern[i] - '0') * module;

    if (i % 2 == 0)
      cairo_rectangle (cr, x, y, width, height);
    x += width;
  }

  return x;
}

/**
 * mh_barcode_draw:
 * @cr: where to; its unit is a point
 * @x: left, where the white zone begins
 * @y: top
 * @width: with both white zones
 * @height: of the bars
 * @text: what it says
 *
 * Draws Code 128 as ISO/IEC 15417 has it, in the present colour.
 *
 * Returns: whether it was drawn
 */
gboolean
mh_barcode_draw (cairo_t    *cr,
                 double      x,
                 double      y,
                 double      width,
                 double      height,
                 const char *text)
{
  g_autoptr (GArray) values = NULL;
  double module;

  g_return_val_if_fail (cr != NULL && text != NULL, FALSE);

  if (!can_hold (text))
    return FALSE;

  values = encode (text);
  module = width / ((values->len + 1) * N_MODULES + 2 + 2 * BAR_QUIET);
  if (module < LEAST_MODULE)
    return FALSE;

  x += BAR_QUIET * module;
  for (guint i = 0; i < values->len; i++)
    x = draw_symbol (cr, x, y, module, height, patterns[g_array_index (values, int, i)]);
  draw_symbol (cr, x, y, module, height, patterns[STOP]);
  cairo_fill (cr);

  return TRUE;
}

/**
 * mh_qr_draw:
 * @cr: where to; its unit is a point
 * @x: left, where the white zone begins
 * @y: top
 * @side: with the white zone
 * @text: what it says
 *
 * Draws a QR code that is still read when a quarter of it is dirty (level Q), in the present colour.
 *
 * Returns: whether there is a code for so long a text
 */
gboolean
mh_qr_draw (cairo_t    *cr,
            double      x,
            double      y,
            double      side,
            const char *text)
{
  QRcode *code;
  double module;

  g_return_val_if_fail (cr != NULL && text != NULL, FALSE);

  code = *text != '\0' ? QRcode_encodeString (text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1) : NULL;
  if (code == NULL)
    return FALSE;

  module = side / (code->width + 2 * QR_QUIET);
  for (int row = 0; row < code->width; row++) {
    for (int column = 0; column < code->width; column++) {
      if ((code->data[row * code->width + column] & 1) != 0)
        cairo_rectangle (cr, x + (column + QR_QUIET) * module, y + (row + QR_QUIET) * module, module, module);
    }
  }
  cairo_fill (cr);

  /* It may be a secret. */
  memset (code->data, 0, (gsize) code->width * (gsize) code->width);
  QRcode_free (code);

  return TRUE;
}
