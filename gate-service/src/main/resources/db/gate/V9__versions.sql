-- What each version was made from: which lines it would undo depends on it.
create table version (
    prompt text not null,
    digest text not null,
    parent text, -- digest
    primary key (prompt, digest)
);
