-- Which imports looked through which sources, also where no article was surely dated,
-- or what they cover lay within what others did: articles that are dated anew may
-- change both.
CREATE TABLE searched (
  source   BIGINT NOT NULL REFERENCES source(n),
  run      TEXT COLLATE "C" NOT NULL,
  depth    TEXT COLLATE "C" NOT NULL,
  recorded BIGINT NOT NULL,
  PRIMARY KEY (source, run)
);
INSERT INTO searched SELECT source, run, min(depth), min(recorded) FROM cover
  WHERE kind = 'imported' AND run IN (SELECT DISTINCT run FROM article WHERE run IS NOT NULL) GROUP BY source, run;
