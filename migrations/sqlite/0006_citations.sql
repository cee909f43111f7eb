-- What rests on a source: every record and figure that names it.

CREATE VIEW api_citation AS
SELECT 'projects/' || id AS key, source, 'projects' AS kind, id AS record, NULL AS part,
       name_en, name_zh, name_local, NULL AS figure_qualifier, NULL AS figure_low,
       NULL AS figure_high,
       NULL AS figure_unit
FROM project WHERE withdrawn_at IS NULL
UNION ALL
SELECT 'figures/' || f.project || '/' || f.id, f.source, 'figures', f.project, f.id,
       p.name_en, p.name_zh, p.name_local, f.qualifier, f.low, f.high, f.unit
FROM project_figure AS f JOIN project AS p ON p.id = f.project WHERE p.withdrawn_at IS NULL
UNION ALL
SELECT 'milestones/' || m.project || '/' || m.id, m.source, 'milestones', m.project, m.id,
       p.name_en, p.name_zh, p.name_local, NULL, NULL, NULL, NULL
FROM project_milestone AS m JOIN project AS p ON p.id = m.project WHERE p.withdrawn_at IS NULL
UNION ALL
SELECT 'parties/' || a.project || '/' || a.id, a.source, 'parties', a.project, a.id,
       p.name_en, p.name_zh, p.name_local, NULL, NULL, NULL, NULL
FROM project_party AS a JOIN project AS p ON p.id = a.project WHERE p.withdrawn_at IS NULL
UNION ALL
SELECT 'supports/' || x.project || '/' || x.source, x.source, 'supports', x.project, NULL,
       p.name_en, p.name_zh, p.name_local, NULL, NULL, NULL, NULL
FROM project_source AS x JOIN project AS p ON p.id = x.project WHERE p.withdrawn_at IS NULL
UNION ALL
SELECT 'launches/' || id, source, 'launches', id, NULL, name_en, name_zh, name_local,
       NULL, NULL, NULL, NULL
FROM launch WHERE withdrawn_at IS NULL
UNION ALL
SELECT 'announced/' || f.launch || '/' || f.announced || '/' || f.id, f.source, 'announced',
       f.launch, f.announced || '/' || f.id, l.name_en, l.name_zh, l.name_local,
       f.qualifier, f.low, f.high,
       f.unit
FROM announced_figure AS f JOIN launch AS l ON l.id = f.launch WHERE l.withdrawn_at IS NULL
UNION ALL
SELECT 'rd-figures/' || r.id, r.source, 'rd-figures', r.id, NULL, c.name_en, c.name_zh,
       c.name_local,
       r.qualifier, r.low, r.high, r.unit
FROM rd_figure AS r LEFT JOIN code AS c ON c.list = 'indicator' AND c.code = r.indicator
WHERE r.withdrawn_at IS NULL
UNION ALL
SELECT 'measures/' || id, source, 'measures', id, NULL, name_en, name_zh, name_local,
       NULL, NULL, NULL, NULL
FROM policy_measure WHERE withdrawn_at IS NULL;

CREATE VIEW api_source_use AS
SELECT source || '/' || kind AS key, source, kind, count(*) AS n
FROM api_citation GROUP BY source, kind;
