/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-protect"

#include "mh-protect.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"
#include "mh-booking-table.h"
#include "mh-error.h"
#include "mh-person-act.h"
#include "mh-text.h"

/* The act that ends one measure or all, once day and reason are there. */
static MhAct *
begin_end (const MhDesk *desk,
           gint64        resident,
           MhDate        end,
           const char   *reason,
           GError      **error)
{
  g_autofree char *tidy = NULL;
  MhAct *act;

  if (!mh_date_is_set (end)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the last day of the protection."));
    return NULL;
  }

  tidy = mh_person_act_reason (reason, _("Please write down why the protection ends."), error);
  if (tidy == NULL)
    return NULL;

  act = mh_person_act_begin (desk, "protection.end", MH_UNDO_WHOLE, resident, error);
  if (act != NULL)
    mh_act_set_text (act, "reason", tidy);

  return act;
}

/**
 * mh_protect_begin:
 * @desk: the desk
 * @resident: a person under a support measure (支援措置)
 * @start: its first day
 * @end: its last day, inclusive; no date: until it is ended
 * @note: (nullable): for the nurse
 * @error: return location; MH_ERROR_INVALID
 *
 * Not taken back by undo: only mh_protect_end() ends it, with a reason.
 *
 * Returns: whether it was written
 */
gboolean
mh_protect_begin (const MhDesk *desk,
                  gint64        resident,
                  MhDate        start,
                  MhDate        end,
                  const char   *note,
                  GError      **error)
{
  g_autoptr (MhAct) act = NULL;

  if (!mh_date_is_set (start)) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter the first day of the protection."));
    return FALSE;
  }

  if (mh_date_is_set (end) && mh_date_compare (end, start) < 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("The protection would end before it begins. Please check the two days."));
    return FALSE;
  }

  act = mh_person_act_begin (desk, "protection.add", MH_UNDO_NONE, resident, error);

  return act != NULL &&
         mh_protection_table_insert (desk->db, resident, start, end, "hand", note, error) != 0 &&
         mh_act_commit (act, error);
}

/**
 * mh_protect_end:
 * @desk: the desk
 * @resident: a protected person
 * @end: the last day, inclusive
 * @reason: why it ends; kept in the log
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_REFUSED when no measure would end by it
 *
 * Returns: whether it was written
 */
gboolean
mh_protect_end (const MhDesk *desk,
                gint64        resident,
                MhDate        end,
                const char   *reason,
                GError      **error)
{
  g_autoptr (MhAct) act = begin_end (desk, resident, end, reason, error);

  if (act == NULL)
    return FALSE;

  if (!mh_protection_table_end (desk->db, resident, end, error))
    return FALSE;

  if (mh_db_changes (desk->db) == 0) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("No protection of this person would end on that day."));
    return FALSE;
  }

  return mh_act_commit (act, error);
}

/**
 * mh_protect_end_one:
 * @desk: the desk
 * @resident: a protected person
 * @measure: one of the person's measures
 * @end: the last day, inclusive; before its first day: it never begins
 * @reason: why it ends; kept in the log
 * @error: return location; MH_ERROR_INVALID, MH_ERROR_NOT_FOUND when it would not end by it
 *
 * Where several sections have asked for protection, the end of one measure says nothing about the others.
 *
 * Returns: whether it was written
 */
gboolean
mh_protect_end_one (const MhDesk *desk,
                    gint64        resident,
                    gint64        measure,
                    MhDate        end,
                    const char   *reason,
                    GError      **error)
{
  g_autoptr (MhAct) act = begin_end (desk, resident, end, reason, error);

  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "measure", measure);

  return mh_protection_table_end_one (desk->db, resident, measure, end, error) &&
         mh_act_commit (act, error);
}

/**
 * mh_protect_runs:
 * @measure: a measure
 * @day: a day in Asia/Tokyo
 *
 * Returns: whether it runs on @day, first and last day included; a day that cannot be read keeps it running
 */
gboolean
mh_protect_runs (const MhProtection *measure,
                 MhDate              day)
{
  if (mh_date_is_set (measure->start) && mh_date_compare (measure->start, day) > 0)
    return FALSE;

  return !mh_date_is_set (measure->end) || mh_date_compare (measure->end, day) >= 0;
}

/**
 * mh_protect_covers:
 * @desk: the desk
 * @resident: a person
 * @out: (out): whether the person is protected today; %TRUE when that cannot be found out
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
mh_protect_covers (const MhDesk *desk,
                   gint64        resident,
                   gboolean     *out,
                   GError      **error)
{
  return mh_protection_table_covers (desk->db, resident, mh_desk_today (desk), out, error);
}

/**
 * mh_protect_allow_proxy:
 * @desk: the desk
 * @resident: a protected person, or one who may become so
 * @name: of the proxy
 * @relation: (nullable): 母, 支援員 …
 * @reason: how it is known that the person wants this
 * @error: return location; MH_ERROR_INVALID with what to correct
 *
 * Returns: the new proxy's id, or 0
 */
