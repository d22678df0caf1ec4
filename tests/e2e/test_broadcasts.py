# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A notice to a part of the practice town, in the real window: written, looked over, let out, stopped, and sent to the end."""

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
