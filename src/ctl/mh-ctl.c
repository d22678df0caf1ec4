/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl"

#include "mh-ctl.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-date-reading.h"
#include "mh-error.h"
#include "mh-people.h"
#include "mh-town.h"

/* Ten years. */
#define FUTURE_DAYS 3652
#define MAX_SECRET_BYTES 8192

static const MhCtlCommand * const groups[] = {
  mh_ctl_admin_commands,
  mh_ctl_audience_commands,
  mh_ctl_backup_commands,
  mh_ctl_import_commands,
  mh_ctl_outgoing_commands,
  mh_ctl_people_commands,
  mh_ctl_by_hand_commands,
  mh_ctl_contacts_commands,
  mh_ctl_family_commands,
  mh_ctl_tickets_commands,
  mh_ctl_today_commands,
  mh_ctl_programmes_commands,
  mh_ctl_places_commands,
  mh_ctl_days_commands,
  mh_ctl_figures_commands,
  mh_ctl_holidays_commands,
  mh_ctl_blackout_commands,
  mh_ctl_bookings_commands,
  mh_ctl_together_commands,
  mh_ctl_reception_commands,
  mh_ctl_waiting_commands,
  mh_ctl_allot_commands,
  mh_ctl_refill_commands,
  mh_ctl_rehearsal_commands,
  mh_ctl_roster_commands,
  mh_ctl_broadcast_commands,
  mh_ctl_card_commands,
  mh_ctl_settle_commands,
  mh_ctl_reminder_commands,
  mh_ctl_box_commands,
  mh_ctl_send_commands,
  mh_ctl_words_commands,
  mh_ctl_export_commands,
  mh_ctl_who_commands,
  mh_ctl_handbook_commands,
};

static void
call_clear (MhCtlCall *call)
{
  g_clear_pointer (&call->given, g_strfreev);
  g_clear_pointer (&call->args, g_strfreev);
  g_clear_object (&call->builder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhCtlCall, call_clear)

/* How many words of @words the command's path takes; 0 when it is another command. */
static guint
match_path (const MhCtlCommand *command,
            const char * const *words)
{
  g_auto (GStrv) path = g_strsplit (command->path, " ", -1);
  guint n = g_strv_length (path);

  for (guint i = 0; i < n; i++) {
    if (words[i] == NULL || !g_str_equal (path[i], words[i]))
      return 0;
  }

  return n;
}

/* "import residents" goes before an "import". */
static const MhCtlCommand *
find_command (const char * const *words,
              guint              *out_n_words)
{
  const MhCtlCommand *found = NULL;

  *out_n_words = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    for (const MhCtlCommand *command = groups[i]; command->path != NULL; command++) {
      guint n = match_path (command, words);

      if (n > *out_n_words) {
        *out_n_words = n;
        found = command;
      }
    }
  }

  return found;
}

static const char *
get_arguments (const MhCtlCommand *command)
{
  return command->arguments != NULL ? _(command->arguments) : "";
}

static gboolean
check_texts (const GOptionEntry *entries,
             char              **args,
             GError            **error)
{
  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++) {
    if (entry->arg == MH_CTL_TEXT) {
      const char *text = *(char **) entry->arg_data;

      if (text != NULL && !g_utf8_validate (text, -1, NULL))
        return mh_ctl_fail_usage (error, _("An option holds characters that are not UTF-8."));
    }
  }

  for (guint i = 0; args[i] != NULL; i++) {
    if (!g_utf8_validate (args[i], -1, NULL))
      return mh_ctl_fail_usage (error, _("An argument holds characters that are not UTF-8."));
  }

  return TRUE;
}

static gboolean
is_option (const char *word,
           const char *name)
{
  return g_str_has_prefix (word, "--") && g_str_has_prefix (word + 2, name) &&
         (word[2 + strlen (name)] == '\0' || word[2 + strlen (name)] == '=');
}

