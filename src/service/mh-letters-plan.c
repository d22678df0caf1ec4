/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-letters"

#include "mh-letters-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mh-broadcast-text.h"
#include "mh-error.h"
#include "mh-people-mailing.h"
#include "mh-people.h"
#include "mh-wording.h"

/* In Japanese always: it goes to residents. */
#define FAMILY "ご家族の皆さま"

/* One who may get a letter. */
typedef struct {
  MhLetterPerson    person;
  char             *name;       /* (owned) as this desk shows it */
  MhMailingAddress *mailing;    /* (owned) */
  char             *household;  /* (nullable) (owned) number and address; %NULL: shares with nobody */
  char             *shared;     /* (nullable) (owned) words in which nobody is named; %NULL where a field is empty */
} Addressee;

static void
addressee_free (Addressee *one)
{
  g_free (one->name);
  g_clear_pointer (&one->mailing, mh_mailing_address_free);
  g_free (one->household);
  g_free (one->shared);
  g_free (one);
}

static void
letter_free (MhLetter *letter)
{
  g_array_unref (letter->people);
  g_array_unref (letter->deliveries);
  g_free (letter->postal_code);
  g_free (letter->address);
  g_free (letter->extra);
  g_free (letter->name);
  g_free (letter->also);
  g_free (letter->about);
  g_free (letter->words);
  g_free (letter);
}

static void
left_free (MhLetterLeft *left)
{
  g_free (left->name);
  g_free (left);
}

static const struct {
  const char *why;
  const char *words;
} whys[] = {
  { "no-address", N_("No address") },
  { "no-postal-code", N_("No postal code") },
  { "address-incomplete", N_("The address has no number") },
  { "too-long", N_("Address or words do not fit on the page") },
  { "opted-out", N_("Wants no letters") },
};

/**
 * mh_letter_why_words:
 * @why: why somebody gets no letter
 *
 * Returns: (transfer none): in words; of who is protected only that a person has to look
 */
const char *
mh_letter_why_words (const char *why)
{
  for (gsize i = 0; i < G_N_ELEMENTS (whys); i++) {
    if (g_str_equal (whys[i].why, why))
      return _(whys[i].words);
  }

  return mh_wording_delivery_reason (why);
}

/**
 * mh_letters_leave_out:
 * @run: letters
 * @resident: who gets none
 * @name: the name
 * @why: static code
 *
 * Nobody falls through: whoever gets no letter is listed with the reason.
 */
void
mh_letters_leave_out (MhLetterRun *run,
                      gint64       resident,
                      const char  *name,
                      const char  *why)
{
  MhLetterLeft *left = g_new0 (MhLetterLeft, 1);

  left->resident = resident;
  left->name = g_strdup (name);
  left->why = why;
  g_ptr_array_add (run->left_out, left);
}

/* A number of any kind, or the word that says there is none. */
static gboolean
has_number (const char *address)
{
  static const char numerals[] = "〇一二三四五六七八九十";

  for (const char *at = address; *at != '\0'; at = g_utf8_next_char (at)) {
    if (g_unichar_isdigit (g_utf8_get_char (at)) || g_utf8_strchr (numerals, -1, g_utf8_get_char (at)) != NULL)
      return TRUE;
  }

  return strstr (address, "番外地") != NULL || strstr (address, "無番地") != NULL;
}

static const char *
find_gap (const MhMailingAddress *mailing)
{
  g_autofree char *whole = g_strconcat (mailing->address, mailing->address_extra, NULL);

  if (mailing->postal_code == NULL || *mailing->postal_code == '\0')
    return "no-postal-code";

  return has_number (whole) ? NULL : "address-incomplete";
}

/* Who has a mailing address of her own shares with nobody. */
static char *
dup_household (const MhResident       *resident,
               const MhMailingAddress *mailing)
{
  if (mailing->id != 0 || resident->household_number == NULL || *resident->household_number == '\0')
    return NULL;

  return g_strjoin ("\n", resident->household_number, mailing->postal_code, mailing->address,
                    mailing->address_extra != NULL ? mailing->address_extra : "", NULL);
}

