-- SPDX-License-Identifier: GPL-3.0-or-later
-- Places as the town really runs them: rules, items, dose chains, windows, lotteries, reception, rosters, holidays.

-- Three tables are made anew because their checks say too little; the keys of others still name them. Foreign keys rest while a step runs
-- and are checked at its end.

PRAGMA legacy_alter_table = ON;

CREATE TABLE booking_new (
  id              INTEGER PRIMARY KEY,
  programme       INTEGER NOT NULL,
  resident        INTEGER NOT NULL REFERENCES resident (id),
  dose            INTEGER NOT NULL DEFAULT 1 CHECK (dose BETWEEN 1 AND 9),
  slot            INTEGER NOT NULL,
  via             TEXT NOT NULL CHECK (via IN ('phone', 'counter', 'line', 'refill', 'assigned', 'lottery', 'walk-in')),
  proxy_name      TEXT,
  proxy_relation  TEXT,
  override_reason TEXT,
  -- missed: the person did not get what the booking was for (see visit), and may book again
  state           TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'cancelled', 'missed', 'undone')),
  made_at         INTEGER NOT NULL,
  chain           INTEGER REFERENCES booking (id),  -- the first dose that this one was booked together with
  note            TEXT,
  UNIQUE (id, slot),
  FOREIGN KEY (slot, programme) REFERENCES slot (id, programme)
) STRICT;
INSERT INTO booking_new (id, programme, resident, dose, slot, via, proxy_name, proxy_relation, override_reason, state, made_at)
  SELECT id, programme, resident, dose, slot, via, proxy_name, proxy_relation, override_reason, state, made_at FROM booking;
DROP TABLE booking;
ALTER TABLE booking_new RENAME TO booking;
-- Nobody holds two bookings for the same dose of a programme.
CREATE UNIQUE INDEX booking_active ON booking (programme, resident, dose) WHERE state = 'active';
CREATE INDEX booking_slot ON booking (slot);
CREATE INDEX booking_resident ON booking (resident);
CREATE INDEX booking_chain ON booking (chain) WHERE chain IS NOT NULL;

CREATE TABLE delivery_new (
  id         INTEGER PRIMARY KEY,
  act        INTEGER NOT NULL REFERENCES act (id),
  kind       TEXT NOT NULL CHECK (kind <> ''),      -- stable code: offer, booking-moved … (mh-wording.c names each)
  resident   INTEGER NOT NULL REFERENCES resident (id),
  offer      INTEGER REFERENCES offer (id),
  booking    INTEGER REFERENCES booking (id),
  body       TEXT NOT NULL CHECK (body <> ''),
  state      TEXT NOT NULL
               CHECK (state IN ('held', 'due', 'attempting', 'unknown', 'accepted', 'delivered', 'undelivered',
                                'check', 'by-hand', 'by-hand-done', 'withdrawn')),
  contact    INTEGER REFERENCES contact (id),  -- by which it goes or went; NULL before it is judged, and by hand
  due_at     INTEGER NOT NULL,
  state_at   INTEGER NOT NULL,
  reason     TEXT                              -- stable code: why by hand, withdrawn or to be checked
) STRICT;
INSERT INTO delivery_new SELECT id, act, kind, resident, offer, booking, body, state, contact, due_at, state_at, reason FROM delivery;
DROP TABLE delivery;
ALTER TABLE delivery_new RENAME TO delivery;
CREATE INDEX delivery_state ON delivery (state, due_at);
CREATE INDEX delivery_act ON delivery (act);
CREATE INDEX delivery_resident ON delivery (resident);
CREATE INDEX delivery_offer ON delivery (offer) WHERE offer IS NOT NULL;
CREATE INDEX delivery_booking ON delivery (booking) WHERE booking IS NOT NULL;

-- A printed list of people. Copies are numbered in each purpose of a session.
CREATE TABLE roster_print_new (
  id          INTEGER PRIMARY KEY,
  session     INTEGER NOT NULL REFERENCES session (id),
  copy        INTEGER NOT NULL CHECK (copy >= 1),
  printed_at  INTEGER NOT NULL,
  operator    TEXT NOT NULL,
  sort_order  TEXT NOT NULL CHECK (sort_order <> ''),
  n_rows      INTEGER NOT NULL,
  purpose     TEXT NOT NULL DEFAULT 'reception' CHECK (purpose <> ''),
  recipient   TEXT,                            -- who took the copy along
  settings    TEXT NOT NULL DEFAULT '{}',      -- JSON object: columns and order, for the next print of the programme
  returned_at INTEGER,                         -- came back, or was shredded
  returned_by TEXT,
  how         TEXT CHECK (how IN ('returned', 'shredded')),
  UNIQUE (session, purpose, copy)
) STRICT;
INSERT INTO roster_print_new (id, session, copy, printed_at, operator, sort_order, n_rows)
  SELECT id, session, copy, printed_at, operator, sort_order, n_rows FROM roster_print;
DROP TABLE roster_print;
ALTER TABLE roster_print_new RENAME TO roster_print;

PRAGMA legacy_alter_table = OFF;

-- Whoever missed an appointment keeps the place as history: taking a release back puts the place where it was.
DROP TRIGGER seat_hold_active_insert;
DROP TRIGGER seat_hold_active_update;
CREATE TRIGGER seat_hold_active_insert BEFORE INSERT ON seat_hold
  WHEN NEW.booking IS NOT NULL AND (SELECT state FROM booking WHERE id = NEW.booking) NOT IN ('active', 'missed')
BEGIN SELECT RAISE (ABORT, 'the booking is not active'); END;
CREATE TRIGGER seat_hold_active_update BEFORE UPDATE OF booking ON seat_hold
  WHEN NEW.booking IS NOT NULL AND (SELECT state FROM booking WHERE id = NEW.booking) NOT IN ('active', 'missed')
