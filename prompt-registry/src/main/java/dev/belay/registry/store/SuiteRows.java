package dev.belay.registry.store;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class SuiteRows implements PanacheRepository<SuiteEntity> {
    Optional<SuiteEntity> newest(String prompt) {
        return find("prompt = ?1 order by number desc", prompt).firstResultOptional();
    }

    List<SuiteEntity> newestOfAll() {
        return list("from SuiteEntity one where one.number = (select max(other.number) from SuiteEntity other"
                + " where other.prompt = one.prompt) order by one.prompt");
    }

    /** Of which prompt it is the newest; of one of them, when equal suites are several prompts'. */
    Optional<String> inUse(String digest) {
        return find(
                        "from SuiteEntity one where one.digest = ?1 and one.number = (select max(other.number)"
                                + " from SuiteEntity other where other.prompt = one.prompt) order by one.prompt",
                        digest)
                .firstResultOptional()
                .map(row -> row.prompt);
    }

    Optional<SuiteEntity> numbered(String prompt, int number) {
        return find("prompt = ?1 and number = ?2", prompt, number).firstResultOptional();
    }
}
