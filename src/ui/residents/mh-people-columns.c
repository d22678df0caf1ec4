/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people-columns"

#include "mh-people-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-person-item.h"
#include "mh-window-memory.h"

/* Widths are for 1366 pixels at the usual size of text; the name takes what is left. */
static const struct {
  const char    *nick;       /* as remembered; that of the property as well */
  const char    *title;
  int            width;
  float          xalign;
  MhResidentSort sort;       /* MH_RESIDENT_SORT_USUAL: not by this */
  gboolean       reversed;   /* its smallest comes last */
  gboolean       usual;      /* shown to begin with */
} kinds[] = {
  { "name", N_("Name"), 130, 0, MH_RESIDENT_SORT_KANA, FALSE, TRUE },
  { "kana", N_("Kana"), 168, 0, MH_RESIDENT_SORT_KANA, FALSE, TRUE },
  { "birth", N_("Birth"), 142, 0, MH_RESIDENT_SORT_BIRTH, FALSE, TRUE },
  { "age", N_("Age"), 56, 1, MH_RESIDENT_SORT_BIRTH, TRUE, TRUE },
  { "sex", N_("Sex"), 64, 0, MH_RESIDENT_SORT_SEX, FALSE, FALSE },
  { "district", N_("District"), 96, 0, MH_RESIDENT_SORT_DISTRICT, FALSE, TRUE },
  { "household", N_("Household"), 110, 0, MH_RESIDENT_SORT_HOUSEHOLD, FALSE, FALSE },
  { "phone", N_("Telephone"), 134, 0, MH_RESIDENT_SORT_PHONE, FALSE, TRUE },
  { "reach", N_("Reached by"), 132, 0, MH_RESIDENT_SORT_USUAL, FALSE, TRUE },
  { "next", N_("Next booking"), 150, 0, MH_RESIDENT_SORT_NEXT, FALSE, FALSE },
  { "status", N_("Status"), 76, 0, MH_RESIDENT_SORT_STATUS, FALSE, TRUE },
  { "number", N_("Register number"), 118, 0, MH_RESIDENT_SORT_NUMBER, FALSE, TRUE },
};

#define N_KINDS G_N_ELEMENTS (kinds)

/* What a column's own order is asked by GTK; it answers which one is meant. */
typedef struct {
  MhPeopleColumns *columns;
  guint            kind;
} Probe;

struct _MhPeopleColumns
{
  GObject              parent_instance;

  GtkColumnView       *table;            /* (unowned) the one who has this */
  GSettings           *settings;         /* (owned) (nullable) */
  GtkColumnViewColumn *columns[N_KINDS]; /* (owned) by kind */
  Probe                probes[N_KINDS];
  guint                order[N_KINDS];   /* kinds, as they stand */
  gboolean             shown[N_KINDS];   /* by kind */
  int                  sorted;           /* kind, -1: none */
  gboolean             descending;
  int                  probed;           /* kind that was asked first, -1: none */
  gboolean             is_arranging;     /* what GTK tells now is our own doing */
};

enum {
  SORTED,
  ARRANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhPeopleColumns, mh_people_columns, G_TYPE_OBJECT)

static void
cell_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *cell,
               gpointer                  user_data)
{
  guint kind = GPOINTER_TO_UINT (user_data);
  GtkWidget *label = gtk_inscription_new (NULL);
  GtkExpression *item = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");
  GtkExpression *text = gtk_property_expression_new (MH_TYPE_PERSON_ITEM, item, kinds[kind].nick);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (label), kinds[kind].xalign);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (label), 1);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (label), 1);
  gtk_widget_add_css_class (label, "mh-count");
  gtk_expression_bind (text, label, "text", cell);
  gtk_list_item_set_child (cell, label);
}

/* GTK 4.8 does not tell by which column a table is sorted. But the first one by which it is sorted is asked first, and the answer is turned
 * round where the order is. */
static int
probe_cb (gconstpointer a,
          gconstpointer b,
          gpointer      user_data)
{
  Probe *probe = user_data;

  if (probe->columns->probed < 0)
    probe->columns->probed = (int) probe->kind;

  return -1;
}

