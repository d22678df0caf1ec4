/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-page"

#include "mh-person-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-add-contact-window.h"
#include "mh-contact-row.h"
#include "mh-dialogs.h"
#include "mh-person-facts.h"
#include "mh-person-form.h"
#include "mh-person-item.h"
#include "mh-protect.h"
#include "mh-window.h"
#include "mh-wording.h"

struct _MhPersonPage
{
  GtkWidget            parent_instance;

  /* Template widgets */
  GtkWidget           *back_button;
  GtkLabel            *kana;
  GtkLabel            *name;
  GtkWidget           *contact_button;
  GtkWidget           *protection_bar;
  GtkLabel            *protection_label;
  GtkWidget           *reveal_button;
  GtkStack            *states;
  AdwStatusPage       *failure;
  GtkGrid             *facts;
  AdwPreferencesGroup *contacts;
  AdwPreferencesGroup *bookings;
  AdwPreferencesGroup *waiting;
  AdwPreferencesGroup *messages;
  AdwPreferencesGroup *log;

  /* Owned */
  MhUiContext         *context;
  GCancellable        *cancellable;    /* the page read that runs */
  char                *reveal_reason;  /* (nullable) while a protected person's data is shown */
  MhPersonFacts       *shown;          /* (nullable) what the page shows */
  GPtrArray           *rows;           /* (element-type GtkWidget) (unowned) rows added to the groups, to be removed again */

  gint64               id;             /* whom the page shows, 0 = nobody */
  int                  n_facts;
};

typedef struct {
  gint64   id;
  char    *reveal_reason; /* (nullable) */
  gboolean look;
} Request;

typedef struct {
  gint64   id;
  char    *reason;
  gboolean end;     /* else begin */
} Protection;

static guint left_signal;

G_DEFINE_FINAL_TYPE (MhPersonPage, mh_person_page, GTK_TYPE_WIDGET)

static void read_page (MhPersonPage *self,
                       gboolean      look);

static void
request_free (Request *request)
{
  g_free (request->reveal_reason);
  g_free (request);
}

static void
protection_free (Protection *protection)
{
  g_free (protection->reason);
  g_free (protection);
}

static gpointer
read_facts (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Request *request = input;

  if (request->look)
    return mh_person_facts_look (desk, request->id, request->reveal_reason, error);

  return mh_person_facts_read (desk, request->id, error);
}

static void
remove_rows (MhPersonPage *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = self->rows->pdata[i];
    GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
  }

  g_ptr_array_set_size (self->rows, 0);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
  self->n_facts = 0;
}

static void
add_row (MhPersonPage        *self,
         AdwPreferencesGroup *group,
         GtkWidget           *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_lines (MhPersonPage        *self,
           AdwPreferencesGroup *group,
           GPtrArray           *lines,
           const char          *when_empty)
{
  for (guint i = 0; i < lines->len; i++) {
    const MhFactLine *line = lines->pdata[i];
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->title);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->subtitle);
    add_row (self, group, row);
  }

  adw_preferences_group_set_description (group, lines->len == 0 ? when_empty : NULL);
}

/* An unknown fact is left out; what must not be seen says so. */
static void
add_fact (MhPersonPage *self,
          const char   *title,
          const char   *value,
          gboolean      hidden)
{
  GtkWidget *label, *text;

  if (!hidden && (value == NULL || *value == '\0'))
    return;

  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->facts, label, 0, self->n_facts, 1, 1);

  text = gtk_label_new (hidden ? _("(not shown)") : value);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_selectable (GTK_LABEL (text), !hidden);
  gtk_widget_set_can_focus (text, FALSE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (text, hidden ? "mh-masked" : "mh-count");
  gtk_grid_attach (self->facts, text, 1, self->n_facts, 1, 1);

  self->n_facts++;
}

static char *
describe_birth (MhPersonPage     *self,
                const MhResident *resident)
{
  g_autofree char *date = NULL;
  int years;

  if (!mh_date_is_set (resident->birth))
    return g_strdup (resident->birth_text);

  date = mh_date_format (resident->birth, MH_DATE_STYLE_LONG);
  years = mh_age_years (resident->birth, mh_ui_context_today (self->context));
  if (years < 0)
    return g_steal_pointer (&date);

  /* Translators: birth date, year of the common era, age */
  return g_strdup_printf (_("%s (%d), aged %d"), date, resident->birth.year, years);
}

