/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-report-row"

#include "mh-import-report-row.h"

#include <glib/gi18n-lib.h>

#include "mh-day-entry.h"
#include "mh-import-lines.h"
#include "mh-wording.h"

#define GLYPH_CHARS 6

struct _MhImportReportRow
{
  GtkWidget        parent_instance;

  MhImportKind     kind;
  MhImportReport  *report;      /* (nullable) (owned) while a line is shown */
  guint            index;
  MhDate           day;
  gboolean         filling;     /* controls follow the decisions, not the other way round */

  /* Children; those of @box are owned by it, and there only where the kind needs them */
  GtkWidget       *box;         /* (owned) */
  GtkLabel        *title;
  GtkLabel        *details;
  GtkDropDown     *status;
  MhDayEntry      *since;
  GtkLabel        *by_hand;
  GtkLabel        *of_file;
  GtkToggleButton *same;
  GtkToggleButton *different;
  GtkCheckButton  *accepted;
  GtkLabel        *glyph;
  GtkEditable     *shown;
};

const char * const mh_import_missing_statuses[] = { NULL, "moved-out", "dead", "removed" };

static const char * const status_words[] = {
  N_("Leave as is"),
  N_("Moved out"),
  N_("Died"),
  N_("Take off the list"),
  NULL
};

static guint decided_signal;

G_DEFINE_FINAL_TYPE (MhImportReportRow, mh_import_report_row, GTK_TYPE_WIDGET)

static void
tell_decided (MhImportReportRow *self)
{
  g_signal_emit (self, decided_signal, 0);
}

static guint
get_line (MhImportReportRow *self)
{
  return mh_import_lines_get_change (self->report, self->kind, self->index)->row->line;
}

static const char *
get_missing_number (MhImportReportRow *self)
{
  return ((MhResident *) self->report->plan->missing->pdata[self->index])->register_number;
}

static void
take_missing (MhImportReportRow *self)
{
  guint status = gtk_drop_down_get_selected (self->status);
  MhDate day = mh_day_entry_get_day (self->since);

  if (status > 3)
    return;

  mh_import_decisions_set_missing (self->report->decisions, get_missing_number (self), mh_import_missing_statuses[status],
                                   mh_date_is_set (day) ? day : self->day, NULL);
  tell_decided (self);
}

static void
status_chosen_cb (GtkDropDown       *choice,
                  GParamSpec        *pspec,
                  MhImportReportRow *self)
{
  if (self->filling || self->report == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->since), gtk_drop_down_get_selected (choice) > 0);
  self->filling = TRUE;
  if (!mh_date_is_set (mh_day_entry_get_day (self->since)))
    mh_day_entry_set_day (self->since, self->day);
  self->filling = FALSE;
  take_missing (self);
}

static void
since_changed_cb (MhDayEntry        *entry,
                  MhImportReportRow *self)
{
  if (!self->filling && self->report != NULL && mh_day_entry_is_good (entry))
    take_missing (self);
}

static void
pair_toggled_cb (GtkToggleButton   *button,
                 MhImportReportRow *self)
{
  MhImportPairAnswer answer = MH_IMPORT_PAIR_UNDECIDED;

  if (self->filling || self->report == NULL)
    return;

  /* One goes out when the other comes in; both may be out. */
  self->filling = TRUE;
  if (gtk_toggle_button_get_active (button))
    gtk_toggle_button_set_active (button == self->same ? self->different : self->same, FALSE);
  self->filling = FALSE;

  if (gtk_toggle_button_get_active (self->same))
    answer = MH_IMPORT_PAIR_SAME;
  else if (gtk_toggle_button_get_active (self->different))
    answer = MH_IMPORT_PAIR_DIFFERENT;

  mh_import_decisions_set_pair (self->report->decisions, get_line (self), answer);
  tell_decided (self);
}

static void
accepted_toggled_cb (GtkCheckButton    *button,
                     MhImportReportRow *self)
{
  if (self->filling || self->report == NULL)
    return;

  mh_import_decisions_set_accepted (self->report->decisions, get_line (self), gtk_check_button_get_active (button));
  tell_decided (self);
}

static void
shown_changed_cb (GtkEditable       *entry,
                  MhImportReportRow *self)
{
  const MhImportGlyph *glyph;

  if (self->filling || self->report == NULL)
    return;

  glyph = self->report->people->table->glyphs->pdata[self->index];
  g_hash_table_insert (self->report->glyphs, g_strdup (glyph->character),
                       g_strstrip (g_strdup (gtk_editable_get_text (entry))));
  tell_decided (self);
}

