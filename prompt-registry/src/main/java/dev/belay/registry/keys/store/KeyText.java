package dev.belay.registry.keys.store;

import java.security.SecureRandom;
import java.util.Base64;

/** A key as an application sends it: 256 random bits, marked so that tools which look for lost secrets find it. */
final class KeyText {

    private static final String MARK = "belay_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyText() {}

    static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
