package dev.belay.registry.store;

import java.security.SecureRandom;

/** {@code ch-} and ten characters of Crockford's base 32, which has no letters that look like digits. */
final class ChangeIds {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ChangeIds() {}

    static String next() {
        var id = new StringBuilder("ch-");
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(index -> id.append(ALPHABET.charAt(index)));
        return id.toString();
    }
}
