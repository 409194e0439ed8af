package dev.belay.gate.judgement.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.domain.ToReview;
import dev.belay.gate.judgement.domain.ReviewItem.Control;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReviewSheetTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final MustNot DRUG = new MustNot(
            "drug",
            "names a drug",
            List.of("Take ibuprofen.", "Try naproxen.", "Aspirin helps."),
            null,
            new Assertion("contains", TextNode.valueOf("x"), null, null, null));

    @Property
    void everyOutputIsThereOnceAndControlsAreFew(@ForAll @IntRange(min = 1, max = 20) int outputs) {
        var items = ReviewSheet.of(new SplittableRandom(1), outputs(0, outputs), outputs(outputs, 30), List.of(DRUG));

        assertThat(items.stream().filter(item -> item.control() == null).map(ReviewItem::candidate))
                .containsExactlyInAnyOrderElementsOf(
                        outputs(0, outputs).stream().map(ToReview::candidate).toList());
        assertThat(items.stream().filter(item -> item.control() != null))
                .hasSize(Math.max(1, Math.round(outputs / 8f)));
        assertThat(items.stream().map(ReviewItem::item))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, items.size()).boxed().toList());
    }

    @Test
    void isDrawnByLotAlone() {
        var first = ReviewSheet.of(new SplittableRandom(1), outputs(0, 15), outputs(15, 10), List.of(DRUG));

        assertThat(ReviewSheet.of(new SplittableRandom(1), outputs(0, 15), outputs(15, 10), List.of(DRUG)))
                .isEqualTo(first);
        assertThat(ReviewSheet.of(new SplittableRandom(2), outputs(0, 15), outputs(15, 10), List.of(DRUG)))
                .isNotEqualTo(first);
        assertThat(first.stream().map(ReviewItem::candidateFirst)).contains(true, false);
    }

    @Test
    void withoutAnExampleThereIsNoControl() {
        assertThat(ReviewSheet.of(new SplittableRandom(1), outputs(0, 15), List.of(), List.of()))
                .allMatch(item -> item.control() == null);
    }

    @Test
    void aControlLiesSomewhereInAnOutput() {
        var output = "You came for your knee. It is swollen [1].\nRest it.";

        assertThat(new Control("drug", "Take ibuprofen.", 0).in(output)).isEqualTo("Take ibuprofen. " + output);
        assertThat(new Control("drug", "Take ibuprofen.", 0.4).in(output))
                .isEqualTo("You came for your knee. Take ibuprofen. It is swollen [1].\nRest it.");
        assertThat(new Control("drug", "Take ibuprofen.", 1).in(output)).isEqualTo(output + " Take ibuprofen.");
        assertThat(new Control("drug", "Take ibuprofen.", 0.5).in("")).contains("Take ibuprofen.");
    }

    @Property
    void aControlTakesNothingAway(@ForAll String output, @ForAll @IntRange(min = 0, max = 10) int tenths) {
        var mixed = new Control("drug", "EXAMPLE", tenths / 10.0).in(output);

        assertThat(mixed).hasSize(output.length() + "EXAMPLE".length() + 1).contains("EXAMPLE");
    }

    @Test
    void timeIsCountedWhileSomebodyLooks() {
        var review = review().with(List.of(new ItemVerdict(1, true, true, null)), NOON.plusSeconds(20))
                .with(List.of(new ItemVerdict(2, true, true, null)), NOON.plus(Duration.ofHours(3)));

        assertThat(review.seconds()).isEqualTo(20 + OpenReview.LONGEST_LOOK.toSeconds());
    }

    @Test
    void aControlThatWasAcceptedMakesItVoid() {
        var review = review();
        var all = review.items().stream()
                .map(item -> new ItemVerdict(item.item(), true, true, null))
                .toList();
        var careful = review.items().stream()
                .map(item -> item.control() == null
                        ? new ItemVerdict(item.item(), true, true, null)
                        : new ItemVerdict(item.item(), !item.candidateFirst(), item.candidateFirst(), null))
                .toList();

        assertThat(review.with(all, NOON).submitted(NOON).result().isVoid()).isTrue();
        assertThat(review.with(careful, NOON).submitted(NOON).result())
                .satisfies(result -> assertThat(result.isVoid()).isFalse())
                .satisfies(result -> assertThat(result.verdicts()).hasSize(15).allMatch(v -> v.accepted()));
    }

    private static OpenReview review() {
        return new OpenReview(
                "ch-1-r1",
                "ch-1",
                "ch-1.1",
                "care/visit-summary",
                Digest.of("criteria"),
                "pm@care.example",
                Set.of(SignOffRole.PM),
                ReviewSheet.of(new SplittableRandom(1), outputs(0, 15), outputs(15, 10), List.of(DRUG)),
                List.of(),
                NOON,
                NOON,
                0,
                null);
    }

    private static List<ToReview> outputs(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> new ToReview("c" + i, Digest.of("candidate " + i), Digest.of("baseline " + i)))
                .toList();
    }
}
