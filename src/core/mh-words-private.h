/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-words-check.h"

G_BEGIN_DECLS

/* One way of saying what must not be said. The pattern meets folded text: katakana for hiragana, ASCII for its wide forms, small letters, no
 * blanks but between two ASCII characters. What many ordinary notices say is left out by looking around. */
typedef struct {
  MhWordsProblem  problem;
  const char     *pattern;
} MhWordsPattern;

/* Ended by one with %NULL. */
extern const MhWordsPattern mh_words_patterns[];

/* How a telephone number is written, or asked for by a field. */
extern const char mh_words_phone_pattern[];

/* Public shorteners of addresses: nobody sees where they lead, so they are what bait looks like. (array zero-terminated=1) */
extern const char * const mh_words_shorteners[];

G_END_DECLS
