package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code tests}, {@code defaultTest} and {@code scenarios}: written in place, or in CSV, JSON, JSON Lines and YAML files. */
final class TestsReader {
    private static final Set<String> KNOWN = Set.of(
            "description",
            "vars",
            "assert",
            "threshold",
            "options",
            "metadata",
            "prompts",
            "providers",
            "provider",
            "providerOutput",
            "assertScoringFunction");
    private static final Set<String> NUMBERED = Set.of("csv", "json", "jsonl");

    private final NearbyFiles files;
    private final Obstacles obstacles;
    private final AssertionsReader assertions;
    private final ProvidersReader providers;

    TestsReader(NearbyFiles files, Obstacles obstacles, AssertionsReader assertions, ProvidersReader providers) {
        this.files = files;
        this.obstacles = obstacles;
        this.assertions = assertions;
        this.providers = providers;
    }

    /** Files that a list names may be patterns; a single one is read as it is, and its tests are numbered. */
    List<TestEntry> tests(Entry written) {
        var tests = new ArrayList<TestEntry>();
        for (var each : written.elements()) {
            var path = each.isText() ? each : each.at("path");
            if (path.isText()) {
                tests.addAll(ofFiles(path, !written.value().isArray() || !each.isText()));
            } else {
                tests.add(test(each, files.folder()));
            }
        }
        return tests;
    }

    private List<TestEntry> ofFiles(Entry reference, boolean alone) {
        var written = reference.value().textValue();
        if (written.matches("(?!file:)\\w+://.*")) {
            obstacles.cannot(reference, "tests from another service: " + written, "save them as a CSV file");
            return List.of();
        }
        var found = Glob.files(files.folder(), NearbyFiles.path(written));
        if (found.isEmpty()) {
            var program = written.matches(".*\\.(js|cjs|mjs|ts|py|xlsx?)([:#].*)?");
            if (program) {
                obstacles.cannot(
                        reference,
                        "tests that are made by a program or a spreadsheet: " + written,
                        "save them as a CSV file");
            } else {
                obstacles.needsEdit(reference, "no such file: " + NearbyFiles.path(written), null);
            }
        }
        return found.stream()
                .flatMap(file -> ofFile(file, reference, alone).stream())
                .toList();
    }

    private List<TestEntry> ofFile(Path file, Entry reference, boolean alone) {
        var extension = NearbyFiles.extension(file);
        var entries = switch (extension) {
            case "csv" -> new CsvTests(files, obstacles).read(file, reference);
            case "json", "jsonl", "yaml", "yml" ->
                files.documents(file, reference).stream()
                        .flatMap(document -> document.elements().stream())
                        .toList();
            default -> {
                obstacles.cannot(
                        reference,
                        files.name(file) + " is no CSV, JSON, JSON Lines or YAML file",
                        "save the tests as one of these");
                yield List.<Entry>of();
            }
        };
        boolean numbered = extension.equals("csv") || alone && NUMBERED.contains(extension);
        var tests = new ArrayList<TestEntry>();
        for (int i = 0; i < entries.size(); i++) {
            var test = test(entries.get(i), file.toAbsolutePath().getParent());
            tests.add(numbered && test.description() == null ? described(test, "Row #" + (i + 1)) : test);
        }
        return tests;
    }

    private static TestEntry described(TestEntry test, String description) {
        return new TestEntry(
                description,
                test.vars(),
                test.assertions(),
                test.threshold(),
                test.options(),
                test.metadata(),
                test.prompts(),
                test.providers(),
                test.provider(),
                test.providerOutput(),
                test.place());
    }

    /** Nothing when there is none. */
    @Nullable
    TestEntry defaultTest(Entry written) {
        if (!written.present()) {
            return null;
        }
        if (written.isText()) {
            var file = files.folder().resolve(NearbyFiles.path(written.value().textValue()));
            return files.documents(file, written).stream()
                    .findFirst()
                    .map(document -> test(document, files.folder()))
                    .orElse(null);
        }
        return test(written, files.folder());
    }

