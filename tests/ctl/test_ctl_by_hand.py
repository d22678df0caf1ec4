# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Whom no channel reaches: call sheets and what came of the calls, letters and labels. Stands on the town of test_ctl."""

import os
import random
import re
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


MM = 72 / 25.4


def words_of(path):
    """(page, text, left, top, right, bottom in millimetres) of each word of a PDF."""
    text = subprocess.run(['pdftotext', '-bbox', str(path), '-'], capture_output=True, text=True, check=True).stdout
    found = []
    for page, part in enumerate(text.split('<page ')[1:]):
        for box in re.finditer(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', part):
            found.append((page, box[5], *(float(box[i]) / MM for i in range(1, 5))))
    return found


def live(town, number, address, household, *more):
    town.run('resident', 'edit', number, '--address', address, '--postal-code', '0995601', '--household-number', household, *more, name='resident-edit')


def settle_people(town):
    """Two of a household, one alone with a guardian, one without a postal code, one protected in the household of the first two, one alone."""
    found(town, 6)
    for number in ('0000', '0001'):
        live(town, number, '滝上町字旭町12番地', 'H1')
    live(town, '0002', '滝上町字元町３', 'H2')
    town.run('mailing', 'set', '0002', '--addressee', '渡邊　良子', '--address', '札幌市中央区北1条西2丁目', '--address-extra', '札幌ビル 305',
             '--postal-code', '060-0001', '--reason', '長女', name='mailing-set')
    town.run('resident', 'edit', '0003', '--address', '滝上町字栄町9', name='resident-edit')
    live(town, '0004', test_ctl.SECRET_ADDRESS, 'H1')
    town.run('protect', '0004', '--from', '2026-10-01')
    live(town, '0005', '滝上町字滝ノ上市街地４条通２丁目', 'H5', '--address-extra', 'ハイツ滝上 101号室')


def check_window(path, n_pages):
    """The address lies where it is seen however the sheet slides in the envelope; nothing else lies where the window can come."""
    words = words_of(path)
    for page in range(n_pages):
        near = [word for word in words if word[0] == page and word[2] < 112 and word[3] < 57]
        assert any(word[1].startswith('〒') for word in near), words
        for _, text, left, top, right, bottom in near:
            assert left >= 22 and right <= 87.5 and top >= 12 and bottom <= 36.5, (text, left, top, right, bottom)
    return words


def test_letters(town):
    """One letter a household where nobody is named, in the window of the envelope; who gets none is listed; posting tells all and is taken back."""
    settle_people(town)
    broadcast = held(town, text='健診のお知らせです。', channels='by-hand')
    looked = town.run('letters', broadcast)
    assert (looked['letters'], looked['people'], looked['sheet'], looked['pages']) == (3, 4, None, 3), looked
    assert {row['register-number']: row['why'] for row in looked['left-out']} == {'0003': 'no-postal-code', '0004': 'protected'}, looked
    made = town.run('letters', broadcast, '--pdf', town.dir / 'letters.pdf')
    text = pdf_text(made['output'])
    words = check_window(made['output'], 3)
    for wanted in ('ご家族の皆さま', '〒060-0001', '札幌ビル', '良子', 'お問い合わせ', '0158-29-1111', '確認番号', '健診のお知らせです。'):
        assert wanted in text, (wanted, text)
    assert '秘密' not in text and '秘密'.encode() not in Path(made['output']).read_bytes()
    assert '元町' not in text, 'the guardian gets it, not the address in the register'
    assert not any(secret in output for output in town.outputs[-4:] for secret in SECRETS)
    assert words
    posted = town.run('letters', 'posted', made['sheet'], name='letters-posted')
    assert (posted['told'], posted['not-told']) == (4, 0), posted
    town.refuse('letters', 'posted', made['sheet'])
    check_whole(town)
    assert town.run('callsheet', broadcast)['counts'] == {'open': 2, 'spoke': 0, 'absent': 0, 'call-back': 0, 'wrong-number': 0, 'refused': 0, 'posted': 4}
    town.refuse('letters', broadcast, '--pdf', town.dir / 'none.pdf')
    town.run('undo', posted['act'])
    check_whole(town)
    assert town.run('callsheet', broadcast)['counts']['open'] == 6
    calls = {call['register-number']: call for call in sheet_of(town, broadcast)['calls']}
    town.refuse('letters', 'posted', calls['0000']['sheet'])
    town.refuse('callsheet', 'done', f"{made['sheet']}-1", 'spoke')
    town.run('callsheet', 'done', calls['0000']['ref'], 'spoke', name='callsheet-done')
    town.run('resident', 'edit', '0005', '--status', 'dead', '--status-date', '2026-10-19', name='resident-edit')
    posted = town.run('letters', 'posted', made['sheet'], name='letters-posted')
    assert (posted['told'], posted['not-told']) == (3, 1), posted


def test_letters_with_names(town):
    """Words that name the person are her own letter; a field that is empty leaves her out; another envelope's window is met by shifting."""
    settle_people(town)
    broadcast = held(town, text='{name}様へのお知らせです。', channels='by-hand')
    each = town.run('letters', broadcast, '--one-each', '--pdf', town.dir / 'each.pdf')
    assert each['letters'] == 4 and 'ご家族' not in pdf_text(each['output']), each
    before = [word for word in words_of(each['output']) if word[1].startswith('〒')][0]
    town.run('config', 'set', '--', 'letter.shift-x', '-3.5', name='config-set')
    town.run('config', 'set', 'letter.shift-y', '4', name='config-set')
    town.refuse('config', 'set', 'letter.shift-y', '400')
    moved = town.run('letters', broadcast, '--one-each', '--preview', '--pdf', town.dir / 'moved.pdf')
    after = [word for word in words_of(moved['output']) if word[1].startswith('〒')][0]
    assert abs(after[2] - before[2] + 3.5) < 0.1 and abs(after[3] - before[3] - 4) < 0.1, (before, after)
    long = held(town, text='長いお知らせです。' * 400, channels='by-hand', name='長い')
    assert {row['why'] for row in town.run('letters', long)['left-out']} == {'no-postal-code', 'protected', 'too-long'}
    town.run('resident', 'edit', '0005', '--name', '\ue000川　実', name='resident-edit')
    assert any('U+E000' in line for line in town.run('letters', broadcast)['unprintable'])


def test_labels(town):
    """Labels lie on their sheet from the one that is asked for on; an audience gets them as well."""
    settle_people(town)
    broadcast = held(town, channels='by-hand')
    for name, columns, width, height, margin_x, margin_y in (('12', 2, 86.4, 42.3, 18.6, 21.6), ('21', 3, 70, 42.3, 0, 0.45), ('24', 3, 66, 33.9, 6, 12.9)):
        made = town.run('address-labels', '--broadcast', broadcast, '--labels', name, '--start', 2, '--preview', '--pdf', town.dir / f'{name}.pdf')
        assert (made['labels'], made['people'], made['sheet']) == (3, 4, None), made
        tops = sorted((word for word in words_of(made['output']) if word[1].startswith('〒')), key=lambda word: (round(word[3] / 5), word[2]))
        for i, (_, _, left, top, _, bottom) in enumerate(tops, start=1):
            x, y = margin_x + i % columns * width, margin_y + i // columns * height
            assert x < left < x + width / 2 and y < top and bottom < y + height, (name, i, left, top)
    made = town.run('address-labels', '--broadcast', broadcast, '--pdf', town.dir / 'labels.pdf')
    assert [(paper['kind'], paper['rows']) for paper in town.run('papers')['papers']] == [('labels', 4)]
    town.run('letters', 'posted', made['sheet'], name='letters-posted')
    path = town.dir / 'rule.json'
    path.write_text('{}', encoding='utf-8')
    audience = town.run('audience', 'save', '全員', path, name='audience-save')['audience']
    made = town.run('address-labels', '--audience', audience, '--pdf', town.dir / 'all.pdf')
    assert (made['labels'], made['sheet']) == (3, None) and '秘密' not in pdf_text(made['output']), made
    assert any(entry['kind'] == 'address-label.print' for entry in town.run('log')['entries'])
    town.refuse('address-labels', '--audience', audience, '--labels', '13')
    town.refuse('address-labels', '--audience', audience, '--start', 13)
    town.refuse('address-labels', status=2)


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
