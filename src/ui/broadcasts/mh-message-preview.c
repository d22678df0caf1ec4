/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-message-preview"

#include "mh-message-preview.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"

struct _MhMessagePreview
{
  AdwBin           parent_instance;

  GtkLabel        *title;
  GtkToggleButton *line;
  GtkToggleButton *sms;
  GtkLabel        *bubble;
  GtkLabel        *buttons;       /* of a card */
  GtkLabel        *measure;
  GtkLabel        *refused;

  char            *line_measure;  /* (nullable) (owned) */
  char            *sms_measure;   /* (nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (MhMessagePreview, mh_message_preview, ADW_TYPE_BIN)

static void
show_way (MhMessagePreview *self)
{
  gboolean by_sms = gtk_toggle_button_get_active (self->sms);
  const char *measure = by_sms ? self->sms_measure : self->line_measure;

  if (by_sms)
    gtk_widget_add_css_class (GTK_WIDGET (self->bubble), "mh-bubble-sms");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->bubble), "mh-bubble-sms");
  gtk_label_set_label (self->measure, measure != NULL ? measure : "");
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), !by_sms && *gtk_label_get_label (self->buttons) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->refused), by_sms && *gtk_label_get_label (self->refused) != '\0');
}

static void
way_toggled_cb (MhMessagePreview *self)
{
  show_way (self);
}

static GtkToggleButton *
add_way (GtkWidget       *box,
         const char      *words,
         const char      *name,
         GtkToggleButton *group)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (words);

  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), button);

  return GTK_TOGGLE_BUTTON (button);
}

static GtkWidget *
make_head (MhMessagePreview *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *ways = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->title = mh_allot_add_label (GTK_BOX (head), NULL, "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (ways, "linked");
  gtk_widget_set_valign (ways, GTK_ALIGN_CENTER);
  self->line = add_way (ways, "LINE", _("As it looks in LINE"), NULL);
  self->sms = add_way (ways, "SMS", _("As it looks as an SMS"), self->line);
  gtk_toggle_button_set_active (self->line, TRUE);
  g_signal_connect_swapped (self->sms, "toggled", G_CALLBACK (way_toggled_cb), self);
  gtk_box_append (GTK_BOX (head), ways);

  return head;
}

static void
mh_message_preview_finalize (GObject *object)
{
  MhMessagePreview *self = MH_MESSAGE_PREVIEW (object);

  g_free (self->line_measure);
  g_free (self->sms_measure);

  G_OBJECT_CLASS (mh_message_preview_parent_class)->finalize (object);
}

static void
mh_message_preview_class_init (MhMessagePreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_message_preview_finalize;
}

static void
mh_message_preview_init (MhMessagePreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), make_head (self));
  self->bubble = mh_allot_add_label (GTK_BOX (box), NULL, "mh-bubble");
  gtk_label_set_selectable (self->bubble, TRUE);
  self->buttons = mh_allot_add_label (GTK_BOX (box), NULL, "mh-details");
  self->measure = mh_allot_add_label (GTK_BOX (box), NULL, "mh-details");
  self->refused = mh_allot_add_label (GTK_BOX (box), NULL, "error");
  adw_bin_set_child (ADW_BIN (self), box);
  mh_message_preview_show (self, NULL);
}

/**
 * mh_message_preview_new:
 *
 * Returns: (transfer floating): a preview that shows nothing
 */
GtkWidget *
mh_message_preview_new (void)
{
  return g_object_new (MH_TYPE_MESSAGE_PREVIEW, NULL);
}

/**
 * mh_message_preview_show:
 * @self: the preview
 * @outlook: (nullable): what a draft comes to
 *
 * Shows the sample of the outlook, or nothing when it has none.
 */
void
mh_message_preview_show (MhMessagePreview         *self,
                         const MhBroadcastOutlook *outlook)
{
  gboolean some = outlook != NULL && outlook->sample != NULL;
  g_autofree char *refused = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (MH_IS_MESSAGE_PREVIEW (self));

  g_clear_pointer (&self->line_measure, g_free);
  g_clear_pointer (&self->sms_measure, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), some);
  if (!some)
    return;

  /* Translators: a person's name */
  title = g_strdup_printf (_("As %s reads it"), outlook->sample_name);
  self->line_measure = mh_broadcast_outlook_write_line_measure (outlook);
  self->sms_measure = mh_broadcast_outlook_write_measure (outlook);
  if (outlook->measure.refused != NULL)
    refused = g_strdup_printf ("%s %s", _("An SMS cannot carry these characters, please write them otherwise:"), outlook->measure.refused);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->bubble, outlook->sample);
  gtk_label_set_label (self->buttons, outlook->buttons != NULL ? outlook->buttons : "");
  gtk_label_set_label (self->refused, refused != NULL ? refused : "");
  show_way (self);
}
