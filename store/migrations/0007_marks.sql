-- Passages that a person marked, because no rule took them. What was marked is
-- the value of a verdict of the action 'add'; while that stands, its mention does.
--   marked  1: no rule takes it; rule is then the version that misses it
ALTER TABLE mention ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX verdict_marks ON verdict(n) WHERE action = 'add' AND superseded IS NULL;

-- As before, with marked, and a rule only where one took it.
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
--   rule          version of the rule that took it; NULL where a person marked it
--   removed       1: an edit took it out again
--   marked        1: a person marked it
--   (Corrections of speaker, stance, treatment and said by a person are in the
--   table verdict; `onset mentions` shows them applied.)
DROP VIEW mentions;
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
    WHERE v.mention = m.id AND v.superseded IS NULL AND v.action IN ('reject', 'confirm', 'add')
    ORDER BY v.n DESC LIMIT 1) AS verdict,
  CASE WHEN m.marked THEN NULL ELSE u.hash END AS rule, m.removed_at IS NOT NULL AS removed, m.marked
FROM mention m JOIN point p ON p.n = m.point JOIN rule u ON u.n = m.rule
  JOIN article a ON a.id = m.article JOIN source s ON s.n = a.source
WHERE m.superseded IS NULL;