BEGIN SELECT RAISE (ABORT, 'the booking is not active'); END;

-- What stood on a print, so that the next one can tell what has changed since.
CREATE TABLE roster_print_row (
  print     INTEGER NOT NULL REFERENCES roster_print (id),
  booking   INTEGER NOT NULL REFERENCES booking (id),
  start_min INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  detail    TEXT NOT NULL DEFAULT '',          -- what else is compared; no name, no address
  PRIMARY KEY (print, booking)
) STRICT, WITHOUT ROWID;

CREATE INDEX roster_print_row_booking ON roster_print_row (booking);
-- A print cannot be taken back, but what is noted of a copy can.
CREATE TRIGGER roster_print_update_act AFTER UPDATE ON roster_print BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'roster_print', NEW.id, NULL,
      'UPDATE roster_print SET recipient = ' || quote (OLD.recipient) || ', returned_at = ' || quote (OLD.returned_at) || ', returned_by = ' || quote (OLD.returned_by) || ', how = ' || quote (OLD.how) || ' WHERE id = ' || quote (NEW.id));
END;

-- Columns and order of a roster that the nurse has saved under a name.
CREATE TABLE roster_layout (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  settings TEXT NOT NULL                       -- JSON object
) STRICT;

-- Programmes

DROP TRIGGER programme_insert_act;
DROP TRIGGER programme_update_act;
DROP TRIGGER programme_delete_act;
DROP TRIGGER session_insert_act;
DROP TRIGGER session_update_act;
DROP TRIGGER session_delete_act;
DROP TRIGGER seat_insert_act;
DROP TRIGGER seat_update_act;
DROP TRIGGER seat_delete_act;
DROP TRIGGER waiting_unit_insert_act;
DROP TRIGGER waiting_unit_update_act;
DROP TRIGGER waiting_unit_delete_act;
DROP TRIGGER refill_round_insert_act;
DROP TRIGGER refill_round_update_act;
DROP TRIGGER refill_round_delete_act;

ALTER TABLE programme ADD COLUMN sex TEXT NOT NULL DEFAULT 'any' CHECK (sex IN ('any', 'male', 'female'));
ALTER TABLE programme ADD COLUMN districts TEXT NOT NULL DEFAULT '';          -- names, one a line; '' all
ALTER TABLE programme ADD COLUMN series TEXT;                                 -- 特定健診: the same thing each year, whatever it is called
ALTER TABLE programme ADD COLUMN yearly INTEGER NOT NULL DEFAULT 0 CHECK (yearly IN (0, 1));       -- once in a fiscal year in the series
ALTER TABLE programme ADD COLUMN overbook_percent INTEGER NOT NULL DEFAULT 0 CHECK (overbook_percent BETWEEN 0 AND 20);
ALTER TABLE programme ADD COLUMN wait_order TEXT NOT NULL DEFAULT 'registered' CHECK (wait_order IN ('registered', 'priority', 'lottery'));
ALTER TABLE programme ADD COLUMN priority_names TEXT NOT NULL DEFAULT '';     -- one a line, the first goes first
ALTER TABLE programme ADD COLUMN doses_per_vial INTEGER NOT NULL DEFAULT 0 CHECK (doses_per_vial BETWEEN 0 AND 50);  -- 0: not counted
ALTER TABLE programme ADD COLUMN template_of INTEGER REFERENCES programme (id);  -- last year's, from which it was copied

-- When a further dose may follow the one before, by the age on its day. The row with the narrowest age that fits speaks;
-- without one, programme.interval_days does.
CREATE TABLE dose_rule (
  id            INTEGER PRIMARY KEY,
  programme     INTEGER NOT NULL REFERENCES programme (id),
  dose          INTEGER NOT NULL CHECK (dose BETWEEN 2 AND 9),
  min_months    INTEGER NOT NULL DEFAULT 0 CHECK (min_months >= 0),
  below_months  INTEGER NOT NULL DEFAULT 0 CHECK (below_months >= 0),
  earliest_days INTEGER NOT NULL CHECK (earliest_days BETWEEN 0 AND 3650),
  standard_days INTEGER NOT NULL CHECK (standard_days >= earliest_days),
  same_weekday  INTEGER NOT NULL DEFAULT 0 CHECK (same_weekday IN (0, 1)),
  warn_days     INTEGER NOT NULL DEFAULT 0 CHECK (warn_days = 0 OR warn_days >= standard_days),  -- later than that is told; 0: never
  UNIQUE (programme, dose, min_months, below_months),
  CHECK (below_months = 0 OR below_months > min_months)
) STRICT;

-- One visit may have several items (基本, 胃, 肺 …), each for its own people.
CREATE TABLE programme_item (
  id           INTEGER PRIMARY KEY,
  programme    INTEGER NOT NULL REFERENCES programme (id),
  position     INTEGER NOT NULL,
  name         TEXT NOT NULL CHECK (name <> ''),
  age_basis    TEXT NOT NULL DEFAULT 'fiscal-year' CHECK (age_basis IN ('law', 'fiscal-year', 'school-year')),
  min_months   INTEGER NOT NULL DEFAULT 0 CHECK (min_months >= 0),
  below_months INTEGER NOT NULL DEFAULT 0 CHECK (below_months >= 0),
  sex          TEXT NOT NULL DEFAULT 'any' CHECK (sex IN ('any', 'male', 'female')),
  age_parity   TEXT NOT NULL DEFAULT 'any' CHECK (age_parity IN ('any', 'odd', 'even')),
  every_years  INTEGER NOT NULL DEFAULT 1 CHECK (every_years BETWEEN 1 AND 10),
  fee          INTEGER CHECK (fee >= 0),                                      -- yen; NULL: not told
  standard     INTEGER NOT NULL DEFAULT 0 CHECK (standard IN (0, 1)),         -- chosen for everybody who may have it
  UNIQUE (programme, name),
  CHECK (below_months = 0 OR below_months > min_months)
) STRICT;

