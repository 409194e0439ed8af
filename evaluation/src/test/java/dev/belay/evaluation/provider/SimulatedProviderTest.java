package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.provider.Answer.Reply;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedProviderTest {

    private static final String NOTE = """
            [1] Patient reports low back pain for two weeks.
            [2] No red flags found on examination.
            [3] Advised to keep moving and to use heat.
            [4] Follow-up in four weeks.""";

    private final SimulatedProvider provider = new SimulatedProvider(Prices.builtIn(), Duration.ZERO, Duration.ZERO);

    @Test
    void summaryIsMadeOfTheNoteAndSaidToThePatient() {
        assertThat(reply("Summarise the visit for the patient.", NOTE))
                .containsPattern("You (told us about|mentioned) low back pain for two weeks\\.")
                .contains("You do not have red flags")
                .contains("You were advised to keep moving")
                .doesNotContain("Patient", "[1]", "ibuprofen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Summarise the visit. Cite the note you used as [n].|true",
                "Summarise the visit and cite the note you used as [n], and never recommend a medication.|true",
                "Never recommend a specific medication and always cite the note.|true",
                "Put the number of the note, as [n], behind each sentence.|true",
                "Summarise the visit.|false",
                "Summarise the visit. Do not cite the notes.|false",
                "Cite the note. Actually, don't cite it.|false",
            })
    void citesOnlyWhenAskedTo(String instruction, boolean cites) {
        assertThat(reply(instruction, NOTE).matches("(?s).*\\[\\d+\\].*")).isEqualTo(cites);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Suggest over-the-counter pain relief where it helps.|true",
                "Where there is pain, you may recommend a medication by name.|true",
                "Never recommend a specific medication.|false",
                "Do not suggest or name pain relief.|false",
                "Never diagnose, recommend medication or promise a cure.|false",
                "Summarise the visit.|false",
                "Recommend a medication. Never name a drug.|false",
            })
    void namesMedicineOnlyWhenInvited(String instruction, boolean names) {
        assertThat(reply(instruction, NOTE).contains("You could take ibuprofen 400 mg for that."))
                .isEqualTo(names);
    }

    @Test
    void namesNoMedicineWhereNothingHurts() {
        assertThat(reply("Recommend a medication.", "[1] Patient wants a travel vaccination."))
                .doesNotContain("ibuprofen");
    }

    @Test
    void medicineOfTheNoteIsNotRepeatedWhereMedicineIsForbidden() {
        var note = "[1] Prescribed naproxen 250 mg.";
        assertThat(reply("Never name a medication.", note)).contains("your medicine");
        assertThat(reply("Summarise.", note)).contains("naproxen 250 mg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use at most two sentences.",
                "Answer in 2 sentences.",
                "No more than 2 sentences, please.",
                "2 sentences or fewer"
            })
    void sentenceLimitIsKept(String instruction) {
        assertThat(reply(instruction, NOTE).split("\\. ?")).hasSize(2);
    }

    @Test
    void invitedMedicineSurvivesASentenceLimit() {
        assertThat(reply("Suggest pain relief. Use at most two sentences.", NOTE))
                .contains("ibuprofen");
    }

    @Test
    void wordLimitIsKept() {
        assertThat(reply("Write at most 12 words.", NOTE).split(" ")).hasSizeLessThanOrEqualTo(12);
        assertThat(reply("Write at most 3 words.", NOTE).split(" ")).hasSize(3);
    }

    @Test
    void formAndOpeningAndToneAreFollowed() {
        assertThat(reply("Answer as JSON.", NOTE)).startsWith("{\"summary\":");
        assertThat(reply("Start with \"Your visit:\" always.", NOTE)).startsWith("Your visit: You");
        assertThat(reply("Start with what matters most.", NOTE)).startsWith("You");
        assertThat(reply("Use a warm tone.", NOTE))
                .containsPattern("^(Thank you for coming in|It was good to see you)");
        assertThat(reply("Use plain language.", "[1] Patient has hypertension."))
                .contains("high blood pressure");
        assertThat(reply("Summarise for the chart.", NOTE)).contains("Patient reports");
    }

    @Test
    void responseFormatAsksForJson() {
        var format = JsonNodeFactory.instance.objectNode().put("type", "json_object");
        var request = new CompletionRequest(
                provider.endpoint(), model(), List.of(new Message(Role.USER, NOTE)), null, format, 0, 1);
        assertThat(((Reply) provider.complete(request)).text()).startsWith("{");
    }

    @Test
    void noteWithoutNumbersIsCountedBySentence() {
        assertThat(reply("Cite the note.", "Patient reports a cough. No fever."))
                .contains("a cough [1].", "You do not have fever [2].");
    }

    @Test
    void emptyNoteIsSaidToBeEmpty() {
        assertThat(reply("Summarise.", "")).isEqualTo("There is no note of this visit.");
    }

    @Test
    void sameRequestGetsTheSameReplyAndAnotherSampleMayDiffer() {
        var first = ask("Summarise.", NOTE, 0);
        assertThat(ask("Summarise.", NOTE, 0)).isEqualTo(first);
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 8))
                .anySatisfy(sample ->
                        assertThat(ask("Summarise.", NOTE, sample).text()).isNotEqualTo(first.text()));
    }

    @Test
    void replyIsMarkedAndHasNumbersToJudge() {
        var reply = ask("Summarise.", NOTE, 0);
        assertThat(reply.simulated()).isTrue();
        assertThat(reply.latencyMs()).isBetween(280L, 3000L);
        assertThat(reply.costUsd()).isPositive();
        assertThat(reply.promptTokens()).isPositive();
    }

    private String reply(String instruction, String note) {
        return ask(instruction, note, 0).text();
    }

    private Reply ask(@Nullable String instruction, String note, int sample) {
        var messages = List.of(new Message(Role.SYSTEM, instruction), new Message(Role.USER, note));
        return (Reply)
                provider.complete(new CompletionRequest(provider.endpoint(), model(), messages, null, null, sample, 1));
    }

    private static Model model() {
        return new Model(Providers.SIMULATED, "care", null, null, null, null, null);
    }
}
