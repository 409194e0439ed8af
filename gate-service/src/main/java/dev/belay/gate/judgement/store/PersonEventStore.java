package dev.belay.gate.judgement.store;

import dev.belay.contracts.decision.PersonEvent;
import dev.belay.contracts.event.EventCodec;
import dev.belay.gate.decision.store.JsonText;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people said, in the order in which they said it. */
@ApplicationScoped
public class PersonEventStore implements PanacheRepositoryBase<PersonEventRow, Long> {

    public record Said<E extends PersonEvent>(E event, Instant at) {}

    public void add(PersonEvent event, Instant at) {
        var row = new PersonEventRow();
        row.prompt = event.prompt();
        row.change = event.change();
        row.type = EventCodec.typeName(event.getClass());
        row.at = at;
        row.event = JsonText.of(event);
        persist(row);
    }

    public <E extends PersonEvent> List<Said<E>> ofChange(String change, Class<E> type) {
        return find("change = ?1 and type = ?2", Sort.by("id"), change, EventCodec.typeName(type)).stream()
                .map(row -> said(row, type))
                .toList();
    }

    /** @param prompt a team, for what is about one */
    public <E extends PersonEvent> List<Said<E>> ofPrompt(String prompt, Class<E> type) {
        return find("prompt = ?1 and type = ?2", Sort.by("id"), prompt, EventCodec.typeName(type)).stream()
                .map(row -> said(row, type))
                .toList();
    }

    public <E extends PersonEvent> Optional<Said<E>> newestOfPrompt(String prompt, Class<E> type) {
        return find("prompt = ?1 and type = ?2", Sort.descending("id"), prompt, EventCodec.typeName(type))
                .page(0, 1)
                .stream()
                .findFirst()
                .map(row -> said(row, type));
    }

    private static <E extends PersonEvent> Said<E> said(PersonEventRow row, Class<E> type) {
        return new Said<>(JsonText.read(row.event, type), row.at);
    }
}
