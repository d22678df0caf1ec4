# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A notice to a part of the practice town, in the real window: written, looked over, let out, stopped, and sent to the end."""

import json
import os
import re
import subprocess
import sys

from desk import Desk, Story, translate

FOLDER = os.environ['FOLDER']
NOW = 1792454400000  # 2026-10-20 09:00 in Japan, a Tuesday
MINUTE = 60_000
CLOCK = os.path.join(FOLDER, 'clock')
TOWN = os.path.join(FOLDER, 'town')
CTL = os.path.join(os.environ['MH_BUILD_ROOT'], 'src', 'ctl', 'machihokenctl')
RESIDENTS = 120
FROM_AGE = 60
WORDS = '明日10時から12時まで断水します。水をくみ置きしてください。'


def set_clock(ms):
    """The window reads it at every look, so it must never be half written."""
    with open(CLOCK + '.new', 'w', encoding='ascii') as file:
        file.write(str(ms))
    os.replace(CLOCK + '.new', CLOCK)


def open_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    set_clock(NOW)
    subprocess.run([CTL, '--data', TOWN, '--clock', CLOCK, '--operator', '保健 花子', 'init', '--practice', '--residents', str(RESIDENTS)],
                   check=True, stdout=subprocess.DEVNULL)
    return Desk(FOLDER, [window, '--practice', '--data', TOWN, '--clock', CLOCK], {'MACHIHOKEN_BINDIR': programs})


story = Story(open_town)


def check_names(desk):
    nameless = desk.nameless()
    assert not nameless, 'without a name: ' + '; '.join(nameless)


def label_of(desk, pattern):
    """The first label that can be seen and fits; its match."""
    found = re.compile(pattern)
    return desk.wait(f'a label like {pattern}', lambda: next(
        (match for match in (found.search(thing.get_name() or '') for thing in desk.walk() if thing.get_role_name() == 'label' and desk.shows(thing))
         if match is not None), None))


def heads(desk):
    return desk.wait('the head count', lambda: desk.count('%u person gets it', '%u people get it'))


def is_in_state(desk, msgid):
    wanted = translate(msgid, 'broadcast')
    return any(thing.get_role_name() == 'label' and thing.get_name() == wanted and desk.shows(thing) for thing in desk.walk())


def in_state(desk, msgid):
    desk.wait('the state ' + translate(msgid, 'broadcast'), lambda: is_in_state(desk, msgid))


@story.chapter
def the_place_opens_empty(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Remember')
    desk.find('label', contains='保健 花子')
    desk.place('broadcasts')
    desk.find('label', 'Nothing has been sent to a part of the town yet')
    check_names(desk)
    desk.picture('empty')


@story.chapter
def a_draft_tells_at_once_whom_it_reaches(desk):
    desk.press_button('_New Broadcast')
    desk.write(desk.find('text', 'Name for the desk'), '断水のお知らせ')
    desk.write(desk.find('text', 'Words'), WORDS)
    desk.find('spin button', 'From what age').set_value(FROM_AGE)
    desk.find('label', contains='断水します')
    label_of(desk, r'LINE \d+')
    check_names(desk)
    desk.picture('draft')


@story.chapter
def everything_is_looked_over(desk):
    desk.press_button('_Look It Over …')
    assert 0 < heads(desk) < RESIDENTS
    desk.find('label', 'Three whole messages')
    check_names(desk)
    desk.picture('sheet')


def let_out(desk):
    people = heads(desk)
    entry = desk.look('text', 'How many people get it? Type the number')
    if entry is not None:
        desk.write(entry, str(people))
    reason = desk.look('text', 'Reason for sending all the same')
    if reason is not None:
        desk.write(reason, '練習')
    desk.press_button('_Send, with Time to Take It Back')
    in_state(desk, 'Nothing has left yet')
    return people


@story.chapter
def it_waits_and_is_stopped(desk):
    let_out(desk)
    desk.picture('held')
    desk.press_button('_Stop Sending')
    in_state(desk, 'Taken back')
    check_names(desk)
    desk.picture('taken-back')


@story.chapter
def it_goes_on_to_the_end(desk):
    desk.press_button('Make a New _Draft of It')
    desk.find('label', contains='お問い合わせ')
    desk.press_button('_Look It Over …')
    let_out(desk)
    # The countdown, the pause after the first few, and what is asked again go by faster than the people at the desk would wait.
    minutes = iter(range(3, 180, 3))

    def time_goes_by():
        set_clock(NOW + next(minutes) * MINUTE)
        return is_in_state(desk, 'Done')
    desk.wait('the end', time_goes_by)
    label_of(desk, re.escape(translate('Accepted', 'message state')) + r' \d+')
    check_names(desk)
    desk.picture('done')


def call(*words):
    done = subprocess.run([CTL, '--json', '--data', TOWN, '--clock', CLOCK, '--operator', '保健 花子', *map(str, words)],
                          check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def enter_call(desk, number, key):
    """As a reader types it: digits and Enter, then the key of the outcome."""
    scan = desk.find('text', 'Barcode or number of the row')
    desk.click(scan)
    desk.write(scan, str(number))
    desk.keys('Return')
    label_of(desk, r'^\d+-\d+番|^No. \d+-\d+')
    desk.keys(key)


@story.chapter
def whom_no_message_reached_is_called(desk):
    broadcast = max(row['broadcast'] for row in call('broadcast', 'list')['broadcasts'] if row['state'] == 'done')
    calls = call('callsheet', broadcast, '--pdf', os.path.join(FOLDER, 'calls.pdf'))['calls']
    desk.press_button('By Telephone and _Letter …')
    left = desk.wait('how many are left', lambda: desk.count('%u person is left to be told', '%u people are left to be told'))
    assert left == len(calls), (left, len(calls))
    check_names(desk)
    desk.picture('by-hand')
    enter_call(desk, calls[0]['row'], 'ctrl+2')
    desk.find('label', 'Noted. The next one, please.')
    enter_call(desk, calls[1]['ref'], 'ctrl+1')
    desk.wait('one less', lambda: desk.count('%u person is left to be told', '%u people are left to be told') == left - 1)
    desk.press_button('_Take Back')
    desk.wait('open again', lambda: desk.count('%u person is left to be told', '%u people are left to be told') == left)
    enter_call(desk, calls[2]['ref'], 'ctrl+5')
    desk.press_button('_Only This Call')
    desk.wait('the refusal', lambda: call('callsheet', broadcast)['counts']['refused'] == 1)
    desk.write(desk.find('text', 'Barcode or number of the row'), '99999999')
    desk.keys('Return')
    desk.find('label', 'The number was not read whole. Please let the reader read it again, or type the number of the row.')
    desk.picture('by-hand-entered')
    desk.press_button('They Were _Posted …')
    desk.find('label', 'Nothing to be posted')
    desk.keys('Escape')
    desk.press_button('_Letters for Window Envelopes …')
    desk.find('push button', '_Print …')
    desk.picture('letters')
    desk.keys('Escape')
    desk.click(desk.find('text', 'Barcode or number of the row'))
    desk.keys('Escape')
    desk.wait('the window to close', lambda: desk.look('text', 'Barcode or number of the row') is None)
    assert call('callsheet', broadcast)['counts'] == dict(call('callsheet', broadcast)['counts'], open=left, absent=1, refused=1, spoke=0)


@story.chapter
def a_correction_is_for_those_who_have_it(desk):
    desk.press_button('_Correct It to Those Who Have It …')
    desk.find('text', 'Name for the desk')
    label_of(desk, r'LINE \d+')
    check_names(desk)
    desk.picture('correction')


@story.chapter
def the_program_ends_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
