/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-programme-table.h"

G_BEGIN_DECLS

/* The rows of a programme's rules that are made by code: who may come, places, the order of the waiting list. */
typedef struct _MhProgrammeForm MhProgrammeForm;

MhProgrammeForm *mh_programme_form_new   (AdwPreferencesGroup   *who,
                                          AdwPreferencesGroup   *places,
                                          AdwPreferencesGroup   *free_places,
                                          GCallback              changed,
                                          gpointer               owner);
void             mh_programme_form_free  (MhProgrammeForm       *form);
void             mh_programme_form_set   (MhProgrammeForm       *form,
                                          const MhProgramme     *programme);
void             mh_programme_form_read  (MhProgrammeForm       *form,
                                          MhProgramme           *programme);

G_END_DECLS
