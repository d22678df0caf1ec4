# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Who is meant by a broadcast, as somebody at a terminal finds it out. Stands on the town of test_ctl."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


def add_town(town, n=6):
    town.found()
    town.add_people(n)
    programme, session = town.add_days()
    return programme, session


def write(town, rule):
    path = town.root / 'rule.json'
    path.write_text(rule if isinstance(rule, str) else json.dumps(rule), encoding='utf-8')
    return path


def preview(town, rule, *more):
    return town.run('audience', 'preview', write(town, rule), *more, name='audience-preview')


def count(document, member, key, value):
    return sum(row['people'] for row in document[member] if row[key] == value)


def test_preview(town):
    """Counts by channel and reason, the youngest and the oldest by name, and some people."""
    add_town(town)
    town.run('contact', 'add', '0001', '--mobile', '090-1234-5678', name='contact-add')
    town.run('contact', 'add', '0002', '--mobile', '090-1234-5678', name='contact-add')
    town.run('resident', 'edit', '0003', '--status', 'dead', name='resident-edit')
    town.run('resident', 'edit', '0004', '--birth', '2026-10-01', name='resident-edit')

    everybody = preview(town, {})
    assert (everybody['named'], everybody['heads'], everybody['messages']) == (6, 5, 4), everybody
    assert count(everybody, 'channels', 'reach', 'sms') == 2 and count(everybody, 'channels', 'reach', 'none') == 1, everybody
    assert count(everybody, 'by-reason', 'reason', 'no-contact') == 3 and count(everybody, 'by-reason', 'reason', 'dead') == 1, everybody
    assert everybody['youngest']['name'] == '山田　4子' and len(everybody['sample']) == 5, everybody

    old = preview(town, {'age': {'from': 65, 'rule': 'day'}, 'minus': [1]}, '--sample', 0)
    assert (old['named'], old['heads'], old['sample']) == (5, 3, []), old
    assert '昭和' in old['conditions'][0] and len(old['conditions']) == 2, old
    assert preview(town, {}, '--channels', 'line')['heads'] == 0
    assert preview(town, {'only': []})['named'] == 0

    assert 'ages' in town.refuse('audience', 'preview', write(town, {'ages': 65}))
    town.refuse('audience', 'preview', write(town, '{'))
    town.refuse('audience', 'preview', write(town, {'programme': {'id': 99, 'state': ['done']}}))
    town.refuse('audience', 'preview', town.root / 'nothing.json')
    town.refuse('audience', 'preview', write(town, {}), '--channels', 'fax')
    town.refuse('audience', 'preview', write(town, {}), '--category', 'fax', status=2)
    town.refuse('audience', 'preview', status=2)


def test_saved(town):
    """Kept under a name, replaced, taken back, removed."""
    add_town(town, 2)
    first = town.run('audience', 'save', '高齢の方', write(town, {'age': {'from': 65}}), name='audience-save')
    again = town.run('audience', 'save', '高齢の方', write(town, {'age': {'from': 75}}), name='audience-save')
    assert first['audience'] == again['audience']
    listed, = town.run('audience', 'list', name='audience-list')['audiences']
    assert json.loads(listed['rule']) == {'age': {'from': 75, 'to': 130, 'rule': 'day'}}, listed
    assert town.run('audience', 'preview', '--saved', '高齢の方', name='audience-preview')['heads'] == 2
    town.run('audience', 'remove', '高齢の方', name='audience-remove')
    assert town.run('audience', 'list', name='audience-list')['audiences'] == []
    town.refuse('audience', 'remove', '高齢の方')
    town.refuse('audience', 'save', ' ', write(town, {}))
    last = [act for act in town.run('acts')['acts'] if act['kind'] == 'audience.remove'][0]
    town.run('undo', last['act'])
    assert len(town.run('audience', 'list', name='audience-list')['audiences']) == 1


def test_from_csv(town):
    """A list that somebody else made: what names nobody is told with its line."""
    add_town(town, 3)
    town.run('contact', 'add', '0001', '--mobile', '090-1234-5678', name='contact-add')
    town.run('contact', 'add', '0002', '--mobile', '090-1234-5678', name='contact-add')
    path = town.root / 'numbers.csv'
    path.write_bytes('氏名,電話\r\n山田,０９０－１２３４－５６７８\r\n知らない,090-0000-0000\r\n'.encode('cp932'))
    made = town.run('audience', 'from-csv', path, name='audience-from-csv', status=3)
    assert (made['rows'], made['people'], made['several'], made['unmatched']) == (2, 2, 1, ['3: 090-0000-0000']), made
    assert preview(town, made['rule'])['messages'] == 1

    path.write_text('\ufeff番号\n1\n0000\n', encoding='utf-8')
    made = town.run('audience', 'from-csv', path, name='audience-from-csv')
    assert (made['rows'], made['people']) == (2, 2), made
    path.write_bytes(b'PK\x03\x04' + bytes(100))
    town.refuse('audience', 'from-csv', path)
    path.write_text('氏名\n山田\n', encoding='utf-8')
    town.refuse('audience', 'from-csv', path)


def test_from_list(town):
    """Who did not come, who has not had it, who is found on the list."""
    programme, session = add_town(town, 4)
    slot = session['slots'][0]['slot']
    booked = town.run('book', '--slot', slot, '--resident', '0000', '--via', 'phone')['booking']
    not_yet = town.run('audience', 'from-list', '--not-yet', programme, name='audience-from-list')
    assert preview(town, not_yet['rule'])['named'] == 3
    town.set_time(town.now + 20 * 86400000)
    town.run('reception', 'set', booked, 'no-show', name='reception-set')
    no_shows = town.run('audience', 'from-list', '--no-shows', session['session'], name='audience-from-list')
    assert preview(town, no_shows['rule'])['sample'][0]['register-number'] == '0000'
    assert preview(town, not_yet['rule'])['named'] == 4
    found = town.run('audience', 'from-list', '--search', '1950-03-01', name='audience-from-list')
    assert preview(town, found['rule'])['named'] == 4
    town.refuse('audience', 'from-list', status=2)
    town.refuse('audience', 'from-list', '--not-yet', 99)


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
