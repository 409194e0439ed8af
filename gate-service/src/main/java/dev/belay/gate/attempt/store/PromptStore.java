package dev.belay.gate.attempt.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.CriteriaPublished;
import dev.belay.contracts.change.ChangeEvent.SuitePublished;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.DeploymentEvent.PromptRetired;
import dev.belay.contracts.release.DeploymentEvent.ReleaseApplied;
import dev.belay.gate.attempt.domain.Known;
import dev.belay.gate.attempt.domain.Live;
import dev.belay.gate.decision.store.JsonText;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the gate knows of each prompt. Numbers only rise, so a late event changes nothing. */
@ApplicationScoped
public class PromptStore implements PanacheRepositoryBase<PromptHeadRow, String> {

    /** Returns whether they are newer than what was known. */
    public boolean published(CriteriaPublished criteria) {
        var head = head(criteria.prompt());
        if (head.criteriaNumber != null && head.criteriaNumber >= criteria.number()) {
            return false;
        }
        head.criteriaNumber = criteria.number();
        head.criteria = criteria.digest().value();
        return true;
    }

    public void published(SuitePublished suite) {
        var head = head(suite.prompt());
        if (head.suiteNumber == null || head.suiteNumber < suite.number()) {
            head.suiteNumber = suite.number();
            head.suite = suite.digest().value();
        }
    }

    /** Returns what is live then: the newest applied, which need not be {@code applied}. */
    public Live applied(ReleaseApplied applied) {
        var place = new LiveRow.Place(applied.prompt(), applied.environment());
        var live = getEntityManager().find(LiveRow.class, place, LockModeType.PESSIMISTIC_WRITE);
        if (live == null) {
            live = new LiveRow();
            live.prompt = place.prompt();
            live.environment = place.environment();
            getEntityManager().persist(live);
        }
        if (live.number < applied.number()) {
            live.number = applied.number();
            var version = versionAfter(applied);
            live.versionNumber = version.number();
            live.version = version.digest().value();
            live.held = JsonText.of(applied.held());
            live.appliedAt = applied.appliedAt();
        }
        return live(live);
    }

    /**
     * The number goes on, and the version that was live last stays what a change is compared with. Absent where nothing was
     * ever live.
     */
    public Optional<Live> retired(PromptRetired retired) {
        var place = new LiveRow.Place(retired.prompt(), retired.environment());
        var live = getEntityManager().find(LiveRow.class, place, LockModeType.PESSIMISTIC_WRITE);
        if (live != null && live.number < retired.number()) {
            live.number = retired.number();
            live.appliedAt = retired.appliedAt();
        }
        return Optional.ofNullable(live).map(PromptStore::live);
    }

    public Known known(String prompt, String environment) {
        var head = findByIdOptional(prompt);
        var live = getEntityManager().find(LiveRow.class, new LiveRow.Place(prompt, environment));
        return new Known(
                head.map(row -> row.criteria).map(Digest::new),
                head.map(row -> row.suite).map(Digest::new),
                Optional.ofNullable(live).map(PromptStore::live));
    }

    /** While a step is under way, what the rest of the traffic gets: a version is the baseline once it has all of it. */
    private static VersionRef versionAfter(ReleaseApplied applied) {
        return applied.step() == null || applied.left() == null ? applied.version() : applied.left();
    }

    private PromptHeadRow head(String prompt) {
        return findByIdOptional(prompt).orElseGet(() -> {
            var head = new PromptHeadRow();
            head.prompt = prompt;
            persist(head);
            return head;
        });
    }

    private static Live live(LiveRow row) {
        Set<Digest> held =
                Arrays.stream(JsonText.read(row.held, Digest[].class)).collect(Collectors.toSet());
        return new Live(row.number, new VersionRef(row.versionNumber, new Digest(row.version)), held);
    }
}
