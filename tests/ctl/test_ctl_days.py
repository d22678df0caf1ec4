# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Days, slots and holidays as somebody at a terminal changes them. Stands on the town of test_ctl."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


def add_town(town):
    town.found()
    town.add_people(6)
    return town.add_days()


def book(town, slot, number):
    return town.run('book', '--slot', slot, '--resident', number)['booking']


def test_capacity(town):
    """Places are changed beneath who sits there; fewer than are booked is refused."""
    _, day = add_town(town)
    slot = day['slots'][0]['slot']
    for number in ('0000', '0001'):
        book(town, slot, number)
    town.refuse('slot', 'capacity', slot, 1)
    done = town.run('slot', 'capacity', slot, 5, '--dry-run', name='slot-capacity')
    assert done['act'] is None and done['places'] == 5
    assert town.run('slots', day['session'])['slots'][0]['places'] == 2
    done = town.run('slot', 'capacity', slot, 5, name='slot-capacity')
    assert (done['places'], done['phone'], done['booked'], done['renumbered']) == (5, 1, 2, [])
    assert town.run('slot', 'block', slot, 3, name='slot-block')['places'] == 2
    town.refuse('slot', 'block', slot, 1)
    assert town.run('slot', 'unblock', slot, 1, name='slot-unblock')['blocked'] == 2
    assert town.run('slot', 'phone', slot, 3, name='slot-phone')['phone'] == 3
    town.refuse('slot', 'phone', slot, 4)
    town.refuse('slot', 'capacity', slot, 'x', status=2)


def test_renumbering(town):
    """Who sat on a number that goes is named with the new one."""
    _, day = add_town(town)
    slot = day['slots'][0]['slot']
    town.run('slot', 'capacity', slot, 3, name='slot-capacity')
    for number in ('0000', '0001', '0002'):
        book(town, slot, number)
    rows = sorted(town.run('bookings', day['session'])['bookings'], key=lambda row: row['place'])
    town.run('cancel', rows[0]['booking'])
    done = town.run('slot', 'capacity', slot, 2, name='slot-capacity')
    assert [(row['booking'], row['name'], row['place-before'], row['place']) for row in done['renumbered']] == [
        (rows[2]['booking'], rows[2]['name'], 3, 1)], done
    town.run('undo')
    assert town.run('slots', day['session'])['slots'][0]['places'] == 3


def test_edit_and_state(town):
    """What may be changed of a day while people are on it, and that a closed one takes nobody."""
    _, day = add_town(town)
    session = day['session']
    done = town.run('session', 'edit', session, '--slots', '9:00-9:20x3,9:20-9:35x2', '--phone', 1, '--note', '北側', '--walk-in-cap', 5,
                    '--phone-until', '2026-11-01 09:00', '--venue', '公民館', name='session-edit')
    assert [(slot['start'], slot['end'], slot['places']) for slot in done['slots']] == [('09:00', '09:20', 3), ('09:20', '09:35', 2)]
    assert (done['note'], done['walk-in-cap'], done['venue']) == ('北側', 5, '公民館')
    assert done['slots'][0]['free-phone'] == 1
    book(town, done['slots'][0]['slot'], '0000')
    town.refuse('session', 'edit', session, '--venue', '保健センター')
    town.refuse('session', 'edit', session, '--slots', '10:00-11:00x3')
    town.refuse('session', 'edit', session, '--walk-in-cap', 'many', status=2)
    done = town.run('session', 'edit', session, '--walk-in-cap', 'none', '--phone-until', 'none', name='session-edit')
    assert done['walk-in-cap'] is None and done['phone-until-at'] is None
    assert town.run('session', 'close', session, name='session-close')['state'] == 'closed'
    town.refuse('book', '--slot', done['slots'][0]['slot'], '--resident', '0001')
    town.refuse('session', 'close', session)
    assert town.run('session', 'reopen', session, name='session-reopen')['state'] == 'open'
    book(town, done['slots'][0]['slot'], '0001')


