# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""machihokenctl as somebody at a terminal uses it: the real program, a real town, LINE and SMS by the sandbox. Every document is held
against its schema in data/schema, which allows nothing that it does not name."""

import csv
import hashlib
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

try:
    import jsonschema
except ImportError:
    print('1..0 # SKIP python3-jsonschema is not installed')
    sys.exit(0)

SOURCE = Path(os.environ['MH_SOURCE_ROOT'])
BUILD = Path(os.environ['MH_BUILD_ROOT'])
CTL = BUILD / 'src' / 'ctl' / 'machihokenctl'
SANDBOX = BUILD / 'src' / 'sandbox' / 'machihoken-sandbox'
START = 1792454400000  # 2026-10-20 09:00 in Tokyo
MINUTE = 60000
TENANT = '0f3c2a1e-1111-4222-8333-444455556666'
LINE_ID = 'U0123456789abcdef0123456789abcde%x'
SECRET_ADDRESS = '秘密町9-9'
SECRET_PHONE = '090-9999-8888'


def schema(name):
    found = json.loads((SOURCE / 'data' / 'schema' / f'{name}.json').read_text(encoding='utf-8'))
    jsonschema.Draft7Validator.check_schema(found)
    return found


class Town:
    """A data folder, a clock that stands still, and the calls of the program on it."""

    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix='machihoken-ctl-'))
        self.dir = self.root / 'town'
        self.clock = self.root / 'clock'
        self.outputs = []
        self.sandbox = None
        self.set_time(START)
        # Without a desktop's keyring: libsecret's own file.
        self.env = dict(os.environ, SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=str(self.root / 'keyring'),
                        SECRET_FILE_TEST_PASSWORD='test')


    def close(self):
        if self.sandbox is not None:
            self.sandbox.stdin.close()
            self.sandbox.wait()
            self.sandbox.stdout.close()
        shutil.rmtree(self.root)

    def set_time(self, ms):
        self.now = ms
        self.clock.write_text(str(ms))

    def call(self, *words, before=('--json',), **more):
        argv = [CTL, '--data', self.dir, '--clock', self.clock, '--operator', '保健 花子', *before, *words]
        # A leak in a library without frame pointers is known by its whole stack only, which takes time to find.
        env = dict(self.env, ASAN_OPTIONS='fast_unwind_on_malloc=0') if words[:1] == ('secret',) else self.env
        # libsecret 0.20.5 leaks what a look-up finds; tests/service/test-box.c looks for leaks of our own.
        env = dict(self.env, ASAN_OPTIONS='detect_leaks=0') if words[:1] == ('box',) else env
        done = subprocess.run([word if isinstance(word, bytes) else str(word) for word in argv],
                              env=env, capture_output=True, text=True, check=False, **more)
        self.outputs.append(done.stdout + done.stderr)
        return done

    def run(self, *words, name=None, status=0, **more):
        """The document of a command that must end with @status, held against the schema @name (of the words by default)."""
        done = self.call(*words, **more)
        assert done.returncode == status, f'{words}: {done.returncode}, {done.stderr}'
        document = json.loads(done.stdout)
        jsonschema.validate(document, schema(name or words[0]))
        return document

    def refuse(self, *words, status=1, **more):
        done = self.call(*words, **more)
        assert done.returncode == status, f'{words}: {done.returncode}, {done.stdout}{done.stderr}'
        assert done.stdout == '', done.stdout
        line = [text for text in done.stderr.splitlines() if text][0]
        return line

    def start_sandbox(self):
        self.sandbox = subprocess.Popen([str(SANDBOX), '--port', '0', '--journal', str(self.root / 'journal'), '--exit-with-stdin'],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return json.loads(self.sandbox.stdout.readline())['port']

    def journal(self):
        path = self.root / 'journal'
        return [json.loads(line) for line in path.read_text(encoding='utf-8').splitlines()] if path.exists() else []

    # What most stories begin with.

    def found(self):
        self.run('init', '--practice', '--residents', 0)
        self.run('config', 'set', 'town.name', '滝上町', name='config-set')
        self.run('config', 'set', 'town.phone', '0158-29-1111', name='config-set')

    def add_people(self, n):
        for i in range(n):
            self.run('resident', 'add', '--register-number', f'{i:04}', '--name', f'山田　{i}子', '--kana', 'ヤマダ　ハナコ',
                     '--birth', '1950-03-01', '--sex', 'female', name='resident-add')

    def add_days(self):
        path = self.root / 'programme.json'
        path.write_text(json.dumps({'name': 'インフルエンザ 令和8年度', 'age': {'min-years': 65}}), encoding='utf-8')
        programme = self.run('programme', 'add', path, name='programme-add')['programme']
        session = self.run('session', 'add', '--programme', programme, '--date', '2026-11-05', '--venue', '保健センター',
                           '--slots', '09:00-10:00/30x2', '--phone', 1, name='session-add')
        return programme, session

    def add_channels(self):
        port = self.start_sandbox()
        self.run('config', 'set', 'line.endpoint', f'http://127.0.0.1:{port}', name='config-set')
        self.run('config', 'set', 'sms.karaden.endpoint', f'http://127.0.0.1:{port}/api/{TENANT}', name='config-set')
        self.run('config', 'set', 'sms.karaden.service-id', '1', name='config-set')
        for name in ('line.token', 'sms.karaden.token'):
            kept = self.run('secret', 'set', name, name='secret-set', input='a-token-nobody-may-see\n')
            assert kept == {'name': name, 'kept': True}


def test_story(town):
    """From an empty town to the losers of an offer, told."""
    town.found()
    assert town.run('config', 'get', 'town.name', name='config-get')['value'] == '滝上町'
    town.add_people(6)
    programme, session = town.add_days()
    nine, half_past = [slot['slot'] for slot in session['slots']]
    town.add_channels()

    town.run('contact', 'add', '0001', '--line', LINE_ID % 1, name='contact-add')
    town.run('contact', 'add', '0002', '--mobile', '090-1234-5678', name='contact-add')
    town.run('contact', 'add', '0003', '--landline', '0158-29-2222', name='contact-add')

    first = town.run('book', '--slot', nine, '--resident', '0000', '--proxy', '山田　良子', '--relation', '娘')
    town.run('book', '--slot', nine, '--resident', '0004', '--via', 'counter')
    moved = town.run('move', first['booking'], '--slot', half_past)
    assert moved['start'] == '09:30'
    bookings = town.run('bookings', session['session'])['bookings']
    assert [row['proxy'] for row in bookings] == [None, '山田　良子']
    assert town.run('bookings', '--resident', '0000')['bookings'][0]['booking'] == moved['booking']
    slots = town.run('slots', session['session'])['slots']
    assert [slot['booked'] for slot in slots] == [1, 1]

    for number in ('0001', '0002', '0003'):
        town.run('wait', 'add', '--programme', programme, '--resident', number, name='wait-add')
    assert len(town.run('wait', 'list', name='wait-list')['units']) == 3

    preview = town.run('cancel', moved['booking'], '--refill', '--preview', name='cancel-refill')
    assert preview['act'] is None and len(preview['offers']) == 3
    done = town.run('cancel', moved['booking'], '--refill', name='cancel-refill')
    assert [row['decision'] for row in done['plan']] == ['chosen'] * 3
    assert len(done['deliveries']) == 3 and done['freed'] == 1

    assert town.run('send')['sent'] == 0, 'what is held must not leave'
    town.set_time(done['held-until'])
    sent = town.run('send', '--until-idle')
    assert sent['problem'] is None, sent['problem']
    assert len(town.journal()) == 2
    states = {row['register-number']: row['state'] for row in town.run('deliveries')['deliveries']}
    assert states['0001'] == 'accepted' and states['0003'] == 'by-hand', states

    today = town.run('today')
    assert [line['kind'] for line in today['lines']] == ['offer'] * 3 + ['free', 'by-hand'], today['lines']
    assert today['days'][0]['held'] == 1 and today['residents'] == 6

    offers = {offer['people'][0]['register-number']: offer for offer in town.run('offers', '--state', 'open')['offers']}
    script = town.run('offer', 'script', offers['0003']['offer'], name='offer-script')['script']
    assert '滝上町' in script
    by_hand = town.run('deliveries', '--state', 'by-hand')['deliveries'][0]
    town.run('deliveries', 'done', by_hand['delivery'], name='deliveries-done')
    assert town.run('offer', 'accept', offers['0002']['offer'], name='offer-accept')['state'] == 'accepted'
    town.refuse('offer', 'accept', offers['0001']['offer'])
    town.set_time(town.now + 11000)
    assert town.run('send', '--until-idle')['sent'] > 0, 'the process before has given back its turn'
    assert len(town.journal()) > 2, 'the losers are told'

    pdf = town.root / 'roster.pdf'
    roster = town.run('roster', session['session'], '--order', 'kana', '--output', pdf)
    assert roster['rows'] == 2 and roster['copy'] == 1 and pdf.read_bytes().startswith(b'%PDF')
    assert town.run('roster', session['session'], '--output', pdf, '--preview')['copy'] is None
    assert town.run('check') == {'whole': True, 'findings': []}
    assert town.run('audit', '--verify', name='audit-verify')['whole']
    assert town.run('audit', '--person', '0002')['entries']
    assert town.run('acts', '--limit', 3)['acts']
    assert town.run('round', 'list', name='round-list')['rounds'] == []


def test_rosters(town):
    """Lists on paper: purposes, orders, layouts, what has changed, copies that come back, slips, labels, a whole day."""
    town.found()
    town.add_people(4)
    programme, session = town.add_days()
    number, slot = session['session'], session['slots'][0]['slot']
    date = town.run('slots', number)['date']
    bookings = [town.run('book', '--slot', slot, '--resident', f'000{i}', '--override', '試験')['booking'] for i in range(2)]
    pdf = town.root / 'roster.pdf'

    roster = town.run('roster', number, '--recipient', '受付', '--recipient', '会場', '--qr', '--output', pdf)
    assert [copy['recipient'] for copy in roster['copies']] == ['受付', '会場'] and roster['copy'] == 1
    assert [copy['copy'] for copy in roster['copies']] == [1, 2]
    assert town.run('roster', number, '--purpose', 'doctor', '--order', 'kana,time', '--output', pdf)['copy'] == 1
    assert town.run('roster', number, '--last', '--preview', '--output', pdf)['purpose'] == 'doctor'
    assert town.run('roster', number, '--columns', 'name,lot-box,barcode', '--output', pdf)['purpose'] == 'custom'
    for words in (('--columns', 'name,none'), ('--purpose', 'choir'), ('--order', 'time,time,time,time'), ('--blank-rows', 51)):
        town.refuse('roster', number, *words, '--output', pdf, status=2)

    assert town.run('roster-changes', number)['changes'] == []
    town.run('cancel', bookings[0])
    changes = town.run('roster-changes', number, '--since', roster['copies'][0]['print-no'], '--output', pdf)
    assert [change['change'] for change in changes['changes']] == ['cancelled'] and changes['copies'][0]['purpose'] == 'changes'
    assert pdf.read_bytes().startswith(b'%PDF')

    copies = town.run('roster-copies', '--out', '--output', pdf)['copies']
    assert len(copies) == 5 and not any(copy['overdue'] for copy in copies)
    done = town.run('roster-return', copies[0]['print-no'], copies[1]['print-no'], '--shredded')
    assert done['copies'] == 2 and len(town.run('roster-copies', '--out')['copies']) == 3
    town.run('undo', done['act'])
    assert len(town.run('roster-copies', number, '--out')['copies']) == 5
    town.run('roster-return', copies[0]['print-no'])
    assert town.run('roster-return', copies[0]['print-no'], '--out')['how'] is None
    town.refuse('roster-return', 99)

    town.run('roster-layout', 'save', '大きな名簿', '--big', '--order', 'kana', name='roster-layout-save')
    town.run('roster-layout', 'rename', '大きな名簿', '大', name='roster-layout-rename')
    assert town.run('roster-layouts')['layouts'] == [{'name': '大', 'purpose': 'reception', 'order': 'kana', 'columns': None, 'big': True}]
    assert town.run('roster', number, '--layout', '大', '--output', pdf)['order'] == 'kana'
    town.run('roster-layout', 'delete', '大', name='roster-layout-delete')
    town.refuse('roster', number, '--layout', '大', '--output', pdf)

    assert town.run('slips', number, '--booking', bookings[1], '--output', pdf)['rows'] == 1
    assert town.run('slips', number, '--preview', '--output', pdf)['rows'] == 1
    assert town.run('labels', number, '--columns', 3, '--rows', 8, '--side', 8, '--top', '12.5', '--output', pdf)['pages'] == 1
    town.refuse('labels', number, '--columns', 9, '--output', pdf)
    day = town.run('print-day', date, '--slips', '--output', pdf)
    assert day['slips'] >= 1 and [copy['purpose'] for copy in day['copies']].count('changes') >= 1, day
    town.refuse('print-day', '2030-01-01', '--output', pdf)


def test_answers(town):
    """Offers that are declined, run out, are closed and taken back."""
    town.found()
    town.add_people(4)
    programme, session = town.add_days()
    slot = session['slots'][0]['slot']
    booking = town.run('book', '--slot', slot, '--resident', '0000')['booking']
    for number in ('0001', '0002'):
        town.run('wait', 'add', '--programme', programme, '--resident', number, name='wait-add')
    town.run('cancel', booking, '--refill', name='cancel-refill')
    taken_back = town.run('undo')
    assert taken_back['kept'] == []
    assert town.run('slots', session['session'])['slots'][0]['booked'] == 1

    done = town.run('cancel', booking, '--refill', name='cancel-refill')
    assert town.run('round', 'list', name='round-list')['rounds'][0]['places'] == 1
    town.run('offer', 'decline', done['offers'][0]['offer'], name='offer-decline')
    town.set_time(max(offer['deadline-at'] for offer in done['offers']) + MINUTE)
    assert town.run('clock')['expired'] >= 1
    assert {offer['state'] for offer in town.run('offers', '--round', done['round'])['offers']} == {'declined', 'expired'}

    booking = town.run('book', '--slot', slot, '--resident', '0003')['booking']
    unit = town.run('wait', 'add', '--programme', programme, '--resident', '0000', name='wait-add')['unit']
    again = town.run('cancel', booking, '--refill', name='cancel-refill')
    town.run('round', 'close', again['round'], name='round-close')
    town.run('wait', 'withdraw', unit, name='wait-withdraw')
    assert town.run('check')['whole']

    booking = town.run('book', '--slot', slot, '--resident', '0003')['booking']
    mixed = town.run('cancel', booking, booking + 99, status=3)
    assert mixed['freed'] == 1 and mixed['cancelled'][1]['error']


def test_people(town):
    """The resident page: contacts, opting out, protection."""
    town.found()
    town.add_people(2)
    town.run('resident', 'edit', '0001', '--kana', 'ヤマモト　ハナコ', '--note', '耳が遠い', name='resident-edit')
    person = town.run('resident', 'show', '0001', name='resident-show')['person']
    assert person['kana'] == 'ヤマモト　ハナコ' and person['note'] == '耳が遠い' and person['name'] == '山田　1子'
    assert town.run('find', 'やまもと')['people'][0]['register-number'] == '0001'

    link = town.run('contact', 'add', '0001', '--mobile', '０９０１２３４５６７８', '--whose', '娘', name='contact-add')['link']
    town.run('contact', 'opt-out', '0001', link, name='contact-opt-out')
    assert town.run('find', '0001')['people'][0]['reach'] == 'by-hand'
    assert not town.run('contact', 'opt-out', '0001', link, '--again', name='contact-opt-out')['opted-out']
    assert town.run('find', '0001')['people'][0]['reach'] == 'sms'
    town.run('protect', '0001', '--from', 'R8.10.1')
    assert town.run('find', '0001')['people'][0]['reach'] == 'by-hand'
    town.run('contact', 'safe', '0001', link, '--reason', '本人の希望', name='contact-safe')
    assert town.run('find', '0001')['people'][0]['reach'] == 'sms'
    town.run('unprotect', '0001', '--last', '2026-10-19', '--reason', '期間満了')
    assert not town.run('find', '0001')['people'][0]['protected']
    town.run('contact', 'remove', '0001', link, name='contact-remove')
    assert town.run('resident', 'show', '0001', name='resident-show')['person']['contacts'] == []

    added = town.run('resident', 'add', '--name', '転入　花', name='resident-add')
    assert added['provisional']

    town.outputs.clear()
    town.run('contact', 'add', '0000', '--line', LINE_ID % 7, name='contact-add')
    assert town.run('resident', 'show', '0000', name='resident-show')['person']['contacts'][0]['value'] is None
    assert all(LINE_ID % 7 not in output for output in town.outputs), 'anybody with the token could write to it'


LIST = (
    '宛名番号,世帯番号,氏名,ｼﾒｲｶﾅ,生年月日,性別,郵便番号,住所,電話番号',
    '0000000101,501,渡邊　一郎,ﾜﾀﾅﾍﾞ ｲﾁﾛｳ,S15.1.2,男,0995601,滝上町栄町1,0158-29-0101',
    '0000000102,502,髙橋　二郎,ﾀｶﾊｼ ｼﾞﾛｳ,昭和20年3月4日,男,0995601,滝上町栄町2,090-1234-5678',
    ',503,番号　なし,ﾊﾞﾝｺﾞｳ ﾅｼ,S20.1.1,男,0995601,滝上町栄町3,',
    '0000000104,504,佐藤　ハル,ｻﾄｳ ﾊﾙ,不明,女,0995601,滝上町栄町4,123',
)


def test_import(town):
    """The resident list as an office PC writes it, its bad row, what changed, and all of it taken back."""
    town.found()
    town.run('config', 'set', 'town.area-code', '0158', name='config-set')
    path = town.root / 'residents.csv'
    path.write_bytes(('\r\n'.join(LIST) + '\r\n').encode('cp932'))

    look = town.run('import', 'residents', path, '--dry-run', name='import-residents', status=3)
    assert look['act'] is None and look['added'] == 3 and look['rows'] == 4
    assert [skip['line'] for skip in look['skipped']] == [4]
    assert town.run('find', '')['found'] == 0

    done = town.run('import', 'residents', path, '--as-of', 'R8.10.1', name='import-residents', status=3)
    fields = {column['column']: column['field'] for column in done['columns']}
    assert fields['宛名番号'] == 'register-number' and fields['ｼﾒｲｶﾅ'] == 'kana', fields
    assert {note['kind']: note['lines'] for note in done['notes']}['phone-invalid'] == [5]
    assert town.run('config', 'get', 'residents.as-of', name='config-get')['value'] == '2026-10-01'
    person = town.run('find', 'わたなべ')['people'][0]
    assert person['name'] == '渡邊　一郎' and person['birth'] == '1940-01-02' and person['phone'] == '0158-29-0101'
    again = town.run('import', 'residents', path, name='import-residents', status=3)
    assert (again['added'], again['changed'], again['unchanged']) == (0, 0, 3)

    path.write_bytes('番号,なまえ,ふりがな\n0000000101,渡辺　一郎,ワタナベ　イチロウ\n'.encode('utf-8'))
    profile = town.root / 'profile.json'
    profile.write_text('{"columns": {"番号": "register-number", "2": "name"}}', encoding='utf-8')
    jsonschema.validate(json.loads(profile.read_text(encoding='utf-8')), schema('import-profile'))
    changed = town.run('import', 'residents', path, '--profile', profile, '--map', 'ふりがな=kana', '--encoding', 'utf-8',
                       name='import-residents')
    assert (changed['changed'], changed['missing']) == (1, 2)
    assert town.run('find', '0000000101')['people'][0]['name'] == '渡辺　一郎'
    assert town.run('undo')['act'] == changed['act']
    assert town.run('find', '0000000101')['people'][0]['name'] == '渡邊　一郎'
    town.run('resident', 'edit', '0000000102', '--note', '訪問済み', name='resident-edit')
    kept = town.run('undo', done['act'], status=3)['kept']
    assert [row['register-number'] for row in kept] == ['0000000102'], 'who was changed since stays'

    path.write_text('ユーザーID,宛名番号\n' + LINE_ID % 2 + ',0000000102\n' + LINE_ID % 3 + ',999\n', encoding='utf-8')
    contacts = town.run('import', 'contacts', path, name='import-contacts', status=3)
    assert contacts['added'] == 1 and len(contacts['skipped']) == 1
    assert town.run('find', '0000000102')['people'][0]['reach'] == 'line'

    town.refuse('import', 'residents', town.root / 'nothing.csv')
    for words in (('--map', 'nothing'), ('--map', '番号=colour'), ('--encoding', 'ebcdic')):
        town.refuse('import', 'residents', path, *words, status=2)
    profile.write_text('["columns"]')
    town.refuse('import', 'residents', path, '--profile', profile)


SHAPES = (
    '住民一覧（令和8年11月1日現在）,,,,,,',
    '番号,氏名,カナ,生年月日,性別,支援措置,券番号',
    '0000000101,渡邊　一郎,ﾜﾀﾅﾍﾞ ｲﾁﾛｳ,18323,0,,77',
    '0000000102,葛\U000e0100西　二郎,ｶｻｲ ｼﾞﾛｳ,S20.3.4,1,有,',
    '0000000103,山本　三郎,ﾔﾏﾓﾄ ｻﾌﾞﾛｳ,S30.3.4,1,,3.8E+09',
    '合計,3人,,,,,',
)


def test_import_decisions(town):
    """What only a person can know: answers that are remembered, decisions about rows, the day of the list."""
    town.found()
    path = town.root / 'residents.csv'
    path.write_text('\n'.join(SHAPES) + '\n', encoding='utf-8')
    first = ('import', 'residents', path, '--map', '番号=register-number')

    look = town.run(*first, '--dry-run', name='import-residents', status=3)
    assert look['as-of'] == '2026-11-01' and look['warnings'], look['warnings']
    assert {row['kind']: row['field'] for row in look['questions']} == {'sex': 'sex', 'serial': 'birth-date'}
    assert [row['kind'] for row in look['skipped']] == ['title', 'total']
    assert [row['private'] for row in look['glyphs']] == [False]
    assert [row['state'] for row in look['changes']] == ['new'] * 3
    assert 'rounded' in {note['kind'] for note in look['notes']}

    done = town.run(*first, '--sex', '0=male', '--sex', '1=female', '--serials', 'birth-date', '--remember', '住民係', name='import-residents',
                    status=3)
    assert done['questions'] == [] and done['added'] == 3
    person = town.run('resident', 'show', '0000000101', name='resident-show')['person']
    assert (person['sex'], person['birth']) == ('male', '1950-03-01')
    assert town.run('find', '0000000102')['people'][0]['protected']
    again = town.run('import', 'residents', path, name='import-residents', status=3)
    assert again['profile'] == '住民係' and again['unchanged'] == 3 and again['questions'] == []

    town.run('resident', 'add', '--name', '赤井　実', '--kana', 'アカイ　ミノル', '--birth', '2026-10-01', name='resident-add')
    path.write_text('宛名番号,氏名,カナ,生年月日\n0000000110,赤井　実,アカイ　ミノル,R8.10.1\n0000000101,別　人,ベツ　ジン,S1.12.30\n',
                    encoding='utf-8')
    waiting = town.run('import', 'residents', path, name='import-residents', status=3)
    assert (waiting['pairs'], waiting['unclear'], waiting['missing']) == (1, 1, 2)
    assert [row['state'] for row in waiting['changes']] == ['pair', 'unclear'] and waiting['changes'][0]['like']
    assert town.run('find', '')['found'] == 4
    decisions = town.root / 'decisions.json'
    decisions.write_text(json.dumps({'pairs': {'2': 'same'}, 'accept': [3], 'missing': {'0000000103': {'status': 'dead', 'date': '2026-11-02'}}}))
    jsonschema.validate(json.loads(decisions.read_text()), schema('import-decisions'))
    town.run('import', 'residents', path, '--decisions', decisions, name='import-residents', status=3)
    assert town.run('find', '0000000110')['found'] == 1 and town.run('find', '')['found'] == 4
    assert town.run('find', '0000000101')['people'][0]['name'] == '別　人'
    assert town.run('find', '0000000103')['people'][0]['status'] == 'dead'
    assert town.run('find', '0000000102')['people'][0]['status'] == 'resident'

    assert [row['profile'] for row in town.run('import', 'profiles', name='import-profiles')['profiles']] == ['住民係']
    assert town.run('import', 'rename', '住民係', '町民課', name='import-rename')['profile'] == '町民課'
    town.refuse('import', 'rename', '住民係', '町民課')
    town.run('import', 'forget', '町民課', name='import-forget')
    assert town.run('import', 'profiles', name='import-profiles')['profiles'] == []
    town.run('glyph', '葛\U000e0100', '葛')
    assert town.run('glyphs')['glyphs'] == [{'character': '葛\U000e0100', 'shown': '葛'}]
    assert town.run('glyph', '葛\U000e0100')['shown'] is None
    town.refuse('glyph', '二字', '字')

    for words in (('--sex', '0=boy'), ('--serials', 'colour')):
        town.refuse('import', 'residents', path, *words, status=2)
    decisions.write_text('{"pairs": []}')
    town.refuse('import', 'residents', path, '--decisions', decisions)

    path.write_text('宛名番号,携帯,電話番号,誰の\n103,9012345678,123,長女\n', encoding='utf-8')
    contacts = town.run('import', 'contacts', path, name='import-contacts')
    assert (contacts['added'], contacts['problems'], contacts['numbers-restored'], contacts['phones-restored']) == (1, 1, 1, 1), contacts


def test_practice(town):
    """A practice town filled with made-up people is sound, and the same seed makes the same."""
    made = town.run('init', '--practice', '--residents', 200, '--seed', 7)
    assert 150 <= made['residents'] <= 250, made
    assert town.run('check') == {'whole': True, 'findings': []}
    people = town.run('find', '', '--limit', 0)['people']
    assert len(people) == made['residents']
    assert town.run('session', 'list', name='session-list')['sessions']
    assert town.run('programme', 'list', name='programme-list')['programmes']
    town.dir = town.root / 'second'
    town.run('init', '--practice', '--residents', 200, '--seed', 7)
    assert town.run('find', '', '--limit', 0)['people'] == people
    town.dir = town.root / 'usual'
    assert town.run('init', '--practice')['residents'] >= 2400


def test_protection(town):
    """Where a protected person lives stands in no output of any command."""
    town.found()
    town.add_people(3)
    programme, session = town.add_days()
    town.run('resident', 'edit', '0001', '--address', SECRET_ADDRESS, '--district', '秘密地区', '--household-number', '777777',
             name='resident-edit')
    town.run('contact', 'add', '0001', '--mobile', SECRET_PHONE, name='contact-add')
    town.run('protect', '0001', '--from', '2026-10-01')
    booking = town.run('book', '--slot', session['slots'][0]['slot'], '--resident', '0000')['booking']

    town.outputs.clear()
    town.run('wait', 'add', '--programme', programme, '--resident', '0001', name='wait-add')
    town.run('find', 'ヤマダ')
    town.run('find', '')
    assert town.run('find', '8888')['found'] == 0, 'never found by telephone'
    assert town.run('find', SECRET_ADDRESS)['found'] == 0
    town.run('resident', 'show', '0001', name='resident-show')
    town.run('wait', 'list', name='wait-list')
    town.run('cancel', booking, '--refill', name='cancel-refill')
    town.run('book', '--slot', session['slots'][1]['slot'], '--resident', '0001', '--override', '本人が来所')
    town.run('bookings', session['session'])
    town.run('offers')
    town.run('deliveries')
    town.run('audit')
    town.run('acts')
    town.call('resident', 'show', '0001', before=())
    town.call('find', 'ヤマダ', before=())
    pdf = town.root / 'roster.pdf'
    town.run('roster', session['session'], '--output', pdf)
    if shutil.which('pdftotext') is not None:
        town.outputs.append(subprocess.run(['pdftotext', str(pdf), '-'], capture_output=True, text=True, check=True).stdout)

    for output in town.outputs:
        for secret in (SECRET_ADDRESS, SECRET_PHONE, SECRET_PHONE.replace('-', ''), '秘密地区', '777777'):
            assert secret not in output, f'{secret} in {output}'

    shown = town.run('resident', 'show', '0001', '--reveal', '本人から電話', name='resident-show')['person']
    assert shown['revealed'] and shown['address'] == SECRET_ADDRESS
    entry = town.run('audit', '--person', '0001', '--limit', 1)['entries'][0]
    assert entry['kind'] == 'resident.reveal'


def test_sending(town):
    """Stop, resume, the connection test, and credentials that are never shown."""
    town.found()
    town.add_channels()
    assert town.run('test', 'line')['account']
    assert town.run('test', 'karaden')['account']
    assert town.run('test', 'sms')['account'] == town.run('test', 'karaden')['account']
    town.refuse('test', 'zettai')
    assert town.run('stop')['sending'] == 'off'
    assert town.run('config', 'get', 'sending', name='config-get')['value'] == 'off'
    assert town.run('resume')['sending'] == 'on'

    status = town.run('secret', 'status', name='secret-status')['secrets']
    assert {row['name']: row['kept'] for row in status} == {
        'line.token': True, 'line.channel-secret': False, 'sms.karaden.token': True,
        'sms.zettai.token': False, 'sms.twilio.token': False}
    town.run('secret', 'clear', 'line.token', name='secret-clear')
    assert not town.run('secret', 'status', name='secret-status')['secrets'][0]['kept']
    town.refuse('secret', 'set', 'line.token', input='\n')
    for output in town.outputs:
        assert 'a-token-nobody-may-see' not in output
    for path in town.dir.iterdir():
        assert b'a-token-nobody-may-see' not in path.read_bytes(), path


def test_other_sms_services(town):
    """Another service is tested before it is chosen, and sends once it is."""
    town.found()
    port = town.start_sandbox()
    account = 'AC0123456789abcdef0123456789abcdef'
    town.refuse('config', 'set', 'sms.provider', 'pigeon')
    town.refuse('config', 'set', 'sms.twilio.account-sid', 'AC1')
    for key, value in (('sms.zettai.endpoint', f'http://127.0.0.1:{port}'), ('sms.zettai.client-id', '123'),
                       ('sms.zettai.sms-code', '54321'), ('sms.twilio.endpoint', f'http://127.0.0.1:{port}'),
                       ('sms.twilio.account-sid', account), ('sms.twilio.from', 'TAKINOUE')):
        town.run('config', 'set', key, value, name='config-set')
    for name in ('sms.zettai.token', 'sms.twilio.token'):
        town.run('secret', 'set', name, name='secret-set', input='a-token\n')

    assert '123' in town.run('test', 'zettai')['account']
    assert town.run('test', 'twilio')['account']
    town.refuse('test', 'sms')
    town.run('config', 'set', 'sms.provider', 'zettai', name='config-set')
    assert '123' in town.run('test', 'sms')['account']


def test_sms_in_a_file(town):
    """What a broadcast says leaves in a file, and what became of it comes back."""
    town.found()
    town.add_people(3)
    database = sqlite3.connect(town.dir / 'machihoken.db')
    with database:
        act = database.execute('SELECT max (id) FROM act').fetchone()[0]
        database.execute('UPDATE act_now SET act = ?', (act,))
        database.execute("INSERT INTO broadcast (id, kind, name, state, rule, text, code) "
                         "VALUES (7, 'notice', 'お知らせ', 'running', '{}', 'お知らせ', 'AAAAA')")
        database.execute("INSERT INTO delivery (act, kind, resident, body, state, due_at, state_at, reason, broadcast) "
                         "SELECT ?, 'broadcast', id, '健診のお知らせ', 'by-hand', 1, 1, 'channel-off', 7 FROM resident", (act,))
        database.execute('INSERT INTO broadcast_person (broadcast, resident, delivery) SELECT broadcast, resident, id FROM delivery WHERE broadcast = 7')
        database.execute('INSERT OR IGNORE INTO contact (id, kind, value) VALUES (901, ?, ?)', ('mobile', '09055550901'))
        database.execute('INSERT INTO contact_link (resident, contact) SELECT max (id), 901 FROM resident')
        database.execute('UPDATE act_now SET act = NULL')
    database.close()

    path = town.root / 'sms.csv'
    town.refuse('export', 'sms-csv', 8, path)
    town.refuse('export', 'sms-csv', 7, path, '--columns', 'phone')
    made = town.run('export', 'sms-csv', 7, path, '--columns', 'ref,phone,body', '--format', 'utf-8', '--no-header',
                    name='export-sms-csv')
    with path.open(encoding='utf-8', newline='') as file:
        rows = list(csv.reader(file))
    assert made['rows'] == len(rows) and made['left'] == 0 and made['misfits'] == []
    assert made['sha256'] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert '09055550901' in [row[1] for row in rows]

    back = town.root / 'results.csv'
    back.write_text(''.join(f'{row[0]},送達\n' for row in rows), encoding='utf-8')
    words = ('import', 'sms-results', back, '--ref-column', '1', '--result-column', '2')
    assert town.run(*words, name='import-sms-results')['delivered'] == len(rows)
    assert town.run(*words, name='import-sms-results')['same'] == len(rows)
    town.refuse('import', 'sms-results', back, '--result-column', '2')


def test_keyring(town):
    """Without a keyring, one sentence and nothing else."""
    town.run('init')
    del town.env['SECRET_BACKEND']
    for name in ('DBUS_SESSION_BUS_ADDRESS', 'DISPLAY'):
        town.env.pop(name, None)
    town.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=' + str(town.root / 'nothing')
    assert 'keyring' in town.refuse('secret', 'status')


def test_backup(town):
    """A backup comes back; the practice town keeps to itself."""
    town.found()
    town.run('backup', town.root / 'backup.db')
    town.refuse('backup', town.root / 'backup.db')
    town.run('config', 'set', 'town.name', '別の町', name='config-set')
    restored = town.run('restore', town.root / 'backup.db')
    assert restored['kept-as'].endswith('.before-restore-1')
    assert town.run('config', 'get', 'town.name', name='config-get')['value'] == '滝上町'
    (town.root / 'rubbish').write_text('宛名番号')
    town.refuse('restore', town.root / 'rubbish')
    settings = {row['key']: row for row in town.run('config', 'list', name='config-list')['settings']}
    assert settings['practice']['value'] == '1' and settings['practice']['read-only']
    town.refuse('config', 'set', 'line.endpoint', 'https://api.line.me')

def test_backup_set(town):
    """The folder of backups, the drill, and a new computer with nothing but the sheet."""
    if shutil.which('pdftotext') is None:
        return
    town.found()
    town.add_people(2)
    assert town.run('backup', 'status', name='backup-status')['last-at'] is None
    made = town.run('backup')
    assert made['backed-up-at'] == town.now and made['bytes'] > 100000
    listed = town.run('backup', 'list', name='backup-list')
    assert [row['output'] for row in listed['backups']] == [made['output']]
    assert made['output'].startswith(listed['folder'])
    status = town.run('backup', 'status', name='backup-status')
    assert status['last-at'] == town.now and status['sheet-wanted'] and not status['late']
    assert town.run('backup', '--if-due') == {'output': None}  # a practice town owes none
    town.refuse('backup', '--if-due', town.root / 'x', status=2)

    town.run('config', 'set', 'town.name', '別の町', name='config-set')
    drill = town.run('backup', 'drill', made['output'], name='backup-drill')
    assert drill['whole'] and drill['backup']['residents'] == drill['town']['residents'] == 2
    assert drill['town']['log'] > drill['backup']['log']
    assert town.run('config', 'get', 'town.name', name='config-get')['value'] == '別の町'

    sheet = key_of(town)
    assert not town.run('backup', 'status', name='backup-status')['sheet-wanted']
    # The keyring is gone with the old computer; the sheet is there.
    (town.root / 'keyring').unlink()
    assert 'recovery key' in town.refuse('restore', made['output'])
    wrong = ('C' if sheet[0] == 'A' else 'A') + sheet[1:]
    assert 'group 1' in town.refuse('restore', made['output'], '--key', input=wrong)
    town.refuse('backup', 'drill', made['output'], '--key', input='')
    restored = town.run('restore', made['output'], '--key', input=sheet + '\n')
    assert restored['key-kept'] and restored['secrets-restored'] is False and restored['frozen'] == 0
    assert key_of(town) == sheet
    assert town.run('config', 'get', 'town.name', name='config-get')['value'] == '滝上町'
    assert 'do not stand still' in town.refuse('offers', 'release')


def key_of(town):
    """The key as the recovery sheet has it."""
    pdf = town.root / 'sheet.pdf'
    town.run('backup', 'sheet', pdf, name='backup-sheet')
    assert pdf.stat().st_mode & 0o777 == 0o600
    text = subprocess.run(['pdftotext', '-layout', str(pdf), '-'], capture_output=True, text=True, check=True).stdout
    pdf.unlink()
    found = re.findall(r'\b([ACEFHJKMNPRTUWXY]{5})\b', text)
    assert len(found) == 16, text
    return ' '.join(found)


def test_export(town):
    """Lists leave as files, with the fewest columns, and the log says so; what one ledger file told is not told again."""
    town.found()
    town.add_people(3)
    town.run('resident', 'add', '--name', '𠮷田　仮', '--kana', 'ヨシダ　カリ', '--birth', '1950-03-01', name='resident-add')
    programme, session = town.add_days()
    slot = session['slots'][0]['slot']
    path = town.root / 'list.csv'
    done = town.run('export', 'residents', '--output', path)
    assert done['rows'] == 4 and done['left-out'] == 0 and done['misfits'] == []
    text = path.read_bytes()
    assert text.startswith(b'\xef\xbb\xbf') and text.count(b'\r\n') == 5 and '𠮷田　仮'.encode() in text
    assert town.run('export', 'residents', '--for', 'letters', '--preview')['left-out'] == 4, 'nobody has an address'
    assert [row['usual'] for row in town.run('export', 'residents', '--preview', '--format', 'cp932', status=3)['misfits']] == ['吉']
    assert '𠮷' in town.refuse('export', 'residents', '--output', path, '--format', 'cp932')
    assert path.read_bytes() == text, 'what was refused has changed nothing'
    town.run('export', 'residents', '--output', path, '--format', 'cp932', '--misfits', 'usual', status=3)
    assert '吉田　仮' in path.read_bytes().decode('cp932')
    town.run('book', '--slot', slot, '--resident', '0000')
    roster = town.run('export', 'roster', '--session', session['session'], '--output', path, '--dates', 'words')
    assert roster['rows'] == 1 and '令和8年11月5日' in path.read_text(encoding='utf-8-sig')
    ledger = ('export', 'results', '--programme', programme, '--since-last', '--dates', 'era', '--output', path)
    assert town.run(*ledger)['rows'] == 0, 'the day is still to come'
    town.set_time(START + 20 * 24 * 60 * MINUTE)
    assert town.run(*ledger)['rows'] == 1
    assert ',5081105,' in path.read_text(encoding='utf-8-sig') and 'active' in path.read_text(encoding='utf-8-sig')
    assert town.run(*ledger)['rows'] == 0, 'told once'
    entry = town.run('audit', '--person', '0000')['entries'][0]
    assert entry['kind'] == 'results.export' and 'state-code' in json.dumps(entry), entry
    fields = [row['field'] for row in town.run('export', 'columns', 'results', name='export-columns')['columns']]
    assert {'register-number', 'dose', 'date', 'state', 'state-code', 'lot'} <= set(fields)
    for words in (('export',), ('export', 'nothing', '--preview'), ('export', 'residents'), ('export', 'residents', '--preview', '--for', 'fun'),
                  ('export', 'residents', '--preview', '--output', 'x'), ('export', 'residents', '--preview', '--format', 'x'),
                  ('export', 'residents', '--preview', '--dates', 'x'), ('export', 'residents', '--preview', '--misfits', 'x'),
                  ('export', 'residents', '--preview', '--since-last'), ('export', 'bookings', '--preview', '--from', 'x')):
        town.refuse(*words, status=2)
    town.refuse('export', 'residents', '--preview', '--columns', 'name,nothing')
    town.refuse('export', 'residents', '--output', town.root / 'none' / 'list.csv')


def test_damage(town):
    """What was changed past the program is found, and the exit status says so."""
    town.found()
    database = sqlite3.connect(town.dir / 'machihoken.db')
    database.executescript('DROP TRIGGER audit_no_update; UPDATE audit SET operator = "nobody" WHERE id = 2')
    database.close()
    assert town.run('audit', '--verify', name='audit-verify', status=3)['broken'] == 2
    findings = town.run('check', status=3)['findings']
    assert len(findings) == 1 and '2' in findings[0]


def test_refusals(town):
    """Exit status 1 for a refusal, 2 for a call in the wrong way, each with one line."""
    assert 'town' in town.refuse('slots', 1)
    town.found()
    town.refuse('init')
    for words in (('slots', 1), ('programme', 'show', 9), ('book', '--slot', 9, '--resident', '1'), ('undo', 999), ('undo', 1),
                  ('resident', 'show', 'nobody'), ('config', 'set', 'offer.open', '25:00'), ('config', 'get', 'nothing'),
                  ('programme', 'add', town.root / 'nothing.json'), ('offer', 'accept', 1), ('deliveries', 'done', 1),
                  ('restore', town.root / 'nothing'), ('move', 1, '--slot', 1), ('round', 'close', 1), ('wait', 'withdraw', 1)):
        town.refuse(*words)
    for words in (('nonsense',), ('resident',), ('slots',), ('slots', 'one'), ('book',), ('find', 'a', '--limit', 'many'),
                  ('find', 'a', '--limit', '-1'), ('session', 'add'), ('bookings',), ('bookings', 1, '--resident', '1'),
                  ('contact', 'add', '1'), ('contact', 'add', '1', '--line', 'x', '--mobile', 'y'), ('cancel',),
                  ('cancel', 1, '--preview'), ('deliveries', 'resolve', 1), ('deliveries', 'resolve', 1, '--arrived', '--not-arrived'),
                  ('secret', 'set', 'my.password'), ('test', 'fax'), ('init', '--residents', 5), ('roster', 1),
                  ('roster', 1, '--order', 'age', '--output', 'x'), ('protect', '1'), ('protect', '1', '--from', '昨日'),
                  ('book', '--slot', 1, '--resident', '1', '--via', 'fax'), ('config', 'set', 'a'), ('find', b'\xff')):
        town.refuse(*words, status=2)
    assert town.call('--no-such-option').returncode == 2
    assert town.call(before=()).returncode == 2
    assert 'cancel BOOKING' in town.call('--help', before=()).stdout
    assert '--refill' in town.call('cancel', '--help', before=()).stdout
    assert town.call('--version', before=()).stdout.startswith('machihokenctl ')


def test_text(town):
    """Without --json, lines for people."""
    town.found()
    town.add_people(1)
    lines = town.call('find', 'ヤマダ', before=()).stdout.splitlines()
    assert len(lines) == 4, lines
    assert '昭和25年3月1日' in lines[3] and not lines[3].endswith(' ')
    assert '2026' not in town.call('acts', before=()).stdout
    for path in (town.call('slots', '7', before=()), town.call('undo', '99', before=())):
        assert path.stderr.count('\n') == 1 and path.stdout == ''


def test_debugging(town):
    """What GLib tells of its doings does not stand between the answers, of the sandbox neither."""
    os.environ['G_MESSAGES_DEBUG'] = 'all'
    town.env = dict(town.env, G_MESSAGES_DEBUG='all')
    try:
        town.found()
        town.add_channels()
        assert town.run('test', 'line')['account']
    finally:
        del os.environ['G_MESSAGES_DEBUG']


def test_batch(town):
    """One line in, one line of JSON out, until the end of the input."""
    town.found()
    town.add_people(2)
    _, session = town.add_days()
    slot = session['slots'][0]['slot']
    lines = ['# a comment', '', 'find "ヤマダ" --limit 1', f'book --slot {slot} --resident 0000', f'book --slot {slot} --resident 0000',
             'nonsense', 'find "no end', 'slots', 'find --help', 'secret set line.token', f"config set town.sender '保健 福祉課'",
             f'slots {session["session"]}']
    done = town.call('batch', before=(), input='\n'.join(lines))
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    for answer in answers:
        jsonschema.validate(answer, schema('batch'))
    assert [answer['exit'] for answer in answers] == [0, 0, 1, 2, 2, 2, 2, 2, 0, 0]
    assert answers[2]['code'] == 'refused' and answers[3]['code'] == 'usage'
    assert answers[-1]['document']['slots'][0]['booked'] == 1
    jsonschema.validate(answers[-1]['document'], schema('slots'))


def test_schemas(town):
    """Every command that --help names has a schema, and every schema a command."""
    town.run('init')
    help_text = town.call('--help', before=()).stdout
    commands = [line.strip() for line in help_text.split(':\n')[-1].splitlines() if line.startswith('  ') and line[2] != ' ']
    names = {'-'.join(word for word in command.split() if word == word.lower() and word.isascii()) for command in commands}
    kept = {path.stem for path in (SOURCE / 'data' / 'schema').glob('*.json')}
    assert names - kept == set(), names - kept
    assert kept - names == {'programme', 'import-profile', 'import-decisions', 'cancel-refill', 'audit-verify'}, kept - names
    for name in kept:
        assert schema(name).get('additionalProperties') is False or 'oneOf' in schema(name), name


def test_contacts(town):
    """Numbers corrected, ranked and taken during a call; what was agreed; the list of numbers to put right."""
    town.found()
    town.add_people(2)
    first = town.run('contact', 'add', '0000', '--mobile', '090-1234-5678', name='contact-add')['link']
    town.run('contact', 'add', '0001', '--mobile', '090-1234-5678', name='contact-add')
    town.refuse('contact', 'call', '0000', '080-1234-5678', '--sms', 'yes')
    second = town.run('contact', 'call', '0000', '080-1234-5678', '--whose', '長女', '--sms', 'yes', '--line', 'no', '--read-back',
                      name='contact-call')['link']
    town.run('contact', 'first', '0000', second, name='contact-first')
    town.run('contact', 'correct', '0000', first, '090-1234-5679', name='contact-correct')
    shown = town.run('contact', 'show', '0000', name='contact-show')
    assert [(row['value'], row['source'], row['others']) for row in shown['contacts']] == [
        ('08012345678', 'call', 0), ('09012345679', 'hand', 0)], shown
    assert {row['channel']: row['agreed'] for row in shown['answers']} == {'sms': True, 'line': False}

    town.run('consent', 'set', '0000', '--channel', 'sms', '--answer', 'no', '--how', 'paper', '--day', '2026-10-01', name='consent-set')
    assert town.run('find', '0000')['people'][0]['reach'] == 'by-hand', 'all refused'
    town.run('consent', 'forget', '0000', '--channel', 'sms', name='consent-forget')
    town.refuse('consent', 'forget', '0000', '--channel', 'sms')
    assert town.run('find', '0000')['people'][0]['reach'] == 'sms'
    for words in (('set', '0000', '--channel', 'sms', '--answer', 'maybe', '--how', 'phone'), ('set', '0000'), ('forget', '0000'), ('set',)):
        town.refuse('consent', *words, status=2)
    town.refuse('consent', 'set', '0000', '--channel', 'fax', '--answer', 'yes', '--how', 'phone')

    database = sqlite3.connect(town.dir / 'machihoken.db')
    with database:
        database.execute('UPDATE act_now SET act = 1')
        database.executemany("INSERT INTO contact_problem (resident, written, problem, day) VALUES (1, ?, 'phone-invalid', '2026-10-20')",
                             [('090-12',), ('なし',)])
        database.execute('UPDATE act_now SET act = NULL')
    database.close()
    fixes = town.run('fix', 'list', name='fix-list')['fixes']
    assert [row['written'] for row in fixes] == ['090-12', 'なし'], fixes
    town.refuse('fix', 'number', fixes[0]['id'], '090-12')
    town.run('fix', 'number', fixes[0]['id'], '070-1234-5678', name='fix-number')
    town.run('fix', 'dismiss', fixes[1]['id'], name='fix-dismiss')
    assert town.run('fix', 'list', name='fix-list')['fixes'] == []


def test_family(town):
    """Household, guardians, letters, a baby, a death, and two entries that become one."""
    town.found()
    town.add_people(2)
    town.run('resident', 'edit', '0000', '--household-number', 'H1', '--address', '字元町１', '--district2', '第一', '--relation', '妻',
             name='resident-edit')
    baby = town.run('newborn', 'add', '0000', '--name', '山田　新', '--birth', '2026-10-01', '--relation', '母', name='newborn-add')['register-number']
    shown = town.run('family', 'show', baby, name='family-show')
    assert [(row['register-number'], row['relation']) for row in shown['household']] == [('0000', '妻')], shown
    assert [(row['register-number'], row['relation']) for row in shown['guardians']] == [('0000', '母')], shown
    bond = town.run('guardian', 'add', baby, '--name', '鈴木　太郎', '--relation', '後見人', name='guardian-add')['bond']
    town.run('guardian', 'remove', baby, bond, name='guardian-remove')
    town.refuse('guardian', 'remove', baby, bond)
    town.refuse('guardian', 'add', baby, status=2)
    town.refuse('guardian', 'add', baby, '--person', '0000')

    assert town.run('mailing', 'show', '0000', name='mailing-show')['address'] == '字元町１'
    town.run('mailing', 'set', '0000', '--purpose', 'checkup', '--addressee', '乙', '--address', '乙方', name='mailing-set')
    assert town.run('mailing', 'show', '0000', '--purpose', 'checkup', name='mailing-show')['address'] == '乙方'
    town.run('mailing', 'remove', '0000', '--purpose', 'checkup', name='mailing-remove')
    town.refuse('mailing', 'remove', '0000', '--purpose', 'checkup')

    guest = [town.run('resident', 'add', '--name', '青森　りんご', '--kana', 'アオモリ　リンゴ', '--birth', 's25.3.1', '--phone', '090-1111-2222',
                      name='resident-add')['register-number'] for _ in range(2)]
    assert [row for row in town.run('duplicates', 'list', name='duplicates-list')['pairs'] if row['one'] in guest] == [
        {'one': guest[0], 'other': guest[1], 'kana': True, 'name': True, 'phone': True, 'near': False}]
    town.run('duplicates', 'part', *guest, name='duplicates-part')
    assert [row for row in town.run('duplicates', 'list', name='duplicates-list')['pairs'] if row['one'] in guest] == []
    _, session = town.add_days()
    first, second = (slot['slot'] for slot in session['slots'][:2])
    bookings = [town.run('book', '--slot', slot, '--resident', number)['booking'] for slot, number in zip((first, second), guest)]
    town.refuse('merge', *guest)
    town.refuse('merge', *guest, '--take', 'shoes', status=2)
    town.run('merge', *guest, '--cancel', bookings[0], '--take', 'name')
    assert [row['state'] for row in town.run('bookings', '--resident', guest[1])['bookings']].count('active') == 1
    assert len(town.run('find', '青森')['people']) == 1
    assert len(town.run('leaving', 'show', guest[0], name='leaving-show')['bookings']) == 1
    town.run('resident', 'edit', guest[0], '--status', 'dead', '--give-up', name='resident-edit')
    assert town.run('leaving', 'show', guest[0], name='leaving-show')['bookings'] == []

    town.run('protect', '0000', '--from', '2026-01-01')
    assert town.run('family', 'show', '0000', name='family-show')['household'] == []
    assert town.run('family', 'show', baby, name='family-show')['guardians'] == []
    assert len(town.run('family', 'show', '0000', '--reveal', '確認', name='family-show')['household']) == 1
    assert town.run('mailing', 'show', '0000', name='mailing-show')['why-not'] == 'protected'
    town.refuse('newborn', 'add', '0000', '--name', '山田　次')


def test_tickets(town):
    """Numbers on papers are noted once, found by search, and hidden with the rest of a protected person."""
    town.found()
    town.add_people(2)
    ticket = town.run('ticket', 'add', '0000', '１２３４', '--label', '接種券', name='ticket-add')['ticket']
    assert town.run('ticket', 'list', '0000', name='ticket-list')['tickets'] == [{'ticket': ticket, 'number': '0000001234', 'label': '接種券'}]
    assert [person['register-number'] for person in town.run('find', '0000001234')['people']] == ['0000']
    town.refuse('ticket', 'add', '0001', '1234', '--label', '接種券')
    town.refuse('ticket', 'add', '0001', '12-x')
    town.refuse('ticket', 'remove', '0001', ticket)
    town.run('protect', '0000', '--from', '2026-01-01')
    assert town.run('ticket', 'list', '0000', name='ticket-list')['tickets'] == []
    assert len(town.run('ticket', 'list', '0000', '--reveal', '確認', name='ticket-list')['tickets']) == 1
    town.run('ticket', 'remove', '0000', ticket, name='ticket-remove')
    town.run('ticket', 'add', '0001', '1234', '--label', '接種券', name='ticket-add')


def test_proxies(town):
    """A protected person's household neither books nor cancels; measures end one by one."""
    town.found()
    town.add_people(1)
    _, session = town.add_days()
    slot = session['slots'][0]['slot']
    for day in ('2026-01-01', '2026-12-01'):
        town.run('protect', '0000', '--from', day)
    proxy = town.run('proxy', 'allow', '0000', '--name', '髙橋　さくら', '--reason', '本人の申出', name='proxy-allow')['id']
    shown = town.run('contact', 'show', '0000', name='contact-show')
    assert shown['proxies'] == [] and shown['protected-from'] == '2026-12-01', shown
    assert [row['running'] for row in shown['measures']] == [False, True]
    assert len(town.run('contact', 'show', '0000', '--reveal', '確認', name='contact-show')['proxies']) == 1

    town.refuse('book', '--slot', slot, '--resident', '0000', '--proxy', '山田　太郎')
    booking = town.run('book', '--slot', slot, '--resident', '0000', '--proxy', '高橋さくら')['booking']
    town.refuse('cancel', booking, '--proxy', '山田　太郎')
    assert town.run('bookings', '--resident', '0000')['bookings'][0]['state'] == 'active'
    town.run('cancel', booking, '--proxy', '山田　太郎', '--override', '支援員と確認した')
    assert 'proxy.override' in [row['kind'] for row in town.run('audit', '--person', '0000')['entries']]
    town.run('proxy', 'forbid', '0000', proxy, name='proxy-forbid')
    town.refuse('book', '--slot', slot, '--resident', '0000', '--proxy', '高橋さくら')

    for measure in shown['measures']:
        town.run('protection', 'end', '0000', measure['measure'], '--last', '2026-10-19', '--reason', '申出', name='protection-end')
    assert not town.run('contact', 'show', '0000', name='contact-show')['protected']
    town.refuse('protection', 'end', '0000', shown['measures'][0]['measure'], '--last', '2026-10-19', '--reason', '申出')
    town.refuse('protection', 'end', '0000', 1, status=2)