-- How many people of a slot may have an item; without a row, as many as the slot has places.
CREATE TABLE slot_item (
  slot     INTEGER NOT NULL REFERENCES slot (id),
  item     INTEGER NOT NULL REFERENCES programme_item (id),
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  PRIMARY KEY (slot, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE booking_item (
  booking INTEGER NOT NULL REFERENCES booking (id),
  item    INTEGER NOT NULL REFERENCES programme_item (id),
  PRIMARY KEY (booking, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_item_item ON booking_item (item);
CREATE TRIGGER booking_item_not_full BEFORE INSERT ON booking_item
  WHEN (SELECT count (*) FROM booking_item AS other JOIN booking ON booking.id = other.booking AND booking.state = 'active'
          WHERE other.item = NEW.item AND booking.slot = (SELECT slot FROM booking WHERE id = NEW.booking))
     >= (SELECT capacity FROM slot_item WHERE item = NEW.item AND slot = (SELECT slot FROM booking WHERE id = NEW.booking))
BEGIN SELECT RAISE (ABORT, 'the item is full'); END;
-- A booking that changes its slot or comes back lays its items down before.
CREATE TRIGGER booking_item_stays BEFORE UPDATE OF slot ON booking
  WHEN NEW.slot <> OLD.slot AND EXISTS (SELECT 1 FROM booking_item WHERE booking = NEW.id)
    AND EXISTS (SELECT 1 FROM slot_item AS s JOIN booking_item AS b ON b.item = s.item AND b.booking = NEW.id WHERE s.slot = NEW.slot
      AND (SELECT count (*) FROM booking_item AS other JOIN booking AS o ON o.id = other.booking AND o.state = 'active' AND o.slot = NEW.slot
             WHERE other.item = s.item) >= s.capacity)
BEGIN SELECT RAISE (ABORT, 'the item is full'); END;

-- What somebody has had elsewhere or before the town used this program.
CREATE TABLE past_dose (
  id        INTEGER PRIMARY KEY,
  programme INTEGER NOT NULL REFERENCES programme (id),
  resident  INTEGER NOT NULL REFERENCES resident (id),
  dose      INTEGER NOT NULL CHECK (dose BETWEEN 1 AND 9),
  date      TEXT NOT NULL CHECK (date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  source    TEXT NOT NULL DEFAULT '',
  UNIQUE (programme, resident, dose)
) STRICT;
CREATE INDEX past_dose_resident ON past_dose (resident);

-- Sessions and slots

ALTER TABLE session ADD COLUMN mode TEXT NOT NULL DEFAULT 'booking' CHECK (mode IN ('booking', 'assigned', 'lottery'));
ALTER TABLE session ADD COLUMN phone_until INTEGER;                           -- ms: from then on places kept for the telephone are for all
ALTER TABLE session ADD COLUMN walk_in_cap INTEGER CHECK (walk_in_cap >= 0);  -- NULL: no limit
ALTER TABLE session ADD COLUMN note TEXT;

-- Beyond the capacity: overbooked by rule, or for somebody who came without a booking.
ALTER TABLE seat ADD COLUMN extra INTEGER NOT NULL DEFAULT 0 CHECK (extra IN (0, 1));

-- Who may book from when (先行予約). Without a row of its session everybody may at any time.
CREATE TABLE booking_window (
  id           INTEGER PRIMARY KEY,
  session      INTEGER NOT NULL REFERENCES session (id),
  opens_at     INTEGER NOT NULL,
  closes_at    INTEGER CHECK (closes_at > opens_at),
  label        TEXT NOT NULL DEFAULT '',
  min_months   INTEGER NOT NULL DEFAULT 0 CHECK (min_months >= 0),
  below_months INTEGER NOT NULL DEFAULT 0 CHECK (below_months >= 0),
  sex          TEXT NOT NULL DEFAULT 'any' CHECK (sex IN ('any', 'male', 'female')),
  districts    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX booking_window_session ON booking_window (session);

-- Days on which the town's offices are closed, from the file of the Cabinet Office or the town's own.
CREATE TABLE holiday (
  date TEXT PRIMARY KEY CHECK (date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The waiting list and refill

ALTER TABLE waiting_unit ADD COLUMN priority INTEGER NOT NULL DEFAULT 0 CHECK (priority >= 0);     -- 1: the first class, 0: none of them
ALTER TABLE waiting_unit ADD COLUMN rank INTEGER;                                                  -- by a lottery
ALTER TABLE waiting_unit ADD COLUMN swap INTEGER NOT NULL DEFAULT 0 CHECK (swap IN (0, 1));        -- gives up an own later booking
ALTER TABLE waiting_unit ADD COLUMN whole_chain INTEGER NOT NULL DEFAULT 0 CHECK (whole_chain IN (0, 1));  -- wants the further doses too
ALTER TABLE waiting_unit ADD COLUMN note TEXT;
ALTER TABLE refill_round ADD COLUMN closed_at INTEGER;                                             -- ms: filled or closed
ALTER TABLE refill_round ADD COLUMN places INTEGER NOT NULL DEFAULT 1 CHECK (places >= 1);         -- it began with
UPDATE refill_round SET places = max (1,
  (SELECT count (*) FROM seat_hold WHERE seat_hold.round = refill_round.id)
  + (SELECT count (*) FROM offer JOIN waiting_member ON waiting_member.unit = offer.unit
       WHERE offer.round = refill_round.id AND offer.state = 'accepted'));

-- A lottery among those who wait, to be drawn again from its seed by anybody who doubts it.
CREATE TABLE draw (
  id        INTEGER PRIMARY KEY,
  programme INTEGER NOT NULL REFERENCES programme (id),
  session   INTEGER REFERENCES session (id),   -- places of that day were given; NULL: only the order was drawn
  seed      TEXT NOT NULL CHECK (length (seed) >= 32),
  drawn_at  INTEGER NOT NULL,
  operator  TEXT NOT NULL
) STRICT;
CREATE TABLE draw_unit (
  draw   INTEGER NOT NULL REFERENCES draw (id),
  rank   INTEGER NOT NULL CHECK (rank >= 1),
  unit   INTEGER NOT NULL REFERENCES waiting_unit (id),
  result TEXT NOT NULL CHECK (result <> ''),   -- placed, or the nick of a reason
  PRIMARY KEY (draw, rank),
  UNIQUE (draw, unit)
) STRICT, WITHOUT ROWID;

-- Reception

CREATE TABLE lot (
  id             INTEGER PRIMARY KEY,
  programme      INTEGER NOT NULL REFERENCES programme (id),
  number         TEXT NOT NULL CHECK (number <> ''),
  maker          TEXT NOT NULL DEFAULT '',
  expires        TEXT CHECK (expires GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  doses_per_vial INTEGER NOT NULL DEFAULT 0 CHECK (doses_per_vial BETWEEN 0 AND 50),   -- 0: as the programme says
  active         INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  UNIQUE (programme, number)
) STRICT;

-- What became of a booking on its day. Without a row nobody has come yet.
CREATE TABLE visit (
  booking   INTEGER PRIMARY KEY REFERENCES booking (id),
  state     TEXT NOT NULL CHECK (state IN ('came', 'stopped', 'done', 'cancelled-day', 'no-show', 'postponed')),
  card      INTEGER,                           -- the number card handed out
  came_at   INTEGER,
  state_at  INTEGER NOT NULL,
  reason    TEXT,
  lot       INTEGER REFERENCES lot (id)
) STRICT;
CREATE INDEX visit_lot ON visit (lot) WHERE lot IS NOT NULL;

-- Paper and an encrypted file for a day without power (停電パック); what was written on it comes back by its code.
CREATE TABLE blackout_pack (
  id         INTEGER PRIMARY KEY,
  code       TEXT NOT NULL UNIQUE CHECK (code <> ''),
  made_at    INTEGER NOT NULL,
  operator   TEXT NOT NULL,
  from_date  TEXT NOT NULL,
  to_date    TEXT NOT NULL,
  last_act   INTEGER NOT NULL,                 -- what the paper knows of
  n_slips    INTEGER NOT NULL CHECK (n_slips >= 0),  -- blank ones, numbered from 1
  settled_at INTEGER                           -- everything written on it is entered
) STRICT;

-- What somebody wrote on a slip of a pack, entered afterwards.
CREATE TABLE blackout_slip (
  id         INTEGER PRIMARY KEY,
  pack       INTEGER NOT NULL REFERENCES blackout_pack (id),
  number     INTEGER NOT NULL CHECK (number >= 1),
  what       TEXT NOT NULL CHECK (what <> ''),      -- stable code: book, cancel, came … unused (mh-blackout.h)
  resident   INTEGER REFERENCES resident (id),
  slot       INTEGER REFERENCES slot (id),
  programme  INTEGER REFERENCES programme (id),     -- of the waiting list
  lot        TEXT,
  proxy_name TEXT,
  note       TEXT,
  state      TEXT NOT NULL CHECK (state IN ('done', 'open', 'left')),  -- open: did not fit; left: given up by a person
  reason     TEXT,                                  -- why it did not fit, as it was told
  entered_at INTEGER NOT NULL,
  UNIQUE (pack, number)
) STRICT;
CREATE INDEX blackout_slip_resident ON blackout_slip (resident) WHERE resident IS NOT NULL;

-- What each act changes, and how to take it back.

CREATE TRIGGER programme_insert_act AFTER INSERT ON programme BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme', NEW.id, NULL,
      'DELETE FROM programme WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER programme_update_act AFTER UPDATE ON programme BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme', NEW.id, NULL,
      'UPDATE programme SET id = ' || quote (OLD.id) || ', name = ' || quote (OLD.name) || ', public_name = ' || quote (OLD.public_name) || ', age_basis = ' || quote (OLD.age_basis) || ', min_months = ' || quote (OLD.min_months) || ', below_months = ' || quote (OLD.below_months) || ', doses = ' || quote (OLD.doses) || ', interval_days = ' || quote (OLD.interval_days) || ', deadline_days = ' || quote (OLD.deadline_days) || ', offer_mode = ' || quote (OLD.offer_mode) || ', parallel = ' || quote (OLD.parallel) || ', reply_minutes = ' || quote (OLD.reply_minutes) || ', offer_by_hand = ' || quote (OLD.offer_by_hand) || ', sex = ' || quote (OLD.sex) || ', districts = ' || quote (OLD.districts) || ', series = ' || quote (OLD.series) || ', yearly = ' || quote (OLD.yearly) || ', overbook_percent = ' || quote (OLD.overbook_percent) || ', wait_order = ' || quote (OLD.wait_order) || ', priority_names = ' || quote (OLD.priority_names) || ', doses_per_vial = ' || quote (OLD.doses_per_vial) || ', template_of = ' || quote (OLD.template_of) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER programme_delete_act AFTER DELETE ON programme BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme', OLD.id, NULL,
      'INSERT INTO programme (id, name, public_name, age_basis, min_months, below_months, doses, interval_days, deadline_days, offer_mode, parallel, reply_minutes, offer_by_hand, sex, districts, series, yearly, overbook_percent, wait_order, priority_names, doses_per_vial, template_of) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.public_name) || ', ' || quote (OLD.age_basis) || ', ' || quote (OLD.min_months) || ', ' || quote (OLD.below_months) || ', ' || quote (OLD.doses) || ', ' || quote (OLD.interval_days) || ', ' || quote (OLD.deadline_days) || ', ' || quote (OLD.offer_mode) || ', ' || quote (OLD.parallel) || ', ' || quote (OLD.reply_minutes) || ', ' || quote (OLD.offer_by_hand) || ', ' || quote (OLD.sex) || ', ' || quote (OLD.districts) || ', ' || quote (OLD.series) || ', ' || quote (OLD.yearly) || ', ' || quote (OLD.overbook_percent) || ', ' || quote (OLD.wait_order) || ', ' || quote (OLD.priority_names) || ', ' || quote (OLD.doses_per_vial) || ', ' || quote (OLD.template_of) || ')');
END;

CREATE TRIGGER session_insert_act AFTER INSERT ON session BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'session', NEW.id, NULL,
      'DELETE FROM session WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER session_update_act AFTER UPDATE ON session BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'session', NEW.id, NULL,
      'UPDATE session SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', date = ' || quote (OLD.date) || ', venue = ' || quote (OLD.venue) || ', state = ' || quote (OLD.state) || ', mode = ' || quote (OLD.mode) || ', phone_until = ' || quote (OLD.phone_until) || ', walk_in_cap = ' || quote (OLD.walk_in_cap) || ', note = ' || quote (OLD.note) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER session_delete_act AFTER DELETE ON session BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'session', OLD.id, NULL,
      'INSERT INTO session (id, programme, date, venue, state, mode, phone_until, walk_in_cap, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.date) || ', ' || quote (OLD.venue) || ', ' || quote (OLD.state) || ', ' || quote (OLD.mode) || ', ' || quote (OLD.phone_until) || ', ' || quote (OLD.walk_in_cap) || ', ' || quote (OLD.note) || ')');
END;

CREATE TRIGGER seat_insert_act AFTER INSERT ON seat BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat', NEW.slot || '/' || NEW.number, NULL,
      'DELETE FROM seat WHERE slot = ' || quote (NEW.slot) || ' AND number = ' || quote (NEW.number));
END;

CREATE TRIGGER seat_update_act AFTER UPDATE ON seat BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat', NEW.slot || '/' || NEW.number, NULL,
      'UPDATE seat SET slot = ' || quote (OLD.slot) || ', number = ' || quote (OLD.number) || ', share = ' || quote (OLD.share) || ', extra = ' || quote (OLD.extra) || ' WHERE slot = ' || quote (NEW.slot) || ' AND number = ' || quote (NEW.number));
END;

CREATE TRIGGER seat_delete_act AFTER DELETE ON seat BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat', OLD.slot || '/' || OLD.number, NULL,
      'INSERT INTO seat (slot, number, share, extra) VALUES (' || quote (OLD.slot) || ', ' || quote (OLD.number) || ', ' || quote (OLD.share) || ', ' || quote (OLD.extra) || ')');
END;

CREATE TRIGGER booking_insert_act AFTER INSERT ON booking BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking', NEW.id, NULL,
      'UPDATE booking SET state = ''undone'' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER booking_update_act AFTER UPDATE ON booking BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking', NEW.id, NULL,
      'UPDATE booking SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', resident = ' || quote (OLD.resident) || ', dose = ' || quote (OLD.dose) || ', slot = ' || quote (OLD.slot) || ', via = ' || quote (OLD.via) || ', proxy_name = ' || quote (OLD.proxy_name) || ', proxy_relation = ' || quote (OLD.proxy_relation) || ', override_reason = ' || quote (OLD.override_reason) || ', state = ' || quote (OLD.state) || ', made_at = ' || quote (OLD.made_at) || ', chain = ' || quote (OLD.chain) || ', note = ' || quote (OLD.note) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER booking_delete_act AFTER DELETE ON booking BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking', OLD.id, NULL,
      'INSERT INTO booking (id, programme, resident, dose, slot, via, proxy_name, proxy_relation, override_reason, state, made_at, chain, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.dose) || ', ' || quote (OLD.slot) || ', ' || quote (OLD.via) || ', ' || quote (OLD.proxy_name) || ', ' || quote (OLD.proxy_relation) || ', ' || quote (OLD.override_reason) || ', ' || quote (OLD.state) || ', ' || quote (OLD.made_at) || ', ' || quote (OLD.chain) || ', ' || quote (OLD.note) || ')');
END;

CREATE TRIGGER waiting_unit_insert_act AFTER INSERT ON waiting_unit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'waiting_unit', NEW.id, NULL,
      'UPDATE waiting_unit SET state = ''undone'' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER waiting_unit_update_act AFTER UPDATE ON waiting_unit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'waiting_unit', NEW.id, NULL,
      'UPDATE waiting_unit SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', registered_at = ' || quote (OLD.registered_at) || ', wish = ' || quote (OLD.wish) || ', state = ' || quote (OLD.state) || ', priority = ' || quote (OLD.priority) || ', rank = ' || quote (OLD.rank) || ', swap = ' || quote (OLD.swap) || ', whole_chain = ' || quote (OLD.whole_chain) || ', note = ' || quote (OLD.note) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER waiting_unit_delete_act AFTER DELETE ON waiting_unit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'waiting_unit', OLD.id, NULL,
      'INSERT INTO waiting_unit (id, programme, registered_at, wish, state, priority, rank, swap, whole_chain, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.registered_at) || ', ' || quote (OLD.wish) || ', ' || quote (OLD.state) || ', ' || quote (OLD.priority) || ', ' || quote (OLD.rank) || ', ' || quote (OLD.swap) || ', ' || quote (OLD.whole_chain) || ', ' || quote (OLD.note) || ')');
END;

CREATE TRIGGER refill_round_insert_act AFTER INSERT ON refill_round BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'refill_round', NEW.id, NULL,
      'UPDATE refill_round SET state = ''undone'' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER refill_round_update_act AFTER UPDATE ON refill_round BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'refill_round', NEW.id, NULL,
      'UPDATE refill_round SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', slot = ' || quote (OLD.slot) || ', freed = ' || quote (OLD.freed) || ', mode = ' || quote (OLD.mode) || ', parallel = ' || quote (OLD.parallel) || ', reply_minutes = ' || quote (OLD.reply_minutes) || ', opened_at = ' || quote (OLD.opened_at) || ', state = ' || quote (OLD.state) || ', closed_at = ' || quote (OLD.closed_at) || ', places = ' || quote (OLD.places) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER refill_round_delete_act AFTER DELETE ON refill_round BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'refill_round', OLD.id, NULL,
      'INSERT INTO refill_round (id, programme, slot, freed, mode, parallel, reply_minutes, opened_at, state, closed_at, places) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.slot) || ', ' || quote (OLD.freed) || ', ' || quote (OLD.mode) || ', ' || quote (OLD.parallel) || ', ' || quote (OLD.reply_minutes) || ', ' || quote (OLD.opened_at) || ', ' || quote (OLD.state) || ', ' || quote (OLD.closed_at) || ', ' || quote (OLD.places) || ')');
END;

CREATE TRIGGER dose_rule_insert_act AFTER INSERT ON dose_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'dose_rule', NEW.id, NULL,
      'DELETE FROM dose_rule WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER dose_rule_update_act AFTER UPDATE ON dose_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'dose_rule', NEW.id, NULL,
      'UPDATE dose_rule SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', dose = ' || quote (OLD.dose) || ', min_months = ' || quote (OLD.min_months) || ', below_months = ' || quote (OLD.below_months) || ', earliest_days = ' || quote (OLD.earliest_days) || ', standard_days = ' || quote (OLD.standard_days) || ', same_weekday = ' || quote (OLD.same_weekday) || ', warn_days = ' || quote (OLD.warn_days) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER dose_rule_delete_act AFTER DELETE ON dose_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'dose_rule', OLD.id, NULL,
      'INSERT INTO dose_rule (id, programme, dose, min_months, below_months, earliest_days, standard_days, same_weekday, warn_days) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.dose) || ', ' || quote (OLD.min_months) || ', ' || quote (OLD.below_months) || ', ' || quote (OLD.earliest_days) || ', ' || quote (OLD.standard_days) || ', ' || quote (OLD.same_weekday) || ', ' || quote (OLD.warn_days) || ')');
