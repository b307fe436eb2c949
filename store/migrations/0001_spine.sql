-- The spine of an Onset database.
--
-- Conventions. Instants are Unix milliseconds, UTC. Days are civil days as
-- numbers, 0001-01-01 = 1 (Unix day = day - 719163). Facts are never altered:
-- they are recorded, and superseded by later ones. Unknown is NULL.
-- For reading there are views in plain words (see 0003_views.sql): articles,
-- mentions, timeline, coverage.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value ANY
) WITHOUT ROWID;

-- What the rules file says of outlets. A source that left the file stays,
-- with configured = 0: its articles remain evidence.
CREATE TABLE source (
  n          INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  country    TEXT NOT NULL DEFAULT '',
  languages  TEXT NOT NULL DEFAULT '[]', -- JSON
  zone       TEXT NOT NULL DEFAULT 'UTC',
  content    TEXT NOT NULL DEFAULT '',
  speaker    TEXT NOT NULL DEFAULT '',
  configured INTEGER NOT NULL DEFAULT 1
);

-- One address of a source and what is known of it between two polls.
CREATE TABLE feed (
  n             INTEGER PRIMARY KEY,
  source        INTEGER NOT NULL REFERENCES source(n),
  url           TEXT NOT NULL UNIQUE,   -- as the user wrote it
  address       TEXT NOT NULL,          -- where it is asked for
  title         TEXT NOT NULL DEFAULT '',
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  body_sha256   TEXT NOT NULL DEFAULT '',
  failures      INTEGER NOT NULL DEFAULT 0,
  moved_to      TEXT NOT NULL DEFAULT '',
  moves         INTEGER NOT NULL DEFAULT 0,
  stopped       INTEGER NOT NULL DEFAULT 0,
  last_asked    INTEGER,
  last_good     INTEGER,
  last_new      INTEGER,
  next_poll     INTEGER,
  first_good    INTEGER,                -- first fetch that was read well
  covered_to    INTEGER,                -- end of the open interval of coverage
  window        BLOB,                   -- hashes of the items of the last good fetch, 8 bytes each
  class         TEXT NOT NULL DEFAULT '', -- how the last fetch ended
  message       TEXT NOT NULL DEFAULT '', -- the same for a person
  state         TEXT NOT NULL DEFAULT '{}', -- the whole tracker.FeedState, JSON: fields added later live here
  configured    INTEGER NOT NULL DEFAULT 1
);

