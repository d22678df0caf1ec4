/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-candidates-page"

#include "mh-candidates-page.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-retention.h"

struct _MhCandidatesPage
{
  AdwBin       parent_instance;

  GtkLabel    *count_label;   /* (unowned) */
  GtkWidget   *reason_row;    /* (unowned) */
  GtkWidget   *number_row;    /* (unowned) */
  GtkWidget   *numbers_check; /* (unowned) */
  GtkWidget   *button;        /* (unowned) */

  /* Owned */
  MhUiContext *context;       /* (nullable) */
  GPtrArray   *candidates;    /* (nullable) (element-type MhRetentionCandidate) */
  GPtrArray   *checks;        /* (element-type GtkWidget) unowned: one for each */
};

enum {
  DELETED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MhCandidatesPage, mh_candidates_page, ADW_TYPE_BIN)

typedef struct {
  GArray  *choices;  /* (element-type MhRetentionChoice) */
  gint64   typed;
  char    *reason;
  gboolean numbers;
} Order;

static void
order_free (Order *order)
{
  g_array_unref (order->choices);
  g_free (order->reason);
  g_free (order);
}

static gpointer
read_candidates (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  return mh_retention_find (desk, error);
}

static gpointer
delete_chosen (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Order *order = input;
  MhRetentionResult result;

  if (!mh_retention_delete (desk, (const MhRetentionChoice *) (gpointer) order->choices->data, order->choices->len, order->typed,
                            order->reason, order->numbers, &result, error))
    return NULL;

  return g_memdup2 (&result, sizeof result);
}

static guint
count_chosen (MhCandidatesPage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    n += gtk_check_button_get_active (g_ptr_array_index (self->checks, i)) ? 1 : 0;

  return n;
}

static gint64
read_number (MhCandidatesPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->number_row))));

  return *text != '\0' ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static void
update_cb (MhCandidatesPage *self)
{
  guint n = count_chosen (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u entry is chosen", "%u entries are chosen", n), n);

  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_sensitive (self->button, n > 0 && read_number (self) == (gint64) n &&
                            *gtk_editable_get_text (GTK_EDITABLE (self->reason_row)) != '\0');
}

static char *
describe_result (const MhRetentionResult *result)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("%lld entries are deleted for good. The certificate has no. %lld."), (long long) result->n,
                          (long long) result->certificate);
  if (!result->clean)
    g_string_append_printf (text, "\n%s", _("Something else was reading the data, so traces may still be in the file. Close other windows of the "
                                            "program and run “machihokenctl retention wipe”, or delete again next time."));
  if (result->n_copies > 0)
    g_string_append_printf (text, "\n%s", _("Older copies lie beside the town's data and hold what was deleted: look at the folder."));
  g_string_append_printf (text, "\n%s", _("Backups made before today hold it, too, until you delete them."));

  return g_string_free (text, FALSE);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhCandidatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree MhRetentionResult *done = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *text = NULL;

  if (self->context == NULL)
    return;

  if (done == NULL) {
    update_cb (self);
    mh_dialogs_show_error (GTK_WIDGET (self), _("Nothing was deleted"), error);
    return;
  }

  text = describe_result (done);
  mh_ui_context_emit_changed (self->context);
  g_signal_emit (self, signals[DELETED], 0, text);
}

static Order *
make_order (MhCandidatesPage *self)
{
  Order *order = g_new0 (Order, 1);

  order->choices = g_array_new (FALSE, FALSE, sizeof (MhRetentionChoice));
  for (guint i = 0; i < self->checks->len; i++) {
    const MhRetentionCandidate *one = g_ptr_array_index (self->candidates, i);
    MhRetentionChoice choice = { one->kind, one->id };

    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      g_array_append_val (order->choices, choice);
  }
  order->typed = read_number (self);
  order->reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason_row)));
  order->numbers = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->numbers_check));

  return order;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  MhCandidatesPage *self = MH_CANDIDATES_PAGE (source);

  if (!mh_dialogs_ask_finish (GTK_WIDGET (self), result) || self->context == NULL)
    return;

  gtk_widget_set_sensitive (self->button, FALSE);
  mh_ui_context_run_async (self->context, delete_chosen, make_order (self), (GDestroyNotify) order_free, g_free, NULL, deleted_cb,
                           g_object_ref (self));
}

