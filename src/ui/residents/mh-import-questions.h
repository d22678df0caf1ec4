/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

#include "mh-import-steps.h"

G_BEGIN_DECLS

/**
 * MhImportQuestions:
 *
 * What is asked once about a file: of what day it is, and what its codes mean.
 *
 * Signals: "changed": something was answered; "day-changed": another day stands there; "ask-again": the answers of last time are to be
 * forgotten.
 */
#define MH_TYPE_IMPORT_QUESTIONS (mh_import_questions_get_type ())
G_DECLARE_FINAL_TYPE (MhImportQuestions, mh_import_questions, MH, IMPORT_QUESTIONS, GtkWidget)

/* @answers: belongs to the caller, is kept and follows what is chosen. */
void     mh_import_questions_set_people  (MhImportQuestions  *self,
                                          MhImportPeople     *people,
                                          MhImportAnswers    *answers,
                                          gboolean            from_last_time);
void     mh_import_questions_clear       (MhImportQuestions  *self);
void     mh_import_questions_set_day     (MhImportQuestions  *self,
                                          MhDate              day,
                                          MhDate              today,
                                          gboolean            from_file);
MhDate   mh_import_questions_get_day     (MhImportQuestions  *self);
/* @text (nullable) */
void     mh_import_questions_set_warning (MhImportQuestions  *self,
                                          const char         *text);
/* Whether there is a day, and every question is answered. */
gboolean mh_import_questions_is_complete (MhImportQuestions  *self);

G_END_DECLS
