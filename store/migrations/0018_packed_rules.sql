-- What was read out of the rules file in force, packed by a program for itself, so
-- that it need not read the file again. Only the newest version has it.
ALTER TABLE rule_file ADD COLUMN packed BLOB;
ALTER TABLE rule_file ADD COLUMN packed_by TEXT NOT NULL DEFAULT '';