def test_operators(town):
    """Who sits at the PC: listed, renamed, with a PIN that never comes back out."""
    town.found()
    first = town.run('operator', 'add', '保健　花子', name='operator-add')['id']
    second = town.run('operator', 'add', '応援　次郎', name='operator-add')['id']
    town.refuse('operator', 'add', '保健　花子')
    town.run('operator', 'pin', first, name='operator-pin', input='24680\n')
    town.refuse('operator', 'pin', first, input='11111\n')
    town.refuse('operator', 'pin', first, input='99999\n11111\n')
    town.run('operator', 'pin', first, name='operator-pin', input='24680\n1357\n')
    town.run('operator', 'rename', second, '応援　三郎', name='operator-rename')
    town.run('operator', 'off', second, name='operator-off')
    town.refuse('operator', 'off', first)
    shown = town.run('operator', 'list', name='operator-list')['operators']
    assert [(row['pin'], row['active']) for row in sorted(shown, key=lambda row: row['id'])] == [(True, True), (False, False)], shown
    town.run('operator', 'on', second, name='operator-on')
    town.run('operator', 'clear-pin', first, name='operator-clear-pin')
    assert not any(row['pin'] for row in town.run('operator', 'list', name='operator-list')['operators'])
    assert not any('24680' in text or 'argon' in text for text in town.outputs)


