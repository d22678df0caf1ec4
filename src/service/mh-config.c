/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-config"

#include "mh-config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-act.h"
#include "mh-backup-set.h"
#include "mh-box-key.h"
#include "mh-code.h"
#include "mh-config-table.h"
#include "mh-error.h"
#include "mh-holidays.h"
#include "mh-http.h"
#include "mh-phone.h"

#define MAX_TEXT_CHARACTERS 40
#define MAX_HOLD_SECONDS 600
#define MAX_LOCK_MINUTES 480
#define MAX_WARN_DAYS 90
#define MAX_SMS_UNITS 70      /* of one part, UCS-2 */
#define MAX_SMS_LIMIT 2000
#define MAX_SMS_YEN 100.0
#define MAX_SHIFT_MM 20.0

static const MhConfigKey keys[] = {
  { "town.name", "", FALSE },
  { "town.sender", "", FALSE },
  { "town.phone", "", FALSE },
  { "town.area-code", "", FALSE },
  { "town.code", "", FALSE },
  { "town.web", "", FALSE },
  { "town.address", "", FALSE },
  { "letter.shift-x", "0", FALSE },
  { "letter.shift-y", "0", FALSE },
  { "label.shift-x", "0", FALSE },
  { "label.shift-y", "0", FALSE },
  { "district.1.name", "", FALSE },
  { "district.2.name", "", FALSE },
  { "district.3.name", "", FALSE },
  { "offer.open", "08:00", FALSE },
  { "offer.close", "20:00", FALSE },
  { "offers.working-days", "off", FALSE },
  { "hold.seconds", "10", FALSE },
  { "broadcast.count-above", "20", FALSE },
  { "broadcast.second", "off", FALSE },
  { "broadcast.open", "08:30", FALSE },
  { "broadcast.close", "17:15", FALSE },
  { "broadcast.working-days", "on", FALSE },
  { "broadcast.daily-cap", "3", FALSE },
  { "broadcast.hold-min", "60", FALSE },
  { "broadcast.hold-max", "180", FALSE },
  { "broadcast.slow-start", "60", FALSE },
  { "broadcast.same-days", "7", FALSE },
  { "broadcast.list-days", "30", FALSE },
  { "broadcast.test-link", "", TRUE },
  { "line.endpoint", "https://api.line.me", FALSE },
  { "line.data-endpoint", "https://api-data.line.me", FALSE },
  { "line.channel-id", "", FALSE },
  { "line.month-limit", "", FALSE },
  { "line.offer-card", "on", FALSE },
  { "sms.provider", "karaden", FALSE },
  { "sms.karaden.endpoint", "", FALSE },
  { "sms.karaden.service-id", "", FALSE },
  { "sms.first", "70", FALSE },
  { "sms.step", "67", FALSE },
  { "sms.limit", "660", FALSE },
  { "sms.yen", "0", FALSE },
  { "sms.zettai.endpoint", "https://sms-api.aossms.com", FALSE },
  { "sms.zettai.client-id", "", FALSE },
  { "sms.zettai.sms-code", "", FALSE },
  { "sms.twilio.endpoint", "https://api.twilio.com", FALSE },
  { "sms.twilio.account-sid", "", FALSE },
  { "sms.twilio.from", "", FALSE },
  { "sms.twilio.callback", "", FALSE },
  { "box.role", "none", FALSE },
  { "box.erase-days", "30", FALSE },
  { "box.peer", "", TRUE },
  { "lock.minutes", "10", FALSE },
  { "proxy", "", FALSE },
  { "ca-file", "", FALSE },
  { "sending", "on", FALSE },
  { "backup.auto", "on", FALSE },
  { "backup.time", "21:00", FALSE },
  { "backup.folder", "", FALSE },
  { "backup.second", "", FALSE },
  { "backup.keep", "7,4,12", FALSE },
  { "backup.warn-days", "3", FALSE },
  { "backup.last", "", TRUE },
  { "backup.problem", "", TRUE },
  { "backup.second-problem", "", TRUE },
  { "backup.sheet", "", TRUE },
  { "offers.frozen-at", "", TRUE },
  { "residents.as-of", "", TRUE },
  { "practice", "0", TRUE },
  { "installation", "", TRUE },
  { NULL, NULL, FALSE },
};

