-- What the deployment log of a prompt said so far: dev.belay.rollback.domain.Deployments as JSON.
create table deployments (
    prompt text primary key,
    state text not null
);

-- Canonical JSON of every version that a release carried: a rollback needs nothing but Kafka.
create table version_content (
    digest text primary key,
    content text not null
);

create table rollback (
    id text primary key,
    sequence bigint generated always as identity unique,
    prompt text not null,
    environment text not null,
    from_number bigint not null,
    left_number integer not null,
    left_digest text not null,
    target_number integer not null,
    target_digest text not null,
    ordered_by text not null,
    reason text,
    detected_at timestamptz,
    ordered_at timestamptz not null,
    state text not null,
    live_at timestamptz,
    explanation text,
    -- Of whoever ordered it: the same key again is the same rollback, if the request is the same too.
    idempotency_key text unique,
    request_digest text not null
);

create index rollback_by_prompt on rollback (prompt, sequence desc);
