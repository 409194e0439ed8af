package dev.belay.deployer.sink.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.deployer.sink.SinkReport;
import dev.belay.deployer.sink.Sinks;
import dev.belay.deployer.sink.domain.Progress;
import dev.belay.identity.Caller;
import dev.belay.identity.Readable;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/sinks")
@Produces(MediaType.APPLICATION_JSON)
public class SinkResource {

    private final Sinks sinks;
    private final Caller caller;

    SinkResource(Sinks sinks, Caller caller) {
        this.sinks = sinks;
        this.caller = caller;
    }

    /**
     * @param waiting prompts that are to be written, of every team
     * @param failing those whose last try failed
     * @param error why nothing can be written now; absent when something can
     * @param stopped the target wants nothing more, until the deployer starts anew
     * @param targets of the caller's teams, as far as this replica writes them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SinkStanding(
            String name,
            String kind,
            String prompts,
            String environment,
            int waiting,
            int failing,
            @Nullable String error,
            boolean stopped,
            List<Target> targets) {

        private static SinkStanding of(SinkReport report, List<Target> targets) {
            var standing = report.standing();
            return new SinkStanding(
                    report.name(),
                    report.kind(),
                    report.selection().prompts().text(),
                    report.selection().environment(),
                    standing.waiting(),
                    standing.failing(),
                    standing.error(),
                    standing.ended(),
                    targets);
        }
    }

    /**
     * @param number deployment number of what is live
     * @param held deployment number that the target holds; absent while that is not known
     * @param at when that was found or written
     * @param lag {@code number - held}; below 0 when the target holds a higher one, which is never overwritten
     * @param failures in a row
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Target(
            String prompt,
            String environment,
            String place,
            long number,
            @Nullable Long held,
            @Nullable Instant at,
            @Nullable Long lag,
            int failures,
            @Nullable String error,
            @Nullable Instant nextTry) {

        private static Target of(Progress progress, String place) {
            var held = progress.held();
            return new Target(
                    progress.prompt(),
                    progress.environment(),
                    place,
                    progress.number(),
                    held,
                    progress.at(),
                    held == null ? null : progress.number() - held,
                    progress.failures(),
                    progress.error(),
                    progress.nextTry());
        }
    }

    @GET
    @Operation(
            summary = "The sinks that something of the caller's teams is written to, and how far each is",
            description = "Of several replicas each tells of the prompts that it writes.")
    public List<SinkStanding> all(@QueryParam("prompt") @Nullable String prompt) {
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        var readable = caller.readable();
        return sinks.reports().stream()
                .map(report -> SinkStanding.of(report, targets(report, readable, prompt)))
                .filter(standing -> readable.everything() || !standing.targets().isEmpty())
                .toList();
    }

    private static List<Target> targets(SinkReport report, Readable readable, @Nullable String prompt) {
        return report.prompts().stream()
                .filter(one -> prompt == null || prompt.equals(one.progress().prompt()))
                .filter(one -> readable.includes(one.progress().prompt()))
                .map(one -> Target.of(one.progress(), one.place()))
                .toList();
    }
}
