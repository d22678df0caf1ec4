-- SPDX-License-Identifier: GPL-3.0-or-later
-- Broadcasts: what is said to a part of the town, to whom, by whom it was let out, and what became of it for each person.

PRAGMA legacy_alter_table = ON;

-- Words that are said again and again. Fields such as {name} are filled from each person's own record when a message leaves.
CREATE TABLE text_template (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  category TEXT NOT NULL DEFAULT '',                  -- of consent
  text     TEXT NOT NULL CHECK (text <> ''),
  easy     TEXT                                       -- the same in plain Japanese (やさしい日本語)
) STRICT;

-- A saved audience keeps its rule, not its people.
CREATE TABLE audience (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  rule TEXT NOT NULL                                  -- JSON object, see mh-audience-rule.h
) STRICT;

-- Broadcasts made by the clock: so many days before a programme's sessions.
CREATE TABLE send_rule (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('reminder')),
  programme   INTEGER REFERENCES programme (id),      -- NULL: every programme
  days_before INTEGER NOT NULL CHECK (days_before BETWEEN 0 AND 30),
  at_min      INTEGER NOT NULL CHECK (at_min BETWEEN 0 AND 1439),
  text        TEXT NOT NULL CHECK (text <> ''),
  easy        TEXT,
  is_on       INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1))
) STRICT;

CREATE TABLE broadcast (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('notice', 'reminder', 'correction', 'day-cancelled', 'test')),
  name       TEXT NOT NULL CHECK (name <> ''),        -- what the desk calls it; no resident sees it
  state      TEXT NOT NULL
               CHECK (state IN ('draft', 'held', 'running', 'paused', 'stopped', 'done', 'withdrawn')),
  rule       TEXT NOT NULL,                           -- JSON object: the audience
  audience   INTEGER REFERENCES audience (id),        -- the saved one it was taken from
  template   INTEGER REFERENCES text_template (id),
  category   TEXT NOT NULL DEFAULT '',                -- of consent
  text       TEXT NOT NULL,                           -- '' only in a draft
  easy       TEXT,
  form       TEXT NOT NULL DEFAULT 'text' CHECK (form IN ('text', 'card')),   -- over LINE
  channels   TEXT NOT NULL DEFAULT 'line sms by-hand',  -- which may be used, best first
  of         INTEGER REFERENCES broadcast (id),       -- corrects that one
  session    INTEGER REFERENCES session (id),         -- is about that day
  send_rule  INTEGER REFERENCES send_rule (id),       -- was made by it
  send_at    INTEGER,                                 -- not before; NULL: as soon as it may
  reason     TEXT,                                    -- why it may say what the check of the words asked about
  heads      INTEGER,                                 -- people who get it, as counted at the hold
  held_at    INTEGER,
  held_by    TEXT,
  second_by  TEXT,                                    -- the second person who looked
  hold_until INTEGER,                                 -- may be taken back until then
  rest_at    INTEGER,                                 -- when those after the first few are due
  ended_at   INTEGER,
  code       TEXT NOT NULL UNIQUE                     -- what a resident may name at the telephone
) STRICT;
CREATE INDEX broadcast_state ON broadcast (state);
-- A rule makes one broadcast a day and session.
CREATE UNIQUE INDEX broadcast_rule ON broadcast (send_rule, session) WHERE send_rule IS NOT NULL;

