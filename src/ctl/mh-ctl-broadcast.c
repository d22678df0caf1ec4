/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-broadcast"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-delivery-table.h"
#include "mh-broadcast-number-table.h"
#include "mh-broadcast-print.h"
#include "mh-broadcast-text.h"
#include "mh-broadcast.h"
#include "mh-ctl-card.h"
#include "mh-ctl-people.h"
#include "mh-error.h"
#include "mh-operators.h"
#include "mh-people.h"

/* --- a draft from a file ------------------------------------------------------------------------------------------ */

static gboolean
fail_file (GError    **error,
           const char *what)
{
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("In the file, “%s” cannot be read. Please correct it."), what);

  return FALSE;
}

static gboolean
read_text (JsonObject  *object,
           const char  *member,
           const char **out_text,
           GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return fail_file (error, member);

  *out_text = json_node_get_string (node);

  return TRUE;
}

static gboolean
read_id (JsonObject *object,
         const char *member,
         gint64     *out_id,
         GError    **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < 0)
    return fail_file (error, member);

  *out_id = json_node_get_int (node);

  return TRUE;
}

static gboolean
check_members (JsonObject *object,
               GError    **error)
{
  static const char * const known[] = {
    "name", "kind", "rule", "category", "text", "easy", "form", "channels", "template", "audience", "session", "send-at", NULL
  };
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *at = members; at != NULL; at = at->next) {
    if (!g_strv_contains (known, at->data))
      return fail_file (error, at->data);
  }

  return TRUE;
}

static gboolean
save_object (const MhDesk *desk,
             JsonObject   *object,
             gint64        id,
             const char   *wanted_form,
             gint64       *out_id,
             GError      **error)
{
  MhBroadcast draft = { .id = id };
  const char *name = NULL, *kind = "notice", *category = "", *text = "", *easy = NULL, *form = "text", *channels = "line sms by-hand";
  const char *send_at = NULL;
  JsonNode *rule_node = json_object_get_member (object, "rule");
  g_autofree char *rule = NULL;

  if (!check_members (object, error) || !read_text (object, "name", &name, error) || !read_text (object, "kind", &kind, error) ||
      !read_text (object, "category", &category, error) || !read_text (object, "text", &text, error) ||
      !read_text (object, "easy", &easy, error) || !read_text (object, "form", &form, error) ||
      !read_text (object, "channels", &channels, error) || !read_text (object, "send-at", &send_at, error) ||
      !read_id (object, "template", &draft.template, error) || !read_id (object, "audience", &draft.audience, error) ||
      !read_id (object, "session", &draft.session, error) ||
      (send_at != NULL && !mh_ctl_read_moment (desk, send_at, &draft.send_at, error)))
    return FALSE;

  if (rule_node == NULL || !JSON_NODE_HOLDS_OBJECT (rule_node))
    return fail_file (error, "rule");

  rule = json_to_string (rule_node, FALSE);
  draft.name = (char *) name;
  draft.kind = (char *) kind;
  draft.rule = rule;
  draft.category = (char *) category;
  draft.text = (char *) text;
  draft.easy = (char *) easy;
  draft.form = (char *) (wanted_form != NULL ? wanted_form : form);
  draft.channels = (char *) channels;
  *out_id = mh_broadcast_save (desk, &draft, error);

  return *out_id != 0;
}

static void
add_broadcast (MhCtlCall         *call,
               const MhBroadcast *broadcast)
{
  mh_ctl_add_int (call, "broadcast", broadcast->id);
  mh_ctl_add_text (call, "kind", broadcast->kind);
  mh_ctl_add_text (call, "name", broadcast->name);
  mh_ctl_add_text (call, "state", broadcast->state);
  mh_ctl_add_text (call, "code", broadcast->code);
}

static gboolean
add_by_id (MhCtlCall    *call,
           const MhDesk *desk,
           gint64        id,
           GError      **error)
{
  g_autoptr (MhBroadcast) broadcast = mh_broadcast_table_get (desk->db, id, error);

  if (broadcast == NULL)
    return FALSE;

  add_broadcast (call, broadcast);

  return TRUE;
}

