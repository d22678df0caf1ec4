/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-resident-table.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* Takes a person's data by hand: of somebody who is not in the resident list (a newborn, a guest, a walk-in), or corrections. */
#define MH_TYPE_PERSON_FORM (mh_person_form_get_type ())
G_DECLARE_FINAL_TYPE (MhPersonForm, mh_person_form, MH, PERSON_FORM, AdwWindow)

/* Adds somebody. */
void mh_person_form_add         (GtkWidget        *parent,
                                 MhUiContext      *context);
/* Adds a child to the household of @mother, who answers for it. @child: what it takes over, of mh_people_newborn_template(); copied */
void mh_person_form_add_newborn (GtkWidget        *parent,
                                 MhUiContext      *context,
                                 const MhResident *child,
                                 gint64            mother);
/* Corrects @resident as it is shown now; nothing of it may be hidden. */
void mh_person_form_correct     (GtkWidget        *parent,
                                 MhUiContext      *context,
                                 const MhResident *resident);

G_END_DECLS
