/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-reception-actions"

#include "mh-reception-place-private.h"

#include <glib/gi18n-lib.h>

#include "mh-date-reading.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-error.h"
#include "mh-form-window.h"
#include "mh-keys.h"
#include "mh-loose-window.h"
#include "mh-missed-window.h"
#include "mh-person-form.h"
#include "mh-reception-lists.h"
#include "mh-scan.h"
#include "mh-wording.h"

/* One state that is to be noted; shared by the worker and who waits for it. */
typedef struct {
  MhReceptionPlace *place;     /* (owned) */
  gint64            booking;
  const char       *state;     /* static */
  gint64            lot;
  char             *reason;    /* (nullable) */
  char             *override;  /* (nullable) */
  gboolean          red;       /* what was refused may go on with a reason */
} Errand;

static void
errand_clear (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->place);
  g_free (errand->reason);
  g_free (errand->override);
}

static void
errand_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, errand_clear);
}

static const char * const state_names[] = { "came", "done", "stopped", "cancelled-day", "no-show", "postponed", "expected" };

static const char *
intern_state (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (state_names); i++) {
    if (g_str_equal (state_names[i], state))
      return state_names[i];
  }

  return "expected";
}

/* Who reads the next slip while a reason is asked for has not given one. */
static gboolean
check_reason (const char *reason,
              GError    **error)
{
  g_auto (MhScan) scan = { 0 };

  mh_scan_read (reason, &scan);
  if (scan.kind == MH_SCAN_WORDS || scan.kind == MH_SCAN_EMPTY)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID,
                       _("A slip was read while a reason was asked for. Nothing is noted. Please write the reason, then read the slip again."));

  return FALSE;
}

static gpointer
set_work (const MhDesk *desk,
          gpointer      input,
          GError      **error)
{
  Errand *errand = input;
  MhReceptionChange change = {
    .booking = errand->booking, .state = errand->state, .lot = errand->lot, .reason = errand->reason, .override_reason = errand->override,
  };
  g_autoptr (GPtrArray) reds = NULL;
  gint64 act = 0;

  if (!check_reason (errand->reason, error) || !check_reason (errand->override, error))
    return NULL;

  reds = mh_reception_judge (desk, errand->booking, errand->lot, error);
  if (reds == NULL)
    return NULL;

  errand->red = reds->len > 0 && (g_str_equal (errand->state, "came") || g_str_equal (errand->state, "done"));

  return mh_reception_set (desk, &change, &act, error) ? mh_deed_done (errand->booking, act) : NULL;
}

static void run_errand (Errand *errand);

static void
override_given_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Errand *errand = user_data;
  g_autofree char *reason = mh_dialogs_text_finish (GTK_WIDGET (source), result);

  mh_reception_focus_scan (errand->place);
  if (reason == NULL) {
    errand_unref (errand);
    return;
  }

  g_free (errand->override);
  errand->override = g_steal_pointer (&reason);
  run_errand (errand);
}

/* The red stop: why not, in whole sentences, and a reason that is written down to go on. */
static void
state_set_cb (GtkWidget        *widget,
              const MhDeedDone *done,
              const GError     *error,
              gpointer          user_data)
{
  Errand *errand = user_data;

  if (done == NULL && errand->red && errand->override == NULL && g_error_matches (error, MH_ERROR, MH_ERROR_REFUSED)) {
    mh_dialogs_text_async (widget, _("Stop: please look once more"), error->message, _("Why it goes on all the same"), _("_Go On All the Same"),
                           override_given_cb, errand);
    return;
  }

  if (done == NULL)
    mh_reception_tell (errand->place, error->message, 0, FALSE);
  else
    mh_reception_tell (errand->place, NULL, 0, FALSE);
  mh_reception_focus_scan (errand->place);
  errand_unref (errand);
}

static void
run_errand (Errand *errand)
{
  g_autofree char *toast = g_strdup_printf (_("Noted: %s"), mh_wording_visit_state (errand->state));

  mh_deed_run (GTK_WIDGET (errand->place), errand->place->context, set_work, g_atomic_rc_box_acquire (errand), errand_unref, toast,
               state_set_cb, errand);
}

