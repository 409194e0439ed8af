package dev.belay.rollback.ordering;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.release.DeploymentEvent;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.outbox.TransientFault;
import dev.belay.rollback.domain.GroupedRelease;
import dev.belay.rollback.domain.GroupedRelease.Outcome;
import dev.belay.rollback.ordering.Ordering.Answer;
import dev.belay.rollback.store.DeploymentsStore;
import dev.belay.rollback.store.GroupedReleaseStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What was approved all or none goes live all or none, and goes back together when somebody says so. */
@ApplicationScoped
public class Groups {

    private static final Logger LOG = Logger.getLogger(Groups.class);

    private final GroupedReleaseStore releases;
    private final DeploymentsStore deployments;
    private final Ordering ordering;

    Groups(GroupedReleaseStore releases, DeploymentsStore deployments, Ordering ordering) {
        this.releases = releases;
        this.deployments = deployments;
        this.ordering = ordering;
    }

    /** In the caller's transaction. */
    public void ordered(PromoteOrdered promote) {
        if (promote.group() == null) {
            return;
        }
        var known = releases.find(promote.release());
        if (known.isEmpty()) {
            releases.put(new GroupedRelease(
                    promote.release(),
                    promote.group(),
                    promote.prompt(),
                    promote.environment(),
                    promote.target().number(),
                    null,
                    Outcome.ORDERED));
        } else if (known.get().isGroupUnknown()) {
            settle(known.get().in(promote.group()));
        }
    }

    /** In the caller's transaction; the deployments of the event's prompt are up to date. */
    public void follow(DeploymentEvent event) {
        var known = releases.find(event.release());
        if (known.isEmpty()) {
            GroupedRelease.early(event).ifPresent(releases::put);
            return;
        }
        var after = known.get().after(event);
        if (!after.equals(known.get())) {
            settle(after);
        }
    }

    private void settle(GroupedRelease ended) {
        releases.lock(ended.group());
        releases.put(ended);
        GroupedRelease.toUndo(releases.of(ended.group())).forEach(this::undo);
    }

    /** Once: the order's key is the release's. One after which something else went live stays, since that was decided on top of it. */
    private void undo(GroupedRelease release) {
        if (!release.isLive(deployments.of(release.prompt()))) {
            return;
        }
        var reason = "it was approved together with others, of which one did not go live (" + release.group() + ")";
        var answer = ordering.ordered(asked(release, reason, Ordering.BELAY, "undo " + release.release()));
        switch (answer) {
            case Answer.Accepted accepted -> LOG.warnf("%s goes back: %s", release.prompt(), reason);
            case Answer.Known known -> {}
            case Answer.KeyTaken taken -> throw new IllegalStateException("an order of nobody else's: " + taken);
            case Answer.NotPossible(var why) -> LOG.errorf("%s stays live (%s): %s", release.prompt(), why, reason);
            case Answer.ContentNotRead(var order) ->
                throw new TransientFault(
                        "the content of " + order.target() + " has not reached this service yet",
                        new IOException("not yet"));
        }
    }

    /** @param answer absent for one after which something else went live: it goes back by itself alone */
    public record GoneBack(GroupedRelease release, @Nullable Answer answer) {}

    /** Empty for a group that is not known. */
    public List<GroupedRelease> of(String group) {
        return QuarkusTransaction.requiringNew().call(() -> releases.of(group));
    }

    /** What went live of the group, prompt by prompt, all in one transaction. */
    public List<GoneBack> back(String group, @Nullable String reason, String by) {
        return QuarkusTransaction.requiringNew().call(() -> {
            releases.lock(group);
            return releases.of(group).stream()
                    .filter(release -> release.outcome() == Outcome.APPLIED)
                    .map(release -> new GoneBack(
                            release,
                            release.isLive(deployments.of(release.prompt()))
                                    ? ordering.ordered(asked(release, reason, by, null))
                                    : null))
                    .toList();
        });
    }

    private static Ordering.Asked asked(
            GroupedRelease release, @Nullable String reason, String by, @Nullable String key) {
        return new Ordering.Asked(
                release.prompt(),
                release.environment(),
                null,
                reason,
                null,
                by,
                key,
                Digest.of("group " + release.release()));
    }
}
