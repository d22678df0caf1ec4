CREATE INDEX act_change_act ON act_change (act);
CREATE INDEX act_change_row ON act_change (tbl, key);
CREATE INDEX act_undoes ON act (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX allowed_proxy_resident ON allowed_proxy (resident);
CREATE INDEX attempt_open ON attempt (next_at) WHERE state = 'open';
CREATE INDEX attempt_poll ON attempt (poll_at) WHERE poll_at IS NOT NULL;
CREATE INDEX blackout_slip_resident ON blackout_slip (resident) WHERE resident IS NOT NULL;
CREATE UNIQUE INDEX booking_active ON booking (programme, resident, dose) WHERE state = 'active';
CREATE INDEX booking_chain ON booking (chain) WHERE chain IS NOT NULL;
CREATE INDEX booking_item_item ON booking_item (item);
CREATE INDEX booking_resident ON booking (resident);
CREATE INDEX booking_slot ON booking (slot);
CREATE INDEX booking_window_session ON booking_window (session);
CREATE INDEX broadcast_number_delivery ON broadcast_number (delivery) WHERE delivery IS NOT NULL;
CREATE INDEX broadcast_person_delivery ON broadcast_person (delivery) WHERE delivery IS NOT NULL;
CREATE INDEX broadcast_person_resident ON broadcast_person (resident);
CREATE UNIQUE INDEX broadcast_rule ON broadcast (send_rule, session) WHERE send_rule IS NOT NULL;
CREATE INDEX broadcast_state ON broadcast (state);
CREATE INDEX contact_link_contact ON contact_link (contact);
CREATE INDEX contact_reversed ON contact (reversed) WHERE reversed <> '';
CREATE INDEX delivery_act ON delivery (act);
CREATE INDEX delivery_booking ON delivery (booking) WHERE booking IS NOT NULL;
CREATE INDEX delivery_broadcast ON delivery (broadcast) WHERE broadcast IS NOT NULL;
CREATE INDEX delivery_contact ON delivery (contact) WHERE contact IS NOT NULL;
CREATE INDEX delivery_offer ON delivery (offer) WHERE offer IS NOT NULL;
CREATE INDEX delivery_resident ON delivery (resident) WHERE resident IS NOT NULL;
CREATE INDEX delivery_state ON delivery (state, due_at);
CREATE INDEX guardian_person ON guardian (person) WHERE person IS NOT NULL;
CREATE INDEX guardian_resident ON guardian (resident);
CREATE INDEX offer_deadline ON offer (deadline_at) WHERE state = 'open';
CREATE UNIQUE INDEX offer_open ON offer (unit) WHERE state = 'open';
CREATE INDEX offer_round ON offer (round);
CREATE INDEX outgoing_row_delivery ON outgoing_row (delivery);
CREATE INDEX past_dose_resident ON past_dose (resident);
CREATE INDEX protection_resident ON protection (resident);
CREATE INDEX received_row_delivery ON received_row (delivery);
CREATE INDEX refill_round_open ON refill_round (slot) WHERE state = 'open';
CREATE INDEX resident_birth ON resident (birth);
CREATE INDEX resident_household ON resident (household_number) WHERE household_number IS NOT NULL;
CREATE INDEX resident_merged ON resident (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX resident_sort ON resident (sort_key);
CREATE INDEX roster_print_row_booking ON roster_print_row (booking);
CREATE INDEX seat_hold_round ON seat_hold (round) WHERE round IS NOT NULL;
CREATE INDEX session_programme ON session (programme, date);
CREATE INDEX ticket_resident ON ticket (resident);
CREATE INDEX visit_lot ON visit (lot) WHERE lot IS NOT NULL;
CREATE INDEX waiting_member_resident ON waiting_member (resident);
CREATE INDEX waiting_unit_programme ON waiting_unit (programme, state, registered_at);
CREATE TABLE act (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  operator  TEXT NOT NULL,
  kind      TEXT NOT NULL,
  policy    TEXT NOT NULL CHECK (policy IN ('whole', 'by-row', 'none')),
  detail    TEXT NOT NULL DEFAULT '{}',
  undoes    INTEGER REFERENCES act (id),
  undone_by INTEGER REFERENCES act (id)
) STRICT;
CREATE TABLE act_change (
  id      INTEGER PRIMARY KEY,
  act     INTEGER NOT NULL REFERENCES act (id),
  tbl     TEXT NOT NULL,
  key     TEXT NOT NULL,
  owner   INTEGER,            -- the resident whom the row is about, where there is one
  inverse TEXT                -- NULL: stays as it is when the act is taken back
) STRICT;
CREATE TABLE act_now (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  act INTEGER REFERENCES act (id)
) STRICT;
CREATE TABLE allowed_proxy (
  id       INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL REFERENCES resident (id),
  name     TEXT NOT NULL CHECK (name <> ''),
  relation TEXT NOT NULL DEFAULT '',
  reason   TEXT NOT NULL CHECK (reason <> ''),
  day      TEXT NOT NULL
) STRICT;
CREATE TABLE attempt (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  provider     TEXT NOT NULL,
  endpoint     TEXT NOT NULL,
  content_type TEXT NOT NULL,
  body         BLOB NOT NULL,
  state        TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected', 'check')),
  first_at     INTEGER NOT NULL,
  sent_at      INTEGER,                        -- the last time it was put on the wire; NULL: never
  next_at      INTEGER NOT NULL,
  tries        INTEGER NOT NULL DEFAULT 0,
  code         TEXT,
  provider_id  TEXT,
  request_id   TEXT
, poll_at INTEGER, polls INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE attempt_delivery (
  attempt  INTEGER NOT NULL REFERENCES attempt (id),
  position INTEGER NOT NULL,
  delivery INTEGER NOT NULL REFERENCES delivery (id),
  contact  INTEGER NOT NULL REFERENCES contact (id),
  PRIMARY KEY (attempt, position),
  UNIQUE (delivery, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE audience (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  rule TEXT NOT NULL                                  -- JSON object, see mh-audience-rule.h
) STRICT;
CREATE TABLE audit (
  id       INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  operator TEXT NOT NULL,
  kind     TEXT NOT NULL,
  act      INTEGER REFERENCES act (id),
  detail   TEXT NOT NULL,
  people   TEXT NOT NULL DEFAULT '[]',
  prev     TEXT NOT NULL,
  hash     TEXT NOT NULL
) STRICT;
CREATE TABLE audit_person (
  resident INTEGER NOT NULL,
  audit    INTEGER NOT NULL REFERENCES audit (id),
  PRIMARY KEY (resident, audit)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE "booking" (
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
CREATE TABLE booking_item (
  booking INTEGER NOT NULL REFERENCES booking (id),
  item    INTEGER NOT NULL REFERENCES programme_item (id),
  PRIMARY KEY (booking, item)
) STRICT, WITHOUT ROWID;
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
, any_hour INTEGER NOT NULL DEFAULT 0 CHECK (any_hour IN (0, 1))) STRICT;
CREATE TABLE broadcast_number (
  broadcast INTEGER NOT NULL REFERENCES broadcast (id),
  contact   INTEGER NOT NULL REFERENCES contact (id),
  line      INTEGER NOT NULL DEFAULT 0,             -- of the list, from 1
  reason    TEXT,                                   -- stable code: why left out; NULL: gets it
  delivery  INTEGER REFERENCES delivery (id),
  PRIMARY KEY (broadcast, contact)
) STRICT, WITHOUT ROWID;
CREATE TABLE broadcast_person (
  broadcast INTEGER NOT NULL REFERENCES broadcast (id),
  resident  INTEGER NOT NULL REFERENCES resident (id),
  reason    TEXT,                                     -- stable code: why left out; NULL: gets it
  delivery  INTEGER REFERENCES delivery (id),         -- several people of one contact share one
  PRIMARY KEY (broadcast, resident)
) STRICT, WITHOUT ROWID;
CREATE TABLE config (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
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
CREATE TABLE contact (
  id    INTEGER PRIMARY KEY,
  kind  TEXT NOT NULL CHECK (kind IN ('line', 'mobile', 'landline')),
  value TEXT NOT NULL CHECK (value <> ''), reversed TEXT NOT NULL DEFAULT '',
  UNIQUE (kind, value)
) STRICT;
CREATE TABLE contact_link (
  id          INTEGER PRIMARY KEY,
  resident    INTEGER NOT NULL REFERENCES resident (id),
  contact     INTEGER NOT NULL REFERENCES contact (id),
  whose       TEXT NOT NULL DEFAULT '',       -- '' the person's own; else 子, 隣人 …
  rank        INTEGER NOT NULL DEFAULT 1,
  opted_out   INTEGER NOT NULL DEFAULT 0 CHECK (opted_out IN (0, 1)),
  safe_reason TEXT,                           -- why a protected person may be reached by it
  safe_date   TEXT, source TEXT NOT NULL DEFAULT 'hand', since TEXT,
  UNIQUE (resident, contact)
) STRICT;
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
CREATE TABLE deletion (
  id          INTEGER PRIMARY KEY,
  at          INTEGER NOT NULL,
  operator    TEXT NOT NULL,
  reason      TEXT NOT NULL CHECK (reason <> ''),
  certificate TEXT NOT NULL                                                 -- JSON object: kinds, counts, numbers; no names
) STRICT;
CREATE TABLE "delivery" (
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
CREATE TABLE derived (
  name    TEXT PRIMARY KEY,
  version TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE glyph (
  character TEXT PRIMARY KEY CHECK (character <> ''),
  shown     TEXT NOT NULL CHECK (shown <> '')
) STRICT, WITHOUT ROWID;
CREATE TABLE guardian (
  id       INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL REFERENCES resident (id),
  person   INTEGER REFERENCES resident (id),
  name     TEXT,
  relation TEXT NOT NULL DEFAULT '',                  -- 母, 後見人 …
  CHECK (person IS NOT NULL OR name IS NOT NULL),
  CHECK (person IS NULL OR person <> resident)
) STRICT;
CREATE TABLE holiday (
  date TEXT PRIMARY KEY CHECK (date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE import_profile (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  settings TEXT NOT NULL,                                                   -- JSON object
  used_at  INTEGER NOT NULL
) STRICT;
CREATE TABLE lease (
  name       TEXT PRIMARY KEY,
  owner      TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE not_duplicate (
  a INTEGER NOT NULL REFERENCES resident (id),
  b INTEGER NOT NULL REFERENCES resident (id),
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE TABLE offer (
  id          INTEGER PRIMARY KEY,
  round       INTEGER NOT NULL REFERENCES refill_round (id),
  unit        INTEGER NOT NULL REFERENCES waiting_unit (id),
  state       TEXT NOT NULL DEFAULT 'open'
                CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'lost', 'undone')),
  opened_at   INTEGER NOT NULL,
  deadline_at INTEGER NOT NULL,
  answered_at INTEGER
) STRICT;
CREATE TABLE operator (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  pin_hash TEXT,                                                            -- NULL: no PIN
  active   INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  failures INTEGER NOT NULL DEFAULT 0,                                      -- wrong PINs since the last right one; no act
  tried_at INTEGER NOT NULL DEFAULT 0                                       -- the last of them
) STRICT;
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
CREATE TABLE past_dose (
  id        INTEGER PRIMARY KEY,
  programme INTEGER NOT NULL REFERENCES programme (id),
  resident  INTEGER NOT NULL REFERENCES resident (id),
  dose      INTEGER NOT NULL CHECK (dose BETWEEN 1 AND 9),
  date      TEXT NOT NULL CHECK (date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  source    TEXT NOT NULL DEFAULT '',
  UNIQUE (programme, resident, dose)
) STRICT;
CREATE TABLE plan_decision (
  round    INTEGER NOT NULL REFERENCES refill_round (id),
  step     INTEGER NOT NULL,
  position INTEGER NOT NULL,
  unit     INTEGER NOT NULL REFERENCES waiting_unit (id),
  reason   TEXT NOT NULL,
  resident INTEGER REFERENCES resident (id),
  PRIMARY KEY (round, step, position),
  UNIQUE (round, step, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE programme (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL CHECK (name <> ''),
  public_name   TEXT,                         -- may stand in messages; NULL: 「ご予約の件」
  age_basis     TEXT NOT NULL DEFAULT 'law' CHECK (age_basis IN ('law', 'fiscal-year', 'school-year')),
  min_months    INTEGER NOT NULL DEFAULT 0 CHECK (min_months >= 0),
  below_months  INTEGER NOT NULL DEFAULT 0 CHECK (below_months >= 0),
  doses         INTEGER NOT NULL DEFAULT 1 CHECK (doses BETWEEN 1 AND 9),
  interval_days INTEGER NOT NULL DEFAULT 0 CHECK (interval_days >= 0),
  deadline_days INTEGER NOT NULL DEFAULT 0 CHECK (deadline_days >= 0),
  offer_mode    TEXT NOT NULL DEFAULT 'first-yes' CHECK (offer_mode IN ('first-yes', 'one-at-a-time')),
  parallel      INTEGER NOT NULL DEFAULT 5 CHECK (parallel BETWEEN 1 AND 500),
  reply_minutes INTEGER NOT NULL DEFAULT 60 CHECK (reply_minutes BETWEEN 1 AND 10080),
  offer_by_hand INTEGER NOT NULL DEFAULT 1 CHECK (offer_by_hand IN (0, 1)), sex TEXT NOT NULL DEFAULT 'any' CHECK (sex IN ('any', 'male', 'female')), districts TEXT NOT NULL DEFAULT '', series TEXT, yearly INTEGER NOT NULL DEFAULT 0 CHECK (yearly IN (0, 1)), overbook_percent INTEGER NOT NULL DEFAULT 0 CHECK (overbook_percent BETWEEN 0 AND 20), wait_order TEXT NOT NULL DEFAULT 'registered' CHECK (wait_order IN ('registered', 'priority', 'lottery')), priority_names TEXT NOT NULL DEFAULT '', doses_per_vial INTEGER NOT NULL DEFAULT 0 CHECK (doses_per_vial BETWEEN 0 AND 50), template_of INTEGER REFERENCES programme (id),
  CHECK (below_months = 0 OR below_months > min_months)
) STRICT;
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
CREATE TABLE protection (
  id         INTEGER PRIMARY KEY,
  resident   INTEGER NOT NULL REFERENCES resident (id),
  start_date TEXT NOT NULL,
  end_date   TEXT,
  source     TEXT NOT NULL DEFAULT 'hand' CHECK (source IN ('hand', 'import')),
  note       TEXT
) STRICT;
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
CREATE TABLE refill_round (
  id            INTEGER PRIMARY KEY,
  programme     INTEGER NOT NULL REFERENCES programme (id),
  slot          INTEGER NOT NULL REFERENCES slot (id),
  freed         INTEGER REFERENCES booking (id),
  mode          TEXT NOT NULL CHECK (mode IN ('first-yes', 'one-at-a-time')),
  parallel      INTEGER NOT NULL CHECK (parallel >= 1),
  reply_minutes INTEGER NOT NULL CHECK (reply_minutes >= 1),
  opened_at     INTEGER NOT NULL,
  state         TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'filled', 'closed', 'undone'))
, closed_at INTEGER, places INTEGER NOT NULL DEFAULT 1 CHECK (places >= 1)) STRICT;
CREATE TABLE refused_contact (
  delivery INTEGER NOT NULL REFERENCES delivery (id),
  contact  INTEGER NOT NULL REFERENCES contact (id),
  code     TEXT NOT NULL,
  PRIMARY KEY (delivery, contact)
) STRICT, WITHOUT ROWID;
CREATE TABLE resident (
  id               INTEGER PRIMARY KEY,
  register_number  TEXT NOT NULL UNIQUE CHECK (register_number <> ''),
  provisional      INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1)),
  household_number TEXT,
  name             TEXT NOT NULL CHECK (name <> ''),
  kana             TEXT NOT NULL DEFAULT '',
  birth            TEXT CHECK (birth GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  birth_text       TEXT,      -- as written, where it is not one certain date
  sex              TEXT NOT NULL DEFAULT 'unknown' CHECK (sex IN ('male', 'female', 'unknown')),
  postal_code      TEXT,
  address          TEXT,
  address_extra    TEXT,
  district         TEXT,
  status           TEXT NOT NULL DEFAULT 'resident'
                     CHECK (status IN ('resident', 'moving-out', 'moved-out', 'dead', 'removed')),
  status_date      TEXT,
  note             TEXT,
  name_fold        TEXT NOT NULL,
  kana_fold        TEXT NOT NULL,
  sort_key         BLOB NOT NULL
, district2 TEXT, district3 TEXT, relation TEXT, other_name TEXT, merged_into INTEGER REFERENCES resident (id)) STRICT;
CREATE TABLE resident_place (
  place    INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TABLE resident_stale (
  resident INTEGER PRIMARY KEY
) STRICT;
CREATE VIRTUAL TABLE resident_text USING fts5 (words, content = 'resident_words', content_rowid = 'place', tokenize = 'ascii', columnsize = 0);
CREATE TABLE 'resident_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'resident_text_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'resident_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE resident_words (
  place INTEGER PRIMARY KEY,
  words TEXT NOT NULL
) STRICT;
CREATE TABLE retention_rule (
  kind  TEXT PRIMARY KEY,
  years INTEGER NOT NULL CHECK (years BETWEEN 0 AND 100),
  basis TEXT NOT NULL CHECK (basis IN ('record', 'leaving', 'death'))
) STRICT, WITHOUT ROWID;
CREATE TABLE roster_layout (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  settings TEXT NOT NULL                       -- JSON object
) STRICT;
CREATE TABLE "roster_print" (
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
CREATE TABLE roster_print_row (
  print     INTEGER NOT NULL REFERENCES roster_print (id),
  booking   INTEGER NOT NULL REFERENCES booking (id),
  start_min INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  detail    TEXT NOT NULL DEFAULT '',          -- what else is compared; no name, no address
  PRIMARY KEY (print, booking)
) STRICT, WITHOUT ROWID;
CREATE TABLE seat (
  slot   INTEGER NOT NULL REFERENCES slot (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  share  TEXT NOT NULL CHECK (share IN ('desk', 'online', 'phone', 'blocked')), extra INTEGER NOT NULL DEFAULT 0 CHECK (extra IN (0, 1)),
  PRIMARY KEY (slot, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE seat_hold (
  slot    INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  booking INTEGER UNIQUE,
  round   INTEGER REFERENCES refill_round (id),
  PRIMARY KEY (slot, number),
  FOREIGN KEY (slot, number) REFERENCES seat (slot, number),
  FOREIGN KEY (booking, slot) REFERENCES booking (id, slot),
  CHECK ((booking IS NULL) <> (round IS NULL))
) STRICT, WITHOUT ROWID;
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
CREATE TABLE session (
  id        INTEGER PRIMARY KEY,
  programme INTEGER NOT NULL REFERENCES programme (id),
  date      TEXT NOT NULL CHECK (date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  venue     TEXT NOT NULL CHECK (venue <> ''),
  state     TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'cancelled')), mode TEXT NOT NULL DEFAULT 'booking' CHECK (mode IN ('booking', 'assigned', 'lottery')), phone_until INTEGER, walk_in_cap INTEGER CHECK (walk_in_cap >= 0), note TEXT,
  UNIQUE (id, programme)
) STRICT;
CREATE TABLE slot (
  id        INTEGER PRIMARY KEY,
  session   INTEGER NOT NULL,
  programme INTEGER NOT NULL,
  start_min INTEGER NOT NULL CHECK (start_min BETWEEN 0 AND 1439),
  end_min   INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440),
  UNIQUE (session, start_min),
  UNIQUE (id, programme),
  FOREIGN KEY (session, programme) REFERENCES session (id, programme)
) STRICT;
CREATE TABLE slot_item (
  slot     INTEGER NOT NULL REFERENCES slot (id),
  item     INTEGER NOT NULL REFERENCES programme_item (id),
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  PRIMARY KEY (slot, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE text_template (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
  category TEXT NOT NULL DEFAULT '',                  -- of consent
  text     TEXT NOT NULL CHECK (text <> ''),
  easy     TEXT                                       -- the same in plain Japanese (やさしい日本語)
) STRICT;
CREATE TABLE ticket (
  id       INTEGER PRIMARY KEY,
  resident INTEGER NOT NULL REFERENCES resident (id),
  number   TEXT NOT NULL CHECK (number <> ''),
  label    TEXT NOT NULL DEFAULT '',
  UNIQUE (number, label)
) STRICT;
CREATE TABLE visit (
  booking   INTEGER PRIMARY KEY REFERENCES booking (id),
  state     TEXT NOT NULL CHECK (state IN ('came', 'stopped', 'done', 'cancelled-day', 'no-show', 'postponed')),
  card      INTEGER,                           -- the number card handed out
  came_at   INTEGER,
  state_at  INTEGER NOT NULL,
  reason    TEXT,
  lot       INTEGER REFERENCES lot (id)
) STRICT;
CREATE TABLE waiting_member (
  id       INTEGER PRIMARY KEY,
  unit     INTEGER NOT NULL REFERENCES waiting_unit (id),
  resident INTEGER NOT NULL REFERENCES resident (id),
  dose     INTEGER NOT NULL DEFAULT 1 CHECK (dose BETWEEN 1 AND 9),
  UNIQUE (unit, resident)
) STRICT;
CREATE TABLE waiting_unit (
  id           INTEGER PRIMARY KEY,
  programme    INTEGER NOT NULL REFERENCES programme (id),
  registered_at INTEGER NOT NULL,
  wish         TEXT NOT NULL DEFAULT 'any',   -- any, am, pm, or dates 2026-11-05,2026-11-06
  state        TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'placed', 'withdrawn', 'undone'))
, priority INTEGER NOT NULL DEFAULT 0 CHECK (priority >= 0), rank INTEGER, swap INTEGER NOT NULL DEFAULT 0 CHECK (swap IN (0, 1)), whole_chain INTEGER NOT NULL DEFAULT 0 CHECK (whole_chain IN (0, 1)), note TEXT) STRICT;
CREATE TRIGGER allowed_proxy_delete_act AFTER DELETE ON allowed_proxy BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'allowed_proxy', OLD.id, OLD.resident,
      'INSERT INTO allowed_proxy (id, resident, name, relation, reason, day) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.name) || ', ' || quote (OLD.relation) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.day) || ')');
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
CREATE TRIGGER attempt_frozen BEFORE UPDATE OF key, provider, endpoint, content_type, body, first_at ON attempt
  WHEN NEW.key <> OLD.key OR NEW.provider <> OLD.provider OR NEW.endpoint <> OLD.endpoint OR NEW.content_type <> OLD.content_type
    OR NEW.first_at <> OLD.first_at OR (NEW.body <> OLD.body AND NOT (OLD.state <> 'open' AND NEW.body = x''))
BEGIN SELECT RAISE (ABORT, 'an attempt is frozen'); END;
CREATE TRIGGER audience_delete_act AFTER DELETE ON audience BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'audience', OLD.id, NULL,
      'INSERT INTO audience (id, name, rule) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.rule) || ')');
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
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER blackout_pack_delete_act AFTER DELETE ON blackout_pack BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'blackout_pack', OLD.id, NULL,
      'INSERT INTO blackout_pack (id, code, made_at, operator, from_date, to_date, last_act, n_slips, settled_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.code) || ', ' || quote (OLD.made_at) || ', ' || quote (OLD.operator) || ', ' || quote (OLD.from_date) || ', ' || quote (OLD.to_date) || ', ' || quote (OLD.last_act) || ', ' || quote (OLD.n_slips) || ', ' || quote (OLD.settled_at) || ')');
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
CREATE TRIGGER blackout_slip_delete_act AFTER DELETE ON blackout_slip BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'blackout_slip', OLD.id, OLD.resident,
      'INSERT INTO blackout_slip (id, pack, number, what, resident, slot, programme, lot, proxy_name, note, state, reason, entered_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.pack) || ', ' || quote (OLD.number) || ', ' || quote (OLD.what) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.slot) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.lot) || ', ' || quote (OLD.proxy_name) || ', ' || quote (OLD.note) || ', ' || quote (OLD.state) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.entered_at) || ')');
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
CREATE TRIGGER booking_delete_act AFTER DELETE ON booking BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking', OLD.id, NULL,
      'INSERT INTO booking (id, programme, resident, dose, slot, via, proxy_name, proxy_relation, override_reason, state, made_at, chain, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.dose) || ', ' || quote (OLD.slot) || ', ' || quote (OLD.via) || ', ' || quote (OLD.proxy_name) || ', ' || quote (OLD.proxy_relation) || ', ' || quote (OLD.override_reason) || ', ' || quote (OLD.state) || ', ' || quote (OLD.made_at) || ', ' || quote (OLD.chain) || ', ' || quote (OLD.note) || ')');
END;
CREATE TRIGGER booking_insert_act AFTER INSERT ON booking BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking', NEW.id, NULL,
      'UPDATE booking SET state = ''undone'' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER booking_item_delete_act AFTER DELETE ON booking_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_item', OLD.booking || '/' || OLD.item, NULL,
      'INSERT INTO booking_item (booking, item) VALUES (' || quote (OLD.booking) || ', ' || quote (OLD.item) || ')');
END;
CREATE TRIGGER booking_item_insert_act AFTER INSERT ON booking_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_item', NEW.booking || '/' || NEW.item, NULL,
      'DELETE FROM booking_item WHERE booking = ' || quote (NEW.booking) || ' AND item = ' || quote (NEW.item));
END;
CREATE TRIGGER booking_item_not_full BEFORE INSERT ON booking_item
  WHEN (SELECT count (*) FROM booking_item AS other JOIN booking ON booking.id = other.booking AND booking.state = 'active'
          WHERE other.item = NEW.item AND booking.slot = (SELECT slot FROM booking WHERE id = NEW.booking))
     >= (SELECT capacity FROM slot_item WHERE item = NEW.item AND slot = (SELECT slot FROM booking WHERE id = NEW.booking))
BEGIN SELECT RAISE (ABORT, 'the item is full'); END;
CREATE TRIGGER booking_item_stays BEFORE UPDATE OF slot ON booking
  WHEN NEW.slot <> OLD.slot AND EXISTS (SELECT 1 FROM booking_item WHERE booking = NEW.id)
    AND EXISTS (SELECT 1 FROM slot_item AS s JOIN booking_item AS b ON b.item = s.item AND b.booking = NEW.id WHERE s.slot = NEW.slot
      AND (SELECT count (*) FROM booking_item AS other JOIN booking AS o ON o.id = other.booking AND o.state = 'active' AND o.slot = NEW.slot
             WHERE other.item = s.item) >= s.capacity)
BEGIN SELECT RAISE (ABORT, 'the item is full'); END;
CREATE TRIGGER booking_item_update_act AFTER UPDATE ON booking_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_item', NEW.booking || '/' || NEW.item, NULL,
      'UPDATE booking_item SET booking = ' || quote (OLD.booking) || ', item = ' || quote (OLD.item) || ' WHERE booking = ' || quote (NEW.booking) || ' AND item = ' || quote (NEW.item));
END;
CREATE TRIGGER booking_update_act AFTER UPDATE ON booking BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking', NEW.id, NULL,
      'UPDATE booking SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', resident = ' || quote (OLD.resident) || ', dose = ' || quote (OLD.dose) || ', slot = ' || quote (OLD.slot) || ', via = ' || quote (OLD.via) || ', proxy_name = ' || quote (OLD.proxy_name) || ', proxy_relation = ' || quote (OLD.proxy_relation) || ', override_reason = ' || quote (OLD.override_reason) || ', state = ' || quote (OLD.state) || ', made_at = ' || quote (OLD.made_at) || ', chain = ' || quote (OLD.chain) || ', note = ' || quote (OLD.note) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER booking_window_delete_act AFTER DELETE ON booking_window BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'booking_window', OLD.id, NULL,
      'INSERT INTO booking_window (id, session, opens_at, closes_at, label, min_months, below_months, sex, districts) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.session) || ', ' || quote (OLD.opens_at) || ', ' || quote (OLD.closes_at) || ', ' || quote (OLD.label) || ', ' || quote (OLD.min_months) || ', ' || quote (OLD.below_months) || ', ' || quote (OLD.sex) || ', ' || quote (OLD.districts) || ')');
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
CREATE TRIGGER broadcast_delete_act AFTER DELETE ON broadcast BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast', OLD.id, NULL,
      'INSERT INTO broadcast (id, kind, name, state, rule, audience, template, category, text, easy, form, channels, of, session, send_rule, send_at, reason, heads, held_at, held_by, second_by, hold_until, rest_at, ended_at, code, any_hour) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.name) || ', ' || quote (OLD.state) || ', ' || quote (OLD.rule) || ', ' || quote (OLD.audience) || ', ' || quote (OLD.template) || ', ' || quote (OLD.category) || ', ' || quote (OLD.text) || ', ' || quote (OLD.easy) || ', ' || quote (OLD.form) || ', ' || quote (OLD.channels) || ', ' || quote (OLD.of) || ', ' || quote (OLD.session) || ', ' || quote (OLD.send_rule) || ', ' || quote (OLD.send_at) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.heads) || ', ' || quote (OLD.held_at) || ', ' || quote (OLD.held_by) || ', ' || quote (OLD.second_by) || ', ' || quote (OLD.hold_until) || ', ' || quote (OLD.rest_at) || ', ' || quote (OLD.ended_at) || ', ' || quote (OLD.code) || ', ' || quote (OLD.any_hour) || ')');
END;
CREATE TRIGGER broadcast_insert_act AFTER INSERT ON broadcast BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast', NEW.id, NULL,
      'DELETE FROM broadcast WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER broadcast_number_delete_act AFTER DELETE ON broadcast_number BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast_number', OLD.broadcast || '/' || OLD.contact, NULL,
      'INSERT INTO broadcast_number (broadcast, contact, line, reason, delivery) VALUES (' || quote (OLD.broadcast) || ', ' || quote (OLD.contact) || ', ' || quote (OLD.line) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.delivery) || ')');
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
CREATE TRIGGER broadcast_person_delete_act AFTER DELETE ON broadcast_person BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast_person', OLD.broadcast || '/' || OLD.resident, OLD.resident,
      'INSERT INTO broadcast_person (broadcast, resident, reason, delivery) VALUES (' || quote (OLD.broadcast) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.delivery) || ')');
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
CREATE TRIGGER broadcast_update_act AFTER UPDATE ON broadcast BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'broadcast', NEW.id, NULL,
      'UPDATE broadcast SET id = ' || quote (OLD.id) || ', kind = ' || quote (OLD.kind) || ', name = ' || quote (OLD.name) || ', state = ' || quote (OLD.state) || ', rule = ' || quote (OLD.rule) || ', audience = ' || quote (OLD.audience) || ', template = ' || quote (OLD.template) || ', category = ' || quote (OLD.category) || ', text = ' || quote (OLD.text) || ', easy = ' || quote (OLD.easy) || ', form = ' || quote (OLD.form) || ', channels = ' || quote (OLD.channels) || ', of = ' || quote (OLD.of) || ', session = ' || quote (OLD.session) || ', send_rule = ' || quote (OLD.send_rule) || ', send_at = ' || quote (OLD.send_at) || ', reason = ' || quote (OLD.reason) || ', heads = ' || quote (OLD.heads) || ', held_at = ' || quote (OLD.held_at) || ', held_by = ' || quote (OLD.held_by) || ', second_by = ' || quote (OLD.second_by) || ', hold_until = ' || quote (OLD.hold_until) || ', rest_at = ' || quote (OLD.rest_at) || ', ended_at = ' || quote (OLD.ended_at) || ', code = ' || quote (OLD.code) || ', any_hour = ' || quote (OLD.any_hour) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER config_delete_act AFTER DELETE ON config BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'config', OLD.key, NULL,
      'INSERT INTO config (key, value) VALUES (' || quote (OLD.key) || ', ' || quote (OLD.value) || ')');
