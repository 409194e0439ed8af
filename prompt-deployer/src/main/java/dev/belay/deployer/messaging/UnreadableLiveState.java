package dev.belay.deployer.messaging;

/** {@code belay.live} holds what no deployer wrote. To go on without it could bring back what a rollback left. */
final class UnreadableLiveState extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableLiveState(String message) {
        super(message);
    }
}
