/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster"

#include "mh-roster-text.h"

/* A universal design face as the guides for municipal paper ask for, then faces with ever rarer characters. */
#define FAMILIES       "BIZ UDPGothic, BIZ UDGothic, Noto Sans CJK JP, IPAmjMincho"
/* The face that holds the shapes which variation selectors choose. */
#define VARIANT_FAMILY "IPAmjMincho"
#define GETA           0x3013

/* How a character stands in a face. */
typedef struct {
  guint    pen;      /* its font's place in MhRosterText.pens */
  gulong   glyph;
  double   advance;  /* points */
  gboolean plain;    /* one glyph by itself: no need to shape it together with others */
} Glyph;

/* All the glyphs of one font that a page has; they are drawn at once. */
typedef struct {
  PangoFont *font;    /* (owned) */
  GArray    *glyphs;  /* (owned): cairo_glyph_t */
  GString   *text;    /* (owned): what they say, for those who search or copy from the PDF */
} Pen;

/* What is known of a size and weight. */
typedef struct {
  double                size;
  gboolean              bold;
  PangoFontDescription *font;         /* (owned) */
  GHashTable           *glyphs;       /* (owned): gunichar to Glyph */
  double                line_height;
  double                baseline;     /* from the top of a line */
} Face;

struct _MhRosterText
{
  PangoFontMap *font_map;   /* (owned) */
  PangoContext *context;    /* (owned) */
  PangoLayout  *layout;     /* (owned): set anew for each text */
  PangoLayout  *probe;      /* (owned): asks whether a font has a character */
  GHashTable   *printable;  /* (owned): gunichar to 1 yes, 2 no */
  GPtrArray    *faces;      /* (owned): Face */
  GPtrArray    *pens;       /* (owned): Pen */
  gboolean      collecting; /* glyphs wait for mh_roster_text_end_page() */

  /* The text that was measured last */
  gboolean      simple;     /* it lies in @line, not in @layout */
  GArray       *line;       /* (owned): const Glyph * of @face */
  GString      *line_text;  /* (owned) */
  const Face   *face;
  double        indent;     /* of an aligned line */
};

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

static gboolean
is_private_use (gunichar c)
{
  return (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
}

static PangoFontDescription *
describe_font (double   size,
               gboolean bold)
{
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);

  pango_font_description_set_size (font, (int) (size * PANGO_SCALE));
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);

  return font;
}

static gboolean
can_print (MhRosterText *self,
           gunichar      c)
{
  gpointer known;
  char text[7] = { 0 };
  gboolean can;

  if (c < 0x80 || is_variation_selector (c))
    return TRUE;
  /* A font may well have something at a private code, but not what the town's own font has there. */
  if (is_private_use (c) || c == 0xfffd)
    return FALSE;

  known = g_hash_table_lookup (self->printable, GUINT_TO_POINTER (c));
  if (known != NULL)
    return GPOINTER_TO_UINT (known) == 1;

  g_unichar_to_utf8 (c, text);
  pango_layout_set_text (self->probe, text, -1);
  can = pango_layout_get_unknown_glyphs_count (self->probe) == 0;
  g_hash_table_insert (self->printable, GUINT_TO_POINTER (c), GUINT_TO_POINTER (can ? 1 : 2));

  return can;
}

