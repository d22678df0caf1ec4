/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-backup-group"

#include "mh-backup-group.h"

#include <glib/gi18n-lib.h>

#include "mh-backup-sheet.h"
#include "mh-backup-work.h"
#include "mh-config.h"
#include "mh-dialogs.h"
#include "mh-error.h"
#include "mh-file-dialogs.h"
#include "mh-refill-frozen.h"
#include "mh-window.h"

#define PROGRESS_MS 200

struct _MhBackupGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template widgets */
  GtkWidget          *frozen_row;
  AdwActionRow       *state_row;
  GtkProgressBar     *progress_bar;
  GtkWidget          *stop_button;
  AdwActionRow       *sheet_row;
  GtkSwitch          *auto_switch;
  AdwEntryRow        *time_row;
  AdwEntryRow        *keep_row;
  AdwActionRow       *folder_row;
  AdwActionRow       *second_row;
  GtkWidget          *no_second_button;
  AdwActionRow       *disk_row;

  /* Owned */
  MhUiContext        *context;  /* (nullable) */
  GCancellable       *cancellable;

  guint               beat;     /* source id, while the keeper is busy */
  gboolean            filling;  /* while values are shown that nobody typed */
};

/* All that the rows show. */
typedef struct {
  MhBackupStatus *status;
  char           *time;
  char           *keep;
  char           *second;
  gboolean        automatic;
  MhDiskState     disk;
} Facts;

typedef struct {
  const char *key;    /* static */
  char       *value;
} Setting;

/* A backup that is to be practised with or put back, while its key is asked for. */
typedef struct {
  MhBackupGroup *self;     /* (owned) */
  char          *path;     /* (nullable) (owned) */
  char          *typed;    /* (nullable) (owned) */
  gboolean       restore;
} Errand;

G_DEFINE_FINAL_TYPE (MhBackupGroup, mh_backup_group, ADW_TYPE_PREFERENCES_GROUP)

static void try_errand (Errand *errand);

static void
facts_free (Facts *facts)
{
  g_clear_pointer (&facts->status, mh_backup_status_free);
  g_free (facts->time);
  g_free (facts->keep);
  g_free (facts->second);
  g_free (facts);
}

static void
setting_free (Setting *setting)
{
  g_free (setting->value);
  g_free (setting);
}

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->self);
  g_free (errand->path);
  mh_secret_free (errand->typed);
  g_free (errand);
}

static gpointer
read_facts (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  g_autoptr (MhBackupStatus) status = mh_backup_get_status (desk, error);
  g_autofree char *automatic = NULL;
  Facts *facts;

  if (status == NULL)
    return NULL;

  automatic = mh_config_get (desk, "backup.auto", NULL);
  facts = g_new0 (Facts, 1);
  facts->time = mh_config_get (desk, "backup.time", NULL);
  facts->keep = mh_config_get (desk, "backup.keep", NULL);
  facts->second = mh_config_get (desk, "backup.second", NULL);
  facts->automatic = g_str_equal (automatic, "on");
  facts->status = g_steal_pointer (&status);
  facts->disk = mh_disk_state_of (input, NULL);

  return facts;
}

static char *
describe_state (const MhBackupStatus *status)
{
  GString *text = g_string_new (NULL);

  if (status->last != 0) {
    g_autofree char *last = mh_backup_work_time (status->last);

    g_string_append_printf (text, _("%s. It was read back and is whole."), last);
  } else {
    g_string_append (text, _("There is none yet."));
  }

  if (status->due != 0) {
    g_autofree char *due = mh_backup_work_time (status->due);

    g_string_append_c (text, '\n');
    g_string_append_printf (text, _("The next one is due: %s."), due);
  }

  if (status->problem != NULL) {
    g_string_append_c (text, '\n');
    g_string_append_printf (text, _("The last attempt failed: %s"), status->problem);
  }

  return g_string_free (text, FALSE);
}

static void
fill_entry (AdwEntryRow *row,
            const char  *value)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), value) != 0 && !gtk_widget_has_focus (GTK_WIDGET (row))) {
    adw_entry_row_set_show_apply_button (row, FALSE);
    gtk_editable_set_text (GTK_EDITABLE (row), value);
  }
  adw_entry_row_set_show_apply_button (row, TRUE);
}