/* A field that is empty is no error of the town. */
static gboolean
write_words (const MhDesk      *desk,
             const MhBroadcast *broadcast,
             gint64             resident,
             gboolean           shared,
             char             **out_words,
             GError           **error)
{
  g_autoptr (GError) local_error = NULL;

  *out_words = broadcast != NULL ? mh_broadcast_text_write_bare (desk, broadcast, resident, shared, &local_error) : g_strdup ("");
  if (*out_words != NULL || g_error_matches (local_error, MH_ERROR, MH_ERROR_INVALID))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* Adds to @addressees whoever may get one, to @run who may not. */
static gboolean
judge (const MhDesk         *desk,
       const MhBroadcast    *broadcast,
       const char           *category,
       const MhLetterPerson *person,
       GPtrArray            *addressees,
       MhLetterRun          *run,
       GError              **error)
{
  g_autoptr (GPtrArray) people = mh_people_list (desk, &person->resident, 1, error);
  g_autoptr (MhMailingAddress) mailing = NULL;
  const MhPerson *shown;
  const char *why = NULL;
  Addressee *one;

  if (people == NULL || !mh_people_mailing_address (desk, person->resident, category, &mailing, &why, error))
    return FALSE;

  shown = g_ptr_array_index (people, 0);
  if (shown->is_protected)
    why = "protected";
  if (why == NULL)
    why = find_gap (mailing);
  if (why != NULL) {
    mh_letters_leave_out (run, person->resident, shown->shown_name, why);
    return TRUE;
  }

  one = g_new0 (Addressee, 1);
  g_ptr_array_add (addressees, one);
  one->person = *person;
  one->name = g_strdup (shown->shown_name);
  one->household = dup_household (shown->resident, mailing);
  one->mailing = g_steal_pointer (&mailing);

  return one->household == NULL || write_words (desk, broadcast, person->resident, TRUE, &one->shared, error);
}

static char *
add_title (const char *name)
{
  static const char * const titles[] = { "様", "殿", "御中", "先生" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++) {
    if (g_str_has_suffix (name, titles[i]))
      return g_strdup (name);
  }

  return g_strconcat (name, " 様", NULL);
}

static char *
format_postal_code (const char *digits)
{
  return strlen (digits) == 7 ? g_strdup_printf ("%.3s-%s", digits, digits + 3) : g_strdup (digits);
}

static MhLetter *
begin_letter (const Addressee *one,
              gboolean         shared)
{
  MhLetter *letter = g_new0 (MhLetter, 1);
  gboolean other = one->mailing->id != 0;

  letter->people = g_array_new (FALSE, FALSE, sizeof (gint64));
  letter->deliveries = g_array_new (FALSE, FALSE, sizeof (gint64));
  letter->postal_code = format_postal_code (one->mailing->postal_code);
  letter->address = g_strdup (one->mailing->address);
  letter->extra = g_strdup (one->mailing->address_extra != NULL ? one->mailing->address_extra : "");
  letter->name = add_title (other ? one->mailing->addressee : one->name);
  letter->also = g_strdup (shared ? FAMILY : "");
  letter->about = other && !g_str_equal (one->mailing->addressee, one->name) ? g_strdup_printf ("（%s 様へのお知らせです）", one->name)
                  : g_strdup ("");

  return letter;
}

static void
add_person (MhLetter        *letter,
            const Addressee *one)
{
  g_array_append_val (letter->people, one->person.resident);
  g_array_append_val (letter->deliveries, one->person.delivery);
}

static gboolean
goes_along (const Addressee *first,
            const Addressee *other)
{
  return first->shared != NULL && other->household != NULL && g_str_equal (first->household, other->household) &&
         g_strcmp0 (first->shared, other->shared) == 0;
}

/* Takes those who share with the one at @at out of @addressees. */
static MhLetter *
make_letter (const MhDesk      *desk,
             const MhBroadcast *broadcast,
             GPtrArray         *addressees,
             guint              at,
             gboolean           one_each,
             GError           **error)
{
  const Addressee *first = g_ptr_array_index (addressees, at);
  g_autoptr (GPtrArray) sharers = g_ptr_array_new ();
  MhLetter *letter;

  for (guint i = at + 1; !one_each && first->household != NULL && i < addressees->len; i++) {
    if (goes_along (first, g_ptr_array_index (addressees, i)))
      g_ptr_array_add (sharers, g_ptr_array_index (addressees, i));
  }

  letter = begin_letter (first, sharers->len > 0);
  add_person (letter, first);
  for (guint i = 0; i < sharers->len; i++)
    add_person (letter, g_ptr_array_index (sharers, i));

  if (sharers->len > 0)
    letter->words = g_strdup (first->shared);
  else if (!write_words (desk, broadcast, first->person.resident, FALSE, &letter->words, error)) {
    letter_free (letter);
    return NULL;
  }

  for (guint i = 0; i < sharers->len; i++)
    g_ptr_array_remove (addressees, g_ptr_array_index (sharers, i));

  return letter;
}

/**
 * mh_letters_plan:
 * @desk: the desk, in a transaction
 * @broadcast: (nullable): what is said; %NULL for labels alone
 * @category: of consent and of mailing addresses
 * @people: (element-type MhLetterPerson): in the order of the letters
 * @one_each: whether everybody gets one of her own
 * @run: where letters and those who get none are added
 * @error: return location
 *
 * Returns: whether all could be judged
 */
gboolean
mh_letters_plan (const MhDesk      *desk,
                 const MhBroadcast *broadcast,
                 const char        *category,
                 const GArray      *people,
                 gboolean           one_each,
                 MhLetterRun       *run,
                 GError           **error)
{
  g_autoptr (GPtrArray) addressees = g_ptr_array_new_with_free_func ((GDestroyNotify) addressee_free);

  run->letters = g_ptr_array_new_with_free_func ((GDestroyNotify) letter_free);
  run->left_out = g_ptr_array_new_with_free_func ((GDestroyNotify) left_free);
  for (guint i = 0; i < people->len; i++) {
    if (!judge (desk, broadcast, category, &g_array_index (people, MhLetterPerson, i), addressees, run, error))
      return FALSE;
  }

  for (guint i = 0; i < addressees->len; i++) {
    const Addressee *first = g_ptr_array_index (addressees, i);
    MhLetter *letter = make_letter (desk, broadcast, addressees, i, one_each, error);

    if (letter == NULL)
      return FALSE;

    if (letter->words == NULL) {
      mh_letters_leave_out (run, first->person.resident, first->name, "empty-field");
      letter_free (letter);
      continue;
    }

    run->n_people += letter->people->len;
    g_ptr_array_add (run->letters, letter);
  }

  return TRUE;
}