/* Asks for the face with variants where a selector follows. */
static void
add_variant (PangoAttrList *attributes,
             gsize          start,
             gsize          end)
{
  PangoAttribute *attribute = pango_attr_family_new (VARIANT_FAMILY);

  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

/* Characters that look the same whatever stands beside them: Latin letters and digits, kana without combining marks, kanji, full-width
 * and half-width forms. */
static gboolean
is_simple (gunichar c)
{
  return (c >= 0x20 && c < 0x7f) || (c >= 0x3000 && c <= 0x3029) || (c >= 0x3030 && c <= 0x3098) || (c >= 0x309b && c <= 0x30ff) ||
         (c >= 0x3400 && c <= 0x9fff) || (c >= 0xe000 && c <= 0xfaff) || (c >= 0xff01 && c <= 0xff9d) || (c >= 0x20000 && c <= 0x3ffff);
}

static void
face_free (Face *face)
{
  pango_font_description_free (face->font);
  g_hash_table_unref (face->glyphs);
  g_free (face);
}

static void
pen_free (Pen *pen)
{
  g_object_unref (pen->font);
  g_array_unref (pen->glyphs);
  g_string_free (pen->text, TRUE);
  g_free (pen);
}

static Face *
get_face (MhRosterText            *self,
          const MhRosterTextStyle *style)
{
  Face *face;

  for (guint i = 0; i < self->faces->len; i++) {
    face = g_ptr_array_index (self->faces, i);
    if (face->bold == style->bold && ABS (face->size - style->size) < 0.01)
      return face;
  }

  face = g_new0 (Face, 1);
  g_ptr_array_add (self->faces, face);
  face->size = style->size;
  face->bold = style->bold;
  face->font = describe_font (style->size, style->bold);
  face->glyphs = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  pango_layout_set_font_description (self->layout, face->font);
  pango_layout_set_attributes (self->layout, NULL);
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_text (self->layout, "国", -1);
  {
    int width, height;

    pango_layout_get_size (self->layout, &width, &height);
    face->line_height = (double) height / PANGO_SCALE;
    face->baseline = (double) pango_layout_get_baseline (self->layout) / PANGO_SCALE;
  }

  return face;
}

static guint
find_pen (MhRosterText *self,
          PangoFont    *font)
{
  Pen *pen;

  for (guint i = 0; i < self->pens->len; i++) {
    if (((const Pen *) g_ptr_array_index (self->pens, i))->font == font)
      return i;
  }

  pen = g_new0 (Pen, 1);
  pen->font = g_object_ref (font);
  pen->glyphs = g_array_new (FALSE, FALSE, sizeof (cairo_glyph_t));
  pen->text = g_string_new (NULL);
  g_ptr_array_add (self->pens, pen);

  return self->pens->len - 1;
}

static const Glyph *
get_glyph (MhRosterText *self,
           Face         *face,
           gunichar      c)
{
  Glyph *glyph = g_hash_table_lookup (face->glyphs, GUINT_TO_POINTER (c));
  char text[7] = { 0 };
  PangoLayoutLine *line;
  const PangoGlyphItem *run;

  if (glyph != NULL)
    return glyph;

  glyph = g_new0 (Glyph, 1);
  g_hash_table_insert (face->glyphs, GUINT_TO_POINTER (c), glyph);
  g_unichar_to_utf8 (c, text);
  pango_layout_set_font_description (self->layout, face->font);
  pango_layout_set_attributes (self->layout, NULL);
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_text (self->layout, text, -1);

  line = pango_layout_get_line_readonly (self->layout, 0);
  run = line != NULL && line->runs != NULL ? line->runs->data : NULL;
  if (run == NULL || line->runs->next != NULL || run->glyphs->num_glyphs != 1)
    return glyph;

  glyph->plain = run->glyphs->glyphs[0].geometry.x_offset == 0 && run->glyphs->glyphs[0].geometry.y_offset == 0;
  glyph->glyph = run->glyphs->glyphs[0].glyph;
  glyph->advance = (double) run->glyphs->glyphs[0].geometry.width / PANGO_SCALE;
  glyph->pen = find_pen (self, run->item->analysis.font);
  /* An empty glyph (a space) has an advance and no shape. */
  if (glyph->glyph == PANGO_GLYPH_EMPTY || (glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
    glyph->plain = glyph->glyph == PANGO_GLYPH_EMPTY;

  return glyph;
}

static char *
prepare_text (MhRosterText  *self,
              const char    *text,
              PangoAttrList *attributes)
{
  GString *result = g_string_new (NULL);
  gsize last_start = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gsize start = result->len;

    g_string_append_unichar (result, can_print (self, c) ? c : GETA);
    if (is_variation_selector (c) && start > 0)
      add_variant (attributes, last_start, result->len);
    last_start = start;
  }

  return g_string_free (result, FALSE);
}

static PangoAlignment
get_alignment (MhRosterAlign align)
{
  switch (align) {
  case MH_ROSTER_ALIGN_CENTER:
    return PANGO_ALIGN_CENTER;
  case MH_ROSTER_ALIGN_END:
    return PANGO_ALIGN_RIGHT;
  case MH_ROSTER_ALIGN_START:
  default:
    return PANGO_ALIGN_LEFT;
  }
}

static void
layout_text (MhRosterText            *self,
             const char              *text,
             double                   width,
             const MhRosterTextStyle *style)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  g_autofree char *prepared = prepare_text (self, text, attributes);

  pango_layout_set_font_description (self->layout, get_face (self, style)->font);
  pango_layout_set_text (self->layout, prepared, -1);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_alignment (self->layout, get_alignment (style->align));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (self->layout, width < 0 ? -1 : (int) (width * PANGO_SCALE));
  pango_layout_set_height (self->layout, -(int) style->max_lines);
  pango_layout_set_ellipsize (self->layout, width < 0 ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);

  pango_attr_list_unref (attributes);
}

/* One line of plain characters is put together from glyphs that are known already; all else Pango lays out: what is too long for a line,
 * characters with variation selectors, scripts whose letters join. */
static void
set_text (MhRosterText            *self,
          const char              *text,
          double                   width,
          const MhRosterTextStyle *style)
{
  Face *face = get_face (self, style);
  double length = 0;

  g_array_set_size (self->line, 0);
  g_string_truncate (self->line_text, 0);
  self->face = face;
  self->simple = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const Glyph *glyph;

    if (!is_simple (c))
      break;
    if (!can_print (self, c))
      c = GETA;

    glyph = get_glyph (self, face, c);
    if (!glyph->plain)
      break;

    length += glyph->advance;
    g_array_append_val (self->line, glyph);
    g_string_append_unichar (self->line_text, c);
    self->simple = *g_utf8_next_char (p) == '\0';
  }

  self->simple = (self->simple || *text == '\0') && (width < 0 || length <= width);
  if (!self->simple) {
    layout_text (self, text, width, style);
    return;
  }

  self->indent = 0;
  if (width >= 0 && style->align != MH_ROSTER_ALIGN_START)
    self->indent = (width - length) / (style->align == MH_ROSTER_ALIGN_CENTER ? 2 : 1);
}

