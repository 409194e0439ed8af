-- An approval may wait for a person to release it.
alter table attempt add column promoted boolean not null default false;
update attempt set promoted = true where state = 'approved';
