/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-tickets"

#include "mh-person-tickets.h"

#include <glib/gi18n-lib.h>

#include "mh-deed.h"
#include "mh-form-window.h"
#include "mh-people-tickets.h"

struct _MhPersonTickets
{
  MhPersonSection parent_instance;
};

typedef struct {
  gint64     resident;
  GtkWidget *number;
  GtkWidget *label;
} Questions;

typedef struct {
  gint64 resident;
  gint64 ticket;    /* to be removed, or 0 */
  char  *number;
  char  *label;
} Answers;

G_DEFINE_FINAL_TYPE (MhPersonTickets, mh_person_tickets, MH_TYPE_PERSON_SECTION)

static void
answers_free (Answers *answers)
{
  g_free (answers->number);
  g_free (answers->label);
  g_free (answers);
}

static gpointer
collect (MhFormWindow *form,
         gpointer      user_data)
{
  const Questions *questions = user_data;
  Answers *answers = g_new0 (Answers, 1);

  answers->resident = questions->resident;
  answers->number = mh_form_window_dup_text (questions->number);
  answers->label = mh_form_window_dup_text (questions->label);

  return answers;
}

static gpointer
add_ticket (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Answers *answers = input;

  if (mh_people_add_ticket (desk, answers->resident, answers->number, answers->label, error) == 0)
    return NULL;

  return mh_deed_done (0, mh_ui_find_act_about (desk, answers->resident));
}

static gpointer
remove_ticket (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  const Answers *answers = input;

  return mh_people_remove_ticket (desk, answers->resident, answers->ticket, error) ? mh_person_dup_act (desk, answers->resident) : NULL;
}

static gpointer
read_section (const MhDesk   *desk,
              const MhPerson *person,
              GError        **error)
{
  if (mh_person_is_hidden (person))
    return g_ptr_array_new ();

  return mh_ticket_table_list (desk->db, person->resident->id, error);
}

static void
form_done_cb (MhFormWindow    *form,
              gint64           id,
              MhPersonSection *self)
{
  mh_person_section_emit_changed (self);
}

static void
add_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  MhFormWindow *form = mh_form_window_new (widget, mh_person_section_get_context (self), _("Note a ticket"),
                                           _("Somebody who calls with this number in hand is found by it."), _("_Note It"));
  Questions questions = { .resident = mh_person_section_get_id (self) };

  questions.number = mh_form_window_add_entry (form, _("Number on the ticket"), NULL);
  questions.label = mh_form_window_add_entry (form, _("What it is the number of"), NULL);
  g_signal_connect_object (form, "done", G_CALLBACK (form_done_cb), self, G_CONNECT_DEFAULT);
  mh_form_window_open (form, collect, g_memdup2 (&questions, sizeof questions), g_free, add_ticket, (GDestroyNotify) answers_free,
                       _("The ticket is noted"));
}

static void
remove_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  Answers *answers = g_new0 (Answers, 1);

  answers->resident = mh_person_section_get_id (self);
  answers->ticket = g_variant_get_int64 (parameter);
  mh_person_section_run (self, remove_ticket, answers, (GDestroyNotify) answers_free,
                         _("The ticket is removed"), _("The ticket was not removed"));
}

static void
show_ticket (MhPersonSection *section,
             const MhTicket  *ticket)
{
  GtkWidget *row = mh_person_section_add_text (section, ticket->number, *ticket->label != '\0' ? ticket->label : NULL);
  GtkWidget *button = gtk_button_new_with_label (_("Remove"));
  g_autofree char *spoken = g_strdup_printf ("%s %s", _("Remove"), ticket->number);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "ticket.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", ticket->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  gboolean hidden = mh_person_is_hidden (person);
  GPtrArray *tickets = data;

  gtk_widget_action_set_enabled (GTK_WIDGET (section), "ticket.add", !hidden);
  for (guint i = 0; i < tickets->len; i++)
    show_ticket (section, tickets->pdata[i]);

  if (hidden)
    mh_person_section_set_note (section, _("Not shown, because the person is under protection."));
  else if (tickets->len == 0)
    mh_person_section_set_note (section, _("None"));
}

static void
mh_person_tickets_class_init (MhPersonTicketsClass *klass)
{
  MhPersonSectionClass *section_class = MH_PERSON_SECTION_CLASS (klass);

  section_class->read = read_section;
  section_class->free_data = (GDestroyNotify) g_ptr_array_unref;
  section_class->show = show_section;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "ticket.add", NULL, add_activated_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "ticket.remove", "x", remove_activated_cb);
}

static void
mh_person_tickets_init (MhPersonTickets *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Tickets"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Note a _Ticket …"), "ticket.add",
                                _("The number on a vaccination or checkup ticket that the person holds"));
}
