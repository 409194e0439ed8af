package dev.belay.evaluation.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One run of a compiled pattern over one input, by backtracking with a stack on the heap, so that a long output cannot
 * overflow the thread's own.
 *
 * <p>The stack holds frames of three ints: a choice {@code (step, place, least)} to take up again, where a {@code least}
 * of 0 or more is a run that can give back more; or {@code (UNDO, register, value)}.
 */
final class Match {
    private static final int UNDO = -1;
    private static final int SINGLE = -1;
    private static final int UNSET = -1;
    private static final int FRAME = 3;

    private final Step[] steps;
    private final String input;
    private final boolean unicode;
    private final int[] registers;
    private final Budget budget;
    private int[] stack = new int[64 * FRAME];
    private int top;
    private int next;
    private int at;

    /** How much work a match may be. */
    record Budget(long steps, int stackInts) {}

    /** The work was more than the budget; has no trace, since it is turned into {@link RegexTooSlow} by the caller. */
    static final class Exhausted extends Exception {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    Match(Step[] steps, int registers, String input, boolean unicode, Budget budget) {
        this.steps = steps;
        this.registers = new int[registers];
        this.input = input;
        this.unicode = unicode;
        this.budget = budget;
    }

    boolean anywhere() throws Exhausted {
        return find(0) >= 0;
    }

    /** Where the first match at or after {@code from} begins; -1 for none. */
    int find(int from) throws Exhausted {
        long left = budget.steps();
        for (int start = from; start <= input.length(); start = start == input.length() ? start + 1 : after(start)) {
            Arrays.fill(registers, UNSET);
            top = 0;
            next = 0;
            at = start;
            do {
                if (--left < 0) {
                    throw new Exhausted();
                }
                if (steps[next] == Step.Done.DONE) {
                    return start;
                }
            } while (perform(steps[next]) || backtrack());
        }
        return -1;
    }

    /** Where the match that was found ends. */
    int end() {
        return at;
    }

    /** What a group of the match that was found holds; null where it took no part. */
    @Nullable
    String group(int number) {
        int start = registers[2 * number];
        int end = registers[2 * number + 1];
        return start == UNSET || end == UNSET ? null : input.substring(start, end);
    }

    /** Sets {@link #next} and {@link #at}, or says that this way fails. */
    private boolean perform(Step step) throws Exhausted {
        int here = next++;
        switch (step) {
            case Step.Take(var set, boolean back) -> {
                return take(set, back);
            }
            case Step.TakeRun(var set, int min, int max) -> {
                return takeRun(set, min, max);
            }
            case Step.Split(int first, int second) -> {
                push(second, at, SINGLE);
                next = first;
            }
            case Step.Jump(int to) -> next = to;
            case Step.Mark(int register) -> write(register, at);
            case Step.Unset(int from, int to) -> {
                for (int register = from; register < to; register++) {
                    write(register, UNSET);
                }
            }
            case Step.Check(var edge) -> {
                return holds(edge);
            }
            case Step.SameAs(int group, boolean back) -> {
                return sameAs(group, back);
            }
            case Step.Zero(int counter) -> write(counter, 0);
            case Step.Rounds rounds -> round(rounds);
            case Step.EndRound(int counter, int min, int mark, int head) -> {
                if (registers[counter] >= min && registers[mark] == at) {
                    return false;
                }
                write(counter, registers[counter] + 1);
                next = head;
            }
            case Step.Look(int register, boolean negative, int exit) -> {
                write(register + 1, at);
                push(UNDO, register, registers[register]);
                registers[register] = top;
                if (negative) {
                    push(exit, at, SINGLE);
                }
            }
            case Step.Looked(int register, boolean negative) -> {
                return looked(register, negative);
            }
            case Step.Done done -> next = here;
        }
        return true;
    }

    private boolean take(CharSet set, boolean back) {
        if (back ? at == 0 : at == input.length()) {
            return false;
        }
        int other = back ? before(at) : after(at);
        int c = unicode ? input.codePointAt(Math.min(at, other)) : input.charAt(Math.min(at, other));
        at = other;
        return set.contains(c);
    }

    private boolean takeRun(CharSet set, int min, int max) throws Exhausted {
        int taken = 0;
        int least = at;
        int end = at;
        while (taken < max && at < input.length() && take(set, false)) {
            taken++;
            end = at;
            least = taken <= min ? at : least;
        }
        at = end;
        if (taken < min) {
            return false;
        }
        if (end > least) {
            push(next, before(end), least);
        }
        return true;
    }

    private void round(Step.Rounds rounds) throws Exhausted {
        int done = registers[rounds.counter()];
        if (done < rounds.min()) {
            next = rounds.body();
        } else if (done >= rounds.max()) {
            next = rounds.exit();
        } else {
            push(rounds.greedy() ? rounds.exit() : rounds.body(), at, SINGLE);
            next = rounds.greedy() ? rounds.body() : rounds.exit();
        }
    }

    private boolean holds(Node.Edge edge) {
        return switch (edge) {
            case START -> at == 0;
            case END -> at == input.length();
            case WORD -> wordAt(at - 1) != wordAt(at);
            case NOT_WORD -> wordAt(at - 1) == wordAt(at);
        };
    }

    private boolean wordAt(int place) {
        return place >= 0 && place < input.length() && CharSet.WORD.contains(input.charAt(place));
    }

    /** A group that took no part matches nothing, and so does one that is still open. */
    private boolean sameAs(int group, boolean back) {
        int start = registers[2 * group];
        int end = registers[2 * group + 1];
        if (start == UNSET || end == UNSET) {
            return true;
        }
        int length = end - start;
        int from = back ? at - length : at;
        at = back ? from : at + length;
        return from >= 0 && input.regionMatches(from, input, start, length);
    }

    /** A look-ahead that held keeps what its groups took, and forgets its other ways to hold. */
    private boolean looked(int register, boolean negative) {
        int base = registers[register];
        if (negative) {
            while (top > base) {
                pop();
            }
            return false;
        }
        at = registers[register + 1];
        int kept = base;
        for (int frame = base; frame < top; frame += FRAME) {
            if (stack[frame] == UNDO) {
                System.arraycopy(stack, frame, stack, kept, FRAME);
                kept += FRAME;
            }
        }
        top = kept;
        return true;
    }

    private boolean backtrack() throws Exhausted {
        while (top > 0) {
            if (pop()) {
                int least = stack[top + 2];
                if (least != SINGLE && at > least) {
                    push(next, before(at), least);
                }
                return true;
            }
        }
        return false;
    }

    /** Takes the top frame off: restores a register (false) or goes to the place of a choice (true). */
    private boolean pop() {
        top -= FRAME;
        if (stack[top] == UNDO) {
            registers[stack[top + 1]] = stack[top + 2];
            return false;
        }
        next = stack[top];
        at = stack[top + 1];
        return true;
    }

    private void write(int register, int value) throws Exhausted {
        if (top > 0) {
            push(UNDO, register, registers[register]);
        }
        registers[register] = value;
    }

    private void push(int kind, int second, int third) throws Exhausted {
        if (top + FRAME > stack.length) {
            if (stack.length >= budget.stackInts()) {
                throw new Exhausted();
            }
            stack = Arrays.copyOf(stack, stack.length * 2);
        }
        stack[top] = kind;
        stack[top + 1] = second;
        stack[top + 2] = third;
        top += FRAME;
    }

    private int after(int place) {
        return place + (unicode ? Character.charCount(input.codePointAt(place)) : 1);
    }

    private int before(int place) {
        return place - (unicode ? Character.charCount(input.codePointBefore(place)) : 1);
    }
}
