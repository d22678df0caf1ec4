/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-window"

#include "mh-box-window.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-box-work.h"
#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-moment.h"

#define WIDTH  820
#define HEIGHT 620
#define MS     1000

struct _MhBoxWindow
{
  AdwWindow    parent_instance;

  GtkStack    *pages;       /* (unowned) */
  AdwBin      *desk;        /* (unowned) */
  AdwBin      *sheet;       /* (unowned) a box before it is sent */
  GPtrArray   *rows;        /* (owned) (element-type GtkWidget) of the boxes, in the order in which they are read */
  char        *shape;       /* (nullable) (owned) what is shown, without what changes by itself */
  char        *path;        /* (nullable) (owned) the file that is looked at */
  gint64       again;       /* the box that is written again */
  MhUiContext *context;     /* (owned) */
  guint        timer;
};

G_DEFINE_FINAL_TYPE (MhBoxWindow, mh_box_window, ADW_TYPE_WINDOW)

/* What is done with a file or a box. */
typedef struct {
  const char *name;
  MhUiWork    work;
  const char *done;    /* msgid: heading of what came of it; NULL: nothing is said */
  const char *failed;  /* msgid */
  const char *choose;  /* (nullable) msgid: heading of the dialog for a file */
  const char *file;    /* (nullable) msgid: the name that is proposed where one is saved */
} Deed;

static const Deed deeds[] = {
  { "role", mh_box_work_role, NULL, N_("This could not be chosen"), NULL, NULL },
  { "key", mh_box_work_key, N_("The digits of this computer's key"), N_("The key could not be written"),
    N_("Write the key of this computer"), N_("key of this computer.txt") },
  { "new-key", mh_box_work_new_key, N_("The digits of this computer's new key"), N_("The new key could not be made"),
    N_("Write the key of this computer"), N_("key of this computer.txt") },
  { "pair", mh_box_work_pair, N_("Paired"), N_("The computers are not paired"), N_("The key of the other computer"), NULL },
  { "write", mh_box_work_write, N_("The box is written"), N_("The box was not written"), N_("Write into a box"), N_("box.txt") },
  { "read", mh_box_work_read, N_("The results are read"), N_("The results were not read"), N_("Read results"), NULL },
  { "look", mh_box_work_look, NULL, N_("The box cannot be sent"), N_("Read a box and send it"), NULL },
  { "send", mh_box_work_send, NULL, N_("The box was not sent"), NULL, NULL },
  { "stop", mh_box_work_stop, N_("Stopped"), N_("The box was not stopped"), NULL, NULL },
  { "go-on", mh_box_work_go_on, NULL, N_("The box does not go on"), NULL, NULL },
  { "results", mh_box_work_results, N_("The results are written"), N_("The results were not written"), N_("Write results"),
    N_("results.txt") },
};

static void read_again (MhBoxWindow *self);

static const Deed *
find_deed (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++) {
    if (g_str_equal (deeds[i].name, name))
      return &deeds[i];
  }

  g_return_val_if_reached (NULL);
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

static void
add_button (GtkWidget  *row,
            const char *label,
            const char *action,
            gint64      id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (id != 0)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_int64 (id));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* --- doing -------------------------------------------------------------------------------------------------------- */

typedef struct {
  MhBoxWindow *self;  /* (owned) */
  const Deed  *deed;
} Doing;

static void
show_sheet (MhBoxWindow     *self,
            const MhBoxLook *look)
{
  static const char * const titles[] = { N_("The first message"), N_("The last message"), N_("One by chance") };
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *texts = adw_preferences_group_new ();
  g_autofree char *moment = mh_moment_format (look->made_at, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *end = mh_moment_format (look->first_end, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *counts = g_strdup_printf (_("LINE: %u, SMS: %u (about %.0f yen)"), look->n_line, look->n_sms, look->yen);
  GtkWidget *row = make_row (counts, NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What is in the box"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("After a countdown the first five leave, then the others. Until then you can stop it."));
  add_button (row, _("_Back"), "box.back", 0);
  add_button (row, _("_Send"), "box.send", 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (_("Written"), moment));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (_("The first of them has to leave by"), end));
  if (look->n_late > 0) {
    g_autofree char *late = g_strdup_printf ("%u", look->n_late);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (_("Too late, will not be sent"), late));
  }

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (texts), _("As people will read it"));
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (texts), make_row (_(titles[i]), look->texts[i]));

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (texts));
  adw_bin_set_child (self->sheet, page);
  gtk_stack_set_visible_child_name (self->pages, "sheet");
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Doing *doing = user_data;
  g_autoptr (MhBoxWindow) self = doing->self;
  g_autoptr (GError) error = NULL;
  gpointer came = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  gboolean is_look = doing->deed->work == mh_box_work_look;

  if (self->context != NULL && came == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _(doing->deed->failed), error);
  } else if (self->context != NULL && is_look) {
    show_sheet (self, came);
  } else if (self->context != NULL) {
    if (doing->deed->done != NULL)
      mh_dialogs_show_text (GTK_WIDGET (self), _(doing->deed->done), came);
    gtk_stack_set_visible_child_name (self->pages, "desk");
    mh_ui_context_emit_changed (self->context);
  }

  if (came != NULL && is_look)
    mh_box_look_free (came);
  else
    g_free (came);
  if (self->context != NULL)
    read_again (self);
}