static char *
describe_status (const MhResident *resident)
{
  g_autofree char *date = NULL;

  if (!mh_date_is_set (resident->status_date))
    return g_strdup (mh_wording_status (resident->status));

  date = mh_date_format (resident->status_date, MH_DATE_STYLE_LONG);

  return g_strdup_printf ("%s (%s)", mh_wording_status (resident->status), date);
}

static char *
join_address (const MhResident *resident)
{
  GString *text = g_string_new (NULL);

  if (resident->postal_code != NULL && *resident->postal_code != '\0')
    g_string_append_printf (text, "〒%s ", resident->postal_code);
  if (resident->address != NULL)
    g_string_append (text, resident->address);
  if (resident->address_extra != NULL && *resident->address_extra != '\0')
    g_string_append_printf (text, " %s", resident->address_extra);

  return g_string_free (text, FALSE);
}

static void
show_facts (MhPersonPage   *self,
            const MhPerson *person)
{
  const MhResident *resident = person->resident;
  gboolean hidden = person->is_protected && !person->revealed;
  g_autofree char *birth = describe_birth (self, resident);
  g_autofree char *status = describe_status (resident);
  g_autofree char *address = join_address (resident);

  add_fact (self, _("Birth"), birth, FALSE);
  add_fact (self, _("Sex"), mh_wording_sex (resident->sex), FALSE);
  add_fact (self, _("Status"), status, FALSE);
  add_fact (self, resident->provisional ? _("Provisional number") : _("Register number"), resident->register_number, FALSE);
  add_fact (self, _("Household"), resident->household_number, hidden);
  add_fact (self, _("Address"), address, hidden);
  add_fact (self, _("District"), resident->district, hidden);
  add_fact (self, _("Reached by"), mh_person_reach_text (person->reach), FALSE);
  add_fact (self, _("Note"), resident->note, hidden);
}

static void
contact_changed_cb (MhContactRow *row,
                    MhPersonPage *self)
{
  read_page (self, self->reveal_reason != NULL);
}

static void
show_contacts (MhPersonPage   *self,
               const MhPerson *person)
{
  gboolean hidden = person->is_protected && !person->revealed;
  guint n = person->contacts != NULL && !hidden ? person->contacts->len : 0;
  const char *text = NULL;

  for (guint i = 0; i < n; i++) {
    GtkWidget *row = mh_contact_row_new (self->context, person->contacts->pdata[i], person->is_protected);

    g_signal_connect_object (row, "changed", G_CALLBACK (contact_changed_cb), self, G_CONNECT_DEFAULT);
    add_row (self, self->contacts, row);
  }

  if (hidden)
    text = _("Not shown, because the person is under protection.");
  else if (n == 0)
    text = _("None. Ask for a mobile number during the next call.");
  adw_preferences_group_set_description (self->contacts, text);
}

static void
show_protection (MhPersonPage   *self,
                 const MhPerson *person)
{
  gtk_widget_set_visible (self->protection_bar, person->is_protected);
  gtk_widget_set_visible (self->reveal_button, !person->revealed);
  gtk_label_set_label (self->protection_label, person->revealed
                       ? _("Under protection. What is hidden is shown now: take care who sees the screen. It is hidden again when you go back.")
                       : _("Under protection: where this person lives must not become known. Nothing is sent automatically, unless a contact is marked safe."));
}

/* Nothing that is hidden may be overwritten unseen. */
static void
enable_acts (MhPersonPage   *self,
             const MhPerson *person)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.add-contact", person != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.protect", person != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.correct",
                                 person != NULL && (!person->is_protected || person->revealed));
}

