package dev.belay.gate.notification.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where mail may go: to one address, which cannot carry a second one or a header. */
public final class MailAddress {

    /** RFC 5321, 4.5.3.1.3, without the angle brackets. */
    private static final int LONGEST = 254;

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+");

    private MailAddress() {}

    /** What is wrong with {@code address}; empty when nothing is. */
    public static Optional<String> flaw(String address) {
        return address.length() <= LONGEST && ADDRESS.matcher(address).matches()
                ? Optional.empty()
                : Optional.of("url: %s (expected: one address like pm@care.example, at most %d characters)"
                        .formatted(address, LONGEST));
    }
}
