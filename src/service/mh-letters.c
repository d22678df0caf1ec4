/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-letters"

#include "mh-letters-private.h"

#include <glib/gi18n-lib.h>

#include "mh-audience.h"
#include "mh-audit.h"
#include "mh-by-hand.h"
#include "mh-cards.h"
#include "mh-config.h"
#include "mh-delivery-table.h"
#include "mh-error.h"
#include "mh-letter-paper.h"
#include "mh-offer-text.h"
#include "mh-outgoing-ref.h"
#include "mh-outgoing-table.h"
#include "mh-roster-text.h"

/* Sheets of A4 as shops have them, in millimetres; what margins and gaps leave is shared by the labels. */
static const MhLabelSheet sheets[] = {
  { "12", 2, 6, 18.6, 21.6, 0, 0 },         /* 86.4 × 42.3 */
  { "21", 3, 7, 0, 0.45, 0, 0 },            /* 70 × 42.3 */
  { "21-margin", 3, 7, 7.21, 15.15, 2.54, 0 }, /* 63.5 × 38.1 */
  { "24", 3, 8, 6, 12.9, 0, 0 },            /* 66 × 33.9 */
  { NULL, 0, 0, 0, 0, 0, 0 },
};

typedef enum {
  LETTERS,
  LABELS,
} What;

/* Labels that lie a little beside where the sheet has them. */
typedef struct {
  MhCards *cards;    /* (owned) */
  double   shift_x;  /* points */
  double   shift_y;
} Labels;

static void
labels_free (gpointer data)
{
  Labels *labels = data;

  mh_cards_free (labels->cards);
  g_free (labels);
}

/**
 * mh_letter_run_free:
 * @run: letters or labels
 */
void
mh_letter_run_free (MhLetterRun *run)
{
  g_clear_pointer (&run->pages, mh_pages_free);
  g_clear_pointer (&run->letters, g_ptr_array_unref);
  g_clear_pointer (&run->left_out, g_ptr_array_unref);
  g_strfreev (run->unprintable);
  g_free (run);
}

/**
 * mh_label_sheets:
 *
 * Returns: (transfer none): the sheets of labels that are known, ended by one without a name
 */
const MhLabelSheet *
mh_label_sheets (void)
{
  return sheets;
}

/**
 * mh_label_sheet_find:
 * @name: (nullable): "12"; %NULL for the first
 * @error: return location; MH_ERROR_INVALID
 *
 * Returns: (transfer none): the sheet
 */
const MhLabelSheet *
mh_label_sheet_find (const char *name,
                     GError    **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *all = NULL;

  for (const MhLabelSheet *sheet = sheets; sheet->name != NULL; sheet++) {
    if (name == NULL || g_str_equal (sheet->name, name))
      return sheet;
    g_ptr_array_add (names, (gpointer) sheet->name);
  }
  g_ptr_array_add (names, NULL);
  all = g_strjoinv (", ", (char **) names->pdata);
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("There is no sheet of labels “%s”. There are: %s."), name, all);

  return NULL;
}

/* In millimetres as it is kept. */
static gboolean
read_shift (const MhDesk *desk,
            const char   *key,
            double       *out_points,
            GError      **error)
{
  g_autofree char *text = mh_config_get (desk, key, error);

  if (text == NULL)
    return FALSE;

  *out_points = MH_LETTER_MM (g_ascii_strtod (text, NULL));

  return TRUE;
}

/* --- characters ---------------------------------------------------------------------------------------------------- */

static void
list_unprintable (MhLetterRun *run)
{
  g_autoptr (MhRosterText) text = mh_roster_text_new ();
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < run->letters->len; i++) {
    const MhLetter *letter = g_ptr_array_index (run->letters, i);
    g_autofree char *whole = g_strconcat (letter->name, letter->address, letter->extra, letter->about, letter->words, NULL);
    g_autofree char *characters = mh_roster_text_dup_unprintable (text, whole);

    if (characters != NULL)
      g_ptr_array_add (lines, g_strdup_printf ("%s: %s", letter->name, characters));
  }
  g_ptr_array_add (lines, NULL);
  run->unprintable = (char **) g_ptr_array_free (lines, FALSE);
}

/* --- on paper ------------------------------------------------------------------------------------------------------ */