static void
make_column (MhPeopleColumns *self,
             guint            kind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (_(kinds[kind].title), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), GUINT_TO_POINTER (kind));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, kinds[kind].width);
  gtk_column_view_column_set_expand (column, kind == 0);
  self->columns[kind] = column;
  self->probes[kind].columns = self;
  self->probes[kind].kind = kind;
  if (kinds[kind].sort != MH_RESIDENT_SORT_USUAL) {
    g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, &self->probes[kind], NULL));

    gtk_column_view_column_set_sorter (column, sorter);
  }
}

/* A heading's arrow is for the eye only. */
static void
name_headings (MhPeopleColumns *self)
{
  GtkWidget *heading = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->table)));

  for (guint i = 0; i < N_KINDS && heading != NULL; i++) {
    guint kind = self->order[i];
    g_autofree char *name = NULL;

    if (!self->shown[kind])
      continue;

    if (self->sorted == (int) kind)
      /* Translators: the heading of a column by which a list is sorted */
      name = g_strdup_printf (self->descending ? _("%s, sorted downwards") : _("%s, sorted upwards"), _(kinds[kind].title));
    else
      name = g_strdup (_(kinds[kind].title));
    gtk_accessible_update_property (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    heading = gtk_widget_get_next_sibling (heading);
  }
}

static int
find_kind (const char *nick)
{
  for (guint i = 0; i < N_KINDS; i++) {
    if (g_strcmp0 (kinds[i].nick, nick) == 0)
      return (int) i;
  }

  return -1;
}

static void
remember (MhPeopleColumns *self)
{
  const char *nicks[N_KINDS + 1] = { NULL };
  guint n = 0;

  if (self->settings == NULL)
    return;

  for (guint i = 0; i < N_KINDS; i++) {
    if (self->shown[self->order[i]])
      nicks[n++] = kinds[self->order[i]].nick;
  }
  g_settings_set_strv (self->settings, "residents-columns", nicks);
  g_settings_set_string (self->settings, "residents-sort", self->sorted >= 0 ? kinds[self->sorted].nick : "");
  g_settings_set_boolean (self->settings, "residents-sort-descending", self->descending);
}

/* Puts @kind behind the one that it stands behind on the first day. */
static void
insert_kind (MhPeopleColumns *self,
             guint            kind,
             guint            n)
{
  guint at = 0;

  for (guint i = 0; kind > 0 && i < n; i++) {
    if (self->order[i] == kind - 1)
      at = i + 1;
  }

  memmove (&self->order[at + 1], &self->order[at], (n - at) * sizeof self->order[0]);
  self->order[at] = kind;
}

/* Those of @nicks, in their order, and the others where they stand on the first day. What is not known any more is passed over; the name is
 * always there. */
static void
choose (MhPeopleColumns    *self,
        const char * const *nicks)
{
  gboolean taken[N_KINDS] = { FALSE };
  guint n = 0;

  for (guint i = 0; nicks[i] != NULL; i++) {
    int kind = find_kind (nicks[i]);

    if (kind < 0 || taken[kind])
      continue;

    taken[kind] = TRUE;
    self->order[n++] = (guint) kind;
  }
  for (guint kind = 0; kind < N_KINDS; kind++) {
    self->shown[kind] = taken[kind] || kind == 0;
    if (!taken[kind])
      insert_kind (self, kind, n++);
  }
}

static void
choose_usual (MhPeopleColumns *self)
{
  for (guint kind = 0; kind < N_KINDS; kind++) {
    self->order[kind] = kind;
    self->shown[kind] = kinds[kind].usual;
  }
}

static void
recall (MhPeopleColumns *self)
{
  g_auto (GStrv) nicks = NULL;
  g_autofree char *sorted = NULL;

  choose_usual (self);
  if (self->settings == NULL)
    return;

  nicks = g_settings_get_strv (self->settings, "residents-columns");
  sorted = g_settings_get_string (self->settings, "residents-sort");
  choose (self, (const char * const *) nicks);
  self->sorted = find_kind (sorted);
  if (self->sorted >= 0 && (kinds[self->sorted].sort == MH_RESIDENT_SORT_USUAL || !self->shown[self->sorted]))
    self->sorted = -1;
  self->descending = self->sorted >= 0 && g_settings_get_boolean (self->settings, "residents-sort-descending");
}

