/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-protection"

#include "mh-person-protection.h"

#include <glib/gi18n-lib.h>

#include "mh-coming-day.h"
#include "mh-date-reading.h"
#include "mh-deed.h"
#include "mh-error.h"
#include "mh-form-window.h"
#include "mh-protect.h"

#define AHEAD_DAYS 3652  /* ten years: nobody plans a measure further away */

struct _MhPersonProtection
{
  MhPersonSection parent_instance;
};

/* What a form asks; which rows there are depends on the form. */
typedef struct {
  gint64     resident;
  gint64     id;        /* of a measure, or 0 */
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *third;
} Questions;

typedef struct {
  gint64 resident;
  gint64 id;
  char  *first;
  char  *second;
  char  *third;
} Answers;

G_DEFINE_FINAL_TYPE (MhPersonProtection, mh_person_protection, MH_TYPE_PERSON_SECTION)

static void
answers_free (Answers *answers)
{
  g_free (answers->first);
  g_free (answers->second);
  g_free (answers->third);
  g_free (answers);
}

static gpointer
collect (MhFormWindow *form,
         gpointer      user_data)
{
  const Questions *questions = user_data;
  Answers *answers = g_new0 (Answers, 1);

  answers->resident = questions->resident;
  answers->id = questions->id;
  answers->first = questions->first != NULL ? mh_form_window_dup_text (questions->first) : NULL;
  answers->second = questions->second != NULL ? mh_form_window_dup_text (questions->second) : NULL;
  answers->third = questions->third != NULL ? mh_form_window_dup_text (questions->third) : NULL;

  return answers;
}

/* An empty text is no day. */
static gboolean
read_day (const MhDesk *desk,
          const char   *text,
          MhDate       *out_day,
          GError      **error)
{
  MhDate today = mh_desk_today (desk);
  MhDateReading reading;

  *out_day = MH_DATE_NONE;
  if (*text == '\0')
    return TRUE;

  reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, mh_date_add_days (today, AHEAD_DAYS));
  if (reading.verdict == MH_DATE_READ_OK) {
    *out_day = reading.date;
    return TRUE;
  }

  if (mh_coming_day_read (text, today, out_day))
    return TRUE;

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” is not one certain day. Write it as 12/1 or 8.12.1."), text);

  return FALSE;
}

static gpointer
begin_protection (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  const Answers *answers = input;
  MhDate start, end;

  if (!read_day (desk, answers->first, &start, error) || !read_day (desk, answers->second, &end, error) ||
      !mh_protect_begin (desk, answers->resident, start, end, *answers->third != '\0' ? answers->third : NULL, error))
    return NULL;

  return mh_deed_done (0, 0);
}

static gpointer
end_protection (const MhDesk *desk,
                gpointer      input,
                GError      **error)
{
  const Answers *answers = input;
  MhDate end;

  if (!read_day (desk, answers->first, &end, error) ||
      !mh_protect_end_one (desk, answers->resident, answers->id, end, answers->second, error))
    return NULL;

  return mh_deed_done (0, mh_ui_find_act_about (desk, answers->resident));
}

static gpointer
allow_proxy (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const Answers *answers = input;

  if (mh_protect_allow_proxy (desk, answers->resident, answers->first, answers->second, answers->third, error) == 0)
    return NULL;

  return mh_deed_done (0, mh_ui_find_act_about (desk, answers->resident));
}

static gpointer
forbid_proxy (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const Answers *answers = input;

  if (!mh_protect_forbid_proxy (desk, answers->resident, answers->id, error))
    return NULL;

  return mh_deed_done (0, mh_ui_find_act_about (desk, answers->resident));
}

static void
form_done_cb (MhFormWindow    *form,
              gint64           id,
              MhPersonSection *self)
{
  mh_person_section_emit_changed (self);
}

static MhFormWindow *
make_form (MhPersonSection *self,
           const char      *title,
           const char      *note,
           const char      *action)
{
  MhFormWindow *form = mh_form_window_new (GTK_WIDGET (self), mh_person_section_get_context (self), title, note, action);

  g_signal_connect_object (form, "done", G_CALLBACK (form_done_cb), self, G_CONNECT_DEFAULT);

  return form;
}

static void
open_form (MhFormWindow    *form,
           const Questions *questions,
           MhUiWork         work,
           const char      *toast)
{
  mh_form_window_open (form, collect, g_memdup2 (questions, sizeof *questions), g_free, work, (GDestroyNotify) answers_free, toast);
}

static void
begin_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  MhDate today = mh_ui_context_today (mh_person_section_get_context (self));
  g_autofree char *day = mh_date_to_iso (today);
  MhFormWindow *form = make_form (self, _("Protect from a day"),
                                  _("From 0:00 of the first to the end of the last day, address, household and contacts are hidden "
                                    "everywhere, and nothing is sent automatically. Only a person can end this, with a reason."),
                                  _("_Protect"));
  Questions questions = { .resident = mh_person_section_get_id (self) };

  questions.first = mh_form_window_add_entry (form, _("First day"), day);
  questions.second = mh_form_window_add_entry (form, _("Last day (empty: until further notice)"), NULL);
  questions.third = mh_form_window_add_entry (form, _("Note"), NULL);
  open_form (form, &questions, begin_protection, _("The protection is noted"));
}

