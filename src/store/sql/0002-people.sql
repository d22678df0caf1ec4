-- SPDX-License-Identifier: GPL-3.0-or-later
-- The resident list as the town has it: more about each person, consent, profiles of files, operators, retention.

-- People. What is derived from other columns (folds, sort key) is written without an act and never taken back: it is made anew.

DROP TRIGGER resident_insert_act;
DROP TRIGGER resident_update_act;
DROP TRIGGER resident_delete_act;
DROP TRIGGER contact_insert_act;
DROP TRIGGER contact_update_act;
DROP TRIGGER contact_delete_act;
DROP TRIGGER contact_link_insert_act;
DROP TRIGGER contact_link_update_act;
DROP TRIGGER contact_link_delete_act;
DROP TRIGGER protection_insert_act;

ALTER TABLE resident ADD COLUMN district2 TEXT;     -- the town names its district systems: 行政区, 学区, 自治会 …
ALTER TABLE resident ADD COLUMN district3 TEXT;
ALTER TABLE resident ADD COLUMN relation TEXT;      -- to the head of the household (続柄), as the town writes it
ALTER TABLE resident ADD COLUMN other_name TEXT;    -- 旧氏, 通称, ローマ字: one a line, found by search
ALTER TABLE resident ADD COLUMN merged_into INTEGER REFERENCES resident (id);  -- a duplicate: everything went over to that person
DROP INDEX resident_kana;                           -- searched by the index of words below
DROP INDEX resident_name;
CREATE INDEX resident_merged ON resident (merged_into) WHERE merged_into IS NOT NULL;

