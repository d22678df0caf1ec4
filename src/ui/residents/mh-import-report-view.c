/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-report-view"

#include "mh-import-report-view.h"

#include <glib/gi18n-lib.h>

typedef enum {
  KIND_NEW,
  KIND_CHANGED,
  KIND_UNCHANGED,
  KIND_MISSING,
  KIND_SKIPPED,
  KIND_NOTES,
  N_KINDS
} Kind;

static const char * const titles[N_KINDS] = {
  N_("New people"),
  N_("Changed"),
  N_("Unchanged"),
  N_("In the list, not in the file"),
  N_("Rows that cannot go in"),
  N_("To look at"),
};

static const char * const explanations[N_KINDS] = {
  N_("They are added to the list."),
  N_("Of these people the named facts change."),
  N_("Nothing happens to them."),
  N_("Nothing happens to them. Look whether the file holds everybody, and mark by hand who has died or moved away."),
  N_("These rows stay out; all others go in. The line is the one of the file."),
  N_("These rows go in, but something in them should be looked at."),
};

struct _MhImportReportView
{
  GtkWidget       parent_instance;

  /* Children, (owned) by the box */
  GtkWidget      *box;
  GtkListBox     *kinds;
  GtkLabel       *explanation;
  GtkWidget      *lines;         /* GtkListView */

  GtkStringList  *texts[N_KINDS]; /* (owned) */
  GtkNoSelection *shown;         /* (owned) the model of @lines */
};

G_DEFINE_FINAL_TYPE (MhImportReportView, mh_import_report_view, GTK_TYPE_WIDGET)

static char *
join_fields (guint changed)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MH_IMPORT_N_FIELDS; i++) {
    if ((changed & (1u << i)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "・" : "", mh_import_field_label ((MhImportField) i));
  }

  return g_string_free (text, FALSE);
}

static void
add_text (MhImportReportView *self,
          Kind                kind,
          char               *text)
{
  g_autofree char *owned = text;

  gtk_string_list_append (self->texts[kind], owned);
}

static char *
name_person (const MhResident *resident)
{
  /* Translators: a person's name, kana and register number */
  return g_strdup_printf (_("%s  %s  (%s)"), resident->name, resident->kana, resident->register_number);
}

static void
add_change (MhImportReportView   *self,
            const MhImportChange *change)
{
  g_autofree char *person = name_person (change->row->resident);

  if (change->resident == 0) {
    add_text (self, KIND_NEW, g_steal_pointer (&person));
  } else if (change->changed == 0) {
    add_text (self, KIND_UNCHANGED, g_steal_pointer (&person));
  } else {
    g_autofree char *fields = join_fields (change->changed);

    add_text (self, KIND_CHANGED, g_strdup_printf ("%s  → %s", person, fields));
  }
}

static void
fill_texts (MhImportReportView *self,
            MhImportReport     *report)
{
  for (guint i = 0; i < N_KINDS; i++) {
    g_clear_object (&self->texts[i]);
    self->texts[i] = gtk_string_list_new (NULL);
  }

  for (guint i = 0; i < report->plan->changes->len; i++)
    add_change (self, report->plan->changes->pdata[i]);

  for (guint i = 0; i < report->plan->missing->len; i++)
    add_text (self, KIND_MISSING, name_person (report->plan->missing->pdata[i]));

  for (guint i = 0; i < report->table->skipped->len; i++) {
    const MhImportSkip *skip = report->table->skipped->pdata[i];

    add_text (self, KIND_SKIPPED, g_strdup_printf (_("Line %u: %s"), skip->line, skip->reason));
  }

  if (report->plan->n_numbers_restored > 0)
    add_text (self, KIND_NOTES,
              g_strdup_printf (ngettext ("%u register number had lost its leading zeros; they were put back.",
                                         "%u register numbers had lost their leading zeros; they were put back.",
                                         report->plan->n_numbers_restored), report->plan->n_numbers_restored));

  for (guint i = 0; i < report->table->notes->len; i++) {
    const MhImportNote *note = report->table->notes->pdata[i];

    add_text (self, KIND_NOTES, g_strdup_printf (_("Line %u: %s (%s)"), note->line, mh_import_note_text (note->kind),
                                                 note->text != NULL ? note->text : ""));
  }
}

