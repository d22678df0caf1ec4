/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-date.h"

G_BEGIN_DECLS

/* When and where a waiting unit can come. What is said goes together: mornings on Tuesdays at one venue. What is not said does not matter.
 * As text: "any", or parts set apart by a semicolon: am, pm, days such as 2026-11-05,2026-11-06, weekdays=tue,thu, venue=NAME (several times),
 * from=09:30, until=15:00. */
typedef struct {
  gboolean   am;         /* starts before noon */
  gboolean   pm;
  guint      weekdays;   /* bit 1 << 0 is Sunday; 0: all */
  GPtrArray *dates;      /* (owned) (element-type utf8) ISO; empty: all */
  GPtrArray *venues;     /* (owned) (element-type utf8) empty: all */
  int        from_min;   /* starts at or after, minutes from 0:00; -1: not said */
  int        until_min;  /* starts at or before; -1: not said */
} MhWish;

MhWish   *mh_wish_new       (void);
void      mh_wish_free      (MhWish      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhWish, mh_wish_free)

/* @text: (nullable): NULL and "" are "any". Returns: (transfer full): MH_ERROR_INVALID where it cannot be read */
MhWish   *mh_wish_parse     (const char   *text,
                             GError      **error);
char     *mh_wish_to_text   (const MhWish *self);
gboolean  mh_wish_matches   (const MhWish *self,
                             MhDate        date,
                             int           start_min,
                             const char   *venue);

/* Returns: (transfer full): the checked form as stored */
char     *mh_wish_normalize (const char   *text,
                             GError      **error);
/* A stored wish. What cannot be read any more fits nowhere. */
gboolean  mh_wish_fits      (const char   *text,
                             MhDate        date,
                             int           start_min,
                             const char   *venue);
/* Returns: (transfer full): a stored wish in words, for the screen */
char     *mh_wish_describe  (const char   *text);

G_END_DECLS