static gboolean
run_new (MhCtlCall *call,
         GError   **error)
{
  gint64 id = 0;
  g_autofree char *form = NULL;
  const GOptionEntry entries[] = {
    { "change", 0, 0, G_OPTION_ARG_INT64, &id, N_("Change this draft instead of making a new one"), N_("BROADCAST") },
    { "form", 0, 0, MH_CTL_TEXT, &form, N_("Over LINE a text or a card: text, card"), N_("FORM") },
    { NULL },
  };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;
  MhDesk desk;
  gint64 saved = 0;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  if (!json_parser_load_from_file (parser, call->args[0], &local_error) || json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser))) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The file of the broadcast cannot be read. Please look at its name and contents."));
    return FALSE;
  }

  return save_object (&desk, json_node_get_object (json_parser_get_root (parser)), id, form, &saved, error) &&
         add_by_id (call, &desk, saved, error);
}

static gboolean
run_discard (MhCtlCall *call,
             GError   **error)
{
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_broadcast_discard (&desk, id, error))
    return FALSE;

  mh_ctl_add_int (call, "broadcast", id);

  return TRUE;
}

/* --- the sheet ---------------------------------------------------------------------------------------------------- */

static void
add_findings (MhCtlCall        *call,
              MhBroadcastSheet *sheet)
{
  static const char * const weights[] = { "stops", "asks", "tells" };

  mh_ctl_begin_array (call, "findings");
  for (guint i = 0; i < sheet->findings->len; i++) {
    const MhFinding *finding = g_ptr_array_index (sheet->findings, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "weight", weights[finding->weight]);
    mh_ctl_add_text (call, "finding", finding->code);
    mh_ctl_add_text (call, "sentence", finding->sentence);
    mh_ctl_add_int (call, "count", finding->people != NULL ? finding->people->len : 0);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static void
add_ages (MhCtlCall        *call,
          MhBroadcastSheet *sheet)
{
  mh_ctl_begin_array (call, "ages");
  for (guint i = 0; i < G_N_ELEMENTS (sheet->ages); i++) {
    if (sheet->ages[i] + sheet->last_ages[i] == 0)
      continue;

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "from-age", i * 10);
    mh_ctl_add_int (call, "heads", sheet->ages[i]);
    mh_ctl_add_int (call, "last", sheet->last_ages[i]);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

/* The whole message, as the person would read it now. */
static gboolean
add_samples (MhCtlCall         *call,
             const MhDesk      *desk,
             const MhBroadcast *broadcast,
             MhBroadcastSheet  *sheet,
             GError           **error)
{
  mh_ctl_begin_array (call, "samples");
  for (guint i = 0; i < G_N_ELEMENTS (sheet->samples); i++) {
    g_autoptr (GPtrArray) people = NULL;
    g_autofree char *body = NULL;

    if (sheet->samples[i] == 0)
      continue;

    people = mh_people_list (desk, &sheet->samples[i], 1, error);
    if (people == NULL)
      return FALSE;

    /* What speaks against the words stands among the findings. */
    body = *broadcast->text != '\0' ? mh_broadcast_text_write (desk, broadcast, sheet->samples[i], FALSE, NULL) : NULL;
    mh_ctl_begin_object (call, NULL);
    if (people->len > 0)
      mh_ctl_add_person (call, g_ptr_array_index (people, 0));
    mh_ctl_add_text (call, "body", body);
    if (body != NULL && g_str_equal (broadcast->form, "card") && !mh_ctl_add_line_card (call, desk, body, error))
      return FALSE;
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_check (MhCtlCall *call,
           GError   **error)
{
  g_autoptr (MhBroadcast) broadcast = NULL;
  g_autoptr (MhBroadcastSheet) sheet = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  broadcast = mh_broadcast_table_get (desk.db, id, error);
  sheet = broadcast != NULL ? mh_broadcast_check (&desk, id, NULL, error) : NULL;
  if (sheet == NULL || !mh_ctl_ask_line (call, sheet, error))
    return FALSE;

  call->partly = !sheet->may_hold;
  mh_ctl_add_int (call, "broadcast", id);
  mh_ctl_add_text (call, "form", broadcast->form);
  mh_ctl_add_bool (call, "may-hold", sheet->may_hold);
  mh_ctl_add_bool (call, "wants-heads", sheet->wants_heads);
  mh_ctl_add_bool (call, "wants-second", sheet->wants_second);
  mh_ctl_add_int (call, "heads", sheet->n_heads);
  mh_ctl_add_int (call, "line", sheet->n_line);
  mh_ctl_add_int (call, "sms", sheet->n_sms);
  mh_ctl_add_int (call, "by-hand", sheet->n_by_hand);
  mh_ctl_add_int (call, "left-out", sheet->n_left_out);
  mh_ctl_add_int (call, "numbers", sheet->n_numbers);
  mh_ctl_add_int (call, "numbers-left-out", sheet->n_numbers_out);
  mh_ctl_add_int (call, "yen", (gint64) (sheet->yen + 0.5));
  mh_ctl_add_some (call, "last", sheet->last);
  add_findings (call, sheet);
  add_ages (call, sheet);

  return add_samples (call, &desk, broadcast, sheet, error);
}

/* --- letting it out ----------------------------------------------------------------------------------------------- */

/* The second person's PIN comes from standard input. */
static gboolean
check_second (const MhDesk *desk,
              const char   *name,
              GError      **error)
{
  g_autoptr (MhSecretText) pin = NULL;
  g_autofree char *signed_in = NULL;
  gint64 id = 0;

  if (name == NULL)
    return TRUE;

  if (!mh_operators_find (desk, name, &id, error))
    return FALSE;

  if (id == 0) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("Nobody at this desk is called “%s”."), name);
    return FALSE;
  }

  pin = mh_ctl_read_secret (error);
  signed_in = pin != NULL ? mh_operators_sign_in (desk, id, pin, error) : NULL;

  return signed_in != NULL;
}

/* What LINE refuses is not held. */
static gboolean
check_line (MhCtlCall    *call,
            const MhDesk *desk,
            gint64        id,
            GError      **error)
{
  g_autoptr (MhBroadcastSheet) sheet = mh_broadcast_check (desk, id, NULL, error);

  if (sheet == NULL || !sheet->may_hold)
    return sheet != NULL;

  if (!mh_ctl_ask_line (call, sheet, error))
    return FALSE;

  if (!sheet->may_hold)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, ((MhFinding *) g_ptr_array_index (sheet->findings, 0))->sentence);

  return sheet->may_hold;
}

static gboolean
run_hold (MhCtlCall *call,
          GError   **error)
{
  int heads = -1;
  int numbers = 0;
  gboolean any_hour = FALSE;
  g_autofree char *reason = NULL;
  g_autofree char *second = NULL;
  const GOptionEntry entries[] = {
    { "heads", 0, 0, G_OPTION_ARG_INT, &heads, N_("How many people get it, as counted on the sheet"), N_("N") },
    { "numbers", 0, 0, G_OPTION_ARG_INT, &numbers, N_("How many numbers that belong to nobody get it; none without this"), N_("N") },
    { "reason", 0, 0, MH_CTL_TEXT, &reason, N_("Why it may go although the sheet asks about something"), N_("REASON") },
    { "any-hour", 0, 0, G_OPTION_ARG_NONE, &any_hour, N_("It leaves outside the hours for broadcasts too; give the reason"), NULL },
    { "second", 0, 0, MH_CTL_TEXT, &second, N_("The second person who has looked; her PIN comes from standard input"), N_("NAME") },
    { NULL },
  };
  MhHoldAnswers answers;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error))
    return FALSE;
  if (second != NULL && call->ctl->in_batch)
    return mh_ctl_fail_usage (error, _("A PIN cannot be read here. Use the command by itself."));
  if (!mh_ctl_open (call, &desk, error) || !check_second (&desk, second, error))
    return FALSE;

  answers = (MhHoldAnswers) { heads, reason, second, (guint) MAX (numbers, 0), any_hour };

  return check_line (call, &desk, id, error) && mh_broadcast_hold (&desk, id, &answers, error) && add_by_id (call, &desk, id, error);
}

