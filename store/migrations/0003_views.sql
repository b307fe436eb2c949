-- Views for people: `onset sql`, or the sqlite3 shell while the daemon runs.
-- Columns may be added, never renamed. Instants are RFC 3339 UTC as text,
-- days YYYY-MM-DD, unknown is NULL.

-- One row an article, with the text of its latest revision.
--   id           number, in order of recording
--   source       id of the outlet or institution
--   kind         of the source: official, state_media, wire, ...
--   title, text  text is NULL when only the title was known, or after pruning
--   url          canonical address; empty when there is none
--   language     ISO 639-1; empty when unknown
--   author       as given
--   published_at instant, or the day in the outlet's zone; NULL when nobody says
--   published_from where that was taken from: rss:pubDate, page:json-ld, import
--   seen_at      when Onset first fetched it
--   recorded_at  when it was written to this file
--   depth        title, excerpt or full
--   revisions    how many texts are known
--   origin       shared by articles that share their text
--   imported     1: history, 0: observed
--   withdrawn_at when its page was established to be gone
CREATE VIEW articles AS
SELECT a.id, s.id AS source, s.kind, a.title, r.text, a.url, a.language, a.author,
  coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', a.published / 1000, 'unixepoch'),
           date((a.published_day - 719163) * 86400, 'unixepoch')) AS published_at,
  nullif(a.published_from, '') AS published_from,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.seen / 1000, 'unixepoch') AS seen_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.recorded / 1000, 'unixepoch') AS recorded_at,
  a.depth, r.number AS revisions, a.origin, a.run IS NOT NULL AS imported,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.withdrawn / 1000, 'unixepoch') AS withdrawn_at
FROM article a JOIN source s ON s.n = a.source LEFT JOIN revision r ON r.id = a.latest;

-- One row a mention that stands: a talking point in a sentence.
--   id            stable over recomputing; onset why and onset review take it
--   narrative, talking_point
--   source, url, title, published_at, seen_at   of its article
--   sentence      the evidence, as stored
--   part, start, stop   where it is: title or text, byte offsets of the sentence
--   speakers      ids between blanks; empty when the outlet speaks
--   form          direct, mixed, indirect, own_voice
--   stance        affirms, denies, asks
--   treatment     asserts, reports, distances, debunks
--   said_from, said_to   days on which the words were said, as far as known
--   origin, utterance    articles that share text; one occasion of speech
--   verdict       confirmed, rejected or NULL
--   rule          version of the rule that took it
--   removed       1: an edit took it out again
--   (Corrections of speaker, stance, treatment and said by a person are in the
--   table verdict; `onset mentions` shows them applied.)
CREATE VIEW mentions AS
SELECT m.id, p.narrative, p.id AS talking_point, s.id AS source, a.url, a.title,
  coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', a.published / 1000, 'unixepoch'),
           date((a.published_day - 719163) * 86400, 'unixepoch')) AS published_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', a.seen / 1000, 'unixepoch') AS seen_at,
  m.text AS sentence, m.part, m.start, m.stop,
  (SELECT group_concat(coalesce(value ->> 'id', value ->> 'text'), ' ') FROM json_each(m.speakers)) AS speakers,
  m.form, m.stance, m.treatment,
  date((m.said_from - 719163) * 86400, 'unixepoch') AS said_from,
  date((m.said_to - 719163) * 86400, 'unixepoch') AS said_to,
  a.origin, m.utterance,
  (SELECT CASE v.action WHEN 'reject' THEN 'rejected' ELSE 'confirmed' END FROM verdict v
    WHERE v.mention = m.id AND v.superseded IS NULL AND v.action IN ('reject', 'confirm')
    ORDER BY v.n DESC LIMIT 1) AS verdict,
  u.hash AS rule, m.removed_at IS NOT NULL AS removed
FROM mention m JOIN point p ON p.n = m.point JOIN rule u ON u.n = m.rule
  JOIN article a ON a.id = m.article JOIN source s ON s.n = a.source
WHERE m.superseded IS NULL;

-- One row an event that stands.
--   id, kind, narrative, talking_point
--   scope_kind, scope_id   overall, source, speaker, language
--   at_from, at_to, clock  days, and the clock they are read from: said, published, seen
--   published_at, seen_at, recorded_at
--   source, url, title, sentence   what proves it
--   speakers     ids between blanks
--   baseline     1: it may be old, coverage had only begun
--   retroactive  1: found by a rule that came after the article
--   mention      id of the mention that proves it
CREATE VIEW timeline AS
SELECT id, kind, narrative, point AS talking_point, scope_kind, scope_id,
  date((at_from - 719163) * 86400, 'unixepoch') AS at_from,
  date((at_to - 719163) * 86400, 'unixepoch') AS at_to,
  row ->> '$.at.clock' AS clock, row ->> '$.published_at' AS published_at,
  row ->> '$.seen_at' AS seen_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', recorded / 1000, 'unixepoch') AS recorded_at,
  source, row ->> '$.article.url' AS url, row ->> '$.article.title' AS title,
  row ->> '$.evidence.text' AS sentence, trim(speakers) AS speakers,
  baseline, retroactive, mention
FROM event WHERE superseded IS NULL;

-- What was looked through: one row an interval.
--   source
--   kind      observed, imported, or gap (nothing is known of that time)
--   feed      address; NULL for imports and for what several feeds share
--   since_at, until_at
--   depth     of most texts: title, excerpt, full
CREATE VIEW coverage AS
SELECT s.id AS source, c.kind, f.url AS feed,
  strftime('%Y-%m-%dT%H:%M:%SZ', c.since / 1000, 'unixepoch') AS since_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', coalesce(c.until, f.covered_to) / 1000, 'unixepoch') AS until_at,
  c.depth
FROM cover c JOIN source s ON s.n = c.source LEFT JOIN feed f ON f.n = c.feed;
