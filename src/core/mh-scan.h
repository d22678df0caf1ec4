/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-code.h"

G_BEGIN_DECLS

/**
 * MhScanKind:
 * @MH_SCAN_EMPTY: nothing
 * @MH_SCAN_SLIP: the code of a booking slip
 * @MH_SCAN_BAD_SLIP: begins like one, but was not read whole
 * @MH_SCAN_TICKET_LINE: the 18 digits of a vaccination ticket
 * @MH_SCAN_BAD_LINE: 18 digits that are none: read wrong, or of something else
 * @MH_SCAN_TICKET: ten digits, the number of a ticket
 * @MH_SCAN_WORDS: anything else: kana, a name, a birth date, the end of a telephone number
 */
typedef enum {
  MH_SCAN_EMPTY,
  MH_SCAN_SLIP,
  MH_SCAN_BAD_SLIP,
  MH_SCAN_TICKET_LINE,
  MH_SCAN_BAD_LINE,
  MH_SCAN_TICKET,
  MH_SCAN_WORDS,
} MhScanKind;

typedef struct {
  MhScanKind   kind;
  gint64       booking;  /* SLIP */
  MhTicketLine line;     /* TICKET_LINE */
  char         ticket[11]; /* TICKET, TICKET_LINE */
  char        *words;    /* (owned) WORDS: without blanks at its ends */
} MhScan;

/* What a reader that acts as a keyboard, or somebody at it, has given. */
void mh_scan_read  (const char *text,
                    MhScan     *out_scan);
void mh_scan_clear (MhScan     *scan);
/* Whether these keys of a keyboard can be nothing but a code, a number or a birth date, whatever an input method makes of them. */
gboolean mh_scan_is_figures (const char *keys);
/* The digits of a short number on a sheet, and hyphens between them, whatever the keyboard made of them; NULL for anything else. */
char *mh_scan_dup_number (const char *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhScan, mh_scan_clear)

G_END_DECLS
