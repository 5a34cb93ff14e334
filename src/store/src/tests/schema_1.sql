-- A database of version 1 with every kind of row: the schema as that version created it, then a morning.
-- Kept as it is for ever.

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

INSERT INTO ticket VALUES
(1, '00000000000000070000000000000001', 'cu-tru', '2026-11-23', 'A', 1, 0, 'token1aaaaaaaaaaaaaaaaaaaa', '2026-11-23T08:01:00', 'waiting', 'pending', NULL, NULL, NULL, 0, NULL),
(2, '00000000000000070000000000000002', 'cu-tru', '2026-11-23', 'A', 2, 1, 'token2aaaaaaaaaaaaaaaaaaaa', '2026-11-23T08:02:00', 'waiting', 'pending', NULL, NULL, NULL, 0, NULL),
(3, '00000000000000070000000000000003', 'ho-tich', '2026-11-23', 'B', 1, 0, 'token3aaaaaaaaaaaaaaaaaaaa', '2026-11-23T08:03:00', 'waiting', 'pending', NULL, NULL, NULL, 0, NULL),
(4, '00000000000000070000000000000004', 'cu-tru', '2026-11-23', 'A', 3, 1, 'token4aaaaaaaaaaaaaaaaaaaa', '2026-11-23T08:04:00', 'waiting', 'pending', NULL, NULL, NULL, 0, NULL);

INSERT INTO journal VALUES
(1, '2026-11-23T08:01:00', 'issued', 1, NULL, NULL, 'cu-tru', '2026-11-23', 'A', 1),
(2, '2026-11-23T08:01:00', 'slip', 1, NULL, 'printed', NULL, NULL, NULL, NULL),
(3, '2026-11-23T08:02:00', 'issued', 2, NULL, NULL, 'cu-tru', '2026-11-23', 'A', 2),
(4, '2026-11-23T08:03:00', 'issued', 3, NULL, NULL, 'ho-tich', '2026-11-23', 'B', 1),
(5, '2026-11-23T08:03:00', 'slip', 3, NULL, 'not_printed', NULL, NULL, NULL, NULL),
(6, '2026-11-23T08:04:00', 'issued', 4, NULL, NULL, 'cu-tru', '2026-11-23', 'A', 3),
(7, '2026-11-23T08:05:00', 'called', 1, 1, NULL, NULL, NULL, NULL, NULL),
(8, '2026-11-23T08:06:00', 'slip', 2, NULL, 'unconfirmed', NULL, NULL, NULL, NULL),
(9, '2026-11-23T08:06:00', 'recalled', 1, 1, NULL, NULL, NULL, NULL, NULL),
(10, '2026-11-23T08:07:00', 'called', 3, 2, NULL, NULL, NULL, NULL, NULL),
(11, '2026-11-23T08:08:00', 'done', 1, 1, NULL, NULL, NULL, NULL, NULL),
(12, '2026-11-23T08:08:00', 'called', 2, 1, NULL, NULL, NULL, NULL, NULL),
(13, '2026-11-23T08:09:00', 'no_show', 3, 2, NULL, NULL, NULL, NULL, NULL);

UPDATE ticket SET state = 'done', slip = 'printed', counter = 1, called_at = '2026-11-23T08:06:00', called_seq = 9, called_times = 2, ended_at = '2026-11-23T08:08:00' WHERE id = 1;
UPDATE ticket SET state = 'called', slip = 'unconfirmed', counter = 1, called_at = '2026-11-23T08:08:00', called_seq = 12, called_times = 1 WHERE id = 2;
UPDATE ticket SET state = 'no_show', slip = 'not_printed', counter = 2, called_at = '2026-11-23T08:07:00', called_seq = 10, called_times = 1, ended_at = '2026-11-23T08:09:00' WHERE id = 3;

INSERT INTO number VALUES ('2026-11-23', 'A', 3), ('2026-11-23', 'B', 1);

PRAGMA application_id = 0x4B685674;
PRAGMA user_version = 1;
