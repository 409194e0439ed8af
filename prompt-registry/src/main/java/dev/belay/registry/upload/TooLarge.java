package dev.belay.registry.upload;

import java.io.IOException;

/** More was sent than the registry takes in; the message says of what, and how much it may be. */
public final class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
        super(message);
    }
}
