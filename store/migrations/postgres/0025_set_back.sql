-- The articles at which the clock by which they were recorded had been set back: a
-- history that is replayed lies before what was imported. From one to the next they
-- are recorded in the order of their numbers.
CREATE TABLE set_back (
  article BIGINT PRIMARY KEY
);
INSERT INTO set_back SELECT a.id FROM article a JOIN article b ON b.id = a.id - 1 WHERE a.recorded < b.recorded;