static void
do_it (MhBoxWindow *self,
       const Deed  *deed,
       const char  *path,
       const char  *text,
       gint64       id)
{
  Doing *doing;

  if (mh_ui_context_get_secrets (self->context) == NULL) {
    mh_dialogs_show_text (GTK_WIDGET (self), _(deed->failed), _("The keyring of this computer cannot be reached. Sign in to the computer again, then try once more."));
    return;
  }

  doing = g_new0 (Doing, 1);
  doing->self = g_object_ref (self);
  doing->deed = deed;
  mh_ui_context_run_async (self->context, deed->work, mh_box_order_new (self->context, path, text, id), (GDestroyNotify) mh_box_order_free,
                           deed->work == mh_box_work_look ? (GDestroyNotify) mh_box_look_free : g_free, NULL, done_cb, doing);
}

static void
digits_typed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  MhBoxWindow *self = MH_BOX_WINDOW (source);
  g_autofree char *digits = mh_dialogs_text_finish (GTK_WIDGET (self), result);

  if (digits != NULL && self->context != NULL && self->path != NULL)
    do_it (self, find_deed ("pair"), self->path, digits, 0);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhBoxWindow *self = MH_BOX_WINDOW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const Deed *deed = user_data;

  if (file == NULL || g_file_peek_path (file) == NULL || self->context == NULL)
    return;

  g_free (self->path);
  self->path = g_file_get_path (file);
  if (deed->work == mh_box_work_pair)
    mh_dialogs_text_async (GTK_WIDGET (self), _("Compare the digits"),
                           _("Telephone to the other computer. Have the digits of its key read out, and type them here. A wrong key would send messages to somebody else's computer."),
                           _("Digits"), _("_Pair"), digits_typed_cb, NULL);
  else
    do_it (self, deed, self->path, NULL, self->again);
}

static void
choose_file (MhBoxWindow *self,
             const char  *name,
             gint64       again)
{
  const Deed *deed = find_deed (name);

  self->again = again;
  if (deed->file != NULL)
    mh_file_dialogs_save_async (GTK_WIDGET (self), _(deed->choose), _(deed->file), file_chosen_cb, (gpointer) deed);
  else
    mh_file_dialogs_open_async (GTK_WIDGET (self), _(deed->choose), _("Text files"), "*.txt", file_chosen_cb, (gpointer) deed);
}

static void
file_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  choose_file (MH_BOX_WINDOW (widget), name + strlen ("box."), 0);
}

static void
new_key_agreed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MhBoxWindow *self = MH_BOX_WINDOW (source);

  if (mh_dialogs_ask_finish (GTK_WIDGET (self), result) && self->context != NULL)
    choose_file (self, "new-key", 0);
}

/* Nothing brings the old key back, and what was sealed with it is lost. */
static void
new_key_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  mh_dialogs_ask_async (widget, _("Make a new key for this computer?"),
                        _("Do so only when the key is lost or damaged, or when somebody else may have it. Boxes and results that were written with the old key and "
                          "not read yet cannot be read any more, and nothing goes between the two computers until the other one has taken the new key. "
                          "This cannot be taken back."), _("_Give Up the Old Key …"), TRUE, new_key_agreed_cb, NULL);
}

static void
again_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  choose_file (MH_BOX_WINDOW (widget), "write", g_variant_get_int64 (parameter));
}

static void
box_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  do_it (MH_BOX_WINDOW (widget), find_deed (name + strlen ("box.")), NULL, NULL, g_variant_get_int64 (parameter));
}

static void
send_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhBoxWindow *self = MH_BOX_WINDOW (widget);

  if (self->path != NULL)
    do_it (self, find_deed ("send"), self->path, NULL, 0);
}

static void
back_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gtk_stack_set_visible_child_name (MH_BOX_WINDOW (widget)->pages, "desk");
}