static const MhConfigKey *
find_key (const char *name,
          GError    **error)
{
  for (const MhConfigKey *key = keys; key->key != NULL; key++) {
    if (g_str_equal (key->key, name))
      return key;
  }

  g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND,
               _("There is no setting “%s”. Look at the list of settings for the right name."), name);

  return NULL;
}

/* The checks: each returns the value as it is kept, or NULL with a sentence. None sees an empty value. */

typedef char *(*CheckFunc) (const MhDesk *desk,
                            const char   *key,
                            const char   *value,
                            GError      **error);

static char *
check_text (const MhDesk *desk,
            const char   *key,
            const char   *value,
            GError      **error)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p)) {
    if (g_unichar_iscntrl (g_utf8_get_char (p))) {
      g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Write it in one line, without line breaks."));
      return NULL;
    }
  }

  if (g_utf8_strlen (value, -1) > MAX_TEXT_CHARACTERS) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("That is too long. Use %d characters at most."), MAX_TEXT_CHARACTERS);
    return NULL;
  }

  return g_strdup (value);
}

static char *
check_phone (const MhDesk *desk,
             const char   *key,
             const char   *value,
             GError      **error)
{
  g_autofree char *area_code = mh_config_get (desk, "town.area-code", NULL);
  MhPhone phone = mh_phone_read (value, *area_code != '\0' ? area_code : NULL);

  if (phone.kind != MH_PHONE_INVALID && phone.kind != MH_PHONE_MACHINE)
    return g_strdup (value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("That is not a telephone number that people can call. Write it with the area code, such as 0158-00-0000."));

  return NULL;
}

static gboolean
is_digits (const char *value)
{
  return strspn (value, "0123456789") == strlen (value);
}

static char *
check_code (const MhDesk *desk,
            const char   *key,
            const char   *value,
            GError      **error)
{
  char *code = mh_code_municipality (value);

  if (code == NULL)
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Write the six digits of the municipality's code."));

  return code;
}

/* Millimetres by which paper is printed beside its place. */
static char *
check_shift (const MhDesk *desk,
             const char   *key,
             const char   *value,
             GError      **error)
{
  char *end = NULL;
  double mm = g_ascii_strtod (value, &end);
  char kept[G_ASCII_DTOSTR_BUF_SIZE];

  if (end != value && *end == '\0' && mm >= -MAX_SHIFT_MM && mm <= MAX_SHIFT_MM)
    return g_strdup (g_ascii_formatd (kept, sizeof kept, "%.1f", mm));

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Write a distance in millimetres between -%d and %d."), (int) MAX_SHIFT_MM, (int) MAX_SHIFT_MM);

  return NULL;
}

static char *
check_area_code (const MhDesk *desk,
                 const char   *key,
                 const char   *value,
                 GError      **error)
{
  gsize length = strlen (value);

  if (is_digits (value) && length >= 2 && length <= 5 && value[0] == '0' && value[1] != '0')
    return g_strdup (value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("That is not an area code. Write 2 to 5 digits that begin with 0, such as 0158."));

  return NULL;
}

/* A damaged other end must not keep this one from being set right. */
static gboolean
check_hours_order (const MhDesk *desk,
                   const char   *key,
                   int           minutes,
                   GError      **error)
{
  gboolean is_open = g_str_has_suffix (key, ".open");
  g_autoptr (GError) local_error = NULL;
  g_autofree char *group = g_strndup (key, (gsize) (strchr (key, '.') - key));
  g_autofree char *other_key = g_strconcat (group, is_open ? ".close" : ".open", NULL);
  g_autofree char *other = mh_config_get (desk, other_key, &local_error);
  int other_minutes;

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (!mh_minutes_read (other, &other_minutes) || (is_open ? minutes < other_minutes : minutes > other_minutes))
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       g_str_equal (group, "offer")
                       ? _("The time at which offers begin to leave must be before the time at which they end.")
                       : _("The time at which messages begin to leave must be before the time at which they end."));

  return FALSE;
}

