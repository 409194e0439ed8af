-- How far a rollback has come: where its release lies, and when all that are known had it.
alter table rollback
    add column applied_number    bigint,
    add column release_partition int,
    add column release_offset    bigint,
    add column everywhere_at     timestamptz,
    add column seen_at           timestamptz;
create index rollback_reaching on rollback (live_at) where state = 'LIVE' and (everywhere_at is null or seen_at is null);

-- The newest that each replica, and each subscriber of a prompt, said of itself.
create table replica (
    replica text primary key,
    offsets bigint[]    not null,
    at      timestamptz not null
);
create table subscriber (
    prompt      text        not null,
    environment text        not null,
    subscriber  text        not null,
    number      bigint      not null,
    at          timestamptz not null,
    primary key (prompt, environment, subscriber)
);
