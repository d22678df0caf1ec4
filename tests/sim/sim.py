# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A town lives through random weeks: several desks on one database book, cancel, refill, undo and send at once, are killed at any
instant and started again, while LINE and the SMS service fail in every way they can. After each step rules.py looks at everything.

    sim.py WORKER SANDBOX [--must-break RULE]

MH_SIM_SEED (0: by chance) and MH_SIM_STEPS choose the seed and the number of steps. With the same seed the same is tried in the same order; when
exactly a process is killed is up to the machine, so a fault that depends on it may take a few runs to come back. With --must-break
the program holds a planted fault, and not to find it by that rule is the failure. MH_SIM_KEEP=1 leaves the town's files."""

import collections
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from processes import Clock, Desk, Died, Sandbox
from rules import Broken, Rules

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
START = 1792454400000  # 2026-10-20 09:00 in Asia/Tokyo
TENANT = '0f3c2a1e-1111-4222-8333-444455556666'
N_RESIDENTS = 48
N_DESKS = 3
N_REMEMBERED = 30

# What the program may answer without anything being wrong: refused, not found, somebody was faster, busy (MH_ERROR's codes). Who
# wants nothing from anybody is refused nothing.
ORDINARY = {0, 2, 3, 4, 8}
IN_TROUBLE = {4, 5}     # busy, storage: in order while the disk or somebody else is the reason
ALWAYS_DONE = {'check', 'config', 'copy', 'disk', 'keyring', 'patience', 'reload', 'send', 'sending'}

PASSING_FAULTS = ['500:1', '500:2', '500-after-accept:1', '500-after-accept:2', 'cut:1', 'cut:2', 'cut-before:1', 'slow:20',
                  'slow:0', '429-rate:1', '429-concurrency:1', '500-lookup:1', 'none', 'none', 'none']
GRAVE_FAULTS = ['401:1', '429-quota', 'random:7:300']


