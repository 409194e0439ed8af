package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.gate.decision.domain.people.Override;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.decision.domain.people.TradeOff;
import java.time.Instant;

/** What a PM settled of a finding. It keeps its numbers and its evidence, and says for ever who settled it and why. */
final class Settled {

    private Settled() {}

    static Ruling of(Ruling ruling, People people, String change, Instant asOf) {
        return switch (ruling.outcome()) {
            case NEEDS_TRADE_OFF ->
                people.tradeOffs().stream()
                        .filter(tradeOff ->
                                tradeOff.ceiling().equals(ruling.finding().criterion()))
                        .reduce((first, second) -> second)
                        .map(tradeOff -> decided(ruling.finding(), tradeOff))
                        .orElseGet(() -> overridden(ruling, people, change, asOf));
            case FAILED, INCONCLUSIVE -> overridden(ruling, people, change, asOf);
            case PASSED, NOT_APPLICABLE, NEEDS_REVIEW, NEEDS_SIGN_OFF, WAITING -> ruling;
        };
    }

    private static Ruling decided(Finding finding, TradeOff tradeOff) {
        var outcome = tradeOff.accepted() ? Outcome.PASSED : Outcome.FAILED;
        return Ruling.of(with(
                finding,
                outcome,
                Findings.say(
                        "the trade-off is %s by %s: %s",
                        tradeOff.accepted() ? "accepted" : "refused", tradeOff.by(), tradeOff.reason())));
    }

    private static Ruling overridden(Ruling ruling, People people, String change, Instant asOf) {
        return people.overrides().stream()
                .filter(override -> override.covers(ruling.finding(), change, asOf))
                .findFirst()
                .map(override -> Ruling.of(with(ruling.finding(), Outcome.PASSED, words(override))))
                .orElse(ruling);
    }

    private static String words(Override override) {
        return Findings.say(
                "overridden by %s until %s (%s): %s",
                override.by(), override.until(), override.id(), override.reason());
    }

    private static Finding with(Finding finding, Outcome outcome, String words) {
        return new Finding(
                finding.rule(),
                outcome,
                finding.criterion(),
                finding.summary() + "; " + words,
                finding.numbers(),
                finding.evidence());
    }
}
