package dev.belay.evaluation.provider;

import dev.belay.evaluation.pacing.Account;
import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.pacing.Sign;
import dev.belay.evaluation.pacing.Turn;
import dev.belay.evaluation.pacing.Waits;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one layer in which calls wait for their turn, are timed out and are repeated.
 *
 * <p>Again after 429, 408, 5xx and a connection that failed before the reply began, waiting as long as {@code Retry-After}
 * asks or else about 0.5 s, 1 s, 2 s, with jitter, as long as the account's retry budget lasts. A reply that had begun is not
 * asked for again: it may have been paid for. All of it together ends within {@link Server#timeout}, and no request begins in
 * its last quarter: one that has too little time to be answered is paid for and lost.
 */
final class HttpCalls {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** One for the process: each has threads and connections of its own. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            // Local servers often mishandle the offer to upgrade to HTTP/2.
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** Of the timeout, which a request has at least. */
    private static final int LEAST_PART = 4;

    private final Server server;
    private final Account account;
    private final Pacer pacer;

    HttpCalls(Server server, Pacer pacer) {
        this.server = server;
        this.account = server.account();
        this.pacer = pacer;
    }

    Turn turn() throws InterruptedException {
        return pacer.enter(account);
    }

    /** @param held the turn of the first request, where the caller has waited for it already */
    Answer make(HttpCall call, @Nullable Turn held) {
        long deadline = System.nanoTime() + server.timeout().toNanos();
        long latest = deadline - server.timeout().dividedBy(LEAST_PART).toNanos();
        try {
            for (int made = 1; ; made++) {
                var turn = made == 1 && held != null ? held : turn(latest);
                if (turn == null) {
                    return noTurn();
                }
                var attempt = attempt(call, turn, deadline);
                var wait = Waits.before(
                        attempt.retryAfter(), made, ThreadLocalRandom.current().nextDouble());
                boolean inTime = latest - System.nanoTime() > wait.toNanos();
                if (!attempt.again() || made >= server.attempts() || !inTime) {
                    return attempt.answer();
                } else if (!pacer.retry(account)) {
                    return unrepeated(attempt.answer());
                }
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fault(Kind.TIMEOUT, "interrupted while waiting for " + call.where(), true);
        }
    }

    private @Nullable Turn turn(long latest) throws InterruptedException {
        return pacer.enter(account, Instant.now().plusNanos(latest - System.nanoTime()))
                .orElse(null);
    }

    private Answer noTurn() {
        var limit = pacer.snapshot(account);
        return new Fault(
                Kind.RATE_LIMITED,
                "no turn within %d ms: %s lets %d calls be under way at once, or asked to come back later"
                        .formatted(server.timeout().toMillis(), server.baseUrl(), (int) limit.window()),
                true);
    }

    private static Answer unrepeated(Answer answer) {
        return answer instanceof Fault(var kind, var message, var retryable)
                ? new Fault(kind, message + "; not tried again, since too many calls had to be", retryable)
                : answer;
    }

    private Attempt attempt(HttpCall call, Turn turn, long deadline) throws InterruptedException {
        Attempt attempt;
        try (turn) {
            attempt = attempt(call, deadline);
            turn.end(attempt.sign());
        }
        return attempt;
    }

    private Attempt attempt(HttpCall call, long deadline) throws InterruptedException {
        var begun = new AtomicBoolean();
        long start = System.nanoTime();
        var sent = CLIENT.sendAsync(post(call), head -> {
            begun.set(true);
            return new BoundedBody();
        });
        try {
            var response = sent.get(deadline - start, TimeUnit.NANOSECONDS);
            long latencyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return Responses.judged(server, call, response, latencyMs, Instant.now());
        } catch (TimeoutException e) {
            sent.cancel(true);
            var waited = "no reply from " + call.where() + " within "
                    + server.timeout().toMillis() + " ms";
            return Attempt.last(new Fault(Kind.TIMEOUT, waited, true), new Sign.Broken());
        } catch (ExecutionException e) {
            return broken(call, e.getCause(), begun.get());
        } finally {
            // An interrupt ends the wait, and the request with it.
            sent.cancel(true);
        }
    }

    private static HttpRequest post(HttpCall call) {
        var post = HttpRequest.newBuilder(call.uri())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(call.body()));
        call.headers().forEach(post::header);
        return post.build();
    }

    private Attempt broken(HttpCall call, Throwable cause, boolean begun) {
        if (begun) {
            var how = cause instanceof BoundedBody.TooLong tooLong
                    ? " is " + tooLong.getMessage()
                    : " broke off before its end";
            var useless = new Fault(Kind.BAD_REPLY, "the reply of " + call.where() + how, true);
            return Attempt.last(useless, new Sign.Broken());
        }
        var detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        var fault = new Fault(
                Kind.UNREACHABLE, server.withoutKey("no connection to " + call.where() + ": " + detail), true);
        return new Attempt(fault, cause instanceof IOException, null, new Sign.Broken());
    }
}
