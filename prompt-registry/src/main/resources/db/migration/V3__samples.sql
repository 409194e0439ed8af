-- How often each case is asked; once when absent.
alter table change add column samples integer;