static double
get_line_length (MhRosterText *self)
{
  double length = 0;

  for (guint i = 0; i < self->line->len; i++)
    length += g_array_index (self->line, const Glyph *, i)->advance;

  return length;
}

static double
get_height (MhRosterText *self)
{
  int width, height;

  if (self->simple)
    return self->face->line_height;

  pango_layout_get_size (self->layout, &width, &height);

  return (double) height / PANGO_SCALE;
}

/**
 * mh_roster_text_new:
 *
 * Independent of any screen: a point is a unit, and nothing is rounded to pixels.
 *
 * Returns: (transfer full): a measure of texts, with the fonts of paper
 */
MhRosterText *
mh_roster_text_new (void)
{
  MhRosterText *self = g_new0 (MhRosterText, 1);
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoFontDescription *font = describe_font (12, FALSE);

  self->font_map = pango_cairo_font_map_new ();
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (self->font_map), 72);
  self->context = pango_font_map_create_context (self->font_map);
  pango_context_set_language (self->context, pango_language_from_string ("ja"));
  pango_context_set_round_glyph_positions (self->context, FALSE);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);

  self->layout = pango_layout_new (self->context);
  self->probe = pango_layout_new (self->context);
  pango_layout_set_font_description (self->probe, font);
  pango_font_description_free (font);
  self->printable = g_hash_table_new (NULL, NULL);
  self->faces = g_ptr_array_new_with_free_func ((GDestroyNotify) face_free);
  self->pens = g_ptr_array_new_with_free_func ((GDestroyNotify) pen_free);
  self->line = g_array_new (FALSE, FALSE, sizeof (const Glyph *));
  self->line_text = g_string_new (NULL);

  return self;
}

/**
 * mh_roster_text_free:
 * @self: a measure of texts
 *
 * Frees it.
 */
void
mh_roster_text_free (MhRosterText *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->layout);
  g_object_unref (self->probe);
  g_object_unref (self->context);
  g_object_unref (self->font_map);
  g_hash_table_unref (self->printable);
  g_array_unref (self->line);
  g_string_free (self->line_text, TRUE);
  g_ptr_array_unref (self->pens);
  g_ptr_array_unref (self->faces);
  g_free (self);
}

/**
 * mh_roster_text_measure:
 * @self: a measure of texts
 * @text: plain text
 * @width: where lines are broken, in points
 * @style: size, weight, side
 *
 * Stays the text that mh_roster_text_show() draws, until the next is measured.
 *
 * Returns: its height in points
 */
double
mh_roster_text_measure (MhRosterText            *self,
                        const char              *text,
                        double                   width,
                        const MhRosterTextStyle *style)
{
  set_text (self, text, width, style);

  return get_height (self);
}

/**
 * mh_roster_text_get_width:
 * @self: a measure of texts
 * @text: plain text
 * @style: size, weight, side
 *
 * Returns: its width on one line, in points
 */
double
mh_roster_text_get_width (MhRosterText            *self,
                          const char              *text,
                          const MhRosterTextStyle *style)
{
  int width, height;

  set_text (self, text, -1, style);
  if (self->simple)
    return get_line_length (self);

  pango_layout_get_size (self->layout, &width, &height);

  return (double) width / PANGO_SCALE;
}

