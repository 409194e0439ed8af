package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.PromptSummary;
import dev.belay.cli.api.Published;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the folder was last pulled or published at, in {@code .belay-base.json} beside its files: so the registry can
 * tell what its author has not seen.
 *
 * @param criteria stays what it was when a publication skipped the folder's: its author has not seen the registry's
 * @param suite likewise, when a case was skipped
 */
public record Base(
        String prompt,
        @Nullable Digest version,
        @Nullable Digest criteria,
        @Nullable Digest suite) {

    static final String FILE = ".belay-base.json";

    static Base of(PromptSummary summary) {
        return new Base(
                summary.prompt(),
                summary.version() == null ? null : summary.version().digest(),
                summary.criteria() == null ? null : summary.criteria().digest(),
                summary.suite() == null ? null : summary.suite().digest());
    }

    /** After a version was merged that need not be the newest. */
    Base at(Digest merged) {
        return new Base(prompt, merged, criteria, suite);
    }

    /** After criteria alone were published. */
    public static Base after(Digest criteria, String prompt, @Nullable Base before) {
        return new Base(
                prompt, before == null ? null : before.version(), criteria, before == null ? null : before.suite());
    }

    static Base after(Published published, String prompt, @Nullable Base before) {
        var outcome = published.criteria().outcome();
        boolean seen = outcome == Published.Outcome.PUBLISHED || outcome == Published.Outcome.UNCHANGED;
        return new Base(
                prompt,
                published.version().digest(),
                seen ? published.criteria().digest() : before == null ? null : before.criteria(),
                published.suite().skippedOrNone().isEmpty()
                        ? published.suite().digest()
                        : before == null ? null : before.suite());
    }

    /** Empty for a folder that was neither pulled nor published, or was for another prompt. */
    static Optional<Base> read(Path folder, String prompt) {
        var file = folder.resolve(FILE);
        try {
            return Optional.of(EventJson.mapper().readValue(file.toFile(), Base.class))
                    .filter(base -> base.prompt().equals(prompt));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw CliFailure.usage(file + " cannot be read: " + e.getMessage(), "Remove it and `belay pull` again.");
        }
    }

    public void write(Path folder) {
        try {
            Files.write(
                    folder.resolve(FILE),
                    EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        } catch (IOException e) {
            throw CliFailure.usage("cannot write " + folder.resolve(FILE) + ": " + e.getMessage(), null);
        }
    }
}
