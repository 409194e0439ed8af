package dev.belay.gate.judgement;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.PersonEvent.Owner;
import dev.belay.contracts.decision.PersonEvent.PolicyChosen;
import dev.belay.contracts.decision.PersonEvent.PromptHandedOff;
import dev.belay.contracts.decision.PersonEvent.Release;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.people.Policy;
import dev.belay.gate.judgement.domain.Handoff;
import dev.belay.gate.judgement.domain.Handoff.Condition;
import dev.belay.gate.judgement.domain.Judged;
import dev.belay.gate.judgement.domain.Judged.Taken;
import dev.belay.gate.judgement.domain.Refusal.Why;
import dev.belay.gate.judgement.store.RollbackStore;
import dev.belay.gate.registry.Read.Found;
import dev.belay.gate.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who owns a prompt file, and a team's shape. What waits already was asked under the old ones, and stays asked. */
@ApplicationScoped
public class HandingOff {

    private final PromptStore prompts;
    private final RollbackStore rollbacks;
    private final Registry registry;
    private final Sayings sayings;
    private final Judging judging;
    private final GateConfig config;

    HandingOff(
            PromptStore prompts,
            RollbackStore rollbacks,
            Registry registry,
            Sayings sayings,
            Judging judging,
            GateConfig config) {
        this.prompts = prompts;
        this.rollbacks = rollbacks;
        this.registry = registry;
        this.sayings = sayings;
        this.judging = judging;
        this.config = config;
    }

    @Transactional
    public Owner owner(String prompt) {
        return sayings.isHandedOff(prompt) ? Owner.ENGINEERS : Owner.PM;
    }

    /** Those of a hand-off to engineers. */
    @Transactional
    public List<Condition> conditions(String prompt) {
        var known = prompts.known(prompt, config.environment());
        var criteria = known.criteria()
                .flatMap(digest -> registry.criteria(digest) instanceof Found<CriteriaDocument>(var document)
                        ? Optional.of(document)
                        : Optional.empty());
        return Handoff.conditions(
                criteria, known.suite().map(this::cases).orElse(List.of()), rollbacks.of(prompt), Judging.now());
    }

    /** To engineers only where every condition holds; back to the PM always. */
    @Transactional
    public Judged<PromptHandedOff> handOff(String prompt, Owner to, String reason, String who) {
        if (owner(prompt) == to) {
            return Judged.refused(Why.CONDITION, "%s is %s' already".formatted(prompt, words(to)));
        }
        var missing = to == Owner.PM
                ? List.<String>of()
                : conditions(prompt).stream()
                        .flatMap(condition -> condition.missing().stream())
                        .toList();
        if (!missing.isEmpty()) {
            return Judged.refused(
                    Why.CONDITION,
                    "%s cannot be handed off safely yet: %s"
                            .formatted(prompt, missing.stream().collect(Collectors.joining("; "))));
        }
        var handedOff = new PromptHandedOff(prompt, to, who, reason);
        judging.record(handedOff, Judging.now());
        return new Taken<>(handedOff);
    }

    @Transactional
    public Policy policy(String team) {
        return sayings.policy(team);
    }

    @Transactional
    public Release release(String team) {
        return sayings.release(team);
    }

    @Transactional
    public PolicyChosen choose(String team, Policy policy, Release release, String who) {
        var chosen = new PolicyChosen(team, policy.wireName(), release, who);
        judging.record(chosen, Judging.now());
        return chosen;
    }

    private List<SuiteCase> cases(Digest suite) {
        var cases = new ArrayList<SuiteCase>();
        registry.suite(suite, each -> cases.add(new SuiteCase(each.id(), each.failureMode())));
        return cases;
    }

    private static String words(Owner owner) {
        return owner == Owner.PM ? "the PM" : "the engineers";
    }
}
