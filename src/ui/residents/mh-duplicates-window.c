/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-duplicates-window"

#include "mh-duplicates-window.h"

#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-merge-window.h"
#include "mh-people-duplicates.h"
#include "mh-window.h"

#define PAGE 40

struct _MhDuplicatesWindow
{
  AdwWindow      parent_instance;

  /* Template widgets */
  GtkStack      *states;
  AdwStatusPage *failure;
  GtkLabel      *count;
  GtkListBox    *pairs;
  GtkWidget     *more_button;

  MhUiContext   *context;   /* (owned) */
  guint          n_shown;   /* how many may be shown */
};

/* Some of the pairs with those whom they are about, as read. */
typedef struct {
  guint n_pairs;        /* all */
  guint n;              /* read */
  struct {
    MhDuplicate pair;
    MhPerson   *a;      /* (owned) (nullable) */
    MhPerson   *b;      /* (owned) (nullable) */
  } *shown;             /* (owned) */
} Page;

typedef struct {
  gint64 a;
  gint64 b;
} Pair;

G_DEFINE_FINAL_TYPE (MhDuplicatesWindow, mh_duplicates_window, ADW_TYPE_WINDOW)

static void read_pairs (MhDuplicatesWindow *self);

static void
page_free (Page *page)
{
  for (guint i = 0; i < page->n; i++) {
    mh_person_free (page->shown[i].a);
    mh_person_free (page->shown[i].b);
  }

  g_free (page->shown);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static gboolean
read_person (const MhDesk *desk,
             gint64        id,
             MhPerson    **out_person,
             GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &id, 1, error);

  if (people == NULL)
    return FALSE;

  *out_person = people->len == 1 ? g_ptr_array_steal_index (people, 0) : NULL;

  return TRUE;
}

static gpointer
find_pairs (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  g_autoptr (GArray) pairs = mh_people_find_duplicates (desk, error);
  g_autoptr (Page) page = g_new0 (Page, 1);

  if (pairs == NULL)
    return NULL;

  page->n_pairs = pairs->len;
  page->n = MIN (pairs->len, *(const guint *) input);
  page->shown = g_malloc0 (MAX (page->n, 1) * sizeof *page->shown);
  for (guint i = 0; i < page->n; i++) {
    page->shown[i].pair = g_array_index (pairs, MhDuplicate, i);
    if (!read_person (desk, page->shown[i].pair.a, &page->shown[i].a, error) ||
        !read_person (desk, page->shown[i].pair.b, &page->shown[i].b, error))
      return NULL;
  }

  return g_steal_pointer (&page);
}

static gpointer
part_pair (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Pair *pair = input;
  gint64 act;

  if (!mh_people_part_duplicates (desk, pair->a, pair->b, error))
    return NULL;

  act = mh_ui_find_act_about (desk, pair->a);

  return g_memdup2 (&act, sizeof act);
}

static void
parted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MhDuplicatesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (act == NULL)
    mh_dialogs_show_error (GTK_WIDGET (self), _("This was not noted"), error);
  else if (window != NULL)
    mh_window_show_toast (window, _("Noted: two people. They are not asked about again"), *act);

  read_pairs (self);
}

static void
part_clicked_cb (GtkButton          *button,
                 MhDuplicatesWindow *self)
{
  const Pair *pair = g_object_get_data (G_OBJECT (button), "pair");

  mh_ui_context_run_async (self->context, part_pair, g_memdup2 (pair, sizeof *pair), g_free, g_free, NULL, parted_cb,
                           g_object_ref (self));
}

static void
merged_cb (GtkWidget          *window,
           MhDuplicatesWindow *self)
{
  read_pairs (self);
}