-- Which version of a rule derived data was made by: folds and sort keys are made anew when it is not the program's.
CREATE TABLE derived (
  name    TEXT PRIMARY KEY,
  version TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The list in Japanese order, and the words that it is searched by: who comes later has the higher place, with room between two for
-- newcomers, so that the index of words gives its answers in that order. People who were merged into others have none. Derived, too.
CREATE TABLE resident_place (
  place    INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TABLE resident_words (
  place INTEGER PRIMARY KEY,
  words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE resident_text USING fts5 (words, content = 'resident_words', content_rowid = 'place', tokenize = 'ascii', columnsize = 0);

-- Whose folds, sort key, place and words are not those of the row any more: made anew before the act ends.
CREATE TABLE resident_stale (
  resident INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER resident_insert_stale AFTER INSERT ON resident BEGIN
  INSERT OR IGNORE INTO resident_stale (resident) VALUES (NEW.id);
END;
-- Also where an undo has brought back keys of another version.
CREATE TRIGGER resident_update_stale AFTER UPDATE OF name, kana, other_name, district, district2, district3, merged_into ON resident
  WHEN NEW.name <> OLD.name OR NEW.kana <> OLD.kana OR NEW.other_name IS NOT OLD.other_name OR NEW.district IS NOT OLD.district
    OR NEW.district2 IS NOT OLD.district2 OR NEW.district3 IS NOT OLD.district3 OR NEW.merged_into IS NOT OLD.merged_into
    OR NEW.name_fold <> OLD.name_fold OR NEW.kana_fold <> OLD.kana_fold OR NEW.sort_key <> OLD.sort_key
BEGIN
  INSERT OR IGNORE INTO resident_stale (resident) VALUES (NEW.id);
END;
CREATE TRIGGER resident_delete_stale AFTER DELETE ON resident BEGIN
  INSERT OR IGNORE INTO resident_stale (resident) VALUES (OLD.id);
END;

-- Who answers for somebody: a resident, or a name alone.
CREATE TABLE guardian (
  id       INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL REFERENCES resident (id),
  person   INTEGER REFERENCES resident (id),
  name     TEXT,
  relation TEXT NOT NULL DEFAULT '',                  -- 母, 後見人 …
  CHECK (person IS NOT NULL OR name IS NOT NULL),
  CHECK (person IS NULL OR person <> resident)
) STRICT;
CREATE INDEX guardian_resident ON guardian (resident);
CREATE INDEX guardian_person ON guardian (person) WHERE person IS NOT NULL;

-- Where letters of one purpose go instead of the address (送付先).
CREATE TABLE mailing_address (
  id            INTEGER PRIMARY KEY,
  resident      INTEGER NOT NULL REFERENCES resident (id),
  purpose       TEXT NOT NULL DEFAULT '',             -- '' every letter; else a category of notices
  addressee     TEXT NOT NULL CHECK (addressee <> ''),
  postal_code   TEXT,
  address       TEXT NOT NULL CHECK (address <> ''),
  address_extra TEXT,
  reason        TEXT,
  UNIQUE (resident, purpose)
) STRICT;

-- Numbers on papers that people hold (接種券番号, 受診券番号), found by search.
CREATE TABLE ticket (
  id       INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL REFERENCES resident (id),
  number   TEXT NOT NULL CHECK (number <> ''),
  label    TEXT NOT NULL DEFAULT '',
  UNIQUE (number, label)
) STRICT;
CREATE INDEX ticket_resident ON ticket (resident);

-- Two people who look like one and are not: they are not asked about again.
CREATE TABLE not_duplicate (
  a INTEGER NOT NULL REFERENCES resident (id),
  b INTEGER NOT NULL REFERENCES resident (id),
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT, WITHOUT ROWID;

-- Contacts

ALTER TABLE contact ADD COLUMN reversed TEXT NOT NULL DEFAULT '';   -- digits from the end; '' for LINE
UPDATE contact SET reversed = (
  WITH RECURSIVE turn (at, text) AS (
    SELECT 0, '' UNION ALL SELECT at + 1, substr (contact.value, at + 1, 1) || text FROM turn WHERE at < length (contact.value))
  SELECT text FROM turn ORDER BY at DESC LIMIT 1) WHERE kind <> 'line';
CREATE INDEX contact_reversed ON contact (reversed) WHERE reversed <> '';

ALTER TABLE contact_link ADD COLUMN source TEXT NOT NULL DEFAULT 'hand';    -- hand, import, call
ALTER TABLE contact_link ADD COLUMN since TEXT;                             -- the day it was noted

-- Consent and refusal, by channel and category of notices, with the day and the way it was told.
CREATE TABLE consent (
  id       INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL REFERENCES resident (id),
  channel  TEXT NOT NULL CHECK (channel IN ('line', 'sms', 'phone', 'letter')),
  category TEXT NOT NULL DEFAULT '',                                        -- '' every category
  answer   TEXT NOT NULL CHECK (answer IN ('yes', 'no')),
  day      TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  how      TEXT NOT NULL CHECK (how IN ('phone', 'counter', 'paper', 'line', 'import', 'other')),
  note     TEXT,
  UNIQUE (resident, channel, category)
) STRICT;

-- Numbers that cannot be dialled as they were written: to be put right by hand.
CREATE TABLE contact_problem (
  id       INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL REFERENCES resident (id),
  written  TEXT NOT NULL CHECK (written <> ''),
  problem  TEXT NOT NULL,                                                   -- stable code
  source   TEXT NOT NULL DEFAULT 'import',
  day      TEXT NOT NULL,
  settled  INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),            -- put right or taken off the list by hand: not asked again
  UNIQUE (resident, written)
) STRICT;

-- Who may act for a protected person although he is of the household or unknown to the desk.
CREATE TABLE allowed_proxy (
  id       INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL REFERENCES resident (id),
  name     TEXT NOT NULL CHECK (name <> ''),
  relation TEXT NOT NULL DEFAULT '',
  reason   TEXT NOT NULL CHECK (reason <> ''),
  day      TEXT NOT NULL
) STRICT;
CREATE INDEX allowed_proxy_resident ON allowed_proxy (resident);

-- Files: what was chosen for one shape of file is remembered; rare characters are shown as the nurse wants.

CREATE TABLE import_profile (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  settings TEXT NOT NULL,                                                   -- JSON object
  used_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE glyph (
  character TEXT PRIMARY KEY CHECK (character <> ''),
  shown     TEXT NOT NULL CHECK (shown <> '')
) STRICT, WITHOUT ROWID;

-- Who sits at the PC

CREATE TABLE operator (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  pin_hash TEXT,                                                            -- NULL: no PIN
  active   INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  failures INTEGER NOT NULL DEFAULT 0,                                      -- wrong PINs since the last right one; no act
  tried_at INTEGER NOT NULL DEFAULT 0                                       -- the last of them
) STRICT;

-- How long what is kept. Nothing is deleted by itself.

CREATE TABLE retention_rule (
  kind  TEXT PRIMARY KEY,
  years INTEGER NOT NULL CHECK (years BETWEEN 0 AND 100),
  basis TEXT NOT NULL CHECK (basis IN ('record', 'leaving', 'death'))
) STRICT, WITHOUT ROWID;

CREATE TABLE deletion (
  id          INTEGER PRIMARY KEY,
  at          INTEGER NOT NULL,
  operator    TEXT NOT NULL,
  reason      TEXT NOT NULL CHECK (reason <> ''),
  certificate TEXT NOT NULL                                                 -- JSON object: kinds, counts, numbers; no names
) STRICT;
CREATE TRIGGER deletion_no_update BEFORE UPDATE ON deletion BEGIN SELECT RAISE (ABORT, 'a certificate of deletion stays'); END;
CREATE TRIGGER deletion_no_delete BEFORE DELETE ON deletion BEGIN SELECT RAISE (ABORT, 'a certificate of deletion stays'); END;

-- The bytes of a request that is over may be emptied when the people in it are deleted; nothing else of it changes.
DROP TRIGGER attempt_frozen;
CREATE TRIGGER attempt_frozen BEFORE UPDATE OF key, provider, endpoint, content_type, body, first_at ON attempt
  WHEN NEW.key <> OLD.key OR NEW.provider <> OLD.provider OR NEW.endpoint <> OLD.endpoint OR NEW.content_type <> OLD.content_type
    OR NEW.first_at <> OLD.first_at OR (NEW.body <> OLD.body AND NOT (OLD.state <> 'open' AND NEW.body = x''))
BEGIN SELECT RAISE (ABORT, 'an attempt is frozen'); END;

-- A protection once set stays. Only one that a merge brought along goes back with it: the one it was copied from still stands.
CREATE TRIGGER protection_insert_act AFTER INSERT ON protection BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'protection', NEW.id, NEW.resident,
      CASE WHEN (SELECT kind FROM act WHERE id = (SELECT act FROM act_now)) = 'resident.merge' THEN
      'DELETE FROM protection WHERE id = ' || quote (NEW.id) END);
END;

-- What each act changes, and how to take it back.

CREATE TRIGGER resident_insert_act AFTER INSERT ON resident BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'resident', NEW.id, NEW.id,
      'DELETE FROM resident WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER resident_update_act AFTER UPDATE OF id, register_number, provisional, household_number, name, kana, birth, birth_text, sex, postal_code, address, address_extra, district, status, status_date, note, district2, district3, relation, other_name, merged_into ON resident BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'resident', NEW.id, NEW.id,
      'UPDATE resident SET id = ' || quote (OLD.id) || ', register_number = ' || quote (OLD.register_number) || ', provisional = ' || quote (OLD.provisional) || ', household_number = ' || quote (OLD.household_number) || ', name = ' || quote (OLD.name) || ', kana = ' || quote (OLD.kana) || ', birth = ' || quote (OLD.birth) || ', birth_text = ' || quote (OLD.birth_text) || ', sex = ' || quote (OLD.sex) || ', postal_code = ' || quote (OLD.postal_code) || ', address = ' || quote (OLD.address) || ', address_extra = ' || quote (OLD.address_extra) || ', district = ' || quote (OLD.district) || ', status = ' || quote (OLD.status) || ', status_date = ' || quote (OLD.status_date) || ', note = ' || quote (OLD.note) || ', name_fold = ' || quote (OLD.name_fold) || ', kana_fold = ' || quote (OLD.kana_fold) || ', sort_key = ' || quote (OLD.sort_key) || ', district2 = ' || quote (OLD.district2) || ', district3 = ' || quote (OLD.district3) || ', relation = ' || quote (OLD.relation) || ', other_name = ' || quote (OLD.other_name) || ', merged_into = ' || quote (OLD.merged_into) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER resident_delete_act AFTER DELETE ON resident BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'resident', OLD.id, OLD.id,
      'INSERT INTO resident (id, register_number, provisional, household_number, name, kana, birth, birth_text, sex, postal_code, address, address_extra, district, status, status_date, note, name_fold, kana_fold, sort_key, district2, district3, relation, other_name, merged_into) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.register_number) || ', ' || quote (OLD.provisional) || ', ' || quote (OLD.household_number) || ', ' || quote (OLD.name) || ', ' || quote (OLD.kana) || ', ' || quote (OLD.birth) || ', ' || quote (OLD.birth_text) || ', ' || quote (OLD.sex) || ', ' || quote (OLD.postal_code) || ', ' || quote (OLD.address) || ', ' || quote (OLD.address_extra) || ', ' || quote (OLD.district) || ', ' || quote (OLD.status) || ', ' || quote (OLD.status_date) || ', ' || quote (OLD.note) || ', ' || quote (OLD.name_fold) || ', ' || quote (OLD.kana_fold) || ', ' || quote (OLD.sort_key) || ', ' || quote (OLD.district2) || ', ' || quote (OLD.district3) || ', ' || quote (OLD.relation) || ', ' || quote (OLD.other_name) || ', ' || quote (OLD.merged_into) || ')');
END;

CREATE TRIGGER contact_insert_act AFTER INSERT ON contact BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact', NEW.id, NULL,
      'DELETE FROM contact WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER contact_update_act AFTER UPDATE ON contact BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact', NEW.id, NULL,
      'UPDATE contact SET id = ' || quote (OLD.id) || ', kind = ' || quote (OLD.kind) || ', value = ' || quote (OLD.value) || ', reversed = ' || quote (OLD.reversed) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER contact_delete_act AFTER DELETE ON contact BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact', OLD.id, NULL,
      'INSERT INTO contact (id, kind, value, reversed) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.value) || ', ' || quote (OLD.reversed) || ')');
END;

CREATE TRIGGER contact_link_insert_act AFTER INSERT ON contact_link BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact_link', NEW.id, NEW.resident,
      'DELETE FROM contact_link WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER contact_link_update_act AFTER UPDATE ON contact_link BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact_link', NEW.id, NEW.resident,
      'UPDATE contact_link SET id = ' || quote (OLD.id) || ', resident = ' || quote (OLD.resident) || ', contact = ' || quote (OLD.contact) || ', whose = ' || quote (OLD.whose) || ', rank = ' || quote (OLD.rank) || ', opted_out = ' || quote (OLD.opted_out) || ', safe_reason = ' || quote (OLD.safe_reason) || ', safe_date = ' || quote (OLD.safe_date) || ', source = ' || quote (OLD.source) || ', since = ' || quote (OLD.since) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER contact_link_delete_act AFTER DELETE ON contact_link BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact_link', OLD.id, OLD.resident,
      'INSERT INTO contact_link (id, resident, contact, whose, rank, opted_out, safe_reason, safe_date, source, since) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.contact) || ', ' || quote (OLD.whose) || ', ' || quote (OLD.rank) || ', ' || quote (OLD.opted_out) || ', ' || quote (OLD.safe_reason) || ', ' || quote (OLD.safe_date) || ', ' || quote (OLD.source) || ', ' || quote (OLD.since) || ')');
END;

CREATE TRIGGER guardian_insert_act AFTER INSERT ON guardian BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'guardian', NEW.id, NEW.resident,
      'DELETE FROM guardian WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER guardian_update_act AFTER UPDATE ON guardian BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'guardian', NEW.id, NEW.resident,
      'UPDATE guardian SET id = ' || quote (OLD.id) || ', resident = ' || quote (OLD.resident) || ', person = ' || quote (OLD.person) || ', name = ' || quote (OLD.name) || ', relation = ' || quote (OLD.relation) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER guardian_delete_act AFTER DELETE ON guardian BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'guardian', OLD.id, OLD.resident,
      'INSERT INTO guardian (id, resident, person, name, relation) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.person) || ', ' || quote (OLD.name) || ', ' || quote (OLD.relation) || ')');
