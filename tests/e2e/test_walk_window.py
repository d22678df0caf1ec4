# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A walk through the window in a town with a protected person: what a screen reader speaks of it must not tell where she lives or how
she is reached. Her secrets bear the marks of tests/walk/walk_town.py."""

import os
import sys
from pathlib import Path

from desk import Desk, Story, translate

sys.path.insert(0, os.path.join(os.environ['MH_SOURCE_ROOT'], 'tests', 'walk'))
from walk_town import KANA, NAME, NUMBER, Walk, WalkTown  # noqa: E402

FOLDER = os.environ['FOLDER']
CTL = Path(os.environ['MH_BUILD_ROOT']) / 'src' / 'ctl' / 'machihokenctl'
seen = Walk()


def open_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    town = WalkTown(os.path.join(FOLDER, 'walk'), CTL)
    town.found()
    town.hide()
    town.open_days()
    town.run('book', '--slot', town.slots[0], '--resident', NUMBER)
    town.run('wait', 'add', '--programme', town.programme, '--resident', '0003')
    town.close()
    return Desk(FOLDER, [window, '--practice', '--data', str(town.data), '--clock', str(town.clock)],
                {'MACHIHOKEN_BINDIR': programs, 'G_MESSAGES_DEBUG': 'all'})


story = Story(open_town)


def see(desk, where):
    """All that is on the screen, and what is there without being seen."""
    words = []
    for thing in desk.walk(into_rows=True):
        try:
            words.append(thing.get_name() or '')
            words.append(thing.get_description() or '')
            if thing.get_text_iface() is not None:
                words.append(desk.text(thing))
        except Exception:  # what was there may be gone between two questions
            continue
    seen.see(where, '\n'.join(words))
    desk.picture(where)
    seen.judge()


@story.chapter
def the_list_of_residents_tells_nothing(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健')
    desk.press_button('_Remember')
    desk.find('label', contains='保健')
    desk.wait('the people', lambda: len(desk.rows('Residents')) == 5)
    desk.write(desk.find('entry', 'Search residents'), KANA.split('　')[0])
    desk.wait('her row', lambda: any(NAME in row[0] for row in desk.rows('Residents')))
    see(desk, 'residents')


@story.chapter
def her_page_tells_nothing(desk):
    desk.write(desk.find('entry', 'Search residents'), '')
    desk.wait('everybody', lambda: len(desk.rows('Residents')) == 5)
    assert NAME in desk.rows('Residents')[3][0]
    desk.keys('F3', 'Down', 'Down', 'Down', 'Down', 'Return')
    desk.find('label', 'Wishes about notices')
    desk.find('label', 'Protection')
    see(desk, 'her-page')


@story.chapter
def the_list_of_numbers_tells_nothing(desk):
    desk.keys('Escape')
    desk.click(desk.find('push button', 'More'))
    desk.click(desk.find(None, '_Numbers …'))
    desk.find('label', contains=translate('not shown'))
    see(desk, 'numbers')
    desk.keys('Escape')


@story.chapter
def the_appointments_tell_nothing(desk):
    desk.keys('ctrl+2')
    desk.find('list', 'Time slots')
    see(desk, 'appointments')
    desk.keys('F2')
    desk.write(desk.find('text', 'Search for a person'), KANA.split('　')[0])
    desk.find('list item', contains=NAME, root=desk.find('list', 'People found'))
    see(desk, 'finder')


@story.chapter
def the_roster_tells_nothing(desk):
    desk.keys('Escape', 'F8')
    desk.find('push button', 'Save as PDF')
    see(desk, 'roster')
    desk.keys('Escape')


@story.chapter
def neither_do_the_logs(desk):
    assert desk.quit() == 0, 'the program ended in disorder'
    with open(os.path.join(FOLDER, 'window.log'), encoding='utf-8', errors='replace') as file:
        seen.see('the log of the window', file.read())
    seen.judge()
    assert seen.looked > 5000, f'only {seen.looked} characters were looked at'


if __name__ == '__main__':
    sys.exit(story.tell())