static GtkWidget *
add_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
add_texts (MhImportReportRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  self->title = GTK_LABEL (add_label (texts));
  self->details = GTK_LABEL (add_label (texts));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "mh-name");
  gtk_box_append (GTK_BOX (self->box), texts);
}

static void
add_missing_controls (MhImportReportRow *self)
{
  self->status = GTK_DROP_DOWN (mh_import_missing_choice_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->status), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->status, "notify::selected", G_CALLBACK (status_chosen_cb), self, G_CONNECT_DEFAULT);

  self->since = MH_DAY_ENTRY (mh_day_entry_new (_("Since what day"), MH_DATE_NONE));
  gtk_widget_set_valign (GTK_WIDGET (self->since), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (self->since), 330, -1);
  g_signal_connect_object (self->since, "changed", G_CALLBACK (since_changed_cb), self, G_CONNECT_DEFAULT);

  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->since));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->status));
}

static GtkLabel *
add_card (GtkWidget  *cards,
          const char *heading)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = add_label (card);
  GtkWidget *text = add_label (card);

  gtk_label_set_label (GTK_LABEL (title), heading);
  gtk_widget_add_css_class (title, "mh-details");
  gtk_widget_add_css_class (card, "mh-script");
  gtk_widget_set_hexpand (card, TRUE);
  gtk_box_append (GTK_BOX (cards), card);

  return GTK_LABEL (text);
}

static GtkToggleButton *
add_answer (MhImportReportRow *self,
            const char        *text)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "toggled", G_CALLBACK (pair_toggled_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->box), button);

  return GTK_TOGGLE_BUTTON (button);
}

static void
add_pair_controls (MhImportReportRow *self)
{
  GtkWidget *cards = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (cards), TRUE);
  gtk_widget_set_hexpand (cards, TRUE);
  self->by_hand = add_card (cards, _("Entered by hand"));
  self->of_file = add_card (cards, _("In the file"));
  gtk_box_append (GTK_BOX (self->box), cards);
  self->same = add_answer (self, _("Same person"));
  self->different = add_answer (self, _("Different people"));
}

static void
add_unclear_controls (MhImportReportRow *self)
{
  self->accepted = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_("The file is right")));
  gtk_widget_set_valign (GTK_WIDGET (self->accepted), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->accepted, "toggled", G_CALLBACK (accepted_toggled_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->accepted));
}

static void
add_glyph_controls (MhImportReportRow *self)
{
  GtkWidget *label = gtk_label_new (_("Shown as:"));
  GtkWidget *entry = gtk_entry_new ();

  self->glyph = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->glyph), "mh-figure");
  gtk_widget_set_size_request (GTK_WIDGET (self->glyph), 48, -1);
  gtk_box_prepend (GTK_BOX (self->box), GTK_WIDGET (self->glyph));

  self->shown = GTK_EDITABLE (entry);
  gtk_editable_set_max_width_chars (self->shown, GLYPH_CHARS);
  gtk_editable_set_width_chars (self->shown, GLYPH_CHARS);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What is shown instead"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (shown_changed_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->box), label);
  gtk_box_append (GTK_BOX (self->box), entry);
}

static void
show_missing (MhImportReportRow *self)
{
  MhDate since;
  const char *status = mh_import_decisions_get_missing (self->report->decisions, get_missing_number (self), &since);
  guint choice = 0;

  for (guint i = 1; i < 4; i++) {
    if (g_strcmp0 (status, mh_import_missing_statuses[i]) == 0)
      choice = i;
  }
  gtk_drop_down_set_selected (self->status, choice);
  mh_day_entry_set_day (self->since, since);
  gtk_widget_set_visible (GTK_WIDGET (self->since), choice > 0);
}

/* Name, kana, birth and sex are what one compares; where the person lives only when it may show. */
static char *
describe_card (const MhResident *resident,
               const char       *number,
               gboolean          hidden)
{
  g_autofree char *birth = mh_date_is_set (resident->birth) ? mh_date_format (resident->birth, MH_DATE_STYLE_LONG)
                           : g_strdup (_("birth date unknown"));

  return g_strdup_printf ("%s  %s\n%s  %s\n%s  %s", resident->name, resident->kana, birth, mh_wording_sex (resident->sex), number,
                          hidden ? _("(not shown)") : resident->address != NULL ? resident->address : "");
}

