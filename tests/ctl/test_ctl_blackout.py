# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Before the opening and before a day without power, as somebody at a terminal does it. Stands on the town of test_ctl."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402

SECRET_PHONE = '090-9999-8888'
START, MINUTE = test_ctl.START, test_ctl.MINUTE


def add_town(town):
    town.found()
    town.add_people(6)
    return town.add_days()


def test_rehearsal(town):
    """Six people, four places: the same seed says the same, and what is bad is said first."""
    programme, _ = add_town(town)
    done = town.run('rehearsal', programme, '--uptake', 100, '--phone', 0, status=3)
    assert (done['wanted'], done['placed'], done['places']) == (6, 2, 4), done
    weights = [sentence['weight'] for sentence in done['sentences']]
    assert weights == sorted(weights, key=['bad', 'warn', 'good'].index), weights
    assert {'places-short', 'phone-unused'} <= {sentence['code'] for sentence in done['sentences']}
    assert town.run('rehearsal', programme, '--uptake', 100, '--phone', 0, status=3) == done
    random = [town.run('rehearsal', programme, '--uptake', 50, '--order', 'random', '--seed', 5) for _ in range(2)]
    assert random[0] == random[1] and random[0]['seed'] == 5
    text = town.call('rehearsal', programme, before=()).stdout
    assert random[0]['name'] in text
    town.refuse('rehearsal', programme, '--order', 'nobody', status=2)
    town.refuse('rehearsal', programme, '--tables', 0)
    town.refuse('rehearsal', 99)


def enter(town, entries, *words, status=0):
    path = town.root / 'entries.json'
    path.write_text(json.dumps({'entries': entries}), encoding='utf-8')
    return town.run('blackout', 'enter', path, *words, name='blackout-enter', status=status)['entries']


