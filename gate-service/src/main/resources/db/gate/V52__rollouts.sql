-- Approved versions on their way to later environments: dev.belay.gate.rollout.domain.Rollout as JSON.
create table rollout (
    id          text primary key,
    prompt      text        not null,
    environment text        not null,
    open        boolean     not null,
    next_at     timestamptz,          -- when the next step is to be ordered
    body        text        not null,
    started_at  timestamptz not null default now()
);
create unique index rollout_one_open on rollout (prompt, environment) where open;
create index rollout_due on rollout (next_at) where open;
create index rollout_by_prompt on rollout (prompt, started_at desc);
