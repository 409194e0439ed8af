CREATE TABLE run (
    run         text PRIMARY KEY,
    prompt      text NOT NULL,
    criteria    text NOT NULL,
    suite       text NOT NULL,
    epoch       int NOT NULL,
    deadline    timestamptz NOT NULL,
    traceparent text,
    state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'finished', 'cancelled', 'overdue')),
    opened_at   timestamptz NOT NULL DEFAULT now(),
    closed_at   timestamptz,
    reason      text
);
CREATE INDEX run_open ON run (opened_at) WHERE state = 'open';

CREATE TABLE task (
    task        text PRIMARY KEY,
    run         text NOT NULL REFERENCES run,
    position    int NOT NULL,
    subject     text NOT NULL CHECK (subject IN ('CANDIDATE', 'BASELINE')),
    version     text NOT NULL,
    case_id     text NOT NULL,
    sample      int NOT NULL,
    state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'issued', 'measured', 'error')),
    issues      int NOT NULL DEFAULT 0,
    issued_at   timestamptz,
    taken_at    timestamptz,
    finished_at timestamptz
);
CREATE INDEX task_pending ON task (run, position) WHERE state = 'pending';
CREATE INDEX task_issued ON task (run) WHERE state = 'issued';
-- How far the queue has come: only what was taken up lately is looked at.
CREATE INDEX task_taken ON task (taken_at) WHERE taken_at IS NOT NULL;