static void
show_sort (MhPeopleColumns *self)
{
  self->is_arranging = TRUE;
  gtk_column_view_sort_by_column (self->table, NULL, GTK_SORT_ASCENDING);
  if (self->sorted >= 0)
    gtk_column_view_sort_by_column (self->table, self->columns[self->sorted],
                                    self->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->is_arranging = FALSE;
  name_headings (self);
}

static void
arrange (MhPeopleColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);

  self->is_arranging = TRUE;
  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (self->table, column);
  }
  for (guint i = 0; i < N_KINDS; i++) {
    if (self->shown[self->order[i]])
      gtk_column_view_append_column (self->table, self->columns[self->order[i]]);
  }
  self->is_arranging = FALSE;
  show_sort (self);
}

static void
sorter_changed_cb (GtkSorter       *sorter,
                   GtkSorterChange  change,
                   MhPeopleColumns *self)
{
  GtkOrdering way;

  if (self->is_arranging)
    return;

  self->probed = -1;
  way = gtk_sorter_compare (sorter, self, self->table);
  self->sorted = self->probed;
  self->descending = self->sorted >= 0 && way == GTK_ORDERING_LARGER;
  name_headings (self);
  remember (self);
  g_signal_emit (self, signals[SORTED], 0);
}

static void
mh_people_columns_dispose (GObject *object)
{
  MhPeopleColumns *self = MH_PEOPLE_COLUMNS (object);

  for (guint i = 0; i < N_KINDS; i++) {
    if (self->columns[i] != NULL)
      gtk_column_view_column_set_sorter (self->columns[i], NULL);
    g_clear_object (&self->columns[i]);
  }
  g_clear_object (&self->settings);
  self->table = NULL;

  G_OBJECT_CLASS (mh_people_columns_parent_class)->dispose (object);
}

