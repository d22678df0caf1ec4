/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-blackout-window"

#include "mh-blackout-window.h"

#include <glib/gi18n-lib.h>

#include "mh-blackout-slips.h"
#include "mh-blackout.h"
#include "mh-day-entry.h"
#include "mh-error.h"
#include "mh-file-dialogs.h"

#define WIDTH         1120
#define HEIGHT        660
#define SIDE          400
#define DEFAULT_SLIPS 32
#define SLIPS_STEP    8     /* as many are on a page */
#define PULSE_MS      150

struct _MhBlackoutWindow
{
  AdwWindow       parent_instance;

  MhDayEntry     *from;        /* (unowned) */
  MhDayEntry     *to;          /* (unowned) */
  GtkSpinButton  *n_slips;     /* (unowned) */
  GtkLabel       *folder_label; /* (unowned) */
  GtkProgressBar *progress;    /* (unowned) */
  GtkLabel       *said;        /* (unowned) what came of it */
  GtkWidget      *open;        /* (unowned) opens the PDF */

  /* Owned */
  MhUiContext    *context;
  char           *folder;      /* (nullable) */
  char           *paper;       /* (nullable) */
  guint           pulse;
};

G_DEFINE_FINAL_TYPE (MhBlackoutWindow, mh_blackout_window, ADW_TYPE_WINDOW)

typedef struct {
  MhDate from;
  MhDate to;
} Days;

typedef struct {
  MhBlackoutRequest request;
  char             *folder;   /* (owned) */
  MhSecrets        *secrets;  /* (owned) (nullable) */
} Order;

static void
order_free (Order *order)
{
  g_free (order->folder);
  g_clear_object (&order->secrets);
  g_free (order);
}

static gpointer
find_days (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  Days days;

  return mh_blackout_find_dates (desk, &days.from, &days.to, error) ? g_memdup2 (&days, sizeof days) : NULL;
}

static gpointer
make_pack (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  Order *order = input;

  if (order->secrets != NULL)
    return mh_blackout_make (desk, order->secrets, &order->request, error);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_UNAVAILABLE,
                       _("The key for the encrypted file cannot be reached. Please unlock the keyring of this PC and start the program again."));

  return NULL;
}

static void
say (MhBlackoutWindow *self,
     const char       *words)
{
  gtk_label_set_label (self->said, words);
  gtk_widget_set_visible (GTK_WIDGET (self->said), *words != '\0');
}

static void
stop_pulse (MhBlackoutWindow *self)
{
  if (self->pulse != 0)
    g_source_remove (self->pulse);
  self->pulse = 0;
}

static gboolean
pulsed_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (MH_BLACKOUT_WINDOW (user_data)->progress);

  return G_SOURCE_CONTINUE;
}

static void
set_running (MhBlackoutWindow *self,
             gboolean          running)
{
  stop_pulse (self);
  if (running)
    self->pulse = g_timeout_add (PULSE_MS, pulsed_cb, self);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "blackout.make", !running && self->folder != NULL);
}

static void
show_made (MhBlackoutWindow     *self,
           const MhBlackoutMade *made)
{
  g_autofree char *file = g_filename_display_name (made->file);
  g_autofree char *paper = g_filename_display_name (made->paper);
  g_autofree char *words =
    g_strdup_printf (_("Pack %s was made: lists of %u days, %u people, %u on the waiting list.\n\nTo print, and to delete after printing:\n%s\n\n"
                       "To keep, for example on a USB stick (it is encrypted):\n%s"),
                     made->pack->code, made->n_sessions, made->n_people, made->n_waiting, paper, file);

  g_free (self->paper);
  self->paper = g_strdup (made->paper);
  say (self, words);
  gtk_widget_set_visible (self->open, TRUE);
  gtk_widget_grab_focus (self->open);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhBlackoutWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhBlackoutMade) made = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  set_running (self, FALSE);
  if (made == NULL) {
    say (self, error->message);
    return;
  }

  show_made (self, made);
  mh_ui_context_emit_changed (self->context);
}

static void
make_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhBlackoutWindow *self = MH_BLACKOUT_WINDOW (widget);
  MhSecrets *secrets = mh_ui_context_get_secrets (self->context);
  Order *order;

  if (!mh_day_entry_is_good (self->from) || !mh_day_entry_is_good (self->to)) {
    say (self, _("Please look at the two days again: one of them cannot be read."));
    return;
  }

  order = g_new0 (Order, 1);
  order->folder = g_strdup (self->folder);
  order->secrets = secrets != NULL ? g_object_ref (secrets) : NULL;
  order->request = (MhBlackoutRequest) {
    .from = mh_day_entry_get_day (self->from),
    .to = mh_day_entry_get_day (self->to),
    .n_slips = gtk_spin_button_get_value_as_int (self->n_slips),
    .folder = order->folder,
  };

  gtk_widget_set_visible (self->open, FALSE);
  say (self, "");
  set_running (self, TRUE);
  mh_ui_context_run_async (self->context, make_pack, order, (GDestroyNotify) order_free, (GDestroyNotify) mh_blackout_made_free, NULL, made_cb,
                           g_object_ref (self));
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  MhBlackoutWindow *self = MH_BLACKOUT_WINDOW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (self->context != NULL && path != NULL)
    mh_blackout_window_set_folder (self, path);
}

