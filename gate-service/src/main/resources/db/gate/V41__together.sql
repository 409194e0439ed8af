-- The group of changes with which one is decided, all or none.
alter table change add column grouped text;

create index change_by_group on change (grouped) where grouped is not null;
