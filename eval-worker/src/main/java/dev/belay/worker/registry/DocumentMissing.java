package dev.belay.worker.registry;

/** The registry does not have a document, or no longer: asking again will not help. */
public final class DocumentMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    DocumentMissing(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** For {@code Fault.kind}: {@code erased} or {@code missing-document}. */
    public String kind() {
        return kind;
    }
}
