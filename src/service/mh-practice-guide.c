/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-practice-guide"

#include "mh-practice-guide.h"

#include <glib/gi18n-lib.h>

#include "mh-audit.h"

#define MAX_STEPS   4
/* More than anybody does in one practice. */
#define MAX_ENTRIES 2000

typedef struct {
  const char *words;
  const char *kind;  /* of the log's entry that tells that it was done */
} Step;

static const struct {
  const char *title;
  Step        steps[MAX_STEPS + 1];  /* ended by one without words */
} courses[MH_GUIDE_N_COURSES] = {
  [MH_GUIDE_REFILL] = {
    N_("A cancellation, and the place goes to the next"),
    {
      { N_("Somebody calls to cancel. In Appointments, choose a full slot and press “Cancel and ask the next” beside a name."), "refill.cancel" },
      { N_("The plan says who is asked, and why the others wait. For a moment it can all be taken back; then the messages leave."), "send" },
      { N_("Open the residents’ telephones (Ctrl+T) and answer “Yes, please” for somebody."), "refill.accept" },
      { N_("The place is taken, the others are told. Print the reception roster or save it (F8)."), "roster.print" },
    },
  },
  [MH_GUIDE_BROADCAST] = {
    N_("A broadcast, and how to stop it"),
    {
      { N_("In Broadcasts, press “New broadcast”, choose who is meant and write the words."), "broadcast.save" },
      { N_("Look over who gets it and how, then let it out. Nothing leaves while the countdown runs."), "broadcast.hold" },
      { N_("Wait for the countdown, or press “Send now”. On the residents’ telephones (Ctrl+T) stands what came."), "send" },
      { N_("Let out another one and press “Stop sending”: what has not left stays here."), "broadcast.stop" },
    },
  },
  [MH_GUIDE_RECEPTION] = {
    N_("The day of the reception"),
    {
      { N_("In Reception, type three kana of somebody who stands before you, choose the line and note that she came."), "visit.came" },
      { N_("After the visit, note that it is done."), "visit.done" },
      { N_("At the end press “Close the day”: whoever is missing is noted, and can be asked again."), "visit.close-day" },
    },
  },
};

/**
 * mh_guide_get_title:
 * @course: a course
 *
 * Returns: (transfer none): its name, translated
 */
const char *
mh_guide_get_title (MhGuideCourse course)
{
  g_return_val_if_fail (course < MH_GUIDE_N_COURSES, "");

  return _(courses[course].title);
}

/**
 * mh_guide_get_length:
 * @course: a course
 *
 * Returns: how many steps it has
 */
guint
mh_guide_get_length (MhGuideCourse course)
{
  guint n = 0;

  g_return_val_if_fail (course < MH_GUIDE_N_COURSES, 0);

  while (courses[course].steps[n].words != NULL)
    n++;

  return n;
}

/**
 * mh_guide_get_step:
 * @course: a course
 * @step: from 0
 *
 * Returns: (transfer none): what to do, translated
 */
const char *
mh_guide_get_step (MhGuideCourse course,
                   guint         step)
{
  g_return_val_if_fail (step < mh_guide_get_length (course), "");

  return _(courses[course].steps[step].words);
}

/**
 * mh_guide_begin:
 * @desk: the desk
 * @error: return location
 *
 * Returns: the number of the log's last entry, for mh_guide_count_done(); -1 when it cannot be read
 */
gint64
mh_guide_begin (const MhDesk *desk,
                GError      **error)
{
  g_autofree char *hash = NULL;
  gint64 end = 0;

  g_return_val_if_fail (desk != NULL, -1);

  return mh_audit_get_end (desk->db, &end, &hash, error) ? end : -1;
}

/**
 * mh_guide_count_done:
 * @desk: the desk
 * @course: a course
 * @begun: what mh_guide_begin() gave
 * @error: return location
 *
 * A step counts when the one before it was done earlier; what was taken back afterwards was done all the same.
 *
 * Returns: how many steps were done; -1 when the log cannot be read
 */
int
mh_guide_count_done (const MhDesk *desk,
                     MhGuideCourse course,
                     gint64        begun,
                     GError      **error)
{
  const MhAuditFilter filter = { .limit = MAX_ENTRIES };
  g_autoptr (GPtrArray) entries = NULL;
  guint n = 0;

  g_return_val_if_fail (desk != NULL, -1);
  g_return_val_if_fail (course < MH_GUIDE_N_COURSES, -1);

  entries = mh_audit_query (desk->db, &filter, error);
  if (entries == NULL)
    return -1;

  for (guint i = entries->len; i > 0; i--) {
    const MhAuditEntry *entry = g_ptr_array_index (entries, i - 1);

    if (entry->id > begun && courses[course].steps[n].words != NULL && g_str_equal (entry->kind, courses[course].steps[n].kind))
      n++;
  }

  return (int) n;
}
