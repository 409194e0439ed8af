package dev.belay.gate.judgement.rest;

import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.judgement.domain.Judged;
import dev.belay.gate.judgement.domain.Judged.Refused;
import dev.belay.gate.judgement.domain.Judged.Taken;
import dev.belay.gate.judgement.domain.Refusal;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who judges, as a decision knows them, and what they are answered. */
@ApplicationScoped
class Judge {

    private static final int LONGEST_TEXT = 10_000;

    private static final Map<Role, SignOffRole> ROLES =
            Map.of(Role.PM, SignOffRole.PM, Role.ENGINEER, SignOffRole.ENGINEER, Role.OPS, SignOffRole.OPS);

    private final Caller caller;

    Judge(Caller caller) {
        this.caller = caller;
    }

    String name() {
        return caller.subject();
    }

    /** Of the prompt's team, those that may judge at all. */
    Set<SignOffRole> roles(String prompt) {
        var roles = new TreeSet<SignOffRole>();
        for (var role : caller.rolesIn(prompt.substring(0, prompt.indexOf('/')))) {
            if (ROLES.containsKey(role)) {
                roles.add(ROLES.get(role));
            }
        }
        return roles;
    }

    /** Somebody of the team who may do more than read. */
    void requireMember(String prompt) {
        caller.require(prompt, Role.PM, Role.ENGINEER, Role.OPS);
    }

    static <T> T taken(Judged<T> judged) {
        return switch (judged) {
            case Taken<T>(var result) -> result;
            case Refused<T>(var refusal) -> throw thrown(refusal);
        };
    }

    private static RuntimeException thrown(Refusal refusal) {
        return switch (refusal.why()) {
            case UNKNOWN -> Problem.notFound(refusal.detail());
            case INVALID -> Problem.badRequest(refusal.detail());
            case NOT_WAITING, CONDITION -> Problem.conflict(refusal.detail());
            case OWN_CHANGE ->
                Problem.refused("/problems/four-eyes", "Nobody judges their own change", refusal.detail());
            case ROLE -> Problem.refused("/problems/forbidden", "Not with this role", refusal.detail());
        };
    }

    static String text(String field, @Nullable String text, String expected) {
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
            throw Problem.badRequest("%s: missing, or too long (expected: %s)".formatted(field, expected));
        }
        return text.strip();
    }

    static <T> T present(@Nullable T value, String field, String expected) {
        if (value == null) {
            throw Problem.badRequest("%s: missing (expected: %s)".formatted(field, expected));
        }
        return value;
    }
}
