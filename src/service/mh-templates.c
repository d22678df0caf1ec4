/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-templates"

#include "mh-templates.h"

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-broadcast-text.h"
#include "mh-consent.h"
#include "mh-error.h"
#include "mh-text.h"

#define MOST_NAME 40    /* characters as people see them */
#define MOST_TEXT 5000  /* UTF-16 units: what LINE takes, so what a message can be at all */

/* In Japanese always: they go to residents. What has ○ in it is to be filled in by hand; mh_words_check() asks when it was forgotten. */
static const MhTemplate usual[] = {
  { 0, (char *) "予約日が近づいたとき", (char *) "booking",
    (char *) "{programme}、{date} {time}に{venue}でお待ちしています。ご都合が悪くなったときは{phone}へお電話ください。",
    (char *) "{date} {time}に {venue}へ きて ください。こられない ときは {phone}に でんわを して ください。" },
  { 0, (char *) "中止のお知らせ", (char *) "booking",
    (char *) "{programme}、{date}（{venue}）は中止になりました。次の日が決まりましたら、あらためてお知らせします。お急ぎの方は{phone}へお電話ください。",
    (char *) "{date}（{venue}）は ありません。つぎの ひが きまったら おしらせ します。" },
  { 0, (char *) "会場が変わったとき", (char *) "booking",
    (char *) "{programme}、{date}の会場が{venue}に変わりました。時刻は変わりません。ご不明な点は{phone}へお電話ください。",
    (char *) "{date}の ばしょが {venue}に かわりました。じかんは おなじです。" },
  { 0, (char *) "健診・検診の受付開始", (char *) "checkup",
    (char *) "健診・検診の予約の受付が始まりました。ご希望の方は、平日の8:30から17:15までに{phone}へお電話ください。もう予約された方は、お電話はいりません。",
    (char *) "けんしんの よやくが はじまりました。けんしんを うけたい ひとは {phone}に でんわを して ください。" },
  { 0, (char *) "訂正とおわび", (char *) "",
    (char *) "先にお送りしたお知らせに誤りがありました。正しくは「○○」です。ご迷惑をおかけして申し訳ありません。",
    (char *) "さっきの おしらせは まちがいでした。ただしいのは「○○」です。ごめんなさい。" },
};

/* Blanks of any width are nothing to read. */
static gboolean
is_empty (const char *text)
{
  g_autofree char *folded = mh_text_fold (text);

  return *folded == '\0';
}

static gboolean
check_name (const char *name,
            GError    **error)
{
  if (is_empty (name) || mh_text_graphemes (name) > MOST_NAME) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Please give the saved text a name of %d characters at most."), MOST_NAME);
    return FALSE;
  }

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at)) {
    if (g_unichar_iscntrl (g_utf8_get_char (at))) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Write it in one line, without line breaks."));
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_words (const char *text,
             GError    **error)
{
  if (!g_utf8_validate (text, -1, NULL) || mh_text_utf16_length (text) > MOST_TEXT) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("The text is too long to be sent. Please shorten it to %d characters at most."), MOST_TEXT);
    return FALSE;
  }

  return mh_broadcast_text_validate (text, error);
}

static gboolean
check_template (const MhTemplate *template,
                GError          **error)
{
  if (!check_name (template->name, error))
    return FALSE;

  if (is_empty (template->text)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("There is nothing to read in the message. Please write something."));
    return FALSE;
  }

  if (!g_strv_contains (mh_consent_categories (), template->category)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("“%s” is not a category of messages."), template->category);
    return FALSE;
  }

  return check_words (template->text, error) && (template->easy == NULL || check_words (template->easy, error));
}

/* Blanks at the ends go, an empty text in plain Japanese is none. */
static MhTemplate *
tidy_template (const MhTemplate *template)
{
  MhTemplate *tidy = g_new0 (MhTemplate, 1);

  tidy->id = template->id;
  tidy->name = g_strstrip (g_utf8_make_valid (template->name != NULL ? template->name : "", -1));
  tidy->category = g_strdup (template->category != NULL ? template->category : "");
  tidy->text = g_strstrip (g_utf8_make_valid (template->text != NULL ? template->text : "", -1));
  tidy->easy = g_strstrip (g_utf8_make_valid (template->easy != NULL ? template->easy : "", -1));
  if (is_empty (tidy->easy))
    g_clear_pointer (&tidy->easy, g_free);

  return tidy;
}

/* Whose row it goes into: its own, that of the same name, or 0 for a new one. */
static gboolean
find_row (const MhDesk *desk,
          MhTemplate   *template,
          GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MhTemplate) same = mh_template_table_find (desk->db, template->name, &local_error);
  g_autoptr (MhTemplate) own = NULL;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (template->id == 0) {
    template->id = same != NULL ? same->id : 0;
    return TRUE;
  }

  if (same != NULL && same->id != template->id) {
    g_set_error (error, MH_ERROR, MH_ERROR_CONFLICT, _("Another saved text is called “%s” already. Please choose another name."), template->name);
    return FALSE;
  }

  own = mh_template_table_get (desk->db, template->id, error);

  return own != NULL;
}

/**
 * mh_templates_save:
 * @desk: the desk
 * @template: what to keep
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_CONFLICT, MH_ERROR_NOT_FOUND
 *
 * Returns: its id, or 0
 */
gint64
mh_templates_save (const MhDesk     *desk,
                   const MhTemplate *template,
                   GError          **error)
{
  g_autoptr (MhTemplate) tidy = tidy_template (template);
  g_autoptr (MhAct) act = NULL;

  if (!check_template (tidy, error))
    return 0;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "template.save", MH_UNDO_WHOLE, error);
  if (act == NULL || !find_row (desk, tidy, error))
    return 0;

  if (tidy->id == 0)
    tidy->id = mh_template_table_insert (desk->db, tidy, error);
  else if (!mh_template_table_update (desk->db, tidy, error))
    return 0;
  if (tidy->id == 0)
    return 0;

  mh_act_set_int (act, "template", tidy->id);

  return mh_act_commit (act, error) ? tidy->id : 0;
}

/**
 * mh_templates_remove:
 * @desk: the desk
 * @template: a template's id
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether it is gone
 */
gboolean
mh_templates_remove (const MhDesk *desk,
                     gint64        template,
                     GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "template.remove", MH_UNDO_WHOLE, error);
  g_autoptr (MhTemplate) old = act != NULL ? mh_template_table_get (desk->db, template, error) : NULL;

  if (old == NULL || !mh_template_table_delete (desk->db, template, error))
    return FALSE;

  mh_act_set_int (act, "template", template);

  return mh_act_commit (act, error);
}

/**
 * mh_templates_list:
 * @desk: the desk
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhTemplate): by name
 */
GPtrArray *
mh_templates_list (const MhDesk *desk,
                   GError      **error)
{
  return mh_template_table_list (desk->db, error);
}

/**
 * mh_templates_add_usual:
 * @desk: the desk, inside an act
 * @error: return location
 *
 * Returns: whether what most towns need first was written
 */
gboolean
mh_templates_add_usual (const MhDesk *desk,
                        GError      **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (mh_template_table_insert (desk->db, &usual[i], error) == 0)
      return FALSE;

  return TRUE;
}
