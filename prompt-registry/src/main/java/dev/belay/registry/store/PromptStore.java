package dev.belay.registry.store;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.belay.contracts.canonical.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is there to read of prompts. */
@ApplicationScoped
public class PromptStore {

    private final VersionRows versions;
    private final CriteriaRows criteria;
    private final SuiteRows suites;

    PromptStore(VersionRows versions, CriteriaRows criteria, SuiteRows suites) {
        this.versions = versions;
        this.criteria = criteria;
        this.suites = suites;
    }

    /** In the order of their names. */
    @Transactional
    public List<PromptEntry> all() {
        var newestVersions = versions.newestOfAll().stream().collect(toMap(row -> row.prompt, identity()));
        var newestCriteria = criteria.newestOfAll().stream().collect(toMap(row -> row.prompt, identity()));
        var newestSuites = suites.newestOfAll().stream().collect(toMap(row -> row.prompt, identity()));
        var names = new TreeSet<>(newestVersions.keySet());
        names.addAll(newestCriteria.keySet());
        names.addAll(newestSuites.keySet());
        return names.stream()
                .map(name -> entry(name, newestVersions.get(name), newestCriteria.get(name), newestSuites.get(name)))
                .toList();
    }

    @Transactional
    public Optional<PromptEntry> find(String prompt) {
        var entry = entry(
                prompt,
                versions.newest(prompt).orElse(null),
                criteria.newest(prompt).orElse(null),
                suites.newest(prompt).orElse(null));
        return entry.version() == null && entry.criteria() == null && entry.suite() == null
                ? Optional.empty()
                : Optional.of(entry);
    }

    /** Oldest first. */
    @Transactional
    public List<PublishedVersion> versions(String prompt) {
        return versions.list("prompt = ?1 order by number", prompt).stream()
                .map(PublishedVersion::of)
                .toList();
    }

    @Transactional
    public Optional<PublishedVersion> version(String prompt, int number) {
        return versions.numbered(prompt, number).map(PublishedVersion::of);
    }

    /** The prompts that have this content; several may, since equal content has one digest. */
    @Transactional
    public List<String> having(ContentKind kind, Digest digest) {
        var found = switch (kind) {
            case VERSION -> versions.find("digest", digest.value()).stream().map(row -> row.prompt);
            case CRITERIA -> criteria.find("digest", digest.value()).stream().map(row -> row.prompt);
            case SUITE -> suites.find("digest", digest.value()).stream().map(row -> row.prompt);
        };
        return found.distinct().toList();
    }

    private static PromptEntry entry(
            String prompt,
            @Nullable VersionEntity version,
            @Nullable CriteriaEntity criteria,
            @Nullable SuiteEntity suite) {
        return new PromptEntry(
                prompt,
                version == null ? null : PromptEntry.Newest.of(version),
                criteria == null ? null : PromptEntry.NewestCriteria.of(criteria),
                suite == null ? null : PromptEntry.NewestSuite.of(suite));
    }
}
