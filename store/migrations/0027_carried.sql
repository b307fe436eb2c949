-- What was carried over the archive and what is to be left alone, in tables of their
-- own instead of texts by name in meta: each is written in the transaction of what it
-- stands for.

-- The rules, speakers, groups and sources that the articles were read with.
CREATE TABLE carried (
  subject TEXT NOT NULL,  -- rule, speaker, group or source
  id      TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (subject, id)
) WITHOUT ROWID;
INSERT INTO carried SELECT 'rule', j.key, j.value FROM meta m, json_each(nullif(m.value, '')) j WHERE m.key = 'named matched rules';
INSERT INTO carried SELECT substr(j.key, 1, instr(j.key, ' ') - 1), substr(j.key, instr(j.key, ' ') + 1), j.value
  FROM meta m, json_each(nullif(m.value, '')) j WHERE m.key = 'named read with';

-- How far carrying them over has come; one row.
CREATE TABLE rematch (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  known INTEGER NOT NULL,  -- 1 where it is known what was carried over, be it nothing
  mark  TEXT,              -- what is being carried over; NULL: nothing
  upto  INTEGER            -- the newest revision that was read for it
);
INSERT INTO rematch SELECT 1, EXISTS (SELECT 1 FROM meta WHERE key = 'named matched rules' AND value <> ''),
  (SELECT substr(value, 1, instr(value, ' up to ') - 1) FROM meta WHERE key = 'named rematch' AND value LIKE '% up to %'),
  (SELECT CAST(substr(value, instr(value, ' up to ') + 7) AS INTEGER) FROM meta WHERE key = 'named rematch' AND value LIKE '% up to %');

-- The addresses whose servers want to be left alone.
CREATE TABLE held (
  address TEXT NOT NULL,
  place   TEXT NOT NULL,     -- from which it was asked; '': here
  until   INTEGER NOT NULL,
  PRIMARY KEY (address, place)
) WITHOUT ROWID;
INSERT INTO held SELECT j.value ->> '$.Address', j.value ->> '$.Place', CAST(unixepoch(j.value ->> '$.Until', 'subsec') * 1000 AS INTEGER)
  FROM meta m, json_each(nullif(m.value, '')) j WHERE m.key = 'named held addresses';

DELETE FROM meta WHERE key IN ('named matched rules', 'named read with', 'named rematch', 'named held addresses');
