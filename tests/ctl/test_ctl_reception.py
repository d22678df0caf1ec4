# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A day at the reception from a terminal: scans, states, lots, walk-ins, the red stop, closing, and the lists for afterwards. Stands on the
town of test_ctl."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402

THE_DAY = test_ctl.START + 16 * 24 * 60 * test_ctl.MINUTE  # 2026-11-05 09:00
TICKET = '210156010003843293'


def open_day(town, n=4):
    """Three of @n people are booked; the day has come."""
    town.found()
    town.add_people(n)
    programme, session = town.add_days()
    town.run('ticket', 'add', '0000', '0003843293', '--label', '接種券', name='ticket-add')
    slots = [slot['slot'] for slot in session['slots']]
    bookings = [town.run('book', '--slot', slots[i // 2], '--resident', f'{i:04}')['booking'] for i in range(3)]
    town.set_time(THE_DAY)
    return programme, session['session'], bookings


def show(town, session):
    return town.run('reception', 'show', session, name='reception-show')


def test_states(town):
    """Each person ends in one state, and each step can be taken back."""
    programme, session, bookings = open_day(town)
    lot = town.run('lot', 'add', programme, 'SH012', '--maker', '武田', '--expires', '2026-12-31', '--doses', 6, name='lot-add')['id']
    assert town.run('lot', 'list', programme, name='lot-list')['lots'][0]['current'] is True

    town.run('reception', 'set', bookings[0], 'came', '--card', 7, name='reception-set')
    town.refuse('reception', 'set', bookings[0], 'done')
    town.run('reception', 'set', bookings[0], 'done', '--lot', lot, name='reception-set')
    town.refuse('reception', 'set', bookings[1], 'stopped')
    act = town.run('reception', 'set', bookings[1], 'stopped', '--reason', '発熱', name='reception-set')['act']
    day = show(town, session)
    rows = {row['booking']: row for row in day['visits']}
    assert [rows[booking]['visit'] for booking in bookings] == ['done', 'stopped', 'expected'], day
    assert (rows[bookings[0]]['lot'], rows[bookings[0]]['card']) == ('SH012', 7)
    assert (day['counts']['carried-out'], day['counts']['stopped'], day['counts']['expected']) == (1, 1, 1)
    assert day['lot'] == 'SH012' and '5' in day['vials']
    assert day['ages'] == [{'from-age': 70, 'male': 0, 'female': 3, 'unknown': 0, 'carried-out': 1, 'missed': 1}]
    town.run('undo', act)
    assert show(town, session)['counts']['stopped'] == 0

    town.run('lot', 'retire', lot, name='lot-retire')
    town.refuse('reception', 'set', bookings[1], 'done', '--lot', lot)
    town.run('lot', 'offer', lot, name='lot-offer')
    town.refuse('reception', 'set', bookings[1], 'gone', status=2)
    assert '接種' not in town.call('reception', 'show', session, before=()).stderr


def test_scans(town):
    """A reader acts as a keyboard; each thing that does not fit has its sentence."""
    _, session, bookings = open_day(town)
    town.run('config', 'set', 'town.code', '15601', name='config-set')

    def scan(text):
        return town.run('reception', 'scan', session, text, name='reception-scan')

    assert scan('0003843293')['bookings'] == bookings[:1]
    assert scan('２１０１５６０１０００３８４３２９３') == scan(TICKET) and scan(TICKET)['found'] == 'found'
    wrong = scan('220156010003843293')
    assert (wrong['found'], wrong['bookings']) == ('wrong-dose', bookings[:1]) and wrong['sentence']
    assert scan('210110020003843293')['found'] == 'wrong-town'
    assert scan('210156020003843293')['found'] == 'misread'
    assert scan('210156010000000001')['found'] == 'unknown'
    assert scan('MHB00000001')['found'] == 'misread'
    assert scan('3250301')['bookings'] == bookings and scan('やまだ')['found'] == 'several'
    missing = scan('山田　3子')
    assert missing['found'] == 'not-booked' and missing['people'][0]['register-number'] == '0003'
    assert scan('だれもいない')['found'] == 'unknown' and scan('　')['found'] == 'empty'

    other = town.run('session', 'add', '--programme', 1, '--date', '2026-11-12', '--venue', '分館', '--slots', '09:00-10:00/30x2',
                     name='session-add')
    town.run('book', '--slot', other['slots'][0]['slot'], '--resident', '0003')
    elsewhere = scan('山田　3子')
    assert elsewhere['found'] == 'elsewhere' and '11月12日' in elsewhere['sentence'] and '分館' in elsewhere['sentence']


def test_walk_ins(town):
    """Judged like a booking; the reason and what was red are in the log."""
    _, session, _ = open_day(town)
    child = town.run('resident', 'add', '--name', '山田　小', '--kana', 'ヤマダ　ショウ', '--birth', '2016-03-01',
                     name='resident-add')['register-number']
    town.refuse('reception', 'walk-in', session, '0003')
    walked = town.run('reception', 'walk-in', session, '0003', '--reason', '夫と来た', '--card', 9, name='reception-walk-in')
    assert {'via': 'walk-in', 'visit': 'came', 'card': 9}.items() <= [row for row in show(town, session)['visits']
                                                                      if row['booking'] == walked['booking']][0].items()
    town.refuse('reception', 'walk-in', session, child, '--reason', '母と来た')
    taken = town.run('reception', 'walk-in', session, child, '--reason', '母と来た', '--override', '医師の指示', name='reception-walk-in')
    entry = [row for row in town.run('audit', '--person', child)['entries'] if row['kind'] == 'visit.walk-in'][0]
    assert entry['detail']['red'] == 'too-young', entry
    red = town.run('reception', 'check', taken['booking'], name='reception-check', status=3)['red']
    assert [row['reason'] for row in red] == ['too-young']
    assert show(town, session)['counts']['walk-ins'] == 2


def test_after(town):
    """Closing the day, who did not come, who has not been yet: a waiting list, a file, a sheet for calling."""
    programme, session, bookings = open_day(town, 5)
    town.run('protect', '0002', '--from', '2026-01-01')
    town.run('reception', 'set', bookings[0], 'done', name='reception-set')
    dry = town.run('reception', 'close', session, '--dry-run', name='reception-close')
    assert (dry['count'], dry['act']) == (2, None) and show(town, session)['counts']['no-show'] == 0
    closed = town.run('reception', 'close', session, name='reception-close')
    assert closed['count'] == 2 and show(town, session)['counts']['no-show'] == 2

    sheet, table = town.root / 'calls.pdf', town.root / 'calls.csv'
    missed = town.run('no-shows', session, '--print', sheet, '--output', table, '--for', 'calls')
    assert [row['register-number'] for row in missed['people']] == ['0001', '0002']
    assert sheet.read_bytes().startswith(b'%PDF') and '0002' not in table.read_text(encoding='utf-8-sig')

    assert town.run('loose-doses')['bookings'] == []
    not_yet = town.run('not-yet', programme)
    assert [(row['register-number'], row['why']) for row in not_yet['people']] == \
        [('0001', 'missed'), ('0002', 'missed'), ('0003', 'never'), ('0004', 'never')], not_yet
    waiting = town.run('no-shows', session, '--to-waiting')
    assert waiting['waiting'] == 2 and town.run('no-shows', session, '--to-waiting')['waiting'] == 0
    assert len(town.run('wait', 'list', name='wait-list')['units']) == 2
    town.run('undo', waiting['act'])
    assert town.run('wait', 'list', name='wait-list')['units'] == []
    town.run('undo', closed['act'])
    assert show(town, session)['counts']['no-show'] == 0

    town.set_time(THE_DAY + 24 * 60 * test_ctl.MINUTE)
    unclear = town.run('not-yet', programme, status=3)
    assert unclear['unclear'] == 2 and [row['register-number'] for row in unclear['people']] == ['0003', '0004']


def test_loose_doses(town):
    """Who did not come for the first dose keeps the second on a list until it is moved, cancelled, or the first was had elsewhere."""
    town.found()
    town.add_people(2)
    path = town.root / 'two.json'
    path.write_text(json.dumps({'name': '帯状疱疹', 'doses': 2, 'interval-days': 21}), encoding='utf-8')
    programme = town.run('programme', 'add', path, name='programme-add')['programme']
    first, second = (town.run('session', 'add', '--programme', programme, '--date', date, '--venue', '保健センター',
                              '--slots', '09:00-10:00x5', name='session-add') for date in ('2026-11-05', '2026-11-26'))
    bookings = [[town.run('book', '--slot', session['slots'][0]['slot'], '--resident', f'{i:04}')['booking'] for session in (first, second)]
                for i in range(2)]
    assert town.run('loose-doses') == {'bookings': []}

    town.set_time(THE_DAY)
    town.run('reception', 'set', bookings[0][0], 'no-show', name='reception-set')
    town.run('reception', 'set', bookings[1][0], 'done', name='reception-set')
    loose = town.run('loose-doses', '--programme', programme)['bookings']
    assert [(row['booking'], row['register-number'], row['dose'], row['date'], row['start'], row['why']) for row in loose] == \
        [(bookings[0][1], '0000', 2, '2026-11-26', '09:00', 'no-show')], loose
    assert [(line['kind'], line['session']) for line in town.run('today')['lines'] if line['kind'] == 'loose'] == [('loose', second['session'])]
    assert len(town.run('reception', 'check', bookings[0][1], name='reception-check', status=3)['red']) == 2

    town.run('past-dose', 'add', '0000', '--programme', programme, '--dose', 1, '--date', '2026-11-01', name='past-dose-add')
    assert town.run('loose-doses')['bookings'] == []


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