END;

CREATE TRIGGER programme_item_insert_act AFTER INSERT ON programme_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme_item', NEW.id, NULL,
      'DELETE FROM programme_item WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER programme_item_update_act AFTER UPDATE ON programme_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme_item', NEW.id, NULL,
      'UPDATE programme_item SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', position = ' || quote (OLD.position) || ', name = ' || quote (OLD.name) || ', age_basis = ' || quote (OLD.age_basis) || ', min_months = ' || quote (OLD.min_months) || ', below_months = ' || quote (OLD.below_months) || ', sex = ' || quote (OLD.sex) || ', age_parity = ' || quote (OLD.age_parity) || ', every_years = ' || quote (OLD.every_years) || ', fee = ' || quote (OLD.fee) || ', standard = ' || quote (OLD.standard) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER programme_item_delete_act AFTER DELETE ON programme_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme_item', OLD.id, NULL,
      'INSERT INTO programme_item (id, programme, position, name, age_basis, min_months, below_months, sex, age_parity, every_years, fee, standard) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.position) || ', ' || quote (OLD.name) || ', ' || quote (OLD.age_basis) || ', ' || quote (OLD.min_months) || ', ' || quote (OLD.below_months) || ', ' || quote (OLD.sex) || ', ' || quote (OLD.age_parity) || ', ' || quote (OLD.every_years) || ', ' || quote (OLD.fee) || ', ' || quote (OLD.standard) || ')');
