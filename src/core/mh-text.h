/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For comparing and searching. NFKC, variation selectors dropped, hiragana to katakana, ～〜 and －− made one, name
 * variants (髙=高, 﨑=崎, 邊邉=辺, 齋齊=斎斉 …) to one form, letters folded, white space dropped. */
char     *mh_text_fold            (const char *text);
/* As mh_text_fold(), for kana: small kana large, ヅ to ズ, ヂ to ジ, long marks dropped. */
char     *mh_text_fold_kana       (const char *text);
/* What is kept and shown: NFC, white space of any kind made one ideographic space, ends trimmed. Kanji variants and IVS stay. */
char     *mh_text_tidy_name       (const char *text);
/* Half-width kana and hiragana to full-width katakana, spaces as in mh_text_tidy_name(). */
char     *mh_text_tidy_kana       (const char *text);
gboolean  mh_text_is_kana         (const char *text);  /* after folding: katakana, long mark and spaces only, not empty */
gboolean  mh_text_has_private_use (const char *text);  /* 外字: U+E000–F8FF, planes 15 and 16 */

/* Bytes that memcmp() in Japanese collation order (kana in 五十音 order), and the version to keep beside stored keys. */
GBytes   *mh_text_sort_key        (const char *text);
const char *mh_text_sort_version  (void);

/* LINE counts UTF-16 code units; a label counts grapheme clusters. */
gsize     mh_text_utf16_length    (const char *text);
gsize     mh_text_graphemes       (const char *text);
/* The start of @text in @most UTF-16 units at the most; no character that a person sees is cut through. */
char     *mh_text_cut_utf16       (const char *text,
                                   gsize       most);

G_END_DECLS
