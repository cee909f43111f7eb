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

INSERT INTO launch_rollup SELECT * FROM launch_rollup_recount;

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

CREATE VIEW api_itemised_launch AS
SELECT dimension || '/' || launch || '/' || member || '/' || unit AS key, dimension,
       nullif(member, '') AS member, nullif(launch, '') AS launch, nullif(unit, '') AS unit,
       n_projects, n_exact, n_about, n_bounded, n_strict, n_open, n_missing, low, high
FROM launch_rollup WHERE n_projects > 0;
