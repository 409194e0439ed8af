-- Outputs of live versions that violate a must-not, for as long as they may count.
create table violation (
    observation text primary key,
    prompt      text        not null,
    environment text        not null,
    number      bigint      not null, -- deployment number
    output      text        not null, -- digest
    violated    text        not null, -- JSON array of ids of must-nots
    source      text        not null,
    trusted     boolean     not null,
    observed_at timestamptz not null
);
create index violation_of on violation (prompt, environment, number, observed_at);

-- One of a deployment number, and no more.
create table breach (
    prompt      text        not null,
    environment text        not null,
    number      bigint      not null,
    event       text        not null, -- JSON of BreachDetected
    detected_at timestamptz not null,
    primary key (prompt, environment, number)
);

-- Versions that applications use and nobody approved.
create table shadow_prompt (
    prompt       text        not null,
    version      text        not null, -- digest
    environment  text        not null,
    known        boolean     not null, -- the registry knows it, and it was never approved
    first_seen   timestamptz not null,
    last_seen    timestamptz not null,
    observations bigint      not null,
    last_source  text        not null,
    primary key (prompt, version, environment)
);
