package dev.belay.gate.attempt.domain;

import dev.belay.contracts.canonical.Digest;
import java.util.Optional;

/** What the gate knows of a prompt when it opens an attempt: the newest criteria and suite, and what is live. */
public record Known(Optional<Digest> criteria, Optional<Digest> suite, Optional<Live> live) {}
