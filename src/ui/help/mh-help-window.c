/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-help-window"

#include "mh-help-window.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-help-paper.h"
#include "mh-keys.h"
#include "mh-print.h"
#include "mh-window.h"

#define WIDTH  560
#define HEIGHT 660
#define MARGIN 18

struct _MhHelpWindow
{
  AdwWindow          parent_instance;

  /* Children */
  GtkStack          *pages;
  GtkWidget         *back;
  GtkSearchEntry    *entry;
  GtkListBox        *list;
  GtkWidget         *nothing;
  GtkScrolledWindow *scrolled;
  GtkWidget         *title;      /* (nullable): of the page that is shown */

  GPtrArray         *help;       /* (owned) (nullable): %NULL where it cannot be read */
  const MhHelpPage  *page;       /* (nullable): in @help */
};

G_DEFINE_FINAL_TYPE (MhHelpWindow, mh_help_window, ADW_TYPE_WINDOW)

/* --- one page ------------------------------------------------------------------------------------------------------ */

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *heading = make_label (text, "heading");

  gtk_widget_set_margin_top (heading, 12);

  return heading;
}

/* What stands to the left hangs out; a screen reader tells both in one. */
static GtkWidget *
make_marked (const char *mark,
             const char *text,
             const char *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *sign = gtk_label_new (mark);
  GtkWidget *words = make_label (text, NULL);

  gtk_label_set_yalign (GTK_LABEL (sign), 0);
  gtk_label_set_xalign (GTK_LABEL (sign), 1);
  gtk_label_set_width_chars (GTK_LABEL (sign), 3);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), words);
  if (css_class != NULL)
    gtk_widget_add_css_class (box, css_class);

  return box;
}

static GtkWidget *
make_link (MhHelpWindow *self,
           const char   *id)
{
  const MhHelpPage *page = mh_help_find (self->help, id);
  GtkWidget *button = gtk_button_new_with_label (page != NULL ? page->title : id);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "help.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 6);

  return button;
}

static GtkWidget *
make_block (MhHelpWindow      *self,
            const MhHelpBlock *block)
{
  g_autofree char *number = g_strdup_printf ("%u.", block->number);

  switch (block->kind) {
  case MH_HELP_HEADING:
    return make_heading (block->text);
  case MH_HELP_STEP:
    return make_marked (number, block->text, NULL);
  case MH_HELP_ITEM:
    return make_marked ("・", block->text, NULL);
  case MH_HELP_NOTE:
    return make_marked ("※", block->text, "mh-help-note");
  case MH_HELP_LINK:
    return make_link (self, block->text);
  case MH_HELP_PARAGRAPH:
  default:
    return make_label (block->text, NULL);
  }
}

static GtkWidget *
make_body (MhHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 7);
  gtk_widget_set_margin_start (box, MARGIN);
  gtk_widget_set_margin_end (box, MARGIN);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, MARGIN);
  gtk_widget_add_css_class (box, "mh-help");
  /* So that the keys that scroll have somewhere to go, and a screen reader begins there. */
  self->title = make_label (self->page->title, "title-2");
  gtk_label_set_selectable (GTK_LABEL (self->title), TRUE);
  gtk_box_append (GTK_BOX (box), self->title);
  for (guint i = 0; i < self->page->blocks->len; i++)
    gtk_box_append (GTK_BOX (box), make_block (self, g_ptr_array_index (self->page->blocks, i)));

  return box;
}

/* A label takes the focus only where its text can be chosen, and then chooses all of it. */
static void
focus_title (MhHelpWindow *self)
{
  gtk_widget_grab_focus (self->title);
  gtk_label_select_region (GTK_LABEL (self->title), 0, 0);
}

