/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-random.h"

G_BEGIN_DECLS

typedef struct {
  const char *text;
  const char *kana;
} MhPracticeName;

const MhPracticeName *mh_practice_draw_surname     (MhRandom *random);
const MhPracticeName *mh_practice_get_rare_surname (guint     i);
const MhPracticeName *mh_practice_draw_given       (MhRandom *random,
                                                    gboolean  is_woman,
                                                    int       birth_year);

G_END_DECLS
