-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: The Machihoken developers
-- What must hold in every state of a town's data, however it came about. Each row that comes back breaks the rule. :now is the clock;
-- :forward is 0 once the clock has been set back, from when on times do not tell which came first; :since is the newest act at the last look.

-- rule: seat-twice
SELECT slot, number, count (*) FROM seat_hold GROUP BY slot, number HAVING count (*) > 1;

-- rule: seat-real
SELECT h.slot, h.number, s.share FROM seat_hold AS h LEFT JOIN seat AS s ON s.slot = h.slot AND s.number = h.number
WHERE s.slot IS NULL OR s.share = 'blocked';

-- rule: booking-one-place
SELECT b.id, b.slot, count (h.slot), min (h.slot) FROM booking AS b LEFT JOIN seat_hold AS h ON h.booking = b.id
WHERE b.state = 'active' GROUP BY b.id HAVING count (h.slot) <> 1 OR min (h.slot) <> b.slot;

-- rule: ended-booking-no-place
-- Who missed an appointment keeps its place as history.
SELECT b.id, b.state FROM seat_hold AS h JOIN booking AS b ON b.id = h.booking WHERE b.state NOT IN ('active', 'missed');

-- rule: dose-twice
SELECT programme, resident, dose FROM booking WHERE state = 'active' GROUP BY 1, 2, 3 HAVING count (*) > 1;

-- rule: round-places
SELECT r.id, r.state, count (h.slot) FROM refill_round AS r LEFT JOIN seat_hold AS h ON h.round = r.id
GROUP BY r.id HAVING (r.state = 'open') <> (count (h.slot) > 0) OR coalesce (max (h.slot <> r.slot), 0);

-- rule: offer-open-in-open-round
SELECT o.id, r.state FROM offer AS o JOIN refill_round AS r ON r.id = o.round
WHERE o.state = 'open' AND r.state <> 'open';

-- rule: open-round-asks
SELECT r.id FROM refill_round AS r WHERE r.state = 'open'
AND NOT EXISTS (SELECT 1 FROM offer WHERE round = r.id AND state = 'open');

-- rule: offer-open-waits
SELECT o.id, u.id, u.state FROM offer AS o JOIN waiting_unit AS u ON u.id = o.unit
WHERE o.state = 'open' AND u.state <> 'waiting';

-- rule: offers-fit-round
-- But where a person had one more asked than the round would have by itself.
SELECT r.id, r.mode, count (*), sum (o.n), max (o.n), r.places_now FROM
  (SELECT r.*, (SELECT count (*) FROM seat_hold WHERE round = r.id) AS places_now,
     (SELECT count (DISTINCT a.id) FROM act AS a JOIN act_change AS c ON c.act = a.id AND c.tbl = 'offer'
        JOIN offer AS asked ON asked.id = c.key WHERE a.kind = 'refill.ask-next' AND asked.round = r.id) AS n_asked
   FROM refill_round AS r WHERE state = 'open') AS r
  JOIN (SELECT offer.*, (SELECT count (*) FROM waiting_member AS m WHERE m.unit = offer.unit) AS n FROM offer
        WHERE state = 'open') AS o ON o.round = r.id
GROUP BY r.id HAVING max (o.n) > r.places_now OR (r.mode = 'one-at-a-time' AND sum (o.n) > r.places_now AND r.n_asked = 0)
  OR (r.mode = 'first-yes' AND count (*) > r.parallel + r.n_asked);

-- rule: offer-has-words
SELECT o.id, d.id, d.state, d.reason FROM offer AS o LEFT JOIN delivery AS d ON d.id =
  (SELECT max (id) FROM delivery WHERE offer = o.id AND kind = 'offer')
WHERE o.state = 'open' AND o.deadline_at > :now AND (d.id IS NULL OR (d.state = 'withdrawn' AND d.reason IN ('offer-ended', 'undone')));

-- rule: ended-offer-silent
SELECT o.id, o.state, d.id, d.state FROM offer AS o JOIN delivery AS d ON d.offer = o.id AND d.kind = 'offer'
WHERE o.state <> 'open' AND d.state IN ('held', 'by-hand');