static char *
check_time (const MhDesk *desk,
            const char   *key,
            const char   *value,
            GError      **error)
{
  int minutes;

  if (!mh_minutes_read (value, &minutes)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("That is not a time of the day. Write it as 08:00."));
    return NULL;
  }

  if (!check_hours_order (desk, key, minutes, error))
    return NULL;

  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

static char *
check_hold (const MhDesk *desk,
            const char   *key,
            const char   *value,
            GError      **error)
{
  guint64 seconds;

  if (g_ascii_string_to_unsigned (value, 10, 0, MAX_HOLD_SECONDS, &seconds, NULL))
    return g_strdup_printf ("%u", (guint) seconds);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
               _("Write how many seconds messages wait before they leave, from 0 to %d."), MAX_HOLD_SECONDS);

  return NULL;
}

static char *
check_lock (const MhDesk *desk,
            const char   *key,
            const char   *value,
            GError      **error)
{
  guint64 minutes;

  if (g_ascii_string_to_unsigned (value, 10, 0, MAX_LOCK_MINUTES, &minutes, NULL))
    return g_strdup_printf ("%u", (guint) minutes);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
               _("Write after how many minutes without input the screen is hidden, from 1 to %d; 0 for never."), MAX_LOCK_MINUTES);

  return NULL;
}

static char *
check_endpoint (const MhDesk *desk,
                const char   *key,
                const char   *value,
                GError      **error)
{
  return mh_endpoint_check (value, mh_config_is_practice (desk), error) ? g_strdup (value) : NULL;
}

static char *
check_number (const MhDesk *desk,
              const char   *key,
              const char   *value,
              GError      **error)
{
  guint64 number;

  if (is_digits (value) && g_ascii_string_to_unsigned (value, 10, 1, G_MAXINT64, &number, NULL))
    return g_strdup (value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("That is not an id of the provider. Copy the digits from the provider's page, without spaces."));

  return NULL;
}

static char *
check_sms_provider (const MhDesk *desk,
                    const char   *key,
                    const char   *value,
                    GError      **error)
{
  if (g_strv_contains ((const char *[]) { "karaden", "zettai", "twilio", NULL }, value))
    return g_strdup (value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The SMS service is one of karaden, zettai and twilio."));

  return NULL;
}

static char *
check_account_sid (const MhDesk *desk,
                   const char   *key,
                   const char   *value,
                   GError      **error)
{
  if (strlen (value) == 34 && g_str_has_prefix (value, "AC") && strspn (value + 2, "0123456789abcdefABCDEF") == 32)
    return g_strdup (value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("That is not an account SID. Copy it from the service's page: AC and 32 letters and digits."));

  return NULL;
}

/* A password in the address would be a credential outside the keyring. */
static char *
check_proxy (const MhDesk *desk,
             const char   *key,
             const char   *value,
             GError      **error)
{
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || !(g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("That is not the address of a proxy. Write it as http://proxy.town.example:8080, or leave it empty."));
    return NULL;
  }

  if (g_uri_get_userinfo (uri) != NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("A user name or password cannot be kept in the proxy's address. Write the address without them."));
    return NULL;
  }

  return g_strdup (value);
}

static char *
check_ca_file (const MhDesk *desk,
               const char   *key,
               const char   *value,
               GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *contents = NULL;

  if (!g_path_is_absolute (value)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("Name the certificate file with its whole path, from the top folder on."));
    return NULL;
  }

  if (!g_file_get_contents (value, &contents, NULL, &local_error)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 _("The certificate file cannot be read (%s). Check its name and whether you may open it."), local_error->message);
    return NULL;
  }

  if (strstr (contents, "-----BEGIN CERTIFICATE-----") == NULL) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                         _("There is no certificate in that file. Ask for the office's own CA as a PEM file."));
    return NULL;
  }

  return g_strdup (value);
}