END;

CREATE TRIGGER slot_item_insert_act AFTER INSERT ON slot_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'slot_item', NEW.slot || '/' || NEW.item, NULL,
      'DELETE FROM slot_item WHERE slot = ' || quote (NEW.slot) || ' AND item = ' || quote (NEW.item));
END;

CREATE TRIGGER slot_item_update_act AFTER UPDATE ON slot_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'slot_item', NEW.slot || '/' || NEW.item, NULL,
      'UPDATE slot_item SET slot = ' || quote (OLD.slot) || ', item = ' || quote (OLD.item) || ', capacity = ' || quote (OLD.capacity) || ' WHERE slot = ' || quote (NEW.slot) || ' AND item = ' || quote (NEW.item));
END;

CREATE TRIGGER slot_item_delete_act AFTER DELETE ON slot_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'slot_item', OLD.slot || '/' || OLD.item, NULL,
      'INSERT INTO slot_item (slot, item, capacity) VALUES (' || quote (OLD.slot) || ', ' || quote (OLD.item) || ', ' || quote (OLD.capacity) || ')');
END;

CREATE TRIGGER booking_item_insert_act AFTER INSERT ON booking_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_item', NEW.booking || '/' || NEW.item, NULL,
      'DELETE FROM booking_item WHERE booking = ' || quote (NEW.booking) || ' AND item = ' || quote (NEW.item));
