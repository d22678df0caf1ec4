/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"
#include "mh-db.h"

G_BEGIN_DECLS

/* What two people are compared by. Neither is merged into somebody. */
typedef struct {
  gint64 id;
  char  *name_fold;
  char  *kana_fold;
} MhDuplicateKey;

void       mh_duplicate_key_free         (MhDuplicateKey *key);

/* Called with those who were born on one day, two at least. Returns: whether to go on */
typedef gboolean (*MhDuplicateGroupFunc) (GPtrArray      *keys,   /* (element-type MhDuplicateKey) */
                                          gpointer        user_data);

gboolean   mh_duplicate_table_each_birth (MhDb                 *db,
                                          MhDuplicateGroupFunc  func,
                                          gpointer              user_data,
                                          GError              **error);
/* Called with two of one telephone number and one birth date, the lower id first. */
typedef void (*MhDuplicatePairFunc)      (gint64          a,
                                          gint64          b,
                                          gpointer        user_data);

/* Pairs with one telephone number in common; who is protected on @day is left out. */
gboolean   mh_duplicate_table_each_phone (MhDb                 *db,
                                          MhDate                day,
                                          MhDuplicatePairFunc   func,
                                          gpointer              user_data,
                                          GError              **error);
/* The pairs that are two people for certain. */
gboolean   mh_duplicate_table_each_other (MhDb                 *db,
                                          MhDuplicatePairFunc   func,
                                          gpointer              user_data,
                                          GError              **error);
/* Inside an act: @a and @b are two people. */
gboolean   mh_duplicate_table_part       (MhDb                 *db,
                                          gint64                a,
                                          gint64                b,
                                          GError              **error);
/* The person whom @id stands for: who it was merged into, or @id itself. */
gboolean   mh_duplicate_table_follow     (MhDb                 *db,
                                          gint64                id,
                                          gint64               *out_id,
                                          GError              **error);

G_END_DECLS
