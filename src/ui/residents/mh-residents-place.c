/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-residents-place"

#include "mh-residents-place.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-duplicates-window.h"
#include "mh-export-window.h"
#include "mh-fix-window.h"
#include "mh-person-form.h"
#include "mh-import-line.h"
#include "mh-import-window.h"
#include "mh-people-model.h"
#include "mh-person-item.h"
#include "mh-person-page.h"
#include "mh-window.h"

struct _MhResidentsPlace
{
  GtkWidget           parent_instance;

  /* Template widgets */
  GtkStack           *views;
  GtkSearchEntry     *search;
  GtkLabel           *count;
  GtkStack           *states;
  GtkColumnView      *table;
  AdwStatusPage      *failure;

  /* Owned */
  MhUiContext        *context;
  MhPeopleModel      *model;
  GtkSingleSelection *selection;

  MhPersonPage       *page;       /* (unowned) child of @views */

  char               *entered;    /* (nullable) (owned) the text with which Enter was pressed before its answer was there */
};

/* Widths are for 1366 pixels at the usual size of text; the name takes what is left. */
static const struct {
  const char *title;
  const char *property;
  int         width;
  float       xalign;
} columns[] = {
  { N_("Name"), "name", 0, 0 },
  { N_("Kana"), "kana", 168, 0 },
  { N_("Birth"), "birth", 142, 0 },
  { N_("Age"), "age", 56, 1 },
  { N_("District"), "district", 96, 0 },
  { N_("Telephone"), "phone", 134, 0 },
  { N_("Reached by"), "reach", 132, 0 },
  { N_("Status"), "status", 76, 0 },
  { N_("Register number"), "number", 118, 0 },
};

static void implement_place (MhPlaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhResidentsPlace, mh_residents_place, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MH_TYPE_PLACE, implement_place))

static void
open_person (MhResidentsPlace *self,
             gint64            id)
{
  mh_person_page_show (self->page, id);
  gtk_stack_set_visible_child_name (self->views, "person");
}

/* A row that has just come into view does not know yet who stands in it. */
static void
open_item (MhResidentsPlace *self,
           MhPersonItem     *item)
{
  if (item != NULL && mh_person_item_get_id (item) != 0)
    open_person (self, mh_person_item_get_id (item));
}

/* Whether the rows are of another text than the one in the search field. */
static gboolean
is_waiting (MhResidentsPlace *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return mh_people_model_is_searching (self->model) || !g_str_equal (text, mh_people_model_get_text (self->model));
}

static void
open_selected (MhResidentsPlace *self)
{
  open_item (self, gtk_single_selection_get_selected_item (self->selection));
}

/* What was typed on since then is not what Enter was meant for. */
static void
open_entered (MhResidentsPlace *self)
{
  g_autofree char *entered = NULL;

  if (self->entered == NULL || is_waiting (self))
    return;

  entered = g_steal_pointer (&self->entered);
  if (g_str_equal (entered, mh_people_model_get_text (self->model)))
    open_selected (self);
}

static void
show_count (MhResidentsPlace *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *text = g_strdup_printf (ngettext ("%'u person", "%'u people", n), n);

  gtk_label_set_label (self->count, text);
}

static void
searched_cb (MhPeopleModel    *model,
             MhResidentsPlace *self)
{
  const char *page = "rows";

  if (g_list_model_get_n_items (G_LIST_MODEL (model)) == 0)
    page = *mh_people_model_get_text (model) == '\0' ? "empty" : "none";

  gtk_stack_set_visible_child_name (self->states, page);
  show_count (self);
  open_entered (self);
}

static void
search_failed_cb (MhPeopleModel    *model,
                  GError           *error,
                  MhResidentsPlace *self)
{
  g_clear_pointer (&self->entered, g_free);
  adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

/* While an input method composes, the entry's text does not change yet, so nothing half-typed is searched. GTK tells of a change
 * once at the start, too. */
static void
search_changed_cb (GtkSearchEntry   *entry,
                   MhResidentsPlace *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (self->model == NULL || g_str_equal (text, mh_people_model_get_text (self->model)))
    return;

  mh_people_model_search (self->model, text);
}

static void
search_activated_cb (GtkSearchEntry   *entry,
                     MhResidentsPlace *self)
{
  g_clear_pointer (&self->entered, g_free);
  if (is_waiting (self))
    self->entered = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  else
    open_selected (self);
}

static void
search_stopped_cb (GtkSearchEntry   *entry,
                   MhResidentsPlace *self)
{
  g_clear_pointer (&self->entered, g_free);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

static void
row_activated_cb (GtkColumnView    *table,
                  guint             position,
                  MhResidentsPlace *self)
{
  g_autoptr (MhPersonItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  open_item (self, item);
}

static gboolean
search_key_cb (GtkEventControllerKey *controller,
               guint                  key,
               guint                  code,
               GdkModifierType        state,
               MhResidentsPlace      *self)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  /* The last child of a column view is its list of rows. */
  return gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (self->table)));
}

static void
fix_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  mh_fix_window_open (widget, MH_RESIDENTS_PLACE (widget)->context);
}

