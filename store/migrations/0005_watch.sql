-- Pages that are to be looked at again, because an outlet may edit or withdraw
-- what it published.
CREATE TABLE watch (
  article       INTEGER PRIMARY KEY REFERENCES article(id),
  next          INTEGER NOT NULL,
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  gone          INTEGER NOT NULL DEFAULT 0, -- how often in a row the page was gone
  gone_since    INTEGER                     -- since when
);
CREATE INDEX watch_by_next ON watch(next);
