-- What an attempt asked for beyond its beginning: JSON.
alter table attempt add column extensions text;
