/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-phones"

#include "mh-phones.h"

#include "mh-people.h"
#include "mh-phone-table.h"

static void
message_free (MhPhoneMessage *message)
{
  g_free (message->body);
  g_free (message->state);
  g_free (message);
}

/**
 * mh_seen_phone_free:
 * @phone: (nullable): a telephone
 */
void
mh_seen_phone_free (MhSeenPhone *phone)
{
  if (phone == NULL)
    return;

  g_free (phone->owner);
  g_ptr_array_unref (phone->messages);
  g_free (phone);
}

/* "佐藤 花子, 佐藤 一郎" */
static char *
write_owner (const MhDesk *desk,
             gint64        contact,
             GError      **error)
{
  g_autoptr (GArray) ids = mh_phone_table_list_people (desk->db, contact, error);
  g_autoptr (GPtrArray) people = NULL;
  GString *names;

  if (ids == NULL)
    return NULL;

  people = mh_people_list (desk, (const gint64 *) (gpointer) ids->data, ids->len, error);
  if (people == NULL)
    return NULL;

  names = g_string_new (NULL);
  for (guint i = 0; i < people->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((const MhPerson *) g_ptr_array_index (people, i))->shown_name);

  return g_string_free (names, FALSE);
}

static MhSeenPhone *
add_phone (GPtrArray        *phones,
           const MhDesk     *desk,
           const MhPhoneRow *row,
           GError          **error)
{
  MhSeenPhone *phone = g_new0 (MhSeenPhone, 1);

  phone->contact = row->contact;
  phone->is_line = g_str_equal (row->channel, "line");
  phone->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) message_free);
  phone->owner = write_owner (desk, row->contact, error);
  g_ptr_array_add (phones, phone);

  return phone->owner != NULL ? phone : NULL;
}

static void
add_message (MhSeenPhone      *phone,
             const MhPhoneRow *row,
             gint64            now)
{
  gboolean asks = g_str_equal (row->kind, "offer") && row->offer != 0;
  MhPhoneMessage *message = g_new0 (MhPhoneMessage, 1);

  message->delivery = row->delivery;
  message->body = g_strdup (row->body);
  message->at = row->at;
  message->offer = asks ? row->offer : 0;
  message->state = asks ? g_strdup (row->offer_state) : NULL;
  g_ptr_array_insert (phone->messages, 0, message);
  if (asks && phone->question == 0 && g_strcmp0 (row->offer_state, "open") == 0 && row->deadline_at > now)
    phone->question = row->offer;
}

/**
 * mh_phones_list:
 * @desk: the desk
 * @limit: how many messages at the most, from the newest
 * @error: return location
 *
 * What LINE and the services for SMS took, as it stands on each telephone. An answer is entered as for a call: mh_refill_accept_with(),
 * mh_refill_decline().
 *
 * Returns: (transfer full) (element-type MhSeenPhone): the telephones, that with the newest message first
 */
GPtrArray *
mh_phones_list (const MhDesk *desk,
                int           limit,
                GError      **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) phones = g_ptr_array_new_with_free_func ((GDestroyNotify) mh_seen_phone_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_return_val_if_fail (desk != NULL, NULL);
  g_return_val_if_fail (limit > 0, NULL);

  rows = mh_phone_table_list (desk->db, limit, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MhPhoneRow *row = g_ptr_array_index (rows, i);
    MhSeenPhone *phone = g_hash_table_lookup (known, &row->contact);

    if (phone == NULL) {
      phone = add_phone (phones, desk, row, error);
      if (phone == NULL)
        return NULL;

      g_hash_table_insert (known, &phone->contact, phone);
    }
    add_message (phone, row, mh_desk_now (desk));
  }

  return rows != NULL ? g_steal_pointer (&phones) : NULL;
}
