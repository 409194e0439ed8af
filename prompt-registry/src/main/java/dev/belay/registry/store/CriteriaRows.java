package dev.belay.registry.store;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class CriteriaRows implements PanacheRepository<CriteriaEntity> {
    Optional<CriteriaEntity> newest(String prompt) {
        return find("prompt = ?1 order by number desc", prompt).firstResultOptional();
    }

    List<CriteriaEntity> newestOfAll() {
        return list("from CriteriaEntity one where one.number = (select max(other.number) from CriteriaEntity other"
                + " where other.prompt = one.prompt) order by one.prompt");
    }
}