static void
show_page (MhHelpWindow *self,
           const char   *id)
{
  self->page = self->help != NULL ? mh_help_find (self->help, id) : NULL;
  if (self->page == NULL)
    return;

  /* What has the focus must lose it before it goes. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_scrolled_window_set_child (self->scrolled, make_body (self));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_stack_set_visible_child_name (self->pages, "page");
  gtk_widget_set_visible (self->back, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.print", TRUE);
  focus_title (self);
}

/* --- the contents -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_row (const MhHelpPage *page,
          const char       *found)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), make_label (page->title, "mh-name"));
  if (*found != '\0')
    gtk_box_append (GTK_BOX (box), make_label (found, NULL));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "help.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", page->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, page->title, -1);

  return row;
}

static void
fill_list (MhHelpWindow *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);

  for (guint i = 0; self->help != NULL && i < self->help->len; i++) {
    const MhHelpPage *page = g_ptr_array_index (self->help, i);
    const char *found = mh_help_page_search (page, words);

    if (found == NULL)
      continue;

    gtk_list_box_append (self->list, make_row (page, found));
    n++;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->nothing, n == 0);
}

static void
search_changed_cb (GtkSearchEntry *entry,
                   MhHelpWindow   *self)
{
  fill_list (self);
}

/* Enter opens what is found first. */
static void
search_activated_cb (GtkSearchEntry *entry,
                     MhHelpWindow   *self)
{
  GtkListBoxRow *row;

  fill_list (self);
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    show_page (self, g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row)), NULL));
}

static gboolean
search_key_cb (GtkEventControllerKey *controller,
               guint                  key,
               guint                  code,
               GdkModifierType        state,
               MhHelpWindow          *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (GTK_WIDGET (row));

  return GDK_EVENT_STOP;
}

static void
show_contents (MhHelpWindow *self)
{
  self->page = NULL;
  gtk_stack_set_visible_child_name (self->pages, "contents");
  gtk_widget_set_visible (self->back, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.print", FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* --- what can be done ---------------------------------------------------------------------------------------------- */

static void
show_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  show_page (MH_HELP_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
contents_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  show_contents (MH_HELP_WINDOW (widget));
}

static void
page_wanted_cb (MhPrint *print,
                gpointer user_data)
{
  MhHelpWindow *self = user_data;

  mh_print_take_pages (print, self->page != NULL ? mh_help_paper_make_page (self->help, self->page) : NULL, NULL);
}

static void
print_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhHelpWindow *self = MH_HELP_WINDOW (widget);

  if (self->page != NULL)
    mh_print_roster_async (widget, self->page->title, FALSE, page_wanted_cb, g_object_ref (self), g_object_unref);
}

static gpointer
read_town_name (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  return mh_config_get (desk, "town.name", error);
}

static void
print_handbook (MhPrint      *print,
                MhHelpWindow *self,
                const char   *town)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = mh_date_format (mh_date_from_ms (g_date_time_to_unix (now) * 1000), MH_DATE_STYLE_LONG);

  mh_print_take_pages (print, mh_help_paper_make_handbook (self->help, town, date), NULL);
}

typedef struct {
  MhPrint      *print;
  MhHelpWindow *window;  /* (owned) */
} Handbook;

static void
town_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Handbook *handbook = user_data;
  g_autoptr (MhHelpWindow) self = handbook->window;
  g_autofree char *town = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  print_handbook (handbook->print, self, town);
}

static void
handbook_wanted_cb (MhPrint *print,
                    gpointer user_data)
{
  MhHelpWindow *self = user_data;
  MhWindow *window = mh_window_of (GTK_WIDGET (self));
  MhUiContext *context = window != NULL ? mh_window_get_context (window) : NULL;
  Handbook *handbook;

  if (context == NULL) {
    print_handbook (print, self, NULL);
    return;
  }

  handbook = g_new0 (Handbook, 1);
  handbook->print = print;
  handbook->window = g_object_ref (self);
  mh_ui_context_read_async (context, read_town_name, NULL, NULL, g_free, NULL, town_read_cb, handbook);
}

static void
print_all_activated_cb (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  if (MH_HELP_WINDOW (widget)->help != NULL)
    mh_print_roster_async (widget, _("Machihoken: handbook"), FALSE, handbook_wanted_cb, g_object_ref (widget), g_object_unref);
}

