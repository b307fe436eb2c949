-- The index holds every text that is kept, not only the latest of each article: a
-- changed rule may take what an edit took out. Where articles were edited it is
-- built anew the next time that somebody opens the database to write.
INSERT INTO meta (key, value) SELECT 'stale', count(*) FROM article WHERE EXISTS (SELECT 1 FROM revision WHERE number > 1)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value;
-- What came with a text and decides how it is read, so that it can be read anew
-- when the file tells another zone, country or language of its source.
--   declared  the language that the feed, the page or the record names; NULL where
--             that was not kept: what it was read in stands in
--   dates     statements of when the article was published, JSON, raw strings kept;
--             NULL for those of the first text, which the article has, and where
--             they were not kept: the date of the article stands in
ALTER TABLE revision ADD COLUMN declared TEXT;
ALTER TABLE revision ADD COLUMN dates TEXT;
