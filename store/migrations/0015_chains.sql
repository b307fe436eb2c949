-- Who passes on what a mention says, outermost first, as JSON, and the hand it
-- came through where that is another than form and source tell: relayed or
-- alleged. What was read before has neither.
ALTER TABLE mention ADD COLUMN via TEXT;
ALTER TABLE mention ADD COLUMN hand TEXT;
