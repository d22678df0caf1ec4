# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Cards over LINE, what LINE says of them, hours, and numbers that belong to nobody, at a terminal. Stands on the town of test_ctl."""

import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / 'sim')]

import processes  # noqa: E402
import test_ctl  # noqa: E402


def new(town, *options, **members):
    path = town.dir / 'draft.json'
    path.write_text(json.dumps({'name': '断水', 'rule': {}, 'text': '断水します。', **members}, ensure_ascii=False), encoding='utf-8')
    return town.run('broadcast', 'new', path, *options, name='broadcast-new')['broadcast']


def add_friends(town, n):
    town.found()
    town.add_people(n)
    for i in range(n):
        town.run('contact', 'add', f'{i:04}', '--line', f'U{i + 1:032x}', name='contact-add')


def codes(sheet):
    return [finding['finding'] for finding in sheet['findings']]


def test_card(town):
    """The preview tells both, LINE is asked before the hold, and the card is what leaves."""
    add_friends(town, 3)
    draft = new(town, '--form', 'card')
    clock = processes.Clock(town.clock, town.now)
    sandbox = processes.Sandbox(test_ctl.SANDBOX, str(town.root), clock)
    try:
        town.run('config', 'set', 'line.endpoint', f'http://127.0.0.1:{sandbox.port}', name='config-set')
        town.call('secret', 'set', 'line.token', input='token')
        sheet = town.run('broadcast', 'check', draft, name='broadcast-check')
        card = sheet['samples'][0]['line-card']
        assert sheet['form'] == 'card' and card['title'] == '滝上町', sheet
        assert card['buttons'] == [{'button': '電話する 0158-29-1111', 'opens': 'tel:0158291111'}], card
        assert sheet['samples'][0]['body'] == f'【滝上町】{card["text"]}', sheet
        assert 'line-unasked' not in codes(sheet) and sheet['may-hold'], sheet
        town.run('broadcast', 'hold', draft, '--reason', '確認済み', name='broadcast-hold')
        town.run('broadcast', 'go', draft, name='broadcast-go')
        town.call('send', '--until-idle')
        entry, = sandbox.read_journal()
        assert len(entry['to']) == 3 and entry['text'] == sheet['samples'][0]['body'], entry
    finally:
        sandbox.end()


def test_unasked(town):
    """A network that is down is told and stops nothing."""
    add_friends(town, 1)
    draft = new(town)
    town.run('config', 'set', 'line.endpoint', 'http://127.0.0.1:9', name='config-set')
    town.call('secret', 'set', 'line.token', input='token')
    sheet = town.run('broadcast', 'check', draft, name='broadcast-check')
    assert 'line-unasked' in codes(sheet) and sheet['may-hold'], sheet
    town.run('broadcast', 'hold', draft, '--reason', '確認済み', name='broadcast-hold')


def test_edit(town):
    """Single things of a draft are changed; what has been let out is not."""
    add_friends(town, 1)
    draft = new(town)
    town.run('broadcast', 'edit', draft, '--form', 'card', '--text', '給水車が来ます。', '--name', '給水', name='broadcast-edit')
    status = town.run('broadcast', 'status', draft, name='broadcast-status')
    assert (status['form'], status['text'], status['name'], status['any-hour']) == ('card', '給水車が来ます。', '給水', False), status
    town.refuse('broadcast', 'edit', draft, '--form', 'song')
    town.refuse('broadcast', 'hold', draft, '--any-hour')
    town.run('broadcast', 'hold', draft, '--any-hour', '--reason', '夜のうちの断水', name='broadcast-hold')
    assert town.run('broadcast', 'status', draft, name='broadcast-status')['any-hour'] is True
    town.refuse('broadcast', 'edit', draft, '--form', 'text')


def test_numbers(town):
    """They get it only when somebody types how many they are."""
    town.found()
    town.add_people(1)
    town.run('contact', 'add', '0000', '--mobile', '090-1000-0000', name='contact-add')
    numbers = town.dir / 'list.csv'
    numbers.write_text('電話番号\n090-1000-0000\n090-2000-0001\n090-2000-0002\n0158-29-2222\n', encoding='utf-8')
    draft = new(town)
    taken = town.run('broadcast', 'numbers', draft, numbers, name='broadcast-numbers')
    assert (taken['known'], taken['numbers-taken'], taken['not-mobile']) == (1, 2, 1), taken
    sheet = town.run('broadcast', 'check', draft, name='broadcast-check')
    assert (sheet['heads'], sheet['numbers']) == (1, 2) and 'numbers' in codes(sheet), sheet
    town.refuse('broadcast', 'hold', draft, '--numbers', 3, '--reason', '確認済み')
    town.run('broadcast', 'hold', draft, '--numbers', 2, '--reason', '確認済み', name='broadcast-hold')
    csv = town.dir / 'results.csv'
    listed = town.run('broadcast', 'results', draft, '--csv', csv, name='broadcast-results')
    assert [(row['number'], row['line'], row['state']) for row in listed['numbers']] == \
        [('09020000001', 3, 'held'), ('09020000002', 4, 'held')], listed
    assert len(listed['results']) == 1 and '090-2000-0002' in csv.read_text(encoding='utf-8-sig'), listed
    other = new(town)
    town.refuse('broadcast', 'numbers', other, status=2)
    town.run('broadcast', 'numbers', other, numbers, name='broadcast-numbers')
    assert town.run('broadcast', 'numbers', other, '--clear', name='broadcast-numbers')['numbers-taken'] == 0
    town.run('broadcast', 'discard', other, name='broadcast-discard')


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
