/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-day-entry"

#include "mh-day-entry.h"

#include <glib/gi18n-lib.h>

#include "mh-date-reading.h"

#define ENTRY_CHARS 12

struct _MhDayEntry
{
  GtkWidget  parent_instance;

  GtkWidget *box;         /* (owned) child */
  GtkWidget *entry;       /* (unowned) in @box */
  GtkWidget *reading;     /* (unowned) in @box: how it was understood, or why not */

  MhDate     latest;
  MhDate     day;
  gboolean   is_good;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (MhDayEntry, mh_day_entry, GTK_TYPE_WIDGET)

static void
set_reading (MhDayEntry *self,
             const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->reading), text);

  if (self->is_good)
    gtk_widget_remove_css_class (self->reading, "error");
  else
    gtk_widget_add_css_class (self->reading, "error");
}

/* What @text says; a sentence when it says no day. */
static const char *
read_text (MhDayEntry *self,
           const char *text)
{
  MhDateReading reading;

  self->day = MH_DATE_NONE;
  self->is_good = *text == '\0';
  if (self->is_good)
    return "";

  reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, self->latest);
  if (reading.verdict != MH_DATE_READ_OK && reading.verdict != MH_DATE_READ_QUESTION)
    return _("Write the day as r8.11.1 or 2026-11-01.");
  if (!mh_date_is_set (reading.date))
    return _("Write the day as r8.11.1 or 2026-11-01.");
  if (mh_date_is_set (self->latest) && mh_date_compare (reading.date, self->latest) > 0)
    return _("This day is still to come.");

  self->day = reading.date;
  self->is_good = TRUE;

  return NULL;
}

static void
text_changed_cb (GtkEditable *entry,
                 MhDayEntry  *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  const char *problem = read_text (self, text);
  g_autofree char *understood = problem == NULL ? mh_date_format (self->day, MH_DATE_STYLE_WEEKDAY) : NULL;

  set_reading (self, problem != NULL ? problem : understood);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
mh_day_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MH_DAY_ENTRY (widget)->entry);
}

static void
mh_day_entry_dispose (GObject *object)
{
  g_clear_pointer (&MH_DAY_ENTRY (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (mh_day_entry_parent_class)->dispose (object);
}

static void
mh_day_entry_class_init (MhDayEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mh_day_entry_dispose;
  widget_class->grab_focus = mh_day_entry_grab_focus;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
mh_day_entry_init (MhDayEntry *self)
{
  self->is_good = TRUE;
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), ENTRY_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), ENTRY_CHARS);
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_DEFAULT);

  self->reading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->reading), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->reading), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->reading, TRUE);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_box_append (GTK_BOX (self->box), self->reading);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * mh_day_entry_new:
 * @label: what the day is
 * @latest: the last day that is taken, or none
 *
 * Returns: (transfer floating): an empty entry
 */
GtkWidget *
mh_day_entry_new (const char *label,
                  MhDate      latest)
{
  MhDayEntry *self;

  g_return_val_if_fail (label != NULL, NULL);

  self = g_object_new (MH_TYPE_DAY_ENTRY, NULL);
  self->latest = latest;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return GTK_WIDGET (self);
}

/**
 * mh_day_entry_set_latest:
 * @self: an entry
 * @latest: the last day that is taken, or none
 *
 * Sets what is too late.
 */
void
mh_day_entry_set_latest (MhDayEntry *self,
                         MhDate      latest)
{
  g_return_if_fail (MH_IS_DAY_ENTRY (self));

  self->latest = latest;
  text_changed_cb (GTK_EDITABLE (self->entry), self);
}

/**
 * mh_day_entry_set_day:
 * @self: an entry
 * @day: what to write there, or none
 *
 * Writes a day as people say it.
 */
void
mh_day_entry_set_day (MhDayEntry *self,
                      MhDate      day)
{
  g_autofree char *text = NULL;

  g_return_if_fail (MH_IS_DAY_ENTRY (self));

  text = mh_date_is_set (day) ? mh_date_format (day, MH_DATE_STYLE_SHORT) : g_strdup ("");
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/**
 * mh_day_entry_get_day:
 * @self: an entry
 *
 * Returns: the day, or none
 */
MhDate
mh_day_entry_get_day (MhDayEntry *self)
{
  g_return_val_if_fail (MH_IS_DAY_ENTRY (self), MH_DATE_NONE);

  return self->day;
}

/**
 * mh_day_entry_is_good:
 * @self: an entry
 *
 * Returns: %FALSE when something stands there that is no day
 */
gboolean
mh_day_entry_is_good (MhDayEntry *self)
{
  g_return_val_if_fail (MH_IS_DAY_ENTRY (self), FALSE);

  return self->is_good;
}
