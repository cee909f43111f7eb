-- What everything else refers to: the history, sources, places and code lists.

-- Every change to a record, whole before and whole after, in the register document's own form. The
-- words are compared one by one: SQLite makes a table of an IN list at each row.
CREATE TABLE revision (
    revision INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    entity   TEXT NOT NULL,
    key      TEXT NOT NULL,
    op       TEXT NOT NULL
        CHECK (op = 'insert' OR op = 'update' OR op = 'withdraw' OR op = 'restore'),
    actor    TEXT NOT NULL,
    source   TEXT,
    before   TEXT CHECK ((op = 'insert') = (before IS NULL)),
    after    TEXT CHECK ((op = 'withdraw') = (after IS NULL)),
    reason   TEXT -- such as why the record was withdrawn
) STRICT;

CREATE INDEX revision_of ON revision (entity, key, revision);

-- INSERT OR REPLACE deletes without a trigger of deletion.
CREATE TRIGGER revision_is_not_replaced BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM revision WHERE revision = NEW.revision)
BEGIN
    SELECT RAISE(ABORT, 'the history is append-only');
END;

CREATE TRIGGER revision_is_not_changed BEFORE UPDATE ON revision
BEGIN
    SELECT RAISE(ABORT, 'the history is append-only');
END;

CREATE TRIGGER revision_is_not_deleted BEFORE DELETE ON revision
BEGIN
    SELECT RAISE(ABORT, 'the history is append-only');
END;

CREATE TABLE source (
    id               TEXT PRIMARY KEY,
    title            TEXT NOT NULL,
    publisher        TEXT,
    author           TEXT,
    published_on     TEXT,
    language         TEXT,
    link             TEXT,
    note             TEXT,
    revision         INTEGER REFERENCES revision,
    withdrawn_at     TEXT,
    withdrawn_reason TEXT
) STRICT;

CREATE TABLE place (
    id               TEXT PRIMARY KEY,
    scheme           TEXT,
    kind             TEXT NOT NULL,
    parent           TEXT REFERENCES place DEFERRABLE INITIALLY DEFERRED CHECK (parent <> id),
    name_en          TEXT,
    name_zh          TEXT,
    name_local       TEXT,
    revision         INTEGER REFERENCES revision,
    withdrawn_at     TEXT,
    withdrawn_reason TEXT,
    CHECK (coalesce(name_en, name_zh, name_local) IS NOT NULL)
) STRICT;

CREATE INDEX place_by_parent ON place (parent);

CREATE TABLE code (
    list             TEXT NOT NULL,
    code             TEXT NOT NULL,
    name_en          TEXT,
    name_zh          TEXT,
    name_local       TEXT,
    oc4ids           TEXT,
    rank             INTEGER,
    note             TEXT,
    revision         INTEGER REFERENCES revision,
    withdrawn_at     TEXT,
    withdrawn_reason TEXT,
    PRIMARY KEY (list, code),
    CHECK (coalesce(name_en, name_zh, name_local) IS NOT NULL)
) STRICT;
