-- Several daemons on one archive, as a server makes them possible.

-- The daemons that work on it, each until it has been silent for too long.
CREATE TABLE daemon (
  id    TEXT PRIMARY KEY,
  host  TEXT NOT NULL,    -- its machine and process
  rules TEXT NOT NULL,    -- hash of the rules file that it reads by
  leads INTEGER NOT NULL, -- it does what one alone does
  until INTEGER NOT NULL
) WITHOUT ROWID;

-- The sites that a daemon asks at the moment, and nobody else.
CREATE TABLE lease (
  site   TEXT PRIMARY KEY,
  holder TEXT NOT NULL,   -- a daemon
  until  INTEGER NOT NULL
) WITHOUT ROWID;
