/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-consent"

#include "mh-person-consent.h"

#include <glib/gi18n-lib.h>

#include "mh-consent.h"
#include "mh-deed.h"
#include "mh-form-window.h"
#include "mh-wording.h"

struct _MhPersonConsent
{
  MhPersonSection parent_instance;
};

/* The questions about one answer. */
typedef struct {
  gint64      resident;
  const char *channel;
  const char *category;
  GtkWidget  *answer;
  GtkWidget  *how;
  GtkWidget  *note;
} Questions;

typedef struct {
  MhConsent consent;
  char     *note;     /* (owned) */
  gboolean  forget;
} Answer;

/* In the order of the choices. */
enum {
  ANSWER_YES,
  ANSWER_NO,
  ANSWER_NOT_ASKED,
};

G_DEFINE_FINAL_TYPE (MhPersonConsent, mh_person_consent, MH_TYPE_PERSON_SECTION)

static void
answer_free (Answer *answer)
{
  g_free (answer->note);
  g_free (answer);
}

static gpointer
collect_answer (MhFormWindow *form,
                gpointer      user_data)
{
  const Questions *questions = user_data;
  guint chosen = mh_form_window_get_choice (questions->answer);
  Answer *answer = g_new0 (Answer, 1);

  answer->note = mh_form_window_dup_text (questions->note);
  answer->forget = chosen == ANSWER_NOT_ASKED;
  answer->consent = (MhConsent) {
    .resident = questions->resident,
    .channel = (char *) questions->channel,
    .category = (char *) questions->category,
    .answer = chosen == ANSWER_YES,
    .how = (char *) mh_consent_ways ()[mh_form_window_get_choice (questions->how)],
    .note = answer->note,
  };

  return answer;
}

static gpointer
write_answer (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  Answer *answer = input;
  gint64 resident = answer->consent.resident;
  gboolean done;

  answer->consent.day = mh_desk_today (desk);
  done = answer->forget ? mh_consent_forget (desk, resident, answer->consent.channel, answer->consent.category, error)
                        : mh_consent_set (desk, &answer->consent, error);

  return done ? mh_deed_done (0, mh_ui_find_act_about (desk, resident)) : NULL;
}

static void
done_cb (MhFormWindow    *form,
         gint64           id,
         MhPersonSection *self)
{
  mh_person_section_emit_changed (self);
}

static const char *
name_answer (const MhConsent *answer)
{
  if (answer == NULL)
    return C_ ("consent", "—");

  return answer->answer ? C_ ("consent", "Yes") : C_ ("consent", "No");
}

static void
ask (MhPersonSection *self,
     const char      *channel,
     const char      *category)
{
  const char *answers[] = { _("Wants them"), _("Does not want them"), _("Not asked"), NULL };
  g_autoptr (GPtrArray) ways = g_ptr_array_new ();
  g_autofree char *title = g_strdup_printf (_("%s: %s"), mh_wording_consent_channel (channel), mh_wording_category (category));
  MhFormWindow *form = mh_form_window_new (GTK_WIDGET (self), mh_person_section_get_context (self), title,
                                           _("What the person said today. It takes the place of what was said before; the log keeps both."),
                                           _("_Save"));
  Questions *questions = g_new0 (Questions, 1);

  for (guint i = 0; mh_consent_ways ()[i] != NULL; i++)
    g_ptr_array_add (ways, (gpointer) mh_wording_consent_how (mh_consent_ways ()[i]));
  g_ptr_array_add (ways, NULL);

  questions->resident = mh_person_section_get_id (self);
  questions->channel = channel;
  questions->category = category;
  questions->answer = mh_form_window_add_choice (form, _("Answer"), answers, ANSWER_YES);
  questions->how = mh_form_window_add_choice (form, _("Told"), (const char * const *) ways->pdata, 0);
  questions->note = mh_form_window_add_entry (form, _("Note"), NULL);
  g_signal_connect_object (form, "done", G_CALLBACK (done_cb), self, G_CONNECT_DEFAULT);
  mh_form_window_open (form, collect_answer, questions, g_free, write_answer, (GDestroyNotify) answer_free, _("The answer is noted"));
}

static void
ask_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  int channel, category;

  g_variant_get (parameter, "(ii)", &channel, &category);
  ask (MH_PERSON_SECTION (widget), mh_consent_channels ()[channel], mh_consent_categories ()[category]);
}

static const MhConsent *
find_answer (GPtrArray  *answers,
             const char *channel,
             const char *category)
{
  for (guint i = 0; i < answers->len; i++) {
    const MhConsent *answer = g_ptr_array_index (answers, i);

    if (g_str_equal (answer->channel, channel) && g_str_equal (answer->category, category))
      return answer;
  }

  return NULL;
}

static GtkWidget *
make_cell (GPtrArray *answers,
           int        channel,
           int        category)
{
  const char *channel_code = mh_consent_channels ()[channel];
  const char *category_code = mh_consent_categories ()[category];
  const MhConsent *answer = find_answer (answers, channel_code, category_code);
  GtkWidget *button = gtk_button_new_with_label (name_answer (answer));
  /* Translators: channel, kind of notices, answer; for screen readers */
  g_autofree char *name = g_strdup_printf (_("%s, %s: %s"), mh_wording_consent_channel (channel_code),
                                           mh_wording_category (category_code),
                                           answer != NULL ? name_answer (answer) : _("Not asked"));

  gtk_widget_add_css_class (button, "flat");
  if (answer != NULL && !answer->answer)
    gtk_widget_add_css_class (button, "error");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "consent.ask");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ii)", channel, category);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  if (answer != NULL) {
    g_autofree char *day = mh_date_format (answer->day, MH_DATE_STYLE_LONG);
    g_autofree char *tip = g_strdup_printf ("%s %s%s%s", day, mh_wording_consent_how (answer->how), answer->note != NULL ? " ・ " : "",
                                            answer->note != NULL ? answer->note : "");

    gtk_widget_set_tooltip_text (button, tip);
  }

  return button;
}

static GtkWidget *
make_heading (const char *text,
              float       xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  GtkWidget *grid = gtk_grid_new ();

  if (person->answers == NULL)
    return;

  gtk_widget_add_css_class (grid, "card");
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), FALSE);
  for (int channel = 0; mh_consent_channels ()[channel] != NULL; channel++) {
    GtkWidget *heading = make_heading (mh_wording_consent_channel (mh_consent_channels ()[channel]), 0.5);

    gtk_widget_set_margin_top (heading, 6);
    gtk_widget_set_hexpand (heading, TRUE);
    gtk_grid_attach (GTK_GRID (grid), heading, channel + 1, 0, 1, 1);
  }

  for (int category = 0; mh_consent_categories ()[category] != NULL; category++) {
    GtkWidget *heading = make_heading (mh_wording_category (mh_consent_categories ()[category]), 0);

    gtk_widget_set_margin_start (heading, 12);
    gtk_grid_attach (GTK_GRID (grid), heading, 0, category + 1, 1, 1);
    for (int channel = 0; mh_consent_channels ()[channel] != NULL; channel++)
      gtk_grid_attach (GTK_GRID (grid), make_cell (person->answers, channel, category), channel + 1, category + 1, 1, 1);
  }

  mh_person_section_add_row (section, grid);
}

static void
mh_person_consent_class_init (MhPersonConsentClass *klass)
{
  MH_PERSON_SECTION_CLASS (klass)->show = show_section;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "consent.ask", "(ii)", ask_activated_cb);
}

static void
mh_person_consent_init (MhPersonConsent *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Wishes about notices"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _("An answer for one kind of notices counts more than the one for all. Press an answer to change it."));
}