END;
CREATE TRIGGER config_insert_act AFTER INSERT ON config BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'config', NEW.key, NULL,
      'DELETE FROM config WHERE key = ' || quote (NEW.key));
END;
CREATE TRIGGER config_update_act AFTER UPDATE ON config BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'config', NEW.key, NULL,
      'UPDATE config SET key = ' || quote (OLD.key) || ', value = ' || quote (OLD.value) || ' WHERE key = ' || quote (NEW.key));
END;
CREATE TRIGGER consent_delete_act AFTER DELETE ON consent BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'consent', OLD.id, OLD.resident,
      'INSERT INTO consent (id, resident, channel, category, answer, day, how, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.channel) || ', ' || quote (OLD.category) || ', ' || quote (OLD.answer) || ', ' || quote (OLD.day) || ', ' || quote (OLD.how) || ', ' || quote (OLD.note) || ')');
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
CREATE TRIGGER contact_delete_act AFTER DELETE ON contact BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact', OLD.id, NULL,
      'INSERT INTO contact (id, kind, value, reversed) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.value) || ', ' || quote (OLD.reversed) || ')');
END;
CREATE TRIGGER contact_insert_act AFTER INSERT ON contact BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact', NEW.id, NULL,
      'DELETE FROM contact WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER contact_link_delete_act AFTER DELETE ON contact_link BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact_link', OLD.id, OLD.resident,
      'INSERT INTO contact_link (id, resident, contact, whose, rank, opted_out, safe_reason, safe_date, source, since) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.contact) || ', ' || quote (OLD.whose) || ', ' || quote (OLD.rank) || ', ' || quote (OLD.opted_out) || ', ' || quote (OLD.safe_reason) || ', ' || quote (OLD.safe_date) || ', ' || quote (OLD.source) || ', ' || quote (OLD.since) || ')');
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
CREATE TRIGGER contact_problem_delete_act AFTER DELETE ON contact_problem BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact_problem', OLD.id, OLD.resident,
      'INSERT INTO contact_problem (id, resident, written, problem, source, day, settled) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.written) || ', ' || quote (OLD.problem) || ', ' || quote (OLD.source) || ', ' || quote (OLD.day) || ', ' || quote (OLD.settled) || ')');
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
CREATE TRIGGER contact_update_act AFTER UPDATE ON contact BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'contact', NEW.id, NULL,
      'UPDATE contact SET id = ' || quote (OLD.id) || ', kind = ' || quote (OLD.kind) || ', value = ' || quote (OLD.value) || ', reversed = ' || quote (OLD.reversed) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER deletion_insert_act AFTER INSERT ON deletion BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'deletion', NEW.id, NULL,
      NULL);
