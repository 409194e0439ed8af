package dev.belay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading.Folder;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.provider.SimulatedProvider;
import dev.belay.evaluation.scoring.Scorer;
import dev.belay.evaluation.template.PromptTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The story goes as it is told because of what the simulated model makes of the sample's prompt and of its edits. */
class SampleTest {

    private final Folder sample = (Folder) FolderReader.read(Path.of("../samples/care/visit-summary"));
    private final SimulatedProvider model = new SimulatedProvider(Prices.builtIn(), Duration.ZERO, Duration.ZERO);
    private final Scorer scorer = new Scorer(new Checker());

    @Test
    void sampleHasFortyCasesAndMoreAndEveryFailureModeIsCovered() {
        assertThat(sample.cases()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(sample.warnings()).isEmpty();
        assertThat(sample.criteria().failureModesOrNone()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void firstVersionAndRewordingPassEveryCase() {
        assertThat(broken(Chapter.firstVersion(false))).isEmpty();
        assertThat(broken(Chapter.harmlessRewording())).isEmpty();
    }

    @Test
    void droppedCitationBreaksNothingButTheCitation() {
        assertThat(broken(Chapter.droppedCitation()))
                .hasSizeGreaterThanOrEqualTo(sample.cases().size())
                .noneMatch(text -> text.contains("recommends-medication"));
    }

    @Test
    void painReliefIsRecommendedWhereSomethingHurts() {
        assertThat(broken(Chapter.painRelief()))
                .hasSizeGreaterThan(5)
                .anyMatch(text -> text.startsWith("ankle-sprain recommends-medication"));
    }

    /** {@code case criterion} for whatever does not hold. */
    private List<String> broken(Chapter chapter) {
        var edited = edited(chapter);
        var broken = new ArrayList<String>();
        for (var evalCase : sample.cases()) {
            scorer.score(sample.criteria(), evalCase, output(edited, evalCase)).checks().stream()
                    .filter(check -> check.outcome() != CaseEvaluated.Outcome.PASSED)
                    .forEach(check -> broken.add(evalCase.id() + " " + check.id()));
        }
        return broken;
    }

    private PromptDocument edited(Chapter chapter) {
        var prompt = sample.prompt();
        var messages = prompt.messages().stream()
                .map(message -> message.role() == PromptDocument.Role.SYSTEM
                        ? new Message(message.role(), indented(chapter, message.content()))
                        : message)
                .toList();
        return new PromptDocument(prompt.name(), prompt.template(), prompt.model(), messages, null, null);
    }

    /** Edits are made to the file, where the text is indented. */
    private static String indented(Chapter chapter, String content) {
        return chapter.edited(content.indent(6)).stripIndent();
    }

    private Output output(PromptDocument prompt, Case evalCase) {
        var rendered = PromptTemplate.of(prompt).render(evalCase.vars());
        var answer =
                model.complete(new CompletionRequest(Providers.SIMULATED, prompt.model(), rendered, null, null, 0, 1));
        assertThat(answer).isInstanceOf(Answer.Reply.class);
        var reply = (Answer.Reply) answer;
        return new Output(reply.text(), reply.latencyMs(), null);
    }
}
