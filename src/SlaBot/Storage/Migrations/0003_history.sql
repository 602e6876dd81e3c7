-- The ids of imported history lines, a digest each: a second line with the same id is passed over.
CREATE TABLE history_lines (id TEXT PRIMARY KEY) WITHOUT ROWID;

-- Nothing runs on a lead of an imported history, so its duties are looked for in the weeks that follow its import.
ALTER TABLE leads ADD COLUMN is_history INTEGER NOT NULL DEFAULT 0;
CREATE INDEX leads_of_history ON leads (active_at, seq) WHERE is_history = 1;

CREATE INDEX requests_by_age ON requests (at);