-- rule: offer-in-time
SELECT id, state, deadline_at, answered_at FROM offer WHERE (state = 'accepted' AND answered_at > deadline_at)
OR answered_at < opened_at OR :forward AND deadline_at < opened_at OR state = 'expired' AND answered_at < deadline_at
OR (state IN ('accepted', 'declined', 'expired', 'lost')) <> (answered_at IS NOT NULL AND state <> 'undone');

-- rule: state-explained
SELECT id, state FROM delivery WHERE state IN ('by-hand', 'withdrawn', 'check', 'undelivered') AND reason IS NULL
OR state IN ('attempting', 'unknown', 'accepted', 'delivered') AND contact IS NULL AND reason IS NOT 'confirmed-by-person';

-- rule: one-open-attempt
SELECT d.id, d.state, count (a.id) FROM delivery AS d JOIN attempt_delivery AS p ON p.delivery = d.id
  JOIN attempt AS a ON a.id = p.attempt AND a.state = 'open'
GROUP BY d.id HAVING count (*) > 1 OR d.state NOT IN ('attempting', 'unknown')
UNION ALL SELECT d.id, d.state, 0 FROM delivery AS d WHERE d.state IN ('attempting', 'unknown') AND NOT EXISTS
  (SELECT 1 FROM attempt_delivery AS p JOIN attempt AS a ON a.id = p.attempt WHERE p.delivery = d.id AND a.state = 'open');

-- rule: accepted-once
SELECT d.id, d.state, d.reason, (SELECT count (*) FROM attempt_delivery AS p JOIN attempt AS a ON a.id = p.attempt
                                 WHERE p.delivery = d.id AND a.state = 'accepted') AS n
FROM delivery AS d WHERE n > 1 OR (d.state IN ('accepted', 'delivered', 'undelivered')) <>
  (n = 1 OR coalesce (d.reason = 'confirmed-by-person', 0) OR EXISTS (SELECT 1 FROM outgoing_row WHERE delivery = d.id AND result = 'delivered'));

-- rule: end-is-told
SELECT o.id, o.state, act.kind FROM offer AS o JOIN delivery AS d ON d.offer = o.id AND d.kind = 'offer' AND d.state = 'accepted'
  JOIN act ON act.id = (SELECT max (act) FROM act_change WHERE tbl = 'offer' AND key = cast (o.id AS TEXT))
WHERE o.state IN ('accepted', 'expired', 'lost') AND act.kind IN ('refill.accept', 'refill.close', 'refill.expire')
AND NOT EXISTS (SELECT 1 FROM delivery WHERE offer = o.id AND kind = 'offer-' || o.state);

-- rule: no-act-under-way
SELECT act FROM act_now WHERE act IS NOT NULL;

-- rule: undo-of-the-newest
-- Only the last one, for what was in force before it cannot be told any more once others have been taken back. Rows of people whom it kept stay.
SELECT undo.id, mine.act, mine.tbl, mine.key, theirs.act FROM act AS undo
JOIN act_change AS mine ON mine.act = undo.undoes AND mine.inverse IS NOT NULL
JOIN act_change AS back ON back.act = undo.id AND back.tbl = mine.tbl AND back.key = mine.key
JOIN act_change AS theirs ON theirs.tbl = mine.tbl AND theirs.key = mine.key AND theirs.act > mine.act AND theirs.act < undo.id
JOIN act AS other ON other.id = theirs.act AND other.undone_by IS NULL AND other.undoes IS NULL
JOIN act AS first ON first.id = mine.act AND first.undoes IS NULL
WHERE undo.id > :since AND undo.id = (SELECT max (id) FROM act WHERE undoes IS NOT NULL);

-- rule: dose-interval
-- A later dose that was given a place after the earlier one had its own. Where two entries became one since, a person has seen both. What one of
-- them had by itself must have been in order then.
WITH placed (booking, act) AS
  (SELECT cast (c.key AS INTEGER), max (c.act) FROM act_change AS c JOIN act ON act.id = c.act AND act.kind <> 'resident.merge' WHERE c.tbl = 'booking' GROUP BY c.key)
