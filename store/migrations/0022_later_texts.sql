-- The days to close are looked for by which articles got another text lately.
CREATE INDEX revision_later ON revision(recorded) WHERE number > 1;
