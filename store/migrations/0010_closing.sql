-- What the close of a day reads, so that it reads the weeks before the day and
-- not all that was ever recorded.

-- The day whose close brought an event; NULL for events that rest on no counts.
-- It is seldom at_to alone: a comeback bears the days on which words were said.
ALTER TABLE event ADD COLUMN closed INTEGER;
UPDATE event SET closed = iif(kind IN ('resurgence', 'shift'), coalesce(published_day, at_to), at_to)
  WHERE kind IN ('resurgence', 'surge', 'spread', 'faded', 'shift');
CREATE INDEX event_by_closed ON event(closed, narrative) WHERE closed IS NOT NULL AND superseded IS NULL;

-- Since when speakers use a line.
CREATE INDEX event_by_first_speaker ON event(narrative, point) WHERE kind = 'first_said' AND scope_kind = 'speaker' AND superseded IS NULL;

-- The weeks before a day, also of one speaker; what an edit brought is of the
-- day of the edit. Whether a text was carried before, in copies.
--   origin  of the article
CREATE INDEX mention_by_day ON mention(point, day, speakers, superseded) WHERE superseded IS NULL;
CREATE INDEX mention_by_edit ON mention(point, changed, cause, superseded) WHERE cause = 'edit' AND superseded IS NULL;
ALTER TABLE mention ADD COLUMN origin TEXT;
UPDATE mention SET origin = (SELECT origin FROM article WHERE id = mention.article);
CREATE INDEX mention_by_origin ON mention(point, origin, day) WHERE superseded IS NULL;
DROP TRIGGER mention_placed;
CREATE TRIGGER mention_placed AFTER INSERT ON mention BEGIN
  UPDATE mention SET (source, day, origin) =
    (SELECT source, coalesce(published_day, seen / 86400000 + 719163), origin FROM article WHERE id = new.article) WHERE n = new.n;
END;
CREATE TRIGGER mention_copied AFTER UPDATE OF origin ON article WHEN new.origin <> old.origin BEGIN
  UPDATE mention SET origin = new.origin WHERE article = new.id;
END;
CREATE INDEX verdict_speakers ON verdict(mention) WHERE action = 'speaker' AND superseded IS NULL;
