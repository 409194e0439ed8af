package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import java.util.Locale;

/** The newest criteria of a prompt. */
public record CurrentCriteria(int number, Digest digest, CriteriaDocument document) {

    /** E-mail addresses are compared without regard to case, as their hosts do. */
    public boolean areOwnedBy(String actor) {
        return document.owner()
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals(actor.strip().toLowerCase(Locale.ROOT));
    }
}
