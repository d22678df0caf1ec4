/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/**
 * MhAgeBasis:
 * @MH_AGE_BASIS_LAW: age on the day. A year is reached at the end of the day before the birthday (年齢計算ニ関スル法律), and
 *   for vaccination both sides hold on that one day (MHLW notice of 2014-03-11)
 * @MH_AGE_BASIS_FISCAL_YEAR: the age reached within the fiscal year of the day (born 4/2 to 4/1)
 * @MH_AGE_BASIS_SCHOOL_YEAR: school cohort of the day, as years since birth at the end of the school year's start
 */
typedef enum {
  MH_AGE_BASIS_LAW,
  MH_AGE_BASIS_FISCAL_YEAR,
  MH_AGE_BASIS_SCHOOL_YEAR,
} MhAgeBasis;

/* Months, so that 6か月以上 and 65歳以上 are one rule. 0 = no limit on that side. */
typedef struct {
  MhAgeBasis basis;
  int        min_months;    /* 以上 */
  int        below_months;  /* 未満 */
} MhAgeRule;

typedef enum {
  MH_AGE_OK,
  MH_AGE_TOO_YOUNG,
  MH_AGE_TOO_OLD,
  MH_AGE_UNKNOWN,  /* no birth date: never eligible without a person looking */
} MhAgeVerdict;

int          mh_age_years             (MhDate           birth,
                                       MhDate           on);  /* law; -1 before birth or unknown */
int          mh_age_fiscal            (MhDate           birth,
                                       MhDate           on);  /* reached by the end of the fiscal year of @on */
int          mh_age_grade             (MhDate           birth,
                                       MhDate           on);  /* 1 = 小1 … 6, 7 = 中1 … 12 = 高3; 0 or less: not yet */
int          mh_fiscal_year           (MhDate           on);
MhAgeVerdict mh_age_rule_check        (const MhAgeRule *rule,
                                       MhDate           birth,
                                       MhDate           on);
/* The birth dates that fit, both inclusive; a side without limit is MH_DATE_NONE. */
void         mh_age_rule_birth_range  (const MhAgeRule *rule,
                                       MhDate           on,
                                       MhDate          *out_oldest,
                                       MhDate          *out_youngest);

G_END_DECLS
