/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people-model"

#include "mh-people-model.h"

#include "mh-person-item.h"

#define PAGE_SIZE 128
/* GTK 4.8 keeps about 205 rows alive, so at most 3 pages are looked at; the rest is for scrolling back. */
#define MAX_PAGES 16

typedef struct {
  guint      number;
  GPtrArray *items;          /* (element-type MhPersonItem) (owned) */
} Page;

struct _MhPeopleModel
{
  GObject       parent_instance;

  /* Owned */
  MhUiContext  *context;
  char         *text;        /* of the last search that was asked for */
  GArray       *ids;         /* (element-type gint64) */
  GQueue        pages;       /* of Page, the last used first */
  GCancellable *search;      /* (nullable) the search that runs */
  GCancellable *reads;       /* the page reads of the present ids */
};

/* What the reader gets: the ids of a page. It comes back with the answer, and so finds its rows even after the list has moved. */
typedef struct {
  MhPeopleModel *model;
  GPtrArray     *items;
} PageRead;

enum {
  SEARCHED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void implement_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MhPeopleModel, mh_people_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static void
page_free (Page *page)
{
  g_ptr_array_unref (page->items);
  g_free (page);
}

static void
page_read_free (PageRead *read)
{
  g_object_unref (read->model);
  g_ptr_array_unref (read->items);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageRead, page_read_free)

static gpointer
search_people (const MhDesk *desk,
               gpointer      input,
               GError      **error)
{
  return mh_people_search (desk, input, 0, error);
}

static gpointer
list_people (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  GArray *ids = input;

  return mh_people_list (desk, (gconstpointer) ids->data, ids->len, error);
}

/* Rows are found by id, for somebody may have been removed between search and read. */
static void
fill_items (GPtrArray *items,
            GPtrArray *people,
            MhDate     today)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < people->len; i++) {
    MhPerson *person = people->pdata[i];

    g_hash_table_insert (by_id, &person->resident->id, person);
  }

  for (guint i = 0; i < items->len; i++) {
    gint64 id = mh_person_item_get_id (items->pdata[i]);
    const MhPerson *person = g_hash_table_lookup (by_id, &id);

    if (person != NULL)
      mh_person_item_fill (items->pdata[i], person, today);
  }
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PageRead) read = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (people != NULL)
    fill_items (read->items, people, mh_ui_context_today (MH_UI_CONTEXT (source)));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (read->model, signals[FAILED], 0, error);
}

static void
read_page (MhPeopleModel *self,
           Page          *page)
{
  PageRead *read = g_new0 (PageRead, 1);
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), page->items->len);

  for (guint i = 0; i < page->items->len; i++) {
    gint64 id = mh_person_item_get_id (page->items->pdata[i]);

    g_array_append_val (ids, id);
  }

  read->model = g_object_ref (self);
  read->items = g_ptr_array_ref (page->items);
  mh_ui_context_read_async (self->context, list_people, ids, (GDestroyNotify) g_array_unref,
                            (GDestroyNotify) g_ptr_array_unref, self->reads, page_read_cb, read);
}

static Page *
make_page (MhPeopleModel *self,
           guint          number)
{
  Page *page = g_new0 (Page, 1);
  guint first = number * PAGE_SIZE;
  guint last = MIN (first + PAGE_SIZE, self->ids->len);

  page->number = number;
  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = first; i < last; i++)
    g_ptr_array_add (page->items, mh_person_item_new (g_array_index (self->ids, gint64, i)));

  return page;
}

static Page *
ensure_page (MhPeopleModel *self,
             guint          number)
{
  Page *page;

  for (GList *l = self->pages.head; l != NULL; l = l->next) {
    page = l->data;
    if (page->number != number)
      continue;

    g_queue_unlink (&self->pages, l);
    g_queue_push_head_link (&self->pages, l);

    return page;
  }

  page = make_page (self, number);
  g_queue_push_head (&self->pages, page);
  if (self->pages.length > MAX_PAGES)
    page_free (g_queue_pop_tail (&self->pages));

  read_page (self, page);

  return page;
}

