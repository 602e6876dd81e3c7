-- What the numbers need of each lead's events, and nothing else of them, in a few bytes: a copy that can be made again from the events.
-- Rows are written with the lead's own; those of leads from before this step are filled in, in order of lead, before the file is used.
-- They lie in the order in which a week reads them: the closed leads by time, then together all that may still count in any week to come.
CREATE TABLE facts (
  until_at INTEGER NOT NULL, -- after it nothing is added to a number; the greatest of all while the lead is open, waits or owes something
  first_at INTEGER NOT NULL, -- the own time of its earliest fact
  lead INTEGER NOT NULL,     -- leads.seq
  id TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (until_at, first_at, lead)
) WITHOUT ROWID;
CREATE UNIQUE INDEX facts_of_lead ON facts (lead);

-- until_at stands for it.
DROP INDEX leads_of_history;

-- Duties missed and still to be done, and the deadline of the first of them; filled in with the facts.
ALTER TABLE leads ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN missed_since INTEGER;
CREATE INDEX leads_missed ON leads (missed_since, id, missed) WHERE missed > 0;
