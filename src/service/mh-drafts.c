/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-drafts"

#include "mh-drafts.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "mh-duplicate-table.h"
#include "mh-error.h"
#include "mh-file-mode.h"
#include "mh-people.h"
#include "mh-programme-table.h"
#include "mh-session-table.h"

#define SUFFIX ".drafts"
#define DAY_MS ((gint64) 24 * 60 * 60 * 1000)

/* A draft and whose it is. */
typedef struct {
  char    *operator_name;
  MhDraft *draft;
} Kept;

/**
 * mh_draft_free:
 * @draft: a draft
 */
void
mh_draft_free (MhDraft *draft)
{
  g_free (draft->via);
  g_free (draft->proxy_name);
  g_free (draft->proxy_relation);
  g_free (draft->note);
  g_clear_pointer (&draft->items, g_array_unref);
  g_clear_pointer (&draft->family, g_array_unref);
  g_free (draft);
}

/**
 * mh_draft_hint_free:
 * @hint: a draft as it is offered
 */
void
mh_draft_hint_free (MhDraftHint *hint)
{
  g_clear_pointer (&hint->draft, mh_draft_free);
  g_free (hint->words);
  g_free (hint);
}

static void
kept_free (Kept *kept)
{
  g_free (kept->operator_name);
  g_clear_pointer (&kept->draft, mh_draft_free);
  g_free (kept);
}

static char *
make_path (const char *database)
{
  return g_strconcat (database, SUFFIX, NULL);
}

static char *
dup_member (JsonObject *object,
            const char *member)
{
  return g_strdup (json_object_get_string_member_with_default (object, member, NULL));
}

static GArray *
read_ids (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  GArray *ids;
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    gint64 id = json_node_get_int (json_array_get_element (array, i));

    g_array_append_val (ids, id);
  }

  return ids;
}

static Kept *
read_kept (JsonObject *object)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->operator_name = g_strdup (json_object_get_string_member_with_default (object, "operator", ""));
  kept->draft = g_new0 (MhDraft, 1);
  kept->draft->id = json_object_get_int_member_with_default (object, "id", 0);
  kept->draft->at = json_object_get_int_member_with_default (object, "at", 0);
  kept->draft->resident = json_object_get_int_member_with_default (object, "resident", 0);
  kept->draft->slot = json_object_get_int_member_with_default (object, "slot", 0);
  kept->draft->via = dup_member (object, "via");
  kept->draft->proxy_name = dup_member (object, "proxy-name");
  kept->draft->proxy_relation = dup_member (object, "proxy-relation");
  kept->draft->note = dup_member (object, "note");
  kept->draft->chain = json_object_get_boolean_member_with_default (object, "chain", FALSE);
  kept->draft->items = read_ids (object, "items");
  kept->draft->family = read_ids (object, "family");

  return kept;
}

/* A file that is not there, or that cannot be read any more, holds no drafts: they are worth nothing but the minute they save. */
static GPtrArray *
read_all (const MhDesk *desk)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) kept_free);
  g_autofree char *path = make_path (mh_db_get_path (desk->db));
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return all;

  root = json_from_string (text, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return all;

  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      g_ptr_array_add (all, read_kept (json_node_get_object (node)));
  }

  return all;
}

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_ids (JsonBuilder  *builder,
         const char   *member,
         const GArray *ids)
{
  if (ids == NULL)
    return;

  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    json_builder_add_int_value (builder, g_array_index (ids, gint64, i));
  json_builder_end_array (builder);
}

static void
add_kept (JsonBuilder   *builder,
          const char    *operator_name,
          const MhDraft *draft)
{
  json_builder_begin_object (builder);
  add_text (builder, "operator", operator_name);
  add_int (builder, "id", draft->id);
  add_int (builder, "at", draft->at);
  add_int (builder, "resident", draft->resident);
  add_int (builder, "slot", draft->slot);
  add_text (builder, "via", draft->via);
  add_text (builder, "proxy-name", draft->proxy_name);
  add_text (builder, "proxy-relation", draft->proxy_relation);
  add_text (builder, "note", draft->note);
  json_builder_set_member_name (builder, "chain");
  json_builder_add_boolean_value (builder, draft->chain);
  add_ids (builder, "items", draft->items);
  add_ids (builder, "family", draft->family);
  json_builder_end_object (builder);
}

