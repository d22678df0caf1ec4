# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A town with a protected person all of whose secrets can be told at a glance, wherever they come to light.

Whatever would tell where she lives or how she is reached has one of two marks in it: ヒミツ, or the digits 77077. Nothing else in
the town has. So one expression finds a leak in any text, whoever wrote the screen or the command that shows it."""

import json
import os
import re
import shlex
import sqlite3
import subprocess
from pathlib import Path

NOW = 1792454400000  # 2026-10-20 09:00 in Japan
NUMBER = '0001'
NAME = '夏目　あかり'
KANA = 'ナツメ　アカリ'
TENANT = '0f3c2a1e-1111-4222-8333-444455556666'
LINE_ID = 'U' + ('77077' * 7)[:32]
OTHER_LINE_ID = 'U0123456789abcdef0123456789abcde'
MARK = re.compile('ヒミツ|ﾋﾐﾂ|ひみつ|77077|770-77|7707-7')
# As written into the columns that no command fills; each is a leak where it is seen.
SECRET_COLUMNS = {'district2': 'ヒミツ二区', 'district3': 'ヒミツ三区', 'relation': 'ヒミツ続柄'}
# What nobody may find her by.
SEARCHES = ('7077', '77077', 'ヒミツ', 'ひみつ', 'H77077', '770-7707', '0158770770')


def find_leak(text):
    """(nullable) What leaks in @text, with what stands around it."""
    found = MARK.search(text)
    return None if found is None else text[max(0, found.start() - 60):found.end() + 60].replace('\n', ' ')


class Walk:
    """Keeps in mind what was seen where, and says at the end what should not have been."""

    def __init__(self):
        self.looked = 0
        self.leaks = []

    def see(self, where, text):
        self.looked += len(text)
        leak = find_leak(text)
        if leak is not None:
            self.leaks.append(f'{where}: …{leak}…')

    def judge(self):
        assert not self.leaks, 'a protected person can be found:\n' + '\n'.join(self.leaks)


class WalkTown:
    """The town in @folder, made and used by the terminal's program @ctl with all that it logs."""

    def __init__(self, folder, ctl):
        self.folder = Path(folder)
        self.ctl = Path(ctl)
        self.data = self.folder / 'town'
        self.out = self.folder / 'out'  # whatever is printed or exported goes here
        self.out.mkdir(parents=True)
        self.clock = self.folder / 'clock'
        self.walk = None
        self.covered = set()
        self.documents = []  # (command, document), of all that was answered
        self.n = 0
        self.env = dict(os.environ, SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=str(self.folder / 'keyring'),
                        SECRET_FILE_TEST_PASSWORD='test', LANGUAGE='ja', MACHIHOKEN_LOCALEDIR=str(Path(os.environ['MH_BUILD_ROOT']) / 'po'), G_MESSAGES_DEBUG='all', ASAN_OPTIONS='fast_unwind_on_malloc=1:detect_leaks=0')
        self.set_time(NOW)
        self.log = open(self.folder / 'terminal.log', 'wb')
        self.process = subprocess.Popen(self._argv('batch'), env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log)

    def _argv(self, *words):
        return [str(self.ctl), '--data', str(self.data), '--clock', str(self.clock), '--operator', '保健 花子', *map(str, words)]

    def set_time(self, ms):
        self.now = ms
        self.clock.write_text(str(ms), encoding='ascii')

    def commands(self):
        """All that the program says it can do."""
        env = dict(self.env, LANGUAGE='C')
        text = subprocess.run(self._argv('--help'), env=env, capture_output=True, text=True, check=True).stdout
        lines = text.split('Commands:\n')[1].splitlines()
        return {' '.join(re.match(r'(?:[a-z-]+ ?)+', line.strip()).group(0).split()) for line in lines[::2]}

    def _cover(self, words):
        self.covered |= {' '.join(map(str, words[:n])) for n in (1, 2)}

    def ask(self, *words):
        """What the program answers, a refusal too."""
        self._cover(words)
        self.process.stdin.write((' '.join(shlex.quote(str(word)) for word in words) + '\n').encode())
        self.process.stdin.flush()
        # What the libraries tell of themselves comes between the answers.
        for line in iter(self.process.stdout.readline, b''):
            text = line.decode()
            if self.walk is not None:
                self.walk.see('machihokenctl ' + ' '.join(map(str, words)), text)
            if text.startswith('{"exit"'):
                answer = json.loads(text)
                if 'document' in answer:
                    self.documents.append((' '.join(map(str, words[:2])), answer['document']))
                return answer
        raise AssertionError(f'{words}: the terminal is gone')

    def run(self, *words):
        answer = self.ask(*words)
        assert 'document' in answer, f'{words}: {answer}'
        return answer['document']

    def say(self, *words, **more):
        """The same as lines for people, in a process of its own."""
        self._cover(words)
        done = subprocess.run(self._argv(*words), env=self.env, capture_output=True, text=True, check=False, **more)
        if self.walk is not None:
            self.walk.see('machihokenctl ' + ' '.join(map(str, words)), done.stdout + done.stderr)
        return done

    def write(self, *statements):
        """Past the program, for what no command writes."""
        database = sqlite3.connect(self.data / 'machihoken.db')
        with database:
            database.execute('UPDATE act_now SET act = 1')
            for statement, values in statements:
                database.execute(statement, values)
            database.execute('UPDATE act_now SET act = NULL')
        database.close()

    def close(self):
        self.process.stdin.close()
        assert self.process.wait() == 0, 'the terminal ended in disorder'
        self.log.close()
        if self.walk is not None:
            self.walk.see('the log of machihokenctl', (self.folder / 'terminal.log').read_text(encoding='utf-8', errors='replace'))

    def see_files(self):
        """Every file that was printed or exported."""
        for path in sorted(self.out.iterdir()):
            if path.suffix == '.pdf':
                text = subprocess.run(['pdftotext', '-layout', str(path), '-'], capture_output=True, text=True, check=True).stdout
            else:
                data = path.read_bytes()
                text = data.decode('utf-8', errors='ignore') + data.decode('cp932', errors='ignore')
            self.walk.see(path.name, text)

    # The town

    def add_person(self, number, name, kana, *words):
        self.run('resident', 'add', '--register-number', number, '--name', name, '--kana', kana, '--birth', '1950-03-01', *words)

    def found(self):
        self.run('init', '--practice', '--residents', 0)
        for key, value in (('town.name', '滝上町'), ('town.phone', '0158-29-1111'), ('town.area-code', '0158')):
            self.run('config', 'set', key, value)
        self.add_person(NUMBER, NAME, KANA, '--sex', 'female', '--address', 'ヒミツ旧町1番地', '--postal-code', '770-7700',
                        '--household-number', 'H77077', '--district', 'ヒミツ一区', '--note', 'ヒミツのメモ')
        # Her household, and others who ask and wait.
        for number, name, kana in (('0002', '夏目　一郎', 'ナツメ　イチロウ'), ('0003', '佐藤　花', 'サトウ　ハナ'),
                                   ('0004', '鈴木　茂', 'スズキ　シゲル'), ('0005', '高橋　正', 'タカハシ　タダシ')):
            self.add_person(number, name, kana, '--address', '元町2番地', '--district', '元町')
        self.run('contact', 'add', '0003', '--line', OTHER_LINE_ID + '1')
        self.run('contact', 'add', '0004', '--mobile', '090-1234-5678')
        self.run('contact', 'add', '0002', '--landline', '0158-29-2222')

    def hide(self):
        """Gives her all her secrets, and then protects her."""
        link = self.run('contact', 'add', NUMBER, '--mobile', '090-7707-7000')['link']
        self.run('contact', 'correct', NUMBER, link, '090-7707-7077')
        self.run('contact', 'add', NUMBER, '--landline', '0158-77-0770')
        self.run('contact', 'add', NUMBER, '--line', LINE_ID, '--whose', 'ヒミツ子')
        self.run('contact', 'safe', NUMBER, link, '--reason', 'ヒミツの理由')
        self.run('contact', 'opt-out', NUMBER, link)  # else what is sent to her bears her number
        self.run('resident', 'edit', NUMBER, '--address', 'ヒミツ町7番地', '--address-extra', 'ヒミツ荘', '--postal-code', '770-7707')
        self.run('consent', 'set', NUMBER, '--channel', 'sms', '--answer', 'no', '--how', 'phone', '--note', 'ヒミツの希望')
        self.run('proxy', 'allow', NUMBER, '--name', 'ヒミツ支援員', '--reason', 'ヒミツの申出')
        self.write(
            ('INSERT INTO guardian (resident, name, relation) SELECT id, ?, ? FROM resident WHERE register_number = ?',
             ('ヒミツ後見人', 'ヒミツ後見', NUMBER)),
            ('INSERT INTO mailing_address (resident, addressee, postal_code, address, address_extra, reason) '
             'SELECT id, ?, ?, ?, ?, ? FROM resident WHERE register_number = ?',
             ('ヒミツ宛名', '7707708', 'ヒミツ送付先', 'ヒミツ室', 'ヒミツの事情', NUMBER)),
            ("INSERT INTO contact_problem (resident, written, problem, day) SELECT id, ?, 'invalid', '2026-10-20' "
             'FROM resident WHERE register_number = ?', ('090-77077', NUMBER)),
            ('INSERT INTO ticket (resident, number) SELECT id, ? FROM resident WHERE register_number = ?', ('1234567890', NUMBER)),
            *((f'UPDATE resident SET {column} = ? WHERE register_number = ?', (value, NUMBER)) for column, value in SECRET_COLUMNS.items()))
        self.run('protect', NUMBER, '--from', '2026-10-01', '--note', 'ヒミツの措置')

    def open_days(self):
        path = self.folder / 'programme.json'
        path.write_text(json.dumps({'name': 'インフルエンザ 令和8年度', 'age': {'min-years': 65}}), encoding='utf-8')
        self.programme = self.run('programme', 'add', path)['programme']
        session = self.run('session', 'add', '--programme', self.programme, '--date', '2026-11-05', '--venue', '保健センター',
                           '--slots', '09:00-10:30/30x2')
        self.session = session['session']
        self.slots = [slot['slot'] for slot in session['slots']]