static void
left_person_cb (MhPersonPage     *page,
                MhResidentsPlace *self)
{
  mh_place_go_back (MH_PLACE (self));
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *cell,
               gpointer                  user_data)
{
  guint number = GPOINTER_TO_UINT (user_data);
  GtkWidget *label = gtk_inscription_new (NULL);
  GtkExpression *item = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");
  GtkExpression *text = gtk_property_expression_new (MH_TYPE_PERSON_ITEM, item, columns[number].property);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (label), columns[number].xalign);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (label), 1);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (label), 1);
  gtk_widget_add_css_class (label, "mh-count");
  gtk_expression_bind (text, label, "text", cell);
  gtk_list_item_set_child (cell, label);
}

static void
add_columns (MhResidentsPlace *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(columns[i].title), factory);

    g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), GUINT_TO_POINTER (i));
    gtk_column_view_column_set_resizable (column, TRUE);
    if (columns[i].width > 0)
      gtk_column_view_column_set_fixed_width (column, columns[i].width);
    else
      gtk_column_view_column_set_expand (column, TRUE);

    gtk_column_view_append_column (self->table, column);
  }
}

static void
add_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  mh_person_form_add (widget, MH_RESIDENTS_PLACE (widget)->context);
}

static void
duplicates_activated_cb (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (mh_duplicates_window_new (widget, MH_RESIDENTS_PLACE (widget)->context)));
}

static void
import_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_import_window_present (widget, MH_RESIDENTS_PLACE (widget)->context);
}

static void
import_line_activated_cb (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  mh_import_line_run (widget, MH_RESIDENTS_PLACE (widget)->context);
}

static void
export_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  static const MhExportList lists[] = { MH_EXPORT_RESIDENTS, MH_EXPORT_CALLS, MH_EXPORT_PROBLEMS };
  MhResidentsPlace *self = MH_RESIDENTS_PLACE (widget);
  MhExportRequest request = { .search = mh_people_model_get_text (self->model) };

  mh_export_window_present (widget, self->context, lists, G_N_ELEMENTS (lists), &request);
}

static const char *
get_name (MhPlace *place)
{
  return "residents";
}

static const char *
get_title (MhPlace *place)
{
  return _("Residents");
}

static const char *
get_icon_name (MhPlace *place)
{
  return "system-users-symbolic";
}

static gboolean
is_at_person (MhResidentsPlace *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "person") == 0;
}

static void
refresh (MhPlace *place)
{
  MhResidentsPlace *self = MH_RESIDENTS_PLACE (place);

  mh_people_model_reload (self->model);
  if (is_at_person (self))
    mh_person_page_refresh (self->page);
}

static gboolean
go_back (MhPlace *place)
{
  MhResidentsPlace *self = MH_RESIDENTS_PLACE (place);

  if (!is_at_person (self))
    return FALSE;

  /* What was revealed with a reason is not to be seen when one comes back without. */
  mh_person_page_clear (self->page);
  gtk_stack_set_visible_child_name (self->views, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));

  return TRUE;
}

static gboolean
focus_search (MhPlace *place)
{
  MhResidentsPlace *self = MH_RESIDENTS_PLACE (place);

  go_back (place);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);

  return TRUE;
}

static void
show_item (MhPlace *place,
           gint64   id)
{
  open_person (MH_RESIDENTS_PLACE (place), id);
}

static void
implement_place (MhPlaceInterface *iface)
{
  iface->get_name = get_name;
  iface->get_title = get_title;
  iface->get_icon_name = get_icon_name;
  iface->refresh = refresh;
  iface->focus_search = focus_search;
  iface->show_item = show_item;
  iface->go_back = go_back;
}

static void
mh_residents_place_dispose (GObject *object)
{
  MhResidentsPlace *self = MH_RESIDENTS_PLACE (object);
  GtkWidget *child;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_RESIDENTS_PLACE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->context);
  g_clear_pointer (&self->entered, g_free);

  G_OBJECT_CLASS (mh_residents_place_parent_class)->dispose (object);
}

static void
mh_residents_place_class_init (MhResidentsPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mh_residents_place_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/machihoken/Machihoken/ui/mh-residents-place.ui");
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, views);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, search);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, count);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, states);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, table);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, failure);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "residents.add", NULL, add_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.duplicates", NULL, duplicates_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.export", NULL, export_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.fix", NULL, fix_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.import", NULL, import_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.import-line", NULL, import_line_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "residents.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "residents.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "residents.import", NULL);
}

static void
mh_residents_place_init (MhResidentsPlace *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);

  keys = gtk_event_controller_key_new ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

/**
 * mh_residents_place_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the place 「住民」
 */
GtkWidget *
mh_residents_place_new (MhUiContext *context)
{
  MhResidentsPlace *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_RESIDENTS_PLACE, NULL);
  self->context = g_object_ref (context);
  self->model = mh_people_model_new (context);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->model, "searched", G_CALLBACK (searched_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (search_failed_cb), self, G_CONNECT_DEFAULT);

  self->page = MH_PERSON_PAGE (mh_person_page_new (context));
  g_signal_connect_object (self->page, "left", G_CALLBACK (left_person_cb), self, G_CONNECT_DEFAULT);
  gtk_stack_add_named (self->views, GTK_WIDGET (self->page), "person");

  mh_import_window_take_drops (GTK_WIDGET (self), context);
  mh_people_model_search (self->model, "");

  return GTK_WIDGET (self);
}