CREATE TABLE delivery_new (
  id         INTEGER PRIMARY KEY,
  act        INTEGER NOT NULL REFERENCES act (id),
  kind       TEXT NOT NULL CHECK (kind <> ''),      -- stable code: offer, booking-moved, broadcast … (mh-wording.c names each)
  resident   INTEGER NOT NULL REFERENCES resident (id),
  offer      INTEGER REFERENCES offer (id),
  booking    INTEGER REFERENCES booking (id),
  body       TEXT NOT NULL CHECK (body <> ''),
  state      TEXT NOT NULL
               CHECK (state IN ('held', 'due', 'attempting', 'unknown', 'accepted', 'delivered', 'undelivered',
                                'check', 'exported', 'by-hand', 'by-hand-done', 'withdrawn')),
  contact    INTEGER REFERENCES contact (id),  -- by which it goes or went; NULL before it is judged, and by hand
  due_at     INTEGER NOT NULL,
  state_at   INTEGER NOT NULL,
  reason     TEXT,                             -- stable code: why by hand, withdrawn or to be checked
  broadcast  INTEGER REFERENCES broadcast (id)
) STRICT;
INSERT INTO delivery_new SELECT id, act, kind, resident, offer, booking, body, state, contact, due_at, state_at, reason, NULL FROM delivery;
DROP TABLE delivery;
ALTER TABLE delivery_new RENAME TO delivery;
CREATE INDEX delivery_state ON delivery (state, due_at);
CREATE INDEX delivery_act ON delivery (act);
CREATE INDEX delivery_resident ON delivery (resident);
CREATE INDEX delivery_offer ON delivery (offer) WHERE offer IS NOT NULL;
CREATE INDEX delivery_booking ON delivery (booking) WHERE booking IS NOT NULL;
CREATE INDEX delivery_broadcast ON delivery (broadcast) WHERE broadcast IS NOT NULL;

PRAGMA legacy_alter_table = OFF;

-- Everybody the rule named at the hold, those too whom it left out: nobody falls through.
CREATE TABLE broadcast_person (
  broadcast INTEGER NOT NULL REFERENCES broadcast (id),
  resident  INTEGER NOT NULL REFERENCES resident (id),
  reason    TEXT,                                     -- stable code: why left out; NULL: gets it
  delivery  INTEGER REFERENCES delivery (id),         -- several people of one contact share one
  PRIMARY KEY (broadcast, resident)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_person_resident ON broadcast_person (resident);
CREATE INDEX broadcast_person_delivery ON broadcast_person (delivery) WHERE delivery IS NOT NULL;

-- What the provider tells later about a request that it took: asked again until it ends.
ALTER TABLE attempt ADD COLUMN poll_at INTEGER;       -- NULL: nothing to ask for
ALTER TABLE attempt ADD COLUMN polls INTEGER NOT NULL DEFAULT 0;
CREATE INDEX attempt_poll ON attempt (poll_at) WHERE poll_at IS NOT NULL;

-- Deliveries that leave in a file or on paper: for a service inside LGWAN, for the other computer, for the telephone, for the post.
CREATE TABLE outgoing_file (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL CHECK (kind IN ('sms-csv', 'box', 'call-sheet', 'letters', 'labels')),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  name    TEXT NOT NULL,                              -- of the file, without its folder
  sha256  TEXT,                                       -- of its bytes, hex
  n_rows  INTEGER NOT NULL CHECK (n_rows > 0),
  back_at INTEGER                                     -- when the results came back last
) STRICT;
CREATE TABLE outgoing_row (
  file     INTEGER NOT NULL REFERENCES outgoing_file (id),
  position INTEGER NOT NULL CHECK (position > 0),
  ref      TEXT NOT NULL UNIQUE,                      -- stands in the row and comes back with the result
  delivery INTEGER NOT NULL REFERENCES delivery (id),
  contact  INTEGER REFERENCES contact (id),
  result   TEXT,                                      -- stable code
  PRIMARY KEY (file, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX outgoing_row_delivery ON outgoing_row (delivery);

CREATE TRIGGER text_template_insert_act AFTER INSERT ON text_template BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'text_template', NEW.id, NULL,
      'DELETE FROM text_template WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER text_template_update_act AFTER UPDATE ON text_template BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'text_template', NEW.id, NULL,
      'UPDATE text_template SET id = ' || quote (OLD.id) || ', name = ' || quote (OLD.name) || ', category = ' || quote (OLD.category) || ', text = ' || quote (OLD.text) || ', easy = ' || quote (OLD.easy) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER text_template_delete_act AFTER DELETE ON text_template BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'text_template', OLD.id, NULL,
      'INSERT INTO text_template (id, name, category, text, easy) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.category) || ', ' || quote (OLD.text) || ', ' || quote (OLD.easy) || ')');
END;

CREATE TRIGGER audience_insert_act AFTER INSERT ON audience BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'audience', NEW.id, NULL,
      'DELETE FROM audience WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER audience_update_act AFTER UPDATE ON audience BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'audience', NEW.id, NULL,
      'UPDATE audience SET id = ' || quote (OLD.id) || ', name = ' || quote (OLD.name) || ', rule = ' || quote (OLD.rule) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER audience_delete_act AFTER DELETE ON audience BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'audience', OLD.id, NULL,
      'INSERT INTO audience (id, name, rule) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.rule) || ')');
END;

CREATE TRIGGER send_rule_insert_act AFTER INSERT ON send_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'send_rule', NEW.id, NULL,
      'DELETE FROM send_rule WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER send_rule_update_act AFTER UPDATE ON send_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'send_rule', NEW.id, NULL,
      'UPDATE send_rule SET id = ' || quote (OLD.id) || ', kind = ' || quote (OLD.kind) || ', programme = ' || quote (OLD.programme) || ', days_before = ' || quote (OLD.days_before) || ', at_min = ' || quote (OLD.at_min) || ', text = ' || quote (OLD.text) || ', easy = ' || quote (OLD.easy) || ', is_on = ' || quote (OLD.is_on) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER send_rule_delete_act AFTER DELETE ON send_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'send_rule', OLD.id, NULL,
      'INSERT INTO send_rule (id, kind, programme, days_before, at_min, text, easy, is_on) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.days_before) || ', ' || quote (OLD.at_min) || ', ' || quote (OLD.text) || ', ' || quote (OLD.easy) || ', ' || quote (OLD.is_on) || ')');
