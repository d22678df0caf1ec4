/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-box-key.h"

G_BEGIN_DECLS

/* What the two computers of split mode hand to each other: messages out, what became of them back. The formats stand at the top of the C file. */

#define MH_BOX_MAX_ROWS 10000   /* of a box */
#define MH_BOX_MAX_TOLD 100000  /* of a file of results */
#define MH_BOX_MAX_FILE_BYTES (32 * 1024 * 1024)

/* When a message may leave. */
typedef enum {
  MH_BOX_HOURS_ANY,
  MH_BOX_HOURS_OFFER,      /* in the hours for offers */
  MH_BOX_HOURS_BROADCAST,  /* in those for broadcasts */
} MhBoxHours;

/* One message, or what became of it. A ref says until when: see mh_box_ref_get_end(). */
typedef struct {
  char       *ref;         /* (owned) */
  /* Out: */
  gboolean    by_line;     /* else by SMS */
  char       *to;          /* (nullable) (owned) a LINE user id, or digits */
  char       *text;        /* (nullable) (owned) */
  gint64      not_before;  /* ms, 0 = at once */
  MhBoxHours  hours;
  /* Back: */
  char       *state;       /* (nullable) (owned) one of mh_box_states */
  char       *code;        /* (nullable) (owned) stable: why */
  gint64      at;          /* ms, by the sender's clock */
} MhBoxRow;

/* A file's content. */
typedef struct {
  MhBoxWay   way;
  char      *ref;          /* (owned) of the box, in both files */
  gint64     made_at;      /* ms, by the clock of whom it comes from */
  gboolean   practice;     /* of a practice town */
  GPtrArray *rows;         /* (owned) (element-type MhBoxRow) */
} MhBoxContent;

/* waiting, accepted, delivered, undelivered, check, by-hand, stopped, expired; ended by NULL */
extern const char * const mh_box_states[];

MhBoxContent *mh_box_content_new       (MhBoxWay             way);
void          mh_box_content_free      (MhBoxContent        *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhBoxContent, mh_box_content_free)
/* Belongs to the content. */
MhBoxRow     *mh_box_content_add       (MhBoxContent        *content);

/* The text that is sealed. */
char         *mh_box_content_write     (const MhBoxContent  *content);
MhBoxContent *mh_box_content_read      (const char          *text,
                                        gssize               length,
                                        MhBoxWay             way,
                                        GError             **error);
/* After this moment, in ms, the message must not leave any more; 0 where @ref is none. */
gint64        mh_box_ref_get_end       (const char          *ref);

/* The file as it lies on the stick. @town: what it is called on the outside; no name of a place */
GBytes       *mh_box_file_seal         (const MhBoxContent  *content,
                                        const MhSealedKey   *key,
                                        const char          *town,
                                        GError             **error);
MhBoxContent *mh_box_file_open         (GBytes              *bytes,
                                        const MhSealedKey   *key,
                                        MhBoxWay             way,
                                        GError             **error);
/* The sealed bytes between first and last line; for mh_box_file_open() and its test by chance. */
GBytes       *mh_box_file_unwrap       (GBytes              *bytes,
                                        MhBoxWay             way,
                                        GError             **error);

G_END_DECLS
