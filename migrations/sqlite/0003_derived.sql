-- What the database keeps up to date by itself: the investment a project shows, and the rollups
-- that make a summary cost the same at any size.

CREATE TRIGGER project_figure_shown AFTER INSERT ON project_figure
WHEN NEW.preferred AND NEW.measure = 'total_investment'
BEGIN
    UPDATE project
    SET investment_qualifier = NEW.qualifier, investment_low = NEW.low,
        investment_high = NEW.high, investment_unit = NEW.unit, investment_source = NEW.source
    WHERE id = NEW.project
        AND (investment_qualifier, investment_low, investment_high, investment_unit,
             investment_source) IS NOT (NEW.qualifier, NEW.low, NEW.high, NEW.unit, NEW.source);
END;

CREATE TRIGGER project_figure_hidden AFTER DELETE ON project_figure
WHEN OLD.preferred AND OLD.measure = 'total_investment'
BEGIN
    UPDATE project
    SET investment_qualifier = NULL, investment_low = NULL,
        investment_high = NULL, investment_unit = NULL, investment_source = NULL
    WHERE id = OLD.project;
END;

-- A figure is replaced, never edited in place: the two triggers above see every change.
CREATE TRIGGER project_figure_is_replaced BEFORE UPDATE ON project_figure
BEGIN
    SELECT RAISE(ABORT, 'a project figure is deleted and inserted, not updated');
END;

-- Counts and sums of the projects that are not withdrawn, by launch, district and currency for each
-- member of a dimension. An empty text stands for "none".
CREATE TABLE rollup (
    dimension  TEXT NOT NULL,
    launch     TEXT NOT NULL,
    district   TEXT NOT NULL,
    member     TEXT NOT NULL,
    unit       TEXT NOT NULL,
    n_projects INTEGER NOT NULL,
    n_exact    INTEGER NOT NULL,
    n_about    INTEGER NOT NULL,
    n_bounded  INTEGER NOT NULL,
    n_strict   INTEGER NOT NULL,
    n_open     INTEGER NOT NULL,
    n_missing  INTEGER NOT NULL,
    low        INTEGER NOT NULL,
    high       INTEGER NOT NULL,
    PRIMARY KEY (dimension, launch, district, member, unit)
) STRICT, WITHOUT ROWID;

-- What projects take part in the rollups with: `n` that are alike in all but their bounds, which
-- are added up; to take projects out, n and the bounds are negative.
CREATE VIEW rollup_change AS
SELECT 0 AS n, launch, district, category, sector, status,
       investment_qualifier AS qualifier, investment_low AS low, investment_high AS high,
       investment_unit AS unit
FROM project;

CREATE TRIGGER rollup_counts INSTEAD OF INSERT ON rollup_change
BEGIN
    INSERT INTO rollup
    SELECT d.column1, coalesce(NEW.launch, ''), coalesce(NEW.district, ''),
           coalesce(d.column2, ''), coalesce(NEW.unit, ''), NEW.n,
           NEW.n * (coalesce(NEW.qualifier, '') = 'exact'),
           NEW.n * (coalesce(NEW.qualifier, '') = 'about'),
           NEW.n * (coalesce(NEW.qualifier, '') IN ('range', 'less_than', 'at_most')),
           NEW.n * (coalesce(NEW.qualifier, '') = 'more_than'),
           NEW.n * (coalesce(NEW.qualifier, '') IN ('more_than', 'at_least')),
           NEW.n * (coalesce(NEW.low, NEW.high) IS NULL),
           coalesce(NEW.low, 0), coalesce(NEW.high, 0)
    FROM (VALUES ('total', ''), ('category', NEW.category), ('sector', NEW.sector),
                 ('status', NEW.status), ('district', NEW.district)) AS d
    WHERE true
    ON CONFLICT DO UPDATE SET
        n_projects = n_projects + excluded.n_projects, n_exact = n_exact + excluded.n_exact,
        n_about = n_about + excluded.n_about, n_bounded = n_bounded + excluded.n_bounded,
        n_strict = n_strict + excluded.n_strict, n_open = n_open + excluded.n_open,
        n_missing = n_missing + excluded.n_missing, low = low + excluded.low,
        high = high + excluded.high;
END;

CREATE TRIGGER project_is_counted AFTER INSERT ON project WHEN NEW.withdrawn_at IS NULL
BEGIN
    INSERT INTO rollup_change
    VALUES (1, NEW.launch, NEW.district, NEW.category, NEW.sector, NEW.status,
            NEW.investment_qualifier, NEW.investment_low, NEW.investment_high,
            NEW.investment_unit);
END;

CREATE TRIGGER project_is_uncounted AFTER DELETE ON project WHEN OLD.withdrawn_at IS NULL
BEGIN
    INSERT INTO rollup_change
    VALUES (-1, OLD.launch, OLD.district, OLD.category, OLD.sector, OLD.status,
            OLD.investment_qualifier, -OLD.investment_low, -OLD.investment_high,
            OLD.investment_unit);
END;

CREATE TRIGGER project_is_recounted
AFTER UPDATE OF launch, district, category, sector, status, withdrawn_at, investment_qualifier,
    investment_low, investment_high, investment_unit ON project
