-- Version 4. How satisfied citizens were, one step a ticket, 4 the best. No personal data in any column.

CREATE TABLE rating (
    ticket INTEGER PRIMARY KEY REFERENCES ticket (id),
    step   INTEGER NOT NULL CHECK (step BETWEEN 1 AND 4)
) STRICT;

-- What a citizen has said stands.
CREATE TRIGGER rating_keeps_values BEFORE UPDATE ON rating
BEGIN
    SELECT RAISE(ABORT, 'a rating stands');
END;
