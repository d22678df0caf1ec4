/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-group"

#include "mh-broadcast-group.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-deed.h"
#include "mh-dialogs.h"

#define WIDTH_CHARS 7

/* Which row shows which setting, and what it does. A setting that is on or off has a switch. */
static const struct {
  const char *key;
  const char *title;
  const char *meaning;
  gboolean    is_switch;
} settings[] = {
  { "broadcast.open", N_("Broadcasts leave from"), N_("What is let out earlier waits until then. Written as 8:30."), FALSE },
  { "broadcast.close", N_("Broadcasts leave until"), N_("What is left then goes on the next open day. Written as 17:15."), FALSE },
  { "broadcast.working-days", N_("On working days only"), N_("Off: on Saturdays, Sundays and holidays, too"), TRUE },
  { "broadcast.hold-min", N_("Time to take back a small broadcast"), N_("Seconds until the first messages leave"), FALSE },
  { "broadcast.hold-max", N_("Time to take back a broadcast to 1,000 people or more"), N_("Seconds; between small and large it grows with the number"), FALSE },
  { "broadcast.slow-start", N_("Pause after the first five messages"), N_("Seconds. If they go wrong, the others do not leave"), FALSE },
  { "broadcast.count-above", N_("Type the number of people above"), N_("Whoever sends to more people than that types how many they are"), FALSE },
  { "broadcast.second", N_("A second person looks at each broadcast"), N_("Somebody else confirms it with the own PIN"), TRUE },
  { "broadcast.daily-cap", N_("Most broadcasts a person gets on one day"), N_("Who has had so many is left out, with the reason"), FALSE },
  { "broadcast.same-days", N_("The same words to the same person"), N_("Within so many days the program asks whether it is meant"), FALSE },
  { "broadcast.list-days", N_("Age of the resident list"), N_("When it is older than so many days, the program asks before a broadcast"), FALSE },
  { "line.month-limit", N_("LINE messages a month"), N_("As many as the contract has; empty: not known"), FALSE },
  { "sms.first", N_("Characters of one SMS"), N_("By the contract of the SMS service; mostly 70"), FALSE },
  { "sms.step", N_("Characters of each part of a longer SMS"), N_("By the contract; mostly 67"), FALSE },
  { "sms.limit", N_("Longest SMS"), N_("Characters; longer ones are not taken by the service"), FALSE },
  { "sms.yen", N_("Price of one SMS part"), N_("Yen, such as 3.3; 0: not known"), FALSE },
};

struct _MhBroadcastGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget          *controls[G_N_ELEMENTS (settings)];  /* (unowned) an entry or a switch each */

  MhUiContext        *context;  /* (owned) (nullable) */
  GPtrArray          *shown;    /* (owned) (nullable) (element-type utf8) what the rows were filled with */
  gboolean            filling;
};

typedef struct {
  const char *key;    /* static */
  char       *value;  /* (owned) */
} Change;

G_DEFINE_FINAL_TYPE (MhBroadcastGroup, mh_broadcast_group, ADW_TYPE_PREFERENCES_GROUP)

static void
change_free (Change *change)
{
  g_free (change->value);
  g_free (change);
}

/* On a reader. */
static gpointer
read_settings (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    char *value = mh_config_get (desk, settings[i].key, error);

    if (value == NULL)
      return NULL;

    g_ptr_array_add (values, value);
  }

  return g_steal_pointer (&values);
}

static gpointer
write_setting (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Change *change = input;

  return mh_config_set (desk, change->key, change->value, error) ? mh_deed_done (0, mh_ui_find_act_about (desk, 0)) : NULL;
}

/* A row in which somebody types keeps what is typed. */
static gboolean
is_being_typed (MhBroadcastGroup *self,
                guint             number)
{
  return self->shown != NULL &&
         g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->controls[number])), g_ptr_array_index (self->shown, number)) != 0;
}

static void
settings_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MhBroadcastGroup) self = user_data;
  GPtrArray *values = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (values == NULL || self->context == NULL) {
    g_clear_pointer (&values, g_ptr_array_unref);
    return;
  }

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    const char *value = g_ptr_array_index (values, i);

    if (settings[i].is_switch)
      gtk_switch_set_active (GTK_SWITCH (self->controls[i]), g_str_equal (value, "on"));
    else if (!is_being_typed (self, i))
      gtk_editable_set_text (GTK_EDITABLE (self->controls[i]), value);
  }
  self->filling = FALSE;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = values;
}

