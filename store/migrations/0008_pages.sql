-- What the pages need so that none of them reads all there is: totals instead
-- of counts, versions that tell whether something was altered since it was read,
-- and an order in which mentions are listed. Triggers keep them, so that they
-- are right whoever writes.

-- How many rows there are: revisions, and the mentions and events that stand.
CREATE TABLE total (
  name TEXT PRIMARY KEY,
  n    INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO total VALUES
  ('revisions', (SELECT count(*) FROM revision)),
  ('mentions', (SELECT count(*) FROM mention WHERE superseded IS NULL)),
  ('events', (SELECT count(*) FROM event WHERE superseded IS NULL));
CREATE TRIGGER total_revision_added AFTER INSERT ON revision BEGIN
  UPDATE total SET n = n + 1 WHERE name = 'revisions';
END;
CREATE TRIGGER total_revision_gone AFTER DELETE ON revision BEGIN
  UPDATE total SET n = n - 1 WHERE name = 'revisions';
END;
CREATE TRIGGER total_mention_added AFTER INSERT ON mention WHEN new.superseded IS NULL BEGIN
  UPDATE total SET n = n + 1 WHERE name = 'mentions';
END;
CREATE TRIGGER total_mention_altered AFTER UPDATE OF superseded ON mention BEGIN
  UPDATE total SET n = n + (new.superseded IS NULL) - (old.superseded IS NULL) WHERE name = 'mentions';
END;
CREATE TRIGGER total_mention_gone AFTER DELETE ON mention WHEN old.superseded IS NULL BEGIN
  UPDATE total SET n = n - 1 WHERE name = 'mentions';
END;
CREATE TRIGGER total_event_added AFTER INSERT ON event WHEN new.superseded IS NULL BEGIN
  UPDATE total SET n = n + 1 WHERE name = 'events';
END;
CREATE TRIGGER total_event_altered AFTER UPDATE OF superseded ON event BEGIN
  UPDATE total SET n = n + (new.superseded IS NULL) - (old.superseded IS NULL) WHERE name = 'events';
END;
CREATE TRIGGER total_event_gone AFTER DELETE ON event WHEN old.superseded IS NULL BEGIN
  UPDATE total SET n = n - 1 WHERE name = 'events';
END;

-- The events in the order in which their rows were written last; version only
-- grows. Whoever has read the events up to one reads only those after it.
CREATE TABLE event_change (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  event   INTEGER NOT NULL UNIQUE
);
INSERT INTO event_change (event) SELECT n FROM event ORDER BY n;
CREATE TRIGGER event_added AFTER INSERT ON event BEGIN
  INSERT INTO event_change (event) VALUES (new.n);
END;
CREATE TRIGGER event_altered AFTER UPDATE ON event BEGIN
  DELETE FROM event_change WHERE event = new.n;
  INSERT INTO event_change (event) VALUES (new.n);
END;

CREATE INDEX event_by_kind ON event(kind, scope_kind, at_to) WHERE superseded IS NULL;

-- How often what is known of the mentions of a talking point was altered, other
-- than by new ones: by an edit, a verdict, or their articles being told anew.
CREATE TABLE point_change (
  point   INTEGER PRIMARY KEY,
  version INTEGER NOT NULL
);
CREATE TRIGGER mention_altered AFTER UPDATE OF id, point, rule, article, revision, cause, changed, removed_at, part, start, stop,
  text, hits, speakers, form, stance, treatment, novelty, said, utterance, retroactive, marked, recorded, superseded ON mention BEGIN
  INSERT INTO point_change VALUES (new.point, 1) ON CONFLICT DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER mention_gone AFTER DELETE ON mention BEGIN
  INSERT INTO point_change VALUES (old.point, 1) ON CONFLICT DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER verdict_given AFTER INSERT ON verdict BEGIN
  INSERT INTO point_change SELECT DISTINCT point, 1 FROM mention WHERE id = new.mention ON CONFLICT DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER verdict_altered AFTER UPDATE ON verdict BEGIN
  INSERT INTO point_change SELECT DISTINCT point, 1 FROM mention WHERE id = new.mention ON CONFLICT DO UPDATE SET version = version + 1;
END;
CREATE TRIGGER article_told AFTER UPDATE OF url, title, language, published, published_day, seen, origin, run, first_fetch, withdrawn ON article
  WHEN new.url <> old.url OR new.title <> old.title OR new.language <> old.language OR new.published IS NOT old.published
    OR new.published_day IS NOT old.published_day OR new.seen <> old.seen OR new.origin <> old.origin OR new.run IS NOT old.run
    OR new.first_fetch <> old.first_fetch OR new.withdrawn IS NOT old.withdrawn BEGIN
  INSERT INTO point_change SELECT DISTINCT point, 1 FROM mention WHERE article = new.id ON CONFLICT DO UPDATE SET version = version + 1;
END;

-- Lists of mentions go by revision, newest first. What filters ask for stands in
-- the index itself, so that those which don't pass cost little.
--   source  of the article
--   day     published, in the outlet's zone, or seen where nobody says
ALTER TABLE mention ADD COLUMN source INTEGER;
ALTER TABLE mention ADD COLUMN day INTEGER;
UPDATE mention SET (source, day) =
  (SELECT source, coalesce(published_day, seen / 86400000 + 719163) FROM article WHERE id = mention.article);
CREATE TRIGGER mention_placed AFTER INSERT ON mention BEGIN
  UPDATE mention SET (source, day) =
    (SELECT source, coalesce(published_day, seen / 86400000 + 719163) FROM article WHERE id = new.article) WHERE n = new.n;
END;
CREATE TRIGGER mention_dated AFTER UPDATE OF published_day ON article WHEN new.published_day IS NOT old.published_day BEGIN
  UPDATE mention SET day = coalesce(new.published_day, new.seen / 86400000 + 719163) WHERE article = new.id;
END;
CREATE INDEX mention_list ON mention(revision, point, source, day, article, recorded, superseded, form, stance, treatment, speakers);
DROP INDEX mention_by_point;
CREATE INDEX mention_by_point ON mention(point, revision) WHERE superseded IS NULL;
CREATE INDEX mention_in_order ON mention(point);

-- What is seldom altered and often asked for: sources, and what was covered.
CREATE TABLE change (
  name    TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO change VALUES ('sources', 1), ('cover', 1);
CREATE TRIGGER source_added AFTER INSERT ON source BEGIN
  UPDATE change SET version = version + 1 WHERE name = 'sources';
END;
CREATE TRIGGER source_altered AFTER UPDATE OF id, name, kind, country, languages, zone, content, speaker, configured ON source BEGIN
  UPDATE change SET version = version + 1 WHERE name = 'sources';
END;
CREATE TRIGGER cover_added AFTER INSERT ON cover BEGIN
  UPDATE change SET version = version + 1 WHERE name = 'cover';
END;
CREATE TRIGGER cover_altered AFTER UPDATE ON cover BEGIN
  UPDATE change SET version = version + 1 WHERE name = 'cover';
END;
CREATE TRIGGER cover_gone AFTER DELETE ON cover BEGIN
  UPDATE change SET version = version + 1 WHERE name = 'cover';
END;

-- The articles of each source, of a source by day, and of each day.
ALTER TABLE source ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;
UPDATE source SET articles = (SELECT coalesce(sum(articles), 0) FROM tally l WHERE l.source = source.n);
CREATE INDEX tally_by_source ON tally(source, day, articles);
CREATE TABLE published (
  day      INTEGER PRIMARY KEY,
  articles INTEGER NOT NULL
);
INSERT INTO published SELECT day, sum(articles) FROM tally GROUP BY day;
CREATE TRIGGER tally_added AFTER INSERT ON tally BEGIN
  UPDATE source SET articles = articles + new.articles WHERE n = new.source;
  INSERT INTO published VALUES (new.day, new.articles) ON CONFLICT DO UPDATE SET articles = articles + new.articles;
END;
CREATE TRIGGER tally_altered AFTER UPDATE OF articles ON tally BEGIN
  UPDATE source SET articles = articles + new.articles - old.articles WHERE n = new.source;
  UPDATE published SET articles = articles + new.articles - old.articles WHERE day = new.day;
END;
CREATE TRIGGER tally_gone AFTER DELETE ON tally BEGIN
  UPDATE source SET articles = articles - old.articles WHERE n = old.source;
  UPDATE published SET articles = articles - old.articles WHERE day = old.day;
END;
