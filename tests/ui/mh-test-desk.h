/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-test-town.h"
#include "mh-ui-context.h"

G_BEGIN_DECLS

/* A town with an open store and the context of a window around it. */
typedef struct {
  MhTestTown  *town;
  MhStore     *store;
  MhUiContext *context;
} MhTestDesk;

/* @n_people: made-up residents, numbered from 1; every 50th is under protection. */
MhTestDesk *mh_test_desk_new  (guint        n_people);
/* Fails when something still holds the context or the store. */
void        mh_test_desk_free (MhTestDesk  *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhTestDesk, mh_test_desk_free)

/* Runs the main context until @condition is true; the test runner's limit ends one that never is. */
typedef gboolean (*MhTestCondition) (gpointer data);
void        mh_test_wait      (MhTestCondition condition,
                               gpointer        data);
/* Runs what is ready, and what that makes ready. */
void        mh_test_settle    (void);

G_END_DECLS
