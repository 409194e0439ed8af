package dev.belay.contracts.signing;

import java.util.Optional;

/** What a reader makes of a record before it looks into it. */
public sealed interface Verification {

    /** Why the record is not read, for its dead letter; absent for a genuine one. */
    default Optional<String> refusal() {
        return switch (this) {
            case Genuine genuine -> Optional.empty();
            case Forged(var reason) -> Optional.of("forged: " + reason);
            case Unsigned unsigned ->
                Optional.of("forged: the record is not signed (expected: its writer's"
                        + " signature and certificate in ce_belaysignature and ce_belaycertificate)");
        };
    }

    /** Written by whoever the certificate names, as it came. */
    record Genuine(Certificate certificate) implements Verification {}

    /** @param reason what does not fit, for the dead letter */
    record Forged(String reason) implements Verification {}

    record Unsigned() implements Verification {}
}
