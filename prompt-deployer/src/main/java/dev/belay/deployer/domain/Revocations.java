package dev.belay.deployer.domain;

import dev.belay.contracts.release.RevokedCertificates;
import dev.belay.contracts.release.RevokedCertificates.Revoked;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The certificates that one partition's log has withdrawn so far. A release is obeyed or not by its place: what was signed
 * with a certificate before it was withdrawn rebuilds to the same state for ever.
 *
 * @param since offset of the first withdrawal, by the certificate's serial
 */
public record Revocations(Map<Long, Long> since) {

    public Revocations {
        since = Map.copyOf(since);
    }

    public static Revocations none() {
        return new Revocations(Map.of());
    }

    public static Revocations of(RevokedCertificates published) {
        return new Revocations(
                published.revoked().stream().collect(Collectors.toMap(Revoked::serial, Revoked::offset)));
    }

    /** A certificate that is withdrawn again stays withdrawn since the first time. */
    public Revocations with(long serial, long offset) {
        var more = new TreeMap<>(since);
        more.merge(serial, offset, Math::min);
        return new Revocations(more);
    }

    /** Where the certificate of the release at {@code offset} was withdrawn before; absent when it was good there. */
    public OptionalLong before(long offset, long serial) {
        var withdrawn = since.get(serial);
        return withdrawn == null || withdrawn >= offset ? OptionalLong.empty() : OptionalLong.of(withdrawn);
    }

    public RevokedCertificates published(int partition, long releasesOffset) {
        return new RevokedCertificates(
                partition,
                new TreeMap<>(since)
                        .entrySet().stream()
                                .map(each -> new Revoked(each.getKey(), each.getValue()))
                                .toList(),
                releasesOffset);
    }
}
