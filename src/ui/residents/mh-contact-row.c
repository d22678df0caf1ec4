/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-contact-row"

#include "mh-contact-row.h"

#include <glib/gi18n-lib.h>

#include "mh-contacts.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-form-window.h"
#include "mh-people.h"
#include "mh-phone.h"
#include "mh-window.h"
#include "mh-wording.h"

typedef enum {
  DO_OPT_OUT,
  DO_OPT_IN,
  DO_MARK_SAFE,
  DO_PUT_FIRST,
  DO_REMOVE,
} What;

struct _MhContactRow
{
  AdwActionRow parent_instance;

  MhUiContext *context;    /* (owned) */
  gint64       resident;
  gint64       link;
  gboolean     opted_out;
  What         last;       /* what was asked for last */
};

typedef struct {
  What   what;
  gint64 resident;
  gint64 link;
  char  *reason;  /* (nullable) */
} Change;

/* What the form for another number knows. */
typedef struct {
  gint64     resident;
  gint64     link;
  GtkWidget *number;
} Correction;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (MhContactRow, mh_contact_row, ADW_TYPE_ACTION_ROW)

static void
change_free (Change *change)
{
  g_free (change->reason);
  g_free (change);
}

static gpointer
apply_change (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const Change *change = input;
  gboolean done = FALSE;
  gint64 act;

  switch (change->what) {
  case DO_OPT_OUT:
  case DO_OPT_IN:
    done = mh_contacts_set_opt_out (desk, change->resident, change->link, change->what == DO_OPT_OUT, error);
    break;
  case DO_MARK_SAFE:
    done = mh_contacts_mark_safe (desk, change->resident, change->link, change->reason, error);
    break;
  case DO_PUT_FIRST:
    done = mh_contacts_put_first (desk, change->resident, change->link, error);
    break;
  case DO_REMOVE:
    done = mh_contacts_remove (desk, change->resident, change->link, error);
    break;
  default:
    g_assert_not_reached ();
  }

  if (!done)
    return NULL;

  act = mh_ui_find_act_about (desk, change->resident);

  return g_memdup2 (&act, sizeof act);
}

static const char *
get_toast_text (What what)
{
  switch (what) {
  case DO_OPT_OUT:
    return _("Nothing is sent to this contact any more");
  case DO_OPT_IN:
    return _("Messages go to this contact again");
  case DO_MARK_SAFE:
    return _("The contact is marked safe");
  case DO_PUT_FIRST:
    return _("This contact is tried first");
  case DO_REMOVE:
  default:
    return _("The contact is removed");
  }
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MhContactRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *act = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhWindow *window = mh_window_of (GTK_WIDGET (self));

  if (act == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The contact was not changed"), error);
    return;
  }

  if (window != NULL)
    mh_window_show_toast (window, get_toast_text (self->last), *act);
  g_signal_emit (self, changed_signal, 0);
}

static void
start_change (MhContactRow *self,
              What          what,
              const char   *reason)
{
  Change *change = g_new0 (Change, 1);

  self->last = what;
  change->what = what;
  change->resident = self->resident;
  change->link = self->link;
  change->reason = g_strdup (reason);
  mh_ui_context_run_async (self->context, apply_change, change, (GDestroyNotify) change_free, g_free, NULL, changed_cb,
                           g_object_ref (self));
}

static void
opt_out_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhContactRow *self = MH_CONTACT_ROW (widget);

  start_change (self, self->opted_out ? DO_OPT_IN : DO_OPT_OUT, NULL);
}

static void
remove_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  start_change (MH_CONTACT_ROW (widget), DO_REMOVE, NULL);
}

static void
safe_reason_given_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autofree char *reason = mh_dialogs_text_finish (GTK_WIDGET (source), result);

  if (reason != NULL)
    start_change (MH_CONTACT_ROW (source), DO_MARK_SAFE, reason);
}

static void
safe_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  mh_dialogs_text_async (widget, _("Is this contact safe?"),
                         _("Notices will go to it although the person is under protection. How do you know that nobody else reads it?"),
                         _("Reason"), _("_Mark as Safe"), safe_reason_given_cb, NULL);
}

static void
first_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  start_change (MH_CONTACT_ROW (widget), DO_PUT_FIRST, NULL);
}

static gpointer
collect_number (MhFormWindow *form,
                gpointer      user_data)
{
  const Correction *correction = user_data;
  Change *change = g_new0 (Change, 1);

  change->resident = correction->resident;
  change->link = correction->link;
  change->reason = mh_form_window_dup_text (correction->number);

  return change;
}

static gpointer
correct_number (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  const Change *change = input;

  if (!mh_contacts_correct (desk, change->resident, change->link, change->reason, error))
    return NULL;

  return mh_deed_done (0, mh_ui_find_act_about (desk, change->resident));
}