END;
CREATE TRIGGER deletion_no_delete BEFORE DELETE ON deletion BEGIN SELECT RAISE (ABORT, 'a certificate of deletion stays'); END;
CREATE TRIGGER deletion_no_update BEFORE UPDATE ON deletion BEGIN SELECT RAISE (ABORT, 'a certificate of deletion stays'); END;
CREATE TRIGGER dose_rule_delete_act AFTER DELETE ON dose_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'dose_rule', OLD.id, NULL,
      'INSERT INTO dose_rule (id, programme, dose, min_months, below_months, earliest_days, standard_days, same_weekday, warn_days) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.dose) || ', ' || quote (OLD.min_months) || ', ' || quote (OLD.below_months) || ', ' || quote (OLD.earliest_days) || ', ' || quote (OLD.standard_days) || ', ' || quote (OLD.same_weekday) || ', ' || quote (OLD.warn_days) || ')');
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
CREATE TRIGGER draw_delete_act AFTER DELETE ON draw BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw', OLD.id, NULL,
      'INSERT INTO draw (id, programme, session, seed, drawn_at, operator) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.session) || ', ' || quote (OLD.seed) || ', ' || quote (OLD.drawn_at) || ', ' || quote (OLD.operator) || ')');
END;
CREATE TRIGGER draw_insert_act AFTER INSERT ON draw BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw', NEW.id, NULL,
      'DELETE FROM draw WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER draw_unit_delete_act AFTER DELETE ON draw_unit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw_unit', OLD.draw || '/' || OLD.rank, NULL,
      'INSERT INTO draw_unit (draw, rank, unit, result) VALUES (' || quote (OLD.draw) || ', ' || quote (OLD.rank) || ', ' || quote (OLD.unit) || ', ' || quote (OLD.result) || ')');
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
CREATE TRIGGER draw_update_act AFTER UPDATE ON draw BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'draw', NEW.id, NULL,
      'UPDATE draw SET id = ' || quote (OLD.id) || ', programme = ' || quote (OLD.programme) || ', session = ' || quote (OLD.session) || ', seed = ' || quote (OLD.seed) || ', drawn_at = ' || quote (OLD.drawn_at) || ', operator = ' || quote (OLD.operator) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER glyph_delete_act AFTER DELETE ON glyph BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'glyph', OLD.character, NULL,
      'INSERT INTO glyph (character, shown) VALUES (' || quote (OLD.character) || ', ' || quote (OLD.shown) || ')');
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
CREATE TRIGGER guardian_delete_act AFTER DELETE ON guardian BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'guardian', OLD.id, OLD.resident,
      'INSERT INTO guardian (id, resident, person, name, relation) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.person) || ', ' || quote (OLD.name) || ', ' || quote (OLD.relation) || ')');
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
CREATE TRIGGER holiday_delete_act AFTER DELETE ON holiday BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'holiday', OLD.date, NULL,
      'INSERT INTO holiday (date, name) VALUES (' || quote (OLD.date) || ', ' || quote (OLD.name) || ')');
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
CREATE TRIGGER import_profile_delete_act AFTER DELETE ON import_profile BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'import_profile', OLD.id, NULL,
      'INSERT INTO import_profile (id, name, settings, used_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.settings) || ', ' || quote (OLD.used_at) || ')');
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
CREATE TRIGGER lot_delete_act AFTER DELETE ON lot BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'lot', OLD.id, NULL,
      'INSERT INTO lot (id, programme, number, maker, expires, doses_per_vial, active) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.number) || ', ' || quote (OLD.maker) || ', ' || quote (OLD.expires) || ', ' || quote (OLD.doses_per_vial) || ', ' || quote (OLD.active) || ')');
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
CREATE TRIGGER mailing_address_delete_act AFTER DELETE ON mailing_address BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'mailing_address', OLD.id, OLD.resident,
      'INSERT INTO mailing_address (id, resident, purpose, addressee, postal_code, address, address_extra, reason) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.purpose) || ', ' || quote (OLD.addressee) || ', ' || quote (OLD.postal_code) || ', ' || quote (OLD.address) || ', ' || quote (OLD.address_extra) || ', ' || quote (OLD.reason) || ')');
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
CREATE TRIGGER not_duplicate_delete_act AFTER DELETE ON not_duplicate BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'not_duplicate', OLD.a || '/' || OLD.b, NULL,
      'INSERT INTO not_duplicate (a, b) VALUES (' || quote (OLD.a) || ', ' || quote (OLD.b) || ')');
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
CREATE TRIGGER offer_delete_act AFTER DELETE ON offer BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'offer', OLD.id, NULL,
      'INSERT INTO offer (id, round, unit, state, opened_at, deadline_at, answered_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.round) || ', ' || quote (OLD.unit) || ', ' || quote (OLD.state) || ', ' || quote (OLD.opened_at) || ', ' || quote (OLD.deadline_at) || ', ' || quote (OLD.answered_at) || ')');