/* --- the window ---------------------------------------------------------------------------------------------------- */

static void
mh_help_window_dispose (GObject *object)
{
  MhHelpWindow *self = MH_HELP_WINDOW (object);

  self->page = NULL;
  g_clear_pointer (&self->help, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_help_window_parent_class)->dispose (object);
}

static void
mh_help_window_class_init (MhHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_help_window_dispose;
  gtk_widget_class_install_action (widget_class, "help.show", "s", show_activated_cb);
  gtk_widget_class_install_action (widget_class, "help.contents", NULL, contents_activated_cb);
  gtk_widget_class_install_action (widget_class, "help.search", NULL, contents_activated_cb);
  gtk_widget_class_install_action (widget_class, "help.print", NULL, print_activated_cb);
  gtk_widget_class_install_action (widget_class, "help.print-all", NULL, print_all_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  mh_keys_bind (widget_class, "help", NULL);
}

static GtkWidget *
make_contents (MhHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->entry, "placeholder-text", _("Words to look for"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search the help"), -1);
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (search_activated_cb), self);
  /* Escape, which the entry would keep for itself. */
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "mh-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages of the help"), -1);
  self->nothing = make_label (_("No page has these words. Try a shorter one."), NULL);
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (inner), self->nothing);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), inner);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_margin_start (box, MARGIN);
  gtk_widget_set_margin_end (box, MARGIN);
  gtk_widget_set_margin_top (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scrolled);

  return box;
}

static GtkWidget *
make_button (const char *label,
             const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static GtkWidget *
make_foot (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (box, "mh-bar");
  gtk_box_append (GTK_BOX (box), make_button (_("_Print This Page …"), "help.print"));
  gtk_box_append (GTK_BOX (box), make_button (_("Print the _Whole Handbook …"), "help.print-all"));

  return box;
}

static void
mh_help_window_init (MhHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  g_autoptr (GtkWindowGroup) group = gtk_window_group_new ();
  g_autoptr (GError) error = NULL;

  self->help = mh_help_read (&error);
  if (self->help == NULL)
    g_warning ("The help cannot be read: %s", error->message);

  self->pages = GTK_STACK (gtk_stack_new ());
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_stack_add_named (self->pages, make_contents (self), "contents");
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->scrolled), "page");
  self->back = make_button (_("To the _Contents"), "help.contents");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->back);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pages));
  gtk_box_append (GTK_BOX (box), make_foot ());
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Help"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  /* A window that keeps the others waiting keeps those of its group waiting. */
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  fill_list (self);
  show_contents (self);
}

static MhHelpWindow *
find_open (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

    if (MH_IS_HELP_WINDOW (window) && !gtk_widget_in_destruction (window))
      return MH_HELP_WINDOW (window);
  }

  return NULL;
}

/**
 * mh_help_window_open:
 * @parent: a widget in the window that it is about
 * @page: the id of a page; the contents for one that is not there
 *
 * Shows a page in the help window, which is made where there is none.
 */
void
mh_help_window_open (GtkWidget  *parent,
                     const char *page)
{
  MhHelpWindow *self = find_open ();
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (page != NULL);

  root = gtk_widget_get_root (parent);
  if (self == NULL) {
    MhWindow *window = mh_window_of (parent);

    self = g_object_new (MH_TYPE_HELP_WINDOW, NULL);
    if (window != NULL)
      g_signal_connect_object (window, "destroy", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  }
  if (GTK_IS_WINDOW (root) && GTK_WINDOW (root) != GTK_WINDOW (self))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  show_page (self, page);
}

/**
 * mh_help_window_get_page:
 * @self: the help
 *
 * Returns: (nullable): the id of the page that is shown; %NULL for the contents
 */
const char *
mh_help_window_get_page (MhHelpWindow *self)
{
  g_return_val_if_fail (MH_IS_HELP_WINDOW (self), NULL);

  return self->page != NULL ? self->page->id : NULL;
}
