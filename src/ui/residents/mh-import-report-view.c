/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-report-view"

#include "mh-import-report-view.h"

#include <glib/gi18n-lib.h>

#include "mh-day-entry.h"
#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-import-lines.h"
#include "mh-import-list.h"
#include "mh-import-report-row.h"
#include "mh-import-tiles.h"

struct _MhImportReportView
{
  GtkWidget       parent_instance;

  /* Children, (owned) by the box */
  GtkWidget      *box;
  MhImportTiles  *tiles;
  GtkLabel       *explanation;
  GtkSearchEntry *search;
  GtkWidget      *save;
  GtkWidget      *all_bar;       /* for everybody who is not in the file */
  GtkDropDown    *all_status;
  MhDayEntry     *all_since;
  GtkStack       *states;
  GtkListView    *lines;

  MhImportReport *report;        /* (nullable) (owned) */
  MhImportList   *list;          /* (owned) */
  MhImportKind    kind;
  MhDate          day;
  MhDate          latest;
};

/* Shown also when nobody is in it: its 0 says something. */
static const gboolean is_always_shown[MH_IMPORT_N_KINDS] = {
  [MH_IMPORT_KIND_NEW] = TRUE,
  [MH_IMPORT_KIND_CHANGED] = TRUE,
  [MH_IMPORT_KIND_MOVED] = TRUE,
  [MH_IMPORT_KIND_DEAD] = TRUE,
  [MH_IMPORT_KIND_MISSING] = TRUE,
  [MH_IMPORT_KIND_UNCHANGED] = TRUE,
};

/* What somebody has to decide or repair. */
static const gboolean is_calling[MH_IMPORT_N_KINDS] = {
  [MH_IMPORT_KIND_MISSING] = TRUE,
  [MH_IMPORT_KIND_PAIRS] = TRUE,
  [MH_IMPORT_KIND_UNCLEAR] = TRUE,
  [MH_IMPORT_KIND_SKIPPED] = TRUE,
};

static guint decided_signal;

G_DEFINE_FINAL_TYPE (MhImportReportView, mh_import_report_view, GTK_TYPE_WIDGET)

static gboolean
match_line (guint       index,
            const char *needle,
            gpointer    user_data)
{
  MhImportReportView *self = user_data;

  return mh_import_lines_match (self->report, self->kind, index, needle);
}

static void
row_decided_cb (MhImportReportRow  *row,
                MhImportReportView *self)
{
  g_signal_emit (self, decided_signal, 0);
}

static void
line_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               MhImportReportView       *self)
{
  GtkWidget *row = mh_import_report_row_new (self->kind);

  g_signal_connect_object (row, "decided", G_CALLBACK (row_decided_cb), self, G_CONNECT_DEFAULT);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, row);
}

static void
line_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              MhImportReportView       *self)
{
  MhImportEntry *entry = gtk_list_item_get_item (item);

  mh_import_report_row_bind (MH_IMPORT_REPORT_ROW (gtk_list_item_get_child (item)), self->report,
                             mh_import_entry_get_index (entry), self->day, self->latest);
}

static void
line_unbind_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                MhImportReportView       *self)
{
  mh_import_report_row_bind (MH_IMPORT_REPORT_ROW (gtk_list_item_get_child (item)), NULL, 0, MH_DATE_NONE, MH_DATE_NONE);
}

