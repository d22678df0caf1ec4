/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#include "mh-audience-rule.h"

#include <string.h>

#include "mh-error.h"

/* Written, and how it is kept. */
static const struct {
  const char *json;
  const char *kept;  /* (nullable) the same */
} good[] = {
  { "{}", NULL },
  { " { } ", "{}" },
  { "{\"age\":{\"from\":65,\"to\":74,\"rule\":\"fiscal\",\"on\":\"2027-03-31\"}}", NULL },
  { "{\"age\":{\"from\":65}}", "{\"age\":{\"from\":65,\"to\":130,\"rule\":\"day\"}}" },
  { "{\"age\":{\"to\":0}}", "{\"age\":{\"from\":0,\"to\":0,\"rule\":\"day\"}}" },
  { "{\"age\":{}}", "{\"age\":{\"from\":0,\"to\":130,\"rule\":\"day\"}}" },
  { "{\"age\":{\"from\":6,\"to\":6,\"rule\":\"school\"}}", NULL },
  { "{\"born\":{\"from\":\"1950-04-01\",\"to\":\"1951-03-31\"}}", NULL },
  { "{\"born\":{\"from\":\"1950-04-01\"}}", NULL },
  { "{\"born\":{\"to\":\"1950-04-01\"}}", NULL },
  { "{\"sex\":[\"female\"]}", NULL },
  { "{\"districts\":[{\"system\":1,\"names\":[\"中央\",\"北\"]},{\"system\":3,\"names\":[\"第一小\"]}]}", NULL },
  { "{\"households\":[\"H0012\",\"H0013\"]}", NULL },
  { "{\"programme\":{\"state\":[\"waiting\",\"eligible\"],\"id\":3}}", "{\"programme\":{\"id\":3,\"state\":[\"eligible\",\"waiting\"]}}" },
  { "{\"programme\":{\"id\":3,\"state\":[\"eligible\",\"not-booked\",\"booked\",\"done\",\"missed\",\"cancelled\",\"waiting\"]}}", NULL },
  { "{\"session\":12,\"slot\":40}", NULL },
  { "{\"channels\":[\"line\",\"sms\",\"by-hand\",\"none\"],\"consent\":\"yes\"}", NULL },
  { "{\"only\":[17,18],\"plus\":[21],\"minus\":[30]}", NULL },
  { "{\"only\":[]}", NULL },                            /* nobody, which is not everybody */
  { "{\"plus\":[],\"minus\":[]}", "{}" },
  { "{\"only\":[9223372036854775807]}", NULL },
  { "{\"households\":[\"a\\\"]}[{\\\\\"]}", NULL },     /* brackets in a text are no nesting */
};

