/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-residents-place"

#include "mh-residents-place.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-duplicates-window.h"
#include "mh-export-window.h"
#include "mh-fix-window.h"
#include "mh-keys.h"
#include "mh-person-form.h"
#include "mh-import-line.h"
#include "mh-import-window.h"
#include "mh-people-columns-panel.h"
#include "mh-people-filters.h"
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
  GtkMenuButton      *filter_button;
  GtkMenuButton      *columns_button;
  MhPeopleFilters    *filters;
  GtkWidget          *scroller;
  GtkStack           *states;
  GtkColumnView      *table;
  AdwStatusPage      *failure;

  /* Owned */
  MhUiContext        *context;
  MhPeopleModel      *model;
  GtkSingleSelection *selection;
  MhPeopleColumns    *columns;

  MhPersonPage       *page;       /* (unowned) child of @views */

  char               *entered;    /* (nullable) (owned) the text with which Enter was pressed before its answer was there */
  gint64              kept;       /* who is to be selected again once the rows are others; 0: the first one */
  GtkWidget          *described;  /* (weak) the row that says which one it is */
  guint               describing; /* source that will say it */
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

/* What text, filters and headings ask for. */
static MhPeopleQuery *
read_query (MhResidentsPlace *self)
{
  MhPeopleQuery *query = mh_people_query_new (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  mh_people_filters_apply (self->filters, query);
  mh_people_columns_get_sort (self->columns, &query->sort, &query->descending);

  return query;
}

/* Whether the rows are the answer to something else. */
static gboolean
is_waiting (MhResidentsPlace *self)
{
  g_autoptr (MhPeopleQuery) query = read_query (self);

  return mh_people_model_is_searching (self->model) || !mh_people_query_equal (query, mh_people_model_get_query (self->model));
}

static void
ask (MhResidentsPlace *self)
{
  g_autoptr (MhPeopleQuery) query = NULL;

  if (self->model == NULL)
    return;

  query = read_query (self);
  if (!mh_people_query_equal (query, mh_people_model_get_query (self->model)))
    mh_people_model_ask (self->model, query);
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
  if (g_str_equal (entered, mh_people_model_get_query (self->model)->text))
    open_selected (self);
}

static gboolean
is_everybody (const MhPeopleQuery *query)
{
  return *query->text == '\0' && !mh_people_query_is_filtered (query);
}

static void
show_count (MhResidentsPlace *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *text = NULL;

  if (is_everybody (mh_people_model_get_query (self->model)))
    text = g_strdup_printf (ngettext ("%'u person", "%'u people", n), n);
  else
    text = g_strdup_printf (ngettext ("Found: %'u person", "Found: %'u people", n), n);

  gtk_label_set_label (self->count, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
set_described (MhResidentsPlace *self,
               GtkWidget        *row)
{
  if (self->described != NULL && self->described != row)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->described), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);

  g_set_weak_pointer (&self->described, row);
}

/* GTK 4.8 tells screen readers neither where a row stands nor how many there are. */
static gboolean
describe_selected_cb (gpointer data)
{
  MhResidentsPlace *self = data;
  guint selected = gtk_single_selection_get_selected (self->selection);
  GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_last_child (GTK_WIDGET (self->table)));
  g_autofree char *text = NULL;

  self->describing = 0;
  while (row != NULL && (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    row = gtk_widget_get_next_sibling (row);

  set_described (self, row);
  if (row == NULL || selected == GTK_INVALID_LIST_POSITION)
    return G_SOURCE_REMOVE;

  /* Translators: which row of the list this is */
  text = g_strdup_printf (_("%u of %u"), selected + 1, g_list_model_get_n_items (G_LIST_MODEL (self->model)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);

  return G_SOURCE_REMOVE;
}

/* The list has to select its row first. */
static void
describe_selected (MhResidentsPlace *self)
{
  if (self->describing == 0)
    self->describing = g_idle_add (describe_selected_cb, self);
}

/* Rows change in place. Where somebody else was asked for, the first one found is meant; where the list is only read again, the same person. */
static void
turning_cb (MhPeopleModel    *model,
            gboolean          other,
            MhResidentsPlace *self)
{
  MhPersonItem *item = gtk_single_selection_get_selected_item (self->selection);

  self->kept = other || item == NULL ? 0 : mh_person_item_get_id (item);
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
select_kept (MhResidentsPlace *self)
{
  guint position;

  if (self->kept < 0)
    return;

  position = mh_people_model_find (self->model, self->kept);
  gtk_single_selection_set_selected (self->selection, position != G_MAXUINT ? position : 0);
  self->kept = -1;
}

static void
searched_cb (MhPeopleModel    *model,
             MhResidentsPlace *self)
{
  const char *page = "rows";

  if (g_list_model_get_n_items (G_LIST_MODEL (model)) == 0)
    page = is_everybody (mh_people_model_get_query (model)) ? "empty" : "none";

  gtk_stack_set_visible_child_name (self->states, page);
  select_kept (self);
  show_count (self);
  describe_selected (self);
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
  ask (self);
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
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
  else
    mh_people_filters_clear (self->filters);
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
  MhExportRequest request = { .query = mh_people_model_get_query (self->model) };

  mh_export_window_present (widget, self->context, lists, G_N_ELEMENTS (lists), &request);
}

static void
everybody_activated_cb (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  MhResidentsPlace *self = MH_RESIDENTS_PLACE (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  mh_people_filters_clear (self->filters);
}

static void
filter_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  gtk_menu_button_popup (MH_RESIDENTS_PLACE (widget)->filter_button);
}

static void
columns_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  gtk_menu_button_popup (MH_RESIDENTS_PLACE (widget)->columns_button);
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
    return mh_people_filters_clear (self->filters);

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
  g_clear_handle_id (&self->describing, g_source_remove);
  g_clear_weak_pointer (&self->described);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_RESIDENTS_PLACE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_object (&self->columns);
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
  g_type_ensure (MH_TYPE_PEOPLE_FILTERS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/machihoken/Machihoken/ui/mh-residents-place.ui");
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, views);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, search);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, count);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, filter_button);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, columns_button);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, filters);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, scroller);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, states);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, table);
  gtk_widget_class_bind_template_child (widget_class, MhResidentsPlace, failure);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "residents.add", NULL, add_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.duplicates", NULL, duplicates_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.everybody", NULL, everybody_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.export", NULL, export_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.filter", NULL, filter_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.columns", NULL, columns_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.fix", NULL, fix_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.import", NULL, import_activated_cb);
  gtk_widget_class_install_action (widget_class, "residents.import-line", NULL, import_line_activated_cb);
  mh_keys_bind (widget_class, "residents", NULL);
}