/* Rows of another kind are other widgets, so each kind has a factory of its own. */
static void
set_factory (MhImportReportView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (line_setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (line_bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (line_unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->lines, factory);
  g_object_unref (factory);
}

static void
show_state (MhImportReportView *self)
{
  const char *state = "lines";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    state = mh_import_list_get_size (self->list) == 0 ? "nobody" : "not-found";

  gtk_stack_set_visible_child_name (self->states, state);
}

static void
show_kind (MhImportReportView *self,
           MhImportKind        kind)
{
  guint n = mh_import_lines_count (self->report, kind);

  mh_import_list_set_size (self->list, 0);
  mh_import_list_search (self->list, "");
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  self->kind = kind;
  set_factory (self);
  mh_import_list_set_size (self->list, n);

  gtk_label_set_label (self->explanation, mh_import_kind_explanation (kind));
  gtk_widget_set_visible (self->all_bar, kind == MH_IMPORT_KIND_MISSING && n > 0);
  gtk_widget_set_sensitive (self->save, n > 0);
  show_state (self);
}

static void
tile_chosen_cb (MhImportTiles      *tiles,
                guint               id,
                MhImportReportView *self)
{
  if (self->report != NULL)
    show_kind (self, (MhImportKind) id);
}

/* GTK tells of a change once at the start, too. */
static void
search_changed_cb (GtkSearchEntry     *entry,
                   MhImportReportView *self)
{
  if (self->report == NULL)
    return;

  mh_import_list_search (self->list, gtk_editable_get_text (GTK_EDITABLE (entry)));
  show_state (self);
}

static void
all_clicked_cb (GtkButton          *button,
                MhImportReportView *self)
{
  guint status = MIN (gtk_drop_down_get_selected (self->all_status), 3);
  MhDate since = mh_day_entry_get_day (self->all_since);
  GListModel *shown = G_LIST_MODEL (self->list);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (MhImportEntry) entry = g_list_model_get_item (shown, i);
    const MhResident *resident = self->report->plan->missing->pdata[mh_import_entry_get_index (entry)];

    mh_import_decisions_set_missing (self->report->decisions, resident->register_number, mh_import_missing_statuses[status],
                                     mh_date_is_set (since) ? since : self->day, NULL);
  }

  mh_import_list_touch_all (self->list);
  g_signal_emit (self, decided_signal, 0);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  MhImportReportView *self = MH_IMPORT_REPORT_VIEW (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (path != NULL && self->report != NULL && !mh_import_lines_save (self->report, self->kind, path, &error))
    mh_dialogs_show_error (GTK_WIDGET (self), _("The list was not saved"), error);
}

static void
save_clicked_cb (GtkButton          *button,
                 MhImportReportView *self)
{
  g_autofree char *name = g_strdup_printf ("%s.csv", mh_import_kind_title (self->kind));

  mh_file_dialogs_save_async (GTK_WIDGET (self), _("Save this list"), name, file_chosen_cb, NULL);
}

/* What should be decided comes first, then the first kind that is not empty. */
static MhImportKind
choose_first (MhImportReportView *self)
{
  static const MhImportKind order[] = {
    MH_IMPORT_KIND_PAIRS, MH_IMPORT_KIND_UNCLEAR, MH_IMPORT_KIND_NEW, MH_IMPORT_KIND_CHANGED, MH_IMPORT_KIND_MOVED,
    MH_IMPORT_KIND_DEAD, MH_IMPORT_KIND_SKIPPED, MH_IMPORT_KIND_MISSING,
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    if (mh_import_lines_count (self->report, order[i]) > 0)
      return order[i];
  }

  return MH_IMPORT_KIND_UNCHANGED;
}

static void
fill_tiles (MhImportReportView *self)
{
  mh_import_tiles_clear (self->tiles);

  for (guint i = 0; i < MH_IMPORT_N_KINDS; i++) {
    guint n = mh_import_lines_count (self->report, (MhImportKind) i);

    if (n > 0 || is_always_shown[i])
      mh_import_tiles_add (self->tiles, i, mh_import_kind_title ((MhImportKind) i), n, n > 0 && is_calling[i]);
  }
}

static GtkWidget *
make_lines (MhImportReportView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkNoSelection *selection;

  self->list = mh_import_list_new (match_line, self);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  self->lines = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (selection), NULL));
  gtk_list_view_set_show_separators (self->lines, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL, _("People and rows"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->lines));
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static GtkWidget *
make_empty (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 40);

  return label;
}