END;
CREATE TRIGGER offer_insert_act AFTER INSERT ON offer BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'offer', NEW.id, NULL,
      'UPDATE offer SET state = ''undone'' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER offer_update_act AFTER UPDATE ON offer BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'offer', NEW.id, NULL,
      'UPDATE offer SET id = ' || quote (OLD.id) || ', round = ' || quote (OLD.round) || ', unit = ' || quote (OLD.unit) || ', state = ' || quote (OLD.state) || ', opened_at = ' || quote (OLD.opened_at) || ', deadline_at = ' || quote (OLD.deadline_at) || ', answered_at = ' || quote (OLD.answered_at) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER operator_delete_act AFTER DELETE ON operator BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'operator', OLD.id, NULL,
      NULL);
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
CREATE TRIGGER outgoing_file_delete_act AFTER DELETE ON outgoing_file BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'outgoing_file', OLD.id, NULL,
      'INSERT INTO outgoing_file (id, kind, made_at, made_by, name, sha256, n_rows, back_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.made_at) || ', ' || quote (OLD.made_by) || ', ' || quote (OLD.name) || ', ' || quote (OLD.sha256) || ', ' || quote (OLD.n_rows) || ', ' || quote (OLD.back_at) || ')');
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
CREATE TRIGGER outgoing_row_delete_act AFTER DELETE ON outgoing_row BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'outgoing_row', OLD.file || '/' || OLD.position, NULL,
      'INSERT INTO outgoing_row (file, position, ref, delivery, contact, result) VALUES (' || quote (OLD.file) || ', ' || quote (OLD.position) || ', ' || quote (OLD.ref) || ', ' || quote (OLD.delivery) || ', ' || quote (OLD.contact) || ', ' || quote (OLD.result) || ')');
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
CREATE TRIGGER past_dose_delete_act AFTER DELETE ON past_dose BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'past_dose', OLD.id, OLD.resident,
      'INSERT INTO past_dose (id, programme, resident, dose, date, source) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.dose) || ', ' || quote (OLD.date) || ', ' || quote (OLD.source) || ')');
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
CREATE TRIGGER programme_delete_act AFTER DELETE ON programme BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme', OLD.id, NULL,
      'INSERT INTO programme (id, name, public_name, age_basis, min_months, below_months, doses, interval_days, deadline_days, offer_mode, parallel, reply_minutes, offer_by_hand, sex, districts, series, yearly, overbook_percent, wait_order, priority_names, doses_per_vial, template_of) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.public_name) || ', ' || quote (OLD.age_basis) || ', ' || quote (OLD.min_months) || ', ' || quote (OLD.below_months) || ', ' || quote (OLD.doses) || ', ' || quote (OLD.interval_days) || ', ' || quote (OLD.deadline_days) || ', ' || quote (OLD.offer_mode) || ', ' || quote (OLD.parallel) || ', ' || quote (OLD.reply_minutes) || ', ' || quote (OLD.offer_by_hand) || ', ' || quote (OLD.sex) || ', ' || quote (OLD.districts) || ', ' || quote (OLD.series) || ', ' || quote (OLD.yearly) || ', ' || quote (OLD.overbook_percent) || ', ' || quote (OLD.wait_order) || ', ' || quote (OLD.priority_names) || ', ' || quote (OLD.doses_per_vial) || ', ' || quote (OLD.template_of) || ')');
