-- The views that speak the API's names; they hold the joins, so that no other place does. Beside
-- every code and key stand its names, in the register's own other language too, and beside every
-- source its title.

CREATE VIEW api_source AS
SELECT id, title, publisher, author, published_on, language, link, note, revision
FROM source WHERE withdrawn_at IS NULL;

CREATE VIEW api_place AS
SELECT p.id, p.scheme, p.kind, p.parent, u.name_en AS parent_name_en, u.name_zh AS parent_name_zh,
       u.name_local AS parent_name_local, p.name_en, p.name_zh, p.name_local, p.revision
FROM place AS p LEFT JOIN place AS u ON u.id = p.parent
WHERE p.withdrawn_at IS NULL;

CREATE VIEW api_code AS
SELECT list, code, name_en, name_zh, name_local, oc4ids, rank, note, revision
FROM code WHERE withdrawn_at IS NULL;

CREATE VIEW api_category AS
SELECT code AS id, name_en, name_zh, name_local, oc4ids, rank, note, revision
FROM code WHERE list = 'category' AND withdrawn_at IS NULL;

CREATE VIEW api_announced AS
SELECT f.launch || '/' || f.announced || '/' || f.id AS key, f.launch, f.announced, g.dimension,
       g.part, g.category, c.name_en AS category_name_en, c.name_zh AS category_name_zh,
       c.name_local AS category_name_local, g.sector, e.name_en AS sector_name_en,
       e.name_zh AS sector_name_zh, e.name_local AS sector_name_local, g.place,
       p.name_en AS place_name_en, p.name_zh AS place_name_zh, p.name_local AS place_name_local,
       g.name_en, g.name_zh, g.name_local, f.id, f.measure, f.qualifier AS figure_qualifier,
       f.low AS figure_low, f.high AS figure_high, f.unit AS figure_unit, f.verbatim, f.as_of,
       f.source, s.title AS source_title, f.preferred,
       EXISTS (SELECT 1 FROM announced_figure AS o
               WHERE o.launch = f.launch AND o.announced = f.announced AND o.measure = f.measure
                 AND (o.qualifier, o.low, o.high, o.unit)
                     IS NOT (f.qualifier, f.low, f.high, f.unit)) AS disputed,
       f.note, g.note AS group_note, g.position * 1000000 + f.position AS position
FROM announced_figure AS f
JOIN announced_group AS g ON g.launch = f.launch AND g.id = f.announced
JOIN launch AS l ON l.id = f.launch
JOIN source AS s ON s.id = f.source
LEFT JOIN code AS c ON c.list = 'category' AND c.code = g.category
LEFT JOIN code AS e ON e.list = 'sector' AND e.code = g.sector
LEFT JOIN place AS p ON p.id = g.place
WHERE l.withdrawn_at IS NULL;

CREATE VIEW api_launch AS
SELECT l.id, l.name_en, l.name_zh, l.name_local, l.place, p.name_en AS place_name_en,
       p.name_zh AS place_name_zh, p.name_local AS place_name_local, l.held_on, l.period, l.scope,
       n.qualifier AS projects_qualifier, n.low AS projects_low, n.high AS projects_high,
       n.unit AS projects_unit,
       i.qualifier AS investment_qualifier, i.low AS investment_low, i.high AS investment_high,
       i.unit AS investment_unit,
       l.venue_en, l.venue_zh, l.venue_project, v.name_en AS venue_project_name_en,
       v.name_zh AS venue_project_name_zh, v.name_local AS venue_project_name_local,
       l.focus_en, l.focus_zh, l.note, l.source, s.title AS source_title, l.revision
FROM launch AS l
JOIN place AS p ON p.id = l.place
JOIN source AS s ON s.id = l.source
LEFT JOIN project AS v ON v.id = l.venue_project
LEFT JOIN announced_group AS g ON g.launch = l.id AND g.dimension = 'total'
LEFT JOIN announced_figure AS n ON n.launch = l.id AND n.announced = g.id
    AND n.measure = 'projects' AND n.preferred
