package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import dev.belay.gate.decision.domain.people.AffectedAspect.By;
import dev.belay.gate.decision.domain.people.AffectedAspect.Removal;
import dev.belay.gate.decision.domain.people.Override;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.decision.domain.people.Policy;
import dev.belay.gate.decision.domain.people.Quarantine;
import dev.belay.gate.decision.domain.people.Review;
import dev.belay.gate.decision.domain.people.SignOff;
import dev.belay.gate.decision.domain.people.TradeOff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A handed-off prompt of a team with PMs, and a change by {@code ana} that affects nothing, unless told otherwise. */
final class PeopleFixture {

    static final Set<SignOffRole> PM = Set.of(SignOffRole.PM);

    private final Set<String> authors = new TreeSet<>(Set.of("ana@care.example"));
    private final List<AffectedAspect> aspects = new ArrayList<>();
    private final Map<String, Double> drift = new HashMap<>();
    private final List<Review> reviews = new ArrayList<>();
    private final List<SignOff> signOffs = new ArrayList<>();
    private final List<TradeOff> tradeOffs = new ArrayList<>();
    private final List<Override> overrides = new ArrayList<>();
    private final List<Quarantine> quarantines = new ArrayList<>();
    private Policy policy = Policy.DEDICATED_ML;
    private boolean handedOff = true;

    static PeopleFixture nobodyIsAsked() {
        return new PeopleFixture();
    }

    /** Signed, should it be the first version. */
    static PeopleFixture nothingIsAskedAnyMore() {
        var people = new PeopleFixture();
        people.signOffs.add(
                new SignOff("pm@care.example", PM, Digest.of("v2"), null, Digest.of("criteria"), RunFixture.NOON));
        return people;
    }

    PeopleFixture affecting(Aspect aspect) {
        aspects.add(new AffectedAspect(aspect, By.DIFF, "a line matches", null));
        return this;
    }

    PeopleFixture withoutAgain(Aspect aspect) {
        aspects.replaceAll(each -> each.aspect() == aspect
                ? new AffectedAspect(aspect, each.by(), each.why(), new Removal("pm@care.example", "it does not"))
                : each);
        return this;
    }

    PeopleFixture by(String author) {
        authors.add(author);
        return this;
    }

    PeopleFixture in(Policy chosen) {
        policy = chosen;
        return this;
    }

    PeopleFixture ownedByThePm() {
        handedOff = false;
        return this;
    }

    PeopleFixture drifting(String caseId, double distance) {
        drift.put(caseId, distance);
        return this;
    }

    /** Accepts the first output of the cases, save those that are named. */
    PeopleFixture reviewed(
            String who, Set<SignOffRole> roles, int controlsAccepted, List<String> cases, String... rejected) {
        return reviewedBy(Digest.of("criteria"), who, roles, controlsAccepted, cases, rejected);
    }

    PeopleFixture reviewedBy(
            Digest criteria,
            String who,
            Set<SignOffRole> roles,
            int controlsAccepted,
            List<String> cases,
            String... rejected) {
        var refused = Set.of(rejected);
        reviews.add(new Review(
                "r" + reviews.size(),
                who,
                roles,
                criteria,
                RunFixture.NOON,
                90,
                2,
                controlsAccepted,
                cases.stream()
                        .map(id -> new Review.Verdict(
                                Digest.of("reply " + Subject.CANDIDATE + id + 0), !refused.contains(id)))
                        .toList()));
        return this;
    }

    PeopleFixture signed(String who, SignOffRole... roles) {
        return signed(who, "v2", "criteria", roles);
    }

    PeopleFixture signed(String who, String candidate, String criteria, SignOffRole... roles) {
        signOffs.add(new SignOff(
                who, Set.of(roles), Digest.of(candidate), Digest.of("v1"), Digest.of(criteria), RunFixture.NOON));
        return this;
    }

    PeopleFixture weighed(String ceiling, boolean accepted) {
        tradeOffs.add(new TradeOff(ceiling, "pm@care.example", accepted, "as we said"));
        return this;
    }

    PeopleFixture overriding(Override override) {
        overrides.add(override);
        return this;
    }

    PeopleFixture settingAside(String caseId, Instant until) {
        quarantines.add(new Quarantine(caseId, "ana@care.example", "pm@care.example", "it flickers", until));
        return this;
    }

    People build() {
        return new People(
                authors, aspects, policy, handedOff, drift, reviews, signOffs, tradeOffs, overrides, quarantines);
    }
}