static void
fill_kinds (MhImportReportView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->kinds))) != NULL)
    gtk_list_box_remove (self->kinds, child);

  for (guint i = 0; i < N_KINDS; i++) {
    guint n = g_list_model_get_n_items (G_LIST_MODEL (self->texts[i]));
    GtkWidget *row = gtk_list_box_row_new ();
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *title = gtk_label_new (_(titles[i]));
    g_autofree char *number = g_strdup_printf ("%u", n);
    g_autofree char *name = g_strdup_printf ("%s %u", _(titles[i]), n);
    GtkWidget *count = gtk_label_new (number);

    gtk_label_set_xalign (GTK_LABEL (title), 0);
    gtk_widget_set_hexpand (title, TRUE);
    gtk_widget_add_css_class (count, "mh-count");
    if (n == 0)
      gtk_widget_add_css_class (box, "dim-label");
    gtk_box_append (GTK_BOX (box), title);
    gtk_box_append (GTK_BOX (box), count);
    gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    gtk_list_box_append (self->kinds, row);
  }
}

/* What should be looked at first: rows that stay out, then the first kind that is not empty. */
static guint
choose_first (MhImportReportView *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->texts[KIND_SKIPPED])) > 0)
    return KIND_SKIPPED;

  for (guint i = 0; i < N_KINDS; i++) {
    if (g_list_model_get_n_items (G_LIST_MODEL (self->texts[i])) > 0)
      return i;
  }

  return KIND_NEW;
}

static void
kind_selected_cb (GtkListBox         *box,
                  GtkListBoxRow      *row,
                  MhImportReportView *self)
{
  int kind;

  if (row == NULL)
    return;

  kind = gtk_list_box_row_get_index (row);
  gtk_label_set_label (self->explanation, _(explanations[kind]));
  gtk_no_selection_set_model (self->shown, G_LIST_MODEL (self->texts[kind]));
}

static void
line_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "mh-line");
  gtk_list_item_set_child (item, label);
}

static void
line_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), text);
}

static void
mh_import_report_view_dispose (GObject *object)
{
  MhImportReportView *self = MH_IMPORT_REPORT_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  for (guint i = 0; i < N_KINDS; i++)
    g_clear_object (&self->texts[i]);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (mh_import_report_view_parent_class)->dispose (object);
}

static void
mh_import_report_view_class_init (MhImportReportViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_import_report_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_lines (MhImportReportView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (line_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (line_bind_cb), NULL);
  self->shown = gtk_no_selection_new (NULL);
  self->lines = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->shown)), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL, _("People and rows"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->lines);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static void
mh_import_report_view_init (MhImportReportView *self)
{
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->kinds = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->kinds, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->kinds), "navigation-sidebar");
  gtk_widget_set_size_request (GTK_WIDGET (self->kinds), 270, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the import would do"), -1);
  g_signal_connect_object (self->kinds, "row-selected", G_CALLBACK (kind_selected_cb), self, G_CONNECT_DEFAULT);

  self->explanation = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->explanation, TRUE);
  gtk_label_set_xalign (self->explanation, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->explanation), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->explanation), "mh-line");

  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->explanation));
  gtk_box_append (GTK_BOX (right), make_lines (self));
  gtk_widget_set_hexpand (right, TRUE);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->kinds));
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (self->box), right);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * mh_import_report_view_set_report:
 * @self: a view
 * @report: what to show; borrowed for this call
 *
 * Shows a report.
 */
void
mh_import_report_view_set_report (MhImportReportView *self,
                                  MhImportReport     *report)
{
  g_return_if_fail (MH_IS_IMPORT_REPORT_VIEW (self));
  g_return_if_fail (report != NULL);

  gtk_no_selection_set_model (self->shown, NULL);
  fill_texts (self, report);
  fill_kinds (self);
  gtk_list_box_select_row (self->kinds, gtk_list_box_get_row_at_index (self->kinds, (int) choose_first (self)));
}
