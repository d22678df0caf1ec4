# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A day is changed, copied, closed and called off in the real window and the practice town."""

import os
import sys

from desk import Desk, Story, translate

FOLDER = os.environ['FOLDER']
NOW = 1792454400000  # 2026-10-20 09:00 in Japan
CLOCK = os.path.join(FOLDER, 'clock')


def open_practice_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    with open(CLOCK, 'w', encoding='ascii') as file:
        file.write(str(NOW))
    return Desk(FOLDER, [window, '--practice', '--data', os.path.join(FOLDER, 'town'), '--clock', CLOCK],
                {'MACHIHOKEN_BINDIR': programs})


story = Story(open_practice_town)


def windows(desk):
    found = desk.windows()
    return [window for window in found if window is not None]


def window_of(desk, item, heading):
    """The window that an item of the day's menu opens. A click that comes while the menu still moves is lost, and made again."""
    def opened():
        window = next((window for window in windows(desk) if window.get_name() == translate(heading)), None)
        if window is None:
            thing = desk.look(None, item)
            desk.click(thing if thing is not None else desk.find('push button', 'Change the Day'))
        return window
    return desk.wait('the window ' + translate(heading), opened)


def gone(desk, msgid):
    desk.wait('the end of ' + translate(msgid), lambda: all(window.get_name() != translate(msgid) for window in windows(desk)))