static void
reason_given_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Errand *errand = user_data;

  errand->reason = mh_dialogs_text_finish (GTK_WIDGET (source), result);
  if (errand->reason != NULL) {
    run_errand (errand);
    return;
  }

  mh_reception_focus_scan (errand->place);
  errand_unref (errand);
}

static void
set_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (widget);
  MhReceptionPerson *person = mh_reception_get_chosen (self);
  Errand *errand;

  if (person == NULL) {
    mh_reception_tell (self, _("Please choose the person first: scan, or use the arrow keys."), 0, FALSE);
    return;
  }

  errand = g_atomic_rc_box_new0 (Errand);
  errand->place = g_object_ref (self);
  errand->booking = person->line->booking;
  errand->state = intern_state (g_variant_get_string (parameter, NULL));
  errand->lot = g_str_equal (errand->state, "done") ? self->view->day->lot : 0;

  if (g_str_equal (errand->state, "stopped"))
    mh_dialogs_text_async (widget, _("Stopped by the doctor"), person->person->shown_name, _("Why, as the doctor says"), _("_Note It"),
                           reason_given_cb, errand);
  else
    run_errand (errand);
}

/* Who came without a booking. */

typedef struct {
  gint64     session;
  gint64     resident;
  GtkWidget *reason;
  GtkWidget *card;
  GtkWidget *instead;    /* (nullable) */
  GtkWidget *override;
} WalkInQuestions;

typedef struct {
  gint64   session;
  gint64   resident;
  char    *reason;
  char    *card;
  gboolean instead;
  char    *override;
} WalkInAnswers;

static void
walk_in_answers_free (WalkInAnswers *answers)
{
  g_free (answers->reason);
  g_free (answers->card);
  g_free (answers->override);
  g_free (answers);
}

static gpointer
collect_walk_in (MhFormWindow *form,
                 gpointer      user_data)
{
  const WalkInQuestions *questions = user_data;
  WalkInAnswers *answers = g_new0 (WalkInAnswers, 1);

  answers->session = questions->session;
  answers->resident = questions->resident;
  answers->reason = mh_form_window_dup_text (questions->reason);
  answers->card = mh_form_window_dup_text (questions->card);
  answers->instead = questions->instead != NULL && mh_form_window_get_check (questions->instead);
  answers->override = mh_form_window_dup_text (questions->override);

  return answers;
}

static gboolean
read_number (const char *text,
             int         most,
             int        *out_number,
             GError    **error)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  gint64 number = 0;

  *out_number = 0;
  g_strstrip (plain);
  if (*plain != '\0' && !g_ascii_string_to_signed (plain, 10, 1, most, &number, NULL)) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("Please write a number from 1 to %d, or nothing."), most);
    return FALSE;
  }
  *out_number = (int) number;

  return TRUE;
}

static gpointer
walk_in_work (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const WalkInAnswers *answers = input;
  MhReceptionWalkIn walk_in = {
    .session = answers->session, .resident = answers->resident, .reason = answers->reason, .override_reason = answers->override,
    .instead = answers->instead,
  };
  gint64 act = 0, id;

  if (!read_number (answers->card, 9999, &walk_in.card, error) || !check_reason (answers->reason, error) ||
      !check_reason (answers->override, error))
    return NULL;

  id = mh_reception_walk_in (desk, &walk_in, &act, error);

  return id != 0 ? mh_deed_done (id, act) : NULL;
}

static void
walked_in_cb (MhFormWindow     *form,
              gint64            booking,
              MhReceptionPlace *self)
{
  self->wanted = booking;
  mh_reception_tell (self, NULL, 0, FALSE);
  mh_reception_focus_scan (self);
}

