/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people-model"

#include "mh-people-model.h"

#include <string.h>

#include "mh-person-item.h"

#define PAGE_SIZE 128
/* GTK 4.8 keeps about 205 rows alive, so at most 3 pages are looked at; the rest is for scrolling back. What is scrolled over is not read. */
#define MAX_PAGES 8

/* What a reader is asked for, and answers. */
typedef struct {
  char  *text;
  gint64 first;
} Query;

typedef struct {
  gint64     total;          /* how many there are now, on all pages */
  GArray    *ids;            /* (element-type gint64) (owned) of the page */
  GPtrArray *people;         /* (element-type MhPerson) (nullable) (owned) of those, who is still there */
} Answer;

typedef struct {
  guint         number;
  GPtrArray    *items;       /* (element-type MhPersonItem) (owned) */
  GCancellable *read;        /* (nullable) (owned) the last read of it */
} Page;

struct _MhPeopleModel
{
  GObject       parent_instance;

  /* Owned */
  MhUiContext  *context;
  char         *text;        /* of the last search that was asked for */
  char         *shown;       /* the text whose answer is shown */
  GArray       *first_ids;   /* (element-type gint64) of its first page */
  GQueue        pages;       /* of Page, the last used first */
  GCancellable *search;      /* (nullable) the search that runs */

  guint         n;           /* rows of the answer that is shown */
};

/* A page's rows, which come back with the answer and so are found even after the list has moved. */
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

static void start_search (MhPeopleModel *self);

static void
query_free (Query *query)
{
  g_free (query->text);
  g_free (query);
}

static Query *
query_new (const char *text,
           gint64      first)
{
  Query *query = g_new0 (Query, 1);

  query->text = g_strdup (text);
  query->first = first;

  return query;
}

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->ids, g_array_unref);
  g_clear_pointer (&answer->people, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
page_stop (Page *page)
{
  if (page->read != NULL)
    g_cancellable_cancel (page->read);
  g_clear_object (&page->read);
}

static void
page_free (Page *page)
{
  page_stop (page);
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
  const Query *query = input;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->ids = mh_people_find (desk, query->text, query->first, PAGE_SIZE, &answer->total, error);

  return answer->ids != NULL ? g_steal_pointer (&answer) : NULL;
}

static gpointer
list_people (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  g_autoptr (Answer) answer = search_people (desk, input, error);

  if (answer == NULL)
    return NULL;

  answer->people = mh_people_list (desk, (gconstpointer) answer->ids->data, answer->ids->len, error);

  return answer->people != NULL ? g_steal_pointer (&answer) : NULL;
}

/* Somebody may have been removed between search and read: his row stays as it is until the list is read anew. */
static void
fill_items (GPtrArray    *items,
            MhUiContext  *context,
            const Answer *answer,
            MhDate        today)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < answer->people->len; i++) {
    MhPerson *person = answer->people->pdata[i];

    g_hash_table_insert (by_id, &person->resident->id, person);
  }

  for (guint i = 0; i < MIN (items->len, answer->ids->len); i++) {
    const MhPerson *person = g_hash_table_lookup (by_id, &g_array_index (answer->ids, gint64, i));

    if (person != NULL)
      mh_person_item_fill (items->pdata[i], context, person, today);
  }
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PageRead) read = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhPeopleModel *self = read->model;

  if (answer == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_signal_emit (self, signals[FAILED], 0, error);
    return;
  }

  fill_items (read->items, MH_UI_CONTEXT (source), answer, mh_ui_context_today (MH_UI_CONTEXT (source)));
  /* Another process has added or removed somebody. */
  if (answer->total != self->n && self->search == NULL)
    start_search (self);
}

