package dev.belay.deployer.domain;

import dev.belay.contracts.release.DeploymentEvent.Cause;
import dev.belay.contracts.release.FreezeState;
import dev.belay.contracts.release.FreezeState.Refused;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.release.ReleaseEvent.PromptOrdered;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rule 8 of the release protocol: promotes behind a freeze are refused until it is lifted; rollbacks are not. */
final class Freezing {

    private Freezing() {}

    static Folded change(
            PromptState state,
            long offset,
            PromptOrdered release,
            long expects,
            boolean frozen,
            String by,
            String reason) {
        var number = state.number(release.environment());
        if (expects != number) {
            return Fold.unchanged(
                    state,
                    release,
                    Cause.SUPERSEDED,
                    "expects that the prompt was frozen or unfrozen " + expects + " times before, it was " + number);
        }
        var refused = state.freeze() == null ? List.<Refused>of() : pending(state, state.freeze());
        return new Folded(
                state.with(new FreezeState(state.prompt(), frozen, number + 1, by, reason, refused, offset)),
                new Outcome.Applied(number + 1, null));
    }

    /** Absent when the promote may go on; it expects the current number. */
    static Optional<Folded> refuses(PromptState state, FreezeState freeze, long offset, PromoteOrdered promote) {
        var isCopy =
                freeze.refused().stream().anyMatch(refused -> refused.release().equals(promote.release()));
        if (isCopy) {
            return Optional.of(Fold.unchanged(
                    state,
                    promote,
                    Cause.REFUSED,
                    "a copy of " + promote.release() + ", which a freeze refused: that is final"));
        }
        if (!freeze.frozen()) {
            return Optional.empty();
        }
        var refused = new Refused(promote.release(), promote.environment(), promote.expects());
        var after = new FreezeState(
                freeze.prompt(),
                true,
                freeze.number(),
                freeze.by(),
                freeze.reason(),
                Stream.concat(pending(state, freeze).stream(), Stream.of(refused))
                        .toList(),
                offset);
        var outcome = Fold.unchanged(
                state, promote, Cause.REFUSED, "the prompt is frozen by " + freeze.by() + ": " + freeze.reason());
        return Optional.of(new Folded(state.with(after), outcome.outcome()));
    }

    /** Those whose copy would still expect the current number: the others are superseded without being remembered. */
    private static List<Refused> pending(PromptState state, FreezeState freeze) {
        return freeze.refused().stream()
                .filter(refused -> refused.expects() >= state.number(refused.environment()))
                .toList();
    }
}
