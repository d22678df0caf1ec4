/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-button"

#include "mh-box-button.h"

#include <glib/gi18n-lib.h>

#include "mh-box-window.h"
#include "mh-box.h"

#define MARGIN 10

static gpointer
find_pairing (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  return mh_box_get_pairing (desk, error);
}

static void
pairing_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GtkWidget) button = user_data;
  g_autoptr (MhBoxPairing) pairing = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  gtk_widget_set_visible (button, pairing != NULL && pairing->role != MH_BOX_ROLE_NONE);
}

static void
context_changed_cb (GtkWidget   *button,
                    MhUiContext *context)
{
  mh_ui_context_read_async (context, find_pairing, NULL, NULL, (GDestroyNotify) mh_box_pairing_free, NULL, pairing_found_cb,
                            g_object_ref (button));
}

static void
button_clicked_cb (GtkWidget   *button,
                   MhUiContext *context)
{
  gtk_window_present (GTK_WINDOW (mh_box_window_new (button, context)));
}

/**
 * mh_box_button_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the button, hidden where the town has one computer
 */
GtkWidget *
mh_box_button_new (MhUiContext *context)
{
  GtkWidget *button;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  button = gtk_button_new_with_mnemonic (_("_Boxes …"));
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_set_margin_start (button, MARGIN);
  gtk_widget_set_margin_end (button, MARGIN);
  gtk_widget_set_margin_top (button, MARGIN);
  gtk_widget_set_margin_bottom (button, MARGIN);
  g_signal_connect_object (button, "clicked", G_CALLBACK (button_clicked_cb), context, 0);
  g_signal_connect_object (context, "changed", G_CALLBACK (context_changed_cb), button, G_CONNECT_SWAPPED);
  context_changed_cb (button, context);

  return button;
}