SELECT b.id, e.id, sb.date, se.date FROM booking AS b
JOIN booking AS e ON e.programme = b.programme AND e.resident = b.resident AND e.dose = b.dose - 1 AND e.state = 'active'
JOIN programme AS p ON p.id = b.programme AND p.interval_days > 0
JOIN slot AS tb ON tb.id = b.slot JOIN session AS sb ON sb.id = tb.session
JOIN slot AS te ON te.id = e.slot JOIN session AS se ON se.id = te.session
JOIN placed AS last ON last.booking = b.id JOIN act AS mine ON mine.id = last.act
JOIN placed AS before ON before.booking = e.id AND before.act < mine.id
WHERE b.state = 'active' AND b.override_reason IS NULL AND mine.kind <> 'undo'
AND julianday (sb.date) - julianday (se.date) < p.interval_days
AND NOT EXISTS (SELECT 1 FROM dose_rule WHERE programme = p.id)
AND NOT EXISTS (SELECT 1 FROM audit WHERE act = mine.id AND detail LIKE '%"override":%')
-- Whose each was when it got its place stands in what would take the first merge since back.
AND coalesce ((SELECT cast (substr (c.inverse, instr (c.inverse, 'resident = ') + 11) AS INTEGER) FROM act_change AS c JOIN act ON act.id = c.act AND act.kind = 'resident.merge'
               WHERE c.tbl = 'booking' AND c.key = cast (b.id AS TEXT) AND c.act > mine.id ORDER BY c.id LIMIT 1), b.resident)
  = coalesce ((SELECT cast (substr (c.inverse, instr (c.inverse, 'resident = ') + 11) AS INTEGER) FROM act_change AS c JOIN act ON act.id = c.act AND act.kind = 'resident.merge'
               WHERE c.tbl = 'booking' AND c.key = cast (e.id AS TEXT) AND c.act > mine.id ORDER BY c.id LIMIT 1), e.resident);

-- rule: chain-whole
-- Who cancels a dose cancels those that were booked together with it after it, unless the dose is had or booked otherwise.
SELECT b.id, e.id FROM booking AS b JOIN booking AS e ON (e.id = b.chain OR e.chain = b.chain) AND e.dose < b.dose AND e.state = 'cancelled'
WHERE b.state = 'active' AND b.chain IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM booking AS other WHERE other.programme = e.programme AND other.resident = e.resident AND other.dose = e.dose
                AND other.state IN ('active', 'missed'))
AND NOT EXISTS (SELECT 1 FROM past_dose WHERE programme = e.programme AND resident = e.resident AND dose = e.dose);

-- rule: chain-moves-together
-- Nor does a dose that moves leave those after it behind too soon. Where two entries became one, those after it hang on a dose that stays as it is.
SELECT b.id, e.id, sb.date, se.date, act.kind FROM booking AS b
JOIN booking AS e ON (e.id = b.chain OR e.chain = b.chain) AND e.dose = b.dose - 1 AND e.state = 'active'
JOIN programme AS p ON p.id = b.programme
JOIN slot AS tb ON tb.id = b.slot JOIN session AS sb ON sb.id = tb.session
JOIN slot AS te ON te.id = e.slot JOIN session AS se ON se.id = te.session
JOIN act ON act.id = (SELECT max (act) FROM act_change WHERE tbl = 'booking' AND key IN (cast (b.id AS TEXT), cast (e.id AS TEXT)))
WHERE b.state = 'active' AND act.kind NOT IN ('undo', 'resident.merge') AND julianday (sb.date) - julianday (se.date) < max (p.interval_days, 1)
AND NOT EXISTS (SELECT 1 FROM audit WHERE act = act.id AND detail LIKE '%"override":%') AND b.override_reason IS NULL;

-- rule: undone-is-silent
SELECT d.id, d.state, act.kind FROM delivery AS d JOIN act ON act.id = d.act
WHERE act.undone_by IS NOT NULL AND d.state IN ('held', 'due', 'by-hand');

