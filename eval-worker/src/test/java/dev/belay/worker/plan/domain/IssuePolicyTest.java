package dev.belay.worker.plan.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.contracts.canonical.Digest;
import dev.belay.worker.plan.domain.Step.GiveUp;
import dev.belay.worker.plan.domain.Step.Issue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuePolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(120);
    private static final QueueFront STANDING = new QueueFront(null, null);

    @ParameterizedTest(name = "window {0}, outstanding {1}, pending {2} -> issued {3}")
    @CsvSource({
        "4, 0, 10, 4",
        "4, 3, 10, 1",
        "4, 4, 10, 0",
        "4, 0, 2, 2",
        "4, 0, 0, 0",
        "1, 0, 1, 1",
        // A window that was made smaller by a restart with another setting drains first.
        "4, 6, 10, 0",
    })
    void noMoreThanTheWindowIsOutstanding(int window, int outstanding, int pending, int issued) {
        var run = new OpenRun("ch-1.1", outstanding, List.of(), tasks("a-pending", pending));

        var steps = new IssuePolicy(window, LEASE, 5).next(List.of(run), STANDING, NOW);

        assertThat(steps).hasSize(issued).containsExactlyElementsOf(issues(run.pending(), issued));
    }

    @Test
    void runsTakeTurnsTheOneWithTheFewestOutstandingFirst() {
        var flood = new OpenRun("ch-a.1", 2, List.of(), tasks("a-next", 3));
        var small = new OpenRun("ch-b.1", 0, List.of(), tasks("b-next", 2));

        var steps = new IssuePolicy(64, LEASE, 5).next(List.of(flood, small), STANDING, NOW);

        var a = flood.pending();
        var b = small.pending();
        assertThat(steps).extracting(Step::task).containsExactly(b.get(0), a.get(0), b.get(1), a.get(1), a.get(2));
    }

    @ParameterizedTest(name = "issued {0} s ago, taken {1} s ago -> again: {2}")
    @CsvSource({
        "119, , false",
        "120, , true",
        "500, 119, false",
        "500, 120, true",
        // Taken up before it was issued again: that was the first issue's executor, and its lease is over.
        "119, 300, false",
        "120, 300, true",
    })
    void aTaskIsIssuedAgainAfterItsLease(int issuedAgo, @Nullable Integer takenAgo, boolean again) {
        var task = task("t", 0);
        var run = new OpenRun("ch-1.1", 1, List.of(outstanding(task, 1, issuedAgo, takenAgo)), List.of());

        var steps = new IssuePolicy(64, LEASE, 5).next(List.of(run), STANDING, NOW);

        assertThat(steps).isEqualTo(again ? List.of(new Issue(task)) : List.of());
    }

    @ParameterizedTest(name = "front issued {0} s ago, moved {1} s ago -> again: {2}")
    @CsvSource({
        // The queue moves and has not come to it.
        "400, 1, false",
        // It moves, and tasks issued after it, but not much later, were taken up: partitions are not even.
        "181, 1, false",
        // It moves, and went past it by a lease.
        "180, 1, true",
        "10, 1, true",
        // It stands.
        "400, 120, true",
        "400, 119, false",
    })
    void aTaskThatStandsInASlowQueueIsNotIssuedAgain(int frontIssuedAgo, int movedAgo, boolean again) {
        var task = task("t", 0);
        var run = new OpenRun("ch-1.1", 1, List.of(outstanding(task, 1, 300, null)), List.of());
        var front = new QueueFront(NOW.minusSeconds(frontIssuedAgo), NOW.minusSeconds(movedAgo));

        var steps = new IssuePolicy(64, LEASE, 5).next(List.of(run), front, NOW);

        assertThat(steps).isEqualTo(again ? List.of(new Issue(task)) : List.of());
    }

    @Test
    void aTaskIssuedOftenEnoughIsGivenUpAndItsPlaceIsFree() {
        var lost = task("lost", 0);
        var next = tasks("next", 2);
        var run = new OpenRun("ch-1.1", 1, List.of(outstanding(lost, 5, 200, null)), next);

        var steps = new IssuePolicy(1, LEASE, 5).next(List.of(run), STANDING, NOW);

        assertThat(steps).containsExactly(new GiveUp(lost, 5), new Issue(next.get(0)));
    }

    @Test
    void aTaskIssuedAgainKeepsItsPlaceInTheWindow() {
        var late = task("late", 0);
        var run = new OpenRun("ch-1.1", 1, List.of(outstanding(late, 4, 200, null)), tasks("next", 2));

        var steps = new IssuePolicy(1, LEASE, 5).next(List.of(run), STANDING, NOW);

        assertThat(steps).containsExactly(new Issue(late));
    }

    @Test
    void settingsThatNeverIssueAreRefused() {
        assertThatThrownBy(() -> new IssuePolicy(0, LEASE, 5)).hasMessage("window: 0 (expected: >= 1)");
        assertThatThrownBy(() -> new IssuePolicy(1, Duration.ZERO, 5)).hasMessage("lease: PT0S (expected: > 0)");
        assertThatThrownBy(() -> new IssuePolicy(1, LEASE, 0)).hasMessage("max-issues: 0 (expected: >= 1)");
    }

    private static Outstanding outstanding(Digest task, int issues, int issuedAgo, @Nullable Integer takenAgo) {
        return new Outstanding(
                task, issues, NOW.minusSeconds(issuedAgo), takenAgo == null ? null : NOW.minusSeconds(takenAgo));
    }

    private static List<Digest> tasks(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> task(name, i)).toList();
    }

    private static Digest task(String name, int i) {
        return Digest.of(name + i);
    }

    private static List<Step> issues(List<Digest> tasks, int count) {
        return tasks.stream().limit(count).<Step>map(Issue::new).toList();
    }
}
