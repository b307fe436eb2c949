-- Documents (sitemaps, pages of a feed) that a walk through the history of a
-- source has read to their end, so that one which was interrupted goes on where
-- it stopped. They are forgotten when the walk is complete.
CREATE TABLE walk (
  source   TEXT NOT NULL,    -- id
  address  TEXT NOT NULL,    -- from which the walk began
  document TEXT NOT NULL,
  since    INTEGER NOT NULL, -- day: what was published before was passed over
  PRIMARY KEY (source, address, document)
) WITHOUT ROWID;
