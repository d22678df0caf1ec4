/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-early-window"

#include "mh-early-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-coming-day.h"
#include "mh-deed.h"
#include "mh-error.h"
#include "mh-household-table.h"
#include "mh-moment.h"
#include "mh-rule-rows.h"
#include "mh-windows.h"

#define SIDE 500  /* px of the form: an age is a wide row */

struct _MhEarlyWindow
{
  AdwWindow    parent_instance;

  GtkWidget   *from;        /* (unowned) */
  GtkWidget   *until;       /* (unowned) */
  MhAgeSpins   min_age;     /* (unowned) */
  MhAgeSpins   below_age;   /* (unowned) */
  GtkWidget   *sex;         /* (unowned) */
  GtkWidget   *districts;   /* (unowned) */
  GtkWidget   *label;       /* (unowned) */
  GtkWidget   *add_button;  /* (unowned) */
  GtkLabel    *summary;     /* (unowned) */
  GtkLabel    *refusal;     /* (unowned) */
  GtkListBox  *list;        /* (unowned) */

  MhUiContext *context;     /* (owned) (nullable) once closed */
  gint64       session;
};

G_DEFINE_FINAL_TYPE (MhEarlyWindow, mh_early_window, ADW_TYPE_WINDOW)

/* What the worker gets. */
typedef struct {
  MhBookingWindow window;   /* its texts (owned) */
  char           *problem;  /* (nullable) (owned) what cannot be read */
} Wanted;

static const char * const sexes[] = { "any", "male", "female", NULL };

static void
wanted_free (Wanted *wanted)
{
  g_free (wanted->window.label);
  g_free (wanted->window.sex);
  g_free (wanted->window.districts);
  g_free (wanted->problem);
  g_free (wanted);
}

/* A name with a slip of the finger in it would let nobody in. */
static gboolean
check_districts (const MhDesk *desk,
                 const char   *districts,
                 GError      **error)
{
  g_autoptr (GPtrArray) known = mh_household_table_list_districts (desk->db, mh_desk_today (desk), error);
  g_auto (GStrv) names = g_strsplit (districts, "\n", -1);
  g_autofree char *all = NULL;

  if (known == NULL)
    return FALSE;

  g_ptr_array_add (known, NULL);
  all = g_strjoinv ("、", (char **) known->pdata);

  for (guint i = 0; names[i] != NULL; i++) {
    if (*names[i] == '\0' || g_strv_contains ((const char * const *) known->pdata, names[i]))
      continue;

    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Nobody lives in a district named “%s”. The districts are: %s."), names[i], all);
    return FALSE;
  }

  return TRUE;
}

static gpointer
add_work (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  const Wanted *wanted = input;
  gint64 id;

  if (wanted->problem != NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, wanted->problem);
    return NULL;
  }

  if (!check_districts (desk, wanted->window.districts, error))
    return NULL;

  id = mh_windows_add (desk, &wanted->window, error);

  return id != 0 ? mh_deed_done (id, mh_deed_find_act (desk, "window.add", "window", id)) : NULL;
}

static gpointer
remove_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  gint64 id = *(gint64 *) input;

  return mh_windows_remove (desk, id, error) ? mh_deed_done (0, mh_deed_find_act (desk, "window.remove", "window", id)) : NULL;
}

static gpointer
read_work (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  return mh_booking_window_table_list (desk->db, *(gint64 *) input, error);
}

static char *
write_period (const MhBookingWindow *window)
{
  g_autofree char *from = mh_moment_format (window->opens_at, MH_DATE_STYLE_WEEKDAY);
  g_autofree char *until = window->closes_at != 0 ? mh_moment_format (window->closes_at, MH_DATE_STYLE_WEEKDAY) : g_strdup ("");

  /* Translators: from when until when; the second is empty where it stays open */
  return g_strdup_printf (C_("period", "%s – %s"), from, until);
}

static gboolean
is_for_all (const MhBookingWindow *window)
{
  return window->min_months == 0 && window->below_months == 0 && g_str_equal (window->sex, "any") && *window->districts == '\0';
}

