-- Version 5. What administrators have set of the office, what staff did besides the queue, and the streak that
-- a call found, so that taking the call back restores it. No personal data of citizens in any column.

-- What is set, by part, as JSON; the configuration's value holds where there is no row.
CREATE TABLE setting (
    part  TEXT    PRIMARY KEY CHECK (part IN ('services', 'counters', 'hours', 'texts')),
    value TEXT    NOT NULL,
    -- The change that set it.
    seq   INTEGER NOT NULL REFERENCES setting_change (seq)
) STRICT, WITHOUT ROWID;

-- Who changed what, append-only as the journal. No value means the configuration's.
CREATE TABLE setting_change (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT    NOT NULL,
    staff  TEXT    NOT NULL,
    -- The press of the button: the same press again changes nothing.
    press  TEXT    NOT NULL UNIQUE,
    part   TEXT    NOT NULL CHECK (part IN ('services', 'counters', 'hours', 'texts')),
    before TEXT,
    after  TEXT,
    -- The change that this one takes back.
    undoes INTEGER UNIQUE REFERENCES setting_change (seq)
) STRICT;

CREATE TRIGGER setting_change_keeps_rows BEFORE DELETE ON setting_change
BEGIN
    SELECT RAISE(ABORT, 'the log of settings is append-only');
END;

CREATE TRIGGER setting_change_keeps_values BEFORE UPDATE ON setting_change
BEGIN
    SELECT RAISE(ABORT, 'the log of settings is append-only');
END;

-- INSERT OR REPLACE deletes without firing the delete trigger.
CREATE TRIGGER setting_change_keeps_numbers BEFORE INSERT ON setting_change
WHEN EXISTS (SELECT 1 FROM setting_change WHERE seq = NEW.seq OR press = NEW.press OR undoes = NEW.undoes)
BEGIN
    SELECT RAISE(ABORT, 'the log of settings is append-only');
END;

CREATE INDEX setting_change_at ON setting_change (at);

-- What staff did that moves no ticket and changes no account, append-only as the journal.
CREATE TABLE staff_deed (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT    NOT NULL,
    kind   TEXT    NOT NULL CHECK (kind IN ('signed_out', 'help_given', 'reprinted', 'slip_seen', 'notice_printed')),
    staff  TEXT    NOT NULL,
    ticket INTEGER REFERENCES ticket (id) CHECK ((ticket IS NOT NULL) = (kind IN ('reprinted', 'slip_seen')))
) STRICT;

CREATE TRIGGER staff_deed_keeps_rows BEFORE DELETE ON staff_deed
BEGIN
    SELECT RAISE(ABORT, 'the log of deeds is append-only');
END;

CREATE TRIGGER staff_deed_keeps_values BEFORE UPDATE ON staff_deed
BEGIN
    SELECT RAISE(ABORT, 'the log of deeds is append-only');
END;

CREATE TRIGGER staff_deed_keeps_numbers BEFORE INSERT ON staff_deed
WHEN EXISTS (SELECT 1 FROM staff_deed WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the log of deeds is append-only');
END;

CREATE INDEX staff_deed_at ON staff_deed (at);

-- How many with priority the counter had called in a row before a call by turn; kept for the day, as answers are.
CREATE TABLE streak_before (
    command TEXT    PRIMARY KEY,
    day     TEXT    NOT NULL,
    streak  INTEGER NOT NULL CHECK (streak >= 0)
) STRICT, WITHOUT ROWID;
