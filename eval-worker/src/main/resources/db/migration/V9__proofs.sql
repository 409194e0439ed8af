-- That the examples of criteria were tried, by the criteria's digest. One that holds is never replaced.
CREATE TABLE proof (
    criteria text PRIMARY KEY,
    holds    boolean NOT NULL,
    proof    text NOT NULL -- JSON
);
