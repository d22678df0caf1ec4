# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The main job in the real window and the practice town: somebody cancels, one click asks the next, the first yes takes the place; and
what the telephone asks for meanwhile, by keys alone."""

import os
import subprocess
import sys

from desk import Atspi, Desk, Story, translate

FOLDER = os.environ['FOLDER']
NOW = 1792454400000  # 2026-10-20 09:00 in Japan
CLOCK = os.path.join(FOLDER, 'clock')
ROSTER = os.path.join(FOLDER, 'roster.pdf')

def set_clock(seconds):
    with open(CLOCK + '.new', 'w', encoding='ascii') as file:
        file.write(str(NOW + seconds * 1000))
    os.replace(CLOCK + '.new', CLOCK)


def open_practice_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    set_clock(0)
    return Desk(FOLDER, [window, '--practice', '--data', os.path.join(FOLDER, 'town'), '--clock', CLOCK],
                {'MACHIHOKEN_BINDIR': programs})


memory = {}
story = Story(open_practice_town)


def part(msgid):
    """The longest piece of a sentence between the values that are filled in."""
    text = translate(msgid)
    for value in ('%02d', '%d', '%u'):
        text = text.replace(value, '%s')
    return max(text.split('%s'), key=len).strip()


def check_names(desk):
    nameless = desk.nameless()
    assert not nameless, 'without a name: ' + '; '.join(nameless)


def chosen_slot(desk):
    """What the chosen row of the board says."""
    for thing in desk.walk(desk.find('list', 'Time slots')):
        if thing.get_role_name() == 'list item' and thing.get_state_set().contains(Atspi.StateType.SELECTED):
            return thing.get_name()
    return ''


def window_named(desk, msgid):
    """(nullable) One of the program's windows; the choice of a file is not always told as a dialog."""
    windows = desk.windows()
    return next((window for window in windows if window is not None and window.get_name() == translate(msgid)), None)


def count_bookings(desk):
    """How many rows the list of the slot's bookings has."""
    return sum(1 for thing in desk.walk(desk.find('list', 'Bookings of the slot')) if thing.get_role_name() == 'list item')


