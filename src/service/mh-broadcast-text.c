/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-broadcast-text"

#include "mh-broadcast-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mh-audience-rule.h"
#include "mh-booking-table.h"
#include "mh-config.h"
#include "mh-contact-table.h"
#include "mh-duplicate-table.h"
#include "mh-error.h"
#include "mh-message.h"
#include "mh-offer-text.h"
#include "mh-protect.h"
#include "mh-text.h"

#define LINE_LIMIT 5000  /* UTF-16 units of a text message */

typedef enum {
  FIELD_NAME,
  FIELD_KANA,
  FIELD_FAMILY,
  FIELD_DATE,
  FIELD_TIME,
  FIELD_VENUE,
  FIELD_PROGRAMME,
  FIELD_TOWN,
  FIELD_SECTION,
  FIELD_PHONE,
  FIELD_CODE,
  N_FIELDS
} Field;

static const char * const fields[] = {
  "name", "kana", "family", "date", "time", "venue", "programme", "town", "section", "phone", "code", NULL
};

/* What a nurse would call them. */
static const char * const labels[] = {
  "氏名", "カナ", "姓", "日にち", "時刻", "会場", "事業", "町", "課", "電話", "確認番号", NULL
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == N_FIELDS + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (labels) == N_FIELDS + 1);

typedef struct {
  char *of[N_FIELDS];  /* (owned) (nullable) */
} Values;

