# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The waiting list and what comes free, as somebody at a terminal works with it. Stands on the town of test_ctl."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


def add_town(town, n=6):
    town.found()
    town.add_people(n)
    programme, session = town.add_days()
    return programme, [slot['slot'] for slot in session['slots']]


def book(town, slot, resident):
    return town.run('book', '--slot', slot, '--resident', resident, '--via', 'phone')['booking']


def wait(town, programme, resident, *ways):
    return town.run('wait', 'add', '--programme', programme, '--resident', resident, *ways, name='wait-add')['unit']


def test_waiting(town):
    """Wishes, units and ways as they were said, and changed."""
    programme, _ = add_town(town)
    unit = wait(town, programme, '0000', '--with', '0001,0002', '--wish', 'am;weekdays=tue', '--swap', '--note', '娘が送る')
    listed, = town.run('wait', 'list', name='wait-list')['units']
    assert listed['unit'] == unit and listed['position'] == 1 and len(listed['people']) == 3, listed
    assert (listed['wish'], listed['swap'], listed['whole-chain'], listed['note']) == ('am;weekdays=tue', True, False, '娘が送る')
    assert listed['wish-words'] != listed['wish']
    town.run('wait', 'edit', unit, '--wish', 'from=9:30', '--swap', 'no', '--note', '', name='wait-edit')
    listed, = town.run('wait', 'list', '--programme', programme, name='wait-list')['units']
    assert (listed['wish'], listed['swap'], listed['note']) == ('from=09:30', False, None), listed
    town.refuse('wait', 'edit', unit, '--swap', 'perhaps', status=2)
    town.refuse('wait', 'edit', unit, '--priority', 1)
    town.refuse('wait', 'add', '--programme', programme, '--resident', '0003', '--wish', 'someday')
    town.refuse('wait', 'add', '--programme', programme, '--resident', '0003', '--whole-chain')
    # Nobody is lost where somebody writes two people in a way that names one.
    town.refuse('wait', 'add', '--programme', programme, '--resident', '0003', '--resident=0004', status=2)
    town.run('wait', 'withdraw', unit, name='wait-withdraw')


def test_swap(town):
    """Nobody loses a booking unasked; its place goes to the next."""
    programme, (early, late) = add_town(town)
    freed, own = book(town, early, '0000'), book(town, late, '0001')
    wait(town, programme, '0001', '--swap')
    wait(town, programme, '0002', '--wish', 'from=9:30')
    asked = town.run('cancel', freed, '--refill', '--mode', 'one-at-a-time', '--minutes', 90, name='cancel-refill')
    offer = asked['offers'][0]['offer']
    town.refuse('offer', 'accept', offer)
    answer = json.loads(town.call('batch', before=(), input=f'offer accept {offer}\n').stdout.splitlines()[-1])
    assert answer['code'] == 'ask', answer
    done = town.run('offer', 'accept', offer, '--give-up', name='offer-accept')
    assert done['given-up'] == [own] and done['rounds'][0]['asked'] == 1, done


def test_free_places(town):
    """Places that are free, one more by hand, and what the figures and the record make of it."""
    programme, (early, _) = add_town(town)
    for i in range(4):
        wait(town, programme, f'{i:04}')
    asked = town.run('offer', 'free', early, '--places', 1, '--parallel', 1, name='offer-free')
    assert asked['freed'] == 1 and len(asked['offers']) == 1, asked
    more = town.run('round', 'next', asked['round'], name='round-next')
    assert len(more['offers']) == 1, more
    script = town.run('offer', 'script', more['offers'][0]['offer'], name='offer-script')['script']
    assert '滝上町の保健 花子です' in script and '山田' not in script, script
    town.run('offer', 'accept', more['offers'][0]['offer'], name='offer-accept')

    figures = town.run('refill', 'figures', '--programme', programme, '--from', '2026-11-01', '--to', '2026-11-30', name='refill-figures')
    assert (figures['rounds'], figures['places'], figures['cancelled'], figures['filled'], figures['never-filled']) == (1, 1, 0, 1, 0), figures
    assert figures['answers'] == {'accepted': 1, 'declined': 0, 'expired': 0, 'lost': 1, 'open': 0}, figures
    assert town.run('refill', 'figures', '--to', '2026-11-04', name='refill-figures')['rounds'] == 0

    seen = town.run('figures', '--programme', programme, '--from', '2026-10-01', '--to', '2026-11-30')
    assert [(day['date'], day['places'], day['booked'] + day['held'] + day['free']) for day in seen['days']] == [('2026-11-05', 4, 4)], seen
    assert sum(day['refill'] for day in seen['booked']) == 1 and seen['waiting'][-1]['units'] == 3, seen
    assert town.run('figures', '--from', '2027-04-01') == {'days': [], 'booked': [], 'waiting': []}

    paper = town.root / 'record.pdf'
    record = town.run('refill', 'record', '--pdf', paper, name='refill-record')['record']
    assert [(row['position'], row['decision']) for row in record[:4]] == [
        (1, 'chosen'), (2, 'after-chosen'), (3, 'after-chosen'), (4, 'after-chosen')], record
    assert paper.read_bytes().startswith(b'%PDF')
    listed = town.root / 'refills.csv'
    town.run('export', 'refills', '--for', 'all', '--format', 'utf-8', '--output', listed, name='export')
    assert len(listed.read_text(encoding='utf-8-sig').splitlines()) == len(record) + 1


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
