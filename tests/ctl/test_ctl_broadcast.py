# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A broadcast from the draft to its results, as somebody at a terminal works with it. Stands on the town of test_ctl."""

import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


def write(town, **members):
    """A draft in a file, and its id."""
    path = town.dir / 'draft.json'
    path.write_text(json.dumps({'name': '秋の健診', 'rule': {}, 'text': 'お知らせです。', **members}, ensure_ascii=False), encoding='utf-8')
    return path


def new(town, **members):
    return town.run('broadcast', 'new', write(town, **members), name='broadcast-new')['broadcast']


def found(town, n=8):
    town.found()
    town.add_people(n)
    for i in range(n):
        town.run('contact', 'add', f'{i:04}', '--mobile', f'090-1000-{i:04}', name='contact-add')


def test_broadcast(town):
    """Drafted, checked, let out, stopped, and gone on with."""
    found(town)
    draft = new(town)
    sheet = town.run('broadcast', 'check', draft, name='broadcast-check')
    assert (sheet['heads'], sheet['sms'], sheet['may-hold'], len(sheet['samples'])) == (8, 8, True, 3), sheet
    assert all('滝上町' in sample['body'] for sample in sheet['samples']), sheet
    held = town.run('broadcast', 'hold', draft, '--reason', '確認済み', name='broadcast-hold')
    assert held['state'] == 'held', held
    town.refuse('broadcast', 'hold', draft)
    town.refuse('broadcast', 'correct', draft)
    assert town.run('broadcast', 'go', draft, name='broadcast-go')['state'] == 'running'
    status = town.run('broadcast', 'status', draft, name='broadcast-status')
    assert (status['counts']['due'], status['counts']['held']) == (5, 3), status
    stopped = town.run('broadcast', 'stop', draft, name='broadcast-stop')
    assert (stopped['state'], stopped['left']) == ('withdrawn', 0), stopped
    town.refuse('broadcast', 'resume', draft)
    town.refuse('broadcast', 'retry', draft)
    csv = town.dir / 'results.csv'
    results = town.run('broadcast', 'results', draft, '--csv', csv, name='broadcast-results')['results']
    assert len(results) == 8 and {row['state'] for row in results} == {'withdrawn'}, results
    assert town.run('broadcast', 'results', draft, '--state', 'left-out', name='broadcast-results')['results'] == []
    assert town.run('broadcast', 'results', draft, '--state', 'withdrawn', name='broadcast-results')['results'] == results
    assert len(csv.read_text(encoding='utf-8-sig').splitlines()) == 9
    assert [row['broadcast'] for row in town.run('broadcast', 'list', name='broadcast-list')['broadcasts']] == [draft]


def test_report_of_results(town):
    """What became of it on paper: who let it out, the counts, the words, one row a person; whom the paper lacks stands in no log of it."""
    found(town, 4)
    town.run('protect', '0003', '--from', 'R8.10.1', name='protect')
    draft = new(town, text='{氏名}様、お知らせです。')
    town.run('broadcast', 'hold', draft, '--reason', '確認済み', name='broadcast-hold')
    pdf = town.dir / 'results.pdf'
    people = {row['register-number']: row for row in town.run('broadcast', 'results', draft, '--pdf', pdf, name='broadcast-results')['results']}
    assert people['0003']['state'] == 'by-hand', people
    text = subprocess.run(['pdftotext', '-layout', str(pdf), '-'], capture_output=True, text=True, check=True).stdout
    for words in ('確認済み', '［氏名］様、お知らせです。', *people, *(row['name'].replace('\u3000', ' ') for row in people.values())):
        assert words in text, (words, text)
    assert '090-1000' not in text, text
    noted = [line for line in town.run('audit', name='audit')['entries'] if line['kind'] == 'broadcast.print']
    assert len(noted) == 1, noted
    town.run('broadcast', 'results', draft, '--state', 'by-hand', '--pdf', pdf, name='broadcast-results')
    text = subprocess.run(['pdftotext', '-layout', str(pdf), '-'], capture_output=True, text=True, check=True).stdout
    assert '0003' in text and '0000' not in text, text


