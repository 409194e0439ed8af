-- A key is kept as its digest alone: what it was, nobody can read here.
CREATE TABLE api_key (
    id          text PRIMARY KEY,
    digest      text NOT NULL UNIQUE,
    prompts     text NOT NULL,
    environment text NOT NULL,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    revoked_by  text,
    revoked_at  timestamptz
);
