/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any bytes as a box, as what stands in one, and as the card of another computer: whatever is read is written and read again as the same. */

#include "mh-box-file.h"
#include "mh-fuzz.h"

static void
read_content (const char *text,
              gsize       size,
              MhBoxWay    way)
{
  g_autoptr (MhBoxContent) content = mh_box_content_read (text, (gssize) size, way, NULL);
  g_autoptr (MhBoxContent) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *twice = NULL;

  if (content == NULL)
    return;

  g_assert_cmpuint (content->rows->len, >, 0);
  written = mh_box_content_write (content);
  again = mh_box_content_read (written, -1, way, NULL);
  g_assert_nonnull (again);
  twice = mh_box_content_write (again);
  g_assert_cmpstr (written, ==, twice);
}

static void
read_file (const char *text,
           gsize       size,
           MhBoxWay    way)
{
  const MhSealedKey key = { { 1 } };
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (GBytes) sealed = mh_box_file_unwrap (bytes, way, NULL);
  g_autoptr (MhBoxContent) content = mh_box_file_open (bytes, &key, way, NULL);

  /* Nobody makes one without the key. */
  g_assert_null (content);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = NULL;
  MhBoxCard card;

  if (size == 0 || size > 16384)
    return 0;

  read_content ((const char *) data + 1, size - 1, data[0] & 1 ? MH_BOX_WAY_OUT : MH_BOX_WAY_BACK);
  read_file ((const char *) data + 1, size - 1, data[0] & 1 ? MH_BOX_WAY_OUT : MH_BOX_WAY_BACK);

  text = g_strndup ((const char *) data + 1, size - 1);
  if (mh_box_card_read (text, &card, NULL)) {
    g_autofree char *written = mh_box_card_write (&card);
    MhBoxCard again;

    g_assert_true (mh_box_card_read (written, &again, NULL));
    g_assert_cmpmem (&again.key, sizeof again.key, &card.key, sizeof card.key);
  }

  return 0;
}