static char *
check_switch (const MhDesk *desk,
              const char   *key,
              const char   *value,
              GError      **error)
{
  if (g_str_equal (value, "on") || g_str_equal (value, "off"))
    return g_strdup (value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Write “on” or “off”."));

  return NULL;
}

static char *
check_time_of_day (const MhDesk *desk,
                   const char   *key,
                   const char   *value,
                   GError      **error)
{
  int minutes;

  if (mh_minutes_read (value, &minutes))
    return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("That is not a time of the day. Write it as 08:00."));

  return NULL;
}

static char *
check_folder (const MhDesk *desk,
              const char   *key,
              const char   *value,
              GError      **error)
{
  if (g_path_is_absolute (value) && g_file_test (value, G_FILE_TEST_IS_DIR))
    return g_strdup (value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("There is no such folder. Connect the disk or USB stick, and choose the folder with its whole path."));

  return NULL;
}

static char *
check_keep (const MhDesk *desk,
            const char   *key,
            const char   *value,
            GError      **error)
{
  MhBackupKeep keep;

  if (mh_backup_keep_read (value, &keep))
    return g_strdup_printf ("%d,%d,%d", keep.days, keep.weeks, keep.months);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("Write for how many days, weeks and months a backup is kept, such as 7,4,12. One day at least."));

  return NULL;
}

static char *
check_days (const MhDesk *desk,
            const char   *key,
            const char   *value,
            GError      **error)
{
  guint64 days;

  if (g_ascii_string_to_unsigned (value, 10, 1, MAX_WARN_DAYS, &days, NULL))
    return g_strdup_printf ("%u", (guint) days);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Write a number of days from 1 to %d."), MAX_WARN_DAYS);

  return NULL;
}

/* A pasted address gives its host. */
static char *
check_host (const MhDesk *desk,
            const char   *key,
            const char   *value,
            GError      **error)
{
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : value;
  g_autofree char *small = g_ascii_strdown (host, -1);

  if (strspn (small, "abcdefghijklmnopqrstuvwxyz0123456789.-") == strlen (small) && strchr (small, '.') != NULL && g_ascii_isalnum (small[0]) &&
      g_ascii_isalpha (small[strlen (small) - 1]))
    return g_steal_pointer (&small);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("That is not the address of a web site. Write it as www.town.example.lg.jp."));

  return NULL;
}

static char *
check_range (const char *value,
             guint       least,
             guint       most,
             GError    **error)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (value, 10, least, most, &number, NULL))
    return g_strdup_printf ("%u", (guint) number);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Write a number of characters from %u to %u, as your contract for SMS says."), least, most);

  return NULL;
}

static char *
check_units (const MhDesk *desk,
             const char   *key,
             const char   *value,
             GError      **error)
{
  return check_range (value, 1, MAX_SMS_UNITS, error);
}

static char *
check_limit (const MhDesk *desk,
             const char   *key,
             const char   *value,
             GError      **error)
{
  return check_range (value, MAX_SMS_UNITS, MAX_SMS_LIMIT, error);
}

static char *
check_yen (const MhDesk *desk,
           const char   *key,
           const char   *value,
           GError      **error)
{
  char *end = NULL;
  double yen = g_ascii_strtod (value, &end);

  if (strspn (value, "0123456789.") == strlen (value) && *end == '\0' && yen >= 0 && yen <= MAX_SMS_YEN)
    return g_strdup (value);

  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Write how many yen one part of an SMS costs, such as 3.3, at most %d."), (int) MAX_SMS_YEN);

  return NULL;
}