/* Who, in words. */
static char *
write_people (const MhBookingWindow *window)
{
  const char * const words[] = { NULL, _("Men only"), _("Women only") };
  GString *text = g_string_new (window->label);
  guint sex = mh_rule_row_find (sexes, window->sex);

  if (is_for_all (window)) {
    g_string_append_printf (text, "%s%s", text->len > 0 ? " ・ " : "", _("Everybody"));
    return g_string_free (text, FALSE);
  }

  if (window->min_months != 0 || window->below_months != 0) {
    g_autofree char *ages = mh_rule_row_write_ages (window->min_months, window->below_months);

    g_string_append_printf (text, "%s%s", text->len > 0 ? " ・ " : "", ages);
  }
  if (sex != 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " ・ " : "", words[sex]);
  if (*window->districts != '\0') {
    g_auto (GStrv) names = g_strsplit (window->districts, "\n", -1);
    g_autofree char *all = g_strjoinv ("、", names);

    g_string_append_printf (text, "%s%s", text->len > 0 ? " ・ " : "", all);
  }

  return g_string_free (text, FALSE);
}

static void
show_refusal (MhEarlyWindow *self,
              const char    *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

static void read_again (MhEarlyWindow *self);

static void
removed_cb (GtkWidget        *widget,
            const MhDeedDone *done,
            const GError     *error,
            gpointer          user_data)
{
  MhEarlyWindow *self = MH_EARLY_WINDOW (widget);

  if (self->context == NULL)
    return;

  show_refusal (self, error != NULL ? error->message : "");
  read_again (self);
}

static void
remove_clicked_cb (GtkButton     *button,
                   MhEarlyWindow *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "window");

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, remove_work, g_memdup2 (id, sizeof *id), g_free, _("The time for booking early is gone"),
               removed_cb, NULL);
}

static GtkWidget *
make_row (MhEarlyWindow         *self,
          const MhBookingWindow *window)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Remove"));
  g_autofree char *period = write_period (window);
  g_autofree char *people = write_people (window);
  g_autofree char *name = g_strdup_printf ("%s: %s", _("Remove"), people);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), people);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), period);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "window", g_memdup2 (&window->id, sizeof window->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
show_windows (MhEarlyWindow *self,
              GPtrArray     *windows)
{
  const char *summary = _("Everybody may book this day at any time.");
  gboolean for_all = FALSE;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < windows->len; i++) {
    for_all = for_all || is_for_all (g_ptr_array_index (windows, i));
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (windows, i)));
  }

  if (windows->len > 0)
    summary = for_all ? _("Only these people may book this day, each from that time on.") :
              _("Only these people may book this day. Nobody else can: please add when it opens for everybody, without an age or a district.");
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->list), windows->len > 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhEarlyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) windows = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (windows != NULL)
    show_windows (self, windows);
  else
    show_refusal (self, error->message);
}

static void
read_again (MhEarlyWindow *self)
{
  mh_ui_context_read_async (self->context, read_work, g_memdup2 (&self->session, sizeof self->session), g_free,
                            (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, g_object_ref (self));
}

static void
clear_form (MhEarlyWindow *self)
{
  GtkWidget *texts[] = { self->from, self->until, self->districts, self->label };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    gtk_editable_set_text (GTK_EDITABLE (texts[i]), "");
  mh_age_spins_set (&self->min_age, 0);
  mh_age_spins_set (&self->below_age, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->sex), 0);
}

static void
added_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhEarlyWindow *self = MH_EARLY_WINDOW (widget);

  if (self->context == NULL)
    return;

  if (done != NULL)
    clear_form (self);
  gtk_widget_set_sensitive (self->add_button, done == NULL);
  show_refusal (self, error != NULL ? error->message : "");
  read_again (self);
}