END;
CREATE TRIGGER programme_insert_act AFTER INSERT ON programme BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme', NEW.id, NULL,
      'DELETE FROM programme WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER programme_item_delete_act AFTER DELETE ON programme_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme_item', OLD.id, NULL,
      'INSERT INTO programme_item (id, programme, position, name, age_basis, min_months, below_months, sex, age_parity, every_years, fee, standard) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.position) || ', ' || quote (OLD.name) || ', ' || quote (OLD.age_basis) || ', ' || quote (OLD.min_months) || ', ' || quote (OLD.below_months) || ', ' || quote (OLD.sex) || ', ' || quote (OLD.age_parity) || ', ' || quote (OLD.every_years) || ', ' || quote (OLD.fee) || ', ' || quote (OLD.standard) || ')');
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
CREATE TRIGGER programme_update_act AFTER UPDATE ON programme BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'programme', NEW.id, NULL,
      'UPDATE programme SET id = ' || quote (OLD.id) || ', name = ' || quote (OLD.name) || ', public_name = ' || quote (OLD.public_name) || ', age_basis = ' || quote (OLD.age_basis) || ', min_months = ' || quote (OLD.min_months) || ', below_months = ' || quote (OLD.below_months) || ', doses = ' || quote (OLD.doses) || ', interval_days = ' || quote (OLD.interval_days) || ', deadline_days = ' || quote (OLD.deadline_days) || ', offer_mode = ' || quote (OLD.offer_mode) || ', parallel = ' || quote (OLD.parallel) || ', reply_minutes = ' || quote (OLD.reply_minutes) || ', offer_by_hand = ' || quote (OLD.offer_by_hand) || ', sex = ' || quote (OLD.sex) || ', districts = ' || quote (OLD.districts) || ', series = ' || quote (OLD.series) || ', yearly = ' || quote (OLD.yearly) || ', overbook_percent = ' || quote (OLD.overbook_percent) || ', wait_order = ' || quote (OLD.wait_order) || ', priority_names = ' || quote (OLD.priority_names) || ', doses_per_vial = ' || quote (OLD.doses_per_vial) || ', template_of = ' || quote (OLD.template_of) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER protection_delete_act AFTER DELETE ON protection BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'protection', OLD.id, OLD.resident,
      'INSERT INTO protection (id, resident, start_date, end_date, source, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.start_date) || ', ' || quote (OLD.end_date) || ', ' || quote (OLD.source) || ', ' || quote (OLD.note) || ')');
