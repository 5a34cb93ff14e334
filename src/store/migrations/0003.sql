-- Version 3. Who works here: accounts with a PIN's hash, wrong PINs that are remembered over a restart, sessions
-- of browsers, and what was done to accounts. Names here are those of the office's staff; no citizen's.

CREATE TABLE staff (
    -- What one signs in with.
    id       TEXT    PRIMARY KEY CHECK (id <> ''),
    -- What colleagues read.
    name     TEXT    NOT NULL CHECK (name <> ''),
    role     TEXT    NOT NULL CHECK (role IN ('clerk', 'administrator')),
    -- An argon2id PHC string.
    pin_hash TEXT    NOT NULL,
    active   INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Attempts to sign in that had no right PIN yet, under whatever name, known or not.
CREATE TABLE attempt (
    name         TEXT    PRIMARY KEY,
    wrong        INTEGER NOT NULL CHECK (wrong >= 0),
    -- How often the name has been locked since its last right PIN.
    pauses       INTEGER NOT NULL CHECK (pauses >= 0),
    locked_until TEXT,
    at           TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- What browsers that have signed in remember. The token itself stands in the browser alone.
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    staff      TEXT,
    data       TEXT NOT NULL,
    ends_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_staff ON session (staff) WHERE staff IS NOT NULL;

-- What happened to accounts, append-only as the journal.
CREATE TABLE staff_log (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('added', 'pin', 'clerk', 'administrator', 'disabled', 'enabled', 'signed_in', 'locked')),
    -- Whom it is about, and who did it; nobody for a lock.
    subject TEXT NOT NULL,
    staff   TEXT CHECK (staff IS NOT NULL OR kind = 'locked')
) STRICT;

CREATE TRIGGER staff_log_keeps_rows BEFORE DELETE ON staff_log
BEGIN
    SELECT RAISE(ABORT, 'the log of accounts is append-only');
END;

CREATE TRIGGER staff_log_keeps_values BEFORE UPDATE ON staff_log
BEGIN
    SELECT RAISE(ABORT, 'the log of accounts is append-only');
END;

CREATE TRIGGER staff_log_keeps_numbers BEFORE INSERT ON staff_log
WHEN EXISTS (SELECT 1 FROM staff_log WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the log of accounts is append-only');
END;

CREATE INDEX staff_log_at ON staff_log (at);
-- The audit trail is read by day, and who did not come is listed at the counters.
CREATE INDEX journal_at ON journal (at, seq);
CREATE INDEX ticket_no_show ON ticket (day) WHERE state = 'no_show';
