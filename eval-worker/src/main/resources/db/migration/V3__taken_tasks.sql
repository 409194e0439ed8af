-- Every task that is taken up wrote four indexes for the sake of a question that is asked only where a lease may be over.
DROP INDEX task_taken;
ALTER TABLE task SET (fillfactor = 60);
ALTER TABLE completion SET (fillfactor = 70);
