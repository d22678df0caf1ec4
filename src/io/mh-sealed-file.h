/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One file sealed with one key: nobody reads it without the key, and whoever changes, cuts or reorders it is found out. The format stands
 * at the top of the C file and in tests/io/test-sealed-file.c, which keeps a sealed file of each version. */

#define MH_SEALED_KEY_BYTES 32

/* Overwrite it with mh_sealed_key_clear() when it is done with. */
typedef struct {
  guint8 bytes[MH_SEALED_KEY_BYTES];
} MhSealedKey;

void     mh_sealed_key_make    (MhSealedKey       *out_key);
void     mh_sealed_key_clear   (MhSealedKey       *key);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MhSealedKey, mh_sealed_key_clear)

/* What stands on the outside, legible without the key, and cannot be changed without being found out. */
typedef struct {
  char    *town;     /* the installation it was made of: 1 to 255 bytes */
  gint64   made_at;  /* ms since 1970 UTC */
  guint64  size;     /* of what is sealed, in bytes */
  guint8   key_id[8];
} MhSealedLabel;

void     mh_sealed_label_free  (MhSealedLabel     *label);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhSealedLabel, mh_sealed_label_free)

/* Called on the calling thread, after each part. */
typedef void (*MhSealedProgress) (guint64   done,
                                  guint64   total,
                                  gpointer  user_data);

/* Who looks at long work, and may stop it. */
typedef struct {
  GCancellable     *cancellable;  /* (nullable) */
  MhSealedProgress  progress;     /* (nullable) */
  gpointer          user_data;
} MhSealedWatch;

/* Neither closes its streams. @size: bytes that @plain will give, all of them. */
gboolean       mh_sealed_file_write       (GInputStream         *plain,
                                           guint64               size,
                                           GOutputStream        *sealed,
                                           const MhSealedKey    *key,
                                           const char           *town,
                                           gint64                made_at,
                                           const MhSealedWatch  *watch,
                                           GError              **error);
gboolean       mh_sealed_file_read        (GInputStream         *sealed,
                                           GOutputStream        *plain,
                                           const MhSealedKey    *key,
                                           const MhSealedWatch  *watch,
                                           GError              **error);

/* Whether the file at @path begins as a sealed one, sound or not. */
gboolean       mh_sealed_file_is          (const char           *path);
MhSealedLabel *mh_sealed_file_read_label  (const char           *path,
                                           GError              **error);
gboolean       mh_sealed_label_fits       (const MhSealedLabel  *label,
                                           const MhSealedKey    *key);

G_END_DECLS
