/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-import-result"

#include "mh-import-result.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-file-dialogs.h"
#include "mh-import-lines.h"

#define MAX_WIDTH 760

struct _MhImportResult
{
  GtkWidget       parent_instance;

  /* Children, (owned) by the scroller */
  GtkWidget      *scroller;
  GtkLabel       *heading;
  GtkLabel       *text;
  GtkWidget      *undo;
  GtkWidget      *phones;
  GtkWidget      *skipped;
  GtkWidget      *profile_box;
  GtkEditable    *profile_name;
  GtkWidget      *remember;
  GtkLabel       *remembered;

  MhUiContext    *context;       /* (nullable) (owned) */
  MhImportReport *report;        /* (nullable) (owned) */
  gint64          act;
};

G_DEFINE_FINAL_TYPE (MhImportResult, mh_import_result, GTK_TYPE_WIDGET)

static void
append_count (GString        *text,
              MhImportReport *report,
              MhImportKind    kind)
{
  guint n = mh_import_lines_count (report, kind);

  /* Translators: one figure of an import: what, and how many */
  if (n > 0)
    g_string_append_printf (text, _("%s: %'u\n"), mh_import_kind_title (kind), n);
}

/* What waits because nobody decided is said, or it would be forgotten. */
static void
append_waiting (GString        *text,
                MhImportReport *report)
{
  guint n = 0;

  for (guint i = 0; i < mh_import_lines_count (report, MH_IMPORT_KIND_PAIRS); i++)
    n += mh_import_decisions_get_pair (report->decisions,
                                       mh_import_lines_get_change (report, MH_IMPORT_KIND_PAIRS, i)->row->line) ==
         MH_IMPORT_PAIR_UNDECIDED;
  for (guint i = 0; i < mh_import_lines_count (report, MH_IMPORT_KIND_UNCLEAR); i++)
    n += !mh_import_decisions_get_accepted (report->decisions,
                                            mh_import_lines_get_change (report, MH_IMPORT_KIND_UNCLEAR, i)->row->line);

  if (n > 0)
    g_string_append_printf (text, ngettext ("%u row waits for a decision. It comes up again at the next import.",
                                            "%u rows wait for a decision. They come up again at the next import.", n), n);
}

static void
show_figures (MhImportResult *self,
              guint           touched,
              MhDate          day)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("%u person is imported", "%u people are imported", touched), touched);
  g_autofree char *shown_day = mh_date_is_set (day) ? mh_date_format (day, MH_DATE_STYLE_LONG) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (shown_day != NULL)
    g_string_append_printf (text, _("Your list is now that of %s.\n"), shown_day);
  append_count (text, self->report, MH_IMPORT_KIND_NEW);
  append_count (text, self->report, MH_IMPORT_KIND_CHANGED);
  append_count (text, self->report, MH_IMPORT_KIND_MOVED);
  append_count (text, self->report, MH_IMPORT_KIND_DEAD);
  if (touched > self->report->plan->n_new + self->report->plan->n_changed + self->report->plan->n_left)
    g_string_append_printf (text, _("Decided by you: %'u\n"),
                            touched - self->report->plan->n_new - self->report->plan->n_changed - self->report->plan->n_left);
  append_count (text, self->report, MH_IMPORT_KIND_UNCHANGED);
  append_waiting (text, self->report);

  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->text, text->str);
}

static void
show_lists (MhImportResult *self)
{
  guint n_phones = mh_import_lines_count_phones (self->report);
  guint n_skipped = mh_import_lines_count (self->report, MH_IMPORT_KIND_SKIPPED);
  g_autofree char *phones = g_strdup_printf (ngettext ("Save the %u _Number That Cannot Be Dialled …",
                                                       "Save the %u _Numbers That Cannot Be Dialled …", n_phones), n_phones);
  g_autofree char *skipped = g_strdup_printf (ngettext ("Save the %u _Row That Was Left Out …",
                                                        "Save the %u _Rows That Were Left Out …", n_skipped), n_skipped);

  gtk_button_set_label (GTK_BUTTON (self->phones), phones);
  gtk_widget_set_visible (self->phones, n_phones > 0);
  gtk_button_set_label (GTK_BUTTON (self->skipped), skipped);
  gtk_widget_set_visible (self->skipped, n_skipped > 0);
}

