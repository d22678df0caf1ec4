/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <libsoup/soup.h>

#include "mh-clock.h"
#include "mh-random.h"
#include "mh-sandbox-faults.h"
#include "mh-sandbox-journal.h"

G_BEGIN_DECLS

/* What LINE's side and the SMS side of the sandbox share. */
typedef struct {
  MhClock    *clock;    /* (owned) */
  MhRandom   *random;   /* (owned) */
  MhJournal  *journal;  /* (owned) */
  MhFaults   *faults;   /* (owned) */
  char       *token;    /* (owned) (nullable): any token will do */
  char       *tenant;   /* (owned) (nullable): any tenant will do */
  char       *account;  /* (owned) the LINE account's name */
  gint64      quota;    /* -1: none */
  guint       rate;     /* messages a second; 0: as the provider has it */
  GHashTable *blocked;  /* (owned) accepted and not delivered */
  GHashTable *unknown;  /* (owned) not known to the provider */
} MhWorld;

void      mh_world_clear          (MhWorld           *world);
void      mh_world_load           (MhWorld           *world,
                                   GBytes            *state);
GBytes   *mh_world_save           (MhWorld           *world);

/* Civil time in Japan with its offset, as both providers write it. */
char     *mh_world_format_time    (gint64             ms);
/* The token of "Authorization: Bearer …", or NULL. */
const char *mh_world_get_bearer   (SoupServerMessage *message);

/* A finished answer. */
void      mh_reply_json           (SoupServerMessage *message,
                                   guint              status,
                                   JsonNode          *root);

G_END_DECLS
