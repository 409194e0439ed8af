package dev.belay.outbox;

import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of what a transaction does: OpenTelemetry's current span where the service has it, else that of
 * the event being handled, else a new trace; so that one trace covers publish to live with or without a tracer.
 */
@ApplicationScoped
class Trace {

    private static final Object CAUSE = "dev.belay.outbox.traceparent";
    private static final boolean TRACER = isPresent("io.opentelemetry.api.trace.Span");

    private final TransactionSynchronizationRegistry transactions;

    Trace(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** What the transaction adds from here on is caused by the event with this context. */
    void causedBy(@Nullable String traceparent) {
        transactions.putResource(CAUSE, traceparent == null ? started() : traceparent);
    }

    String current() {
        var span = TRACER ? OpenTelemetry.traceparent() : null;
        if (span != null) {
            return span;
        }
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            return started();
        }
        if (transactions.getResource(CAUSE) == null) {
            causedBy(null);
        }
        return (String) transactions.getResource(CAUSE);
    }

    private static String started() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, Trace.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A class of its own, so that it is loaded only where the API is. */
    private static final class OpenTelemetry {

        private static @Nullable String traceparent() {
            var span = Span.current().getSpanContext();
            return span.isValid()
                    ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                            + span.getTraceFlags().asHex()
                    : null;
        }
    }
}
