-- Why a record was withdrawn, beside the record and for good in the history. What a withdrawn
-- record held, such as an identifier, is given up with its children; the history has it whole.

ALTER TABLE revision ADD COLUMN reason TEXT;
ALTER TABLE source ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE place ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE code ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE launch ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE rd_figure ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE policy_measure ADD COLUMN withdrawn_reason TEXT;