/* Takes @facts. */
static void
show_page (MhPersonPage  *self,
           MhPersonFacts *facts)
{
  const MhPerson *person = facts->person;

  remove_rows (self);
  g_clear_pointer (&self->shown, mh_person_facts_free);
  self->shown = facts;
  gtk_label_set_label (self->name, person->resident->name);
  gtk_label_set_label (self->kana, person->resident->kana);
  show_protection (self, person);
  show_facts (self, person);
  show_contacts (self, person);
  add_lines (self, self->bookings, facts->bookings, _("None"));
  add_lines (self, self->waiting, facts->waiting, _("Does not wait for a place"));
  add_lines (self, self->messages, facts->messages, _("Nothing was sent"));
  add_lines (self, self->log, facts->log, _("Nothing"));
  enable_acts (self, person);
  gtk_stack_set_visible_child_name (self->states, "facts");
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhPersonPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhPersonFacts) facts = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (facts != NULL && facts->person->resident->id == self->id) {
    show_page (self, g_steal_pointer (&facts));
  } else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_autofree char *escaped = g_markup_escape_text (error->message, -1);

    adw_status_page_set_description (self->failure, escaped);
    gtk_stack_set_visible_child_name (self->states, "failed");
  }
}

static void
read_page (MhPersonPage *self,
           gboolean      look)
{
  Request *request = g_new0 (Request, 1);

  request->id = self->id;
  request->look = look;
  request->reveal_reason = g_strdup (self->reveal_reason);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();

  if (look)
    mh_ui_context_run_async (self->context, read_facts, request, (GDestroyNotify) request_free,
                             (GDestroyNotify) mh_person_facts_free, self->cancellable, page_read_cb,
                             g_object_ref (self));
  else
    mh_ui_context_read_async (self->context, read_facts, request, (GDestroyNotify) request_free,
                              (GDestroyNotify) mh_person_facts_free, self->cancellable, page_read_cb,
                              g_object_ref (self));
}

static void
back_clicked_cb (GtkButton    *button,
                 MhPersonPage *self)
{
  g_signal_emit (self, left_signal, 0);
}

static void
reason_given_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  MhPersonPage *self = MH_PERSON_PAGE (source);
  g_autofree char *reason = mh_dialogs_text_finish (GTK_WIDGET (self), result);

  if (reason == NULL || self->id == 0)
    return;

  g_free (self->reveal_reason);
  self->reveal_reason = g_steal_pointer (&reason);
  read_page (self, TRUE);
}

static void
reveal_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  mh_dialogs_text_async (widget, _("Show what is hidden?"),
                         _("Address, household and contacts of this person are hidden. Why do you need them? The reason stands in the log with your name."),
                         _("Reason"), _("_Show"), reason_given_cb, NULL);
}

static void
contact_added_cb (MhAddContactWindow *window,
                  MhPersonPage       *self)
{
  read_page (self, self->reveal_reason != NULL);
}

static void
add_contact_activated_cb (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  MhPersonPage *self = MH_PERSON_PAGE (widget);
  MhAddContactWindow *window = mh_add_contact_window_new (widget, self->context, self->id);

  g_signal_connect_object (window, "added", G_CALLBACK (contact_added_cb), self, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
correct_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhPersonPage *self = MH_PERSON_PAGE (widget);

  mh_person_form_correct (widget, self->context, self->shown->person->resident);
}

static gpointer
change_protection (const MhDesk *desk,
                   gpointer      input,
                   GError      **error)
{
  const Protection *protection = input;
  MhDate today = mh_desk_today (desk);

  if (protection->end)
    return GINT_TO_POINTER (mh_protect_end (desk, protection->id, today, protection->reason, error));

  return GINT_TO_POINTER (mh_protect_begin (desk, protection->id, today, MH_DATE_NONE, protection->reason, error));
}

static void
protection_changed_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (MhPersonPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error) == NULL) {
    mh_dialogs_show_error (GTK_WIDGET (self), _("The protection was not changed"), error);
    return;
  }

  g_clear_pointer (&self->reveal_reason, g_free);
  mh_ui_context_emit_changed (MH_UI_CONTEXT (source));
}

static void
protection_reason_given_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  MhPersonPage *self = MH_PERSON_PAGE (source);
  g_autofree char *reason = mh_dialogs_text_finish (GTK_WIDGET (self), result);
  Protection *protection;

  if (reason == NULL || self->shown == NULL)
    return;

  protection = g_new0 (Protection, 1);
  protection->id = self->id;
  protection->end = self->shown->person->is_protected;
  protection->reason = g_steal_pointer (&reason);
  mh_ui_context_run_async (self->context, change_protection, protection, (GDestroyNotify) protection_free, NULL, NULL,
                           protection_changed_cb, g_object_ref (self));
}