LEFT JOIN announced_figure AS i ON i.launch = l.id AND i.announced = g.id
    AND i.measure = 'investment' AND i.preferred
WHERE l.withdrawn_at IS NULL;

-- The join with its source comes first: SQLite 3.40 takes the condition of the first for one that
-- an index on its column narrows the rows by, and would read all of them by that index.
CREATE VIEW api_project AS
SELECT p.id, p.name_en, p.name_zh, p.name_local,
       p.launch, l.name_en AS launch_name_en, l.name_zh AS launch_name_zh,
       l.name_local AS launch_name_local,
       p.category, c.name_en AS category_name_en, c.name_zh AS category_name_zh,
       c.name_local AS category_name_local,
       p.sector, e.name_en AS sector_name_en, e.name_zh AS sector_name_zh,
       e.name_local AS sector_name_local,
       p.district, d.name_en AS district_name_en, d.name_zh AS district_name_zh,
       d.name_local AS district_name_local,
       p.status, t.name_en AS status_name_en, t.name_zh AS status_name_zh,
       t.name_local AS status_name_local, p.status_verbatim,
       p.start_date, substr(p.start_date, 1, 4) AS start_year,
       CASE WHEN substr(p.start_date, 6, 1) = 'Q' THEN p.start_date
            WHEN length(p.start_date) > 4
            THEN substr(p.start_date, 1, 5) || 'Q' || ((substr(p.start_date, 6, 2) + 2) / 3)
       END AS start_quarter,
       p.end_date, p.investment_qualifier, p.investment_low, p.investment_high,
       p.investment_unit, p.investment_source, i.title AS investment_source_title,
       p.latitude, p.longitude, p.description_en,
       p.description_zh, p.description_local, p.note, p.source, s.title AS source_title,
       p.revision, r.at AS updated_at
FROM project AS p
LEFT JOIN source AS s ON s.id = p.source
LEFT JOIN launch AS l ON l.id = p.launch
LEFT JOIN code AS c ON c.list = 'category' AND c.code = p.category
LEFT JOIN code AS e ON e.list = 'sector' AND e.code = p.sector
LEFT JOIN place AS d ON d.id = p.district
LEFT JOIN code AS t ON t.list = 'status' AND t.code = p.status
LEFT JOIN source AS i ON i.id = p.investment_source
LEFT JOIN revision AS r ON r.revision = p.revision
WHERE p.withdrawn_at IS NULL;

CREATE VIEW api_project_figure AS
SELECT f.project || '/' || f.id AS key, f.project, f.id, f.measure, c.name_en AS measure_name_en,
       c.name_zh AS measure_name_zh, c.name_local AS measure_name_local, f.stage, f.period,
       f.qualifier AS figure_qualifier, f.low AS figure_low, f.high AS figure_high,
       f.unit AS figure_unit, f.verbatim, f.as_of, f.source, s.title AS source_title, f.preferred,
       EXISTS (SELECT 1 FROM project_figure AS o
               WHERE o.project = f.project AND o.measure = f.measure AND o.period IS f.period
                 AND (o.qualifier, o.low, o.high, o.unit)
                     IS NOT (f.qualifier, f.low, f.high, f.unit)) AS disputed,
       f.note, f.position
FROM project_figure AS f
JOIN project AS p ON p.id = f.project
JOIN source AS s ON s.id = f.source
LEFT JOIN code AS c ON c.list = 'figure_measure' AND c.code = f.measure
WHERE p.withdrawn_at IS NULL;

CREATE VIEW api_project_identifier AS
SELECT i.project || '/' || i.scheme AS key, i.project, i.scheme, i.identifier, i.link, i.position
FROM project_identifier AS i JOIN project AS p ON p.id = i.project
WHERE p.withdrawn_at IS NULL;

CREATE VIEW api_project_party AS
SELECT a.project || '/' || a.id AS key, a.project, a.id, a.role, a.name_en, a.name_zh,
       a.name_local, a.source, s.title AS source_title, a.position
FROM project_party AS a
JOIN project AS p ON p.id = a.project
JOIN source AS s ON s.id = a.source
WHERE p.withdrawn_at IS NULL;

