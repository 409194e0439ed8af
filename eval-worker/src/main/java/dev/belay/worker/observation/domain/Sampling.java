package dev.belay.worker.observation.domain;

import dev.belay.contracts.canonical.Digest;

/** Which observations a judge reads. The same one is always drawn, or never, whoever asks. */
public final class Sampling {

    private static final int DIGITS = 12;
    private static final double RANGE = Math.pow(16, DIGITS);

    private Sampling() {}

    /** @param share 0 to 1 */
    public static boolean draws(String observation, double share) {
        var hex = Digest.of("sample of " + observation).value();
        var drawn = Long.parseLong(hex.substring(hex.length() - DIGITS), 16);
        return drawn / RANGE < share;
    }
}