static void
set_warning (AdwActionRow *row,
             gboolean      warning)
{
  if (warning)
    gtk_widget_add_css_class (GTK_WIDGET (row), "mh-warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "mh-warning");
}

static void
show_second (MhBackupGroup *self,
             const Facts   *facts)
{
  g_autofree char *text = NULL;

  if (*facts->second == '\0')
    text = g_strdup (_("None. A USB stick or a folder of the office keeps the backups when this computer breaks."));
  else if (facts->status->second_problem != NULL)
    text = g_strdup_printf ("%s\n%s", facts->second, facts->status->second_problem);
  else
    text = g_strdup (facts->second);

  adw_action_row_set_subtitle (self->second_row, text);
  gtk_widget_set_visible (self->no_second_button, *facts->second != '\0');
  set_warning (self->second_row, facts->status->second_problem != NULL);
}

static void
show_facts (MhBackupGroup *self,
            const Facts   *facts)
{
  const MhBackupStatus *status = facts->status;
  g_autofree char *state = describe_state (status);

  gtk_widget_set_visible (self->frozen_row, status->frozen_since != 0);
  adw_action_row_set_subtitle (self->state_row, state);
  set_warning (self->state_row, status->late || status->problem != NULL);
  adw_action_row_set_subtitle (self->sheet_row,
                               status->last == 0
                               ? _("Can be printed once the first backup is made.")
                               : status->sheet_wanted
                                 ? _("Not printed yet. If this computer breaks, nobody can read the backups without it: print it and put it into the safe.")
                                 : _("Was printed. It is the only way back on another computer: keep it in the safe, away from the backups."));
  set_warning (self->sheet_row, status->sheet_wanted);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backup.sheet", status->last != 0);
  adw_action_row_set_subtitle (self->folder_row, status->folder);
  show_second (self, facts);
  adw_action_row_set_subtitle (self->disk_row, mh_backup_work_disk (facts->disk));
  set_warning (self->disk_row, facts->disk == MH_DISK_PLAIN);

  self->filling = TRUE;
  gtk_switch_set_active (self->auto_switch, facts->automatic);
  fill_entry (self->time_row, facts->time);
  fill_entry (self->keep_row, facts->keep);
  self->filling = FALSE;
}

static void
facts_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhBackupGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  Facts *facts = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (facts != NULL && self->context == MH_UI_CONTEXT (source))
    show_facts (self, facts);
  else if (facts == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The settings could not be read"), error);

  g_clear_pointer (&facts, facts_free);
}

static gboolean
progress_cb (gpointer user_data)
{
  MhBackupGroup *self = user_data;

  gtk_progress_bar_set_fraction (self->progress_bar, mh_backup_keeper_get_progress (mh_ui_context_get_backup_keeper (self->context)));

  return G_SOURCE_CONTINUE;
}

/* What can be asked of the keeper while it works is only to stop. */
static void
show_busy (MhBackupGroup *self)
{
  static const char * const actions[] = { "backup.make", "backup.save", "backup.drill", "backup.restore" };
  MhBackupKeeper *keeper = mh_ui_context_get_backup_keeper (self->context);
  gboolean busy = keeper != NULL && mh_backup_keeper_is_busy (keeper);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], keeper != NULL && !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), busy);
  gtk_widget_set_visible (self->stop_button, busy);

  if (busy && self->beat == 0)
    self->beat = g_timeout_add (PROGRESS_MS, progress_cb, self);
  else if (!busy)
    g_clear_handle_id (&self->beat, g_source_remove);
}

static void
keeper_changed_cb (MhBackupKeeper *keeper,
                   MhBackupGroup  *self)
{
  show_busy (self);
  if (!mh_backup_keeper_is_busy (keeper))
    mh_backup_group_refresh (self);
}

static const char *
get_operator (MhBackupGroup *self)
{
  const char *name = mh_ui_context_get_operator (self->context);

  return name != NULL ? name : g_get_real_name ();
}

static void
ask_keeper (MhBackupGroup      *self,
            MhBackupWork        work,
            gpointer            input,
            GDestroyNotify      free_input,
            GDestroyNotify      free_output,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  mh_backup_keeper_run_async (mh_ui_context_get_backup_keeper (self->context), get_operator (self), work, input, free_input,
                              free_output, callback, user_data);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhBackupGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = mh_backup_keeper_run_finish (MH_BACKUP_KEEPER (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (sentence == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("No backup was made"), error);
  else if (window != NULL)
    mh_window_show_toast (window, sentence, 0);
}

static void
make_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhBackupGroup *self = MH_BACKUP_GROUP (widget);

  ask_keeper (self, mh_backup_work_make, NULL, NULL, g_free, made_cb, g_object_ref (self));
}

static void
stop_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  mh_backup_keeper_cancel (mh_ui_context_get_backup_keeper (MH_BACKUP_GROUP (widget)->context));
}

static void
place_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  MhBackupGroup *self = MH_BACKUP_GROUP (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    ask_keeper (self, mh_backup_work_save, path, g_free, g_free, made_cb, g_object_ref (self));
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhBackupGroup *self = MH_BACKUP_GROUP (widget);
  g_autofree char *date = mh_date_to_iso (mh_ui_context_today (self->context));
  /* Translators: the file name of a backup, with the date */
  g_autofree char *suggestion = g_strdup_printf (_("machihoken-%s.mhbackup"), date);

  mh_file_dialogs_save_async (widget, _("Where shall the backup go?"), suggestion, place_chosen_cb, NULL);
}

