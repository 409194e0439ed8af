-- How far the outputs of an attempt moved from the live version's, measured once, before it is decided.
create table drift (
    run      text primary key references attempt (run),
    measured text not null
);
