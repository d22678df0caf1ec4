/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include "mh-desk.h"
#include "mh-hours.h"
#include "mh-message.h"

G_BEGIN_DECLS

/* Settings and their defaults. Reading an unset key gives its default; setting checks the value and runs as an act.
 *
 *   town.name            ""            shown in messages first: 【滝上町】
 *   town.sender          ""            the section: 保健福祉課
 *   town.phone           ""            whom to call; needed before anything is sent
 *   town.area-code       ""            put before local telephone numbers: 0158
 *   town.code            ""            the municipality's code, 015601: tickets of other towns are told at the reception
 *   town.web             ""            host of the town's pages: www.town.example.lg.jp; "": any of a municipality
 *   offer.open           08:00         offers leave and reply deadlines run from here …
 *   offer.close          20:00         … to here; outside them time is frozen
 *   offers.working-days  off           on: outside working days (see mh-holidays.h), too
 *   hold.seconds         10            how long a one-click act's messages wait for undo
 *   broadcast.count-above 20           a broadcast to more people than that wants its head count typed
 *   broadcast.second     off           on: a second person with a PIN looks at each broadcast
 *   broadcast.open       08:30         broadcasts leave from here …
 *   broadcast.close      17:15         … to here
 *   broadcast.working-days on          off: on every day
 *   broadcast.daily-cap  3             so many broadcasts a person gets on one day at the most
 *   broadcast.hold-min   60            seconds in which a small broadcast can be taken back …
 *   broadcast.hold-max   180           … and one to 1,000 people or more
 *   broadcast.slow-start 60            seconds between the first five messages and the others
 *   broadcast.same-days  7             within so many days the same text to the same person is asked about
 *   broadcast.list-days  30            a resident list older than that is asked about
 *   broadcast.test-link  (read-only)   the contact, as somebody is linked to it, to which the last test went
 *   line.endpoint        https://api.line.me
 *   line.data-endpoint   https://api-data.line.me
 *   line.channel-id      ""
 *   line.month-limit     ""            how many messages a month the LINE contract has; "" is not known
 *   sms.provider         karaden       karaden, zettai or twilio
 *   sms.karaden.endpoint ""            https://prg.karaden.jp/api/{tenant}
 *   sms.karaden.service-id ""
 *   sms.first            70            how many UTF-16 units fit one SMS …
 *   sms.step             67            … and each part of a longer one, by the contract
 *   sms.limit            660           longer ones are not taken
 *   sms.yen              0             what a part costs by the contract: 3.3
 *   sms.zettai.endpoint  https://sms-api.aossms.com
 *   sms.zettai.client-id ""
 *   sms.zettai.sms-code  ""            what messages are sent with, 5 or 6 digits
 *   sms.twilio.endpoint  https://api.twilio.com
 *   sms.twilio.account-sid ""
 *   sms.twilio.from      ""            a number +1…, a sender's name, or a messaging service MG…
 *   sms.twilio.callback  ""            an address of the town's own, called by Twilio with what became of a message
 *   lock.minutes         10            after how many minutes without input the screen is hidden; 0: never
 *   proxy                ""
 *   ca-file              ""
 *   sending              on            off: nothing leaves
 *   backup.auto          on            a backup each day while the program runs; a missed one is made up
 *   backup.time          21:00         from when on
 *   backup.folder        ""            where to; "" is DIR/backups
 *   backup.second        ""            a second copy goes there, "" for none
 *   backup.keep          7,4,12        so many of the latest days, weeks, months
 *   backup.warn-days     3             without a good backup for so long, the window says so
 *   backup.last          (read-only)   when the last good one was made, ms
 *   backup.problem       (read-only)   why the last attempt failed
 *   backup.second-problem (read-only)  why the second copy failed
 *   backup.sheet         (read-only)   when the recovery sheet was printed, ms
 *   offers.frozen-at     (read-only)   since when offers stand still after a restore, ms
 *   residents.as-of      (read-only)   the day of the resident list that was imported last
 *   practice             (read-only)   1 for the practice town
 *   installation         (read-only)   a UUID, names this town's secrets in the keyring
 */
typedef struct {
  const char *key;
  const char *fallback;
  gboolean    read_only;
} MhConfigKey;

/* All keys, ended by one with %NULL. */
const MhConfigKey *mh_config_keys      (void);
/* Returns: (transfer full): the value or its default; "" for an unknown key with MH_ERROR_NOT_FOUND set */
char     *mh_config_get                (const MhDesk  *desk,
                                        const char    *key,
                                        GError       **error);
gboolean  mh_config_set                (const MhDesk  *desk,
                                        const char    *key,
                                        const char    *value,
                                        GError       **error);
gboolean  mh_config_get_offer_hours    (const MhDesk  *desk,
                                        MhHours       *out_hours,
                                        GError       **error);
gboolean  mh_config_get_sms_rule       (const MhDesk  *desk,
                                        MhSmsRule     *out_rule,
                                        GError       **error);
gboolean  mh_config_get_broadcast_hours (const MhDesk *desk,
                                        MhHours       *out_hours,
                                        GError       **error);
gboolean  mh_config_is_practice        (const MhDesk  *desk);

G_END_DECLS
