/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people-filters"

#include "mh-people-filters.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "mh-fields.h"

typedef enum { AGE_FROM, AGE_TO, N_AGES } Age;

struct _MhPeopleFilters
{
  GtkWidget      parent_instance;

  MhUiContext   *context;     /* (owned) */
  MhPeopleQuery *query;       /* (owned) its filters are those that are set */
  GtkWidget     *chips;       /* (unowned) */

  /* On the panel, unowned */
  GtkMenuButton *button;
  GtkDropDown   *district;
  GtkEditable   *ages[N_AGES];
  GtkLabel      *problem;
  GtkDropDown   *state;
  GtkDropDown   *booked;

  gboolean       is_filling;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (MhPeopleFilters, mh_people_filters, GTK_TYPE_WIDGET)

static void fill_chips (MhPeopleFilters *self);
static void show_panel (MhPeopleFilters *self);

static void
tell (MhPeopleFilters *self)
{
  fill_chips (self);
  g_signal_emit (self, changed_signal, 0);
}

typedef enum { CHIP_DISTRICT, CHIP_AGE, CHIP_STATE, CHIP_BOOKED } Chip;

static void
chip_clicked_cb (GtkButton       *button,
                 MhPeopleFilters *self)
{
  switch ((Chip) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "chip"))) {
  case CHIP_DISTRICT:
    g_clear_pointer (&self->query->district, g_free);
    break;
  case CHIP_AGE:
    self->query->age_from = self->query->age_to = MH_PEOPLE_ANY_AGE;
    break;
  case CHIP_STATE:
    self->query->state = MH_RESIDENT_STATE_ANY;
    break;
  case CHIP_BOOKED:
  default:
    self->query->booked = MH_RESIDENT_BOOKED_ANY;
    break;
  }

  show_panel (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  tell (self);
}

static void
clear_clicked_cb (MhPeopleFilters *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  mh_people_filters_clear (self);
}

static void
add_chip (MhPeopleFilters *self,
          Chip             chip,
          const char      *text)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *icon = gtk_image_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = g_strdup_printf (_("Take away the filter “%s”"), text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (box), label);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "chip", GUINT_TO_POINTER (chip));
  g_signal_connect_object (button, "clicked", G_CALLBACK (chip_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->chips), button);
}

static void
add_clear_button (MhPeopleFilters *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Take All Away"));

  gtk_widget_set_tooltip_text (button, _("Shows everybody again (Esc)"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (clear_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->chips), button);
}

static void
fill_chips (MhPeopleFilters *self)
{
  const MhPeopleQuery *query = self->query;
  g_autofree char *age = mh_people_query_dup_age (query);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), child);

  gtk_widget_set_visible (GTK_WIDGET (self), mh_people_query_is_filtered (query));
  if (query->district != NULL)
    add_chip (self, CHIP_DISTRICT, query->district);
  if (age != NULL)
    add_chip (self, CHIP_AGE, age);
  if (query->state != MH_RESIDENT_STATE_ANY)
    add_chip (self, CHIP_STATE, mh_people_state_label (query->state));
  if (query->booked != MH_RESIDENT_BOOKED_ANY)
    add_chip (self, CHIP_BOOKED, mh_people_booked_label (query->booked));
  add_clear_button (self);
}

/* Digits of any width. Returns: whether it is empty or an age */
static gboolean
read_age (GtkEditable *entry,
          int         *out_age)
{
  g_autofree char *text = g_utf8_normalize (gtk_editable_get_text (entry), -1, G_NORMALIZE_NFKC);
  char *end;
  long age;

  *out_age = MH_PEOPLE_ANY_AGE;
  g_strstrip (text);
  if (*text == '\0')
    return TRUE;

  age = strtol (text, &end, 10);
  if (*end != '\0' || age < 0 || age > MH_PEOPLE_OLDEST_AGE)
    return FALSE;

  *out_age = (int) age;

  return TRUE;
}

static void
mark_age (MhPeopleFilters *self,
          Age              age,
          gboolean         is_wrong)
{
  mh_fields_set_problem (GTK_WIDGET (self->ages[age]), is_wrong ? gtk_label_get_label (self->problem) : NULL);
}

