-- What a page of projects is found by without reading the others: an index that ends in the key for
-- each order that people ask for. Whether a project is withdrawn stands there too, so that keys are
-- found and counted in the index alone. The start is the first day it may mean, written as
-- statements write it.

DROP INDEX project_by_investment;
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

DROP INDEX project_by_launch;
DROP INDEX project_by_category;
DROP INDEX project_by_sector;
DROP INDEX project_by_district;
DROP INDEX project_by_status;
CREATE INDEX project_by_launch ON project (launch, id, investment_low, withdrawn_at);
CREATE INDEX project_by_category ON project (category, id, investment_low, withdrawn_at);
CREATE INDEX project_by_sector ON project (sector, id, investment_low, withdrawn_at);
CREATE INDEX project_by_district ON project (district, id, investment_low, withdrawn_at);
CREATE INDEX project_by_status ON project (status, id, investment_low, withdrawn_at);

-- The view again, with another join first. SQLite 3.40 takes the condition of the first for one
-- that an index on its column narrows the rows by, and would read all of them by that index.

DROP VIEW api_project;
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
