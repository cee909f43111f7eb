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

-- What the rollups must be, counted anew: for `groundbreak check`.
CREATE VIEW rollup_recount AS
SELECT dimension, launch, district, member, unit, count(*) AS n_projects,
       sum(qualifier = 'exact') AS n_exact, sum(qualifier = 'about') AS n_about,
       sum(qualifier IN ('range', 'less_than', 'at_most')) AS n_bounded,
       sum(qualifier = 'more_than') AS n_strict,
       sum(qualifier IN ('more_than', 'at_least')) AS n_open, sum(missing) AS n_missing,
       sum(low) AS low, sum(high) AS high
FROM (SELECT d.dimension, coalesce(p.launch, '') AS launch, coalesce(p.district, '') AS district,
             CASE d.dimension WHEN 'total' THEN '' WHEN 'category' THEN coalesce(p.category, '')
                  WHEN 'sector' THEN coalesce(p.sector, '')
                  WHEN 'status' THEN coalesce(p.status, '')
                  ELSE coalesce(p.district, '') END AS member,
             coalesce(p.investment_unit, '') AS unit,
             coalesce(p.investment_qualifier, '') AS qualifier,
             coalesce(p.investment_low, p.investment_high) IS NULL AS missing,
             coalesce(p.investment_low, 0) AS low, coalesce(p.investment_high, 0) AS high
      FROM project AS p
      JOIN (SELECT column1 AS dimension
            FROM (VALUES ('total'), ('category'), ('sector'), ('status'), ('district'))) AS d
      WHERE p.withdrawn_at IS NULL)
GROUP BY dimension, launch, district, member, unit;
