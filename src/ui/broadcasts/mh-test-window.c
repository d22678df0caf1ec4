/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-test-window"

#include "mh-test-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-broadcast.h"
#include "mh-deed.h"
#include "mh-people.h"
#include "mh-person-finder.h"
#include "mh-phone.h"
#include "mh-window.h"
#include "mh-wording.h"

struct _MhTestWindow
{
  AdwWindow       parent_instance;

  MhPersonFinder *finder;       /* (unowned) */
  GtkLabel       *name;         /* (unowned) */
  GtkDropDown    *choice;       /* (unowned) */
  GtkLabel       *refusal;      /* (unowned) */
  GtkWidget      *send_button;  /* (unowned) */

  MhUiContext    *context;      /* (owned) (nullable) once closed */
  struct _Self   *who;          /* (owned) (nullable) */
  gint64          broadcast;
  guint           reading;      /* number of the reading that is wanted */
};

static guint sent_signal;

G_DEFINE_FINAL_TYPE (MhTestWindow, mh_test_window, ADW_TYPE_WINDOW)

/* Somebody and the contacts that take messages. */
typedef struct _Self {
  gint64     resident;  /* 0: nobody was chosen before */
  char      *name;      /* (owned) */
  GArray    *links;     /* (owned) (element-type gint64) */
  GPtrArray *words;     /* (owned) (element-type utf8) beside @links */
  guint      chosen;
} Self;

typedef struct {
  MhTestWindow *self;   /* (owned) */
  guint         number;
} Reading;

/* What is to be done. */
typedef struct {
  gint64 broadcast;
  gint64 resident;
  gint64 link;
} Test;

static void
self_free (Self *who)
{
  g_free (who->name);
  g_array_unref (who->links);
  g_ptr_array_unref (who->words);
  g_free (who);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Self, self_free)

static char *
write_contact (const MhContact *contact)
{
  g_autofree char *number = g_str_equal (contact->kind, "line") ? NULL : mh_phone_format (contact->value, NULL);
  const char *what = number != NULL ? number : mh_wording_channel (contact->kind);

  return *contact->whose != '\0' ? g_strdup_printf (_("%s (%s)"), what, contact->whose) : g_strdup (what);
}

/* A protected person's numbers are not shown, so no test goes to them. */
static gboolean
read_contacts (const MhDesk *desk,
               Self         *who,
               gint64        link,
               GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &who->resident, 1, error);
  g_autoptr (GPtrArray) contacts = people != NULL ? mh_contact_table_list (desk->db, who->resident, error) : NULL;
  const MhPerson *person;

  if (contacts == NULL)
    return FALSE;

  person = g_ptr_array_index (people, 0);
  who->name = g_strdup (person->shown_name);
  for (guint i = 0; !person->is_protected && i < contacts->len; i++) {
    const MhContact *contact = g_ptr_array_index (contacts, i);

    if (g_str_equal (contact->kind, "landline"))
      continue;

    if (contact->link == link)
      who->chosen = who->links->len;
    g_array_append_val (who->links, contact->link);
    g_ptr_array_add (who->words, write_contact (contact));
  }

  return TRUE;
}

/* On a reader. @input: (type gint64*) a person, 0: whoever got the last test */
static gpointer
read_self (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  g_autoptr (Self) who = g_new0 (Self, 1);
  gint64 link = 0;

  who->resident = *(const gint64 *) input;
  who->links = g_array_new (FALSE, FALSE, sizeof (gint64));
  who->words = g_ptr_array_new_with_free_func (g_free);
  if (who->resident == 0 && !mh_broadcast_test_to (desk, &who->resident, &link, error))
    return NULL;

  if (who->resident != 0 && !read_contacts (desk, who, link, error))
    return NULL;

  return g_steal_pointer (&who);
}

static gpointer
send_test (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  const Test *test = input;
  gint64 id = mh_broadcast_test (desk, test->broadcast, test->resident, test->link, error);

  return id != 0 ? mh_deed_done (id, 0) : NULL;
}

static void
show_self (MhTestWindow *self)
{
  gboolean some = self->who->links->len > 0;

  gtk_label_set_label (self->name, self->who->resident != 0 ? self->who->name : _("Nobody yet. Find yourself on the left."));
  mh_allot_fill_choice (self->choice, NULL, self->who->words);
  gtk_drop_down_set_selected (self->choice, some ? self->who->chosen : GTK_INVALID_LIST_POSITION);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), some);
  gtk_widget_set_sensitive (self->send_button, some);
  gtk_label_set_label (self->refusal, self->who->resident != 0 && !some ? _("No LINE account or mobile number is known that a test could go to.") : "");

  /* Only whom the last test went to: while somebody is typing a name, Enter must not send. */
  if (some && self->reading == 1)
    gtk_widget_grab_focus (self->send_button);
}

