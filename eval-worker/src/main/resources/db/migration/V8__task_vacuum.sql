-- A task leaves both of its partial indexes within a run; what it leaves behind there is read by every look at the run until it
-- is vacuumed.
ALTER TABLE task SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
