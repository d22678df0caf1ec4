/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-words"

#include "mh-ctl-card.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-text.h"
#include "mh-config.h"
#include "mh-error.h"
#include "mh-message-code.h"
#include "mh-people.h"
#include "mh-templates.h"

/* More than any message may be. */
#define MOST_BYTES 65536

static const char *
some_text (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static gboolean
add_findings (MhCtlCall    *call,
              const MhDesk *desk,
              const char   *text,
              GError      **error)
{
  g_autoptr (GPtrArray) findings = mh_broadcast_text_check (desk, text, error);

  if (findings == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "findings");
  for (guint i = 0; i < findings->len; i++) {
    const MhWordsFinding *finding = g_ptr_array_index (findings, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "problem", mh_words_problem_nick (finding->problem));
    mh_ctl_add_text (call, "found", some_text (finding->found));
    mh_ctl_add_int (call, "offset", (gint64) finding->offset);
    mh_ctl_add_text (call, "sentence", mh_words_describe (finding->problem));
    mh_ctl_end_object (call);
    call->partly = TRUE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
add_measure (MhCtlCall    *call,
             const MhDesk *desk,
             const char   *text,
             GError      **error)
{
  MhTextMeasure measure;

  if (!mh_broadcast_text_measure (desk, text, &measure, error))
    return FALSE;

  mh_ctl_begin_object (call, "line-message");
  mh_ctl_add_int (call, "length", measure.line_units);
  mh_ctl_add_bool (call, "fits", measure.line_fits);
  mh_ctl_end_object (call);
  mh_ctl_begin_object (call, "sms-message");
  mh_ctl_add_int (call, "length", measure.sms_units);
  mh_ctl_add_int (call, "parts", measure.sms_parts);
  json_builder_set_member_name (call->builder, "yen");
  json_builder_add_double_value (call->builder, measure.sms_yen);
  mh_ctl_add_bool (call, "fits", measure.sms_fits);
  mh_ctl_add_text (call, "refused", measure.refused);
  mh_ctl_end_object (call);
  mh_text_measure_clear (&measure);

  return TRUE;
}

/* (transfer full): the words in a file, UTF-8 with or without a mark */
static char *
read_words (const char *path,
            GError    **error)
{
  g_autofree char *contents = NULL;
  const char *start;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL)) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("The file “%s” cannot be opened."), path);
    return NULL;
  }

  if (length > MOST_BYTES || !g_utf8_validate (contents, (gssize) length, NULL)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” is not a short text in UTF-8. Please save the words of the message alone as a text file."), path);
    return NULL;
  }

  start = g_str_has_prefix (contents, "\xef\xbb\xbf") ? contents + 3 : contents;

  return g_strdup (start);
}

static gboolean
run_words_check (MhCtlCall *call,
                 GError   **error)
{
  g_autofree char *words = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  words = read_words (call->args[0], error);

  return words != NULL && add_findings (call, &desk, words, error) && add_measure (call, &desk, words, error);
}

