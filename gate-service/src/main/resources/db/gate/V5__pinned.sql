-- What an attempt is decided by has megabytes where the suite is large, and the attempt's row is read and written with every
-- batch of results.
create table pinned (
    run    text primary key references attempt,
    pinned text not null -- JSON of the criteria, and of the cases' ids and failure modes
);
insert into pinned select run, pinned from attempt where pinned is not null;
alter table attempt drop column pinned;
