-- How often what errored of an attempt was asked again.
alter table attempt add column retries integer not null default 0;