/* GOption keeps the last and says nothing: who wrote two people would have named one. */
static gboolean
check_once (const GOptionEntry *entries,
            char              **given,
            GError            **error)
{
  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++) {
    guint n = 0;

    if (entry->arg == G_OPTION_ARG_STRING_ARRAY || entry->arg == G_OPTION_ARG_FILENAME_ARRAY || entry->arg == G_OPTION_ARG_NONE)
      continue;

    for (guint i = 1; given[i] != NULL && !g_str_equal (given[i], "--"); i++)
      n += is_option (given[i], entry->long_name);

    if (n > 1) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("Write --%s once."), entry->long_name);
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * mh_ctl_parse:
 * @call: a call
 * @entries: (nullable): the command's options
 * @min_args: how many arguments there must be beside them
 * @max_args: how many there may be
 * @error: return location; G_OPTION_ERROR
 *
 * Returns: whether the call can be understood
 */
gboolean
mh_ctl_parse (MhCtlCall          *call,
              const GOptionEntry *entries,
              guint               min_args,
              guint               max_args,
              GError            **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (get_arguments (call->command));
  g_auto (GStrv) words = g_strdupv (call->given);
  g_autofree char *program = g_strdup_printf ("machihokenctl %s", call->command->path);
  g_autofree char *before = g_strdup (g_get_prgname ());
  gboolean parsed;
  guint n, first;

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(call->command->summary));
  g_option_context_set_help_enabled (context, !call->ctl->in_batch);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  /* Only the help that it prints looks at the name. */
  g_set_prgname (program);
  parsed = g_option_context_parse_strv (context, &words, error);
  g_set_prgname (before);
  if (!parsed || !check_once (entries, call->given, error) || !check_texts (entries, words, error))
    return FALSE;

  /* "--" stays where something with a hyphen follows: a number below zero. */
  first = words[1] != NULL && g_str_equal (words[1], "--") ? 2 : 1;
  n = g_strv_length (words) - first;
  if (n < min_args || n > max_args) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("Write it as: %s %s"), program,
                 get_arguments (call->command));
    return FALSE;
  }

  call->args = g_strdupv (words + first);
  call->n_args = n;

  return TRUE;
}

/**
 * mh_ctl_fail_usage:
 * @error: return location for an error
 * @sentence: translated: what to write instead
 *
 * Returns: %FALSE, with @error set so that the program ends with "called in the wrong way"
 */
gboolean
mh_ctl_fail_usage (GError    **error,
                   const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);

  return FALSE;
}

/**
 * mh_ctl_open:
 * @call: a call
 * @out_desk: (out): the desk of this process
 * @error: return location for an error
 *
 * Returns: whether the town is open
 */
gboolean
mh_ctl_open (MhCtlCall *call,
             MhDesk    *out_desk,
             GError   **error)
{
  MhCtl *ctl = call->ctl;

  if (ctl->db == NULL)
    ctl->db = mh_town_open (&mh_db_driver_sqlite, ctl->dir, error);

  out_desk->db = ctl->db;
  out_desk->clock = ctl->clock;
  out_desk->random = ctl->random;
  out_desk->operator_name = ctl->operator_name;

  return ctl->db != NULL;
}

/**
 * mh_ctl_close:
 * @ctl: the process
 *
 * Lets go of the town; the next command that needs it opens it again.
 */
void
mh_ctl_close (MhCtl *ctl)
{
  g_clear_pointer (&ctl->db, mh_db_close);
}

/**
 * mh_ctl_open_secrets:
 * @desk: the desk
 * @error: return location for an error
 *
 * Returns: (transfer full): the keyring's part for this town
 */
