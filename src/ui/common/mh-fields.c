/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-fields"

#include "mh-fields.h"

#include <adwaita.h>

static void
entered_cb (GtkWidget *field)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (field)), GTK_DIR_TAB_FORWARD);
}

/**
 * mh_fields_set_problem:
 * @field: an editable of a form
 * @text: (nullable): what is wrong with it, a sentence; %NULL for nothing
 *
 * The sentence is what screen readers say of the text inside, which has the focus.
 */
void
mh_fields_set_problem (GtkWidget  *field,
                       const char *text)
{
  GtkEditable *inside;

  g_return_if_fail (GTK_IS_EDITABLE (field));

  inside = gtk_editable_get_delegate (GTK_EDITABLE (field));
  if (inside == NULL)
    inside = GTK_EDITABLE (field);

  if (text != NULL)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");

  gtk_accessible_update_state (GTK_ACCESSIBLE (inside), GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inside), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

/**
 * mh_fields_go_on:
 * @form: a window or a part of it whose rows are there
 *
 * In a row that activates the default button, the last one of a form, Enter does that. An input method that composes takes Enter for itself, so this comes only when the text stands.
 */
void
mh_fields_go_on (GtkWidget *form)
{
  g_return_if_fail (GTK_IS_WIDGET (form));

  if (ADW_IS_ENTRY_ROW (form)) {
    if (!adw_entry_row_get_activates_default (ADW_ENTRY_ROW (form)))
      g_signal_connect (form, "entry-activated", G_CALLBACK (entered_cb), NULL);
    return;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (form); child != NULL; child = gtk_widget_get_next_sibling (child))
    mh_fields_go_on (child);
}
