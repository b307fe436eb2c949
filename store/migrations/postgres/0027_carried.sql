-- What was carried over the archive and what is to be left alone, in tables of their
-- own instead of texts by name in meta: each is written in the transaction of what it
-- stands for.

-- The rules, speakers, groups and sources that the articles were read with.
CREATE TABLE carried (
  subject TEXT COLLATE "C" NOT NULL,  -- rule, speaker, group or source
  id      TEXT COLLATE "C" NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (subject, id)
);
INSERT INTO carried SELECT 'rule', j.key, j.value
  FROM (SELECT value FROM meta WHERE key = 'named matched rules') m, json_each_text(CAST(nullif(m.value, '') AS json)) j;
INSERT INTO carried SELECT substr(j.key, 1, strpos(j.key, ' ') - 1), substr(j.key, strpos(j.key, ' ') + 1), j.value
  FROM (SELECT value FROM meta WHERE key = 'named read with') m, json_each_text(CAST(nullif(m.value, '') AS json)) j;

-- How far carrying them over has come; one row.
CREATE TABLE rematch (
  one   BIGINT PRIMARY KEY CHECK (one = 1),
  known BIGINT NOT NULL,    -- 1 where it is known what was carried over, be it nothing
  mark  TEXT COLLATE "C",   -- what is being carried over; NULL: nothing
  upto  BIGINT              -- the newest revision that was read for it
);
INSERT INTO rematch SELECT 1, (SELECT count(*) FROM meta WHERE key = 'named matched rules' AND value <> ''),
  (SELECT split_part(value, ' up to ', 1) FROM meta WHERE key = 'named rematch' AND value LIKE '% up to %'),
  (SELECT CAST(split_part(value, ' up to ', 2) AS BIGINT) FROM meta WHERE key = 'named rematch' AND value LIKE '% up to %');

-- The addresses whose servers want to be left alone.
CREATE TABLE held (
  address TEXT COLLATE "C" NOT NULL,
  place   TEXT COLLATE "C" NOT NULL,  -- from which it was asked; '': here
  until   BIGINT NOT NULL,
  PRIMARY KEY (address, place)
);
INSERT INTO held SELECT j.value ->> 'Address', j.value ->> 'Place', CAST(floor(extract(epoch FROM CAST(j.value ->> 'Until' AS TIMESTAMPTZ)) * 1000) AS BIGINT)
  FROM (SELECT value FROM meta WHERE key = 'named held addresses') m, json_array_elements(CAST(nullif(m.value, '') AS json)) j;

DELETE FROM meta WHERE key IN ('named matched rules', 'named read with', 'named rematch', 'named held addresses');
