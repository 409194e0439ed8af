-- A row without recorded_at is a claim: somebody is calling the provider until lease_until.
CREATE TABLE completion (
    digest            text PRIMARY KEY,
    team              text NOT NULL,
    provider          text NOT NULL,
    model             text NOT NULL,
    claim             uuid,
    lease_until       timestamptz,
    recorded_at       timestamptz,
    text              text,
    finish_reason     text,
    latency_ms        bigint,
    cost_usd          numeric,
    prompt_tokens     int,
    completion_tokens int,
    simulated         boolean NOT NULL DEFAULT false,
    erased_at         timestamptz,
    erased_by         text,
    erase_reason      text,
    CHECK (recorded_at IS NOT NULL OR (claim IS NOT NULL AND lease_until IS NOT NULL)),
    CHECK (recorded_at IS NULL OR (text IS NULL) = (erased_at IS NOT NULL))
);

CREATE TABLE budget (
    run         text PRIMARY KEY,
    ceiling_usd numeric NOT NULL,
    spent_usd   numeric NOT NULL DEFAULT 0
);

-- The most that a call under way can cost. Settled once: whoever deletes the row adds to spent_usd.
CREATE TABLE reservation (
    claim       uuid PRIMARY KEY,
    run         text NOT NULL REFERENCES budget,
    usd         numeric NOT NULL,
    lease_until timestamptz NOT NULL
);
CREATE INDEX reservation_run ON reservation (run);
