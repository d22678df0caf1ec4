# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""machihokenctl where several are booked together: doses, families, items, assigned times, a lottery."""

import hashlib
import json
import sqlite3
import subprocess
import sys
import traceback

from test_ctl import CTL, Town, jsonschema


def add_programme(town, **more):
    path = town.root / 'programme.json'
    path.write_text(json.dumps({'name': '帯状疱疹予防接種', **more}), encoding='utf-8')
    return town.run('programme', 'add', path, name='programme-add')['programme']


def add_day(town, programme, date, slots):
    session = town.run('session', 'add', '--programme', programme, '--date', date, '--venue', '保健センター', '--slots', slots,
                       name='session-add')
    return session['session'], [slot['slot'] for slot in session['slots']]


def test_doses(town):
    """Both doses in one act, moved and cancelled together, and taken back whole."""
    town.found()
    town.add_people(2)
    programme = add_programme(town, doses=2, **{'interval-days': 21})
    first = add_day(town, programme, '2026-11-05', '09:00-10:00/30x1')[1]
    town.refuse('book', '--slot', first[0], '--resident', '0000', '--chain')
    late = add_day(town, programme, '2026-11-26', '09:00-10:00/30x1')[1]

    plan = town.run('book', '--slot', first[1], '--resident', '0000', '--chain', '--preview')
    assert plan['act'] is None and plan['further'][0]['slot'] == late[1], plan
    made = town.run('book', '--slot', first[1], '--resident', '0000', '--chain')
    assert made['further'][0]['start'] == '09:30' and made['further'][0]['dose'] == 2, made
    doses = town.run('booking', 'doses', made['booking'], name='booking-doses')
    assert len(doses['bookings']) == 2 and [(row['why'], row['dose']) for row in doses['together']] == [('dose', 2)], doses
    back = town.run('booking', 'doses', doses['bookings'][1]['booking'], name='booking-doses')
    assert len(back['bookings']) == 1 and [(row['why'], row['dose']) for row in back['together']] == [('dose', 1)], back

    between = add_day(town, programme, '2026-11-12', '09:00-10:00/30x1')[1]
    town.refuse('move', made['booking'], '--slot', between[0])
    after = add_day(town, programme, '2026-12-03', '09:00-10:00/30x1')[1]
    plan = town.run('move', made['booking'], '--slot', between[0], '--preview')
    assert plan['act'] is None and plan['further'][0]['slot'] == after[0], plan
    moved = town.run('move', made['booking'], '--slot', between[0])
    assert moved['further'][0]['slot'] == after[0], moved
    town.run('undo', moved['act'])
    town.run('cancel', made['booking'])
    states = [row['state'] for row in town.run('bookings', '--resident', '0000')['bookings']]
    assert states == ['cancelled', 'cancelled'], states
    assert town.run('check')['whole']


