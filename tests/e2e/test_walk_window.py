# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A walk through the places and windows that no other story walks through, see walking.py."""

import json
import os
import subprocess
import sys

from desk import is_named, translate
from walking import CTL, FOLDER, HOUSEHOLD, NAME, NUMBER, begin, end, leave, look_into, menu, other_windows, press, see


story = begin()


def see_log(desk, where, window):
    desk.find('push button', 'Show', window)
    desk.wait('the entries', lambda: any(NAME in (thing.get_name() or '') for thing in desk.walk(window, into_rows=True)))
    see(desk, where, window)


def see_loss(desk, where, window):
    report = desk.find('push button', contains=translate('Report') + ' ', root=window)
    see(desk, where, window)
    desk.press(report)
    desk.find('label', 'Who stood on it', window)
    see(desk, where + '-report', window)


def see_retention(desk, where, window):
    desk.find('push button', '_Make the List …', window)
    see(desk, where, window)
    desk.press_button('_Make the List …', root=window)
    desk.find('push button', '_Back to the rules', window)
    see(desk, where + '-list', window)


def see_by_hand(desk, where, window):
    desk.wait('her line', lambda: any(NAME in (thing.get_name() or '') for thing in desk.walk(window, into_rows=True)))
    see(desk, where, window)
    desk.press_button('Printed _Papers …', root=window)
    papers = desk.wait('the papers', lambda: next((one for one in other_windows(desk) if is_named(one.get_name(), translate('Printed Papers'))), None))
    desk.find('label', 'Nothing has been printed yet', papers)
    see(desk, where + '-papers', papers)
    leave(desk, papers)


def see_checks(desk, where, window):
    desk.find('label', 'Nothing waits to be checked', window)
    see(desk, where, window)


def see_help(desk, where, window):
    """The page of the place in front, then what a word is found in."""
    desk.find('push button', 'To the _Contents', window)
    see(desk, where, window)
    desk.keys('F3')
    desk.write(desk.find('entry', 'Search the help', window), 'ばっくあっぷ')
    desk.find('list item', contains='バックアップと復元', root=window)
    see(desk, where + '-search', window)


@story.chapter
def the_windows_of_the_menu_tell_nothing(desk):
    look_into(desk, 'log', menu(desk, 'Menu', 'L_og: Who Did What'), see_log)
    look_into(desk, 'loss', menu(desk, 'Menu', '_Report a Lost Paper or File'), see_loss)
    look_into(desk, 'retention', menu(desk, 'Menu', 'R_etention and Deletion'), see_retention)
    look_into(desk, 'help', lambda: desk.keys('F1'), see_help)
    look_into(desk, 'keys', lambda: desk.keys('ctrl+question'))


def let_out(desk):
    desk.press_button('_Look It Over …')
    desk.find('label', 'Three whole messages')
    see(desk, 'broadcast-sheet')
    reason = desk.look('text', 'Reason for sending all the same')
    if reason is not None:
        desk.write(reason, '練習')
    desk.press_button('_Send, with Time to Take It Back')


@story.chapter
def the_broadcasts_tell_nothing(desk):
    desk.place('broadcasts')
    look_into(desk, 'checks', press(desk, 'Did They A_rrive? …'), see_checks)
    desk.press_button('_New Broadcast')
    desk.write(desk.find('text', 'Name for the desk'), '断水のお知らせ')
    desk.write(desk.find('text', 'Words'), '明日10時から12時まで断水します。')
    desk.find('label', contains='お問い合わせ')
    see(desk, 'broadcast')
    let_out(desk)
    desk.press_button('_Stop Sending')
    desk.find('push button', 'Make a New _Draft of It')
    see(desk, 'broadcast-stopped')
    desk.press_button('Make a New _Draft of It')
    desk.find('label', contains='お問い合わせ')
    let_out(desk)
    desk.press_button('Send _Now')
    look_into(desk, 'by-hand', press(desk, 'By Telephone and _Letter …'), see_by_hand)


