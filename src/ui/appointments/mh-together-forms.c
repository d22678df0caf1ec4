/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-together-forms"

#include "mh-together-forms.h"

#include <glib/gi18n-lib.h>

#include "mh-booking-items.h"
#include "mh-deed.h"
#include "mh-dialogs.h"
#include "mh-refill.h"
#include "mh-resident-table.h"

/* What is ticked: each box with the id that it stands for. */
typedef struct {
  gint64     booking;
  gboolean   refill;
  GPtrArray *checks;   /* (element-type GtkWidget) (unowned each), with their "mh-id" */
  GtkWidget *reason;   /* (nullable) (unowned) */
} Questions;

typedef struct {
  gint64   booking;
  gboolean refill;
  GArray  *ids;        /* (element-type gint64) */
  char    *reason;     /* (nullable) */
} Answers;

/* What a booking can be for, and whose it is. */
typedef struct {
  GPtrArray *choices;  /* (element-type MhItemChoice) */
  char      *name;
} Items;

/* Who waits for them. */
typedef struct {
  GtkWidget *parent;   /* (owned) */
  gint64     booking;
} Asked;

static void
questions_free (Questions *questions)
{
  g_ptr_array_unref (questions->checks);
  g_free (questions);
}

static void
answers_free (Answers *answers)
{
  g_array_unref (answers->ids);
  g_free (answers->reason);
  g_free (answers);
}

static void
items_free (Items *items)
{
  g_clear_pointer (&items->choices, g_ptr_array_unref);
  g_free (items->name);
  g_free (items);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Items, items_free)

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->parent);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static Questions *
questions_new (gint64 booking,
               gboolean refill)
{
  Questions *questions = g_new0 (Questions, 1);

  questions->booking = booking;
  questions->refill = refill;
  questions->checks = g_ptr_array_new ();

  return questions;
}

static GtkWidget *
add_check (MhFormWindow *form,
           Questions    *questions,
           const char   *label,
           gint64        id)
{
  GtkWidget *check = mh_form_window_add_check (form, label);

  g_object_set_data_full (G_OBJECT (check), "mh-id", g_memdup2 (&id, sizeof id), g_free);
  g_ptr_array_add (questions->checks, check);

  return check;
}

static gpointer
collect (MhFormWindow *form,
         gpointer      user_data)
{
  const Questions *questions = user_data;
  Answers *answers = g_new0 (Answers, 1);

  answers->booking = questions->booking;
  answers->refill = questions->refill;
  answers->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  answers->reason = questions->reason != NULL ? mh_form_window_dup_text (questions->reason) : NULL;
  for (guint i = 0; i < questions->checks->len; i++) {
    if (mh_form_window_get_check (questions->checks->pdata[i]))
      g_array_append_vals (answers->ids, g_object_get_data (questions->checks->pdata[i], "mh-id"), 1);
  }

  return answers;
}

static gpointer
cancel_work (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  Answers *answers = input;
  const gint64 *ids;
  g_autoptr (MhRefillResult) result = NULL;
  gint64 act = 0;

  g_array_prepend_val (answers->ids, answers->booking);
  ids = (const gint64 *) (gpointer) answers->ids->data;
  if (!answers->refill)
    return mh_booking_cancel_together (desk, ids, answers->ids->len, &act, error) ? mh_deed_done (0, act) : NULL;

  result = mh_refill_cancel (desk, ids, answers->ids->len, error);

  return result != NULL ? mh_deed_done (result->round, result->act) : NULL;
}

/* What ends without being asked, and what stays: earlier doses, and whoever is not at this time where the next are asked for it. */
static char *
write_note (const MhBooking *booking,
            GPtrArray       *together,
            gboolean         refill)
{
  g_autoptr (GString) ending = g_string_new (NULL);
  g_autoptr (GString) staying = g_string_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < together->len; i++) {
    const MhTogether *one = together->pdata[i];
    gboolean later = !one->family && one->booking->dose > booking->dose;
    GString *words = later ? ending : staying;

    if (one->family && (!refill || one->booking->slot == booking->slot))
      continue;

    g_string_append_printf (words, "%s%s", words->len > 0 ? " ・ " : "", one->words);
  }

  first = ending->len > 0 ? g_strdup_printf (_("Cancelled with it: %s"), ending->str) : g_strdup ("");
  second = staying->len > 0 ? g_strdup_printf (_("These stay: %s"), staying->str) : g_strdup ("");

  return g_strdup_printf ("%s%s%s", first, *first != '\0' && *second != '\0' ? "\n" : "", second);
}