-- rule: restore-stops
-- What the backup did not know to have left does not leave by itself: a person finds out first.
SELECT d.id, d.state FROM delivery AS d WHERE d.state IN ('held', 'due', 'attempting', 'unknown')
AND d.act < (SELECT max (id) FROM act WHERE kind = 'restore' AND id > :since);

-- rule: frozen-stands
-- After a restore no offer ends by the clock or by an answer until a person has let them go on.
SELECT act.id, act.kind FROM act WHERE act.kind IN ('refill.accept', 'refill.decline', 'refill.expire')
AND act.id > (SELECT max (act_change.act) FROM act_change JOIN config ON config.key = act_change.key
              WHERE act_change.tbl = 'config' AND act_change.key = 'offers.frozen-at');

-- rule: cancelled-day-empty
-- Who had been there already stays, and what is noted of him afterwards is the reception's.
SELECT b.id, t.session FROM booking AS b JOIN slot AS t ON t.id = b.slot JOIN session AS s ON s.id = t.session
WHERE s.state = 'cancelled' AND b.state = 'active' AND NOT EXISTS (SELECT 1 FROM visit WHERE booking = b.id)
AND (SELECT max (act) FROM act_change WHERE tbl = 'session' AND key = cast (s.id AS TEXT))
  > (SELECT max (act) FROM act_change WHERE tbl IN ('booking', 'visit') AND key = cast (b.id AS TEXT));

-- rule: item-capacity
-- Who missed an appointment keeps the place for the item, as the seat.
SELECT h.slot, i.item, count (*), c.capacity FROM seat_hold AS h JOIN booking_item AS i ON i.booking = h.booking
JOIN slot_item AS c ON c.slot = h.slot AND c.item = i.item
GROUP BY h.slot, i.item HAVING count (*) > c.capacity;

-- rule: waits-or-has
-- Who waits alone for a dose is not given a place for it beside, nor put on the list with one, but where he would change it. Where what was
-- there comes back, or two entries of one person become one, the planner passes him over.
SELECT u.id, b.id, act.kind FROM waiting_unit AS u JOIN waiting_member AS m ON m.unit = u.id
JOIN booking AS b ON b.programme = u.programme AND b.resident = m.resident AND b.dose = m.dose AND b.state = 'active'
JOIN act ON act.id = max ((SELECT max (act) FROM act_change WHERE tbl = 'booking' AND key = cast (b.id AS TEXT)),
                          (SELECT max (act) FROM act_change WHERE tbl = 'waiting_unit' AND key = cast (u.id AS TEXT)),
                          (SELECT max (act) FROM act_change WHERE tbl = 'waiting_member' AND key = cast (m.id AS TEXT)))
WHERE u.state = 'waiting' AND u.swap = 0 AND (SELECT count (*) FROM waiting_member WHERE unit = u.id) = 1
AND act.kind IN ('booking.make', 'booking.move', 'waiting.add') AND act.id > :since
AND NOT EXISTS (SELECT 1 FROM act_change AS c JOIN act AS a ON a.id = c.act AND a.kind = 'resident.merge'
                WHERE (c.tbl = 'booking' AND c.key = cast (b.id AS TEXT)) OR (c.tbl = 'waiting_member' AND c.key = cast (m.id AS TEXT)));

-- rule: extra-by-rule
-- Free places of a day beyond the capacity are those that the programme's share allows, or were made for who came without a booking. A day that
-- is over or called off does not follow a share that was changed since, and what was deleted for good is not counted any more: such days keep at
-- the most what the largest share allows, and as many as were made so.
SELECT t.session, count (*), p.overbook_percent FROM seat AS s JOIN slot AS t ON t.id = s.slot JOIN programme AS p ON p.id = t.programme
JOIN session AS d ON d.id = t.session
WHERE s.extra = 1 AND NOT EXISTS (SELECT 1 FROM seat_hold WHERE slot = s.slot AND number = s.number)
GROUP BY t.session HAVING count (*) >
    CASE WHEN d.state = 'cancelled' OR d.date < date (:now / 1000, 'unixepoch', '+9 hours') THEN 20 ELSE p.overbook_percent END
    * (SELECT count (*) FROM seat JOIN slot ON slot.id = seat.slot WHERE slot.session = t.session AND seat.extra = 0) / 100
  + max ((SELECT count (*) FROM booking JOIN slot ON slot.id = booking.slot WHERE slot.session = t.session AND booking.via = 'walk-in'),
         CASE WHEN EXISTS (SELECT 1 FROM deletion) AND d.date < date (:now / 1000, 'unixepoch', '+9 hours')
         THEN (SELECT count (DISTINCT c.act || ' ' || slot.id) FROM slot JOIN act_change AS c ON c.tbl = 'seat' AND c.key GLOB slot.id || '/*'
               JOIN act ON act.id = c.act AND act.kind IN ('visit.walk-in', 'blackout.enter') WHERE slot.session = t.session) ELSE 0 END);