static void
values_clear (Values *values)
{
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_pointer (&values->of[i], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

static char *
fill (const char *text,
      const Values *values,
      GError      **error)
{
  const char *pairs[N_FIELDS * 4 + 1];
  guint n = 0;

  for (guint i = 0; i < N_FIELDS; i++) {
    const char *value = values->of[i] != NULL ? values->of[i] : "";

    pairs[n++] = fields[i];
    pairs[n++] = value;
    pairs[n++] = labels[i];
    pairs[n++] = value;
  }
  pairs[n] = NULL;

  return mh_message_fill (text, pairs, error);
}

/* The town: its name, section and telephone. */
static gboolean
read_sender (const MhDesk *desk,
             Values       *values,
             GError      **error)
{
  g_autofree char *whole = NULL;

  if (!mh_offer_text_read_sender (desk, &whole, &values->of[FIELD_PHONE], error))
    return FALSE;

  values->of[FIELD_TOWN] = mh_config_get (desk, "town.name", NULL);
  values->of[FIELD_SECTION] = mh_config_get (desk, "town.sender", NULL);

  return TRUE;
}

/* Up to the first blank; who writes his name in one has no other part to leave out. */
static char *
take_family (const char *name)
{
  const char *blank = strstr (name, "\xe3\x80\x80");

  return blank != NULL ? g_strndup (name, (gsize) (blank - name)) : g_strdup (name);
}

static void
name_person (const MhResident *person,
             gboolean          shared,
             Values           *values)
{
  values->of[FIELD_NAME] = g_strdup (shared ? "ご家族の皆さま" : person->name);
  values->of[FIELD_FAMILY] = shared ? g_strdup ("ご家族の皆さま") : take_family (person->name);
  values->of[FIELD_KANA] = g_strdup (shared ? "ごかぞくのみなさま" : person->kana);
}

/* What the broadcast is about: the session, or the programme of its rule. */
static gboolean
find_subject (const MhBroadcast *broadcast,
              gint64            *out_session,
              gint64            *out_programme,
              GError           **error)
{
  g_autoptr (MhAudienceRule) rule = NULL;

  *out_session = broadcast->session;
  *out_programme = 0;
  if (broadcast->rule == NULL || *broadcast->rule == '\0')
    return TRUE;

  rule = mh_audience_rule_parse (broadcast->rule, error);
  if (rule == NULL)
    return FALSE;

  if (*out_session == 0)
    *out_session = rule->session;
  *out_programme = rule->programme;

  return TRUE;
}

/* What a booking must be like for a message to speak of it: one that still stands, or, where the day was called off, the one that fell. */
static gboolean
is_spoken_of (const MhBroadcast *broadcast,
              const MhBooking   *booking,
              gint64             session,
              gint64             programme,
              MhDate             today)
{
  if (session != 0)
    return booking->session == session &&
           (g_str_equal (booking->state, "active") || g_str_equal (booking->state, "missed") ||
            (g_str_equal (booking->state, "cancelled") && g_strcmp0 (broadcast->kind, "day-cancelled") == 0));

  return booking->programme == programme && g_str_equal (booking->state, "active") && mh_date_compare (booking->date, today) >= 0;
}

/* The next one. */
static gboolean
find_booking (const MhDesk      *desk,
              const MhBroadcast *broadcast,
              gint64             resident,
              gint64             session,
              gint64             programme,
              MhBooking        **out_booking,
              GError           **error)
{
  g_autoptr (GPtrArray) bookings = mh_booking_table_list_resident (desk->db, resident, error);
  MhDate today = mh_desk_today (desk);
  guint found = G_MAXUINT;

  *out_booking = NULL;
  if (bookings == NULL)
    return FALSE;

  for (guint i = 0; i < bookings->len; i++) {
    const MhBooking *booking = g_ptr_array_index (bookings, i);
    const MhBooking *best = found != G_MAXUINT ? g_ptr_array_index (bookings, found) : NULL;

    if (!is_spoken_of (broadcast, booking, session, programme, today))
      continue;
    if (best == NULL || mh_date_compare (booking->date, best->date) < 0 ||
        (mh_date_compare (booking->date, best->date) == 0 && booking->start_min < best->start_min))
      found = i;
  }

  if (found != G_MAXUINT)
    *out_booking = g_ptr_array_steal_index (bookings, found);

  return TRUE;
}

static gboolean
tell_session (const MhDesk *desk,
              gint64        session,
              gint64       *out_programme,
              Values       *values,
              GError      **error)
{
  g_autoptr (MhSession) day = mh_session_table_get (desk->db, session, error);

  if (day == NULL)
    return FALSE;

  values->of[FIELD_DATE] = mh_date_format (day->date, MH_DATE_STYLE_MESSAGE);
  values->of[FIELD_VENUE] = g_strdup (day->venue);
  *out_programme = day->programme;

  return TRUE;
}

static gboolean
tell_booking (const MhDesk      *desk,
              const MhBroadcast *broadcast,
              gint64             resident,
              Values            *values,
              GError           **error)
{
  g_autoptr (MhBooking) booking = NULL;
  g_autoptr (MhProgramme) about = NULL;
  gint64 session;
  gint64 programme;

  if (!find_subject (broadcast, &session, &programme, error))
    return FALSE;
  if (session == 0 && programme == 0)
    return TRUE;

  if (!find_booking (desk, broadcast, resident, session, programme, &booking, error))
    return FALSE;

  if (booking != NULL) {
    values->of[FIELD_TIME] = mh_minutes_format (booking->start_min);
    session = booking->session;
  }
  if (session != 0 && !tell_session (desk, session, &programme, values, error))
    return FALSE;

  about = mh_programme_table_get (desk->db, programme, error);
  if (about == NULL)
    return FALSE;

  values->of[FIELD_PROGRAMME] = g_strdup (about->public_name != NULL && *about->public_name != '\0' ? about->public_name : "ご予約の件");

  return TRUE;
}

/* 「{name}様」 without the 様 where nobody is named. */
static char *
drop_titles (const char *text)
{
  static gsize made;

  if (g_once_init_enter (&made)) {
    g_autoptr (GError) error = NULL;
    GRegex *regex = g_regex_new ("([{｛][ \u3000]*(?:name|kana|family|氏名|カナ|姓)[ \u3000]*[}｝])[ \u3000]*(?:様|さま|さん|殿|サマ)", G_REGEX_OPTIMIZE, 0, &error);

    if (regex == NULL)
      g_error ("%s", error->message);
    g_once_init_leave (&made, (gsize) regex);
  }

  return g_regex_replace ((const GRegex *) made, text, -1, 0, "\\1", 0, NULL);
}

static gboolean
is_set (const char *text)
{
  g_autofree char *folded = mh_text_fold (text);

  return *folded != '\0';
}

static char *
only_digits (const char *text)
{
  g_autofree char *plain = mh_text_fold (text);
  GString *digits = g_string_new (NULL);

  for (const char *at = plain; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);

  return g_string_free (digits, FALSE);
}

static gboolean
has_phone (const char *text,
           const char *phone)
{
  g_autofree char *all = only_digits (text);
  g_autofree char *number = only_digits (phone);

  return strstr (all, number) != NULL;
}

/* Who writes, first; whom to ask, last. */
static char *
add_frame (const char   *text,
           const Values *values)
{
  const char *town = values->of[FIELD_TOWN];
  const char *phone = values->of[FIELD_PHONE];
  const char *code = values->of[FIELD_CODE];
  g_autofree char *head = g_strdup_printf ("【%s", town);
  gboolean has_head = g_str_has_prefix (text, head) || g_str_has_prefix (text, town);
  gboolean needs_phone = !has_phone (text, phone);
  gboolean needs_code = code != NULL && *code != '\0' && strstr (text, code) == NULL;
  GString *whole = g_string_new (NULL);

  if (!has_head)
    g_string_append_printf (whole, "【%s】", town);
  g_string_append (whole, text);
  if (needs_code)
    g_string_append_printf (whole, "\n確認番号 %s", code);
  if (needs_phone)
    g_string_append_printf (whole, "%sお問い合わせ %s", needs_code ? " " : "\n", phone);

  return g_string_free (whole, FALSE);
}

/* Whether @text has @place, a part of where the person lives that is not the town's own name. */
static gboolean
tells_place (const char *text,
             const char *place,
             const char *town)
{
  g_autofree char *folded = mh_text_fold (place);
  g_autofree char *folded_town = mh_text_fold (town);

  return g_utf8_strlen (folded, -1) >= 2 && strstr (folded_town, folded) == NULL && strstr (text, folded) != NULL;
}

/* A message to a protected person may not say where she lives, in whatever way it came into the words. */
static gboolean
check_protected (const MhDesk     *desk,
                 const MhResident *person,
                 const char       *words,
                 const char       *town,
                 GError          **error)
{
  const char *places[] = { person->district, person->district2, person->district3, person->address, person->address_extra };
  g_autofree char *folded = NULL;
  gboolean covered = TRUE;

  if (!mh_protect_covers (desk, person->id, &covered, error))
    return FALSE;
  if (!covered)
    return TRUE;

  folded = mh_text_fold (words);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    if (places[i] != NULL && tells_place (folded, places[i], town)) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                           _("The words name a place that must not stand in a message to this person. Please tell this person in another way."));
      return FALSE;
    }
  }

  return TRUE;
}