-- The log of fetches that brought something or ended in another way than the
-- one before; "nothing new" is only a field of the feed.
CREATE TABLE fetch (
  n        INTEGER PRIMARY KEY,
  feed     INTEGER NOT NULL REFERENCES feed(n),
  at       INTEGER NOT NULL,
  class    TEXT NOT NULL,
  status   INTEGER NOT NULL DEFAULT 0,
  message  TEXT NOT NULL DEFAULT '',
  took     INTEGER NOT NULL DEFAULT 0, -- milliseconds
  bytes    INTEGER NOT NULL DEFAULT 0,
  items    INTEGER NOT NULL DEFAULT 0,
  new      INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX fetch_by_feed ON fetch(feed, at);

-- What was really looked through. The interval of a feed that is being
-- observed is open: it ends at feed.covered_to.
CREATE TABLE cover (
  n        INTEGER PRIMARY KEY,
  source   INTEGER NOT NULL REFERENCES source(n),
  kind     TEXT NOT NULL CHECK (kind IN ('observed', 'imported', 'gap')),
  feed     INTEGER REFERENCES feed(n),  -- NULL for imports
  run      TEXT NOT NULL DEFAULT '',    -- which import
  since    INTEGER NOT NULL,
  until    INTEGER,                     -- NULL while observed
  depth    TEXT NOT NULL DEFAULT '',
  recorded INTEGER NOT NULL
);
CREATE INDEX cover_by_source ON cover(source, kind);
CREATE UNIQUE INDEX cover_open ON cover(feed) WHERE until IS NULL;

-- Articles by source, published day (seen day where unknown) and language:
-- what a "first" was looked for in, without counting articles each time.
CREATE TABLE tally (
  day      INTEGER NOT NULL,
  source   INTEGER NOT NULL,
  language TEXT NOT NULL,
  depth    TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (day, source, language, depth)
) WITHOUT ROWID;

-- In which languages a source has been read.
CREATE TABLE spoken (
  source   INTEGER NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (source, language)
) WITHOUT ROWID;

CREATE TABLE article (
  id            INTEGER PRIMARY KEY,      -- in order of recording
  hash          INTEGER NOT NULL UNIQUE,  -- of source and key; the next free number when another article has it
  source        INTEGER NOT NULL REFERENCES source(n),
  key           TEXT,                     -- identity within the source; NULL when it is the url
  rung          TEXT NOT NULL,            -- by what it is identified: url, guid, hash
  url           TEXT NOT NULL,
  guid          TEXT,                     -- NULL when it is the url
  title         TEXT NOT NULL,            -- of the latest revision
  language      TEXT NOT NULL,
  author        TEXT NOT NULL,
  published     INTEGER,                  -- NULL when only the day is known, or nothing
  published_day INTEGER,                  -- in the outlet's zone
  published_from TEXT NOT NULL,           -- provenance
  dates         TEXT NOT NULL,            -- all statements of when it was published, JSON, raw strings kept
  seen          INTEGER NOT NULL,         -- never changes
  recorded      INTEGER NOT NULL,
  latest        INTEGER NOT NULL,         -- revision
  text_hash     INTEGER NOT NULL,         -- of the latest text, white space apart
  feed_hash     INTEGER NOT NULL,         -- of what the feed gave last
  depth         TEXT NOT NULL,
  origin        TEXT NOT NULL,            -- articles that share their text
  run           TEXT,                     -- the import that brought it; NULL when it was observed
  first_fetch   INTEGER NOT NULL,         -- came with the first good fetch of its feed
  replayed      INTEGER NOT NULL DEFAULT 0,
  late          INTEGER NOT NULL DEFAULT 0, -- published while its source was not observed
  withdrawn     INTEGER,                  -- when its page was established to be gone
  pruned        INTEGER                   -- when its texts were let go; what is left is a tombstone
);

-- Other keys under which an article has been met: the address before a
-- canonical one, the text of an article that no address identifies.
CREATE TABLE alias (
  hash    INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article(id)
);

-- The texts of articles. Ids grow with the time of publication, so that
-- "newest first" is the order of the key here and in the full-text index.
CREATE TABLE revision (
  id       INTEGER PRIMARY KEY,  -- minute of publication * 1024 + a free number
  article  INTEGER NOT NULL REFERENCES article(id),
  number   INTEGER NOT NULL,
  previous INTEGER,              -- revision before it
  cause    TEXT NOT NULL,        -- first, edit, fuller, reextracted
  depth    TEXT NOT NULL,
  method   TEXT NOT NULL,
  sha256   TEXT NOT NULL,        -- of the raw bytes
  fetched  INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  fetch    INTEGER,              -- row of the log, while it is kept
  language TEXT NOT NULL,
  reader   INTEGER NOT NULL,     -- version of the reader that read it last
  reading  INTEGER,              -- its claims; NULL when there are none
  title    TEXT NOT NULL,
  text     TEXT                  -- NULL when pruned
);

-- The claims of a revision as one version of the reader saw them, JSON.
CREATE TABLE reading (
  n        INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,
  previous INTEGER,
  reader   INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  claims   TEXT NOT NULL
);

-- Each version of the rules file that was ever in force.
CREATE TABLE rule_file (
  n        INTEGER PRIMARY KEY,
  hash     TEXT NOT NULL,
  text     TEXT NOT NULL,
  zone     TEXT NOT NULL,
  speakers TEXT NOT NULL, -- JSON
  recorded INTEGER NOT NULL
);

CREATE TABLE point (
  n         INTEGER PRIMARY KEY,
  narrative TEXT NOT NULL,
  id        TEXT NOT NULL,
  UNIQUE (narrative, id)
);

-- Each version of the rule of a talking point.
CREATE TABLE rule (
  n          INTEGER PRIMARY KEY,
  point      INTEGER NOT NULL REFERENCES point(n),
  hash       TEXT NOT NULL,
  stanza     TEXT NOT NULL, -- the talking point, JSON
  recorded   INTEGER NOT NULL,
  superseded INTEGER
);
CREATE INDEX rule_by_point ON rule(point, hash);

-- A talking point in a sentence of a revision, with the claim it falls in.
-- id is stable over recomputing; a changed one is superseded by a new row.
CREATE TABLE mention (
  n           INTEGER PRIMARY KEY,
  id          TEXT NOT NULL,
  point       INTEGER NOT NULL REFERENCES point(n),
  rule        INTEGER NOT NULL REFERENCES rule(n),
  article     INTEGER NOT NULL REFERENCES article(id),
  revision    INTEGER NOT NULL,
  cause       TEXT NOT NULL,    -- of the revision that brought it
  changed     INTEGER,          -- when that revision was fetched; NULL for the first
  removed_at  INTEGER,          -- when an edit was fetched that took it out
  part        TEXT NOT NULL,
  start       INTEGER NOT NULL,
  stop        INTEGER NOT NULL,
  text        TEXT NOT NULL,    -- the sentence; outlives a pruned text
  hits        TEXT NOT NULL,    -- JSON
  speakers    TEXT NOT NULL,    -- JSON
  form        TEXT NOT NULL,
  stance      TEXT NOT NULL,
  treatment   TEXT NOT NULL,
  novelty     TEXT,             -- JSON
  said        TEXT,             -- JSON
  said_from   INTEGER,
  said_to     INTEGER,
  utterance   TEXT NOT NULL,
  retroactive INTEGER NOT NULL,
  needed      INTEGER NOT NULL DEFAULT 1, -- the standing events depend on it
  recorded    INTEGER NOT NULL,
  superseded  INTEGER
);
CREATE INDEX mention_by_id ON mention(id);
CREATE INDEX mention_by_article ON mention(article);
CREATE INDEX mention_by_point ON mention(point, revision);
CREATE INDEX mention_needed ON mention(point) WHERE needed AND superseded IS NULL;
CREATE INDEX mention_by_recorded ON mention(recorded);

-- What people decided about mentions. Nothing is erased: undo supersedes.
CREATE TABLE verdict (
  n          INTEGER PRIMARY KEY,
  mention    TEXT NOT NULL,
  action     TEXT NOT NULL, -- reject, confirm, speaker, stance, treatment, said
  value      TEXT NOT NULL, -- JSON; empty for reject and confirm
  who        TEXT NOT NULL,
  why        TEXT NOT NULL,
  recorded   INTEGER NOT NULL,
  superseded INTEGER
);
CREATE INDEX verdict_by_mention ON verdict(mention);

-- Rows of the timeline. An id may stand, be superseded and stand again: the
-- key of a row is id and recorded.
CREATE TABLE event (
  n          INTEGER PRIMARY KEY,
  id         TEXT NOT NULL,
  kind       TEXT NOT NULL,
  narrative  TEXT NOT NULL,
  point      TEXT NOT NULL,     -- empty for events of a whole narrative
  scope_kind TEXT NOT NULL,
  scope_id   TEXT NOT NULL,
  at_from    INTEGER,
  at_to      INTEGER,
  source     TEXT NOT NULL,
  speakers   TEXT NOT NULL,     -- ids between blanks
  baseline   INTEGER NOT NULL,
  retroactive INTEGER NOT NULL,
  supersedes TEXT NOT NULL,
  mention    TEXT NOT NULL,
  published_day INTEGER,        -- in the outlet's zone; an instant in row does not tell it
  row        TEXT NOT NULL,     -- the whole event, JSON
  recorded   INTEGER NOT NULL,
  superseded INTEGER,
  UNIQUE (id, recorded)
);
CREATE INDEX event_by_point ON event(narrative, point);
CREATE INDEX event_baseline ON event(at_to) WHERE baseline AND superseded IS NULL;
CREATE INDEX event_by_recorded ON event(recorded);
CREATE INDEX event_by_superseded ON event(superseded) WHERE superseded IS NOT NULL;

-- Lines repeated on many pages of a source.
CREATE TABLE furniture (
  source     INTEGER NOT NULL REFERENCES source(n),
  hash       INTEGER NOT NULL, -- of the line, folded
  line       TEXT NOT NULL,
  pages      INTEGER NOT NULL,
  recorded   INTEGER NOT NULL,
  PRIMARY KEY (source, hash)
) WITHOUT ROWID;

-- Talking points that nobody defined; each change of status is a row.
CREATE TABLE candidate (
  n          INTEGER PRIMARY KEY,
  id         TEXT NOT NULL,
  status     TEXT NOT NULL,
  row        TEXT NOT NULL, -- JSON
  recorded   INTEGER NOT NULL,
  superseded INTEGER
);
CREATE INDEX candidate_by_id ON candidate(id);

-- What discovery and grouping remember between runs, by name.
CREATE TABLE memory (
  name     TEXT PRIMARY KEY,
  state    BLOB NOT NULL,
  recorded INTEGER NOT NULL
) WITHOUT ROWID;

-- Digests as they were sent, and what still has to be delivered: one row a
-- digest and channel, so that none is sent twice.
CREATE TABLE digest (
  day      INTEGER NOT NULL,
  channel  TEXT NOT NULL,
  body     TEXT NOT NULL,
  made     INTEGER NOT NULL,
  sent     INTEGER,
  tries    INTEGER NOT NULL DEFAULT 0,
  failure  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (day, channel)
) WITHOUT ROWID;

-- Notes of people, about anything that has an id.
CREATE TABLE note (
  n        INTEGER PRIMARY KEY,
  about    TEXT NOT NULL,
  who      TEXT NOT NULL,
  text     TEXT NOT NULL,
  recorded INTEGER NOT NULL
);