-- rule: visit-fits-booking
SELECT v.booking, v.state, b.state FROM visit AS v JOIN booking AS b ON b.id = v.booking
WHERE (v.state IN ('came', 'done') AND b.state <> 'active') OR (b.state = 'missed' AND v.state IN ('came', 'done'))
UNION ALL SELECT b.id, '', b.state FROM booking AS b WHERE b.state = 'missed' AND NOT EXISTS (SELECT 1 FROM visit WHERE booking = b.id);

-- rule: each-in-one-state
-- Everybody whom a broadcast named has a message of that broadcast that speaks for her, or a reason why none does. No message that is
-- not withdrawn or was followed by another speaks for nobody. A message to a number that nobody in the register has stands for itself.
SELECT p.broadcast, p.resident, p.reason, d.id FROM broadcast_person AS p LEFT JOIN delivery AS d ON d.id = p.delivery
WHERE (d.id IS NULL) = (p.reason IS NULL) OR d.broadcast <> p.broadcast
UNION ALL SELECT d.broadcast, d.resident, d.state, d.id FROM delivery AS d
WHERE d.broadcast IS NOT NULL AND d.state NOT IN ('withdrawn', 'undelivered') AND d.resident IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM broadcast_person WHERE delivery = d.id);

-- rule: broadcast-state
-- A draft has said nothing to anybody, what is held has let nothing go, and what is finished waits for nothing and for nobody's answer
-- whether it arrived before a backup was put back.
SELECT b.id, b.state, d.id, d.state, d.reason FROM broadcast AS b JOIN delivery AS d ON d.broadcast = b.id
WHERE (b.state = 'draft' AND d.state <> 'withdrawn')
OR (b.state = 'held' AND d.state NOT IN ('held', 'by-hand', 'by-hand-done', 'withdrawn'))
OR (b.state = 'done' AND (d.state IN ('held', 'attempting', 'unknown') OR (d.state = 'check' AND d.reason = 'restored')))
OR (b.state = 'withdrawn' AND d.state NOT IN ('held', 'due', 'withdrawn', 'undelivered', 'by-hand'))
UNION ALL SELECT b.id, b.state, p.resident, '', '' FROM broadcast AS b JOIN broadcast_person AS p ON p.broadcast = b.id WHERE b.state = 'draft'
UNION ALL SELECT b.id, b.state, 0, '', '' FROM broadcast AS b
WHERE b.state NOT IN ('draft', 'withdrawn') AND (b.held_at IS NULL OR (b.state IN ('done', 'stopped')) <> (b.ended_at IS NOT NULL));

-- rule: daily-cap
-- By the day on which a message was written down to leave, or stood in a file. What had been said to another entry that became one with this
-- one since, in place of a message of its own, this one has not read.
SELECT told.resident, told.day, count (*) FROM
  (SELECT DISTINCT p.resident, d.id, date (coalesce (
     (SELECT max (a.first_at) FROM attempt_delivery AS x JOIN attempt AS a ON a.id = x.attempt AND a.state IN ('open', 'accepted') WHERE x.delivery = d.id),
     (SELECT max (f.made_at) FROM outgoing_row AS r JOIN outgoing_file AS f ON f.id = r.file AND f.kind = 'sms-csv' WHERE r.delivery = d.id)) / 1000, 'unixepoch', '+9 hours') AS day
   FROM broadcast_person AS p JOIN delivery AS d ON d.id = p.delivery AND d.kind IN ('broadcast', 'reminder')
   WHERE d.state IN ('attempting', 'unknown', 'accepted', 'delivered', 'exported')
   AND NOT EXISTS (SELECT 1 FROM delivery AS own WHERE own.resident = p.resident AND own.broadcast = p.broadcast
                   AND own.state = 'withdrawn' AND own.reason = 'said-already')) AS told
