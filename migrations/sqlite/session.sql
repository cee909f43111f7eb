-- Not a migration: what each reading connection makes for itself. The engine trusts functions on
-- JSON in no schema that it finds in a file (trusted_schema), but in a connection's own.
--
-- The history as it is asked for: every change, and what differs between two revisions.

CREATE TEMP VIEW record_change AS
SELECT revision, at, op,
       CASE entity
           WHEN 'code' THEN 'codes'
           WHEN 'launch' THEN 'launches'
           WHEN 'measure' THEN 'measures'
           WHEN 'place' THEN 'places'
           WHEN 'project' THEN 'projects'
           WHEN 'rd_figure' THEN 'rd-figures'
           WHEN 'source' THEN 'sources' END AS resource,
       key AS record, actor, source, reason, before, after, coalesce(after, before) AS shown,
       entity
FROM revision;

CREATE TEMP VIEW placed_change AS
SELECT revision, at, op, resource, record, actor, source, reason, before, after, shown,
       CASE resource WHEN 'launches' THEN record
            ELSE json_extract(shown, '$.launch') END AS launch,
       CASE resource WHEN 'places' THEN record
            WHEN 'projects' THEN json_extract(shown, '$.district')
            ELSE json_extract(shown, '$.place') END AS place
FROM record_change;

CREATE TEMP VIEW api_change AS
SELECT c.revision, c.at, c.op, c.resource, c.record, json_extract(c.shown, '$.name_en') AS name_en,
       json_extract(c.shown, '$.name_zh') AS name_zh,
       json_extract(c.shown, '$.name_local') AS name_local,
       c.launch, l.name_en AS launch_name_en, l.name_zh AS launch_name_zh,
       l.name_local AS launch_name_local,
       c.place, p.name_en AS place_name_en, p.name_zh AS place_name_zh,
       p.name_local AS place_name_local,
       c.actor, c.source, s.title AS source_title, c.reason, c.before, c.after
FROM placed_change AS c
LEFT JOIN launch AS l ON l.id = c.launch
LEFT JOIN place AS p ON p.id = c.place
LEFT JOIN source AS s ON s.id = c.source;

-- For each first and last revision of a span, the records that changed within it: as they were
-- before the first and as they are after the last. To be asked for one span at a time.
CREATE TEMP VIEW span_change AS
SELECT f.revision AS first_revision, t.revision AS last_revision, l.resource, l.record,
       (SELECT CASE b.op WHEN 'restore' THEN NULL ELSE b.before END
        FROM revision AS b
        WHERE b.entity = l.entity AND b.key = l.record AND b.revision >= f.revision
        ORDER BY b.revision LIMIT 1) AS before,
       l.after
FROM revision AS f
JOIN revision AS t ON t.revision >= f.revision
JOIN record_change AS l ON l.revision BETWEEN f.revision AND t.revision
WHERE NOT EXISTS (SELECT 1 FROM revision AS n
                  WHERE n.entity = l.entity AND n.key = l.record
                    AND n.revision > l.revision AND n.revision <= t.revision);

-- JSON knows true and false, which json_extract makes 1 and 0 of.
CREATE TEMP VIEW api_difference AS
SELECT resource || '/' || record AS key, first_revision, last_revision, resource, record,
       'added' AS change, NULL AS field, NULL AS before, after
FROM span_change WHERE before IS NULL AND after IS NOT NULL
UNION ALL
SELECT resource || '/' || record, first_revision, last_revision, resource, record,
       'withdrawn', NULL, before, NULL
FROM span_change WHERE before IS NOT NULL AND after IS NULL
UNION ALL
SELECT key, first_revision, last_revision, resource, record, 'changed', field,
       CASE before_type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
            ELSE nullif(json_quote(json_extract(before, path)), 'null') END,
       CASE after_type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
            ELSE nullif(json_quote(json_extract(after, path)), 'null') END
FROM (SELECT c.resource || '/' || c.record || '#' || m.key AS key, c.first_revision,
             c.last_revision, c.resource, c.record, m.key AS field, m.fullkey AS path, c.before,
             c.after, json_type(c.before, m.fullkey) AS before_type,
             json_type(c.after, m.fullkey) AS after_type
      FROM span_change AS c, json_each(json_patch(c.before, c.after)) AS m
      WHERE c.before IS NOT NULL AND c.after IS NOT NULL)
WHERE json_extract(before, path) IS NOT json_extract(after, path)
   OR before_type IS NOT after_type;

-- The words in the index of the search, with how often each stands there, for `groundbreak check`.
CREATE VIRTUAL TABLE temp.search_word USING fts5vocab(main, search, row);
