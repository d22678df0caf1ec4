/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <adwaita.h>

#include "mh-appointments-place.h"
#include "mh-booking-finder.h"
#include "mh-booking-list.h"
#include "mh-day.h"
#include "mh-month-strip.h"
#include "mh-refill-panel.h"
#include "mh-session-list.h"
#include "mh-slot-board.h"
#include "mh-waiting-list.h"

G_BEGIN_DECLS

/* What src/ui/appointments/mh-appointments-place.c and mh-appointments-actions.c share. */

struct _MhAppointmentsPlace
{
  GtkWidget        parent_instance;

  /* Template widgets */
  MhMonthStrip    *month;
  MhSessionList   *sessions;
  GtkStack        *pages;
  AdwStatusPage   *empty;
  GtkWidget       *empty_button;
  AdwStatusPage   *failure;
  GtkLabel        *day_title;
  GtkLabel        *day_venue;
  GtkStack        *views;
  GtkStackPage    *waiting_page;
  GtkBox          *rounds;
  MhSlotBoard     *board;
  GtkStack        *side;
  MhBookingList   *bookings;
  MhBookingFinder *finder;
  MhRefillPanel   *refill;
  MhWaitingList   *waiting;

  /* Owned */
  MhUiContext     *context;
  GCancellable    *cancellable;  /* of everything, at the end */
  GCancellable    *day_reading;  /* of the day that is being read */
  MhDay           *day;          /* (nullable) that is shown */

  gint64           session;      /* that is to be shown, 0 = none */
  gint64           wanted;       /* the slot to be chosen once the day is there, 0 = as it is */
  gint64           round;        /* that the panel shows, 0 = none */
};

/* Adds the actions "day.…" and their keys to the class. */
void mh_appointments_install_actions (GtkWidgetClass      *klass);
/* What the menu of the day does. */
void mh_appointments_install_day_actions (GtkWidgetClass *klass);
/* "bookings", "finder" or "refill": what stands beside the board. */
void mh_appointments_show_side       (MhAppointmentsPlace *self,
                                      const char          *side);
/* Reads a refill and shows it beside the board. */
void mh_appointments_show_round      (MhAppointmentsPlace *self,
                                      gint64               round);
/* Reads all again and shows @session. */
void mh_appointments_go              (MhAppointmentsPlace *self,
                                      gint64               session);

G_END_DECLS
