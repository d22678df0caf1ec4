/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-look"

#include "mh-test-look.h"

#include <string.h>

#define TRIES 400

static GtkWidget *
find_window (const char *type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next) {
    if (strcmp (G_OBJECT_TYPE_NAME (link->data), type) == 0)
      return link->data;
  }

  return NULL;
}

static GtkWidget *
find_child (GtkWidget  *widget,
            const char *type,
            guint      *nth)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;

  if (strcmp (G_OBJECT_TYPE_NAME (widget), type) == 0 && (*nth)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type, nth);

  return found;
}

static gboolean
press (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0 && gtk_widget_get_mapped (widget) &&
      gtk_widget_is_sensitive (widget)) {
    g_signal_emit_by_name (widget, "clicked");
    return TRUE;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (press (child, text))
      return TRUE;
  }

  return FALSE;
}

gboolean
mh_test_shows (GtkWidget  *widget,
               const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (mh_test_shows (child, text))
      return TRUE;
  }

  return FALSE;
}

gboolean
mh_test_comes_to_show (GtkWidget  *widget,
                       const char *text)
{
  for (int i = 0; i < TRIES && !mh_test_shows (widget, text); i++)
    mh_test_settle ();

  return mh_test_shows (widget, text);
}

gboolean
mh_test_press (GtkWidget  *widget,
               const char *text)
{
  for (int i = 0; i < TRIES; i++) {
    if (press (widget, text))
      return TRUE;

    mh_test_settle ();
  }

  return FALSE;
}

GtkWidget *
mh_test_await_window (const char *type)
{
  for (int i = 0; i < TRIES && find_window (type) == NULL; i++)
    mh_test_settle ();

  return find_window (type);
}

gboolean
mh_test_closes (const char *type)
{
  for (int i = 0; i < TRIES && find_window (type) != NULL; i++)
    mh_test_settle ();

  return find_window (type) == NULL;
}

GtkWidget *
mh_test_await_child (GtkWidget  *widget,
                     const char *type,
                     guint       nth)
{
  for (int i = 0; i < TRIES; i++) {
    guint left = nth;
    GtkWidget *found = find_child (widget, type, &left);

    if (found != NULL)
      return found;

    mh_test_settle ();
  }

  return NULL;
}

gboolean
mh_test_comes_to_count (MhTestDesk *desk,
                        const char *sql,
                        gint64      n)
{
  for (int i = 0; i < TRIES && mh_test_town_count (desk->town, sql) != n; i++)
    mh_test_settle ();

  return mh_test_town_count (desk->town, sql) == n;
}