/* Ages that cannot be read filter nothing, and say so. */
static void
read_ages (MhPeopleFilters *self)
{
  int ages[N_AGES];
  gboolean good[N_AGES];
  gboolean is_turned;

  for (Age i = 0; i < N_AGES; i++)
    good[i] = read_age (self->ages[i], &ages[i]);
  is_turned = ages[AGE_FROM] >= 0 && ages[AGE_TO] >= 0 && ages[AGE_FROM] > ages[AGE_TO];
  gtk_label_set_label (self->problem, is_turned ? _("The first age is above the second.") : _("Write an age in years, such as 65."));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), !good[AGE_FROM] || !good[AGE_TO] || is_turned);
  mark_age (self, AGE_FROM, !good[AGE_FROM]);
  mark_age (self, AGE_TO, !good[AGE_TO] || is_turned);
  self->query->age_from = is_turned ? MH_PEOPLE_ANY_AGE : ages[AGE_FROM];
  self->query->age_to = is_turned ? MH_PEOPLE_ANY_AGE : ages[AGE_TO];
}

static char *
dup_district (MhPeopleFilters *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->district);

  if (chosen == NULL || gtk_drop_down_get_selected (self->district) == 0)
    return NULL;

  return g_strdup (gtk_string_object_get_string (chosen));
}

static void
panel_changed_cb (MhPeopleFilters *self)
{
  if (self->is_filling)
    return;

  g_free (self->query->district);
  self->query->district = dup_district (self);
  self->query->state = MIN (gtk_drop_down_get_selected (self->state), MH_RESIDENT_N_STATES - 1);
  self->query->booked = MIN (gtk_drop_down_get_selected (self->booked), MH_RESIDENT_N_BOOKED - 1);
  read_ages (self);
  tell (self);
}

/* Enter goes on, as Tab does; from the last age to what comes after it. */
static void
age_entered_cb (GtkEntry        *entry,
                MhPeopleFilters *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (GTK_EDITABLE (entry) == self->ages[AGE_FROM] ? GTK_WIDGET (self->ages[AGE_TO]) : GTK_WIDGET (self->state)));
}

static guint
find_district (MhPeopleFilters *self)
{
  GListModel *names = gtk_drop_down_get_model (self->district);

  for (guint i = 1; self->query->district != NULL && i < g_list_model_get_n_items (names); i++) {
    g_autoptr (GtkStringObject) name = g_list_model_get_item (names, i);

    if (strcmp (gtk_string_object_get_string (name), self->query->district) == 0)
      return i;
  }

  return 0;
}

static void
show_age (MhPeopleFilters *self,
          Age              age,
          int              years)
{
  g_autofree char *text = years >= 0 ? g_strdup_printf ("%d", years) : g_strdup ("");

  gtk_editable_set_text (self->ages[age], text);
}

static void
show_panel (MhPeopleFilters *self)
{
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->district, find_district (self));
  gtk_drop_down_set_selected (self->state, self->query->state);
  gtk_drop_down_set_selected (self->booked, self->query->booked);
  show_age (self, AGE_FROM, self->query->age_from);
  show_age (self, AGE_TO, self->query->age_to);
  read_ages (self);
  self->is_filling = FALSE;
}

static void
set_districts (MhPeopleFilters *self,
               GPtrArray       *districts)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("All districts"));
  for (guint i = 0; districts != NULL && i < districts->len; i++)
    gtk_string_list_append (names, districts->pdata[i]);

  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->district, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->district, find_district (self));
  self->is_filling = FALSE;
}

static gpointer
read_districts (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  return mh_resident_browse_districts (desk->db, mh_desk_today (desk), error);
}

static void
districts_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (MhPeopleFilters) self = user_data;
  g_autoptr (GPtrArray) districts = mh_ui_context_finish (MH_UI_CONTEXT (source), result, NULL);

  if (districts != NULL && self->context != NULL)
    set_districts (self, districts);
}

/* The districts of now. */
static void
panel_shown_cb (MhPeopleFilters *self)
{
  mh_ui_context_read_async (self->context, read_districts, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, districts_read_cb,
                            g_object_ref (self));
}

static GtkWidget *
add_row (GtkGrid    *grid,
         int         row,
         const char *title,
         GtkWidget  *widget)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, widget, 1, row, 1, 1);
  gtk_widget_set_hexpand (widget, TRUE);

  return widget;
}

static GtkWidget *
make_choice (const char *name,
             guint       n,
             const char *(*label)(guint))
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (words, label (i));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return choice;
}

static const char *
label_state (guint state)
{
  return mh_people_state_label (state);
}

static const char *
label_booked (guint booked)
{
  return mh_people_booked_label (booked);
}

