/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-log-windows"

#include <adwaita.h>

#include "mh-audit.h"
#include "mh-log-window.h"
#include "mh-loss-window.h"
#include "mh-pin-dialog.h"
#include "mh-retention-window.h"
#include "mh-retention.h"
#include "mh-test-desk.h"
#include "mh-ui.h"
#include "mh-window.h"

typedef GtkWidget *(*Maker) (GtkWidget   *parent,
                             MhUiContext *context);

static GtkWidget *
make_log (GtkWidget   *parent,
          MhUiContext *context)
{
  return mh_log_window_new (parent, context, 0);
}

static GtkWidget *
make_log_of_one (GtkWidget   *parent,
                 MhUiContext *context)
{
  return mh_log_window_new (parent, context, 1);
}

static GtkWidget *
make_pin (GtkWidget   *parent,
          MhUiContext *context)
{
  return mh_pin_dialog_new (parent, context, 1, TRUE);
}

typedef struct {
  const char *what;
  Maker       make;
  const char *action;  /* (nullable): done in the window */
} Case;

static const Case cases[] = {
  { "log", make_log, NULL },
  { "log of one person", make_log_of_one, NULL },
  { "lost papers", mh_loss_window_new, NULL },
  { "retention", mh_retention_window_new, NULL },
  { "retention, the list", mh_retention_window_new, "retention.list" },
  { "PIN", make_pin, NULL },
};

/* Warnings are fatal, so a wrong id, property or child ends the test; so does whatever still holds the town at the end. */
static void
test_window (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (MhTestDesk) desk = mh_test_desk_new (5);
  MhWindow *window = mh_window_new (NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *shown;

  mh_retention_set (&desk->town->desk, "people-dead", 5, &error);
  mh_test_town_set_status (desk->town, 1, "dead", "2020-03-31");
  mh_audit_note (desk->town->db, 1, "佐藤", "list.export", "{\"columns\":[\"name\"]}", NULL, &error);
  g_assert_no_error (error);
  mh_window_set_context (window, desk->context);
  gtk_window_present (GTK_WINDOW (window));
  shown = one->make (GTK_WIDGET (window), desk->context);
  gtk_window_present (GTK_WINDOW (shown));
  mh_test_settle ();
  if (one->action != NULL)
    gtk_widget_activate_action (shown, one->action, NULL);
  mh_test_settle ();

  gtk_window_destroy (GTK_WINDOW (shown));
  gtk_window_destroy (GTK_WINDOW (window));
  mh_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  mh_ui_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/log-windows/", cases[i].what, NULL);

    g_test_add_data_func (path, &cases[i], test_window);
  }

  return g_test_run ();
}
