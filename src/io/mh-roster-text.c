/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-roster"

#include "mh-roster-text.h"

/* A universal design face as the guides for municipal paper ask for, then faces with ever rarer characters. */
#define FAMILIES       "BIZ UDPGothic, BIZ UDGothic, Noto Sans CJK JP, IPAmjMincho"
/* The face that holds the shapes which variation selectors choose. */
#define VARIANT_FAMILY "IPAmjMincho"
#define GETA           0x3013

struct _MhRosterText
{
  PangoFontMap *font_map;   /* (owned) */
  PangoContext *context;    /* (owned) */
  PangoLayout  *layout;     /* (owned): set anew for each text */
  PangoLayout  *probe;      /* (owned): asks whether a font has a character */
  GHashTable   *printable;  /* (owned): gunichar to 1 yes, 2 no */
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
set_text (MhRosterText            *self,
          const char              *text,
          double                   width,
          const MhRosterTextStyle *style)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoFontDescription *font = describe_font (style->size, style->bold);
  g_autofree char *prepared = prepare_text (self, text, attributes);

  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_text (self->layout, prepared, -1);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_alignment (self->layout, get_alignment (style->align));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (self->layout, width < 0 ? -1 : (int) (width * PANGO_SCALE));
  pango_layout_set_height (self->layout, -(int) style->max_lines);
  pango_layout_set_ellipsize (self->layout, width < 0 ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);

  pango_font_description_free (font);
  pango_attr_list_unref (attributes);
}

static double
get_height (MhRosterText *self)
{
  int width, height;

  pango_layout_get_size (self->layout, &width, &height);

  return (double) height / PANGO_SCALE;
}

/* Independent of any screen: a point is a unit, and nothing is rounded to pixels. */
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

  return self;
}

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
  g_free (self);
}

double
mh_roster_text_measure (MhRosterText            *self,
                        const char              *text,
                        double                   width,
                        const MhRosterTextStyle *style)
{
  set_text (self, text, width, style);

  return get_height (self);
}

double
mh_roster_text_get_width (MhRosterText            *self,
                          const char              *text,
                          const MhRosterTextStyle *style)
{
  int width, height;

  set_text (self, text, -1, style);
  pango_layout_get_size (self->layout, &width, &height);

  return (double) width / PANGO_SCALE;
}

void
mh_roster_text_show (MhRosterText *self,
                     cairo_t      *cr,
                     double        x,
                     double        y)
{
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, self->layout);
}

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
