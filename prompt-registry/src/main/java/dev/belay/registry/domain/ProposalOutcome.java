package dev.belay.registry.domain;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What proposing a change comes to. The same proposal made again while it is evaluated is that proposal, so that a client
 * which lost the answer may just ask again; any other one replaces the author's older undecided changes.
 *
 * @param repeated whether {@code change} had been proposed before
 * @param withdrawn the older changes that it replaces
 */
public record ProposalOutcome(
        ChangeProposed change, boolean repeated, List<String> withdrawn, List<ChangeEvent> events) {

    public ProposalOutcome {
        withdrawn = List.copyOf(withdrawn);
        events = List.copyOf(events);
    }

    /** @param undecided changes of the prompt, oldest first */
    public static ProposalOutcome of(List<UndecidedChange> undecided, ChangeProposed proposed) {
        var same = undecided.stream()
                .filter(older -> !older.heldBack())
                .map(UndecidedChange::change)
                .filter(older -> isSame(older, proposed))
                .findFirst();
        var kept = same.orElse(proposed);
        var replaced = undecided.stream()
                .map(UndecidedChange::change)
                .filter(older -> !older.change().equals(kept.change()))
                .filter(replacedBy(proposed))
                .toList();
        var events = new ArrayList<ChangeEvent>();
        for (var older : replaced) {
            events.add(new WithdrawalRequested(
                    older.prompt(), older.change(), proposed.author(), "replaced by " + kept.change()));
        }
        if (same.isEmpty()) {
            events.add(proposed);
        }
        return new ProposalOutcome(
                kept,
                same.isPresent(),
                replaced.stream().map(ChangeProposed::change).toList(),
                events);
    }

    /** A check replaces no proposal for release, nor the other way round. */
    private static Predicate<ChangeProposed> replacedBy(ChangeProposed proposed) {
        return older -> older.author().equals(proposed.author()) && older.check() == proposed.check();
    }

    private static boolean isSame(ChangeProposed older, ChangeProposed proposed) {
        return older.author().equals(proposed.author())
                && older.candidate().equals(proposed.candidate())
                && older.criteria().equals(proposed.criteria())
                && older.suite().equals(proposed.suite())
                && older.message().equals(proposed.message())
                && older.aspects().equals(proposed.aspects())
                && older.check() == proposed.check()
                && older.budgetUsd().compareTo(proposed.budgetUsd()) == 0
                && Objects.equals(older.samples(), proposed.samples())
                && Objects.equals(older.whole(), proposed.whole())
                && Objects.equals(older.together(), proposed.together())
                && older.everyAuthor().equals(proposed.everyAuthor());
    }
}
