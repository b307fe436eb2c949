-- What goes out to channels: digests, one a day and channel, and notices of
-- single events, one an event and channel, so that none is sent twice. It takes
-- the place of the table digest. The digest of a day as it was made stands
-- under the channel ''; nothing is sent there.
CREATE TABLE letter (
  day      INTEGER NOT NULL,
  channel  TEXT NOT NULL,
  event    TEXT NOT NULL DEFAULT '', -- id of the event of a notice
  body     TEXT NOT NULL,            -- as it was made, JSON
  made     INTEGER NOT NULL,
  due      INTEGER NOT NULL,         -- not to be tried before
  trying   INTEGER,                  -- when a try began that has not ended
  sent     INTEGER,
  tries    INTEGER NOT NULL DEFAULT 0,
  failure  TEXT NOT NULL DEFAULT '', -- of the last try
  PRIMARY KEY (day, channel, event)
) WITHOUT ROWID;
CREATE UNIQUE INDEX letter_by_event ON letter(channel, event) WHERE event <> '';
CREATE INDEX letter_waiting ON letter(channel, due) WHERE sent IS NULL AND channel <> '';

INSERT INTO letter (day, channel, body, made, due, sent, tries, failure)
SELECT day, channel, body, made, made, sent, tries, failure FROM digest;
DROP TABLE digest;

-- What a note says of its object: '' is a remark, 'reported' that it was used
-- in the note of that name.
ALTER TABLE note ADD COLUMN kind TEXT NOT NULL DEFAULT '';