static void
end_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  MhDate today = mh_ui_context_today (mh_person_section_get_context (self));
  g_autofree char *day = mh_date_to_iso (today);
  MhFormWindow *form = make_form (self, _("End this protection"),
                                  _("Other protections of the person run on. Ask the section in charge first."), _("_End It"));
  Questions questions = { .resident = mh_person_section_get_id (self), .id = g_variant_get_int64 (parameter) };

  questions.first = mh_form_window_add_entry (form, _("Last day"), day);
  questions.second = mh_form_window_add_entry (form, _("Reason"), NULL);
  open_form (form, &questions, end_protection, _("The end of the protection is noted"));
}

static void
allow_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  MhFormWindow *form = make_form (self, _("Register a proxy"),
                                  _("Only who is registered here books and cancels for the person, the household too."), _("_Register"));
  Questions questions = { .resident = mh_person_section_get_id (self) };

  questions.first = mh_form_window_add_entry (form, _("Name"), NULL);
  questions.second = mh_form_window_add_entry (form, _("Relation"), NULL);
  questions.third = mh_form_window_add_entry (form, _("How you know that the person wants this"), NULL);
  open_form (form, &questions, allow_proxy, _("The proxy is registered"));
}

static void
forbidden_cb (GtkWidget        *widget,
              const MhDeedDone *done,
              const GError     *error,
              gpointer          user_data)
{
  mh_person_section_emit_changed (MH_PERSON_SECTION (widget));
}

static void
forbid_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MhPersonSection *self = MH_PERSON_SECTION (widget);
  Answers *answers = g_new0 (Answers, 1);

  answers->resident = mh_person_section_get_id (self);
  answers->id = g_variant_get_int64 (parameter);
  mh_deed_run (widget, mh_person_section_get_context (self), forbid_proxy, answers, (GDestroyNotify) answers_free,
               _("The proxy is taken off the list"), forbidden_cb, NULL);
}

static void
add_row_button (GtkWidget  *row,
                const char *label,
                const char *action,
                gint64      id,
                const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf (_("%s: %s"), label, title);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
write_days (const MhProtection *measure)
{
  g_autofree char *start = mh_date_is_set (measure->start) ? mh_date_format (measure->start, MH_DATE_STYLE_LONG) : NULL;
  g_autofree char *end = mh_date_is_set (measure->end) ? mh_date_format (measure->end, MH_DATE_STYLE_LONG) : NULL;

  if (start == NULL)
    return g_strdup (_("First day not known"));

  return end != NULL ? g_strdup_printf (_("From %s to %s"), start, end) : g_strdup_printf (_("From %s"), start);
}

static void
show_measure (MhPersonSection    *section,
              const MhProtection *measure,
              MhDate              today)
{
  gboolean ended = mh_date_is_set (measure->end) && mh_date_compare (measure->end, today) < 0;
  g_autofree char *days = write_days (measure);
  g_autoptr (GString) about = g_string_new (NULL);
  GtkWidget *row;

  if (ended)
    g_string_append (about, _("Over"));
  else if (mh_protect_runs (measure, today))
    g_string_append (about, _("Runs"));
  else
    g_string_append (about, _("Still to come"));
  if (g_str_equal (measure->source, "import"))
    g_string_append_printf (about, " ・ %s", _("from the resident list"));
  if (measure->note != NULL)
    g_string_append_printf (about, " ・ %s", measure->note);

  row = mh_person_section_add_text (section, days, about->str);
  if (!ended)
    add_row_button (row, _("End …"), "protection.end", measure->id, days);
}

static void
show_section (MhPersonSection *section,
              const MhPerson  *person,
              gpointer         data)
{
  MhDate today = mh_ui_context_today (mh_person_section_get_context (section));
  gboolean hidden = mh_person_is_hidden (person);

  if (person->protections == NULL)
    return;

  for (guint i = 0; i < person->protections->len; i++)
    show_measure (section, g_ptr_array_index (person->protections, i), today);

  for (guint i = 0; !hidden && i < person->proxies->len; i++) {
    const MhAllowedProxy *proxy = g_ptr_array_index (person->proxies, i);
    g_autofree char *title = g_strdup_printf (_("Proxy: %s"), proxy->name);
    g_autofree char *about = g_strdup_printf ("%s%s%s", proxy->relation, *proxy->relation != '\0' ? " ・ " : "", proxy->reason);

    add_row_button (mh_person_section_add_text (section, title, about), _("Remove"), "protection.forbid", proxy->id, title);
  }

  gtk_widget_action_set_enabled (GTK_WIDGET (section), "protection.allow", !hidden);
  if (hidden)
    mh_person_section_set_note (section, _("Who may act for the person is shown with what is hidden."));
  else if (person->protections->len == 0)
    mh_person_section_set_note (section, _("None"));
}

static void
mh_person_protection_class_init (MhPersonProtectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  MH_PERSON_SECTION_CLASS (klass)->show = show_section;

  gtk_widget_class_install_action (widget_class, "protection.begin", NULL, begin_activated_cb);
  gtk_widget_class_install_action (widget_class, "protection.end", "x", end_activated_cb);
  gtk_widget_class_install_action (widget_class, "protection.allow", NULL, allow_activated_cb);
  gtk_widget_class_install_action (widget_class, "protection.forbid", "x", forbid_activated_cb);
}

static void
mh_person_protection_init (MhPersonProtection *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Protection"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Protect …"), "protection.begin", _("Hide where the person lives, from a day on"));
  mh_person_section_add_button (MH_PERSON_SECTION (self), _("Register a Proxy …"), "protection.allow",
                                _("Who may book and cancel for the person while under protection"));
}