static Wanted *
wanted_new (MhEarlyWindow *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);
  MhDate today = mh_ui_context_today (self->context);

  wanted->window.session = self->session;
  wanted->window.label = mh_rule_row_dup_text (self->label);
  wanted->window.sex = g_strdup (sexes[adw_combo_row_get_selected (ADW_COMBO_ROW (self->sex))]);
  wanted->window.districts = mh_rule_row_dup_names (self->districts);
  wanted->window.min_months = mh_age_spins_get (&self->min_age);
  wanted->window.below_months = mh_age_spins_get (&self->below_age);

  if (!mh_coming_moment_read (gtk_editable_get_text (GTK_EDITABLE (self->from)), today, &wanted->window.opens_at) ||
      !mh_coming_moment_read (gtk_editable_get_text (GTK_EDITABLE (self->until)), today, &wanted->window.closes_at))
    wanted->problem = g_strdup (_("Please enter day and time, such as 11/1 9:00, or nothing."));

  return wanted;
}

static void
add_clicked_cb (GtkButton     *button,
                MhEarlyWindow *self)
{
  gtk_widget_set_sensitive (self->add_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, add_work, wanted_new (self), (GDestroyNotify) wanted_free,
               _("The time for booking early was added"), added_cb, NULL);
}

/* Without a beginning there is nothing to add. */
static void
typed_cb (MhEarlyWindow *self)
{
  if (self->label == NULL)
    return;

  gtk_widget_set_sensitive (self->add_button, *gtk_editable_get_text (GTK_EDITABLE (self->from)) != '\0');
  show_refusal (self, "");
}

static GtkWidget *
make_form (MhEarlyWindow *self)
{
  const char * const sex_words[] = { _("Everybody"), _("Men only"), _("Women only"), NULL };
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GCallback changed = G_CALLBACK (typed_cb);

  self->from = mh_rule_row_text (_("May book from (11/1 9:00)"), changed, self);
  adw_preferences_group_add (group, self->from);
  self->until = mh_rule_row_text (_("Until (empty: to the end)"), changed, self);
  adw_preferences_group_add (group, self->until);
  adw_preferences_group_add (group, mh_rule_row_age (_("From this age"), _("as the programme reckons it, on this day"), changed, self,
                                                     &self->min_age));
  adw_preferences_group_add (group, mh_rule_row_age (_("Below this age"), _("0: no upper limit"), changed, self, &self->below_age));
  self->sex = mh_rule_row_choice (_("Sex"), sex_words, changed, self);
  adw_preferences_group_add (group, self->sex);
  self->districts = mh_rule_row_text (_("Only these districts (empty: all)"), changed, self);
  adw_preferences_group_add (group, self->districts);
  self->label = mh_rule_row_text (_("Name, such as: people of 65 and more"), changed, self);
  adw_preferences_group_add (group, self->label);

  return GTK_WIDGET (group);
}

static void
mh_early_window_dispose (GObject *object)
{
  g_clear_object (&MH_EARLY_WINDOW (object)->context);

  G_OBJECT_CLASS (mh_early_window_parent_class)->dispose (object);
}

static void
mh_early_window_class_init (MhEarlyWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_early_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mh_early_window_init (MhEarlyWindow *self)
{
  GtkBox *left;
  GtkBox *right;

  gtk_window_set_title (GTK_WINDOW (self), _("Who May Book from When"));
  self->add_button = mh_allot_build (ADW_WINDOW (self), _("Close"), _("Add this time"), &left, &right);
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_DEFAULT);

  gtk_widget_set_size_request (gtk_widget_get_ancestor (GTK_WIDGET (left), GTK_TYPE_SCROLLED_WINDOW), SIDE, -1);
  mh_allot_add_label (left, _("One more"), "heading");
  gtk_box_append (left, make_form (self));

  mh_allot_add_label (right, _("What holds for this day"), "heading");
  self->refusal = mh_allot_add_label (right, "", "error");
  self->summary = mh_allot_add_label (right, _("One moment …"), NULL);
  self->list = mh_allot_add_list (right, _("What holds for this day"));
  show_refusal (self, "");
}

/**
 * mh_early_window_open:
 * @parent: the place
 * @context: the open town
 * @day: the day; not kept
 *
 * Shows who may book the day from when, and changes it.
 */
void
mh_early_window_open (GtkWidget   *parent,
                      MhUiContext *context,
                      const MhDay *day)
{
  MhEarlyWindow *self = g_object_new (MH_TYPE_EARLY_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->session = day->session->id;
  read_again (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->from);
}
