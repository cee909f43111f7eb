-- SPDX-License-Identifier: Apache-2.0
-- Projects of draw (i, a, b, c, d): four random numbers of 48 bits each. They are written past the
-- store, so references are checked afterwards (groundbreak check) and not row by row.

-- What each project is: the draws read as words. Of every hundred projects some lack each thing.
CREATE TEMP TABLE pick AS
SELECT i,
       printf('c%02d-%07d', a % 4, i) AS id,
       'c' || printf('%02d', a % 4) AS city,
       CASE WHEN b % 100 < 92 THEN printf('c%02d-d%d', a % 4, a / 4 % 10) END AS district,
       CASE WHEN b / 100 % 100 < 90
            THEN printf('c%02d-%d-q%d', a % 4, 2021 + a / 40 % 4, 1 + a / 160 % 2 * 2) END
           AS launch,
       'category-' || (a / 320 % 8) AS category,
       CASE WHEN b / 10000 % 100 < 85 THEN 'sector-' || (a / 2560 % 16) END AS sector,
       CASE WHEN b / 1000000 % 100 < 80 THEN a / 40960 % 9 END AS status,
       CASE WHEN b / 100000000 % 100 < 70 THEN d % 300000 + 22000000 END AS latitude,
       CASE WHEN b / 100000000 % 100 < 70 THEN d / 300000 % 300000 + 113000000 END AS longitude,
       date('2018-01-01', '+' || (c % 2922) || ' days') AS start_day,
       c / 2922 % 20 AS start_precision,
       date('2018-01-01', '+' || (c % 2922 + 200 + c / 60000 % 1500) || ' days') AS end_day,
       (1 + c / 60000 % 9973) * 1000000 * (CASE c / 600000000 % 3 WHEN 0 THEN 1 WHEN 1 THEN 10
                                           ELSE 100 END) * 100 AS amount,
       d / 90000000000 % 20 AS figure_kind,
       printf('s%02d', a / 368640 % 50) AS source,
       b / 10000000000 % 100 AS gate
FROM draw;

-- The total investment of most: of every qualifier, withheld and not stated among them.
CREATE TEMP TABLE total AS
SELECT i, id, source,
       CASE WHEN figure_kind < 9 THEN 'exact' WHEN figure_kind < 11 THEN 'about'
            WHEN figure_kind = 11 THEN 'more_than' WHEN figure_kind = 12 THEN 'at_least'
            WHEN figure_kind = 13 THEN 'less_than' WHEN figure_kind = 14 THEN 'at_most'
            WHEN figure_kind = 15 THEN 'range' WHEN figure_kind = 16 THEN 'withheld'
            ELSE 'not_stated' END AS qualifier,
       CASE WHEN figure_kind < 13 OR figure_kind = 15 THEN amount END AS low,
       CASE WHEN figure_kind < 11 OR figure_kind IN (13, 14) THEN amount
            WHEN figure_kind = 15 THEN amount * 2 END AS high,
       CASE WHEN figure_kind < 16 THEN 'CNY' END AS unit
FROM pick WHERE figure_kind < 18;

CREATE TEMP TABLE row AS
SELECT p.i, p.id,
       'Project ' || p.i || ' of ' || (SELECT name_en FROM place WHERE id = p.city) AS name_en,
       CASE WHEN p.gate < 90
            THEN (SELECT name_zh FROM code WHERE list = 'category' AND code = p.category)
                 || '第' || p.i || '号项目' END AS name_zh,
       CASE WHEN p.gate < 5 THEN 'Proyecto ' || p.i END AS name_local,
       p.launch, p.category, p.sector, p.district,
       (SELECT code FROM code WHERE list = 'status' AND rank = p.status + 1) AS status,
       CASE WHEN p.gate % 5 = 0 THEN '在建' END AS status_verbatim,
       CASE WHEN p.start_precision < 12 THEN p.start_day
            WHEN p.start_precision < 15 THEN substr(p.start_day, 1, 7)
            WHEN p.start_precision < 17
            THEN substr(p.start_day, 1, 5) || 'Q' || ((substr(p.start_day, 6, 2) + 2) / 3)
            WHEN p.start_precision = 17 THEN substr(p.start_day, 1, 4) END AS start_date,
       CASE WHEN p.start_precision < 10 THEN p.end_day END AS end_date,
       p.latitude * 10 AS latitude, p.longitude * 10 AS longitude,
       CASE WHEN p.gate < 60 THEN 'A ' || p.category || ' project, with roads, pipes and a park'
            || ' beside it, built in two phases of which the first has begun.' END
           AS description_en,
       CASE WHEN p.gate < 60 THEN '项目分两期建设，一期已开工，配套道路、管网和公园。' END
           AS description_zh,
       CASE WHEN p.gate % 20 = 7 THEN 'The date is that of the ceremony.' END AS note,
       p.source, t.qualifier, t.low, t.high, t.unit
FROM pick AS p LEFT JOIN total AS t ON t.i = p.i;

INSERT INTO revision (revision, at, entity, key, op, actor, source, after)
SELECT i + (SELECT max(revision) FROM revision),
       strftime('%Y-%m-%dT%H:%M:%fZ', '2024-06-01', '+' || i || ' seconds'),
       'project', id, 'insert', 'generator', source,
       json_patch('{}', json_object(
           'id', id, 'name_en', name_en, 'name_zh', name_zh, 'name_local', name_local,
           'launch', launch, 'category', category, 'sector', sector, 'district', district,
           'status', status, 'status_verbatim', status_verbatim, 'start_date', start_date,
           'end_date', end_date, 'latitude', latitude / 1e7, 'longitude', longitude / 1e7,
           'description_en', description_en, 'description_zh', description_zh, 'note', note,
           'source', source,
           'figures', CASE WHEN qualifier IS NULL THEN NULL ELSE json_array(json_patch('{}',
               json_object('id', 'total', 'measure', 'total_investment',
                           'figure', json_object('qualifier', qualifier, 'low', low / 100,
                                                 'high', high / 100, 'unit', unit),
                           'source', source, 'preferred', json('true')))) END))
FROM row;

-- With the figures first, the project is counted once, with its investment, as it comes.
INSERT INTO project_figure (project, position, id, measure, qualifier, low, high, unit, source,
                            preferred)
SELECT id, 0, 'total', 'total_investment', qualifier, low, high, unit, source, 1 FROM total;

INSERT INTO project (id, name_en, name_zh, name_local, launch, category, sector, district, status,
                     status_verbatim, start_date, end_date, latitude, longitude, description_en,
                     description_zh, note, source, revision, investment_qualifier, investment_low,
                     investment_high, investment_unit, investment_source)
SELECT id, name_en, name_zh, name_local, launch, category, sector, district, status,
       status_verbatim, start_date, end_date, latitude, longitude, description_en, description_zh,
       note, source,
       i + (SELECT max(revision) FROM revision) - (SELECT max(i) FROM row),
       qualifier, low, high, unit, CASE WHEN qualifier IS NOT NULL THEN source END
FROM row;
