/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>

#include "mh-desk.h"
#include "mh-dose.h"
#include "mh-item-table.h"
#include "mh-programme-table.h"

G_BEGIN_DECLS

/* A programme with everything that belongs to its rules. */
typedef struct {
  MhProgramme *programme;
  GArray      *dose_rules;  /* (element-type MhDoseRule) */
  GPtrArray   *items;       /* (element-type MhItem) in their order */
} MhProgrammeSpec;

MhProgrammeSpec *mh_programme_spec_new    (void);
void             mh_programme_spec_free   (MhProgrammeSpec        *spec);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhProgrammeSpec, mh_programme_spec_free)

MhProgrammeSpec *mh_programmes_load       (const MhDesk           *desk,
                                           gint64                  id,
                                           GError                **error);
/* Whether it can be kept: MH_ERROR_INVALID with a sentence that says what to correct. */
gboolean         mh_programmes_check      (const MhProgrammeSpec  *spec,
                                           GError                **error);
/* Acts. */
gint64           mh_programmes_add        (const MhDesk           *desk,
                                           const MhProgrammeSpec  *spec,
                                           GError                **error);
gboolean         mh_programmes_edit       (const MhDesk           *desk,
                                           const MhProgrammeSpec  *spec,     /* by the id of its programme */
                                           gint64                 *out_act,
                                           GError                **error);
gint64           mh_programmes_copy       (const MhDesk           *desk,
                                           gint64                  id,
                                           const char             *name,     /* (nullable): the name with the next year */
                                           GError                **error);
/* How many of @slot may have the item named @item; -1: as many as the slot has places. An act. */
gboolean         mh_programmes_set_item_places (const MhDesk      *desk,
                                           gint64                  slot,
                                           const char             *item,
                                           int                     places,
                                           GError                **error);
/* "インフルエンザ 令和8年度": the same with 令和9年度; %NULL where no year stands in it. */
char            *mh_programmes_next_name  (const char             *name);

/* What data/schema/programme.json describes. Members that are given replace those of @spec; each is checked with a sentence that names it. */
gboolean         mh_programmes_read_json  (MhProgrammeSpec        *spec,
                                           JsonNode               *node,
                                           GError                **error);
JsonNode        *mh_programmes_write_json (const MhProgrammeSpec  *spec);

G_END_DECLS
