package dev.belay.gate.judgement.domain;

/** What became of a judgement. */
public sealed interface Judged<T> {

    record Taken<T>(T result) implements Judged<T> {}

    record Refused<T>(Refusal refusal) implements Judged<T> {}

    static <T> Judged<T> refused(Refusal.Why why, String detail) {
        return new Refused<>(new Refusal(why, detail));
    }
}
