/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-application"

#include "mh-application.h"

#include <glib/gi18n.h>

#include "mh-backup-watch.h"
#include "mh-dialogs.h"
#include "mh-dispatcher.h"
#include "mh-error.h"
#include "mh-instance.h"
#include "mh-keys.h"
#include "mh-practice-services.h"
#include "mh-restore.h"
#include "mh-town-opener.h"
#include "mh-ui.h"
#include "mh-user-settings.h"
#include "mh-welcome-page.h"
#include "mh-window.h"

struct _MhApplication
{
  AdwApplication      parent_instance;

  /* Owned */
  char               *dir;
  MhClock            *clock;
  MhRandom           *chance;
  MhUiContext        *context;    /* (nullable) once the town is open */
  MhPracticeServices *services;   /* (nullable) of a practice town */
  GCancellable       *cancellable;

  MhWindow           *window;     /* (unowned) (nullable) the application's only one */
  gboolean            practice;
};

G_DEFINE_FINAL_TYPE (MhApplication, mh_application, ADW_TYPE_APPLICATION)

static void open_town (MhApplication *self);

static void
save_operator_on_thread (GTask        *task,
                         gpointer      source,
                         gpointer      data,
                         GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  /* The name will be asked for again; the log says why. */
  if (!mh_user_settings_save_operator (data, &error))
    g_message ("The user's name was not kept: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

static void
operator_changed_cb (MhUiContext *context,
                     GParamSpec  *pspec,
                     gpointer     user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, operator_changed_cb);
  g_task_set_task_data (task, g_strdup (mh_ui_context_get_operator (context)), g_free);
  g_task_run_in_thread (task, save_operator_on_thread);
}

static void
start_dispatcher (MhApplication *self)
{
  g_autoptr (MhDispatcher) dispatcher = mh_dispatcher_new (mh_ui_context_get_store (self->context), self->clock,
                                                           self->chance, mh_ui_context_get_secrets (self->context));

  mh_ui_context_set_dispatcher (self->context, dispatcher);
  mh_dispatcher_start (dispatcher);
}

static void
services_started_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (MhApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (mh_practice_services_start_finish (MH_PRACTICE_SERVICES (source), result, &error))
    start_dispatcher (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->window != NULL)
    mh_window_set_problem (self->window, error->message);
}

/* The practice town's messages go to services of its own, whose address is new each time. */
static void
start_sending (MhApplication *self)
{
  if (!mh_ui_context_is_practice (self->context)) {
    start_dispatcher (self);
    return;
  }

  self->services = mh_practice_services_new (self->context);
  mh_practice_services_start_async (self->services, self->cancellable, services_started_cb, g_object_ref (self));
}

static void
take_town (MhApplication *self,
           MhOpenTown    *town)
{
  g_autoptr (MhSecrets) secrets = mh_secrets_new_keyring (town->installation);
  g_autoptr (MhBackupKeeper) keeper = NULL;

  self->context = mh_ui_context_new (town->store, self->clock, self->chance, self->dir, town->practice);
  mh_ui_context_set_secrets (self->context, secrets);
  g_signal_connect (self->context, "notify::operator", G_CALLBACK (operator_changed_cb), NULL);

  keeper = mh_backup_keeper_new (self->dir, self->clock, self->chance, secrets);
  mh_ui_context_set_backup_keeper (self->context, keeper);
  mh_window_set_context (self->window, self->context);
  mh_backup_watch_start (self->window, self->context);
  mh_backup_keeper_start (keeper);
  mh_window_start_operator (self->window, town->operator_name);

  start_sending (self);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhOpenTown) town = mh_town_opener_finish (result, &error);

  if (self->window == NULL)
    return;

  if (town != NULL) {
    take_town (self, town);
    return;
  }

  mh_dialogs_show_error (GTK_WIDGET (self->window), _("The town could not be made"), error);
  if (!self->practice)
    open_town (self);
}

static void
create_town (MhApplication *self,
             MhNewTown     *town)
{
  mh_window_show_progress (self->window,
                           town->practice ? _("The practice town is being made: about 2,500 people who do not exist …")
                                          : _("The town is being made …"));
  mh_town_opener_create_async (self->dir, town, self->clock, self->chance, self->cancellable, created_cb,
                               g_object_ref (self));
}

static void
create_chosen_cb (MhWelcomePage *page,
                  const char    *name,
                  const char    *phone,
                  const char    *operator_name,
                  MhApplication *self)
{
  MhNewTown *town = g_new0 (MhNewTown, 1);

  town->name = g_strdup (name);
  town->phone = g_strdup (phone);
  if (*operator_name != '\0') {
    town->operator_name = g_strdup (operator_name);
    mh_user_settings_save_operator (operator_name, NULL);
  }

  create_town (self, town);
}

static void
practice_chosen_cb (MhWelcomePage *page,
                    MhApplication *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "practice", NULL);
}