    /** Every configuration of every scenario with every one of its tests. */
    List<TestEntry> scenarios(Entry written) {
        var tests = new ArrayList<TestEntry>();
        int number = 0;
        for (var each : written.elements()) {
            for (var scenario : loaded(each)) {
                var inner = tests(scenario.at("tests"));
                var own = scenario.at("tests").present() ? inner : List.of(nothing(scenario));
                for (var config : scenario.at("config").elements().stream()
                        .flatMap(entry -> loaded(entry).stream())
                        .toList()) {
                    var base = test(config, files.folder());
                    int scenarioNumber = number++;
                    own.forEach(test -> tests.add(test.within(base, scenarioNumber)));
                }
            }
        }
        return tests;
    }

    private List<Entry> loaded(Entry entry) {
        if (!entry.isText()) {
            return List.of(entry);
        }
        var found = Glob.files(files.folder(), NearbyFiles.path(entry.value().textValue()));
        if (found.isEmpty()) {
            obstacles.needsEdit(entry, "no such file: " + entry.value().textValue(), null);
        }
        return found.stream()
                .flatMap(file -> files.documents(file, entry).stream())
                .flatMap(document -> document.elements().stream())
                .toList();
    }

    /** A test that demands nothing and gives nothing, for configurations without any. */
    TestEntry nothing(Entry where) {
        return test(where.with(JsonNodeFactory.instance.objectNode()), files.folder());
    }

    private TestEntry test(Entry written, Path base) {
        if (!written.value().isObject()) {
            obstacles.needsEdit(written, "a test must have fields like vars and assert", null);
        }
        written.fields().forEach((name, field) -> {
            if (!KNOWN.contains(name)) {
                obstacles.passedOver(field, "not a field of a test");
            }
        });
        if (written.at("assertScoringFunction").present()) {
            obstacles.needsEdit(
                    written.at("assertScoringFunction"),
                    "scoring by a program",
                    "use weight, threshold and assert-set");
        }
        var provider = written.at("provider");
        var place = written.source().locate(written.pointer(), "");
        var output = written.at("providerOutput");
        return new TestEntry(
                written.at("description").text().orElse(null),
                vars(written.at("vars"), base),
                assertions.read(written.at("assert")),
                written.at("threshold").number().orElse(null),
                options(written.at("options")),
                object(written.at("metadata")),
                names(written.at("prompts")),
                names(written.at("providers")),
                provider.present() ? providers.one(provider).orElse(null) : null,
                output.present() ? output.value() : null,
                new TestEntry.Place(place.file(), place.line()));
    }

    private static @Nullable List<String> names(Entry written) {
        return written.present()
                ? written.elements().stream()
                        .flatMap(each -> each.text().stream())
                        .toList()
                : null;
    }

    private static ObjectNode object(Entry written) {
        return written.value().isObject() ? (ObjectNode) written.value() : JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode options(Entry written) {
        for (var name : List.of("transform", "postprocess")) {
            if (written.at(name).present()) {
                Transforms.read(written.at(name), obstacles);
            }
        }
        for (var name : List.of("transformVars", "contextTransform")) {
            if (written.at(name).present()) {
                obstacles.needsEdit(
                        written.at(name), name + " needs code to be run", "write the variables as they should be");
            }
        }
        providers.grader(written.at("provider"));
        var options = object(written);
        if (written.at("rubricPrompt").present()) {
            options = options.deepCopy().<ObjectNode>set("rubricPrompt", files.loaded(written.at("rubricPrompt")));
        }
        return options;
    }

    /** Values in place, or YAML files by name or pattern, later ones over earlier ones. */
    private Map<String, JsonNode> vars(Entry written, Path base) {
        var vars = new LinkedHashMap<String, JsonNode>();
        if (written.value().isObject()) {
            written.fields().forEach((name, field) -> vars.put(name, field.value()));
            return vars;
        }
        for (var reference : written.elements()) {
            var pattern = NearbyFiles.path(reference.text().orElse(""));
            var found = Glob.files(base, pattern);
            if (found.isEmpty()) {
                obstacles.needsEdit(reference, "no such file: " + pattern, null);
            }
            found.stream()
                    .flatMap(file -> files.documents(file, reference).stream())
                    .forEach(document -> document.fields().forEach((name, field) -> vars.put(name, field.value())));
        }
        return vars;
    }

    /** For messages about a variable of a test, which is known only after all is merged. */
    static Entry at(TestEntry test) {
        var line = test.place().line();
        return Entry.of(new dev.belay.evaluation.document.Source(
                test.place().file(), TextNode.valueOf(""), Map.of("", line == null ? 1 : line), Map.of()));
    }
}
