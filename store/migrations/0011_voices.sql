-- The mentions of a talking point by who spoke in them, as they were read: what
-- a verdict names instead is in the table verdict. With it the close of a day
-- finds what a speaker said before without reading what others said.
CREATE TABLE voice (
  point   INTEGER NOT NULL,
  speaker TEXT NOT NULL,
  mention INTEGER NOT NULL,
  PRIMARY KEY (point, speaker, mention)
) WITHOUT ROWID;
INSERT OR IGNORE INTO voice SELECT m.point, j.value ->> 'id', m.n FROM mention m, json_each(m.speakers) j
  WHERE m.superseded IS NULL AND j.value ->> 'id' <> '';
CREATE TRIGGER mention_voiced AFTER INSERT ON mention BEGIN
  INSERT OR IGNORE INTO voice SELECT new.point, value ->> 'id', new.n FROM json_each(new.speakers) WHERE value ->> 'id' <> '';
END;
CREATE TRIGGER mention_silenced AFTER UPDATE OF superseded ON mention WHEN new.superseded IS NOT NULL BEGIN
  DELETE FROM voice WHERE point = new.point AND speaker IN (SELECT value ->> 'id' FROM json_each(new.speakers)) AND mention = new.n;
END;
DROP INDEX mention_by_day;
CREATE INDEX mention_by_day ON mention(point, day) WHERE superseded IS NULL;