END;

CREATE TRIGGER broadcast_insert_act AFTER INSERT ON broadcast BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast', NEW.id, NULL,
      'DELETE FROM broadcast WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER broadcast_update_act AFTER UPDATE ON broadcast BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast', NEW.id, NULL,
      'UPDATE broadcast SET id = ' || quote (OLD.id) || ', kind = ' || quote (OLD.kind) || ', name = ' || quote (OLD.name) || ', state = ' || quote (OLD.state) || ', rule = ' || quote (OLD.rule) || ', audience = ' || quote (OLD.audience) || ', template = ' || quote (OLD.template) || ', category = ' || quote (OLD.category) || ', text = ' || quote (OLD.text) || ', easy = ' || quote (OLD.easy) || ', form = ' || quote (OLD.form) || ', channels = ' || quote (OLD.channels) || ', of = ' || quote (OLD.of) || ', session = ' || quote (OLD.session) || ', send_rule = ' || quote (OLD.send_rule) || ', send_at = ' || quote (OLD.send_at) || ', reason = ' || quote (OLD.reason) || ', heads = ' || quote (OLD.heads) || ', held_at = ' || quote (OLD.held_at) || ', held_by = ' || quote (OLD.held_by) || ', second_by = ' || quote (OLD.second_by) || ', hold_until = ' || quote (OLD.hold_until) || ', rest_at = ' || quote (OLD.rest_at) || ', ended_at = ' || quote (OLD.ended_at) || ', code = ' || quote (OLD.code) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER broadcast_delete_act AFTER DELETE ON broadcast BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast', OLD.id, NULL,
      'INSERT INTO broadcast (id, kind, name, state, rule, audience, template, category, text, easy, form, channels, of, session, send_rule, send_at, reason, heads, held_at, held_by, second_by, hold_until, rest_at, ended_at, code) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.name) || ', ' || quote (OLD.state) || ', ' || quote (OLD.rule) || ', ' || quote (OLD.audience) || ', ' || quote (OLD.template) || ', ' || quote (OLD.category) || ', ' || quote (OLD.text) || ', ' || quote (OLD.easy) || ', ' || quote (OLD.form) || ', ' || quote (OLD.channels) || ', ' || quote (OLD.of) || ', ' || quote (OLD.session) || ', ' || quote (OLD.send_rule) || ', ' || quote (OLD.send_at) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.heads) || ', ' || quote (OLD.held_at) || ', ' || quote (OLD.held_by) || ', ' || quote (OLD.second_by) || ', ' || quote (OLD.hold_until) || ', ' || quote (OLD.rest_at) || ', ' || quote (OLD.ended_at) || ', ' || quote (OLD.code) || ')');
