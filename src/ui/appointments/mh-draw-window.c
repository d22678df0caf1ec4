/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-draw-window"

#include "mh-draw-window.h"

#include <glib/gi18n-lib.h>

#include "mh-allot.h"
#include "mh-deed.h"
#include "mh-draw.h"
#include "mh-waiting-table.h"
#include "mh-wording.h"

struct _MhDrawWindow
{
  AdwWindow    parent_instance;

  GtkDropDown *prize;         /* (unowned) the order alone, then the days of @sessions */
  GtkWidget   *telling;       /* (unowned) check */
  GtkWidget   *last_button;   /* (unowned) shows the last lottery */
  GtkLabel    *summary;       /* (unowned) */
  GtkLabel    *refusal;       /* (unowned) */
  GtkListBox  *rows;          /* (unowned) */
  GtkWidget   *proof;         /* (unowned) box, once it is drawn */
  GtkLabel    *seed;          /* (unowned) */
  GtkLabel    *verdict;       /* (unowned) */
  GtkWidget   *check_button;  /* (unowned) */
  GtkWidget   *do_button;     /* (unowned) */

  MhUiContext *context;       /* (owned) (nullable) once closed */
  GArray      *sessions;      /* (owned) (element-type gint64) */
  gint64       programme;
  gint64       last_draw;     /* 0: none yet */
  gint64       shown;         /* the draw that is on the screen, 0: none */
  guint        reading;       /* number of the reading that is wanted */
};

G_DEFINE_FINAL_TYPE (MhDrawWindow, mh_draw_window, ADW_TYPE_WINDOW)

/* What is on the right: who would take part, or what was drawn. */
typedef struct {
  char      *summary;  /* (owned) */
  char      *seed;     /* (owned) (nullable) */
  GPtrArray *lines;    /* (owned) (element-type utf8) */
  gboolean   some;     /* somebody takes part */
} Page;

typedef struct {
  MhDrawWindow *self;  /* (owned) */
  guint         number;
} Reading;

static void
page_free (Page *page)
{
  g_free (page->summary);
  g_free (page->seed);
  g_ptr_array_unref (page->lines);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->self);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static Page *
page_new (void)
{
  Page *page = g_new0 (Page, 1);

  page->lines = g_ptr_array_new_with_free_func (g_free);

  return page;
}

/* The names, and that the unit comes before whoever is drawn. */
static char *
write_unit (const MhDesk        *desk,
            const MhWaitingUnit *unit,
            GError             **error)
{
  g_autofree char *names = mh_allot_write_names (desk, (gpointer) unit->residents->data, unit->residents->len, error);

  if (names == NULL || !mh_waiting_unit_is_first (unit))
    return g_steal_pointer (&names);

  return g_strdup_printf ("%s ・ %s", names, _("First in line, before the draw: the day was called off"));
}

static char *
write_stakes (const MhDrawStakes *stakes,
              gboolean            has_places)
{
  GString *text = g_string_new (NULL);

  if (has_places)
    g_string_append_printf (text, _("%u entries of the waiting list take part (%u people), for %d places."), stakes->n_units, stakes->n_people,
                            stakes->n_places);
  else
    g_string_append_printf (text, _("%u entries of the waiting list take part (%u people)."), stakes->n_units, stakes->n_people);

  if (stakes->n_first > 0) {
    g_string_append_c (text, '\n');
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u of them is first in line and comes before the draw, because a day was called off.",
                                               "%u of them are first in line and come before the draw, because a day was called off.",
                                               stakes->n_first), stakes->n_first);
  }

  return g_string_free (text, FALSE);
}