def test_settled_after_restore(town):
    """What a backup leaves unfinished is found out about, and settled for many at once: some by name, the rest of a broadcast."""
    found(town)
    draft = new(town)
    town.run('broadcast', 'hold', draft, '--reason', '確認済み', name='broadcast-hold')
    town.run('broadcast', 'go', draft, name='broadcast-go')
    assert town.run('checks', name='checks')['checks'] == []
    town.refuse('checks', 'settle', '--broadcast', draft, '--arrived')
    town.run('backup', town.root / 'backup.db')
    town.run('restore', town.root / 'backup.db')
    checks = town.run('checks', '--broadcast', draft, name='checks')['checks']
    assert len(checks) == 8 and {row['about'] for row in checks} == {'秋の健診'} and town.run('checks', name='checks')['checks'] == checks, checks
    first = [row['delivery'] for row in checks[:3]]
    town.refuse('checks', 'settle', '--arrived', status=2)
    town.refuse('checks', 'settle', *first, status=2)
    town.refuse('checks', 'settle', *first, '--broadcast', draft, '--arrived', status=2)
    assert town.run('checks', 'settle', *first, '--not-arrived', name='checks-settle') == {'messages-settled': 3, 'messages-changed': 0}
    assert town.run('checks', 'settle', *first, checks[3]['delivery'], '--arrived', name='checks-settle') == {'messages-settled': 1, 'messages-changed': 3}
    assert town.run('checks', 'settle', '--broadcast', draft, '--arrived', name='checks-settle') == {'messages-settled': 4, 'messages-changed': 0}
    states = [row['state'] for row in town.run('broadcast', 'results', draft, name='broadcast-results')['results']]
    assert sorted(states) == ['accepted'] * 5 + ['by-hand'] * 3, states


def test_drafts(town):
    """A draft is changed, tried out on oneself and thrown away; what cannot be read is said."""
    found(town, 2)
    draft = new(town)
    town.run('broadcast', 'new', write(town, text='別のお知らせです。'), '--change', draft, name='broadcast-new')
    assert town.run('broadcast', 'status', draft, name='broadcast-status')['text'] == '別のお知らせです。'
    link = town.run('contact', 'show', '0000', name='contact-show')['contacts'][0]['link']
    town.refuse('broadcast', 'test', draft, status=2)
    town.refuse('broadcast', 'test', draft, '--resident', '0000', status=2)
    trial = town.run('broadcast', 'test', draft, '--resident', '0000', '--link', link, name='broadcast-test')
    assert (trial['kind'], trial['state']) == ('test', 'running'), trial
    again = town.run('broadcast', 'test', draft, name='broadcast-test')
    assert again['broadcast'] != trial['broadcast'], again
    town.refuse('broadcast', 'test', draft, '--resident', '0001', '--link', link)
    town.run('contact', 'remove', '0000', link, name='contact-remove')
    town.refuse('broadcast', 'test', draft, status=2)
    for members in ({'rule': {'shoe-size': 24}}, {'channels': 'fax'}, {'kind': 'test'}, {'colour': 'red'}, {'name': ''}):
        town.refuse('broadcast', 'new', write(town, **members))
    unready = new(town, text='')
    sheet = town.run('broadcast', 'check', unready, name='broadcast-check', status=3)
    assert sheet['findings'][0]['finding'] == 'text-empty', sheet
    town.refuse('broadcast', 'hold', unready)
    town.run('broadcast', 'discard', unready, name='broadcast-discard')
    town.refuse('broadcast', 'check', unready)


def test_reminders(town):
    """Rules by which the clock reminds those who are booked."""
    town.found()
    programme, _ = town.add_days()
    rule = town.run('reminder', 'add', '--programme', programme, '--days', 2, '--at', '10:00', '--text', '{date} {time}にお待ちしています。',
                    name='reminder-add')['rule']
    listed, = town.run('reminder', 'list', name='reminder-list')['reminders']
    assert (listed['rule'], listed['days-before'], listed['start']) == (rule, 2, '10:00'), listed
    town.refuse('reminder', 'add', '--text', 'お待ちしています。', status=2)
    town.refuse('reminder', 'add', '--days', 31, '--at', '10:00', '--text', 'お待ちしています。')
    town.run('reminder', 'change', rule, '--days', 3, '--at', '9:30', '--easy', 'きて ください。', '--off', name='reminder-change')
    assert town.run('reminder', 'list', name='reminder-list')['reminders'] == []
    listed, = town.run('reminder', 'list', '--all', name='reminder-list')['reminders']
    assert (listed['days-before'], listed['start'], listed['easy'], listed['switched-on']) == (3, '09:30', 'きて ください。', False), listed
    town.refuse('reminder', 'change', rule, '--text', '{shoe}')
    town.refuse('reminder', 'change', rule, '--on', '--off', status=2)
    assert town.run('reminder', 'next', name='reminder-next')['coming'] == []
    town.run('reminder', 'change', rule, '--easy', '', '--on', name='reminder-change')
    coming = town.run('reminder', 'next', name='reminder-next')['coming']
    assert coming and {row['rule'] for row in coming} == {rule} and sorted(row['at'] for row in coming) == [row['at'] for row in coming], coming
    town.run('reminder', 'remove', rule, name='reminder-remove')
    town.refuse('reminder', 'remove', rule)


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
