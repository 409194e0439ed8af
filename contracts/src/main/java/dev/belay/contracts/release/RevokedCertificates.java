package dev.belay.contracts.release;

import dev.belay.contracts.event.EventType;
import java.util.List;

/** Keyed by partition: the certificates that are not obeyed any more in this partition of {@code belay.releases}. */
@EventType("dev.belay.certificates.changed.v1")
public record RevokedCertificates(int partition, List<Revoked> revoked, long releasesOffset) implements LiveEvent {

    public RevokedCertificates {
        revoked = List.copyOf(revoked);
    }

    /** @param offset of the first record that withdrew it: releases before it stay */
    public record Revoked(long serial, long offset) {}

    @Override
    public String key() {
        return "certificates/" + partition;
    }
}
