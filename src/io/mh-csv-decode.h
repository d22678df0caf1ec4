/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-csv.h"

G_BEGIN_DECLS

/* %FALSE with a sentence above 200 MB. */
gboolean      mh_csv_check_size      (guint64         length,
                                      GError        **error);
/* %FALSE with a sentence when the bytes are no text: a workbook, a picture, nothing at all. */
gboolean      mh_csv_check_is_text   (const guint8   *data,
                                      gsize           length,
                                      GError        **error);
MhCsvEncoding mh_csv_guess_encoding  (const guint8   *data,
                                      gsize           length,
                                      gsize          *out_bom_length);
/* Valid UTF-8 without zero bytes; U+FFFD stands where bytes could not be read. */
GString      *mh_csv_decode          (const guint8   *data,
                                      gsize           length,
                                      MhCsvEncoding   encoding,
                                      GCancellable   *cancellable,
                                      GError        **error);

G_END_DECLS
