/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-people-model"

#include "mh-people-model.h"

#include <string.h>

#include "mh-person-item.h"

#define PAGE_SIZE 128
/* GTK 4.8 keeps about 205 rows alive, so at most 3 pages are looked at; the rest is for scrolling back. What is scrolled over is not read. */
#define MAX_PAGES 8

/* So many come with the answer itself: what a large window shows without scrolling. */
#define AT_ONCE   32

/* What a reader is asked for, and answers. */
typedef struct {
  MhPeopleQuery *query;      /* (owned) */
  gint64         first;
  gint64         n_people;   /* how many of the page are wanted with all that a row shows */
} Question;

typedef struct {
  gint64     total;          /* how many there are now, on all pages */
  GArray    *ids;            /* (element-type gint64) (owned) of the page */
  GPtrArray *people;         /* (element-type MhPerson) (owned) of its first ones, who is still there */
} Answer;

typedef struct {
  guint         number;
  GPtrArray    *items;       /* (element-type MhPersonItem) (owned) */
  GCancellable *read;        /* (nullable) (owned) the last read of it */
} Page;

struct _MhPeopleModel
{
  GObject        parent_instance;

  /* Owned */
  MhUiContext   *context;
  MhPeopleQuery *query;      /* the last that was asked for */
  MhPeopleQuery *shown;      /* the one whose answer is shown */
  GArray        *first_ids;  /* (element-type gint64) of its first page */
  GQueue         pages;      /* of Page, the last used first */
  GHashTable    *rows;       /* position → MhPersonItem (unowned), every one that somebody holds, also where its page was let go */
  GHashTable    *positions;  /* the other way round */
  GCancellable  *search;     /* (nullable) the search that runs */

  guint          n;          /* rows of the answer that is shown */
};

/* A page's rows, which come back with the answer and so are found even after the list has moved. */
typedef struct {
  MhPeopleModel *model;
  GPtrArray     *items;
  GCancellable  *cancellable;
} PageRead;

enum {
  TURNING,
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
question_free (Question *question)
{
  mh_people_query_free (question->query);
  g_free (question);
}

static Question *
question_new (const MhPeopleQuery *query,
              gint64               first,
              gint64               n_people)
{
  Question *question = g_new0 (Question, 1);

  question->query = mh_people_query_copy (query);
  question->first = first;
  question->n_people = n_people;

  return question;
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
  g_object_unref (read->cancellable);
  g_ptr_array_unref (read->items);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageRead, page_read_free)

static gpointer
answer_question (const MhDesk *desk,
                 gpointer      input,
                 GError      **error)
{
  const Question *question = input;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->ids = mh_people_ask (desk, question->query, question->first, PAGE_SIZE, &answer->total, error);
  if (answer->ids == NULL)
    return NULL;

  answer->people = mh_people_list (desk, (gconstpointer) answer->ids->data, MIN (answer->ids->len, question->n_people), error);

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

  /* The rows may stand for other people since. */
  if (g_cancellable_is_cancelled (read->cancellable))
    return;

  if (answer == NULL) {
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
  read->cancellable = g_object_ref (page->read);
  mh_ui_context_read_async (self->context, answer_question, question_new (self->shown, (gint64) page->number * PAGE_SIZE, PAGE_SIZE),
                            (GDestroyNotify) question_free, (GDestroyNotify) answer_free, page->read, page_read_cb, read);
}

static void
row_gone_cb (gpointer data,
             GObject *item)
{
  MhPeopleModel *self = data;
  gpointer position;

  if (g_hash_table_steal_extended (self->positions, item, NULL, &position))
    g_hash_table_remove (self->rows, position);
}

static void
forget_row (MhPeopleModel *self,
            GObject       *item,
            gpointer       position)
{
  g_object_weak_unref (item, row_gone_cb, self);
  g_hash_table_remove (self->positions, item);
  g_hash_table_remove (self->rows, position);
}

static gint64
get_first_id (MhPeopleModel *self,
              guint          position)
{
  return position < self->first_ids->len ? g_array_index (self->first_ids, gint64, position) : 0;
}

/* Returns: (transfer full): the row at @position, the one that is there already if anybody holds it */
static MhPersonItem *
make_row (MhPeopleModel *self,
          guint          position)
{
  MhPersonItem *item = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));

  if (item != NULL)
    return g_object_ref (item);

  item = mh_person_item_new (get_first_id (self, position));
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), item);
  g_hash_table_insert (self->positions, item, GUINT_TO_POINTER (position));
  g_object_weak_ref (G_OBJECT (item), row_gone_cb, self);

  return item;
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
    g_ptr_array_add (page->items, make_row (self, i));

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

/* The same question, as many people, and the same first ones: then those further down, if others, are put into the rows that are there. */
static gboolean
is_like_shown (MhPeopleModel *self,
               const Answer  *answer)
{
  const GArray *ids = answer->ids;

  return mh_people_query_equal (self->query, self->shown) && self->n == answer->total && self->first_ids->len == ids->len &&
         (ids->len == 0 || memcmp (self->first_ids->data, ids->data, ids->len * sizeof (gint64)) == 0);
}

/* Those of whom the answer tells. Nobody may be taken for who stood in the row before. */
static void
fill_first (MhPeopleModel *self,
            const Answer  *answer)
{
  GPtrArray *items = ensure_page (self, 0)->items;

  fill_items (items, self->context, answer, mh_ui_context_today (self->context));
  for (guint i = 0; i < MIN (items->len, AT_ONCE); i++) {
    if (mh_person_item_get_id (items->pdata[i]) != get_first_id (self, i))
      mh_person_item_empty (items->pdata[i], get_first_id (self, i));
  }
}

