/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-db"

#include "mh-db-private.h"

#include <glib/gi18n-lib.h>

#include "mh-error.h"

static const char *
describe_storage (MhDbOutcome outcome)
{
  switch (outcome) {
  case MH_DB_FULL:
    return _("The disk is full. Nothing was changed. Delete files that are no longer needed, then try again.");
  case MH_DB_IO:
    return _("The disk could not be read or written. Nothing was changed. Check the disk's cable and power, then try again.");
  case MH_DB_READ_ONLY:
    return _("The data may only be read here, not changed. Check that the disk is not write-protected.");
  case MH_DB_CANNOT_OPEN:
    return _("The data file cannot be opened. Check that it lies on a disk of this computer and that you may use its folder.");
  case MH_DB_CORRUPT:
    return _("The data file is damaged or is not a data file of this program. "
             "Please stop working with it and restore the latest backup.");
  case MH_DB_NO_MEMORY:
    return _("The computer's memory is used up. Nothing was changed. Close other programs, then try again.");
  case MH_DB_DONE:
  case MH_DB_ROW:
  case MH_DB_BUSY:
  case MH_DB_CONSTRAINT:
  case MH_DB_MISTAKE:
  default:
    g_return_val_if_reached ("");
  }
}

/* Only for @outcome, in which the words hold names of tables and codes but nothing that was stored or looked for. */
static void
log_storage_failure (MhDb       *db,
                     const char *words)
{
  g_debug ("%s driver: %s", db->driver->name, words);
}

/**
 * mh_db_fail:
 * @db: a connection
 * @outcome: what the driver said, not %MH_DB_DONE
 * @error: return location; MH_ERROR_CONFLICT, MH_ERROR_BUSY, MH_ERROR_STORAGE or MH_ERROR_INVALID
 *
 * Says it with the driver's own words where a developer needs them.
 *
 * Returns: %FALSE, always
 */
gboolean
mh_db_fail (MhDb       *db,
            MhDbOutcome outcome,
            GError    **error)
{
  const char *words = db->link != NULL ? db->driver->message (db->link) : "";

  switch (outcome) {
  case MH_DB_BUSY:
    g_set_error_literal (error, MH_ERROR, MH_ERROR_BUSY,
                         _("The data is being used by another window or program. Wait a moment, then try again."));
    break;
  case MH_DB_CONSTRAINT:
    g_set_error (error, MH_ERROR, MH_ERROR_CONFLICT,
                 /* Translators: %s is a short technical text for the developers, in English */
                 _("This does not fit what is already recorded. Look at the current state, then try again. (%s)"), words);
    break;
  case MH_DB_FULL:
  case MH_DB_IO:
  case MH_DB_READ_ONLY:
  case MH_DB_CANNOT_OPEN:
  case MH_DB_CORRUPT:
  case MH_DB_NO_MEMORY:
    log_storage_failure (db, words);
    g_set_error_literal (error, MH_ERROR, MH_ERROR_STORAGE, describe_storage (outcome));
    break;
  case MH_DB_DONE:
  case MH_DB_ROW:
  case MH_DB_MISTAKE:
  default:
    g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
                 /* Translators: %s is a short technical text for the developers, in English */
                 _("The program made a mistake. Nothing was changed. Please tell the developers: %s"), words);
    break;
  }

  return FALSE;
}

/**
 * mh_db_fail_mistake:
 * @sql: a statement
 * @what: what is wrong with its use
 * @error: return location; MH_ERROR_INVALID
 *
 * A mistake of the programmer: warns as well.
 *
 * Returns: %FALSE, always
 */
gboolean
mh_db_fail_mistake (const char *sql,
                    const char *what,
                    GError    **error)
{
  g_critical ("%s: %s", what, sql);
  g_set_error (error, MH_ERROR, MH_ERROR_INVALID,
               _("The program made a mistake. Nothing was changed. Please tell the developers: %s"), what);

  return FALSE;
}