END;
CREATE TRIGGER protection_insert_act AFTER INSERT ON protection BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'protection', NEW.id, NEW.resident,
      CASE WHEN (SELECT kind FROM act WHERE id = (SELECT act FROM act_now)) = 'resident.merge' THEN
      'DELETE FROM protection WHERE id = ' || quote (NEW.id) END);
END;
CREATE TRIGGER protection_update_act AFTER UPDATE ON protection BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'protection', NEW.id, NEW.resident,
      CASE WHEN NEW.end_date IS NULL THEN NULL ELSE -- taking back may lengthen a protection, never shorten it
      CASE WHEN OLD.end_date IS NULL AND OLD.start_date <= NEW.start_date THEN
      'UPDATE protection SET id = ' || quote (OLD.id) || ', resident = ' || quote (OLD.resident) || ', start_date = ' || quote (OLD.start_date) || ', end_date = ' || quote (OLD.end_date) || ', source = ' || quote (OLD.source) || ', note = ' || quote (OLD.note) || ' WHERE id = ' || quote (NEW.id) END END);
END;
CREATE TRIGGER received_box_delete_act AFTER DELETE ON received_box BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'received_box', OLD.id, NULL,
      'INSERT INTO received_box (id, ref, name, sha256, made_at, read_at, read_by, n_rows, back_at) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.ref) || ', ' || quote (OLD.name) || ', ' || quote (OLD.sha256) || ', ' || quote (OLD.made_at) || ', ' || quote (OLD.read_at) || ', ' || quote (OLD.read_by) || ', ' || quote (OLD.n_rows) || ', ' || quote (OLD.back_at) || ')');
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
CREATE TRIGGER received_row_delete_act AFTER DELETE ON received_row BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'received_row', OLD.box || '/' || OLD.position, NULL,
      'INSERT INTO received_row (box, position, ref, delivery) VALUES (' || quote (OLD.box) || ', ' || quote (OLD.position) || ', ' || quote (OLD.ref) || ', ' || quote (OLD.delivery) || ')');
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
CREATE TRIGGER refill_round_delete_act AFTER DELETE ON refill_round BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'refill_round', OLD.id, NULL,
      'INSERT INTO refill_round (id, programme, slot, freed, mode, parallel, reply_minutes, opened_at, state, closed_at, places) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.slot) || ', ' || quote (OLD.freed) || ', ' || quote (OLD.mode) || ', ' || quote (OLD.parallel) || ', ' || quote (OLD.reply_minutes) || ', ' || quote (OLD.opened_at) || ', ' || quote (OLD.state) || ', ' || quote (OLD.closed_at) || ', ' || quote (OLD.places) || ')');
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
CREATE TRIGGER resident_delete_act AFTER DELETE ON resident BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'resident', OLD.id, OLD.id,
      'INSERT INTO resident (id, register_number, provisional, household_number, name, kana, birth, birth_text, sex, postal_code, address, address_extra, district, status, status_date, note, name_fold, kana_fold, sort_key, district2, district3, relation, other_name, merged_into) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.register_number) || ', ' || quote (OLD.provisional) || ', ' || quote (OLD.household_number) || ', ' || quote (OLD.name) || ', ' || quote (OLD.kana) || ', ' || quote (OLD.birth) || ', ' || quote (OLD.birth_text) || ', ' || quote (OLD.sex) || ', ' || quote (OLD.postal_code) || ', ' || quote (OLD.address) || ', ' || quote (OLD.address_extra) || ', ' || quote (OLD.district) || ', ' || quote (OLD.status) || ', ' || quote (OLD.status_date) || ', ' || quote (OLD.note) || ', ' || quote (OLD.name_fold) || ', ' || quote (OLD.kana_fold) || ', ' || quote (OLD.sort_key) || ', ' || quote (OLD.district2) || ', ' || quote (OLD.district3) || ', ' || quote (OLD.relation) || ', ' || quote (OLD.other_name) || ', ' || quote (OLD.merged_into) || ')');