/* Who takes part; @input: (type MhDrawOrder) */
static gpointer
read_stakes (const MhDesk *desk,
             gpointer      input,
             GError      **error)
{
  const MhDrawOrder *order = input;
  g_autoptr (GPtrArray) units = NULL;
  g_autoptr (Page) page = page_new ();
  MhDrawStakes stakes;

  if (!mh_draw_look (desk, order->programme, order->session, &stakes, error))
    return NULL;

  units = mh_draw_list_units (desk, order->programme, error);
  for (guint i = 0; units != NULL && i < units->len; i++) {
    char *names = write_unit (desk, g_ptr_array_index (units, i), error);

    if (names == NULL)
      return NULL;
    g_ptr_array_add (page->lines, names);
  }

  page->some = stakes.n_units > 0;
  page->summary = page->some ? write_stakes (&stakes, order->session != 0)
                             : g_strdup (_("Nobody waits for this programme, so there is nothing to draw."));

  return units != NULL ? g_steal_pointer (&page) : NULL;
}

/* What was drawn; @input: (type gint64*) the draw */
static gpointer
read_draw (const MhDesk *desk,
           gpointer      input,
           GError      **error)
{
  g_autoptr (MhDraw) draw = mh_draw_table_get (desk->db, *(gint64 *) input, error);
  g_autoptr (GPtrArray) units = draw != NULL ? mh_draw_table_list_units (desk->db, draw->id, error) : NULL;
  g_autoptr (Page) page = page_new ();
  g_autofree char *date = NULL;
  guint n_placed = 0;

  for (guint i = 0; units != NULL && i < units->len; i++) {
    const MhDrawUnit *drawn = g_ptr_array_index (units, i);
    g_autoptr (MhWaitingUnit) unit = mh_waiting_table_get (desk->db, drawn->unit, error);
    g_autofree char *names = unit != NULL ? write_unit (desk, unit, error) : NULL;
    gboolean placed = g_str_equal (drawn->result, "placed");
    gboolean missed = !placed && draw->session != 0;

    if (names == NULL)
      return NULL;

    n_placed += placed;
    g_ptr_array_add (page->lines, g_strdup_printf ("%d. %s ・ %s%s%s", drawn->rank, names, missed ? _("Goes on waiting") : "", missed ? " ・ " : "",
                                                   mh_wording_draw_result (drawn->result)));
  }

  if (units == NULL)
    return NULL;

  date = mh_date_format (mh_date_from_ms (draw->drawn_at), MH_DATE_STYLE_WEEKDAY);
  page->seed = g_strdup (draw->seed);
  page->summary = g_strdup_printf (_("Drawn on %s: %u entries got a place, %u go on waiting."), date, n_placed, units->len - n_placed);

  return g_steal_pointer (&page);
}

/* Draws again; what came of it as a sentence. @input: (type gint64*) the draw */
static gpointer
check (const MhDesk *desk,
       gpointer      input,
       GError      **error)
{
  MhDrawVerdict verdict;

  if (!mh_draw_verify (desk, *(gint64 *) input, &verdict, error))
    return NULL;

  if (verdict.same)
    return g_strdup (_("Drawn again from the seed: every rank is the same."));

  return g_strdup_printf (_("From rank %d on, the record is not what the seed gives. Please do not use this result; ask who looks after the "
                            "system."), verdict.rank);
}

static gpointer
draw (const MhDesk *desk,
      gpointer      input,
      GError      **error)
{
  MhDrawResult result;

  return mh_draw_run (desk, input, &result, error) ? mh_deed_done (result.draw, result.act) : NULL;
}

static MhDrawOrder *
make_order (MhDrawWindow *self)
{
  MhDrawOrder *order = g_new0 (MhDrawOrder, 1);
  guint chosen = gtk_drop_down_get_selected (self->prize);

  order->programme = self->programme;
  order->session = chosen > 0 && chosen <= self->sessions->len ? g_array_index (self->sessions, gint64, chosen - 1) : 0;
  order->tell = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->telling));

  return order;
}

static void
show_refusal (MhDrawWindow *self,
              const char   *sentence)
{
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *sentence != '\0');
}