CREATE VIEW api_project_milestone AS
SELECT m.project || '/' || m.id AS key, m.project, m.id, m.kind, m.title, m.date, m.source,
       s.title AS source_title, m.preferred,
       EXISTS (SELECT 1 FROM project_milestone AS o
               WHERE o.project = m.project AND o.kind = m.kind AND o.kind <> 'other'
                 AND o.date IS NOT m.date) AS disputed,
       m.note, m.position
FROM project_milestone AS m
JOIN project AS p ON p.id = m.project
JOIN source AS s ON s.id = m.source
WHERE p.withdrawn_at IS NULL;

CREATE VIEW api_project_document AS
SELECT d.project || '/' || d.id AS key, d.project, d.id, d.type, d.title, d.link, d.published_on,
       d.language, d.position
FROM project_document AS d JOIN project AS p ON p.id = d.project
WHERE p.withdrawn_at IS NULL;

CREATE VIEW api_project_source AS
SELECT x.project || '/' || x.source AS key, x.project, x.source, s.title AS source_title,
       x.supports, x.position
FROM project_source AS x
JOIN project AS p ON p.id = x.project
JOIN source AS s ON s.id = x.source
WHERE p.withdrawn_at IS NULL;

-- Every figure of every project as one list, with what tells the projects apart beside each. A
-- project that is withdrawn has given up its figures, so that the project is joined only where it
-- is shown or asked for, as is whatever stands behind it.
CREATE VIEW api_figure AS
SELECT f.project || '/' || f.id AS key, f.project, p.name_en AS project_name_en,
       p.name_zh AS project_name_zh, p.name_local AS project_name_local, f.id,
       f.measure, m.name_en AS measure_name_en, m.name_zh AS measure_name_zh,
       m.name_local AS measure_name_local, f.stage, f.period,
       f.qualifier AS figure_qualifier, f.low AS figure_low, f.high AS figure_high,
       f.unit AS figure_unit, f.verbatim, f.as_of AS figure_as_of, f.preferred,
       EXISTS (SELECT 1 FROM project_figure AS o
               WHERE o.project = f.project AND o.measure = f.measure AND o.period IS f.period
                 AND (o.qualifier, o.low, o.high, o.unit)
                     IS NOT (f.qualifier, f.low, f.high, f.unit)) AS disputed,
       p.launch, l.name_en AS launch_name_en, l.name_zh AS launch_name_zh,
       l.name_local AS launch_name_local,
       p.category, c.name_en AS category_name_en, c.name_zh AS category_name_zh,
       c.name_local AS category_name_local,
       p.sector, e.name_en AS sector_name_en, e.name_zh AS sector_name_zh,
       e.name_local AS sector_name_local,
       p.district, d.name_en AS district_name_en, d.name_zh AS district_name_zh,
       d.name_local AS district_name_local,
       p.status, t.name_en AS status_name_en, t.name_zh AS status_name_zh,
       t.name_local AS status_name_local, f.note, f.source, s.title AS source_title, p.revision
FROM project_figure AS f
LEFT JOIN source AS s ON s.id = f.source
LEFT JOIN code AS m ON m.list = 'figure_measure' AND m.code = f.measure
LEFT JOIN project AS p ON p.id = f.project
LEFT JOIN launch AS l ON l.id = p.launch
LEFT JOIN code AS c ON c.list = 'category' AND c.code = p.category
LEFT JOIN code AS e ON e.list = 'sector' AND e.code = p.sector
LEFT JOIN place AS d ON d.id = p.district
LEFT JOIN code AS t ON t.list = 'status' AND t.code = p.status;

