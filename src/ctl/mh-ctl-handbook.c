/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-ctl-handbook"

#include "mh-ctl.h"

#include <glib/gi18n-lib.h>

#include "mh-config.h"
#include "mh-error.h"
#include "mh-help-paper.h"

static MhPages *
make_one (GPtrArray  *help,
          const char *id,
          GError    **error)
{
  const MhHelpPage *page = mh_help_find (help, id);

  if (page == NULL) {
    g_set_error (error, MH_ERROR, MH_ERROR_NOT_FOUND, _("There is no help page “%s”."), id);
    return NULL;
  }

  return mh_help_paper_make_page (help, page);
}

/* The town's name and the date stand on the cover only where the town is asked for: a handbook can be made where there is none. */
static MhPages *
make_all (MhCtlCall *call,
          GPtrArray *help,
          gboolean   with_town,
          GError   **error)
{
  g_autofree char *town = NULL;
  g_autofree char *date = NULL;
  MhDesk desk;

  if (!with_town)
    return mh_help_paper_make_handbook (help, NULL, NULL);

  if (!mh_ctl_open (call, &desk, error))
    return NULL;
  town = mh_config_get (&desk, "town.name", error);
  if (town == NULL)
    return NULL;

  date = mh_date_format (mh_date_from_ms (mh_desk_now (&desk)), MH_DATE_STYLE_LONG);

  return mh_help_paper_make_handbook (help, town, date);
}

static gboolean
run_handbook (MhCtlCall *call,
              GError   **error)
{
  g_autofree char *id = NULL;
  gboolean with_town = FALSE;
  const GOptionEntry entries[] = {
    { "page", 0, 0, MH_CTL_TEXT, &id, N_("Only one page, such as “cancel”"), N_("PAGE") },
    { "with-town", 0, 0, G_OPTION_ARG_NONE, &with_town, N_("Put the town’s name and the date on the cover"), NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) help = NULL;
  g_autoptr (MhPages) pages = NULL;

  if (!mh_ctl_parse (call, entries, 1, 1, error))
    return FALSE;
  if (id != NULL && with_town)
    return mh_ctl_fail_usage (error, _("A single page has no cover: leave out --with-town."));

  help = mh_help_read (error);
  if (help == NULL)
    return FALSE;

  pages = id != NULL ? make_one (help, id, error) : make_all (call, help, with_town, error);
  if (pages == NULL || !mh_pages_write_pdf (pages, call->args[0], error))
    return FALSE;

  mh_ctl_add_text (call, "output", call->args[0]);
  mh_ctl_add_int (call, "pages", mh_pages_get_n_pages (pages));

  return TRUE;
}

const MhCtlCommand mh_ctl_handbook_commands[] = {
  { "handbook", N_("FILE.pdf"), N_("Make the handbook, or one page of the help, as a PDF"), run_handbook },
  { NULL },
};
