# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""How much memory the window takes for the list of a small and of a large town, and how long the list takes to show what was typed.

    run_desk.py bench_window.py FOLDER MACHIHOKEN MACHIHOKEN-SANDBOX MACHIHOKENCTL [PEOPLE…]

The window is opened, scrolled to the end and back, searched, and then asked what it holds. The list must not grow with the town: the last
line says how many times the memory of the smallest town the largest takes. Built for release."""

import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
from desk import Desk  # noqa: E402

FOLDER = os.environ['FOLDER']
SIZES = (2500, 100000)
PAGES = 60
TEXTS = ('さ', 'さと', 'さとう', '木村', '子', '3250301', '123')


def make_town(ctl, folder, people):
    subprocess.run([ctl, '--data', folder, '--operator', 'bench', 'init', '--practice', '--residents', str(people)],
                   check=True, stdout=subprocess.DEVNULL)


def open_window(window, sandbox, folder, town):
    programs = os.path.join(folder, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    desk = Desk(folder, [window, '--practice', '--data', town], {'MACHIHOKEN_BINDIR': programs})
    desk.find('entry', 'Search residents')
    return desk


def memory(desk):
    """Megabytes: all that is resident, and what is its own or its share of what it shares."""
    sizes = {}
    with open(f'/proc/{desk.process.pid}/smaps_rollup', encoding='ascii') as file:
        for line in file.readlines()[1:]:
            name, value = line.split(':')
            sizes[name] = int(value.split()[0]) / 1024
    return sizes['Rss'], sizes['Pss']


def first_name(desk):
    rows = desk.rows('Residents')
    return rows[0][0] if rows and rows[0][0] not in ('', '…') else None


def scroll(desk):
    desk.keys('F3', 'Down', 'End')
    time.sleep(1)
    desk.picture('end')
    desk.keys(*['Page_Up'] * PAGES)
    time.sleep(1)
    desk.keys('Home', *['Page_Down'] * PAGES)
    time.sleep(1)
    desk.keys('Home')


def search(desk):
    entry = desk.find('entry', 'Search residents')
    for text in (*TEXTS, ''):
        desk.write(entry, text)
        time.sleep(0.3)
    desk.wait('the whole list', lambda: first_name(desk))


def measure(window, sandbox, ctl, people, name):
    folder = os.path.join(FOLDER, name)
    town = os.path.join(folder, 'town')
    os.makedirs(folder)
    make_town(ctl, town, people)
    desk = open_window(window, sandbox, folder, town)
    desk.wait('rows', lambda: first_name(desk), patience=60)
    # It is asked once for a user of this computer.
    name = desk.look('text', 'Your name')
    if name is not None:
        desk.write(name, '保健 花子')
        desk.press_button('_Remember')
    desk.picture('list')
    opened = memory(desk)
    scroll(desk)
    search(desk)
    worked = memory(desk)
    desk.close()
    print(f'# {people:8} {opened[0]:9.1f} {opened[1]:9.1f} {worked[0]:9.1f} {worked[1]:9.1f}', flush=True)
    return worked[1]


def main():
    window, sandbox, ctl = sys.argv[1:4]
    # run_desk.py takes all its arguments for paths.
    sizes = [int(os.path.basename(size)) for size in sys.argv[4:]] or SIZES
    print(f'# {"people":>8} {"RSS MB":>9} {"PSS MB":>9} {"worked":>9} {"PSS":>9}', flush=True)
    # The first window of a session makes the fonts ready, and keeps some of what that took.
    measure(window, sandbox, ctl, sizes[0], 'first')
    found = [measure(window, sandbox, ctl, size, str(size)) for size in sizes]
    print(f'# {sizes[-1]} people take {found[-1] / found[0]:.2f} times the memory of {sizes[0]}')


if __name__ == '__main__':
    main()
