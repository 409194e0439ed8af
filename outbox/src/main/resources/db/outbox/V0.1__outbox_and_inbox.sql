-- Events to be sent. Rows of one topic and key are inserted under a lock that lasts until the commit, so the order of
-- their seq is the order of their commits.
create table outbox (
    seq      bigint generated always as identity primary key,
    topic    text        not null,
    key      text,
    headers  text        not null, -- JSON object of strings
    body     bytea,                -- null only in the dead letter of a record without a value
    added_at timestamptz not null default clock_timestamp(),
    sent_at  timestamptz
);
create index outbox_unsent on outbox (seq) where sent_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

-- Events whose effect is committed, so that a second delivery has none.
create table inbox (
    topic      text        not null,
    event_id   text        not null,
    claimed_at timestamptz not null default clock_timestamp(),
    primary key (topic, event_id)
);
create index inbox_by_age on inbox (topic, claimed_at);

-- Events that refer to something not yet seen; claimed already, handed to their handler once it is.
create table parked (
    id            bigint generated always as identity primary key,
    awaits        text        not null,
    released      boolean     not null default false,
    topic         text        not null,
    partition     integer     not null,
    record_offset bigint      not null,
    key           text,
    headers       text        not null,
    body          bytea       not null,
    parked_at     timestamptz not null default clock_timestamp()
);
create index parked_awaiting on parked (awaits) where not released;
create index parked_released on parked (topic, id) where released;