def test_race_of_families(town):
    """Two desks reach for the last two places for two families: one gets both, the other nothing."""
    town.found()
    town.add_people(4)
    programme = add_programme(town)
    slot = add_day(town, programme, '2026-11-05', '09:00-09:30/30x2')[1][0]

    def start(*numbers):
        return subprocess.Popen([CTL, '--data', town.dir, '--clock', town.clock, '--operator', '保健 花子', '--json', 'book-family',
                                 '--slot', str(slot), *numbers], env=town.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    desks = [start('0000', '0001'), start('0002', '0003')]
    for desk in desks:
        desk.communicate()
    assert sorted(desk.returncode for desk in desks) == [0, 1], [desk.returncode for desk in desks]
    database = sqlite3.connect(town.dir / 'machihoken.db')
    booked = [row[0] for row in database.execute("SELECT resident.register_number FROM booking JOIN resident ON resident.id = resident "
                                                 "WHERE state = 'active' ORDER BY 1")]
    database.close()
    assert booked in (['0000', '0001'], ['0002', '0003']), booked
    assert town.run('check')['whole']


def test_family(town):
    town.found()
    town.add_people(3)
    programme = add_programme(town)
    slots = add_day(town, programme, '2026-11-05', '09:00-10:00/30x2')[1]
    for number in ('0000', '0001'):
        town.run('resident', 'edit', number, '--household-number', 'H1', name='resident-edit')
    beside = town.run('booking', 'family', '0000', '--slot', slots[0], name='booking-family')['members']
    assert [row['register-number'] for row in beside] == ['0001'] and beside[0]['reason'] is None, beside

    plan = town.run('book-family', '0000', '0001', '0002', '--slot', slots[0], '--preview')
    assert plan['act'] is None, plan
    assert [row['bookings'][0]['slot'] for row in plan['members']] == [slots[0], slots[0], slots[1]], plan
    made = town.run('book-family', '0000', f'0001@{slots[1]}', '--slot', slots[0])
    assert [row['bookings'][0]['slot'] for row in made['members']] == slots, made
    beside = town.run('booking', 'family', '0000', '--slot', slots[0], name='booking-family')['members']
    assert beside[0]['reason'] == 'already-booked', beside
    assert '山田' in town.refuse('book-family', '0001', '0002', '--slot', slots[0])
    town.run('undo', made['act'])
    assert all(row['state'] != 'active' for row in town.run('bookings', '--resident', '0000')['bookings'])


def test_assigned(town):
    """Everybody gets a time, may change it, and all of it can be taken back."""
    town.found()
    town.add_people(5)
    programme = add_programme(town)
    session, slots = add_day(town, programme, '2026-11-05', '09:00-10:00/30x2')
    plan = town.run('assign', session, '--programme', programme, '--dry-run')
    assert plan['act'] is None and plan['assigned'] == 4 and len(plan['left-over']) == 1, plan
    done = town.run('assign', session, '--programme', programme, '--by-district', '--tell')
    assert [row['assigned'] for row in done['slots']] == [2, 2] and done['by-hand'] == 4, done
    assert len(town.run('deliveries')['deliveries']) == 4
    town.run('undo', done['act'])
    assert all(row['state'] != 'active' for row in town.run('bookings', session)['bookings'])
    town.refuse('assign', session, '--programme', programme, '--district', 'よその町')
    town.refuse('assign', session, status=2)


def test_first_in_line(town):
    """Whose day was called off stands before the drawn, and the lists say so."""
    town.found()
    town.add_people(4)
    programme = add_programme(town)
    lost, slots = add_day(town, programme, '2026-11-05', '09:00-09:30/30x1')
    other, _ = add_day(town, programme, '2026-11-06', '09:00-09:30/30x1')
    town.run('book', '--slot', slots[0], '--resident', '0003', '--via', 'phone')
    drawn = [town.run('wait', 'add', '--programme', programme, '--resident', f'{i:04}', name='wait-add')['unit'] for i in range(3)]
    town.run('session', 'cancel', lost, '--first-in-line', name='session-cancel')
    first, *rest = town.run('wait', 'list', '--programme', programme, name='wait-list')['units']
    assert first['unit'] not in drawn and first['first-in-line'] and first['rank'] is None, first
    assert not any(unit['first-in-line'] for unit in rest), rest
    stakes = town.run('lottery', 'draw', '--programme', programme, '--session', other, '--dry-run', name='lottery-draw')
    assert (stakes['units'], stakes['first-in-line']) == (4, 1), stakes
    town.run('lottery', 'draw', '--programme', programme, '--session', other, name='lottery-draw')
    rows = town.run('lottery', 'show', '--programme', programme, name='lottery-show')['draws'][0]['units']
    assert [row['unit'] for row in rows if row['result'] == 'placed'] == [first['unit']], rows
    assert [row['unit'] for row in rows if row['first-in-line']] == [first['unit']], rows


def test_lottery(town):
    """A draw that anybody can draw again, here with nothing but SHA-256."""
    town.found()
    town.add_people(5)
    programme = add_programme(town)
    session, slots = add_day(town, programme, '2026-11-05', '09:00-09:30/30x2')
    units = [town.run('wait', 'add', '--programme', programme, '--resident', f'{i:04}', name='wait-add')['unit'] for i in range(5)]
    stakes = town.run('lottery', 'draw', '--programme', programme, '--session', session, '--dry-run', name='lottery-draw')
    assert (stakes['draw'], stakes['units'], stakes['places']) == (None, 5, 2), stakes
    done = town.run('lottery', 'draw', '--programme', programme, '--session', session, '--tell', name='lottery-draw')
    assert (done['placed'], done['waiting']) == (2, 3), done
    draw = town.run('lottery', 'show', '--programme', programme, name='lottery-show')['draws'][0]
    reckoned = sorted(units, key=lambda unit: hashlib.sha256(f'{draw["seed"]}:{unit}'.encode()).hexdigest())
    assert [row['unit'] for row in draw['units']] == reckoned, draw
    assert [row['result'] for row in draw['units']] == ['placed'] * 2 + ['too-few-places'] * 3, draw
    assert town.run('lottery', 'verify', done['draw'], name='lottery-verify')['whole']
    kinds = sorted(row['kind'] for row in town.run('deliveries')['deliveries'])
    assert kinds == ['lottery-lost'] * 3 + ['lottery-won'] * 2, kinds
    waiting = [row['unit'] for row in town.run('wait', 'list', '--programme', programme, name='wait-list')['units']]
    assert waiting == reckoned[2:], waiting

    # What was drawn in public is drawn again by the same seed.
    town.run('undo')
    public = ('--programme', programme, '--session', session, '--seed', draw['seed'])
    again = town.run('lottery', 'draw', *public, name='lottery-draw')
    assert [row['unit'] for row in town.run('lottery', 'show', name='lottery-show')['draws'][0]['units']] == reckoned
    town.run('undo')
    town.refuse('lottery', 'draw', '--programme', programme, '--session', session, '--seed', 'さいころ')
    done = town.run('lottery', 'draw', *public, name='lottery-draw')
    assert done['placed'] == again['placed'] == 2

    database = sqlite3.connect(town.dir / 'machihoken.db')
    with database:
        database.execute('UPDATE act_now SET act = 1')
        database.execute("UPDATE draw SET seed = '00112233445566778899aabbccddeeff'")
        database.execute('UPDATE act_now SET act = NULL')
    database.close()
    # An order that is not the seed's is found, and says where.
    forged = town.run('lottery', 'verify', done['draw'], name='lottery-verify', status=3)
    assert not forged['whole'] and forged['recorded'] == reckoned[forged['rank'] - 1], forged
    town.refuse('lottery', 'verify', 4711)


def main():
    tests = [(name[5:], func) for name, func in globals().items() if name.startswith('test_') and callable(func)]
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
    main()
