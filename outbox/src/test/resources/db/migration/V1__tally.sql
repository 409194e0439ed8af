-- One row for each time that an event had its effect.
create table tally (
    id      bigint generated always as identity primary key,
    prompt  text not null,
    event   text not null,
    message text not null,
    source  text not null
);
create table known_prompt (prompt text primary key);
