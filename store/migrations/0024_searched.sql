-- Which imports looked through which sources, also where no article was surely dated,
-- or what they cover lay within what others did: articles that are dated anew may
-- change both.
CREATE TABLE searched (
  source   INTEGER NOT NULL REFERENCES source(n),
  run      TEXT NOT NULL,
  depth    TEXT NOT NULL,
  recorded INTEGER NOT NULL,
  PRIMARY KEY (source, run)
) WITHOUT ROWID;
INSERT INTO searched SELECT source, run, min(depth), min(recorded) FROM cover
  WHERE kind = 'imported' AND run IN (SELECT DISTINCT run FROM article WHERE run IS NOT NULL) GROUP BY source, run;
CREATE TRIGGER cover_dropped AFTER DELETE ON cover BEGIN
  UPDATE change SET version = version + 1 WHERE name = 'cover';
END;
