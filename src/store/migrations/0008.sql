-- Version 8. What staff do at the touchscreen is among their deeds: paper changed, a test printed, the kiosk restarted.
-- The table is made anew, because a CHECK cannot be changed; foreign keys are off while this runs.

CREATE TABLE new_staff_deed (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT    NOT NULL,
    kind   TEXT    NOT NULL CHECK (kind IN ('signed_out', 'help_given', 'reprinted', 'slip_seen', 'notice_printed',
                   'paper_changed', 'test_printed', 'restarted')),
    staff  TEXT    NOT NULL,
    ticket INTEGER REFERENCES ticket (id) CHECK ((ticket IS NOT NULL) = (kind IN ('reprinted', 'slip_seen')))
) STRICT;

INSERT INTO new_staff_deed SELECT * FROM staff_deed;
-- Where nobody had done anything yet, there is nothing to count on from.
DELETE FROM sqlite_sequence WHERE name = 'new_staff_deed'
  AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'staff_deed');
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'staff_deed') WHERE name = 'new_staff_deed';
DROP TABLE staff_deed;
ALTER TABLE new_staff_deed RENAME TO staff_deed;

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
