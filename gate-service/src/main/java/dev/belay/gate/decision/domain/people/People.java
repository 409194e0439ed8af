package dev.belay.gate.decision.domain.people;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision takes from people, and from the rules that say when to ask them.
 *
 * @param authors who proposed the change and who wrote it
 * @param handedOff whether engineers own the prompt file
 * @param quarantines oldest first; absent where there is none, so that inputs from before there could be one keep
 *     their digest
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
        List<Override> overrides,
        @Nullable List<Quarantine> quarantines) {

    public People {
        quarantines = quarantines == null || quarantines.isEmpty() ? null : List.copyOf(quarantines);
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

    /** The quarantines that hold then, by case: of several of a case, the last one counts. */
    public Map<String, Quarantine> inQuarantine(Instant at) {
        var newest = new TreeMap<String, Quarantine>();
        for (var quarantine : quarantines == null ? List.<Quarantine>of() : quarantines) {
            newest.put(quarantine.caseId(), quarantine);
        }
        newest.values().removeIf(quarantine -> !quarantine.holds(at));
        return newest;
    }

    public boolean isAuthor(String subject) {
        return authors.stream().anyMatch(author -> author.equalsIgnoreCase(subject));
    }
}