static gboolean
run_template_list (MhCtlCall *call,
                   GError   **error)
{
  g_autoptr (GPtrArray) templates = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  templates = mh_templates_list (&desk, error);
  if (templates == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "saved-texts");
  for (guint i = 0; i < templates->len; i++) {
    const MhTemplate *template = g_ptr_array_index (templates, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "saved-text", template->id);
    mh_ctl_add_text (call, "name", template->name);
    mh_ctl_add_text (call, "category", some_text (template->category));
    mh_ctl_add_text (call, "text", template->text);
    mh_ctl_add_text (call, "easy", template->easy);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/* As typed. */
typedef struct {
  char  *text;      /* (owned) */
  char  *file;      /* (owned) */
  char  *easy;      /* (owned) */
  char  *category;  /* (owned) */
  gint64 id;
} Choices;

static void
choices_clear (Choices *choices)
{
  g_free (choices->text);
  g_free (choices->file);
  g_free (choices->easy);
  g_free (choices->category);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choices, choices_clear)

static gboolean
run_template_save (MhCtlCall *call,
                   GError   **error)
{
  g_auto (Choices) choices = { 0 };
  const GOptionEntry entries[] = {
    { "text", 0, 0, MH_CTL_TEXT, &choices.text, N_("The words, with fields such as {name}"), N_("TEXT") },
    { "file", 0, 0, MH_CTL_TEXT, &choices.file, N_("A text file with the words instead"), N_("FILE") },
    { "easy", 0, 0, MH_CTL_TEXT, &choices.easy, N_("The same in plain Japanese"), N_("TEXT") },
    { "category", 0, 0, MH_CTL_TEXT, &choices.category, N_("booking, vaccination, checkup, child or other"), N_("CATEGORY") },
    { "template", 0, 0, G_OPTION_ARG_INT64, &choices.id, N_("Change this one; without it, the one of that name or a new one"), N_("TEMPLATE") },
    { NULL },
  };
  g_autofree char *whole = NULL;
  MhTemplate template = { 0 };
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if ((choices.text == NULL) == (choices.file == NULL))
    return mh_ctl_fail_usage (error, _("Give either --text or --file."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  if (choices.file != NULL) {
    choices.text = read_words (choices.file, error);
    if (choices.text == NULL)
      return FALSE;
  }

  template = (MhTemplate) { choices.id, call->args[0], choices.category, choices.text, choices.easy };
  template.id = mh_templates_save (&desk, &template, error);
  if (template.id == 0)
    return FALSE;

  whole = g_strconcat (choices.text, choices.easy != NULL ? "\n" : "", choices.easy, NULL);
  mh_ctl_add_int (call, "saved-text", template.id);

  return add_findings (call, &desk, whole, error);
}

static gboolean
run_template_remove (MhCtlCall *call,
                     GError   **error)
{
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_templates_remove (&desk, id, error))
    return FALSE;

  mh_ctl_add_int (call, "saved-text", id);

  return TRUE;
}

static gboolean
add_preview (MhCtlCall        *call,
             const MhDesk     *desk,
             const MhTemplate *template,
             gint64            session,
             gint64            resident,
             gboolean          shared,
             GError          **error)
{
  MhBroadcast broadcast = {
    .kind = (char *) "notice", .text = template->text, .easy = template->easy, .category = template->category, .session = session,
    .code = (char *) MH_MESSAGE_CODE_SAMPLE,
  };
  g_autofree char *words = NULL;
  const char *why;
  gint64 contact = 0;
  gboolean read_by_others = FALSE;
  MhReach reach;

  if (!mh_people_reach (desk, resident, 0, template->category, &reach, &contact, &why, error) ||
      !mh_broadcast_text_is_shared (desk, contact, resident, &read_by_others, error))
    return FALSE;

  words = mh_broadcast_text_write (desk, &broadcast, resident, shared || read_by_others, error);
  if (words == NULL)
    return FALSE;

  mh_ctl_add_text (call, "words", words);
  mh_ctl_add_bool (call, "names-nobody", shared || read_by_others);

  return mh_ctl_add_line_card (call, desk, words, error) && add_measure (call, desk, words, error) && add_findings (call, desk, words, error);
}

static gboolean
run_template_preview (MhCtlCall *call,
                      GError   **error)
{
  g_autofree char *number = NULL;
  gboolean shared = FALSE;
  gint64 session = 0;
  const GOptionEntry entries[] = {
    { "resident", 0, 0, MH_CTL_TEXT, &number, N_("As this person would read it"), N_("NUMBER") },
    { "session", 0, 0, G_OPTION_ARG_INT64, &session, N_("About this day"), N_("SESSION") },
    { "shared", 0, 0, G_OPTION_ARG_NONE, &shared, N_("As it reads where others have the same telephone"), NULL },
    { NULL },
  };
  g_autoptr (MhTemplate) template = NULL;
  MhDesk desk;
  gint64 resident;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error))
    return FALSE;
  if (number == NULL)
    return mh_ctl_fail_usage (error, _("Give --resident."));
  if (!mh_ctl_open (call, &desk, error) || !mh_ctl_find_resident (&desk, number, &resident, error))
    return FALSE;

  template = mh_template_table_get (desk.db, id, error);
  if (template == NULL)
    return FALSE;

  mh_ctl_add_int (call, "saved-text", id);

  return add_preview (call, &desk, template, session, resident, shared, error);
}

/* Nothing about people: whoever calls may be anybody. */
static gboolean
run_find_code (MhCtlCall *call,
               GError   **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhBroadcast) broadcast = NULL;
  g_autofree char *code = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  code = mh_message_code_read (call->args[0]);
  broadcast = code != NULL ? mh_broadcast_table_find_code (desk.db, code, &local_error) : NULL;
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (broadcast == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_NOT_FOUND,
                         _("No message of this town has that code. Please ask the caller to read it out once more, and not to open the message's links meanwhile."));
    return FALSE;
  }

  mh_ctl_add_text (call, "code", broadcast->code);
  mh_ctl_add_int (call, "broadcast", broadcast->id);
  mh_ctl_add_text (call, "name", broadcast->name);
  mh_ctl_add_text (call, "kind", broadcast->kind);
  mh_ctl_add_text (call, "state", broadcast->state);
  mh_ctl_add_some (call, "held-at", broadcast->held_at);
  mh_ctl_add_some (call, "ended-at", broadcast->ended_at);
  mh_ctl_add_text (call, "text", broadcast->text);
  mh_ctl_add_text (call, "easy", broadcast->easy);

  return TRUE;
}

const MhCtlCommand mh_ctl_words_commands[] = {
  { "template list", NULL, N_("Saved texts for broadcasts"), run_template_list },
  { "template save", N_("NAME"), N_("Save a text for broadcasts"), run_template_save },
  { "template remove", N_("TEMPLATE"), N_("Delete a saved text"), run_template_remove },
  { "template preview", N_("TEMPLATE"), N_("A saved text as one person would read it"), run_template_preview },
  { "words check", N_("FILE"), N_("Look for what must not stand in a message"), run_words_check },
  { "find-code", N_("CODE"), N_("Whether a message came from the town, by the code at its end"), run_find_code },
  { NULL },
};