END;

CREATE TRIGGER broadcast_person_insert_act AFTER INSERT ON broadcast_person BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast_person', NEW.broadcast || '/' || NEW.resident, NEW.resident,
      'DELETE FROM broadcast_person WHERE broadcast = ' || quote (NEW.broadcast) || ' AND resident = ' || quote (NEW.resident));
END;

CREATE TRIGGER broadcast_person_update_act AFTER UPDATE ON broadcast_person BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast_person', NEW.broadcast || '/' || NEW.resident, NEW.resident,
      'UPDATE broadcast_person SET broadcast = ' || quote (OLD.broadcast) || ', resident = ' || quote (OLD.resident) || ', reason = ' || quote (OLD.reason) || ', delivery = ' || quote (OLD.delivery) || ' WHERE broadcast = ' || quote (NEW.broadcast) || ' AND resident = ' || quote (NEW.resident));
END;

CREATE TRIGGER broadcast_person_delete_act AFTER DELETE ON broadcast_person BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast_person', OLD.broadcast || '/' || OLD.resident, OLD.resident,
      'INSERT INTO broadcast_person (broadcast, resident, reason, delivery) VALUES (' || quote (OLD.broadcast) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.delivery) || ')');
END;

CREATE TRIGGER outgoing_file_insert_act AFTER INSERT ON outgoing_file BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'outgoing_file', NEW.id, NULL,
      'DELETE FROM outgoing_file WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER outgoing_file_update_act AFTER UPDATE ON outgoing_file BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'outgoing_file', NEW.id, NULL,
      'UPDATE outgoing_file SET id = ' || quote (OLD.id) || ', kind = ' || quote (OLD.kind) || ', made_at = ' || quote (OLD.made_at) || ', made_by = ' || quote (OLD.made_by) || ', name = ' || quote (OLD.name) || ', sha256 = ' || quote (OLD.sha256) || ', n_rows = ' || quote (OLD.n_rows) || ', back_at = ' || quote (OLD.back_at) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER outgoing_file_delete_act AFTER DELETE ON outgoing_file BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'outgoing_file', OLD.id, NULL,
      'INSERT INTO outgoing_file (id, kind, made_at, made_by, name, sha256, n_rows, back_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.made_at) || ', ' || quote (OLD.made_by) || ', ' || quote (OLD.name) || ', ' || quote (OLD.sha256) || ', ' || quote (OLD.n_rows) || ', ' || quote (OLD.back_at) || ')');
END;

CREATE TRIGGER outgoing_row_insert_act AFTER INSERT ON outgoing_row BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'outgoing_row', NEW.file || '/' || NEW.position, NULL,
      'DELETE FROM outgoing_row WHERE file = ' || quote (NEW.file) || ' AND position = ' || quote (NEW.position));
END;

CREATE TRIGGER outgoing_row_update_act AFTER UPDATE ON outgoing_row BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'outgoing_row', NEW.file || '/' || NEW.position, NULL,
      'UPDATE outgoing_row SET file = ' || quote (OLD.file) || ', position = ' || quote (OLD.position) || ', ref = ' || quote (OLD.ref) || ', delivery = ' || quote (OLD.delivery) || ', contact = ' || quote (OLD.contact) || ', result = ' || quote (OLD.result) || ' WHERE file = ' || quote (NEW.file) || ' AND position = ' || quote (NEW.position));
END;

CREATE TRIGGER outgoing_row_delete_act AFTER DELETE ON outgoing_row BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'outgoing_row', OLD.file || '/' || OLD.position, NULL,
      'INSERT INTO outgoing_row (file, position, ref, delivery, contact, result) VALUES (' || quote (OLD.file) || ', ' || quote (OLD.position) || ', ' || quote (OLD.ref) || ', ' || quote (OLD.delivery) || ', ' || quote (OLD.contact) || ', ' || quote (OLD.result) || ')');
END;