def test_log_and_loss(town):
    """Who looked, in sentences; the log for an audit; who stood on a lost roster."""
    town.found()
    town.add_people(2)
    _, session = town.add_days()
    town.run('book', '--slot', session['slots'][0]['slot'], '--resident', '0000')
    town.run('resident', 'show', '0000', name='resident-show')
    entries = town.run('log', '--person', '0000', '--kind', 'resident.view', '--from', 'R8.10.20', '--until', '2026-10-20')['entries']
    assert len(entries) == 1 and entries[0]['done'].startswith('Looked at the page of '), entries
    assert town.run('log', '--until', '2026-10-19')['entries'] == []
    output = town.root / '記録.csv'
    town.run('log', 'export', output, '--by', '保健 花子', name='log-export')
    assert 'Looked at the page of' in output.read_text(encoding='utf-8-sig')
    town.run('roster', session['session'], '--output', town.root / 'r.pdf')
    lost = town.run('loss', 'list', name='loss-list')['entries']
    assert [row['kind'] for row in lost] == ['roster.print', 'log.export'], lost
    report = town.run('loss', 'report', lost[0]['entry'], '--output', town.root / 'lost.csv', name='loss-report')
    assert 'birth' in report['columns'] and [row['register-number'] for row in report['people']] == ['0000'], report
    town.refuse('loss', 'report', lost[0]['entry'], '--output', town.root / 'lost.txt')
    town.refuse('loss', 'report', entries[0]['entry'])


