package dev.belay.registry.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.document.CaseAgreement;
import dev.belay.evaluation.document.FieldProblem;
import dev.belay.registry.domain.SentCase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaseSpoolTest {

    private static final int MOST = 600;
    private static final int LONGEST = 10_000;

    private final CaseSpool spool = new CaseSpool(MOST);

    record Body(
            String message,
            @Nullable CaseSpool cases,
            @Nullable JsonNode document) {}

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void casesAreSetAsideWhereverTheyStand() throws IOException {
        var body = read("{\"cases\": [" + cases(501) + "], \"message\": \"m\", \"document\": {\"name\": \"x\"}}");

        assertThat(body.message()).isEqualTo("m");
        assertThat(body.document().path("name").asText()).isEqualTo("x");
        assertThat(body.cases()).isSameAs(spool);
        var batches = new ArrayList<List<SentCase>>();
        spool.forEachBatch(batches::add);
        assertThat(batches).extracting(List::size).containsExactly(250, 250, 1);
        assertThat(batches.getLast().getFirst().json()).isEqualTo("{\"id\":\"c500\",\"vars\":{\"note\":\"é\"}}");
        assertThat(spool.problems(CaseAgreement.with(null, null)).isEmpty()).isTrue();
    }

    @Test
    void spoolIsReadAsOftenAsNeeded() throws IOException {
        read("{\"message\": \"m\", \"cases\": [" + cases(2) + ", {\"id\": \"c0\", \"vars\": {}}, 7]}");
        var prompt = EventJson.mapper().readTree("{\"messages\": [{\"role\": \"user\", \"content\": \"{{reader}}\"}]}");

        for (int i = 0; i < 2; i++) {
            assertThat(spool.problems(CaseAgreement.with(prompt, null)).first())
                    .extracting(FieldProblem::pointer)
                    .containsExactlyInAnyOrder(
                            "/cases/2/id", "/cases/3", "/cases/0/vars", "/cases/1/vars", "/cases/2/vars");
        }
    }

    @Test
    void noCasesAreNoneAndNullIsNone() throws IOException {
        assertThat(read("{\"message\": \"m\"}").cases()).isNull();
        assertThat(read("{\"message\": \"m\", \"cases\": null}").cases()).isNull();
        assertThat(read("{\"message\": \"m\", \"cases\": []}").cases()).isSameAs(spool);
        spool.forEachBatch(batch -> assertThat(batch).isEmpty());
        assertThat(spool.count()).isZero();
    }

    @Test
    void whatIsNoListOrComesTwiceIsRefused() {
        assertThatThrownBy(() -> read("{\"cases\": {}}")).isInstanceOf(MismatchedInputException.class);
        assertThatThrownBy(() -> read("{\"cases\": [" + cases(1) + "], \"cases\": []}"))
                .isInstanceOf(MismatchedInputException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void eachPartIsBoundedAndNotTheirSum() throws IOException {
        var longCase = "{\"id\": \"%s\", \"vars\": {\"note\": \"" + "x".repeat(6_000) + "\"}}";
        read("{\"cases\": [" + longCase.formatted("a") + "," + longCase.formatted("b") + "," + longCase.formatted("c")
                + "]}");
        assertThat(spool.count()).isEqualTo(3);

        var tooLong = "{\"cases\": [" + longCase.formatted("x".repeat(LONGEST * 3)) + "]}";
        try (var other = new CaseSpool(MOST)) {
            assertThatThrownBy(() -> read(tooLong, other)).isInstanceOf(TooLarge.class);
            assertThatThrownBy(() -> read("{\"message\": \"" + "x".repeat(LONGEST * 3) + "\"}", other))
                    .isInstanceOf(TooLarge.class);
        }
    }

    @Test
    void moreCasesThanAreTakenInAreRefused() {
        assertThatThrownBy(() -> read("{\"cases\": [" + cases(MOST + 1) + "]}"))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("600");
    }

    private Body read(String json) throws IOException {
        return read(json, spool);
    }

    private static Body read(String json, CaseSpool into) throws IOException {
        var body = new BoundedBody(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), LONGEST);
        return CaseReader.read(EventJson.mapper(), body, Body.class, into);
    }

    private static String cases(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> "{\"vars\": {\"note\": \"é\"}, \"id\": \"c" + index + "\"}")
                .collect(Collectors.joining(","));
    }
}
