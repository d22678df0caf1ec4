/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhWordsForm:
 *
 * What is said: taken from saved words or written here, with fields that are filled from each person's own record.
 *
 * Signals: "changed": the words are others; "taken": saved words took their place.
 */
#define MH_TYPE_WORDS_FORM (mh_words_form_get_type ())
G_DECLARE_FINAL_TYPE (MhWordsForm, mh_words_form, MH, WORDS_FORM, AdwBin)

GtkWidget *mh_words_form_new          (void);
/* Without it the form has words only: nothing can be taken from saved ones or saved. */
void       mh_words_form_set_context  (MhWordsForm *self,
                                       MhUiContext *context);
void       mh_words_form_set          (MhWordsForm *self,
                                       gint64       template,
                                       const char  *text,
                                       const char  *easy);
char      *mh_words_form_dup_text     (MhWordsForm *self);
/* Returns: (nullable) (transfer full): %NULL when there is none */
char      *mh_words_form_dup_easy     (MhWordsForm *self);
/* The saved words that were taken, 0 = none. */
gint64     mh_words_form_get_template (MhWordsForm *self);
/* (nullable) of the saved words that were taken */
const char *mh_words_form_get_category (MhWordsForm *self);
const char *mh_words_form_get_name     (MhWordsForm *self);

G_END_DECLS
