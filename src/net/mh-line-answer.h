/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-exchange.h"

G_BEGIN_DECLS

/* What an answer to a push (@n_recipients 1) or multicast means. */
MhSendResult *mh_line_answer_read          (const MhAnswer *answer,
                                            guint           n_recipients);
/* The same for a question that sends nothing; %NULL for a success. */
MhSendResult *mh_line_answer_read_question (const MhAnswer *answer);

/* What is said against the messages, into @refusals (element-type MhLineRefusal). Returns: whether the answer says so */
gboolean      mh_line_answer_read_refusals (const MhAnswer *answer,
                                            GPtrArray      *refusals);

G_END_DECLS
