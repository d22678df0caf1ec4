/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-line-card"

#include "mh-line-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-error.h"
#include "mh-json.h"
#include "mh-phone.h"
#include "mh-text.h"

/* LINE Developers, Messaging API reference, flex message. */
#define MOST_ALT_UNITS       1500   /* UTF-16 */
#define MOST_BUBBLE_BYTES    30720
#define MOST_LABEL_GRAPHEMES 40
#define MOST_TITLE_GRAPHEMES 40
#define MOST_URI             1000

/**
 * mh_line_card_free:
 * @card: (nullable): a card
 */
void
mh_line_card_free (MhLineCard *card)
{
  if (card == NULL)
    return;

  g_free (card->title);
  g_free (card->text);
  for (guint i = 0; i < card->n_buttons; i++) {
    g_free (card->buttons[i].label);
    g_free (card->buttons[i].uri);
  }
  g_free (card);
}

/* 「【滝上町】断水します。」: 滝上町 and 断水します。 */
static void
split_title (MhLineCard *card,
             const char *text)
{
  const char *end = g_str_has_prefix (text, "【") ? strstr (text, "】") : NULL;

  if (end != NULL) {
    const char *start = text + strlen ("【");
    g_autofree char *title = g_strndup (start, (gsize) (end - start));
    char *rest = g_strdup (end + strlen ("】"));

    g_strstrip (rest);
    if (*title != '\0' && *rest != '\0' && strchr (title, '\n') == NULL && mh_text_graphemes (title) <= MOST_TITLE_GRAPHEMES) {
      card->title = g_steal_pointer (&title);
      card->text = rest;
      return;
    }
    g_free (rest);
  }

  card->title = g_strdup ("");
  card->text = g_strstrip (g_strdup (text));
}

/* @label and @uri: (transfer full). A label is one line of at most 40 characters as a reader counts them. */
static gboolean
add_button (MhLineCard *card,
            char       *label,
            char       *uri)
{
  MhLineCardButton *button = &card->buttons[card->n_buttons++];

  button->label = label;
  button->uri = uri;

  return mh_text_graphemes (label) <= MOST_LABEL_GRAPHEMES && strlen (uri) <= MOST_URI;
}

/* A whole number as it is dialled. That of the practice town is nobody's, but has as many digits. */
static char *
dup_dialled (const char *phone)
{
  MhPhone number = mh_phone_read (phone, NULL);
  g_autofree char *folded = mh_text_fold (phone);
  g_autoptr (GString) digits = g_string_new (NULL);

  if (number.kind != MH_PHONE_INVALID)
    return number.kind != MH_PHONE_MACHINE ? g_strdup (number.digits) : NULL;

  for (const char *at = folded; *at != '\0'; at++) {
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
  }

  return *digits->str == '0' && digits->len >= 10 && digits->len <= 11 ? g_strdup (digits->str) : NULL;
}

static gboolean
add_phone (MhLineCard *card,
           const char *phone,
           GError    **error)
{
  g_autofree char *dialled = NULL;

  if (phone == NULL || *phone == '\0')
    return TRUE;

  dialled = dup_dialled (phone);
  if (dialled != NULL && add_button (card, g_strconcat ("電話する ", phone, NULL), g_strconcat ("tel:", dialled, NULL)))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The card cannot call the town's telephone number. Please correct it in Preferences, with the area code."));

  return FALSE;
}

static gboolean
add_web (MhLineCard *card,
         const char *web,
         GError    **error)
{
  g_autofree char *uri = NULL;

  if (web == NULL || *web == '\0')
    return TRUE;

  uri = g_strconcat ("https://", web, NULL);
  if (g_uri_is_valid (uri, G_URI_FLAGS_NONE, NULL) && add_button (card, g_strdup ("ホームページを見る"), g_strdup (uri)))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("The card cannot open the town's web site. Please correct its address in Preferences."));

  return FALSE;
}

/**
 * mh_line_card_split:
 * @text: what the resident reads, the sender first
 * @card: what stands on it beside the words
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: (transfer full): the parts of the card, for a preview too
 */
