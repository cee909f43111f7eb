-- The text search: what is searched, and the index of its tokens (base/words.h).

-- Every text that is searched, by record and field; `part` is what it weighs. A record that is
-- withdrawn has none.
CREATE VIEW search_text AS
SELECT kind, record, field, part, text FROM (
    SELECT 'projects' AS kind, id AS record, 'name_en' AS field, 'name' AS part, name_en AS text
    FROM project WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'projects', id, 'name_zh', 'name', name_zh
    FROM project WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'projects', id, 'name_local', 'name', name_local
    FROM project WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'projects', id, 'description_en', 'prose', description_en
    FROM project WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'projects', id, 'description_zh', 'prose', description_zh
    FROM project WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'projects', id, 'description_local', 'prose', description_local
    FROM project WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'projects', id, 'note', 'prose', note
    FROM project WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'projects', id, 'status_verbatim', 'label', status_verbatim
    FROM project WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'projects', i.project, 'identifiers', 'label', i.identifier
    FROM project_identifier AS i JOIN project AS p ON p.id = i.project
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', a.project, 'parties', 'label', a.name_en
    FROM project_party AS a JOIN project AS p ON p.id = a.project WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', a.project, 'parties', 'label', a.name_zh
    FROM project_party AS a JOIN project AS p ON p.id = a.project WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', a.project, 'parties', 'label', a.name_local
    FROM project_party AS a JOIN project AS p ON p.id = a.project WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'category', 'label', c.name_en
    FROM project AS p JOIN code AS c ON c.list = 'category' AND c.code = p.category
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'category', 'label', c.name_zh
    FROM project AS p JOIN code AS c ON c.list = 'category' AND c.code = p.category
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'category', 'label', c.name_local
    FROM project AS p JOIN code AS c ON c.list = 'category' AND c.code = p.category
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'sector', 'label', c.name_en
    FROM project AS p JOIN code AS c ON c.list = 'sector' AND c.code = p.sector
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'sector', 'label', c.name_zh
    FROM project AS p JOIN code AS c ON c.list = 'sector' AND c.code = p.sector
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'sector', 'label', c.name_local
    FROM project AS p JOIN code AS c ON c.list = 'sector' AND c.code = p.sector
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'status', 'label', c.name_en
    FROM project AS p JOIN code AS c ON c.list = 'status' AND c.code = p.status
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'status', 'label', c.name_zh
    FROM project AS p JOIN code AS c ON c.list = 'status' AND c.code = p.status
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'status', 'label', c.name_local
    FROM project AS p JOIN code AS c ON c.list = 'status' AND c.code = p.status
    WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'district', 'label', d.name_en
    FROM project AS p JOIN place AS d ON d.id = p.district WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'district', 'label', d.name_zh
    FROM project AS p JOIN place AS d ON d.id = p.district WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'projects', p.id, 'district', 'label', d.name_local
    FROM project AS p JOIN place AS d ON d.id = p.district WHERE p.withdrawn_at IS NULL
    UNION ALL SELECT 'launches', id, 'name_en', 'name', name_en
    FROM launch WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'launches', id, 'name_zh', 'name', name_zh
    FROM launch WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'launches', id, 'name_local', 'name', name_local
    FROM launch WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'launches', id, 'venue_en', 'label', venue_en
    FROM launch WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'launches', id, 'venue_zh', 'label', venue_zh
    FROM launch WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'launches', id, 'focus_en', 'prose', focus_en
    FROM launch WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'launches', id, 'focus_zh', 'prose', focus_zh
    FROM launch WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'launches', id, 'note', 'prose', note
    FROM launch WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'measures', id, 'name_en', 'name', name_en
    FROM policy_measure WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'measures', id, 'name_zh', 'name', name_zh
    FROM policy_measure WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'measures', id, 'name_local', 'name', name_local
    FROM policy_measure WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'measures', id, 'note', 'prose', note
    FROM policy_measure WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'places', id, 'name_en', 'name', name_en
    FROM place WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'places', id, 'name_zh', 'name', name_zh
    FROM place WHERE withdrawn_at IS NULL
    UNION ALL SELECT 'places', id, 'name_local', 'name', name_local
    FROM place WHERE withdrawn_at IS NULL
) WHERE text IS NOT NULL;

