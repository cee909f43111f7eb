-- Launches with what they announced, projects with what is known of them, targets and measures.
-- References are checked at the end of a transaction: records of one document may name each other.
-- A figure is a qualifier, bounds in the unit's minor units, and the unit; its CHECK says which
-- bounds each qualifier has. A column x_list names the code list that x is looked up in. What a
-- withdrawn record held, such as an identifier, is given up with its children; the history has it
-- whole.

CREATE TABLE launch (
    id               TEXT PRIMARY KEY,
    name_en          TEXT,
    name_zh          TEXT,
    name_local       TEXT,
    place            TEXT NOT NULL REFERENCES place DEFERRABLE INITIALLY DEFERRED,
    held_on          TEXT,
    period           TEXT,
    scope            TEXT NOT NULL CHECK (scope IN ('started', 'started_and_signed')),
    venue_en         TEXT,
    venue_zh         TEXT,
    venue_project    TEXT REFERENCES project DEFERRABLE INITIALLY DEFERRED,
    focus_en         TEXT,
    focus_zh         TEXT,
    source           TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    note             TEXT,
    revision         INTEGER REFERENCES revision,
    withdrawn_at     TEXT,
    withdrawn_reason TEXT,
    CHECK (coalesce(name_en, name_zh, name_local) IS NOT NULL)
) STRICT;

