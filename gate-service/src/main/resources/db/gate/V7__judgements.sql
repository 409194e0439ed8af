-- What people judged, signed and settled, as it was published. Nothing of it is ever changed.
create table person_event (
    id     bigint generated always as identity primary key,
    prompt text        not null, -- the team, of what is about one
    change text,
    type   text        not null, -- CloudEvents type
    at     timestamptz not null,
    event  text        not null  -- its JSON
);
create index person_event_by_prompt on person_event (prompt, type);
create index person_event_by_change on person_event (change);

-- Reviews, begun and ended. What a reviewer writes about outputs stays here.
create table review (
    id           text primary key,
    change       text        not null references change,
    run          text        not null references attempt,
    prompt       text        not null,
    criteria     text        not null, -- digest
    reviewer     text        not null,
    roles        text        not null, -- JSON array
    items        text        not null, -- JSON: what is shown, and which of it is a control
    verdicts     text        not null, -- JSON: what was said so far
    opened_at    timestamptz not null,
    last_at      timestamptz not null, -- of the newest verdict
    seconds      bigint      not null default 0,
    submitted_at timestamptz
);
create index review_by_change on review (change);
-- One that is not at its end is gone on with.
create unique index review_open on review (run, reviewer) where submitted_at is null;

-- Rollbacks that were applied, and by whom they were ordered.
create table rollback_used (
    release    text primary key,
    prompt     text        not null,
    ordered_by text,
    applied_at timestamptz not null
);
create index rollback_used_by_prompt on rollback_used (prompt, applied_at);
