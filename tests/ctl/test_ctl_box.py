# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Two computers (名簿PC and 送信PC), each with a data folder, a clock and a keyring of its own: what waits on one leaves from the other, once,
whoever is killed. Stands on the town of test_ctl."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


class Sender(test_ctl.Town):
    """The computer that sends."""

    def post(self, path, **members):
        request = urllib.request.Request(f'http://127.0.0.1:{self.port}/_sandbox/{path}', data=json.dumps(members).encode(),
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def add_channels(self):
        super().add_channels()
        self.port = int(self.run('config', 'get', 'line.endpoint', name='config-get')['value'].rsplit(':', 1)[1])


def found(town, n):
    """@town holds the register, with @n people who have a mobile phone. Returns: the other computer"""
    other = Sender()
    town.found()
    other.found()
    other.add_channels()
    town.add_people(n)
    for i in range(n):
        town.run('contact', 'add', f'{i:04}', '--mobile', f'090-1000-{i:04}', name='contact-add')
    cards = {}
    for computer, role in ((town, 'register'), (other, 'sender')):
        computer.run('config', 'set', 'box.role', role, name='config-set')
        path = computer.root / 'card.txt'
        cards[role] = (path, computer.run('box', 'key', path, name='box-key')['fingerprint'])
    for computer, (path, digits) in ((town, cards['sender']), (other, cards['register'])):
        asked = computer.refuse('box', 'pair', path)
        assert digits in asked, asked
        computer.refuse('box', 'pair', path, '--fingerprint', digits[::-1])
        paired = computer.run('box', 'pair', path, '--fingerprint', digits, name='box-pair')
        assert paired['fingerprint'] == digits, paired
    status = town.run('box', 'status', name='box-status')
    assert (status['role'], status['paired'], status['fingerprint']) == ('register', True, cards['sender'][1]), status
    return other


def forward(seconds, *towns):
    for town in towns:
        town.set_time(town.now + seconds * 1000)


def broadcast(town):
    path = town.dir / 'draft.json'
    path.write_text(json.dumps({'name': '秋の健診', 'rule': {}, 'text': 'お知らせです。'}, ensure_ascii=False), encoding='utf-8')
    draft = town.run('broadcast', 'new', path, name='broadcast-new')['broadcast']
    town.run('broadcast', 'hold', draft, '--reason', '確認済み', name='broadcast-hold')
    town.run('broadcast', 'go', draft, name='broadcast-go')
    # The first few do not hold up the others here: the slow start is the other computer's.
    for _ in range(2):
        town.run('send')
        forward(61, town)
    town.run('send')
    return draft


def states(town, draft):
    counted = {}
    for row in town.run('broadcast', 'results', draft, name='broadcast-results')['results']:
        counted[row['state']] = counted.get(row['state'], 0) + 1
    return counted


def send_all(other):
    """Until nothing waits."""
    for _ in range(8):
        other.call('send')
        forward(61, other)


def told(town, other, **expected):
    path = other.root / 'results.txt'
    other.run('box', 'results', path, name='box-results')
    answer = town.run('box', 'read', path, name='box-read')
    assert {key: answer[key] for key in expected} == expected, answer
    return path


def test_broadcast_by_box(town):
    """A broadcast leaves in a box, is sent by the other computer, and its results come back."""
    other = found(town, 8)
    try:
        town.refuse('box', 'write', town.root / 'box.txt')
        draft = broadcast(town)
        status = town.run('box', 'status', name='box-status')
        assert (status['sms'], status['line']) == (8, 0), status
        box = town.root / 'box.txt'
        made = town.run('box', 'write', box, name='box-write')
        assert (made['sms'], made['next-box']) == (8, 0), made
        assert states(town, draft) == {'exported': 8}
        town.refuse('box', 'send', box)
        forward(122, other)

        look = other.run('box', 'look', box, name='box-look')
        assert look['sms'] == 8 and all('お知らせです。' in text for text in look['texts']), look
        assert other.run('deliveries', name='deliveries')['deliveries'] == []
        sent = other.run('box', 'send', box, name='box-send')
        assert sent['rows'] == 8, sent
        refused = other.refuse('box', 'send', box)
        assert refused, refused
        told(town, other, waiting=8)
        send_all(other)
        assert len(other.journal()) == 8, other.journal()
        path = told(town, other, delivered=8)
        assert town.run('box', 'read', path, name='box-read')['same'] == 8
        assert states(town, draft) == {'delivered': 8}
        received, = other.run('box', 'status', name='box-status')['boxes-received']
        assert (received['sent'], received['waiting']) == (8, 0), received
        assert other.run('audit', '--verify', name='audit-verify')['whole']
    finally:
        other.close()


def test_killed_between(town):
    """Killed with SIGKILL while it sends, again and again: each message arrives once, and the box is not taken twice."""
    other = found(town, 8)
    try:
        draft = broadcast(town)
        box = town.root / 'box.txt'
        town.run('box', 'write', box, name='box-write')
        forward(122, other)
        other.run('box', 'send', box, name='box-send')
        forward(61, other)
        other.post('fault', spec='slow:150')
        argv = [str(word) for word in (test_ctl.CTL, '--data', other.dir, '--clock', other.clock, '--operator', '保健 花子', 'send')]
        for turn in range(5):
            process = subprocess.Popen(argv, env=other.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            seen = len(other.journal())
            until = time.monotonic() + 30
            while process.poll() is None and len(other.journal()) == seen and time.monotonic() < until:
                time.sleep(0.01)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            process.wait()
            other.refuse('box', 'send', box)
            forward(61 if turn % 2 == 0 else 200, other)
        other.post('fault', spec='slow:0')
        for _ in range(10):
            other.call('send')
            forward(200, other)
        numbers = sorted(phone for entry in other.journal() for phone in to(entry))
        assert numbers == sorted({*numbers}) and len(numbers) == 8, other.journal()
        told(town, other, delivered=8)
        assert states(town, draft) == {'delivered': 8}
    finally:
        other.close()


def to(entry):
    value = entry['to']
    return value if isinstance(value, list) else [value]


def test_offer_by_box(town):
    """An offer of a free place carries its deadline: once that is over the other computer does not send it."""
    other = found(town, 3)
    try:
        programme, session = town.add_days()
        slot = session['slots'][0]['slot']
        booking = town.run('book', '--slot', slot, '--resident', '0000', name='book')['booking']
        for number in ('0001', '0002'):
            town.run('wait', 'add', '--programme', programme, '--resident', number, name='wait-add')
        town.run('cancel', booking, '--refill', name='cancel-refill')
        forward(30, town, other)
        box = town.root / 'box.txt'
        made = town.run('box', 'write', box, name='box-write')
        assert made['sms'] > 0 and made['deadline-at'] < town.now + 2 * 3600 * 1000, made
        other.run('box', 'send', box, name='box-send')
        forward(3 * 3600, town, other)
        other.call('send')
        assert other.journal() == [], other.journal()
        town.call('send')
        path = other.root / 'results.txt'
        other.run('box', 'results', path, name='box-results')
        answer = town.run('box', 'read', path, name='box-read')
        assert answer['again'] > 0, answer
    finally:
        other.close()


def test_offer_in_the_evening(town):
    """A box that is carried in the evening takes an offer along: it names a time on the next day and does not leave before its hours there."""
    other = found(town, 2)
    try:
        programme, session = town.add_days()
        booking = town.run('book', '--slot', session['slots'][0]['slot'], '--resident', '0000', name='book')['booking']
        town.run('wait', 'add', '--programme', programme, '--resident', '0001', name='wait-add')
        town.run('cancel', booking, '--refill', name='cancel-refill')
        forward(12 * 3600, town, other)  # 21:00
        box = town.root / 'box.txt'
        made = town.run('box', 'write', box, name='box-write')
        assert made['sms'] == 1 and made['deadline-at'] > town.now + 11 * 3600 * 1000, made
        other.run('box', 'send', box, name='box-send')
        forward(600, town, other)
        send_all(other)
        assert other.journal() == [], other.journal()
        forward(11 * 3600, town, other)  # after 8:00
        send_all(other)
        assert len(other.journal()) == 1, other.journal()
    finally:
        other.close()


def test_stop_and_lost(town):
    """A box is stopped; another one is lost and written again."""
    other = found(town, 3)
    try:
        broadcast(town)
        forward(122, other)
        box = town.root / 'box.txt'
        made = town.run('box', 'write', box, name='box-write')
        again = town.run('box', 'write', town.root / 'again.txt', '--again', made['box'], name='box-write')
        assert (again['box'], again['sms']) == (made['box'], 3), again
        sent = other.run('box', 'send', town.root / 'again.txt', name='box-send')
        other.refuse('box', 'send', box)
        other.refuse('box', 'go-on', sent['box'])
        stopped = other.run('box', 'stop', sent['box'], name='box-stop')
        assert stopped['not-sent'] == 3, stopped
        send_all(other)
        assert other.journal() == []
        told(town, other, **{'by-hand': 3})
        town.refuse('box', 'write', box, '--again', made['box'])
    finally:
        other.close()


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
