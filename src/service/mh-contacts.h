/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-act.h"
#include "mh-contact-problem-table.h"
#include "mh-contact-table.h"
#include "mh-desk.h"

G_BEGIN_DECLS

/* A number that was given during a call, with what was agreed. */
typedef struct {
  gint64      resident;
  const char *number;     /* as typed: a mobile number or a landline */
  const char *whose;      /* (nullable) */
  const char *sms;        /* (nullable) "yes", "no" to SMS about bookings; %NULL: not asked */
  const char *line;       /* (nullable) the same for LINE */
  gboolean    read_back;  /* it was read out again and confirmed */
} MhContactCall;

/* A number on the list of those to put right. */
typedef struct {
  MhContactProblem *problem;   /* its text is %NULL where the person is protected */
  char             *register_number;
  char             *name;
  char             *kana;
  gboolean          is_protected;
} MhContactFix;

void       mh_contact_fix_free       (MhContactFix        *fix);

/* @kind line, mobile, landline; @value as typed: checked and normalised. An act. Returns: the link, or 0 */
gint64   mh_contacts_add         (const MhDesk  *desk,
                                  gint64         resident,
                                  const char    *kind,
                                  const char    *value,
                                  const char    *whose,
                                  GError       **error);
/* The same inside @act, which may be about more. @kind %NULL: mobile or landline, as the number is. */
gint64   mh_contacts_link        (const MhDesk  *desk,
                                  MhAct         *act,
                                  gint64         resident,
                                  const char    *kind,
                                  const char    *value,
                                  const char    *whose,
                                  GError       **error);
gboolean mh_contacts_remove      (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         link,
                                  GError       **error);
/* "Do not use this number", whatever else was agreed. */
gboolean mh_contacts_set_opt_out (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         link,
                                  gboolean       opted_out,
                                  GError       **error);
gboolean mh_contacts_mark_safe   (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         link,
                                  const char    *reason,
                                  GError       **error);
/* Another number in place of a wrong one; the log says "corrected". @value as typed; mobile or landline is read from it. An act */
gboolean mh_contacts_correct     (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         link,
                                  const char    *value,
                                  GError       **error);
/* Tried before the person's others of its kind. An act */
gboolean mh_contacts_put_first   (const MhDesk  *desk,
                                  gint64         resident,
                                  gint64         link,
                                  GError       **error);
/* One act: the number, and the answers about messages. MH_ERROR_INVALID unless it was read back. Returns: the link, or 0 */
gint64   mh_contacts_take_call   (const MhDesk         *desk,
                                  const MhContactCall  *call,
                                  GError              **error);
/* What @value is kept as and which kind of number it is: "mobile" or "landline"; MH_ERROR_INVALID with what to correct. */
char    *mh_contacts_read_number (const MhDesk  *desk,
                                  const char    *value,
                                  const char   **out_kind,
                                  GError       **error);
/* How a person is reached, in one line for the telephone: "090-1234-5678 (長女) ・ LINE"; "" for nothing. Of a protected person only
 * that it is not shown. Notes nothing. */
char    *mh_contacts_describe    (const MhDesk  *desk,
                                  gint64         resident,
                                  GError       **error);
/* Whether a number from the register file and one kept by hand contradict each other. @contacts (element-type MhContact) of one person */
gboolean mh_contacts_differ      (GPtrArray     *contacts);

/* 「直す電話番号」 (element-type MhContactFix) in Japanese order; the protected with what was written left out. */
GPtrArray *mh_contacts_list_fixes (const MhDesk *desk,
                                  GError       **error);
/* The right number takes the place of what was written, or nothing does. Acts. */
gint64   mh_contacts_fix         (const MhDesk  *desk,
                                  gint64         problem,
                                  const char    *value,
                                  const char    *whose,
                                  GError       **error);
gboolean mh_contacts_dismiss_fix (const MhDesk  *desk,
                                  gint64         problem,
                                  GError       **error);

G_END_DECLS
