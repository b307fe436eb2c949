-- Talking points whose evidence changed since their events were folded last. A
-- round notes them in the transaction of the evidence and folds them once, when
-- it ends: what was told before it is compared with what stands after it.
CREATE TABLE unfolded (
  point   INTEGER NOT NULL,
  article INTEGER NOT NULL,  -- whose mentions were added; 0: none but new ones; -1: every mention has to be looked at
  cause   TEXT NOT NULL,     -- of what moves, as a correction names it
  PRIMARY KEY (point, article)
) WITHOUT ROWID;