-- The same, a row for each record: what the index is made of. Its texts by what they weigh, each on
-- a line of its own, in the order of the view above.
CREATE VIEW search_record AS
SELECT 'projects' AS kind, p.id AS record,
       coalesce(p.name_en || char(10), '') || coalesce(p.name_zh || char(10), '')
           || coalesce(p.name_local, '') AS name,
       coalesce(p.description_en || char(10), '') || coalesce(p.description_zh || char(10), '')
           || coalesce(p.description_local || char(10), '') || coalesce(p.note, '') AS prose,
       coalesce(p.status_verbatim || char(10), '')
           || coalesce((SELECT group_concat(i.identifier, char(10)) || char(10)
                        FROM project_identifier AS i WHERE i.project = p.id), '')
           || coalesce((SELECT group_concat(a.name_en, char(10)) || char(10)
                        FROM project_party AS a WHERE a.project = p.id), '')
           || coalesce((SELECT group_concat(a.name_zh, char(10)) || char(10)
                        FROM project_party AS a WHERE a.project = p.id), '')
           || coalesce((SELECT group_concat(a.name_local, char(10)) || char(10)
                        FROM project_party AS a WHERE a.project = p.id), '')
           || coalesce(c.name_en || char(10), '') || coalesce(c.name_zh || char(10), '')
           || coalesce(c.name_local || char(10), '')
           || coalesce(e.name_en || char(10), '') || coalesce(e.name_zh || char(10), '')
           || coalesce(e.name_local || char(10), '')
           || coalesce(t.name_en || char(10), '') || coalesce(t.name_zh || char(10), '')
           || coalesce(t.name_local || char(10), '')
           || coalesce(d.name_en || char(10), '') || coalesce(d.name_zh || char(10), '')
           || coalesce(d.name_local, '') AS label
FROM project AS p
LEFT JOIN code AS c ON c.list = 'category' AND c.code = p.category
LEFT JOIN code AS e ON e.list = 'sector' AND e.code = p.sector
LEFT JOIN code AS t ON t.list = 'status' AND t.code = p.status
LEFT JOIN place AS d ON d.id = p.district
WHERE p.withdrawn_at IS NULL
UNION ALL
SELECT 'launches', id,
       coalesce(name_en || char(10), '') || coalesce(name_zh || char(10), '')
           || coalesce(name_local, ''),
       coalesce(focus_en || char(10), '') || coalesce(focus_zh || char(10), '')
           || coalesce(note, ''),
       coalesce(venue_en || char(10), '') || coalesce(venue_zh, '')
FROM launch WHERE withdrawn_at IS NULL
UNION ALL
SELECT 'measures', id,
       coalesce(name_en || char(10), '') || coalesce(name_zh || char(10), '')
           || coalesce(name_local, ''),
       coalesce(note, ''), ''
FROM policy_measure WHERE withdrawn_at IS NULL
UNION ALL
SELECT 'places', id,
       coalesce(name_en || char(10), '') || coalesce(name_zh || char(10), '')
           || coalesce(name_local, ''),
       '', ''
FROM place WHERE withdrawn_at IS NULL;

-- The records that are searched, by number, with the tokens of their texts. Only what base/words.h
-- writes comes here, so that the tokenizer of the index has but spaces to cut at.
CREATE TABLE search_document (
    document INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    record   TEXT NOT NULL,
    name     TEXT NOT NULL,
    prose    TEXT NOT NULL,
    label    TEXT NOT NULL,
    UNIQUE (kind, record)
) STRICT;

-- The index of these tokens. search('...') are the documents that match an expression, with their
-- rank.
CREATE VIRTUAL TABLE search USING fts5(
    name, prose, label, tokenize = 'ascii',
    content = 'search_document', content_rowid = 'document');

INSERT INTO search (search, rank) VALUES ('rank', 'bm25(8.0, 2.0, 1.0)');

-- The records whose texts changed and are to be indexed anew, which the program does before the
-- transaction ends; to index everything, say so here. A record '' stands for all of the kind: the
-- program indexes them before they are served (store/search.c).
CREATE TABLE search_stale (
    kind   TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (kind, record)
) STRICT, WITHOUT ROWID;

INSERT INTO search_stale SELECT DISTINCT kind, record FROM search_text;