static MhLetterPaper *
begin_paper (const MhDesk      *desk,
             const MhBroadcast *broadcast,
             GError           **error)
{
  g_autofree char *whole = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *date = mh_date_format (mh_desk_today (desk), MH_DATE_STYLE_LONG);
  g_autofree char *town = mh_config_get (desk, "town.name", error);
  g_autofree char *section = town != NULL ? mh_config_get (desk, "town.sender", error) : NULL;
  g_autofree char *address = section != NULL ? mh_config_get (desk, "town.address", error) : NULL;
  MhLetterSender sender = { .date = date, .town = town, .section = section, .address = address, .code = broadcast->code };

  if (address == NULL || !mh_offer_text_read_sender (desk, &whole, &phone, error) ||
      !read_shift (desk, "letter.shift-x", &sender.shift_x, error) || !read_shift (desk, "letter.shift-y", &sender.shift_y, error))
    return NULL;

  sender.phone = phone;

  return mh_letter_paper_new (&sender);
}

static gboolean
add_letter (MhLetterPaper  *paper,
            const MhLetter *letter,
            guint           number)
{
  g_autofree char *words = g_strdup_printf ("%u", number);
  const MhLetterText text = {
    .postal_code = letter->postal_code, .address = letter->address, .extra = letter->extra, .name = letter->name, .also = letter->also,
    .about = letter->about, .words = letter->words, .number = words,
  };

  return mh_letter_paper_add (paper, &text);
}

/* What does not fit is listed with its people and is no letter. */
static gboolean
make_letters (const MhDesk      *desk,
              const MhBroadcast *broadcast,
              MhLetterRun       *run,
              GError           **error)
{
  MhLetterPaper *paper = begin_paper (desk, broadcast, error);

  if (paper == NULL)
    return FALSE;

  for (guint i = 0; i < run->letters->len;) {
    const MhLetter *letter = g_ptr_array_index (run->letters, i);

    if (add_letter (paper, letter, i + 1)) {
      i++;
      continue;
    }

    for (guint k = 0; k < letter->people->len; k++)
      mh_letters_leave_out (run, g_array_index (letter->people, gint64, k), letter->name, "too-long");
    run->n_people -= letter->people->len;
    g_ptr_array_remove_index (run->letters, i);
  }

  run->pages = mh_pages_new (_("Letters"));
  mh_letter_paper_put (paper, run->pages);

  return TRUE;
}

static void
draw_labels_cb (cairo_t *cr,
                guint    page,
                gpointer user_data)
{
  const Labels *labels = user_data;

  cairo_save (cr);
  cairo_translate (cr, labels->shift_x, labels->shift_y);
  mh_cards_draw_page (labels->cards, cr, page);
  cairo_restore (cr);
}

static void
add_label (MhCards        *cards,
           const MhLetter *letter)
{
  g_autofree char *postal_code = g_strdup_printf ("〒%s", letter->postal_code);

  mh_cards_begin (cards);
  mh_cards_add_line (cards, postal_code, 10.5, FALSE);
  mh_cards_add_line (cards, letter->address, 10.5, FALSE);
  if (letter->extra[0] != '\0')
    mh_cards_add_line (cards, letter->extra, 10.5, FALSE);
  mh_cards_add_line (cards, letter->name, 14, TRUE);
  if (letter->also[0] != '\0')
    mh_cards_add_line (cards, letter->also, 10.5, FALSE);
}

static gboolean
make_labels (const MhDesk          *desk,
             const MhLetterOptions *options,
             MhLetterRun           *run,
             GError               **error)
{
  const MhLabelSheet *sheet = options->sheet != NULL ? options->sheet : sheets;
  const MhCardsGrid grid = {
    sheet->columns, sheet->rows, MH_LETTER_MM (sheet->margin_x), MH_LETTER_MM (sheet->margin_y), MH_LETTER_MM (sheet->gap_x),
    MH_LETTER_MM (sheet->gap_y), FALSE,
  };
  double shift_x, shift_y;
  Labels *labels;

  if (options->start > sheet->columns * sheet->rows) {
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID, _("The sheet has %u labels only."), sheet->columns * sheet->rows);
    return FALSE;
  }

  if (!read_shift (desk, "label.shift-x", &shift_x, error) || !read_shift (desk, "label.shift-y", &shift_y, error))
    return FALSE;

  labels = g_new0 (Labels, 1);
  labels->shift_x = shift_x;
  labels->shift_y = shift_y;
  run->pages = mh_pages_new (_("Address labels"));
  labels->cards = mh_cards_new (_("Address labels"), &grid);
  /* Those that are peeled off already stay free. */
  for (guint i = 1; i < options->start; i++)
    mh_cards_begin (labels->cards);
  for (guint i = 0; i < run->letters->len; i++)
    add_label (labels->cards, g_ptr_array_index (run->letters, i));

  mh_pages_take_drawing (run->pages, mh_cards_get_n_pages (labels->cards), draw_labels_cb, labels, labels_free);

  return TRUE;
}

