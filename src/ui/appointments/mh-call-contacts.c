/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-call-contacts"

#include "mh-call-contacts.h"

#include <glib/gi18n-lib.h>

#include "mh-contacts.h"
#include "mh-deed.h"
#include "mh-form-window.h"

struct _MhCallContacts
{
  GtkWidget    parent_instance;

  GtkLabel    *name_label;   /* (unowned) */
  GtkLabel    *line;         /* (unowned) */
  GtkWidget   *button;       /* (unowned) */

  MhUiContext *context;      /* (nullable) (owned) */
  gint64       resident;     /* 0 = nobody */
  char        *name;         /* (nullable) (owned) */
};

/* What the form asks. */
typedef struct {
  gint64     resident;
  GtkWidget *number;
  GtkWidget *whose;
  GtkWidget *sms;
  GtkWidget *line;
  GtkWidget *read_back;
} Questions;

typedef struct {
  MhContactCall call;
  char         *number;
  char         *whose;
} Taken;

/* In the order of the choices. */
static const char * const answers[] = { "yes", "no", NULL };

G_DEFINE_FINAL_TYPE (MhCallContacts, mh_call_contacts, GTK_TYPE_WIDGET)

static void
taken_free (Taken *taken)
{
  g_free (taken->number);
  g_free (taken->whose);
  g_free (taken);
}

static gpointer
collect_call (MhFormWindow *form,
              gpointer      user_data)
{
  const Questions *questions = user_data;
  Taken *taken = g_new0 (Taken, 1);

  taken->number = mh_form_window_dup_text (questions->number);
  taken->whose = mh_form_window_dup_text (questions->whose);
  taken->call = (MhContactCall) {
    .resident = questions->resident,
    .number = taken->number,
    .whose = taken->whose,
    .sms = answers[MIN (mh_form_window_get_choice (questions->sms), G_N_ELEMENTS (answers) - 1)],
    .line = answers[MIN (mh_form_window_get_choice (questions->line), G_N_ELEMENTS (answers) - 1)],
    .read_back = mh_form_window_get_check (questions->read_back),
  };

  return taken;
}

static gpointer
take_call (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Taken *taken = input;
  gint64 link = mh_contacts_take_call (desk, &taken->call, error);

  return link != 0 ? mh_deed_done (link, mh_ui_find_act_about (desk, taken->call.resident)) : NULL;
}

static gpointer
describe (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  return mh_contacts_describe (desk, *(const gint64 *) input, error);
}

static void
described_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhCallContacts) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->line == NULL)
    return;

  if (text == NULL)
    gtk_label_set_label (self->line, error->message);
  else
    gtk_label_set_label (self->line, *text != '\0' ? mh_ui_context_veil (self->context, text) : _("No telephone, no LINE: please ask for a mobile number."));
}

static void
read_again (MhCallContacts *self)
{
  mh_ui_context_read_async (self->context, describe, g_memdup2 (&self->resident, sizeof self->resident), g_free, g_free, NULL,
                            described_cb, g_object_ref (self));
}

static void
form_done_cb (MhFormWindow   *form,
              gint64          id,
              MhCallContacts *self)
{
  if (self->resident != 0)
    read_again (self);
}

static void
ask_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  mh_call_contacts_ask (MH_CALL_CONTACTS (widget));
}

static void
mh_call_contacts_dispose (GObject *object)
{
  MhCallContacts *self = MH_CALL_CONTACTS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->line = NULL;
  g_clear_object (&self->context);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (mh_call_contacts_parent_class)->dispose (object);
}

static void
mh_call_contacts_class_init (MhCallContactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_call_contacts_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "call.number", NULL, ask_activated_cb);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
mh_call_contacts_init (MhCallContacts *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (texts, TRUE);
  self->name_label = add_label (texts, "dim-label");
  self->line = add_label (texts, "mh-details");
  self->button = gtk_button_new_with_mnemonic (_("Take a _Number …"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "call.number");
  gtk_widget_set_tooltip_text (self->button, _("Write down a telephone number and the consent during the call (F4)"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * mh_call_contacts_set_context:
 * @self: the strip
 * @context: the open town
 *
 * Gives the strip where to look.
 */
void
mh_call_contacts_set_context (MhCallContacts *self,
                              MhUiContext    *context)
{
  g_return_if_fail (MH_IS_CALL_CONTACTS (self));
  g_return_if_fail (MH_IS_UI_CONTEXT (context));

  g_set_object (&self->context, context);
}

/**
 * mh_call_contacts_show:
 * @self: the strip
 * @resident: who is on the telephone, or 0
 * @name: (nullable): her name
 *
 * Shows how she is reached.
 */
void
mh_call_contacts_show (MhCallContacts *self,
                       gint64          resident,
                       const char     *name)
{
  g_autofree char *heading = NULL;

  g_return_if_fail (MH_IS_CALL_CONTACTS (self));

  if (resident == self->resident || self->context == NULL)
    return;

  self->resident = resident;
  g_free (self->name);
  self->name = g_strdup (name);
  gtk_widget_set_visible (GTK_WIDGET (self), resident != 0);
  gtk_label_set_label (self->line, "");
  if (resident == 0)
    return;

  heading = g_strdup_printf (_("Contacts of %s"), name != NULL ? name : "");
  gtk_label_set_label (self->name_label, heading);
  read_again (self);
}

/**
 * mh_call_contacts_ask:
 * @self: the strip
 *
 * Asks for a number and the consent, unless there is nobody to ask.
 */
void
mh_call_contacts_ask (MhCallContacts *self)
{
  const char *words[] = { _("Yes"), _("No"), _("Not asked"), NULL };
  g_autofree char *title = NULL;
  MhFormWindow *form;
  Questions *questions;

  g_return_if_fail (MH_IS_CALL_CONTACTS (self));

  if (self->resident == 0 || self->context == NULL)
    return;

  title = g_strdup_printf (_("Contacts of %s"), self->name != NULL ? self->name : "");
  form = mh_form_window_new (GTK_WIDGET (self), self->context, title,
                             _("The number and the consent are saved by themselves; the booking stays where it is."), _("_Save"));
  questions = g_new0 (Questions, 1);
  questions->resident = self->resident;
  questions->number = mh_form_window_add_entry (form, _("Mobile phone or telephone"), NULL);
  questions->whose = mh_form_window_add_entry (form, _("Whose? (empty: the person’s own)"), NULL);
  questions->sms = mh_form_window_add_choice (form, _("May we write about bookings by SMS?"), words, 2);
  questions->line = mh_form_window_add_choice (form, _("May we write about bookings by LINE?"), words, 2);
  questions->read_back = mh_form_window_add_check (form, _("I have read the number out and it was confirmed"));
  g_signal_connect_object (form, "done", G_CALLBACK (form_done_cb), self, G_CONNECT_DEFAULT);
  mh_form_window_open (form, collect_call, questions, g_free, take_call, (GDestroyNotify) taken_free, _("The number is saved"));
}