/* What cannot be read, and the key that the sentence names. */
static const struct {
  const char *json;
  const char *names;  /* (nullable) no key: it is no object */
} bad[] = {
  { "", NULL },
  { "null", NULL },
  { "[]", NULL },
  { "\"{}\"", NULL },
  { "{", NULL },
  { "{\"age\":{\"from\":65}", NULL },
  { "{\"sex\":[\"\xff\"]}", NULL },
  { "{\"sex\":[\"female\"]}{}", NULL },                 /* of two, a parser may keep the wider */
  { "{\"sex\":[\"female\"]} \n {}", NULL },
  { "{} x", NULL },
  { "{}]", NULL },
  { "{\"sex\":[\"female\"] /* \" */} {} // \"", NULL },
  { "{'sex':['female']}", NULL },
  { "{\"sex\":[[[[[[[[[[]]]]]]]]]]}", "sex" },
  { "{\"ages\":{}}", "ages" },
  { "{\"Age\":{}}", "Age" },
  { "{\"age\":65}", "age" },
  { "{\"age\":{\"from\":75,\"to\":74}}", "age" },
  { "{\"age\":{\"from\":-1}}", "from" },
  { "{\"age\":{\"to\":131}}", "to" },
  { "{\"age\":{\"from\":65.5}}", "from" },
  { "{\"age\":{\"from\":\"65\"}}", "from" },
  { "{\"age\":{\"rule\":\"law\"}}", "rule" },
  { "{\"age\":{\"rule\":2}}", "rule" },
  { "{\"age\":{\"on\":\"2027-02-30\"}}", "on" },
  { "{\"age\":{\"on\":\"R9.3.31\"}}", "on" },
  { "{\"age\":{\"until\":74}}", "until" },
  { "{\"born\":{}}", "born" },
  { "{\"born\":{\"from\":\"1951-04-01\",\"to\":\"1950-03-31\"}}", "born" },
  { "{\"born\":{\"from\":\"1951-4-1\"}}", "from" },
  { "{\"born\":{\"in\":1950}}", "in" },
  { "{\"sex\":\"female\"}", "sex" },
  { "{\"sex\":[]}", "sex" },
  { "{\"sex\":[\"female\",\"male\"]}", "sex" },
  { "{\"sex\":[\"women\"]}", "sex" },
  { "{\"districts\":[]}", "districts" },
  { "{\"districts\":[\"中央\"]}", "districts" },
  { "{\"districts\":[{\"system\":4,\"names\":[\"中央\"]}]}", "districts" },
  { "{\"districts\":[{\"system\":1,\"names\":[]}]}", "districts" },
  { "{\"districts\":[{\"system\":1,\"names\":[\"\"]}]}", "districts" },
  { "{\"districts\":[{\"names\":[\"中央\"]}]}", "districts" },
  { "{\"districts\":[{\"system\":1,\"names\":[\"中央\"],\"not\":true}]}", "districts" },
  { "{\"households\":[]}", "households" },
  { "{\"households\":[12]}", "households" },
  { "{\"households\":[\"\\ud800x\"]}", NULL },
  { "{\"\\ud800x\":1}", NULL },
  { "{\"programme\":{\"id\":3}}", "programme" },
  { "{\"programme\":{\"state\":[\"done\"]}}", "programme" },
  { "{\"programme\":{\"id\":0,\"state\":[\"done\"]}}", "id" },
  { "{\"programme\":{\"id\":3,\"state\":[]}}", "state" },
  { "{\"programme\":{\"id\":3,\"state\":[\"vaccinated\"]}}", "state" },
  { "{\"programme\":{\"id\":3,\"state\":[\"done\"],\"year\":1}}", "year" },
  { "{\"session\":\"12\"}", "session" },
  { "{\"session\":0}", "session" },
  { "{\"slot\":-4}", "slot" },
  { "{\"channels\":[\"fax\"]}", "channels" },
  { "{\"channels\":[]}", "channels" },
  { "{\"consent\":\"no\"}", "consent" },
  { "{\"consent\":true}", "consent" },
  { "{\"only\":17}", "only" },
  { "{\"only\":[0]}", "only" },
  { "{\"plus\":[\"21\"]}", "plus" },
  { "{\"minus\":[1.5]}", "minus" },
  { "{\"minus\":null}", "minus" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (good[i].json, &error);
    g_autoptr (MhAudienceRule) again = NULL;
    g_autofree char *kept = NULL;
    g_autofree char *kept_again = NULL;

    g_test_message ("%s", good[i].json);
    g_assert_no_error (error);
    kept = mh_audience_rule_print (rule);
    g_assert_cmpstr (kept, ==, good[i].kept != NULL ? good[i].kept : good[i].json);
    again = mh_audience_rule_parse (kept, &error);
    g_assert_no_error (error);
    kept_again = mh_audience_rule_print (again);
    g_assert_cmpstr (kept_again, ==, kept);
  }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (bad[i].json, &error);
    g_autofree char *quoted = g_strdup_printf ("“%s”", bad[i].names != NULL ? bad[i].names : "");
    g_autofree char *legible = g_utf8_make_valid (bad[i].json, -1);

    g_test_message ("%s", legible);
    g_assert_null (rule);
    g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    if (bad[i].names != NULL)
      g_assert_nonnull (strstr (error->message, quoted));
    else
      g_assert_null (strstr (error->message, "“"));
  }
}

/* Cut off anywhere it is no rule, and never a wider one. */
static void
test_cut (void)
{
  static const char json[] = "{\"age\":{\"from\":65,\"to\":74,\"rule\":\"fiscal\"},\"sex\":[\"female\"],\"only\":[17,18]}";

  for (gsize length = 0; length < strlen (json); length++) {
    g_autofree char *cut = g_strndup (json, length);
    g_autoptr (MhAudienceRule) rule = mh_audience_rule_parse (cut, NULL);

    g_assert_null (rule);
  }
}

static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (mh_audience_rule_parse (deep, &error));
  g_assert_error (error, MH_ERROR, MH_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/audience-rule/what-is-written-is-read-again", test_good);
  g_test_add_func ("/audience-rule/what-cannot-be-read-is-named", test_bad);
  g_test_add_func ("/audience-rule/a-rule-that-is-cut-off-is-no-rule", test_cut);
  g_test_add_func ("/audience-rule/a-million-brackets-are-refused", test_deep);

  return g_test_run ();
}