class Simulation:
    SLOTS = ('09:00-10:00/30x2', '13:30-15:00/30x3', '09:00-09:30/30x4', '18:00-19:00/30x1')
    VISITS = ('came', 'came', 'done', 'done', 'stopped', 'cancelled-day', 'no-show', 'postponed', 'expected')

    def __init__(self, directory, worker, sandbox, seed):
        self.random = random.Random(seed)
        self.directory = Path(directory)
        self.database = self.directory / 'machihoken.db'
        self.clock = Clock(self.directory / 'clock', START)
        self.sandbox = Sandbox(sandbox, directory, self.clock)
        self.desks = []
        self.desks.append(Desk(0, worker, self.database, self.clock))
        self.desks += [Desk(number, worker, self.database, self.clock) for number in range(1, N_DESKS)]
        self.sender = self.desks[0]     # whoever holds the lease, most of the time
        self.rules = Rules(self.database, self.sandbox, self.clock)
        self.done = collections.Counter()
        self.log = collections.deque(maxlen=N_REMEMBERED)
        self.n_residents = 0
        self.worker = worker
        self.backup = self.directory / 'backup'

    # --- helpers

    def rows(self, sql, **values):
        return self.rules.rows(sql, **values)

    def pick(self, sql, **values):
        """The first column of a row by chance, or None."""
        found = self.rows(sql, **values)
        return self.random.choice(found)[0] if found else None

    def today(self, days=0):
        return time.strftime('%Y-%m-%d', time.gmtime((self.clock.now + 9 * HOUR + days * DAY) // 1000))

    def note(self, line):
        self.log.append(f'{time.strftime("%m-%d %H:%M:%S", time.gmtime((self.clock.now + 9 * HOUR) // 1000))}  {line}')

    def judge(self, desk, command, answer, trouble=False):
        word = command.split()[0]
        self.done[f'{word} {"done" if answer["ok"] else "refused"}'] += 1
        outcome = answer['answer'] or 'done' if answer['ok'] else answer['message']
        self.note(f'desk {desk.number}: {command} → {outcome}{" (a problem stands)" if answer.get("problem") else ""}')
        if not answer['ok'] and trouble and answer['code'] in IN_TROUBLE:
            self.done[f'{word} in trouble'] += 1
        elif not answer['ok'] and answer['code'] not in (ORDINARY if word not in ALWAYS_DONE else {4}):
            raise Broken('no-fault-inside', f'{command}: {answer}')
        if answer.get('problem') and self.random.random() < 0.7:
            desk.begin('reload')
            desk.end_command()

    def run(self, command, desk=None):
        desk = desk or self.random.choice(self.desks)
        desk.begin(command)
        answer = desk.end_command()
        self.judge(desk, command, answer)
        return answer

    def must(self, command):
        answer = self.run(command)
        if not answer['ok']:
            raise Died(f'{command}: {answer}')
        return answer['answer']

    # --- the town

    def set_up(self):
        line = f'http://127.0.0.1:{self.sandbox.port}'
        for key, value in (('town.name', '滝上町'), ('town.phone', '0158-00-2111'), ('line.endpoint', line),
                           ('sms.karaden.endpoint', f'{line}/api/{TENANT}'), ('sms.karaden.service-id', '1')):
            self.must(f'config {key} {value}')
        for _ in range(N_RESIDENTS):
            self.add_resident()
        self.must('programme インフルエンザ first-yes 3 60 1 0')
        self.must('programme 帯状疱疹 one-at-a-time 1 30 2 7')
        for days in (1, 2, 4, 7, 11):
            self.add_session(days)
        for _ in range(30):
            self.book()
        for _ in range(16):
            self.wait()

    def add_resident(self):
        """Some share a telephone, some have both, some have nothing."""
        self.n_residents += 1
        number = self.n_residents
        resident = self.must(f'resident {1000 + number} {self.random.choice(["1950-03-01", "1988-11-30", "2020-02-29", "1935-01-01"])}')
        kind = self.random.random()
        if kind < 0.65:
            self.must(f'contact {resident} line U{number:032x}')
        if 0.55 < kind < 0.85:
            shared = number - 1 if number % 7 == 0 else number
            self.must(f'contact {resident} mobile 0901000{shared:04}')
        elif kind > 0.95:
            self.must(f'contact {resident} landline 0158{number:06}')

    def add_session(self, days=None):
        days = self.random.randrange(1, 12) if days is None else days
        programme = self.random.choice((1, 2)) if days > 2 else days
        self.must(f'session {programme} {self.today(days)} {self.random.choice(self.SLOTS)} {self.random.randrange(2)}')

    def tend(self):
        """New days as old ones pass, and new people as others go."""
        if self.rows("SELECT count (*) FROM session WHERE date > :today", today=self.today())[0][0] < 7:
            self.add_session()
        if self.rows("SELECT count (*) FROM resident WHERE status = 'resident'")[0][0] < N_RESIDENTS * 2 // 3:
            self.add_resident()

    # --- what may happen at the desk; each gives a command or nothing

    def any_slot(self):
        return self.pick('SELECT slot.id FROM slot JOIN session ON session.id = slot.session WHERE date >= :today', today=self.today())

    def any_resident(self):
        return self.pick('SELECT id FROM resident')

    def any_booking(self):
        """Rather one that is still ahead."""
        return self.pick("SELECT booking.id FROM booking JOIN slot ON slot.id = slot JOIN session ON session.id = session "
                         "WHERE booking.state = 'active' AND date >= :today", today=self.today(self.random.choice((0, 1, -30))))

    def any_offer(self):
        return self.pick("SELECT id FROM offer WHERE state = 'open'") or self.pick('SELECT id FROM offer ORDER BY id DESC LIMIT 3')

    def want_book(self):
        slot = self.any_slot()
        return slot and f'book {slot} {self.any_resident()} {self.random.choice((0, 0, 0, 1, 2))} {self.random.choice(("phone", "line"))}'

    def want_move(self):
        booking, slot = self.any_booking(), self.any_slot()
        return booking and slot and f'move {booking} {slot}'

    def want_cancel(self):
        booking = self.any_booking()
        return booking and f'cancel {booking}'

    def want_refill(self):
        booking = self.any_booking()
        other = self.random.random() < 0.5 and self.pick(
            "SELECT other.id FROM booking AS other JOIN booking AS one ON one.slot = other.slot AND one.id <> other.id "
            "WHERE one.id = :booking AND other.state = 'active'", booking=booking)
        return booking and (f'refill-cancel {booking} {other}' if other else f'refill-cancel {booking}')

    def want_preview(self):
        booking = self.any_booking()
        return booking and f'refill-preview {booking}'

    def want_accept(self):
        offer = self.any_offer()
        return offer and f'accept {offer}'

    def want_decline(self):
        offer = self.any_offer()
        return offer and f'decline {offer}'

    def want_close(self):
        number = self.pick("SELECT id FROM refill_round WHERE state = 'open'") or self.pick('SELECT max (id) FROM refill_round')
        return number and f'close {number}'

    def want_wait(self):
        people = self.random.sample(self.rows('SELECT id FROM resident'), 2 if self.random.random() < 0.4 else 1)
        wish = self.random.choice(('any', 'any', 'any', 'any', 'any', 'am', 'pm', f'{self.today(3)},{self.today(4)},{self.today(5)}'))
        return f'wait {self.random.choice((1, 2))} {wish} {" ".join(str(person) for (person,) in people)}'

    def want_withdraw(self):
        unit = self.pick("SELECT id FROM waiting_unit WHERE state = 'waiting'")
        return unit and f'withdraw {unit}'

    def want_undo(self):
        if self.random.random() < 0.5:
            return 'undo'
        act = self.pick("SELECT id FROM act WHERE kind NOT IN ('resident.add', 'programme.add', 'session.add', 'contact.add', "
                        "'config.set') ORDER BY id DESC LIMIT 25")
        return act and f'undo {act}'

    def want_status(self):
        resident = self.any_resident()
        if self.random.random() < 0.5:
            resident = self.pick("SELECT id FROM resident WHERE status <> 'resident'") or resident
            return f'status {resident} resident {self.today()}'
        status = self.random.choice(('dead', 'moved-out', 'moving-out', 'removed'))
        return f'status {resident} {status} {self.today(self.random.choice((-1, 0, 1, 3)))}'

    def want_protection(self):
        if self.random.random() < 0.5:
            resident = self.pick('SELECT resident FROM protection WHERE end_date IS NULL')
            return resident and f'end-protection {resident} {self.today(self.random.choice((-1, 0, 1)))}'
        return f'protect {self.any_resident()} {self.today(self.random.choice((-1, 0, 1)))}'

    def want_opt_out(self):
        found = self.rows('SELECT resident, id, opted_out FROM contact_link')
        resident, link, opted_out = self.random.choice(found)
        if self.random.random() < 0.3:
            return f'mark-safe {resident} {link} {self.random.choice(("本人が確認", "-"))}'
        if not opted_out and self.random.random() < 0.5:
            found = [row for row in found if row[2]] or found
            resident, link, opted_out = self.random.choice(found)
        return f'opt-out {resident} {link} {1 - opted_out}'

    def want_resolve(self):
        delivery = self.pick("SELECT id FROM delivery WHERE state = 'check'")
        if delivery:
            return f'resolve {delivery} {1 if delivery in self.rules.got else 0}'
        delivery = self.pick("SELECT id FROM delivery WHERE state = 'by-hand'")
        return delivery and f'by-hand-done {delivery}'

    def any_session(self):
        return self.pick('SELECT id FROM session WHERE date >= :today', today=self.today())

    def session_today(self):
        return self.pick('SELECT id FROM session WHERE date = :today', today=self.today())

    def want_day(self):
        session, kind = self.any_session(), self.random.random()
        closed = self.pick("SELECT id FROM session WHERE state = 'closed'")
        if closed and kind < 0.4:
            return f'day-reopen {closed}'     # seldom closed for long
        if kind < 0.6:
            return session and f'day-close {session}'
        if kind < 0.8:
            return session and f'day-slots {session} {self.random.choice(self.SLOTS)} {self.random.randrange(2)}'
        return session and f'day-cancel {session} {self.random.randrange(3)} {self.any_session()}'

    def want_capacity(self):
        slot, places = self.any_slot(), self.random.randrange(6)
        return slot and f'capacity {slot} {places} {self.random.randrange(places + 1)}'

    def want_visit(self):
        session = self.session_today()
        booking = session and self.pick("SELECT booking.id FROM booking JOIN slot ON slot.id = slot WHERE session = :session "
                                        "AND state IN ('active', 'missed')", session=session)
        return booking and f'visit {booking} {self.random.choice(self.VISITS)} {self.random.randrange(20)}'

    def want_walk_in(self):
        session = self.session_today()
        return session and f'walk-in {session} {self.any_resident()} {self.random.randrange(2)}'

    def want_reception_close(self):
        session = self.session_today()
        return session and f'reception-close {session}'

    def want_chain(self):
        slot = self.pick('SELECT slot.id FROM slot JOIN session ON session.id = slot.session WHERE slot.programme = 2 AND date >= :today',
                         today=self.today())
        return slot and f'chain {slot} {self.any_resident()}'

    def want_family(self):
        slot = self.any_slot()
        return slot and f'family {slot} {self.any_resident()} {self.any_resident()}'

    def want_many(self):
        session = self.any_session()
        programme = session and self.rows('SELECT programme FROM session WHERE id = :session', session=session)[0][0]
        return session and f'{self.random.choice(("draw", "draw", "assign"))} {programme} {session}'

    def want_sending(self):
        on = self.rows("SELECT count (*) FROM config WHERE key = 'sending' AND value = 'off'")[0][0]
        return f'sending {on}'

    WISHES = [(want_book, 18), (want_move, 5), (want_cancel, 2), (want_refill, 18), (want_preview, 1), (want_accept, 9), (want_decline, 4),
              (want_close, 2), (want_wait, 12), (want_withdraw, 2), (want_undo, 5), (want_status, 3), (want_protection, 2),
              (want_opt_out, 3), (want_resolve, 3), (want_day, 2), (want_capacity, 2), (want_visit, 6), (want_walk_in, 2),
              (want_reception_close, 1), (want_chain, 5), (want_family, 3), (want_many, 1)]

    def want(self):
        """A command that somebody might give now."""
        wishes, weights = zip(*self.WISHES)
        while True:
            command = self.random.choices(wishes, weights)[0](self)
            if command:
                return command

    # --- steps

    def book(self):
        command = self.want_book()
        return command and self.run(command)

    def wait(self):
        return self.run(self.want_wait())

    def act(self):
        self.run(self.want())

    def act_and_undo(self):
        """What is taken back at once leaves no trace in what counts."""
        command = self.want()
        if command.split()[0] in ('undo', 'protect', 'end-protection', 'resolve', 'by-hand-done', 'refill-preview'):
            return
        old = self.rules.snapshot()
        if self.run(command)['ok']:
            act = self.rows("SELECT max (id) FROM act")[0][0]
            if self.run(f'undo {act}')['ok']:
                self.rules.compare(old, command)

    def tick(self):
        kind = self.random.random()
        if kind < 0.6:
            ms = self.random.randrange(1, 30 * SECOND)
        elif kind < 0.9:
            ms = self.random.randrange(30 * SECOND, 20 * MINUTE)
        elif kind < 0.98:
            ms = self.random.randrange(20 * MINUTE, 3 * HOUR)
        else:
            ms = self.random.randrange(10 * HOUR, 30 * HOUR)
        hour = (self.clock.now + 9 * HOUR) % DAY // HOUR
        if not 7 <= hour < 20 and self.random.random() < 0.4:
            ms += (31 - hour if hour >= 20 else 7 - hour) * HOUR    # most of what happens, happens by day
        self.clock.advance(ms)
        self.note(f'{ms / 1000} s later')

    def send(self):
        if self.random.random() < 0.2:
            self.sender = self.random.choice(self.desks)
        self.run('send', self.sender)

    def tick_and_send(self):
        self.tick()
        self.send()

    def sending(self):
        """Seldom off for long."""
        command = self.want_sending()
        if command == 'sending 1' or self.random.random() < 0.3:
            self.run(command)

    def fault(self):
        kind = self.random.random()
        if kind < 0.1:
            user = self.pick("SELECT value FROM contact WHERE kind = 'line'")
            what, undo = self.random.choice(('block', 'unknown')), self.random.random() < 0.5
            self.sandbox.post(what, to=user, undo=undo)
            self.note(f'sandbox: {what} {user}{" no more" if undo else ""}')
            return
        spec = self.random.choice(GRAVE_FAULTS if kind < 0.2 else PASSING_FAULTS)
        self.sandbox.post('fault', spec=spec)
        self.note(f'sandbox: {spec}')
        self.done[f'fault {spec.split(":")[0]}'] += 1

    def race(self):
        """The same moment on all desks: the last place, one person twice, one offer answered twice, two senders."""
        kind = self.random.choice(('slot', 'person', 'offer', 'booking', 'send', 'any', 'any'))
        slot, person, offer, booking = self.any_slot(), self.any_resident(), self.any_offer(), self.any_booking()
        if kind == 'slot' and slot:
            commands = [f'book {slot} {self.any_resident()} 0 phone' for _ in self.desks]
        elif kind == 'person' and slot:
            commands = [f'book {self.any_slot()} {person} 1 phone' for _ in self.desks]
        elif kind == 'offer' and offer:
            commands = [f'accept {offer}', f'{self.random.choice(("accept", "decline"))} {offer}', self.want_accept()]
        elif kind == 'booking' and booking:
            commands = [f'refill-cancel {booking}', f'cancel {booking}', f'move {booking} {slot}' if slot else 'send']
        elif kind == 'send':
            commands = ['send' for _ in self.desks]
        else:
            commands = [self.random.choice((self.want(), 'send')) for _ in self.desks]
        for desk, command in zip(self.desks, commands):
            desk.begin(command)
        for desk, command in zip(self.desks, commands):
            self.judge(desk, f'{command} (at once)', desk.end_command())

    def kill(self):
        """One desk is killed at some moment of a command, the others go on."""
        victim = self.random.choice(self.desks)
        command = self.want()
        others = [desk for desk in self.desks if desk is not victim and self.random.random() < 0.4]
        commands = [self.want() for _ in others]
        for desk, other in zip([victim] + others, [command] + commands):
            desk.begin(other)
        time.sleep(self.random.random() * 0.01)
        self.end_killed(victim, command, others, commands)

    def kill_sender(self):
        """The sender is killed while messages leave: before, at the moment one has arrived, or some time after."""
        due = self.rows("SELECT count (*) FROM delivery WHERE state IN ('held', 'due') AND due_at <= :now", now=self.clock.now)[0][0]
        if due == 0:
            self.tick()
        victim = self.sender
        others = [desk for desk in self.desks if desk is not victim and self.random.random() < 0.3]
        commands = [self.random.choice((self.want(), 'send')) for _ in others]
        size = self.sandbox.size()
        for desk, command in zip([victim] + others, ['send'] + commands):
            desk.begin(command)
        until = time.monotonic() + self.random.choice((0.005, 0.02, 0.1, 0.1))
        answer = None
        while answer is None and time.monotonic() < until and self.sandbox.size() == size:
            answer = victim.end_command(0.001)
        if answer is not None:
            self.judge(victim, 'send', answer)
            self.gather(others, commands)
        else:
            self.end_killed(victim, 'send', others, commands)

    def gather(self, desks, commands):
        for desk, command in zip(desks, commands):
            self.judge(desk, f'{command} (beside it)', desk.end_command())

    def end_killed(self, victim, command, others, commands):
        victim.kill()
        self.note(f'desk {victim.number}: {command} → killed')
        self.done[f'{command.split()[0]} killed'] += 1
        self.gather(others, commands)
        victim.restart()
        self.sandbox.settle()

    # --- what happens to the machine

    def try_in_trouble(self, desk, commands):
        """Whatever is refused for want of a disk or a lock is refused whole, in a sentence."""
        for command in commands:
            before = self.rows('SELECT max (id) FROM act')[0][0]
            desk.begin(command)
            answer = desk.end_command()
            self.judge(desk, command, answer, trouble=True)
            after = self.rows('SELECT max (id) FROM act')[0][0]
            if not answer['ok'] and answer['code'] in IN_TROUBLE and command != 'send' and after != before:
                raise Broken('nothing-half-done', f'{command}: {answer}')

    def trouble_disk(self):
        """Full, read-only, a cable, a disk that may have lost what it took; at some operation of one of the next commands."""
        desk = self.random.choice(self.desks)
        trouble = self.random.choice(('full', 'read-only', 'write-fails', 'sync-fails', 'slow'))
        self.run(f'disk {trouble} {self.random.randrange(30)} {self.random.randrange(3)}', desk)
        self.try_in_trouble(desk, [self.random.choice((self.want(), 'send')) for _ in range(self.random.randrange(1, 5))])
        self.run('disk sound 0 0', desk)

    def lock_file(self):
        """Somebody else writes for longer than the desks have patience."""
        other = sqlite3.connect(self.database, isolation_level=None, timeout=30)
        other.execute('BEGIN IMMEDIATE')
        desk = self.random.choice(self.desks)
        self.run('patience 20', desk)
        self.try_in_trouble(desk, [self.want() for _ in range(2)])
        other.execute('ROLLBACK')
        other.close()
        self.run('patience 5000', desk)

    def lose_keyring(self):
        """Nothing can be sent without credentials, and nothing is lost for it."""
        self.run('keyring 0', self.sender)
        for _ in range(self.random.randrange(1, 4)):
            self.tick()
            self.run('send', self.sender)
            self.run(self.want())
        self.run('keyring 1', self.sender)

    def set_clock_back(self):
        """Seconds by the time server, hours by a hand. Late, for afterwards times do not tell which came first."""
        if self.is_late:
            self.clock.set_back(self.random.randrange(1, self.random.choice((10 * SECOND, 30 * MINUTE, 9 * HOUR, DAY))))
            self.note('the clock is set back')
            self.done['clock set back'] += 1

    def copy_town(self):
        self.backup.unlink(missing_ok=True)
        self.must(f'copy {self.backup}')

    def restore(self):
        """All end, the backup comes in place of the town, all begin again."""
        if not self.backup.exists():
            self.copy_town()
            return
        self.sandbox.settle()
        self.rules.check()
        for desk in self.desks:
            desk.end()
        self.rules.close()
        done = subprocess.run([self.worker, '--restore', str(self.directory), str(self.clock.path), str(self.backup)],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise Died(done.stderr)
        self.backup.unlink()
        self.note('a backup is put back')
        self.done['restored'] += 1
        for desk in self.desks:
            desk.restart()
        self.rules.reopen()

    def want_release(self):
        return 'release' if self.rows("SELECT 1 FROM config WHERE key = 'offers.frozen-at'") else None

    def want_sending_again(self):
        return 'sending 1' if self.want_sending() == 'sending 1' else None

    WISHES += [(want_release, 4), (want_sending_again, 2)]

    STEPS = [(trouble_disk, 2), (lock_file, 1), (lose_keyring, 1), (set_clock_back, 1), (copy_town, .5), (restore, .5), (act, 44), (act_and_undo, 5), (tick, 5), (send, 8), (tick_and_send, 16), (sending, 1), (fault, 5), (race, 6), (kill, 3),
             (kill_sender, 7)]

    def step(self, number):
        self.is_late = number > self.n_steps / 2
        steps, weights = zip(*self.STEPS)
        self.random.choices(steps, weights)[0](self)
        if number % 10 == 0:
            self.tend()
        self.rules.check()
        if number % 200 == 0:
            self.must('check')

    # --- the end

    def next_due(self):
        return self.rows("SELECT min (at) FROM (SELECT min (due_at) AS at FROM delivery WHERE state IN ('held', 'due') "
                         "UNION ALL SELECT min (next_at) FROM attempt WHERE state = 'open' "
                         "UNION ALL SELECT min (deadline_at) FROM offer WHERE state = 'open' AND NOT EXISTS "
                         "(SELECT 1 FROM delivery WHERE offer = offer.id AND kind = 'offer' "
                         "AND delivery.state IN ('held', 'due', 'attempting')))")[0][0]

    def come_to_rest(self):
        """Nothing fails any more, somebody sends whenever there is something to send: then nothing may be left."""
        self.sandbox.post('fault', spec='none')
        self.must('sending 1')
        if self.want_release():
            self.must('release')
        self.sender.begin('reload')
        self.sender.end_command()
        self.clock.advance(5 * MINUTE)
        for _ in range(2000):
            due = self.next_due()
            if due is None:
                break
            self.clock.set(max(self.clock.now + 1, due))
            self.run('send', self.sender)
            self.rules.check()
        self.rules.check_end()
        self.must('check')
        for desk in self.desks:
            desk.end()
        self.sandbox.end()

    def report(self):
        for what, n in sorted(self.done.items()):
            print(f'# {n:5} {what}')
        states = self.rows('SELECT state, count (*) FROM delivery GROUP BY state')
        print(f'# messages: {", ".join(f"{n} {state}" for state, n in states)}; requests {len(self.rules.keys)}')


def live(simulation, n_steps):
    """The number of the step that broke a rule, with what it broke; None where all went well."""
    number = 0
    try:
        simulation.n_steps = n_steps
        simulation.set_up()
        for number in range(1, n_steps + 1):
            simulation.step(number)
        number = n_steps + 1
        simulation.come_to_rest()
    except (Broken, Died) as broken:
        return number, broken
    return None


def main(worker, sandbox, must_break=None):
    seed = int(os.environ.get('MH_SIM_SEED', '20261122')) or random.SystemRandom().randrange(1_000_000)
    n_steps = int(os.environ.get('MH_SIM_STEPS') or (8000 if must_break else 1500))
    directory = tempfile.mkdtemp(prefix='machihoken-sim-')
    print(f'# MH_SIM_SEED={seed} MH_SIM_STEPS={n_steps}', flush=True)
    began = time.monotonic()
    simulation = Simulation(directory, worker, sandbox, seed)
    found = live(simulation, n_steps)
    seconds = time.monotonic() - began
    for desk in simulation.desks:
        desk.child.kill()
    simulation.sandbox.child.kill()
    if not os.environ.get('MH_SIM_KEEP'):
        shutil.rmtree(directory)
    else:
        print(f'# the town is in {directory}')

    if found is None:
        simulation.report()
        print(f'# {n_steps} steps in {seconds:.0f} s, {n_steps / seconds:.0f} a second')
        return f'{n_steps} steps broke no rule, but {must_break} had to be found' if must_break else None

    number, broken = found
    rule = getattr(broken, 'rule', None)
    if must_break and rule == must_break:
        print(f'# {must_break} found at step {number} after {seconds:.0f} s: {broken}')
        return None
    for line in simulation.log:
        print(f'# {line}')
    return f'MH_SIM_SEED={seed}, step {number} of {n_steps}: {type(broken).__name__} {broken}'


if __name__ == '__main__':
    sys.exit(main(*[argument for argument in sys.argv[1:] if argument != '--must-break']))
