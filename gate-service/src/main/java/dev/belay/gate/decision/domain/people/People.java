package dev.belay.gate.decision.domain.people;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that a decision takes from people, and from the rules that say when to ask them.
 *
 * @param authors who proposed the change and who wrote it
 * @param handedOff whether engineers own the prompt file
 * @param drift how far the outputs of a case moved from the baseline's, where that was measured
 */
public record People(
        Set<String> authors,
        List<AffectedAspect> aspects,
        Policy policy,
        boolean handedOff,
        Map<String, Double> drift,
        List<Review> reviews,
        List<SignOff> signOffs,
        List<TradeOff> tradeOffs,
        List<Override> overrides) {

    public People {
        authors = new TreeSet<>(authors);
        drift = new TreeMap<>(drift);
        aspects = List.copyOf(aspects);
        reviews = List.copyOf(reviews);
        signOffs = List.copyOf(signOffs);
        tradeOffs = List.copyOf(tradeOffs);
        overrides = List.copyOf(overrides);
    }

    public boolean affects(Aspect aspect) {
        return aspects.stream().anyMatch(affected -> affected.aspect() == aspect && affected.holds());
    }

    public boolean isAuthor(String subject) {
        return authors.stream().anyMatch(author -> author.equalsIgnoreCase(subject));
    }
}
