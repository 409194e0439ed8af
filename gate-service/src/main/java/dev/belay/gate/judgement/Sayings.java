package dev.belay.gate.judgement;

import dev.belay.contracts.change.ChangeEvent.ChangeProposed;
import dev.belay.contracts.decision.PersonEvent.AspectRemoved;
import dev.belay.contracts.decision.PersonEvent.CaseQuarantined;
import dev.belay.contracts.decision.PersonEvent.OverrideGiven;
import dev.belay.contracts.decision.PersonEvent.Owner;
import dev.belay.contracts.decision.PersonEvent.PolicyChosen;
import dev.belay.contracts.decision.PersonEvent.PromptHandedOff;
import dev.belay.contracts.decision.PersonEvent.Release;
import dev.belay.contracts.decision.PersonEvent.SignOffGiven;
import dev.belay.contracts.decision.PersonEvent.TradeOffDecided;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import dev.belay.gate.decision.domain.people.AffectedAspect.By;
import dev.belay.gate.decision.domain.people.AffectedAspect.Removal;
import dev.belay.gate.decision.domain.people.Override;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.decision.domain.people.Policy;
import dev.belay.gate.decision.domain.people.Quarantine;
import dev.belay.gate.decision.domain.people.SignOff;
import dev.belay.gate.decision.domain.people.TradeOff;
import dev.belay.gate.judgement.domain.OpenReview;
import dev.belay.gate.judgement.store.PersonEventStore;
import dev.belay.gate.judgement.store.ReviewStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings together what people said of a change and its prompt. */
@ApplicationScoped
public class Sayings {

    private final PersonEventStore said;
    private final ReviewStore reviews;

    Sayings(PersonEventStore said, ReviewStore reviews) {
        this.said = said;
        this.reviews = reviews;
    }

    /** @param found the aspects that rules added */
    public People of(ChangeProposed change, int attempt, List<AffectedAspect> found, Map<String, Double> drift) {
        return new People(
                change.everyAuthor(),
                aspects(change, found),
                policy(team(change.prompt())),
                isHandedOff(change.prompt()),
                drift,
                reviews.ofChange(change.change()).stream()
                        .filter(review -> review.submittedAt() != null)
                        .map(OpenReview::result)
                        .toList(),
                signOffs(change.change()),
                tradeOffs(change.change(), attempt),
                overrides(change.prompt()),
                quarantines(change.prompt()));
    }

    /** The newest of each case, in the order of the cases' ids. */
    public List<Quarantine> quarantines(String prompt) {
        var newest = new TreeMap<String, Quarantine>();
        for (var said : said.ofPrompt(prompt, CaseQuarantined.class)) {
            var given = said.event();
            newest.put(
                    given.caseId(),
                    new Quarantine(given.caseId(), given.owner(), given.by(), given.reason(), given.until()));
        }
        return List.copyOf(newest.values());
    }

    public Policy policy(String team) {
        return said.newestOfPrompt(team, PolicyChosen.class)
                .flatMap(chosen -> Policy.named(chosen.event().policy()))
                .orElse(Policy.DEDICATED_ML);
    }

    public Release release(String team) {
        return said.newestOfPrompt(team, PolicyChosen.class)
                .map(chosen -> chosen.event().releaseOrDefault())
                .orElse(Release.WHEN_APPROVED);
    }

    public boolean isHandedOff(String prompt) {
        return said.newestOfPrompt(prompt, PromptHandedOff.class)
                .filter(handOff -> handOff.event().to() == Owner.ENGINEERS)
                .isPresent();
    }

    /**
     * Those that its author declared, and those that rules found with what became of them.
     *
     * @param found the aspects that rules added
     */
    public List<AffectedAspect> aspects(ChangeProposed change, List<AffectedAspect> found) {
        var aspects = new ArrayList<AffectedAspect>();
        change.aspects().stream()
                .sorted()
                .forEach(aspect ->
                        aspects.add(new AffectedAspect(aspect, By.AUTHOR, "declared by " + change.author(), null)));
        var removals = said.ofChange(change.change(), AspectRemoved.class);
        for (var aspect : found) {
            var removal = removals.stream()
                    .map(PersonEventStore.Said::event)
                    .filter(removed -> removed.aspect() == aspect.aspect())
                    .findFirst()
                    .map(removed -> new Removal(removed.by(), removed.reason()));
            aspects.add(new AffectedAspect(aspect.aspect(), aspect.by(), aspect.why(), removal.orElse(null)));
        }
        return aspects;
    }

    private List<SignOff> signOffs(String change) {
        return said.ofChange(change, SignOffGiven.class).stream()
                .map(given -> new SignOff(
                        given.event().by(),
                        given.event().roles(),
                        given.event().candidate(),
                        given.event().baseline(),
                        given.event().criteria(),
                        given.at()))
                .toList();
    }

    private List<TradeOff> tradeOffs(String change, int attempt) {
        return said.ofChange(change, TradeOffDecided.class).stream()
                .map(PersonEventStore.Said::event)
                .filter(decided -> decided.attempt() == attempt)
                .map(decided -> new TradeOff(decided.ceiling(), decided.by(), decided.accepted(), decided.reason()))
                .toList();
    }

    private List<Override> overrides(String prompt) {
        return said.ofPrompt(prompt, OverrideGiven.class).stream()
                .map(PersonEventStore.Said::event)
                .map(given -> new Override(
                        given.override(),
                        given.rule(),
                        given.criterion(),
                        given.change(),
                        given.by(),
                        given.reason(),
                        given.until()))
                .toList();
    }

    public static String team(String prompt) {
        return prompt.substring(0, prompt.indexOf('/'));
    }
}