static gboolean
make_pages (const MhDesk          *desk,
            const MhBroadcast     *broadcast,
            What                   what,
            const MhLetterOptions *options,
            MhLetterRun           *run,
            GError               **error)
{
  if (!(what == LETTERS ? make_letters (desk, broadcast, run, error) : make_labels (desk, options, run, error)))
    return FALSE;

  list_unprintable (run);
  if (run->letters->len > 0 || options->preview)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Nobody is left to whom a letter may go. The preview tells why for each."));

  return FALSE;
}

/* --- what is kept of it -------------------------------------------------------------------------------------------- */

static gboolean
keep_rows (const MhDesk          *desk,
           MhAct                 *act,
           What                   what,
           const MhLetterOptions *options,
           MhLetterRun           *run,
           GError               **error)
{
  g_autofree char *name = options->path != NULL ? g_path_get_basename (options->path) : g_strdup (_("Print"));
  MhOutgoingFile file = { .kind = what == LETTERS ? "letters" : "labels", .made_at = mh_desk_now (desk), .made_by = desk->operator_name,
                          .name = name, .n_rows = run->n_people };
  MhOutgoingRow row = { .position = 0 };

  run->sheet = row.file = mh_outgoing_table_insert (desk->db, &file, error);
  if (run->sheet == 0)
    return FALSE;

  for (guint i = 0; i < run->letters->len; i++) {
    const MhLetter *letter = g_ptr_array_index (run->letters, i);

    for (guint k = 0; k < letter->deliveries->len; k++) {
      g_autofree char *ref = mh_outgoing_ref_make (desk, error);

      row.ref = ref;
      row.position++;
      row.delivery = g_array_index (letter->deliveries, gint64, k);
      if (ref == NULL || !mh_outgoing_table_add_row (desk->db, &row, error))
        return FALSE;
      mh_act_add_person (act, g_array_index (letter->people, gint64, k));
    }
  }

  return TRUE;
}

/* Who stands on it: what the report of a lost paper looks for. */
static gboolean
note_print (const MhDesk *desk,
            gint64        act,
            What          what,
            MhLetterRun  *run,
            GError      **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *detail = g_strdup_printf ("{\"rows\":%u,\"columns\":[\"letter-name\",\"letter-postal-code\",\"letter-address\",\"letter-address-extra\"%s]}",
                                             run->n_people, what == LETTERS ? ",\"body\"" : "");

  for (guint i = 0; i < run->letters->len; i++) {
    const MhLetter *letter = g_ptr_array_index (run->letters, i);

    g_array_append_vals (people, letter->people->data, letter->people->len);
  }

  return mh_audit_append (desk->db, mh_desk_now (desk), desk->operator_name, what == LETTERS ? "letter.print" : "address-label.print", act, detail,
                          people, error);
}

/* --- of a broadcast ------------------------------------------------------------------------------------------------ */

static gboolean
plan_broadcast (const MhDesk          *desk,
                MhAct                 *act,
                const MhBroadcast     *broadcast,
                What                   what,
                const MhLetterOptions *options,
                MhLetterRun           *run,
                GError               **error)
{
  g_autoptr (GPtrArray) open = mh_by_hand_list (desk, act, broadcast, &run->n_withdrawn, error);
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (MhLetterPerson));

  if (open == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++) {
    const MhByHand *one = g_ptr_array_index (open, i);

    for (guint k = 0; k < one->people->len; k++) {
      MhLetterPerson person = { g_array_index (one->people, gint64, k), one->delivery };

      g_array_append_val (people, person);
    }
  }

  return mh_letters_plan (desk, broadcast, broadcast->category, people, options->one_each, run, error) &&
         make_pages (desk, broadcast, what, options, run, error);
}

