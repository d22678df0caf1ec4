/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-welcome-page"

#include "mh-welcome-page.h"

#include <adwaita.h>

struct _MhWelcomePage
{
  GtkWidget    parent_instance;

  /* Template widgets */
  GtkWidget   *practice_button;
  AdwEntryRow *name_row;
  AdwEntryRow *phone_row;
  AdwEntryRow *operator_row;
  GtkWidget   *create_button;
};

enum {
  PRACTICE,
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhWelcomePage, mh_welcome_page, GTK_TYPE_WIDGET)

static void
changed_cb (GtkEditable   *row,
            MhWelcomePage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));

  gtk_widget_set_sensitive (self->create_button, *name != '\0');
}

static void
practice_clicked_cb (GtkButton     *button,
                     MhWelcomePage *self)
{
  g_signal_emit (self, signals[PRACTICE], 0);
}

static void
create_clicked_cb (GtkButton     *button,
                   MhWelcomePage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  g_autofree char *phone = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->phone_row))));
  g_autofree char *who = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->operator_row))));

  g_signal_emit (self, signals[CREATE], 0, name, phone, who);
}

static void
mh_welcome_page_dispose (GObject *object)
{
  MhWelcomePage *self = MH_WELCOME_PAGE (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_WELCOME_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (mh_welcome_page_parent_class)->dispose (object);
}

static void
mh_welcome_page_class_init (MhWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mh_welcome_page_dispose;

  signals[PRACTICE] = g_signal_new ("practice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CREATE] = g_signal_new ("create", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MhWelcomePage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, MhWelcomePage, name_row);
  gtk_widget_class_bind_template_child (widget_class, MhWelcomePage, phone_row);
  gtk_widget_class_bind_template_child (widget_class, MhWelcomePage, operator_row);
  gtk_widget_class_bind_template_child (widget_class, MhWelcomePage, create_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
}

static void
mh_welcome_page_init (MhWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_welcome_page_new:
 *
 * Returns: (transfer floating): the page of the first start
 */
GtkWidget *
mh_welcome_page_new (void)
{
  return g_object_new (MH_TYPE_WELCOME_PAGE, NULL);
}