static void
sheet_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  mh_backup_sheet_print (widget, MH_BACKUP_GROUP (widget)->context);
}

static void
restore_confirmed_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  Errand *errand = user_data;

  if (mh_dialogs_ask_finish (GTK_WIDGET (source), result))
    gtk_widget_activate_action (GTK_WIDGET (source), "app.restore", "(ss)", errand->path,
                                errand->typed != NULL ? errand->typed : "");
  errand_free (errand);
}

static void
confirm_restore (Errand *errand)
{
  g_autofree char *name = g_path_get_basename (errand->path);
  g_autofree char *body = NULL;

  body = g_strdup_printf (_("All data of this town is replaced by “%s”. What was entered since that backup is then only in the file that is kept beside it."),
                          name);
  mh_dialogs_ask_async (GTK_WIDGET (errand->self), _("Put this backup back?"), body, _("_Put It Back"), TRUE,
                        restore_confirmed_cb, errand);
}

static void
key_typed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Errand *errand = user_data;

  mh_secret_free (errand->typed);
  errand->typed = mh_dialogs_text_finish (GTK_WIDGET (source), result);
  if (errand->typed != NULL)
    try_errand (errand);
  else
    errand_free (errand);
}

/* Asked for when the key is not here, and again when it was typed with a slip. */
static gboolean
ask_for_key (Errand       *errand,
             const GError *error)
{
  gboolean slip = errand->typed != NULL && g_error_matches (error, MH_ERROR, MH_ERROR_INVALID);

  if (!slip && !g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED))
    return FALSE;

  mh_dialogs_text_async (GTK_WIDGET (errand->self), _("Recovery key"), error->message, _("Sixteen groups of five letters"),
                         _("_Continue"), key_typed_cb, errand);

  return TRUE;
}

static void
drilled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Errand *errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = mh_backup_keeper_run_finish (MH_BACKUP_KEEPER (source), result, &error);

  if (report != NULL)
    mh_dialogs_show_text (GTK_WIDGET (errand->self), _("Putting back was practised"), report);
  else if (ask_for_key (errand, error))
    return;
  else
    mh_dialogs_show_error (GTK_WIDGET (errand->self), _("The backup could not be practised with"), error);

  errand_free (errand);
}

static void
key_checked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Errand *errand = user_data;
  g_autoptr (GError) error = NULL;

  if (mh_backup_keeper_run_finish (MH_BACKUP_KEEPER (source), result, &error) != NULL) {
    confirm_restore (errand);
    return;
  }

  if (ask_for_key (errand, error))
    return;

  mh_dialogs_show_error (GTK_WIDGET (errand->self), _("The backup was not put back"), error);
  errand_free (errand);
}

static void
try_errand (Errand *errand)
{
  MhBackupChoice *choice = mh_backup_choice_new (errand->path, errand->typed);

  if (errand->restore)
    ask_keeper (errand->self, mh_backup_work_key, choice, (GDestroyNotify) mh_backup_choice_free, NULL, key_checked_cb, errand);
  else
    ask_keeper (errand->self, mh_backup_work_drill, choice, (GDestroyNotify) mh_backup_choice_free, g_free, drilled_cb, errand);
}

static void
drill_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->self = g_object_ref (MH_BACKUP_GROUP (widget));
  try_errand (errand);
}

static void
restore_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (source), result);
  Errand *errand;

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  errand = g_new0 (Errand, 1);
  errand->self = g_object_ref (MH_BACKUP_GROUP (source));
  errand->path = g_file_get_path (file);
  errand->restore = TRUE;
  try_errand (errand);
}

static void
restore_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  mh_file_dialogs_open_async (widget, _("Which backup?"), _("Backups"), "*.mhbackup", restore_chosen_cb, NULL);
}

static gpointer
release_offers (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  gint64 act = 0;

  return mh_refill_release (desk, NULL, &act, error) ? g_memdup2 (&act, sizeof act) : NULL;
}

static gpointer
write_setting (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Setting *setting = input;
  gint64 act;

  if (!mh_config_set (desk, setting->key, setting->value, error))
    return NULL;

  act = mh_ui_find_act_about (desk, 0);

  return g_memdup2 (&act, sizeof act);
}

static void
finish_act (MhBackupGroup *self,
            GObject       *context,
            GAsyncResult  *result,
            const char    *done,
            const char    *failed)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (context), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));
  MhBackupKeeper *keeper = mh_ui_context_get_backup_keeper (MH_UI_CONTEXT (context));

  if (act == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), failed, error);
  else if (window != NULL)
    mh_window_show_toast (window, done, *act);

  if (keeper != NULL)
    mh_backup_keeper_look (keeper);
  mh_ui_context_emit_changed (MH_UI_CONTEXT (context));
}