static char *
check_count (const MhDesk *desk,
             const char   *key,
             const char   *value,
             GError      **error)
{
  static const struct {
    const char *key;
    guint       from;
    guint       to;
  } ranges[] = {
    { "broadcast.count-above", 0, 100000 },
    { "broadcast.daily-cap", 1, 20 },
    { "broadcast.hold-min", 10, 600 },
    { "broadcast.hold-max", 10, 600 },
    { "broadcast.slow-start", 10, 3600 },
    { "broadcast.same-days", 0, 365 },
    { "broadcast.list-days", 1, 365 },
    { "line.month-limit", 0, 10000000 },
    { "box.erase-days", 1, 365 },
  };
  guint64 number;

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++) {
    if (!g_str_equal (ranges[i].key, key))
      continue;

    if (g_ascii_string_to_unsigned (value, 10, ranges[i].from, ranges[i].to, &number, NULL))
      return g_strdup_printf ("%u", (guint) number);

    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Write a number from %u to %u."), ranges[i].from, ranges[i].to);
    return NULL;
  }

  g_return_val_if_reached (NULL);
}

static char *
check_box_role (const MhDesk *desk,
                const char   *key,
                const char   *value,
                GError      **error)
{
  if (g_str_equal (value, mh_box_role_to_nick (mh_box_role_from_nick (value))))
    return g_strdup (value);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("Write none, register for the computer with the register, or sender for the one that sends."));

  return NULL;
}

static const struct {
  const char *key;
  CheckFunc   check;
} checks[] = {
  { "town.name", check_text },
  { "town.sender", check_text },
  { "town.phone", check_phone },
  { "town.area-code", check_area_code },
  { "town.code", check_code },
  { "town.web", check_host },
  { "town.address", check_text },
  { "letter.shift-x", check_shift },
  { "letter.shift-y", check_shift },
  { "label.shift-x", check_shift },
  { "label.shift-y", check_shift },
  { "district.1.name", check_text },
  { "district.2.name", check_text },
  { "district.3.name", check_text },
  { "offer.open", check_time },
  { "offer.close", check_time },
  { "offers.working-days", check_switch },
  { "hold.seconds", check_hold },
  { "broadcast.count-above", check_count },
  { "broadcast.second", check_switch },
  { "broadcast.open", check_time },
  { "broadcast.close", check_time },
  { "broadcast.working-days", check_switch },
  { "broadcast.daily-cap", check_count },
  { "broadcast.hold-min", check_count },
  { "broadcast.hold-max", check_count },
  { "broadcast.slow-start", check_count },
  { "broadcast.same-days", check_count },
  { "broadcast.list-days", check_count },
  { "line.endpoint", check_endpoint },
  { "line.data-endpoint", check_endpoint },
  { "line.channel-id", check_number },
  { "line.month-limit", check_count },
  { "line.offer-card", check_switch },
  { "sms.provider", check_sms_provider },
  { "sms.karaden.endpoint", check_endpoint },
  { "sms.karaden.service-id", check_number },
  { "sms.first", check_units },
  { "sms.step", check_units },
  { "sms.limit", check_limit },
  { "sms.yen", check_yen },
  { "sms.zettai.endpoint", check_endpoint },
  { "sms.zettai.client-id", check_number },
  { "sms.zettai.sms-code", check_number },
  { "sms.twilio.endpoint", check_endpoint },
  { "sms.twilio.account-sid", check_account_sid },
  { "sms.twilio.from", check_text },
  { "sms.twilio.callback", check_endpoint },
  { "box.role", check_box_role },
  { "box.erase-days", check_count },
  { "lock.minutes", check_lock },
  { "proxy", check_proxy },
  { "ca-file", check_ca_file },
  { "sending", check_switch },
  { "backup.auto", check_switch },
  { "backup.time", check_time_of_day },
  { "backup.folder", check_folder },
  { "backup.second", check_folder },
  { "backup.keep", check_keep },
  { "backup.warn-days", check_days },
};