def test_windows(town):
    """Some may book earlier than others; a reason lifts that."""
    _, day = add_town(town)
    slot = day['slots'][0]['slot']
    window = town.run('window', 'add', '--session', day['session'], '--from', '2026-10-25 09:00', '--to', '2026-10-28 17:00',
                      '--label', '75歳以上', '--min-years', 75, '--district', '元町', name='window-add')['window']
    listed = town.run('window', 'list', day['session'], name='window-list')['windows']
    assert [(row['window'], row['min-months'], row['districts']) for row in listed] == [(window, 900, '元町')]
    town.refuse('book', '--slot', slot, '--resident', '0000')
    town.run('book', '--slot', slot, '--resident', '0000', '--override', '町長の指示')
    town.refuse('window', 'add', '--session', day['session'], '--from', '2026-10-25 09:00', '--to', '2026-10-24')
    town.refuse('window', 'add', '--session', day['session'], '--from', '明日の朝', status=2)
    town.run('window', 'remove', window, name='window-remove')
    book(town, slot, '0001')


def test_copy_and_holidays(town):
    """The pattern of a day on other dates, with a word about Sundays and holidays."""
    _, day = add_town(town)
    path = town.root / 'syukujitsu.csv'
    path.write_bytes('国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/11/23,勤労感謝の日\r\n2027/1/1,元日\r\n'.encode('cp932'))
    assert town.run('holidays', 'list', name='holidays-list') == {'last': None, 'covers-fiscal-year': False, 'holidays': []}
    done = town.run('holidays', 'import', path, '--dry-run', name='holidays-import')
    assert (done['days'], len(done['added'])) == (2, 2)
    town.run('holidays', 'import', path, name='holidays-import')
    done = town.run('holidays', 'list', '--year', 2026, name='holidays-list')
    assert (done['last'], done['covers-fiscal-year'], len(done['holidays'])) == ('2027-01-01', True, 1)
    town.refuse('holidays', 'import', town.root / 'nothing.csv')

    copies = town.run('session', 'copy', day['session'], '2026-11-22', '2026-11-23', '2026-11-24', '--dry-run', name='session-copy')['new-days']
    assert [copy['session'] for copy in copies] == [None] * 3 and copies[1]['closed'] == '勤労感謝の日' and copies[2]['closed'] is None
    copies = town.run('session', 'copy', day['session'], '2026-11-24', '2026-11-25', name='session-copy')['new-days']
    slots = town.run('slots', copies[0]['session'])['slots']
    assert [(slot['start'], slot['places'], slot['phone']) for slot in slots] == [('09:00', 2, 1), ('09:30', 2, 1)]
    town.refuse('session', 'copy', day['session'], '2026-11-24')
    town.run('session', 'copy', day['session'], '2026-11-24', '--again', name='session-copy')
    town.run('undo')


def test_cancel(town):
    """A day is called off in one act: first looked at, then done, then taken back."""
    _, day = add_town(town)
    session = day['session']
    slot, late = (row['slot'] for row in day['slots'])
    bookings = [book(town, slot, '0000'), book(town, slot, '0001'), book(town, late, '0002')]
    other = town.run('session', 'copy', session, '2026-11-12', name='session-copy')['new-days'][0]['session']
    town.run('slot', 'capacity', town.run('slots', other)['slots'][0]['slot'], 1, name='slot-capacity')
    town.refuse('session', 'cancel', session, '--move-to', session)
    town.refuse('session', 'cancel', session, '--choice', 'x=move', status=2)

    words = ('session', 'cancel', session, '--move-to', other, '--first-in-line', '--choice', f'{bookings[2]}=cancel')
    look = town.run(*words, '--dry-run', name='session-cancel')
    assert look['act'] is None
    done = town.run(*words, name='session-cancel')
    assert look['bookings'] == done['bookings'], (look, done)
    assert (done['moved'], done['cancelled'], done['by-hand']) == (2, 1, 3)
    assert [(row['fate'], row['to-start']) for row in done['bookings']] == [('move', '09:00'), ('move', '09:30'), ('cancel', None)]
    told = town.run('deliveries')['deliveries']
    assert sorted(row['kind'] for row in told) == ['session-cancelled', 'session-moved', 'session-moved'], told
    town.refuse('session', 'cancel', session)
    town.run('undo', done['act'])
    assert town.run('bookings', session)['bookings'] and town.run('slots', session)['state'] == 'open'
    done = town.run('session', 'cancel', session, '--first-in-line', name='session-cancel')
    assert done['first-in-line'] == 3


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