END;

CREATE TRIGGER booking_item_update_act AFTER UPDATE ON booking_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_item', NEW.booking || '/' || NEW.item, NULL,
      'UPDATE booking_item SET booking = ' || quote (OLD.booking) || ', item = ' || quote (OLD.item) || ' WHERE booking = ' || quote (NEW.booking) || ' AND item = ' || quote (NEW.item));
END;

CREATE TRIGGER booking_item_delete_act AFTER DELETE ON booking_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_item', OLD.booking || '/' || OLD.item, NULL,
      'INSERT INTO booking_item (booking, item) VALUES (' || quote (OLD.booking) || ', ' || quote (OLD.item) || ')');
END;

CREATE TRIGGER past_dose_insert_act AFTER INSERT ON past_dose BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'past_dose', NEW.id, NEW.resident,
      'DELETE FROM past_dose WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER past_dose_update_act AFTER UPDATE ON past_dose BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'past_dose', NEW.id, NEW.resident,
      'UPDATE past_dose SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', resident = ' || quote (OLD.resident) || ', dose = ' || quote (OLD.dose) || ', date = ' || quote (OLD.date) || ', source = ' || quote (OLD.source) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER past_dose_delete_act AFTER DELETE ON past_dose BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'past_dose', OLD.id, OLD.resident,
      'INSERT INTO past_dose (id, programme, resident, dose, date, source) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.dose) || ', ' || quote (OLD.date) || ', ' || quote (OLD.source) || ')');