def ctl(*words):
    folder = os.path.join(FOLDER, 'walk')
    return json.loads(subprocess.run([CTL, '--json', '--data', os.path.join(folder, 'town'), '--clock', os.path.join(folder, 'clock'), '--operator', '保健',
                                      *map(str, words)], check=True, capture_output=True).stdout)


def book_a_second_dose():
    """Hers, without the first."""
    path = os.path.join(FOLDER, 'two.json')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('{"name": "帯状疱疹", "doses": 2, "interval-days": 21}')
    programme = ctl('programme', 'add', path)['programme']
    slot = ctl('session', 'add', '--programme', programme, '--date', '2026-12-10', '--venue', '役場', '--slots', '14:00-15:00x3')['slots'][0]['slot']
    had = ctl('past-dose', 'add', NUMBER, '--programme', programme, '--dose', 1, '--date', '2026-09-01')['past-dose']
    ctl('book', '--slot', slot, '--resident', NUMBER)
    ctl('past-dose', 'remove', NUMBER, had)


def see_loose(desk, where, window):
    desk.find('list item', contains=NAME, root=window)
    see(desk, where, window)
    desk.press(desk.find('push button', contains=translate('Cancel …'), root=window))
    form = desk.wait('who cancels', lambda: next((one for one in other_windows(desk) if is_named(one.get_name(), translate('Cancel This Booking?'))), None))
    see(desk, where + '-cancel', form)
    leave(desk, form)


@story.chapter
def the_reception_tells_nothing(desk):
    desk.place('reception')
    desk.find('list item', contains=NAME, root=desk.find('list', 'People of the day'))
    see(desk, 'reception')
    desk.keys('F3', 'Down')
    for where, key in (('red', 'F4'), ('stopped', 'F7')):
        look_into(desk, where, lambda key=key: desk.keys(key))
    for where, msgid in (('lot', 'Add a lot'), ('close', 'Close the day'), ('no-shows', 'Who did not come'), ('not-yet', 'Who has not been yet')):
        look_into(desk, where, press(desk, msgid))
    book_a_second_dose()
    look_into(desk, 'loose', press(desk, 'Dose before is missing'), see_loose)
    for text in ('090-7707-7078', 'ヒミツ町8番地', HOUSEHOLD):
        desk.write(desk.find('text', 'Scan or search'), text)
        desk.keys('F3')
        desk.write(desk.find('text', 'Scan or search'), text)
        desk.keys('Return')
        desk.wait('an answer', lambda: desk.text(desk.find('text', 'Scan or search')) == '')
    desk.write(desk.find('text', 'Scan or search'), 'さとう　はな')
    desk.keys('Return')
    desk.find('push button', 'Take in without a booking (F2)')
    see(desk, 'not-booked')
    look_into(desk, 'walk-in', press(desk, 'Take in without a booking (F2)'))


def see_box(desk, where, window):
    desk.find('label', 'What it does', window)
    see(desk, where, window)


@story.chapter
def the_preferences_tell_nothing(desk):
    desk.place('preferences')
    desk.find('push button', 'Test LINE')
    see(desk, 'preferences')
    look_into(desk, 'two-computers', press(desk, '_Two Computers …'), see_box)
    look_into(desk, 'pin', lambda: desk.press(desk.find('push button', contains=translate('PIN …'))))
    look_into(desk, 'another-name', press(desk, '_Add a Name …'))
    look_into(desk, 'right-name', lambda: desk.press(desk.find('push button', contains=translate('Correct …'))))


@story.chapter
def the_lock_page_tells_nothing(desk):
    desk.keys('ctrl+l')
    desk.find(None, '_Begin')
    see(desk, 'locked')
    desk.press_button('_Begin')


if __name__ == '__main__':
    sys.exit(end(story, 'window'))
