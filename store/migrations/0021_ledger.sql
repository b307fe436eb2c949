-- How far pieces of work have come, in tables of their own instead of texts by name
-- in meta: each is written in the transaction of what it stands for.

-- Up to which event (its number) a channel was told what is told at once.
CREATE TABLE told (
  channel TEXT PRIMARY KEY,
  event   INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO told SELECT substr(key, length('named told ') + 1), CAST(value AS INTEGER) FROM meta WHERE key GLOB 'named told *' AND value <> '';

-- What was told last of an event that was reported on.
CREATE TABLE followed (
  event  TEXT PRIMARY KEY,
  stands TEXT,              -- the event that stood in its place, JSON; NULL: none did
  page   TEXT NOT NULL,     -- id of the event that told that its page was changed or is gone; '': nothing did
  at     INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO followed SELECT substr(key, length('named followed ') + 1), value -> '$.stands', coalesce(value ->> '$.page', ''),
    CAST(unixepoch(value ->> '$.at', 'subsec') * 1000 AS INTEGER) FROM meta WHERE key GLOB 'named followed *' AND value <> '';
UPDATE followed SET stands = NULL WHERE stands = 'null';

-- How far closing days has come; one row.
CREATE TABLE closed (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  day    INTEGER,  -- the newest closed day
  at     INTEGER,  -- when closing ended last
  judged INTEGER,  -- up to when verdicts were heeded in between
  upto   INTEGER,  -- the day up to which a closing has come that has not ended
  began  INTEGER   -- when that one began
);
-- Instants lose what is below a millisecond, downwards, so that nothing new is missed.
INSERT INTO closed (one, day, at, judged, upto, began) SELECT 1,
  (SELECT unixepoch(nullif(value, '')) / 86400 + 719163 FROM meta WHERE key = 'named closed day'),
  (SELECT CAST(unixepoch(nullif(value, ''), 'subsec') * 1000 AS INTEGER) FROM meta WHERE key = 'named closed at'),
  (SELECT CAST(unixepoch(nullif(value, ''), 'subsec') * 1000 AS INTEGER) FROM meta WHERE key = 'named judged at'),
  (SELECT unixepoch(substr(nullif(value, ''), 1, 10)) / 86400 + 719163 FROM meta WHERE key = 'named closing to'),
  (SELECT CAST(unixepoch(substr(nullif(value, ''), 12), 'subsec') * 1000 AS INTEGER) FROM meta WHERE key = 'named closing to');

-- The day up to which discovery knows what it remembers, and how many articles it
-- has learned from, beside what it remembers.
ALTER TABLE memory ADD COLUMN day INTEGER;
ALTER TABLE memory ADD COLUMN articles INTEGER;
UPDATE memory SET
  day = (SELECT unixepoch(nullif(value, '')) / 86400 + 719163 FROM meta WHERE key = 'named discovered day'),
  articles = (SELECT CAST(nullif(value, '') AS INTEGER) FROM meta WHERE key = 'named learned articles') WHERE name = 'discovery';

DELETE FROM meta WHERE key GLOB 'named told *' OR key GLOB 'named followed *' OR
  key IN ('named closed day', 'named closed at', 'named judged at', 'named closing to', 'named discovered day', 'named learned articles');
