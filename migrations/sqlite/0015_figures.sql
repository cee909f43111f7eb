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

-- A page by amount is read from here on, whatever the measure; figures of one amount are then
-- sorted by their keys. More in the index would spare that, or a look at the rows, and cost an
-- import twice as much: this costs it 0.7 us a figure.
CREATE INDEX project_figure_by_amount ON project_figure (low);
