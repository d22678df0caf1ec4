/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-people.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPersonSection:
 *
 * A part of a person's page: a heading with rows below it. A section is a class of its own in a file of its own; the page lists the classes.
 *
 * Signal "changed": an act of the section has changed the person; the page reads again.
 */
#define MH_TYPE_PERSON_SECTION (mh_person_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (MhPersonSection, mh_person_section, MH, PERSON_SECTION, AdwPreferencesGroup)

struct _MhPersonSectionClass
{
  AdwPreferencesGroupClass parent_class;

  /* On a worker, together with the other sections of the page: what @person does not hold already. It must not write and knows no widget.
   * (nullable): the section shows what @person holds. Returns: %NULL for an error only. */
  gpointer (*read)          (const MhDesk    *desk,
                             const MhPerson  *person,
                             GError         **error);
  GDestroyNotify free_data;

  /* On the main thread. The rows of before are gone; @data is what read() returned and only borrowed. */
  void     (*show)          (MhPersonSection *self,
                             const MhPerson  *person,
                             gpointer         data);
  /* (nullable): the page shows nobody any more; what stands outside of rows is to go. */
  void     (*forget)        (MhPersonSection *self);
};

/* For the page. */
void         mh_person_section_set_context (MhPersonSection *self,
                                            MhUiContext     *context);
void         mh_person_section_show        (MhPersonSection *self,
                                            const MhPerson  *person,
                                            gpointer         data);
void         mh_person_section_clear       (MhPersonSection *self);
void         mh_person_section_forget      (MhPersonSection *self);

/* For the sections. */
MhUiContext *mh_person_section_get_context (MhPersonSection *self);
/* Whom it shows, 0 for nobody. */
gint64       mh_person_section_get_id      (MhPersonSection *self);
/* @row is removed when another person or state is shown. */
void         mh_person_section_add_row     (MhPersonSection *self,
                                            GtkWidget       *row);
/* A row of two texts, none of them markup; @subtitle (nullable). Returns: (transfer none): the AdwActionRow */
GtkWidget   *mh_person_section_add_text    (MhPersonSection *self,
                                            const char      *title,
                                            const char      *subtitle);
/* A sentence below the heading, such as that there is nothing; (nullable). */
void         mh_person_section_set_note    (MhPersonSection *self,
                                            const char      *note);
/* A button beside the heading that runs @action. Returns: (transfer none): the button */
GtkWidget   *mh_person_section_add_button  (MhPersonSection *self,
                                            const char      *label,
                                            const char      *action,
                                            const char      *tooltip);
void         mh_person_section_emit_changed (MhPersonSection *self);
/* Runs an act of the section: @work returns its id as a newly allocated gint64, %NULL for an error. Then the toast says @done with undo,
 * and "changed" is emitted; a failure is told under @failed. */
void         mh_person_section_run         (MhPersonSection *self,
                                            MhUiWork         work,
                                            gpointer         input,
                                            GDestroyNotify   free_input,
                                            const char      *done,
                                            const char      *failed);
/* For @work: the newest act about @resident, to be returned. */
gpointer     mh_person_dup_act             (const MhDesk    *desk,
                                            gint64           resident);
/* Whether what tells where the person lives, and with whom, must stay unseen. */
gboolean     mh_person_is_hidden           (const MhPerson  *person);

/* Rows of two texts, read on a worker. */
typedef struct {
  char *title;
  char *subtitle;
} MhPersonLine;

GPtrArray   *mh_person_lines_new           (void);
/* Takes both texts. */
void         mh_person_lines_add           (GPtrArray       *lines,
                                            char            *title,
                                            char            *subtitle);
void         mh_person_section_add_lines   (MhPersonSection *self,
                                            GPtrArray       *lines,
                                            const char      *when_empty);

G_END_DECLS
