package dev.belay.evaluation.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.belay.contracts.canonical.CanonicalJson;

/**
 * What a model said.
 *
 * @param calls of tools, in the provider's own shape
 */
record Said(String text, ArrayNode calls) {

    boolean nothing() {
        return text.isEmpty() && calls.isEmpty();
    }

    boolean onlyCalls() {
        return text.isEmpty() && !calls.isEmpty();
    }

    /** The text, and of a reply without one its calls, as canonical JSON. */
    String output() {
        return onlyCalls() ? CanonicalJson.of(calls.toString()).text() : text;
    }
}