static void
mh_residents_place_init (MhResidentsPlace *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->kept = -1;
  self->columns = mh_people_columns_new (self->table);
  g_signal_connect_object (self->columns, "sorted", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "arranged", G_CALLBACK (describe_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);

  keys = gtk_event_controller_key_new ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (search_key_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

static void
add_columns_panel (MhResidentsPlace *self)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), mh_people_columns_panel_new (self->columns));
  gtk_menu_button_set_popover (self->columns_button, popover);
}

/* Also where the first question is that which nobody asked. */
static void
ask_first (MhResidentsPlace *self)
{
  g_autoptr (MhPeopleQuery) query = read_query (self);

  mh_people_model_ask (self->model, query);
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
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (describe_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "turning", G_CALLBACK (turning_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->model, "searched", G_CALLBACK (searched_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (search_failed_cb), self, G_CONNECT_DEFAULT);

  self->page = MH_PERSON_PAGE (mh_person_page_new (context));
  g_signal_connect_object (self->page, "left", G_CALLBACK (left_person_cb), self, G_CONNECT_DEFAULT);
  gtk_stack_add_named (self->views, GTK_WIDGET (self->page), "person");

  mh_import_window_take_drops (GTK_WIDGET (self), context);
  mh_people_filters_begin (self->filters, context, self->filter_button);
  add_columns_panel (self);
  ask_first (self);

  return GTK_WIDGET (self);
}