static void
show_pair (MhImportReportRow *self)
{
  const MhImportChange *change = mh_import_lines_get_change (self->report, self->kind, self->index);
  gboolean hidden = mh_import_lines_is_hidden (change);
  g_autofree char *file = describe_card (change->row->resident, change->number, hidden);
  g_autofree char *hand = change->pair != NULL ? describe_card (change->pair, change->pair->register_number, hidden)
                          : g_strdup ("");
  MhImportPairAnswer answer = mh_import_decisions_get_pair (self->report->decisions, change->row->line);

  gtk_label_set_label (self->by_hand, hand);
  gtk_label_set_label (self->of_file, file);
  gtk_toggle_button_set_active (self->same, answer == MH_IMPORT_PAIR_SAME);
  gtk_toggle_button_set_active (self->different, answer == MH_IMPORT_PAIR_DIFFERENT);
}

static void
show_glyph (MhImportReportRow *self)
{
  const MhImportGlyph *glyph = self->report->people->table->glyphs->pdata[self->index];
  const char *shown = g_hash_table_lookup (self->report->glyphs, glyph->character);

  gtk_label_set_label (self->glyph, glyph->character);
  gtk_editable_set_text (self->shown, shown != NULL ? shown : "");
}

static void
show_texts (MhImportReportRow *self)
{
  g_autofree char *title = mh_import_lines_dup_title (self->report, self->kind, self->index);
  g_autofree char *details = mh_import_lines_dup_details (self->report, self->kind, self->index);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->details), *details != '\0');
}

static void
show_line (MhImportReportRow *self)
{
  if (self->title != NULL)
    show_texts (self);
  if (self->status != NULL)
    show_missing (self);
  if (self->same != NULL)
    show_pair (self);
  if (self->accepted != NULL)
    gtk_check_button_set_active (self->accepted, mh_import_decisions_get_accepted (self->report->decisions, get_line (self)));
  if (self->glyph != NULL)
    show_glyph (self);
}

static void
mh_import_report_row_dispose (GObject *object)
{
  MhImportReportRow *self = MH_IMPORT_REPORT_ROW (object);

  g_clear_pointer (&self->report, mh_import_report_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (mh_import_report_row_parent_class)->dispose (object);
}

static void
mh_import_report_row_class_init (MhImportReportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_import_report_row_dispose;
  decided_signal = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_import_report_row_init (MhImportReportRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "mh-report-row");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * mh_import_missing_choice_new:
 *
 * Returns: (transfer floating): what may become of somebody who is not in the file, in the order of mh_import_missing_statuses
 */
GtkWidget *
mh_import_missing_choice_new (void)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; status_words[i] != NULL; i++)
    gtk_string_list_append (words, _(status_words[i]));

  choice = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What happens to somebody who is not in the file"), -1);

  return choice;
}

/**
 * mh_import_report_row_new:
 * @kind: what the lines are about
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
mh_import_report_row_new (MhImportKind kind)
{
  MhImportReportRow *self = g_object_new (MH_TYPE_IMPORT_REPORT_ROW, NULL);

  self->kind = kind;
  if (kind != MH_IMPORT_KIND_PAIRS)
    add_texts (self);

  if (kind == MH_IMPORT_KIND_MISSING)
    add_missing_controls (self);
  else if (kind == MH_IMPORT_KIND_PAIRS)
    add_pair_controls (self);
  else if (kind == MH_IMPORT_KIND_UNCLEAR)
    add_unclear_controls (self);
  else if (kind == MH_IMPORT_KIND_GLYPHS)
    add_glyph_controls (self);

  return GTK_WIDGET (self);
}

/**
 * mh_import_report_row_bind:
 * @self: a row
 * @report: (nullable): the report, or %NULL for no line
 * @index: the line
 * @day: the day that is offered where one is needed
 * @latest: the last day that is taken
 *
 * Shows a line and what is decided about it.
 */
void
mh_import_report_row_bind (MhImportReportRow *self,
                           MhImportReport    *report,
                           guint              index,
                           MhDate             day,
                           MhDate             latest)
{
  g_return_if_fail (MH_IS_IMPORT_REPORT_ROW (self));

  g_clear_pointer (&self->report, mh_import_report_unref);
  if (report == NULL)
    return;

  self->report = mh_import_report_ref (report);
  self->index = index;
  self->day = day;
  self->filling = TRUE;
  if (self->since != NULL)
    mh_day_entry_set_latest (self->since, latest);
  show_line (self);
  self->filling = FALSE;
}
