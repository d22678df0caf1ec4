/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-waiting-dialog"

#include "mh-waiting-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-coming-day.h"
#include "mh-deed.h"
#include "mh-person-finder.h"
#include "mh-waiting.h"

#define MH_TYPE_WAITING_DIALOG (mh_waiting_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MhWaitingDialog, mh_waiting_dialog, MH, WAITING_DIALOG, AdwWindow)

struct _MhWaitingDialog
{
  AdwWindow       parent_instance;

  /* Template widgets */
  GtkLabel       *chosen;
  GtkWidget      *forget_button;
  MhPersonFinder *finder;
  GtkDropDown    *when;
  GtkEditable    *days;
  GtkCheckButton *swap;
  GtkCheckButton *chain;
  GtkLabel       *refusal;
  GtkWidget      *add_button;

  MhUiContext    *context;                 /* (owned) */
  gint64          programme;
  gint64          residents[MH_WAITING_MOST_PERSONS];
  char           *names[MH_WAITING_MOST_PERSONS + 1];  /* (owned) ended by NULL */
  guint           n_residents;
};

G_DEFINE_FINAL_TYPE (MhWaitingDialog, mh_waiting_dialog, ADW_TYPE_WINDOW)

enum {
  WHEN_ANY,
  WHEN_MORNING,
  WHEN_AFTERNOON,
  WHEN_DAYS
};

typedef struct {
  gint64   programme;
  gint64   residents[MH_WAITING_MOST_PERSONS];
  guint    n_residents;
  char    *wish;
  gboolean swap;
  gboolean chain;
} Order;

static void
order_free (Order *order)
{
  g_free (order->wish);
  g_free (order);
}

static gpointer
add_unit (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  Order *order = input;
  const MhWaitingRequest request = {
    .programme = order->programme, .residents = order->residents, .n_residents = order->n_residents, .wish = order->wish,
    .swap = order->swap, .whole_chain = order->chain,
  };
  gint64 act = 0;
  gint64 unit = mh_waiting_register (desk, &request, &act, error);

  return unit != 0 ? mh_deed_done (unit, act) : NULL;
}

static void
show_refusal (MhWaitingDialog *self,
              const char      *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

static void
show_chosen (MhWaitingDialog *self)
{
  g_autofree char *names = NULL;
  g_autofree char *line = NULL;

  self->names[self->n_residents] = NULL;
  names = g_strjoinv (_(" and "), self->names);
  if (self->n_residents == 1)
    line = g_strdup_printf (_("%s. If a second person comes along, search for them, too."), names);
  else if (self->n_residents > 1)
    line = g_strdup_printf (_("%s, together or not at all"), names);

  gtk_label_set_label (self->chosen, line != NULL ? line : _("Nobody is chosen yet"));
  gtk_widget_set_visible (self->forget_button, self->n_residents > 0);
  gtk_widget_set_sensitive (self->add_button, self->n_residents > 0);
}

static void
found_cb (MhPersonFinder  *finder,
          gint64           resident,
          const char      *name,
          MhWaitingDialog *self)
{
  show_refusal (self, "");

  if (self->n_residents == MH_WAITING_MOST_PERSONS) {
    show_refusal (self, _("Six people can wait together, not more. Please add the others on their own."));
    return;
  }

  for (guint i = 0; i < self->n_residents; i++) {
    if (self->residents[i] == resident) {
      show_refusal (self, _("This person is chosen already."));
      return;
    }
  }

  self->residents[self->n_residents] = resident;
  self->names[self->n_residents] = g_strdup (name);
  self->n_residents++;
  show_chosen (self);
  mh_person_finder_start (self->finder);
}

static void
forget_clicked_cb (GtkButton       *button,
                   MhWaitingDialog *self)
{
  for (guint i = 0; i < MH_WAITING_MOST_PERSONS; i++)
    g_clear_pointer (&self->names[i], g_free);

  self->n_residents = 0;
  show_refusal (self, "");
  show_chosen (self);
  mh_person_finder_start (self->finder);
}

/* Days as towns write them, separated by commas, as ISO dates; %NULL when one cannot be read. */
static char *
read_days (MhWaitingDialog *self)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[,、，]+", gtk_editable_get_text (self->days), 0, 0);
  g_autoptr (GString) wish = g_string_new (NULL);
  MhDate today = mh_ui_context_today (self->context);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_autofree char *iso = NULL;
    MhDate date;

    if (*g_strstrip (parts[i]) == '\0')
      continue;

    if (!mh_coming_day_read (parts[i], today, &date))
      return NULL;

    iso = mh_date_to_iso (date);
    if (wish->len > 0)
      g_string_append_c (wish, ',');
    g_string_append (wish, iso);
  }

  return wish->len > 0 ? g_string_free (g_steal_pointer (&wish), FALSE) : NULL;
}

