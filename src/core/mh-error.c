/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-error"

#include "mh-error.h"

/**
 * mh_error_quark:
 *
 * Returns: the domain of every error that the program itself makes
 */
G_DEFINE_QUARK (mh-error-quark, mh_error)
