-- Releases of changes that were approved all or none, and what became of each: what goes back together.
create table grouped_release (
    release     text primary key,
    -- '' of an outcome whose release was not read before it, or that belongs to nothing.
    release_group text not null,
    prompt      text not null,
    environment text not null,
    version     integer not null,
    -- Deployment number once it is applied; null until then and when it was not.
    number      bigint,
    -- 'ordered', 'applied' or 'not-applied': the first outcome is final.
    outcome     text not null
);

create index grouped_release_by_group on grouped_release (release_group);
