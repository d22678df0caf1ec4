/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"

G_BEGIN_DECLS

/* How rare characters (外字, with variation selectors) are shown. It does not change once it is loaded, so any thread may use it. */
typedef struct _MhGlyphs MhGlyphs;

MhGlyphs  *mh_glyphs_load   (const MhDesk    *desk,
                             GError         **error);
MhGlyphs  *mh_glyphs_ref    (MhGlyphs        *self);
void       mh_glyphs_unref  (MhGlyphs        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhGlyphs, mh_glyphs_unref)

/* (transfer full): @text as it is to be shown; what is stored stays as it is. @self and @text may be %NULL. */
char      *mh_glyph_apply   (const MhGlyphs  *self,
                             const char      *text);
/* (nullable): what is shown instead of @character */
const char *mh_glyphs_get   (const MhGlyphs  *self,
                             const char      *character);
/* (element-type utf8) (transfer container): the characters that have something shown for them, in order */
GPtrArray *mh_glyphs_list   (const MhGlyphs  *self);
/* The character at @at that is not plain text, 外字 or one with a variation selector; out: where the next one begins. */
gboolean   mh_glyph_is_rare (const char      *at,
                             const char     **out_next);
/* An act. @shown: %NULL or "" to show the character itself again. What is loaded already does not change. */
gboolean   mh_glyphs_set    (const MhDesk    *desk,
                             const char      *character,
                             const char      *shown,
                             GError         **error);

G_END_DECLS
