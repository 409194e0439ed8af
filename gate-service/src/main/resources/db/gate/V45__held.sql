-- What a rollback held is remembered after the first promote, too: its release clears the rollback by this id.
alter table closure
    add column rollback_release     text,
    add column rollback_environment text,
    add column left_number          int,
    add column left_version         text,                           -- digest of what it took back
    add column rollback_over        boolean not null default false, -- something was promoted after it was re-opened
    add column held                 text    not null default '[]',  -- JSON array of digests
    add column deployments_offset   bigint  not null default -1;

-- Approved, and not released because its prompt was closed or frozen then.
alter table attempt add column halted boolean not null default false;
create index attempt_halted on attempt (prompt) where halted;

-- What a version is called.
alter table version add column number int;
