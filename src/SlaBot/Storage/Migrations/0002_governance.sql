-- Instants are whole seconds since 1970-01-01T00:00:00Z.

-- Items of a review's agenda (a week or a month) that were gone through.
CREATE TABLE ticks (agenda TEXT NOT NULL, item TEXT NOT NULL, ticked_by TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (agenda, item)) WITHOUT ROWID;

-- What missed weeks in a row opened; closed_at is null while it stands.
CREATE TABLE matters (
  party TEXT NOT NULL,
  week TEXT NOT NULL,
  version TEXT NOT NULL,
  owner TEXT,
  metrics TEXT NOT NULL,    -- comma-separated
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_why TEXT,
  PRIMARY KEY (party, week)
);

-- Marketing's spend by month (2026-11) and source; the amount is a decimal in words.
CREATE TABLE spend (month TEXT NOT NULL, source TEXT NOT NULL, amount TEXT NOT NULL, PRIMARY KEY (month, source)) WITHOUT ROWID;