def test_pack(town):
    """Made, opened, written on, entered; what does not fit is kept by its number until somebody has decided."""
    programme, session = add_town(town)
    nine, half_past = [slot['slot'] for slot in session['slots']]
    town.run('contact', 'add', '0001', '--mobile', '080-1111-2222', name='contact-add')
    link = town.run('contact', 'add', '0002', '--mobile', SECRET_PHONE, name='contact-add')['link']
    town.run('protect', '0002', '--from', '2026-10-01', name='protect')
    # Safe to be called, not safe to stand on paper that is handed around.
    town.run('contact', 'safe', '0002', link, '--reason', '本人の希望', name='contact-safe')
    for number in ('0001', '0002'):
        town.run('book', '--slot', nine, '--resident', number, name='book')
    town.run('wait', 'add', '--programme', programme, '--resident', '0003', name='wait-add')

    town.refuse('blackout', 'make', town.root, '--from', '2026-11-05', status=2)
    town.refuse('blackout', 'make', town.root / 'nowhere')
    town.refuse('blackout', 'make', town.root, '--from', '2026-12-01', '--to', '2026-12-02')
    made = town.run('blackout', 'make', town.root, '--slips', 9, name='blackout-make')
    assert (made['people'], made['waiting'], made['sessions'], made['from']) == (2, 1, 1, '2026-11-05'), made
    assert Path(made['paper']).read_bytes().startswith(b'%PDF')
    sealed = Path(made['file']).read_bytes()
    assert '山田'.encode() not in sealed and b'KXRT' not in sealed

    lists = town.run('blackout', 'open', made['file'], name='blackout-open')['pack']
    people = {person['register-number']: person for person in lists['sessions'][0]['people']}
    assert people['0001']['phone'] == '080-1111-2222' and people['0002']['phone'] is None, people
    assert lists['waiting'][0]['people'][0]['register-number'] == '0003'
    assert SECRET_PHONE not in json.dumps(lists) and '9999' not in json.dumps(lists)
    town.refuse('backup', 'drill', made['file'])

    # Somebody else takes the last place of nine o'clock by other means, while the paper is out: two places each, one left at half past.
    town.run('book', '--slot', half_past, '--resident', '0000', name='book')
    code = made['code']
    entries = [
        {'slip': f'{code}-1', 'what': 'book', 'resident': '0004', 'slot': nine},
        {'slip': f'{code}-2', 'what': 'cancel', 'resident': '0001'},
        {'slip': f'{code.lower()} 3', 'what': 'book', 'resident': '0005', 'slot': nine},
        {'slip': f'{code}-3', 'what': 'cancel', 'resident': '0002'},
        {'slip': f'{code}-4', 'what': 'book', 'resident': '9999', 'slot': half_past, 'note': '名簿にない人'},
        {'slip': f'{code}-5', 'what': 'wait', 'resident': '0003', 'programme': programme},
    ]
    tried = enter(town, entries, '--dry-run', status=3)
    states = [(row['state'], row['again']) for row in tried]
    assert states == [('open', False), ('done', False), ('done', False), ('done', True), ('open', False), ('open', False)], states
    assert all(row['act'] is None for row in tried)
    assert len(town.run('bookings', session['session'])['bookings']) == 3
    done = enter(town, entries, status=3)
    assert [(row['state'], row['again']) for row in done] == states
    assert done[0]['reason'] and done[0]['name'] == '山田　4子'
    assert done[3]['what'] == 'book' and done[3]['name'] == '山田　5子', 'the first entry under a number is shown'

    status = town.run('blackout', 'status', code, name='blackout-status', status=3)['packs'][0]
    assert status['missing'] == [6, 7, 8, 9] and [row['slip'] for row in status['open']] == [f'{code}-{n}' for n in (1, 4, 5)]
    town.refuse('blackout', 'settle', code, '--rest-unused')
    again = town.run('blackout', 'again', f'{code}-1', '--slot', half_past, name='blackout-again')
    assert again['state'] == 'done'
    town.run('undo')
    assert town.run('blackout', 'again', f'{code}-1', '--wait', name='blackout-again')['state'] == 'done'
    town.refuse('blackout', 'leave', f'{code}-4')
    town.run('blackout', 'leave', f'{code}-4', '--reason', '町外の方', name='blackout-leave')
    town.run('blackout', 'leave', f'{code}-5', '--reason', 'すでに登録', name='blackout-leave')
    town.refuse('blackout', 'settle', code)
    town.run('blackout', 'settle', code, '--rest-unused', name='blackout-settle')
    town.refuse('blackout', 'settle', code)
    town.refuse('blackout', 'enter', town.root / 'entries.json')
    assert town.run('blackout', 'status', name='blackout-status')['packs'][0]['settled-at']
    town.refuse('blackout', 'status', 'AAAA')
    town.refuse('blackout', 'again', 'nothing')
    assert town.run('check')['whole']

    # The report of a lost paper knows who stood on it, and that the file is of no use to a finder.
    found = town.run('loss', 'list', name='loss-list')['entries']
    kinds = {item['kind']: item for item in found}
    assert kinds['blackout.print']['count'] == 3 and kinds['blackout.export']['encrypted'], found
    report = town.run('loss', 'report', kinds['blackout.print']['entry'], name='loss-report')
    assert {person['register-number'] for person in report['people']} == {'0001', '0002', '0003'}, report