static char *
write_words (const MhBroadcast *broadcast,
             gboolean           shared,
             const Values      *values,
             GError           **error)
{
  g_autofree char *text = shared ? drop_titles (broadcast->text) : g_strdup (broadcast->text);
  g_autofree char *easy = NULL;
  g_autofree char *words = fill (text, values, error);
  g_autofree char *plain = NULL;

  if (words == NULL)
    return NULL;

  g_strchomp (words);
  if (!is_set (broadcast->easy))
    return g_steal_pointer (&words);

  easy = shared ? drop_titles (broadcast->easy) : g_strdup (broadcast->easy);
  plain = fill (easy, values, error);
  if (plain == NULL)
    return NULL;

  g_strchomp (plain);

  return g_strconcat (words, "\n\n〈やさしい日本語〉\n", plain, NULL);
}

/**
 * mh_broadcast_text_fields:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the fields that a text may have
 */
const char * const *
mh_broadcast_text_fields (void)
{
  return fields;
}

/**
 * mh_broadcast_text_field_label:
 * @field: one of mh_broadcast_text_fields()
 *
 * Returns: (transfer none) (nullable): the Japanese name that means the same
 */
const char *
mh_broadcast_text_field_label (const char *field)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (g_str_equal (fields[i], field))
      return labels[i];

  return NULL;
}

/**
 * mh_broadcast_text_validate:
 * @text: words with fields
 * @error: return location; MH_ERROR_INVALID with what is wrong
 *
 * Returns: whether every field is one that can be filled
 */