END;
CREATE TRIGGER resident_delete_stale AFTER DELETE ON resident BEGIN
  INSERT OR IGNORE INTO resident_stale (resident) VALUES (OLD.id);
END;
CREATE TRIGGER resident_insert_act AFTER INSERT ON resident BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'resident', NEW.id, NEW.id,
      'DELETE FROM resident WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER resident_insert_stale AFTER INSERT ON resident BEGIN
  INSERT OR IGNORE INTO resident_stale (resident) VALUES (NEW.id);
END;
CREATE TRIGGER resident_update_act AFTER UPDATE OF id, register_number, provisional, household_number, name, kana, birth, birth_text, sex, postal_code, address, address_extra, district, status, status_date, note, district2, district3, relation, other_name, merged_into ON resident BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'resident', NEW.id, NEW.id,
      'UPDATE resident SET id = ' || quote (OLD.id) || ', register_number = ' || quote (OLD.register_number) || ', provisional = ' || quote (OLD.provisional) || ', household_number = ' || quote (OLD.household_number) || ', name = ' || quote (OLD.name) || ', kana = ' || quote (OLD.kana) || ', birth = ' || quote (OLD.birth) || ', birth_text = ' || quote (OLD.birth_text) || ', sex = ' || quote (OLD.sex) || ', postal_code = ' || quote (OLD.postal_code) || ', address = ' || quote (OLD.address) || ', address_extra = ' || quote (OLD.address_extra) || ', district = ' || quote (OLD.district) || ', status = ' || quote (OLD.status) || ', status_date = ' || quote (OLD.status_date) || ', note = ' || quote (OLD.note) || ', name_fold = ' || quote (OLD.name_fold) || ', kana_fold = ' || quote (OLD.kana_fold) || ', sort_key = ' || quote (OLD.sort_key) || ', district2 = ' || quote (OLD.district2) || ', district3 = ' || quote (OLD.district3) || ', relation = ' || quote (OLD.relation) || ', other_name = ' || quote (OLD.other_name) || ', merged_into = ' || quote (OLD.merged_into) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER resident_update_stale AFTER UPDATE OF name, kana, other_name, district, district2, district3, merged_into ON resident
  WHEN NEW.name <> OLD.name OR NEW.kana <> OLD.kana OR NEW.other_name IS NOT OLD.other_name OR NEW.district IS NOT OLD.district
    OR NEW.district2 IS NOT OLD.district2 OR NEW.district3 IS NOT OLD.district3 OR NEW.merged_into IS NOT OLD.merged_into
    OR NEW.name_fold <> OLD.name_fold OR NEW.kana_fold <> OLD.kana_fold OR NEW.sort_key <> OLD.sort_key
BEGIN
  INSERT OR IGNORE INTO resident_stale (resident) VALUES (NEW.id);
END;
CREATE TRIGGER retention_rule_delete_act AFTER DELETE ON retention_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'retention_rule', OLD.kind, NULL,
      'INSERT INTO retention_rule (kind, years, basis) VALUES (' || quote (OLD.kind) || ', ' || quote (OLD.years) || ', ' || quote (OLD.basis) || ')');
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
CREATE TRIGGER roster_layout_delete_act AFTER DELETE ON roster_layout BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'roster_layout', OLD.id, NULL,
      'INSERT INTO roster_layout (id, name, settings) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.settings) || ')');
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
CREATE TRIGGER roster_print_update_act AFTER UPDATE ON roster_print BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'roster_print', NEW.id, NULL,
      'UPDATE roster_print SET recipient = ' || quote (OLD.recipient) || ', returned_at = ' || quote (OLD.returned_at) || ', returned_by = ' || quote (OLD.returned_by) || ', how = ' || quote (OLD.how) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER seat_delete_act AFTER DELETE ON seat BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat', OLD.slot || '/' || OLD.number, NULL,
      'INSERT INTO seat (slot, number, share, extra) VALUES (' || quote (OLD.slot) || ', ' || quote (OLD.number) || ', ' || quote (OLD.share) || ', ' || quote (OLD.extra) || ')');
END;
CREATE TRIGGER seat_hold_active_insert BEFORE INSERT ON seat_hold
  WHEN NEW.booking IS NOT NULL AND (SELECT state FROM booking WHERE id = NEW.booking) NOT IN ('active', 'missed')
