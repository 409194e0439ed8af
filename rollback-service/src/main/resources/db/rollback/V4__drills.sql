-- Rehearsals: dev.belay.rollback.domain.Drill.
create table drill (
    id         text primary key,
    prompt     text        not null,
    good       text        not null, -- release ids of what it is rehearsed on
    bad        text        not null,
    rollback   text unique,
    started    text        not null, -- DrillStarted as JSON
    started_at timestamptz not null,
    state      text        not null,
    number     bigint,
    ordered_at timestamptz,
    live_at    timestamptz,
    seen_at    timestamptz,
    ended_at   timestamptz,
    reason     text
);
create index drill_by_prompt on drill (prompt, started_at desc);
create index drill_under_way on drill (started_at) where ended_at is null;