/* The others are empty until their page is read. */
static void
empty_rows (MhPeopleModel *self)
{
  g_autoptr (GList) positions = g_hash_table_get_keys (self->rows);

  for (GList *l = positions; l != NULL; l = l->next) {
    guint position = GPOINTER_TO_UINT (l->data);
    MhPersonItem *item = g_hash_table_lookup (self->rows, l->data);

    if (position >= self->n) {
      forget_row (self, G_OBJECT (item), l->data);
    } else {
      if (position >= AT_ONCE)
        mh_person_item_empty (item, get_first_id (self, position));
      ensure_page (self, position / PAGE_SIZE);
    }
  }
}

/* Rows that stay change in place, which costs GTK 4.8 a fraction of what new ones cost; only the end of the list grows or shrinks. It asks for
 * every row of one items-changed that both removes and adds, so this does never both. */
static void
replace_rows (MhPeopleModel *self,
              Answer        *answer)
{
  guint before = self->n;

  g_array_unref (self->first_ids);
  self->first_ids = g_array_ref (answer->ids);
  self->n = (guint) answer->total;
  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  empty_rows (self);
  if (self->n > 0)
    fill_first (self, answer);

  if (self->n < before)
    g_list_model_items_changed (G_LIST_MODEL (self), self->n, before - self->n, 0);
  else if (self->n > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n - before);
}

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MhPeopleModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  gboolean turned, other;

  /* A newer search has cancelled this one: its answer would be of an older text. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->search);
  if (answer == NULL) {
    g_signal_emit (self, signals[FAILED], 0, error);
    return;
  }

  turned = !is_like_shown (self, answer);
  other = !mh_people_query_equal (self->query, self->shown);
  mh_people_query_free (self->shown);
  self->shown = mh_people_query_copy (self->query);
  if (turned) {
    g_signal_emit (self, signals[TURNING], 0, other);
    replace_rows (self, answer);
  } else {
    for (GList *l = self->pages.head; l != NULL; l = l->next)
      read_page (self, l->data);
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

  mh_ui_context_read_async (self->context, answer_question, question_new (self->query, 0, AT_ONCE), (GDestroyNotify) question_free,
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

/* Rows may outlive the model. */
static void
forget_rows (MhPeopleModel *self)
{
  g_autoptr (GList) positions = g_hash_table_get_keys (self->rows);

  for (GList *l = positions; l != NULL; l = l->next)
    forget_row (self, g_hash_table_lookup (self->rows, l->data), l->data);
}

static void
mh_people_model_dispose (GObject *object)
{
  MhPeopleModel *self = MH_PEOPLE_MODEL (object);

  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  forget_rows (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (mh_people_model_parent_class)->dispose (object);
}

static void
mh_people_model_finalize (GObject *object)
{
  MhPeopleModel *self = MH_PEOPLE_MODEL (object);

  g_array_unref (self->first_ids);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->positions);
  mh_people_query_free (self->query);
  mh_people_query_free (self->shown);

  G_OBJECT_CLASS (mh_people_model_parent_class)->finalize (object);
}

static void
mh_people_model_class_init (MhPeopleModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mh_people_model_dispose;
  object_class->finalize = mh_people_model_finalize;

  /* Other people are about to stand in the rows; whether another question was asked. */
  signals[TURNING] = g_signal_new ("turning", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SEARCHED] = g_signal_new ("searched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
mh_people_model_init (MhPeopleModel *self)
{
  self->first_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new (NULL, NULL);
  self->positions = g_hash_table_new (NULL, NULL);
  self->query = mh_people_query_new ("");
  self->shown = mh_people_query_new ("");
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
 * mh_people_model_ask:
 * @self: a model
 * @query: who, and in which order; copied
 *
 * Asks for these people. "searched" tells when the rows are there.
 */
void
mh_people_model_ask (MhPeopleModel       *self,
                     const MhPeopleQuery *query)
{
  MhPeopleQuery *copy;

  g_return_if_fail (MH_IS_PEOPLE_MODEL (self));
  g_return_if_fail (query != NULL);

  copy = mh_people_query_copy (query);
  mh_people_query_free (self->query);
  self->query = copy;
  start_search (self);
}

/**
 * mh_people_model_search:
 * @self: a model
 * @text: what was typed so far; "" for everybody
 *
 * Asks for the people who fit @text as well; filters and order stay.
 */
void
mh_people_model_search (MhPeopleModel *self,
                        const char    *text)
{
  char *copy;

  g_return_if_fail (MH_IS_PEOPLE_MODEL (self));
  g_return_if_fail (text != NULL);

  copy = g_strdup (text);
  g_free (self->query->text);
  self->query->text = copy;
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
 * mh_people_model_get_query:
 * @self: a model
 *
 * Returns: (transfer none): what was asked last
 */
const MhPeopleQuery *
mh_people_model_get_query (MhPeopleModel *self)
{
  g_return_val_if_fail (MH_IS_PEOPLE_MODEL (self), NULL);

  return self->query;
}

/**
 * mh_people_model_find:
 * @self: a model
 * @id: a resident's id
 *
 * Looks among the first ones, who are known without reading.
 *
 * Returns: the position, or GTK_INVALID_LIST_POSITION
 */
guint
mh_people_model_find (MhPeopleModel *self,
                      gint64         id)
{
  g_return_val_if_fail (MH_IS_PEOPLE_MODEL (self), G_MAXUINT);

  for (guint i = 0; id != 0 && i < self->first_ids->len; i++) {
    if (g_array_index (self->first_ids, gint64, i) == id)
      return i;
  }

  return G_MAXUINT;
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
