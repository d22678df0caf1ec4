# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Whom no channel reaches: call sheets and what came of the calls, letters and labels. Stands on the town of test_ctl."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402
from test_ctl_broadcast import new  # noqa: E402

SECRETS = (test_ctl.SECRET_ADDRESS, test_ctl.SECRET_PHONE)


def pdf_text(path):
    return subprocess.run(['pdftotext', '-layout', str(path), '-'], capture_output=True, text=True, check=True).stdout


def found(town, n=6):
    """People who have telephones only: the first two share one, the last is protected."""
    town.found()
    town.run('config', 'set', 'town.area-code', '0158', name='config-set')
    town.add_people(n)
    for i in range(n):
        town.run('contact', 'add', f'{i:04}', '--landline', f'0158-29-{2000 + max(i, 1)}', name='contact-add')


def held(town, **members):
    draft = new(town, **members)
    town.run('broadcast', 'hold', draft, '--reason', '確認済み', name='broadcast-hold')
    return draft


def sheet_of(town, broadcast, *words):
    return town.run('callsheet', broadcast, '--pdf', town.dir / 'calls.pdf', *words)


def ids(document):
    return [call['register-number'] for call in document['calls']]


def test_call_sheet(town):
    """One number a call, people of one telephone together; outcomes come back by number and can be taken back."""
    found(town)
    broadcast = held(town)
    listed = town.run('callsheet', broadcast)
    assert len(listed['calls']) == 6 and listed['sheet'] is None and listed['counts']['open'] == 6, listed
    made = sheet_of(town, broadcast)
    calls = {call['register-number']: call for call in made['calls']}
    assert calls['0000']['row'] + 1 == calls['0001']['row'], made
    assert len({call['ref'] for call in made['calls']}) == 6
    text = pdf_text(made['output'])
    assert 'お知らせです。' in text and '0158-29-2001' in text, text

    done = town.run('callsheet', 'done', calls['0000']['ref'], 'spoke', name='callsheet-done')
    assert (done['row'], done['rows'], done['open']) == (calls['0000']['row'], 1, 5), done
    said = town.refuse('callsheet', 'done', calls['0000']['ref'], 'absent')
    assert calls['0000']['name'] in said, said
    town.run('undo', done['act'])
    again = town.run('callsheet', broadcast)
    assert len(again['calls']) == 6 and again['counts']['spoke'] == 0, again

    for tries in (1, 2):
        done = town.run('callsheet', 'done', calls['0002']['row'], 'absent', '--broadcast', broadcast, name='callsheet-done')
        assert done['tries'] == tries, done
    done = town.run('callsheet', 'done', f"{made['sheet']}-{calls['0000']['row']}", 'absent', '--same-phone', name='callsheet-done')
    assert done['rows'] == 2, done
    town.run('callsheet', 'done', calls['0003']['ref'], 'call-back', name='callsheet-done')
    town.run('callsheet', 'done', calls['0004']['ref'], 'spoke', name='callsheet-done')

    second = sheet_of(town, broadcast, '--order', 'district', '--big')
    assert '0004' not in ids(second) and len(second['calls']) == 5, second
    assert {call['register-number']: call['tries'] for call in second['calls']}['0002'] == 2, second
    done = town.run('callsheet', 'done', calls['0002']['ref'], 'spoke', name='callsheet-done')
    assert done['older-sheet'], done
    newer = {call['register-number']: call['ref'] for call in second['calls']}
    assert calls['0002']['name'] in town.refuse('callsheet', 'done', newer['0002'], 'spoke')

    for number in ('00000000', '12345671x', '99-1', '77', ''):
        town.refuse('callsheet', 'done', number, 'spoke')
    town.refuse('callsheet', 'done', calls['0003']['ref'], 'shouted')
    papers = town.run('papers', broadcast)['papers']
    assert [paper['open'] for paper in papers] == [4, 4], papers
    back = town.run('paper-return', made['sheet'])
    assert [paper['returned-at'] is None for paper in town.run('papers')['papers']] == [True, False]
    town.run('undo', back['act'])
    assert all(paper['returned-at'] is None for paper in town.run('papers')['papers'])