static MhLetterRun *
preview_broadcast (const MhDesk          *desk,
                   gint64                 broadcast,
                   What                   what,
                   const MhLetterOptions *options,
                   GError               **error)
{
  g_autoptr (MhLetterRun) run = g_new0 (MhLetterRun, 1);
  g_autoptr (MhBroadcast) about = NULL;
  gboolean ok;

  if (!mh_db_begin_read (desk->db, error))
    return NULL;

  about = mh_broadcast_table_get (desk->db, broadcast, error);
  ok = about != NULL && plan_broadcast (desk, NULL, about, what, options, run, error);
  mh_db_rollback (desk->db);

  return ok ? g_steal_pointer (&run) : NULL;
}

static MhLetterRun *
print_broadcast (const MhDesk          *desk,
                 gint64                 broadcast,
                 What                   what,
                 const MhLetterOptions *options,
                 GError               **error)
{
  g_autoptr (MhLetterRun) run = NULL;
  g_autoptr (MhAct) act = NULL;
  g_autoptr (MhBroadcast) about = NULL;

  if (options->preview)
    return preview_broadcast (desk, broadcast, what, options, error);

  run = g_new0 (MhLetterRun, 1);
  act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "letters.print", MH_UNDO_NONE, error);
  about = act != NULL ? mh_broadcast_table_get (desk->db, broadcast, error) : NULL;
  if (about == NULL || !plan_broadcast (desk, act, about, what, options, run, error) || !keep_rows (desk, act, what, options, run, error) ||
      !note_print (desk, mh_act_get_id (act), what, run, error))
    return NULL;

  mh_act_set_int (act, "broadcast", broadcast);
  mh_act_set_int (act, "sheet", run->sheet);
  mh_act_set_int (act, "rows", run->n_people);
  mh_act_set_int (act, "left-out", run->left_out->len);
  mh_act_set_int (act, "withdrawn", run->n_withdrawn);

  return mh_by_hand_finish (act, run->pages, options->path, error) ? g_steal_pointer (&run) : NULL;
}

/**
 * mh_letters_print:
 * @desk: the desk, not in a transaction
 * @broadcast: a broadcast that was held
 * @options: how; with a path the PDF stands there when the act does
 * @error: return location; MH_ERROR_REFUSED where nobody is left to whom a letter may go, MH_ERROR_STORAGE
 *
 * A letter to everybody who is to be told by hand at this moment and may be written to, with the words filled from the person's own record. One act;
 * who is not meant any more is withdrawn in it. They count as told when mh_letters_posted() says so.
 *
 * Returns: (transfer full): the letters, or %NULL
 */
MhLetterRun *
mh_letters_print (const MhDesk          *desk,
                  gint64                 broadcast,
                  const MhLetterOptions *options,
                  GError               **error)
{
  return print_broadcast (desk, broadcast, LETTERS, options, error);
}

/**
 * mh_labels_print:
 * @desk: the desk, not in a transaction
 * @broadcast: a broadcast that was held
 * @options: how
 * @error: return location; as mh_letters_print()
 *
 * As mh_letters_print(), for papers that are put into envelopes without a window.
 *
 * Returns: (transfer full): the labels, or %NULL
 */
MhLetterRun *
mh_labels_print (const MhDesk          *desk,
                 gint64                 broadcast,
                 const MhLetterOptions *options,
                 GError               **error)
{
  return print_broadcast (desk, broadcast, LABELS, options, error);
}

/* --- of an audience ------------------------------------------------------------------------------------------------ */

static gboolean
plan_audience (const MhDesk          *desk,
               const MhAudienceRule  *rule,
               const char            *category,
               const MhLetterOptions *options,
               MhLetterRun           *run,
               GError               **error)
{
  MhAudienceWay way = { category, "by-hand" };
  g_autoptr (GArray) judged = mh_audience_judge (desk, rule, &way, NULL, error);
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (MhLetterPerson));

  if (judged == NULL)
    return FALSE;

  for (guint i = 0; i < judged->len; i++) {
    const MhAudiencePerson *one = &g_array_index (judged, MhAudiencePerson, i);
    MhLetterPerson person = { one->resident, 0 };

    if (one->reach != MH_REACH_NONE)
      g_array_append_val (people, person);
  }

  return mh_letters_plan (desk, NULL, category, people, options->one_each, run, error) && make_pages (desk, NULL, LABELS, options, run, error);
}

/**
 * mh_labels_print_audience:
 * @desk: the desk, not in a transaction
 * @rule: whom
 * @category: of consent and of mailing addresses, "" of none
 * @options: how; with a path the PDF is written there
 * @error: return location; as mh_letters_print()
 *
 * Labels for whatever the town puts into the envelopes. Who stands on them is noted.
 *
 * Returns: (transfer full): the labels, or %NULL
 */
