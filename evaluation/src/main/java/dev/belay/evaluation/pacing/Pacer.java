package dev.belay.evaluation.pacing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Lets the calls of a process begin as the limits of their accounts allow, for any number of threads. Calls of one account
 * begin in about the order in which they came. What it has learned can be read, kept where other workers find it, and taken
 * over from them: {@code row = row.join(pacer.snapshot(account)); pacer.adopt(account, row, workers)}.
 */
public final class Pacer {
    private final InstantSource clock;
    private final Settings settings;
    private final Map<Account, Lane> lanes = new ConcurrentHashMap<>();

    /**
     * How cautious to be.
     *
     * @param firstWindow calls of an account under way at once, before anything is known of it
     * @param retryShare retries that each call pays in; 0.5 lets retries add half to the load at most
     * @param retryReserve retries that can be had at once
     */
    public record Settings(double firstWindow, double retryShare, double retryReserve) {
        public static final Settings STANDARD = new Settings(32, 0.5, 100);
    }

    public Pacer() {
        this(InstantSource.system(), Settings.STANDARD);
    }

    public Pacer(InstantSource clock, Settings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** Blocks until a call of {@code account} may begin; empty when that is not before {@code deadline}. */
    public Optional<Turn> enter(Account account, Instant deadline) throws InterruptedException {
        return lane(account).enter(deadline);
    }

    /** Blocks for as long as it takes. */
    public Turn enter(Account account) throws InterruptedException {
        while (true) {
            var turn = enter(account, clock.instant().plus(Duration.ofHours(1)));
            if (turn.isPresent()) {
                return turn.get();
            }
        }
    }

    /** Takes one retry from the budget; false when there is none left, and the call has to do without. */
    public boolean retry(Account account) {
        return lane(account).retry();
    }

    /** What is known of {@code account} now. */
    public Limit snapshot(Account account) {
        return lane(account).snapshot();
    }

    /** Of every account that was called. */
    public Map<Account, Limit> snapshots() {
        return lanes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().snapshot()));
    }

    /** Of all accounts of {@code provider} together. */
    public Load load(String provider) {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getKey().provider().equals(provider))
                .map(lane -> lane.getValue().load())
                .reduce(Load.NONE, Load::plus);
    }

    /**
     * Takes over what others know besides.
     *
     * @param workers that share the account, this one included
     */
    public void adopt(Account account, Limit known, int workers) {
        lane(account).adopt(known, workers);
    }

    private Lane lane(Account account) {
        return lanes.computeIfAbsent(
                account,
                each -> new Lane(
                        clock,
                        Limit.starting(settings.firstWindow()),
                        RetryBudget.full(settings.retryShare(), settings.retryReserve())));
    }
}
