-- Version 2. Tickets stand where commands of staff have put them, and the journal tells each time where that
-- is: holds, transfers, errands, classes, paused counters. Times are the office's local civil time, days its
-- service days (ISO 8601). No personal data in any column.
--
-- Both tables are made anew, because a CHECK cannot be changed; foreign keys are off while this runs.

CREATE TABLE new_journal (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('issued', 'called', 'recalled', 'serving', 'held', 'transferred', 'moved_on',
                       'done', 'no_show', 'returned', 'cancelled', 'classified', 'undone', 'slip', 'paused', 'resumed')),
    ticket     INTEGER REFERENCES ticket (id) CHECK ((ticket IS NULL) = (kind IN ('paused', 'resumed'))),
    -- Where it came from: a command of staff, at a counter; nothing for what the kiosk does by itself.
    command    TEXT,
    staff      TEXT,
    at_counter INTEGER CHECK (at_counter IS NOT NULL OR kind NOT IN ('paused', 'resumed')),
    -- Where the ticket stands after it.
    state      TEXT    CHECK ((state IS NULL) = (kind IN ('slip', 'paused', 'resumed'))),
    service    TEXT    CHECK ((service IS NULL) = (state IS NULL)),
    errand     INTEGER CHECK ((errand IS NULL) = (state IS NULL)),
    counter    INTEGER,
    only_at    INTEGER,
    calls      INTEGER CHECK ((calls IS NULL) = (state IS NULL)),
    class      TEXT,
    claim      TEXT,
    priority   INTEGER CHECK ((priority IS NULL) = (state IS NULL)),
    slip       TEXT    CHECK ((slip IS NOT NULL) = (kind = 'slip')),
    day        TEXT    CHECK ((day IS NOT NULL) = (kind = 'issued')),
    prefix     TEXT    CHECK ((prefix IS NOT NULL) = (kind = 'issued')),
    count      INTEGER CHECK ((count IS NOT NULL) = (kind = 'issued')),
    width      INTEGER CHECK ((width IS NOT NULL) = (kind = 'issued'))
) STRICT;

CREATE TABLE new_ticket (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    visit        TEXT    NOT NULL UNIQUE,
    -- As it was issued.
    asked        TEXT    NOT NULL,
    asked_class  TEXT,
    day          TEXT    NOT NULL,
    prefix       TEXT    NOT NULL,
    count        INTEGER NOT NULL CHECK (count > 0),
    width        INTEGER NOT NULL CHECK (width > 0),
    ahead        INTEGER NOT NULL CHECK (ahead >= 0),
    wait_from    INTEGER CHECK ((wait_from IS NULL) = (wait_to IS NULL)),
    wait_to      INTEGER,
    token        TEXT    NOT NULL UNIQUE,
    arrived_at   TEXT    NOT NULL,
    -- Where it stands.
    state        TEXT    NOT NULL CHECK (state IN ('waiting', 'transferred', 'called', 'serving', 'on_hold', 'done', 'no_show', 'cancelled')),
    service      TEXT    NOT NULL,
    errand       INTEGER NOT NULL CHECK (errand >= 0),
    counter      INTEGER CHECK (counter IS NOT NULL OR state NOT IN ('called', 'serving', 'on_hold')),
    only_at      INTEGER,
    calls        INTEGER NOT NULL CHECK (calls = 0 OR state NOT IN ('waiting', 'transferred')),
    class        TEXT,
    claim        TEXT,
    priority     INTEGER NOT NULL CHECK (priority IN (0, 1)),
    slip         TEXT    NOT NULL CHECK (slip IN ('pending', 'printed', 'not_printed', 'unconfirmed')),
    -- Its latest call.
    called_at    TEXT    CHECK (called_at IS NOT NULL OR state NOT IN ('called', 'serving', 'on_hold')),
    called_seq   INTEGER CHECK ((called_seq IS NULL) = (called_at IS NULL)) REFERENCES journal (seq),
    ended_at     TEXT    CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'no_show', 'cancelled'))),
    UNIQUE (day, prefix, count)
) STRICT;

INSERT INTO new_ticket
SELECT id, visit, service, NULL, day, prefix, count, 3, ahead, NULL, NULL, token, issued_at,
       state, service, 0, counter, NULL, called_times, NULL, NULL, 0, slip, called_at, called_seq, ended_at
FROM ticket;

-- What an older row left out can be told from its kind and from the rows before it.
INSERT INTO new_journal
SELECT j.seq, j.at, j.kind, j.ticket, NULL, NULL, j.counter,
       CASE j.kind WHEN 'slip' THEN NULL WHEN 'issued' THEN 'waiting' WHEN 'recalled' THEN 'called' ELSE j.kind END,
       iif(j.kind = 'slip', NULL, t.service),
       iif(j.kind = 'slip', NULL, 0),
       j.counter,
       NULL,
       iif(j.kind = 'slip', NULL, sum(j.kind IN ('called', 'recalled')) OVER (PARTITION BY j.ticket ORDER BY j.seq)),
       NULL, NULL,
       iif(j.kind = 'slip', NULL, 0),
       j.slip, j.day, j.prefix, j.count,
       iif(j.kind = 'issued', 3, NULL)
