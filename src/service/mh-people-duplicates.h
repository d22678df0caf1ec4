/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-people.h"

G_BEGIN_DECLS

/* Why two people may be one. All of them have the same day of birth. */
typedef enum {
  MH_DUPLICATE_KANA  = 1 << 0,   /* the same reading, as search compares it */
  MH_DUPLICATE_NAME  = 1 << 1,   /* the same name, kanji variants apart */
  MH_DUPLICATE_PHONE = 1 << 2,   /* one telephone number; never of a protected person */
  MH_DUPLICATE_NEAR  = 1 << 3,   /* one character of reading or name is another, is missing or is too much */
} MhDuplicateReasons;

typedef struct {
  gint64             a;    /* the lower id */
  gint64             b;
  MhDuplicateReasons reasons;
} MhDuplicate;

/* (element-type MhDuplicate) the most alike first; without those of whom it was said that they are two. Reads only. */
GArray     *mh_people_find_duplicates   (const MhDesk       *desk,
                                         GError            **error);
/* 「別の人」: the two are not asked about again. An act. */
gboolean    mh_people_part_duplicates   (const MhDesk       *desk,
                                         gint64              a,
                                         gint64              b,
                                         GError            **error);
/* "same reading, same telephone number": translated */
char       *mh_people_duplicate_reasons (MhDuplicateReasons  reasons);

G_END_DECLS
