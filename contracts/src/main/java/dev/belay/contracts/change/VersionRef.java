package dev.belay.contracts.change;

import dev.belay.contracts.canonical.Digest;

/** A version of a prompt: its number within the prompt, for people, and the digest that names its content. */
public record VersionRef(int number, Digest digest) {

    @Override
    public String toString() {
        return "v" + number;
    }
}
