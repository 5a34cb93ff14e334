-- Version 1. Times are the office's local civil time, days its service days (ISO 8601).
-- No personal data in any column.

CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT    NOT NULL,
    kind    TEXT    NOT NULL CHECK (kind IN ('issued', 'slip', 'called', 'recalled', 'done', 'no_show')),
    ticket  INTEGER NOT NULL REFERENCES ticket (id),
    counter INTEGER CHECK ((counter IS NOT NULL) = (kind IN ('called', 'recalled', 'done', 'no_show'))),
    slip    TEXT    CHECK ((slip IS NOT NULL) = (kind = 'slip')),
    service TEXT    CHECK ((service IS NOT NULL) = (kind = 'issued')),
    day     TEXT    CHECK ((day IS NOT NULL) = (kind = 'issued')),
    prefix  TEXT    CHECK ((prefix IS NOT NULL) = (kind = 'issued')),
    count   INTEGER CHECK ((count IS NOT NULL) = (kind = 'issued'))
) STRICT;

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

CREATE TABLE ticket (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    visit        TEXT    NOT NULL UNIQUE,
    service      TEXT    NOT NULL,
    day          TEXT    NOT NULL,
    prefix       TEXT    NOT NULL,
    count        INTEGER NOT NULL CHECK (count > 0),
    ahead        INTEGER NOT NULL CHECK (ahead >= 0),
    token        TEXT    NOT NULL UNIQUE,
    issued_at    TEXT    NOT NULL,
    state        TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'called', 'done', 'no_show')),
    slip         TEXT    NOT NULL DEFAULT 'pending' CHECK (slip IN ('pending', 'printed', 'not_printed', 'unconfirmed')),
    counter      INTEGER CHECK ((counter IS NULL) = (state = 'waiting')),
    called_at    TEXT    CHECK ((called_at IS NULL) = (state = 'waiting')),
    called_seq   INTEGER CHECK ((called_seq IS NULL) = (state = 'waiting')) REFERENCES journal (seq),
    called_times INTEGER NOT NULL DEFAULT 0 CHECK ((called_times = 0) = (state = 'waiting')),
    ended_at     TEXT    CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'no_show'))),
    UNIQUE (day, prefix, count)
) STRICT;

-- A counter has at most one ticket.
CREATE UNIQUE INDEX ticket_at_counter ON ticket (counter) WHERE state = 'called';
CREATE INDEX ticket_waiting ON ticket (day, service, issued_at, id) WHERE state = 'waiting';
CREATE INDEX ticket_called ON ticket (day, called_seq) WHERE called_seq IS NOT NULL;
CREATE INDEX ticket_without_slip ON ticket (day) WHERE slip <> 'printed';

-- The last count given out. Keyed by prefix, so that two services can never share a number.
CREATE TABLE number (
    day    TEXT    NOT NULL,
    prefix TEXT    NOT NULL,
    last   INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (day, prefix)
) STRICT, WITHOUT ROWID;