/* A name to start from: the file's, without its figures, which are the day. */
static void
propose_name (MhImportResult *self)
{
  g_autofree char *base = g_path_get_basename (self->report->people->file->path);
  g_autofree char *shown = g_filename_display_name (base);
  GString *name = g_string_new (NULL);

  for (const char *at = shown; *at != '\0' && *at != '.'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (!g_unichar_isdigit (character) && character != '_' && character != '-')
      g_string_append_unichar (name, character);
  }

  gtk_editable_set_text (self->profile_name, name->len > 0 ? name->str : _("Resident list"));
  g_string_free (name, TRUE);
}

static void
show_remembered (MhImportResult *self,
                 const char     *name)
{
  g_autofree char *text = name != NULL ? g_strdup_printf (_("Files of this shape are remembered as “%s”."), name) : NULL;

  gtk_label_set_label (self->remembered, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remembered), name != NULL);
  gtk_widget_set_visible (self->profile_box, name == NULL);
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhImportResult) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhImportUndone) undone = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->scroller == NULL)
    return;

  if (undone == NULL) {
    gtk_widget_set_sensitive (self->undo, TRUE);
    mh_dialogs_show_error (GTK_WIDGET (self), _("This cannot be taken back"), error);
    return;
  }

  gtk_label_set_label (self->heading, _("The import is taken back"));
  if (undone->n_kept == 0)
    g_string_append (text, _("Everybody is as before the import."));
  else
    g_string_append_printf (text, ngettext ("%u person was changed or booked since and stays as it is:",
                                            "%u people were changed or booked since and stay as they are:", undone->n_kept),
                            undone->n_kept);
  for (guint i = 0; i < undone->kept->len; i++)
    g_string_append_printf (text, "\n%s", (char *) undone->kept->pdata[i]);
  if (undone->kept->len < undone->n_kept)
    g_string_append (text, "\n…");
  gtk_label_set_label (self->text, text->str);
  gtk_widget_set_visible (self->undo, FALSE);
  self->act = 0;
  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
}

static void
undo_clicked_cb (GtkButton      *button,
                 MhImportResult *self)
{
  gtk_widget_set_sensitive (self->undo, FALSE);
  mh_import_take_back_async (self->context, self->act, taken_back_cb, g_object_ref (self));
}

static void
remembered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhImportResult) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer done = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->scroller == NULL)
    return;

  if (done == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("The shape of the file was not remembered"), error);
  else
    show_remembered (self, gtk_editable_get_text (self->profile_name));
}

static char *
dup_name (MhImportResult *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->profile_name)));
}

static void
remember_clicked_cb (GtkWidget      *button,
                     MhImportResult *self)
{
  g_autofree char *name = dup_name (self);

  if (*name != '\0')
    mh_import_remember_async (self->context, self->report->people, name, remembered_cb, g_object_ref (self));
}

static void
name_changed_cb (GtkEditable    *entry,
                 MhImportResult *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->remember, *name != '\0');
}

static void
phones_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  MhImportResult *self = MH_IMPORT_RESULT (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (path != NULL && !mh_import_lines_save_phones (self->report, path, &error))
    mh_dialogs_show_error (GTK_WIDGET (self), _("The list was not saved"), error);
}

static void
skipped_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MhImportResult *self = MH_IMPORT_RESULT (source);
  g_autoptr (GFile) file = mh_file_dialogs_finish (GTK_WIDGET (self), result);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (path != NULL && !mh_import_lines_save (self->report, MH_IMPORT_KIND_SKIPPED, path, &error))
    mh_dialogs_show_error (GTK_WIDGET (self), _("The list was not saved"), error);
}

