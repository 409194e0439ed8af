-- The group that a change is decided with, all or none: its id and the prompts whose changes are in it.
alter table change add column together_group text;
alter table change add column together_prompts text[];