static void
corrected_cb (MhFormWindow *form,
              gint64        id,
              MhContactRow *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
correct_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhContactRow *self = MH_CONTACT_ROW (widget);
  MhFormWindow *form = mh_form_window_new (widget, self->context, _("Correct the number"),
                                           _("The log says that it was corrected. Others who share the old number keep it."), _("_Save"));
  Correction *correction = g_new0 (Correction, 1);

  correction->resident = self->resident;
  correction->link = self->link;
  correction->number = mh_form_window_add_entry (form, _("The right number"), NULL);
  g_signal_connect_object (form, "done", G_CALLBACK (corrected_cb), self, G_CONNECT_DEFAULT);
  mh_form_window_open (form, collect_number, correction, g_free, correct_number, (GDestroyNotify) change_free, _("The number is corrected"));
}

static void
add_button (MhContactRow *self,
            const char   *label,
            const char   *action,
            const char   *title)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  /* Translators: an act and the contact it is done to, for screen readers */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), label, title);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

/* An account's id is as good as an address: it is never shown. */
static char *
make_title (MhUiContext     *context,
            const MhContact *contact)
{
  g_autofree char *number = NULL;

  if (g_strcmp0 (contact->kind, "line") == 0)
    return g_strdup (mh_wording_channel ("line"));

  number = mh_phone_format (contact->value, NULL);

  return g_strdup (mh_ui_context_veil (context, number));
}

static void
append_origin (GString         *text,
               const MhContact *contact)
{
  g_autofree char *day = mh_date_is_set (contact->since) ? mh_date_format (contact->since, MH_DATE_STYLE_LONG) : NULL;

  g_string_append_printf (text, " ・ %s", mh_wording_contact_source (contact->source));
  if (day != NULL)
    g_string_append_printf (text, " %s", day);
}

static void
append_others (GString *text,
               gint64   n_others)
{
  guint n = (guint) n_others;

  g_string_append_c (text, '\n');
  g_string_append_printf (text, ngettext ("%u other person has this contact, too", "%u other people have this contact, too", n), n);
}

static char *
make_subtitle (const MhContact *contact)
{
  GString *text = g_string_new (mh_wording_channel (contact->kind));

  if (contact->whose != NULL && *contact->whose != '\0')
    g_string_append_printf (text, " ・ %s", contact->whose);
  if (contact->opted_out)
    g_string_append_printf (text, " ・ %s", _("wants no messages"));
  if (contact->safe_lapsed)
    g_string_append_printf (text, " ・ %s", _("no longer safe: somebody else has it now. Please ask the person again."));
  else if (contact->safe_reason != NULL)
    /* Translators: why a contact of a protected person is safe */
    g_string_append_printf (text, _(" ・ safe: %s"), contact->safe_reason);
  append_origin (text, contact);
  if (contact->n_others > 0)
    append_others (text, contact->n_others);

  return g_string_free (text, FALSE);
}

static void
mh_contact_row_finalize (GObject *object)
{
  g_clear_object (&MH_CONTACT_ROW (object)->context);

  G_OBJECT_CLASS (mh_contact_row_parent_class)->finalize (object);
}

static void
mh_contact_row_class_init (MhContactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mh_contact_row_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "contact.opt-out", NULL, opt_out_activated_cb);
  gtk_widget_class_install_action (widget_class, "contact.correct", NULL, correct_activated_cb);
  gtk_widget_class_install_action (widget_class, "contact.first", NULL, first_activated_cb);
  gtk_widget_class_install_action (widget_class, "contact.remove", NULL, remove_activated_cb);
  gtk_widget_class_install_action (widget_class, "contact.safe", NULL, safe_activated_cb);
}

static void
mh_contact_row_init (MhContactRow *self)
{
}

/**
 * mh_contact_row_new:
 * @context: the open town
 * @contact: what to show; borrowed for this call
 * @is_protected: whether the person is under protection
 * @is_first: whether no other of its kind is tried before
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
mh_contact_row_new (MhUiContext     *context,
                    const MhContact *contact,
                    gboolean         is_protected,
                    gboolean         is_first)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  MhContactRow *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (contact != NULL, NULL);

  title = make_title (context, contact);
  subtitle = make_subtitle (contact);
  self = g_object_new (MH_TYPE_CONTACT_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle,
                       "subtitle-lines", 0, NULL);
  self->context = g_object_ref (context);
  self->resident = contact->resident;
  self->link = contact->link;
  self->opted_out = contact->opted_out;

  if (is_protected && (contact->safe_reason == NULL || contact->safe_lapsed))
    add_button (self, _("Mark as Safe …"), "contact.safe", title);
  if (!is_first)
    add_button (self, _("Use First"), "contact.first", title);
  if (g_strcmp0 (contact->kind, "line") != 0)
    add_button (self, _("Correct …"), "contact.correct", title);
  if (g_strcmp0 (contact->kind, "landline") != 0)
    add_button (self, contact->opted_out ? _("Send Again") : _("Send Nothing"), "contact.opt-out", title);
  add_button (self, _("Remove"), "contact.remove", title);

  return GTK_WIDGET (self);
}
