# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A walk through what is done with a day, a programme and the papers of a day, see walking.py."""

import os
import sys

from desk import translate
from walking import FOLDER, NAME, begin, come_to_her_slot, end, export, look_into, menu, other_windows, press, see


story = begin()


@story.chapter
def a_day_of_hers_is_in_front(desk):
    come_to_her_slot(desk)


@story.chapter
def the_windows_of_a_day_tell_nothing(desk):
    desk.find('list', 'Bookings of the slot')
    desk.click(desk.find('list item', contains=NAME, root=desk.find('list', 'Bookings of the slot')))
    look_into(desk, 'change-the-time', press(desk, 'Change the time'))
    look_into(desk, 'add-a-day', press(desk, 'Add a day'))
    look_into(desk, 'add-a-programme', press(desk, 'Add a Programme'))


@story.chapter
def the_menu_of_a_day_tells_nothing(desk):
    for where, item in (('places', 'Change _Places …'), ('times', 'Change _Times …'), ('rules', '_Note and Rules …'),
                        ('early', '_Booking Early …'),
                        ('copy', '_Copy to Other Dates …'), ('assign', 'Give _Everybody a Time …'),
                        ('draw', 'D_raw a Lottery …'), ('call-off', 'Call the _Day Off …')):
        look_into(desk, where, menu(desk, 'Change the Day', item))


@story.chapter
def the_rules_of_a_programme_tell_nothing(desk):
    desk.press_button('Rules of the Programme')
    window = desk.wait('the rules', lambda: other_windows(desk))[0]
    desk.find('label', contains=translate('The youngest: %s, born on %s').split('%s')[0], root=window)
    see(desk, 'rules', window)
    desk.click(desk.find('spin button', 'From this age', root=window))
    desk.keys('ctrl+a')
    desk.type('90')
    desk.keys('Tab')
    desk.press_button('Save', root=window)
    desk.find('label', 'How many it affects, by age')
    see(desk, 'effect')
    desk.press_button('Back to the rules')
    desk.press_button('Close without doing it', root=window)
    desk.wait('the rules to go', lambda: not other_windows(desk))


@story.chapter
def the_bookings_that_are_saved_tell_nothing(desk):
    export(desk, os.path.join(FOLDER, 'bookings.csv'))


def see_blackout(desk, where, window):
    desk.find('push button', '_Make the Pack', window)
    desk.find('push button', '_Enter the Slip', window)
    see(desk, where, window)


def see_rehearsal(desk, where, window):
    see(desk, where, window)
    desk.press_button('_Run', root=window)
    desk.find('label', 'Places of each week', window)
    see(desk, where + '-result', window)


@story.chapter
def what_is_prepared_for_other_days_tells_nothing(desk):
    look_into(desk, 'blackout', menu(desk, 'Menu', 'Prepare for Days _without Power …'), see_blackout)
    look_into(desk, 'rehearsal', menu(desk, 'Menu', 'Rehearsal _before the Opening'), see_rehearsal)


if __name__ == '__main__':
    sys.exit(end(story, 'days'))
