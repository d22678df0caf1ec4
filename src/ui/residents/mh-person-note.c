/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-note"

#include "mh-person-note.h"

#include <glib/gi18n-lib.h>

#include "mh-keys.h"
#include "mh-people-leaving.h"

struct _MhPersonNote
{
  MhPersonSection parent_instance;

  GtkWidget      *frame;    /* (unowned) around the text */
  GtkTextView    *text;     /* (unowned) */
  gint64          about;    /* whose note stands there, 0 = nobody's */
};

typedef struct {
  gint64 id;
  char  *text;
} Note;

G_DEFINE_FINAL_TYPE (MhPersonNote, mh_person_note, MH_TYPE_PERSON_SECTION)

static void
note_free (Note *note)
{
  g_free (note->text);
  g_free (note);
}

static gpointer
write_note (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  const Note *note = input;
  MhResident changes = { .id = note->id, .note = note->text };
  gint64 act;

  return mh_people_edit_leaving (desk, &changes, FALSE, &act, error) ? g_memdup2 (&act, sizeof act) : NULL;
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
save (MhPersonNote *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  Note *note;

  if (self->about == 0 || !gtk_text_buffer_get_modified (buffer))
    return;

  note = g_new0 (Note, 1);
  note->id = self->about;
  note->text = dup_text (buffer);
  gtk_text_buffer_set_modified (buffer, FALSE);
  mh_person_section_run (MH_PERSON_SECTION (self), write_note, note, (GDestroyNotify) note_free, _("The note is saved"),
                         _("The note was not saved"));
}

static void
save_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  save (MH_PERSON_NOTE (widget));
}

/* Whoever is called away, or goes on without a thought for the button, loses nothing. */
static void
left_cb (GtkEventControllerFocus *controller,
         MhPersonNote            *self)
{
  save (self);
}

static void
modified_changed_cb (GtkTextBuffer *buffer,
                     MhPersonNote  *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "note.save", self->about != 0 && gtk_text_buffer_get_modified (buffer));
}

/* What is being written stays while the page is read again. */
static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  MhPersonNote *self = MH_PERSON_NOTE (section);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  gboolean hidden = mh_person_is_hidden (person);
  gint64 id = hidden ? 0 : person->resident->id;

  gtk_widget_set_visible (self->frame, !hidden);
  mh_person_section_set_note (section, hidden ? _("Not shown, because the person is under protection.") : NULL);
  if (self->about == id && gtk_text_buffer_get_modified (buffer))
    return;

  self->about = id;
  gtk_text_buffer_set_text (buffer, !hidden && person->resident->note != NULL ? person->resident->note : "", -1);
  gtk_text_buffer_set_modified (buffer, FALSE);
  modified_changed_cb (buffer, self);
}

/* What was revealed with a reason does not stay behind. */
static void
forget (MhPersonSection *section)
{
  MhPersonNote *self = MH_PERSON_NOTE (section);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);

  save (self);
  self->about = 0;
  gtk_text_buffer_set_text (buffer, "", -1);
  gtk_text_buffer_set_modified (buffer, FALSE);
  modified_changed_cb (buffer, self);
}

static void
mh_person_note_class_init (MhPersonNoteClass *klass)
{
  MH_PERSON_SECTION_CLASS (klass)->show = show_section;
  MH_PERSON_SECTION_CLASS (klass)->forget = forget;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "note.save", NULL, save_activated_cb);
  mh_keys_bind (GTK_WIDGET_CLASS (klass), "note", NULL);
}

static void
mh_person_note_init (MhPersonNote *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Note"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Save the _Note"), "note.save",
                                _("Stays with the person’s data here; never in a message, a list or a file (Ctrl+Enter)"));

  self->text = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->text, FALSE);
  gtk_text_view_set_top_margin (self->text, 8);
  gtk_text_view_set_bottom_margin (self->text, 8);
  gtk_text_view_set_left_margin (self->text, 12);
  gtk_text_view_set_right_margin (self->text, 12);
  gtk_widget_set_size_request (GTK_WIDGET (self->text), -1, 64);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Note"), -1);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "modified-changed", G_CALLBACK (modified_changed_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self->text), focus);

  self->frame = gtk_frame_new (NULL);
  gtk_frame_set_child (GTK_FRAME (self->frame), GTK_WIDGET (self->text));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->frame);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "note.save", FALSE);
}
