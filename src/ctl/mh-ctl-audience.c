/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-audience"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-audience-from.h"
#include "mh-audience-table.h"
#include "mh-consent.h"
#include "mh-ctl-people.h"
#include "mh-error.h"

#define SAMPLE 5

static MhAudienceRule *
read_rule (const char *path,
           GError    **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!g_file_get_contents (path, &json, NULL, &local_error)) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("The file with the rule of the audience cannot be read: %s"), local_error->message);
    return NULL;
  }

  return mh_audience_rule_parse (json, error);
}

static MhAudienceRule *
read_saved (const MhDesk *desk,
            const char   *name,
            GError      **error)
{
  g_autoptr (MhAudience) saved = mh_audience_table_find (desk->db, name, error);

  return saved != NULL ? mh_audience_rule_parse (saved->rule, error) : NULL;
}

static gboolean
add_description (MhCtlCall            *call,
                 const MhDesk         *desk,
                 const MhAudienceRule *rule,
                 GError              **error)
{
  g_autofree char *text = mh_audience_describe (desk, rule, error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  if (lines == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "conditions");
  for (guint i = 0; lines[i] != NULL; i++)
    json_builder_add_string_value (call->builder, lines[i]);
  mh_ctl_end_array (call);

  return TRUE;
}

static void
add_rule (MhCtlCall            *call,
          const MhAudienceRule *rule)
{
  g_autofree char *json = mh_audience_rule_print (rule);

  mh_ctl_add_text (call, "rule", json);
}

static gboolean
add_extreme (MhCtlCall    *call,
             const MhDesk *desk,
             const char   *member,
             gint64        resident,
             GError      **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &resident, resident != 0 ? 1 : 0, error);
  const MhPerson *person;

  if (people == NULL)
    return FALSE;

  person = people->len > 0 ? g_ptr_array_index (people, 0) : NULL;
  mh_ctl_begin_object (call, member);
  mh_ctl_add_text (call, "name", person != NULL ? person->resident->name : NULL);
  mh_ctl_add_date (call, "birth", person != NULL ? person->resident->birth : MH_DATE_NONE);
  mh_ctl_end_object (call);

  return TRUE;
}

static void
add_counts (MhCtlCall               *call,
            const MhAudienceFigures *figures)
{
  static const MhReach reaches[] = { MH_REACH_LINE, MH_REACH_SMS, MH_REACH_BY_HAND, MH_REACH_NONE };

  mh_ctl_add_int (call, "named", figures->n_people);
  mh_ctl_add_int (call, "heads", figures->n_heads);
  mh_ctl_add_int (call, "messages", figures->n_messages);
  mh_ctl_begin_array (call, "channels");
  for (guint i = 0; i < G_N_ELEMENTS (reaches); i++) {
    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "reach", mh_ctl_name_reach (reaches[i]));
    mh_ctl_add_int (call, "people", figures->n_by_reach[reaches[i]]);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  mh_ctl_begin_array (call, "by-reason");
  for (guint i = 0; i < figures->reasons->len; i++) {
    const MhAudienceReason *reason = &g_array_index (figures->reasons, MhAudienceReason, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "reason", reason->why);
    mh_ctl_add_bool (call, "told-by-hand", reason->by_hand);
    mh_ctl_add_int (call, "people", reason->n_people);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  mh_ctl_begin_array (call, "ages");
  for (guint i = 0; i < MH_AGE_BANDS; i++) {
    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_text (call, "age", mh_age_band_text (i));
    mh_ctl_add_int (call, "people", figures->n_by_band[i]);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);
}

static gboolean
add_one (MhCtlCall              *call,
         const MhDesk           *desk,
         const MhAudiencePerson *one,
         GError                **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &one->resident, 1, error);
  const MhPerson *person;

  if (people == NULL)
    return FALSE;

  person = people->len > 0 ? g_ptr_array_index (people, 0) : NULL;
  if (person == NULL)
    return TRUE;

  mh_ctl_begin_object (call, NULL);
  mh_ctl_add_text (call, "register-number", person->resident->register_number);
  mh_ctl_add_text (call, "name", person->resident->name);
  mh_ctl_add_text (call, "reach", mh_ctl_name_reach (one->reach));
  mh_ctl_add_text (call, "reason", one->why);
  mh_ctl_end_object (call);

  return TRUE;
}

