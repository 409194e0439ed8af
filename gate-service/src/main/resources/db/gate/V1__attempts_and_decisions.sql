-- The newest criteria and suite of each prompt, as published.
create table prompt_head (
    prompt          text primary key,
    criteria_number integer,
    criteria        text, -- digest
    suite_number    integer,
    suite           text  -- digest
);

-- What the deployments say is live. The number never falls.
create table live (
    prompt         text        not null,
    environment    text        not null,
    number         bigint      not null,
    version_number integer     not null,
    version        text        not null, -- digest
    held           text        not null, -- JSON array of digests
    applied_at     timestamptz not null,
    primary key (prompt, environment)
);

create table change (
    change         text primary key,
    prompt         text        not null,
    proposal       text        not null, -- the ChangeProposed event's JSON
    proposed_at    timestamptz not null,
    attempt        integer     not null, -- the current one's number
    refusals       integer     not null default 0,
    reserved_until timestamptz           -- until then other changes' promotes of the prompt wait for this one
);
create index change_by_prompt on change (prompt, proposed_at);

-- The one final decision of each change.
create table conclusion (
    change       text primary key references change,
    run          text        not null,
    verdict      text        not null, -- approved, rejected, held-back (a check's) or withdrawn
    concluded_at timestamptz not null
);

create table attempt (
    run            text primary key,
    change         text        not null references change,
    prompt         text        not null,
    attempt        integer     not null,
    opened         text        not null, -- the RunOpened event's JSON
    pinned         text,                 -- JSON of the criteria, and of the cases' ids and failure modes
    state          text        not null,
    opened_at      timestamptz not null,
    deadline       timestamptz not null,
    review_until   timestamptz,
    waits_for      text,
    closing_type   text,                 -- of the event that reported its state, and that event's JSON
    closing        text,
    last_seq       bigint      not null default 0,
    expected       integer     not null,
    measured       integer     not null default 0,
    passed         integer     not null default 0,
    failed         integer     not null default 0,
    errors         integer     not null default 0,
    cost_usd       numeric     not null default 0,
    unique (change, attempt)
);
create index attempt_deadline on attempt (deadline) where state = 'evaluating';
create index attempt_review on attempt (review_until) where state = 'in-review';

-- Every output that an attempt asked for, with its result once there is one.
create table task (
    task        text primary key, -- digest
    run         text    not null references attempt,
    place       integer not null, -- in the run plan
    subject     text    not null,
    case_id     text    not null,
    sample      integer not null,
    outcome     text,             -- passed, failed, error
    seq         bigint,           -- in the order of the commits of this run's results
    result      text              -- the CaseEvaluated event's JSON
);
create index task_by_run on task (run, seq);

-- One per attempt, whatever is delivered how often.
create table decision (
    run        text primary key references attempt,
    change     text        not null,
    prompt     text        not null,
    attempt    integer     not null,
    is_check   boolean     not null,
    verdict    text        not null, -- approved, rejected, held-back
    waits_for  text,
    decided_at timestamptz not null,
    decision   text        not null, -- JSON as published
    inputs     text        not null  -- canonical JSON of what it was decided from; its digest is in the decision
);
create index decision_by_prompt on decision (prompt, decided_at);
create index decision_by_time on decision (decided_at);
