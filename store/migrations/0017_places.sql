-- From where a feed was asked and a text was seen: the name of a place, empty
-- for the daemon's own.
ALTER TABLE fetch ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN place TEXT NOT NULL DEFAULT '';

-- What other places saw of the page of an article, beside the text that is kept
-- of it: a row for each time that this changed.
CREATE TABLE sighting (
  n        INTEGER PRIMARY KEY,
  article  INTEGER NOT NULL REFERENCES article(id),
  place    TEXT NOT NULL,            -- empty: the daemon's own
  at       INTEGER NOT NULL,
  class    TEXT NOT NULL,            -- how asking for the page ended
  status   INTEGER NOT NULL,         -- of HTTP; 0 when none arrived
  differs  INTEGER NOT NULL,         -- 1 where its text is another than that of the article then
  title    TEXT NOT NULL DEFAULT '', -- where it differs
  text     TEXT NOT NULL DEFAULT '', -- where it differs
  recorded INTEGER NOT NULL
);
CREATE INDEX sighting_by_article ON sighting(article, place);