/**
 * mh_together_forms_cancel:
 * @parent: where it was asked for
 * @context: the open town
 * @booking: an active booking
 * @together: (element-type MhTogether): what was booked together with it
 * @refill: whether the next are asked for its place
 *
 * Says before the act what goes with it, and asks who of the family is cancelled, too. Where the next are asked, only those at the same time
 * can be: a round is about one slot.
 *
 * Returns: (transfer none): the window
 */
MhFormWindow *
mh_together_forms_cancel (GtkWidget       *parent,
                          MhUiContext     *context,
                          const MhBooking *booking,
                          GPtrArray       *together,
                          gboolean         refill)
{
  g_autofree char *note = write_note (booking, together, refill);
  MhFormWindow *form = mh_form_window_new (parent, context, _("Cancel what was booked together?"), note, _("_Cancel the booking"));
  Questions *questions = questions_new (booking->id, refill);

  for (guint i = 0; i < together->len; i++) {
    const MhTogether *one = together->pdata[i];
    g_autofree char *label = g_strdup_printf (_("Cancel too: %s"), one->words);

    if (one->family && (!refill || one->booking->slot == booking->slot))
      add_check (form, questions, label, one->booking->id);
  }

  mh_form_window_open (form, collect, questions, (GDestroyNotify) questions_free, cancel_work, (GDestroyNotify) answers_free,
                       refill ? _("Cancelled; the next are asked") : _("Cancelled; the place is free"));

  return form;
}

static gpointer
read_items (const MhDesk *desk,
            gpointer      input,
            GError      **error)
{
  gint64 id = *(const gint64 *) input;
  g_autoptr (Items) items = g_new0 (Items, 1);
  g_autoptr (MhBooking) booking = mh_booking_table_get (desk->db, id, error);
  g_autoptr (MhResident) resident = booking != NULL ? mh_resident_table_get (desk->db, booking->resident, error) : NULL;

  if (resident == NULL)
    return NULL;

  items->name = g_strdup (resident->name);
  items->choices = mh_booking_list_choices (desk, booking->slot, booking->resident, id, error);

  return items->choices != NULL ? g_steal_pointer (&items) : NULL;
}

static gpointer
change_items (const MhDesk *desk,
              gpointer      input,
              GError      **error)
{
  const Answers *answers = input;
  gint64 act = 0;

  return mh_booking_change_items (desk, answers->booking, (const gint64 *) (gpointer) answers->ids->data, answers->ids->len, answers->reason, &act,
                                  error)
         ? mh_deed_done (answers->booking, act) : NULL;
}

/* 「胃（あと2人）」, or why not. */
static char *
write_item (const MhItemChoice *choice)
{
  if (choice->reason != MH_PLAN_CHOSEN)
    return g_strdup_printf (_("%s: %s"), choice->name, mh_plan_reason_text (choice->reason));
  if (choice->n_free == 0 && !choice->chosen)
    return g_strdup_printf (_("%s (full)"), choice->name);
  if (choice->n_free > 0)
    return g_strdup_printf (ngettext ("%s (%d place left)", "%s (%d places left)", (gulong) choice->n_free), choice->name, choice->n_free);

  return g_strdup (choice->name);
}

static void
items_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Asked) asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Items) items = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  g_autofree char *note = NULL;
  MhFormWindow *form;
  Questions *questions;

  if (items == NULL) {
    mh_dialogs_show_error (asked->parent, _("The items cannot be read"), error);
    return;
  }

  note = g_strdup_printf (_("%s: what is ticked is what the visit is for."), items->name);
  form = mh_form_window_new (asked->parent, MH_UI_CONTEXT (source), _("Items of the booking"), note, _("_Save"));
  questions = questions_new (asked->booking, FALSE);
  for (guint i = 0; i < items->choices->len; i++) {
    const MhItemChoice *choice = items->choices->pdata[i];
    g_autofree char *label = write_item (choice);

    gtk_check_button_set_active (GTK_CHECK_BUTTON (add_check (form, questions, label, choice->item)), choice->chosen);
  }
  questions->reason = mh_form_window_add_entry (form, _("Reason, where one is not meant for the person (else empty)"), NULL);
  mh_form_window_open (form, collect, questions, (GDestroyNotify) questions_free, change_items, (GDestroyNotify) answers_free,
                       _("The items were changed"));
}

/**
 * mh_together_forms_items:
 * @parent: where it was asked for
 * @context: the open town
 * @booking: an active booking
 *
 * Asks what the visit is for from now on. Places and who may have it are judged when it is saved; what is refused is said in the window.
 */
void
mh_together_forms_items (GtkWidget   *parent,
                         MhUiContext *context,
                         gint64       booking)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->parent = g_object_ref (parent);
  asked->booking = booking;
  mh_ui_context_read_async (context, read_items, g_memdup2 (&booking, sizeof booking), g_free, (GDestroyNotify) items_free, NULL, items_read_cb,
                            asked);
}
