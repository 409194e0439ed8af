-- What each output took, beside its result's JSON, so that a run's sums need not read a hundred thousand of them.
alter table task
    add column fault             text, -- kind
    add column replied           boolean,
    add column paid              boolean,
    add column latency_ms        bigint,
    add column prompt_tokens     integer,
    add column completion_tokens integer;
