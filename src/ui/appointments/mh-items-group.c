/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-items-group"

#include "mh-items-group.h"

#include <glib/gi18n-lib.h>

#include "mh-rule-rows.h"

#define MOST_YEN 1000000

/* One item as it is being written. */
typedef struct {
  MhItemsGroup  *group;
  gint64         id;
  GtkWidget     *row;       /* AdwExpanderRow */
  GtkWidget     *name;      /* AdwEntryRow */
  GtkWidget     *basis;     /* AdwComboRow, as the next two */
  GtkWidget     *sex;
  GtkWidget     *parity;
  MhAgeSpins     min_age;
  MhAgeSpins     below_age;
  GtkSpinButton *every;
  GtkSpinButton *fee;       /* -1: not told */
  GtkSwitch     *standard;
} Item;

struct _MhItemsGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget          *none;   /* says that there is no item */
  GPtrArray          *items;  /* (owned) (element-type Item) */
  gboolean            filling;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhItemsGroup, mh_items_group, ADW_TYPE_PREFERENCES_GROUP)

static const char * const sexes[] = { "any", "male", "female", NULL };
static const char * const parities[] = { "any", "odd", "even", NULL };
static const MhAgeBasis bases[] = { MH_AGE_BASIS_LAW, MH_AGE_BASIS_FISCAL_YEAR, MH_AGE_BASIS_SCHOOL_YEAR };

static guint
get_choice (GtkWidget *row,
            guint      n)
{
  return MIN (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), n - 1);
}

static MhItem *
read_item (const Item *item)
{
  MhItem *value = mh_item_new ();

  g_free (value->sex);
  g_free (value->age_parity);
  value->id = item->id;
  value->name = mh_rule_row_dup_text (item->name);
  if (value->name == NULL)
    value->name = g_strdup ("");
  value->age.basis = bases[get_choice (item->basis, G_N_ELEMENTS (bases))];
  value->age.min_months = mh_age_spins_get (&item->min_age);
  value->age.below_months = mh_age_spins_get (&item->below_age);
  value->sex = g_strdup (sexes[get_choice (item->sex, 3)]);
  value->age_parity = g_strdup (parities[get_choice (item->parity, 3)]);
  value->every_years = gtk_spin_button_get_value_as_int (item->every);
  value->fee = gtk_spin_button_get_value_as_int (item->fee);
  value->standard = gtk_switch_get_active (item->standard);

  return value;
}

static void
show_item (const Item *item)
{
  g_autoptr (MhItem) value = read_item (item);
  g_autofree char *ages = mh_rule_row_write_ages (value->age.min_months, value->age.below_months);
  g_autofree char *name = g_markup_escape_text (*value->name != '\0' ? value->name : _("New item"), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (item->row), name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (item->row), ages);
}

static void
item_changed_cb (Item *item)
{
  if (item->standard == NULL || item->group->filling)
    return;

  show_item (item);
  g_signal_emit (item->group, signals[SIGNAL_CHANGED], 0);
}

static void
remove_clicked_cb (Item *item)
{
  MhItemsGroup *self = item->group;

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), item->row);
  g_ptr_array_remove (self->items, item);
  gtk_widget_set_visible (self->none, self->items->len == 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_rows (Item *item)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (item->row);
  GCallback changed = G_CALLBACK (item_changed_cb);
  const char * const basis_words[] = { _("on the day itself"), _("reached within the fiscal year"), _("by school year"), NULL };
  const char * const sex_words[] = { _("Everybody"), _("Men only"), _("Women only"), NULL };
  const char * const parity_words[] = { _("Every age"), _("Odd ages only"), _("Even ages only"), NULL };

  item->name = mh_rule_row_text (_("Name of the item"), changed, item);
  adw_expander_row_add_row (row, item->name);
  item->basis = mh_rule_row_choice (_("Age is counted"), basis_words, changed, item);
  adw_expander_row_add_row (row, item->basis);
  adw_expander_row_add_row (row, mh_rule_row_age (_("From this age"), _("0: from birth"), changed, item, &item->min_age));
  adw_expander_row_add_row (row, mh_rule_row_age (_("Below this age"), _("0: no upper limit"), changed, item, &item->below_age));
  item->sex = mh_rule_row_choice (_("Sex"), sex_words, changed, item);
  adw_expander_row_add_row (row, item->sex);
  item->parity = mh_rule_row_choice (_("Which ages"), parity_words, changed, item);
  adw_expander_row_add_row (row, item->parity);
  adw_expander_row_add_row (row, mh_rule_row_number (_("Once in this many fiscal years"), NULL, 1, 10, changed, item, &item->every));
  adw_expander_row_add_row (row, mh_rule_row_number (_("Fee in yen"), _("-1: not told"), -1, MOST_YEN, changed, item, &item->fee));
  adw_expander_row_add_row (row, mh_rule_row_switch (_("Chosen for everybody who may have it"), NULL, changed, item, &item->standard));
}

