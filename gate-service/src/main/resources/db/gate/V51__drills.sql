-- When a rollback of a prompt was rehearsed last, or could not be.
create table drilled (
    prompt     text primary key,
    started_at timestamptz not null
);
