-- How far each address that changes are sent to has been told.

CREATE TABLE webhook (
    url      TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT;