typedef gboolean (*StepFunc) (const MhDesk *desk,
                              gint64        broadcast,
                              GError      **error);

static gboolean
run_step (MhCtlCall *call,
          StepFunc   func,
          GError   **error)
{
  MhDesk desk;
  gint64 id;

  return mh_ctl_parse (call, NULL, 1, 1, error) && mh_ctl_read_id (call->args[0], &id, error) && mh_ctl_open (call, &desk, error) &&
         func (&desk, id, error) && add_by_id (call, &desk, id, error);
}

static gboolean
run_go (MhCtlCall *call,
        GError   **error)
{
  return run_step (call, mh_broadcast_go, error);
}

static gboolean
run_resume (MhCtlCall *call,
            GError   **error)
{
  return run_step (call, mh_broadcast_resume, error);
}

static gboolean
run_stop (MhCtlCall *call,
          GError   **error)
{
  guint n_left = 0;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_broadcast_stop (&desk, id, &n_left, error) || !add_by_id (call, &desk, id, error))
    return FALSE;

  mh_ctl_add_int (call, "left", n_left);

  return TRUE;
}

static gboolean
run_retry (MhCtlCall *call,
           GError   **error)
{
  guint n = 0;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error) ||
      !mh_broadcast_retry (&desk, id, &n, error) || !add_by_id (call, &desk, id, error))
    return FALSE;

  mh_ctl_add_int (call, "count", n);

  return TRUE;
}

