/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-people.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPersonItem:
 *
 * A row of the list of residents, as texts: the properties number, name, kana, birth, age, sex, district, household,
 * phone, reach, next (booking) and status. Until it is
 * filled, a row knows its id at most and shows "…" for the name.
 */
#define MH_TYPE_PERSON_ITEM (mh_person_item_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonItem, mh_person_item, MH, PERSON_ITEM, GObject)

MhPersonItem *mh_person_item_new       (gint64          id);
gint64        mh_person_item_get_id    (MhPersonItem   *self);
void          mh_person_item_fill      (MhPersonItem   *self,
                                        MhUiContext    *context,
                                        const MhPerson *person,
                                        MhDate          today);
void          mh_person_item_empty     (MhPersonItem   *self,
                                        gint64          id);
const char   *mh_person_item_get_name  (MhPersonItem   *self);

/* How an automatic notice goes to a person, in words. */
const char   *mh_person_reach_text     (MhReach         reach);

G_END_DECLS