static void
released_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhBackupGroup) self = user_data;

  finish_act (self, source, result, _("The offers go on"), _("The offers still stand still"));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhBackupGroup) self = user_data;

  finish_act (self, source, result, _("The setting is changed"), _("The setting was not changed"));
}

static void
set_setting (MhBackupGroup *self,
             const char    *key,
             const char    *value)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->key = key;
  setting->value = g_strdup (value);
  mh_ui_context_run_async (self->context, write_setting, setting, (GDestroyNotify) setting_free, g_free, NULL,
                           written_cb, g_object_ref (self));
}

static void
release_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhBackupGroup *self = MH_BACKUP_GROUP (widget);

  mh_ui_context_run_async (self->context, release_offers, NULL, NULL, g_free, NULL, released_cb, g_object_ref (self));
}

static void
auto_switched_cb (GtkSwitch     *button,
                  GParamSpec    *pspec,
                  MhBackupGroup *self)
{
  if (!self->filling)
    set_setting (self, "backup.auto", gtk_switch_get_active (button) ? "on" : "off");
}

static void
time_applied_cb (GtkEditable   *row,
                 MhBackupGroup *self)
{
  set_setting (self, "backup.time", gtk_editable_get_text (row));
}

static void
keep_applied_cb (GtkEditable   *row,
                 MhBackupGroup *self)
{
  set_setting (self, "backup.keep", gtk_editable_get_text (row));
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (source), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL)
    set_setting (MH_BACKUP_GROUP (source), user_data, path);
}

static void
folder_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_file_dialogs_folder_async (widget, _("Which folder shall the backups go to?"), folder_chosen_cb, (gpointer) "backup.folder");
}

static void
second_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_file_dialogs_folder_async (widget, _("Which folder shall the second copy go to?"), folder_chosen_cb, (gpointer) "backup.second");
}

static void
no_second_activated_cb (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  set_setting (MH_BACKUP_GROUP (widget), "backup.second", "");
}

static void
mh_backup_group_dispose (GObject *object)
{
  MhBackupGroup *self = MH_BACKUP_GROUP (object);

  g_clear_handle_id (&self->beat, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_backup_group_parent_class)->dispose (object);
}

static void
mh_backup_group_finalize (GObject *object)
{
  g_object_unref (MH_BACKUP_GROUP (object)->cancellable);

  G_OBJECT_CLASS (mh_backup_group_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "backup.make", NULL, make_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.stop", NULL, stop_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.save", NULL, save_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.sheet", NULL, sheet_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.drill", NULL, drill_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.restore", NULL, restore_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.release", NULL, release_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.folder", NULL, folder_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.second", NULL, second_activated_cb);
  gtk_widget_class_install_action (widget_class, "backup.no-second", NULL, no_second_activated_cb);
}

static void
mh_backup_group_class_init (MhBackupGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_backup_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_backup_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-backup-group.ui");
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, frozen_row);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, state_row);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, stop_button);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, auto_switch);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, time_row);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, keep_row);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, folder_row);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, second_row);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, no_second_button);
  gtk_widget_class_bind_template_child (widget_class, MhBackupGroup, disk_row);
  gtk_widget_class_bind_template_callback (widget_class, auto_switched_cb);
  install_actions (widget_class);
}

static void
mh_backup_group_init (MhBackupGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->time_row, "apply", G_CALLBACK (time_applied_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->keep_row, "apply", G_CALLBACK (keep_applied_cb), self, G_CONNECT_DEFAULT);
}

/**
 * mh_backup_group_set_context:
 * @self: the group
 * @context: the open town
 *
 * Names the town whose backups are shown.
 */
void
mh_backup_group_set_context (MhBackupGroup *self,
                             MhUiContext   *context)
{
  g_return_if_fail (MH_IS_BACKUP_GROUP (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
  if (mh_ui_context_get_backup_keeper (context) != NULL)
    g_signal_connect_object (mh_ui_context_get_backup_keeper (context), "changed", G_CALLBACK (keeper_changed_cb), self,
                             G_CONNECT_DEFAULT);
  show_busy (self);
}

/**
 * mh_backup_group_refresh:
 * @self: the group
 *
 * Reads again how it stands with the town's backups.
 */
void
mh_backup_group_refresh (MhBackupGroup *self)
{
  g_return_if_fail (MH_IS_BACKUP_GROUP (self));

  if (self->context != NULL)
    mh_ui_context_read_async (self->context, read_facts, g_strdup (mh_ui_context_get_dir (self->context)), g_free,
                              (GDestroyNotify) facts_free, self->cancellable, facts_read_cb, g_object_ref (self));
}
