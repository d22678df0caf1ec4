/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-page"

#include "mh-person-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mh-dialogs.h"
#include "mh-error.h"
#include "mh-keys.h"
#include "mh-person-bookings.h"
#include "mh-person-consent.h"
#include "mh-person-contacts.h"
#include "mh-person-facts.h"
#include "mh-person-form.h"
#include "mh-person-guardians.h"
#include "mh-person-household.h"
#include "mh-person-log.h"
#include "mh-person-lookers.h"
#include "mh-person-mailing.h"
#include "mh-person-messages.h"
#include "mh-person-note.h"
#include "mh-person-protection.h"
#include "mh-person-section.h"
#include "mh-person-tickets.h"
#include "mh-person-waiting.h"
#include "mh-protect.h"
#include "mh-window.h"

/* What stands on the page: one class, one file each; in this order within its column. Where Alt and a digit go to has a button at the top. */
static const struct {
  GType       (*get_type) (void);
  enum { LEFT, RIGHT } column;
  const char *jump;      /* (nullable) */
} section_types[] = {
  { mh_person_facts_get_type, LEFT },
  { mh_person_note_get_type, LEFT, N_("Note") },
  { mh_person_contacts_get_type, LEFT, N_("Contacts") },
  { mh_person_household_get_type, LEFT, N_("Household members") },
  { mh_person_guardians_get_type, LEFT },
  { mh_person_mailing_get_type, LEFT },
  { mh_person_tickets_get_type, LEFT },
  { mh_person_consent_get_type, LEFT },
  { mh_person_protection_get_type, LEFT },
  { mh_person_bookings_get_type, RIGHT, N_("Bookings") },
  { mh_person_waiting_get_type, RIGHT },
  { mh_person_messages_get_type, RIGHT, N_("Messages") },
  { mh_person_log_get_type, RIGHT, N_("Log") },
  { mh_person_lookers_get_type, RIGHT, N_("Who looked") },
};

#define N_SECTIONS G_N_ELEMENTS (section_types)

struct _MhPersonPage
{
  GtkWidget        parent_instance;

  /* Template widgets */
  GtkWidget       *back_button;
  GtkLabel        *kana;
  GtkLabel        *name;
  GtkWidget       *protection_bar;
  GtkLabel        *protection_label;
  GtkWidget       *reveal_button;
  GtkStack        *states;
  AdwStatusPage   *failure;
  GtkBox          *left;
  GtkBox          *right;
  GtkBox          *jumps;
  GtkWidget       *scroller;

  /* Owned */
  MhUiContext     *context;
  GCancellable    *cancellable;        /* the page read that runs */
  char            *reveal_reason;      /* (nullable) while a protected person's data is shown */
  MhPerson        *shown;              /* (nullable) whom the page shows, as far as it may */

  MhPersonSection *sections[N_SECTIONS];      /* (unowned) children */
  gint64           id;                 /* whom the page shows, 0 = nobody */
};

typedef struct {
  gint64   id;
  char    *reveal_reason; /* (nullable) */
  gboolean look;
} Request;

/* The page as read on a worker. */
typedef struct {
  gint64                asked;                /* whom it was read for */
  MhPerson             *person;
  MhPersonSectionClass *classes[N_SECTIONS];
  gpointer              data[N_SECTIONS];     /* (nullable) of each class's read() */
} Page;

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

static void
page_free (Page *page)
{
  for (guint i = 0; i < N_SECTIONS; i++) {
    if (page->data[i] != NULL)
      page->classes[i]->free_data (page->data[i]);
    g_type_class_unref (page->classes[i]);
  }

  mh_person_free (page->person);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static gpointer
read_sections (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Request *request = input;
  g_autoptr (Page) page = g_new0 (Page, 1);

  for (guint i = 0; i < N_SECTIONS; i++)
    page->classes[i] = g_type_class_ref (section_types[i].get_type ());
  page->asked = request->id;

  page->person = request->look ? mh_people_get (desk, request->id, request->reveal_reason, error)
                               : mh_people_look_again (desk, request->id, error);
  if (page->person == NULL)
    return NULL;

  for (guint i = 0; i < N_SECTIONS; i++) {
    if (page->classes[i]->read == NULL)
      continue;

    page->data[i] = page->classes[i]->read (desk, page->person, error);
    if (page->data[i] == NULL)
      return NULL;
  }

  return g_steal_pointer (&page);
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.protect", person != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.correct",
                                 person != NULL && (!person->is_protected || person->revealed));
}