/* Without a draft there is no file either. */
static gboolean
write_all (const MhDesk *desk,
           GPtrArray    *all,
           GError      **error)
{
  g_autofree char *path = make_path (mh_db_get_path (desk->db));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (all->len == 0) {
    mh_private_file_wipe (path);
    return TRUE;
  }

  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++) {
    const Kept *kept = g_ptr_array_index (all, i);

    add_kept (builder, kept->operator_name, kept->draft);
  }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);

  return mh_private_file_prepare (path, error) &&
         g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
is_mine (const MhDesk *desk,
         const Kept   *kept)
{
  return g_strcmp0 (kept->operator_name, desk->operator_name) == 0;
}

/* Whether @resident is there; one that was put together with another entry becomes that one. */
static gboolean
follow (const MhDesk *desk,
        gint64       *resident)
{
  gint64 n = 0;

  if (*resident == 0)
    return TRUE;

  return mh_db_get_int (desk->db, 0, &n, NULL, "SELECT count (*) FROM resident WHERE id = :id", ":id", MH_INT (*resident), NULL) && n == 1 &&
         mh_duplicate_table_follow (desk->db, *resident, resident, NULL);
}

/* Whether it can still be gone on with: not too old, and everybody in it is there. */
static gboolean
is_good (const MhDesk *desk,
         MhDraft      *draft)
{
  if (draft->at < mh_desk_now (desk) - MH_DRAFTS_DAYS * DAY_MS || !follow (desk, &draft->resident))
    return FALSE;

  for (guint i = 0; draft->family != NULL && i < draft->family->len; i++) {
    if (!follow (desk, &g_array_index (draft->family, gint64, i)))
      return FALSE;
  }

  return TRUE;
}

/* Returns: whether something went */
static gboolean
remove_bad (const MhDesk *desk,
            GPtrArray    *all)
{
  guint before = all->len;

  for (guint i = all->len; i > 0; i--) {
    if (!is_good (desk, ((Kept *) all->pdata[i - 1])->draft))
      g_ptr_array_remove_index (all, i - 1);
  }

  return all->len < before;
}

static int
compare_kept (gconstpointer a,
              gconstpointer b)
{
  const MhDraft *one = (*(Kept **) a)->draft;
  const MhDraft *two = (*(Kept **) b)->draft;

  if (one->at != two->at)
    return one->at < two->at ? 1 : -1;

  return (one->id < two->id) - (one->id > two->id);
}

static char *
write_person (const MhDesk *desk,
              gint64        resident)
{
  g_autoptr (GPtrArray) people = resident != 0 ? mh_people_list (desk, &resident, 1, NULL) : NULL;

  if (people == NULL || people->len == 0)
    return g_strdup (_("nobody chosen yet"));

  return g_strdup (((const MhPerson *) people->pdata[0])->shown_name);
}

/* 「佐藤　花子 ・ 11月5日(木) 9:30 ・ インフルエンザ 令和8年度 ・ 10:32から」 */
static void
describe (const MhDesk *desk,
          MhDraftHint  *hint)
{
  const MhDraft *draft = hint->draft;
  g_autoptr (MhSlot) slot = draft->slot != 0 ? mh_session_table_get_slot (desk->db, draft->slot, NULL) : NULL;
  g_autoptr (MhProgramme) programme = slot != NULL ? mh_programme_table_get (desk->db, slot->programme, NULL) : NULL;
  g_autofree char *name = write_person (desk, draft->resident);
  g_autofree char *date = slot != NULL ? mh_date_format (slot->date, MH_DATE_STYLE_MESSAGE) : NULL;
  g_autofree char *time = slot != NULL ? mh_minutes_format (slot->start_min) : NULL;
  g_autofree char *since = mh_minutes_format (mh_minutes_from_ms (draft->at));
  g_autofree char *day = mh_date_format (mh_date_from_ms (draft->at), MH_DATE_STYLE_MESSAGE);
  g_autofree char *begun = mh_date_compare (mh_date_from_ms (draft->at), mh_desk_today (desk)) == 0 ? g_strdup (since)
                                                                                                     : g_strdup_printf ("%s %s", day, since);

  hint->session = slot != NULL ? slot->session : 0;
  if (slot != NULL && programme != NULL)
    /* Translators: who, day, time, programme, when it was interrupted */
    hint->words = g_strdup_printf (_("%s ・ %s %s ・ %s (interrupted at %s)"), name, date, time, programme->name, begun);
  else
    hint->words = g_strdup_printf (_("%s ・ no time chosen (interrupted at %s)"), name, begun);
}

