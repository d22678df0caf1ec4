/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-place"

#include "mh-place.h"

G_DEFINE_INTERFACE (MhPlace, mh_place, GTK_TYPE_WIDGET)

static void
mh_place_default_init (MhPlaceInterface *iface)
{
}

/**
 * mh_place_get_name:
 * @self: a place
 *
 * Returns: its stable name, such as "residents"
 */
const char *
mh_place_get_name (MhPlace *self)
{
  g_return_val_if_fail (MH_IS_PLACE (self), NULL);

  return MH_PLACE_GET_IFACE (self)->get_name (self);
}

/**
 * mh_place_get_title:
 * @self: a place
 *
 * Returns: what stands in the sidebar, translated
 */
const char *
mh_place_get_title (MhPlace *self)
{
  g_return_val_if_fail (MH_IS_PLACE (self), NULL);

  return MH_PLACE_GET_IFACE (self)->get_title (self);
}

/**
 * mh_place_get_icon_name:
 * @self: a place
 *
 * Returns: the icon that stands beside the title
 */
const char *
mh_place_get_icon_name (MhPlace *self)
{
  g_return_val_if_fail (MH_IS_PLACE (self), NULL);

  return MH_PLACE_GET_IFACE (self)->get_icon_name (self);
}

/**
 * mh_place_refresh:
 * @self: a place
 *
 * Has the place read again what it shows, without moving what the user looks at.
 */
void
mh_place_refresh (MhPlace *self)
{
  g_return_if_fail (MH_IS_PLACE (self));

  if (MH_PLACE_GET_IFACE (self)->refresh != NULL)
    MH_PLACE_GET_IFACE (self)->refresh (self);
}

/**
 * mh_place_focus_search:
 * @self: a place
 *
 * Puts the cursor where one types to search.
 *
 * Returns: %FALSE when there is nothing to search
 */
gboolean
mh_place_focus_search (MhPlace *self)
{
  g_return_val_if_fail (MH_IS_PLACE (self), FALSE);

  if (MH_PLACE_GET_IFACE (self)->focus_search == NULL)
    return FALSE;

  return MH_PLACE_GET_IFACE (self)->focus_search (self);
}

/**
 * mh_place_print:
 * @self: a place
 *
 * Prints what the place shows.
 *
 * Returns: %FALSE when there is nothing to print
 */
gboolean
mh_place_print (MhPlace *self)
{
  g_return_val_if_fail (MH_IS_PLACE (self), FALSE);

  if (MH_PLACE_GET_IFACE (self)->print == NULL)
    return FALSE;

  return MH_PLACE_GET_IFACE (self)->print (self);
}

/**
 * mh_place_show_item:
 * @self: a place
 * @id: what to show: a resident's id in the place "residents", a session's in "appointments"
 *
 * Brings one thing to the front within the place.
 */
void
mh_place_show_item (MhPlace *self,
                    gint64   id)
{
  g_return_if_fail (MH_IS_PLACE (self));
  g_return_if_fail (id > 0);

  if (MH_PLACE_GET_IFACE (self)->show_item != NULL)
    MH_PLACE_GET_IFACE (self)->show_item (self, id);
}

/**
 * mh_place_go_back:
 * @self: a place
 *
 * From a person or a session back to the list.
 *
 * Returns: %FALSE when there is nothing to go back to
 */
gboolean
mh_place_go_back (MhPlace *self)
{
  g_return_val_if_fail (MH_IS_PLACE (self), FALSE);

  if (MH_PLACE_GET_IFACE (self)->go_back == NULL)
    return FALSE;

  return MH_PLACE_GET_IFACE (self)->go_back (self);
}