gboolean
mh_broadcast_text_validate (const char *text,
                            GError    **error)
{
  g_auto (Values) values = { 0 };
  g_autofree char *filled = NULL;

  for (guint i = 0; i < N_FIELDS; i++)
    values.of[i] = g_strdup ("-");
  filled = fill (text, &values, error);

  return filled != NULL;
}

/* Who reads インフルエンザ knows nothing but what the public name インフルエンザ予防接種 tells. */
static gboolean
is_inner (const MhProgramme *programme)
{
  g_autofree char *name = mh_text_fold (programme->name);
  g_autofree char *known = mh_text_fold (programme->public_name);

  return strstr (known, name) == NULL;
}

static GPtrArray *
read_names (const MhDesk *desk,
            GPtrArray    *public_names,
            GError      **error)
{
  g_autoptr (GPtrArray) programmes = mh_programme_table_list (desk->db, error);
  g_autoptr (GPtrArray) inner = g_ptr_array_new_with_free_func (g_free);

  if (programmes == NULL)
    return NULL;

  for (guint i = 0; i < programmes->len; i++) {
    const MhProgramme *programme = g_ptr_array_index (programmes, i);

    if (programme->public_name != NULL)
      g_ptr_array_add (public_names, g_strdup (programme->public_name));
    if (is_inner (programme))
      g_ptr_array_add (inner, g_strdup (programme->name));
  }
  g_ptr_array_add (public_names, NULL);
  g_ptr_array_add (inner, NULL);

  return g_steal_pointer (&inner);
}

/* An inner name inside of a public one, 健診 in 乳幼児健診, is not told. */
static gboolean
lies_in_public (const MhWordsFinding *finding,
                GPtrArray            *known)
{
  for (guint i = 0; i < known->len; i++) {
    const MhWordsFinding *name = g_ptr_array_index (known, i);

    if (name->problem == MH_WORDS_PROGRAMME && name->offset <= finding->offset &&
        finding->offset + strlen (finding->found) <= name->offset + strlen (name->found))
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_broadcast_text_check:
 * @desk: the desk
 * @text: a text, its fields not filled yet
 * @error: return location
 *
 * Returns: (transfer full) (element-type MhWordsFinding): what mh_words_check() finds, with the names of the town's programmes and its web
 *   address. A telephone number is asked for only where the town has none set, since a message gets it when it leaves
 */
GPtrArray *
mh_broadcast_text_check (const MhDesk *desk,
                         const char   *text,
                         GError      **error)
{
  g_autoptr (GPtrArray) public_names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) inner = read_names (desk, public_names, error);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) known = NULL;
  g_autofree char *web = NULL;
  g_autofree char *phone = NULL;

  if (inner == NULL)
    return NULL;

  web = mh_config_get (desk, "town.web", NULL);
  phone = mh_config_get (desk, "town.phone", NULL);
  findings = mh_words_check_town (text, (const char * const *) inner->pdata, web);
  known = mh_words_check_town (text, (const char * const *) public_names->pdata, web);

  for (guint i = findings->len; i > 0; i--) {
    const MhWordsFinding *finding = g_ptr_array_index (findings, i - 1);

    if ((finding->problem == MH_WORDS_PROGRAMME && lies_in_public (finding, known)) ||
        (finding->problem == MH_WORDS_NO_PHONE && *phone != '\0'))
      g_ptr_array_remove_index (findings, i - 1);
  }

  return g_steal_pointer (&findings);
}

/**
 * mh_broadcast_text_is_shared:
 * @desk: the desk
 * @contact: by which a message would go; 0: by hand
 * @resident: whom it is for
 * @out_shared: (out): whether it must name nobody
 * @error: return location
 *
 * Returns: whether it could be judged
 */
gboolean
mh_broadcast_text_is_shared (const MhDesk *desk,
                             gint64        contact,
                             gint64        resident,
                             gboolean     *out_shared,
                             GError      **error)
{
  gboolean may_name = TRUE;

  if (contact != 0 && !mh_contact_table_may_name (desk->db, contact, resident, &may_name, error))
    return FALSE;

  *out_shared = !may_name;

  return TRUE;
}

