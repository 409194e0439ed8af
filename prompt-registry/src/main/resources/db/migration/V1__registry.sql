-- What prompts, criteria and suites say, apart from everything that refers to it by digest, so that it can be erased.
create table content (
    digest    text primary key,
    kind      text not null check (kind in ('version', 'criteria', 'suite')),
    json      text, -- canonical (RFC 8785)
    erased_at timestamptz,
    erased_by text,
    reason    text,
    check ((json is null) = (erased_at is not null))
);

-- The row is locked by whoever publishes, so that numbers have no gaps and decisions are taken one after the other.
create table prompt (
    name text primary key
);

create table version (
    id           bigint generated always as identity primary key,
    prompt       text        not null references prompt,
    number       integer     not null,
    digest       text        not null references content,
    parent       text,
    author       text        not null,
    published_at timestamptz not null,
    unique (prompt, number),
    unique (prompt, digest)
);
create index version_by_digest on version (digest);

create table criteria (
    id           bigint generated always as identity primary key,
    prompt       text        not null references prompt,
    number       integer     not null,
    digest       text        not null references content,
    owner        text        not null,
    author       text        not null,
    published_at timestamptz not null,
    unique (prompt, number)
);

create table suite (
    id           bigint generated always as identity primary key,
    prompt       text        not null references prompt,
    number       integer     not null,
    digest       text        not null references content,
    cases        integer     not null,
    author       text        not null,
    published_at timestamptz not null,
    unique (prompt, number)
);

create table change (
    change                  text primary key,
    prompt                  text        not null references prompt,
    candidate_number        integer     not null,
    candidate_digest        text        not null,
    parent                  text,
    criteria                text        not null,
    suite                   text        not null,
    author                  text        not null,
    message                 text        not null,
    aspects                 text[]      not null,
    check_only              boolean     not null,
    budget_usd              numeric     not null,
    proposed_at             timestamptz not null,
    withdrawal_requested_at timestamptz,
    held_back_at            timestamptz,
    decided_at              timestamptz
);
create index change_by_prompt on change (prompt, proposed_at desc);
create index change_by_age on change (proposed_at desc);