static gboolean
same_ids (GArray *a,
          GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

/* GTK 4.8 asks for every row of one items-changed that both removes and adds; in two steps it asks for those it shows. */
static void
replace_ids (MhPeopleModel *self,
             GArray        *ids)
{
  guint before = self->ids->len;

  g_cancellable_cancel (self->reads);
  g_set_object (&self->reads, NULL);
  self->reads = g_cancellable_new ();
  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  g_array_set_size (self->ids, 0);
  if (before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);

  g_array_append_vals (self->ids, ids->data, ids->len);
  if (ids->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, ids->len);
}

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhPeopleModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  /* A newer search has cancelled this one: its answer would be of an older text. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (ids == NULL) {
    g_signal_emit (self, signals[FAILED], 0, error);
    return;
  }

  if (same_ids (self->ids, ids)) {
    for (GList *l = self->pages.head; l != NULL; l = l->next)
      read_page (self, l->data);
  } else {
    replace_ids (self, ids);
  }

  g_signal_emit (self, signals[SEARCHED], 0);
}

static void
start_search (MhPeopleModel *self)
{
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();

  mh_ui_context_read_async (self->context, search_people, g_strdup (self->text), g_free,
                            (GDestroyNotify) g_array_unref, self->search, searched_cb, g_object_ref (self));
}

static GType
mh_people_model_get_item_type (GListModel *model)
{
  return MH_TYPE_PERSON_ITEM;
}

static guint
mh_people_model_get_n_items (GListModel *model)
{
  return MH_PEOPLE_MODEL (model)->ids->len;
}

static gpointer
mh_people_model_get_item (GListModel *model,
                          guint       position)
{
  MhPeopleModel *self = MH_PEOPLE_MODEL (model);

  if (position >= self->ids->len)
    return NULL;

  return g_object_ref (ensure_page (self, position / PAGE_SIZE)->items->pdata[position % PAGE_SIZE]);
}

static void
implement_list_model (GListModelInterface *iface)
{
  iface->get_item_type = mh_people_model_get_item_type;
  iface->get_n_items = mh_people_model_get_n_items;
  iface->get_item = mh_people_model_get_item;
}

static void
mh_people_model_dispose (GObject *object)
{
  MhPeopleModel *self = MH_PEOPLE_MODEL (object);

  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  if (self->reads != NULL)
    g_cancellable_cancel (self->reads);
  g_clear_object (&self->search);
  g_clear_object (&self->reads);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_people_model_parent_class)->dispose (object);
}

static void
mh_people_model_finalize (GObject *object)
{
  MhPeopleModel *self = MH_PEOPLE_MODEL (object);

  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  g_array_unref (self->ids);
  g_free (self->text);

  G_OBJECT_CLASS (mh_people_model_parent_class)->finalize (object);
}

static void
mh_people_model_class_init (MhPeopleModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mh_people_model_dispose;
  object_class->finalize = mh_people_model_finalize;

  signals[SEARCHED] = g_signal_new ("searched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
mh_people_model_init (MhPeopleModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->reads = g_cancellable_new ();
  self->text = g_strdup ("");
  g_queue_init (&self->pages);
}

/**
 * mh_people_model_new:
 * @context: the open town
 *
 * Returns: (transfer full): a model without rows; the first search fills it
 */
MhPeopleModel *
mh_people_model_new (MhUiContext *context)
{
  MhPeopleModel *self;

  g_return_val_if_fail (MH_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (MH_TYPE_PEOPLE_MODEL, NULL);
  self->context = g_object_ref (context);

  return self;
}

/**
 * mh_people_model_search:
 * @self: a model
 * @text: what was typed so far; "" for everybody
 *
 * Asks for the people who fit @text. "searched" tells when the rows are there.
 */
void
mh_people_model_search (MhPeopleModel *self,
                        const char    *text)
{
  g_return_if_fail (MH_IS_PEOPLE_MODEL (self));
  g_return_if_fail (text != NULL);

  g_free (self->text);
  self->text = g_strdup (text);
  start_search (self);
}

/**
 * mh_people_model_reload:
 * @self: a model
 *
 * Asks for the same again, because something may have changed.
 */
void
mh_people_model_reload (MhPeopleModel *self)
{
  g_return_if_fail (MH_IS_PEOPLE_MODEL (self));

  start_search (self);
}

/**
 * mh_people_model_get_text:
 * @self: a model
 *
 * Returns: the text of the last search
 */
const char *
mh_people_model_get_text (MhPeopleModel *self)
{
  g_return_val_if_fail (MH_IS_PEOPLE_MODEL (self), NULL);

  return self->text;
}