def test_paper_of_yesterday(town):
    """Booked on paper while there was no power, and its day is over by now: as of the time on the slip, and only by a slip."""
    programme, session = add_town(town)
    nine, half_past = [slot['slot'] for slot in session['slots']]
    code = town.run('blackout', 'make', town.root, '--slips', 6, name='blackout-make')['code']
    town.set_time(START + 17 * 24 * 60 * MINUTE)
    town.refuse('book', '--slot', nine, '--resident', '0000')
    done = enter(town, [
        {'slip': f'{code}-1', 'what': 'book', 'resident': '0000', 'slot': nine, 'written': '2026-11-04 10:15'},
        {'slip': f'{code}-2', 'what': 'book', 'resident': '0001', 'slot': nine},
        {'slip': f'{code}-3', 'what': 'book', 'resident': '0002', 'slot': nine, 'written': '2026-11-05 8:30'},
        {'slip': f'{code}-4', 'what': 'book', 'resident': '0003', 'slot': nine, 'written': '2026-11-05 8:31'},
        {'slip': f'{code}-5', 'what': 'came', 'resident': '0000'},
    ], status=3)
    assert [row['state'] for row in done] == ['done', 'open', 'done', 'open', 'done'], done
    assert 'written' in done[1]['reason'] and 'full' in done[3]['reason'], done
    row = town.run('bookings', '--resident', '0000')['bookings'][0]
    assert row['made-at'] == START + (15 * 24 * 60 + 75) * MINUTE, row
    # The time is said later, another person comes in, and what cannot be stays open: before the pack, after its day, still to come.
    for written, word in (('2026-10-01 9:00', 'pack'), ('2026-11-06 8:00', 'passed'), ('2026-12-24 9:00', 'pack')):
        again = town.run('blackout', 'again', f'{code}-4', '--slot', half_past, '--written', written, name='blackout-again', status=3)
        assert again['state'] == 'open' and word in again['reason'], again
    again = town.run('blackout', 'again', f'{code}-4', '--resident', '0004', '--written', '2026-11-05 8:31', name='blackout-again')
    assert (again['state'], again['name']) == ('done', '山田　4子'), again
    town.run('undo')
    moved = enter(town, [{'slip': f'{code}-6', 'what': 'move', 'resident': '0002', 'slot': half_past}], status=3)[0]
    assert moved['state'] == 'open' and 'written' in moved['reason'], moved
    town.run('blackout', 'again', f'{code}-6', '--written', '2026-11-05 8:40', name='blackout-again')
    assert town.run('bookings', '--resident', '0002')['bookings'][0]['start'] == '09:30'
    again = town.run('blackout', 'again', f'{code}-4', '--resident', '0004', '--written', '2026-11-05 8:31', name='blackout-again')
    assert (again['state'], again['name']) == ('done', '山田　4子'), again
    town.refuse('blackout', 'again', f'{code}-2', '--written', 'yesterday')
    town.refuse('blackout', 'again', f'{code}-2', '--resident', '9999')
    assert town.run('blackout', 'status', code, name='blackout-status', status=3)['packs'][0]['done'] == 5
    town.run('undo')
    assert not town.run('bookings', '--resident', '0004')['bookings']
    assert town.run('check')['whole']


def test_results(town):
    """What happened at the reception without the computer, entered on the day after: lots, walk-ins, who did not come."""
    programme, session = add_town(town)
    nine, half_past = [slot['slot'] for slot in session['slots']]
    for number, slot in (('0000', nine), ('0001', nine), ('0002', half_past)):
        town.run('book', '--slot', slot, '--resident', number, name='book')
    town.run('lot', 'add', programme, 'SH012', name='lot-add')
    code = town.run('blackout', 'make', town.root, '--slips', 7, name='blackout-make')['code']
    town.set_time(START + 17 * 24 * 60 * MINUTE)
    done = enter(town, [
        {'slip': f'{code}-1', 'what': 'done', 'resident': '0000', 'lot': 'sh012'},
        {'slip': f'{code}-2', 'what': 'done', 'resident': '0001', 'lot': 'AB999'},
        {'slip': f'{code}-3', 'what': 'no-show', 'resident': '0002'},
        {'slip': f'{code}-4', 'what': 'walk-in', 'resident': '0003', 'slot': nine, 'lot': 'SH012'},
        {'slip': f'{code}-5', 'what': 'stopped', 'resident': '0001'},
        {'slip': f'{code}-6', 'what': 'unused'},
        {'slip': f'{code}-7', 'what': 'book', 'resident': '0004', 'slot': half_past},
    ], status=3)
    assert [row['state'] for row in done] == ['done', 'open', 'done', 'done', 'open', 'done', 'open'], done
    assert 'lot' in done[1]['reason'] and 'written' in done[6]['reason'], done
    shown = town.run('reception', 'show', session['session'], name='reception-show')
    states = {person['register-number']: person['visit'] for person in shown['visits']}
    assert (states['0000'], states['0002'], states['0003']) == ('done', 'no-show', 'done'), states
    # Each slip is an act with all that comes of it: the walk-in goes with its lot and its booking.
    town.run('undo')
    town.run('undo')
    assert town.run('blackout', 'status', code, name='blackout-status', status=3)['packs'][0]['missing'] == [6, 7]
    town.run('lot', 'add', programme, 'AB999', name='lot-add')
    assert town.run('blackout', 'again', f'{code}-2', name='blackout-again')['state'] == 'done'
    assert town.run('check')['whole']


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