static void
walk_in_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (widget);
  WalkInQuestions questions = { .session = self->session, .resident = self->resident };
  MhFormWindow *form;

  if (self->resident == 0 || self->view == NULL || self->view->day == NULL)
    return;

  form = mh_form_window_new (widget, self->context, _("Take in without a booking"), gtk_label_get_label (self->notice_text), _("_Take In"));
  g_signal_connect_object (form, "done", G_CALLBACK (walked_in_cb), self, G_CONNECT_DEFAULT);
  questions.reason = mh_form_window_add_entry (form, _("Why without a booking"), NULL);
  questions.card = mh_form_window_add_entry (form, _("Number card (may be empty)"), NULL);
  if (self->elsewhere)
    questions.instead = mh_form_window_add_check (form, _("Cancel the booking of the other day"));
  questions.override = mh_form_window_add_entry (form, _("If something is red: why it goes on (else empty)"), NULL);
  mh_form_window_open (form, collect_walk_in, g_memdup2 (&questions, sizeof questions), g_free, walk_in_work,
                       (GDestroyNotify) walk_in_answers_free, _("Taken in without a booking"));
}

static void
add_person_activated_cb (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  mh_person_form_add (widget, MH_RECEPTION_PLACE (widget)->context);
}

/* Lots. */

typedef struct {
  gint64     programme;
  GtkWidget *number;
  GtkWidget *maker;
  GtkWidget *expires;
  GtkWidget *doses;
} LotQuestions;

typedef struct {
  gint64 programme;
  char  *number;
  char  *maker;
  char  *expires;
  char  *doses;
} LotAnswers;

static void
lot_answers_free (LotAnswers *answers)
{
  g_free (answers->number);
  g_free (answers->maker);
  g_free (answers->expires);
  g_free (answers->doses);
  g_free (answers);
}

static gpointer
collect_lot (MhFormWindow *form,
             gpointer      user_data)
{
  const LotQuestions *questions = user_data;
  LotAnswers *answers = g_new0 (LotAnswers, 1);

  answers->programme = questions->programme;
  answers->number = mh_form_window_dup_text (questions->number);
  answers->maker = mh_form_window_dup_text (questions->maker);
  answers->expires = mh_form_window_dup_text (questions->expires);
  answers->doses = mh_form_window_dup_text (questions->doses);

  return answers;
}

static gpointer
add_lot_work (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const LotAnswers *answers = input;
  MhLot lot = { .programme = answers->programme, .number = answers->number, .maker = answers->maker };
  MhDateReading reading = mh_date_read (answers->expires, MH_DATE_READ_DEFAULT, MH_ERA_TABLE_USUAL, mh_date_add_days (mh_desk_today (desk), 3652));
  gint64 id;

  if (*answers->expires != '\0' && reading.verdict != MH_DATE_READ_OK) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_INVALID, _("Please write the last day of use as 2027-03-31 or R9.3.31, or nothing."));
    return NULL;
  }
  if (*answers->expires != '\0')
    lot.expires = reading.date;
  if (!read_number (answers->doses, 50, &lot.doses_per_vial, error))
    return NULL;

  id = mh_reception_add_lot (desk, &lot, error);

  return id != 0 ? mh_deed_done (id, mh_deed_find_act (desk, "lot.add", "lot", id)) : NULL;
}

static void
lot_added_cb (MhFormWindow     *form,
              gint64            lot,
              MhReceptionPlace *self)
{
  self->lot = lot;
  mh_reception_focus_scan (self);
}

static void
add_lot_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (widget);
  LotQuestions questions = { 0 };
  MhFormWindow *form;

  if (self->view == NULL || self->view->day == NULL)
    return;

  questions.programme = self->view->day->programme->id;
  form = mh_form_window_new (widget, self->context, _("Add a lot"), _("The number stands on the vial. From now on it is the one in use."), _("_Add"));
  g_signal_connect_object (form, "done", G_CALLBACK (lot_added_cb), self, G_CONNECT_DEFAULT);
  questions.number = mh_form_window_add_entry (form, _("Lot number"), NULL);
  questions.maker = mh_form_window_add_entry (form, _("Maker (may be empty)"), NULL);
  questions.expires = mh_form_window_add_entry (form, _("Last day of use (may be empty)"), NULL);
  questions.doses = mh_form_window_add_entry (form, _("Doses in a vial (empty: as the programme says)"), NULL);
  mh_form_window_open (form, collect_lot, g_memdup2 (&questions, sizeof questions), g_free, add_lot_work, (GDestroyNotify) lot_answers_free,
                       _("The lot is added"));
}