static void
page_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Page) page = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);
  MhDrawWindow *self = reading->self;

  if (self->context == NULL || reading->number != self->reading)
    return;

  gtk_label_set_label (self->summary, page != NULL ? page->summary : "");
  show_refusal (self, page != NULL ? "" : error->message);
  mh_allot_fill_list (self->rows, page != NULL ? page->lines : NULL);
  gtk_widget_set_sensitive (self->do_button, page != NULL && page->some);
  gtk_widget_set_visible (self->proof, page != NULL && page->seed != NULL);
  gtk_label_set_label (self->seed, page != NULL && page->seed != NULL ? page->seed : "");
  gtk_label_set_label (self->verdict, "");
}

static Reading *
begin_reading (MhDrawWindow *self)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->self = g_object_ref (self);
  reading->number = ++self->reading;
  gtk_widget_set_sensitive (self->do_button, FALSE);
  gtk_label_set_label (self->summary, _("One moment …"));
  show_refusal (self, "");

  return reading;
}

static void
show_stakes (MhDrawWindow *self)
{
  self->shown = 0;
  mh_ui_context_read_async (self->context, read_stakes, make_order (self), g_free, (GDestroyNotify) page_free, NULL, page_read_cb,
                            begin_reading (self));
}

static void
show_draw (MhDrawWindow *self,
           gint64        id)
{
  self->shown = id;
  mh_ui_context_read_async (self->context, read_draw, g_memdup2 (&id, sizeof id), g_free, (GDestroyNotify) page_free, NULL, page_read_cb,
                            begin_reading (self));
}

static void
prize_changed_cb (GObject      *object,
                  GParamSpec   *pspec,
                  MhDrawWindow *self)
{
  show_stakes (self);
}

static void
last_clicked_cb (GtkButton    *button,
                 MhDrawWindow *self)
{
  show_draw (self, self->last_draw);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (reading->self->context != NULL && reading->number == reading->self->reading)
    gtk_label_set_label (reading->self->verdict, sentence != NULL ? sentence : error->message);
}

static void
check_clicked_cb (GtkButton    *button,
                  MhDrawWindow *self)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->self = g_object_ref (self);
  reading->number = self->reading;
  gtk_label_set_label (self->verdict, _("One moment …"));
  mh_ui_context_read_async (self->context, check, g_memdup2 (&self->shown, sizeof self->shown), g_free, g_free, NULL, checked_cb, reading);
}

static void
drawn_cb (GtkWidget        *widget,
          const MhDeedDone *done,
          const GError     *error,
          gpointer          user_data)
{
  MhDrawWindow *self = MH_DRAW_WINDOW (widget);

  if (self->context == NULL)
    return;

  if (done == NULL) {
    gtk_label_set_label (self->summary, "");
    show_refusal (self, error->message);
    return;
  }

  self->last_draw = done->id;
  gtk_widget_set_visible (self->last_button, TRUE);
  show_draw (self, done->id);
  gtk_widget_grab_focus (self->check_button);
}

static void
do_clicked_cb (GtkButton    *button,
               MhDrawWindow *self)
{
  gtk_widget_set_sensitive (self->do_button, FALSE);
  mh_deed_run (GTK_WIDGET (self), self->context, draw, make_order (self), g_free, _("The lottery was drawn"), drawn_cb, NULL);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MhDrawWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MhAllotChoices) choices = mh_ui_context_finish (MH_UI_CONTEXT (source), result, &error);

  if (self->context == NULL)
    return;

  if (choices == NULL) {
    gtk_label_set_label (self->summary, "");
    show_refusal (self, error->message);
    return;
  }

  g_array_append_vals (self->sessions, choices->sessions->data, choices->sessions->len);
  mh_allot_fill_choice (self->prize, _("Only the order of the waiting list"), choices->days);
  self->last_draw = choices->last_draw;
  gtk_widget_set_visible (self->last_button, self->last_draw != 0);
  g_signal_connect_object (self->prize, "notify::selected", G_CALLBACK (prize_changed_cb), self, G_CONNECT_DEFAULT);
  show_stakes (self);
}

