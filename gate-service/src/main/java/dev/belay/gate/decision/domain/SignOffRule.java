package dev.belay.gate.decision.domain;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.decision.domain.people.Policy;
import dev.belay.gate.decision.domain.people.SignOff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Design §5, rule 8: a safety-adjacent change, the first version of a prompt and every change of one that is not handed off
 * wait for a sign-off, whatever the evals say. A sign-off is good for one candidate, baseline and criteria; where several
 * roles are asked, a person each.
 */
final class SignOffRule {

    private SignOffRule() {}

    static Ruling judge(Comparison comparison, Inputs.Proposal change, People people) {
        if (change.check()) {
            return Ruling.of(Findings.notApplicable(Rule.SIGN_OFF, null, "a check asks nobody"));
        }
        var reasons = reasons(change, people);
        if (reasons.isEmpty()) {
            return Ruling.of(Findings.notApplicable(
                    Rule.SIGN_OFF, null, "the change is not safety-adjacent, and engineers own the prompt"));
        }
        var asked = people.affects(Aspect.SAFETY) ? comparison.criteria().signOffOrDefault() : Set.of(SignOffRole.PM);
        var good = people.signOffs().stream()
                .filter(signOff -> isFor(signOff, change) && !people.isAuthor(signOff.by()))
                .toList();
        var missing = missing(asked, good, people.policy());
        var numbers = Map.of("asked", (double) asked.size(), "missing", (double) missing.size());
        if (missing.isEmpty()) {
            return Ruling.of(Findings.of(
                    Rule.SIGN_OFF,
                    Finding.Outcome.PASSED,
                    null,
                    Findings.say("signed off by %s (%s)", signers(good), String.join("; ", reasons)),
                    numbers,
                    List.of()));
        }
        var who = missing.stream().map(people.policy()::asks).collect(Collectors.joining(" and "));
        return Ruling.open(
                Findings.of(
                        Rule.SIGN_OFF,
                        Finding.Outcome.NEEDS_SIGN_OFF,
                        null,
                        Findings.say("%s; a sign-off by %s is missing", String.join("; ", reasons), who),
                        numbers,
                        List.of()),
                Findings.say("%s: sign off, or let it be (belay sign-off %s)", who, change.change()));
    }

    private static List<String> reasons(Inputs.Proposal change, People people) {
        var reasons = new ArrayList<String>();
        if (people.affects(Aspect.SAFETY)) {
            reasons.add("it is safety-adjacent");
        }
        if (change.baseline() == null) {
            reasons.add("it is the first version that goes live");
        } else if (!people.handedOff()) {
            reasons.add("the prompt is not handed off to engineers");
        }
        if (reasons.isEmpty() && people.policy() == Policy.REGULATED) {
            reasons.add("every change of a regulated team is signed");
        }
        return reasons;
    }

    /** Whether it was given for exactly this candidate, baseline and criteria. */
    static boolean isFor(SignOff signOff, Inputs.Proposal change) {
        return signOff.candidate().equals(change.candidate().digest())
                && Objects.equals(
                        signOff.baseline(),
                        change.baseline() == null ? null : change.baseline().digest())
                && signOff.criteria().equals(change.criteria());
    }

    /** The fewest roles that stay without a person of their own, whoever stands for which. */
    private static Set<SignOffRole> missing(Set<SignOffRole> asked, List<SignOff> signOffs, Policy policy) {
        var best = new TreeSet<>(asked);
        for (var role : asked) {
            for (var signOff : signOffs) {
                if (policy.maySignAs(role, signOff.roles())) {
                    var otherRoles = new TreeSet<>(asked);
                    otherRoles.remove(role);
                    var others = signOffs.stream()
                            .filter(other -> !other.by().equals(signOff.by()))
                            .toList();
                    var missing = missing(otherRoles, others, policy);
                    if (missing.size() < best.size()) {
                        best = new TreeSet<>(missing);
                    }
                }
            }
        }
        return best;
    }

    private static String signers(List<SignOff> signOffs) {
        return signOffs.stream().map(SignOff::by).distinct().sorted().collect(Collectors.joining(", "));
    }
}
