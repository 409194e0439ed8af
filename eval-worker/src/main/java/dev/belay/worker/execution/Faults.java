package dev.belay.worker.execution;

import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.evaluation.provider.Answer;
import dev.belay.worker.ledger.domain.Budget;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;

/** Why a task has no output, as its result says it. */
final class Faults {

    private Faults() {}

    static Fault of(Answer.Fault fault) {
        return new Fault(fault.kind().word(), fault.message());
    }

    /** A provider that was cut off, or whose reply was of no use, may ask money for it all the same. */
    static boolean mayBeBilled(Answer.Fault fault) {
        return switch (fault.kind()) {
            case TIMEOUT, BAD_REPLY, CONTENT_FILTER -> true;
            case UNREACHABLE, RATE_LIMITED, SERVER_ERROR, NOT_ALLOWED, BAD_REQUEST, UNKNOWN_PROVIDER -> false;
        };
    }

    static Fault overBudget(Budget budget, BigDecimal most) {
        return new Fault(
                "budget",
                "the call may cost $" + most.toPlainString() + ", and of the run's $"
                        + budget.ceiling().toPlainString() + " are spent $"
                        + budget.spent().toPlainString());
    }

    static Fault erased(Instant at, String reason) {
        return new Fault("erased", "the reply was erased at " + at + ": " + reason);
    }

    static Fault missingVariables(String caseId, Collection<String> names) {
        return new Fault("template", "case \"" + caseId + "\" has no value for " + String.join(", ", names));
    }

    /** The engine's own words may quote a variable, which no event may hold. */
    static Fault cannotRender(String caseId) {
        return new Fault("template", "the prompt cannot be rendered with the variables of case \"" + caseId + "\"");
    }
}