static void
read_page (MhPeopleModel *self,
           Page          *page)
{
  PageRead *read = g_new0 (PageRead, 1);

  page_stop (page);
  page->read = g_cancellable_new ();
  read->model = g_object_ref (self);
  read->items = g_ptr_array_ref (page->items);
  mh_ui_context_read_async (self->context, list_people, query_new (self->shown, (gint64) page->number * PAGE_SIZE),
                            (GDestroyNotify) query_free, (GDestroyNotify) answer_free, page->read, page_read_cb, read);
}

static Page *
make_page (MhPeopleModel *self,
           guint          number)
{
  Page *page = g_new0 (Page, 1);
  guint first = number * PAGE_SIZE;
  guint last = MIN (first + PAGE_SIZE, self->n);

  page->number = number;
  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = first; i < last; i++)
    g_ptr_array_add (page->items, mh_person_item_new (i < self->first_ids->len ? g_array_index (self->first_ids, gint64, i) : 0));

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

/* As many people, and the same first ones: then those further down, if others, are put into the rows that are there. */
static gboolean
is_like_shown (MhPeopleModel *self,
               const Answer  *answer)
{
  const GArray *ids = answer->ids;

  return self->n == answer->total && self->first_ids->len == ids->len &&
         (ids->len == 0 || memcmp (self->first_ids->data, ids->data, ids->len * sizeof (gint64)) == 0);
}

/* GTK 4.8 asks for every row of one items-changed that both removes and adds; in two steps it asks for those it shows. */
static void
replace_rows (MhPeopleModel *self,
              Answer        *answer)
{
  guint before = self->n;

  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  self->n = 0;
  if (before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);

  g_array_unref (self->first_ids);
  self->first_ids = g_steal_pointer (&answer->ids);
  self->n = (guint) answer->total;
  if (self->n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n);
}

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhPeopleModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  /* A newer search has cancelled this one: its answer would be of an older text. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->search);
  if (answer == NULL) {
    g_signal_emit (self, signals[FAILED], 0, error);
    return;
  }

  g_free (self->shown);
  self->shown = g_strdup (self->text);
  if (is_like_shown (self, answer)) {
    for (GList *l = self->pages.head; l != NULL; l = l->next)
      read_page (self, l->data);
  } else {
    replace_rows (self, answer);
  }

  g_signal_emit (self, signals[SEARCHED], 0);
}

/* Pages that are not read yet shall not keep it waiting: where they are still wanted, they are read again with its answer. */
static void
start_search (MhPeopleModel *self)
{
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  for (GList *l = self->pages.head; l != NULL; l = l->next)
    page_stop (l->data);
  self->search = g_cancellable_new ();

  mh_ui_context_read_async (self->context, search_people, query_new (self->text, 0), (GDestroyNotify) query_free,
                            (GDestroyNotify) answer_free, self->search, searched_cb, g_object_ref (self));
}

static GType
mh_people_model_get_item_type (GListModel *model)
{
  return MH_TYPE_PERSON_ITEM;
}

static guint
mh_people_model_get_n_items (GListModel *model)
{
  return MH_PEOPLE_MODEL (model)->n;
}

static gpointer
mh_people_model_get_item (GListModel *model,
                          guint       position)
{
  MhPeopleModel *self = MH_PEOPLE_MODEL (model);

  if (position >= self->n)
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
  g_clear_object (&self->search);
  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_people_model_parent_class)->dispose (object);
}

static void
mh_people_model_finalize (GObject *object)
{
  MhPeopleModel *self = MH_PEOPLE_MODEL (object);

  g_array_unref (self->first_ids);
  g_free (self->text);
  g_free (self->shown);

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
  self->first_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->text = g_strdup ("");
  self->shown = g_strdup ("");
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

/**
 * mh_people_model_is_searching:
 * @self: a model
 *
 * Returns: whether the rows are still those of an older search
 */
gboolean
mh_people_model_is_searching (MhPeopleModel *self)
{
  g_return_val_if_fail (MH_IS_PEOPLE_MODEL (self), FALSE);

  return self->search != NULL;
}
