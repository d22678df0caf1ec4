/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MhPlace:
 *
 * One of the places in the sidebar: a widget that fills the window beside it.
 */
#define MH_TYPE_PLACE (mh_place_get_type ())
G_DECLARE_INTERFACE (MhPlace, mh_place, MH, PLACE, GtkWidget)

struct _MhPlaceInterface
{
  GTypeInterface parent_iface;

  const char *(*get_name)      (MhPlace *self);  /* stable: "residents" */
  const char *(*get_title)     (MhPlace *self);  /* translated */
  const char *(*get_icon_name) (MhPlace *self);
  /* Each may be left out: */
  void        (*refresh)       (MhPlace *self);
  gboolean    (*focus_search)  (MhPlace *self);
  gboolean    (*print)         (MhPlace *self);
  void        (*show_item)     (MhPlace *self,
                                gint64   id);
  gboolean    (*go_back)       (MhPlace *self);
};

const char *mh_place_get_name      (MhPlace *self);
const char *mh_place_get_title     (MhPlace *self);
const char *mh_place_get_icon_name (MhPlace *self);
/* Reads again what it shows: F5, after an undo, when the dispatcher moved something, when it comes to the front. */
void        mh_place_refresh       (MhPlace *self);
/* F3. %FALSE: it has nothing to search. */
gboolean    mh_place_focus_search  (MhPlace *self);
/* F8. %FALSE: it has nothing to print. */
gboolean    mh_place_print         (MhPlace *self);
/* Shows one of its things: a resident, a session. */
void        mh_place_show_item     (MhPlace *self,
                                    gint64   id);
/* Escape, Alt+Left. %FALSE: it shows its first page already. */
gboolean    mh_place_go_back       (MhPlace *self);

G_END_DECLS