-- A target, and beside it the preferred actual value of the same place, indicator and period.
CREATE VIEW api_rd_target AS
SELECT t.id, t.place, p.name_en AS place_name_en, p.name_zh AS place_name_zh,
       p.name_local AS place_name_local, t.indicator, c.name_en AS indicator_name_en,
       c.name_zh AS indicator_name_zh, c.name_local AS indicator_name_local, t.period,
       t.qualifier AS target_qualifier, t.low AS target_low, t.high AS target_high,
       t.unit AS target_unit, t.verbatim AS target_verbatim,
       a.qualifier AS actual_qualifier, a.low AS actual_low, a.high AS actual_high,
       a.unit AS actual_unit, a.source AS actual_source, b.title AS actual_source_title,
       t.as_of, t.preferred,
       EXISTS (SELECT 1 FROM rd_figure AS o
               WHERE o.place = t.place AND o.indicator = t.indicator AND o.period = t.period
                 AND o.kind = t.kind AND o.withdrawn_at IS NULL
                 AND (o.qualifier, o.low, o.high, o.unit)
                     IS NOT (t.qualifier, t.low, t.high, t.unit)) AS disputed,
       t.note, t.source, s.title AS source_title, t.revision
FROM rd_figure AS t
JOIN place AS p ON p.id = t.place
JOIN source AS s ON s.id = t.source
LEFT JOIN code AS c ON c.list = 'indicator' AND c.code = t.indicator
LEFT JOIN rd_figure AS a ON a.kind = 'actual' AND a.preferred AND a.place = t.place
    AND a.indicator = t.indicator AND a.period = t.period AND a.withdrawn_at IS NULL
LEFT JOIN source AS b ON b.id = a.source
WHERE t.kind = 'target' AND t.withdrawn_at IS NULL;

-- Targets, actual values and estimates alike, whether there is a target for them or not.
CREATE VIEW api_rd_figure AS
SELECT f.id, f.place, p.name_en AS place_name_en, p.name_zh AS place_name_zh,
       p.name_local AS place_name_local, f.indicator, c.name_en AS indicator_name_en,
       c.name_zh AS indicator_name_zh, c.name_local AS indicator_name_local, f.period, f.kind,
       f.qualifier AS figure_qualifier, f.low AS figure_low, f.high AS figure_high,
       f.unit AS figure_unit, f.verbatim, f.as_of, f.preferred,
       EXISTS (SELECT 1 FROM rd_figure AS o
               WHERE o.place = f.place AND o.indicator = f.indicator AND o.period = f.period
                 AND o.kind = f.kind AND o.withdrawn_at IS NULL
                 AND (o.qualifier, o.low, o.high, o.unit)
                     IS NOT (f.qualifier, f.low, f.high, f.unit)) AS disputed,
       f.note, f.source, s.title AS source_title, f.revision
FROM rd_figure AS f
JOIN place AS p ON p.id = f.place
JOIN source AS s ON s.id = f.source
LEFT JOIN code AS c ON c.list = 'indicator' AND c.code = f.indicator
WHERE f.withdrawn_at IS NULL;

CREATE VIEW api_measure AS
SELECT m.id, m.name_en, m.name_zh, m.name_local, m.launch, l.name_en AS launch_name_en,
       l.name_zh AS launch_name_zh, l.name_local AS launch_name_local, m.place,
       p.name_en AS place_name_en, p.name_zh AS place_name_zh, p.name_local AS place_name_local,
       m.rank, m.note, m.source, s.title AS source_title, m.revision
FROM policy_measure AS m
JOIN place AS p ON p.id = m.place
JOIN source AS s ON s.id = m.source
LEFT JOIN launch AS l ON l.id = m.launch
WHERE m.withdrawn_at IS NULL;

CREATE VIEW api_itemised AS
SELECT dimension || '/' || launch || '/' || district || '/' || member || '/' || unit AS key,
       dimension, nullif(member, '') AS member, nullif(launch, '') AS launch,
       nullif(district, '') AS district, nullif(unit, '') AS unit, n_projects, n_exact, n_about,
       n_bounded, n_strict, n_open, n_missing, low, high
FROM rollup WHERE n_projects > 0;

CREATE VIEW api_itemised_launch AS
SELECT dimension || '/' || launch || '/' || member || '/' || unit AS key, dimension,
       nullif(member, '') AS member, nullif(launch, '') AS launch, nullif(unit, '') AS unit,
       n_projects, n_exact, n_about, n_bounded, n_strict, n_open, n_missing, low, high
FROM launch_rollup WHERE n_projects > 0;
