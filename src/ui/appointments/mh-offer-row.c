/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-offer-row"

#include "mh-offer-row.h"

#include <glib/gi18n-lib.h>

#include "mh-countdown.h"
#include "mh-id-row.h"
#include "mh-wording.h"

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);

  return label;
}

static char *
write_looks (const MhOfferView *offer)
{
  g_autoptr (GString) looks = g_string_new (NULL);

  g_string_append_printf (looks, "%s: %s", offer->names, mh_wording_offer_state (offer->state));
  if (offer->bond != NULL)
    g_string_append_printf (looks, "\n%s", offer->bond);
  for (guint i = 0; i < offer->messages->len; i++)
    g_string_append_printf (looks, "\n%s", ((MhMessageView *) g_ptr_array_index (offer->messages, i))->text);

  return g_string_free (g_steal_pointer (&looks), FALSE);
}

static GtkWidget *
make_button (const char *label,
             const char *name,
             const char *action,
             gint64      offer)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", offer);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

static GtkWidget *
make_buttons (const MhOfferView *offer)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *yes;
  GtkWidget *no;
  g_autofree char *yes_name = g_strdup_printf (_("%s accepts (told by telephone)"), offer->names);
  g_autofree char *no_name = g_strdup_printf (_("%s declines"), offer->names);

  yes = make_button (_("Accepts (by telephone)"), yes_name, "day.accept", offer->id);
  no = make_button (_("Declines"), no_name, "day.decline", offer->id);
  gtk_widget_add_css_class (yes, "suggested-action");
  gtk_box_append (GTK_BOX (box), yes);
  gtk_box_append (GTK_BOX (box), no);

  return box;
}

/* Folded, so that several offers can be seen at once. */
static GtkWidget *
make_script (const char *script,
             gboolean    by_hand)
{
  GtkWidget *expander = gtk_expander_new (by_hand ? _("Please call. What to say:") : _("If you call: what to say"));
  GtkWidget *words = make_label (script, "mh-script");

  gtk_label_set_selectable (GTK_LABEL (words), TRUE);
  gtk_expander_set_child (GTK_EXPANDER (expander), words);

  return expander;
}

/**
 * mh_offer_row_new:
 * @offer: the offer; not kept
 * @clock: what its countdown goes by
 * @over: called when its time is over
 * @user_data: an object, for @over
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
mh_offer_row_new (const MhOfferView *offer,
                  MhClock           *clock,
                  GCallback          over,
                  gpointer           user_data)
{
  g_autofree char *looks = write_looks (offer);
  gboolean open = g_str_equal (offer->state, "open");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = make_label (offer->names, "mh-name");

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), make_label (mh_wording_offer_state (offer->state), open ? "mh-room" : "dim-label"));
  gtk_box_append (GTK_BOX (box), line);
  if (offer->bond != NULL)
    gtk_box_append (GTK_BOX (box), make_label (offer->bond, "mh-details"));

  for (guint i = 0; i < offer->messages->len; i++)
    gtk_box_append (GTK_BOX (box), make_label (((MhMessageView *) g_ptr_array_index (offer->messages, i))->text, "mh-details"));

  if (open) {
    GtkWidget *countdown = mh_countdown_new (_("%s left to answer"), _("The time to answer is over."));

    g_signal_connect_object (countdown, "over", over, user_data, G_CONNECT_DEFAULT);
    mh_countdown_set (MH_COUNTDOWN (countdown), clock, offer->deadline_at);
    gtk_box_append (GTK_BOX (box), countdown);
    if (offer->script != NULL)
      gtk_box_append (GTK_BOX (box), make_script (offer->script, offer->by_hand));
    gtk_box_append (GTK_BOX (box), make_buttons (offer));
  }

  return mh_id_row_new (offer->id, looks, box);
}
