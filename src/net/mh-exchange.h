/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-http.h"
#include "mh-provider.h"

G_BEGIN_DECLS

/* What came back from one request, or why nothing did. */
typedef struct {
  SoupMessage *message;
  guint        status;   /* 0: no whole answer; @error says why */
  gboolean     started;  /* something may have been written to the service itself */
  GBytes      *body;     /* (nullable) */
  GError      *error;    /* (nullable) */
} MhAnswer;

void          mh_answer_free       (MhAnswer             *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhAnswer, mh_answer_free)

/* One request, one answer: redirects are not followed and a request that was lost is not repeated. */
void          mh_exchange_async    (MhHttp               *http,
                                    SoupMessage          *message,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
/* Never fails: what went wrong is in the answer. */
MhAnswer     *mh_exchange_finish   (MhHttp               *http,
                                    GAsyncResult         *result);

/* What was typed or pasted as a token, without the white space around it; %NULL when it cannot stand in a header. */
char         *mh_exchange_dup_token (const char          *text);
SoupMessage  *mh_exchange_message  (const char           *method,
                                    const char           *url,
                                    const char           *token);

const char   *mh_answer_get_header (const MhAnswer       *answer,
                                    const char           *name);

/* What is the same for every service: no answer, the proxy's answers, redirects, faults of the service (5xx); %NULL when the
 * answer is the service's own. @service: its name in a sentence. */
MhSendResult *mh_answer_dup_failure (const MhAnswer      *answer,
                                     const char          *service);
/* The same for questions that send nothing: what is unknown about them may simply be asked again. */
MhSendResult *mh_answer_dup_question_failure (const MhAnswer *answer,
                                              const char     *service);
void          mh_send_result_to_error (const MhSendResult *result,
                                       GError            **error);

MhSendResult *mh_send_result_printf  (MhSendOutcome        outcome,
                                      const char          *code,
                                      const char          *format,
                                      ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
