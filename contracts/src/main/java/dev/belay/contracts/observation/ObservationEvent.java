package dev.belay.contracts.observation;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code belay.observations}, keyed by prompt and kept for days: it is the one topic that carries what applications got. */
public sealed interface ObservationEvent extends Event {

    /** Of the observation; the same one sent twice has the same. */
    String observation();

    String prompt();

    String environment();

    /** Deployment number at which the version was live there; absent for one that never was. */
    @Nullable
    Long number();

    /** Of the version that made the output. */
    Digest version();

    /** Who sent it: an application's key, or a person. */
    String source();

    /** Whether the source alone may cause a rollback. */
    boolean trusted();

    Instant observedAt();

    @Override
    default String key() {
        return prompt();
    }

    /**
     * An application got an output.
     *
     * @param output the text
     */
    @EventType("dev.belay.output.observed.v1")
    record OutputObserved(
            String observation,
            String prompt,
            String environment,
            @Nullable Long number,
            Digest version,
            String output,
            String source,
            boolean trusted,
            Instant observedAt)
            implements ObservationEvent {}

    /**
     * An output does what the criteria forbid; where a judge found it, a second judgement found it too.
     *
     * @param output digest of the text
     * @param criteria by which it was read
     * @param violated ids of must-nots, at least one
     */
    @EventType("dev.belay.violation.observed.v1")
    record ViolationObserved(
            String observation,
            String prompt,
            String environment,
            @Nullable Long number,
            Digest version,
            Digest output,
            Digest criteria,
            List<String> violated,
            String source,
            boolean trusted,
            Instant observedAt)
            implements ObservationEvent {

        public ViolationObserved {
            violated = List.copyOf(violated);
        }
    }
}
