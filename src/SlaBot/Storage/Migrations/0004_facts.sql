-- What the numbers need of each lead's events, and nothing else of them, in a few bytes: a copy that can be made again from the events.
-- Rows are written with the lead's own; those of leads from before this step are filled in, in order of lead, before the file is used.
CREATE TABLE facts (
  lead INTEGER PRIMARY KEY, -- leads.seq
  id TEXT NOT NULL,
  first_at INTEGER NOT NULL, -- the own time of its earliest fact
  until_at INTEGER NOT NULL, -- after it nothing is added to a number; the greatest of all while the lead is open, waits or owes something
  body BLOB NOT NULL
);
CREATE INDEX facts_counting ON facts (until_at, first_at);

-- until_at stands for it.
DROP INDEX leads_of_history;
