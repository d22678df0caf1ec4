/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-blackout.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhBlackoutForm:
 *
 * One slip as it lies on the table: Enter goes from each question to the next, and enters the slip at the last one.
 */
#define MH_TYPE_BLACKOUT_FORM (mh_blackout_form_get_type ())
G_DECLARE_FINAL_TYPE (MhBlackoutForm, mh_blackout_form, MH, BLACKOUT_FORM, AdwBin)

/* A time or a programme to choose. */
typedef struct {
  gint64  id;
  char   *words;
} MhBlackoutChoice;

void        mh_blackout_choice_free    (MhBlackoutChoice     *choice);

GtkWidget  *mh_blackout_form_new       (MhUiContext          *context);
/* What can be chosen; @next: the number that is missing first, 0: none. Nothing that was typed is lost. */
void        mh_blackout_form_set_pack  (MhBlackoutForm       *self,
                                        const MhBlackoutPack *pack,
                                        GPtrArray            *slots,       /* (element-type MhBlackoutChoice) */
                                        GPtrArray            *programmes,  /* (element-type MhBlackoutChoice) */
                                        int                   next);
/* Shows a slip that does not fit, to be entered again with another person, another time or when it was written. @name: (nullable) */
void        mh_blackout_form_correct   (MhBlackoutForm       *self,
                                        const MhBlackoutSlip *slip,
                                        const char           *name);
/* What stands on the paper for this: "Came" */
const char *mh_blackout_form_word      (const char           *what);

G_END_DECLS