static char *
make_wish (MhWaitingDialog *self)
{
  switch (gtk_drop_down_get_selected (self->when)) {
  case WHEN_MORNING:
    return g_strdup ("am");
  case WHEN_AFTERNOON:
    return g_strdup ("pm");
  case WHEN_DAYS:
    return read_days (self);
  default:
    return g_strdup ("any");
  }
}

static void
added_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhWaitingDialog *self = MH_WAITING_DIALOG (widget);

  if (self->refusal == NULL)
    return;

  if (done != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  gtk_widget_set_sensitive (self->add_button, TRUE);
  show_refusal (self, error->message);
}

static void
add_clicked_cb (GtkWidget       *widget,
                MhWaitingDialog *self)
{
  g_autofree char *wish = make_wish (self);
  Order *order;

  if (self->n_residents == 0)
    return;

  if (wish == NULL) {
    show_refusal (self, _("Please write the days like 8.11.5 or 11/5, separated by commas."));
    return;
  }

  order = g_new0 (Order, 1);
  order->programme = self->programme;
  order->n_residents = self->n_residents;
  memcpy (order->residents, self->residents, sizeof order->residents);
  order->wish = g_steal_pointer (&wish);
  order->swap = gtk_check_button_get_active (self->swap);
  order->chain = gtk_check_button_get_active (self->chain);

  gtk_widget_set_sensitive (self->add_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, add_unit, order, (GDestroyNotify) order_free, _("Put on the waiting list"), added_cb, NULL);
}

static void
when_changed_cb (GtkDropDown     *when,
                 GParamSpec      *pspec,
                 MhWaitingDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->days), gtk_drop_down_get_selected (when) == WHEN_DAYS);
}

static void
mh_waiting_dialog_dispose (GObject *object)
{
  MhWaitingDialog *self = MH_WAITING_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_WAITING_DIALOG);
  self->refusal = NULL;
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_waiting_dialog_parent_class)->dispose (object);
}

static void
mh_waiting_dialog_finalize (GObject *object)
{
  MhWaitingDialog *self = MH_WAITING_DIALOG (object);

  for (guint i = 0; i < MH_WAITING_MOST_PERSONS; i++)
    g_free (self->names[i]);

  G_OBJECT_CLASS (mh_waiting_dialog_parent_class)->finalize (object);
}

static void
mh_waiting_dialog_class_init (MhWaitingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_waiting_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_waiting_dialog_finalize;

  g_type_ensure (MH_TYPE_PERSON_FINDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-waiting-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, chosen);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, forget_button);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, finder);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, when);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, days);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, swap);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, chain);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, MhWaitingDialog, add_button);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, when_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_waiting_dialog_init (MhWaitingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_waiting_dialog_open:
 * @parent: the place
 * @context: the open town
 * @programme: what they wait for
 *
 * Asks who waits and for when, and puts them at the end of the list.
 */
void
mh_waiting_dialog_open (GtkWidget         *parent,
                        MhUiContext       *context,
                        const MhProgramme *programme)
{
  MhWaitingDialog *self = g_object_new (MH_TYPE_WAITING_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->programme = programme->id;
  gtk_widget_set_visible (GTK_WIDGET (self->chain), programme->doses > 1);
  mh_person_finder_set_context (self->finder, context);
  show_chosen (self);

  gtk_window_present (GTK_WINDOW (self));
  mh_person_finder_start (self->finder);
}