FROM journal j JOIN ticket t ON t.id = j.ticket;

-- The numbers of rows and tickets go on where they were, even after rows that are gone.
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'ticket') WHERE name = 'new_ticket';
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'journal') WHERE name = 'new_journal';
DROP TABLE ticket;
DROP TABLE journal;
ALTER TABLE new_ticket RENAME TO ticket;
ALTER TABLE new_journal RENAME TO journal;

CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- INSERT OR REPLACE deletes without firing the delete trigger.
CREATE TRIGGER journal_keeps_numbers BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE INDEX journal_of_ticket ON journal (ticket, seq);
CREATE INDEX journal_calls ON journal (service, seq) WHERE kind = 'called';

-- A counter has at most one ticket.
CREATE UNIQUE INDEX ticket_at_counter ON ticket (counter) WHERE state IN ('called', 'serving');
-- Who waits for any counter, and who was sent to one: the first of each kind stands first.
CREATE INDEX ticket_waiting ON ticket (day, service, priority, arrived_at, id)
WHERE state IN ('waiting', 'transferred') AND only_at IS NULL;
CREATE INDEX ticket_sent ON ticket (day, only_at, priority, arrived_at, id)
WHERE state IN ('waiting', 'transferred') AND only_at IS NOT NULL;
CREATE INDEX ticket_called ON ticket (day, called_seq) WHERE called_seq IS NOT NULL;
CREATE INDEX ticket_on_hold ON ticket (day) WHERE state = 'on_hold';
CREATE INDEX ticket_without_slip ON ticket (day) WHERE slip <> 'printed';

-- What a ticket's citizen came for after the first errand.
CREATE TABLE errand (
    ticket  INTEGER NOT NULL REFERENCES ticket (id),
    nth     INTEGER NOT NULL CHECK (nth > 0),
    service TEXT    NOT NULL,
    PRIMARY KEY (ticket, nth)
) STRICT, WITHOUT ROWID;

-- How many wait, so that nobody has to count them at each ticket.
CREATE TABLE queue_length (
    day      TEXT    NOT NULL,
    service  TEXT    NOT NULL,
    priority INTEGER NOT NULL,
    tickets  INTEGER NOT NULL CHECK (tickets >= 0),
    PRIMARY KEY (day, service, priority)
) STRICT, WITHOUT ROWID;

INSERT INTO queue_length
SELECT day, service, priority, count(*) FROM ticket WHERE state IN ('waiting', 'transferred') GROUP BY day, service, priority;

CREATE TRIGGER ticket_joins AFTER INSERT ON ticket
WHEN NEW.state IN ('waiting', 'transferred')
BEGIN
    INSERT INTO queue_length VALUES (NEW.day, NEW.service, NEW.priority, 1)
    ON CONFLICT DO UPDATE SET tickets = tickets + 1;
END;

CREATE TRIGGER ticket_leaves AFTER UPDATE OF state, service, priority ON ticket
WHEN OLD.state IN ('waiting', 'transferred')
BEGIN
    UPDATE queue_length SET tickets = tickets - 1
    WHERE day = OLD.day AND service = OLD.service AND priority = OLD.priority;
END;

CREATE TRIGGER ticket_joins_again AFTER UPDATE OF state, service, priority ON ticket
WHEN NEW.state IN ('waiting', 'transferred')
BEGIN
    INSERT INTO queue_length VALUES (NEW.day, NEW.service, NEW.priority, 1)
    ON CONFLICT DO UPDATE SET tickets = tickets + 1;
END;

CREATE TABLE counter (
    id     INTEGER PRIMARY KEY,
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    -- How many tickets with priority it has called in a row.
    streak INTEGER NOT NULL DEFAULT 0 CHECK (streak >= 0)
) STRICT;

-- The answers to commands, so that a command that comes twice is answered as it was and does nothing.
CREATE TABLE command (
    id     TEXT PRIMARY KEY,
    day    TEXT NOT NULL,
    answer TEXT NOT NULL,
    seq    INTEGER CHECK ((seq IS NOT NULL) = (answer = 'changed')) REFERENCES journal (seq)
) STRICT, WITHOUT ROWID;

-- How many numbers of a day were given out; after a new beginning in mid-day not the same as the last one.
ALTER TABLE number ADD COLUMN issued INTEGER NOT NULL DEFAULT 0 CHECK (issued >= 0);
UPDATE number SET issued = last;
