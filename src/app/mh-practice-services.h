/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-ui-context.h"

G_BEGIN_DECLS

/**
 * MhPracticeServices:
 *
 * The LINE and SMS services of the practice town while its window is open: starts them, tells the town their address and gives it
 * a token, which is none that works anywhere else.
 */
#define MH_TYPE_PRACTICE_SERVICES (mh_practice_services_get_type ())
G_DECLARE_FINAL_TYPE (MhPracticeServices, mh_practice_services, MH, PRACTICE_SERVICES, GObject)

MhPracticeServices *mh_practice_services_new          (MhUiContext          *context);
void                mh_practice_services_start_async  (MhPracticeServices   *self,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean            mh_practice_services_start_finish (MhPracticeServices   *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
