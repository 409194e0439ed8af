package dev.belay.gate.judgement.domain;

import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.judgement.domain.Refusal.Why;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may judge a change (design §5, rule 9, and §10), and when. Empty where nothing is in the way. */
public final class Eligibility {

    private Eligibility() {}

    public static Optional<Refusal> toReview(Attempt attempt, People people, String who, Set<SignOffRole> roles) {
        return waiting(attempt)
                .or(() -> own(attempt, people, who))
                .or(() -> people.policy().mayReview(roles)
                        ? Optional.empty()
                        : Optional.of(role(who, people, Set.of(SignOffRole.PM))));
    }

    /** @param asked the roles of which a person each is asked */
    public static Optional<Refusal> toSign(
            Attempt attempt, People people, String who, Set<SignOffRole> roles, Set<SignOffRole> asked) {
        return waiting(attempt)
                .or(() -> own(attempt, people, who))
                .or(() -> asked.stream().anyMatch(role -> people.policy().maySignAs(role, roles))
                        ? Optional.empty()
                        : Optional.of(role(who, people, asked)));
    }

    /** Trade-offs and the removal of aspects are a PM's, whatever the policy. */
    public static Optional<Refusal> toSettle(Attempt attempt, People people, String who, Set<SignOffRole> roles) {
        return waiting(attempt)
                .or(() -> own(attempt, people, who))
                .or(() -> roles.contains(SignOffRole.PM)
                        ? Optional.empty()
                        : Optional.of(
                                new Refusal(Why.ROLE, "%s is no pm of the team, and this is the PM's".formatted(who))));
    }

    private static Optional<Refusal> waiting(Attempt attempt) {
        return attempt.state() == State.IN_REVIEW && !attempt.concluded()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Why.NOT_WAITING,
                        "%s is %s and waits for nobody (expected: in-review)"
                                .formatted(
                                        attempt.change(),
                                        attempt.concluded() && attempt.check()
                                                ? "a check"
                                                : attempt.state().wireName())));
    }

    private static Optional<Refusal> own(Attempt attempt, People people, String who) {
        return people.isAuthor(who)
                ? Optional.of(new Refusal(
                        Why.OWN_CHANGE,
                        "%s is an author of %s (%s), and nobody judges their own change, whatever their role; %s can"
                                .formatted(
                                        who,
                                        attempt.change(),
                                        String.join(", ", people.authors()),
                                        people.policy().asks(SignOffRole.PM))))
                : Optional.empty();
    }

    private static Refusal role(String who, People people, Collection<SignOffRole> asked) {
        var wanted = asked.stream().map(people.policy()::asks).distinct().collect(Collectors.joining(" or "));
        return new Refusal(Why.ROLE, "%s may not judge it; asked is: %s".formatted(who, wanted));
    }
}