@story.chapter
def the_appointments_of_the_practice_town_open(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Remember')
    desk.find('label', contains='保健 花子')
    desk.place('appointments')
    desk.find('list', 'Time slots')
    desk.picture('board')
    check_names(desk)


@story.chapter
def the_first_slot_is_full_and_its_bookings_are_there(desk):
    full = desk.find('list item', contains=part('Full: %d booked'))
    memory['full'] = full.get_name()
    desk.click(full)
    desk.find('push button', contains=part('Cancel the booking of %s and ask the next'))
    desk.picture('full')


@story.chapter
def one_click_asks_the_next_and_says_why_the_others_wait(desk):
    cancel = part('Cancel the booking of %s and ask the next')
    buttons = [thing.get_name() for thing in desk.walk(desk.find('list', 'Bookings of the slot'))
               if thing.get_role_name() == 'push button' and cancel in thing.get_name()]
    # The last of them keeps the place to the end of the story.
    memory['name'] = buttons[-1].replace(cancel, '').replace('　', '').strip()
    desk.press(desk.find('push button', contains=part('Cancel the booking of %s and ask the next')))
    desk.find('label', contains=part('Nothing has left yet. It will be sent in %s.'))
    desk.find('label', 'Asked')
    desk.find('label', 'Not asked, and why')
    desk.find('push button', 'Take the cancelling back')
    desk.picture('asked')
    check_names(desk)


@story.chapter
def undo_within_ten_seconds_takes_all_of_it_back(desk):
    desk.press_button('Take the cancelling back')
    desk.wait('the hold to end', lambda: desk.look('push button', 'Take the cancelling back') is None)
    desk.wait('the slot to be full again', lambda: desk.look('list item', contains=memory['full']))
    desk.picture('taken-back')


@story.chapter
def after_the_hold_the_offers_leave(desk):
    desk.press(desk.find('push button', contains=part('Cancel the booking of %s and ask the next')))
    desk.find('push button', 'Take the cancelling back')
    set_clock(11)
    desk.find('label', contains=translate('Accepted', 'message state'), patience=60)
    desk.wait('the hold to end', lambda: desk.look('push button', 'Take the cancelling back') is None)
    desk.picture('sent')


@story.chapter
def the_first_yes_takes_the_place_and_the_others_are_told(desk):
    desk.keys('ctrl+t')
    phones = desk.wait('the telephones', lambda: window_named(desk, 'Residents’ telephones'))
    desk.find('list item', contains=translate('waits for an answer'), root=phones)
    desk.find('label', contains='空きが出ました', root=phones)
    desk.picture('telephones')
    desk.press_button('_Yes, Please', root=phones)
    desk.find('label', contains=translate('Accepted by the person', 'offer state'), root=phones)
    desk.keys('Escape')
    desk.wait('the telephones to close', lambda: window_named(desk, 'Residents’ telephones') is None)
    desk.find('label', contains=translate('Filled', 'refill state'))
    desk.find('label', contains=translate('Accepted by the person', 'offer state'))
    desk.find('label', contains=translate('Somebody else was first', 'offer state'))
    set_clock(40)
    desk.find('label', contains=translate('The place is taken', 'message') + ': ', patience=60)
    desk.picture('filled')
    desk.press_button('Back to the bookings')
    desk.find('list item', contains=memory['full'])


@story.chapter
def a_caller_is_booked_by_keys_alone(desk):
    desk.click(desk.find('list item', contains=part('%d free'), root=desk.find('list', 'Time slots')))
    desk.wait('the bookings of that slot', lambda: part('%d free') in chosen_slot(desk))
    memory['free'] = chosen_slot(desk)
    before = count_bookings(desk)
    for n in range(30):
        desk.keys('F2')
        desk.write(desk.find('text', 'Search for a person'), 'さとう')
        desk.find('list item', contains='サトウ', root=desk.find('list', 'People found'))
        desk.keys('Return', *['Down'] * n, 'Return')
        # What is said of it goes by; the booking stays.
        came = desk.wait('an answer', lambda: desk.look('alert') or
                         (desk.look('list', 'Bookings of the slot') is not None and count_bookings(desk) == before + 1))
        if came is True:
            break
        desk.picture('refused')
    desk.picture('booked')


@story.chapter
def the_last_act_is_taken_back_by_its_key(desk):
    # In the search field the key would take back what was typed.
    desk.click(desk.find('list item', contains='9:00～', root=desk.find('list', 'Time slots')))
    desk.keys('ctrl+z')
    desk.wait('the place to be free again', lambda: desk.look('list item', contains=memory['free'], root=desk.find('list', 'Time slots')))
    desk.picture('taken-back')


@story.chapter
def two_people_are_put_on_the_waiting_list(desk):
    tab = desk.wait('the waiting list', lambda: next(
        (thing for thing in desk.walk() if thing.get_role_name() in ('page tab', 'toggle button', 'radio button')
         and (thing.get_name() or '').startswith(translate('Waiting list (%u)').split('%u')[0]) and desk.shows(thing)), None))
    desk.click(tab)
    units = desk.find('list', 'Waiting list')
    before = units.get_child_count()
    desk.picture('waiting')
    desk.press_button('Put on the waiting list')
    dialog = desk.wait('the form', lambda: window_named(desk, 'Put on the waiting list'))
    for kana, reading, n in (('たかはし', 'タカハシ', 1), ('わたなべ', 'ワタナベ', 1)):
        desk.write(desk.find('text', 'Search for a person', root=dialog), kana)
        desk.find('list item', contains=reading, root=dialog)
        desk.click(desk.find('text', 'Search for a person', root=dialog))
        desk.keys('Return', *['Down'] * n, 'Return')
        desk.wait('the person to be taken', lambda: desk.text(desk.find('text', 'Search for a person', root=dialog)) == '')
    desk.picture('two-chosen')
    check_names(desk)
    desk.press_button('Put on the list', root=dialog)
    desk.wait('one unit more', lambda: desk.find('list', 'Waiting list').get_child_count() == before + 1)
    desk.picture('waiting-two')


@story.chapter
def the_roster_is_looked_at_and_saved(desk):
    desk.keys('Escape', 'F8')
    desk.find('label', contains=part('Page %u of %u'))
    desk.picture('roster')
    check_names(desk)
    desk.press_button('Save as PDF')
    desk.wait('the choice of a file', lambda: window_named(desk, 'Save the roster as a PDF'))
    desk.keys('ctrl+a')
    desk.type(ROSTER)
    desk.keys('Return')
    # Written beside and moved into place. What is said of it goes by too soon to be waited for on a busy computer.
    desk.wait('the file', lambda: os.path.exists(ROSTER))
    text = subprocess.run(['pdftotext', '-layout', ROSTER, '-'], capture_output=True, text=True, check=True).stdout
    assert '受付名簿' in text, text[:200]
    assert memory['name'] in text.replace(' ', '').replace('　', ''), text[:400]
    desk.press_button('Close', root=window_named(desk, 'Reception roster'))
    desk.wait('the roster to close', lambda: window_named(desk, 'Reception roster') is None)


@story.chapter
def the_window_closes_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