MhSecrets *
mh_ctl_open_secrets (const MhDesk *desk,
                     GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *installation = mh_config_get (desk, "installation", &local_error);

  if (local_error == NULL)
    return mh_secrets_new_keyring (installation);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/**
 * mh_ctl_read_secret:
 * @error: return location; MH_ERROR_INVALID
 *
 * Reads a credential from standard input, never from the command line, which every process on the computer can read.
 *
 * Returns: (transfer full): free it with mh_secret_free()
 */
char *
mh_ctl_read_secret (GError **error)
{
  g_autoptr (MhSecretText) value = g_malloc0 (MAX_SECRET_BYTES + 1);
  gsize n = fread (value, 1, MAX_SECRET_BYTES, stdin);

  value[n] = '\0';
  g_strstrip (value);
  if (*value != '\0' && strlen (value) < MAX_SECRET_BYTES && g_utf8_validate (value, -1, NULL))
    return g_steal_pointer (&value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("Nothing that could be a credential came in. Send it to standard input, in one line."));

  return NULL;
}

/**
 * mh_ctl_read_id:
 * @text: as typed
 * @out_id: (out): a positive number
 * @error: return location; G_OPTION_ERROR
 *
 * Returns: whether it is one
 */
gboolean
mh_ctl_read_id (const char *text,
                gint64     *out_id,
                GError    **error)
{
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, out_id, NULL))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%s” is not a number of a row. Copy it from a list."), text);

  return FALSE;
}

/**
 * mh_ctl_read_date:
 * @desk: the desk, for its today
 * @text: 2026-11-05, R8.11.5, 令和8年11月5日 …
 * @out_date: (out): the date
 * @error: return location; G_OPTION_ERROR
 *
 * Returns: whether it is one certain date
 */
gboolean
mh_ctl_read_date (const MhDesk *desk,
                  const char   *text,
                  MhDate       *out_date,
                  GError      **error)
{
  /* The reader doubts days after today, but most days that are typed here are still to come. */
  MhDate latest = mh_date_add_days (mh_desk_today (desk), FUTURE_DAYS);
  MhDateReading reading = mh_date_read (text, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, latest);

  *out_date = reading.date;
  if (reading.verdict == MH_DATE_READ_OK)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is not one certain date. Write it as 2026-11-05 or R8.11.5."), text);

  return FALSE;
}

/**
 * mh_ctl_find_resident:
 * @desk: the desk
 * @register_number: as typed
 * @out_id: (out): whose it is
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether somebody has it
 */
gboolean
mh_ctl_find_resident (const MhDesk *desk,
                      const char   *register_number,
                      gint64       *out_id,
                      GError      **error)
{
  return mh_people_find_number (desk, register_number, out_id, error);
}

/**
 * mh_ctl_open_resident:
 * @call: a call whose first argument is a register number
 * @entries: (nullable) (array zero-terminated=1): its options
 * @n_args: how many arguments it takes
 * @desk: (out): the desk
 * @out_id: (out): whose number it is
 * @error: return location, as mh_ctl_parse(), mh_ctl_open() and mh_ctl_find_resident()
 *
 * What a command about one person begins with.
 *
 * Returns: whether the person was found
 */
gboolean
mh_ctl_open_resident (MhCtlCall          *call,
                      const GOptionEntry *entries,
                      guint               n_args,
                      MhDesk             *desk,
                      gint64             *out_id,
                      GError            **error)
{
  return mh_ctl_parse (call, entries, n_args, n_args, error) &&
         mh_ctl_open (call, desk, error) &&
         mh_ctl_find_resident (desk, call->args[0], out_id, error);
}

/**
 * mh_ctl_add_int:
 * @call: a call
 * @member: its name
 * @value: a number
 */
void
mh_ctl_add_int (MhCtlCall  *call,
                const char *member,
                gint64      value)
{
  json_builder_set_member_name (call->builder, member);
  json_builder_add_int_value (call->builder, value);
}

/**
 * mh_ctl_add_bool:
 * @call: a call
 * @member: its name
 * @value: whether
 */
void
mh_ctl_add_bool (MhCtlCall  *call,
                 const char *member,
                 gboolean    value)
{
  json_builder_set_member_name (call->builder, member);
  json_builder_add_boolean_value (call->builder, value);
}

/**
 * mh_ctl_add_text:
 * @call: a call
 * @member: its name
 * @value: (nullable): a text
 */
