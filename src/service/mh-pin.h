/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A PIN is kept as what it is checked against, never as it is. Both calls take a noticeable part of a second: not on the main thread. */

/* 4 to 12 digits, in any width. Returns: (transfer full) the digits; free with mh_pin_free() */
char     *mh_pin_read         (const char  *text,
                               GError     **error);
char     *mh_pin_hash         (const char  *pin,
                               GError     **error);
gboolean  mh_pin_matches      (const char  *pin,
                               const char  *hash);
/* Overwrites, then frees. */
void      mh_pin_free         (char        *pin);
/* The seam for tests: hashing costs next to nothing from now on. */
void      mh_pin_use_low_cost (void);

typedef char MhPinText;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhPinText, mh_pin_free)

G_END_DECLS