static void
mh_draw_window_dispose (GObject *object)
{
  g_clear_object (&MH_DRAW_WINDOW (object)->context);

  G_OBJECT_CLASS (mh_draw_window_parent_class)->dispose (object);
}

static void
mh_draw_window_finalize (GObject *object)
{
  g_array_unref (MH_DRAW_WINDOW (object)->sessions);

  G_OBJECT_CLASS (mh_draw_window_parent_class)->finalize (object);
}

static void
mh_draw_window_class_init (MhDrawWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_draw_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mh_draw_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

/* What stands below the result: the seed, and how anybody makes sure. */
static GtkWidget *
make_proof (MhDrawWindow *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  mh_allot_add_label (box, _("Anybody can make sure"), "heading");
  mh_allot_add_label (box, _("The order follows from this seed alone. Whoever draws again from it gets the same order."), "dim-label");
  self->seed = mh_allot_add_label (box, "", "monospace");
  gtk_label_set_selectable (self->seed, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->seed), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Seed of the lottery"), -1);
  self->check_button = gtk_button_new_with_label (_("Draw again from the seed"));
  gtk_widget_set_halign (self->check_button, GTK_ALIGN_START);
  g_signal_connect_object (self->check_button, "clicked", G_CALLBACK (check_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (box, self->check_button);
  self->verdict = mh_allot_add_label (box, "", "heading");

  return GTK_WIDGET (box);
}

static void
mh_draw_window_init (MhDrawWindow *self)
{
  GtkBox *left;
  GtkBox *right;

  self->sessions = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_window_set_title (GTK_WINDOW (self), _("Lottery among Those Who Wait"));
  self->do_button = mh_allot_build (ADW_WINDOW (self), _("Close"), _("Draw"), &left, &right);
  g_signal_connect_object (self->do_button, "clicked", G_CALLBACK (do_clicked_cb), self, G_CONNECT_DEFAULT);

  mh_allot_add_label (left, _("All who wait for the programme are drawn, couples together. Who gets no place goes on waiting in the drawn order. "
                              "There is no trial draw, so nobody can draw until it pleases."), "dim-label");
  self->prize = mh_allot_add_choice (left, _("What is drawn for"));
  self->telling = gtk_check_button_new_with_label (_("Tell everybody what came of it"));
  gtk_widget_set_size_request (self->telling, -1, 32);
  gtk_box_append (left, self->telling);
  self->last_button = gtk_button_new_with_label (_("Show the last lottery"));
  gtk_widget_set_visible (self->last_button, FALSE);
  g_signal_connect_object (self->last_button, "clicked", G_CALLBACK (last_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (left, self->last_button);

  self->summary = mh_allot_add_label (right, _("One moment …"), "heading");
  self->refusal = mh_allot_add_label (right, "", "error");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  self->rows = mh_allot_add_list (right, _("Who takes part, and what was drawn"));
  self->proof = make_proof (self);
  gtk_widget_set_visible (self->proof, FALSE);
  gtk_box_append (right, self->proof);
}

/**
 * mh_draw_window_open:
 * @parent: the place
 * @context: the open town
 * @day: its programme is drawn about; not kept
 *
 * Shows who takes part, and draws when that is wanted.
 */
void
mh_draw_window_open (GtkWidget   *parent,
                     MhUiContext *context,
                     const MhDay *day)
{
  MhDrawWindow *self = g_object_new (MH_TYPE_DRAW_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->context = g_object_ref (context);
  self->programme = day->programme->id;
  mh_ui_context_read_async (context, mh_allot_read, g_memdup2 (&self->programme, sizeof self->programme), g_free,
                            (GDestroyNotify) mh_allot_choices_free, NULL, read_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->prize));
}