static gboolean
run_correct (MhCtlCall *call,
             GError   **error)
{
  MhDesk desk;
  gint64 id, correction;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  correction = mh_broadcast_correct (&desk, id, error);

  return correction != 0 && add_by_id (call, &desk, correction, error);
}

static gboolean
run_test (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *resident = NULL;
  gint64 link = 0;
  const GOptionEntry entries[] = {
    { "resident", 0, 0, MH_CTL_TEXT, &resident, N_("Whose contact it goes to; without this, where the last one went"), N_("REGISTER-NUMBER") },
    { "link", 0, 0, G_OPTION_ARG_INT64, &link, N_("Which contact; see “contact show”"), N_("LINK") },
    { NULL },
  };
  MhDesk desk;
  gint64 id, person, test;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error))
    return FALSE;
  if ((resident == NULL) != (link == 0))
    return mh_ctl_fail_usage (error, _("Write --resident and --link, or neither."));
  if (!mh_ctl_open (call, &desk, error) ||
      !(resident != NULL ? mh_ctl_find_resident (&desk, resident, &person, error) : mh_broadcast_test_to (&desk, &person, &link, error)))
    return FALSE;
  if (link == 0)
    return mh_ctl_fail_usage (error, _("No test was sent before. Write --resident and --link."));

  test = mh_broadcast_test (&desk, id, person, link, error);

  return test != 0 && add_by_id (call, &desk, test, error);
}

/* --- looking at it ------------------------------------------------------------------------------------------------ */

static gboolean
run_status (MhCtlCall *call,
            GError   **error)
{
  g_autoptr (MhBroadcast) broadcast = NULL;
  MhBroadcastCounts counts;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  broadcast = mh_broadcast_table_get (desk.db, id, error);
  if (broadcast == NULL || !mh_broadcast_delivery_table_count (desk.db, id, &counts, error))
    return FALSE;

  add_broadcast (call, broadcast);
  mh_ctl_add_text (call, "category", broadcast->category);
  mh_ctl_add_text (call, "form", broadcast->form);
  mh_ctl_add_text (call, "channels", broadcast->channels);
  mh_ctl_add_text (call, "text", broadcast->text);
  mh_ctl_add_some (call, "of", broadcast->of);
  mh_ctl_add_some (call, "session", broadcast->session);
  mh_ctl_add_some (call, "send-at", broadcast->send_at);
  mh_ctl_add_some (call, "heads", MAX (broadcast->heads, 0));
  mh_ctl_add_text (call, "reason", broadcast->reason);
  mh_ctl_add_bool (call, "any-hour", broadcast->any_hour);
  mh_ctl_add_some (call, "held-at", broadcast->held_at);
  mh_ctl_add_text (call, "held-by", broadcast->held_by);
  mh_ctl_add_text (call, "second-by", broadcast->second_by);
  mh_ctl_add_some (call, "held-until", broadcast->hold_until);
  mh_ctl_add_some (call, "rest-at", broadcast->rest_at);
  mh_ctl_add_some (call, "ended-at", broadcast->ended_at);
  mh_ctl_begin_object (call, "counts");
  mh_ctl_add_int (call, "held", counts.n_held);
  mh_ctl_add_int (call, "due", counts.n_due);
  mh_ctl_add_int (call, "attempting", counts.n_attempting);
  mh_ctl_add_int (call, "unknown", counts.n_unknown);
  mh_ctl_add_int (call, "left", counts.n_left);
  mh_ctl_add_int (call, "check", counts.n_check);
  mh_ctl_add_int (call, "by-hand", counts.n_by_hand);
  mh_ctl_add_int (call, "withdrawn", counts.n_withdrawn);
  mh_ctl_end_object (call);

  return TRUE;
}

