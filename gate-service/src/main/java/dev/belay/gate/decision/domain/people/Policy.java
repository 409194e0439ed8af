package dev.belay.gate.decision.domain.people;

import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A team's shape: who may judge other people's changes, and how often they are asked (design §9). */
public enum Policy {
    /** Any other member reviews and signs, so that a team with one PM can go on. */
    SMALL_TEAM("small-team"),
    /** A PM reviews and signs. */
    DEDICATED_ML("dedicated-ml"),
    /** As {@link #DEDICATED_ML}, and every change is signed. */
    REGULATED("regulated");

    private final String wireName;

    Policy(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Empty for a name that is none. */
    public static Optional<Policy> named(String wireName) {
        return Arrays.stream(values())
                .filter(policy -> policy.wireName.equals(wireName))
                .findFirst();
    }

    /** Whether somebody with these roles may review. */
    public boolean mayReview(Set<SignOffRole> roles) {
        return maySignAs(SignOffRole.PM, roles);
    }

    /** Whether somebody with these roles may sign where {@code asked} is asked. */
    public boolean maySignAs(SignOffRole asked, Set<SignOffRole> roles) {
        return roles.contains(asked) || this == SMALL_TEAM && !roles.isEmpty();
    }

    /** Who is asked where {@code role} is. */
    public String asks(SignOffRole role) {
        return this == SMALL_TEAM ? "anybody but the authors" : role.wireName();
    }
}