static void
mh_people_columns_class_init (MhPeopleColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_people_columns_dispose;

  signals[SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ARRANGED] = g_signal_new ("arranged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mh_people_columns_init (MhPeopleColumns *self)
{
  self->sorted = -1;
}

/**
 * mh_people_columns_new:
 * @table: a table of #MhPersonItem without columns; it must live as long as this does
 *
 * Gives @table the columns of last time.
 *
 * Returns: (transfer full): its columns
 */
MhPeopleColumns *
mh_people_columns_new (GtkColumnView *table)
{
  MhPeopleColumns *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (table), NULL);

  self = g_object_new (MH_TYPE_PEOPLE_COLUMNS, NULL);
  self->table = table;
  self->settings = mh_window_memory_open ();
  for (guint i = 0; i < N_KINDS; i++)
    make_column (self, i);
  recall (self);
  arrange (self);
  g_signal_connect_object (gtk_column_view_get_sorter (table), "changed", G_CALLBACK (sorter_changed_cb), self, G_CONNECT_DEFAULT);

  return self;
}

/**
 * mh_people_columns_get_sort:
 * @self: the columns
 * @out_sort: (out): the order that is wanted
 * @out_descending: (out): whether the other way round
 */
void
mh_people_columns_get_sort (MhPeopleColumns *self,
                            MhResidentSort  *out_sort,
                            gboolean        *out_descending)
{
  g_return_if_fail (MH_IS_PEOPLE_COLUMNS (self));

  *out_sort = self->sorted >= 0 ? kinds[self->sorted].sort : MH_RESIDENT_SORT_USUAL;
  *out_descending = self->sorted >= 0 && self->descending != kinds[self->sorted].reversed;
}

/**
 * mh_people_columns_get_n:
 * @self: the columns
 *
 * Returns: how many there are, shown or not
 */
guint
mh_people_columns_get_n (MhPeopleColumns *self)
{
  return N_KINDS;
}

/**
 * mh_people_columns_get_title:
 * @self: the columns
 * @position: which one
 *
 * Returns: (transfer none): its heading
 */
const char *
mh_people_columns_get_title (MhPeopleColumns *self,
                             guint            position)
{
  g_return_val_if_fail (position < N_KINDS, NULL);

  return _(kinds[self->order[position]].title);
}

/**
 * mh_people_columns_is_shown:
 * @self: the columns
 * @position: which one
 *
 * Returns: whether it is in the table
 */
gboolean
mh_people_columns_is_shown (MhPeopleColumns *self,
                            guint            position)
{
  g_return_val_if_fail (position < N_KINDS, FALSE);

  return self->shown[self->order[position]];
}

/**
 * mh_people_columns_is_fixed:
 * @self: the columns
 * @position: which one
 *
 * Returns: whether it cannot be left out
 */
gboolean
mh_people_columns_is_fixed (MhPeopleColumns *self,
                            guint            position)
{
  g_return_val_if_fail (position < N_KINDS, FALSE);

  return self->order[position] == 0;
}

/**
 * mh_people_columns_can_sort:
 * @self: the columns
 * @position: which one
 *
 * Returns: whether the list can be sorted by it now
 */
gboolean
mh_people_columns_can_sort (MhPeopleColumns *self,
                            guint            position)
{
  g_return_val_if_fail (position < N_KINDS, FALSE);

  return self->shown[self->order[position]] && kinds[self->order[position]].sort != MH_RESIDENT_SORT_USUAL;
}

/**
 * mh_people_columns_show:
 * @self: the columns
 * @position: which one
 * @shown: whether it shall be in the table
 *
 * A list that was sorted by a column that goes is in the usual order again.
 */
void
mh_people_columns_show (MhPeopleColumns *self,
                        guint            position,
                        gboolean         shown)
{
  guint kind;
  gboolean was_sorted;

  g_return_if_fail (MH_IS_PEOPLE_COLUMNS (self));
  g_return_if_fail (position < N_KINDS);

  kind = self->order[position];
  if (self->shown[kind] == shown || kind == 0)
    return;

  was_sorted = !shown && self->sorted == (int) kind;
  if (was_sorted) {
    self->sorted = -1;
    self->descending = FALSE;
  }
  self->shown[kind] = shown;
  arrange (self);
  remember (self);
  g_signal_emit (self, signals[ARRANGED], 0);
  if (was_sorted)
    g_signal_emit (self, signals[SORTED], 0);
}

/**
 * mh_people_columns_swap:
 * @self: the columns
 * @position: which one; not the last
 *
 * It changes places with the next one.
 */
void
mh_people_columns_swap (MhPeopleColumns *self,
                        guint            position)
{
  guint kind;

  g_return_if_fail (MH_IS_PEOPLE_COLUMNS (self));
  g_return_if_fail (position + 1 < N_KINDS);

  kind = self->order[position];
  self->order[position] = self->order[position + 1];
  self->order[position + 1] = kind;
  arrange (self);
  remember (self);
  g_signal_emit (self, signals[ARRANGED], 0);
}

/**
 * mh_people_columns_reset:
 * @self: the columns
 *
 * Columns and order of the first day.
 */
void
mh_people_columns_reset (MhPeopleColumns *self)
{
  g_return_if_fail (MH_IS_PEOPLE_COLUMNS (self));

  choose_usual (self);
  self->sorted = -1;
  self->descending = FALSE;
  arrange (self);
  remember (self);
  g_signal_emit (self, signals[ARRANGED], 0);
  g_signal_emit (self, signals[SORTED], 0);
}

/**
 * mh_people_columns_get_sorted:
 * @self: the columns
 *
 * Returns: by which position the list is sorted, -1 for none
 */
int
mh_people_columns_get_sorted (MhPeopleColumns *self)
{
  g_return_val_if_fail (MH_IS_PEOPLE_COLUMNS (self), -1);

  for (guint i = 0; self->sorted >= 0 && i < N_KINDS; i++) {
    if (self->order[i] == (guint) self->sorted)
      return (int) i;
  }

  return -1;
}

/**
 * mh_people_columns_is_descending:
 * @self: the columns
 *
 * Returns: whether the order is turned round
 */
gboolean
mh_people_columns_is_descending (MhPeopleColumns *self)
{
  g_return_val_if_fail (MH_IS_PEOPLE_COLUMNS (self), FALSE);

  return self->descending;
}

/**
 * mh_people_columns_sort:
 * @self: the columns
 * @position: by which one, as mh_people_columns_can_sort() allows; -1: the usual order
 * @descending: whether the other way round
 */
void
mh_people_columns_sort (MhPeopleColumns *self,
                        int              position,
                        gboolean         descending)
{
  g_return_if_fail (MH_IS_PEOPLE_COLUMNS (self));
  g_return_if_fail (position < 0 || mh_people_columns_can_sort (self, (guint) position));

  self->sorted = position >= 0 ? (int) self->order[position] : -1;
  self->descending = position >= 0 && descending;
  show_sort (self);
  remember (self);
  g_signal_emit (self, signals[SORTED], 0);
}