static char *
check_value (const MhDesk *desk,
             const char   *key,
             const char   *value,
             GError      **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    if (g_str_equal (checks[i].key, key))
      return checks[i].check (desk, key, value, error);
  }

  g_return_val_if_reached (NULL);
}

/* An opening time taken away falls back to its default, which must be before the closing time as well. */
static gboolean
check_removal (const MhDesk      *desk,
               const MhConfigKey *key,
               GError           **error)
{
  g_autofree char *kept = NULL;

  if (*key->fallback == '\0')
    return TRUE;

  if (g_str_has_suffix (key->key, ".open") || g_str_has_suffix (key->key, ".close"))
    kept = check_time (desk, key->key, key->fallback, error);
  else
    kept = g_strdup (key->fallback);

  return kept != NULL;
}

/* The checks look at other settings, so they run inside the write transaction. */
static gboolean
write_value (const MhDesk      *desk,
             const MhConfigKey *key,
             const char        *value,
             GError           **error)
{
  g_autofree char *kept = NULL;

  if (*value == '\0')
    return check_removal (desk, key, error) && mh_config_table_set (desk->db, key->key, NULL, error);

  kept = check_value (desk, key->key, value, error);

  return kept != NULL && mh_config_table_set (desk->db, key->key, kept, error);
}

/**
 * mh_config_keys:
 *
 * Returns: (transfer none): every setting, ended by one without a name
 */
const MhConfigKey *
mh_config_keys (void)
{
  return keys;
}

/**
 * mh_config_get:
 * @desk: the desk
 * @key: a setting's name
 * @error: return location for an error
 *
 * Returns: (transfer full): its value or, where none was set, its default; never %NULL. "" with @error set for an unknown name
 *   (MH_ERROR_NOT_FOUND) or when it could not be read
 */
char *
mh_config_get (const MhDesk *desk,
               const char   *key,
               GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  const MhConfigKey *known;
  char *value;

  g_return_val_if_fail (desk != NULL, g_strdup (""));
  g_return_val_if_fail (key != NULL, g_strdup (""));

  known = find_key (key, error);
  if (known == NULL)
    return g_strdup ("");

  value = mh_config_table_get (desk->db, key, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return g_strdup ("");
  }

  return value != NULL ? value : g_strdup (known->fallback);
}

/**
 * mh_config_set:
 * @desk: the desk
 * @key: a setting's name
 * @value: what it is to be; "" takes it back to its default
 * @error: return location for an error
 *
 * Checks @value and keeps it; one act, unless it is what is kept already.
 *
 * Returns: whether it is kept; MH_ERROR_INVALID with a sentence about @value, MH_ERROR_REFUSED for what nobody may set
 */
gboolean
mh_config_set (const MhDesk *desk,
               const char   *key,
               const char   *value,
               GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *trimmed = NULL;
  g_autofree char *present = NULL;
  g_autoptr (MhAct) act = NULL;
  const MhConfigKey *known;

  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  known = find_key (key, error);
  if (known == NULL)
    return FALSE;

  if (known->read_only) {
    g_set_error (error, MH_ERROR, MH_ERROR_REFUSED,
                 _("The setting “%s” is kept by the program itself and cannot be changed here."), key);
    return FALSE;
  }

  if (!g_utf8_validate (value, -1, NULL)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The text holds characters that cannot be read. Type it again."));
    return FALSE;
  }

  trimmed = g_strstrip (g_strdup (value));
  present = mh_config_table_get (desk->db, key, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (g_strcmp0 (present != NULL ? present : "", trimmed) == 0)
    return TRUE;

  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "config.set", MH_UNDO_WHOLE, error);
  if (act == NULL)
    return FALSE;

  mh_act_set_text (act, "key", key);

  return write_value (desk, known, trimmed, error) && mh_act_commit (act, error);
}

