package dev.belay.outbox;

import io.quarkus.transaction.annotations.Rollback;

/**
 * Thrown by a handler, before it changes anything, when its event refers to something that this service has not seen
 * yet: the event is parked until {@link Inbox#unpark} is called with the same words. The handler is asked twice before
 * that, the second time under a lock that {@code unpark} takes too, so that neither misses the other.
 */
@Rollback(false)
public final class NotYetSeen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;

    /** @param what names the thing, such as {@code run ch-0123456789.1} */
    public NotYetSeen(String what) {
        super(what + " is not known yet", null, false, false);
        this.what = what;
    }

    public String what() {
        return what;
    }
}
