# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""What must hold after every step, looked at from outside: by queries of its own and by the journal of what residents got.
Nothing here asks the program whether the program is right."""

import hashlib
import json
import re
import sqlite3
import urllib.parse
from pathlib import Path


class Broken(Exception):
    def __init__(self, rule, what):
        super().__init__(f'{rule}: {what}')
        self.rule = rule


def read_rules(path):
    """Name → query, of rules.sql: each row that comes back breaks the rule."""
    rules = {}
    for part in path.read_text(encoding='utf-8').split('-- rule: ')[1:]:
        name, _, sql = part.partition('\n')
        rules[name] = sql.partition(';')[0]
    return rules


QUERIES = read_rules(Path(__file__).with_name('rules.sql'))

# May a contact be used for a resident at this moment?
ALLOWED = '''
    SELECT r.id, l.contact FROM resident AS r JOIN contact_link AS l ON l.resident = r.id
    WHERE l.opted_out = 0 AND r.status IN ('resident', 'moving-out')
    AND (r.status = 'resident' OR (r.status = 'moving-out' AND coalesce (r.status_date > :today, 1)))
    AND (l.safe_reason IS NOT NULL OR NOT EXISTS
         (SELECT 1 FROM protection AS p WHERE p.resident = r.id AND p.start_date <= :today
          AND (p.end_date IS NULL OR p.end_date >= :today)))'''

# Where a message may stand at the next look. What is sent, told or withdrawn stays so; only undo revives an offer.
NEXT = {
    'accepted': {'delivered', 'undelivered'},
    'by-hand-done': set(),
    'check': {'accepted', 'by-hand', 'by-hand-done', 'withdrawn'},
    'withdrawn': {'held', 'by-hand', 'by-hand-done', 'due', 'attempting', 'unknown', 'accepted', 'check'},
    'unknown': {'accepted', 'check', 'due', 'attempting', 'withdrawn', 'by-hand'},
}

SOURCES = Path(__file__).resolve().parents[2] / 'src'
REASONS = set(re.findall(r'\[MH_PLAN_\w+\] = \{ "([a-z-]+)"', (SOURCES / 'core' / 'mh-planner.c').read_text(encoding='utf-8')))

# States in which nothing has left, or is about to leave once more.
NOT_SENT = {'held', 'due', 'withdrawn', 'by-hand'}


def read_request(content_type, body):
    """What the frozen bytes of a request say: (recipients, words)."""
    text = bytes(body).decode()
    if 'json' in content_type:
        request = json.loads(text)
        to = request['to']
        return (to if isinstance(to, list) else [to]), '\n'.join(message.get('text') or message['altText'] for message in request['messages'])
    form = urllib.parse.parse_qs(text)
    return form['to'], form['body'][0]


class Rules:
    def __init__(self, database, sandbox, clock):
        self.path = database
        self.sandbox = sandbox
        self.clock = clock
        self.open()
        self.keys = {}            # key → entry of the journal
        self.got = {}             # delivery → keys under which it arrived

    def open(self):
        """Looks at the town as if for the first time."""
        self.db = sqlite3.connect(f'file:{self.path}?mode=ro', uri=True, isolation_level=None)
        self.last = {'audit': 0, 'act_change': 0, 'attempt': 0, 'act': 0}
        self.hash = ''
        self.allowed = self.waiting = self.units = self.deliveries = None
        self.open_rounds = set()
        self.steps = {}           # round → the last step that was looked at
        self.pending = []         # entries whose attempt is still to be looked at
        self.confirmed = set()    # deliveries that a person was told of at 要確認 as not arrived

    def rows(self, sql, **values):
        return self.db.execute(sql, values).fetchall()

    def break_if(self, rule, found):
        if found:
            raise Broken(rule, found[:5])

    def close(self):
        self.db.close()

    def reopen(self):
        """A backup is back: what came after it are other messages now, and what it knows as withdrawn may be sent again by who takes that
        back."""
        self.open()
        known = {row[0] for row in self.rows("SELECT id FROM delivery WHERE state NOT IN ('withdrawn', 'by-hand')")}
        self.got = {delivery: keys for delivery, keys in self.got.items() if delivery in known}
        newest = self.rows("SELECT max (id) FROM act WHERE kind = 'restore'")[0][0]
        self.steps = dict(self.rows('SELECT round, max (step) FROM plan_decision GROUP BY round'))
        self.units = dict(self.rows('SELECT id, state FROM waiting_unit'))
        self.last['act_change'] = self.rows('SELECT max (id) FROM act_change')[0][0]
        self.last['attempt'] = self.rows('SELECT coalesce (max (id), 0) FROM attempt')[0][0]
        self.last['act'] = newest - 1
        self.break_if('restore-stops', self.rows(QUERIES['restore-stops'], since=newest - 1))

    def check(self):
        """Everything, in one state of the data."""
        before = self.sandbox.read_journal()
        self.db.execute('BEGIN')
        try:
            self.check_journal(before)
            for rule, sql in QUERIES.items():
                self.break_if(rule, self.rows(sql, now=self.clock.now, forward=int(not self.clock.went_back), since=self.last['act']))
            changes = self.read_changes()
            self.check_people()
            self.check_deliveries()
            self.check_units(changes)
            self.check_plans(changes)
            self.check_log()
        finally:
            self.db.execute('COMMIT')

    # --- what residents got

    def check_journal(self, entries):
        for entry in entries:
            if entry['key'] in self.keys:
                raise Broken('sent-once', f'key {entry["key"]} twice')
            self.keys[entry['key']] = entry
            found = self.rows('SELECT id, provider, content_type, body FROM attempt WHERE key = :key', key=entry['key'])
            if len(found) != 1 or found[0][1] != entry['provider']:
                raise Broken('sent-as-written', f'{entry["key"]} of {entry["provider"]}: {[row[:2] for row in found]}')
            attempt, _, content_type, body = found[0]
            to, words = read_request(content_type, body)
            parts = self.rows('SELECT p.delivery, c.value FROM attempt_delivery AS p JOIN contact AS c ON c.id = p.contact '
                              'WHERE p.attempt = :attempt ORDER BY p.position', attempt=attempt)
            if not to == entry['to'] == [value for _, value in parts] or words != entry['text']:
                raise Broken('sent-as-written', f'attempt {attempt}: {entry["to"]} got other than {to}, {parts}')
            for delivery, _ in parts:
                self.got.setdefault(delivery, []).append(entry['key'])
        self.break_if('sent-once', [(delivery, keys) for delivery, keys in self.got.items() if len(keys) > 1])

    def check_deliveries(self):
        now = {row[0]: row[1:] for row in self.rows('SELECT id, state, reason, resident FROM delivery')}
        for delivery, (state, reason, _) in now.items():
            old = self.deliveries[delivery][0] if self.deliveries and delivery in self.deliveries else None
            if old is not None and old != state and old in NEXT and state not in NEXT[old]:
                raise Broken('message-goes-forward', f'delivery {delivery}: {old} → {state}')
            if state in NOT_SENT and delivery in self.got:
                raise Broken('sent-once', f'delivery {delivery} has arrived, but stands at {state} ({reason})')
        self.deliveries = now
        sent = [delivery for delivery, (state, reason, _) in now.items()
                if state in ('accepted', 'delivered') and delivery not in self.got and reason != 'confirmed-by-person']
        self.break_if('accepted-has-arrived', sent)

    # --- who may be written to

    def check_people(self):
        """Whoever was written to might be written to, before the step or after it."""
        today = self.rows("SELECT date (:now / 1000, 'unixepoch', '+9 hours')", now=self.clock.now)[0][0]
        allowed = set(self.rows(ALLOWED, today=today))
        frozen = self.rows('SELECT p.attempt, d.resident, p.contact, p.delivery FROM attempt_delivery AS p '
                           'JOIN delivery AS d ON d.id = p.delivery WHERE p.attempt > :last', last=self.last['attempt'])
        for attempt, resident, contact, delivery in frozen:
            if (resident, contact) not in allowed and (resident, contact) not in (self.allowed or allowed):
                raise Broken('judged-when-leaving', f'attempt {attempt}: delivery {delivery} to resident {resident}')
            self.last['attempt'] = max(self.last['attempt'], attempt)
        self.allowed = allowed

    # --- places

    def read_changes(self):
        rows = self.rows('SELECT id, act, tbl, key FROM act_change WHERE id > :last ORDER BY id', last=self.last['act_change'])
        if rows:
            self.last['act_change'] = rows[-1][0]
        return rows

    def check_units(self, changes):
        """A unit is placed by an act that books every member, or by none."""
        units = dict(self.rows('SELECT id, state FROM waiting_unit'))
        acts = {}
        for _, act, table, key in changes:
            if table == 'waiting_unit':
                acts[int(key)] = act
        for unit, state in units.items():
            if state != 'placed' or (self.units or {}).get(unit) == 'placed':
                continue
            missing = self.rows(
                'SELECT m.resident FROM waiting_member AS m JOIN waiting_unit AS u ON u.id = m.unit WHERE m.unit = :unit '
                'AND NOT EXISTS (SELECT 1 FROM act_change AS c JOIN booking AS b ON b.id = c.key '
                "  WHERE c.act = :act AND c.tbl = 'booking' AND b.resident = m.resident AND b.dose = m.dose "
                '  AND b.programme = u.programme)', unit=unit, act=acts.get(unit, 0))
            if missing:
                raise Broken('together-or-not-at-all', f'unit {unit} by act {acts.get(unit)}: nothing for {missing}')
        self.units = units

    def check_plans(self, changes):
        """Each step of each round has one decision, with a reason, for each unit that waits."""
        touched = {int(key) for _, _, table, key in changes if table == 'waiting_unit'}
        waiting = set(self.rows("SELECT id, programme FROM waiting_unit WHERE state = 'waiting'"))
        rounds = self.open_rounds | {int(key) for _, _, table, key in changes if table == 'refill_round'}
        before = waiting if self.waiting is None else self.waiting
        for number in rounds:
            programme = self.rows('SELECT programme FROM refill_round WHERE id = :round', round=number)[0][0]
            steps = {}
            for step, unit, reason in self.rows('SELECT step, unit, reason FROM plan_decision WHERE round = :round AND step > :step',
                                                round=number, step=self.steps.get(number, 0)):
                steps.setdefault(step, []).append((unit, reason))
            for step, decisions in sorted(steps.items()):
                self.steps[number] = max(self.steps.get(number, 0), step)
                named = {unit for unit, _ in decisions}
                must = {unit for unit, of in waiting & before if of == programme} - touched
                may = {unit for unit, of in waiting | before if of == programme} | touched
                if len(named) != len(decisions) or not must <= named <= may:
                    raise Broken('nobody-skipped', f'round {number} step {step}: missing {must - named}, not waiting {named - may}')
                self.break_if('reason-known', [reason for _, reason in decisions if reason not in REASONS])
            self.break_if('chosen-is-asked', self.rows(
                "SELECT unit, 'no offer' FROM plan_decision AS p WHERE round = :round AND reason = 'chosen' AND NOT EXISTS "
                '  (SELECT 1 FROM offer WHERE round = p.round AND unit = p.unit) '
                "UNION ALL SELECT unit, 'not chosen' FROM offer AS o WHERE round = :round AND NOT EXISTS "
                "  (SELECT 1 FROM plan_decision WHERE round = o.round AND unit = o.unit AND reason = 'chosen')", round=number))
        self.waiting = waiting
        self.open_rounds = {row[0] for row in self.rows("SELECT id FROM refill_round WHERE state = 'open'")}

    # --- the log

    def check_log(self):
        """The chain, link by link, and an entry for each act."""
        for number, at, operator, kind, act, detail, people, prev, given in self.rows(
                'SELECT id, at, operator, kind, act, detail, people, prev, hash FROM audit WHERE id > :last ORDER BY id',
                last=self.last['audit']):
            text = f'{prev}\n{at}\n{act or 0}\n'.encode()
            for part in (operator, kind, detail, people):
                text += f'{len(part.encode())}:{part}'.encode()
            if prev != self.hash or hashlib.sha256(text).hexdigest() != given:
                raise Broken('log-chained', f'entry {number}')
            self.hash = given
            self.last['audit'] = number
        self.break_if('act-in-log', self.rows('SELECT id FROM act WHERE id > :last AND NOT EXISTS '
                                              '(SELECT 1 FROM audit WHERE act = act.id)', last=self.last['act']))
        self.last['act'] = self.rows('SELECT coalesce (max (id), 0) FROM act')[0][0]

    # --- undo

    def snapshot(self):
        """What undo has to bring back."""
        return {
            'places': set(self.rows('SELECT slot, number, booking, round FROM seat_hold')),
            'bookings': set(self.rows("SELECT id, slot FROM booking WHERE state = 'active'")),
            'waiting': set(self.rows("SELECT id, wish FROM waiting_unit WHERE state = 'waiting'")),
            'rounds': set(self.rows("SELECT id FROM refill_round WHERE state = 'open'")),
            'offers': set(self.rows("SELECT id, deadline_at FROM offer WHERE state = 'open'")),
            'people': set(self.rows('SELECT id, status, status_date FROM resident')),
            'contacts': set(self.rows('SELECT resident, contact, opted_out, safe_reason FROM contact_link')),
        }

    def compare(self, old, command):
        new = self.snapshot()
        for what, rows in old.items():
            if rows != new[what]:
                raise Broken('undo-brings-back', f'{command}: {what}: gone {rows - new[what]}, new {new[what] - rows}')

    # --- the end

    def check_end(self):
        """Nothing is under way any more."""
        self.break_if('nothing-lost', self.rows(
            "SELECT 'delivery', id, state, reason FROM delivery WHERE state IN ('held', 'due', 'attempting', 'unknown') "
            "UNION ALL SELECT 'attempt', id, state, code FROM attempt WHERE state = 'open' "
            "UNION ALL SELECT 'offer', id, state, '' FROM offer WHERE state = 'open' "
            "UNION ALL SELECT 'round', id, state, '' FROM refill_round WHERE state = 'open' "))
        self.hash, self.last['audit'] = '', 0
        self.check_log()