END;

CREATE TRIGGER booking_window_insert_act AFTER INSERT ON booking_window BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_window', NEW.id, NULL,
      'DELETE FROM booking_window WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER booking_window_update_act AFTER UPDATE ON booking_window BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_window', NEW.id, NULL,
      'UPDATE booking_window SET id = ' || quote (OLD.id) || ', session = ' || quote (OLD.session) || ', opens_at = ' || quote (OLD.opens_at) || ', closes_at = ' || quote (OLD.closes_at) || ', label = ' || quote (OLD.label) || ', min_months = ' || quote (OLD.min_months) || ', below_months = ' || quote (OLD.below_months) || ', sex = ' || quote (OLD.sex) || ', districts = ' || quote (OLD.districts) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER booking_window_delete_act AFTER DELETE ON booking_window BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_window', OLD.id, NULL,
      'INSERT INTO booking_window (id, session, opens_at, closes_at, label, min_months, below_months, sex, districts) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.session) || ', ' || quote (OLD.opens_at) || ', ' || quote (OLD.closes_at) || ', ' || quote (OLD.label) || ', ' || quote (OLD.min_months) || ', ' || quote (OLD.below_months) || ', ' || quote (OLD.sex) || ', ' || quote (OLD.districts) || ')');
END;

CREATE TRIGGER holiday_insert_act AFTER INSERT ON holiday BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'holiday', NEW.date, NULL,
      'DELETE FROM holiday WHERE date = ' || quote (NEW.date));
END;

CREATE TRIGGER holiday_update_act AFTER UPDATE ON holiday BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'holiday', NEW.date, NULL,
      'UPDATE holiday SET date = ' || quote (OLD.date) || ', name = ' || quote (OLD.name) || ' WHERE date = ' || quote (NEW.date));
END;

CREATE TRIGGER holiday_delete_act AFTER DELETE ON holiday BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'holiday', OLD.date, NULL,
      'INSERT INTO holiday (date, name) VALUES (' || quote (OLD.date) || ', ' || quote (OLD.name) || ')');
END;

CREATE TRIGGER draw_insert_act AFTER INSERT ON draw BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw', NEW.id, NULL,
      'DELETE FROM draw WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER draw_update_act AFTER UPDATE ON draw BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw', NEW.id, NULL,
      'UPDATE draw SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', session = ' || quote (OLD.session) || ', seed = ' || quote (OLD.seed) || ', drawn_at = ' || quote (OLD.drawn_at) || ', operator = ' || quote (OLD.operator) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER draw_delete_act AFTER DELETE ON draw BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw', OLD.id, NULL,
      'INSERT INTO draw (id, programme, session, seed, drawn_at, operator) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.session) || ', ' || quote (OLD.seed) || ', ' || quote (OLD.drawn_at) || ', ' || quote (OLD.operator) || ')');
END;

CREATE TRIGGER draw_unit_insert_act AFTER INSERT ON draw_unit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw_unit', NEW.draw || '/' || NEW.rank, NULL,
      'DELETE FROM draw_unit WHERE draw = ' || quote (NEW.draw) || ' AND rank = ' || quote (NEW.rank));
END;

CREATE TRIGGER draw_unit_update_act AFTER UPDATE ON draw_unit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw_unit', NEW.draw || '/' || NEW.rank, NULL,
      'UPDATE draw_unit SET draw = ' || quote (OLD.draw) || ', rank = ' || quote (OLD.rank) || ', unit = ' || quote (OLD.unit) || ', result = ' || quote (OLD.result) || ' WHERE draw = ' || quote (NEW.draw) || ' AND rank = ' || quote (NEW.rank));
END;

CREATE TRIGGER draw_unit_delete_act AFTER DELETE ON draw_unit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw_unit', OLD.draw || '/' || OLD.rank, NULL,
      'INSERT INTO draw_unit (draw, rank, unit, result) VALUES (' || quote (OLD.draw) || ', ' || quote (OLD.rank) || ', ' || quote (OLD.unit) || ', ' || quote (OLD.result) || ')');