CREATE TRIGGER project_is_searched AFTER INSERT ON project
BEGIN
    INSERT INTO search_stale VALUES ('projects', NEW.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER project_is_searched_anew
AFTER UPDATE OF id, name_en, name_zh, name_local, category, sector, district, status,
    status_verbatim, description_en, description_zh, description_local, note, withdrawn_at
ON project
BEGIN
    INSERT INTO search_stale VALUES ('projects', OLD.id), ('projects', NEW.id)
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER project_is_searched_no_more AFTER DELETE ON project
BEGIN
    INSERT INTO search_stale VALUES ('projects', OLD.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER project_identifier_is_searched AFTER INSERT ON project_identifier
BEGIN
    INSERT INTO search_stale VALUES ('projects', NEW.project) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER project_identifier_is_searched_anew AFTER UPDATE ON project_identifier
BEGIN
    INSERT INTO search_stale VALUES ('projects', OLD.project), ('projects', NEW.project)
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER project_identifier_is_searched_no_more AFTER DELETE ON project_identifier
BEGIN
    INSERT INTO search_stale VALUES ('projects', OLD.project) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER project_party_is_searched AFTER INSERT ON project_party
BEGIN
    INSERT INTO search_stale VALUES ('projects', NEW.project) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER project_party_is_searched_anew AFTER UPDATE ON project_party
BEGIN
    INSERT INTO search_stale VALUES ('projects', OLD.project), ('projects', NEW.project)
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER project_party_is_searched_no_more AFTER DELETE ON project_party
BEGIN
    INSERT INTO search_stale VALUES ('projects', OLD.project) ON CONFLICT DO NOTHING;
END;

-- A label is a text of the projects that bear it.
CREATE TRIGGER code_is_searched AFTER INSERT ON code
WHEN NEW.list IN ('category', 'sector', 'status')
BEGIN
    INSERT INTO search_stale
    SELECT 'projects', id FROM project WHERE NEW.list = 'category' AND category = NEW.code
    UNION ALL SELECT 'projects', id FROM project WHERE NEW.list = 'sector' AND sector = NEW.code
    UNION ALL SELECT 'projects', id FROM project WHERE NEW.list = 'status' AND status = NEW.code
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER code_is_searched_anew AFTER UPDATE OF list, code, name_en, name_zh, name_local
ON code
WHEN NEW.list IN ('category', 'sector', 'status')
BEGIN
    INSERT INTO search_stale
    SELECT 'projects', id FROM project WHERE NEW.list = 'category' AND category = NEW.code
    UNION ALL SELECT 'projects', id FROM project WHERE NEW.list = 'sector' AND sector = NEW.code
    UNION ALL SELECT 'projects', id FROM project WHERE NEW.list = 'status' AND status = NEW.code
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER place_is_searched AFTER INSERT ON place
BEGIN
    INSERT INTO search_stale
    SELECT 'places', NEW.id
    UNION ALL SELECT 'projects', id FROM project WHERE district = NEW.id
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER place_is_searched_anew
AFTER UPDATE OF id, name_en, name_zh, name_local, withdrawn_at ON place
BEGIN
    INSERT INTO search_stale
    SELECT 'places', OLD.id
    UNION ALL SELECT 'places', NEW.id
    UNION ALL SELECT 'projects', id FROM project WHERE district = NEW.id
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER place_is_searched_no_more AFTER DELETE ON place
BEGIN
    INSERT INTO search_stale VALUES ('places', OLD.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER launch_is_searched AFTER INSERT ON launch
BEGIN
    INSERT INTO search_stale VALUES ('launches', NEW.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER launch_is_searched_anew
AFTER UPDATE OF id, name_en, name_zh, name_local, venue_en, venue_zh, focus_en, focus_zh, note,
    withdrawn_at ON launch
BEGIN
    INSERT INTO search_stale VALUES ('launches', OLD.id), ('launches', NEW.id)
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER launch_is_searched_no_more AFTER DELETE ON launch
BEGIN
    INSERT INTO search_stale VALUES ('launches', OLD.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER policy_measure_is_searched AFTER INSERT ON policy_measure
BEGIN
    INSERT INTO search_stale VALUES ('measures', NEW.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER policy_measure_is_searched_anew
AFTER UPDATE OF id, name_en, name_zh, name_local, note, withdrawn_at ON policy_measure
BEGIN
    INSERT INTO search_stale VALUES ('measures', OLD.id), ('measures', NEW.id)
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER policy_measure_is_searched_no_more AFTER DELETE ON policy_measure
BEGIN
    INSERT INTO search_stale VALUES ('measures', OLD.id) ON CONFLICT DO NOTHING;
END;
