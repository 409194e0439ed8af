package dev.belay.registry.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.document.CaseAgreement;
import dev.belay.evaluation.document.CaseSequence;
import dev.belay.evaluation.document.FieldProblem;
import dev.belay.registry.domain.Excerpt;
import dev.belay.registry.domain.SentCase;
import dev.belay.registry.upload.SpoolFile.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The cases of one request, checked as they come and set aside in a file, so that nothing of the database is held or
 * changed before all of them are there and sound. Memory holds their ids and one case.
 */
@JsonDeserialize(using = CaseReader.class)
public final class CaseSpool implements AutoCloseable {

    private static final int BATCH = 250;
    private static final int BATCH_CHARACTERS = 1 << 20;

    private final int most;
    private final CaseSequence sequence = new CaseSequence();
    private final SpoolFile file = new SpoolFile();
    private Excerpt<FieldProblem> problems = Excerpt.none();
    private boolean filled;

    /** @param most how many cases are taken in */
    public CaseSpool(int most) {
        this.most = most;
    }

    public int count() {
        return sequence.count();
    }

    void add(JsonNode evalCase) throws IOException {
        if (sequence.count() == most) {
            throw new TooLarge("a suite is sent " + most + " cases at a time at most");
        }
        var checked = sequence.next(evalCase);
        problems = problems.plus(checked.problems());
        if (checked.sound() == null) {
            file.write(new Entry("", "", checked.written().toString()));
        } else {
            var sent = SentCase.of(checked.sound());
            file.write(new Entry(sent.id(), sent.digest().value(), sent.json()));
        }
    }

    boolean isFilled() {
        return filled;
    }

    void filled() {
        filled = true;
    }

    /** What is wrong with the cases themselves, and with what they must agree on. */
    public Excerpt<FieldProblem> problems(CaseAgreement agreement) {
        if (agreement.isTrivial()) {
            return problems;
        }
        var found = problems;
        int index = 0;
        for (var entry : file) {
            found = found.plus(agreement.problems(index, tree(entry.json())));
            index++;
        }
        return found;
    }

    /** In the order in which they came; only when nothing is wrong with any. */
    public void forEachBatch(Consumer<List<SentCase>> reader) {
        var batch = new ArrayList<SentCase>();
        int characters = 0;
        for (var entry : file) {
            batch.add(new SentCase(entry.id(), new Digest(entry.digest()), entry.json()));
            characters += entry.json().length();
            if (batch.size() == BATCH || characters > BATCH_CHARACTERS) {
                reader.accept(List.copyOf(batch));
                batch.clear();
                characters = 0;
            }
        }
        if (!batch.isEmpty()) {
            reader.accept(List.copyOf(batch));
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private static JsonNode tree(String json) {
        try {
            return EventJson.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what was spooled is no JSON", e);
        }
    }
}
