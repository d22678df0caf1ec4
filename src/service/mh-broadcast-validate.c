/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-validate"

#include "mh-broadcast-validate.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-line.h"

/* LINE answers within a second; whoever sits there does not wait for a line that is down. */
#define PATIENCE_SECONDS 10

/* Nobody's: only the messages are shown to LINE. */
static const char * const nobody[] = { "U00000000000000000000000000000000", "U00000000000000000000000000000001", NULL };
static const char key[] = "00000000-0000-4000-8000-000000000000";

typedef struct {
  GCancellable *patience;   /* (owned) */
  GCancellable *outer;      /* (owned) (nullable) */
  gulong        outer_id;
  guint         timer;      /* 0 = none */
  char         *text;       /* (owned) */
  gboolean      is_card;
  gboolean      is_many;
  char         *phone;      /* (owned) (nullable) */
  char         *web;        /* (owned) (nullable) */
} Question;

static void
question_free (Question *question)
{
  if (question->outer != NULL)
    g_cancellable_disconnect (question->outer, question->outer_id);
  g_clear_object (&question->outer);
  g_clear_handle_id (&question->timer, g_source_remove);
  g_object_unref (question->patience);
  g_free (question->text);
  g_free (question->phone);
  g_free (question->web);
  g_free (question);
}

static MhFinding *
make_finding (MhFindingWeight weight,
              const char     *code,
              char           *sentence)
{
  MhFinding *finding = g_new0 (MhFinding, 1);

  finding->weight = weight;
  finding->code = code;
  finding->sentence = sentence;

  return finding;
}

/* What a nurse calls the part that LINE names. */
static const char *
name_part (const char *part)
{
  static const struct {
    const char *mark;
    const char *name;
  } parts[] = {
    { ".altText", NC_ ("part of a message", "the words in the list of talks") },
    { ".label", NC_ ("part of a message", "the words on a button") },
    { ".uri", NC_ ("part of a message", "what a button opens") },
    { ".header", NC_ ("part of a message", "the title of the card") },
    { ".footer", NC_ ("part of a message", "the buttons") },
    { ".body", NC_ ("part of a message", "the text") },
    { ".text", NC_ ("part of a message", "the text") },
  };

  for (gsize i = 0; part != NULL && i < G_N_ELEMENTS (parts); i++) {
    if (strstr (part, parts[i].mark) != NULL)
      return g_dpgettext2 (GETTEXT_PACKAGE, "part of a message", parts[i].name);
  }

  return C_ ("part of a message", "the message as a whole");
}

static char *
describe_refusals (GPtrArray *refusals)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < refusals->len; i++) {
    const MhLineRefusal *refusal = g_ptr_array_index (refusals, i);
    const char *name = name_part (refusal->part);

    if (strstr (names->str, name) == NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? _(", ") : "", name);
  }

  return g_strdup_printf (_("LINE does not take this message. What it does not accept: %s. Please write it shorter or otherwise, or send it "
                            "as plain text."), names->str);
}

static MhFinding *
tell_unasked (void)
{
  return make_finding (MH_FINDING_TELLS, "line-unasked",
                       g_strdup (_("LINE could not be asked whether it takes the message. It can be sent; please look at the first results.")));
}

static void
validated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) refusals = mh_line_validate_finish (MH_LINE (source), result, NULL);
  MhFinding *finding = NULL;

  if (refusals == NULL)
    finding = tell_unasked ();
  else if (refusals->len > 0)
    finding = make_finding (MH_FINDING_STOPS, "line-refuses", describe_refusals (refusals));

  g_task_return_pointer (task, finding, (GDestroyNotify) mh_finding_free);
}

static void
line_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (MhProvider) line = mh_dispatcher_open_line_finish (MH_DISPATCHER (source), result, &error);
  const MhCard card = { question->phone, question->web };
  const char * const *recipients = question->is_many ? nobody : nobody + 1;
  g_autoptr (MhFrozen) frozen = NULL;

  if (line != NULL)
    frozen = question->is_card ? mh_provider_freeze_card (line, recipients, question->text, &card, key, &error)
                               : mh_provider_freeze (line, recipients, question->text, key, &error);

  if (frozen != NULL && MH_IS_LINE (line))
    mh_line_validate_async (MH_LINE (line), frozen, question->patience, validated_cb, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, error != NULL ? tell_unasked () : NULL, (GDestroyNotify) mh_finding_free);
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  Question *question = user_data;

  question->timer = 0;
  g_cancellable_cancel (question->patience);

  return G_SOURCE_REMOVE;
}

/**
 * mh_broadcast_validate_async:
 * @dispatcher: who knows how to reach LINE
 * @sheet: a sheet
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: data for @callback
 *
 * Shows LINE the longest message, in its form. Without an answer within ten seconds it is not waited for.
 */
void
mh_broadcast_validate_async (MhDispatcher           *dispatcher,
                             const MhBroadcastSheet *sheet,
                             GCancellable           *cancellable,
                             GAsyncReadyCallback     callback,
                             gpointer                user_data)
{
  GTask *task;
  Question *question;

  g_return_if_fail (MH_IS_DISPATCHER (dispatcher));
  g_return_if_fail (sheet != NULL);

  task = g_task_new (dispatcher, NULL, callback, user_data);
  g_task_set_source_tag (task, mh_broadcast_validate_async);
  if (sheet->line_text == NULL || sheet->n_line == 0) {
    g_task_return_pointer (task, NULL, NULL);
    g_object_unref (task);
    return;
  }

  question = g_new0 (Question, 1);
  question->patience = g_cancellable_new ();
  question->text = g_strdup (sheet->line_text);
  question->is_card = sheet->line_card;
  question->is_many = sheet->line_many;
  question->phone = g_strdup (sheet->card_phone);
  question->web = g_strdup (sheet->card_web);
  question->timer = g_timeout_add_seconds (PATIENCE_SECONDS, patience_ended_cb, question);
  if (cancellable != NULL) {
    question->outer = g_object_ref (cancellable);
    question->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (g_cancellable_cancel), g_object_ref (question->patience), g_object_unref);
  }
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  mh_dispatcher_open_line_async (dispatcher, question->patience, line_opened_cb, task);
}

/**
 * mh_broadcast_validate_finish:
 * @dispatcher: the dispatcher
 * @result: a result
 *
 * Returns: (transfer full) (nullable): a finding for the sheet, or %NULL when there is nothing to say
 */
MhFinding *
mh_broadcast_validate_finish (MhDispatcher *dispatcher,
                              GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, dispatcher), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mh_broadcast_validate_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