static gboolean
has_fields (const char *text)
{
  return text != NULL && (strchr (text, '{') != NULL || strstr (text, "｛") != NULL);
}

/**
 * mh_broadcast_text_has_fields:
 * @broadcast: what is said
 *
 * Returns: whether something is filled in for each person; else all but the protected read the same
 */
gboolean
mh_broadcast_text_has_fields (const MhBroadcast *broadcast)
{
  return has_fields (broadcast->text) || has_fields (broadcast->easy);
}

/**
 * mh_broadcast_text_is_same:
 * @desk: the desk
 * @broadcast: what is said
 * @resident: a person
 * @out_same: (out): whether what mh_broadcast_text_write() wrote for another person is what it would write for this one
 * @error: return location
 *
 * Where nothing is filled in all read the same, by a shared contact too; only the words for a protected person are looked at each time.
 *
 * Returns: whether it could be judged
 */
gboolean
mh_broadcast_text_is_same (const MhDesk      *desk,
                           const MhBroadcast *broadcast,
                           gint64             resident,
                           gboolean          *out_same,
                           GError           **error)
{
  gboolean covered = TRUE;

  *out_same = FALSE;
  if (mh_broadcast_text_has_fields (broadcast))
    return TRUE;

  if (!mh_duplicate_table_follow (desk->db, resident, &resident, error) || !mh_protect_covers (desk, resident, &covered, error))
    return FALSE;

  *out_same = !covered;

  return TRUE;
}

/* The words before the frame, with what the frame needs. */
static char *
write_inner (const MhDesk      *desk,
             const MhBroadcast *broadcast,
             gint64             resident,
             gboolean           shared,
             Values            *values,
             GError           **error)
{
  g_autoptr (MhResident) person = NULL;
  g_autofree char *words = NULL;

  if (!mh_duplicate_table_follow (desk->db, resident, &resident, error) || !read_sender (desk, values, error))
    return NULL;

  person = mh_resident_table_get (desk->db, resident, error);
  if (person == NULL)
    return NULL;

  name_person (person, shared, values);
  values->of[FIELD_CODE] = g_strdup (broadcast->code);
  if (!tell_booking (desk, broadcast, resident, values, error))
    return NULL;

  words = write_words (broadcast, shared, values, error);
  if (words == NULL || !check_protected (desk, person, words, values->of[FIELD_TOWN], error))
    return NULL;

  return g_steal_pointer (&words);
}

/**
 * mh_broadcast_text_write:
 * @desk: the desk
 * @broadcast: what is said; an empty code is left out
 * @resident: to whom
 * @shared: whether the contact is read by others, too: nobody is named then
 * @error: return location; MH_ERROR_INVALID for a field that is unknown or has nothing in it for this person, and for words that tell
 *   where a protected person lives; MH_ERROR_REFUSED when the town's name or telephone number is not set; MH_ERROR_NOT_FOUND
 *
 * Everything comes from the person's own record and own booking; no list is laid beside another one.
 *
 * Returns: (transfer full): what the resident reads
 */
char *
mh_broadcast_text_write (const MhDesk      *desk,
                         const MhBroadcast *broadcast,
                         gint64             resident,
                         gboolean           shared,
                         GError           **error)
{
  g_auto (Values) values = { 0 };
  g_autofree char *words = NULL;

  g_return_val_if_fail (desk != NULL && broadcast != NULL && broadcast->text != NULL, NULL);

  words = write_inner (desk, broadcast, resident, shared, &values, error);

  return words != NULL ? add_frame (words, &values) : NULL;
}

/**
 * mh_broadcast_text_write_bare:
 * @desk: the desk
 * @broadcast: what is said
 * @resident: to whom
 * @shared: whether others read it, too
 * @error: return location; as mh_broadcast_text_write()
 *
 * As mh_broadcast_text_write(), for paper on which sender, telephone and check code have a place of their own.
 *
 * Returns: (transfer full): the words alone
 */
