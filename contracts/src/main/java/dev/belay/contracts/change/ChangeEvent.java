package dev.belay.contracts.change;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code belay.changes}, keyed by prompt; kept for ever, so it carries digests and never content. */
public sealed interface ChangeEvent extends Event {

    String prompt();

    @Override
    default String key() {
        return prompt();
    }

    @EventType("dev.belay.version.published.v1")
    record VersionPublished(
            String prompt, VersionRef version, @Nullable Digest parent, String author) implements ChangeEvent {}

    @EventType("dev.belay.criteria.published.v1")
    record CriteriaPublished(String prompt, int number, Digest digest, String owner, String author)
            implements ChangeEvent {}

    @EventType("dev.belay.suite.published.v1")
    record SuitePublished(String prompt, int number, Digest digest, int cases, String author) implements ChangeEvent {}

    /**
     * @param change unique over all prompts, {@code ch-} and ten characters
     * @param parent the version that the author started from
     * @param check decide and release nothing
     * @param budgetUsd what its run may cost at most, US dollars
     * @param samples how often each case is asked at first; absent to leave it to the criteria
     * @param authors everybody who wrote what changed, as Git names them by e-mail; absent when Git was not asked
     * @param whole evaluate every case, even when none that is left can change the verdict; absent to stop then
     * @param together the changes of other prompts with which it is decided and released, all or none; absent when alone
     */
    @EventType("dev.belay.change.proposed.v1")
    record ChangeProposed(
            String prompt,
            String change,
            VersionRef candidate,
            @Nullable Digest parent,
            Digest criteria,
            Digest suite,
            String author,
            String message,
            Set<Aspect> aspects,
            boolean check,
            BigDecimal budgetUsd,
            @Nullable Integer samples,
            @Nullable Set<String> authors,
            @Nullable Boolean whole,
            @Nullable Together together)
            implements ChangeEvent {

        /** Decided by itself. */
        public ChangeProposed(
                String prompt,
                String change,
                VersionRef candidate,
                @Nullable Digest parent,
                Digest criteria,
                Digest suite,
                String author,
                String message,
                Set<Aspect> aspects,
                boolean check,
                BigDecimal budgetUsd,
                @Nullable Integer samples,
                @Nullable Set<String> authors,
                @Nullable Boolean whole) {
            this(
                    prompt, change, candidate, parent, criteria, suite, author, message, aspects, check, budgetUsd,
                    samples, authors, whole, null);
        }

        /** Nobody of them reviews or signs it. */
        public Set<String> everyAuthor() {
            return Stream.concat(Stream.of(author), authors == null ? Stream.empty() : authors.stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * Changes that one author proposed at once.
     *
     * @param group the same in all of them, and in no other change; chosen by who publishes them
     * @param prompts whose changes they are, this one's included; at least two
     */
    record Together(String group, Set<String> prompts) {

        public Together {
            prompts = Collections.unmodifiableSet(new TreeSet<>(prompts));
        }

        /** Those that {@code prompt}'s change is decided with. */
        public List<String> besides(String prompt) {
            return prompts.stream().filter(other -> !other.equals(prompt)).toList();
        }
    }

    /** A request: the gate answers {@code withdrawn}, or lets its decision stand when it came first. */
    @EventType("dev.belay.withdrawal.requested.v1")
    record WithdrawalRequested(String prompt, String change, String by, String reason) implements ChangeEvent {}

    enum Aspect {
        @JsonProperty("tone")
        TONE,
        @JsonProperty("persona")
        PERSONA,
        @JsonProperty("safety")
        SAFETY
    }
}
