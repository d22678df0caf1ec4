/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What must not stand in a message to residents: no result, diagnosis, measurement or dose history, no birth date, ticket number,
 * register number or address, no shortened address of a web page; a programme's name only where the programme has a public one. */
typedef enum {
  MH_WORDS_RESULT,       /* 陽性, 異常, 要精密検査 … */
  MH_WORDS_DIAGNOSIS,    /* 糖尿病, がん … as somebody's own */
  MH_WORDS_MEASUREMENT,  /* a number with mmHg, mg/dL, ℃, kg … */
  MH_WORDS_DOSE,         /* 2回目接種済 … */
  MH_WORDS_BIRTH,        /* a date with 生 or 生年月日 */
  MH_WORDS_NUMBER,       /* 接種券番号, 宛名番号, 12 digits */
  MH_WORDS_ADDRESS,
  MH_WORDS_PROGRAMME,    /* an inner name of a programme */
  MH_WORDS_SHORT_URL,    /* bit.ly, t.co, is.gd … */
  MH_WORDS_URL_FORM,     /* http:, a host with other than ASCII letters, a bare IP address */
  MH_WORDS_NO_PHONE,     /* no telephone number to call */
  MH_WORDS_OTHER_HOST,   /* a page that is not the town's */
  MH_WORDS_PLACEHOLDER,  /* ○○, ○月○日: not filled in yet */
} MhWordsProblem;

#define MH_WORDS_N_PROBLEMS (MH_WORDS_PLACEHOLDER + 1)

typedef struct {
  MhWordsProblem  problem;
  char           *found;   /* (owned) the words in question, "" for what is missing */
  gsize           offset;  /* in bytes of the text as it was given */
} MhWordsFinding;

void       mh_words_finding_free (MhWordsFinding      *finding);
/* @inner_names (nullable): names of programmes that residents must not read. Width, kana and spaces are folded before looking. What a message
 * gets when it leaves, such as the telephone number, is not there in a draft: mh_broadcast_text_check() knows that, and the town's names.
 * Returns: (transfer full) (element-type MhWordsFinding): in the order of the text; empty when nothing is to be asked */
GPtrArray *mh_words_check        (const char          *text,
                                  const char * const  *inner_names);
/* The same with the host of the town's own pages, "www.town.example.lg.jp" (nullable: any *.lg.jp will do). */
GPtrArray *mh_words_check_town   (const char          *text,
                                  const char * const  *inner_names,
                                  const char          *web);
/* Returns: a translated sentence that says what it is and what to do */
const char *mh_words_describe    (MhWordsProblem       problem);
/* Returns: (transfer none): a stable name: result, diagnosis … */
const char *mh_words_problem_nick (MhWordsProblem      problem);

G_END_DECLS
