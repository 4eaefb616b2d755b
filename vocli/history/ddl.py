"""The tables of a history, and the steps that bring an older one up to date."""

from __future__ import annotations

from vocli.schema import CONTACT_FIELDS, Dtype

# Kept as they are read, but for what could lead back to a person or is of no use later.
DROPPED = frozenset(
    {"extra", "subject", "account_owner", "source_id", "content_hash", "channel_raw"}
)
_SQL = {Dtype.TEXT: "TEXT", Dtype.TIME: "TEXT", Dtype.NUMBER: "REAL", Dtype.FLAG: "INTEGER"}
FIELDS = tuple(field for field in CONTACT_FIELDS if field.key not in DROPPED)

_COLUMNS = ",\n  ".join(
    f"{field.key} {_SQL[field.dtype]}" for field in FIELDS if field.key != "contact_id"
)

# A row is what was known of a contact from run `since` until run `until` (NULL = still).
_FIRST = f"""
CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  versions TEXT NOT NULL,
  codebook TEXT NOT NULL DEFAULT '',
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  rows_read INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE exports (
  sha256 TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  rows INTEGER NOT NULL,
  run INTEGER NOT NULL REFERENCES runs (run)
);
CREATE TABLE contacts (
  contact_id TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES runs (run),
  until INTEGER,
  hash TEXT NOT NULL,
  day TEXT,
  source TEXT NOT NULL,
  known TEXT NOT NULL DEFAULT '',
  {_COLUMNS},
  PRIMARY KEY (contact_id, since)
) WITHOUT ROWID;
CREATE INDEX contacts_by_day ON contacts (day);
CREATE INDEX contacts_by_customer ON contacts (customer_id);
CREATE TABLE seen (
  contact_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (contact_id, hash)
) WITHOUT ROWID;
CREATE TABLE turns (
  contact_id TEXT NOT NULL,
  since INTEGER NOT NULL,
  turn REAL NOT NULL,
  speaker TEXT NOT NULL,
  kind TEXT NOT NULL,
  voice_kind TEXT NOT NULL,
  at TEXT,
  text TEXT NOT NULL,
  row REAL,
  PRIMARY KEY (contact_id, since, turn)
) WITHOUT ROWID;
CREATE TABLE voices (
  contact_id TEXT NOT NULL,
  since INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  turn REAL NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  set_aside TEXT NOT NULL,
  source TEXT NOT NULL,
  row REAL,
  terms TEXT NOT NULL,
  scores BLOB NOT NULL,
  vector BLOB,
  PRIMARY KEY (contact_id, since, ordinal)
) WITHOUT ROWID;
CREATE TABLE placed (
  book TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (book, contact_id, since)
) WITHOUT ROWID;
CREATE TABLE mentions (
  book TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  since INTEGER NOT NULL,
  theme_id TEXT NOT NULL,
  signal TEXT NOT NULL,
  main INTEGER NOT NULL,
  voices INTEGER NOT NULL,
  PRIMARY KEY (book, contact_id, since, theme_id, signal)
) WITHOUT ROWID;
CREATE TABLE codebooks (
  digest TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  lock TEXT NOT NULL
);
CREATE TABLE pages (
  period TEXT PRIMARY KEY,
  run INTEGER NOT NULL,
  book TEXT NOT NULL
);
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE VIEW current_contacts AS SELECT * FROM contacts WHERE until IS NULL;
CREATE VIEW in_scope AS SELECT * FROM current_contacts
  WHERE direction NOT IN ('outbound', 'internal') AND out_of_scope = '';
CREATE VIEW theme_weeks AS
  SELECT m.theme_id, m.signal,
         date(c.day, '-' || ((strftime('%w', c.day) + 6) % 7) || ' days') AS week,
         count(*) AS contacts,
         count(DISTINCT nullif(c.customer_id, '')) AS customers,
         count(DISTINCT nullif(c.account_id, '')) AS accounts
  FROM mentions m JOIN in_scope c ON c.contact_id = m.contact_id AND c.since = m.since
  WHERE m.main = 1 AND m.book = (SELECT value FROM settings WHERE key = 'codebook')
  GROUP BY 1, 2, 3;
"""

# Step n brings a store of version n to n + 1; the last one is what this vocli reads and writes.
MIGRATIONS: tuple[str, ...] = (_FIRST,)
VERSION = len(MIGRATIONS)