/* Not undone by a slip of the finger: beginning and ending both ask for a reason. */
static void
protect_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  if (MH_PERSON_PAGE (widget)->shown->person->is_protected)
    mh_dialogs_text_async (widget, _("End the protection today?"),
                           _("From tomorrow address and contacts are shown again, and notices go out as to everybody. Ask the section in charge first."),
                           _("Reason"), _("_End It"), protection_reason_given_cb, NULL);
  else
    mh_dialogs_text_async (widget, _("Put this person under protection?"),
                           _("From now on address, household and contacts are hidden everywhere, and nothing is sent automatically. Only a person can end this, with a reason."),
                           _("Reason"), _("_Protect"), protection_reason_given_cb, NULL);
}

static void
mh_person_page_dispose (GObject *object)
{
  MhPersonPage *self = MH_PERSON_PAGE (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->rows, 0);

  gtk_widget_dispose_template (GTK_WIDGET (self), MH_TYPE_PERSON_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_person_page_parent_class)->dispose (object);
}

static void
mh_person_page_finalize (GObject *object)
{
  MhPersonPage *self = MH_PERSON_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->shown, mh_person_facts_free);
  g_free (self->reveal_reason);

  G_OBJECT_CLASS (mh_person_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/machihoken/Machihoken/ui/mh-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, kana);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, name);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, contact_button);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, protection_bar);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, protection_label);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, states);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, failure);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, facts);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, contacts);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, bookings);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, messages);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, log);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
}

static void
mh_person_page_class_init (MhPersonPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mh_person_page_dispose;
  object_class->finalize = mh_person_page_finalize;

  left_signal = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                              NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "person.reveal", NULL, reveal_activated_cb);
  gtk_widget_class_install_action (widget_class, "person.add-contact", NULL, add_contact_activated_cb);
  gtk_widget_class_install_action (widget_class, "person.correct", NULL, correct_activated_cb);
  gtk_widget_class_install_action (widget_class, "person.protect", NULL, protect_activated_cb);
}

static void
mh_person_page_init (MhPersonPage *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * mh_person_page_new:
 * @context: the open town
 *
 * Returns: (transfer floating): a page that shows nobody
 */
GtkWidget *
mh_person_page_new (MhUiContext *context)
{
  MhPersonPage *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_PERSON_PAGE, NULL);
  self->context = g_object_ref (context);

  return GTK_WIDGET (self);
}

/**
 * mh_person_page_show:
 * @self: a page
 * @id: a resident's id
 *
 * Shows a person; that somebody looks is noted in the log.
 */
void
mh_person_page_show (MhPersonPage *self,
                     gint64        id)
{
  g_return_if_fail (MH_IS_PERSON_PAGE (self));
  g_return_if_fail (id > 0);

  mh_person_page_clear (self);
  self->id = id;
  read_page (self, TRUE);
  gtk_widget_grab_focus (self->back_button);
}

/**
 * mh_person_page_refresh:
 * @self: a page
 *
 * Reads again what is shown, without noting that somebody looks. While hidden data is revealed the page stays as it is.
 */
void
mh_person_page_refresh (MhPersonPage *self)
{
  g_return_if_fail (MH_IS_PERSON_PAGE (self));

  if (self->id != 0 && self->reveal_reason == NULL)
    read_page (self, FALSE);
}

/**
 * mh_person_page_clear:
 * @self: a page
 *
 * Forgets whom it showed.
 */
void
mh_person_page_clear (MhPersonPage *self)
{
  g_return_if_fail (MH_IS_PERSON_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->reveal_reason, g_free);
  self->id = 0;
  remove_rows (self);
  gtk_label_set_label (self->name, "");
  gtk_label_set_label (self->kana, "");
  gtk_widget_set_visible (self->protection_bar, FALSE);
  g_clear_pointer (&self->shown, mh_person_facts_free);
  enable_acts (self, NULL);
  gtk_stack_set_visible_child_name (self->states, "loading");
}
