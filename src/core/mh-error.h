/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MhError:
 * @MH_ERROR_REFUSED: a rule of the town or of the law says no; the message is a sentence for the user
 * @MH_ERROR_INVALID: what was given cannot be read; the message says what to give instead
 * @MH_ERROR_NOT_FOUND: the person, slot or row that was named is not there
 * @MH_ERROR_CONFLICT: somebody was faster, or the state is no longer what the caller saw
 * @MH_ERROR_BUSY: the database is in use by another process; the same call may be made again
 * @MH_ERROR_STORAGE: the disk is full, read-only or broken; nothing was changed
 * @MH_ERROR_TOO_NEW: the data was written by a newer version of the program
 * @MH_ERROR_UNAVAILABLE: something outside (keyring, network) is not there
 * @MH_ERROR_ASK: something has to be answered first; the message is the question, and the same call with an answer may succeed
 *
 * What the caller can do about a failure. Messages are translated sentences for the user.
 */
typedef enum {
  MH_ERROR_REFUSED,
  MH_ERROR_INVALID,
  MH_ERROR_NOT_FOUND,
  MH_ERROR_CONFLICT,
  MH_ERROR_BUSY,
  MH_ERROR_STORAGE,
  MH_ERROR_TOO_NEW,
  MH_ERROR_UNAVAILABLE,
  MH_ERROR_ASK,
} MhError;

#define MH_ERROR (mh_error_quark ())
GQuark mh_error_quark (void);

G_END_DECLS