char *
mh_broadcast_text_write_bare (const MhDesk      *desk,
                              const MhBroadcast *broadcast,
                              gint64             resident,
                              gboolean           shared,
                              GError           **error)
{
  g_auto (Values) values = { 0 };

  g_return_val_if_fail (desk != NULL && broadcast != NULL && broadcast->text != NULL, NULL);

  return write_inner (desk, broadcast, resident, shared, &values, error);
}

/* The day that it is about, without anybody's booking. */
static gboolean
tell_subject (const MhDesk      *desk,
              const MhBroadcast *broadcast,
              Values            *values,
              GError           **error)
{
  g_autoptr (MhProgramme) about = NULL;
  gint64 session, programme;

  if (!find_subject (broadcast, &session, &programme, error))
    return FALSE;
  if (session == 0 && programme == 0)
    return TRUE;
  if (session != 0 && !tell_session (desk, session, &programme, values, error))
    return FALSE;

  about = mh_programme_table_get (desk->db, programme, error);
  if (about == NULL)
    return FALSE;

  values->of[FIELD_PROGRAMME] = g_strdup (about->public_name != NULL && *about->public_name != '\0' ? about->public_name : "ご予約の件");

  return TRUE;
}

/**
 * mh_broadcast_text_write_to_number:
 * @desk: the desk
 * @broadcast: what is said
 * @error: return location; MH_ERROR_INVALID for a field that only a person of the register has, MH_ERROR_REFUSED when the town's name or telephone
 *   number is not set
 *
 * Returns: (transfer full): what somebody reads whom the register does not know
 */
char *
mh_broadcast_text_write_to_number (const MhDesk      *desk,
                                   const MhBroadcast *broadcast,
                                   GError           **error)
{
  g_auto (Values) values = { 0 };
  g_autofree char *words = NULL;

  g_return_val_if_fail (desk != NULL && broadcast != NULL && broadcast->text != NULL, NULL);

  if (!read_sender (desk, &values, error) || !tell_subject (desk, broadcast, &values, error))
    return NULL;

  values.of[FIELD_CODE] = g_strdup (broadcast->code);
  words = write_words (broadcast, FALSE, &values, error);

  return words != NULL ? add_frame (words, &values) : NULL;
}

static char *
list_refused (const char *text)
{
  GString *refused = g_string_new (NULL);

  for (const char *at = text; *at != '\0';) {
    g_autofree char *found = mh_sms_find_refused (at);

    if (found == NULL)
      break;
    if (strstr (refused->str, found) == NULL)
      g_string_append (refused, found);
    at = strstr (at, found) + strlen (found);
  }

  return g_string_free (refused, refused->len == 0);
}

/**
 * mh_broadcast_text_measure:
 * @desk: the desk
 * @text: what a resident would read
 * @out_measure: (out): how long it is and what it costs; clear it with mh_text_measure_clear()
 * @error: return location
 *
 * Returns: whether the settings could be read
 */
gboolean
mh_broadcast_text_measure (const MhDesk  *desk,
                           const char    *text,
                           MhTextMeasure *out_measure,
                           GError       **error)
{
  MhSmsRule rule;

  g_return_val_if_fail (text != NULL && out_measure != NULL, FALSE);

  *out_measure = (MhTextMeasure) { 0 };
  if (!mh_config_get_sms_rule (desk, &rule, error))
    return FALSE;

  out_measure->line_units = (guint) mh_text_utf16_length (text);
  out_measure->line_fits = out_measure->line_units > 0 && out_measure->line_units <= LINE_LIMIT;
  out_measure->sms_units = out_measure->line_units;
  out_measure->sms_fits = out_measure->sms_units > 0 && out_measure->sms_units <= (guint) rule.limit;
  out_measure->sms_parts = mh_sms_parts (&rule, text);
  out_measure->sms_yen = out_measure->sms_parts * rule.yen_part;
  out_measure->refused = list_refused (text);

  return TRUE;
}

/**
 * mh_text_measure_clear:
 * @measure: what was measured
 */
void
mh_text_measure_clear (MhTextMeasure *measure)
{
  g_clear_pointer (&measure->refused, g_free);
}
