# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A walk through every command of the terminal, every print, file, message and log, in a town with a protected person: nothing may tell
where she lives or how she is reached. Whoever adds a command takes it into the walk; until then this test fails."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from walk_town import LINE_ID, NAME, NUMBER, OTHER_LINE_ID, SEARCHES, TENANT, Walk, WalkTown

BUILD = Path(os.environ['MH_BUILD_ROOT'])
SOURCE = Path(os.environ['MH_SOURCE_ROOT'])
CTL = BUILD / 'src' / 'ctl' / 'machihokenctl'
SANDBOX = BUILD / 'src' / 'sandbox' / 'machihoken-sandbox'
# A word of the English language or a code, but no part of an address, a name of a file, an identifier or a digest.
RAW_WORD = re.compile(r'(?<![\w./@:=%-])[A-Za-z]{2,}(?:-[a-z]+)*(?![\w/@:=%-]|\.\w)')
# What stands in Japanese as it is.
PLAIN = {'LINE', 'SMS', 'PDF', 'CSV', 'QR', 'SHA', 'ID'}
# Commands that show codes on purpose, or what was typed or written down in codes, each with its reason.
IN_CODES = {
    'audience': 'a rule as it is typed',
    'audit': 'what is written in the log',
    'blackout make': 'the code of a pack',
    'blackout open': 'a file as it stands',
    'config': 'settings as they are typed',
    'export columns': 'names of columns as they are typed',
    'import': 'fields of a file as they are typed',
    'log': 'what is written in the log',
    'loss': 'columns of the log',
    'template': 'fields of a text as they are typed',
    'test line': 'the account has the name that LINE gives it',
}
# Documents that are read and not shown.
SCHEMAS_OF_INPUT = {'batch', 'import-decisions'}
# Commands that the walk cannot run, each with its reason.
LEFT_OUT = {'batch': 'the walk itself is one'}


def sqlite_rows(town, sql, *values):
    database = sqlite3.connect(town.data / 'machihoken.db')
    database.row_factory = sqlite3.Row
    rows = database.execute(sql, values).fetchall()
    database.close()
    return rows