/**
 * mh_drafts_list:
 * @desk: the desk
 * @error: return location
 *
 * What is older than MH_DRAFTS_DAYS, or names somebody who is not there any more, is thrown away.
 *
 * Returns: (transfer full) (element-type MhDraftHint): the drafts of who sits there, the newest first, or %NULL
 */
GPtrArray *
mh_drafts_list (const MhDesk *desk,
                GError      **error)
{
  g_autoptr (GPtrArray) all = read_all (desk);
  g_autoptr (GPtrArray) hints = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_draft_hint_free);

  if (remove_bad (desk, all) && !write_all (desk, all, error))
    return NULL;

  g_ptr_array_sort (all, compare_kept);
  for (guint i = 0; i < all->len; i++) {
    Kept *kept = g_ptr_array_index (all, i);
    MhDraftHint *hint;

    if (!is_mine (desk, kept))
      continue;

    hint = g_new0 (MhDraftHint, 1);
    hint->draft = g_steal_pointer (&kept->draft);
    g_ptr_array_add (hints, hint);
    describe (desk, hint);
  }

  return g_steal_pointer (&hints);
}

static void
remove_one (const MhDesk *desk,
            GPtrArray    *all,
            gint64        id)
{
  for (guint i = all->len; i > 0; i--) {
    const Kept *kept = all->pdata[i - 1];

    if (kept->draft->id == id && is_mine (desk, kept))
      g_ptr_array_remove_index (all, i - 1);
  }
}

static GArray *
copy_ids (const GArray *ids)
{
  return ids != NULL ? g_array_copy ((GArray *) ids) : NULL;
}

static Kept *
make_kept (const MhDesk  *desk,
           const MhDraft *draft)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->operator_name = g_strdup (desk->operator_name);
  kept->draft = g_new0 (MhDraft, 1);
  *kept->draft = (MhDraft) {
    .id = draft->id,
    .at = mh_desk_now (desk),
    .resident = draft->resident,
    .slot = draft->slot,
    .via = g_strdup (draft->via),
    .proxy_name = g_strdup (draft->proxy_name),
    .proxy_relation = g_strdup (draft->proxy_relation),
    .note = g_strdup (draft->note),
    .chain = draft->chain,
    .items = copy_ids (draft->items),
    .family = copy_ids (draft->family),
  };

  return kept;
}

/**
 * mh_drafts_keep:
 * @desk: the desk
 * @draft: what was entered so far
 * @error: return location
 *
 * Keeps it for who sits there, in place of the one with its id. Beyond MH_DRAFTS_MOST the oldest go.
 *
 * Returns: whether it is kept
 */
gboolean
mh_drafts_keep (const MhDesk  *desk,
                const MhDraft *draft,
                GError       **error)
{
  g_autoptr (GPtrArray) all = read_all (desk);
  guint n_mine = 0;

  g_return_val_if_fail (draft != NULL && draft->id != 0, FALSE);

  remove_one (desk, all, draft->id);
  g_ptr_array_add (all, make_kept (desk, draft));
  g_ptr_array_sort (all, compare_kept);
  for (guint i = 0; i < all->len; i++) {
    if (!is_mine (desk, all->pdata[i]) || ++n_mine <= MH_DRAFTS_MOST)
      continue;

    g_ptr_array_remove_index (all, i);
    i--;
  }

  return write_all (desk, all, error);
}

/**
 * mh_drafts_drop:
 * @desk: the desk
 * @id: of a draft
 * @error: return location
 *
 * Throws a draft of who sits there away.
 *
 * Returns: whether it is gone
 */
gboolean
mh_drafts_drop (const MhDesk *desk,
                gint64        id,
                GError      **error)
{
  g_autoptr (GPtrArray) all = read_all (desk);
  guint before = all->len;

  remove_one (desk, all, id);

  return all->len == before || write_all (desk, all, error);
}

/**
 * mh_drafts_tidy:
 * @desk: the desk
 *
 * Throws away what is too old or names somebody who is not there any more, whoever entered it.
 */
void
mh_drafts_tidy (const MhDesk *desk)
{
  g_autoptr (GPtrArray) all = read_all (desk);
  g_autoptr (GError) error = NULL;

  if (remove_bad (desk, all) && !write_all (desk, all, &error))
    g_message ("Drafts of bookings could not be thrown away: %s", error->message);
}

/**
 * mh_drafts_forget:
 * @database: the path of a town
 *
 * Throws all drafts away: a backup was put back, in which the same ids may mean other people.
 */
void
mh_drafts_forget (const char *database)
{
  g_autofree char *path = make_path (database);

  mh_private_file_wipe (path);
}