MhLineCard *
mh_line_card_split (const char   *text,
                    const MhCard *card,
                    GError      **error)
{
  g_autoptr (MhLineCard) parts = g_new0 (MhLineCard, 1);

  g_return_val_if_fail (text != NULL && card != NULL, NULL);

  split_title (parts, text);
  if (*parts->text == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("There is nothing to read in the message. Please write something."));
    return NULL;
  }

  return add_phone (parts, card->phone, error) && add_web (parts, card->web, error) ? g_steal_pointer (&parts) : NULL;
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *value)
{
  json_object_set_string_member (object, member, value);
}

static JsonObject *
make_text (const char *text,
           const char *size,
           const char *weight)
{
  JsonObject *component = json_object_new ();

  set_text (component, "type", "text");
  set_text (component, "text", text);
  set_text (component, "size", size);
  set_text (component, "weight", weight);
  json_object_set_boolean_member (component, "wrap", TRUE);

  return component;
}

static JsonObject *
make_button (const MhLineCardButton *of,
             const char             *style)
{
  JsonObject *button = json_object_new ();
  JsonObject *action = json_object_new ();

  set_text (action, "type", "uri");
  set_text (action, "label", of->label);
  set_text (action, "uri", of->uri);
  set_text (button, "type", "button");
  set_text (button, "style", style);
  json_object_set_object_member (button, "action", action);

  return button;
}

/* @contents: (transfer full) */
static void
add_box (JsonObject *bubble,
         const char *block,
         JsonArray  *contents)
{
  JsonObject *box = json_object_new ();

  set_text (box, "type", "box");
  set_text (box, "layout", "vertical");
  json_object_set_array_member (box, "contents", contents);
  json_object_set_object_member (bubble, block, box);
}

/* @component: (transfer full) */
static JsonArray *
make_contents (JsonObject *component)
{
  JsonArray *contents = json_array_new ();

  json_array_add_object_element (contents, component);

  return contents;
}

/* The first one stands out. */
static JsonArray *
make_buttons (const MhLineCard *card)
{
  JsonArray *contents = json_array_new ();

  for (guint i = 0; i < card->n_buttons; i++)
    json_array_add_object_element (contents, make_button (&card->buttons[i], i == 0 ? "primary" : "link"));

  return contents;
}

static JsonObject *
make_bubble (const MhLineCard *card)
{
  JsonObject *bubble = json_object_new ();

  set_text (bubble, "type", "bubble");
  if (*card->title != '\0')
    add_box (bubble, "header", make_contents (make_text (card->title, "lg", "bold")));
  add_box (bubble, "body", make_contents (make_text (card->text, "md", "regular")));
  if (card->n_buttons > 0)
    add_box (bubble, "footer", make_buttons (card));

  return bubble;
}

static gsize
measure (JsonObject *object)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (GBytes) bytes = mh_json_to_bytes (node);

  return g_bytes_get_size (bytes);
}

/**
 * mh_line_card_make:
 * @text: what the resident reads, the sender first
 * @card: what stands on it beside the words
 * @error: return location; MH_ERROR_INVALID for what LINE would refuse
 *
 * The whole text also is what stands in the list of talks, in a notification and where a card cannot be shown (altText), as far as LINE takes
 * it. Limits: LINE Developers, Messaging API reference.
 *
 * Returns: (transfer full): the message object
 */
JsonObject *
mh_line_card_make (const char   *text,
                   const MhCard *card,
                   GError      **error)
{
  g_autoptr (MhLineCard) parts = mh_line_card_split (text, card, error);
  g_autoptr (JsonObject) message = NULL;
  g_autofree char *alt_text = NULL;
  JsonObject *bubble;

  if (parts == NULL)
    return NULL;

  bubble = make_bubble (parts);
  message = json_object_new ();
  alt_text = mh_text_cut_utf16 (text, MOST_ALT_UNITS);
  set_text (message, "type", "flex");
  set_text (message, "altText", alt_text);
  json_object_set_object_member (message, "contents", bubble);

  if (measure (bubble) > MOST_BUBBLE_BYTES) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("The message is too long for a card. Please shorten it, or send it as plain text."));
    return NULL;
  }

  return g_steal_pointer (&message);
}
