# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""From a list in a file to a message that waits to leave, for a thousand people: how many acts somebody at the desk needs, and how long it takes.

An act is what somebody does before she looks up again: a click, and what she types and confirms right after it. The number is held; the time is only told, since a machine
with much to do is slower than an office PC."""

import json
import os
import subprocess
import sys
import time

from desk import Desk, Story, translate

FOLDER = os.environ['FOLDER']
NOW = 1792454400000  # 2026-10-20 09:00 in Japan, a Tuesday
CLOCK = os.path.join(FOLDER, 'clock')
TOWN = os.path.join(FOLDER, 'town')
LIST = os.path.join(FOLDER, 'list.csv')
CTL = os.path.join(os.environ['MH_BUILD_ROOT'], 'src', 'ctl', 'machihokenctl')
RESIDENTS = 1400
NAMED = 1000
MOST_ACTS = 6
# The first of the usual words that need nothing of a booking.
WORDS = '健診・検診の受付開始'


def ask(*words):
    answer = subprocess.run([CTL, '--data', TOWN, '--clock', CLOCK, '--operator', '保健 花子', '--json', *map(str, words)], check=True,
                            stdout=subprocess.PIPE)
    return json.loads(answer.stdout)


def open_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    with open(CLOCK, 'w', encoding='ascii') as file:
        file.write(str(NOW))
    subprocess.run([CTL, '--data', TOWN, '--clock', CLOCK, '--operator', '保健 花子', 'init', '--practice', '--residents', str(RESIDENTS)],
                   check=True, stdout=subprocess.DEVNULL)
    # A list in which somebody has died stops a broadcast, as it should.
    people = [row for row in ask('find', '', '--limit', 0)['people'] if row['status'] == 'resident'][:NAMED]
    assert len(people) == NAMED
    with open(LIST, 'w', encoding='utf-8') as file:
        file.write('宛名番号,氏名\n' + ''.join(f'{row["register-number"]},{row["name"]}\n' for row in people))
    return Desk(FOLDER, [window, '--practice', '--data', TOWN, '--clock', CLOCK], {'MACHIHOKEN_BINDIR': programs})


story = Story(open_town)


class Acts:
    """What was done, and since when."""

    def __init__(self):
        self.done = []
        self.begun = time.monotonic()

    def act(self, words, deed):
        self.done.append(words)
        deed()

    def tell(self):
        print(f'# {len(self.done)} acts, {time.monotonic() - self.begun:.0f} s: ' + '; '.join(self.done))


@story.chapter
def the_desk_is_ready(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Remember')
    desk.find('label', contains='保健 花子')
    desk.place('broadcasts')
    desk.find('push button', '_New Broadcast')


def take_words(desk):
    """Goes to the choice and types down to the words; the list opens with the arrow."""
    choice = desk.find('combo box', 'Saved words')
    desk.press(next(thing for thing in desk.walk(choice) if thing.get_role_name() == 'push button'))
    item = desk.find('label', WORDS, choice)
    desk.click(item)


@story.chapter
def a_list_becomes_a_message_that_waits(desk):
    acts = Acts()
    acts.act('a new broadcast', lambda: desk.press_button('_New Broadcast'))
    desk.find('push button', 'From a _File …')
    acts.act('the file', lambda: (desk.press_button('From a _File …'), desk.choose_file(LIST)))
    desk.wait('the list', lambda: desk._ready(desk.look('push button', 'Take Over')))
    acts.act('take it over', lambda: desk.press_button('Take Over'))
    desk.wait('the people', lambda: len(desk.windows()) == 1)
    acts.act('saved words', lambda: take_words(desk))
    desk.find('label', contains='【')
    acts.act('look it over', lambda: desk.press_button('_Look It Over …'))
    people = desk.wait('the head count', lambda: desk.count('%u person gets it', '%u people get it'))
    entry = desk.find('text', 'How many people get it? Type the number')
    desk.picture('looked-over')
    acts.act('the number of people, and off it goes', lambda: (desk.write(entry, str(people)), desk.press_button('_Send, with Time to Take It Back')))
    desk.wait('the countdown', lambda: desk.look('label', None, None, translate('Nothing has left yet', 'broadcast')))
    acts.tell()
    desk.picture('waits')
    held = ask('broadcast', 'list', '--state', 'held')['broadcasts'][0]
    assert ask('broadcast', 'status', held['broadcast'])['heads'] == people > NAMED * 3 / 4, people
    assert len(acts.done) <= MOST_ACTS, acts.done


@story.chapter
def the_program_ends_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
