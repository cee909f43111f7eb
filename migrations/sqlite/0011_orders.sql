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