CREATE TABLE announced_group (
    launch     TEXT NOT NULL REFERENCES launch ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    id         TEXT NOT NULL,
    dimension  TEXT NOT NULL
        CHECK (dimension IN ('total', 'category', 'sector', 'size_band', 'area')),
    part       INTEGER NOT NULL CHECK (part IN (0, 1)),
    category   TEXT,
    sector     TEXT,
    place      TEXT REFERENCES place DEFERRABLE INITIALLY DEFERRED,
    name_en    TEXT,
    name_zh    TEXT,
    name_local TEXT,
    note       TEXT,
    category_list TEXT NOT NULL AS ('category'),
    sector_list TEXT NOT NULL AS ('sector'),
    PRIMARY KEY (launch, id),
    FOREIGN KEY (category_list, category) REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (sector_list, sector) REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    CHECK (dimension <> 'category' OR category IS NOT NULL),
    CHECK (dimension <> 'sector' OR sector IS NOT NULL),
    CHECK (dimension <> 'total' OR part = 0),
    CHECK (coalesce(name_en, name_zh, name_local) IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX announced_group_of_total ON announced_group (launch) WHERE dimension = 'total';

CREATE TABLE announced_figure (
    launch    TEXT NOT NULL,
    announced TEXT NOT NULL,
    position  INTEGER NOT NULL,
    id        TEXT NOT NULL,
    measure   TEXT NOT NULL CHECK (measure IN ('projects', 'investment', 'investment_each')),
    qualifier TEXT NOT NULL,
    low       INTEGER,
    high      INTEGER,
    unit      TEXT,
    verbatim  TEXT,
    as_of     TEXT,
    source    TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    preferred INTEGER NOT NULL CHECK (preferred IN (0, 1)),
    note      TEXT,
    PRIMARY KEY (launch, announced, id),
    FOREIGN KEY (launch, announced) REFERENCES announced_group ON DELETE CASCADE,
    CHECK (CASE
        WHEN qualifier IN ('exact', 'about')
            THEN low IS NOT NULL AND high IS NOT NULL AND low = high
        WHEN qualifier IN ('more_than', 'at_least') THEN low IS NOT NULL AND high IS NULL
        WHEN qualifier IN ('less_than', 'at_most') THEN low IS NULL AND high IS NOT NULL
        WHEN qualifier = 'range' THEN low IS NOT NULL AND high IS NOT NULL AND low < high
        WHEN qualifier IN ('withheld', 'not_stated') THEN low IS NULL AND high IS NULL
        ELSE false END),
    CHECK (unit IS NOT NULL OR qualifier IN ('withheld', 'not_stated')),
    CHECK (CASE measure WHEN 'projects' THEN unit = 'projects' ELSE length(unit) = 3 END),
    CHECK (coalesce(low, 0) >= 0 AND coalesce(high, 0) >= 0)
) STRICT;

CREATE UNIQUE INDEX announced_figure_preferred
    ON announced_figure (launch, announced, measure) WHERE preferred;

CREATE TABLE project (
    id                TEXT PRIMARY KEY,
    name_en           TEXT,
    name_zh           TEXT,
    name_local        TEXT,
    launch            TEXT REFERENCES launch DEFERRABLE INITIALLY DEFERRED,
    category          TEXT,
    sector            TEXT,
    district          TEXT REFERENCES place DEFERRABLE INITIALLY DEFERRED,
    status            TEXT,
    status_verbatim   TEXT,
    start_date        TEXT,
    end_date          TEXT,
    latitude          INTEGER CHECK (latitude BETWEEN -900000000 AND 900000000),
    longitude         INTEGER CHECK (longitude BETWEEN -1800000000 AND 1800000000),
    description_en    TEXT,
    description_zh    TEXT,
    description_local TEXT,
    note              TEXT,
    source            TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    revision          INTEGER REFERENCES revision,
    withdrawn_at      TEXT,
    withdrawn_reason  TEXT,
    -- The preferred total investment, kept here too so that an index can sort by it.
    investment_qualifier TEXT,
    investment_low       INTEGER,
    investment_high      INTEGER,
    investment_unit      TEXT,
    investment_source    TEXT,
    category_list TEXT NOT NULL AS ('category'),
    sector_list TEXT NOT NULL AS ('sector'),
    status_list TEXT NOT NULL AS ('status'),
    FOREIGN KEY (category_list, category) REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (sector_list, sector) REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (status_list, status) REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK (coalesce(name_en, name_zh, name_local) IS NOT NULL)
) STRICT;

-- What a page of projects is found by without reading the others: an index that ends in the key for
-- each order that people ask for. Whether a project is withdrawn stands there too, so that keys are
-- found and counted in the index alone. The start is the first day it may mean, written as
-- statements write it.
CREATE INDEX project_by_investment ON project (investment_low, id, withdrawn_at);
CREATE INDEX project_by_name_en ON project (name_en, id, withdrawn_at);
CREATE INDEX project_by_name_zh ON project (name_zh, id, withdrawn_at);
CREATE INDEX project_by_revision ON project (revision, id, withdrawn_at);
CREATE INDEX project_by_start ON project (
    CASE length(start_date) WHEN 4 THEN start_date || '-01-01'
    WHEN 7 THEN CASE substr(start_date, 6, 1)
        WHEN 'Q' THEN substr(start_date, 1, 5) || CASE substr(start_date, 7)
            WHEN '1' THEN '01' WHEN '2' THEN '04' WHEN '3' THEN '07' ELSE '10' END || '-01'
        ELSE start_date || '-01' END
    ELSE start_date END, id, withdrawn_at);

-- What a filter leaves is shown greatest first as often as by key: with the investment beside them,
-- these say so without a look at the rows.
CREATE INDEX project_by_launch ON project (launch, id, investment_low, withdrawn_at);
CREATE INDEX project_by_category ON project (category, id, investment_low, withdrawn_at);
CREATE INDEX project_by_sector ON project (sector, id, investment_low, withdrawn_at);
CREATE INDEX project_by_district ON project (district, id, investment_low, withdrawn_at);
CREATE INDEX project_by_status ON project (status, id, investment_low, withdrawn_at);

CREATE TABLE project_figure (
    project   TEXT NOT NULL REFERENCES project ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    id        TEXT NOT NULL,
    measure   TEXT NOT NULL,
    stage     TEXT,
    period    TEXT,
    qualifier TEXT NOT NULL,
    low       INTEGER,
    high      INTEGER,
    unit      TEXT,
    verbatim  TEXT,
    as_of     TEXT,
    source    TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    preferred INTEGER NOT NULL CHECK (preferred IN (0, 1)),
    note      TEXT,
    measure_list TEXT NOT NULL AS ('figure_measure'),
    PRIMARY KEY (project, id),
    FOREIGN KEY (measure_list, measure) REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    CHECK (CASE
        WHEN qualifier IN ('exact', 'about')
            THEN low IS NOT NULL AND high IS NOT NULL AND low = high
        WHEN qualifier IN ('more_than', 'at_least') THEN low IS NOT NULL AND high IS NULL
        WHEN qualifier IN ('less_than', 'at_most') THEN low IS NULL AND high IS NOT NULL
        WHEN qualifier = 'range' THEN low IS NOT NULL AND high IS NOT NULL AND low < high
        WHEN qualifier IN ('withheld', 'not_stated') THEN low IS NULL AND high IS NULL
        ELSE false END),
    CHECK (unit IS NOT NULL OR qualifier IN ('withheld', 'not_stated')),
    CHECK (length(unit) = 3),
    CHECK (coalesce(low, 0) >= 0 AND coalesce(high, 0) >= 0)
) STRICT;

-- One of a measure and period is preferred; the total that the project's row shows, whatever its
-- period.
CREATE UNIQUE INDEX project_figure_preferred ON project_figure (
    project, measure,
    CASE measure WHEN 'total_investment' THEN '' ELSE coalesce(period, '') END)
WHERE preferred;

-- A page by amount is read from here on, whatever the measure; figures of one amount are then
-- sorted by their keys. More in the index would spare that, or a look at the rows, and cost an
-- import twice as much: this costs it 0.7 us a figure.
CREATE INDEX project_figure_by_amount ON project_figure (low);

CREATE TABLE project_identifier (
    project    TEXT NOT NULL REFERENCES project ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    scheme     TEXT NOT NULL,
    identifier TEXT NOT NULL,
    link       TEXT,
    PRIMARY KEY (project, scheme),
    UNIQUE (scheme, identifier)
) STRICT;

CREATE TABLE project_party (
    project    TEXT NOT NULL REFERENCES project ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    id         TEXT NOT NULL,
    role       TEXT NOT NULL,
    name_en    TEXT,
    name_zh    TEXT,
    name_local TEXT,
    source     TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (project, id),
    CHECK (coalesce(name_en, name_zh, name_local) IS NOT NULL)
) STRICT;

CREATE TABLE project_milestone (
    project   TEXT NOT NULL REFERENCES project ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    id        TEXT NOT NULL,
    kind      TEXT NOT NULL,
    title     TEXT,
    date      TEXT,
    source    TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    preferred INTEGER NOT NULL CHECK (preferred IN (0, 1)),
    note      TEXT,
    PRIMARY KEY (project, id)
) STRICT;

CREATE UNIQUE INDEX project_milestone_preferred
    ON project_milestone (project, kind) WHERE preferred;

CREATE TABLE project_document (
    project      TEXT NOT NULL REFERENCES project ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    id           TEXT NOT NULL,
    type         TEXT,
    title        TEXT NOT NULL,
    link         TEXT,
    published_on TEXT,
    language     TEXT,
    PRIMARY KEY (project, id)
) STRICT;

CREATE TABLE project_source (
    project  TEXT NOT NULL REFERENCES project ON DELETE CASCADE,
    position INTEGER NOT NULL,
    source   TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    supports TEXT NOT NULL,
    PRIMARY KEY (project, source)
) STRICT;

CREATE TABLE rd_figure (
    id               TEXT PRIMARY KEY,
    place            TEXT NOT NULL REFERENCES place DEFERRABLE INITIALLY DEFERRED,
    indicator        TEXT NOT NULL,
    period           TEXT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('target', 'actual', 'estimate')),
    qualifier        TEXT NOT NULL,
    low              INTEGER,
    high             INTEGER,
    unit             TEXT,
    verbatim         TEXT,
    as_of            TEXT,
    source           TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    preferred        INTEGER NOT NULL CHECK (preferred IN (0, 1)),
    note             TEXT,
    revision         INTEGER REFERENCES revision,
    withdrawn_at     TEXT,
    withdrawn_reason TEXT,
    indicator_list TEXT NOT NULL AS ('indicator'),
    FOREIGN KEY (indicator_list, indicator) REFERENCES code DEFERRABLE INITIALLY DEFERRED,
    CHECK (CASE
        WHEN qualifier IN ('exact', 'about')
            THEN low IS NOT NULL AND high IS NOT NULL AND low = high
        WHEN qualifier IN ('more_than', 'at_least') THEN low IS NOT NULL AND high IS NULL
        WHEN qualifier IN ('less_than', 'at_most') THEN low IS NULL AND high IS NOT NULL
        WHEN qualifier = 'range' THEN low IS NOT NULL AND high IS NOT NULL AND low < high
        WHEN qualifier IN ('withheld', 'not_stated') THEN low IS NULL AND high IS NULL
        ELSE false END),
    CHECK (unit IS NOT NULL OR qualifier IN ('withheld', 'not_stated'))
) STRICT;

CREATE UNIQUE INDEX rd_figure_preferred
    ON rd_figure (place, indicator, period, kind) WHERE preferred;

CREATE TABLE policy_measure (
    id               TEXT PRIMARY KEY,
    name_en          TEXT,
    name_zh          TEXT,
    name_local       TEXT,
    launch           TEXT REFERENCES launch DEFERRABLE INITIALLY DEFERRED,
    place            TEXT NOT NULL REFERENCES place DEFERRABLE INITIALLY DEFERRED,
    rank             INTEGER,
    note             TEXT,
    source           TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    revision         INTEGER REFERENCES revision,
    withdrawn_at     TEXT,
    withdrawn_reason TEXT,
    CHECK (coalesce(name_en, name_zh, name_local) IS NOT NULL)
) STRICT;