static GtkWidget *
make_states (MhImportReportView *self)
{
  self->states = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->states, make_lines (self), "lines");
  gtk_stack_add_named (self->states, make_empty (_("There is nobody here.")), "nobody");
  gtk_stack_add_named (self->states, make_empty (_("Nothing fits what you are looking for.")), "not-found");

  return GTK_WIDGET (self->states);
}

static GtkWidget *
make_all_bar (MhImportReportView *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("For _All Shown Here"));

  self->all_bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->all_status = GTK_DROP_DOWN (mh_import_missing_choice_new ());
  self->all_since = MH_DAY_ENTRY (mh_day_entry_new (_("Since what day"), MH_DATE_NONE));
  gtk_widget_set_size_request (GTK_WIDGET (self->all_since), 330, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (all_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->all_bar), GTK_WIDGET (self->all_since));
  gtk_box_append (GTK_BOX (self->all_bar), GTK_WIDGET (self->all_status));
  gtk_box_append (GTK_BOX (self->all_bar), button);
  gtk_widget_set_halign (self->all_bar, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->all_bar, "mh-report-row");

  return self->all_bar;
}

static GtkWidget *
make_bar (MhImportReportView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->explanation = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->explanation, TRUE);
  gtk_label_set_xalign (self->explanation, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->explanation), TRUE);

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Name, kana or number"), NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->search), 240, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->search), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search in this list"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_DEFAULT);

  self->save = gtk_button_new_with_mnemonic (_("Sa_ve as CSV …"));
  gtk_widget_set_valign (self->save, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_clicked_cb), self, G_CONNECT_DEFAULT);

  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->explanation));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (bar), self->save);
  gtk_widget_add_css_class (bar, "mh-report-row");

  return bar;
}

static void
mh_import_report_view_dispose (GObject *object)
{
  MhImportReportView *self = MH_IMPORT_REPORT_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->report, mh_import_report_unref);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (mh_import_report_view_parent_class)->dispose (object);
}

static void
mh_import_report_view_class_init (MhImportReportViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_import_report_view_dispose;
  decided_signal = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_import_report_view_init (MhImportReportView *self)
{
  self->tiles = MH_IMPORT_TILES (mh_import_tiles_new ());
  g_signal_connect_object (self->tiles, "chosen", G_CALLBACK (tile_chosen_cb), self, G_CONNECT_DEFAULT);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->tiles));
  gtk_box_append (GTK_BOX (self->box), make_bar (self));
  gtk_box_append (GTK_BOX (self->box), make_all_bar (self));
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), make_states (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * mh_import_report_view_set_report:
 * @self: a view
 * @report: (nullable): what to show; its decisions follow the view
 * @day: offered as the day since when somebody is gone
 * @latest: the last day that is taken
 *
 * Shows a report, and first what has to be decided.
 */
void
mh_import_report_view_set_report (MhImportReportView *self,
                                  MhImportReport     *report,
                                  MhDate              day,
                                  MhDate              latest)
{
  MhImportKind first;

  g_return_if_fail (MH_IS_IMPORT_REPORT_VIEW (self));

  mh_import_list_set_size (self->list, 0);
  g_clear_pointer (&self->report, mh_import_report_unref);
  if (report == NULL)
    return;

  self->report = mh_import_report_ref (report);
  self->day = day;
  self->latest = latest;
  mh_day_entry_set_latest (self->all_since, latest);
  mh_day_entry_set_day (self->all_since, day);
  gtk_drop_down_set_selected (self->all_status, 0);
  fill_tiles (self);
  first = choose_first (self);
  mh_import_tiles_choose (self->tiles, first);
  show_kind (self, first);
}

/**
 * mh_import_report_view_focus_search:
 * @self: a view
 *
 * Puts the cursor into the search.
 */
void
mh_import_report_view_focus_search (MhImportReportView *self)
{
  g_return_if_fail (MH_IS_IMPORT_REPORT_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
