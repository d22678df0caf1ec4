/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-person-item"

#include "mh-person-item.h"

#include <glib/gi18n-lib.h>

#include "mh-age.h"
#include "mh-wording.h"

enum {
  PROP_NUMBER = 1,
  PROP_NAME,
  PROP_KANA,
  PROP_BIRTH,
  PROP_AGE,
  PROP_SEX,
  PROP_DISTRICT,
  PROP_HOUSEHOLD,
  PROP_PHONE,
  PROP_REACH,
  PROP_NEXT,
  PROP_STATUS,
  N_PROPS
};

struct _MhPersonItem
{
  GObject parent_instance;

  gint64  id;
  char   *texts[N_PROPS];  /* (owned) by property; [0] is not used */
};

static const char * const property_names[N_PROPS] = {
  NULL, "number", "name", "kana", "birth", "age", "sex", "district", "household", "phone", "reach", "next", "status",
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MhPersonItem, mh_person_item, G_TYPE_OBJECT)

static void
set_text (MhPersonItem *self,
          int           prop,
          const char   *text)
{
  if (text == NULL)
    text = "";

  if (g_strcmp0 (self->texts[prop], text) == 0)
    return;

  g_free (self->texts[prop]);
  self->texts[prop] = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
set_birth (MhPersonItem     *self,
           const MhResident *resident,
           MhDate            today)
{
  g_autofree char *birth = NULL;
  g_autofree char *age = NULL;

  if (mh_date_is_set (resident->birth)) {
    int years = mh_age_years (resident->birth, today);

    birth = mh_date_format (resident->birth, MH_DATE_STYLE_LONG);
    if (years >= 0)
      age = g_strdup_printf ("%d", years);
  } else {
    birth = g_strdup (resident->birth_text);
  }

  set_text (self, PROP_BIRTH, birth);
  set_text (self, PROP_AGE, age);
}

static void
set_next (MhPersonItem   *self,
          const MhPerson *person)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (mh_date_is_set (person->next_date)) {
    date = mh_date_format (person->next_date, MH_DATE_STYLE_MESSAGE);
    time = mh_minutes_format (person->next_min);
    text = g_strdup_printf ("%s %s", date, time);
  }

  set_text (self, PROP_NEXT, text);
}

static void
mh_person_item_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  MhPersonItem *self = MH_PERSON_ITEM (object);

  if (prop_id > 0 && prop_id < N_PROPS)
    g_value_set_string (value, self->texts[prop_id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mh_person_item_finalize (GObject *object)
{
  MhPersonItem *self = MH_PERSON_ITEM (object);

  for (int i = 0; i < N_PROPS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (mh_person_item_parent_class)->finalize (object);
}

static void
mh_person_item_class_init (MhPersonItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mh_person_item_get_property;
  object_class->finalize = mh_person_item_finalize;

  for (int i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (property_names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mh_person_item_init (MhPersonItem *self)
{
  self->texts[PROP_NAME] = g_strdup ("…");
}

/**
 * mh_person_item_new:
 * @id: the resident's id, 0 where that is not known yet either
 *
 * Returns: (transfer full): a row that is not filled yet
 */
MhPersonItem *
mh_person_item_new (gint64 id)
{
  MhPersonItem *self = g_object_new (MH_TYPE_PERSON_ITEM, NULL);

  self->id = id;

  return self;
}

/**
 * mh_person_item_get_id:
 * @self: a row
 *
 * Returns: the resident's id, or 0 while nobody knows who stands here
 */
gint64
mh_person_item_get_id (MhPersonItem *self)
{
  g_return_val_if_fail (MH_IS_PERSON_ITEM (self), 0);

  return self->id;
}

/**
 * mh_person_item_get_name:
 * @self: a row
 *
 * Returns: the name, or "…" until it is filled
 */
const char *
mh_person_item_get_name (MhPersonItem *self)
{
  g_return_val_if_fail (MH_IS_PERSON_ITEM (self), NULL);

  return self->texts[PROP_NAME];
}

/**
 * mh_person_item_empty:
 * @self: a row
 * @id: who stands in it from now on, 0 where that is not known yet
 *
 * Takes away what was told of whoever stood here, until it is filled again.
 */
void
mh_person_item_empty (MhPersonItem *self,
                      gint64        id)
{
  g_return_if_fail (MH_IS_PERSON_ITEM (self));

  self->id = id;
  g_object_freeze_notify (G_OBJECT (self));
  for (int i = 1; i < N_PROPS; i++)
    set_text (self, i, i == PROP_NAME ? "…" : NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * mh_person_reach_text:
 * @reach: a way
 *
 * Returns: what it is called, translated; not to be freed
 */
const char *
mh_person_reach_text (MhReach reach)
{
  switch (reach) {
  case MH_REACH_LINE:
    return mh_wording_channel ("line");
  case MH_REACH_SMS:
    return mh_wording_channel ("sms");
  case MH_REACH_BY_HAND:
    return mh_wording_channel ("by-hand");
  case MH_REACH_NONE:
  default:
    return mh_wording_channel ("none");
  }
}

/**
 * mh_person_item_fill:
 * @self: a row
 * @context: the town
 * @person: what may be shown of the person; borrowed for this call
 * @today: the day on which the age is told
 *
 * Fills or renews the row. Where the person is protected, telephone, household and district say that they are not shown, also where
 * there are none: else an empty cell would tell something.
 */
void
mh_person_item_fill (MhPersonItem   *self,
                     MhUiContext    *context,
                     const MhPerson *person,
                     MhDate          today)
{
  const MhResident *resident;
  gboolean hidden;

  g_return_if_fail (MH_IS_PERSON_ITEM (self));
  g_return_if_fail (person != NULL);

  resident = person->resident;
  hidden = person->is_protected && !person->revealed;

  g_object_freeze_notify (G_OBJECT (self));
  self->id = resident->id;
  set_text (self, PROP_NUMBER, resident->register_number);
  set_text (self, PROP_NAME, person->shown_name);
  set_text (self, PROP_KANA, resident->kana);
  set_birth (self, resident, today);
  set_text (self, PROP_SEX, mh_wording_sex (resident->sex));
  set_text (self, PROP_DISTRICT, hidden ? _("(not shown)") : resident->district);
  set_text (self, PROP_HOUSEHOLD, hidden ? _("(not shown)") : resident->household_number);
  set_text (self, PROP_PHONE, hidden ? _("(not shown)") : mh_ui_context_veil (context, person->phone));
  set_text (self, PROP_REACH, mh_person_reach_text (person->reach));
  set_next (self, person);
  set_text (self, PROP_STATUS, mh_wording_status (resident->status));
  g_object_thaw_notify (G_OBJECT (self));
}
