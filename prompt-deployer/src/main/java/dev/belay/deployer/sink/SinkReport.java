package dev.belay.deployer.sink;

import dev.belay.deployer.sink.domain.Backlog;
import dev.belay.deployer.sink.domain.Progress;
import dev.belay.deployer.sink.domain.Selection;
import java.util.List;

/**
 * How a sink stands.
 *
 * @param kind {@code files}, {@code git}, {@code config-map} or {@code webhook}
 */
public record SinkReport(
        String name, String kind, Selection selection, Backlog.Standing standing, List<Prompt> prompts) {

    public SinkReport {
        prompts = List.copyOf(prompts);
    }

    /** @param place where it is found in the target */
    public record Prompt(Progress progress, String place) {}
}