static guint
find_basis (MhAgeBasis basis)
{
  guint at = 0;

  while (at + 1 < G_N_ELEMENTS (bases) && bases[at] != basis)
    at++;

  return at;
}

static void
add_item (MhItemsGroup *self,
          const MhItem *value)
{
  Item *item = g_new0 (Item, 1);
  GtkWidget *remove = gtk_button_new_with_label (_("Remove"));

  self->filling = TRUE;
  item->group = self;
  item->id = value->id;
  item->row = adw_expander_row_new ();
  add_rows (item);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_clicked_cb), item);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (item->row), remove);

  gtk_editable_set_text (GTK_EDITABLE (item->name), value->name != NULL ? value->name : "");
  adw_combo_row_set_selected (ADW_COMBO_ROW (item->basis), find_basis (value->age.basis));
  mh_age_spins_set (&item->min_age, value->age.min_months);
  mh_age_spins_set (&item->below_age, value->age.below_months);
  adw_combo_row_set_selected (ADW_COMBO_ROW (item->sex), mh_rule_row_find (sexes, value->sex));
  adw_combo_row_set_selected (ADW_COMBO_ROW (item->parity), mh_rule_row_find (parities, value->age_parity));
  gtk_spin_button_set_value (item->every, value->every_years);
  gtk_spin_button_set_value (item->fee, value->fee);
  gtk_switch_set_active (item->standard, value->standard);
  self->filling = FALSE;

  g_ptr_array_add (self->items, item);
  show_item (item);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), item->row);
  gtk_widget_set_visible (self->none, FALSE);
}

static void
add_clicked_cb (MhItemsGroup *self)
{
  g_autoptr (MhItem) value = mh_item_new ();
  Item *added;

  add_item (self, value);
  added = g_ptr_array_index (self->items, self->items->len - 1);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (added->row), TRUE);
  gtk_widget_grab_focus (added->name);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
mh_items_group_finalize (GObject *object)
{
  MhItemsGroup *self = MH_ITEMS_GROUP (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (mh_items_group_parent_class)->finalize (object);
}

static void
mh_items_group_class_init (MhItemsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mh_items_group_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_items_group_init (MhItemsGroup *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Add an item"));

  self->items = g_ptr_array_new_with_free_func (g_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Items of one visit"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _("Such as 基本, 胃 and 肺, each for its own people"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);

  self->none = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none), _("The visit is one thing"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->none);
}

/**
 * mh_items_group_set:
 * @self: a group
 * @items: (element-type MhItem): what stands in it from now on
 */
void
mh_items_group_set (MhItemsGroup    *self,
                    const GPtrArray *items)
{
  for (guint i = 0; i < self->items->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), ((Item *) g_ptr_array_index (self->items, i))->row);
  g_ptr_array_set_size (self->items, 0);
  gtk_widget_set_visible (self->none, TRUE);

  for (guint i = 0; i < items->len; i++)
    add_item (self, g_ptr_array_index (items, i));
}

/**
 * mh_items_group_read:
 * @self: a group
 *
 * Returns: (transfer full) (element-type MhItem): what stands in it, in its order
 */
GPtrArray *
mh_items_group_read (MhItemsGroup *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_item_free);

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (items, read_item (g_ptr_array_index (self->items, i)));

  return items;
}
