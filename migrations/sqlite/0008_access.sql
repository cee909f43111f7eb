-- Who may change the register, and what was answered to requests that may come again.

-- A key is shown once; kept is its digest. Keys are revoked, not deleted: the history names them.
CREATE TABLE access_key (
    id         TEXT PRIMARY KEY,
    name       TEXT,
    role       TEXT NOT NULL CHECK (role IN ('read', 'edit', 'admin')),
    digest     TEXT NOT NULL CHECK (length(digest) = 64),
    created_at TEXT NOT NULL,
    expires_at TEXT,
    revoked_at TEXT
) STRICT;

-- By the key that asked and its Idempotency-Key; `request` is the digest of what was asked.
CREATE TABLE idempotency (
    actor    TEXT NOT NULL,
    token    TEXT NOT NULL,
    at       TEXT NOT NULL,
    request  TEXT NOT NULL,
    status   INTEGER NOT NULL,
    location TEXT NOT NULL,
    tag      TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (actor, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_age ON idempotency (at);