static gboolean
run_list (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *state = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, MH_CTL_TEXT, &state, N_("Only those that stand there"), N_("STATE") },
    { NULL },
  };
  g_autoptr (GPtrArray) broadcasts = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  broadcasts = mh_broadcast_table_list (desk.db, state, error);
  if (broadcasts == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "broadcasts");
  for (guint i = 0; i < broadcasts->len; i++) {
    mh_ctl_begin_object (call, NULL);
    add_broadcast (call, g_ptr_array_index (broadcasts, i));
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

/* Those of a list that belong to nobody in the register. */
static gboolean
add_numbers (MhCtlCall    *call,
             const MhDesk *desk,
             gint64        broadcast,
             GError      **error)
{
  g_autoptr (GPtrArray) numbers = mh_broadcast_number_table_list (desk->db, broadcast, error);

  if (numbers == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "numbers");
  for (guint i = 0; i < numbers->len; i++) {
    const MhBroadcastNumber *number = g_ptr_array_index (numbers, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "number", number->number);
    mh_ctl_add_int (call, "line", number->line);
    mh_ctl_add_text (call, "state", number->state);
    mh_ctl_add_text (call, "reason", number->reason);
    mh_ctl_add_some (call, "at", number->at);
    mh_ctl_add_some (call, "delivery", number->delivery);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
write_report (const MhDesk *desk,
              gint64        id,
              const char   *state,
              const char   *path,
              GError      **error)
{
  g_autoptr (MhPages) pages = mh_broadcast_print_results (desk, id, state, error);

  return pages != NULL && mh_pages_write_pdf (pages, path, error);
}

static gboolean
run_results (MhCtlCall *call,
             GError   **error)
{
  g_autofree char *csv = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *state = NULL;
  const GOptionEntry entries[] = {
    { "csv", 0, 0, MH_CTL_TEXT, &csv, N_("Save the list there as CSV"), N_("FILE") },
    { "pdf", 0, 0, MH_CTL_TEXT, &pdf, N_("Save the report there as PDF"), N_("FILE") },
    { "state", 0, 0, MH_CTL_TEXT, &state, N_("Show only those that stand there"), N_("STATE") },
    { NULL },
  };
  g_autoptr (GPtrArray) results = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  results = mh_broadcast_results_page (&desk, id, state, 0, -1, error);
  if (results == NULL || (csv != NULL && !mh_broadcast_export_results (&desk, id, csv, error)) ||
      (pdf != NULL && !write_report (&desk, id, state, pdf, error)))
    return FALSE;

  mh_ctl_add_int (call, "broadcast", id);
  mh_ctl_begin_array (call, "results");
  for (guint i = 0; i < results->len; i++) {
    const MhBroadcastResult *result = g_ptr_array_index (results, i);
    g_autoptr (GPtrArray) people = mh_people_list (&desk, &result->resident, 1, error);
    const MhPerson *person;

    if (people == NULL)
      return FALSE;

    person = people->len > 0 ? g_ptr_array_index (people, 0) : NULL;
    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "register-number", person != NULL ? person->resident->register_number : NULL);
    mh_ctl_add_text (call, "name", person != NULL ? person->resident->name : NULL);
    mh_ctl_add_text (call, "state", result->state);
    mh_ctl_add_text (call, "reason", result->reason);
    mh_ctl_add_text (call, "channel", result->channel);
    mh_ctl_add_some (call, "at", result->at);
    mh_ctl_add_some (call, "delivery", result->delivery);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return add_numbers (call, &desk, id, error);
}

const MhCtlCommand mh_ctl_broadcast_commands[] = {
  { "broadcast new", N_("FILE"), N_("Write a draft of a broadcast, from a JSON file"), run_new },
  { "broadcast discard", N_("BROADCAST"), N_("Throw a draft away"), run_discard },
  { "broadcast check", N_("BROADCAST"), N_("Look at who would get it, and at what speaks against it"), run_check },
  { "broadcast test", N_("BROADCAST"), N_("Send the words to one contact of somebody at the desk"), run_test },
  { "broadcast hold", N_("BROADCAST"), N_("Let it out, after a countdown"), run_hold },
  { "broadcast go", N_("BROADCAST"), N_("End the countdown now"), run_go },
  { "broadcast stop", N_("BROADCAST"), N_("Stop it: what has not left does not leave"), run_stop },
  { "broadcast resume", N_("BROADCAST"), N_("Go on with those who have not got it"), run_resume },
  { "broadcast correct", N_("BROADCAST"), N_("Draft a correction to those who have it"), run_correct },
  { "broadcast retry", N_("BROADCAST"), N_("Try those once more who were not reached"), run_retry },
  { "broadcast status", N_("BROADCAST"), N_("Show where it stands"), run_status },
  { "broadcast list", NULL, N_("List broadcasts"), run_list },
  { "broadcast results", N_("BROADCAST"), N_("Show what became of each person"), run_results },
  { NULL },
};