static void
compare_clicked_cb (GtkButton          *button,
                    MhDuplicatesWindow *self)
{
  const Pair *pair = g_object_get_data (G_OBJECT (button), "pair");
  GtkWidget *window = mh_merge_window_new (GTK_WIDGET (self), self->context, pair->a, pair->b);

  g_signal_connect_object (window, "merged", G_CALLBACK (merged_cb), self, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}

static char *
describe_person (const MhPerson *person)
{
  g_autofree char *birth = mh_date_format (person->resident->birth, MH_DATE_STYLE_LONG);

  return g_strdup_printf ("%s (%s)  %s  %s", person->shown_name, person->resident->kana, birth, person->resident->register_number);
}

static GtkWidget *
make_line (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_button (MhDuplicatesWindow *self,
            GtkWidget          *box,
            const char         *label,
            const Pair         *pair,
            const char         *names,
            GCallback           callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", label, names);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "pair", g_memdup2 (pair, sizeof *pair), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_pair (MhDuplicatesWindow *self,
          const MhPerson     *a,
          const MhPerson     *b,
          MhDuplicateReasons  reasons)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *one = describe_person (a);
  g_autofree char *other = describe_person (b);
  g_autofree char *why = mh_people_duplicate_reasons (reasons);
  g_autofree char *names = g_strdup_printf ("%s, %s", a->shown_name, b->shown_name);
  Pair pair = { a->resident->id, b->resident->id };

  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), make_line (one, "mh-count"));
  gtk_box_append (GTK_BOX (lines), make_line (other, "mh-count"));
  gtk_box_append (GTK_BOX (lines), make_line (why, "mh-details"));
  gtk_box_append (GTK_BOX (box), lines);
  add_button (self, box, _("Different People"), &pair, names, G_CALLBACK (part_clicked_cb));
  add_button (self, box, _("Compare …"), &pair, names, G_CALLBACK (compare_clicked_cb));
  gtk_list_box_append (self->pairs, box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (box)), FALSE);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

static void
show_pairs (MhDuplicatesWindow *self,
            const Page         *page)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u pair of entries is so alike that it may be one person.",
                                                      "%u pairs of entries are so alike that they may be one person.", page->n_pairs),
                                            page->n_pairs);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->pairs, 0)) != NULL)
    gtk_list_box_remove (self->pairs, GTK_WIDGET (row));

  for (guint i = 0; i < page->n; i++) {
    if (page->shown[i].a != NULL && page->shown[i].b != NULL)
      add_pair (self, page->shown[i].a, page->shown[i].b, page->shown[i].pair.reasons);
  }

  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (self->more_button, page->n < page->n_pairs);
  gtk_stack_set_visible_child_name (self->states, page->n_pairs > 0 ? "pairs" : "none");
}

static void
pairs_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (MhDuplicatesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Page) page = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (page != NULL) {
    show_pairs (self, page);
  } else {
    g_autofree char *escaped = g_markup_escape_text (error->message, -1);

    adw_status_page_set_description (self->failure, escaped);
    gtk_stack_set_visible_child_name (self->states, "failed");
  }
}

static void
read_pairs (MhDuplicatesWindow *self)
{
  mh_ui_context_read_async (self->context, find_pairs, g_memdup2 (&self->n_shown, sizeof self->n_shown), g_free,
                            (GDestroyNotify) page_free, NULL, pairs_read_cb, g_object_ref (self));
}

static void
more_clicked_cb (GtkButton          *button,
                 MhDuplicatesWindow *self)
{
  self->n_shown += PAGE;
  read_pairs (self);
}

static void
mh_duplicates_window_dispose (GObject *object)
{
  MhDuplicatesWindow *self = MH_DUPLICATES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_DUPLICATES_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_duplicates_window_parent_class)->dispose (object);
}

static void
mh_duplicates_window_class_init (MhDuplicatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_duplicates_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-duplicates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MhDuplicatesWindow, states);
  gtk_widget_class_bind_template_child (widget_class, MhDuplicatesWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, MhDuplicatesWindow, count);
  gtk_widget_class_bind_template_child (widget_class, MhDuplicatesWindow, pairs);
  gtk_widget_class_bind_template_child (widget_class, MhDuplicatesWindow, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_duplicates_window_init (MhDuplicatesWindow *self)
{
  self->n_shown = PAGE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_duplicates_window_new:
 * @parent: a widget in the window
 * @context: the open town
 *
 * Returns: (transfer none): a window to present; it looks for the pairs by itself
 */
GtkWidget *
mh_duplicates_window_new (GtkWidget   *parent,
                          MhUiContext *context)
{
  MhDuplicatesWindow *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_DUPLICATES_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  read_pairs (self);

  return GTK_WIDGET (self);
}
