/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-districts-group"

#include "mh-districts-group.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-dialogs.h"
#include "mh-people.h"
#include "mh-window.h"

struct _MhDistrictsGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget          *rows[MH_PEOPLE_N_DISTRICTS];  /* (unowned) */
  MhUiContext        *context;                      /* (owned) (nullable) */
};

typedef struct {
  char *key;
  char *name;
} Change;

static const char * const titles[MH_PEOPLE_N_DISTRICTS] = {
  N_("First kind of district"), N_("Second kind of district"), N_("Third kind of district"),
};

G_DEFINE_FINAL_TYPE (MhDistrictsGroup, mh_districts_group, ADW_TYPE_PREFERENCES_GROUP)

static void
change_free (Change *change)
{
  g_free (change->key);
  g_free (change->name);
  g_free (change);
}

static gpointer
read_names (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  return mh_people_district_names (desk, error);
}

static void
names_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhDistrictsGroup) self = user_data;
  g_auto (GStrv) names = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  for (guint i = 0; names != NULL && self->context != NULL && i < MH_PEOPLE_N_DISTRICTS; i++)
    gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), names[i]);
}

static gpointer
write_name (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Change *change = input;

  return GINT_TO_POINTER (mh_config_set (desk, change->key, change->name, error));
}

static void
name_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MhDistrictsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error) == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The name was not changed"), error);
  else if (window != NULL)
    mh_window_show_toast (window, _("The name of the district is changed"), 0);
}

static void
name_applied_cb (AdwEntryRow      *row,
                 MhDistrictsGroup *self)
{
  Change *change = g_new0 (Change, 1);
  int number = 1;

  while (number < MH_PEOPLE_N_DISTRICTS && self->rows[number - 1] != GTK_WIDGET (row))
    number++;

  change->key = g_strdup_printf ("district.%d.name", number);
  change->name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  mh_ui_context_run_async (self->context, write_name, change, (GDestroyNotify) change_free, NULL, NULL, name_written_cb,
                           g_object_ref (self));
}

static void
mh_districts_group_dispose (GObject *object)
{
  g_clear_object (&MH_DISTRICTS_GROUP (object)->context);

  G_OBJECT_CLASS (mh_districts_group_parent_class)->dispose (object);
}

static void
mh_districts_group_class_init (MhDistrictsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_districts_group_dispose;
}

static void
mh_districts_group_init (MhDistrictsGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _("Districts"));
  adw_preferences_group_set_description (group, _("What the town calls its kinds of districts. So they are called on a person’s page."));
  for (guint i = 0; i < MH_PEOPLE_N_DISTRICTS; i++) {
    self->rows[i] = adw_entry_row_new ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _(titles[i]));
    adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->rows[i]), TRUE);
    adw_preferences_group_add (group, self->rows[i]);
    g_signal_connect_object (self->rows[i], "apply", G_CALLBACK (name_applied_cb), self, G_CONNECT_DEFAULT);
  }
}

/**
 * mh_districts_group_set_context:
 * @self: the group
 * @context: the open town
 *
 * Reads and shows the names.
 */
void
mh_districts_group_set_context (MhDistrictsGroup *self,
                                MhUiContext      *context)
{
  g_return_if_fail (MH_IS_DISTRICTS_GROUP (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
  mh_ui_context_read_async (context, read_names, NULL, NULL, (GDestroyNotify) g_strfreev, NULL, names_read_cb, g_object_ref (self));
}
