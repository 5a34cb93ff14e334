-- A database of version 7 with every kind of row: the one of version 6, brought up to date, with an errand that joined a
-- ticket. Kept as it is for ever.

PRAGMA foreign_keys = OFF;

BEGIN TRANSACTION;
CREATE TABLE api_client (
    name       TEXT PRIMARY KEY CHECK (name <> ''),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    scope      TEXT NOT NULL CHECK (scope IN ('read', 'issue', 'call')),
    -- Which administrators, and when (the office's local civil time).
    made_by    TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    revoked_by TEXT CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)),
    revoked_at TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "api_client" VALUES('bang-cu',X'0202020202020202020202020202020202020202020202020202020202020202','read','an','2026-11-23T07:21:00','an','2026-11-23T07:30:00');
INSERT INTO "api_client" VALUES('mot-cua',X'0101010101010101010101010101010101010101010101010101010101010101','issue','an','2026-11-23T07:20:00',NULL,NULL);
CREATE TABLE attempt (
    name         TEXT    PRIMARY KEY,
    wrong        INTEGER NOT NULL CHECK (wrong >= 0),
    -- How often the name has been locked since its last right PIN.
    pauses       INTEGER NOT NULL CHECK (pauses >= 0),
    locked_until TEXT,
    at           TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "attempt" VALUES('minh',3,1,'2026-11-23T08:20:00','2026-11-23T08:19:00');
CREATE TABLE command (
    id     TEXT PRIMARY KEY,
    day    TEXT NOT NULL,
    answer TEXT NOT NULL,
    seq    INTEGER CHECK ((seq IS NOT NULL) = (answer = 'changed')) REFERENCES journal (seq)
) STRICT, WITHOUT ROWID;
INSERT INTO "command" VALUES('00000000000000000000000000000107','2026-11-23','nobody',NULL);
INSERT INTO "command" VALUES('00000000000000000000000000000108','2026-11-23','changed',13);
INSERT INTO "command" VALUES('0000000000000000000000000000010a','2026-11-23','changed',14);
INSERT INTO "command" VALUES('0000000000000000000000000000010c','2026-11-23','changed',15);
INSERT INTO "command" VALUES('0000000000000000000000000000010d','2026-11-23','changed',17);
INSERT INTO "command" VALUES('0000000000000000000000000000010f','2026-11-23','changed',18);
INSERT INTO "command" VALUES('00000000000000000000000000000111','2026-11-23','changed',19);
INSERT INTO "command" VALUES('00000000000000000000000000000112','2026-11-23','changed',20);
INSERT INTO "command" VALUES('00000000000000000000000000000114','2026-11-23','changed',21);
INSERT INTO "command" VALUES('00000000000000000000000000000115','2026-11-23','changed',22);
INSERT INTO "command" VALUES('00000000000000000000000000000116','2026-11-23','changed',23);
INSERT INTO "command" VALUES('00000000000000000000000000000117','2026-11-23','changed',24);
INSERT INTO "command" VALUES('00000000000000000000000000000118','2026-11-23','changed',25);
INSERT INTO "command" VALUES('00000000000000000000000000000119','2026-11-23','changed',26);
INSERT INTO "command" VALUES('0000000000000000000000000000011a','2026-11-23','changed',27);
INSERT INTO "command" VALUES('0000000000000000000000000000011b','2026-11-23','changed',28);
INSERT INTO "command" VALUES('0000000000000000000000000000011d','2026-11-23','wrong_state',NULL);
INSERT INTO "command" VALUES('0000000000000000000000000000011f','2026-11-23','changed',29);
INSERT INTO "command" VALUES('00000000000000000000000000000121','2026-11-23','changed',30);
INSERT INTO "command" VALUES('00000000000000000000000000000123','2026-11-23','changed',31);
INSERT INTO "command" VALUES('00000000000000000000000000000124','2026-11-23','changed',32);
INSERT INTO "command" VALUES('00000000000000000000000000000125','2026-11-23','changed',33);
CREATE TABLE counter (
    id     INTEGER PRIMARY KEY,
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    -- How many tickets with priority it has called in a row.
    streak INTEGER NOT NULL DEFAULT 0 CHECK (streak >= 0)
) STRICT;
INSERT INTO "counter" VALUES(1,0,0);
INSERT INTO "counter" VALUES(2,0,0);
INSERT INTO "counter" VALUES(3,1,0);
CREATE TABLE errand (
    ticket  INTEGER NOT NULL REFERENCES ticket (id),
    nth     INTEGER NOT NULL CHECK (nth > 0),
    service TEXT    NOT NULL,
    PRIMARY KEY (ticket, nth)
) STRICT, WITHOUT ROWID;
INSERT INTO "errand" VALUES(1,1,'ho-tich');
INSERT INTO "errand" VALUES(8,1,'ho-tich');
CREATE TABLE "journal" (
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
INSERT INTO "journal" VALUES(1,'2026-11-23T08:00:00','issued',1,NULL,NULL,NULL,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,'2026-11-23','A',1,3);
INSERT INTO "journal" VALUES(2,'2026-11-23T08:30:00','slip',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'printed',NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(3,'2026-11-23T08:01:00','issued',2,NULL,NULL,NULL,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,'2026-11-23','A',2,3);
INSERT INTO "journal" VALUES(4,'2026-11-23T08:01:00','issued',3,NULL,NULL,NULL,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,'2026-11-23','A',3,3);
INSERT INTO "journal" VALUES(5,'2026-11-23T08:01:00','issued',4,NULL,NULL,NULL,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,'2026-11-23','A',4,3);
INSERT INTO "journal" VALUES(6,'2026-11-23T08:01:00','issued',5,NULL,NULL,NULL,'waiting','cu-tru',0,NULL,NULL,0,'60',NULL,1,NULL,'2026-11-23','A',5,3);
INSERT INTO "journal" VALUES(7,'2026-11-23T08:02:00','issued',6,NULL,NULL,NULL,'waiting','ho-tich',0,NULL,NULL,0,NULL,'thai-phu',0,NULL,'2026-11-23','B',1,3);
INSERT INTO "journal" VALUES(8,'2026-11-23T08:01:00','issued',7,NULL,NULL,NULL,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,'2026-11-23','A',6,3);
INSERT INTO "journal" VALUES(9,'2026-11-23T08:01:00','issued',8,NULL,NULL,NULL,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,'2026-11-23','A',7,3);
INSERT INTO "journal" VALUES(10,'2026-11-23T08:01:00','issued',9,NULL,NULL,NULL,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,'2026-11-23','A',8,3);
INSERT INTO "journal" VALUES(11,'2026-11-23T08:30:00','slip',2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'not_printed',NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(12,'2026-11-23T08:30:00','slip',3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'unconfirmed',NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(13,'2026-11-23T08:03:00','called',5,'00000000000000000000000000000108','nv01',1,'called','cu-tru',0,1,NULL,1,'60',NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(14,'2026-11-23T08:04:00','recalled',5,'0000000000000000000000000000010a','nv01',1,'called','cu-tru',0,1,NULL,2,'60',NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(15,'2026-11-23T08:05:00','serving',5,'0000000000000000000000000000010c','nv01',1,'serving','cu-tru',0,1,NULL,2,'60',NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(16,'2026-11-23T08:06:00','done',5,'0000000000000000000000000000010d','nv01',1,'done','cu-tru',0,1,NULL,2,'60',NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(17,'2026-11-23T08:06:00','called',1,'0000000000000000000000000000010d','nv01',1,'called','cu-tru',0,1,NULL,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(18,'2026-11-23T08:07:00','moved_on',1,'0000000000000000000000000000010f','nv01',1,'waiting','ho-tich',1,NULL,NULL,0,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(19,'2026-11-23T08:08:00','called',2,'00000000000000000000000000000111','nv01',2,'called','cu-tru',0,2,NULL,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(20,'2026-11-23T08:08:00','held',2,'00000000000000000000000000000112','nv01',2,'on_hold','cu-tru',0,2,NULL,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(21,'2026-11-23T08:09:00','called',3,'00000000000000000000000000000114','nv01',2,'called','cu-tru',0,2,NULL,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(22,'2026-11-23T08:09:00','no_show',3,'00000000000000000000000000000115','nv01',2,'no_show','cu-tru',0,2,NULL,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(23,'2026-11-23T08:10:00','transferred',4,'00000000000000000000000000000116','nv01',2,'transferred','ho-tich',0,NULL,3,0,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(24,'2026-11-23T08:11:00','classified',6,'00000000000000000000000000000117','nv01',2,'waiting','ho-tich',0,NULL,NULL,0,'thai-phu',NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(25,'2026-11-23T08:12:00','cancelled',7,'00000000000000000000000000000118','nv01',2,'cancelled','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(26,'2026-11-23T08:13:00','called',8,'00000000000000000000000000000119','nv01',2,'called','cu-tru',0,2,NULL,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(27,'2026-11-23T08:13:00','no_show',8,'0000000000000000000000000000011a','nv01',2,'no_show','cu-tru',0,2,NULL,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(28,'2026-11-23T08:14:00','returned',8,'0000000000000000000000000000011b','nv01',2,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(29,'2026-11-23T08:15:00','called',9,'0000000000000000000000000000011f','nv01',2,'called','cu-tru',0,2,NULL,1,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(30,'2026-11-23T08:16:00','undone',9,'00000000000000000000000000000121','nv01',2,'waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(31,'2026-11-23T08:17:00','paused',NULL,'00000000000000000000000000000123','nv01',3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(32,'2026-11-23T08:17:00','paused',NULL,'00000000000000000000000000000124','nv01',2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(33,'2026-11-23T08:18:00','resumed',NULL,'00000000000000000000000000000125','nv01',2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "journal" VALUES(34,'2026-11-23T08:23:00','errand_added',8,NULL,NULL,NULL,NULL,'ho-tich',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE number (
    day    TEXT    NOT NULL,
    prefix TEXT    NOT NULL,
    last   INTEGER NOT NULL CHECK (last > 0), issued INTEGER NOT NULL DEFAULT 0 CHECK (issued >= 0),
    PRIMARY KEY (day, prefix)
) STRICT, WITHOUT ROWID;
INSERT INTO "number" VALUES('2026-11-23','A',8,8);
INSERT INTO "number" VALUES('2026-11-23','B',1,1);
CREATE TABLE queue_length (
    day      TEXT    NOT NULL,
    service  TEXT    NOT NULL,
    priority INTEGER NOT NULL,
    tickets  INTEGER NOT NULL CHECK (tickets >= 0),
    PRIMARY KEY (day, service, priority)
) STRICT, WITHOUT ROWID;
INSERT INTO "queue_length" VALUES('2026-11-23','cu-tru',0,2);
INSERT INTO "queue_length" VALUES('2026-11-23','cu-tru',1,0);
INSERT INTO "queue_length" VALUES('2026-11-23','ho-tich',0,2);
INSERT INTO "queue_length" VALUES('2026-11-23','ho-tich',1,1);
CREATE TABLE rating (
    ticket INTEGER PRIMARY KEY REFERENCES ticket (id),
    step   INTEGER NOT NULL CHECK (step BETWEEN 1 AND 4)
) STRICT;
INSERT INTO "rating" VALUES(1,3);
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    staff      TEXT,
    data       TEXT NOT NULL,
    ends_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "session" VALUES(X'0000000000000000000000000000000000000000000000000000000000000000','lan','{"a":1}','2026-11-23T20:00:00');
CREATE TABLE setting (
    part  TEXT    PRIMARY KEY CHECK (part IN ('services', 'counters', 'hours', 'texts')),
    value TEXT    NOT NULL,
    -- The change that set it.
    seq   INTEGER NOT NULL REFERENCES setting_change (seq)
) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('texts','{"name":{"vi":"UBND phường Bến Nghé","en":"Ben Nghe Ward"},"notices":[],"house_rules":[]}',1);
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
INSERT INTO "setting_change" VALUES(1,'2026-11-23T07:10:00','an','00000000000000000000000000000201','texts',NULL,'{"name":{"vi":"UBND phường Bến Nghé","en":"Ben Nghe Ward"},"notices":[],"house_rules":[]}',NULL);
INSERT INTO "setting_change" VALUES(2,'2026-11-23T07:12:00','an','00000000000000000000000000000202','hours',NULL,'{"week":[]}',NULL);
INSERT INTO "setting_change" VALUES(3,'2026-11-23T07:13:00','an','00000000000000000000000000000203','hours','{"week":[]}',NULL,2);
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
INSERT INTO "staff" VALUES('lan','Nguyễn Thị Lan','administrator','hash',1);
INSERT INTO "staff" VALUES('minh','Trần Minh','clerk','hash-2',0);
CREATE TABLE staff_deed (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT    NOT NULL,
    kind   TEXT    NOT NULL CHECK (kind IN ('signed_out', 'help_given', 'reprinted', 'slip_seen', 'notice_printed')),
    staff  TEXT    NOT NULL,
    ticket INTEGER REFERENCES ticket (id) CHECK ((ticket IS NOT NULL) = (kind IN ('reprinted', 'slip_seen')))
) STRICT;
INSERT INTO "staff_deed" VALUES(1,'2026-11-23T08:21:00','help_given','nv01',NULL);
INSERT INTO "staff_deed" VALUES(2,'2026-11-23T08:22:00','reprinted','nv01',3);
CREATE TABLE staff_log (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('added', 'pin', 'clerk', 'administrator', 'disabled', 'enabled', 'signed_in', 'locked')),
    -- Whom it is about, and who did it; nobody for a lock.
    subject TEXT NOT NULL,
    staff   TEXT CHECK (staff IS NOT NULL OR kind = 'locked')
) STRICT;
INSERT INTO "staff_log" VALUES(1,'2026-11-23T07:00:00','added','lan','admin');
INSERT INTO "staff_log" VALUES(2,'2026-11-23T08:19:00','locked','minh',NULL);
CREATE TABLE streak_before (
    command TEXT    PRIMARY KEY,
    day     TEXT    NOT NULL,
    streak  INTEGER NOT NULL CHECK (streak >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO "streak_before" VALUES('00000000000000000000000000000108','2026-11-23',1);
CREATE TABLE "ticket" (
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
INSERT INTO "ticket" VALUES(1,'00000000000000070000000000000001','cu-tru',NULL,'2026-11-23','A',1,3,0,NULL,NULL,'aaaaaaaaaaaacaaaaaaaaacba4','2026-11-23T08:00:00','waiting','ho-tich',1,NULL,NULL,0,NULL,NULL,0,'printed','2026-11-23T08:06:00',17,NULL);
INSERT INTO "ticket" VALUES(2,'00000000000000070000000000000002','cu-tru',NULL,'2026-11-23','A',2,3,1,NULL,NULL,'aaaaaaaaaaaaeaaaaaaaaacba4','2026-11-23T08:01:00','on_hold','cu-tru',0,2,NULL,1,NULL,NULL,0,'not_printed','2026-11-23T08:08:00',19,NULL);
INSERT INTO "ticket" VALUES(3,'00000000000000070000000000000003','cu-tru',NULL,'2026-11-23','A',3,3,2,NULL,NULL,'aaaaaaaaaaaagaaaaaaaaacba4','2026-11-23T08:01:00','no_show','cu-tru',0,2,NULL,1,NULL,NULL,0,'unconfirmed','2026-11-23T08:09:00',21,'2026-11-23T08:09:00');
INSERT INTO "ticket" VALUES(4,'00000000000000070000000000000004','cu-tru',NULL,'2026-11-23','A',4,3,3,NULL,NULL,'aaaaaaaaaaaaiaaaaaaaaacba4','2026-11-23T08:01:00','transferred','ho-tich',0,NULL,3,0,NULL,NULL,0,'pending',NULL,NULL,NULL);
INSERT INTO "ticket" VALUES(5,'00000000000000070000000000000005','cu-tru','60','2026-11-23','A',5,3,0,NULL,NULL,'aaaaaaaaaaaakaaaaaaaaacba4','2026-11-23T08:01:00','done','cu-tru',0,1,NULL,2,'60',NULL,1,'pending','2026-11-23T08:04:00',14,'2026-11-23T08:06:00');
INSERT INTO "ticket" VALUES(6,'00000000000000070000000000000006','ho-tich',NULL,'2026-11-23','B',1,3,0,NULL,NULL,'aaaaaaaaaaaamaaaaaaaaacba4','2026-11-23T08:02:00','waiting','ho-tich',0,NULL,NULL,0,'thai-phu',NULL,1,'pending',NULL,NULL,NULL);
INSERT INTO "ticket" VALUES(7,'00000000000000070000000000000007','cu-tru',NULL,'2026-11-23','A',6,3,5,NULL,NULL,'aaaaaaaaaaaaoaaaaaaaaacba4','2026-11-23T08:01:00','cancelled','cu-tru',0,NULL,NULL,0,NULL,NULL,0,'pending',NULL,NULL,'2026-11-23T08:12:00');
INSERT INTO "ticket" VALUES(8,'00000000000000070000000000000008','cu-tru',NULL,'2026-11-23','A',7,3,6,NULL,NULL,'aaaaaaaaaaaaqaaaaaaaaacba4','2026-11-23T08:01:00','waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,'pending','2026-11-23T08:13:00',26,NULL);
INSERT INTO "ticket" VALUES(9,'00000000000000070000000000000009','cu-tru',NULL,'2026-11-23','A',8,3,7,NULL,NULL,'aaaaaaaaaaaasaaaaaaaaacba4','2026-11-23T08:01:00','waiting','cu-tru',0,NULL,NULL,0,NULL,NULL,0,'pending','2026-11-23T08:15:00',29,NULL);
CREATE UNIQUE INDEX ticket_at_counter ON ticket (counter) WHERE state IN ('called', 'serving');
CREATE INDEX ticket_waiting ON ticket (day, service, priority, arrived_at, id)
WHERE state IN ('waiting', 'transferred') AND only_at IS NULL;
CREATE INDEX ticket_sent ON ticket (day, only_at, priority, arrived_at, id)
WHERE state IN ('waiting', 'transferred') AND only_at IS NOT NULL;
CREATE INDEX ticket_called ON ticket (day, called_seq) WHERE called_seq IS NOT NULL;
CREATE INDEX ticket_on_hold ON ticket (day) WHERE state = 'on_hold';
CREATE INDEX ticket_without_slip ON ticket (day) WHERE slip <> 'printed';
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
CREATE INDEX session_of_staff ON session (staff) WHERE staff IS NOT NULL;
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
CREATE INDEX ticket_no_show ON ticket (day) WHERE state = 'no_show';
CREATE TRIGGER rating_keeps_values BEFORE UPDATE ON rating
BEGIN
    SELECT RAISE(ABORT, 'a rating stands');
END;
CREATE TRIGGER setting_change_keeps_rows BEFORE DELETE ON setting_change
BEGIN
    SELECT RAISE(ABORT, 'the log of settings is append-only');
END;
CREATE TRIGGER setting_change_keeps_values BEFORE UPDATE ON setting_change
BEGIN
    SELECT RAISE(ABORT, 'the log of settings is append-only');
END;
CREATE TRIGGER setting_change_keeps_numbers BEFORE INSERT ON setting_change
WHEN EXISTS (SELECT 1 FROM setting_change WHERE seq = NEW.seq OR press = NEW.press OR undoes = NEW.undoes)
BEGIN
    SELECT RAISE(ABORT, 'the log of settings is append-only');
END;
CREATE INDEX setting_change_at ON setting_change (at);
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
CREATE TRIGGER api_client_keeps_rows BEFORE DELETE ON api_client
BEGIN
    SELECT RAISE(ABORT, 'clients are revoked and stay');
END;
CREATE TRIGGER api_client_keeps_values BEFORE UPDATE ON api_client
WHEN OLD.revoked_at IS NOT NULL OR NEW.name <> OLD.name OR NEW.token_hash <> OLD.token_hash OR NEW.scope <> OLD.scope
  OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at
BEGIN
    SELECT RAISE(ABORT, 'a client can only be revoked, and only once');
END;
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_keeps_numbers BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
CREATE INDEX journal_of_ticket ON journal (ticket, seq);
CREATE INDEX journal_calls ON journal (service, seq) WHERE kind = 'called';
CREATE INDEX journal_at ON journal (at, seq);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('ticket',9);
INSERT INTO "sqlite_sequence" VALUES('staff_log',2);
INSERT INTO "sqlite_sequence" VALUES('setting_change',3);
INSERT INTO "sqlite_sequence" VALUES('staff_deed',2);
INSERT INTO "sqlite_sequence" VALUES('journal',34);
COMMIT;

PRAGMA application_id = 0x4B685674;
PRAGMA user_version = 7;