END;

CREATE TRIGGER mailing_address_insert_act AFTER INSERT ON mailing_address BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'mailing_address', NEW.id, NEW.resident,
      'DELETE FROM mailing_address WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER mailing_address_update_act AFTER UPDATE ON mailing_address BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'mailing_address', NEW.id, NEW.resident,
      'UPDATE mailing_address SET id = ' || quote (OLD.id) || ', resident = ' || quote (OLD.resident) || ', purpose = ' || quote (OLD.purpose) || ', addressee = ' || quote (OLD.addressee) || ', postal_code = ' || quote (OLD.postal_code) || ', address = ' || quote (OLD.address) || ', address_extra = ' || quote (OLD.address_extra) || ', reason = ' || quote (OLD.reason) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER mailing_address_delete_act AFTER DELETE ON mailing_address BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'mailing_address', OLD.id, OLD.resident,
      'INSERT INTO mailing_address (id, resident, purpose, addressee, postal_code, address, address_extra, reason) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.purpose) || ', ' || quote (OLD.addressee) || ', ' || quote (OLD.postal_code) || ', ' || quote (OLD.address) || ', ' || quote (OLD.address_extra) || ', ' || quote (OLD.reason) || ')');
END;

CREATE TRIGGER ticket_insert_act AFTER INSERT ON ticket BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'ticket', NEW.id, NEW.resident,
      'DELETE FROM ticket WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER ticket_update_act AFTER UPDATE ON ticket BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'ticket', NEW.id, NEW.resident,
      'UPDATE ticket SET id = ' || quote (OLD.id) || ', resident = ' || quote (OLD.resident) || ', number = ' || quote (OLD.number) || ', label = ' || quote (OLD.label) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER ticket_delete_act AFTER DELETE ON ticket BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'ticket', OLD.id, OLD.resident,
      'INSERT INTO ticket (id, resident, number, label) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.number) || ', ' || quote (OLD.label) || ')');