static void
written_cb (GtkWidget        *widget,
            const MhDeedDone *done,
            const GError     *error,
            gpointer          user_data)
{
  MhBroadcastGroup *self = MH_BROADCAST_GROUP (widget);
  guint number = GPOINTER_TO_UINT (user_data);

  if (self->context == NULL || done != NULL)
    return;

  /* The old value stands there again. */
  if (!settings[number].is_switch && self->shown != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->controls[number]), g_ptr_array_index (self->shown, number));
  mh_dialogs_show_error (widget, _("The setting was not changed"), error);
  mh_broadcast_group_refresh (self);
}

static void
write_value (MhBroadcastGroup *self,
             guint             number,
             const char       *value)
{
  Change *change = g_new0 (Change, 1);

  change->key = settings[number].key;
  change->value = g_strstrip (g_strdup (value));
  mh_deed_run (GTK_WIDGET (self), self->context, write_setting, change, (GDestroyNotify) change_free, _("The setting is changed"), written_cb,
               GUINT_TO_POINTER (number));
}

static guint
find_number (MhBroadcastGroup *self,
             gpointer          control)
{
  guint number = 0;

  while (number + 1 < G_N_ELEMENTS (settings) && (gpointer) self->controls[number] != control)
    number++;

  return number;
}

/* With Enter, or when another row is gone to. */
static void
take_entry (MhBroadcastGroup *self,
            GtkWidget        *entry)
{
  guint number = find_number (self, entry);

  if (!self->filling && self->context != NULL && is_being_typed (self, number))
    write_value (self, number, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
entry_activated_cb (GtkWidget        *entry,
                    MhBroadcastGroup *self)
{
  take_entry (self, entry);
}

static void
entry_left_cb (GtkEventController *focus,
               MhBroadcastGroup   *self)
{
  take_entry (self, gtk_event_controller_get_widget (focus));
}

static void
switched_cb (GtkSwitch        *control,
             GParamSpec       *pspec,
             MhBroadcastGroup *self)
{
  if (!self->filling && self->context != NULL)
    write_value (self, find_number (self, control), gtk_switch_get_active (control) ? "on" : "off");
}

static GtkWidget *
make_entry (MhBroadcastGroup *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), WIDTH_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), WIDTH_CHARS);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activated_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_left_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (entry, focus);

  return entry;
}

static void
add_row (MhBroadcastGroup *self,
         guint             number)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *control = settings[number].is_switch ? gtk_switch_new () : make_entry (self);

  if (settings[number].is_switch)
    g_signal_connect_object (control, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_DEFAULT);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(settings[number].title));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(settings[number].meaning));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, _(settings[number].title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(settings[number].meaning), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  self->controls[number] = control;
}

static void
mh_broadcast_group_dispose (GObject *object)
{
  MhBroadcastGroup *self = MH_BROADCAST_GROUP (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_broadcast_group_parent_class)->dispose (object);
}

static void
mh_broadcast_group_class_init (MhBroadcastGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_broadcast_group_dispose;
}

static void
mh_broadcast_group_init (MhBroadcastGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("How broadcasts are let out"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _("A change holds from the next broadcast on. Enter takes a value over."));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    add_row (self, i);
}

/**
 * mh_broadcast_group_set_context:
 * @self: the group
 * @context: the open town
 *
 * Reads and shows the settings.
 */
void
mh_broadcast_group_set_context (MhBroadcastGroup *self,
                                MhUiContext      *context)
{
  g_return_if_fail (MH_IS_BROADCAST_GROUP (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
  mh_broadcast_group_refresh (self);
}

/**
 * mh_broadcast_group_refresh:
 * @self: the group
 *
 * Shows what the settings are now.
 */
void
mh_broadcast_group_refresh (MhBroadcastGroup *self)
{
  g_return_if_fail (MH_IS_BROADCAST_GROUP (self));

  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_settings, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, settings_read_cb,
                              g_object_ref (self));
}
