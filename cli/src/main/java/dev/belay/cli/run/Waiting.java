package dev.belay.cli.run;

import dev.belay.cli.CliFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Asking again until there is an answer; a platform that cannot be asked at the moment has none. */
final class Waiting {

    private Waiting() {}

    static <T> Optional<T> until(Duration atMost, Duration pause, Supplier<Optional<T>> question)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        var answer = answer(question);
        while (answer.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(pause);
            answer = answer(question);
        }
        return answer;
    }

    private static <T> Optional<T> answer(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (CliFailure failure) {
            if (failure.mayPass()) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