BEGIN SELECT RAISE (ABORT, 'the booking is not active'); END;
CREATE TRIGGER seat_hold_active_update BEFORE UPDATE OF booking ON seat_hold
  WHEN NEW.booking IS NOT NULL AND (SELECT state FROM booking WHERE id = NEW.booking) NOT IN ('active', 'missed')
BEGIN SELECT RAISE (ABORT, 'the booking is not active'); END;
CREATE TRIGGER seat_hold_delete_act AFTER DELETE ON seat_hold BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat_hold', OLD.slot || '/' || OLD.number, NULL,
      'INSERT INTO seat_hold (slot, number, booking, round) VALUES (' || quote (OLD.slot) || ', ' || quote (OLD.number) || ', ' || quote (OLD.booking) || ', ' || quote (OLD.round) || ')');
END;
CREATE TRIGGER seat_hold_insert_act AFTER INSERT ON seat_hold BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat_hold', NEW.slot || '/' || NEW.number, NULL,
      'DELETE FROM seat_hold WHERE slot = ' || quote (NEW.slot) || ' AND number = ' || quote (NEW.number));
END;
CREATE TRIGGER seat_hold_not_blocked_insert BEFORE INSERT ON seat_hold
  WHEN (SELECT share FROM seat WHERE slot = NEW.slot AND number = NEW.number) = 'blocked'
BEGIN SELECT RAISE (ABORT, 'the place is blocked'); END;
CREATE TRIGGER seat_hold_update_act AFTER UPDATE ON seat_hold BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat_hold', NEW.slot || '/' || NEW.number, NULL,
      'UPDATE seat_hold SET slot = ' || quote (OLD.slot) || ', number = ' || quote (OLD.number) || ', booking = ' || quote (OLD.booking) || ', round = ' || quote (OLD.round) || ' WHERE slot = ' || quote (NEW.slot) || ' AND number = ' || quote (NEW.number));
END;
CREATE TRIGGER seat_insert_act AFTER INSERT ON seat BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat', NEW.slot || '/' || NEW.number, NULL,
      'DELETE FROM seat WHERE slot = ' || quote (NEW.slot) || ' AND number = ' || quote (NEW.number));
END;
CREATE TRIGGER seat_not_held_block BEFORE UPDATE OF share ON seat
  WHEN NEW.share = 'blocked' AND EXISTS (SELECT 1 FROM seat_hold WHERE slot = NEW.slot AND number = NEW.number)
BEGIN SELECT RAISE (ABORT, 'the place is taken'); END;
CREATE TRIGGER seat_update_act AFTER UPDATE ON seat BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'seat', NEW.slot || '/' || NEW.number, NULL,
      'UPDATE seat SET slot = ' || quote (OLD.slot) || ', number = ' || quote (OLD.number) || ', share = ' || quote (OLD.share) || ', extra = ' || quote (OLD.extra) || ' WHERE slot = ' || quote (NEW.slot) || ' AND number = ' || quote (NEW.number));
END;
CREATE TRIGGER send_rule_delete_act AFTER DELETE ON send_rule BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'send_rule', OLD.id, NULL,
      'INSERT INTO send_rule (id, kind, programme, days_before, at_min, text, easy, is_on) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.kind) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.days_before) || ', ' || quote (OLD.at_min) || ', ' || quote (OLD.text) || ', ' || quote (OLD.easy) || ', ' || quote (OLD.is_on) || ')');
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
CREATE TRIGGER session_delete_act AFTER DELETE ON session BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'session', OLD.id, NULL,
      'INSERT INTO session (id, programme, date, venue, state, mode, phone_until, walk_in_cap, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.date) || ', ' || quote (OLD.venue) || ', ' || quote (OLD.state) || ', ' || quote (OLD.mode) || ', ' || quote (OLD.phone_until) || ', ' || quote (OLD.walk_in_cap) || ', ' || quote (OLD.note) || ')');
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
CREATE TRIGGER slot_delete_act AFTER DELETE ON slot BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'slot', OLD.id, NULL,
      'INSERT INTO slot (id, session, programme, start_min, end_min) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.session) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.start_min) || ', ' || quote (OLD.end_min) || ')');
END;
CREATE TRIGGER slot_insert_act AFTER INSERT ON slot BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'slot', NEW.id, NULL,
      'DELETE FROM slot WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER slot_item_delete_act AFTER DELETE ON slot_item BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'slot_item', OLD.slot || '/' || OLD.item, NULL,
      'INSERT INTO slot_item (slot, item, capacity) VALUES (' || quote (OLD.slot) || ', ' || quote (OLD.item) || ', ' || quote (OLD.capacity) || ')');
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
CREATE TRIGGER slot_update_act AFTER UPDATE ON slot BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'slot', NEW.id, NULL,
      'UPDATE slot SET id = ' || quote (OLD.id) || ', session = ' || quote (OLD.session) || ', programme = ' || quote (OLD.programme) || ', start_min = ' || quote (OLD.start_min) || ', end_min = ' || quote (OLD.end_min) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER text_template_delete_act AFTER DELETE ON text_template BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'text_template', OLD.id, NULL,
      'INSERT INTO text_template (id, name, category, text, easy) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.name) || ', ' || quote (OLD.category) || ', ' || quote (OLD.text) || ', ' || quote (OLD.easy) || ')');
END;
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
CREATE TRIGGER ticket_delete_act AFTER DELETE ON ticket BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'ticket', OLD.id, OLD.resident,
      'INSERT INTO ticket (id, resident, number, label) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.number) || ', ' || quote (OLD.label) || ')');
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
CREATE TRIGGER visit_delete_act AFTER DELETE ON visit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'visit', OLD.booking, NULL,
      'INSERT INTO visit (booking, state, card, came_at, state_at, reason, lot) VALUES (' || quote (OLD.booking) || ', ' || quote (OLD.state) || ', ' || quote (OLD.card) || ', ' || quote (OLD.came_at) || ', ' || quote (OLD.state_at) || ', ' || quote (OLD.reason) || ', ' || quote (OLD.lot) || ')');
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
CREATE TRIGGER waiting_member_delete_act AFTER DELETE ON waiting_member BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'waiting_member', OLD.id, NULL,
      'INSERT INTO waiting_member (id, unit, resident, dose) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.unit) || ', ' || quote (OLD.resident) || ', ' || quote (OLD.dose) || ')');
END;
CREATE TRIGGER waiting_member_insert_act AFTER INSERT ON waiting_member BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'waiting_member', NEW.id, NULL,
      'DELETE FROM waiting_member WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER waiting_member_update_act AFTER UPDATE ON waiting_member BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'waiting_member', NEW.id, NULL,
      'UPDATE waiting_member SET id = ' || quote (OLD.id) || ', unit = ' || quote (OLD.unit) || ', resident = ' || quote (OLD.resident) || ', dose = ' || quote (OLD.dose) || ' WHERE id = ' || quote (NEW.id));
END;
CREATE TRIGGER waiting_unit_delete_act AFTER DELETE ON waiting_unit BEGIN
  SELECT RAISE (ABORT, 'a write outside an act') WHERE (SELECT act FROM act_now) IS NULL;
  INSERT INTO act_change (act, tbl, key, owner, inverse)
    VALUES ((SELECT act FROM act_now), 'waiting_unit', OLD.id, NULL,
      'INSERT INTO waiting_unit (id, programme, registered_at, wish, state, priority, rank, swap, whole_chain, note) VALUES (' || quote (OLD.id) || ', ' || quote (OLD.programme) || ', ' || quote (OLD.registered_at) || ', ' || quote (OLD.wish) || ', ' || quote (OLD.state) || ', ' || quote (OLD.priority) || ', ' || quote (OLD.rank) || ', ' || quote (OLD.swap) || ', ' || quote (OLD.whole_chain) || ', ' || quote (OLD.note) || ')');
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
