package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.CliFailure.Detail;
import dev.belay.evaluation.document.FolderReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Folders of one prompt: each would be a change of it that withdraws the one before. */
final class SamePrompt {

    private static final String PROMPT = "prompt.yaml";

    private SamePrompt() {}

    private record Place(Path folder, int line) {

        Path file() {
            return folder.resolve(PROMPT);
        }
    }

    /**
     * What is wrong, all of it.
     *
     * @param named also those that are not to be published: a copy of one is no reason to publish over it
     */
    static Optional<CliFailure> among(List<Path> named, List<Path> toPublish) {
        var places = new TreeMap<String, List<Place>>();
        for (var folder : named) {
            FolderReader.name(folder)
                    .ifPresent(found -> places.computeIfAbsent(found.name(), name -> new ArrayList<>())
                            .add(new Place(folder, found.line())));
        }
        var details = new ArrayList<Detail>();
        places.forEach((name, where) -> {
            if (where.size() > 1 && where.stream().map(Place::folder).anyMatch(toPublish::contains)) {
                details.addAll(details(name, where));
            }
        });
        return details.isEmpty()
                ? Optional.empty()
                : Optional.of(CliFailure.badInput(
                        "several folders are of the same prompt; nothing was published",
                        "Give each prompt a name of its own, or name only the folder that you mean.",
                        details));
    }

    private static List<Detail> details(String name, List<Place> where) {
        return where.stream()
                .map(place -> {
                    var others = where.stream()
                            .filter(other -> !other.equals(place))
                            .map(other -> other.file() + ":" + other.line())
                            .toList();
                    var message = name + " is also the name in " + String.join(", ", others);
                    return new Detail(place.file().toString(), place.line(), "name", message);
                })
                .toList();
    }
}