END;

CREATE TRIGGER not_duplicate_insert_act AFTER INSERT ON not_duplicate BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'not_duplicate', NEW.a || '/' || NEW.b, NULL,
      'DELETE FROM not_duplicate WHERE a = ' || quote (NEW.a) || ' AND b = ' || quote (NEW.b));
END;

CREATE TRIGGER not_duplicate_update_act AFTER UPDATE ON not_duplicate BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'not_duplicate', NEW.a || '/' || NEW.b, NULL,
      'UPDATE not_duplicate SET a = ' || quote (OLD.a) || ', b = ' || quote (OLD.b) || ' WHERE a = ' || quote (NEW.a) || ' AND b = ' || quote (NEW.b));
END;

CREATE TRIGGER not_duplicate_delete_act AFTER DELETE ON not_duplicate BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'not_duplicate', OLD.a || '/' || OLD.b, NULL,
      'INSERT INTO not_duplicate (a, b) VALUES (' || quote (OLD.a) || ', ' || quote (OLD.b) || ')');
END;

CREATE TRIGGER consent_insert_act AFTER INSERT ON consent BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'consent', NEW.id, NEW.resident,
      'DELETE FROM consent WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER consent_update_act AFTER UPDATE ON consent BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'consent', NEW.id, NEW.resident,
      'UPDATE consent SET id = ' || quote (OLD.id) || ', resident = ' || quote (OLD.resident) || ', channel = ' || quote (OLD.channel) || ', category = ' || quote (OLD.category) || ', answer = ' || quote (OLD.answer) || ', day = ' || quote (OLD.day) || ', how = ' || quote (OLD.how) || ', note = ' || quote (OLD.note) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER consent_delete_act AFTER DELETE ON consent BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'consent', OLD.id, OLD.resident,
      'INSERT INTO consent (id, resident, channel, category, answer, day, how, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.channel) || ', ' || quote (OLD.category) || ', ' || quote (OLD.answer) || ', ' || quote (OLD.day) || ', ' || quote (OLD.how) || ', ' || quote (OLD.note) || ')');
