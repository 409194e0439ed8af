-- What a key is good for: read, trusted or roll-back.
alter table api_key add column key_use text not null default 'read';