BEGIN
    INSERT INTO rollup_change
    SELECT -1, OLD.launch, OLD.district, OLD.category, OLD.sector, OLD.status,
           OLD.investment_qualifier, -OLD.investment_low, -OLD.investment_high, OLD.investment_unit
    WHERE OLD.withdrawn_at IS NULL;
    INSERT INTO rollup_change
    SELECT 1, NEW.launch, NEW.district, NEW.category, NEW.sector, NEW.status,
           NEW.investment_qualifier, NEW.investment_low, NEW.investment_high, NEW.investment_unit
    WHERE NEW.withdrawn_at IS NULL;
END;

-- What the rollups must be, counted anew, for `groundbreak check`: first by all that projects have
-- in common and then by each dimension of that, so that the projects are gone through once.
CREATE VIEW rollup_recount AS
WITH counted AS MATERIALIZED (
    SELECT launch, district, category, sector, status, unit, count(*) AS n_projects,
           sum(qualifier = 'exact') AS n_exact, sum(qualifier = 'about') AS n_about,
           sum(qualifier IN ('range', 'less_than', 'at_most')) AS n_bounded,
           sum(qualifier = 'more_than') AS n_strict,
           sum(qualifier IN ('more_than', 'at_least')) AS n_open,
           sum(coalesce(low, high) IS NULL) AS n_missing,
           sum(coalesce(low, 0)) AS low, sum(coalesce(high, 0)) AS high
    FROM (SELECT coalesce(launch, '') AS launch, coalesce(district, '') AS district,
                 coalesce(category, '') AS category, coalesce(sector, '') AS sector,
                 coalesce(status, '') AS status, coalesce(investment_unit, '') AS unit,
                 coalesce(investment_qualifier, '') AS qualifier, investment_low AS low,
                 investment_high AS high
          FROM project WHERE withdrawn_at IS NULL)
    GROUP BY launch, district, category, sector, status, unit)
SELECT d.column1 AS dimension, launch, district,
       CASE d.column1 WHEN 'total' THEN '' WHEN 'category' THEN category
            WHEN 'sector' THEN sector WHEN 'status' THEN status ELSE district END AS member,
       unit, sum(n_projects) AS n_projects, sum(n_exact) AS n_exact, sum(n_about) AS n_about,
       sum(n_bounded) AS n_bounded, sum(n_strict) AS n_strict, sum(n_open) AS n_open,
       sum(n_missing) AS n_missing, sum(low) AS low, sum(high) AS high
FROM counted
JOIN (VALUES ('total'), ('category'), ('sector'), ('status'), ('district')) AS d
GROUP BY dimension, launch, district, member, unit;

-- The rollups whatever the district: few rows, by which the summaries of a whole register, and the
-- counts of its lists, cost the same however many projects and districts there are.
CREATE TABLE launch_rollup (
    dimension  TEXT NOT NULL,
    launch     TEXT NOT NULL,
    member     TEXT NOT NULL,
    unit       TEXT NOT NULL,
    n_projects INTEGER NOT NULL,
    n_exact    INTEGER NOT NULL,
    n_about    INTEGER NOT NULL,
    n_bounded  INTEGER NOT NULL,
    n_strict   INTEGER NOT NULL,
    n_open     INTEGER NOT NULL,
    n_missing  INTEGER NOT NULL,
    low        INTEGER NOT NULL,
    high       INTEGER NOT NULL,
    PRIMARY KEY (dimension, launch, member, unit)
) STRICT, WITHOUT ROWID;

-- What the table must hold.
CREATE VIEW launch_rollup_recount AS
SELECT dimension, launch, member, unit, sum(n_projects) AS n_projects, sum(n_exact) AS n_exact,
       sum(n_about) AS n_about, sum(n_bounded) AS n_bounded, sum(n_strict) AS n_strict,
       sum(n_open) AS n_open, sum(n_missing) AS n_missing, sum(low) AS low, sum(high) AS high
FROM rollup GROUP BY dimension, launch, member, unit;

CREATE TRIGGER rollup_is_added AFTER INSERT ON rollup
BEGIN
    INSERT INTO launch_rollup
    VALUES (NEW.dimension, NEW.launch, NEW.member, NEW.unit, NEW.n_projects, NEW.n_exact,
            NEW.n_about, NEW.n_bounded, NEW.n_strict, NEW.n_open, NEW.n_missing, NEW.low, NEW.high)
    ON CONFLICT DO UPDATE SET
        n_projects = n_projects + excluded.n_projects, n_exact = n_exact + excluded.n_exact,
        n_about = n_about + excluded.n_about, n_bounded = n_bounded + excluded.n_bounded,
        n_strict = n_strict + excluded.n_strict, n_open = n_open + excluded.n_open,
        n_missing = n_missing + excluded.n_missing, low = low + excluded.low,
        high = high + excluded.high;
END;

CREATE TRIGGER rollup_is_moved AFTER UPDATE ON rollup
BEGIN
    UPDATE launch_rollup SET
        n_projects = n_projects + NEW.n_projects - OLD.n_projects,
        n_exact = n_exact + NEW.n_exact - OLD.n_exact,
        n_about = n_about + NEW.n_about - OLD.n_about,
        n_bounded = n_bounded + NEW.n_bounded - OLD.n_bounded,
        n_strict = n_strict + NEW.n_strict - OLD.n_strict,
        n_open = n_open + NEW.n_open - OLD.n_open,
        n_missing = n_missing + NEW.n_missing - OLD.n_missing,
        low = low + NEW.low - OLD.low, high = high + NEW.high - OLD.high
    WHERE dimension = NEW.dimension AND launch = NEW.launch AND member = NEW.member
        AND unit = NEW.unit;
END;
