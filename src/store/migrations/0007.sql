-- Version 7. An errand can be added to a ticket that was issued, and the journal tells it. The table is made anew,
-- because a CHECK cannot be changed; foreign keys are off while this runs.

CREATE TABLE new_journal (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('issued', 'called', 'recalled', 'serving', 'held', 'transferred', 'moved_on',
                       'done', 'no_show', 'returned', 'cancelled', 'classified', 'undone', 'errand_added', 'slip', 'paused', 'resumed')),
    ticket     INTEGER REFERENCES ticket (id) CHECK ((ticket IS NULL) = (kind IN ('paused', 'resumed'))),
    -- Where it came from: a command of staff, at a counter; nothing for what the kiosk does by itself.
    command    TEXT,
    staff      TEXT,
    at_counter INTEGER CHECK (at_counter IS NOT NULL OR kind NOT IN ('paused', 'resumed')),
    -- Where the ticket stands after it.
    state      TEXT    CHECK ((state IS NULL) = (kind IN ('errand_added', 'slip', 'paused', 'resumed'))),
    -- Of an added errand the service that was added.
    service    TEXT    CHECK ((service IS NULL) = (kind IN ('slip', 'paused', 'resumed'))),
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

INSERT INTO new_journal SELECT * FROM journal;
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'journal') WHERE name = 'new_journal';
DROP TABLE journal;
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
CREATE INDEX journal_at ON journal (at, seq);
