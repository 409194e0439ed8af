package dev.belay.registry.domain;

import dev.belay.contracts.document.CriteriaProof;

/** What is known of the examples in criteria that are sent: criteria that miss their own examples are not published. */
public sealed interface Proven {

    boolean suffices();

    /** No example has to be judged by a model or a service: reading the criteria tried them all. */
    record ByReading() implements Proven {
        @Override
        public boolean suffices() {
            return true;
        }
    }

    /** A worker tried them. */
    record Tried(CriteriaProof proof) implements Proven {
        @Override
        public boolean suffices() {
            return proof.holds();
        }
    }

    record NeverTried() implements Proven {
        @Override
        public boolean suffices() {
            return false;
        }
    }

    /** @param reason why nobody could be asked whether they were tried */
    record Unknown(String reason) implements Proven {
        @Override
        public boolean suffices() {
            return false;
        }
    }
}
