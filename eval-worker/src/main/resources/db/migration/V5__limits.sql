-- What the workers have learned of each provider account's limit, and which workers share it.
CREATE TABLE account (
    account        text PRIMARY KEY, -- provider, endpoint and the key's print
    provider_limit text NOT NULL     -- JSON
);

CREATE TABLE worker (
    worker  uuid PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