END;

CREATE TRIGGER contact_problem_insert_act AFTER INSERT ON contact_problem BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact_problem', NEW.id, NEW.resident,
      'DELETE FROM contact_problem WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER contact_problem_update_act AFTER UPDATE ON contact_problem BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact_problem', NEW.id, NEW.resident,
      'UPDATE contact_problem SET id = ' || quote (OLD.id) || ', resident = ' || quote (OLD.resident) || ', written = ' || quote (OLD.written) || ', problem = ' || quote (OLD.problem) || ', source = ' || quote (OLD.source) || ', day = ' || quote (OLD.day) || ', settled = ' || quote (OLD.settled) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER contact_problem_delete_act AFTER DELETE ON contact_problem BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact_problem', OLD.id, OLD.resident,
      'INSERT INTO contact_problem (id, resident, written, problem, source, day, settled) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.written) || ', ' || quote (OLD.problem) || ', ' || quote (OLD.source) || ', ' || quote (OLD.day) || ', ' || quote (OLD.settled) || ')');
END;

CREATE TRIGGER allowed_proxy_insert_act AFTER INSERT ON allowed_proxy BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'allowed_proxy', NEW.id, NEW.resident,
      'DELETE FROM allowed_proxy WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER allowed_proxy_update_act AFTER UPDATE ON allowed_proxy BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'allowed_proxy', NEW.id, NEW.resident,
      'UPDATE allowed_proxy SET id = ' || quote (OLD.id) || ', resident = ' || quote (OLD.resident) || ', name = ' || quote (OLD.name) || ', relation = ' || quote (OLD.relation) || ', reason = ' || quote (OLD.reason) || ', day = ' || quote (OLD.day) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER allowed_proxy_delete_act AFTER DELETE ON allowed_proxy BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'allowed_proxy', OLD.id, OLD.resident,
      'INSERT INTO allowed_proxy (id, resident, name, relation, reason, day) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.name) || ', ' || quote (OLD.relation) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.day) || ')');
