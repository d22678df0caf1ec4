# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A broadcast to a whole town while everything goes wrong: the provider, the network, the clock, and the program itself, killed at any
instant, two of them at once. In the end everybody has it once, or stands on a named list.

MH_BROADCAST_PEOPLE chooses how many people (300; 10,000 is for a release build), MH_BROADCAST_SEED what chance does."""

import collections
import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / 'sim')]

import processes  # noqa: E402
import test_ctl  # noqa: E402

N_PEOPLE = int(os.environ.get('MH_BROADCAST_PEOPLE', 300))
SEED = int(os.environ.get('MH_BROADCAST_SEED', random.randrange(1 << 30)))
TENANT = '0f3c2a1e-1111-4222-8333-444455556666'
SECOND = 1000
MINUTE = 60 * SECOND
LEFT = {'accepted', 'delivered'}
NOT_LEFT = {'by-hand', 'withdrawn', 'left-out'}
# What is wrong while each round of sending goes on.
FAULTS = ['500-after-accept:3', 'cut:2', '429-rate:3', '429-concurrency:3', 'slow:30', '500:2', 'cut-before:2', 'random:11:200', 'none']
# How often it is tried before the test says that it comes to no end.
PATIENCE = 400
# A round goes on as long as something leaves, and so many seconds more.
QUIET = 3


class Storm:
    def __init__(self, town):
        self.town = town
        self.random = random.Random(SEED)
        self.clock = processes.Clock(town.clock, town.now)
        self.sandbox = processes.Sandbox(test_ctl.SANDBOX, str(town.root), self.clock)
        self.n_killed = 0
        self.n_set_back = 0
        for key, value in (('line.endpoint', f'http://127.0.0.1:{self.sandbox.port}'),
                           ('sms.karaden.endpoint', f'http://127.0.0.1:{self.sandbox.port}/api/{TENANT}'),
                           ('sms.karaden.service-id', '1')):
            town.run('config', 'set', key, value, name='config-set')
        for key in ('line.token', 'sms.karaden.token'):
            town.call('secret', 'set', key, input='token')

    def advance(self, ms):
        self.clock.advance(ms)
        self.town.now = self.clock.now

    def start(self):
        argv = [str(test_ctl.CTL), '--data', str(self.town.dir), '--clock', str(self.town.clock), '--operator', '保健 花子', 'send']
        env = dict(self.town.env, ASAN_OPTIONS='detect_leaks=0')
        return subprocess.Popen(argv + ['--until-idle'], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def tick(self, until):
        """The clock goes on while they work, a little faster than it should."""
        while not until.wait(0.1):
            self.advance(200)

    def round(self, fault):
        """Two at once for a while; what is still at it then may be killed."""
        self.sandbox.post('fault', spec=fault)
        over = threading.Event()
        clock = threading.Thread(target=self.tick, args=(over,))
        clock.start()
        senders = [self.start(), self.start()]
        time.sleep(self.random.uniform(0.5, 4))
        for sender in senders:
            if sender.poll() is None and self.random.random() < 0.5:
                sender.kill()
                self.n_killed += 1
        self.watch(senders)
        over.set()
        clock.join()
        # What a killed one had put on the wire arrives; then the clock jumps, or is set back.
        self.sandbox.settle()
        if self.random.random() < 0.2:
            self.n_set_back += 1
            self.clock.set_back(self.random.choice((10 * SECOND, MINUTE, 10 * MINUTE)))
            self.town.now = self.clock.now
        else:
            self.advance(self.random.choice((5 * SECOND, MINUTE, 5 * MINUTE, 20 * MINUTE)))

    def watch(self, senders):
        """Until they are done, or nothing has left for a while: they wait for a time that the next jump brings, and are killed."""
        size, since = self.sandbox.size(), time.monotonic()
        while any(sender.poll() is None for sender in senders):
            time.sleep(0.1)
            if self.sandbox.size() != size:
                size, since = self.sandbox.size(), time.monotonic()
            elif time.monotonic() - since > QUIET:
                break
        for sender in senders:
            if sender.poll() is None:
                sender.kill()
                self.n_killed += 1
            sender.wait()

    def close(self):
        self.sandbox.end()


def count(town, where):
    database = sqlite3.connect(town.dir / 'machihoken.db')
    n = database.execute(f'SELECT count(*) FROM delivery WHERE {where}').fetchone()[0]
    database.close()
    return n


def send_out(storm, broadcast):
    """Round after round until it is over."""
    town = storm.town
    for n in range(PATIENCE):
        storm.round(FAULTS[n % len(FAULTS)])
        state = town.run('broadcast', 'status', broadcast, name='broadcast-status')['state']
        if state == 'paused':
            town.run('broadcast', 'resume', broadcast, name='broadcast-resume')
        elif state == 'done':
            return n + 1
    raise AssertionError(f'no end after {PATIENCE} rounds, seed {SEED}')


def judge(town, storm, broadcast):
    """Everybody once, or on a list."""
    # Who shares a telephone reads other words than whose own it is: then these are two messages.
    got = collections.Counter((recipient, entry['text']) for entry in storm.sandbox.read_journal() for recipient in entry['to'])
    twice = [text for (_, text), n in got.items() if n > 1]
    assert not twice, f'{len(twice)} messages came twice, seed {SEED}'
    results = town.run('broadcast', 'results', broadcast, name='broadcast-results')['results']
    numbers = [row['register-number'] for row in results]
    assert len(set(numbers)) == len(numbers), 'somebody stands there twice'
    database = sqlite3.connect(town.dir / 'machihoken.db')
    n_people = database.execute('SELECT count(*) FROM resident').fetchone()[0]
    assert len(numbers) == n_people, (len(numbers), n_people)
    states = collections.Counter(row['state'] for row in results)
    assert set(states) <= LEFT | NOT_LEFT | {'check', 'undelivered'}, states
    rows = database.execute('SELECT d.state, c.value, d.body FROM delivery AS d LEFT JOIN contact AS c ON c.id = d.contact WHERE d.broadcast = ?',
                            (broadcast,)).fetchall()
    database.close()
    accepted = [(value, body) for state, value, body in rows if state in LEFT]
    assert len(accepted) == len(set(accepted)), 'one contact has one message twice'
    assert all(got[said] == 1 for said in accepted), f'{sum(got[said] != 1 for said in accepted)} accepted and not in the journal, seed {SEED}'
    may = set(accepted) | {(value, body) for state, value, body in rows if state in ('check', 'undelivered')}
    assert set(got) <= may, f'{len(set(got) - may)} got it who stand elsewhere, seed {SEED}'
    assert town.run('check')['findings'] == []
    return states


def test_everybody_once(town):
    """Kill −9, cut lines, both kinds of 429, 500 after accepting, a slow server, a clock that jumps, two dispatchers."""
    town.run('init', '--practice', '--residents', N_PEOPLE)
    town.run('config', 'set', 'town.name', '滝上町', name='config-set')
    town.run('config', 'set', 'town.phone', '0158-29-1111', name='config-set')
    town.run('config', 'set', 'broadcast.working-days', 'off', name='config-set')
    town.run('config', 'set', 'broadcast.close', '23:59', name='config-set')
    town.run('config', 'set', 'broadcast.open', '00:00', name='config-set')
    path = town.dir / 'draft.json'
    path.write_text(json.dumps({'name': '秋の健診', 'rule': {}, 'text': '{name}さんへ、健診のお知らせです。'}), encoding='utf-8')
    broadcast = town.run('broadcast', 'new', path, name='broadcast-new')['broadcast']
    sheet = town.run('broadcast', 'check', broadcast, name='broadcast-check')
    began = time.monotonic()
    town.run('broadcast', 'hold', broadcast, '--heads', sheet['heads'], '--reason', '確認済み', name='broadcast-hold')
    held = time.monotonic() - began
    storm = Storm(town)
    try:
        began = time.monotonic()
        n_rounds = send_out(storm, broadcast)
        sent = time.monotonic() - began
        states = judge(town, storm, broadcast)
    finally:
        storm.close()
    print(f'# {sheet["heads"]} people, held in {held:.1f} s, sent in {sent:.1f} s, {n_rounds} rounds, '
          f'{storm.n_killed} killed, {storm.n_set_back} times set back, {dict(states)}, seed {SEED}')


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
