/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/* A Japanese era since 1868. The years of an era count from 1 in the year of its first day. */
typedef struct {
  char   name[8];     /* 昭和 */
  char   initial[4];  /* 昭 */
  char   letter;      /* S */
  MhDate first;
} MhEra;

enum {
  MH_ERA_MEIJI,
  MH_ERA_TAISHO,
  MH_ERA_SHOWA,
  MH_ERA_HEISEI,
  MH_ERA_REIWA,
  MH_N_ERAS
};

const MhEra *mh_era_get (guint  number);  /* MH_ERA_MEIJI … */
const MhEra *mh_era_of  (MhDate date);

G_END_DECLS
