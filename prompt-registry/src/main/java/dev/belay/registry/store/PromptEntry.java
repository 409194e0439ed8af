package dev.belay.registry.store;

import dev.belay.contracts.canonical.Digest;
import org.jspecify.annotations.Nullable;

/** The newest of everything that the registry has for a prompt. */
public record PromptEntry(
        String prompt,
        @Nullable Newest version,
        @Nullable NewestCriteria criteria,
        @Nullable NewestSuite suite) {

    public record Newest(int number, Digest digest) {

        static Newest of(VersionEntity row) {
            return new Newest(row.number, new Digest(row.digest));
        }
    }

    public record NewestCriteria(int number, Digest digest, String owner) {

        static NewestCriteria of(CriteriaEntity row) {
            return new NewestCriteria(row.number, new Digest(row.digest), row.owner);
        }
    }

    /** @param cases how many */
    public record NewestSuite(int number, Digest digest, int cases) {

        static NewestSuite of(SuiteEntity row) {
            return new NewestSuite(row.number, new Digest(row.digest), row.cases);
        }
    }
}
