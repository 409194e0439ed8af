-- How often what errored of a run was asked again.
ALTER TABLE run ADD COLUMN retry int NOT NULL DEFAULT 0;