static void
show_welcome (MhApplication *self)
{
  GtkWidget *page = mh_welcome_page_new ();

  g_signal_connect_object (page, "practice", G_CALLBACK (practice_chosen_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (page, "create", G_CALLBACK (create_chosen_cb), self, G_CONNECT_DEFAULT);
  mh_window_show_page (self->window, page);
}

static void
try_again_cb (GtkButton     *button,
              MhApplication *self)
{
  open_town (self);
}

static void
show_failure (MhApplication *self,
              const GError  *error)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Try again"));
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("The town could not be opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (try_again_cb), self, G_CONNECT_DEFAULT);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  mh_window_show_page (self->window, page);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhOpenTown) town = mh_town_opener_finish (result, &error);

  if (self->window == NULL)
    return;

  if (town != NULL) {
    take_town (self, town);
  } else if (!g_error_matches (error, MH_ERROR, MH_ERROR_NOT_FOUND)) {
    show_failure (self, error);
  } else if (self->practice) {
    MhNewTown *wanted = g_new0 (MhNewTown, 1);

    wanted->practice = TRUE;
    create_town (self, wanted);
  } else {
    show_welcome (self);
  }
}

static void
open_town (MhApplication *self)
{
  mh_window_show_progress (self->window, _("The town is being opened …"));
  mh_town_opener_open_async (self->dir, self->cancellable, opened_cb, g_object_ref (self));
}

/* Everything that was asked for is done before the database closes. */
static void
close_town (MhApplication *self)
{
  if (self->context == NULL)
    return;

  if (self->window != NULL)
    mh_backup_watch_stop (self->window);
  mh_backup_keeper_stop (mh_ui_context_get_backup_keeper (self->context));
  if (mh_ui_context_get_dispatcher (self->context) != NULL)
    mh_dispatcher_stop (mh_ui_context_get_dispatcher (self->context));
  mh_store_close (mh_ui_context_get_store (self->context));
  g_signal_handlers_disconnect_by_func (self->context, operator_changed_cb, NULL);
  g_clear_object (&self->services);
  g_clear_object (&self->context);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = mh_restore_finish (result, &error);

  if (self->window == NULL)
    return;

  open_town (self);
  if (report != NULL)
    mh_dialogs_show_text (GTK_WIDGET (self->window), _("The backup is back in place"), report);
  else
    mh_dialogs_show_error (GTK_WIDGET (self->window), _("The backup was not put back"), error);
}

/* No connection may be open on the town while its file is replaced. */
static void
restore_activated_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  MhApplication *self = user_data;
  g_autofree char *operator_name = NULL;
  const char *path;
  const char *typed;

  if (self->context == NULL)
    return;

  g_variant_get (parameter, "(&s&s)", &path, &typed);
  operator_name = g_strdup (mh_ui_context_get_operator (self->context));
  mh_window_show_progress (self->window, _("The backup is being put back …"));
  mh_window_close_town (self->window);
  close_town (self);
  mh_restore_async (path, typed, self->dir, self->clock, self->chance,
                    operator_name != NULL ? operator_name : g_get_real_name (), restored_cb, g_object_ref (self));
}

static void
practice_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  MhApplication *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!mh_instance_start_practice (&error))
    mh_dialogs_show_error (GTK_WIDGET (self->window), _("The practice town could not be opened"), error);
  else if (self->context != NULL)
    mh_window_show_toast (self->window, _("The practice town opens in a window of its own"), 0);
}

static void
quit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  MhApplication *self = user_data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

static void
add_actions (MhApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_activated_cb },
    { .name = "restore", .activate = restore_activated_cb, .parameter_type = "(ss)" },
  };
  static const GActionEntry practice_entries[] = {
    { .name = "practice", .activate = practice_activated_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  if (!self->practice)
    g_action_map_add_action_entries (G_ACTION_MAP (self), practice_entries, G_N_ELEMENTS (practice_entries), self);
  mh_keys_bind_app (GTK_APPLICATION (self));
}

static void
window_gone_cb (MhApplication *self,
                GObject       *where_it_was)
{
  self->window = NULL;
}

static void
mh_application_activate (GApplication *application)
{
  MhApplication *self = MH_APPLICATION (application);

  if (self->window == NULL) {
    self->window = mh_window_new (GTK_APPLICATION (self));
    g_object_weak_ref (G_OBJECT (self->window), (GWeakNotify) window_gone_cb, self);
    open_town (self);
  }

  gtk_window_present (GTK_WINDOW (self->window));
}

static void
mh_application_startup (GApplication *application)
{
  /* The style sheet is looked for when the application starts up. */
  mh_ui_init ();
  G_APPLICATION_CLASS (mh_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (MH_APPLICATION_ID);
  add_actions (MH_APPLICATION (application));
}

static void
mh_application_shutdown (GApplication *application)
{
  MhApplication *self = MH_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  close_town (self);

  G_APPLICATION_CLASS (mh_application_parent_class)->shutdown (application);
}

static void
mh_application_finalize (GObject *object)
{
  MhApplication *self = MH_APPLICATION (object);

  if (self->window != NULL)
    g_object_weak_unref (G_OBJECT (self->window), (GWeakNotify) window_gone_cb, self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
  g_clear_object (&self->chance);
  g_free (self->dir);

  G_OBJECT_CLASS (mh_application_parent_class)->finalize (object);
}

static void
mh_application_class_init (MhApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = mh_application_finalize;
  application_class->activate = mh_application_activate;
  application_class->startup = mh_application_startup;
  application_class->shutdown = mh_application_shutdown;
}

static void
mh_application_init (MhApplication *self)
{
  self->cancellable = g_cancellable_new ();
  self->chance = mh_random_new_system ();
}

/**
 * mh_application_new:
 * @dir: the data directory
 * @practice: whether to make the practice town where @dir has no town
 * @clock: the time
 *
 * Returns: (transfer full): an application for the town in @dir; run a second time it raises the first one's window
 */
MhApplication *
mh_application_new (const char *dir,
                    gboolean    practice,
                    MhClock    *clock)
{
  g_autofree char *id = NULL;
  MhApplication *self;

  g_return_val_if_fail (dir != NULL, NULL);
  g_return_val_if_fail (MH_IS_CLOCK (clock), NULL);

  id = mh_instance_dup_id (dir);
  self = g_object_new (MH_TYPE_APPLICATION,
                       "application-id", id,
                       "resource-base-path", "/io/github/machihoken/Machihoken",
                       NULL);
  self->dir = g_strdup (dir);
  self->practice = practice;
  self->clock = g_object_ref (clock);

  return self;
}
