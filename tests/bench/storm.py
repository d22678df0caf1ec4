# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The day on which the booking opens: four desks on one database at once, without a pause between two calls. 1,200 bookings by telephone,
100 cancellations with refill, a roster every ten minutes of a day of eight hours.

    storm.py WORKER [BOOKINGS CANCELLATIONS ROSTERS]

Nobody may be told that the data is in use, each booking has its place and no place has two. How long a booking takes is printed; it
depends on the computer."""

import collections
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'sim'))
from processes import Clock, Desk  # noqa: E402

START = 1792454400000  # 2026-10-20 09:00 in Asia/Tokyo
N_DESKS = 4
PLACES = 30            # a slot
BUSY = 4               # MH_ERROR_BUSY


def ask(desk, command):
    desk.begin(command)
    return desk.end_command()


def must(desk, command):
    answer = ask(desk, command)
    if not answer['ok']:
        raise SystemExit(f'{command}: {answer}')
    return answer['answer']


class Storm:
    def __init__(self, worker, folder, bookings, cancellations, rosters):
        self.folder = Path(folder)
        self.database = self.folder / 'machihoken.db'
        clock = Clock(self.folder / 'clock', START)
        self.desks = [Desk(number, worker, self.database, clock) for number in range(N_DESKS)]
        self.counts = (bookings // N_DESKS, cancellations // N_DESKS, rosters // N_DESKS)
        self.took = collections.defaultdict(list)
        self.failed = []

    def set_up(self):
        desk = self.desks[0]
        for key, value in (('town.name', '滝上町'), ('town.phone', '0158-00-2111')):
            must(desk, f'config {key} {value}')
        n_people = self.counts[0] * N_DESKS
        residents = [must(desk, f'resident {10000 + i} 1950-03-01') for i in range(n_people + 60)]
        must(desk, 'programme インフルエンザ first-yes 5 60 1 0')
        for day in range(n_people // (PLACES * 6) + 1):
            must(desk, f'session 1 2026-11-{day + 1:02} 09:00-12:00/30x{PLACES} 0')
        for resident in residents[n_people:]:
            must(desk, f'wait 1 any {resident}')
        self.residents = residents[:n_people]
        with sqlite3.connect(self.database) as db:
            self.slots = [row[0] for row in db.execute('SELECT id FROM slot ORDER BY id')]
            self.sessions = [row[0] for row in db.execute('SELECT id FROM session')]

    def timed(self, desk, what, command):
        began = time.monotonic()
        answer = ask(desk, command)
        self.took[what].append(time.monotonic() - began)
        if not answer['ok']:
            self.failed.append((command, answer))
        return answer['answer'] if answer['ok'] else None

    def work(self, desk):
        """A quarter of the day: every desk does all of it."""
        n_bookings, n_cancellations, n_rosters = self.counts
        mine = self.residents[desk.number * n_bookings:(desk.number + 1) * n_bookings]
        cancel_each = max(n_bookings // max(n_cancellations, 1), 1)
        print_each = max(n_bookings // max(n_rosters, 1), 1)
        for i, resident in enumerate(mine):
            # Each slot is one place short of full, so that all fit and the last ones are fought for.
            slot = self.slots[(desk.number * n_bookings + i) // (PLACES - 1) % len(self.slots)]
            booking = self.timed(desk, 'booking', f'book {slot} {resident} 1 phone')
            if booking and i % cancel_each == cancel_each - 1:
                self.timed(desk, 'cancellation with refill', f'refill-cancel {booking}')
            if i % print_each == print_each - 1:
                self.timed(desk, 'roster', f'roster {self.sessions[i % len(self.sessions)]} {self.folder}/roster-{desk.number}.pdf')

    def run(self):
        began = time.monotonic()
        threads = [threading.Thread(target=self.work, args=[desk]) for desk in self.desks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.seconds = time.monotonic() - began

    def check(self):
        """What went wrong, or nothing."""
        with sqlite3.connect(self.database) as db:
            n_active = db.execute("SELECT count (*) FROM booking WHERE state = 'active'").fetchone()[0]
            n_without = db.execute("SELECT count (*) FROM booking WHERE state = 'active' AND NOT EXISTS "
                                   '(SELECT 1 FROM seat_hold WHERE booking = booking.id)').fetchone()[0]
        busy = [failure for failure in self.failed if failure[1]['code'] == BUSY]
        wanted = len(self.residents) - len(self.took['cancellation with refill'])
        must(self.desks[0], 'check')
        for desk in self.desks:
            desk.end()
        if busy:
            return f'told that the data is in use: {len(busy)}, first {busy[0]}'
        if self.failed:
            return f'failed: {len(self.failed)}, first {self.failed[0]}'
        if n_without or n_active != wanted:
            return f'{n_active} bookings, of them {n_without} without a place; {wanted} were made and kept'
        return None

    def report(self):
        print(f'{N_DESKS} desks, {self.seconds:.1f} s, {len(self.failed)} errors')
        for what, took in sorted(self.took.items()):
            took = sorted(took)
            print(f'  {len(took):5} {what}: p50 {took[len(took) // 2] * 1000:.1f} ms, '
                  f'p99 {took[min(len(took) * 99 // 100, len(took) - 1)] * 1000:.1f} ms, worst {took[-1] * 1000:.1f} ms')


def main(worker, bookings='1200', cancellations='100', rosters='48'):
    with tempfile.TemporaryDirectory(prefix='machihoken-storm-') as folder:
        storm = Storm(worker, folder, int(bookings), int(cancellations), int(rosters))
        storm.set_up()
        storm.run()
        wrong = storm.check()
        storm.report()
        return wrong


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
