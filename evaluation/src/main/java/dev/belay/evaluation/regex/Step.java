package dev.belay.evaluation.regex;

/** One instruction of a compiled pattern. {@code back} is true inside look-behind, where text is read from right to left. */
sealed interface Step {
    record Take(CharSet set, boolean back) implements Step {}

    /** Takes from {@code min} to {@code max} members, as many as there are, and gives them back one by one. */
    record TakeRun(CharSet set, int min, int max) implements Step {}

    /** Goes on at {@code first}; when that fails, at {@code second}. */
    record Split(int first, int second) implements Step {}

    record Jump(int to) implements Step {}

    /** Writes the place in the input to a register. */
    record Mark(int register) implements Step {}

    record Unset(int fromRegister, int toRegister) implements Step {}

    record Check(Node.Edge edge) implements Step {}

    record SameAs(int group, boolean back) implements Step {}

    record Zero(int counter) implements Step {}

    /** The head of a repeat: {@code body} while {@code min} is not reached, {@code exit} at {@code max}, else a choice. */
    record Rounds(int counter, int min, int max, boolean greedy, int body, int exit) implements Step {}

    /** The end of a round: a round beyond the {@code min} needed ones that took nothing fails, so that no repeat is endless. */
    record EndRound(int counter, int min, int markRegister, int head) implements Step {}

    /** Remembers where a look-around started and how high the stack was; {@code exit} is where a negative one goes on. */
    record Look(int register, boolean negative, int exit) implements Step {}

    record Looked(int register, boolean negative) implements Step {}

    enum Done implements Step {
        DONE
    }
}
