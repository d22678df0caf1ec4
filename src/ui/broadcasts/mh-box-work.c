/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-box-work"

#include "mh-box-work.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"

#define LISTED 30

/**
 * mh_box_view_free:
 * @view: a view
 */
void
mh_box_view_free (MhBoxView *view)
{
  g_clear_pointer (&view->pairing, mh_box_pairing_free);
  g_clear_pointer (&view->written, g_ptr_array_unref);
  g_clear_pointer (&view->received, g_ptr_array_unref);
  g_free (view);
}

/**
 * mh_box_order_new:
 * @context: the open town
 * @path: (nullable): a file
 * @text: (nullable): what was typed or chosen
 * @id: a box, 0 for none
 *
 * Returns: (transfer full): an order
 */
MhBoxOrder *
mh_box_order_new (MhUiContext *context,
                  const char  *path,
                  const char  *text,
                  gint64       id)
{
  MhBoxOrder *order = g_new0 (MhBoxOrder, 1);

  order->secrets = g_object_ref (mh_ui_context_get_secrets (context));
  order->path = g_strdup (path);
  order->text = g_strdup (text);
  order->id = id;

  return order;
}

/**
 * mh_box_order_free:
 * @order: an order
 */
void
mh_box_order_free (MhBoxOrder *order)
{
  g_clear_object (&order->secrets);
  g_free (order->path);
  g_free (order->text);
  g_free (order);
}

/**
 * mh_box_work_view:
 * @desk: the worker's desk
 * @input: not looked at
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an MhBoxView: what stands where at this moment
 */
gpointer
mh_box_work_view (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  g_autoptr (MhBoxView) view = g_new0 (MhBoxView, 1);

  view->now = mh_desk_now (desk);
  view->pairing = mh_box_get_pairing (desk, error);
  if (view->pairing == NULL || !mh_box_count_waiting (desk, &view->waiting, error))
    return NULL;

  view->written = mh_box_list_written (desk, LISTED, error);
  view->received = view->written != NULL ? mh_box_list_received (desk, LISTED, error) : NULL;

  return view->received != NULL ? g_steal_pointer (&view) : NULL;
}

/**
 * mh_box_work_role:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with the nick of a role as its text
 * @error: return location
 *
 * Returns: (transfer full) (nullable): "" once it is kept
 */
gpointer
mh_box_work_role (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  const MhBoxOrder *order = input;

  return mh_config_set (desk, "box.role", order->text, error) ? g_strdup ("") : NULL;
}

/**
 * mh_box_work_key:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with a path
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the fingerprint of this computer, whose key stands at the path
 */
gpointer
mh_box_work_key (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  const MhBoxOrder *order = input;

  return mh_box_write_key (desk, order->secrets, FALSE, order->path, error);
}

/**
 * mh_box_work_new_key:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with a path
 * @error: return location
 *
 * Makes another key than the one before, which nothing opens any more.
 *
 * Returns: (transfer full) (nullable): what is to be done with it, with the fingerprint of this computer, whose key stands at the path
 */
gpointer
mh_box_work_new_key (const MhDesk *desk,
                     gpointer      input,
                     GError      **error)
{
  const MhBoxOrder *order = input;
  g_autofree char *fingerprint = mh_box_write_key (desk, order->secrets, TRUE, order->path, error);

  return fingerprint != NULL
         ? g_strdup_printf (_("%s\n\nCarry the file to the other computer and take the key there, as when the two were paired. No box or result is read before."),
                            fingerprint) : NULL;
}

/**
 * mh_box_work_pair:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with the path of a card and the digits as its text
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a sentence
 */
gpointer
mh_box_work_pair (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  const MhBoxOrder *order = input;
  MhBoxCard card;

  return mh_box_read_card (desk, order->path, &card, error) && mh_box_pair (desk, &card, order->text, error)
         ? g_strdup (_("The two computers are paired, as seen from here. Do the same on the other one.")) : NULL;
}

/**
 * mh_box_work_write:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with a path, and the id of a box that was lost
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a sentence
 */
gpointer
mh_box_work_write (const MhDesk *desk,
                   gpointer      input,
                   GError      **error)
{
  const MhBoxOrder *order = input;
  g_autoptr (MhBoxMade) made = NULL;

  made = order->id != 0 ? mh_box_write_again (desk, order->secrets, order->id, order->path, error)
         : mh_box_write (desk, order->secrets, order->path, error);
  if (made == NULL)
    return NULL;

  return g_strdup_printf (_("LINE: %u, SMS: %u. Carry the file to the computer that sends. When it has been read there, delete it from the stick."),
                          made->n_line, made->n_sms);
}

/**
 * mh_box_work_read:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with the path of results
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a sentence
 */
gpointer
mh_box_work_read (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  const MhBoxOrder *order = input;
  MhBoxTold told;

  if (!mh_box_read_results (desk, order->secrets, order->path, &told, error))
    return NULL;

  return g_strdup_printf (_("Accepted or delivered: %u. Tried another way: %u. By hand: %u. To be checked: %u. Not sent yet: %u. Known already: %u."),
                          told.n_accepted + told.n_delivered, told.n_next, told.n_by_hand, told.n_check, told.n_waiting,
                          told.n_same + told.n_older);
}

/**
 * mh_box_work_look:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with the path of a box
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an MhBoxLook
 */
gpointer
mh_box_work_look (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  const MhBoxOrder *order = input;

  return mh_box_look (desk, order->secrets, order->path, error);
}

/**
 * mh_box_work_send:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with the path of a box
 * @error: return location
 *
 * Returns: (transfer full) (nullable): "" once it was taken over
 */
gpointer
mh_box_work_send (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  const MhBoxOrder *order = input;

  return mh_box_send (desk, order->secrets, order->path, error) != 0 ? g_strdup ("") : NULL;
}

/**
 * mh_box_work_stop:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with the id of a box
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a sentence
 */
gpointer
mh_box_work_stop (const MhDesk *desk,
                  gpointer      input,
                  GError      **error)
{
  const MhBoxOrder *order = input;
  guint n = 0;

  return mh_box_stop (desk, order->id, &n, error)
         ? g_strdup_printf (_("Messages that do not leave: %u. The results tell the other computer."), n) : NULL;
}

/**
 * mh_box_work_go_on:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with the id of a box
 * @error: return location
 *
 * Returns: (transfer full) (nullable): "" once it goes on
 */
gpointer
mh_box_work_go_on (const MhDesk *desk,
                   gpointer      input,
                   GError      **error)
{
  const MhBoxOrder *order = input;

  return mh_box_go_on (desk, order->id, error) ? g_strdup ("") : NULL;
}

/**
 * mh_box_work_results:
 * @desk: the worker's desk
 * @input: an MhBoxOrder with a path
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a sentence
 */
gpointer
mh_box_work_results (const MhDesk *desk,
                     gpointer      input,
                     GError      **error)
{
  const MhBoxOrder *order = input;
  guint n = 0;

  return mh_box_write_results (desk, order->secrets, order->path, &n, error)
         ? g_strdup_printf (_("Messages that it tells of: %u. Carry the file back to the computer with the register."), n) : NULL;
}
