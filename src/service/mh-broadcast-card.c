/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-card"

#include "mh-broadcast-card.h"

#include "mh-config.h"

/**
 * mh_broadcast_card_split:
 * @desk: the desk
 * @text: what a resident reads
 * @error: return location; MH_ERROR_INVALID when no card can be made of it
 *
 * Returns: (transfer full): the parts of the card, with what the town has set
 */
MhLineCard *
mh_broadcast_card_split (const MhDesk *desk,
                         const char   *text,
                         GError      **error)
{
  g_autofree char *phone = mh_config_get (desk, "town.phone", error);
  g_autofree char *web = phone != NULL ? mh_config_get (desk, "town.web", error) : NULL;

  return web != NULL ? mh_line_card_split (text, &(const MhCard) { phone, web }, error) : NULL;
}
