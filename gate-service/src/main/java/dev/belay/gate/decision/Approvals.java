package dev.belay.gate.decision;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.PersonEvent.VersionAdopted;
import dev.belay.contracts.event.EventJson;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.judgement.store.PersonEventStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** By what each version may be released. Works in the caller's transaction. */
@ApplicationScoped
public class Approvals {

    private static final int NEWEST = 50;

    private final DecisionStore decisions;
    private final PersonEventStore said;

    Approvals(DecisionStore decisions, PersonEventStore said) {
        this.decisions = decisions;
        this.said = said;
    }

    /** @param decision digest of the inputs of the decision that approved it, or of the word by which it was adopted */
    public record Approved(VersionRef version, String change, Digest decision) {}

    /** The newest first. */
    public List<Approved> of(String prompt) {
        var decided = decisions.approved(prompt, NEWEST).stream()
                .map(stored -> new Approved(
                        stored.decision().candidate(),
                        stored.change(),
                        stored.decision().inputs()));
        var adopted = said.ofPrompt(prompt, VersionAdopted.class).stream()
                .map(PersonEventStore.Said::event)
                .map(one -> new Approved(
                        one.version(),
                        one.change(),
                        CanonicalJson.of(one, EventJson.mapper()).digest()));
        return Stream.concat(decided, adopted).toList();
    }
}
