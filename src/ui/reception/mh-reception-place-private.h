/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-reception-day.h"
#include "mh-reception-place.h"

G_BEGIN_DECLS

/* What src/ui/reception/mh-reception-place.c, -row.c, -desk.c and -actions.c share. */

/* The days that can be received, and the one that is shown. */
typedef struct {
  GPtrArray      *sessions;   /* (element-type MhSession) of today, then of the days before */
  GPtrArray      *names;      /* (element-type utf8) beside them */
  MhReceptionDay *day;        /* (nullable) there is none */
} MhReceptionView;

struct _MhReceptionPlace
{
  GtkWidget        parent_instance;

  /* Template widgets */
  GtkStack        *pages;
  AdwStatusPage   *failure;
  GtkDropDown     *sessions;
  GtkWidget       *whole;
  GtkWidget       *counts;
  GtkDropDown     *lots;
  GtkLabel        *vial_call;
  GtkLabel        *vials;
  GtkEntry        *scan;
  GtkBox          *notice;
  GtkLabel        *notice_text;
  GtkWidget       *walk_in_button;
  GtkWidget       *add_button;
  GtkStack        *states;
  GtkListBox      *people;
  GtkLabel        *chosen;
  GtkLabel        *chosen_facts;
  GtkLabel        *red;

  /* Owned */
  MhUiContext     *context;
  GCancellable    *cancellable;  /* of everything, at the end */
  GCancellable    *looking;      /* (nullable) at who is chosen */
  MhReceptionView *view;         /* (nullable) that is shown */
  GArray          *filter;       /* (nullable) bookings that were searched for */

  gint64           session;      /* that is to be shown, 0 = the first */
  gint64           lot;          /* that the desk has chosen, 0 = as it was last */
  gint64           wanted;       /* booking to be selected once it is read, 0 = none */
  gint64           resident;     /* whom the notice is about, 0 = nobody */
  gboolean         elsewhere;    /* he has a booking on another day */
  guint            scrolling;    /* source, 0 = none */
  GtkWidget       *root;         /* (unowned) (nullable) that @reader watches: the place is to be seen */
  GtkEventController *reader;    /* (unowned) (nullable) */
  gboolean         waits;        /* the keyboard goes to the field once there is a day */
  gboolean         filling;      /* the drop-downs are being filled: nobody chose */
};

/* "S15.3.1 ・ 86歳 ・ 2回目 …" */
char      *mh_reception_row_dup_facts      (MhReceptionDay          *day,
                                            const MhReceptionPerson *person);
GtkWidget *mh_reception_row_new            (MhReceptionDay          *day,
                                            const MhReceptionPerson *person);
/* Adds the actions "reception.…" and their keys to the class. */
void       mh_reception_install_actions    (GtkWidgetClass          *klass);
/* mh-reception-desk.c: the frame around the list. */
void       mh_reception_install_desk       (GtkWidgetClass          *klass);
void       mh_reception_show_counts        (MhReceptionPlace        *self);
/* Who is chosen, and what speaks against the needle, as it is known at this moment. */
void       mh_reception_show_chosen        (MhReceptionPlace        *self);
/* The field is ready wherever the keyboard is, as long as the place is to be seen. */
void       mh_reception_watch_keys         (MhReceptionPlace        *self);
void       mh_reception_leave_keys         (MhReceptionPlace        *self);
/* Returns: whether it did fill the screen */
gboolean   mh_reception_leave_whole        (MhReceptionPlace        *self);
/* Reads everything again. */
void       mh_reception_read               (MhReceptionPlace        *self);
/* Says something above the list, or %NULL; @resident: whom a walk-in would be for, or 0. */
void       mh_reception_tell               (MhReceptionPlace        *self,
                                            const char              *text,
                                            gint64                   resident,
                                            gboolean                 elsewhere);
/* Brings the keyboard to the field, whatever stands there. */
void       mh_reception_focus_scan         (MhReceptionPlace        *self);
/* (nullable): who is chosen in the list */
MhReceptionPerson *mh_reception_get_chosen (MhReceptionPlace        *self);

G_END_DECLS
