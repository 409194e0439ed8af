package dev.belay.evaluation.assertion;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses webhook assertions may post to. Who writes a case is not who runs it, so what may be reached is said
 * where it runs; and never what a machine keeps for itself, like a cloud's metadata, whatever was said.
 */
public final class Webhooks {

    /** The variable with the beginnings of the addresses that are allowed, separated by commas or blanks. */
    public static final String VARIABLE = "BELAY_WEBHOOKS";

    private final @Nullable List<URI> beginnings;

    private Webhooks(@Nullable List<URI> beginnings) {
        this.beginnings = beginnings;
    }

    /** For whoever runs files of their own on their own machine. */
    public static Webhooks anywhere() {
        return new Webhooks(null);
    }

    /**
     * Only what begins like one of these, at the end of a part of its path; nothing where there is none.
     *
     * @throws IllegalArgumentException with the one that is no address
     */
    public static Webhooks only(String beginnings) {
        var allowed = new ArrayList<URI>();
        for (var each : beginnings.split("[,\\s]+")) {
            if (!each.isEmpty()) {
                allowed.add(address(each)
                        .orElseThrow(() -> new IllegalArgumentException(VARIABLE + ": \"" + each
                                + "\" (expected: http:// or https:// with a host, and without a user name)")));
            }
        }
        return new Webhooks(List.copyOf(allowed));
    }

    /** What is said in the environment, and anywhere where nothing is. */
    public static Webhooks of(Map<String, String> environment) {
        var said = environment.get(VARIABLE);
        return said == null ? anywhere() : only(said);
    }

    static Optional<URI> address(String text) {
        try {
            var address = URI.create(text).normalize();
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null && address.getRawUserInfo() == null
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Why it may not be posted to; the address itself may hold a variable, and is not repeated. */
    Optional<String> refusal(URI address) throws IOException {
        if (beginnings != null && beginnings.stream().noneMatch(allowed -> begins(address, allowed))) {
            return Optional.of(
                    beginnings.isEmpty()
                            ? "no webhook may be asked here; " + VARIABLE + " names those that may"
                            : "the address is none of those that " + VARIABLE + " allows");
        }
        // Names are looked up once more when the address is asked; the answer is kept for longer than that takes.
        for (var place : InetAddress.getAllByName(address.getHost().replaceAll("^\\[|\\]$", ""))) {
            if (keptByTheMachine(place)) {
                return Optional.of("the address leads to " + place.getHostAddress()
                        + ", which machines keep for themselves, and no webhook is asked there");
            }
        }
        return Optional.empty();
    }

    private static boolean begins(URI address, URI allowed) {
        boolean sameServer = address.getScheme().equalsIgnoreCase(allowed.getScheme())
                && address.getHost().equalsIgnoreCase(allowed.getHost())
                && port(address) == port(allowed);
        var path = path(allowed);
        return sameServer
                && (path(address).equals(path) || path(address).startsWith(path.endsWith("/") ? path : path + "/"));
    }

    /** Dots in a path that only decoding shows would leave what the beginning allows. */
    private static String path(URI address) {
        var path = address.getRawPath() == null ? "" : address.getRawPath();
        var dotted = path.toLowerCase(Locale.ROOT).replace("%2e", ".").replace("%2f", "/");
        return dotted.contains("/../") || dotted.endsWith("/..") ? "" : path;
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    /** Link-local addresses, where clouds keep their metadata; one of them keeps it at an address of its own. */
    private static boolean keptByTheMachine(InetAddress place) {
        return place.isLinkLocalAddress()
                || place.isAnyLocalAddress()
                || place.isMulticastAddress()
                || place.getHostAddress().equals("fd00:ec2:0:0:0:0:0:254")
                || place.getHostAddress().equals("100.100.100.200");
    }
}