END;

CREATE TRIGGER import_profile_insert_act AFTER INSERT ON import_profile BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'import_profile', NEW.id, NULL,
      'DELETE FROM import_profile WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER import_profile_update_act AFTER UPDATE ON import_profile BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'import_profile', NEW.id, NULL,
      'UPDATE import_profile SET id = ' || quote (OLD.id) || ', name = ' || quote (OLD.name) || ', settings = ' || quote (OLD.settings) || ', used_at = ' || quote (OLD.used_at) || ' WHERE id = ' || quote (NEW.id));
END;

CREATE TRIGGER import_profile_delete_act AFTER DELETE ON import_profile BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'import_profile', OLD.id, NULL,
      'INSERT INTO import_profile (id, name, settings, used_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.settings) || ', ' || quote (OLD.used_at) || ')');
END;

CREATE TRIGGER glyph_insert_act AFTER INSERT ON glyph BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'glyph', NEW.character, NULL,
      'DELETE FROM glyph WHERE character = ' || quote (NEW.character));
END;

CREATE TRIGGER glyph_update_act AFTER UPDATE ON glyph BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'glyph', NEW.character, NULL,
      'UPDATE glyph SET character = ' || quote (OLD.character) || ', shown = ' || quote (OLD.shown) || ' WHERE character = ' || quote (NEW.character));
END;

CREATE TRIGGER glyph_delete_act AFTER DELETE ON glyph BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'glyph', OLD.character, NULL,
      'INSERT INTO glyph (character, shown) VALUES (' || quote (OLD.character) || ', ' || quote (OLD.shown) || ')');
END;

CREATE TRIGGER operator_insert_act AFTER INSERT ON operator BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'operator', NEW.id, NULL,
      NULL);
END;

CREATE TRIGGER operator_update_act AFTER UPDATE OF id, name, pin_hash, active ON operator BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'operator', NEW.id, NULL,
      NULL);
END;

CREATE TRIGGER operator_delete_act AFTER DELETE ON operator BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'operator', OLD.id, NULL,
      NULL);
END;

CREATE TRIGGER retention_rule_insert_act AFTER INSERT ON retention_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'retention_rule', NEW.kind, NULL,
      'DELETE FROM retention_rule WHERE kind = ' || quote (NEW.kind));
END;

CREATE TRIGGER retention_rule_update_act AFTER UPDATE ON retention_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'retention_rule', NEW.kind, NULL,
      'UPDATE retention_rule SET kind = ' || quote (OLD.kind) || ', years = ' || quote (OLD.years) || ', basis = ' || quote (OLD.basis) || ' WHERE kind = ' || quote (NEW.kind));
END;

CREATE TRIGGER retention_rule_delete_act AFTER DELETE ON retention_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'retention_rule', OLD.kind, NULL,
      'INSERT INTO retention_rule (kind, years, basis) VALUES (' || quote (OLD.kind) || ', ' || quote (OLD.years) || ', ' || quote (OLD.basis) || ')');
END;

CREATE TRIGGER deletion_insert_act AFTER INSERT ON deletion BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'deletion', NEW.id, NULL,
      NULL);
END;