/* Takes the person of @page. */
static void
show_page (MhPersonPage *self,
           Page         *page)
{
  const MhPerson *person = page->person;

  gtk_label_set_label (self->name, person->shown_name);
  gtk_label_set_label (self->kana, person->resident->kana);
  show_protection (self, person);
  for (guint i = 0; i < N_SECTIONS; i++)
    mh_person_section_show (self->sections[i], person, page->data[i]);
  enable_acts (self, person);
  gtk_stack_set_visible_child_name (self->states, "facts");

  mh_person_free (self->shown);
  self->shown = g_steal_pointer (&page->person);
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MhPersonPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Page) page = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (page != NULL && page->asked == self->id) {
    /* An entry that went over to another one shows that one. */
    self->id = page->person->resident->id;
    show_page (self, page);
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
    mh_ui_context_run_async (self->context, read_sections, request, (GDestroyNotify) request_free,
                             (GDestroyNotify) page_free, self->cancellable, page_read_cb,
                             g_object_ref (self));
  else
    mh_ui_context_read_async (self->context, read_sections, request, (GDestroyNotify) request_free,
                              (GDestroyNotify) page_free, self->cancellable, page_read_cb,
                              g_object_ref (self));
}

static void
section_changed_cb (MhPersonSection *section,
                    MhPersonPage    *self)
{
  if (self->id != 0)
    read_page (self, self->reveal_reason != NULL);
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
correct_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhPersonPage *self = MH_PERSON_PAGE (widget);

  mh_person_form_correct (widget, self->context, self->shown->resident);
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
  protection->end = self->shown->is_protected;
  protection->reason = g_steal_pointer (&reason);
  mh_ui_context_run_async (self->context, change_protection, protection, (GDestroyNotify) protection_free, NULL, NULL,
                           protection_changed_cb, g_object_ref (self));
}

/* How many mh_protect_end() would end: one whose last day is today ends by itself. */
static guint
count_running (const MhPerson *person,
               MhDate          today)
{
  guint n = 0;

  for (guint i = 0; person->protections != NULL && i < person->protections->len; i++) {
    const MhProtection *measure = g_ptr_array_index (person->protections, i);

    n += mh_protect_runs (measure, today) && (!mh_date_is_set (measure->end) || mh_date_compare (measure->end, today) > 0);
  }

  return n;
}

/* Of several measures each may come from another office: that all end must not be a surprise. */
static void
ask_to_end (MhPersonPage *self)
{
  guint n = count_running (self->shown, mh_ui_context_today (self->context));
  g_autofree char *heading = n > 1 ? g_strdup_printf (_("End all %u protections today?"), n) : g_strdup (_("End the protection today?"));
  g_autoptr (GString) body = g_string_new (NULL);

  if (n > 1)
    g_string_append_printf (body, "%s ", _("To end only one of them, close this and press “End …” beside it under “Protection” on this page."));
  g_string_append (body, _("From tomorrow address and contacts are shown again, and notices go out as to everybody. Ask the section in charge first."));

  mh_dialogs_text_async (GTK_WIDGET (self), heading, body->str, _("Reason"), n > 1 ? _("_End All of Them") : _("_End It"),
                         protection_reason_given_cb, NULL);
}

/* Not undone by a slip of the finger: beginning and ending both ask for a reason. */
static void
protect_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  if (MH_PERSON_PAGE (widget)->shown->is_protected)
    ask_to_end (MH_PERSON_PAGE (widget));
  else
    mh_dialogs_text_async (widget, _("Put this person under protection?"),
                           _("From now on address, household and contacts are hidden everywhere, and nothing is sent automatically. Only a person can end this, with a reason."),
                           _("Reason"), _("_Protect"), protection_reason_given_cb, NULL);
}