def start_sandbox(root):
    sandbox = subprocess.Popen([str(SANDBOX), '--port', '0', '--journal', str(root / 'journal'), '--exit-with-stdin'],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return sandbox, json.loads(sandbox.stdout.readline())['port']


class Other:
    """A second computer, to which a file is carried."""

    def __init__(self, town):
        self.town = town
        self.env = dict(town.env, SECRET_FILE_TEST_PATH=str(town.folder / 'other-keyring'))
        self.ask('init', '--practice', '--residents', 0)

    def ask(self, *words):
        argv = [str(CTL), '--data', str(self.town.folder / 'other'), '--clock', str(self.town.clock), '--operator', '保健 花子', '--json']
        done = subprocess.run([*argv, *map(str, words)], env=self.env, capture_output=True, text=True, check=False)
        if self.town.walk is not None:
            self.town.walk.see('the other computer: ' + ' '.join(map(str, words)), done.stdout + done.stderr)
        return {'document': json.loads(done.stdout)} if done.stdout else {}


def set_up_sending(town, port):
    town.run('config', 'set', 'line.endpoint', f'http://127.0.0.1:{port}')
    town.run('config', 'set', 'sms.karaden.endpoint', f'http://127.0.0.1:{port}/api/{TENANT}')
    town.run('config', 'set', 'sms.karaden.service-id', '1')
    for name in ('line.token', 'sms.karaden.token'):
        town.say('secret', 'set', name, input='a-token\n')


def walk_people(town):
    for text in ('', 'ナツメ', '夏目', '1950-03-01', NUMBER, '1234567890', 'さとう'):
        town.run('find', text)
    for text in SEARCHES:
        assert town.run('find', text)['found'] == 0, f'she is found by {text}'
    for number in (NUMBER, '0002'):
        town.run('resident', 'show', number)
        town.run('contact', 'show', number)
        town.say('resident', 'show', number)
        town.say('contact', 'show', number)
        town.run('ticket', 'list', number)
        town.say('ticket', 'list', number)
    assert town.run('contact', 'show', '0002')['contacts'][0]['others'] == 0
    town.run('resident', 'edit', NUMBER, '--kana', 'ナツメ　アカリ')
    town.run('resident', 'add', '--name', '夏目　あきら', '--household-number', 'H1')
    ticket = town.run('ticket', 'add', NUMBER, '1234567891')['ticket']
    town.run('ticket', 'remove', NUMBER, ticket)
    assert town.ask('ticket', 'add', '0002', '1234567890')['exit'] != 0


def walk_family(town):
    """Whatever joins people: household, guardians, letters, a child, two entries of one person."""
    for number in (NUMBER, '0002'):
        town.run('family', 'show', number)
        town.say('family', 'show', number)
        town.run('mailing', 'show', number)
        town.say('mailing', 'show', number)
        town.run('leaving', 'show', number)
    town.ask('guardian', 'add', NUMBER, '--name', '後見　一', '--relation', '後見人')
    town.ask('guardian', 'add', '0005', '--person', NUMBER, '--relation', '母')
    town.run('family', 'show', '0005')
    town.ask('guardian', 'remove', NUMBER, 1)
    town.ask('mailing', 'set', NUMBER, '--purpose', 'booking', '--addressee', '支援センター', '--address', '札幌市1番地')
    town.ask('mailing', 'remove', NUMBER, '--purpose', 'booking')
    town.ask('newborn', 'add', NUMBER, '--name', '夏目　ひかり', '--kana', 'ナツメ　ヒカリ', '--birth', '2026-10-18', '--relation', '母')
    for person in town.run('find', 'ナツメ')['people']:
        town.run('resident', 'show', person['register-number'])
        town.run('family', 'show', person['register-number'])
    town.add_person('0009', '夏目　あかり', 'ナツメ　アカリ')
    town.run('duplicates', 'list')
    town.ask('duplicates', 'part', NUMBER, '0009')
    town.run('undo')
    town.ask('merge', NUMBER, '0009')
    town.run('resident', 'show', NUMBER)


def walk_contacts(town):
    new = town.run('contact', 'add', NUMBER, '--mobile', '080-1234-5678')['link']
    second = town.run('contact', 'call', NUMBER, '080-1234-5679', '--sms', 'yes', '--read-back')['link']
    town.run('contact', 'first', NUMBER, second)
    town.run('contact', 'correct', NUMBER, second, '080-1234-5670')
    town.run('contact', 'opt-out', NUMBER, new)
    town.run('contact', 'safe', NUMBER, new, '--reason', '本人専用')
    town.run('contact', 'remove', NUMBER, new)
    town.run('contact', 'remove', NUMBER, second)
    town.run('undo')
    town.run('contact', 'remove', NUMBER, second)
    town.run('consent', 'set', NUMBER, '--channel', 'phone', '--answer', 'no', '--how', 'phone')
    town.run('consent', 'forget', NUMBER, '--channel', 'phone')
    proxy = town.run('proxy', 'allow', NUMBER, '--name', '支援　一', '--reason', '申出')['id']
    town.run('proxy', 'forbid', NUMBER, proxy)
    town.ask('book', '--slot', town.slots[0], '--resident', NUMBER, '--proxy', '夏目　一郎')
    fixes = town.run('fix', 'list')['fixes']
    assert len(fixes) == 1 and fixes[0]['written'] is None
    fixed = town.run('fix', 'number', fixes[0]['id'], '080-1234-5671')
    town.run('undo')
    town.run('fix', 'dismiss', fixes[0]['id'])
    town.ask('contact', 'remove', NUMBER, fixed['link'])
    town.run('protect', NUMBER, '--from', '2026-12-01')
    measures = town.run('contact', 'show', NUMBER)['measures']
    town.run('protection', 'end', NUMBER, measures[0]['measure'], '--last', '2026-11-30', '--reason', '取り下げ')


def walk_together(town):
    """Whatever is booked beside or together with something else. Her household was 夏目 一郎's, and is told to nobody."""
    for number in (NUMBER, '0002'):
        for walk in (town.ask, town.say):
            walk('booking', 'family', number, '--slot', town.slots[0])
    assert town.run('booking', 'family', '0002', '--slot', town.slots[0])['members'] == []
    town.run('book-family', NUMBER, '0002', '--slot', town.slots[0], '--preview')
    town.say('book-family', NUMBER, '0002', '--slot', town.slots[0])
    booking = town.run('bookings', '--resident', NUMBER)['bookings'][0]['booking']
    town.say('book', '--slot', town.slots[1], '--resident', NUMBER)
    for walk in (town.run, town.say):
        walk('booking', 'items', booking)
        walk('booking', 'doses', booking)
    town.run('undo')
    session = town.run('session', 'add', '--programme', town.programme, '--date', '2026-11-12', '--venue', '公民館', '--slots', '09:00-09:30/30x2')
    for words in ((), ('--by-district', '--tell'), ('--district', '元町')):
        for walk in (town.run, town.say):
            walk('assign', session['session'], '--programme', town.programme, '--dry-run', *words)
    unit = town.run('wait', 'add', '--programme', town.programme, '--resident', NUMBER)['unit']
    town.run('lottery', 'draw', '--programme', town.programme, '--session', session['session'], '--tell')
    for walk in (town.run, town.say):
        walk('lottery', 'show')
        walk('lottery', 'verify', 1)
    town.run('undo')
    town.run('wait', 'withdraw', unit)


def walk_bookings(town):
    booking = town.run('book', '--slot', town.slots[0], '--resident', NUMBER)['booking']
    other = town.run('book', '--slot', town.slots[0], '--resident', '0005')['booking']
    town.run('move', booking, '--slot', town.slots[1])
    for words in (('programme', 'list'), ('programme', 'show', town.programme), ('session', 'list'), ('slots', town.session),
                  ('bookings', town.session), ('bookings', '--resident', NUMBER)):
        town.run(*words)
        town.say(*words)
    roster(town)
    assert town.ask('rehearsal', town.programme)['exit'] in (0, 3)
    assert town.ask('cancel', booking, '--proxy', '夏目　一郎')['exit'] != 0
    town.run('cancel', booking)
    return other


def walk_programmes(town):
    """Rules by districts count her but do not name her; a dose she had elsewhere is no secret."""
    path = town.folder / 'change.json'
    path.write_text(json.dumps({'districts': ['元町']}), encoding='utf-8')
    for words in (('programme', 'cohort', town.programme), ('programme', 'edit', town.programme, path, '--dry-run')):
        town.run(*words)
        town.say(*words)
    effect = town.run('programme', 'edit', town.programme, path)
    assert effect['unnamed'] == 1 and NAME not in {row['name'] for row in effect['falls-out']}, effect
    town.run('programme', 'cohort', town.programme)
    town.run('undo')
    town.ask('item', 'places', town.slots[0], '胃', 2)
    town.run('programme', 'copy', town.programme)
    town.run('undo')
    noted = town.run('past-dose', 'add', NUMBER, '--programme', town.programme, '--dose', 1, '--date', '2026-10-01')['past-dose']
    town.run('past-dose', 'list', NUMBER, '--programme', town.programme)
    town.say('past-dose', 'list', NUMBER)
    town.run('past-dose', 'remove', NUMBER, noted)


def roster(town):
    """Every purpose, order and paper of a day."""
    session, out = town.session, town.out
    for order in ('kana', 'time', 'household,kana', 'district', 'number', 'first'):
        assert town.run('roster', session, '--order', order, '--output', out / f'{order}.pdf')['rows'] == 2
    for purpose, rows in (('doctor', 2), ('calls', 2), ('walk', 1)):
        name = f'roster-{purpose}.pdf'
        assert town.run('roster', session, '--purpose', purpose, '--barcode', '--qr', '--lot', '--output', out / name)['rows'] == rows
        town.say('roster', session, '--purpose', purpose, '--big', '--output', out / ('big-' + name))
    town.run('roster', session, '--columns', 'name,address,phone,district,household-number,register-number', '--output', out / 'columns.pdf')
    for words in (('roster-changes', session), ('roster-changes', session, '--output', out / 'changes.pdf'),
                  ('roster-copies',), ('roster-copies', session, '--out', '--output', out / 'copies.pdf'), ('roster-return', 1),
                  ('roster-layout', 'save', '名簿', '--big'), ('roster-layouts',), ('roster-layout', 'rename', '名簿', '大きな名簿'),
                  ('roster-layout', 'delete', '大きな名簿'), ('slips', session, '--output', out / 'slips.pdf'),
                  ('labels', session, '--output', out / 'labels.pdf')):
        town.run(*words)
    town.say('roster-changes', session)
    town.say('roster-copies')
    town.run('print-day', town.run('bookings', session)['bookings'][0]['date'], '--slips', '--output', out / 'day.pdf')


def walk_refill(town, booking, root):
    unit = None
    for number in (NUMBER, '0003', '0004'):
        unit = town.run('wait', 'add', '--programme', town.programme, '--resident', number)['unit']
    town.run('wait', 'edit', unit, '--wish', 'am;from=9:00', '--note', '電話は午前')
    town.run('wait', 'list')
    town.say('wait', 'list')
    town.run('cancel', booking, '--refill', '--preview')
    done = town.run('cancel', booking, '--refill')
    town.run('today')
    town.say('today')
    town.set_time(done['held-until'] + 1)
    town.say('send', '--until-idle')
    town.run('send')
    town.walk.see('what LINE and SMS got', (root / 'journal').read_text(encoding='utf-8'))
    for words in (('offers',), ('deliveries',), ('round', 'list')):
        town.run(*words)
        town.say(*words)
    offers = {offer['people'][0]['register-number']: offer for offer in town.run('offers', '--state', 'open')['offers']}
    town.run('offer', 'script', offers[NUMBER]['offer'])
    by_hand = [row for row in town.run('deliveries', '--state', 'by-hand')['deliveries'] if row['register-number'] == NUMBER]
    town.run('deliveries', 'done', by_hand[0]['delivery'])
    town.ask('deliveries', 'resolve', by_hand[0]['delivery'], '--arrived')
    town.run('checks')
    town.say('checks')
    town.ask('checks', 'settle', by_hand[0]['delivery'], '--arrived')
    town.ask('round', 'next', offers[NUMBER]['round'])
    town.run('offer', 'decline', offers[NUMBER]['offer'])
    town.run('offer', 'accept', offers['0003']['offer'])
    town.run('clock')
    town.ask('round', 'close', 1)
    town.ask('offer', 'free', offers[NUMBER]['slot'], '--places', 1)
    town.run('refill', 'figures')
    town.run('figures')
    town.run('refill', 'record', '--pdf', town.out / 'refills.pdf')
    town.say('refill', 'record')
    town.ask('wait', 'withdraw', unit)


def walk_by_hand(town, broadcast):
    """She is called as well, without a number; the sheet is made twice, and what came of the calls comes back."""
    heads = town.run('broadcast', 'check', broadcast)['heads']
    town.run('broadcast', 'hold', broadcast, '--heads', heads, '--reason', '確認済み')
    town.run('callsheet', broadcast)
    town.say('callsheet', broadcast)
    town.run('callsheet', broadcast, '--order', 'district', '--pdf', town.out / 'calls.pdf')
    calls = town.run('callsheet', broadcast, '--big', '--pdf', town.out / 'calls-big.pdf')['calls']
    hers, = [call for call in calls if call['register-number'] == NUMBER]
    assert hers['phones'] == [] and hers['why'] == 'protected', hers
    town.ask('callsheet', 'done', hers['ref'], 'wrong-number')
    town.ask('callsheet', 'done', hers['ref'], 'refused')
    town.run('callsheet', 'done', hers['ref'], 'absent')
    town.say('callsheet', 'done', hers['ref'], 'spoke')
    town.run('resident', 'edit', '0004', '--address', '滝上町字元町3番地', '--postal-code', '0995601')
    town.run('letters', broadcast, '--pdf', town.out / 'letters.pdf')
    town.say('letters', broadcast)
    town.run('address-labels', '--broadcast', broadcast, '--one-each', '--pdf', town.out / 'address-labels.pdf')
    town.say('address-labels', '--broadcast', broadcast)
    town.ask('letters', 'posted', town.run('papers', broadcast)['papers'][0]['sheet'])
    town.run('papers', broadcast)
    town.say('papers')
    town.run('paper-return', town.run('papers', broadcast)['papers'][0]['sheet'])


def walk_broadcasts(town):
    """To everybody, her too: she is told by hand, and nothing tells why."""
    path = town.folder / 'broadcast.json'

    def draft(**members):
        path.write_text(json.dumps({'name': '秋の健診', 'rule': {}, 'text': '{name}さんへのお知らせです。', **members}), encoding='utf-8')
        return town.run('broadcast', 'new', path)['broadcast']

    first = draft()
    town.run('broadcast', 'edit', first, '--form', 'card')
    path.with_name('numbers.csv').write_text('電話\n090-5555-0001\n', encoding='utf-8')
    town.run('broadcast', 'numbers', first, path.with_name('numbers.csv'))
    town.say('broadcast', 'check', first)
    link = town.run('contact', 'show', '0004')['contacts'][0]['link']
    town.run('broadcast', 'test', first, '--resident', '0004', '--link', link)
    heads = town.run('broadcast', 'check', first)['heads']
    town.run('broadcast', 'hold', first, '--heads', heads, '--reason', '確認済み')
    town.run('broadcast', 'go', first)
    town.ask('send', '--until-idle')
    town.ask('broadcast', 'stop', first)
    town.ask('broadcast', 'resume', first)
    town.ask('broadcast', 'stop', first)
    town.ask('broadcast', 'correct', first)
    town.ask('broadcast', 'retry', first)
    for words in (('broadcast', 'status', first), ('broadcast', 'list'), ('broadcast', 'results', first)):
        town.run(*words)
        town.say(*words)
    rows = town.run('broadcast', 'results', first, '--csv', town.out / 'results.csv', '--pdf', town.out / 'results.pdf')['results']
    assert any(row['register-number'] == NUMBER for row in rows), rows
    town.run('broadcast', 'discard', draft())
    walk_by_hand(town, draft(channels='by-hand', text='お知らせです。'))
    rule = town.run('reminder', 'add', '--at', '10:00', '--text', '{date} {time}に{venue}でお待ちしています。')['rule']
    town.say('reminder', 'list')
    town.run('reminder', 'change', rule, '--days', 2)
    town.say('reminder', 'next')
    town.run('reminder', 'remove', rule)


def walk_reception(town):
    """She comes without a booking; somebody else does not come."""
    session = town.run('session', 'add', '--programme', town.programme, '--date', '2026-10-20', '--venue', '保健センター',
                       '--slots', '09:00-10:00/60x4')
    town.run('book', '--slot', session['slots'][0]['slot'], '--resident', '0004')
    day = session['session']
    for text in (*SEARCHES, '1234567890', '210156010001234567', 'MHB00000001'):
        town.ask('reception', 'scan', day, text)
    town.ask('reception', 'walk-in', day, NUMBER)
    walked = town.run('reception', 'walk-in', day, NUMBER, '--reason', '夫と来た', '--instead', '--override', '医師の指示')['booking']
    lot = town.run('lot', 'add', town.programme, 'SH012')['id']
    town.ask('reception', 'check', walked, '--lot', lot)
    town.run('reception', 'set', walked, 'done', '--lot', lot, '--override', '医師の指示')
    town.run('lot', 'retire', lot)
    town.run('lot', 'offer', lot)
    for words in (('reception', 'show', day), ('reception', 'close', day, '--dry-run'), ('lot', 'list', town.programme)):
        town.run(*words)
        town.say(*words)
    town.run('reception', 'set', walked, 'no-show')
    town.run('reception', 'close', day)
    for name, place in (('no-shows', day), ('not-yet', town.programme)):
        for purpose in ('all', 'letters', 'calls', 'names'):
            town.ask(name, place, '--for', purpose, '--output', town.out / f'{name}-{purpose}.csv')
        town.ask(name, place, '--print', town.out / f'{name}.pdf')
        town.say(name, place)
    town.ask('no-shows', day, '--to-waiting')
    town.ask('loose-doses')
    town.say('loose-doses')


def walk_audiences(town):
    """Whoever is named by where he lives, she is neither among them nor missing."""
    rule = town.out / 'rule.json'
    number = next(row['resident'] for row in sqlite_rows(town, 'SELECT id AS resident FROM resident WHERE register_number = ?', NUMBER))
    place = {'districts': [{'system': 1, 'names': ['北']}], 'sex': ['female']}
    counts = []
    for conditions in ({}, {'sex': ['female']}, place, {'households': ['H0002']}, {'channels': ['line']}, {'only': [number]},
                       {**place, 'minus': [number]}):
        rule.write_text(json.dumps(conditions), encoding='utf-8')
        counts.append(town.run('audience', 'preview', rule, '--sample', 50))
        town.say('audience', 'preview', rule)
    found, = [row for row in counts[2]['sample'] if row['register-number'] == NUMBER]
    assert (found['reach'], found['reason']) == ('none', 'unclear'), found
    town.run('audience', 'save', '北の女性', rule)
    for words in (('audience', 'list'), ('audience', 'preview', '--saved', '北の女性')):
        town.run(*words)
        town.say(*words)
    town.run('audience', 'remove', '北の女性')
    numbers = town.folder / 'numbers.csv'
    numbers.write_text(f'番号\n{NUMBER}\n0002\n', encoding='utf-8')
    assert town.run('audience', 'from-csv', numbers)['people'] == 2
    town.say('audience', 'from-csv', numbers)
    for text in SEARCHES:
        made = json.loads(town.run('audience', 'from-list', '--search', text)['rule'])
        assert made == {'only': []}, f'she is named by {text}'
    town.run('audience', 'from-list', '--not-yet', town.programme)
    town.run('audience', 'from-list', '--no-shows', town.session)


def walk_blackout(town):
    """Paper and file for a day without power, and slips about the protected person."""
    made = town.run('blackout', 'make', town.out, '--slips', 8)
    assert made['people'] > 0, made
    assert NUMBER in json.dumps(town.run('blackout', 'open', made['file']))
    slips = [{'slip': f"{made['code']}-{n}", 'what': what, 'resident': NUMBER, 'slot': town.slots[0]}
             for n, what in enumerate(('cancel', 'book', 'done', 'walk-in'), 1)]
    path = town.out / 'slips.json'
    path.write_text(json.dumps({'entries': slips}), encoding='utf-8')
    town.run('blackout', 'enter', path, '--dry-run')
    town.run('blackout', 'enter', path)
    town.run('blackout', 'status')
    town.say('blackout', 'status')
    for row in town.run('blackout', 'status', made['code'])['packs'][0]['open']:
        town.ask('blackout', 'again', row['slip'])
        town.ask('blackout', 'leave', row['slip'], '--reason', '確認済み')
    town.run('blackout', 'settle', made['code'], '--rest-unused')


def walk_exports(town):
    """Every list with all its columns, and for the purpose that shows the most."""
    for name in ('residents', 'bookings', 'roster', 'waiting', 'offers', 'deliveries', 'calls', 'problems', 'results', 'refills'):
        known = town.run('export', 'columns', name)
        assert known, name
        done = []
        for purpose in ('all', 'letters', 'calls', 'names'):
            for extra in ((), ('--session', town.session), ('--programme', town.programme)):
                path = town.out / f'{name}-{purpose}-{len(extra) and extra[0]}.csv'
                done.append(town.ask('export', name, '--for', purpose, '--format', 'utf-8', '--output', path, *extra))
        assert any('document' in answer for answer in done), f'{name}: {done[0]}'
    town.say('export', 'residents', '--for', 'all', '--preview')
    for text in SEARCHES:
        town.ask('export', 'residents', '--search', text, '--for', 'names', '--format', 'utf-8', '--output',
                 town.out / f'search-{len(list(town.out.iterdir()))}.csv')


def walk_outgoing(town):
    """A broadcast that names her, too, leaves in a file for an SMS service."""
    town.write(
        ("INSERT INTO broadcast (id, kind, name, state, rule, text, code) "
         "VALUES (9001, 'notice', 'お知らせ', 'running', '{}', 'お知らせ', '9001X')", ()),
        ("INSERT INTO delivery (act, kind, resident, body, state, due_at, state_at, reason, broadcast) "
         "SELECT 1, 'broadcast', id, 'お知らせ', 'by-hand', 1, 1, 'channel-off', 9001 FROM resident "
         "WHERE register_number = ? OR id IN (SELECT resident FROM contact_link) LIMIT 8", (NUMBER,)),
        ("INSERT INTO broadcast_person (broadcast, resident, delivery) SELECT broadcast, resident, id FROM delivery WHERE broadcast = 9001", ()))
    path = town.out / 'sms.csv'
    columns = ('--columns', 'ref,phone,name,body,date,time', '--format', 'utf-8')
    town.ask('export', 'sms-csv', 9001, path, *columns)
    town.say('export', 'sms-csv', 9001, path, *columns)
    back = town.folder / 'results.csv'
    back.write_text('00000000,送達\n', encoding='utf-8')
    town.ask('import', 'sms-results', back, '--ref-column', 1, '--result-column', 2)


def walk_box(town):
    """What leaves in a box with her among those who wait, read on another computer, and what comes back."""
    other = Other(town)
    cards = {}
    for role, computer in (('register', town), ('sender', other)):
        computer.ask('config', 'set', 'box.role', role)
        cards[role] = town.folder / f'{role}.txt'
        fingerprint = computer.ask('box', 'key', cards[role])['document']['fingerprint']
        (other if computer is town else town).digits = fingerprint
    for computer, card in ((town, cards['sender']), (other, cards['register'])):
        computer.ask('box', 'pair', card)
        computer.ask('box', 'pair', card, '--fingerprint', computer.digits)
    town.write(*(('INSERT INTO delivery (act, kind, resident, body, state, due_at, state_at) '
                  "SELECT 1, 'offer-lost', id, 'お知らせです。', 'due', 1, 1 FROM resident WHERE register_number = ?", (number,))
                 for number in (NUMBER, '0003', '0004')))
    box, results = town.folder / 'box.txt', town.folder / 'results.txt'
    for words in (('write', box), ('status',), ('write', town.folder / 'again.txt', '--again', 1)):
        town.ask('box', *words)
        town.say('box', *words)
    for words in (('look', box), ('send', box), ('status',), ('go-on', 1), ('stop', 1), ('results', results)):
        other.ask('box', *words)
        town.covered.add(f'box {words[0]}')
    town.ask('box', 'read', results)
    town.say('box', 'read', results)
    town.run('config', 'set', 'box.role', 'none')


def walk_files(town):
    """A file that moves her to another address, and one with her LINE account."""
    path = town.folder / 'residents.csv'
    path.write_bytes(('宛名番号,氏名,氏名カナ,生年月日,住所,電話番号\r\n'
                      f'{NUMBER},夏目　あかり,ナツメ　アカリ,1950-03-01,ヒミツ新町9番地,090-7707-7099\r\n'
                      '0002,夏目　一郎,ナツメ　イチロウ,1950-03-01,元町3番地,\r\n').encode('cp932'))
    town.run('import', 'residents', path, '--dry-run')
    town.run('import', 'residents', path)
    path.write_text(f'ユーザーID,宛名番号\n{LINE_ID},{NUMBER}\n{OTHER_LINE_ID}2,{NUMBER}\n', encoding='utf-8')
    town.run('import', 'contacts', path)
    town.run('undo')


def walk_keeping(town):
    """Who sits at the desk, what the log tells, what was lost, and what is kept too long."""
    for words in (('log',), ('log', '--person', NUMBER), ('loss', 'list'), ('operator', 'list'), ('retention', 'list'),
                  ('retention', 'candidates')):
        town.run(*words)
        town.say(*words)
    town.run('log', 'export', town.out / 'log.csv')
    for lost in town.run('loss', 'list')['entries'][:4]:
        town.ask('loss', 'report', lost['entry'], '--output', town.out / f'lost-{lost["entry"]}.csv')
        town.ask('loss', 'report', lost['entry'], '--output', town.out / f'lost-{lost["entry"]}.pdf')
    town.ask('operator', 'add', '保健 二郎')
    for words in (('rename', 1, '保健 三郎'), ('pin', 1), ('clear-pin', 1), ('off', 1), ('on', 1)):
        town.ask('operator', *words)
    town.ask('retention', 'set', 'people-dead', 5)
    town.ask('retention', 'candidates')
    town.ask('retention', 'delete', '--count', 0, '--reason', '決定')
    town.ask('retention', 'wipe')
    town.ask('retention', 'certificate', 1, town.out / 'certificate.pdf')


def walk_days(town):
    """A day of its own, changed, copied and called off with her on it."""
    path = town.folder / 'days.json'
    path.write_text('{"name": "胃がん検診"}', encoding='utf-8')
    programme = town.run('programme', 'add', path)['programme']
    day = town.run('session', 'add', '--programme', programme, '--date', '2026-11-10', '--venue', '保健センター', '--slots', '9:00-9:20x3')
    session, slot = day['session'], day['slots'][0]['slot']
    town.run('window', 'add', '--session', session, '--from', '2026-10-01 09:00', '--min-years', 65)
    town.run('window', 'remove', town.run('window', 'list', session)['windows'][0]['window'])
    copy = town.run('session', 'copy', session, '2026-11-17')['new-days'][0]['session']
    for number in (NUMBER, '0003'):
        town.run('book', '--slot', slot, '--resident', number)
    for words in (('capacity', 2), ('phone', 1), ('block', 0), ('unblock', 0)):
        town.run('slot', words[0], slot, words[1])
    town.run('session', 'edit', session, '--note', '駐車場は北側')
    town.run('session', 'close', session)
    town.run('session', 'reopen', session)
    for words in (('session', 'cancel', session, '--move-to', copy, '--first-in-line', '--dry-run'),
                  ('session', 'cancel', session, '--move-to', copy)):
        town.run(*words) if '--dry-run' not in words else town.say(*words)
    town.say('session', 'cancel', copy, '--first-in-line')
    path = town.folder / 'holidays.csv'
    path.write_text('2026/11/3,文化の日\n', encoding='utf-8')
    town.run('holidays', 'import', path)
    town.run('holidays', 'list')


def walk_words(town):
    """What is said to many, as she and her household would read it."""
    path = town.folder / 'words.txt'
    path.write_text('{name}様（{kana}）、{date} {time}、{venue}です。', encoding='utf-8')
    town.run('words', 'check', path)
    text = town.run('template', 'save', '前日', '--file', path, '--easy', '{date} {venue}')['saved-text']
    town.run('template', 'list')
    town.say('template', 'list')
    for number in (NUMBER, '0002', '0003'):
        for extra in ((), ('--session', town.session), ('--session', town.session, '--shared')):
            town.ask('template', 'preview', text, '--resident', number, *extra)
            town.say('template', 'preview', text, '--resident', number, *extra)
    other = town.run('template', 'save', '断水', '--text', '断水です。{name}様')['saved-text']
    assert '夏目' in town.run('template', 'preview', other, '--resident', NUMBER)['words']
    town.run('template', 'remove', other)
    town.ask('find-code', 'R0H1Y')
    town.say('find-code', 'R0H1Y')


def walk_the_rest(town):
    for words in (('acts',), ('audit',), ('audit', '--person', NUMBER), ('audit', '--verify'), ('check',), ('config', 'list'),
                  ('config', 'get', 'town.name'), ('secret', 'status'), ('clock',), ('stop',), ('resume',)):
        town.run(*words)
        town.say(*words)
    for words in (('import', 'profiles'), ('import', 'rename', 'a', 'b'), ('import', 'forget', 'a'), ('glyphs',), ('glyph', '髙', '高'),
                  ('offers', 'release'), ('backup', 'list'), ('backup', 'status'), ('backup', 'drill', town.folder / 'nothing'),
                  ('backup', 'sheet', town.folder / 'sheet.pdf')):
        town.ask(*words)
    town.run('handbook', town.out / 'handbook.pdf', '--with-town')
    town.ask('test', 'line')
    town.ask('secret', 'clear', 'line.token')
    for act in town.run('acts', '--limit', 100)['acts']:
        town.ask('undo', act['act'])
    town.run('unprotect', NUMBER, '--last', '2026-12-31', '--reason', '申出')
    town.run('backup', town.folder / 'backup.db')
    town.ask('init')


def walk(root):
    sandbox, port = start_sandbox(root)
    town = WalkTown(root, CTL)
    seen = Walk()
    try:
        town.found()
        set_up_sending(town, port)
        town.hide()
        town.walk = seen
        town.open_days()
        walk_people(town)
        walk_family(town)
        walk_contacts(town)
        walk_together(town)
        walk_programmes(town)
        booking = walk_bookings(town)
        walk_refill(town, booking, root)
        walk_blackout(town)
        walk_broadcasts(town)
        walk_reception(town)
        walk_audiences(town)
        walk_exports(town)
        walk_outgoing(town)
        walk_box(town)
        walk_files(town)
        walk_keeping(town)
        walk_days(town)
        walk_words(town)
        walk_the_rest(town)
        town.ask('restore', town.folder / 'backup.db')
        town.see_files()
        assert len(list(town.out.iterdir())) > 10, 'the prints and exports'
    finally:
        town.close()
        sandbox.stdin.close()
        sandbox.wait()
        sandbox.stdout.close()
    return town, seen


def test_nothing_tells_where_she_is(town, seen):
    """No output, print, message or log has a mark in it."""
    assert seen.looked > 20000, f'only {seen.looked} characters were looked at'
    seen.judge()


def find_raw_words(text):
    """English words and codes in @text, but no fields in braces and no address."""
    return sorted(set(RAW_WORD.findall(re.sub(r'\{[a-z-]+\}', '', text))) - PLAIN)


def put_into_words(town, documents):
    lines = ''.join(f'{command}\t{json.dumps(document)}\n' for command, document in documents)
    done = subprocess.run([str(BUILD / 'tests' / 'walk' / 'plain-words')], input=lines, env=town.env, capture_output=True, text=True, check=True)
    texts = json.loads(done.stdout)
    assert len(texts) == len(documents), f'{len(texts)} of {len(documents)} documents were put into words'
    return texts


def list_members(schema, holder=None):
    """The names of all members that a document of @schema may have, each with the member that holds it."""
    if isinstance(schema, dict):
        for name, value in schema.get('properties', {}).items():
            yield holder, name
            yield from list_members(value, name)
        for key, value in schema.items():
            if key != 'properties':
                yield from list_members(value, holder)
    elif isinstance(schema, list):
        for value in schema:
            yield from list_members(value, holder)


def test_every_member_has_a_name(town, seen):
    """Those, too, that the walk did not meet; what a command reads is not shown."""
    names = {}
    for path in sorted((SOURCE / 'data' / 'schema').glob('*.json')):
        if path.stem not in SCHEMAS_OF_INPUT:
            for holder, name in list_members(json.loads(path.read_text(encoding='utf-8'))):
                names.setdefault((holder, name), path.stem.replace('-', ' '))
    assert len(names) > 300, len(names)
    texts = put_into_words(town, [(command, {name: 1} if holder is None else {holder: {name: 1}}) for (holder, name), command in names.items()])
    raw = [f'{name} ({names[holder, name]})' for (holder, name), text in zip(names, texts) if re.search(rf'^ *{name}\W', text, re.M)]
    assert not raw, 'without a name for people: ' + ', '.join(raw)


def test_what_people_read_is_in_their_language(town, seen):
    """Lines for people bear no code, no English word and no member of a document."""
    assert len(town.documents) > 300, len(town.documents)
    texts = put_into_words(town, town.documents)
    drawn = set(re.findall(r'"code": "(\w+)"', json.dumps([document for _, document in town.documents])))
    raw = {}
    for (command, _), text in zip(town.documents, texts):
        if not any(command == name or command.startswith(name + ' ') for name in IN_CODES):
            for word in set(find_raw_words(text)) - drawn:
                raw.setdefault(word, command)
    assert not raw, 'not in Japanese: ' + ', '.join(f'{word} ({command})' for word, command in sorted(raw.items()))


def test_every_command_is_walked(town, seen):
    """What is new has to be taken into the walk."""
    missing = town.commands() - town.covered - set(LEFT_OUT)
    assert not missing, 'the walk does not come by: ' + ', '.join(sorted(missing))
    gone = set(LEFT_OUT) - town.commands()
    assert not gone, 'left out, but no longer there: ' + ', '.join(sorted(gone))


def main():
    tests = [(name[5:], func) for name, func in globals().items() if name.startswith('test_')]
    if shutil.which('pdftotext') is None:
        print('1..0 # SKIP pdftotext is not installed')
        sys.exit(0)
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    root = Path(tempfile.mkdtemp(prefix='machihoken-walk-'))
    try:
        result = walk(root)
        for number, (name, func) in enumerate(tests, 1):
            try:
                func(*result)
                print(f'ok {number} {name}', flush=True)
            except AssertionError as error:
                failed += 1
                print('\n'.join('# ' + line for line in str(error).splitlines()))
                print(f'not ok {number} {name}', flush=True)
    except Exception:
        failed += 1
        print('\n'.join('# ' + line for line in traceback.format_exc().splitlines()))
        print('Bail out! The walk came to no end')
    finally:
        shutil.rmtree(root)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
