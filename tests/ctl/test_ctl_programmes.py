# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Programmes, their rules and doses had elsewhere, from a terminal. Stands on the town of test_ctl."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


CHECKUP = {'name': '総合健診 令和8年度', 'series': '特定健診', 'yearly': True, 'age': {'basis': 'fiscal-year', 'min-years': 40},
           'items': [{'name': '基本', 'standard': True}, {'name': '胃', 'age': {'min-years': 50}, 'fee': 500}]}


def add(town, rules):
    path = town.root / 'rules.json'
    path.write_text(json.dumps(rules), encoding='utf-8')
    return town.run('programme', 'add', path, name='programme-add')['programme']


def edit(town, programme, rules, *options):
    path = town.root / 'change.json'
    path.write_text(json.dumps(rules), encoding='utf-8')
    return town.run('programme', 'edit', programme, path, *options, name='programme-edit')


def test_rules(town):
    """Rules are written, shown, changed after a look at whom it affects, and copied for the next year."""
    town.found()
    town.add_people(3)
    programme = add(town, CHECKUP)
    before = town.run('programme', 'show', programme, name='programme-show')['rules']
    test_ctl.jsonschema.validate(before, test_ctl.schema('programme'))
    assert before['items'][1]['fee'] == 500 and before['items'][0]['fee'] is None

    cohort = town.run('programme', 'cohort', programme, '--date', '2026-11-05', name='programme-cohort')['cohorts'][0]
    assert cohort['people'] == 3 and '昭和62年4月1日' in cohort['births'], cohort
    assert cohort['youngest'] == {'name': '山田　2子', 'birth': '1950-03-01'}

    change = {'age': {'min-years': 80}, 'items': [{'name': '基本'}, {'name': '肺'}]}
    effect = edit(town, programme, change, '--dry-run', '--date', '2026-11-05')
    assert not effect['saved'] and len(effect['falls-out']) == 3 and effect['people-after'] == 0, effect
    assert town.run('programme', 'show', programme, name='programme-show')['rules'] == before
    assert edit(town, programme, change)['saved']
    after = town.run('programme', 'show', programme, name='programme-show')['rules']
    assert after['age'] == {'basis': 'fiscal-year', 'min-years': 80} and after['series'] == '特定健診', after
    town.run('undo', town.run('acts', name='acts')['acts'][0]['act'], name='undo')
    assert town.run('programme', 'show', programme, name='programme-show')['rules'] == before

    copy = town.run('programme', 'copy', programme, name='programme-copy')
    assert copy['name'] == '総合健診 令和9年度' and copy['template'] == programme, copy
    assert town.run('programme', 'copy', programme, '--name', '冬の健診', name='programme-copy')['name'] == '冬の健診'
    listed = town.run('programme', 'list', name='programme-list')['programmes']
    assert {one['template'] for one in listed} == {None, programme} and all(one['series'] == '特定健診' for one in listed)

    for rules in ({'ages': 5}, {'dose-rules': [{'dose': 2, 'earliest-days': 7}]}, {'series': None}):
        path = town.root / 'bad.json'
        path.write_text(json.dumps(rules), encoding='utf-8')
        town.refuse('programme', 'edit', programme, path)


def test_item_places(town):
    """An item of a visit has places of its own beside those of the slot."""
    town.found()
    programme = add(town, {'name': '健診', 'items': [{'name': '基本'}, {'name': '胃'}]})
    slot = town.run('session', 'add', '--programme', programme, '--date', '2026-11-05', '--venue', '保健センター',
                    '--slots', '09:00-09:30/30x5', name='session-add')['slots'][0]['slot']
    free = lambda answer: [item['free'] for item in answer['items']]
    assert free(town.run('item', 'places', slot, '胃', 2, name='item-places')) == [5, 2]
    assert free(town.run('item', 'places', slot, '胃', 'all', name='item-places')) == [5, 5]
    town.refuse('item', 'places', slot, '肺', 2)
    town.refuse('item', 'places', slot, '胃', 'many', status=2)


def test_doses(town):
    """A dose had elsewhere says when the next one may be."""
    town.found()
    town.add_people(2)
    programme = add(town, {'name': '接種', 'doses': 2, 'dose-rules': [{'dose': 2, 'earliest-days': 19, 'standard-days': 21,
                                                                   'same-weekday': True, 'warn-days': 42}]})
    words = ('--programme', programme, '--dose', 1, '--date')
    noted = town.run('past-dose', 'add', '0000', *words, '2021-06-03', '--source', '母子手帳', name='past-dose-add')['past-dose']
    listed = town.run('past-dose', 'list', '0000', '--programme', programme, name='past-dose-list')
    assert listed == {'past-doses': [{'past-dose': noted, 'programme': programme, 'dose': 1, 'date': '2021-06-03', 'source': '母子手帳'}],
                      'next': {'dose': 2, 'earliest': '2021-06-22', 'standard': '2021-06-24', 'warn-after': '2021-07-15'}}, listed
    town.refuse('past-dose', 'add', '0000', *words, '2021-06-04')
    town.refuse('past-dose', 'add', '0001', *words, '1949-01-01')
    town.refuse('past-dose', 'add', '0001', '--programme', programme, status=2)
    town.refuse('past-dose', 'remove', '0001', noted)

    effect = edit(town, programme, {'dose-rules': [{'dose': 2, 'earliest-days': 28}]}, '--dry-run')
    assert effect['other-days'] == [{'name': '山田　0子', 'birth': '1950-03-01', 'reason': None, 'dose': 2,
                                     'earliest-before': '2021-06-22', 'earliest-after': '2021-07-01'}], effect
    assert sum(age['other-interval'] for age in effect['ages']) == 2

    town.run('past-dose', 'remove', '0000', noted, name='past-dose-remove')
    assert town.run('past-dose', 'list', '0000', name='past-dose-list') == {'past-doses': []}


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
