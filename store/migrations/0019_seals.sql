-- What a stranger can check: the bytes that servers answered with, and a chain of
-- hashes over all that was recorded.

-- Answers that texts with mentions were read out of, each once however often it
-- came. They stay when old texts are pruned, as long as they prove an event.
CREATE TABLE answer (
  n            INTEGER PRIMARY KEY,
  sha256       TEXT NOT NULL UNIQUE,    -- of the bytes, as they were after their content encoding was undone
  address      TEXT NOT NULL,           -- that answered, without credentials
  at           INTEGER NOT NULL,
  status       INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  bytes        INTEGER NOT NULL,
  body         BLOB                     -- deflated (RFC 1951); NULL when it was let go
);

-- Which answers a text, or its date, was read out of: the feed, the page, or both.
CREATE TABLE proof (
  revision INTEGER NOT NULL,
  answer   INTEGER NOT NULL REFERENCES answer(n),
  PRIMARY KEY (revision, answer)
) WITHOUT ROWID;
CREATE INDEX proof_by_answer ON proof(answer);

-- The files that imports read to their end: what came of them has no answer of a
-- server, and is proved by whoever has the file.
CREATE TABLE import_file (
  n      INTEGER PRIMARY KEY,
  run    TEXT NOT NULL,    -- as in article
  name   TEXT NOT NULL,    -- without its folder; '-' is standard input
  sha256 TEXT NOT NULL,
  bytes  INTEGER NOT NULL,
  at     INTEGER NOT NULL
);
CREATE INDEX import_file_by_run ON import_file(run);

-- One row a day on which something was sealed: a list of hashes, that of the list
-- before it first, which makes a chain of them.
CREATE TABLE seal (
  day    INTEGER PRIMARY KEY,  -- the day that was over
  at     INTEGER NOT NULL,
  sha256 TEXT NOT NULL,        -- of the list
  facts  INTEGER NOT NULL,     -- lines of the list that are facts
  list   BLOB NOT NULL,        -- deflated; lines as sha256sum writes them
  stamp  BLOB                  -- what a timestamping service answered (RFC 3161); NULL when none was asked
);

-- Facts that were recorded or superseded since the last seal; version only grows.
CREATE TABLE unsealed (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  kind    TEXT NOT NULL,
  n       INTEGER NOT NULL,
  UNIQUE (kind, n)
);
INSERT INTO unsealed (kind, n) SELECT 'event', n FROM event ORDER BY n;
INSERT INTO unsealed (kind, n) SELECT 'mention', n FROM mention ORDER BY n;
INSERT INTO unsealed (kind, n) SELECT 'verdict', n FROM verdict ORDER BY n;
INSERT INTO unsealed (kind, n) SELECT 'note', n FROM note ORDER BY n;
CREATE TRIGGER event_unsealed AFTER INSERT ON event BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('event', new.n);
END;
CREATE TRIGGER event_altered_unsealed AFTER UPDATE ON event BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('event', new.n);
END;
CREATE TRIGGER mention_unsealed AFTER INSERT ON mention BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('mention', new.n);
END;
CREATE TRIGGER mention_superseded_unsealed AFTER UPDATE OF superseded ON mention WHEN new.superseded IS NOT old.superseded BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('mention', new.n);
END;
CREATE TRIGGER verdict_unsealed AFTER INSERT ON verdict BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('verdict', new.n);
END;
CREATE TRIGGER verdict_superseded_unsealed AFTER UPDATE OF superseded ON verdict WHEN new.superseded IS NOT old.superseded BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('verdict', new.n);
END;
CREATE TRIGGER note_unsealed AFTER INSERT ON note BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('note', new.n);
END;
CREATE TRIGGER answer_unsealed AFTER INSERT ON answer BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('answer', new.n);
END;
CREATE TRIGGER import_file_unsealed AFTER INSERT ON import_file BEGIN
  INSERT OR REPLACE INTO unsealed (kind, n) VALUES ('import', new.n);
END;

-- What is sealed of each row, as JSON: the hash in a list is that of this text in
-- UTF-8. Instants are milliseconds since 1970 (UTC), days numbers (0001-01-01 = 1).
-- What Onset notes of a mention for itself (its rule, its occasion) is left out.
CREATE VIEW fact AS
SELECT 'event' AS kind, n, json_object('kind', 'event', 'n', n, 'id', id, 'recorded', recorded, 'superseded', superseded,
    'supersedes', supersedes, 'published_day', published_day, 'event', json(row)) AS json FROM event
UNION ALL
SELECT 'mention', m.n, json_object('kind', 'mention', 'n', m.n, 'id', m.id, 'narrative', p.narrative, 'talking_point', p.id,
    'source', s.id, 'url', a.url, 'seen', a.seen, 'import', a.run, 'title', r.title, 'revision', r.number, 'cause', r.cause, 'depth', r.depth,
    'method', r.method, 'sha256', r.sha256, 'fetched', r.fetched, 'place', r.place,
    'answers', (SELECT json_group_array(w.sha256) FROM (SELECT w.sha256 FROM proof f JOIN answer w ON w.n = f.answer WHERE f.revision = m.revision ORDER BY w.n) w),
    'part', m.part, 'start', m.start, 'stop', m.stop, 'text', m.text, 'hits', json(m.hits), 'speakers', json(m.speakers), 'form', m.form,
    'stance', m.stance, 'treatment', m.treatment, 'novelty', json(m.novelty), 'said', json(m.said), 'via', json(m.via), 'hand', m.hand,
    'changed', m.changed, 'removed', m.removed_at, 'marked', m.marked, 'retroactive', m.retroactive, 'recorded', m.recorded, 'superseded', m.superseded)
  FROM mention m JOIN point p ON p.n = m.point JOIN article a ON a.id = m.article JOIN source s ON s.n = a.source LEFT JOIN revision r ON r.id = m.revision
UNION ALL
SELECT 'verdict', n, json_object('kind', 'verdict', 'n', n, 'mention', mention, 'action', action, 'value', iif(value = '', NULL, json(value)), 'who', who, 'why', why,
    'recorded', recorded, 'superseded', superseded) FROM verdict
UNION ALL
SELECT 'note', n, json_object('kind', 'note', 'n', n, 'about', about, 'of', kind, 'who', who, 'text', text, 'recorded', recorded) FROM note
UNION ALL
SELECT 'answer', n, json_object('kind', 'answer', 'n', n, 'sha256', sha256, 'address', address, 'at', at, 'status', status,
    'content_type', content_type, 'bytes', bytes) FROM answer
UNION ALL
SELECT 'import', n, json_object('kind', 'import', 'n', n, 'run', run, 'name', name, 'sha256', sha256, 'bytes', bytes, 'at', at) FROM import_file;
