/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <stdio.h>

#include "mh-ctl.h"

G_BEGIN_DECLS

/* Reads commands from @input, quoted as for a shell, and answers each with one line {"exit", "document"} or {"exit", "code", "error"}.
 * Empty lines and lines that begin with # are passed over. Returns: how the program ends */
int mh_ctl_run_batch (MhCtl *ctl,
                      FILE  *input,
                      FILE  *output);

G_END_DECLS
