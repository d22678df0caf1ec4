-- SPDX-License-Identifier: GPL-3.0-or-later
-- Messages to whom the register does not know: a telephone number of a list, and what another computer of the town asks to be sent.

PRAGMA legacy_alter_table = ON;

-- A delivery has a person or, where the register knows nobody, at least the number that it goes to.
CREATE TABLE delivery_new (
  id         INTEGER PRIMARY KEY,
  act        INTEGER NOT NULL REFERENCES act (id),
  kind       TEXT NOT NULL CHECK (kind <> ''),      -- stable code: offer, booking-moved, broadcast … (mh-wording.c names each)
  resident   INTEGER REFERENCES resident (id),      -- NULL: nobody of the register
  offer      INTEGER REFERENCES offer (id),
  booking    INTEGER REFERENCES booking (id),
  body       TEXT NOT NULL CHECK (body <> ''),
  state      TEXT NOT NULL
               CHECK (state IN ('held', 'due', 'attempting', 'unknown', 'accepted', 'delivered', 'undelivered',
                                'check', 'exported', 'by-hand', 'by-hand-done', 'withdrawn')),
  contact    INTEGER REFERENCES contact (id),       -- by which it goes or went; NULL before it is judged, and by hand
  due_at     INTEGER NOT NULL,
  state_at   INTEGER NOT NULL,
  reason     TEXT,                                  -- stable code: why by hand, withdrawn or to be checked
  broadcast  INTEGER REFERENCES broadcast (id),
  CHECK (resident IS NOT NULL OR contact IS NOT NULL)
) STRICT;
INSERT INTO delivery_new SELECT id, act, kind, resident, offer, booking, body, state, contact, due_at, state_at, reason, broadcast FROM delivery;
DROP TABLE delivery;
ALTER TABLE delivery_new RENAME TO delivery;
CREATE INDEX delivery_state ON delivery (state, due_at);
CREATE INDEX delivery_act ON delivery (act);
CREATE INDEX delivery_resident ON delivery (resident) WHERE resident IS NOT NULL;
CREATE INDEX delivery_offer ON delivery (offer) WHERE offer IS NOT NULL;
CREATE INDEX delivery_booking ON delivery (booking) WHERE booking IS NOT NULL;
CREATE INDEX delivery_broadcast ON delivery (broadcast) WHERE broadcast IS NOT NULL;
CREATE INDEX delivery_contact ON delivery (contact) WHERE contact IS NOT NULL;

PRAGMA legacy_alter_table = OFF;

