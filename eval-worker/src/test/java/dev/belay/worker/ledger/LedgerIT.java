package dev.belay.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.local.stack.StackResource;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.ledger.domain.Claim;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.domain.Entry;
import dev.belay.worker.ledger.store.BudgetStore;
import dev.belay.worker.ledger.store.Ledger;
import dev.belay.worker.ledger.store.Ledger.Paid;
import dev.belay.worker.stack.FakeAddresses;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "worker"))
@QuarkusTestResource(FakeAddresses.class)
class LedgerIT {

    @Inject
    Ledger ledger;

    @Inject
    BudgetStore budgets;

    @Inject
    DataSource database;

    private String run;

    @BeforeEach
    void openRun() {
        run = "ch-" + UUID.randomUUID() + ".1";
        QuarkusTransaction.requiringNew().run(() -> budgets.open(run, new BigDecimal("1.00")));
    }

    @AfterEach
    void whatABudgetSaysIsReservedIsReserved() throws Exception {
        assertThat(usd("SELECT reserved_usd FROM budget WHERE run = ?")).isEqualByComparingTo(reserved());
    }

    @Test
    void ofManyCallsAtOnceNoMoreAreGrantedThanTheBudgetPaysFor() throws Exception {
        List<Claim> claims;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = IntStream.range(0, 40)
                    .<Callable<Claim>>mapToObj(i -> () -> ledger.claim(ask("0.10")))
                    .toList();
            claims = threads.invokeAll(asking).stream().map(Future::resultNow).toList();
        }

        assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(10);
        assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(30);
        assertThat(reserved()).isEqualByComparingTo("1.00");
    }

    @Test
    void groupsOfTheSameRunsWaitForEachOtherInOneOrder() throws Exception {
        var other = "ch-" + UUID.randomUUID() + ".1";
        QuarkusTransaction.requiringNew().run(() -> budgets.open(other, new BigDecimal("100.00")));
        QuarkusTransaction.requiringNew().run(() -> budgets.raise(run, new BigDecimal("100.00")));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var groups = IntStream.range(0, 60)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> claimAndRecord(i % 2 == 0 ? run : other, i % 2 == 0 ? other : run))
                    .toList();

            assertThat(threads.invokeAll(groups))
                    .allSatisfy(done -> assertThat(done.resultNow()).isTrue());
        }

        assertThat(spent()).isEqualByComparingTo("1.20");
        assertThat(reserved()).isEqualByComparingTo("0");
    }

    private boolean claimAndRecord(String first, String second) {
        var asks = List.of(ask(first, "0.10"), ask(second, "0.10"));
        var claims = ledger.claim(asks);
        var paid = IntStream.range(0, asks.size())
                .mapToObj(i -> new Paid(
                        asks.get(i).run(), ((Claim.Granted) claims.get(i)).claim(), completion(asks.get(i), "0.02")))
                .toList();
        return QuarkusTransaction.requiringNew().call(() -> ledger.record(paid)).size() == 2;
    }

    @Test
    void ofManyWhoNeedTheSameReplyOneCalls() throws Exception {
        var ask = ask("0.10");
        List<Claim> claims;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = IntStream.range(0, 20)
                    .<Callable<Claim>>mapToObj(i -> () -> ledger.claim(ask))
                    .toList();
            claims = threads.invokeAll(asking).stream().map(Future::resultNow).toList();
        }

        assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(19);
        assertThat(reserved()).isEqualByComparingTo("0.10");
    }

    @Test
    void askedTogetherEachGetsTheAnswerThatItWouldGetAlone() throws Exception {
        var known = ask("0.10");
        record(granted(known), completion(known, "0.03"));
        var expired = ask("0.10");
        granted(expired);
        expire(expired);
        var fresh = ask("0.10");
        var tooDear = ask("0.90");

        var claims = ledger.claim(List.of(fresh, known, fresh, expired, expired, tooDear));

        assertThat(claims.get(0)).isInstanceOf(Claim.Granted.class);
        assertThat(claims.get(1)).isInstanceOf(Claim.Known.class);
        assertThat(claims.get(2)).isInstanceOf(Claim.Busy.class);
        assertThat(claims.get(3)).isInstanceOf(Claim.Granted.class);
        assertThat(claims.get(4)).isInstanceOf(Claim.Busy.class);
        assertThat(claims.get(5))
                .as("spent 0.03 and 0.10, as the lost call may be billed")
                .isInstanceOf(Claim.OverBudget.class);
        assertThat(ledger.find(tooDear.request())).isEmpty();
        assertThat(ledger.find(fresh.request())).isPresent();
        assertThat(reserved()).isEqualByComparingTo("0.20");
    }

    @Test
    void twoRepliesToOneRequestRecordedTogetherKeepOne() throws Exception {
        var ask = ask("0.10");
        var stalled = granted(ask);
        expire(ask);
        var second = granted(ask);

        var kept = QuarkusTransaction.requiringNew()
                .call(() -> ledger.record(List.of(
                        new Paid(run, second, completion(ask, "0.03")),
                        new Paid(run, stalled, completion(ask, "0.04")))));

        assertThat(kept).containsExactly(second);
        assertThat(spent()).isEqualByComparingTo("0.13");
    }

    @Test
    void aRecordedReplyIsUsedAndItsRealCostIsSpent() throws Exception {
        var ask = ask("0.10");
        var completion = completion(ask, "0.03");

        assertThat(record(granted(ask), completion)).isTrue();

        assertThat(((Claim.Known) ledger.claim(ask)).completion().text()).isEqualTo(completion.text());
        assertThat(spent()).isEqualByComparingTo("0.03");
        assertThat(reserved()).isEqualByComparingTo("0");
    }

    @Test
    void aClaimThatRanOutIsTakenOverAndCountsAsSpent() throws Exception {
        var ask = ask("0.10");
        granted(ask);
        expire(ask);

        var second = granted(ask);

        assertThat(ledger.claim(ask)).isInstanceOf(Claim.Busy.class);
        assertThat(spent()).isEqualByComparingTo("0.10");
        assertThat(record(second, completion(ask, "0.03"))).isTrue();
        assertThat(spent()).isEqualByComparingTo("0.13");
    }

    @Test
    void theFirstReplyIsKeptWhoeverHoldsTheClaim() throws Exception {
        var ask = ask("0.10");
        var stalled = granted(ask);
        expire(ask);
        var second = granted(ask);
        var late = completion(ask, "0.04");

        assertThat(record(stalled, late)).isTrue();
        assertThat(record(second, completion(ask, "0.03"))).isFalse();

        assertThat(((Entry.Recorded) ledger.find(ask.request()).orElseThrow())
                        .completion()
                        .costUsd())
                .isEqualByComparingTo("0.04");
        assertThat(spent())
                .as("the stalled call at its reservation, the second at its cost")
                .isEqualByComparingTo("0.13");
    }

    @Test
    void aCallThatFailedFreesItsRequestAndItsMoney() throws Exception {
        var ask = ask("0.10");
        ledger.release(ask, granted(ask), false);

        assertThat(spent()).isEqualByComparingTo("0");
        assertThat(reserved()).isEqualByComparingTo("0");
        assertThat(ledger.find(ask.request())).isEmpty();
        assertThat(ledger.claim(ask)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void aCallThatMayBeBilledCountsAsSpent() throws Exception {
        var ask = ask("0.10");
        ledger.release(ask, granted(ask), true);

        assertThat(spent()).isEqualByComparingTo("0.10");
        assertThat(reserved()).isEqualByComparingTo("0");
    }

    @Test
    void whoeverLostItsClaimReleasesNothing() throws Exception {
        var ask = ask("0.10");
        var stalled = granted(ask);
        expire(ask);
        granted(ask);

        ledger.release(ask, stalled, false);

        assertThat(ledger.claim(ask)).isInstanceOf(Claim.Busy.class);
        assertThat(reserved()).isEqualByComparingTo("0.10");
    }

    @Test
    void overTheCeilingNothingIsClaimed() throws Exception {
        var first = ask("0.95");
        record(granted(first), completion(first, "0.95"));
        var second = ask("0.10");

        assertThat(ledger.claim(second)).isInstanceOf(Claim.OverBudget.class);

        assertThat(ledger.find(second.request())).isEmpty();
    }

    @Test
    void moneyReservedByCallsUnderWayIsWaitedFor() throws Exception {
        var dear = ask("0.95");
        var underWay = granted(dear);
        var second = ask("0.10");

        assertThat(ledger.claim(second)).isInstanceOf(Claim.Busy.class);
        assertThat(ledger.find(second.request())).isEmpty();

        record(underWay, completion(dear, "0.01"));
        assertThat(ledger.claim(second)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void anErasedReplyIsGoneAndIsNotAskedForAgain() {
        var ask = ask("0.10");
        record(granted(ask), completion(ask, "0.03"));

        assertThat(ledger.erase(ask.request(), "pm@care.example", "request 12")).isTrue();
        assertThat(ledger.erase(ask.request(), "ops@care.example", "again")).isFalse();

        assertThat(ledger.claim(ask)).isInstanceOf(Claim.Gone.class);
        assertThat(((Entry.Erased) ledger.find(ask.request()).orElseThrow()).reason())
                .isEqualTo("request 12");
    }

    private UUID granted(Ask ask) {
        return ((Claim.Granted) ledger.claim(ask)).claim();
    }

    private boolean record(UUID claim, Completion completion) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ledger.record(List.of(new Paid(run, claim, completion))))
                .contains(claim);
    }

    private Ask ask(String mostUsd) {
        return ask(run, mostUsd);
    }

    private static Ask ask(String run, String mostUsd) {
        return new Ask(
                Digest.of(UUID.randomUUID().toString()),
                run,
                "care",
                "openai",
                "gpt-4.1-mini",
                new BigDecimal(mostUsd));
    }

    private static Completion completion(Ask ask, String costUsd) {
        return new Completion(
                ask.request(),
                ask.team(),
                ask.provider(),
                ask.model(),
                "Rest [1], " + costUsd,
                "stop",
                412,
                new BigDecimal(costUsd),
                200,
                12,
                Instant.now(),
                false);
    }

    /** As if the holder of the claim had died long ago. */
    private void expire(Ask ask) throws SQLException {
        try (var connection = database.getConnection();
                var expire = connection.prepareStatement("""
                        WITH expired AS (
                            UPDATE completion SET lease_until = now() - interval '1 second'
                            WHERE digest = ? RETURNING claim)
                        UPDATE reservation SET lease_until = now() - interval '1 second'
                        WHERE claim = (SELECT claim FROM expired)""")) {
            expire.setString(1, ask.request().value());
            assertThat(expire.executeUpdate()).isEqualTo(1);
        }
    }

    private BigDecimal spent() throws SQLException {
        return usd("SELECT spent_usd FROM budget WHERE run = ?");
    }

    private BigDecimal reserved() throws SQLException {
        return usd("SELECT coalesce(sum(usd), 0) FROM reservation WHERE run = ?");
    }

    private BigDecimal usd(String query) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(query)) {
            select.setString(1, run);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        }
    }
}
