/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

#include "mh-people-query.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPeopleModel:
 *
 * A #GListModel of #MhPersonItem that knows how many people a search finds and reads rows only when somebody looks at them, a page at a time,
 * beside the main thread; so it takes as little memory for 100,000 people as for 100. A row is there at once and is filled when its page has come.
 *
 * A row is the same object as long as its position is there, whoever stands in it: another answer changes rows in place.
 *
 * Signals: "turning" (gboolean other) before rows show other people than those that stand in them, @other: because something else was
 * asked; "searched" when an answer to a search has come, "failed" (GError) when one could not be had.
 */
#define MH_TYPE_PEOPLE_MODEL (mh_people_model_get_type ())
G_DECLARE_FINAL_TYPE (MhPeopleModel, mh_people_model, MH, PEOPLE_MODEL, GObject)

MhPeopleModel *mh_people_model_new          (MhUiContext         *context);
/* An answer to an older question is dropped. */
void           mh_people_model_ask          (MhPeopleModel       *self,
                                             const MhPeopleQuery *query);
/* The same filters and order with another text. */
void           mh_people_model_search       (MhPeopleModel       *self,
                                             const char          *text);
/* Asks the same again. Where the same people are found, rows are renewed in place and the list does not move. */
void           mh_people_model_reload       (MhPeopleModel       *self);
const MhPeopleQuery *mh_people_model_get_query (MhPeopleModel    *self);
/* Where @id stands, G_MAXUINT when that is not among the first. */
guint          mh_people_model_find         (MhPeopleModel       *self,
                                             gint64               id);
gboolean       mh_people_model_is_searching (MhPeopleModel       *self);

G_END_DECLS
