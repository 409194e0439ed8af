-- A third side: what a rollback left, on the cases of incidents.
ALTER TABLE task DROP CONSTRAINT task_subject_check;
ALTER TABLE task ADD CONSTRAINT task_subject_check CHECK (subject IN ('CANDIDATE', 'BASELINE', 'HELD'));