static void
role_selected_cb (MhBoxWindow *self,
                  GParamSpec  *pspec,
                  AdwComboRow *row)
{
  do_it (self, find_deed ("role"), NULL, mh_box_role_to_nick ((MhBoxRole) adw_combo_row_get_selected (row)), 0);
}

/* --- showing ------------------------------------------------------------------------------------------------------ */

static GtkWidget *
make_pairing (MhBoxWindow     *self,
              const MhBoxView *view)
{
  const char * const roles[] = { _("Alone: it sends by itself"), _("It has the register and does not send"), _("It sends and has no register"), NULL };
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (roles);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("This computer"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Where the computer with the register has no internet, a second one sends for it. Sealed files go between the two."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("What it does"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), view->pairing->role);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (role_selected_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  if (view->pairing->role == MH_BOX_ROLE_NONE)
    return group;

  row = make_row (_("The key of this computer"), _("Write it and carry it to the other computer. The digits that are shown then are to be read out there."));
  add_button (row, _("Write _Key …"), "box.key", 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  row = make_row (_("Another key for this computer"), _("Only when the key is lost or damaged, or when somebody else may have it."));
  add_button (row, _("Make a _New Key …"), "box.new-key", 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  row = make_row (_("The key of the other computer"), view->pairing->paired ? view->pairing->peer : _("Not paired yet"));
  add_button (row, _("Take Key of the _Other …"), "box.pair", 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return group;
}

static char *
tell_waiting (const MhBoxView *view)
{
  return g_strdup_printf (_("LINE: %u, SMS: %u, of which offers of free places: %u"), view->waiting.n_line, view->waiting.n_sms,
                          view->waiting.n_offers);
}

static char *
tell_written (const MhBoxWritten *box)
{
  g_autofree char *moment = mh_moment_format (box->made_at, MH_DATE_STYLE_WEEKDAY);

  return g_strdup_printf (_("%s ・ %s ・ Messages: %u, of which nothing is known yet: %u"), moment, box->made_by, box->n_rows, box->n_open);
}

static char *
tell_received (const MhBoxState *box,
               gint64            now)
{
  g_autofree char *counts = g_strdup_printf (_("Sent: %u, being sent: %u, waiting: %u, to be checked: %u, not sent: %u"), box->n_sent, box->n_sending,
                                             box->n_waiting, box->n_check, box->n_not);

  if (box->stands)
    return g_strdup_printf (_("Stands still, for the first messages went wrong. %s"), counts);

  if (box->n_waiting == box->n_rows && box->starts_at > now)
    return g_strdup_printf (_("Leaves in %lld seconds. %s"), (long long) ((box->starts_at - now) / MS), counts);

  return g_steal_pointer (&counts);
}

static void
add_register (MhBoxWindow        *self,
              AdwPreferencesPage *page,
              const MhBoxView    *view)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = make_row (_("Waits for the next box"), NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Messages"));
  add_button (row, _("_Write into a Box …"), "box.write", 0);
  add_button (row, _("_Read Results …"), "box.read", 0);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  if (view->written->len == 0)
    return;

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Boxes that were written"));
  for (guint i = 0; i < view->written->len; i++) {
    const MhBoxWritten *box = g_ptr_array_index (view->written, i);

    row = make_row (box->name, NULL);
    if (box->n_open > 0)
      add_button (row, _("Lost: Write Again …"), "box.again", box->file);
    g_ptr_array_add (self->rows, row);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

static void
add_sender (MhBoxWindow        *self,
            AdwPreferencesPage *page,
            const MhBoxView    *view)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = make_row (_("A box from the other computer"), _("You see what is in it before anything leaves."));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Boxes"));
  add_button (row, _("_Read a Box and Send …"), "box.look", 0);
  if (view->received->len > 0)
    add_button (row, _("_Write Results …"), "box.results", 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  for (guint i = 0; i < view->received->len; i++) {
    const MhBoxState *box = g_ptr_array_index (view->received, i);

    row = make_row (box->name, NULL);
    if (box->stands)
      add_button (row, _("_Go On"), "box.go-on", box->id);
    if (box->n_waiting > 0)
      add_button (row, _("_Stop"), "box.stop", box->id);
    g_ptr_array_add (self->rows, row);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

/* What makes other rows or buttons than those that stand there; the rest changes where it is, so that the keyboard stays where it was. */
static char *
write_shape (const MhBoxView *view)
{
  GString *shape = g_string_new (NULL);

  g_string_append_printf (shape, "%d %s", view->pairing->role, view->pairing->peer != NULL ? view->pairing->peer : "-");
  for (guint i = 0; i < view->written->len; i++) {
    const MhBoxWritten *box = g_ptr_array_index (view->written, i);

    g_string_append_printf (shape, " w%lld%d", (long long) box->file, box->n_open > 0);
  }
  for (guint i = 0; i < view->received->len; i++) {
    const MhBoxState *box = g_ptr_array_index (view->received, i);

    g_string_append_printf (shape, " r%lld%d%d", (long long) box->id, box->stands, box->n_waiting > 0);
  }

  return g_string_free (shape, FALSE);
}

static void
build (MhBoxWindow     *self,
       const MhBoxView *view)
{
  GtkWidget *page = adw_preferences_page_new ();

  g_ptr_array_set_size (self->rows, 0);
  if (view->pairing->paired && view->pairing->role == MH_BOX_ROLE_REGISTER)
    add_register (self, ADW_PREFERENCES_PAGE (page), view);
  if (view->pairing->paired && view->pairing->role == MH_BOX_ROLE_SENDER)
    add_sender (self, ADW_PREFERENCES_PAGE (page), view);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_pairing (self, view)));
  adw_bin_set_child (self->desk, page);
}

static void
set_words (MhBoxWindow *self,
           guint        i,
           char        *words)
{
  if (i < self->rows->len)
    adw_action_row_set_subtitle (g_ptr_array_index (self->rows, i), words);
  g_free (words);
}

static void
fill (MhBoxWindow     *self,
      const MhBoxView *view)
{
  gboolean is_register = view->pairing->role == MH_BOX_ROLE_REGISTER;

  if (is_register)
    set_words (self, 0, tell_waiting (view));
  for (guint i = 0; is_register && i < view->written->len; i++)
    set_words (self, i + 1, tell_written (g_ptr_array_index (view->written, i)));
  for (guint i = 0; !is_register && i < view->received->len; i++)
    set_words (self, i, tell_received (g_ptr_array_index (view->received, i), view->now));
}

static void
viewed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhBoxWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBoxView) view = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *shape = NULL;

  if (self->context == NULL)
    return;

  if (view == NULL) {
    if (self->shape == NULL)
      mh_dialogs_show_error (GTK_WIDGET (self), _("This could not be read"), error);
    return;
  }

  shape = write_shape (view);
  if (g_strcmp0 (shape, self->shape) != 0) {
    g_free (self->shape);
    self->shape = g_steal_pointer (&shape);
    build (self, view);
  }
  fill (self, view);
}

static void
read_again (MhBoxWindow *self)
{
  mh_ui_context_read_async (self->context, mh_box_work_view, NULL, NULL, (GDestroyNotify) mh_box_view_free, NULL, viewed_cb, g_object_ref (self));
}

static gboolean
second_passed_cb (gpointer user_data)
{
  read_again (user_data);

  return G_SOURCE_CONTINUE;
}

/* --- the window --------------------------------------------------------------------------------------------------- */

static void
mh_box_window_dispose (GObject *object)
{
  MhBoxWindow *self = MH_BOX_WINDOW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->context);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->shape, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (mh_box_window_parent_class)->dispose (object);
}

static void
mh_box_window_class_init (MhBoxWindowClass *klass)
{
  static const char * const files[] = { "box.key", "box.pair", "box.write", "box.read", "box.look", "box.results" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_box_window_dispose;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    gtk_widget_class_install_action (widget_class, files[i], NULL, file_activated_cb);
  gtk_widget_class_install_action (widget_class, "box.new-key", NULL, new_key_activated_cb);
  gtk_widget_class_install_action (widget_class, "box.again", "x", again_activated_cb);
  gtk_widget_class_install_action (widget_class, "box.stop", "x", box_activated_cb);
  gtk_widget_class_install_action (widget_class, "box.go-on", "x", box_activated_cb);
  gtk_widget_class_install_action (widget_class, "box.send", NULL, send_activated_cb);
  gtk_widget_class_install_action (widget_class, "box.back", NULL, back_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_box_window_init (MhBoxWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->rows = g_ptr_array_new ();
  self->pages = GTK_STACK (gtk_stack_new ());
  self->desk = ADW_BIN (adw_bin_new ());
  self->sheet = ADW_BIN (adw_bin_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->desk), "desk");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->sheet), "sheet");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_box_window_new:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Returns: (transfer none): the window, which reads itself each second
 */
GtkWidget *
mh_box_window_new (GtkWidget   *parent,
                   MhUiContext *context)
{
  MhBoxWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_BOX_WINDOW, "transient-for", gtk_widget_get_root (parent), "destroy-with-parent", TRUE,
                       "title", _("Two computers"), "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->context = g_object_ref (context);
  self->timer = g_timeout_add_seconds (1, second_passed_cb, self);
  read_again (self);

  return GTK_WIDGET (self);
}
