-- Instants are whole seconds since 1970-01-01T00:00:00Z, yes/no is 1/0, JSON is UTF-8 in a blob.

-- Leads are never deleted (erasing blanks them), so the greatest seq is their count.
CREATE TABLE leads (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  stage TEXT NOT NULL,
  owner TEXT,
  is_open INTEGER NOT NULL,
  email TEXT,               -- lower case; null once erased
  queued_at INTEGER,        -- since when it waits in the queue; null elsewhere
  next_due INTEGER,         -- the nearest running deadline; null when nothing runs
  wake_at INTEGER,          -- when something must be decided about it; null when never
  active_at INTEGER NOT NULL, -- the latest own time or arrival of any of its events
  state BLOB NOT NULL
);
CREATE INDEX leads_by_stage ON leads (stage, id);
CREATE INDEX leads_by_owner ON leads (owner, id) WHERE owner IS NOT NULL;
CREATE INDEX leads_open ON leads (id) WHERE is_open = 1;
CREATE INDEX leads_open_by_owner ON leads (owner, id) WHERE is_open = 1;
CREATE INDEX leads_by_email ON leads (email, seq) WHERE email IS NOT NULL;
CREATE INDEX leads_queued ON leads (queued_at, id) WHERE queued_at IS NOT NULL;
CREATE INDEX leads_running ON leads (next_due, id) WHERE next_due IS NOT NULL;
CREATE INDEX leads_due ON leads (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX leads_active ON leads (active_at, seq);

CREATE TABLE events (
  lead INTEGER NOT NULL,    -- leads.seq: new leads append at the end of the tree
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (lead, version)
) WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  audience TEXT NOT NULL,
  purpose TEXT NOT NULL,
  lead TEXT,
  detail TEXT,
  thread_key TEXT,
  not_before INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  tried_at INTEGER
);
CREATE INDEX outbox_ready ON outbox (not_before, id);

-- Numbers that outlive their rows.
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('outbox', 0);

CREATE TABLE posts (
  key TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  message_id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  place TEXT,
  thread_of TEXT,
  purpose TEXT NOT NULL,
  lead TEXT,
  detail TEXT,
  within TEXT,
  at INTEGER NOT NULL,
  edited_at INTEGER,
  number INTEGER NOT NULL,
  card BLOB NOT NULL
);
CREATE INDEX posts_by_message ON posts (platform, message_id);
CREATE INDEX posts_by_lead ON posts (lead, number) WHERE lead IS NOT NULL;
CREATE INDEX posts_by_conversation ON posts (platform, conversation, number) WHERE within IS NULL;
CREATE INDEX posts_by_number ON posts (platform, number) WHERE within IS NULL;
CREATE INDEX posts_within ON posts (within, number) WHERE within IS NOT NULL;

CREATE TABLE requests (
  key TEXT PRIMARY KEY,
  body_hash TEXT NOT NULL,
  lead TEXT NOT NULL,
  version INTEGER NOT NULL,
  refusal_code TEXT,
  refusal_sentence TEXT,
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (kind TEXT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kind, version));
CREATE TABLE absences (email TEXT PRIMARY KEY, starts INTEGER NOT NULL, until INTEGER NOT NULL, cover TEXT, set_by TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE signatures (version TEXT NOT NULL, party TEXT NOT NULL, signed_by TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (version, party)) WITHOUT ROWID;
CREATE TABLE jobs (name TEXT PRIMARY KEY, next_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE turns (email TEXT PRIMARY KEY, assigned INTEGER NOT NULL, last_turn INTEGER NOT NULL) WITHOUT ROWID;

-- team is '' for the scorecard of everybody.
CREATE TABLE scorecards (
  week TEXT NOT NULL,
  team TEXT NOT NULL,
  json TEXT NOT NULL,
  as_of INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (week, team)
);