/* The hours kept by @group: "offer" or "broadcast". @working_days_key: the switch for working days. */
static gboolean
read_hours (const MhDesk *desk,
            const char   *group,
            const char   *working_days_key,
            MhHours      *out_hours,
            GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *open_key = g_strconcat (group, ".open", NULL);
  g_autofree char *close_key = g_strconcat (group, ".close", NULL);
  g_autofree char *open = NULL;
  g_autofree char *close = NULL;
  g_autofree char *working_days = NULL;

  open = mh_config_get (desk, open_key, &local_error);
  if (local_error == NULL)
    close = mh_config_get (desk, close_key, &local_error);
  if (local_error == NULL)
    working_days = mh_config_get (desk, working_days_key, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  *out_hours = (MhHours) { 0 };
  if (mh_minutes_read (open, &out_hours->open) && mh_minutes_read (close, &out_hours->close) &&
      out_hours->open < out_hours->close)
    return !g_str_equal (working_days, "on") || mh_holidays_close_hours (desk, out_hours, error);

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       g_str_equal (group, "offer")
                       ? _("The hours in which offers leave are damaged. Set both of them again.")
                       : _("The hours in which messages leave are damaged. Set both of them again."));

  return FALSE;
}

/**
 * mh_config_get_offer_hours:
 * @desk: the desk
 * @out_hours: (out): in which minutes of the day, and on which days, offers leave and reply deadlines run
 * @error: return location for an error
 *
 * Returns: whether they could be read
 */
gboolean
mh_config_get_offer_hours (const MhDesk *desk,
                           MhHours      *out_hours,
                           GError      **error)
{
  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (out_hours != NULL, FALSE);

  return read_hours (desk, "offer", "offers.working-days", out_hours, error);
}

/**
 * mh_config_get_broadcast_hours:
 * @desk: the desk
 * @out_hours: (out): in which minutes of the day, and on which days, broadcasts leave
 * @error: return location for an error
 *
 * Towns announce that they write in office hours only: 8:30 to 17:15 on working days (運用方針 of 赤穂市, 牧之原市, 国東市).
 *
 * Returns: whether they could be read
 */
gboolean
mh_config_get_broadcast_hours (const MhDesk *desk,
                               MhHours      *out_hours,
                               GError      **error)
{
  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (out_hours != NULL, FALSE);

  return read_hours (desk, "broadcast", "broadcast.working-days", out_hours, error);
}

/**
 * mh_config_get_sms_rule:
 * @desk: the desk
 * @out_rule: (out): how an SMS is cut and billed
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
mh_config_get_sms_rule (const MhDesk *desk,
                        MhSmsRule    *out_rule,
                        GError      **error)
{
  static const char * const names[] = { "sms.first", "sms.step", "sms.limit", "sms.yen" };
  char *values[G_N_ELEMENTS (names)] = { NULL };
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (desk != NULL, FALSE);
  g_return_val_if_fail (out_rule != NULL, FALSE);

  *out_rule = mh_sms_rule_default;
  for (gsize i = 0; i < G_N_ELEMENTS (names) && local_error == NULL; i++)
    values[i] = mh_config_get (desk, names[i], &local_error);

  if (local_error == NULL) {
    out_rule->first = (int) g_ascii_strtoll (values[0], NULL, 10);
    out_rule->step = (int) g_ascii_strtoll (values[1], NULL, 10);
    out_rule->limit = (int) g_ascii_strtoll (values[2], NULL, 10);
    out_rule->yen_part = g_ascii_strtod (values[3], NULL);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (values[i]);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  if (out_rule->first > 0 && out_rule->step > 0 && out_rule->limit > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The settings of how an SMS is billed are damaged. Set them again."));

  return FALSE;
}

/**
 * mh_config_is_practice:
 * @desk: the desk
 *
 * Fails closed: what cannot be read is taken for a practice town, which talks to this computer only.
 *
 * Returns: whether nothing may leave this computer
 */
gboolean
mh_config_is_practice (const MhDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (desk != NULL, TRUE);

  value = mh_config_get (desk, "practice", &error);

  return error != NULL || !g_str_equal (value, "0");
}
