/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-line-card.h"

#include <string.h>

#include "mh-error.h"
#include "mh-json.h"
#include "mh-text.h"

static const MhCard calls = { "0158-29-2111", NULL };
static const MhCard says = { NULL, "" };

static char *
print (JsonObject *message)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), message);
  g_autoptr (GBytes) bytes = mh_json_to_bytes (node);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_split (void)
{
  static const struct {
    const char *text;
    const char *title;
    const char *body;
  } cases[] = {
    { "【滝上町】断水します。\n明日の朝です。", "滝上町", "断水します。\n明日の朝です。" },
    { "【滝上町】\n断水します。\n", "滝上町", "断水します。" },
    { "断水します。", "", "断水します。" },
    { "【滝上町】", "", "【滝上町】" },
    { "【】断水", "", "【】断水" },
    { "【滝上町 断水", "", "【滝上町 断水" },
    { "【一\n二】断水", "", "【一\n二】断水" },
    { "【一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一】断水", "",
      "【一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一】断水" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhLineCard) card = mh_line_card_split (cases[i].text, &calls, &error);

    g_test_message ("%s", cases[i].text);
    g_assert_no_error (error);
    g_assert_cmpstr (card->title, ==, cases[i].title);
    g_assert_cmpstr (card->text, ==, cases[i].body);
    g_assert_cmpuint (card->n_buttons, ==, 1);
    g_assert_cmpstr (card->buttons[0].label, ==, "電話する 0158-29-2111");
    g_assert_cmpstr (card->buttons[0].uri, ==, "tel:0158292111");
  }
}

static JsonObject *
find_component (JsonObject *bubble,
                const char *block,
                guint       index)
{
  JsonObject *box = mh_json_get_object (bubble, block);

  return box != NULL ? mh_json_item_object (mh_json_get_array (box, "contents"), index) : NULL;
}

static void
assert_button (JsonObject *bubble,
               guint       index,
               const char *label,
               const char *uri)
{
  JsonObject *action = mh_json_get_object (find_component (bubble, "footer", index), "action");

  g_assert_cmpstr (mh_json_get_string (action, "type"), ==, "uri");
  g_assert_cmpstr (mh_json_get_string (action, "label"), ==, label);
  g_assert_cmpstr (mh_json_get_string (action, "uri"), ==, uri);
}

/* Nothing on it wants an answer: there is nobody who would read it. */
static void
test_make (void)
{
  static const char text[] = "【滝上町】\"断水\"\\します。\n確認番号 R0H1Y";
  static const MhCard card = { "０１５８-29-2111", "www.town.takinoue.hokkaido.jp" };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) message = mh_line_card_make (text, &card, &error);
  g_autoptr (JsonObject) again = mh_line_card_make (text, &card, NULL);
  g_autofree char *json = NULL;
  g_autofree char *same = NULL;
  JsonObject *bubble;

  g_assert_no_error (error);
  json = print (message);
  same = print (again);
  g_assert_cmpstr (json, ==, same);
  g_assert_null (strstr (json, "postback"));
  g_assert_cmpstr (mh_json_get_string (message, "type"), ==, "flex");
  g_assert_cmpstr (mh_json_get_string (message, "altText"), ==, text);
  bubble = mh_json_get_object (message, "contents");
  g_assert_cmpstr (mh_json_get_string (bubble, "type"), ==, "bubble");
  g_assert_cmpstr (mh_json_get_string (find_component (bubble, "header", 0), "text"), ==, "滝上町");
  g_assert_cmpstr (mh_json_get_string (find_component (bubble, "body", 0), "text"), ==, "\"断水\"\\します。\n確認番号 R0H1Y");
  g_assert_true (mh_json_get_boolean (find_component (bubble, "body", 0), "wrap"));
  assert_button (bubble, 0, "電話する ０１５８-29-2111", "tel:0158292111");
  assert_button (bubble, 1, "ホームページを見る", "https://www.town.takinoue.hokkaido.jp");
}

/* The practice town's number is nobody's; its card is one all the same. */
static void
test_practice (void)
{
  static const MhCard card = { "0158-00-0000", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MhLineCard) parts = mh_line_card_split ("断水します。", &card, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (parts->n_buttons, ==, 1);
  g_assert_cmpstr (parts->buttons[0].uri, ==, "tel:0158000000");
}

static void
test_plain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) message = mh_line_card_make ("断水します。", &says, &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  json = print (message);
  g_assert_null (strstr (json, "header"));
  g_assert_null (strstr (json, "footer"));
  g_assert_nonnull (strstr (json, "断水します。"));
}

static char *
repeat (const char *part,
        guint       n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, part);

  return g_string_free (text, FALSE);
}

/* The first 1,500 units; neither an emoji nor a family of emoji is cut through. */
static void
test_limits (void)
{
  static const struct {
    const char *part;
    guint       n;
    gsize       alt_units;  /* 0: refused */
  } cases[] = {
    { "断", 1500, 1500 },
    { "断", 1501, 1500 },
    { "断", 4000, 1500 },
    { "😀", 751, 1500 },
    { "👨‍👩‍👧", 188, 1496 },  /* 8 units each */
    { "断", 10300, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = repeat (cases[i].part, cases[i].n);
    g_autoptr (JsonObject) message = mh_line_card_make (text, &calls, &error);

    g_test_message ("%s %u", cases[i].part, cases[i].n);
    if (cases[i].alt_units == 0) {
      g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
      continue;
    }
    g_assert_no_error (error);
    g_assert_cmpuint (mh_text_utf16_length (mh_json_get_string (message, "altText")), ==, cases[i].alt_units);
    g_assert_true (g_str_has_prefix (text, mh_json_get_string (message, "altText")));
  }
}

static void
test_wrong (void)
{
  static const struct {
    const char *text;
    MhCard      card;
  } cases[] = {
    { "", { "0158-29-2111", NULL } },
    { " \n", { "0158-29-2111", NULL } },
    { "断水します。", { "29-2111", NULL } },
    { "断水します。", { "役場", NULL } },
    { "断水します。", { "0158-29-2111", "町のページ です" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s %s %s", cases[i].text, cases[i].card.phone, cases[i].card.web);
    g_assert_null (mh_line_card_make (cases[i].text, &cases[i].card, &error));
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/line-card/the-sender-becomes-the-title", test_split);
  g_test_add_func ("/net/line-card/the-card-calls-the-town-and-opens-its-page", test_make);
  g_test_add_func ("/net/line-card/the-practice-town-has-cards-too", test_practice);
  g_test_add_func ("/net/line-card/without-a-number-there-is-no-button", test_plain);
  g_test_add_func ("/net/line-card/line-s-limits-hold", test_limits);
  g_test_add_func ("/net/line-card/what-line-would-refuse-is-not-made", test_wrong);

  return g_test_run ();
}
