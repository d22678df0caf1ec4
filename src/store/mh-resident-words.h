/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* To be raised whenever mh_resident_words_make() makes other words of the same person. */
#define MH_RESIDENT_WORDS_VERSION 1

/* What a person is found by, as the index of words takes it. */
char *mh_resident_words_make     (const char         *kana,
                                  const char         *name,
                                  const char         *other_name,
                                  const char * const *districts);

/* What the index is asked for; %NULL where there is nothing to ask for. */
char *mh_resident_words_begin    (const char         *text);
char *mh_resident_words_inside   (const char         *text);
char *mh_resident_words_district (const char         *text);

G_END_DECLS