static GtkWidget *
make_ages (MhPeopleFilters *self)
{
  static const char * const names[N_AGES] = { N_("Age from"), N_("Age to") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  for (Age i = 0; i < N_AGES; i++) {
    GtkWidget *entry = gtk_entry_new ();

    self->ages[i] = GTK_EDITABLE (entry);
    gtk_editable_set_width_chars (self->ages[i], 5);
    gtk_editable_set_max_width_chars (self->ages[i], 5);
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
    gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _(names[i]), -1);
    g_signal_connect_object (entry, "changed", G_CALLBACK (panel_changed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (entry, "activate", G_CALLBACK (age_entered_cb), self, G_CONNECT_DEFAULT);
    gtk_box_append (GTK_BOX (box), entry);
    /* Translators: behind the first and the second of two ages, "65 to 74 years" */
    gtk_box_append (GTK_BOX (box), gtk_label_new (i == AGE_FROM ? _("to") : C_("age", "years")));
  }

  return box;
}

static GtkWidget *
make_panel (MhPeopleFilters *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->district = GTK_DROP_DOWN (gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_drop_down_set_enable_search (self->district, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->district), GTK_ACCESSIBLE_PROPERTY_LABEL, _("District"), -1);
  self->state = GTK_DROP_DOWN (make_choice (_("State"), MH_RESIDENT_N_STATES, label_state));
  self->booked = GTK_DROP_DOWN (make_choice (_("Booking"), MH_RESIDENT_N_BOOKED, label_booked));
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_max_width_chars (self->problem, 24);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "mh-refusal");

  add_row (GTK_GRID (grid), 0, _("District"), GTK_WIDGET (self->district));
  add_row (GTK_GRID (grid), 1, _("Age"), make_ages (self));
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->problem), 1, 2, 1, 1);
  add_row (GTK_GRID (grid), 3, _("State"), GTK_WIDGET (self->state));
  add_row (GTK_GRID (grid), 4, _("Booking"), GTK_WIDGET (self->booked));

  g_signal_connect_object (self->district, "notify::selected", G_CALLBACK (panel_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::selected", G_CALLBACK (panel_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->booked, "notify::selected", G_CALLBACK (panel_changed_cb), self, G_CONNECT_SWAPPED);

  return grid;
}

static void
mh_people_filters_dispose (GObject *object)
{
  MhPeopleFilters *self = MH_PEOPLE_FILTERS (object);

  g_clear_pointer (&self->chips, gtk_widget_unparent);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_people_filters_parent_class)->dispose (object);
}

static void
mh_people_filters_finalize (GObject *object)
{
  mh_people_query_free (MH_PEOPLE_FILTERS (object)->query);

  G_OBJECT_CLASS (mh_people_filters_parent_class)->finalize (object);
}

static void
mh_people_filters_class_init (MhPeopleFiltersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_people_filters_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_people_filters_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_people_filters_init (MhPeopleFilters *self)
{
  self->query = mh_people_query_new ("");
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->chips, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * mh_people_filters_begin:
 * @self: the filters
 * @context: the open town
 * @button: opens the panel
 */
void
mh_people_filters_begin (MhPeopleFilters *self,
                         MhUiContext     *context,
                         GtkMenuButton   *button)
{
  GtkWidget *popover;

  g_return_if_fail (MH_IS_PEOPLE_FILTERS (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  self->context = g_object_ref (context);
  self->button = button;
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), make_panel (self));
  gtk_menu_button_set_popover (button, popover);
  g_signal_connect_object (popover, "map", G_CALLBACK (panel_shown_cb), self, G_CONNECT_SWAPPED);
  set_districts (self, NULL);
  show_panel (self);
}

/**
 * mh_people_filters_apply:
 * @self: the filters
 * @query: a query
 */
void
mh_people_filters_apply (MhPeopleFilters *self,
                         MhPeopleQuery   *query)
{
  g_return_if_fail (MH_IS_PEOPLE_FILTERS (self));

  g_free (query->district);
  query->district = g_strdup (self->query->district);
  query->age_from = self->query->age_from;
  query->age_to = self->query->age_to;
  query->state = self->query->state;
  query->booked = self->query->booked;
}

/**
 * mh_people_filters_clear:
 * @self: the filters
 *
 * Takes all away.
 *
 * Returns: whether there were any
 */
gboolean
mh_people_filters_clear (MhPeopleFilters *self)
{
  g_return_val_if_fail (MH_IS_PEOPLE_FILTERS (self), FALSE);

  if (!mh_people_query_is_filtered (self->query))
    return FALSE;

  mh_people_query_clear_filters (self->query);
  show_panel (self);
  tell (self);

  return TRUE;
}
