# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The words of broadcasts at a terminal: saved texts, a preview, the check, the code. Stands on the town of test_ctl."""

import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


def test_templates(town):
    """Saved, changed, deleted, taken back."""
    town.found()
    assert town.run('template', 'list', name='template-list')['saved-texts'] == []
    saved = town.run('template', 'save', '断水', '--text', '明日は断水です。', '--easy', 'みずが でません。', '--category', 'other', name='template-save')
    assert saved['findings'] == [], saved
    again = town.run('template', 'save', '断水', '--text', '血圧は135/85でした。', name='template-save', status=3)
    assert again['saved-text'] == saved['saved-text']
    finding, = again['findings']
    assert (finding['problem'], finding['found'], finding['offset']) == ('measurement', '血圧は135/85', 0), finding
    listed, = town.run('template', 'list', name='template-list')['saved-texts']
    assert (listed['name'], listed['category'], listed['easy']) == ('断水', None, None), listed

    other = town.run('template', 'save', '中止', '--text', '中止です。', name='template-save')['saved-text']
    town.refuse('template', 'save', '断水', '--template', other, '--text', '中止です。')
    town.refuse('template', 'save', '住所', '--text', '{address}様')
    town.refuse('template', 'save', '種別', '--text', 'はい', '--category', 'loud')
    town.refuse('template', 'save', '', '--text', 'はい')
    town.refuse('template', 'save', '空', '--text', ' ')
    town.refuse('template', 'save', '両方', status=2)
    town.run('template', 'remove', other, name='template-remove')
    town.refuse('template', 'remove', other)
    town.run('undo', name='undo')
    assert len(town.run('template', 'list', name='template-list')['saved-texts']) == 2


def test_preview(town):
    """As one person reads it, and as it reads where others read along."""
    town.found()
    town.add_people(2)
    _, session = town.add_days()
    town.run('config', 'set', 'sms.yen', '3.3', name='config-set')
    slot = session['slots'][0]['slot']
    town.run('book', '--slot', slot, '--resident', '0000', '--via', 'phone')
    text = town.run('template', 'save', '前日', '--text', '{name}様、{date} {time}、{venue}です。', name='template-save')['saved-text']

    seen = town.run('template', 'preview', text, '--resident', '0000', '--session', session['session'], name='template-preview')
    assert seen['words'] == '【滝上町】山田　0子様、11月5日(木) 9:00、保健センターです。\n確認番号 00000 お問い合わせ 0158-29-1111', seen
    assert seen['line-card'] == {'title': '滝上町', 'text': seen['words'].split('】')[1], 'buttons': [{'button': '電話する 0158-29-1111', 'opens': 'tel:0158291111'}]}
    assert seen['sms-message'] == {'length': len(seen['words']), 'parts': 1, 'yen': 3.3, 'fits': True, 'refused': None}, seen
    shared = town.run('template', 'preview', text, '--resident', '0000', '--session', session['session'], '--shared', name='template-preview')
    assert shared['names-nobody'] and 'ご家族の皆さま、' in shared['words'] and '山田' not in shared['words'], shared

    assert '{time}' in town.refuse('template', 'preview', text, '--resident', '0001', '--session', session['session'])
    town.refuse('template', 'preview', text, status=2)

    for number, own in (('0000', ''), ('0001', '')):
        town.run('contact', 'add', number, '--line', 'U' + '1' * 32, name='contact-add')
    both = town.run('template', 'preview', text, '--resident', '0000', '--session', session['session'], name='template-preview')
    assert both['names-nobody'] and '山田' not in both['words'], both


def test_check(town):
    """A file with words of whatever origin."""
    town.found()
    path = town.root / 'words.txt'
    path.write_text('\ufeff明日は断水です。くわしくは http://bit.ly/x へ。①', encoding='utf-8')
    found = town.run('words', 'check', path, name='words-check', status=3)
    assert [finding['problem'] for finding in found['findings']] == ['short-url', 'url-form'], found
    assert found['sms-message']['refused'] == '①'
    path.write_text('明日は断水です。', encoding='utf-8')
    assert town.run('words', 'check', path, name='words-check')['findings'] == []
    path.write_bytes('明日は断水です。'.encode('cp932'))
    town.refuse('words', 'check', path)
    town.refuse('words', 'check', town.root / 'nowhere.txt')


def test_code(town):
    """Who doubts a message reads out its code; a wrong one finds nothing."""
    town.found()
    for code in ('00000', 'R0H1X', 'みかん', ''):
        assert 'Please ask the caller' in town.refuse('find-code', code), code
    database = sqlite3.connect(town.dir / 'machihoken.db')
    with database:
        database.execute('UPDATE act_now SET act = 1')
        database.execute("INSERT INTO broadcast (kind, name, state, rule, text, code, held_at) VALUES ('notice', '断水', 'running', '{}', '断水です。', 'R0H1Y', 5)")
        database.execute('UPDATE act_now SET act = NULL')
    database.close()
    for code in ('R0H1Y', 'r0h-1y', 'ＲＯＨＩＹ'):
        assert town.run('find-code', code) == {'code': 'R0H1Y', 'broadcast': 1, 'name': '断水', 'kind': 'notice', 'state': 'running', 'held-at': 5,
                                               'ended-at': None, 'text': '断水です。', 'easy': None}
    assert 'R0H1Y' in town.call('find-code', 'r0h1y', before=()).stdout


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
