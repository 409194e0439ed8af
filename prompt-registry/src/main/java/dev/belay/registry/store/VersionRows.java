package dev.belay.registry.store;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class VersionRows implements PanacheRepository<VersionEntity> {
    Optional<VersionEntity> newest(String prompt) {
        return find("prompt = ?1 order by number desc", prompt).firstResultOptional();
    }

    List<VersionEntity> newestOfAll() {
        return list("from VersionEntity one where one.number = (select max(other.number) from VersionEntity other"
                + " where other.prompt = one.prompt) order by one.prompt");
    }

    Optional<VersionEntity> numbered(String prompt, int number) {
        return find("prompt = ?1 and number = ?2", prompt, number).firstResultOptional();
    }

    Optional<VersionEntity> withContent(String prompt, String digest) {
        return find("prompt = ?1 and digest = ?2", prompt, digest).firstResultOptional();
    }
}
