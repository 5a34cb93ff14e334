-- Other software that may use the API. A token itself stands with its client alone. No personal data of citizens.

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

-- The journal names clients, so none goes away, and nobody else gets its name.
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
