-- A prompt to which nothing is promoted: a rollback closed it until somebody re-opens it, or somebody froze it. The row of a
-- rollback stays after that until the first promote, which needs a sign-off.
create table closure (
    prompt          text primary key,
    -- Deployment number of the newest rollback since the last promote; null when there is none.
    rollback_number bigint,
    rolled_back_by  text,
    rolled_back_at  timestamptz,
    reopened        boolean not null default false,
    -- How often it was frozen or unfrozen, as the deployers count.
    freeze_number   bigint not null default 0,
    frozen          boolean not null default false,
    frozen_by       text,
    frozen_because  text,
    frozen_at       timestamptz
);
