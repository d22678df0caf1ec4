/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-card"

#include "mh-ctl-card.h"

#include <glib/gi18n-lib.h>

#include "mh-broadcast-card.h"
#include "mh-broadcast-number.h"
#include "mh-broadcast.h"

/**
 * mh_ctl_add_line_card:
 * @call: the call
 * @desk: the desk
 * @text: what a resident reads
 * @error: return location; MH_ERROR_INVALID when no card can be made of it
 *
 * Returns: whether it was added
 */
gboolean
mh_ctl_add_line_card (MhCtlCall    *call,
                      const MhDesk *desk,
                      const char   *text,
                      GError      **error)
{
  g_autoptr (MhLineCard) parts = mh_broadcast_card_split (desk, text, error);

  if (parts == NULL)
    return FALSE;

  mh_ctl_begin_object (call, "line-card");
  mh_ctl_add_text (call, "title", *parts->title != '\0' ? parts->title : NULL);
  mh_ctl_add_text (call, "text", parts->text);
  mh_ctl_begin_array (call, "buttons");
  for (guint i = 0; i < parts->n_buttons; i++) {
    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "button", parts->buttons[i].label);
    mh_ctl_add_text (call, "opens", parts->buttons[i].uri);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
  mh_ctl_end_object (call);

  return TRUE;
}

/* What is given takes the place of what stood there. @text: (transfer full) (nullable) */
static void
change_text (char **field,
             char  *text)
{
  if (text == NULL)
    return;

  g_free (*field);
  *field = text;
}

static gboolean
run_edit (MhCtlCall *call,
          GError   **error)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *form = NULL;
  g_autofree char *channels = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, MH_CTL_TEXT, &name, N_("What the desk calls it"), N_("NAME") },
    { "text", 0, 0, MH_CTL_TEXT, &text, N_("In which words"), N_("TEXT") },
    { "form", 0, 0, MH_CTL_TEXT, &form, N_("Over LINE a text or a card: text, card"), N_("FORM") },
    { "channels", 0, 0, MH_CTL_TEXT, &channels, N_("Which ways it may go: “line sms by-hand”"), N_("CHANNELS") },
    { NULL },
  };
  g_autoptr (MhBroadcast) draft = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 1, error) || !mh_ctl_read_id (call->args[0], &id, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  draft = mh_broadcast_table_get (desk.db, id, error);
  if (draft == NULL)
    return FALSE;

  change_text (&draft->name, g_steal_pointer (&name));
  change_text (&draft->text, g_steal_pointer (&text));
  change_text (&draft->form, g_steal_pointer (&form));
  change_text (&draft->channels, g_steal_pointer (&channels));
  if (mh_broadcast_save (&desk, draft, error) == 0)
    return FALSE;

  mh_ctl_add_int (call, "broadcast", id);
  mh_ctl_add_text (call, "kind", draft->kind);
  mh_ctl_add_text (call, "name", draft->name);
  mh_ctl_add_text (call, "state", draft->state);
  mh_ctl_add_text (call, "code", draft->code);

  return TRUE;
}

static gboolean
run_numbers (MhCtlCall *call,
             GError   **error)
{
  gboolean clear = FALSE;
  const GOptionEntry entries[] = {
    { "clear", 0, 0, G_OPTION_ARG_NONE, &clear, N_("Take them all away again, without a file"), NULL },
    { NULL },
  };
  MhBroadcastNumbers numbers = { 0 };
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, entries, 1, 2, error) || !mh_ctl_read_id (call->args[0], &id, error))
    return FALSE;
  if (clear == (call->n_args == 2))
    return mh_ctl_fail_usage (error, _("Write the file with the numbers, or --clear."));
  if (!mh_ctl_open (call, &desk, error) ||
      !(clear ? mh_broadcast_numbers_clear (&desk, id, error) : mh_broadcast_numbers_read (&desk, id, call->args[1], &numbers, error)))
    return FALSE;

  mh_ctl_add_int (call, "broadcast", id);
  mh_ctl_add_int (call, "rows", numbers.n_rows);
  mh_ctl_add_int (call, "known", numbers.n_known);
  mh_ctl_add_int (call, "numbers-taken", numbers.n_taken);
  mh_ctl_add_int (call, "not-mobile", numbers.n_not_mobile);

  return TRUE;
}

const MhCtlCommand mh_ctl_card_commands[] = {
  { "broadcast edit", N_("BROADCAST"), N_("Change something of a draft"), run_edit },
  { "broadcast numbers", N_("BROADCAST FILE"), N_("Let a draft go to numbers of a list that belong to nobody, too"), run_numbers },
  { NULL },
};
