-- Keys by which rollbacks are ordered without logging in; a key itself is nowhere, only its digest.
create table roll_back_key (
    id          text primary key,
    digest      text    not null unique,
    prompts     text    not null,
    environment text    not null,
    revoked     boolean not null default false
);

-- What was live when, for rollbacks to a point in time.
create table live_from (
    prompt         text        not null,
    environment    text        not null,
    number         bigint      not null,
    version_number int         not null,
    applied_at     timestamptz not null,
    primary key (prompt, environment, number)
);