static void
self_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr (MhTestWindow) self = reading->self;
  g_autoptr (GError) error = NULL;
  Self *who = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  gboolean wanted = self->context != NULL && reading->number == self->reading;

  g_free (reading);
  if (!wanted || who == NULL) {
    if (wanted)
      gtk_label_set_label (self->refusal, error->message);
    g_clear_pointer (&who, self_free);
    return;
  }

  g_clear_pointer (&self->who, self_free);
  self->who = who;
  show_self (self);
}

static void
read_person (MhTestWindow *self,
             gint64        resident)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->self = g_object_ref (self);
  reading->number = ++self->reading;
  mh_ui_context_read_async (self->context, read_self, g_memdup2 (&resident, sizeof resident), g_free, (GDestroyNotify) self_free, NULL,
                            self_read_cb, reading);
}

static void
found_cb (MhTestWindow *self,
          gint64        resident)
{
  read_person (self, resident);
}

static void
meant_cb (MhTestWindow *self)
{
  gint64 resident = mh_person_finder_get_meant (self->finder);

  if (resident != 0)
    read_person (self, resident);
}

static void
sent_cb (GtkWidget        *widget,
         const MhDeedDone *done,
         const GError     *error,
         gpointer          user_data)
{
  MhTestWindow *self = MH_TEST_WINDOW (widget);

  if (self->context == NULL)
    return;

  gtk_widget_set_sensitive (self->send_button, TRUE);
  if (done == NULL) {
    gtk_label_set_label (self->refusal, error->message);
    return;
  }

  g_signal_emit (self, sent_signal, 0, done->id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
send_clicked_cb (MhTestWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->choice);
  Test test;

  if (self->who == NULL || chosen >= self->who->links->len)
    return;

  test = (Test) { self->broadcast, self->who->resident, g_array_index (self->who->links, gint64, chosen) };
  gtk_label_set_label (self->refusal, "");
  gtk_widget_set_sensitive (self->send_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, send_test, g_memdup2 (&test, sizeof test), g_free, _("The test is on its way"), sent_cb, NULL);
}

static void
mh_test_window_dispose (GObject *object)
{
  MhTestWindow *self = MH_TEST_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->who, self_free);

  G_OBJECT_CLASS (mh_test_window_parent_class)->dispose (object);
}

static void
mh_test_window_class_init (MhTestWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_test_window_dispose;

  sent_signal = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_test_window_init (MhTestWindow *self)
{
  GtkBox *left, *right;

  gtk_window_set_title (GTK_WINDOW (self), _("A test to oneself"));
  self->send_button = mh_allot_build (ADW_WINDOW (self), _("Cancel"), _("Send the Test"), &left, &right);
  g_signal_connect_swapped (self->send_button, "clicked", G_CALLBACK (send_clicked_cb), self);
  mh_allot_add_label (left, _("Somebody else"), "heading");
  self->finder = g_object_new (MH_TYPE_PERSON_FINDER, NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (self->finder), TRUE);
  g_signal_connect_swapped (self->finder, "found", G_CALLBACK (found_cb), self);
  g_signal_connect_swapped (self->finder, "meant", G_CALLBACK (meant_cb), self);
  gtk_box_append (left, GTK_WIDGET (self->finder));

  mh_allot_add_label (right, _("The test goes to"), "heading");
  self->name = mh_allot_add_label (right, NULL, "title-2");
  self->choice = mh_allot_add_choice (right, _("By which contact"));
  gtk_widget_set_halign (GTK_WIDGET (self->choice), GTK_ALIGN_START);
  mh_allot_add_label (right, _("It is marked as a test, leaves at once and goes to nobody else. The contact is remembered for the next test."), "mh-details");
  self->refusal = mh_allot_add_label (right, NULL, "error");
}

/**
 * mh_test_window_open:
 * @parent: a widget in the window
 * @context: the open town
 * @broadcast: a draft
 *
 * Returns: (transfer none): the window, which shows itself
 */
MhTestWindow *
mh_test_window_open (GtkWidget   *parent,
                     MhUiContext *context,
                     gint64       broadcast)
{
  MhTestWindow *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (broadcast > 0, NULL);

  self = g_object_new (MH_TYPE_TEST_WINDOW, "transient-for", mh_window_of (parent), NULL);
  self->context = g_object_ref (context);
  self->broadcast = broadcast;
  mh_person_finder_set_context (self->finder, context);
  gtk_window_present (GTK_WINDOW (self));
  mh_person_finder_start (self->finder);
  read_person (self, 0);

  return self;
}
