/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-toasts"

#include "mh-toasts.h"

#include <glib/gi18n-lib.h>

#define SECONDS      5
#define UNDO_SECONDS 12

/* The overlay is given one toast at a time, never with a priority: libadwaita 1.2 puts a toast of low priority off while it still goes,
 * and ends the program when it is its turn again within those 300 ms. So what waits, waits here. */
struct _MhToasts
{
  GObject          parent_instance;

  AdwToastOverlay *overlay;  /* (unowned); NULL when it is gone */
  AdwToast        *shown;    /* (nullable) (owned) */
  gboolean         has_undo; /* the shown one */
  GQueue           waiting;  /* of char *, without undo */
};

G_DEFINE_FINAL_TYPE (MhToasts, mh_toasts, G_TYPE_OBJECT)

static void present (MhToasts   *self,
                     const char *text,
                     gint64      act_to_undo);

static void
dismissed_cb (AdwToast *toast,
              MhToasts *self)
{
  g_autofree char *next = NULL;

  if (toast != self->shown)
    return;

  g_signal_handlers_disconnect_by_data (toast, self);
  g_clear_object (&self->shown);

  next = g_queue_pop_head (&self->waiting);
  if (next != NULL && self->overlay != NULL)
    present (self, next, 0);
}

static void
present (MhToasts   *self,
         const char *text,
         gint64      act_to_undo)
{
  g_autofree char *title = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_timeout (toast, act_to_undo > 0 ? UNDO_SECONDS : SECONDS);
  if (act_to_undo > 0) {
    adw_toast_set_button_label (toast, _("Undo"));
    adw_toast_set_action_name (toast, "win.undo-act");
    adw_toast_set_action_target_value (toast, g_variant_new_int64 (act_to_undo));
  }

  self->shown = g_object_ref (toast);
  self->has_undo = act_to_undo > 0;
  adw_toast_overlay_add_toast (self->overlay, toast);
  /* After the overlay's own handler, so that its place is free again. */
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, 0);
}

/* Takes the shown one away to make room; one without undo is read out later. */
static void
put_aside (MhToasts *self)
{
  g_autoptr (AdwToast) old = g_steal_pointer (&self->shown);

  if (!self->has_undo) {
    char *text = NULL;

    /* The title is markup. */
    if (pango_parse_markup (adw_toast_get_title (old), -1, 0, NULL, &text, NULL, NULL))
      g_queue_push_head (&self->waiting, text);
  }

  g_signal_handlers_disconnect_by_data (old, self);
  adw_toast_dismiss (old);
}

static void
mh_toasts_dispose (GObject *object)
{
  MhToasts *self = MH_TOASTS (object);

  g_clear_weak_pointer (&self->overlay);
  g_clear_object (&self->shown);
  g_queue_clear_full (&self->waiting, g_free);

  G_OBJECT_CLASS (mh_toasts_parent_class)->dispose (object);
}

static void
mh_toasts_class_init (MhToastsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mh_toasts_dispose;
}

static void
mh_toasts_init (MhToasts *self)
{
  g_queue_init (&self->waiting);
}

/**
 * mh_toasts_new:
 * @overlay: where they are shown; nobody else may add any to it
 *
 * Returns: (transfer full): what says for some seconds what was done
 */
MhToasts *
mh_toasts_new (AdwToastOverlay *overlay)
{
  MhToasts *self = g_object_new (MH_TYPE_TOASTS, NULL);

  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (overlay), self);

  g_set_weak_pointer (&self->overlay, overlay);

  return self;
}

/**
 * mh_toasts_show:
 * @self: the toasts
 * @text: what was done; not markup
 * @act_to_undo: the act that the button takes back, or 0 for no button
 *
 * Shows a toast for some seconds. One with a button comes at once, in place of what is shown; one without waits for its turn.
 */
void
mh_toasts_show (MhToasts   *self,
                const char *text,
                gint64      act_to_undo)
{
  g_return_if_fail (MH_IS_TOASTS (self));
  g_return_if_fail (text != NULL);

  if (self->overlay == NULL)
    return;

  if (self->shown != NULL && act_to_undo <= 0) {
    g_queue_push_tail (&self->waiting, g_strdup (text));
    return;
  }

  if (self->shown != NULL)
    put_aside (self);
  present (self, text, act_to_undo);
}
