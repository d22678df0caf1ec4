/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-ctl.h"
#include "mh-people.h"

G_BEGIN_DECLS

/* What a list shows of a person, into the open object. */
void     mh_ctl_add_person (MhCtlCall       *call,
                            const MhPerson  *person);
/* A list of register numbers and names. @residents: (element-type gint64) */
gboolean mh_ctl_add_names  (MhCtlCall       *call,
                            const MhDesk    *desk,
                            const char      *member,
                            const GArray    *residents,
                            GError         **error);

const char *mh_ctl_name_reach (MhReach reach);

G_END_DECLS