def test_wrong_and_refused(town):
    """A wrong number is not used any more and stands among those to put right; a refusal is asked about."""
    found(town, 4)
    broadcast = held(town)
    calls = {call['register-number']: call for call in sheet_of(town, broadcast)['calls']}
    wrong = town.run('callsheet', 'done', calls['0002']['ref'], 'wrong-number', name='callsheet-done')
    assert [fix['register-number'] for fix in town.run('fix', 'list', name='fix-list')['fixes']] == ['0002']
    after = {call['register-number']: call for call in town.run('callsheet', broadcast)['calls']}
    assert after['0002']['phones'] == [] and after['0002']['last'] == 'wrong-number', after['0002']
    town.refuse('callsheet', 'done', calls['0002']['ref'], 'wrong-number')
    town.run('undo', wrong['act'])
    assert town.run('fix', 'list', name='fix-list')['fixes'] == []
    assert len({call['register-number']: call for call in town.run('callsheet', broadcast)['calls']}['0002']['phones']) == 1

    town.refuse('callsheet', 'done', calls['0003']['ref'], 'refused')
    refused = town.run('callsheet', 'done', calls['0003']['ref'], 'refused', '--no-more', 'yes', name='callsheet-done')
    call = {call['register-number']: call for call in town.run('callsheet', broadcast)['calls']}['0003']
    assert (call['phones'], call['why']) == ([], 'refused-call'), call
    assert '0158-29-2003' not in pdf_text(sheet_of(town, broadcast)['output'])
    other = held(town, name='冬の健診', text='別のお知らせです。')
    sheet = sheet_of(town, other)
    call = {call['register-number']: call for call in sheet['calls']}['0003']
    assert (call['phones'], call['why']) == ([], 'opted-out'), call
    said = town.refuse('callsheet', 'done', call['ref'], 'spoke', '--broadcast', broadcast)
    assert '冬の健診' in said, said
    town.run('undo', refused['act'])
    assert len({call['register-number']: call for call in town.run('callsheet', other)['calls']}['0003']['phones']) == 1


def test_protected_on_paper(town):
    """Who is protected stands with a neutral line; neither number nor address is in any byte, not even of a contact that is safe."""
    found(town, 3)
    town.run('resident', 'edit', '0002', '--address', test_ctl.SECRET_ADDRESS, '--postal-code', '099-5601', '--district', '秘密班', name='resident-edit')
    link = town.run('contact', 'add', '0002', '--mobile', test_ctl.SECRET_PHONE, name='contact-add')['link']
    town.run('protect', '0002', '--from', '2026-10-01')
    town.run('contact', 'safe', '0002', link, '--reason', '本人のみ', name='contact-safe')
    broadcast = held(town, channels='by-hand')
    for words in ((), ('--order', 'district')):
        made = sheet_of(town, broadcast, *words)
        hidden, = [call for call in made['calls'] if call['register-number'] == '0002']
        assert (hidden['phones'], hidden['why']) == ([], 'protected'), hidden
        assert hidden == made['calls'][-1], made
        text = pdf_text(made['output'])
        assert not any(secret in text for secret in (*SECRETS, '秘密班', '2002', '支援')), text
    assert not any(secret in output for output in town.outputs[-8:] for secret in SECRETS)
    town.refuse('callsheet', 'done', hidden['ref'], 'wrong-number')
    town.run('callsheet', 'done', hidden['ref'], 'spoke', name='callsheet-done')


def test_judged_when_printed(town):
    """Who died or moved since is withdrawn with the reason and stands on no sheet."""
    found(town, 4)
    broadcast = held(town)
    first = {call['register-number']: call for call in sheet_of(town, broadcast)['calls']}
    town.run('resident', 'edit', '0002', '--status', 'dead', '--status-date', '2026-10-19', name='resident-edit')
    made = sheet_of(town, broadcast)
    assert made['withdrawn'] == 1 and '0002' not in ids(made), made
    results = {row['register-number']: row for row in town.run('broadcast', 'results', broadcast, name='broadcast-results')['results']}
    assert (results['0002']['state'], results['0002']['reason']) == ('withdrawn', 'dead'), results['0002']
    town.refuse('callsheet', 'done', first['0002']['ref'], 'spoke')


def check_whole(town):
    """A result stands exactly where the message is told, whatever was killed."""
    with sqlite3.connect(f'file:{town.dir / "machihoken.db"}?mode=ro', uri=True) as db:
        broken = db.execute("SELECT count(*) FROM delivery AS d WHERE (d.state = 'by-hand-done') <> EXISTS "
                            "(SELECT 1 FROM outgoing_row AS r WHERE r.delivery = d.id AND r.result IN ('spoke', 'posted'))").fetchone()[0]
    db.close()
    assert broken == 0, broken


def test_killed_in_between(town):
    """A program that is killed while outcomes are entered leaves both the row and the message, or neither."""
    found(town, 6)
    broadcast = held(town)
    calls = sheet_of(town, broadcast)['calls']
    chance = random.Random(7)
    argv = [test_ctl.CTL, '--data', town.dir, '--clock', town.clock, '--operator', '保健 花子', '--json']
    for call in calls * 2:
        child = subprocess.Popen([str(word) for word in (*argv, 'callsheet', 'done', call['ref'], 'spoke')], env=town.env,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 0.12)
        child.send_signal(signal.SIGKILL)
        child.wait()
        check_whole(town)
    for call in town.run('callsheet', broadcast)['calls']:
        town.run('callsheet', 'done', call['ref'], 'spoke', name='callsheet-done')
    assert town.run('callsheet', broadcast)['counts'] == dict(dict.fromkeys(
        ('absent', 'call-back', 'wrong-number', 'refused', 'posted', 'open'), 0), spoke=6)
    check_whole(town)
    town.refuse('callsheet', broadcast, '--pdf', town.dir / 'none.pdf')
    assert not os.path.exists(town.dir / 'none.pdf')


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
