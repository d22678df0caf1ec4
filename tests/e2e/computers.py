# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Two computers for a story: one is worked by its window, the other one from a terminal."""

import json
import os
import subprocess
import sys

from desk import Desk

FOLDER = os.environ['FOLDER']
CTL = os.path.join(os.environ['MH_BUILD_ROOT'], 'src', 'ctl', 'machihokenctl')
NOW = 1792454400000  # 2026-10-20 09:00 in Japan
CLOCK = os.path.join(FOLDER, 'clock')
REGISTER = os.path.join(FOLDER, 'register')
SENDER = os.path.join(FOLDER, 'sender')
BOX = os.path.join(FOLDER, 'box.txt')
RESULTS = os.path.join(FOLDER, 'results.txt')


def set_time(ms):
    with open(CLOCK, 'w', encoding='ascii') as file:
        file.write(str(ms))


def ctl(town, *words):
    argv = [CTL, '--data', town, '--clock', CLOCK, '--operator', '保健 花子', '--json', *map(str, words)]
    done = subprocess.run(argv, env=dict(os.environ, ASAN_OPTIONS='detect_leaks=0'), capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), f'{words}: {done.returncode} {done.stderr}'
    return json.loads(done.stdout)


def found():
    """Two computers that are paired, and two messages that wait on one of them."""
    digits = {}
    for town, role in ((REGISTER, 'register'), (SENDER, 'sender')):
        ctl(town, 'init', '--practice', '--residents', 0)
        ctl(town, 'config', 'set', 'town.name', '滝上町')
        ctl(town, 'config', 'set', 'town.phone', '0158-29-1111')
        ctl(town, 'config', 'set', 'box.role', role)
        digits[town] = ctl(town, 'box', 'key', town + '.txt')['fingerprint']
    ctl(REGISTER, 'box', 'pair', SENDER + '.txt', '--fingerprint', digits[SENDER])
    ctl(SENDER, 'box', 'pair', REGISTER + '.txt', '--fingerprint', digits[REGISTER])
    for i in range(2):
        ctl(REGISTER, 'resident', 'add', '--register-number', f'{i:04}', '--name', f'山田　{i}子', '--kana', 'ヤマダ　ハナコ', '--birth', '1950-03-01')
        ctl(REGISTER, 'contact', 'add', f'{i:04}', '--mobile', f'090-1000-000{i}')
    draft = os.path.join(FOLDER, 'draft.json')
    with open(draft, 'w', encoding='utf-8') as file:
        json.dump({'name': '断水', 'rule': {}, 'text': '明日は断水です。'}, file, ensure_ascii=False)
    broadcast = ctl(REGISTER, 'broadcast', 'new', draft)['broadcast']
    ctl(REGISTER, 'broadcast', 'hold', broadcast, '--reason', '確認済み')
    ctl(REGISTER, 'broadcast', 'go', broadcast)


def open_window(town):
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    return Desk(FOLDER, [window, '--practice', '--data', town, '--clock', CLOCK], {'MACHIHOKEN_BINDIR': programs})


def sit_down(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Remember')
    desk.find(None, contains='保健')
    desk.place('preferences')
    desk.press_button('_Two Computers …')
    desk.find('label', 'The key of the other computer')
