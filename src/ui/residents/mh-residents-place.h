/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-place.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* 住民: the list of residents, and a person's page. */
#define MH_TYPE_RESIDENTS_PLACE (mh_residents_place_get_type ())
G_DECLARE_FINAL_TYPE (MhResidentsPlace, mh_residents_place, MH, RESIDENTS_PLACE, GtkWidget)

GtkWidget *mh_residents_place_new (MhUiContext *context);

G_END_DECLS
