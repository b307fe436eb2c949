-- The zone of the rules file counts as carried over the archive: until now nobody noted
-- with which one it was read, and that of the file in force is the likeliest.
INSERT INTO carried SELECT 'timezone', 'of the file', zone FROM rule_file
  WHERE n = (SELECT max(n) FROM rule_file) AND (SELECT known FROM rematch) = 1;