def test_retention(town):
    """Nothing is deleted by itself; then for good, out of the file as well."""
    town.found()
    town.add_people(3)
    for number in ('0000', '0001'):
        town.run('resident', 'edit', number, '--status', 'dead', '--status-date', '2020-03-31', name='resident-edit')
    assert town.run('retention', 'candidates', name='retention-candidates')['candidates'] == []
    assert all(row['years'] is None for row in town.run('retention', 'list', name='retention-list')['retention'])
    town.refuse('retention', 'set', 'nothing', 5)
    town.refuse('retention', 'set', 'people-dead', 'soon', status=2)
    town.run('retention', 'set', 'people-dead', 5, name='retention-set')
    found = town.run('retention', 'candidates', name='retention-candidates')['candidates']
    assert [row['last-day'] for row in found] == ['2020-03-31', '2020-03-31'], found
    stays = f'people-dead:{found[1]["id"]}'
    town.refuse('retention', 'delete', '--count', 1, '--reason', '決定', '--except', stays)
    town.run('backup', town.root / 'before.backup')
    town.refuse('retention', 'delete', '--count', 2, '--reason', '決定', '--except', stays)
    done = town.run('retention', 'delete', '--count', 1, '--reason', '決定', '--except', stays, '--numbers', name='retention-delete')
    assert done['clean'] and done['count'] == 1, done
    town.refuse('resident', 'show', '0000')
    town.run('resident', 'show', '0001', name='resident-show')
    assert town.run('retention', 'wipe', name='retention-wipe')['clean']
    town.run('retention', 'certificate', done['certificate'], town.root / 'c.pdf', name='retention-certificate')
    assert (town.root / 'c.pdf').read_bytes().startswith(b'%PDF')
    assert town.run('check')['whole']


def run_all(found):
    tests = [(name[5:], func) for name, func in found.items() if name.startswith('test_')]
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    for number, (name, func) in enumerate(tests, 1):
        town = Town()
        try:
            func(town)
            print(f'ok {number} {name}', flush=True)
        except (AssertionError, KeyError, IndexError, ValueError, OSError, sqlite3.Error, subprocess.SubprocessError,
                jsonschema.ValidationError):
            failed += 1
            print('\n'.join('# ' + line for line in traceback.format_exc().splitlines()))
            print(f'not ok {number} {name}', flush=True)
        finally:
            town.close()
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    run_all(globals())