-- Numbers of a list that belong to nobody in the register, and get the broadcast because somebody chose so.
CREATE TABLE broadcast_number (
  broadcast INTEGER NOT NULL REFERENCES broadcast (id),
  contact   INTEGER NOT NULL REFERENCES contact (id),
  line      INTEGER NOT NULL DEFAULT 0,             -- of the list, from 1
  reason    TEXT,                                   -- stable code: why left out; NULL: gets it
  delivery  INTEGER REFERENCES delivery (id),
  PRIMARY KEY (broadcast, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_number_delivery ON broadcast_number (delivery) WHERE delivery IS NOT NULL;

-- Lets one broadcast out at any hour, with the reason in the act.
ALTER TABLE broadcast ADD COLUMN any_hour INTEGER NOT NULL DEFAULT 0 CHECK (any_hour IN (0, 1));

-- On the computer that sends (送信PC): what the other one (名簿PC) asked for. Neither names nor people come with it.
CREATE TABLE received_box (
  id      INTEGER PRIMARY KEY,
  ref     TEXT NOT NULL UNIQUE,                     -- of the box; comes back with its results
  name    TEXT NOT NULL,                            -- of the file, without its folder
  sha256  TEXT NOT NULL,                            -- of its sealed bytes, hex
  made_at INTEGER NOT NULL,                         -- by the other computer's clock
  read_at INTEGER NOT NULL,
  read_by TEXT NOT NULL,
  n_rows  INTEGER NOT NULL CHECK (n_rows > 0),
  back_at INTEGER                                   -- when results were last written for the other computer
) STRICT;
CREATE TABLE received_row (
  box      INTEGER NOT NULL REFERENCES received_box (id),
  position INTEGER NOT NULL CHECK (position > 0),
  ref      TEXT NOT NULL,                           -- the other computer's name for the message
  delivery INTEGER NOT NULL REFERENCES delivery (id),
  PRIMARY KEY (box, position),
  UNIQUE (box, ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_row_delivery ON received_row (delivery);

DROP TRIGGER broadcast_update_act;
DROP TRIGGER broadcast_delete_act;

CREATE TRIGGER broadcast_update_act AFTER UPDATE ON broadcast BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast', NEW.id, NULL,
      'UPDATE broadcast SET id = ' || quote (OLD.id) || ', kind = ' || quote (OLD.kind) || ', name = ' || quote (OLD.name) || ', state = ' || quote (OLD.state) || ', rule = ' || quote (OLD.rule) || ', audience = ' || quote (OLD.audience) || ', template = ' || quote (OLD.template) || ', category = ' || quote (OLD.category) || ', text = ' || quote (OLD.text) || ', easy = ' || quote (OLD.easy) || ', form = ' || quote (OLD.form) || ', channels = ' || quote (OLD.channels) || ', of = ' || quote (OLD.of) || ', session = ' || quote (OLD.session) || ', send_rule = ' || quote (OLD.send_rule) || ', send_at = ' || quote (OLD.send_at) || ', reason = ' || quote (OLD.reason) || ', heads = ' || quote (OLD.heads) || ', held_at = ' || quote (OLD.held_at) || ', held_by = ' || quote (OLD.held_by) || ', second_by = ' || quote (OLD.second_by) || ', hold_until = ' || quote (OLD.hold_until) || ', rest_at = ' || quote (OLD.rest_at) || ', ended_at = ' || quote (OLD.ended_at) || ', code = ' || quote (OLD.code) || ', any_hour = ' || quote (OLD.any_hour) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER broadcast_delete_act AFTER DELETE ON broadcast BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast', OLD.id, NULL,
      'INSERT INTO broadcast (id, kind, name, state, rule, audience, template, category, text, easy, form, channels, of, session, send_rule, send_at, reason, heads, held_at, held_by, second_by, hold_until, rest_at, ended_at, code, any_hour) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.name) || ', ' || quote (OLD.state) || ', ' || quote (OLD.rule) || ', ' || quote (OLD.audience) || ', ' || quote (OLD.template) || ', ' || quote (OLD.category) || ', ' || quote (OLD.text) || ', ' || quote (OLD.easy) || ', ' || quote (OLD.form) || ', ' || quote (OLD.channels) || ', ' || quote (OLD.of) || ', ' || quote (OLD.session) || ', ' || quote (OLD.send_rule) || ', ' || quote (OLD.send_at) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.heads) || ', ' || quote (OLD.held_at) || ', ' || quote (OLD.held_by) || ', ' || quote (OLD.second_by) || ', ' || quote (OLD.hold_until) || ', ' || quote (OLD.rest_at) || ', ' || quote (OLD.ended_at) || ', ' || quote (OLD.code) || ', ' || quote (OLD.any_hour) || ')');
END;

CREATE TRIGGER broadcast_number_insert_act AFTER INSERT ON broadcast_number BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast_number', NEW.broadcast || '/' || NEW.contact, NULL,
      'DELETE FROM broadcast_number WHERE broadcast = ' || quote (NEW.broadcast) || ' AND contact = ' || quote (NEW.contact));
END;

CREATE TRIGGER broadcast_number_update_act AFTER UPDATE ON broadcast_number BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast_number', NEW.broadcast || '/' || NEW.contact, NULL,
      'UPDATE broadcast_number SET broadcast = ' || quote (OLD.broadcast) || ', contact = ' || quote (OLD.contact) || ', line = ' || quote (OLD.line) || ', reason = ' || quote (OLD.reason) || ', delivery = ' || quote (OLD.delivery) || ' WHERE broadcast = ' || quote (NEW.broadcast) || ' AND contact = ' || quote (NEW.contact));
END;

CREATE TRIGGER broadcast_number_delete_act AFTER DELETE ON broadcast_number BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast_number', OLD.broadcast || '/' || OLD.contact, NULL,
      'INSERT INTO broadcast_number (broadcast, contact, line, reason, delivery) VALUES (' || quote (OLD.broadcast) || ', ' || quote (OLD.contact) || ', ' || quote (OLD.line) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.delivery) || ')');
END;

CREATE TRIGGER received_box_insert_act AFTER INSERT ON received_box BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'received_box', NEW.id, NULL,
      'DELETE FROM received_box WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER received_box_update_act AFTER UPDATE ON received_box BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'received_box', NEW.id, NULL,
      'UPDATE received_box SET id = ' || quote (OLD.id) || ', ref = ' || quote (OLD.ref) || ', name = ' || quote (OLD.name) || ', sha256 = ' || quote (OLD.sha256) || ', made_at = ' || quote (OLD.made_at) || ', read_at = ' || quote (OLD.read_at) || ', read_by = ' || quote (OLD.read_by) || ', n_rows = ' || quote (OLD.n_rows) || ', back_at = ' || quote (OLD.back_at) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER received_box_delete_act AFTER DELETE ON received_box BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'received_box', OLD.id, NULL,
      'INSERT INTO received_box (id, ref, name, sha256, made_at, read_at, read_by, n_rows, back_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.ref) || ', ' || quote (OLD.name) || ', ' || quote (OLD.sha256) || ', ' || quote (OLD.made_at) || ', ' || quote (OLD.read_at) || ', ' || quote (OLD.read_by) || ', ' || quote (OLD.n_rows) || ', ' || quote (OLD.back_at) || ')');
END;

CREATE TRIGGER received_row_insert_act AFTER INSERT ON received_row BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'received_row', NEW.box || '/' || NEW.position, NULL,
      'DELETE FROM received_row WHERE box = ' || quote (NEW.box) || ' AND position = ' || quote (NEW.position));
END;

CREATE TRIGGER received_row_update_act AFTER UPDATE ON received_row BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'received_row', NEW.box || '/' || NEW.position, NULL,
      'UPDATE received_row SET box = ' || quote (OLD.box) || ', position = ' || quote (OLD.position) || ', ref = ' || quote (OLD.ref) || ', delivery = ' || quote (OLD.delivery) || ' WHERE box = ' || quote (NEW.box) || ' AND position = ' || quote (NEW.position));
END;

CREATE TRIGGER received_row_delete_act AFTER DELETE ON received_row BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'received_row', OLD.box || '/' || OLD.position, NULL,
      'INSERT INTO received_row (box, position, ref, delivery) VALUES (' || quote (OLD.box) || ', ' || quote (OLD.position) || ', ' || quote (OLD.ref) || ', ' || quote (OLD.delivery) || ')');
END;
