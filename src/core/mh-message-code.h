/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-random.h"

G_BEGIN_DECLS

#define MH_MESSAGE_CODE_LENGTH 5
/* Reads as one and is never made: for previews. */
#define MH_MESSAGE_CODE_SAMPLE "00000"

/* What stands at the end of a message, so that somebody who doubts it can ask at the telephone whether it came from the town: four characters
 * by chance and one that checks them. Tells nothing about anybody. No two of its characters look or sound alike. The caller asks whether
 * it is taken and makes another one. */
char *mh_message_code_make (MhRandom   *random);
/* In any width and case, with blanks and hyphens between, O for 0, I and L for 1 and the like.
 * Returns: (transfer full) (nullable): the code as it is kept; %NULL for what is none, so that a slip of the tongue finds nothing */
char *mh_message_code_read (const char *text);

G_END_DECLS