MhLetterRun *
mh_labels_print_audience (const MhDesk          *desk,
                          const MhAudienceRule  *rule,
                          const char            *category,
                          const MhLetterOptions *options,
                          GError               **error)
{
  g_autoptr (MhLetterRun) run = g_new0 (MhLetterRun, 1);
  gboolean ok;

  if (!(options->preview ? mh_db_begin_read (desk->db, error) : mh_db_begin (desk->db, error)))
    return NULL;

  ok = plan_audience (desk, rule, category, options, run, error) && (options->preview || note_print (desk, 0, LABELS, run, error));
  if (!ok || options->preview || !mh_db_commit (desk->db, error)) {
    mh_db_rollback (desk->db);
    return ok && options->preview ? g_steal_pointer (&run) : NULL;
  }

  mh_audit_keep_head (desk->db);

  return options->path == NULL || mh_pages_write_pdf (run->pages, options->path, error) ? g_steal_pointer (&run) : NULL;
}

/* --- posted -------------------------------------------------------------------------------------------------------- */

static gboolean
post_row (const MhDesk        *desk,
          MhAct               *act,
          const MhOutgoingRow *row,
          guint               *out_told,
          guint               *out_not,
          GError             **error)
{
  g_autoptr (MhDelivery) delivery = NULL;

  /* Noted before, and not taken back. */
  if (row->result != NULL) {
    (*out_not)++;
    return TRUE;
  }

  delivery = mh_delivery_table_get (desk->db, row->delivery, error);
  if (delivery == NULL)
    return FALSE;

  /* Two people of one message stand in two rows: the first has told it. */
  if (!g_str_equal (delivery->state, "by-hand")) {
    (*out_not)++;
    return TRUE;
  }

  (*out_told)++;
  mh_act_add_person (act, delivery->resident);

  return mh_outgoing_table_note_result (desk->db, row->file, row->position, "posted", error) &&
         mh_delivery_table_move (desk->db, delivery->id, "by-hand", "by-hand-done", delivery->contact, delivery->reason, mh_desk_now (desk), error);
}

static gboolean
check_posted (const MhOutgoingSheet *sheet,
              guint                  n_told,
              GError               **error)
{
  if (g_str_equal (sheet->kind, "call-sheet")) {
    g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("That is a call sheet. What came of its calls is entered one by one."));
    return FALSE;
  }

  if (n_told > 0)
    return TRUE;

  g_set_error_literal (error, MH_ERROR, MH_ERROR_REFUSED, _("Everybody of this sheet is told already. Nothing was noted."));

  return FALSE;
}

/**
 * mh_letters_posted:
 * @desk: the desk
 * @sheet: letters or labels
 * @out_told: (out): how many people have been told by it
 * @out_not: (out): how many were not open any more: told by something else, or not meant any more
 * @error: return location; MH_ERROR_NOT_FOUND, MH_ERROR_REFUSED where it was noted already
 *
 * 「投函した」. One act for all of them; taking it back makes them open again.
 *
 * Returns: the act, 0 with @error set
 */
gint64
mh_letters_posted (const MhDesk *desk,
                   gint64        sheet,
                   guint        *out_told,
                   guint        *out_not,
                   GError      **error)
{
  g_autoptr (MhAct) act = mh_act_begin (desk->db, mh_desk_now (desk), desk->operator_name, "letters.posted", MH_UNDO_WHOLE, error);
  g_autoptr (MhOutgoingSheet) known = act != NULL ? mh_outgoing_table_get_sheet (desk->db, sheet, error) : NULL;
  g_autoptr (GPtrArray) rows = known != NULL ? mh_outgoing_table_list_rows (desk->db, sheet, error) : NULL;
  gint64 id;

  *out_told = *out_not = 0;
  if (rows == NULL || (g_str_equal (known->kind, "call-sheet") && !check_posted (known, 0, error)))
    return 0;

  for (guint i = 0; i < rows->len; i++) {
    if (!post_row (desk, act, g_ptr_array_index (rows, i), out_told, out_not, error))
      return 0;
  }

  if (!check_posted (known, *out_told, error))
    return 0;

  id = mh_act_get_id (act);
  mh_act_set_int (act, "sheet", sheet);
  mh_act_set_int (act, "rows", *out_told);

  return mh_act_commit (act, error) ? id : 0;
}
