/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-sms-group"

#include "mh-sms-group.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-dialogs.h"
#include "mh-dispatcher.h"
#include "mh-secret-row.h"
#include "mh-secrets.h"
#include "mh-window.h"

typedef enum {
  ROW_TEXT,
  ROW_DIGITS,
  ROW_SECRET,
} RowKind;

static const char * const services[] = { "karaden", "zettai", "twilio" };

/* What each service needs, beside Karaden, which has a group of its own. */
static const struct {
  const char *service;
  const char *name;    /* of the setting or the credential */
  const char *title;
  RowKind     kind;
} needs[] = {
  { "zettai", "sms.zettai.client-id", N_("Client ID"), ROW_DIGITS },
  { "zettai", "sms.zettai.sms-code", N_("SMS code"), ROW_DIGITS },
  { "zettai", MH_SECRET_ZETTAI_TOKEN, N_("Access token of Zettai Reach"), ROW_SECRET },
  { "twilio", "sms.twilio.account-sid", N_("Account SID"), ROW_TEXT },
  { "twilio", "sms.twilio.from", N_("Sender (number, name or messaging service)"), ROW_TEXT },
  { "twilio", MH_SECRET_TWILIO_TOKEN, N_("Auth token of Twilio"), ROW_SECRET },
};

struct _MhSmsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Unowned */
  GtkWidget          *service_row;
  GtkWidget          *rows[G_N_ELEMENTS (needs)];
  GtkWidget          *test_row;
  GtkWidget          *test_button;

  /* Owned */
  MhUiContext        *context;      /* (nullable) */
  GtkWidget          *karaden;      /* (nullable) */
  GCancellable       *cancellable;
  gboolean            filling;
};

typedef struct {
  const char *key;    /* static */
  char       *value;  /* (owned) */
} Change;

G_DEFINE_FINAL_TYPE (MhSmsGroup, mh_sms_group, ADW_TYPE_PREFERENCES_GROUP)

static void
change_free (Change *change)
{
  g_free (change->value);
  g_free (change);
}

static const char *
get_service (MhSmsGroup *self)
{
  return services[MIN (adw_combo_row_get_selected (ADW_COMBO_ROW (self->service_row)), G_N_ELEMENTS (services) - 1)];
}

static void
show_chosen (MhSmsGroup *self)
{
  const char *service = get_service (self);

  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    gtk_widget_set_visible (self->rows[i], g_str_equal (needs[i].service, service));

  /* Karaden's own group has its own test. */
  gtk_widget_set_visible (self->test_row, !g_str_equal (service, "karaden"));
  if (self->karaden != NULL)
    gtk_widget_set_visible (self->karaden, g_str_equal (service, "karaden"));
}

/* The service, and behind it what the rows show that are no credentials ("" for these). */
static gpointer
read_settings (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (values, mh_config_get (desk, "sms.provider", error));
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    g_ptr_array_add (values, needs[i].kind == ROW_SECRET ? g_strdup ("") : mh_config_get (desk, needs[i].name, error));

  return g_steal_pointer (&values);
}

static void
settings_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MhSmsGroup) self = user_data;
  g_autoptr (GPtrArray) values = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (values == NULL || self->context == NULL)
    return;

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (services); i++) {
    if (g_str_equal (services[i], g_ptr_array_index (values, 0)))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->service_row), i);
  }
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++) {
    if (needs[i].kind != ROW_SECRET)
      gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), g_ptr_array_index (values, i + 1));
  }
  self->filling = FALSE;
  show_chosen (self);
}

static void
read_again (MhSmsGroup *self)
{
  mh_ui_context_read_async (self->context, read_settings, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, settings_read_cb,
                            g_object_ref (self));
}

static gpointer
write_setting (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Change *change = input;

  return GINT_TO_POINTER (mh_config_set (desk, change->key, change->value, error));
}

static void
setting_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (MhSmsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (self->context == NULL)
    return;

  if (mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error) == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The setting was not changed"), error);
    read_again (self);
  } else if (window != NULL) {
    mh_window_show_toast (window, _("The setting of the SMS service is changed"), 0);
  }
}