/* From all over the list: the first, the last, and some between. */
static gboolean
add_sample (MhCtlCall    *call,
            const MhDesk *desk,
            const GArray *people,
            int           n,
            GError      **error)
{
  guint n_shown = MIN ((guint) n, people->len);

  mh_ctl_begin_array (call, "sample");
  for (guint i = 0; i < n_shown; i++) {
    guint at = n_shown > 1 ? (guint) ((guint64) i * (people->len - 1) / (n_shown - 1)) : 0;

    if (!add_one (call, desk, &g_array_index (people, MhAudiencePerson, at), error))
      return FALSE;
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
check_category (const char *category,
                GError    **error)
{
  if (g_strv_contains (mh_consent_categories (), category))
    return TRUE;

  return mh_ctl_fail_usage (error, _("The category is empty or one of booking, vaccination, checkup, child, other."));
}

static gboolean
run_preview (MhCtlCall *call,
             GError   **error)
{
  g_autofree char *saved = NULL;
  g_autofree char *category = NULL;
  g_autofree char *channels = NULL;
  int sample = SAMPLE;
  const GOptionEntry entries[] = {
    { "saved", 0, 0, MH_CTL_TEXT, &saved, N_("A saved audience instead of a file"), N_("NAME") },
    { "category", 0, 0, MH_CTL_TEXT, &category, N_("What kind of notice it is, for who has refused that kind"), N_("CATEGORY") },
    { "channels", 0, 0, MH_CTL_TEXT, &channels, N_("Which channels may be used, best first: \"line sms by-hand\""), N_("CHANNELS") },
    { "sample", 0, 0, G_OPTION_ARG_INT, &sample, N_("How many people to show; 0 for none"), N_("N") },
    { NULL },
  };
  g_autoptr (MhAudienceRule) rule = NULL;
  g_autoptr (GArray) people = NULL;
  g_autoptr (MhAudienceFigures) figures = NULL;
  MhAudienceWay way;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 1, error))
    return FALSE;
  if ((saved != NULL) == (call->n_args == 1) || sample < 0)
    return mh_ctl_fail_usage (error, _("Give a file with a rule, or --saved and the name of an audience."));
  way.category = category != NULL ? category : "";
  way.channels = channels != NULL ? channels : "line sms by-hand";
  if (!check_category (way.category, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  rule = saved != NULL ? read_saved (&desk, saved, error) : read_rule (call->args[0], error);
  if (rule == NULL || !add_description (call, &desk, rule, error))
    return FALSE;

  people = mh_audience_judge (&desk, rule, &way, NULL, error);
  figures = people != NULL ? mh_audience_figures_make (&desk, people, error) : NULL;
  if (figures == NULL)
    return FALSE;

  add_counts (call, figures);

  return add_extreme (call, &desk, "youngest", figures->youngest, error) && add_extreme (call, &desk, "oldest", figures->oldest, error) &&
         add_sample (call, &desk, people, sample, error);
}

static gboolean
run_save (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (MhAudienceRule) rule = NULL;
  MhDesk desk;
  gint64 id;

  if (!mh_ctl_parse (call, NULL, 2, 2, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  rule = read_rule (call->args[1], error);
  if (rule == NULL || !add_description (call, &desk, rule, error))
    return FALSE;

  id = mh_audience_save (&desk, call->args[0], rule, error);
  if (id == 0)
    return FALSE;

  mh_ctl_add_int (call, "audience", id);

  return TRUE;
}

static gboolean
run_list (MhCtlCall *call,
          GError   **error)
{
  g_autoptr (GPtrArray) audiences = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 0, 0, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  audiences = mh_audience_table_list (desk.db, error);
  if (audiences == NULL)
    return FALSE;

  mh_ctl_begin_array (call, "audiences");
  for (guint i = 0; i < audiences->len; i++) {
    const MhAudience *audience = g_ptr_array_index (audiences, i);

    mh_ctl_begin_object (call, NULL);
    mh_ctl_add_int (call, "audience", audience->id);
    mh_ctl_add_text (call, "name", audience->name);
    mh_ctl_add_text (call, "rule", audience->rule);
    mh_ctl_end_object (call);
  }
  mh_ctl_end_array (call);

  return TRUE;
}

static gboolean
run_remove (MhCtlCall *call,
            GError   **error)
{
  g_autoptr (MhAudience) saved = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  saved = mh_audience_table_find (desk.db, call->args[0], error);
  if (saved == NULL || !mh_audience_remove (&desk, saved->id, error))
    return FALSE;

  mh_ctl_add_int (call, "audience", saved->id);

  return TRUE;
}

static gboolean
run_from_csv (MhCtlCall *call,
              GError   **error)
{
  g_autoptr (MhAudienceFile) file = NULL;
  g_autoptr (MhAudienceRule) rule = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, NULL, 1, 1, error) || !mh_ctl_open (call, &desk, error))
    return FALSE;

  file = mh_audience_read_file (&desk, call->args[0], NULL, error);
  if (file == NULL)
    return FALSE;

  rule = mh_audience_from_people (file->residents);
  add_rule (call, rule);
  mh_ctl_add_int (call, "rows", file->n_rows);
  mh_ctl_add_int (call, "people", file->residents->len);
  mh_ctl_add_int (call, "several", file->n_several);
  mh_ctl_begin_array (call, "unmatched");
  for (guint i = 0; i < file->unmatched->len; i++)
    json_builder_add_string_value (call->builder, g_ptr_array_index (file->unmatched, i));
  mh_ctl_end_array (call);
  call->partly = file->unmatched->len > 0;

  return TRUE;
}

static gboolean
run_from_list (MhCtlCall *call,
               GError   **error)
{
  g_autofree char *search = NULL;
  gint64 programme = 0, session = 0;
  const GOptionEntry entries[] = {
    { "search", 0, 0, MH_CTL_TEXT, &search, N_("Who is found on the resident list"), N_("TEXT") },
    { "not-yet", 0, 0, G_OPTION_ARG_INT64, &programme, N_("Who may have it and has neither had nor booked it"), N_("PROGRAMME") },
    { "no-shows", 0, 0, G_OPTION_ARG_INT64, &session, N_("Who did not get what he came for"), N_("SESSION") },
    { NULL },
  };
  g_autoptr (MhAudienceRule) rule = NULL;
  MhDesk desk;

  if (!mh_ctl_parse (call, entries, 0, 0, error))
    return FALSE;
  if ((search != NULL) + (programme != 0) + (session != 0) != 1)
    return mh_ctl_fail_usage (error, _("Give one of --search, --not-yet and --no-shows."));
  if (!mh_ctl_open (call, &desk, error))
    return FALSE;

  if (search != NULL)
    rule = mh_audience_from_search (&desk, search, error);
  else
    rule = programme != 0 ? mh_audience_from_not_yet (&desk, programme, error) : mh_audience_from_no_shows (&desk, session, error);
  if (rule == NULL || !add_description (call, &desk, rule, error))
    return FALSE;

  add_rule (call, rule);

  return TRUE;
}

const MhCtlCommand mh_ctl_audience_commands[] = {
  { "audience preview", N_("[FILE]"), N_("Show whom a rule means, by what they are reached, and who is left out"), run_preview },
  { "audience save", N_("NAME FILE"), N_("Keep the rule of an audience under a name"), run_save },
  { "audience list", NULL, N_("List saved audiences"), run_list },
  { "audience remove", N_("NAME"), N_("Remove a saved audience; broadcasts keep their rule"), run_remove },
  { "audience from-csv", N_("FILE"), N_("Make a rule from a list of register or telephone numbers"), run_from_csv },
  { "audience from-list", NULL, N_("Make a rule from a list that is there already"), run_from_list },
  { NULL },
};
