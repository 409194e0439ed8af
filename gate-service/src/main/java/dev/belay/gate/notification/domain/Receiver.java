package dev.belay.gate.notification.domain;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Where a webhook may lead: to nobody's loopback, private network or metadata service, or whoever subscribes could make the
 * gate ask there for them.
 */
public final class Receiver {

    private static final int LONGEST = 2000;

    /** What {@link InetAddress} has no question for: 0/8, 100.64/10, 192.0.0/24, 198.18/15, 240/4. */
    private static final List<Network> RESERVED = List.of(
            new Network(0x00000000, 8),
            new Network(0x64400000, 10),
            new Network(0xc0000000, 24),
            new Network(0xc6120000, 15),
            new Network(0xf0000000, 4));

    private Receiver() {}

    /** Of IPv4. */
    private record Network(int prefix, int bits) {

        boolean holds(byte[] address) {
            return (ByteBuffer.wrap(address).getInt() ^ prefix) >>> (Integer.SIZE - bits) == 0;
        }
    }

    /** What is wrong with {@code url}; empty when nothing is. Over plain HTTP only where private addresses are allowed. */
    public static Optional<String> flaw(String url, boolean privateAddresses) {
        var expected = privateAddresses ? "http:// or https://, and a host" : "https:// and a host";
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("url: " + e.getMessage() + " (expected: " + expected + ")");
        }
        boolean scheme = "https".equalsIgnoreCase(uri.getScheme())
                || privateAddresses && "http".equalsIgnoreCase(uri.getScheme());
        if (!scheme || uri.getHost() == null || uri.getUserInfo() != null || url.length() > LONGEST) {
            return Optional.of(
                    "url: %s (expected: %s, without a user, at most %d characters)".formatted(url, expected, LONGEST));
        }
        return Optional.empty();
    }

    /** Why nothing is sent to {@code address}; empty when it may be. */
    public static Optional<String> refusal(InetAddress address, boolean privateAddresses) {
        boolean allowed = privateAddresses ? !keptByTheMachine(address) : isPublic(address);
        return allowed
                ? Optional.empty()
                : Optional.of("it leads to %s (expected: a public address%s)"
                        .formatted(
                                address.getHostAddress(),
                                privateAddresses ? ", or a private one that is not link-local" : ""));
    }

    /** Where clouds keep their metadata, and what is no single machine. */
    private static boolean keptByTheMachine(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isMulticastAddress();
    }

    private static boolean isPublic(InetAddress address) {
        if (keptByTheMachine(address) || address.isLoopbackAddress() || address.isSiteLocalAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        return bytes.length == 4 ? RESERVED.stream().noneMatch(range -> range.holds(bytes)) : isGlobalUnicast(bytes);
    }

    /** 2000::/3 without 6to4 and Teredo, which lead on to an IPv4 address of the sender's choice. */
    private static boolean isGlobalUnicast(byte[] address) {
        boolean global = (address[0] & 0xe0) == 0x20;
        boolean sixToFour = address[0] == 0x20 && address[1] == 0x02;
        boolean teredo = address[0] == 0x20 && address[1] == 0x01 && address[2] == 0 && address[3] == 0;
        return global && !sixToFour && !teredo;
    }
}