void
mh_ctl_add_text (MhCtlCall  *call,
                 const char *member,
                 const char *value)
{
  json_builder_set_member_name (call->builder, member);
  if (value != NULL)
    json_builder_add_string_value (call->builder, value);
  else
    json_builder_add_null_value (call->builder);
}

/**
 * mh_ctl_add_date:
 * @call: a call
 * @member: its name
 * @value: a date or none
 */
void
mh_ctl_add_date (MhCtlCall  *call,
                 const char *member,
                 MhDate      value)
{
  g_autofree char *iso = mh_date_to_iso (value);

  mh_ctl_add_text (call, member, iso);
}

/**
 * mh_ctl_add_some:
 * @call: a call
 * @member: its name
 * @value: a row's id or a time, 0 for none
 */
void
mh_ctl_add_some (MhCtlCall  *call,
                 const char *member,
                 gint64      value)
{
  if (value != 0)
    mh_ctl_add_int (call, member, value);
  else
    mh_ctl_add_text (call, member, NULL);
}

/**
 * mh_ctl_add_minutes:
 * @call: a call
 * @member: its name
 * @value: minutes since 0:00
 */
void
mh_ctl_add_minutes (MhCtlCall  *call,
                    const char *member,
                    int         value)
{
  g_autofree char *text = g_strdup_printf ("%02d:%02d", value / 60, value % 60);

  mh_ctl_add_text (call, member, text);
}

/**
 * mh_ctl_begin_array:
 * @call: a call
 * @member: its name
 */
void
mh_ctl_begin_array (MhCtlCall  *call,
                    const char *member)
{
  json_builder_set_member_name (call->builder, member);
  json_builder_begin_array (call->builder);
}

/**
 * mh_ctl_end_array:
 * @call: a call
 */
void
mh_ctl_end_array (MhCtlCall *call)
{
  json_builder_end_array (call->builder);
}

/**
 * mh_ctl_begin_object:
 * @call: a call
 * @member: (nullable): its name, none inside an array
 */
void
mh_ctl_begin_object (MhCtlCall  *call,
                     const char *member)
{
  if (member != NULL)
    json_builder_set_member_name (call->builder, member);
  json_builder_begin_object (call->builder);
}

/**
 * mh_ctl_end_object:
 * @call: a call
 */
void
mh_ctl_end_object (MhCtlCall *call)
{
  json_builder_end_object (call->builder);
}

/**
 * mh_ctl_run:
 * @ctl: the process
 * @argv: the command's words and what follows
 * @out_partly: (out): whether it was done in part, or found something: the document says what
 * @error: return location; G_OPTION_ERROR when it was called in the wrong way, else why it was refused
 *
 * Returns: (transfer full) (nullable): the command's document, an object; %NULL with @error set
 */
JsonNode *
mh_ctl_run (MhCtl              *ctl,
            const char * const *argv,
            gboolean           *out_partly,
            GError            **error)
{
  g_auto (MhCtlCall) call = { .ctl = ctl };
  guint n_words;

  *out_partly = FALSE;
  call.command = find_command (argv, &n_words);
  if (call.command == NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                 _("There is no command “%s”. “machihokenctl --help” lists all of them."), argv[0] != NULL ? argv[0] : "");
    return NULL;
  }

  /* The last word of the path takes the place of the program's name. */
  call.given = g_strdupv ((char **) argv + n_words - 1);
  call.builder = json_builder_new ();
  json_builder_begin_object (call.builder);
  if (!call.command->func (&call, error))
    return NULL;

  json_builder_end_object (call.builder);
  *out_partly = call.partly;

  return json_builder_get_root (call.builder);
}

/**
 * mh_ctl_list_commands:
 *
 * Returns: (transfer full): every command with its arguments and what it does
 */
char *
mh_ctl_list_commands (void)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    for (const MhCtlCommand *command = groups[i]; command->path != NULL; command++)
      g_string_append_printf (list, "  %s %s\n      %s\n", command->path, get_arguments (command), _(command->summary));
  }

  return g_string_free (list, FALSE);
}
