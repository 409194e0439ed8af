-- A task's id says of which stage it is, and with it which case it was planned from.
ALTER TABLE run ADD COLUMN stage int NOT NULL DEFAULT 1;
-- Nothing more of it is issued until it is resumed, and its deadline does not count meanwhile.
ALTER TABLE run ADD COLUMN paused boolean NOT NULL DEFAULT false;
