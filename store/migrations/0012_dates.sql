-- What the outlet left out of a published date, and what stays uncertain of it.
--   published_slack  days before published_day on which it may have been published as
--                    well; -1: on any. Where it is not 0 published_day is the last.
--   assumed          JSON: zone, order of day and month, last_change, no_year, no_day;
--                    NULL where nothing had to be assumed
ALTER TABLE article ADD COLUMN published_slack INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN assumed TEXT;

DROP TRIGGER article_told;
CREATE TRIGGER article_told AFTER UPDATE OF url, title, language, published, published_day, published_slack, assumed, seen, origin, run, first_fetch, withdrawn ON article
  WHEN new.url <> old.url OR new.title <> old.title OR new.language <> old.language OR new.published IS NOT old.published
    OR new.published_day IS NOT old.published_day OR new.published_slack <> old.published_slack OR new.assumed IS NOT old.assumed
    OR new.seen <> old.seen OR new.origin <> old.origin OR new.run IS NOT old.run
    OR new.first_fetch <> old.first_fetch OR new.withdrawn IS NOT old.withdrawn BEGIN
  INSERT INTO point_change SELECT DISTINCT point, 1 FROM mention WHERE article = new.id ON CONFLICT DO UPDATE SET version = version + 1;
END;

-- The views of 0003, with what is uncertain.
--   published_since  first day on which it may have been published; NULL when nothing
--                    bounds it, or nobody says when
--   assumed          in words of JSON, as above
DROP VIEW articles;
CREATE VIEW articles AS
SELECT a.id, s.id AS source, s.kind, a.title, r.text, a.url, a.language, a.author,
  coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', a.published / 1000, 'unixepoch'),
           date((a.published_day - 719163) * 86400, 'unixepoch')) AS published_at,
  nullif(a.published_from, '') AS published_from,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.seen / 1000, 'unixepoch') AS seen_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.recorded / 1000, 'unixepoch') AS recorded_at,
  a.depth, r.number AS revisions, a.origin, a.run IS NOT NULL AS imported,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.withdrawn / 1000, 'unixepoch') AS withdrawn_at,
  date((iif(a.published_slack < 0, NULL, a.published_day - a.published_slack) - 719163) * 86400, 'unixepoch') AS published_since,
  a.assumed
FROM article a JOIN source s ON s.n = a.source LEFT JOIN revision r ON r.id = a.latest;

--   order_unknown  1: a first, but only by what was assumed of it or of another article
DROP VIEW timeline;
CREATE VIEW timeline AS
SELECT id, kind, narrative, point AS talking_point, scope_kind, scope_id,
  date((at_from - 719163) * 86400, 'unixepoch') AS at_from,
  date((at_to - 719163) * 86400, 'unixepoch') AS at_to,
  row ->> '$.at.clock' AS clock, row ->> '$.published_at' AS published_at,
  row ->> '$.seen_at' AS seen_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', recorded / 1000, 'unixepoch') AS recorded_at,
  source, row ->> '$.article.url' AS url, row ->> '$.article.title' AS title,
  row ->> '$.evidence.text' AS sentence, trim(speakers) AS speakers,
  baseline, retroactive, mention, coalesce(row ->> '$.order_unknown', 0) AS order_unknown, row ->> '$.assumed' AS assumed
FROM event WHERE superseded IS NULL;