gint64
mh_protect_allow_proxy (const MhDesk *desk,
                        gint64        resident,
                        const char   *name,
                        const char   *relation,
                        const char   *reason,
                        GError      **error)
{
  g_autofree char *tidy_name = mh_text_tidy_name (name != NULL ? name : "");
  g_autofree char *tidy_relation = mh_text_tidy_name (relation != NULL ? relation : "");
  g_autofree char *tidy_reason = mh_person_act_reason (reason, _("Please write down how you know that the person wants this."), error);
  MhAllowedProxy proxy = {
    .resident = resident, .name = tidy_name, .relation = tidy_relation, .reason = tidy_reason, .day = mh_desk_today (desk),
  };
  g_autoptr (MhAct) act = NULL;
  gint64 id;

  if (tidy_reason == NULL)
    return 0;

  if (*tidy_name == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please enter a name."));
    return 0;
  }

  act = mh_person_act_begin (desk, "proxy.allow", MH_UNDO_WHOLE, resident, error);
  id = act != NULL ? mh_allowed_proxy_table_insert (desk->db, &proxy, error) : 0;
  if (id == 0)
    return 0;

  mh_act_set_int (act, "proxy", id);

  return mh_act_commit (act, error) ? id : 0;
}

/**
 * mh_protect_forbid_proxy:
 * @desk: the desk
 * @resident: a person
 * @proxy: one of the person's allowed proxies
 * @error: return location; MH_ERROR_NOT_FOUND
 *
 * Returns: whether the proxy is gone
 */
gboolean
mh_protect_forbid_proxy (const MhDesk *desk,
                         gint64        resident,
                         gint64        proxy,
                         GError      **error)
{
  g_autoptr (MhAct) act = mh_person_act_begin (desk, "proxy.forbid", MH_UNDO_WHOLE, resident, error);

  if (act == NULL)
    return FALSE;

  mh_act_set_int (act, "proxy", proxy);

  return mh_allowed_proxy_table_remove (desk->db, resident, proxy, error) &&
         mh_act_commit (act, error);
}

/* Names are compared as search compares them: 髙 is 高, and blanks do not matter. */
static gboolean
is_allowed (GPtrArray  *proxies,
            const char *name)
{
  g_autofree char *fold = mh_text_fold (name);

  for (guint i = 0; i < proxies->len; i++) {
    g_autofree char *other = mh_text_fold (((MhAllowedProxy *) g_ptr_array_index (proxies, i))->name);

    if (g_str_equal (fold, other))
      return TRUE;
  }

  return FALSE;
}

/**
 * mh_protect_check_proxy:
 * @desk: the desk
 * @resident: for whom somebody acts
 * @proxy_name: (nullable): who acts; %NULL or blank: the person himself
 * @override_reason: (nullable): why it may be done all the same
 * @out_overridden: (out) (optional): whether only the reason allows it; it belongs into the log then
 * @error: return location; MH_ERROR_REFUSED
 *
 * Members of the household are no exception: they may be the ones from whom the person is protected.
 *
 * Returns: whether it may be done
 */
gboolean
mh_protect_check_proxy (const MhDesk *desk,
                        gint64        resident,
                        const char   *proxy_name,
                        const char   *override_reason,
                        gboolean     *out_overridden,
                        GError      **error)
{
  g_autofree char *name = mh_text_tidy_name (proxy_name != NULL ? proxy_name : "");
  g_autofree char *reason = mh_text_tidy_name (override_reason != NULL ? override_reason : "");
  g_autoptr (GPtrArray) proxies = NULL;
  gboolean is_protected = TRUE;

  if (out_overridden != NULL)
    *out_overridden = FALSE;

  if (*name == '\0')
    return TRUE;

  if (!mh_protect_covers (desk, resident, &is_protected, error))
    return FALSE;

  if (!is_protected)
    return TRUE;

  proxies = mh_allowed_proxy_table_list (desk->db, resident, error);
  if (proxies == NULL)
    return FALSE;

  if (is_allowed (proxies, name))
    return TRUE;

  if (*reason == '\0') {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED,
                         _("This person's bookings are made and cancelled by the person or by a proxy who is registered for it. Tell the "
                           "caller nothing, not even whether there is a booking. With a reason it can be done all the same."));
    return FALSE;
  }

  if (out_overridden != NULL)
    *out_overridden = TRUE;

  return TRUE;
}

/**
 * mh_protect_check_cancel:
 * @desk: the desk
 * @act: the act that cancels them
 * @bookings: (array length=n_bookings): what is to be cancelled
 * @n_bookings: how many
 * @proxy_name: (nullable): who asks for it; %NULL or blank: the person himself
 * @override_reason: (nullable): why it may be done all the same
 * @error: return location; MH_ERROR_REFUSED
 *
 * A stranger who can cancel somebody's booking has learnt that there is one. That a reason has overridden this is noted in the
 * same transaction.
 *
 * Returns: whether it may be done
 */
gboolean
mh_protect_check_cancel (const MhDesk *desk,
                         MhAct        *act,
                         const gint64 *bookings,
                         gsize         n_bookings,
                         const char   *proxy_name,
                         const char   *override_reason,
                         GError      **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; proxy_name != NULL && *proxy_name != '\0' && i < n_bookings; i++) {
    g_autoptr (MhBooking) booking = mh_booking_table_get (desk->db, bookings[i], error);
    gboolean overridden;

    if (booking == NULL ||
        !mh_protect_check_proxy (desk, booking->resident, proxy_name, override_reason, &overridden, error))
      return FALSE;

    if (overridden)
      g_array_append_val (people, booking->resident);
  }

  return people->len == 0 ||
         mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, "proxy.override", mh_act_get_id (act), "{}", people, error);
}