static void
folder_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_file_dialogs_folder_async (widget, _("Where should the blackout pack go?"), folder_chosen_cb, NULL);
}

static void
open_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhBlackoutWindow *self = MH_BLACKOUT_WINDOW (widget);
  g_autofree char *uri = self->paper != NULL ? g_filename_to_uri (self->paper, NULL, NULL) : NULL;

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
days_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhBlackoutWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Days *days = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (days == NULL) {
    say (self, error->message);
    return;
  }

  mh_day_entry_set_day (self->from, days->from);
  mh_day_entry_set_day (self->to, days->to);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static GtkWidget *
add_button (GtkWidget  *box,
            const char *words,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static MhDayEntry *
add_day (GtkWidget  *box,
         const char *label)
{
  GtkWidget *entry = mh_day_entry_new (label, MH_DATE_NONE);

  add_label (box, label, "dim-label");
  gtk_box_append (GTK_BOX (box), entry);

  return MH_DAY_ENTRY (entry);
}

static void
fill_side (MhBlackoutWindow *self,
           GtkWidget        *box)
{
  GtkWidget *make;

  add_label (box, _("Make a pack"), "heading");
  add_label (box, _("A pack is made of what is needed on a day without power: the lists of the days, the free times, the waiting list, telephone numbers "
                    "for calling off, and numbered blank slips. Who is protected stands there without address and telephone."), NULL);
  self->from = add_day (box, _("First day of the pack"));
  self->to = add_day (box, _("Last day of the pack"));
  add_label (box, _("Blank slips"), "dim-label");
  self->n_slips = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, MH_BLACKOUT_MOST_SLIPS, SLIPS_STEP));
  gtk_spin_button_set_value (self->n_slips, DEFAULT_SLIPS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->n_slips), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Blank slips"), -1);
  gtk_widget_set_halign (GTK_WIDGET (self->n_slips), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->n_slips));

  add_button (box, _("_Choose a Folder …"), "blackout.folder");
  self->folder_label = GTK_LABEL (add_label (box, _("No folder is chosen yet."), "dim-label"));
  make = add_button (box, _("_Make the Pack"), "blackout.make");
  gtk_widget_add_css_class (make, "suggested-action");

  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The pack is being made"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  self->said = GTK_LABEL (add_label (box, "", NULL));
  gtk_label_set_selectable (self->said, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->said), FALSE);
  self->open = add_button (box, _("_Open the PDF to Print It"), "blackout.open");
  gtk_widget_set_visible (self->open, FALSE);
}

static GtkWidget *
make_side (MhBlackoutWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  fill_side (self, box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, SIDE, -1);
  gtk_widget_set_hexpand (scrolled, FALSE);

  return scrolled;
}

static void
mh_blackout_window_dispose (GObject *object)
{
  MhBlackoutWindow *self = MH_BLACKOUT_WINDOW (object);

  stop_pulse (self);
  g_clear_object (&self->context);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->paper, g_free);

  G_OBJECT_CLASS (mh_blackout_window_parent_class)->dispose (object);
}

static void
mh_blackout_window_class_init (MhBlackoutWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_blackout_window_dispose;
  gtk_widget_class_install_action (widget_class, "blackout.folder", NULL, folder_activated_cb);
  gtk_widget_class_install_action (widget_class, "blackout.make", NULL, make_activated_cb);
  gtk_widget_class_install_action (widget_class, "blackout.open", NULL, open_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_blackout_window_init (MhBlackoutWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "blackout.make", FALSE);
}

static void
build (MhBlackoutWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *slips = mh_blackout_slips_new (self->context);

  gtk_widget_set_hexpand (slips, TRUE);
  gtk_box_append (GTK_BOX (halves), make_side (self));
  gtk_box_append (GTK_BOX (halves), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (halves), slips);
  gtk_widget_set_vexpand (halves, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), halves);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * mh_blackout_window_set_folder:
 * @self: the window
 * @folder: the folder that both files go to
 */
void
mh_blackout_window_set_folder (MhBlackoutWindow *self,
                               const char       *folder)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (MH_IS_BLACKOUT_WINDOW (self));
  g_return_if_fail (folder != NULL);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  shown = g_filename_display_name (folder);
  gtk_label_set_label (self->folder_label, shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "blackout.make", self->pulse == 0);
}

/**
 * mh_blackout_window_new:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Returns: (transfer none): the window, which reads the days and the newest pack itself
 */
GtkWidget *
mh_blackout_window_new (GtkWidget   *parent,
                        MhUiContext *context)
{
  MhBlackoutWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_BLACKOUT_WINDOW, "transient-for", gtk_widget_get_root (parent), "destroy-with-parent", TRUE,
                       "title", _("Days without Power"), "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->context = g_object_ref (context);
  build (self);
  mh_ui_context_read_async (context, find_days, NULL, NULL, g_free, NULL, days_found_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