/* Draws what a pen has; without the text the PDF could not be searched. */
static void
show_pen (Pen     *pen,
          cairo_t *cr)
{
  g_autofree cairo_text_cluster_t *clusters = NULL;
  const char *p = pen->text->str;

  if (pen->glyphs->len == 0)
    return;

  clusters = g_new0 (cairo_text_cluster_t, pen->glyphs->len);
  for (guint i = 0; i < pen->glyphs->len; i++) {
    clusters[i].num_bytes = (int) (g_utf8_next_char (p) - p);
    clusters[i].num_glyphs = 1;
    p = g_utf8_next_char (p);
  }

  cairo_set_scaled_font (cr, pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (pen->font)));
  cairo_show_text_glyphs (cr, pen->text->str, (int) pen->text->len, (cairo_glyph_t *) (void *) pen->glyphs->data,
                          (int) pen->glyphs->len, clusters, (int) pen->glyphs->len, 0);
  g_array_set_size (pen->glyphs, 0);
  g_string_truncate (pen->text, 0);
}

static void
show_pens (MhRosterText *self,
           cairo_t      *cr)
{
  for (guint i = 0; i < self->pens->len; i++)
    show_pen (g_ptr_array_index (self->pens, i), cr);
}

static void
show_line (MhRosterText *self,
           double        x,
           double        y)
{
  const char *p = self->line_text->str;

  x += self->indent;
  y += self->face->baseline;
  for (guint i = 0; i < self->line->len; i++) {
    const Glyph *glyph = g_array_index (self->line, const Glyph *, i);
    const char *next = g_utf8_next_char (p);

    if (glyph->glyph != PANGO_GLYPH_EMPTY) {
      Pen *pen = g_ptr_array_index (self->pens, glyph->pen);
      cairo_glyph_t drawn = { glyph->glyph, x, y };

      g_array_append_val (pen->glyphs, drawn);
      g_string_append_len (pen->text, p, next - p);
    }
    x += glyph->advance;
    p = next;
  }
}

/**
 * mh_roster_text_begin_page:
 * @self: texts
 *
 * From here on lines of plain characters are kept until mh_roster_text_end_page(): a page drawn with one call for each font is made many times
 * faster than one with a call for each cell. What stands under them has to be drawn before the end.
 */
void
mh_roster_text_begin_page (MhRosterText *self)
{
  self->collecting = TRUE;
}

/**
 * mh_roster_text_fits:
 * @self: a measure of texts
 *
 * Returns: whether the text that was measured last stays on one line as wide as it was asked to be
 */
gboolean
mh_roster_text_fits (MhRosterText *self)
{
  return self->simple;
}

/**
 * mh_roster_text_end_page:
 * @self: a measure of texts
 * @cr: the page
 *
 * Draws what was collected of plain lines. Whoever draws under text draws before this.
 */
void
mh_roster_text_end_page (MhRosterText *self,
                         cairo_t      *cr)
{
  show_pens (self, cr);
  self->collecting = FALSE;
}

/**
 * mh_roster_text_show:
 * @self: a measure of texts
 * @cr: the page
 * @x: points from the left
 * @y: points from the top
 *
 * Draws the text that was measured last.
 */
void
mh_roster_text_show (MhRosterText *self,
                     cairo_t      *cr,
                     double        x,
                     double        y)
{
  if (self->simple) {
    show_line (self, x, y);
    if (!self->collecting)
      show_pens (self, cr);
    return;
  }

  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, self->layout);
}

/**
 * mh_roster_text_draw:
 * @self: a measure of texts
 * @cr: the page
 * @x: points from the left
 * @y: points from the top
 * @text: plain text
 * @width: where lines are broken, in points
 * @style: size, weight, side
 *
 * Returns: the height of the text in points
 */
double
mh_roster_text_draw (MhRosterText            *self,
                     cairo_t                 *cr,
                     double                   x,
                     double                   y,
                     const char              *text,
                     double                   width,
                     const MhRosterTextStyle *style)
{
  set_text (self, text, width, style);
  mh_roster_text_show (self, cr, x, y);

  return get_height (self);
}

/**
 * mh_roster_text_dup_unprintable:
 * @self: a measure of texts
 * @text: plain text
 *
 * Returns: (transfer full) (nullable): characters that no font has, as "U+E000 U+E001"; %NULL when all can be printed
 */
char *
mh_roster_text_dup_unprintable (MhRosterText *self,
                                const char   *text)
{
  g_autoptr (GString) found = NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (can_print (self, c))
      continue;
    if (found == NULL)
      found = g_string_new (NULL);
    g_string_append_printf (found, "%sU+%04X", found->len > 0 ? " " : "", c);
  }

  return found != NULL ? g_strdup (found->str) : NULL;
}
