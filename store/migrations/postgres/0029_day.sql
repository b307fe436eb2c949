-- What was believed of some days at an instant is found by the day as well as what stands:
-- a digest of a day that is over asked for it by going through all mentions of each
-- talking point.
DROP INDEX mention_by_day;
CREATE INDEX mention_by_day ON mention(point, day, superseded);