/* With numbers and names, since it is for good. */
static void
ask_cb (MhCandidatesPage *self)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("Delete %u entry for good?", "Delete %u entries for good?", count_chosen (self)),
                                              count_chosen (self));
  GString *body = g_string_new (_("It cannot be taken back, not even from the log."));
  guint n = 0;

  g_string_append_c (body, '\n');
  for (guint i = 0; i < self->checks->len; i++) {
    const MhRetentionCandidate *one = g_ptr_array_index (self->candidates, i);

    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)) && ++n <= 8)
      g_string_append_printf (body, "\n%s", one->title);
  }
  if (n > 8)
    g_string_append_printf (body, _("\nand %u more"), n - 8);

  mh_dialogs_ask_async (GTK_WIDGET (self), heading, body->str, _("_Delete for Good"), TRUE, answered_cb, NULL);
  g_string_free (body, TRUE);
}

static void
add_candidate (MhCandidatesPage           *self,
               GtkWidget                  *group,
               const MhRetentionCandidate *one)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *day = mh_date_is_set (one->since) ? mh_date_format (one->since, MH_DATE_STYLE_LONG) : g_strdup ("");
  /* Translators: last day, how many pieces */
  g_autofree char *subtitle = g_strdup_printf (_("until %s, %lld pieces"), day, (long long) one->n);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, one->title, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), one->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
make_entry (MhCandidatesPage *self,
            GtkWidget        *group,
            const char       *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "changed", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return row;
}

static GtkWidget *
make_approval (MhCandidatesPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Approval"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Take out above what has to stay. A backup made within the last day must be there."));
  self->reason_row = make_entry (self, group, _("By which decision, without names"));
  self->number_row = make_entry (self, group, _("How many entries are deleted: type the number"));
  self->numbers_check = gtk_check_button_new_with_label (_("The certificate names register numbers"));
  self->count_label = GTK_LABEL (gtk_label_new (NULL));
  self->button = gtk_button_new_with_mnemonic (_("_Delete for Good …"));
  gtk_widget_add_css_class (self->button, "destructive-action");
  gtk_widget_set_hexpand (GTK_WIDGET (self->count_label), TRUE);
  gtk_label_set_xalign (self->count_label, 1);
  gtk_widget_set_margin_top (bar, 10);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), self->numbers_check);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->count_label));
  gtk_box_append (GTK_BOX (bar), self->button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), bar);

  return group;
}

static void
show_candidates (MhCandidatesPage *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;
  const char *kind = NULL;

  for (guint i = 0; i < self->candidates->len; i++) {
    const MhRetentionCandidate *one = g_ptr_array_index (self->candidates, i);

    if (g_strcmp0 (kind, one->kind) != 0) {
      group = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), mh_retention_kind_words (one->kind));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
      kind = one->kind;
    }
    add_candidate (self, group, one);
  }

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_approval (self)));
  adw_bin_set_child (ADW_BIN (self), page);
  update_cb (self);
}

static void
show_status (MhCandidatesPage *self,
             const char       *title,
             const char       *text)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-information-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  adw_bin_set_child (ADW_BIN (self), page);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhCandidatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (found == NULL) {
    show_status (self, _("The list could not be made"), error->message);
  } else if (found->len == 0) {
    show_status (self, _("Nothing is over"), _("Nothing has been kept longer than its rule says, or there is no rule."));
  } else {
    self->candidates = g_steal_pointer (&found);
    show_candidates (self);
  }
}

static void
mh_candidates_page_dispose (GObject *object)
{
  MhCandidatesPage *self = MH_CANDIDATES_PAGE (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_ptr_array_set_size (self->checks, 0);

  G_OBJECT_CLASS (mh_candidates_page_parent_class)->dispose (object);
}

static void
mh_candidates_page_finalize (GObject *object)
{
  g_ptr_array_unref (MH_CANDIDATES_PAGE (object)->checks);

  G_OBJECT_CLASS (mh_candidates_page_parent_class)->finalize (object);
}

static void
mh_candidates_page_class_init (MhCandidatesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_candidates_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_candidates_page_finalize;

  signals[DELETED] = g_signal_new ("deleted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mh_candidates_page_init (MhCandidatesPage *self)
{
  self->checks = g_ptr_array_new ();
}

/**
 * mh_candidates_page_new:
 * @context: the open town
 *
 * Returns: (transfer floating): the list, which reads itself
 */
GtkWidget *
mh_candidates_page_new (MhUiContext *context)
{
  MhCandidatesPage *self = g_object_new (MH_TYPE_CANDIDATES_PAGE, NULL);

  self->context = g_object_ref (context);
  mh_ui_context_read_async (context, read_candidates, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, read_cb,
                            g_object_ref (self));

  return GTK_WIDGET (self);
}