WHERE :forward AND told.day IS NOT NULL
GROUP BY 1, 2 HAVING count (*) > (SELECT cast (value AS INTEGER) FROM config WHERE key = 'broadcast.daily-cap');

-- rule: correction-exact
-- To exactly those who had the wrong words, or may have had them, when the correction was begun: by the person that each entry has become by
-- now, for entries that became one with another are one person with all that did. Of whose data is deleted nothing is kept.
WITH RECURSIVE become (id, one, next) AS
  (SELECT id, id, merged_into FROM resident UNION ALL SELECT b.id, r.id, r.merged_into FROM become AS b JOIN resident AS r ON r.id = b.next),
named (broadcast, resident, one, delivery) AS
  (SELECT p.broadcast, p.resident, b.one, p.delivery FROM broadcast_person AS p JOIN become AS b ON b.id = p.resident AND b.next IS NULL
   WHERE p.broadcast IN (SELECT id FROM broadcast WHERE kind = 'correction' UNION SELECT of FROM broadcast WHERE kind = 'correction'))
SELECT c.id, 'not corrected', p.resident, d.state FROM broadcast AS c JOIN named AS p ON p.broadcast = c.of JOIN delivery AS d ON d.id = p.delivery
JOIN act ON act.id = (SELECT min (act) FROM act_change WHERE tbl = 'broadcast' AND key = cast (c.id AS TEXT))
WHERE c.kind = 'correction' AND c.state NOT IN ('draft', 'withdrawn')
AND NOT EXISTS (SELECT 1 FROM resident WHERE id = p.resident AND register_number = 'deleted-' || id)
AND (d.state IN ('attempting', 'unknown', 'accepted', 'delivered', 'check', 'exported') OR (:forward AND d.state = 'by-hand-done' AND d.state_at < act.at)
     OR (d.state = 'by-hand' AND d.reason IS NOT 'not-arrived' AND EXISTS
         (SELECT 1 FROM attempt_delivery AS x JOIN attempt AS a ON a.id = x.attempt AND a.state = 'check' WHERE x.delivery = d.id)))
AND (c.id, p.one) NOT IN (SELECT broadcast, one FROM named)
UNION ALL SELECT c.id, 'never had it', t.resident, '' FROM broadcast AS c JOIN named AS t ON t.broadcast = c.id
WHERE c.kind = 'correction' AND (c.of, t.one) NOT IN
  (SELECT p.broadcast, p.one FROM named AS p JOIN delivery AS d ON d.id = p.delivery
   WHERE EXISTS (SELECT 1 FROM attempt_delivery WHERE delivery = d.id) OR EXISTS (SELECT 1 FROM outgoing_row WHERE delivery = d.id)
   OR d.state IN ('check', 'by-hand-done', 'by-hand') OR d.reason = 'said-already'
   OR EXISTS (SELECT 1 FROM audit WHERE kind = 'delivery.resolve' AND detail LIKE '{"delivery":' || d.id || ',%'))
-- Who shared a message and was left out of it later, when it was refused and judged again, is no longer named beside it. It had been tried by a
-- contact of hers.
AND NOT EXISTS (SELECT 1 FROM broadcast_person AS p WHERE p.broadcast = c.of AND p.resident = t.resident AND p.delivery IS NULL AND p.reason = 'not-meant'
  AND EXISTS (SELECT 1 FROM broadcast_person AS o JOIN attempt_delivery AS x ON x.delivery = o.delivery
              JOIN contact_link AS l ON l.contact = x.contact AND l.resident = t.one
              WHERE o.broadcast = c.of AND o.resident <> t.resident));