@story.chapter
def the_appointments_open(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Remember')
    desk.find('label', contains='保健 花子')
    desk.place('appointments')
    desk.find('list', 'Time slots')


@story.chapter
def places_are_looked_at_before_they_change(desk):
    window = window_of(desk, 'Change _Places …', 'Places of the day')
    desk.find('label', contains=translate('Nobody’s place number changes.')[:6], root=window)
    desk.picture('places')
    assert not desk.nameless(), desk.nameless()
    desk.press_button('_Save', root=window)
    gone(desk, 'Places of the day')


@story.chapter
def who_may_book_early_is_added_and_taken_away(desk):
    window = window_of(desk, '_Booking Early …', 'Who May Book from When')
    desk.find('label', 'Everybody may book this day at any time.', root=window)
    desk.write(desk.find('text', 'May book from (11/1 9:00)', root=window), '10/25 9:00')
    desk.click(desk.find('spin button', 'From this age', root=window))
    desk.keys('ctrl+a')
    desk.type('65')
    desk.keys('Tab')
    desk.write(desk.find('text', 'Name, such as: people of 65 and more', root=window), '高齢の方')
    desk.press_button('Add this time', root=window)
    desk.find('list item', contains='高齢の方', root=window)
    desk.picture('early')
    assert not desk.nameless(), desk.nameless()
    desk.press(desk.wait('its button', lambda: next(
        (thing for thing in desk.walk(window, into_rows=True) if thing.get_role_name() == 'push button' and
         (thing.get_name() or '').startswith(translate('Remove') + ': ')), None)))
    desk.find('label', 'Everybody may book this day at any time.', root=window)
    desk.press_button('Close', root=window)
    gone(desk, 'Who May Book from When')


@story.chapter
def the_forms_of_the_day_ask(desk):
    for item, heading in (('Change _Times …', 'Times of the day'), ('_Note and Rules …', 'Note and rules of the day')):
        window = window_of(desk, item, heading)
        desk.find('push button', '_Save', root=window)
        desk.picture(heading.split()[0].lower())
        desk.press_button('_Save', root=window)
        gone(desk, heading)


@story.chapter
def a_sunday_is_told_before_it_is_copied(desk):
    window = window_of(desk, '_Copy to Other Dates …', 'The same day on other dates')
    desk.write(desk.find('text', 'Days (11/12, 11/19)', root=window), '11/29, 11/30')
    desk.press_button('_Add the days', root=window)
    desk.find('label', contains=translate('Sunday'), root=window)
    desk.picture('copy')
    desk.write(desk.find('text', 'Days (11/12, 11/19)', root=window), '11/30')
    desk.press_button('_Add the days', root=window)
    gone(desk, 'The same day on other dates')


@story.chapter
def a_day_is_called_off_by_name(desk):
    desk.click(desk.find('list item', contains='11月5日'))
    desk.find('list item', contains='町民体育館')
    desk.wait('the day', lambda: desk.look('label', contains='11月5日'))
    window = window_of(desk, 'Call the _Day Off …', 'Call a day off')
    desk.find('list', 'What becomes of whom', root=window)
    desk.wait('the outlook', lambda: any(thing.get_role_name() == 'list item' for thing in
                                         desk.walk(desk.find('list', 'What becomes of whom', root=window))))
    desk.click(desk.find('check box', 'Put first on the waiting list who is not moved', root=window))
    first = translate('First on the waiting list', 'day called off')
    desk.wait('who comes first', lambda: any(first in (thing.get_name() or '') for thing in desk.walk(window)))
    choice = desk.wait('a choice of her own', lambda: next(
        (thing for thing in desk.walk(window, into_rows=True) if thing.get_role_name() == 'combo box' and
         (thing.get_name() or '').endswith(translate('What becomes of %s').split('%s')[-1])), None))
    desk.click(choice)
    desk.keys('Down', 'Down', 'Down', 'Return')
    one = translate('Cancelled', 'day called off')
    desk.wait('who is cancelled', lambda: any(one in (thing.get_name() or '') and '→' in thing.get_name() for thing in
                                              desk.walk(window, into_rows=True)))
    desk.picture('call-off')
    assert not desk.nameless(), desk.nameless()
    desk.press_button('Call the day off', root=window)
    gone(desk, 'Call a day off')
    desk.picture('called-off')


@story.chapter
def a_cancellation_may_ask_in_other_ways(desk):
    # Nobody is booked on the day that was called off.
    desk.click(desk.find('list item', contains='11月3日'))
    desk.press(desk.wait('the choice', lambda: next(
        (thing for thing in desk.walk(into_rows=True) if thing.get_role_name() == 'push button' and
         (thing.get_name() or '').endswith(translate('Cancel the booking of %s and choose how others are asked').split('%s')[-1])), None)))
    window = desk.wait('the form', lambda: next(
        (window for window in windows(desk) if window.get_name() == translate('Cancel and Choose How Others Are Asked')), None))
    desk.find('text', 'Minutes for an answer (empty: as the programme says)', root=window)
    desk.picture('other-ways')
    assert not desk.nameless(), desk.nameless()
    desk.press_button('_Cancel the booking', root=window)
    gone(desk, 'Cancel and Choose How Others Are Asked')
    desk.find('label', 'Asked')
    desk.picture('asked-in-other-ways')
    desk.click(desk.find('list item', contains='11月5日'))
    desk.find('label', contains='町民体育館')


@story.chapter
def figures_are_looked_at_for_a_period(desk):
    tab = desk.wait('the waiting list', lambda: next(
        (thing for thing in desk.walk() if thing.get_role_name() in ('page tab', 'toggle button', 'radio button')
         and (thing.get_name() or '').startswith(translate('Waiting list (%u)').split('%u')[0]) and desk.shows(thing)), None))
    desk.click(tab)
    desk.press_button('Figures')
    window = desk.wait('the figures', lambda: next((window for window in windows(desk) if window.get_name() == translate('Figures of the Programme')), None))
    desk.click(desk.wait('the page', lambda: next(
        (thing for thing in desk.walk(window) if thing.get_role_name() in ('page tab', 'toggle button', 'radio button')
         and (thing.get_name() or '') == translate('What Came of Free Places') and desk.shows(thing)), None)))
    desk.find('label', contains=translate('Places that came free or were offered') + ': ', root=window)
    desk.find('push button', '_Save the Record …', root=window)
    desk.picture('figures')
    assert not desk.nameless(), desk.nameless()
    desk.press_button('Close', root=window)
    gone(desk, 'Figures of the Programme')
    desk.click(desk.wait('the slots', lambda: next(
        (thing for thing in desk.walk() if thing.get_role_name() in ('page tab', 'toggle button', 'radio button')
         and (thing.get_name() or '') == translate('Slots and bookings') and desk.shows(thing)), None)))


@story.chapter
def a_lottery_is_drawn_and_checked(desk):
    window = window_of(desk, 'D_raw a Lottery …', 'Lottery among Those Who Wait')
    desk.find('list', 'Who takes part, and what was drawn', root=window)
    desk.picture('before-the-lottery')
    assert not desk.nameless(), desk.nameless()
    desk.press_button('Draw', root=window)
    desk.find('label', 'Anybody can make sure', root=window)
    desk.press_button('Draw again from the seed', root=window)
    desk.find('label', 'Drawn again from the seed: every rank is the same.', root=window)
    desk.picture('lottery')
    assert not desk.nameless(), desk.nameless()
    desk.press_button('Close', root=window)
    gone(desk, 'Lottery among Those Who Wait')


@story.chapter
def everybody_gets_a_time_after_a_look(desk):
    window = window_of(desk, 'Give _Everybody a Time …', 'Give Everybody a Time')
    check = desk.wait('a day', lambda: next((thing for thing in desk.walk(window) if thing.get_role_name() == 'check box'), None))
    desk.click(check)
    desk.wait('the outlook', lambda: any(thing.get_role_name() == 'list item' for thing in
                                         desk.walk(desk.find('list', 'How many each time gets', root=window))))
    desk.picture('assign')
    assert not desk.nameless(), desk.nameless()
    desk.press_button('Give these times', root=window)
    gone(desk, 'Give Everybody a Time')
    desk.find('label', 'The times were given')
    desk.picture('assigned')


@story.chapter
def the_program_ends_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
