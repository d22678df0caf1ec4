/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <json-glib/json-glib.h>

#include "mh-provider.h"

G_BEGIN_DECLS

#define MH_LINE_CARD_BUTTONS 2

typedef struct {
  char *label;  /* (owned) */
  char *uri;    /* (owned) "tel:0158292111", "https://www.town.example.lg.jp" */
} MhLineCardButton;

/* What a telephone shows of a message in the form of a card: 【滝上町】 as its title, the words below, buttons that call and that open the
 * town's page. */
typedef struct {
  char            *title;  /* (owned) "" without one */
  char            *text;   /* (owned) with its line breaks */
  MhLineCardButton buttons[MH_LINE_CARD_BUTTONS];
  guint            n_buttons;
} MhLineCard;

void        mh_line_card_free  (MhLineCard  *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLineCard, mh_line_card_free)

/* MH_ERROR_INVALID for an empty text, a number that is none, or a host that is none. */
MhLineCard *mh_line_card_split (const char    *text,
                                const MhCard  *card,
                                GError       **error);
/* The card as LINE takes it: one message object of the type flex; the same @text always gives the same bytes.
 * MH_ERROR_INVALID for what LINE would refuse. */
JsonObject *mh_line_card_make  (const char    *text,
                                const MhCard  *card,
                                GError       **error);

G_END_DECLS
