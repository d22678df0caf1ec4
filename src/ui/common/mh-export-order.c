/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-export-order"

#include "mh-export-order.h"

/**
 * mh_export_order_new:
 * @request: what is wanted; copied
 *
 * A copy of @request.
 *
 * Returns: (transfer full): an order for a worker
 */
MhExportOrder *
mh_export_order_new (const MhExportRequest *request)
{
  MhExportOrder *order = g_new0 (MhExportOrder, 1);

  order->request = *request;
  order->search = g_strdup (request->search);
  order->query = mh_people_query_copy (request->query);
  order->columns = g_strdupv ((char **) request->columns);
  order->request.search = order->search;
  order->request.query = order->query;
  order->request.columns = (const char * const *) order->columns;
  order->request.people = g_memdup2 (request->people, request->n_people * sizeof *request->people);

  return order;
}

/**
 * mh_export_order_free:
 * @order: an order
 *
 * Frees it.
 */
void
mh_export_order_free (MhExportOrder *order)
{
  g_free ((gpointer) order->request.people);
  g_free (order->search);
  mh_people_query_free (order->query);
  g_strfreev (order->columns);
  g_free (order->path);
  g_free (order);
}

/**
 * mh_export_view_free:
 * @view: what a list looks like
 *
 * Frees it.
 */
void
mh_export_view_free (MhExportView *view)
{
  mh_export_free (view->list);
  g_ptr_array_unref (view->misfits);
  g_free (view);
}

/**
 * mh_export_order_look:
 * @desk: the desk
 * @input: an order
 * @error: return location
 *
 * Of type MhUiWork.
 *
 * Returns: (transfer full): an MhExportView, or %NULL
 */
gpointer
mh_export_order_look (const MhDesk *desk,
                      gpointer      input,
                      GError      **error)
{
  const MhExportOrder *order = input;
  MhExport *list = mh_export_make (desk, &order->request, error);
  MhExportView *view;

  if (list == NULL)
    return NULL;

  view = g_new0 (MhExportView, 1);
  view->list = list;
  view->misfits = mh_export_list_misfits (list, order->format);

  return view;
}

/**
 * mh_export_order_save:
 * @desk: the desk
 * @input: an order with a path
 * @error: return location
 *
 * Of type MhUiWork.
 *
 * Returns: %TRUE as a pointer when the file is there, with its note in the log; %NULL otherwise
 */
gpointer
mh_export_order_save (const MhDesk *desk,
                      gpointer      input,
                      GError      **error)
{
  const MhExportOrder *order = input;
  g_autoptr (MhExport) list = mh_export_make (desk, &order->request, error);

  return GINT_TO_POINTER (list != NULL && mh_export_save (desk, list, order->path, order->format, order->policy, error));
}
