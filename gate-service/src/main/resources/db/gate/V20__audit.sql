-- What happened, an event as its writer signed it, in a chain a key: each record's digest covers the one before.
create table audit_record (
    key         text        not null, -- the prompt; certificate/SERIAL of a withdrawal
    place       bigint      not null, -- from 1, without a gap
    event       text        not null, -- digest of topic and event id: one record each, whatever is delivered how often
    recorded_at timestamptz not null, -- never before that of the place before
    previous    text        not null, -- digest of the record before
    topic       text        not null,
    headers     text        not null, -- JSON
    body        bytea       not null, -- as sent
    digest      text        not null,
    primary key (key, place)
);
create unique index audit_record_by_event on audit_record (event);
create index audit_record_by_time on audit_record (recorded_at);

-- Where each chain ends; apart from the records, so that one removed from the end shows.
create table audit_head (
    key         text primary key,
    place       bigint      not null,
    recorded_at timestamptz not null,
    digest      text        not null
);
