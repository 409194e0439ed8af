create table webhook (
    id            text primary key,
    team          text        not null,
    url           text        not null,
    secret        text        not null, -- signs every delivery, so it is kept as it is
    occasions     text        not null, -- JSON array: review-requested, sign-off-requested, decided, rolled-back
    created_by    text        not null,
    created_at    timestamptz not null,
    failures      integer     not null default 0, -- in a row
    failing_since timestamptz,
    last_error    text
);
create index webhook_by_team on webhook (team);

create table webhook_delivery (
    id            text primary key, -- the header webhook-id, the same for every try
    webhook       text        not null references webhook on delete cascade,
    occasion      text        not null,
    body          text        not null, -- as it is sent, so that every try carries the same bytes
    created_at    timestamptz not null,
    state         text        not null, -- pending, delivered, failed
    tries         integer     not null default 0,
    due           timestamptz not null, -- of the next try; while one is under way, when it counts as lost
    until         timestamptz not null, -- given up
    last_tried_at timestamptz,
    last_answer   text
);
create index webhook_delivery_due on webhook_delivery (due, webhook) where state = 'pending';
create index webhook_delivery_by_webhook on webhook_delivery (webhook, created_at);
create index webhook_delivery_by_age on webhook_delivery (created_at) where state <> 'pending';

-- A change that waits, and when its whole team's PMs are asked.
create table webhook_reminder (
    run       text primary key,
    waits_for text        not null,
    due       timestamptz not null
);
create index webhook_reminder_due on webhook_reminder (due);
