-- An Onset database on a PostgreSQL server, as the migrations of SQLite up to this
-- number make it there: the same tables, columns and views, so that one text of a
-- statement serves both. What is said of them there holds here.
--
-- Conventions. Instants are Unix milliseconds, UTC. Days are civil days as
-- numbers, 0001-01-01 = 1 (Unix day = day - 719163). Facts are never altered:
-- they are recorded, and superseded by later ones. Unknown is NULL. Texts are
-- compared byte by byte (COLLATE "C"), whatever the language of the server is.
-- For reading there are views in plain words: articles, mentions, timeline, coverage.

-- What SQLite calls otherwise, by its names.
CREATE FUNCTION max(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS 'SELECT greatest($1, $2)';
CREATE FUNCTION min(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS 'SELECT least($1, $2)';
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT strpos($1, $2)';
CREATE FUNCTION iif(boolean, anycompatible, anycompatible) RETURNS anycompatible LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN $1 THEN $2 ELSE $3 END';
CREATE FUNCTION json_each(text) RETURNS TABLE (value json) LANGUAGE sql IMMUTABLE STRICT AS 'SELECT json_array_elements($1::json)';

-- An instant and a day as people read them.
CREATE FUNCTION instant_text(bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS
  'SELECT to_char(timestamp ''epoch'' + ($1 / 1000) * interval ''1 second'', ''YYYY-MM-DD"T"HH24:MI:SS"Z"'')';
CREATE FUNCTION day_text(bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS
  'SELECT to_char(date ''0001-01-01'' + ($1 - 1)::integer, ''YYYY-MM-DD'')';

-- One row that says whose tables these are, and when anything was recorded last:
-- every write transaction goes on from there, on whatever machine, so that instants
-- of recording rise strictly.
CREATE TABLE onset (
  one      BIGINT PRIMARY KEY CHECK (one = 1),
  format   BIGINT NOT NULL, -- number of the last migration
  recorded BIGINT NOT NULL
);
INSERT INTO onset VALUES (1, 0, 0);

CREATE TABLE meta (
  key   TEXT COLLATE "C" PRIMARY KEY,
  value TEXT COLLATE "C"
);

-- What the rules file says of outlets. A source that left the file stays,
-- with configured false: its articles remain evidence.
CREATE TABLE source (
  n          BIGINT PRIMARY KEY,
  id         TEXT COLLATE "C" NOT NULL UNIQUE,
  name       TEXT COLLATE "C" NOT NULL,
  kind       TEXT COLLATE "C" NOT NULL,
  country    TEXT COLLATE "C" NOT NULL DEFAULT '',
  languages  TEXT COLLATE "C" NOT NULL DEFAULT '[]', -- JSON
  zone       TEXT COLLATE "C" NOT NULL DEFAULT 'UTC',
  content    TEXT COLLATE "C" NOT NULL DEFAULT '',
  speaker    TEXT COLLATE "C" NOT NULL DEFAULT '',
  configured BOOLEAN NOT NULL DEFAULT TRUE,
  articles BIGINT NOT NULL DEFAULT 0
);

-- One address of a source and what is known of it between two polls.
CREATE TABLE feed (
  n             BIGINT PRIMARY KEY,
  source        BIGINT NOT NULL REFERENCES source(n),
  url           TEXT COLLATE "C" NOT NULL UNIQUE,   -- as the user wrote it
  address       TEXT COLLATE "C" NOT NULL,          -- where it is asked for
  title         TEXT COLLATE "C" NOT NULL DEFAULT '',
  etag          TEXT COLLATE "C" NOT NULL DEFAULT '',
  last_modified TEXT COLLATE "C" NOT NULL DEFAULT '',
  body_sha256   TEXT COLLATE "C" NOT NULL DEFAULT '',
  failures      BIGINT NOT NULL DEFAULT 0,
  moved_to      TEXT COLLATE "C" NOT NULL DEFAULT '',
  moves         BIGINT NOT NULL DEFAULT 0,
  stopped       BOOLEAN NOT NULL DEFAULT FALSE,
  last_asked    BIGINT,
  last_good     BIGINT,
  last_new      BIGINT,
  next_poll     BIGINT,
  first_good    BIGINT,                -- first fetch that was read well
  covered_to    BIGINT,                -- end of the open interval of coverage
  "window"        BYTEA,                   -- hashes of the items of the last good fetch, 8 bytes each
  class         TEXT COLLATE "C" NOT NULL DEFAULT '', -- how the last fetch ended
  message       TEXT COLLATE "C" NOT NULL DEFAULT '', -- the same for a person
  state         TEXT COLLATE "C" NOT NULL DEFAULT '{}', -- the whole tracker.FeedState, JSON: fields added later live here
  configured    BOOLEAN NOT NULL DEFAULT TRUE
);

-- The log of fetches that brought something or ended in another way than the
-- one before; "nothing new" is only a field of the feed.
CREATE TABLE "fetch" (
  n        BIGINT PRIMARY KEY,
  feed     BIGINT NOT NULL REFERENCES feed(n),
  at       BIGINT NOT NULL,
  class    TEXT COLLATE "C" NOT NULL,
  status   BIGINT NOT NULL DEFAULT 0,
  message  TEXT COLLATE "C" NOT NULL DEFAULT '',
  took     BIGINT NOT NULL DEFAULT 0, -- milliseconds
  bytes    BIGINT NOT NULL DEFAULT 0,
  items    BIGINT NOT NULL DEFAULT 0,
  new      BIGINT NOT NULL DEFAULT 0,
  rejected BIGINT NOT NULL DEFAULT 0,
  place TEXT COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX fetch_by_feed ON "fetch"(feed, at);

-- What was really looked through. The interval of a feed that is being
-- observed is open: it ends at feed.covered_to.
CREATE TABLE cover (
  n        BIGINT PRIMARY KEY,
  source   BIGINT NOT NULL REFERENCES source(n),
  kind     TEXT COLLATE "C" NOT NULL CHECK (kind IN ('observed', 'imported', 'gap')),
  feed     BIGINT REFERENCES feed(n),  -- NULL for imports
  run      TEXT COLLATE "C" NOT NULL DEFAULT '',    -- which import
  since    BIGINT NOT NULL,
  until    BIGINT,                     -- NULL while observed
  depth    TEXT COLLATE "C" NOT NULL DEFAULT '',
  recorded BIGINT NOT NULL
);
CREATE INDEX cover_by_source ON cover(source, kind);
CREATE UNIQUE INDEX cover_open ON cover(feed) WHERE until IS NULL;
CREATE INDEX cover_gaps ON cover(until) WHERE kind = 'gap';

-- Articles by source, published day (seen day where unknown) and language:
-- what a "first" was looked for in, without counting articles each time.
CREATE TABLE tally (
  day      BIGINT NOT NULL,
  source   BIGINT NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  depth    TEXT COLLATE "C" NOT NULL,
  articles BIGINT NOT NULL,
  PRIMARY KEY (day, source, language, depth)
);
CREATE INDEX tally_by_source ON tally(source, day, articles);

-- In which languages a source has been read.
CREATE TABLE spoken (
  source   BIGINT NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (source, language)
);

CREATE TABLE article (
  id            BIGINT PRIMARY KEY,      -- in order of recording
  hash          BIGINT NOT NULL UNIQUE,  -- of source and key; the next free number when another article has it
  source        BIGINT NOT NULL REFERENCES source(n),
  key           TEXT COLLATE "C",                     -- identity within the source; NULL when it is the url
  rung          TEXT COLLATE "C" NOT NULL,            -- by what it is identified: url, guid, hash
  url           TEXT COLLATE "C" NOT NULL,
  guid          TEXT COLLATE "C",                     -- NULL when it is the url
  title         TEXT COLLATE "C" NOT NULL,            -- of the latest revision
  language      TEXT COLLATE "C" NOT NULL,
  author        TEXT COLLATE "C" NOT NULL,
  published     BIGINT,                  -- NULL when only the day is known, or nothing
  published_day BIGINT,                  -- in the outlet's zone
  published_from TEXT COLLATE "C" NOT NULL,           -- provenance
  dates         TEXT COLLATE "C" NOT NULL,            -- all statements of when it was published, JSON, raw strings kept
  seen          BIGINT NOT NULL,         -- never changes
  recorded      BIGINT NOT NULL,
  latest        BIGINT NOT NULL,         -- revision
  text_hash     BIGINT NOT NULL,         -- of the latest text, white space apart
  feed_hash     BIGINT NOT NULL,         -- of what the feed gave last
  depth         TEXT COLLATE "C" NOT NULL,
  origin        TEXT COLLATE "C" NOT NULL,            -- articles that share their text
  run           TEXT COLLATE "C",                     -- the import that brought it; NULL when it was observed
  first_fetch   BOOLEAN NOT NULL,         -- came with the first good fetch of its feed
  replayed      BOOLEAN NOT NULL DEFAULT FALSE,
  late          BOOLEAN NOT NULL DEFAULT FALSE, -- published while its source was not observed
  withdrawn     BIGINT,                  -- when its page was established to be gone
  pruned        BIGINT,                   -- when its texts were let go; what is left is a tombstone
  published_slack BIGINT NOT NULL DEFAULT 0,
  assumed TEXT COLLATE "C"
);

-- A hash, because an address may be longer than a row of a tree.
CREATE INDEX article_by_url ON article USING hash (url);
CREATE INDEX article_by_source ON article(source);
CREATE INDEX article_by_published ON article(coalesce(instant_text(published), day_text(published_day)));

-- Other keys under which an article has been met: the address before a
-- canonical one, the text of an article that no address identifies.
CREATE TABLE alias (
  hash    BIGINT PRIMARY KEY,
  article BIGINT NOT NULL REFERENCES article(id)
);

-- The texts of articles. Ids grow with the time of publication, so that
-- "newest first" is the order of the key here and in the full-text index.
CREATE TABLE revision (
  id       BIGINT PRIMARY KEY,  -- minute of publication * 1024 + a free number
  article  BIGINT NOT NULL REFERENCES article(id),
  number   BIGINT NOT NULL,
  previous BIGINT,              -- revision before it
  cause    TEXT COLLATE "C" NOT NULL,        -- first, edit, fuller, reextracted
  depth    TEXT COLLATE "C" NOT NULL,
  method   TEXT COLLATE "C" NOT NULL,
  sha256   TEXT COLLATE "C" NOT NULL,        -- of the raw bytes
  fetched  BIGINT NOT NULL,
  recorded BIGINT NOT NULL,
  "fetch"    BIGINT,              -- row of the log, while it is kept
  language TEXT COLLATE "C" NOT NULL,
  reader   BIGINT NOT NULL,     -- version of the reader that read it last
  reading  BIGINT,              -- its claims; NULL when there are none
  title    TEXT COLLATE "C" NOT NULL,
  text     TEXT COLLATE "C",                  -- NULL when pruned
  place TEXT COLLATE "C" NOT NULL DEFAULT '',
  declared TEXT COLLATE "C",
  dates TEXT COLLATE "C"
);
CREATE INDEX revision_later ON revision(recorded) WHERE number > 1;

-- Which texts each machine has to take into its full-text index, in the order in which
-- they were committed.
CREATE TABLE document (
  n        BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  revision BIGINT NOT NULL
);

-- The claims of a revision as one version of the reader saw them, JSON, deflated
-- where that is worth it.
CREATE TABLE reading (
  n        BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL,
  previous BIGINT,
  reader   BIGINT NOT NULL,
  recorded BIGINT NOT NULL,
  claims   BYTEA NOT NULL
);

-- Each version of the rules file that was ever in force.
CREATE TABLE rule_file (
  n        BIGINT PRIMARY KEY,
  hash     TEXT COLLATE "C" NOT NULL,
  text     TEXT COLLATE "C" NOT NULL,
  zone     TEXT COLLATE "C" NOT NULL,
  speakers TEXT COLLATE "C" NOT NULL, -- JSON
  recorded BIGINT NOT NULL,
  packed BYTEA,
  packed_by TEXT COLLATE "C" NOT NULL DEFAULT ''
);

CREATE TABLE point (
  n         BIGINT PRIMARY KEY,
  narrative TEXT COLLATE "C" NOT NULL,
  id        TEXT COLLATE "C" NOT NULL,
  UNIQUE (narrative, id)
);

-- Each version of the rule of a talking point.
CREATE TABLE rule (
  n          BIGINT PRIMARY KEY,
  point      BIGINT NOT NULL REFERENCES point(n),
  hash       TEXT COLLATE "C" NOT NULL,
  stanza     TEXT COLLATE "C" NOT NULL, -- the talking point, JSON
  recorded   BIGINT NOT NULL,
  superseded BIGINT
);
CREATE INDEX rule_by_point ON rule(point, hash);

-- A talking point in a sentence of a revision, with the claim it falls in.
-- id is stable over recomputing; a changed one is superseded by a new row.
CREATE TABLE mention (
  n           BIGINT PRIMARY KEY,
  id          TEXT COLLATE "C" NOT NULL,
  point       BIGINT NOT NULL REFERENCES point(n),
  rule        BIGINT NOT NULL REFERENCES rule(n),
  article     BIGINT NOT NULL REFERENCES article(id),
  revision    BIGINT NOT NULL,
  cause       TEXT COLLATE "C" NOT NULL,    -- of the revision that brought it
  changed     BIGINT,          -- when that revision was fetched; NULL for the first
  removed_at  BIGINT,          -- when an edit was fetched that took it out
  part        TEXT COLLATE "C" NOT NULL,
  start       BIGINT NOT NULL,
  stop        BIGINT NOT NULL,
  text        TEXT COLLATE "C" NOT NULL,    -- the sentence; outlives a pruned text
  hits        TEXT COLLATE "C" NOT NULL,    -- JSON
  speakers    TEXT COLLATE "C" NOT NULL,    -- JSON
  form        TEXT COLLATE "C" NOT NULL,
  stance      TEXT COLLATE "C" NOT NULL,
  treatment   TEXT COLLATE "C" NOT NULL,
  novelty     TEXT COLLATE "C",             -- JSON
  said        TEXT COLLATE "C",             -- JSON
  said_from   BIGINT,
  said_to     BIGINT,
  utterance   TEXT COLLATE "C" NOT NULL,
  retroactive BOOLEAN NOT NULL,
  needed      BOOLEAN NOT NULL DEFAULT TRUE, -- the standing events depend on it
  recorded    BIGINT NOT NULL,
  superseded  BIGINT,
  marked BOOLEAN NOT NULL DEFAULT FALSE,
  source BIGINT,
  day BIGINT,
  origin TEXT COLLATE "C",
  via TEXT COLLATE "C",
  hand TEXT COLLATE "C"
);
CREATE INDEX mention_by_id ON mention(id);
CREATE INDEX mention_by_article ON mention(article);
CREATE INDEX mention_needed ON mention(point) WHERE needed AND superseded IS NULL;
CREATE INDEX mention_by_recorded ON mention(recorded);
CREATE INDEX mention_list ON mention(revision, n);
CREATE INDEX mention_by_point ON mention(point, revision) WHERE superseded IS NULL;
CREATE INDEX mention_in_order ON mention(point);
CREATE INDEX mention_by_superseded ON mention(superseded) WHERE superseded IS NOT NULL;
CREATE INDEX mention_by_edit ON mention(point, changed, cause, superseded) WHERE cause = 'edit' AND superseded IS NULL;
CREATE INDEX mention_by_origin ON mention(point, origin, day) WHERE superseded IS NULL;
CREATE INDEX mention_by_day ON mention(point, day) WHERE superseded IS NULL;

-- What people decided about mentions. Nothing is erased: undo supersedes.
CREATE TABLE verdict (
  n          BIGINT PRIMARY KEY,
  mention    TEXT COLLATE "C" NOT NULL,
  action     TEXT COLLATE "C" NOT NULL, -- reject, confirm, speaker, stance, treatment, said
  value      TEXT COLLATE "C" NOT NULL, -- JSON; empty for reject and confirm
  who        TEXT COLLATE "C" NOT NULL,
  why        TEXT COLLATE "C" NOT NULL,
  recorded   BIGINT NOT NULL,
  superseded BIGINT
);
CREATE INDEX verdict_by_mention ON verdict(mention);
CREATE INDEX verdict_marks ON verdict(n) WHERE action = 'add' AND superseded IS NULL;
CREATE INDEX verdict_speakers ON verdict(mention) WHERE action = 'speaker' AND superseded IS NULL;

-- Rows of the timeline. An id may stand, be superseded and stand again: the
-- key of a row is id and recorded.
CREATE TABLE event (
  n          BIGINT PRIMARY KEY,
  id         TEXT COLLATE "C" NOT NULL,
  kind       TEXT COLLATE "C" NOT NULL,
  narrative  TEXT COLLATE "C" NOT NULL,
  point      TEXT COLLATE "C" NOT NULL,     -- empty for events of a whole narrative
  scope_kind TEXT COLLATE "C" NOT NULL,
  scope_id   TEXT COLLATE "C" NOT NULL,
  at_from    BIGINT,
  at_to      BIGINT,
  source     TEXT COLLATE "C" NOT NULL,
  speakers   TEXT COLLATE "C" NOT NULL,     -- ids between blanks
  baseline   BOOLEAN NOT NULL,
  retroactive BOOLEAN NOT NULL,
  supersedes TEXT COLLATE "C" NOT NULL,
  mention    TEXT COLLATE "C" NOT NULL,
  published_day BIGINT,        -- in the outlet's zone; an instant in row does not tell it
  row        TEXT COLLATE "C" NOT NULL,     -- the whole event, JSON
  recorded   BIGINT NOT NULL,
  superseded BIGINT, closed BIGINT,
  UNIQUE (id, recorded)
);
CREATE INDEX event_by_point ON event(narrative, point);
CREATE INDEX event_baseline ON event(at_to) WHERE baseline AND superseded IS NULL;
CREATE INDEX event_by_recorded ON event(recorded);
CREATE INDEX event_by_superseded ON event(superseded) WHERE superseded IS NOT NULL;
CREATE INDEX event_by_kind ON event(kind, scope_kind, at_to) WHERE superseded IS NULL;
CREATE INDEX event_by_closed ON event(closed, narrative) WHERE closed IS NOT NULL AND superseded IS NULL;
CREATE INDEX event_by_first_speaker ON event(narrative, point) WHERE kind = 'first_said' AND scope_kind = 'speaker' AND superseded IS NULL;

-- Lines repeated on many pages of a source.
CREATE TABLE furniture (
  source     BIGINT NOT NULL REFERENCES source(n),
  hash       BIGINT NOT NULL, -- of the line, folded
  line       TEXT COLLATE "C" NOT NULL,
  pages      BIGINT NOT NULL,
  recorded   BIGINT NOT NULL,
  PRIMARY KEY (source, hash)
);

-- Talking points that nobody defined; each change of status is a row.
CREATE TABLE candidate (
  n          BIGINT PRIMARY KEY,
  id         TEXT COLLATE "C" NOT NULL,
  status     TEXT COLLATE "C" NOT NULL,
  row        BYTEA NOT NULL, -- JSON, deflated where that is worth it
  recorded   BIGINT NOT NULL,
  superseded BIGINT
);
CREATE INDEX candidate_by_id ON candidate(id);
CREATE INDEX candidate_standing ON candidate(id, status) WHERE superseded IS NULL;

-- What discovery and grouping remember between runs, by name.
CREATE TABLE memory (
  name     TEXT COLLATE "C" PRIMARY KEY,
  state    BYTEA NOT NULL,
  recorded BIGINT NOT NULL,
  day BIGINT,
  articles BIGINT
);

-- Notes of people, about anything that has an id.
CREATE TABLE note (
  n        BIGINT PRIMARY KEY,
  about    TEXT COLLATE "C" NOT NULL,
  who      TEXT COLLATE "C" NOT NULL,
  text     TEXT COLLATE "C" NOT NULL,
  recorded BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL DEFAULT ''
);

-- What goes out to channels: digests, one a day and channel, and notices of
-- single events, one an event and channel, so that none is sent twice. It takes
-- the place of the table digest. The digest of a day as it was made stands
-- under the channel ''; nothing is sent there.
CREATE TABLE letter (
  day      BIGINT NOT NULL,
  channel  TEXT COLLATE "C" NOT NULL,
  event    TEXT COLLATE "C" NOT NULL DEFAULT '', -- id of the event of a notice
  body     TEXT COLLATE "C" NOT NULL,            -- as it was made, JSON
  made     BIGINT NOT NULL,
  due      BIGINT NOT NULL,         -- not to be tried before
  trying   BIGINT,                  -- when a try began that has not ended
  sent     BIGINT,
  tries    BIGINT NOT NULL DEFAULT 0,
  failure  TEXT COLLATE "C" NOT NULL DEFAULT '', -- of the last try
  PRIMARY KEY (day, channel, event)
);
CREATE UNIQUE INDEX letter_by_event ON letter(channel, event) WHERE event <> '';
CREATE INDEX letter_waiting ON letter(channel, due) WHERE sent IS NULL AND channel <> '';

-- Pages that are to be looked at again, because an outlet may edit or withdraw
-- what it published.
CREATE TABLE watch (
  article       BIGINT PRIMARY KEY REFERENCES article(id),
  next          BIGINT NOT NULL,
  etag          TEXT COLLATE "C" NOT NULL DEFAULT '',
  last_modified TEXT COLLATE "C" NOT NULL DEFAULT '',
  gone          BIGINT NOT NULL DEFAULT 0, -- how often in a row the page was gone
  gone_since    BIGINT                     -- since when
);
CREATE INDEX watch_by_next ON watch(next);

-- Documents (sitemaps, pages of a feed) that a walk through the history of a
-- source has read to their end, so that one which was interrupted goes on where
-- it stopped. They are forgotten when the walk is complete.
CREATE TABLE walk (
  source   TEXT COLLATE "C" NOT NULL,    -- id
  address  TEXT COLLATE "C" NOT NULL,    -- from which the walk began
  document TEXT COLLATE "C" NOT NULL,
  since    BIGINT NOT NULL, -- day: what was published before was passed over
  PRIMARY KEY (source, address, document)
);

-- How many rows there are: revisions, and the mentions and events that stand.
CREATE TABLE total (
  name TEXT COLLATE "C" PRIMARY KEY,
  n    BIGINT NOT NULL
);

-- The events in the order in which their rows were written last; version only
-- grows. Whoever has read the events up to one reads only those after it.
CREATE TABLE event_change (
  version BIGINT PRIMARY KEY,
  event   BIGINT NOT NULL UNIQUE
);

-- How often what is known of the mentions of a talking point was altered, other
-- than by new ones: by an edit, a verdict, or their articles being told anew.
CREATE TABLE point_change (
  point   BIGINT PRIMARY KEY,
  version BIGINT NOT NULL
);

-- What is seldom altered and often asked for: sources, and what was covered.
CREATE TABLE change (
  name    TEXT COLLATE "C" PRIMARY KEY,
  version BIGINT NOT NULL
);

CREATE TABLE published (
  day      BIGINT PRIMARY KEY,
  articles BIGINT NOT NULL
);

-- The mentions of a talking point by who spoke in them, as they were read: what
-- a verdict names instead is in the table verdict. With it the close of a day
-- finds what a speaker said before without reading what others said.
CREATE TABLE voice (
  point   BIGINT NOT NULL,
  speaker TEXT COLLATE "C" NOT NULL,
  mention BIGINT NOT NULL,
  PRIMARY KEY (point, speaker, mention)
);

-- Talking points whose evidence changed since their events were folded last. A
-- round notes them in the transaction of the evidence and folds them once, when
-- it ends: what was told before it is compared with what stands after it.
CREATE TABLE unfolded (
  point   BIGINT NOT NULL,
  article BIGINT NOT NULL,  -- whose mentions were added; 0: none but new ones; -1: every mention has to be looked at
  cause   TEXT COLLATE "C" NOT NULL,     -- of what moves, as a correction names it
  PRIMARY KEY (point, article)
);

-- What other places saw of the page of an article, beside the text that is kept
-- of it: a row for each time that this changed.
CREATE TABLE sighting (
  n        BIGINT PRIMARY KEY,
  article  BIGINT NOT NULL REFERENCES article(id),
  place    TEXT COLLATE "C" NOT NULL,            -- empty: the daemon's own
  at       BIGINT NOT NULL,
  class    TEXT COLLATE "C" NOT NULL,            -- how asking for the page ended
  status   BIGINT NOT NULL,         -- of HTTP; 0 when none arrived
  differs  BOOLEAN NOT NULL,         -- 1 where its text is another than that of the article then
  title    TEXT COLLATE "C" NOT NULL DEFAULT '', -- where it differs
  text     TEXT COLLATE "C" NOT NULL DEFAULT '', -- where it differs
  recorded BIGINT NOT NULL
);
CREATE INDEX sighting_by_article ON sighting(article, place);

-- Answers that texts with mentions were read out of, each once however often it
-- came. They stay when old texts are pruned, as long as they prove an event.
CREATE TABLE answer (
  n            BIGINT PRIMARY KEY,
  sha256       TEXT COLLATE "C" NOT NULL UNIQUE,    -- of the bytes, as they were after their content encoding was undone
  address      TEXT COLLATE "C" NOT NULL,           -- that answered, without credentials
  at           BIGINT NOT NULL,
  status       BIGINT NOT NULL,
  content_type TEXT COLLATE "C" NOT NULL,
  bytes        BIGINT NOT NULL,
  body         BYTEA                     -- deflated (RFC 1951); NULL when it was let go
);

-- Which answers a text, or its date, was read out of: the feed, the page, or both.
CREATE TABLE proof (
  revision BIGINT NOT NULL,
  answer   BIGINT NOT NULL REFERENCES answer(n),
  PRIMARY KEY (revision, answer)
);
CREATE INDEX proof_by_answer ON proof(answer);

-- The files that imports read to their end: what came of them has no answer of a
-- server, and is proved by whoever has the file.
CREATE TABLE import_file (
  n      BIGINT PRIMARY KEY,
  run    TEXT COLLATE "C" NOT NULL,    -- as in article
  name   TEXT COLLATE "C" NOT NULL,    -- without its folder; '-' is standard input
  sha256 TEXT COLLATE "C" NOT NULL,
  bytes  BIGINT NOT NULL,
  at     BIGINT NOT NULL
);
CREATE INDEX import_file_by_run ON import_file(run);

-- One row a day on which something was sealed: a list of hashes, that of the list
-- before it first, which makes a chain of them.
CREATE TABLE seal (
  day    BIGINT PRIMARY KEY,  -- the day that was over
  at     BIGINT NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,        -- of the list
  facts  BIGINT NOT NULL,     -- lines of the list that are facts
  list   BYTEA NOT NULL,        -- deflated; lines as sha256sum writes them
  stamp  BYTEA                  -- what a timestamping service answered (RFC 3161); NULL when none was asked
);

-- Facts that were recorded or superseded since the last seal; version only grows.
CREATE TABLE unsealed (
  version BIGINT PRIMARY KEY,
  kind    TEXT COLLATE "C" NOT NULL,
  n       BIGINT NOT NULL,
  UNIQUE (kind, n)
);

-- Up to which event (its number) a channel was told what is told at once.
CREATE TABLE told (
  channel TEXT COLLATE "C" PRIMARY KEY,
  event   BIGINT NOT NULL
);

-- What was told last of an event that was reported on.
CREATE TABLE followed (
  event  TEXT COLLATE "C" PRIMARY KEY,
  stands TEXT COLLATE "C",              -- the event that stood in its place, JSON; NULL: none did
  page   TEXT COLLATE "C" NOT NULL,     -- id of the event that told that its page was changed or is gone; '': nothing did
  at     BIGINT NOT NULL
);

-- How far closing days has come; one row.
CREATE TABLE closed (
  one    BIGINT PRIMARY KEY CHECK (one = 1),
  day    BIGINT,  -- the newest closed day
  at     BIGINT,  -- when closing ended last
  judged BIGINT,  -- up to when verdicts were heeded in between
  upto   BIGINT,  -- the day up to which a closing has come that has not ended
  began  BIGINT   -- when that one began
);

-- Rows are numbered as SQLite does it, without gaps: a sequence would leave one where
-- a transaction is taken back. Only one transaction writes at a time.
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES ('source', 'n'), ('feed', 'n'), ('fetch', 'n'), ('cover', 'n'), ('article', 'id'), ('reading', 'n'),
      ('rule_file', 'n'), ('point', 'n'), ('rule', 'n'), ('mention', 'n'), ('verdict', 'n'), ('event', 'n'),
      ('candidate', 'n'), ('note', 'n'), ('sighting', 'n'), ('answer', 'n'), ('import_file', 'n')) v(name, key) LOOP
    EXECUTE format('CREATE FUNCTION next_%s() RETURNS bigint LANGUAGE plpgsql AS %L', t.name,
      format('BEGIN RETURN (SELECT coalesce(max(%I), 0) + 1 FROM %I); END', t.key, t.name));
    EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT next_%s()', t.name, t.key, t.name);
  END LOOP;
END $$;

-- Versions are numbers that never come again, though their rows go (AUTOINCREMENT).
CREATE TABLE counter (
  name TEXT COLLATE "C" PRIMARY KEY,
  n    BIGINT NOT NULL
);
INSERT INTO counter VALUES ('event_change', 0), ('unsealed', 0);
CREATE FUNCTION next_version(of text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE version bigint;
BEGIN
  UPDATE counter SET n = n + 1 WHERE name = of RETURNING n INTO version;
  RETURN version;
END $$;
ALTER TABLE event_change ALTER version SET DEFAULT next_version('event_change');
ALTER TABLE unsealed ALTER version SET DEFAULT next_version('unsealed');

INSERT INTO meta VALUES ('stale', '0');
INSERT INTO total VALUES ('revisions', 0), ('mentions', 0), ('events', 0);
INSERT INTO change VALUES ('sources', 1), ('cover', 1);
INSERT INTO closed (one) VALUES (1);

-- Totals. The name of the row is the argument.
CREATE FUNCTION total_rises() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE total SET n = n + 1 WHERE name = tg_argv[0];
  RETURN NULL;
END $$;
CREATE FUNCTION total_falls() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE total SET n = n - 1 WHERE name = tg_argv[0];
  RETURN NULL;
END $$;
CREATE TRIGGER total_revision_added AFTER INSERT ON revision FOR EACH ROW EXECUTE FUNCTION total_rises('revisions');
CREATE TRIGGER total_revision_gone AFTER DELETE ON revision FOR EACH ROW EXECUTE FUNCTION total_falls('revisions');
CREATE TRIGGER total_mention_added AFTER INSERT ON mention FOR EACH ROW WHEN (new.superseded IS NULL) EXECUTE FUNCTION total_rises('mentions');
CREATE TRIGGER total_mention_stands AFTER UPDATE OF superseded ON mention FOR EACH ROW
  WHEN (new.superseded IS NULL AND old.superseded IS NOT NULL) EXECUTE FUNCTION total_rises('mentions');
CREATE TRIGGER total_mention_superseded AFTER UPDATE OF superseded ON mention FOR EACH ROW
  WHEN (new.superseded IS NOT NULL AND old.superseded IS NULL) EXECUTE FUNCTION total_falls('mentions');
CREATE TRIGGER total_mention_gone AFTER DELETE ON mention FOR EACH ROW WHEN (old.superseded IS NULL) EXECUTE FUNCTION total_falls('mentions');
CREATE TRIGGER total_event_added AFTER INSERT ON event FOR EACH ROW WHEN (new.superseded IS NULL) EXECUTE FUNCTION total_rises('events');
CREATE TRIGGER total_event_stands AFTER UPDATE OF superseded ON event FOR EACH ROW
  WHEN (new.superseded IS NULL AND old.superseded IS NOT NULL) EXECUTE FUNCTION total_rises('events');
CREATE TRIGGER total_event_superseded AFTER UPDATE OF superseded ON event FOR EACH ROW
  WHEN (new.superseded IS NOT NULL AND old.superseded IS NULL) EXECUTE FUNCTION total_falls('events');
CREATE TRIGGER total_event_gone AFTER DELETE ON event FOR EACH ROW WHEN (old.superseded IS NULL) EXECUTE FUNCTION total_falls('events');

-- Versions.
CREATE FUNCTION event_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM event_change WHERE event = new.n;
  INSERT INTO event_change (event) VALUES (new.n);
  RETURN NULL;
END $$;
CREATE TRIGGER event_written AFTER INSERT OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION event_written();

CREATE FUNCTION point_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO point_change SELECT CASE tg_op WHEN 'DELETE' THEN old.point ELSE new.point END, 1
    ON CONFLICT (point) DO UPDATE SET version = point_change.version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER mention_altered AFTER UPDATE OF id, point, rule, article, revision, cause, changed, removed_at, part, start, stop,
  text, hits, speakers, form, stance, treatment, novelty, said, utterance, retroactive, marked, recorded, superseded ON mention
  FOR EACH ROW EXECUTE FUNCTION point_told();
CREATE TRIGGER mention_gone AFTER DELETE ON mention FOR EACH ROW EXECUTE FUNCTION point_told();

CREATE FUNCTION verdict_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO point_change SELECT DISTINCT point, 1 FROM mention WHERE id = new.mention
    ON CONFLICT (point) DO UPDATE SET version = point_change.version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER verdict_written AFTER INSERT OR UPDATE ON verdict FOR EACH ROW EXECUTE FUNCTION verdict_written();

CREATE FUNCTION article_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO point_change SELECT DISTINCT point, 1 FROM mention WHERE article = new.id
    ON CONFLICT (point) DO UPDATE SET version = point_change.version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER article_told AFTER UPDATE OF url, title, language, published, published_day, published_slack, assumed, seen, origin, run, first_fetch, withdrawn ON article
  FOR EACH ROW WHEN ((new.url, new.title, new.language, new.published, new.published_day, new.published_slack, new.assumed,
      new.seen, new.origin, new.run, new.first_fetch, new.withdrawn) IS DISTINCT FROM
    (old.url, old.title, old.language, old.published, old.published_day, old.published_slack, old.assumed,
      old.seen, old.origin, old.run, old.first_fetch, old.withdrawn)) EXECUTE FUNCTION article_told();

CREATE FUNCTION change_rises() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE change SET version = version + 1 WHERE name = tg_argv[0];
  RETURN NULL;
END $$;
CREATE TRIGGER source_added AFTER INSERT ON source FOR EACH ROW EXECUTE FUNCTION change_rises('sources');
CREATE TRIGGER source_altered AFTER UPDATE OF id, name, kind, country, languages, zone, content, speaker, configured ON source
  FOR EACH ROW EXECUTE FUNCTION change_rises('sources');
CREATE TRIGGER cover_written AFTER INSERT OR UPDATE OR DELETE ON cover FOR EACH ROW EXECUTE FUNCTION change_rises('cover');

-- What a mention has of its article, unless it came with it.
CREATE FUNCTION mention_placed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  SELECT a.source, coalesce(a.published_day, a.seen / 86400000 + 719163), a.origin INTO new.source, new.day, new.origin
    FROM article a WHERE a.id = new.article;
  RETURN new;
END $$;
CREATE TRIGGER mention_placed BEFORE INSERT ON mention FOR EACH ROW WHEN (new.source IS NULL) EXECUTE FUNCTION mention_placed();

CREATE FUNCTION mention_dated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE mention SET day = coalesce(new.published_day, new.seen / 86400000 + 719163) WHERE article = new.id;
  RETURN NULL;
END $$;
CREATE TRIGGER mention_dated AFTER UPDATE OF published_day ON article FOR EACH ROW
  WHEN (new.published_day IS DISTINCT FROM old.published_day) EXECUTE FUNCTION mention_dated();

CREATE FUNCTION mention_copied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE mention SET origin = new.origin WHERE article = new.id;
  RETURN NULL;
END $$;
CREATE TRIGGER mention_copied AFTER UPDATE OF origin ON article FOR EACH ROW
  WHEN (new.origin <> old.origin) EXECUTE FUNCTION mention_copied();

CREATE FUNCTION mention_voiced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO voice SELECT new.point, value ->> 'id', new.n FROM json_each(new.speakers) WHERE value ->> 'id' <> '' ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER mention_voiced AFTER INSERT ON mention FOR EACH ROW EXECUTE FUNCTION mention_voiced();

CREATE FUNCTION mention_silenced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM voice WHERE point = new.point AND speaker IN (SELECT value ->> 'id' FROM json_each(new.speakers)) AND mention = new.n;
  RETURN NULL;
END $$;
CREATE TRIGGER mention_silenced AFTER UPDATE OF superseded ON mention FOR EACH ROW
  WHEN (new.superseded IS NOT NULL) EXECUTE FUNCTION mention_silenced();

-- The articles of each source, and of each day.
CREATE FUNCTION tally_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  more bigint := CASE tg_op WHEN 'INSERT' THEN new.articles WHEN 'UPDATE' THEN new.articles - old.articles ELSE -old.articles END;
  cell tally := CASE tg_op WHEN 'DELETE' THEN old ELSE new END;
BEGIN
  UPDATE source SET articles = articles + more WHERE n = cell.source;
  INSERT INTO published VALUES (cell.day, more) ON CONFLICT (day) DO UPDATE SET articles = published.articles + more;
  RETURN NULL;
END $$;
CREATE TRIGGER tally_written AFTER INSERT OR UPDATE OF articles OR DELETE ON tally FOR EACH ROW EXECUTE FUNCTION tally_written();

-- What was recorded or superseded since the last seal. The kind is the argument.
CREATE FUNCTION unsealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM unsealed u WHERE u.kind = tg_argv[0] AND u.n = new.n;
  INSERT INTO unsealed (kind, n) VALUES (tg_argv[0], new.n);
  RETURN NULL;
END $$;
CREATE TRIGGER event_unsealed AFTER INSERT OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION unsealed('event');
CREATE TRIGGER mention_unsealed AFTER INSERT ON mention FOR EACH ROW EXECUTE FUNCTION unsealed('mention');
CREATE TRIGGER mention_superseded_unsealed AFTER UPDATE OF superseded ON mention FOR EACH ROW
  WHEN (new.superseded IS DISTINCT FROM old.superseded) EXECUTE FUNCTION unsealed('mention');
CREATE TRIGGER verdict_unsealed AFTER INSERT ON verdict FOR EACH ROW EXECUTE FUNCTION unsealed('verdict');
CREATE TRIGGER verdict_superseded_unsealed AFTER UPDATE OF superseded ON verdict FOR EACH ROW
  WHEN (new.superseded IS DISTINCT FROM old.superseded) EXECUTE FUNCTION unsealed('verdict');
CREATE TRIGGER note_unsealed AFTER INSERT ON note FOR EACH ROW EXECUTE FUNCTION unsealed('note');
CREATE TRIGGER answer_unsealed AFTER INSERT ON answer FOR EACH ROW EXECUTE FUNCTION unsealed('answer');
CREATE TRIGGER import_file_unsealed AFTER INSERT ON import_file FOR EACH ROW EXECUTE FUNCTION unsealed('import');

-- Views for people. Columns may be added, never renamed; what they hold is said in
-- 0003_views.sql, 0007_marks.sql and 0012_dates.sql of SQLite, and in onset sql --help.
CREATE VIEW articles AS
SELECT a.id, s.id AS source, s.kind, a.title, r.text, a.url, a.language, a.author,
  coalesce(instant_text(a.published), day_text(a.published_day)) AS published_at,
  nullif(a.published_from, '') AS published_from,
  instant_text(a.seen) AS seen_at,
  instant_text(a.recorded) AS recorded_at,
  a.depth, r.number AS revisions, a.origin, (a.run IS NOT NULL)::integer AS imported,
  instant_text(a.withdrawn) AS withdrawn_at,
  day_text(CASE WHEN a.published_slack >= 0 THEN a.published_day - a.published_slack END) AS published_since,
  a.assumed
FROM article a JOIN source s ON s.n = a.source LEFT JOIN revision r ON r.id = a.latest;

CREATE VIEW mentions AS
SELECT m.id, p.narrative, p.id AS talking_point, s.id AS source, a.url, a.title,
  coalesce(instant_text(a.published), day_text(a.published_day)) AS published_at,
  instant_text(a.seen) AS seen_at,
  m.text AS sentence, m.part, m.start, m.stop,
  (SELECT string_agg(coalesce(value ->> 'id', value ->> 'text'), ' ') FROM json_each(m.speakers)) AS speakers,
  m.form, m.stance, m.treatment,
  day_text(m.said_from) AS said_from,
  day_text(m.said_to) AS said_to,
  a.origin, m.utterance,
  (SELECT CASE v.action WHEN 'reject' THEN 'rejected' ELSE 'confirmed' END FROM verdict v
    WHERE v.mention = m.id AND v.superseded IS NULL AND v.action IN ('reject', 'confirm', 'add')
    ORDER BY v.n DESC LIMIT 1) AS verdict,
  CASE WHEN m.marked THEN NULL ELSE u.hash END AS rule, (m.removed_at IS NOT NULL)::integer AS removed, m.marked::integer AS marked
FROM mention m JOIN point p ON p.n = m.point JOIN rule u ON u.n = m.rule
  JOIN article a ON a.id = m.article JOIN source s ON s.n = a.source
WHERE m.superseded IS NULL;

CREATE VIEW timeline AS
SELECT e.id, e.kind, e.narrative, e.point AS talking_point, e.scope_kind, e.scope_id,
  day_text(e.at_from) AS at_from,
  day_text(e.at_to) AS at_to,
  e.row::json #>> '{at,clock}' AS clock, e.row::json ->> 'published_at' AS published_at,
  e.row::json ->> 'seen_at' AS seen_at,
  instant_text(e.recorded) AS recorded_at,
  e.source, e.row::json #>> '{article,url}' AS url, e.row::json #>> '{article,title}' AS title,
  e.row::json #>> '{evidence,text}' AS sentence, btrim(e.speakers) AS speakers,
  e.baseline::integer AS baseline, e.retroactive::integer AS retroactive, e.mention,
  coalesce((e.row::json ->> 'order_unknown')::boolean::integer, 0) AS order_unknown, e.row::json ->> 'assumed' AS assumed
FROM event e WHERE e.superseded IS NULL;

CREATE VIEW coverage AS
SELECT s.id AS source, c.kind, f.url AS feed,
  instant_text(c.since) AS since_at,
  instant_text(coalesce(c.until, f.covered_to)) AS until_at,
  c.depth
FROM cover c JOIN source s ON s.n = c.source LEFT JOIN feed f ON f.n = c.feed;

-- What is sealed of each row, to the byte what the view of SQLite makes: row_to_json
-- and array_to_json put no blanks between.
CREATE VIEW fact AS
SELECT 'event' AS kind, e.n, (SELECT row_to_json(f)::text FROM (SELECT 'event' AS kind, e.n, e.id, e.recorded, e.superseded,
    e.supersedes, e.published_day, e.row::json AS event) f) AS json FROM event e
UNION ALL
SELECT 'mention', m.n, (SELECT row_to_json(f)::text FROM (SELECT 'mention' AS kind, m.n, m.id, p.narrative, p.id AS talking_point,
    s.id AS source, a.url, a.seen, a.run AS import, r.title, r.number AS revision, r.cause, r.depth,
    r.method, r.sha256, r.fetched, r.place,
    array_to_json(ARRAY(SELECT w.sha256 FROM proof f JOIN answer w ON w.n = f.answer WHERE f.revision = m.revision ORDER BY w.n))::text AS answers,
    m.part, m.start, m.stop, m.text, m.hits::json AS hits, m.speakers::json AS speakers, m.form,
    m.stance, m.treatment, m.novelty::json AS novelty, m.said::json AS said, m.via::json AS via, m.hand,
    m.changed, m.removed_at AS removed, m.marked::integer AS marked, m.retroactive::integer AS retroactive, m.recorded, m.superseded) f)
  FROM mention m JOIN point p ON p.n = m.point JOIN article a ON a.id = m.article JOIN source s ON s.n = a.source LEFT JOIN revision r ON r.id = m.revision
UNION ALL
SELECT 'verdict', v.n, (SELECT row_to_json(f)::text FROM (SELECT 'verdict' AS kind, v.n, v.mention, v.action,
    CASE WHEN v.value <> '' THEN v.value::json END AS value, v.who, v.why, v.recorded, v.superseded) f) FROM verdict v
UNION ALL
SELECT 'note', t.n, (SELECT row_to_json(f)::text FROM (SELECT 'note' AS kind, t.n, t.about, t.kind AS of, t.who, t.text, t.recorded) f) FROM note t
UNION ALL
SELECT 'answer', w.n, (SELECT row_to_json(f)::text FROM (SELECT 'answer' AS kind, w.n, w.sha256, w.address, w.at, w.status,
    w.content_type, w.bytes) f) FROM answer w
UNION ALL
SELECT 'import', i.n, (SELECT row_to_json(f)::text FROM (SELECT 'import' AS kind, i.n, i.run, i.name, i.sha256, i.bytes, i.at) f) FROM import_file i;
