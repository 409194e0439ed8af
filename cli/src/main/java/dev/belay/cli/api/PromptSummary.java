package dev.belay.cli.api;

import dev.belay.contracts.canonical.Digest;
import org.jspecify.annotations.Nullable;

/** The newest of everything that the registry has for a prompt. */
public record PromptSummary(
        String prompt,
        @Nullable Numbered version,
        @Nullable Criteria criteria,
        @Nullable Suite suite) {

    public record Numbered(int number, Digest digest) {}

    public record Criteria(int number, Digest digest, String owner) {}

    public record Suite(int number, Digest digest, int cases) {}
}
