-- Prompts of which nothing more is evaluated until somebody resumes them.
create table pause (
    prompt    text primary key,
    paused_by text        not null,
    reason    text        not null,
    since     timestamptz not null
);

-- Since when nothing more of its run is asked; its deadline does not count meanwhile.
alter table attempt add column paused_since timestamptz;