static void
write_value (MhSmsGroup *self,
             const char *key,
             const char *value)
{
  Change *change = g_new0 (Change, 1);

  change->key = key;
  change->value = g_strstrip (g_strdup (value));
  mh_ui_context_run_async (self->context, write_setting, change, (GDestroyNotify) change_free, NULL, NULL, setting_written_cb,
                           g_object_ref (self));
}

static void
service_chosen_cb (MhSmsGroup *self)
{
  show_chosen (self);
  if (!self->filling && self->context != NULL)
    write_value (self, "sms.provider", get_service (self));
}

static void
applied_cb (GtkEditable *row,
            MhSmsGroup  *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++) {
    if (self->rows[i] == GTK_WIDGET (row))
      write_value (self, needs[i].name, gtk_editable_get_text (row));
  }
}

static void
show_test (MhSmsGroup *self,
           const char *text)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test_row), text);
  gtk_widget_set_sensitive (self->test_button, TRUE);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhSmsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = mh_dispatcher_test_finish (MH_DISPATCHER (source), result, &error);

  if (self->context != NULL)
    show_test (self, answer != NULL ? answer : error->message);
}

static void
test_clicked_cb (MhSmsGroup *self)
{
  MhDispatcher *dispatcher = mh_ui_context_get_dispatcher (self->context);

  if (dispatcher == NULL) {
    show_test (self, _("Sending is still being prepared. Try again in a moment."));
    return;
  }

  gtk_widget_set_sensitive (self->test_button, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test_row), _("Asking …"));
  mh_dispatcher_test_async (dispatcher, get_service (self), self->cancellable, tested_cb, g_object_ref (self));
}

static void
add_service_row (MhSmsGroup *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Karaden"));
  gtk_string_list_append (names, _("Zettai Reach"));
  gtk_string_list_append (names, _("Twilio"));

  self->service_row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->service_row), _("Service that sends SMS"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->service_row), G_LIST_MODEL (names));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->service_row);
  g_signal_connect_object (self->service_row, "notify::selected", G_CALLBACK (service_chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
add_needs (MhSmsGroup *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++) {
    self->rows[i] = needs[i].kind == ROW_SECRET ? adw_password_entry_row_new () : adw_entry_row_new ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _(needs[i].title));
    if (needs[i].kind == ROW_DIGITS)
      adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->rows[i]), GTK_INPUT_PURPOSE_DIGITS);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows[i]);

    if (needs[i].kind != ROW_SECRET) {
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->rows[i]), TRUE);
      g_signal_connect_object (self->rows[i], "apply", G_CALLBACK (applied_cb), self, G_CONNECT_DEFAULT);
    }
  }
}

static void
add_test_row (MhSmsGroup *self)
{
  self->test_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->test_row), _("Is the SMS service reached?"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test_row), _("No message is sent for this."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->test_row), 0);

  self->test_button = gtk_button_new_with_label (_("Test this SMS service"));
  gtk_widget_set_valign (self->test_button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->test_row), self->test_button);
  g_signal_connect_object (self->test_button, "clicked", G_CALLBACK (test_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->test_row);
}

static void
mh_sms_group_dispose (GObject *object)
{
  MhSmsGroup *self = MH_SMS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_object (&self->karaden);

  G_OBJECT_CLASS (mh_sms_group_parent_class)->dispose (object);
}

static void
mh_sms_group_class_init (MhSmsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_sms_group_dispose;
}

static void
mh_sms_group_init (MhSmsGroup *self)
{
  self->cancellable = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("SMS"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _("Choose the service that your town has a contract with."));
  add_service_row (self);
  add_needs (self);
  add_test_row (self);
  show_chosen (self);
}

/**
 * mh_sms_group_set_context:
 * @self: the group
 * @context: the open town
 * @karaden: what is shown while Karaden is the service
 *
 * Reads and shows the settings.
 */
void
mh_sms_group_set_context (MhSmsGroup  *self,
                          MhUiContext *context,
                          GtkWidget   *karaden)
{
  g_return_if_fail (MH_IS_SMS_GROUP (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (GTK_IS_WIDGET (karaden));

  g_set_object (&self->context, context);
  g_set_object (&self->karaden, karaden);
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++) {
    if (needs[i].kind == ROW_SECRET)
      mh_secret_row_set_up (ADW_PASSWORD_ENTRY_ROW (self->rows[i]), context, needs[i].name);
  }
  read_again (self);
}
