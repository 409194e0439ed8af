-- Not every receiver is a system that verifies: some are where people read.
alter table webhook add column channel text not null default 'webhook'; -- webhook, slack, teams, email
alter table webhook alter column channel drop default;
alter table webhook alter column secret drop not null; -- of webhooks alone

-- Teams that had the digest of the week that ended then.
create table digest (
    team text        not null,
    due  timestamptz not null,
    primary key (team, due)
);