/* A section takes no part in the order of Tab; it can be gone to, and is left for good. */
static void
section_left_cb (GtkEventControllerFocus *controller)
{
  gtk_widget_set_focusable (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)), FALSE);
}

/* The heading comes to the top, and Tab goes on from it. */
static void
jump_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  MhPersonPage *self = MH_PERSON_PAGE (widget);
  GtkWidget *section = GTK_WIDGET (self->sections[g_variant_get_int32 (parameter)]);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t bounds;

  if (self->id == 0)
    return;

  gtk_widget_set_focusable (section, TRUE);
  gtk_widget_grab_focus (section);
  if (gtk_widget_compute_bounds (section, gtk_widget_get_parent (GTK_WIDGET (self->left)), &bounds))
    gtk_adjustment_set_value (adjustment, bounds.origin.y);
}

static void
mh_person_page_dispose (GObject *object)
{
  MhPersonPage *self = MH_PERSON_PAGE (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

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

  g_clear_pointer (&self->shown, mh_person_free);
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
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, protection_bar);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, protection_label);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, states);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, failure);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, left);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, right);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, jumps);
  gtk_widget_class_bind_template_child (widget_class, MhPersonPage, scroller);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
}

/* @digit: which of the buttons, from 1. */
static gboolean
jump_key_cb (GtkWidget *widget,
             GVariant  *digit,
             gpointer   user_data)
{
  int wanted = g_variant_get_int32 (digit);

  for (guint i = 0; i < N_SECTIONS; i++) {
    if (section_types[i].jump != NULL && --wanted == 0)
      return gtk_widget_activate_action (widget, "person.jump", "i", (int) i);
  }

  return FALSE;
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
  gtk_widget_class_install_action (widget_class, "person.correct", NULL, correct_activated_cb);
  gtk_widget_class_install_action (widget_class, "person.protect", NULL, protect_activated_cb);
  gtk_widget_class_install_action (widget_class, "person.jump", "i", jump_activated_cb);
  mh_keys_bind (widget_class, "person", jump_key_cb);
}

static void
mh_person_page_init (MhPersonPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_jump (MhPersonPage *self,
          guint         section,
          guint         digit)
{
  GtkWidget *button = gtk_button_new_with_label (_(section_types[section].jump));
  g_autofree char *tooltip = g_strdup_printf (_("Go to “%s” (Alt+%u)"), _(section_types[section].jump), digit);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "person.jump");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) section);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (self->jumps, button);
}

static void
add_sections (MhPersonPage *self)
{
  guint digit = 0;

  for (guint i = 0; i < N_SECTIONS; i++) {
    GtkEventController *focus = gtk_event_controller_focus_new ();

    if (section_types[i].jump != NULL)
      add_jump (self, i, ++digit);
    self->sections[i] = g_object_new (section_types[i].get_type (), NULL);
    mh_person_section_set_context (self->sections[i], self->context);
    g_signal_connect_object (self->sections[i], "changed", G_CALLBACK (section_changed_cb), self, G_CONNECT_DEFAULT);
    g_signal_connect (focus, "leave", G_CALLBACK (section_left_cb), NULL);
    gtk_widget_add_controller (GTK_WIDGET (self->sections[i]), focus);
    gtk_box_append (section_types[i].column == LEFT ? self->left : self->right, GTK_WIDGET (self->sections[i]));
  }
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
  add_sections (self);

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
  for (guint i = 0; i < N_SECTIONS; i++)
    mh_person_section_forget (self->sections[i]);
  gtk_label_set_label (self->name, "");
  gtk_label_set_label (self->kana, "");
  gtk_widget_set_visible (self->protection_bar, FALSE);
  g_clear_pointer (&self->shown, mh_person_free);
  enable_acts (self, NULL);
  gtk_stack_set_visible_child_name (self->states, "loading");
}
