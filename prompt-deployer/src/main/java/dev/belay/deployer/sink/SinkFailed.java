package dev.belay.deployer.sink;

import dev.belay.deployer.sink.domain.Scope;
import org.jspecify.annotations.Nullable;

/** A target did not take something. The message is shown to people, and has nothing secret in it. */
final class SinkFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final Scope scope;

    private SinkFailed(Scope scope, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.scope = scope;
    }

    /** Of this prompt alone. */
    static SinkFailed prompt(String message) {
        return new SinkFailed(Scope.PROMPT, message, null);
    }

    /** Of whatever it is given. */
    static SinkFailed target(String message, @Nullable Throwable cause) {
        return new SinkFailed(Scope.TARGET, message, cause);
    }

    static SinkFailed forGood(String message) {
        return new SinkFailed(Scope.FOR_GOOD, message, null);
    }

    Scope scope() {
        return scope;
    }
}
