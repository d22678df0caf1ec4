/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a telephone shows of a message in the form of a card: 【滝上町】 as its title, the words below, a button that calls. */
typedef struct {
  char *title;  /* (owned) "" without one */
  char *text;   /* (owned) with its line breaks */
  char *label;  /* (owned) of the button, "" without one */
  char *uri;    /* (owned) "tel:0158292111", "" without one */
} MhLineCard;

void        mh_line_card_free  (MhLineCard  *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhLineCard, mh_line_card_free)

/* @phone (nullable): whom the button calls. MH_ERROR_INVALID for an empty text, or a number that is none. */
MhLineCard *mh_line_card_split (const char  *text,
                                const char  *phone,
                                GError     **error);
/* The card as LINE takes it: one message object of the type flex, as compact JSON; the same @text always gives the same bytes.
 * MH_ERROR_INVALID for what LINE would refuse. */
char       *mh_line_card_make  (const char  *text,
                                const char  *phone,
                                GError     **error);

G_END_DECLS
