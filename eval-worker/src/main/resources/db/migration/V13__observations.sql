-- The criteria in force of each prompt, as belay.changes says.
CREATE TABLE prompt_criteria (
    prompt   text PRIMARY KEY,
    number   int  NOT NULL,
    criteria text NOT NULL -- digest
);

-- What applications got, for some days.
CREATE TABLE observation (
    observation   text PRIMARY KEY,
    team          text NOT NULL,
    prompt        text NOT NULL,
    environment   text NOT NULL,
    number        bigint,                              -- absent for a version that was never live there
    version       text NOT NULL,                       -- digest
    output        text NOT NULL,
    output_digest text NOT NULL,
    source        text NOT NULL,
    trusted       boolean NOT NULL,
    observed_at   timestamptz NOT NULL,
    criteria      text,                                -- digest of those it was read by; absent where there were none
    violated      text[] NOT NULL DEFAULT '{}',        -- ids of must-nots
    unjudged      text[] NOT NULL DEFAULT '{}',        -- ids of must-nots of which nobody could say
    to_judge      boolean NOT NULL DEFAULT false,
    judged_by     timestamptz,                         -- the lease of the worker that asks a judge
    traceparent   text
);
CREATE INDEX observation_by_team ON observation (team, observed_at DESC);
CREATE INDEX observation_by_age ON observation (observed_at);
CREATE INDEX observation_by_output ON observation (output_digest);
CREATE INDEX observation_to_judge ON observation (observed_at) WHERE to_judge;