END;

CREATE TRIGGER lot_insert_act AFTER INSERT ON lot BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'lot', NEW.id, NULL,
      'DELETE FROM lot WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER lot_update_act AFTER UPDATE ON lot BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'lot', NEW.id, NULL,
      'UPDATE lot SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', number = ' || quote (OLD.number) || ', maker = ' || quote (OLD.maker) || ', expires = ' || quote (OLD.expires) || ', doses_per_vial = ' || quote (OLD.doses_per_vial) || ', active = ' || quote (OLD.active) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER lot_delete_act AFTER DELETE ON lot BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'lot', OLD.id, NULL,
      'INSERT INTO lot (id, programme, number, maker, expires, doses_per_vial, active) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.number) || ', ' || quote (OLD.maker) || ', ' || quote (OLD.expires) || ', ' || quote (OLD.doses_per_vial) || ', ' || quote (OLD.active) || ')');
END;

CREATE TRIGGER visit_insert_act AFTER INSERT ON visit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'visit', NEW.booking, NULL,
      'DELETE FROM visit WHERE booking = ' || quote (NEW.booking));
END;

CREATE TRIGGER visit_update_act AFTER UPDATE ON visit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'visit', NEW.booking, NULL,
      'UPDATE visit SET booking = ' || quote (OLD.booking) || ', state = ' || quote (OLD.state) || ', card = ' || quote (OLD.card) || ', came_at = ' || quote (OLD.came_at) || ', state_at = ' || quote (OLD.state_at) || ', reason = ' || quote (OLD.reason) || ', lot = ' || quote (OLD.lot) || ' WHERE booking = ' || quote (NEW.booking));
END;

CREATE TRIGGER visit_delete_act AFTER DELETE ON visit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'visit', OLD.booking, NULL,
      'INSERT INTO visit (booking, state, card, came_at, state_at, reason, lot) VALUES (' || quote (OLD.booking) || ', ' || quote (OLD.state) || ', ' || quote (OLD.card) || ', ' || quote (OLD.came_at) || ', ' || quote (OLD.state_at) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.lot) || ')');
END;

CREATE TRIGGER roster_layout_insert_act AFTER INSERT ON roster_layout BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'roster_layout', NEW.id, NULL,
      'DELETE FROM roster_layout WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER roster_layout_update_act AFTER UPDATE ON roster_layout BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'roster_layout', NEW.id, NULL,
      'UPDATE roster_layout SET id = ' || quote (OLD.id) || ', name = ' || quote (OLD.name) || ', settings = ' || quote (OLD.settings) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER roster_layout_delete_act AFTER DELETE ON roster_layout BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'roster_layout', OLD.id, NULL,
      'INSERT INTO roster_layout (id, name, settings) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.settings) || ')');
END;

CREATE TRIGGER blackout_pack_insert_act AFTER INSERT ON blackout_pack BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'blackout_pack', NEW.id, NULL,
      'DELETE FROM blackout_pack WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER blackout_pack_update_act AFTER UPDATE ON blackout_pack BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'blackout_pack', NEW.id, NULL,
      'UPDATE blackout_pack SET id = ' || quote (OLD.id) || ', code = ' || quote (OLD.code) || ', made_at = ' || quote (OLD.made_at) || ', operator = ' || quote (OLD.operator) || ', from_date = ' || quote (OLD.from_date) || ', to_date = ' || quote (OLD.to_date) || ', last_act = ' || quote (OLD.last_act) || ', n_slips = ' || quote (OLD.n_slips) || ', settled_at = ' || quote (OLD.settled_at) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER blackout_pack_delete_act AFTER DELETE ON blackout_pack BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'blackout_pack', OLD.id, NULL,
      'INSERT INTO blackout_pack (id, code, made_at, operator, from_date, to_date, last_act, n_slips, settled_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.code) || ', ' || quote (OLD.made_at) || ', ' || quote (OLD.operator) || ', ' || quote (OLD.from_date) || ', ' || quote (OLD.to_date) || ', ' || quote (OLD.last_act) || ', ' || quote (OLD.n_slips) || ', ' || quote (OLD.settled_at) || ')');
END;

CREATE TRIGGER blackout_slip_insert_act AFTER INSERT ON blackout_slip BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'blackout_slip', NEW.id, NEW.resident,
      'DELETE FROM blackout_slip WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER blackout_slip_update_act AFTER UPDATE ON blackout_slip BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'blackout_slip', NEW.id, NEW.resident,
      'UPDATE blackout_slip SET id = ' || quote (OLD.id) || ', pack = ' || quote (OLD.pack) || ', number = ' || quote (OLD.number) || ', what = ' || quote (OLD.what) || ', resident = ' || quote (OLD.resident) || ', slot = ' || quote (OLD.slot) || ', programme = ' || quote (OLD.programme) || ', lot = ' || quote (OLD.lot) || ', proxy_name = ' || quote (OLD.proxy_name) || ', note = ' || quote (OLD.note) || ', state = ' || quote (OLD.state) || ', reason = ' || quote (OLD.reason) || ', entered_at = ' || quote (OLD.entered_at) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER blackout_slip_delete_act AFTER DELETE ON blackout_slip BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'blackout_slip', OLD.id, OLD.resident,
      'INSERT INTO blackout_slip (id, pack, number, what, resident, slot, programme, lot, proxy_name, note, state, reason, entered_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.pack) || ', ' || quote (OLD.number) || ', ' || quote (OLD.what) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.slot) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.lot) || ', ' || quote (OLD.proxy_name) || ', ' || quote (OLD.note) || ', ' || quote (OLD.state) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.entered_at) || ')');
END;