static void
phones_clicked_cb (GtkButton      *button,
                   MhImportResult *self)
{
  mh_file_dialogs_save_async (GTK_WIDGET (self), _("Save the numbers that cannot be dialled"), _("Numbers to ask for.csv"),
                              phones_chosen_cb, NULL);
}

static void
skipped_clicked_cb (GtkButton      *button,
                    MhImportResult *self)
{
  mh_file_dialogs_save_async (GTK_WIDGET (self), _("Save the rows that were left out"), _("Left-out rows.csv"),
                              skipped_chosen_cb, NULL);
}

static GtkWidget *
add_text (GtkWidget  *box,
          const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static GtkWidget *
add_button (MhImportResult *self,
            GtkWidget      *box,
            const char     *text,
            GCallback       clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (text);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
add_profile (MhImportResult *self,
             GtkWidget      *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *entry = gtk_entry_new ();

  self->profile_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  add_text (self->profile_box, _("Next month a file of this shape is read without questions. Under what name shall it be remembered?"));
  self->profile_name = GTK_EDITABLE (entry);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of this shape of file"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (entry, "activate", G_CALLBACK (remember_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (line), entry);
  self->remember = add_button (self, line, _("_Remember"), G_CALLBACK (remember_clicked_cb));
  gtk_box_append (GTK_BOX (self->profile_box), line);
  gtk_widget_add_css_class (self->profile_box, "mh-script");

  self->remembered = GTK_LABEL (add_text (box, NULL));
  gtk_box_append (GTK_BOX (box), self->profile_box);
}

static void
mh_import_result_dispose (GObject *object)
{
  MhImportResult *self = MH_IMPORT_RESULT (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->report, mh_import_report_unref);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_import_result_parent_class)->dispose (object);
}

static void
mh_import_result_class_init (MhImportResultClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_import_result_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mh_import_result_init (MhImportResult *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);

  gtk_widget_add_css_class (box, "mh-questions");
  self->heading = GTK_LABEL (add_text (box, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "title-2");
  self->text = GTK_LABEL (add_text (box, NULL));
  self->undo = add_button (self, box, _("_Undo"), G_CALLBACK (undo_clicked_cb));
  self->phones = add_button (self, box, "", G_CALLBACK (phones_clicked_cb));
  self->skipped = add_button (self, box, "", G_CALLBACK (skipped_clicked_cb));
  add_profile (self, box);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * mh_import_result_show:
 * @self: a view
 * @context: the open town
 * @report: what was looked through, with its decisions
 * @act: what can be taken back
 * @touched: how many people changed
 * @day: of what day the list is, or none
 * @remembered: (nullable): the name of the profile that was noted already
 *
 * Says what an import did.
 */
void
mh_import_result_show (MhImportResult *self,
                       MhUiContext    *context,
                       MhImportReport *report,
                       gint64          act,
                       guint           touched,
                       MhDate          day,
                       const char     *remembered)
{
  g_return_if_fail (MH_IS_IMPORT_RESULT (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));
  g_return_if_fail (report != NULL);

  g_set_object (&self->context, context);
  g_clear_pointer (&self->report, mh_import_report_unref);
  self->report = mh_import_report_ref (report);
  self->act = act;
  show_figures (self, touched, day);
  show_lists (self);
  propose_name (self);
  show_remembered (self, remembered);
  gtk_widget_set_visible (self->undo, TRUE);
  gtk_widget_set_sensitive (self->undo, TRUE);
}

/**
 * mh_import_result_get_act:
 * @self: a view
 *
 * Returns: the import, or 0 when it was taken back
 */
gint64
mh_import_result_get_act (MhImportResult *self)
{
  g_return_val_if_fail (MH_IS_IMPORT_RESULT (self), 0);

  return self->act;
}
