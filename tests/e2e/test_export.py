# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Lists leave the real window as files: the residents who were found, the bookings of a day, what the ledger is told; by keys where there are
some."""

import csv
import os
import sys

from desk import Atspi, Desk, Story, translate

FOLDER = os.environ['FOLDER']
NOW = 1792454400000  # 2026-10-20 09:00 in Japan
CLOCK = os.path.join(FOLDER, 'clock')
RESIDENTS = os.path.join(FOLDER, 'residents.csv')
ROSTER = os.path.join(FOLDER, 'roster.csv')


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


def read(path):
    with open(path, encoding='utf-8-sig', newline='') as file:
        return list(csv.reader(file))


def column(msgid):
    return translate(msgid, 'list column')


def is_checked(desk, msgid):
    check = desk.find('check box', contains=column(msgid))
    return check.get_state_set().contains(Atspi.StateType.CHECKED)


@story.chapter
def the_window_shows_the_first_lines_of_who_was_found(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Remember')
    desk.find('label', contains='保健 花子')
    desk.place('residents')
    desk.find('tree table', 'Residents')
    desk.keys('ctrl+e')
    desk.find('label', 'Columns of the file')
    desk.wait('the list', lambda: desk._ready(desk.look('push button', 'Choose Where to _Save …')))
    assert is_checked(desk, 'Name') and not is_checked(desk, 'Household no.')
    desk.picture('residents')
    nameless = desk.nameless()
    assert not nameless, 'without a name: ' + '; '.join(nameless)


@story.chapter
def the_file_has_the_fewest_columns(desk):
    desk.press_button('Choose Where to _Save …')
    desk.choose_file(RESIDENTS)
    desk.wait('the file', lambda: os.path.exists(RESIDENTS))
    desk.wait('the window to go', lambda: desk.look('label', 'Columns of the file') is None)
    rows = read(RESIDENTS)
    assert rows[0] == [column(name) for name in ('Register no.', 'Name', 'Kana', 'Birth date')], rows[0]
    assert len(rows) > 100, len(rows)


@story.chapter
def the_bookings_of_a_day_and_the_ledger_leave_from_there(desk):
    desk.place('appointments')
    desk.find('list', 'Time slots')
    desk.keys('ctrl+e')
    desk.find('label', 'Columns of the file')
    desk.wait('the list', lambda: desk._ready(desk.look('push button', 'Choose Where to _Save …')))
    desk.picture('roster')
    desk.press_button('Choose Where to _Save …')
    desk.choose_file(ROSTER)
    desk.wait('the file', lambda: os.path.exists(ROSTER))
    desk.wait('the window to go', lambda: desk.look('label', 'Columns of the file') is None)
    rows = read(ROSTER)
    assert rows[0][0] == column('Order') and column('Time') in rows[0], rows[0]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, len(rows))]


@story.chapter
def escape_leaves_without_a_file(desk):
    before = sorted(os.listdir(FOLDER))
    desk.place('residents')
    desk.find('tree table', 'Residents')
    desk.keys('ctrl+e')
    desk.find('label', 'Columns of the file')
    desk.keys('Escape')
    desk.wait('the window to go', lambda: desk.look('label', 'Columns of the file') is None)
    assert [name for name in sorted(os.listdir(FOLDER)) if name.endswith('.csv')] == [name for name in before if name.endswith('.csv')]


@story.chapter
def it_ends_well(desk):
    assert desk.quit() == 0


sys.exit(story.tell())