static gpointer
retire_lot_work (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  gint64 lot = *(gint64 *) input;

  return mh_reception_offer_lot (desk, lot, FALSE, error) ? mh_deed_done (lot, mh_deed_find_act (desk, "lot.retire", "lot", lot)) : NULL;
}

static void
retire_lot_activated_cb (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (widget);
  gint64 lot = self->view != NULL && self->view->day != NULL ? self->view->day->lot : 0;

  if (lot == 0)
    return;

  self->lot = 0;
  mh_deed_run (widget, self->context, retire_lot_work, g_memdup2 (&lot, sizeof lot), g_free, _("The lot is not offered any more"), NULL, NULL);
  mh_reception_focus_scan (self);
}

/* The end of the day. */

static gpointer
close_work (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  gint64 act = 0;

  return mh_reception_close (desk, *(gint64 *) input, NULL, &act, error) ? mh_deed_done (0, act) : NULL;
}

static void
close_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (source);

  if (mh_dialogs_ask_finish (GTK_WIDGET (source), result))
    mh_deed_run (GTK_WIDGET (self), self->context, close_work, g_memdup2 (&self->session, sizeof self->session), g_free,
                 _("Who did not come is noted"), NULL, NULL);
  mh_reception_focus_scan (self);
}

static void
close_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (widget);
  g_autoptr (GString) names = g_string_new (NULL);
  const MhReceptionCounts *counts;

  if (self->view == NULL || self->view->day == NULL)
    return;

  counts = &self->view->day->counts;
  if (counts->n_expected == 0) {
    mh_reception_tell (self, counts->n_came > 0 ? _("Nobody is missing. Of those who came, some have no result yet.")
                                                : _("Nobody is missing: something is noted of everybody."), 0, FALSE);
    return;
  }

  g_string_append_printf (names, _("These %d people are noted as not having come. It can be taken back."), counts->n_expected);
  if (counts->n_came > 0)
    g_string_append_printf (names, _(" %d people came and have no result yet; they stay as they are."), counts->n_came);
  g_string_append_c (names, '\n');
  for (guint i = 0; i < self->view->day->people->len; i++) {
    const MhReceptionPerson *person = g_ptr_array_index (self->view->day->people, i);

    if (*person->line->visit->state == '\0')
      g_string_append_printf (names, "\n%s", person->person->shown_name);
  }

  mh_dialogs_ask_async (widget, _("Close the day?"), names->str, _("_Note That They Did Not Come"), FALSE, close_answered_cb, NULL);
}

static void
no_shows_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  MhReceptionPlace *self = MH_RECEPTION_PLACE (widget);

  if (self->view != NULL && self->view->day != NULL)
    mh_missed_window_open (widget, self->context, self->view->day->session->id);
}

static void
not_yet_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  mh_reception_lists_open (MH_RECEPTION_PLACE (widget));
}

static void
loose_activated_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  mh_loose_window_open (widget, MH_RECEPTION_PLACE (widget)->context);
}

/**
 * mh_reception_install_actions:
 * @klass: of the place
 *
 * Adds the actions "reception.…" and their keys.
 */
void
mh_reception_install_actions (GtkWidgetClass *klass)
{
  static const struct {
    const char                 *name;
    const char                 *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "reception.add-lot", NULL, add_lot_activated_cb },
    { "reception.add-person", NULL, add_person_activated_cb },
    { "reception.close", NULL, close_activated_cb },
    { "reception.loose", NULL, loose_activated_cb },
    { "reception.no-shows", NULL, no_shows_activated_cb },
    { "reception.not-yet", NULL, not_yet_activated_cb },
    { "reception.retire-lot", NULL, retire_lot_activated_cb },
    { "reception.set", "s", set_activated_cb },
    { "reception.walk-in", NULL, walk_in_activated_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].type, actions[i].activate);

  mh_keys_bind (klass, "reception", NULL);
}
